/* A spreadsheet of the authority's own: looked at as a whole, then taken in by batches. */
#include "exchange/import_sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/text.h"
#include "domain/change.h"
#include "exchange/key_set.h"

enum { BATCH_ROWS = 500 };

/* A cell may hold a note of 4000 characters; 500 rows of them stay below 64 MiB of changes. */
static const csv_limits LIMITS = { (size_t)1024 * 1024 * 1024, (size_t)16 * 1024, 256, false };

typedef struct sheet {
	cnis_register *r;
	const sheet_kind *kind;
	const cnis_import_options *options;
	cnis_import_done *ret;
	const char *names[MAP_FIELDS];
	import_map map;
	csv_limits limits;
	sheet_dates dates[MAP_FIELDS];
	sheet_notes notes;
	key_set met; /* rows of this pass */
	hash_state hash;
	unsigned char sum[HASH_SIZE]; /* of the file, as it was first read */
	rejects *out;                 /* NULL: not in this pass */
	told_of told;                 /* of this batch */
	row_problem first;            /* of the first rejected row */
	size_t columns;
	int64_t in_batch;
	bool real, open, dry;
	sheet_take take;
} sheet;

/* ---- looking --------------------------------------------------------------------------------- */

static cnis_status
look_row(const csv_row *row, void *payload, cnis_error *err)
{
	sheet *x = payload;

	for (size_t i = 0; i < row->n; i++)
		hash_part(&x->hash, row->cell[i].text, row->cell[i].len);
	if (row->number == 0) {
		x->columns = row->n;
		return map_bind(&x->map, row, err);
	}
	x->ret->rows++;
	if (row->n != x->columns || !map_wants(&x->map, row))
		return CNIS_OK;
	for (int i = 0; x->names[i] != NULL; i++)
		if (x->map.field[i].index >= 0 && x->map.field[i].format == NULL)
			sheet_dates_see(&x->dates[i], map_value(&x->map, i, row), row->line);
	return CNIS_OK;
}

static cnis_status
look(sheet *x, cnis_error *err)
{
	char hex[HASH_SIZE * 2 + 1];
	csv_place place = { 0 };
	cnis_status st;

	sheet_names(x->kind, x->names);
	st = map_read(x->options->map, x->names, &x->map, err);
	if (st == CNIS_OK)
		st = sheet_check_map(x->kind, &x->map, err);
	x->limits = LIMITS;
	x->limits.windows_1252 = x->map.windows_1252;
	hash_begin(&x->hash);
	if (st == CNIS_OK)
		st = csv_read_file(x->options->file, &x->limits, look_row, x, &place, err);
	map_name_place(&x->map, &place, err);
	if (st != CNIS_OK)
		return st;
	hash_end(&x->hash, x->sum);
	(void)snprintf(x->ret->batch, sizeof(x->ret->batch), "%s-%.16s", x->kind->name,
	               hash_hex(x->sum, hex));
	if (x->ret->rows == 0)
		return cnis_fail(err, CNIS_EINVAL, 0, "import.rows", "file",
		                 "the file has a header and no rows");
	return sheet_dates_settle(x->kind, &x->map, x->dates, &x->notes, err);
}

/* ---- taking ---------------------------------------------------------------------------------- */

/* What the row says, and not in which column or file it stands. */
static void
make_key(sheet *x, sheet_take *t)
{
	unsigned char sum[HASH_SIZE];
	char hex[HASH_SIZE * 2 + 1];
	hash_state h;

	hash_begin(&h);
	hash_text(&h, store_uuid(x->r->st));
	hash_text(&h, x->kind->name);
	for (int i = 0; x->names[i] != NULL; i++)
		hash_text(&h, t->text[i]);
	hash_end(&h, sum);
	memcpy(t->row_key, hash_hex(sum, hex), sizeof(t->row_key) - 1);
}

static cnis_status
met_before(sheet *x, sheet_take *t)
{
	uint64_t key = strtoull(t->row_key + 16, NULL, 16);
	bool again = false;

	if (!key_set_add(&x->met, key, &again))
		return cnis_nomem(t->err, "import.rows");
	return again ? sheet_reject(t, -1, WRONG_AGAIN, "",
	                            "the same row stands further up in the file")
	             : CNIS_OK;
}

/* What it wrote is taken back when the row is not kept. */
static cnis_status
take_marked(sheet *x, sheet_take *t)
{
	cnis_status st = store_mark(x->r->st, t->err);

	if (st != CNIS_OK)
		return st;
	st = x->kind->take(t);
	if (st == CNIS_OK && !t->rejected && !t->already)
		return store_mark_keep(x->r->st, t->err);
	store_mark_drop(x->r->st);
	return st;
}

static cnis_status
take_row(sheet *x, sheet_take *t, const csv_row *row)
{
	cnis_status st;

	if (row->n != x->columns)
		return sheet_reject(t, -1, WRONG_COLUMNS, "",
		                    "the row has not as many columns as the header");
	st = sheet_read(t, row);
	if (st != CNIS_OK || t->rejected)
		return st;
	make_key(x, t);
	st = met_before(x, t);
	if (st == CNIS_OK && !t->rejected)
		st = link_taken(t, &t->already);
	if (st == CNIS_OK && !t->rejected && !t->already)
		st = take_marked(x, t);
	return st;
}

static cnis_status
batch_begin(sheet *x, cnis_error *err)
{
	const change_spec spec = { .kind = x->kind->change,
		                   .command = x->kind->command,
		                   .roles = CNIS_ROLE_OFFICER,
		                   .undo = STORE_UNDOABLE,
		                   .batch = x->ret->batch };
	cnis_status st;

	x->r->dry_run = x->dry || !x->real;
	st = change_begin(x->r, &spec, err);
	x->open = st == CNIS_OK;
	x->in_batch = 0;
	return st;
}

/* Whom the answers tell of is noted with every batch, one that failed too. */
static cnis_status
batch_end(sheet *x, cnis_status st, cnis_error *err)
{
	cnis_error unnoted = { 0 };
	cnis_status noted;

	if (!x->open)
		return st;
	x->open = false;
	st = change_end(x->r, st, err);
	x->ret->transactions += st == CNIS_OK;
	noted = told_note(&x->told, x->r, x->kind->command, &unnoted);
	if (st == CNIS_OK && noted != CNIS_OK)
		*err = unnoted;
	return st == CNIS_OK ? noted : st;
}

static void
count_row(sheet *x, const sheet_take *t, const csv_row *row)
{
	x->ret->rows++;
	x->ret->already += t->already;
	x->ret->rejected += t->rejected;
	x->ret->taken += !t->already && !t->rejected;
	if (t->rejected) {
		told_add(&x->told, t->told);
		if (x->ret->line == 0) {
			x->ret->line = row->line;
			x->first = t->problem;
		}
		sheet_notes_reject(&x->notes, t);
		if (x->out != NULL)
			rejects_row(x->out, row, &t->problem, sheet_problem_words(t->wrong));
	} else if (!t->already) {
		sheet_notes_taken(&x->notes, t);
	}
}

static cnis_status
one_row(const csv_row *row, void *payload, cnis_error *err)
{
	sheet *x = payload;
	sheet_take *t = &x->take;
	cnis_status st = CNIS_OK;

	for (size_t i = 0; i < row->n; i++)
		hash_part(&x->hash, row->cell[i].text, row->cell[i].len);
	if (row->number == 0) {
		if (x->out != NULL)
			rejects_header(x->out, row);
		return CNIS_OK;
	}
	if (row->n == x->columns && !map_wants(&x->map, row)) {
		x->ret->rows++;
		x->ret->passed_over++;
		return CNIS_OK;
	}
	if (!x->open)
		st = batch_begin(x, err);
	if (st != CNIS_OK)
		return st;
	memset(t, 0, sizeof(*t));
	t->r = x->r;
	t->kind = x->kind;
	t->map = &x->map;
	t->line = row->line;
	t->batch = x->ret->batch;
	t->err = err;
	st = take_row(x, t, row);
	if (st == CNIS_OK)
		count_row(x, t, row);
	sheet_clear(t);
	if (st == CNIS_OK && ++x->in_batch >= BATCH_ROWS)
		st = batch_end(x, st, err);
	return st;
}

/* Once through the file.  Not real: every step is taken and taken back. */
static cnis_status
pass(sheet *x, bool real, cnis_error *err)
{
	unsigned char sum[HASH_SIZE];
	cnis_import_done fresh = { .rows = 0 };
	sheet_notes settled = { .settled = { 0 } };
	cnis_status st;

	memcpy(fresh.batch, x->ret->batch, sizeof(fresh.batch));
	*x->ret = fresh;
	memcpy(settled.settled, x->notes.settled, sizeof(settled.settled));
	x->notes = settled;
	key_set_clear(&x->met);
	hash_begin(&x->hash);
	x->real = real;
	x->dry = x->r->dry_run;
	st = csv_read_file(x->options->file, &x->limits, one_row, x, NULL, err);
	st = batch_end(x, st, err);
	x->r->dry_run = x->dry;
	hash_end(&x->hash, sum);
	if (st == CNIS_OK && memcmp(sum, x->sum, HASH_SIZE) != 0)
		st = cnis_fail(err, CNIS_ECONFLICT, 0, "import.rows", "file",
		               "the file changed while it was read: look at what was taken "
		               "(cnis import list), and import the file as it is now");
	return st;
}

static cnis_status
stopped(sheet *x, cnis_error *err)
{
	char place[MAP_PLACE];

	return cnis_fail(err, CNIS_EINVAL, 0, "import.rows",
	                 map_place(x->ret->line, x->first.column, place), "%s", x->first.text);
}

/* Without a rejects file nothing may be written when any row is wrong: all is tried first. */
static cnis_status
run(sheet *x, cnis_error *err)
{
	cnis_status st = CNIS_OK;

	if (!x->options->apply)
		return pass(x, false, err);
	if (x->options->rejects == NULL) {
		st = pass(x, false, err);
		if (st == CNIS_OK && x->ret->rejected > 0)
			return stopped(x, err);
	}
	return st == CNIS_OK ? pass(x, true, err) : st;
}

static cnis_status
run_with_rejects(sheet *x, cnis_error *err)
{
	cnis_error more = { 0 };
	cnis_status written;
	cnis_status st = CNIS_OK;

	if (x->options->rejects != NULL)
		st = rejects_open(x->options->rejects, true, &x->out, err);
	if (st != CNIS_OK)
		return st;
	st = run(x, err);
	written = rejects_close(x->out, st == CNIS_OK && x->ret->rejected > 0, &more);
	x->out = NULL;
	if (st == CNIS_OK && written != CNIS_OK) {
		st = written;
		*err = more;
	}
	return st;
}

cnis_status
cnis_import_rows(cnis_register *r, cnis_import_kind kind, const cnis_import_options *options,
                 cnis_import_note_fn fn, void *payload, cnis_import_done *ret, cnis_error *reterr)
{
	cnis_error own = { 0 };
	cnis_error *err = reterr == NULL ? &own : reterr;
	sheet *x = mem_new(1, sizeof(*x));
	cnis_error stop = { 0 };
	cnis_status st;
	cnis_status told = CNIS_OK;

	memset(ret, 0, sizeof(*ret));
	if (x == NULL)
		return cnis_nomem(err, "import.rows");
	x->r = r;
	x->kind = &sheet_kinds[kind];
	x->options = options;
	x->ret = ret;
	st = look(x, err);
	if (st == CNIS_OK)
		st = run_with_rejects(x, err);
	if (fn != NULL && (st == CNIS_OK || (st == CNIS_EINVAL && ret->rejected > 0)))
		told = sheet_notes_tell(&x->notes, x->kind, &x->map, fn, payload, &stop);
	if (st == CNIS_OK && told != CNIS_OK) {
		st = told;
		*err = stop;
	}
	key_set_clear(&x->met);
	map_clear(&x->map);
	free(x);
	return st;
}
