/* The whole register in: look at the file, rehearse all of it, then take it in by batches. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "domain/change.h"
#include "domain/duty.h"
#include "exchange/full_taking.h"

static const char HERE[] = "import.full";

/* In one transaction; a changeset is smaller than the lines it comes from. */
enum { BATCH_CHILDREN = 500, BATCH_RECORDS = 5000, BATCH_BYTES = 8 * 1024 * 1024 };

/* ---- batches --------------------------------------------------------------------------------- */

static cnis_status
begin_batch(taking *t)
{
	const change_spec spec = { .kind = "import.full",
		                   .command = t->command,
		                   .roles = CNIS_ROLE_ADMINISTRATOR,
		                   .undo = STORE_FINAL,
		                   .batch = t->batch,
		                   .rehearsal = !t->real };
	cnis_status st = change_begin(t->r, &spec, t->err);

	t->children = t->records = 0;
	t->bytes = 0;
	if (st == CNIS_OK && !t->officers)
		st = full_forget_init_tx(t);
	return st;
}

static cnis_status
end_batch(taking *t, int64_t line, cnis_status st)
{
	full_progress now = t->at;

	now.line = line;
	full_progress_write(&now, t->command);
	st = change_end(t->r, st, t->err);
	if (st == CNIS_OK && t->real) {
		t->at.line = line;
		t->ret->transactions++;
	}
	return st;
}

/* Whatever must be a code of a list is one. */
static cnis_status
check_codes(const taking *t, const full_line *l)
{
	const full_record *x = l->record;

	for (int i = 0; i < x->layout.n; i++)
		if (x->coded[i] != NULL && l->value[i].is == LAYOUT_IS_BYTES &&
		    !full_codes_have(&t->codes, x->coded[i]->list, l->value[i].bytes,
		                     l->value[i].len))
			return full_wrong(t->err, l->number, x->layout.table->name,
			                  x->layout.column[i].name, "is no code of its list");
	return CNIS_OK;
}

static cnis_status
look_again(taking *t)
{
	if (t->n_again == t->room_again) {
		size_t room = t->room_again == 0 ? 16 : t->room_again * 2;
		struct whole *grown = mem_grow(t->again, room, sizeof(*grown));

		if (grown == NULL)
			return cnis_nomem(t->err, HERE);
		t->again = grown;
		t->room_again = room;
	}
	t->again[t->n_again++] = (struct whole){ t->child_id, t->child_line };
	return CNIS_OK;
}

/* The child whose records came is whole now, but for what refers to another child and comes at the
 * end: nothing open of it may be forgotten. */
static cnis_status
settle_child(taking *t)
{
	cnis_error e = { 0 };
	cnis_status st;

	if (t->child_id == 0)
		return CNIS_OK;
	st = duty_invariant_tx(t->r, t->child_id, &e);
	if (st == CNIS_ECORRUPT)
		st = look_again(t);
	else if (st != CNIS_OK && t->err != NULL)
		*t->err = e;
	t->child_id = 0;
	return st;
}

static cnis_status
settle_all(taking *t)
{
	cnis_status st = settle_child(t);

	for (size_t i = 0; st == CNIS_OK && i < t->n_again; i++) {
		cnis_error e = { 0 };

		st = duty_invariant_tx(t->r, t->again[i].id, &e);
		if (st == CNIS_ECORRUPT)
			return full_wrong(t->err, t->again[i].line, "child", NULL,
			                  "has something open without an open duty that has a "
			                  "current owner");
		if (st != CNIS_OK && t->err != NULL)
			*t->err = e;
	}
	return st;
}

/* Only before a record that may begin a batch: a child is never parted, nor the officers. */
static cnis_status
next_batch(taking *t, const full_line *l, bool child)
{
	bool full = t->bytes >= BATCH_BYTES ||
	            (child ? t->children >= BATCH_CHILDREN : t->records >= BATCH_RECORDS);
	cnis_status st;

	if (!t->real || !full)
		return CNIS_OK;
	st = end_batch(t, l->number - 1, CNIS_OK);
	return st == CNIS_OK ? begin_batch(t) : st;
}

/* ---- one record ------------------------------------------------------------------------------ */

static cnis_status
before_record(taking *t, const full_line *l)
{
	const full_record *x = l->record;
	const char *name = x->layout.table->name;
	bool child = strcmp(name, "child") == 0;
	cnis_status st = CNIS_OK;

	if (x->place == FULL_LIST || x->of_init) {
		if (t->officers)
			return full_wrong(t->err, l->number, name, NULL,
			                  "stands too far down: code lists, settings and officers "
			                  "come first");
		return CNIS_OK;
	}
	if (x->place == FULL_OF_CHILD && !child && t->child_id != 0 &&
	    l->value[x->layout.owner].number == t->child_id)
		return CNIS_OK;
	if (!t->officers)
		st = full_check_officers_tx(t);
	if (st == CNIS_OK && t->codes.n == 0) /* the lists of the file are in */
		st = full_codes_read(t->r, &t->codes, t->err);
	if (st == CNIS_OK)
		st = settle_child(t);
	if (st == CNIS_OK)
		st = next_batch(t, l, child);
	if (st == CNIS_OK && child) {
		t->child_id = l->value[x->layout.owner].number;
		t->child_line = l->number;
		t->children++;
		t->ret->children++;
	}
	return st;
}

static cnis_status
write_record(taking *t, full_line *l)
{
	const full_record *x = l->record;
	layout_cursor *c = &t->insert[x - t->shape.record];
	cnis_error e = { 0 };
	int column = -1;
	cnis_status st = CNIS_OK;

	if (x->layout.rev >= 0)
		l->value[x->layout.rev].number = change_rev(t->r);
	if (c->c.stmt == NULL)
		st = layout_open(t->r->st, &x->layout,
		                 x->place == FULL_LIST ? LAYOUT_REPLACE : LAYOUT_INSERT, c, t->err);
	if (st != CNIS_OK)
		return st;
	st = layout_write(t->r->st, &x->layout, c, l->value, &column, &e);
	if (st == CNIS_EEXISTS || st == CNIS_ENOTFOUND || st == CNIS_EINVAL)
		return full_wrong(t->err, l->number, x->layout.table->name,
		                  column < 0 ? NULL : x->layout.column[column].name, e.message);
	if (st != CNIS_OK && t->err != NULL)
		*t->err = e;
	t->seen[x - t->shape.record]++;
	return st;
}

static cnis_status
take_line(taking *t, char *text, size_t len)
{
	full_line l;
	cnis_status st =
	    full_line_read(&t->shape, text, len, t->file.line, change_rev(t->r), &l, t->err);

	if (st == CNIS_OK && l.record == NULL) {
		st = settle_child(t);
		if (st == CNIS_OK)
			st = layout_count_on(t->r->st, &l.of->layout, l.last, t->err);
	} else if (st == CNIS_OK) {
		st = before_record(t, &l);
		if (st == CNIS_OK)
			st = check_codes(t, &l);
		if (st == CNIS_OK)
			st = write_record(t, &l);
	}
	full_line_clear(&l);
	t->records++;
	t->bytes += len;
	t->ret->records++;
	return st;
}

/* ---- the file -------------------------------------------------------------------------------- */

static cnis_status
check_counts(const taking *t)
{
	for (size_t i = 0; i < t->shape.n; i++) {
		const char *name = t->shape.record[i].layout.table->name;

		if (t->head.count[i] >= 0 && t->head.count[i] != t->seen[i])
			return full_wrong(t->err, 1, "header", name,
			                  "is not the number of these records in the file");
	}
	return CNIS_OK;
}

/* At the end of the last batch, or of the rehearsal, before it is kept. */
static cnis_status
check_end(taking *t, bool from_start)
{
	char sum[HASH_SIZE * 2 + 1];
	cnis_status st = t->officers ? CNIS_OK : full_check_officers_tx(t);

	if (st == CNIS_OK)
		st = settle_all(t);
	full_file_sum(&t->file.before, sum);
	if (st == CNIS_OK && (t->file.line != t->head.lines || strcmp(sum, t->head.sha256) != 0))
		st = full_wrong(t->err, t->file.line, NULL, NULL,
		                "the file was changed while it was read");
	return st == CNIS_OK && from_start ? check_counts(t) : st;
}

static void
tell(const taking *t)
{
	if (t->options->fn != NULL && t->file.line % BATCH_RECORDS == 0)
		t->options->fn(t->real ? 1 : 0, t->file.line, t->head.lines, t->options->payload);
}

static cnis_status
take_lines(taking *t)
{
	int64_t from = t->at.line;
	char *text = NULL;
	size_t len = 0;
	cnis_status st = full_file_rewind(&t->file, t->err);

	while (st == CNIS_OK && t->file.line < t->head.lines) {
		st = full_file_line(&t->file, &text, &len, t->err);
		if (st == CNIS_OK && text == NULL)
			break;
		if (st == CNIS_OK && t->file.line > from && t->file.line < t->head.lines)
			st = take_line(t, text, len);
		tell(t);
	}
	return st == CNIS_OK ? check_end(t, from == 1) : st;
}

static void
close_inserts(taking *t)
{
	for (size_t i = 0; t->insert != NULL && i < t->shape.n; i++)
		layout_close(&t->insert[i]);
}

/* All that is left of it, in a rehearsal or for good. */
static cnis_status
take_all(taking *t, bool real)
{
	full_progress before = t->at;
	cnis_status st;

	t->real = real;
	t->officers = t->at.line > 1;
	t->child_id = 0;
	t->n_again = 0;
	full_codes_clear(&t->codes);
	t->ret->children = t->ret->records = 0;
	memset(t->seen, 0, t->shape.n * sizeof(*t->seen));
	st = begin_batch(t);
	if (st == CNIS_OK)
		st = take_lines(t);
	st = end_batch(t, t->head.lines, st);
	close_inserts(t);
	if (!real)
		t->at = before;
	return st;
}

/* The rehearsal left its pages in the -wal file. */
static cnis_status
rehearse(taking *t)
{
	cnis_status st = take_all(t, false);
	cnis_error ignored = { 0 };

	(void)store_checkpoint(t->r->st, &ignored);
	return st;
}

/* Does this register now give the file's bytes? */
static cnis_status
compare(taking *t)
{
	full_sums sums = { 0 };
	cnis_status st = store_snapshot_begin(t->r->st, t->err);

	if (st != CNIS_OK)
		return st;
	st = full_write(t->r, &t->shape, NULL, NULL, &sums, t->err);
	store_snapshot_end(t->r->st);
	t->ret->same = st == CNIS_OK && strcmp(sums.sha256, t->head.sha256) == 0;
	return st;
}

static cnis_status
prepare(taking *t)
{
	cnis_status st = full_file_open(t->options->file, &t->file, t->err);

	if (st == CNIS_OK)
		st = full_shape_read(t->r, &t->shape, t->err);
	if (st == CNIS_OK)
		st = full_head_read(&t->file, &t->shape, &t->head, t->err);
	if (st == CNIS_OK)
		st = full_check_head(t);
	if (st != CNIS_OK)
		return st;
	memcpy(t->batch, "full-", 5);
	memcpy(t->batch + 5, t->head.sha256, 16);
	(void)text_copy(t->ret->batch, sizeof(t->ret->batch), t->batch);
	t->insert = mem_new(t->shape.n, sizeof(*t->insert));
	t->seen = mem_new(t->shape.n, sizeof(*t->seen));
	if (t->insert == NULL || t->seen == NULL)
		return cnis_nomem(t->err, HERE);
	return full_check_register(t);
}

cnis_status
cnis_import_full(cnis_register *r, const cnis_import_full_options *options, cnis_imported *ret,
                 cnis_error *reterr)
{
	cnis_error own = { 0 };
	taking *t = mem_new(1, sizeof(*t));
	cnis_status st;

	if (t == NULL)
		return cnis_nomem(reterr, HERE);
	memset(ret, 0, sizeof(*ret));
	t->r = r;
	t->options = options;
	t->ret = ret;
	t->err = reterr == NULL ? &own : reterr;
	t->file.fd = -1;
	st = prepare(t);
	if (st == CNIS_OK)
		st = rehearse(t);
	if (st == CNIS_OK && options->apply && !r->dry_run) {
		st = take_all(t, true);
		if (st == CNIS_OK)
			st = full_find_self(t);
		if (st == CNIS_OK)
			st = compare(t);
		ret->applied = st == CNIS_OK;
	}
	full_file_close(&t->file);
	full_shape_clear(&t->shape);
	full_codes_clear(&t->codes);
	free(t->head.count);
	free(t->insert);
	free(t->seen);
	free(t->again);
	free(t);
	return st;
}
