/* A plan put into effect: acknowledged, shared out and put together, in one change. */
#include "domain/intake.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "domain/duty.h"
#include "domain/duty_inside.h"
#include "domain/fact.h"
#include "domain/officer.h"

enum { Q_READ, Q_WRITE, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_READ] = { "intake_apply.read",
		"SELECT i.closed_day, " INTAKE_STATE("i") ", i.acknowledged_day, coalesce(i.group_id, 0),"
		" i.received_day, coalesce(d.id, 0), coalesce((SELECT w.officer_id FROM duty_owner w"
		"  WHERE w.duty_id = d.id AND w.to_day IS NULL), 0)"
		" FROM intake i LEFT JOIN duty d ON d.id = (SELECT max(x.id) FROM duty x"
		"  WHERE x.intake_id = i.id AND x.child_id IS NULL AND x.state = 'open')"
		" WHERE i.id = :id AND " INTAKE_SHOWN("i") },
	[Q_WRITE] = { "intake_apply.write",
		"UPDATE intake SET acknowledged_day = :acknowledged, group_id = :group, rev = :rev"
		" WHERE id = :id" },
};
/* clang-format on */

static const char WHERE[] = "intake.apply";

typedef struct standing {
	bool closed;
	int64_t state, group_id, duty_id, owner_id;
	cnis_day acknowledged, received;
} standing;

typedef struct applying {
	cnis_register *r;
	const cnis_intake_planned *rows;
	size_t n;
	cnis_day day;
	cnis_intake_applied did;
} applying;

static cnis_status
read_standing(cnis_register *r, int64_t id, standing *s, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_READ], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && !row)
		st = intake_missing(WHERE, reterr);
	if (st == CNIS_OK)
		*s = (standing){ .closed = !col_null(&c, 0),
			         .state = col_int(&c, 1),
			         .acknowledged = col_day(&c, 2),
			         .group_id = col_int(&c, 3),
			         .received = col_day(&c, 4),
			         .duty_id = col_int(&c, 5),
			         .owner_id = col_int(&c, 6) };
	stmt_close(&c);
	return st;
}

/* The first of those with this label; the one the label names, where it names one. */
static cnis_status
group_of(const applying *a, size_t i, int64_t *ret, cnis_error *reterr)
{
	const char *label = a->rows[i].group;
	int64_t named = 0, first = a->rows[i].intake_id;
	standing there;
	size_t n = 0;

	*ret = 0;
	if (text_empty(label))
		return CNIS_OK;
	for (size_t k = 0; k < a->n; k++)
		if (text_same(a->rows[k].group, label)) {
			n++;
			if (a->rows[k].intake_id < first)
				first = a->rows[k].intake_id;
		}
	if (cnis_reference_parse(label, CNIS_REF_INTAKE, NULL, &named) != CNIS_OK)
		named = first;
	if (n == 1 && named == a->rows[i].intake_id)
		return CNIS_OK; /* alone */
	*ret = named;
	return read_standing(a->r, named, &there, reterr);
}

static cnis_status
write_row(const applying *a, int64_t id, cnis_day acknowledged, int64_t group, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(a->r->st, &SQL[Q_WRITE], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_day(&c, ":acknowledged", acknowledged);
	stmt_id(&c, ":group", group);
	stmt_int(&c, ":rev", change_rev(a->r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

static cnis_status
give(const applying *a, const standing *s, int64_t to, cnis_error *reterr)
{
	cnis_status st = duty_disown_tx(a->r, s->duty_id, change_today(a->r) - 1, reterr);

	if (st == CNIS_OK)
		st = duty_own_tx(a->r, s->duty_id, 0, to, change_today(a->r), reterr);
	return st == CNIS_OK ? change_touch(a->r, 0, reterr) : st;
}

static cnis_status
check_row(const applying *a, const cnis_intake_planned *row, const standing *s, cnis_error *reterr)
{
	char ref[CNIS_REFERENCE_SIZE];

	(void)cnis_reference_format(CNIS_REF_INTAKE, row->intake_id, ref);
	if (s->closed)
		return cnis_fail(reterr, CNIS_EREFUSED, 0, WHERE, "intake",
		                 "%s has its outcome already", ref);
	if (s->state != row->state)
		return cnis_fail(reterr, CNIS_ECONFLICT, 0, WHERE, "intake",
		                 "%s was changed by journal entry %lld since the plan was made; "
		                 "make another",
		                 ref, (long long)s->state);
	if (row->acknowledge && a->day < s->received)
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "acknowledged",
		                 "the day lies before %s arrived", ref);
	return CNIS_OK;
}

static cnis_status
apply_row(applying *a, size_t i, cnis_error *reterr)
{
	const cnis_intake_planned *row = &a->rows[i];
	standing s = { 0 };
	int64_t owner = 0, group = 0;
	bool acknowledge;
	cnis_status st = read_standing(a->r, row->intake_id, &s, reterr);

	if (st == CNIS_OK)
		st = officer_worker(a->r, row->owner, &owner, reterr);
	if (st == CNIS_OK)
		st = group_of(a, i, &group, reterr);
	if (st != CNIS_OK)
		return st;
	acknowledge = row->acknowledge && s.acknowledged == CNIS_DAY_NONE;
	if (!acknowledge && owner == s.owner_id && group == s.group_id && !s.closed)
		return CNIS_OK; /* it is so already */
	st = check_row(a, row, &s, reterr);
	if (st == CNIS_OK && (acknowledge || group != s.group_id))
		st = write_row(a, row->intake_id, acknowledge ? a->day : s.acknowledged, group,
		               reterr);
	if (st == CNIS_OK && owner != s.owner_id)
		st = give(a, &s, owner, reterr);
	a->did.acknowledged += acknowledge;
	a->did.allocated += owner != s.owner_id;
	a->did.grouped += group != s.group_id;
	return st;
}

static int
by_number(const void *x, const void *y)
{
	int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;

	return (a > b) - (a < b);
}

static cnis_status
check_once(const applying *a, cnis_error *reterr)
{
	int64_t *ids = mem_new(a->n, sizeof(*ids));
	cnis_status st = CNIS_OK;

	if (ids == NULL)
		return cnis_nomem(reterr, WHERE);
	for (size_t i = 0; i < a->n; i++)
		ids[i] = a->rows[i].intake_id;
	qsort(ids, a->n, sizeof(*ids), by_number);
	for (size_t i = 1; st == CNIS_OK && i < a->n; i++)
		if (ids[i] == ids[i - 1])
			st = cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "intake",
			               "one of them stands in the plan twice");
	free(ids);
	return st;
}

/* Families of more than one row. */
static int64_t
count_groups(const applying *a)
{
	int64_t n = 0;

	for (size_t i = 0; i < a->n; i++) {
		size_t before = 0, after = 0;

		if (text_empty(a->rows[i].group))
			continue;
		for (size_t k = 0; k < a->n; k++)
			if (k != i && text_same(a->rows[k].group, a->rows[i].group)) {
				before += k < i ? 1 : 0;
				after += k > i ? 1 : 0;
			}
		n += before == 0 && after > 0;
	}
	return n;
}

cnis_status
cnis_intake_apply(cnis_register *r, const cnis_intake_planned *rows, size_t n,
                  cnis_day acknowledged, cnis_intake_applied *ret, size_t *ret_wrong,
                  cnis_error *reterr)
{
	const change_spec spec = { .kind = WHERE,
		                   .command = "intake apply",
		                   .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER,
		                   .undo = STORE_UNDOABLE };
	applying a = { .r = r, .rows = rows, .n = n, .day = fact_day(acknowledged) };
	cnis_status st;

	if (n == 0 || n > CNIS_INTAKE_AT_ONCE)
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "file",
		                 n == 0 ? "there is nothing in it" : "more than 500 rows");
	st = check_once(&a, reterr);
	if (st == CNIS_OK)
		st = change_begin(r, &spec, reterr);
	if (st != CNIS_OK)
		return st;
	if (a.day == CNIS_DAY_NONE)
		a.day = change_today(r);
	if (a.day > change_today(r))
		st = cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "acknowledged",
		               "the day lies in the future");
	for (size_t i = 0; st == CNIS_OK && i < n; i++) {
		st = apply_row(&a, i, reterr);
		if (st != CNIS_OK && ret_wrong != NULL)
			*ret_wrong = i;
	}
	st = change_end(r, st, reterr);
	if (st != CNIS_OK)
		return st;
	a.did.intakes = (int64_t)n;
	a.did.groups = count_groups(&a);
	*ret = a.did;
	return CNIS_OK;
}
