/* Disposing of what is due: a final entry for so many of a kind, then the file is cleared. */
#include <stdlib.h>
#include <string.h>

#include <cnis/reference.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "domain/disposal_inside.h"
#include "domain/intake.h"
#include "domain/setting.h"

/* Who does it, and what of it they may. */
typedef struct disposing {
	cnis_register *r;
	unsigned roles;
	bool whole;
	cnis_disposal *done;
} disposing;

/* The parts of each in turn; @p marked is where the columns with their day are kept. */
static size_t
subjects_of(const disposal_kind *k, const due_list *l, const erase_column *const *marked,
            erase_subject *subjects)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++)
		for (size_t p = 0;
		     l->at[i].held_for == 0 && p < DISPOSAL_PARTS && k->parts[p].table != NULL; p++)
			subjects[n++] = (erase_subject){ .table = k->parts[p].table,
				                         .by = k->parts[p].by,
				                         .value = l->at[i].id,
				                         .columns = marked[p],
				                         .n_columns = k->parts[p].n };
	return n;
}

static cnis_status
erase_tx(const disposing *d, const disposal_kind *k, const due_list *l, size_t *ret_n,
         cnis_error *reterr)
{
	erase_column columns[DISPOSAL_PARTS][DISPOSAL_COLUMNS];
	const erase_column *marked[DISPOSAL_PARTS] = { NULL };
	erase_subject *subjects =
	    mem_new((size_t)DISPOSAL_AT_ONCE * DISPOSAL_PARTS, sizeof(*subjects));
	erase_counts counts = { 0 };
	cnis_status st = CNIS_OK;

	if (subjects == NULL)
		return cnis_nomem(reterr, k->kind);
	for (size_t p = 0; p < DISPOSAL_PARTS; p++) {
		for (size_t i = 0; i < k->parts[p].n; i++) {
			columns[p][i] = k->parts[p].columns[i];
			columns[p][i].number = change_today(d->r);
		}
		marked[p] = k->parts[p].columns == NULL ? NULL : columns[p];
	}
	*ret_n = subjects_of(k, l, marked, subjects);
	if (*ret_n > 0)
		st = store_erase(d->r->st, k->rule, subjects, *ret_n, &counts, reterr);
	free(subjects);
	if (st == CNIS_OK) {
		d->done->cut += counts.cut;
		d->done->blanked += counts.blanked;
		d->done->entries += counts.entries;
	}
	return st;
}

static cnis_status
touch_tx(cnis_register *r, const store_sql *sql, int64_t id, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, sql, &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row)
		if ((st = change_touch(r, col_int(&c, 0), reterr)) != CNIS_OK)
			break;
	stmt_close(&c);
	return st;
}

/* The rows that stay are changed by this entry: whoever read them before has to look again. */
static cnis_status
change_rows_tx(const disposing *d, const disposal_kind *k, const due_list *l, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = CNIS_OK;

	for (size_t i = 0; st == CNIS_OK && i < l->n; i++) {
		if (l->at[i].held_for != 0) {
			d->done->held++;
			continue;
		}
		if (k->due == NULL) { /* there is no row */
			d->done->undone++;
			continue;
		}
		st = stmt_open(d->r->st, k->rev, &c, reterr);
		stmt_int(&c, ":rev", change_rev(d->r));
		stmt_int(&c, ":id", l->at[i].id);
		if (st == CNIS_OK)
			st = stmt_run(&c, reterr);
		stmt_close(&c);
		if (st == CNIS_OK)
			st = touch_tx(d->r, k->about, l->at[i].id, reterr);
		if (st == CNIS_OK && k->letter == CNIS_REF_INTAKE)
			st = intake_forgotten_tx(d->r, l->at[i].id, reterr);
		if (k->letter == CNIS_REF_INTAKE)
			d->done->forwarded++;
		else
			d->done->documents++;
	}
	return st;
}

/* One entry; *more says whether there is another page of them. */
static cnis_status
one_entry(const disposing *d, const disposal_kind *k, due_list *l, cnis_error *reterr)
{
	const change_spec spec = { .kind = k->kind,
		                   .command = d->whole ? "nightly" : "dispose run",
		                   .roles = d->roles,
		                   .undo = STORE_FINAL,
		                   .whole = d->whole };
	const cnis_disposal before = *d->done;
	size_t n = 0;
	cnis_status st = change_begin(d->r, &spec, reterr);

	if (st == CNIS_OK)
		st = disposal_look(d->r, k, l, reterr);
	if (st == CNIS_OK)
		st = erase_tx(d, k, l, &n, reterr);
	if (st == CNIS_OK)
		st = change_rows_tx(d, k, l, reterr);
	st = change_end(d->r, st, reterr);
	if (st != CNIS_OK)
		*d->done = before;
	return st;
}

static cnis_status
run_kind(const disposing *d, const disposal_kind *k, cnis_error *reterr)
{
	due_list *l = disposal_list(d->r, CNIS_DAY_NONE);
	cnis_status st = CNIS_OK;

	if (l == NULL)
		return cnis_nomem(reterr, k->kind);
	do
		st = one_entry(d, k, l, reterr);
	while (st == CNIS_OK && l->more);
	free(l);
	return st;
}

static cnis_status
run(const disposing *d, unsigned what, cnis_error *reterr)
{
	cnis_status st = CNIS_OK;

	memset(d->done, 0, sizeof(*d->done));
	for (size_t i = 0; st == CNIS_OK && i < DISPOSAL_KINDS; i++)
		if ((what & disposal_kinds[i].what) != 0)
			st = run_kind(d, &disposal_kinds[i], reterr);
	if (st != CNIS_OK || d->r->dry_run)
		return st;
	st = store_erase_settle(d->r->st, reterr);
	d->done->settled = st == CNIS_OK;
	/* Somebody reads: the next night does it, and doctor says so meanwhile. */
	return st == CNIS_EBUSY && d->whole ? CNIS_OK : st;
}

cnis_status
cnis_disposal_run(cnis_register *r, unsigned what, cnis_disposal *ret, cnis_error *reterr)
{
	const disposing d = { .r = r, .roles = CNIS_ROLE_MANAGER, .done = ret };

	return run(&d, what, reterr);
}

cnis_status
disposal_night(cnis_register *r, unsigned what, cnis_disposal *ret, cnis_error *reterr)
{
	const disposing d = { .r = r,
		              .roles = CNIS_ROLE_EXPORTER | CNIS_ROLE_MANAGER |
		                       CNIS_ROLE_ADMINISTRATOR,
		              .whole = true,
		              .done = ret };

	return run(&d, what, reterr);
}

cnis_status
disposal_of_a_night(cnis_register *r, unsigned *ret, cnis_error *reterr)
{
	char value[201];
	cnis_status st = setting_text(r, "dispose.nightly", store_today(r->st), value, reterr);

	if (st == CNIS_OK)
		*ret = text_same(value, "all")         ? CNIS_DISPOSE_ALL
		       : text_same(value, "forwarded") ? CNIS_DISPOSE_FORWARDED
		                                       : 0;
	return st;
}
