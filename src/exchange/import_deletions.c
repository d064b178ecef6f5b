/* A school's deletion return: the whole file is read, then taken in by batches. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/text.h"
#include "domain/change.h"
#include "exchange/import_inside.h"
#include "exchange/key_set.h"
#include "exchange/sink.h"

enum { BATCH_ROWS = 500 };

typedef struct import {
	cnis_register *r;
	const cnis_import_options *options;
	cnis_import_fn fn;
	void *payload;
	cnis_import *ret;
	import_map map;
	kept_row *header;
	kept_row **row;
	size_t n, room;
	key_set met; /* deletions read so far */
	hash_state hash;
	kept_row **rejected;
	size_t n_rejected;
	cnis_day today;
} import;

const char *
cnis_import_verdict_text(cnis_import_verdict verdict)
{
	switch (verdict) {
	case CNIS_IMPORT_HOME:
		return "home education";
	case CNIS_IMPORT_MISSING:
		return "missing education";
	case CNIS_IMPORT_NOTHING:
		return "nothing kept";
	case CNIS_IMPORT_ALREADY:
		return "already here";
	case CNIS_IMPORT_REJECTED:
		return "rejected";
	case CNIS_IMPORT_REMOVAL:
		return "removal kept";
	case CNIS_IMPORT_ELSEWHERE:
		return "lives elsewhere: to be told there";
	}
	return "";
}

/* One block: the row, its cells, their texts. */
static kept_row *
keep(const csv_row *row)
{
	size_t bytes = sizeof(kept_row) + row->n * sizeof(csv_cell);
	kept_row *k;
	csv_cell *cell;
	char *text;

	for (size_t i = 0; i < row->n; i++)
		bytes += row->cell[i].len + 1;
	k = mem_new(1, bytes);
	if (k == NULL)
		return NULL;
	cell = (csv_cell *)(void *)(k + 1);
	text = (char *)(cell + row->n);
	k->row = *row;
	k->row.cell = cell;
	for (size_t i = 0; i < row->n; i++) {
		memcpy(text, row->cell[i].text, row->cell[i].len + 1);
		cell[i].text = text;
		cell[i].len = row->cell[i].len;
		text += row->cell[i].len + 1;
	}
	return k;
}

static uint64_t
mix(uint64_t h, const char *text)
{
	for (; *text != '\0'; text++)
		h = (h ^ (unsigned char)*text) * UINT64_C(0x100000001B3);
	return (h ^ 0xFF) * UINT64_C(0x100000001B3);
}

/* The same pupil and day twice in one file is one deletion. */
static cnis_status
note_key(import *x, const deletion *d, bool *ret_again, cnis_error *err)
{
	uint64_t h = UINT64_C(0xCBF29CE484222325);
	char *fold = text_fold(d->name);

	if (fold == NULL)
		return cnis_nomem(err, "import.deletions");
	h = mix(h, fold) + ((uint64_t)(uint32_t)d->born << 32) + (uint32_t)d->deleted;
	h = mix(h, d->text[DEL_UPN] == NULL ? "" : d->text[DEL_UPN]);
	free(fold);
	return key_set_add(&x->met, h, ret_again) ? CNIS_OK : cnis_nomem(err, "import.deletions");
}

static cnis_status
check_shape(import *x, kept_row *k, cnis_error *err)
{
	row_problem problem;
	deletion d;
	cnis_status st;

	if (k->row.n != x->header->row.n) {
		memset(&problem, 0, sizeof(problem));
		(void)text_copy(problem.text, sizeof(problem.text),
		                "the row has not as many columns as the header");
		memset(&d, 0, sizeof(d));
		st = CNIS_EINVAL;
	} else {
		st = deletion_read(&x->map, &k->row, x->today, &d, &problem);
	}
	if (st == CNIS_OK)
		st = note_key(x, &d, &k->again, err);
	deletion_clear(&d);
	if (st != CNIS_EINVAL)
		return st == CNIS_ENOMEM ? cnis_nomem(err, "import.deletions") : st;
	k->problem = mem_new(1, sizeof(*k->problem));
	if (k->problem == NULL)
		return cnis_nomem(err, "import.deletions");
	*k->problem = problem;
	return CNIS_OK;
}

static cnis_status
on_row(const csv_row *row, void *payload, cnis_error *err)
{
	import *x = payload;
	kept_row *k;

	if (row->number > 0 && !map_wants(&x->map, row))
		return CNIS_OK;
	k = keep(row);
	if (k == NULL)
		return cnis_nomem(err, "import.deletions");
	for (size_t i = 0; i < row->n; i++)
		hash_part(&x->hash, row->cell[i].text, row->cell[i].len);
	if (row->number == 0) {
		x->header = k;
		return map_bind(&x->map, row, err);
	}
	if (x->n == x->room) {
		size_t room = x->room == 0 ? 256 : x->room * 2;
		kept_row **grown = mem_grow(x->row, room, sizeof(kept_row *));

		if (grown == NULL) {
			free(k);
			return cnis_nomem(err, "import.deletions");
		}
		x->row = grown;
		x->room = room;
	}
	x->row[x->n++] = k;
	return check_shape(x, k, err);
}

static cnis_status
tell(import *x, const kept_row *k, const row_outcome *o, bool real, cnis_error *err)
{
	const cnis_import_row row = { .row = k->row.number,
		                      .line = k->row.line,
		                      .verdict = o->verdict,
		                      .query = o->query,
		                      .child_id = real ? o->child_id : 0,
		                      .entry_id = real ? o->entry_id : 0,
		                      .column = o->problem.column,
		                      .rule = o->problem.rule,
		                      .problem = o->problem.text };

	return x->fn == NULL ? CNIS_OK : x->fn(&row, x->payload, err);
}

static void
count(cnis_import *ret, const row_outcome *o)
{
	ret->rows++;
	ret->home += o->verdict == CNIS_IMPORT_HOME;
	ret->missing += o->verdict == CNIS_IMPORT_MISSING;
	ret->nothing += o->verdict == CNIS_IMPORT_NOTHING;
	ret->already += o->verdict == CNIS_IMPORT_ALREADY;
	ret->rejected += o->verdict == CNIS_IMPORT_REJECTED;
	ret->removals += o->verdict == CNIS_IMPORT_REMOVAL;
	ret->elsewhere += o->verdict == CNIS_IMPORT_ELSEWHERE;
	ret->queries += o->query &&
	                (o->verdict == CNIS_IMPORT_HOME || o->verdict == CNIS_IMPORT_REMOVAL);
}

/* One row inside the transaction: what it wrote is taken back when it is not kept. */
static cnis_status
one_row(import *x, kept_row *k, row_outcome *o, cnis_error *err)
{
	row_problem ignored;
	deletion d;
	cnis_status st;

	memset(o, 0, sizeof(*o));
	if (k->problem != NULL || k->again) {
		o->verdict = k->again ? CNIS_IMPORT_ALREADY : CNIS_IMPORT_REJECTED;
		if (k->problem != NULL)
			o->problem = *k->problem;
		return CNIS_OK;
	}
	st = deletion_read(&x->map, &k->row, x->today, &d, &ignored);
	if (st != CNIS_OK) /* it was read before: only memory can be missing now */
		(void)cnis_nomem(err, "import.deletions");
	if (st == CNIS_OK)
		st = store_mark(x->r->st, err);
	if (st == CNIS_OK) {
		st = deletion_take_tx(x->r, &x->map, &d, x->ret->batch, o, err);
		if (st == CNIS_OK &&
		    (o->verdict == CNIS_IMPORT_HOME || o->verdict == CNIS_IMPORT_MISSING ||
		     o->verdict == CNIS_IMPORT_REMOVAL || o->verdict == CNIS_IMPORT_ELSEWHERE))
			st = store_mark_keep(x->r->st, err);
		else
			store_mark_drop(x->r->st);
	}
	deletion_clear(&d);
	return st;
}

static cnis_status
note_reject(import *x, kept_row *k, const row_outcome *o, cnis_error *err)
{
	if (k->problem == NULL) {
		k->problem = mem_new(1, sizeof(*k->problem));
		if (k->problem == NULL)
			return cnis_nomem(err, "import.deletions");
		*k->problem = o->problem;
	}
	x->rejected[x->n_rejected++] = k;
	return CNIS_OK;
}

static cnis_status
one_batch(import *x, size_t from, size_t to, bool real, cnis_error *err)
{
	const change_spec spec = { .kind = "import.deletions",
		                   .command = "import deletions",
		                   .roles = CNIS_ROLE_OFFICER,
		                   .undo = STORE_UNDOABLE,
		                   .batch = x->ret->batch };
	bool dry = x->r->dry_run;
	row_outcome *o = mem_new(to - from, sizeof(*o));
	told_of known = { .n = 0 };
	cnis_status st;

	if (o == NULL)
		return cnis_nomem(err, "import.deletions");
	x->r->dry_run = dry || !real;
	st = change_begin(x->r, &spec, err);
	for (size_t i = from; st == CNIS_OK && i < to; i++) {
		st = one_row(x, x->row[i], &o[i - from], err);
		if (st == CNIS_OK)
			count(x->ret, &o[i - from]);
		if (st == CNIS_OK && o[i - from].verdict == CNIS_IMPORT_REJECTED)
			st = note_reject(x, x->row[i], &o[i - from], err);
		told_add(&known, o[i - from].told);
	}
	if (st == CNIS_OK)
		st = told_note(&known, x->r, spec.command, err);
	for (size_t i = from; st == CNIS_OK && i < to; i++)
		st = tell(x, x->row[i], &o[i - from], real && !dry, err);
	free(o);
	st = change_end(x->r, st, err);
	x->r->dry_run = dry;
	x->ret->transactions += st == CNIS_OK;
	return st;
}

static cnis_status
all_batches(import *x, bool real, cnis_error *err)
{
	char batch[32];
	cnis_status st = CNIS_OK;

	memcpy(batch, x->ret->batch, sizeof(batch));
	memset(x->ret, 0, sizeof(*x->ret));
	memcpy(x->ret->batch, batch, sizeof(batch));
	x->n_rejected = 0;
	for (size_t from = 0; from < x->n && st == CNIS_OK; from += BATCH_ROWS)
		st = one_batch(x, from, x->n - from < BATCH_ROWS ? x->n : from + BATCH_ROWS, real,
		               err);
	return st;
}

/* Without a rejects file nothing may be written when any row is wrong: all is tried first. */
static cnis_status
run(import *x, cnis_error *err)
{
	cnis_import_fn fn = x->fn;
	cnis_status st = CNIS_OK;

	if (!x->options->apply)
		return all_batches(x, false, err);
	if (x->options->rejects == NULL) {
		x->fn = NULL;
		st = all_batches(x, false, err);
		x->fn = fn;
	}
	if (st == CNIS_OK && x->n_rejected > 0) {
		const kept_row *k = x->rejected[0];
		char place[MAP_PLACE];

		for (size_t i = 0; i < x->n_rejected && st == CNIS_OK; i++) {
			row_outcome o = { .verdict = CNIS_IMPORT_REJECTED };

			o.problem = *x->rejected[i]->problem;
			st = tell(x, x->rejected[i], &o, false, err);
		}
		return cnis_fail(err, CNIS_EINVAL, 0, "import.deletions",
		                 map_place(k->row.line, k->problem->column, place), "%s",
		                 k->problem->text);
	}
	return st == CNIS_OK ? all_batches(x, true, err) : st;
}

static cnis_status
read_file(import *x, cnis_error *err)
{
	csv_limits limits = csv_usual;
	unsigned char sum[HASH_SIZE];
	char hex[HASH_SIZE * 2 + 1];
	csv_place place = { 0 };
	cnis_status st = map_read(x->options->map, deletion_names, &x->map, err);

	if (st == CNIS_OK)
		st = deletion_check_map(&x->map, err);
	hash_begin(&x->hash);
	limits.windows_1252 = x->map.windows_1252;
	if (st == CNIS_OK)
		st = csv_read_file(x->options->file, &limits, on_row, x, &place, err);
	map_name_place(&x->map, &place, err);
	if (st != CNIS_OK)
		return st;
	hash_end(&x->hash, sum);
	(void)snprintf(x->ret->batch, sizeof(x->ret->batch), "deletions-%.16s", hash_hex(sum, hex));
	if (x->n == 0)
		return cnis_fail(err, CNIS_EINVAL, 0, "import.deletions", "file",
		                 "the file has a header and no rows");
	x->rejected = mem_new(x->n, sizeof(kept_row *));
	return x->rejected == NULL ? cnis_nomem(err, "import.deletions") : CNIS_OK;
}

/* The rows already taken stay so; the first failure is the one told. */
static cnis_status
run_with_rejects(import *x, cnis_error *err)
{
	rejects *rj = NULL;
	cnis_error more = { 0 };
	cnis_status st = rejects_open(x->options->rejects, false, &rj, err);
	cnis_status written;

	if (st != CNIS_OK)
		return st;
	st = run(x, err);
	if (x->n_rejected > 0 && (st == CNIS_OK || x->ret->transactions > 0)) {
		rejects_header(rj, &x->header->row);
		for (size_t i = 0; i < x->n_rejected; i++)
			rejects_row(rj, &x->rejected[i]->row, x->rejected[i]->problem, NULL);
		written = rejects_close(rj, true, &more);
	} else {
		written = rejects_close(rj, false, &more);
	}
	if (st == CNIS_OK && written != CNIS_OK) {
		st = written;
		*err = more;
	}
	return st;
}

static void
release(import *x)
{
	for (size_t i = 0; i < x->n; i++) {
		free(x->row[i]->problem);
		free(x->row[i]);
	}
	free(x->header);
	free(x->row);
	key_set_clear(&x->met);
	free(x->rejected);
	map_clear(&x->map);
}

cnis_status
cnis_import_deletions(cnis_register *r, const cnis_import_options *options, cnis_import_fn fn,
                      void *payload, cnis_import *ret, cnis_error *reterr)
{
	cnis_error own = { 0 };
	cnis_error *err = reterr == NULL ? &own : reterr;
import x = {.r = r, .options = options, .fn = fn, .payload = payload, .ret = ret, .today = cnis_register_today(r) };
	cnis_status st;

	memset(ret, 0, sizeof(*ret));
	st = read_file(&x, err);
	if (st == CNIS_OK)
		st = options->rejects == NULL ? run(&x, err) : run_with_rejects(&x, err);
	release(&x);
	return st;
}
