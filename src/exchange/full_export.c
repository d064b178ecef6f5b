/* The whole register out: header, records child by child, trailer. */
#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/reference.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "exchange/export.h"
#include "exchange/full.h"

static const char HERE[] = "export.full";

/* Numbers of rows. */
typedef struct numbers {
	int64_t *id;
	size_t n, room;
} numbers;

typedef struct writing {
	cnis_register *r;
	const full_shape *shape;
	layout_cursor *rows; /* of what belongs to a child, by place in the shape */
	numbers *done;       /* what of this child is written, by place in the shape */
	numbers *later;      /* what refers to another child's, by place in the shape */
	sink out;
	cnis_sink_fn fn;
	void *payload;
	hash_state hash;
	full_sums sums;
	cnis_error *err;
} writing;

static cnis_status
count_bytes(const void *bytes, size_t len, void *payload, cnis_error *err)
{
	writing *w = payload;

	hash_bytes(&w->hash, bytes, len);
	return w->fn == NULL ? CNIS_OK : w->fn(bytes, len, w->payload, err);
}

/* ---- a value --------------------------------------------------------------------------------- */

/* The shortest of two that is read back as the same number. */
static void
write_real(sink *s, const char *name, double value)
{
	char buf[40];

	(void)snprintf(buf, sizeof(buf), "%.*g", DBL_DIG, value);
	if (strtod(buf, NULL) != value)
		(void)snprintf(buf, sizeof(buf), "%.*g", DBL_DECIMAL_DIG, value);
	sink_raw(s, ",\"");
	sink_raw(s, name);
	sink_raw(s, "\":");
	sink_raw(s, buf);
	if (strpbrk(buf, ".e") == NULL)
		sink_raw(s, ".0");
}

static void
write_value(sink *s, const full_record *x, const cursor *c, int i)
{
	const char *name = x->layout.column[i].name;
	char ref[CNIS_REFERENCE_SIZE];
	char instant[CNIS_INSTANT_ISO_SIZE];

	switch (x->kind[i]) {
	case FULL_TEXT:
		sink_text(s, name, col_text(c, i));
		break;
	case FULL_NUMBER:
		sink_int(s, name, col_int(c, i));
		break;
	case FULL_REAL:
		write_real(s, name, col_real(c, i));
		break;
	case FULL_DAY:
		sink_day(s, name, col_day(c, i));
		break;
	case FULL_INSTANT:
		sink_text(s, name, cnis_instant_iso(col_int(c, i), instant));
		break;
	case FULL_YES_NO:
		sink_bool(s, name, col_int(c, i) != 0);
		break;
	case FULL_REFERENCE:
		sink_text(s, name, cnis_reference_format(x->letter[i], col_int(c, i), ref));
		break;
	case FULL_LEFT_OUT:
		break;
	}
}

static void
write_row(writing *w, const full_record *x, const cursor *c)
{
	sink_row(&w->out);
	sink_text(&w->out, "record", x->layout.table->name);
	for (int i = 0; i < x->layout.n; i++)
		if (!col_null(c, i))
			write_value(&w->out, x, c, i);
	sink_row_end(&w->out);
	w->sums.records++;
}

/* ---- the records ----------------------------------------------------------------------------- */

static cnis_status
note_number(numbers *of, int64_t id, cnis_error *err)
{
	if (of->n == of->room) {
		size_t room = of->room == 0 ? 16 : of->room * 2;
		int64_t *grown = mem_grow(of->id, room, sizeof(*grown));

		if (grown == NULL)
			return cnis_nomem(err, HERE);
		of->id = grown;
		of->room = room;
	}
	of->id[of->n++] = id;
	return CNIS_OK;
}

static bool
has_number(const numbers *of, int64_t id)
{
	for (size_t i = of->n; i > 0; i--)
		if (of->id[i - 1] == id)
			return true;
	return false;
}

/* Two records of one child may have been joined: then a row of one may refer to a row of the other,
 * which perhaps stands further down. */
static bool
refers_back(const writing *w, const full_record *x, const cursor *c)
{
	for (int i = 0; i < x->layout.n; i++)
		if (x->within[i] >= 0 && !col_null(c, i) &&
		    !has_number(&w->done[x->within[i]], col_int(c, i)))
			return false;
	return true;
}

static cnis_status
write_rows(writing *w, const full_record *x, const cursor *open)
{
	size_t at = (size_t)(x - w->shape->record);
	cursor c = *open;
	bool row = true;
	cnis_status st = CNIS_OK;

	while (st == CNIS_OK && (st = stmt_step(&c, &row, w->err)) == CNIS_OK && row) {
		bool of_child = x->place == FULL_OF_CHILD && w->done != NULL;

		if (of_child && !refers_back(w, x, &c)) {
			st = note_number(&w->later[at], col_int(&c, 0), w->err);
			continue;
		}
		write_row(w, x, &c);
		if (of_child)
			st = note_number(&w->done[at], col_int(&c, 0), w->err);
		if (st == CNIS_OK)
			st = w->out.st;
	}
	stmt_reset(&c);
	return st;
}

static int
by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a;
	int64_t y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* What had to wait until every child was there. */
static cnis_status
write_later(writing *w)
{
	cnis_status st = CNIS_OK;

	for (size_t i = 0; st == CNIS_OK && i < w->shape->n; i++) {
		const full_record *x = &w->shape->record[i];
		layout_cursor l = { 0 };

		if (w->later[i].n == 0)
			continue;
		qsort(w->later[i].id, w->later[i].n, sizeof(*w->later[i].id), by_number);
		st = layout_open(w->r->st, &x->layout, LAYOUT_BY_KEY, &l, w->err);
		for (size_t k = 0; st == CNIS_OK && k < w->later[i].n; k++) {
			bool row = false;

			stmt_int(&l.c, ":key", w->later[i].id[k]);
			st = stmt_step(&l.c, &row, w->err);
			if (st == CNIS_OK && row)
				write_row(w, x, &l.c);
			stmt_reset(&l.c);
		}
		layout_close(&l);
	}
	return st;
}

static cnis_status
write_place(writing *w, full_place place)
{
	cnis_status st = CNIS_OK;

	for (size_t i = 0; st == CNIS_OK && i < w->shape->n; i++) {
		const full_record *x = &w->shape->record[i];
		layout_cursor l = { 0 };

		if (x->place != place)
			continue;
		st = layout_open(w->r->st, &x->layout,
		                 place == FULL_LIST ? LAYOUT_CHANGED : LAYOUT_ALL, &l, w->err);
		if (st == CNIS_OK)
			st = write_rows(w, x, &l.c);
		layout_close(&l);
	}
	return st;
}

static cnis_status
open_of_child(writing *w)
{
	cnis_status st = CNIS_OK;

	w->rows = mem_new(w->shape->n, sizeof(*w->rows));
	w->done = mem_new(w->shape->n, sizeof(*w->done));
	w->later = mem_new(w->shape->n, sizeof(*w->later));
	if (w->rows == NULL || w->done == NULL || w->later == NULL)
		return cnis_nomem(w->err, HERE);
	for (size_t i = 0; st == CNIS_OK && i < w->shape->n; i++)
		if (w->shape->record[i].place == FULL_OF_CHILD)
			st =
			    layout_open(w->r->st, &w->shape->record[i].layout,
			                strcmp(w->shape->record[i].layout.table->name, "child") == 0
			                    ? LAYOUT_ALL
			                    : LAYOUT_OF_OWNER,
			                &w->rows[i], w->err);
	return st;
}

/* One child (0: what is nobody's yet): the tables that belong to one, in their order.
 * Each is an index probe; the few rows of one child are put in the order of their numbers. */
static cnis_status
write_child(writing *w, int64_t id)
{
	cnis_status st = CNIS_OK;

	for (size_t i = 0; st == CNIS_OK && i < w->shape->n; i++) {
		if (w->rows[i].c.stmt == NULL ||
		    strcmp(w->shape->record[i].layout.table->name, "child") == 0)
			continue;
		stmt_id(&w->rows[i].c, ":owner", id);
		st = write_rows(w, &w->shape->record[i], &w->rows[i].c);
	}
	return st;
}

static void
forget_child(const writing *w)
{
	for (size_t i = 0; i < w->shape->n; i++)
		w->done[i].n = 0;
}

static cnis_status
write_children(writing *w)
{
	const full_record *child = full_record_find(w->shape, "child");
	cnis_status st = open_of_child(w);
	cursor *c = child == NULL || w->rows == NULL ? NULL : &w->rows[child - w->shape->record].c;
	bool row = true;

	while (st == CNIS_OK && c != NULL && (st = stmt_step(c, &row, w->err)) == CNIS_OK && row) {
		int64_t id = col_int(c, 0);

		write_row(w, child, c);
		w->sums.children++;
		forget_child(w);
		st = write_child(w, id);
	}
	if (st == CNIS_OK && w->done != NULL) {
		forget_child(w);
		st = write_child(w, 0);
	}
	return st == CNIS_OK ? write_later(w) : st;
}

static void
release(writing *w)
{
	for (size_t i = 0; w->rows != NULL && i < w->shape->n; i++)
		layout_close(&w->rows[i]);
	for (size_t i = 0; w->done != NULL && i < w->shape->n; i++)
		free(w->done[i].id);
	for (size_t i = 0; w->later != NULL && i < w->shape->n; i++)
		free(w->later[i].id);
	free(w->rows);
	free(w->done);
	free(w->later);
	free(w);
}

/* So that a number which was given and taken back is given to nobody else there either. */
static cnis_status
write_last_numbers(writing *w)
{
	cnis_status st = CNIS_OK;

	for (size_t i = 0; st == CNIS_OK && i < w->shape->n; i++) {
		const full_record *x = &w->shape->record[i];
		int64_t last = 0;

		if (x->numbered)
			st = layout_last_number(w->r->st, &x->layout, &last, w->err);
		if (st != CNIS_OK || last == 0)
			continue;
		sink_row(&w->out);
		sink_text(&w->out, "record", "last_number");
		sink_text(&w->out, "of", x->layout.table->name);
		sink_int(&w->out, "number", last);
		sink_row_end(&w->out);
		w->sums.records++;
		st = w->out.st;
	}
	return st;
}

/* ---- header and trailer ---------------------------------------------------------------------- */

static cnis_status
count_rows(writing *w, const full_record *x, int64_t *ret)
{
	layout_cursor l = { 0 };
	bool row = false;
	cnis_status st = layout_open(w->r->st, &x->layout,
	                             x->place == FULL_LIST ? LAYOUT_COUNT_CHANGED : LAYOUT_COUNT,
	                             &l, w->err);

	if (st == CNIS_OK)
		st = stmt_step(&l.c, &row, w->err);
	if (st == CNIS_OK)
		*ret = row ? col_int(&l.c, 0) : 0;
	layout_close(&l);
	return st;
}

static cnis_status
write_header(writing *w, const full_origin *origin)
{
	sink *s = &w->out;
	const char *comma = "";
	cnis_status st = CNIS_OK;

	sink_row(s);
	sink_text(s, "record", "header");
	sink_int(s, "format", FULL_FORMAT);
	sink_text(s, "authority", store_authority(w->r->st));
	sink_bool(s, "demonstration", store_demonstration(w->r->st));
	sink_int(s, "register_schema", store_schema(w->r->st));
	sink_text(s, "register", origin->uuid);
	sink_int(s, "as_of", origin->seq);
	sink_raw(s, ",\"counts\":{");
	for (size_t i = 0; st == CNIS_OK && i < w->shape->n; i++) {
		char number[24];
		int64_t n = 0;

		st = count_rows(w, &w->shape->record[i], &n);
		(void)snprintf(number, sizeof(number), "\":%lld", (long long)n);
		sink_raw(s, comma);
		sink_raw(s, "\"");
		sink_raw(s, w->shape->record[i].layout.table->name);
		sink_raw(s, number);
		comma = ",";
	}
	sink_raw(s, "}");
	sink_row_end(s);
	return st == CNIS_OK ? s->st : st;
}

static cnis_status
write_trailer(writing *w)
{
	unsigned char sum[HASH_SIZE];
	cnis_status st = sink_end(&w->out);

	if (st != CNIS_OK)
		return st;
	hash_end(&w->hash, sum);
	(void)hash_hex(sum, w->sums.sha256);
	hash_begin(&w->hash); /* of nothing anybody asks for */
	sink_row(&w->out);
	sink_text(&w->out, "record", "trailer");
	sink_int(&w->out, "records", w->sums.records);
	sink_text(&w->out, "sha256", w->sums.sha256);
	sink_row_end(&w->out);
	return sink_end(&w->out);
}

cnis_status
full_write(cnis_register *r, const full_shape *shape, cnis_sink_fn fn, void *payload,
           full_sums *ret, cnis_error *reterr)
{
	full_origin origin = { 0 };
	writing *w = mem_new(1, sizeof(*w));
	cnis_status st = w == NULL ? cnis_nomem(reterr, HERE) : full_origin_now(r, &origin, reterr);

	if (st != CNIS_OK || w == NULL) {
		free(w);
		return st;
	}
	w->r = r;
	w->shape = shape;
	w->fn = fn;
	w->payload = payload;
	w->err = reterr;
	hash_begin(&w->hash);
	sink_begin(&w->out, true, count_bytes, w, reterr);
	st = write_header(w, &origin);
	if (st == CNIS_OK)
		st = write_place(w, FULL_LIST);
	if (st == CNIS_OK)
		st = write_place(w, FULL_SHARED);
	if (st == CNIS_OK)
		st = write_children(w);
	if (st == CNIS_OK)
		st = write_place(w, FULL_AFTER);
	if (st == CNIS_OK)
		st = write_last_numbers(w);
	if (st == CNIS_OK)
		st = write_trailer(w);
	if (st == CNIS_OK)
		*ret = w->sums;
	release(w);
	return st;
}
