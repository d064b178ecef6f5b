/*
 * A changeset with records taken out, or with values in them replaced: sliced byte by byte, so that
 * what is kept stays exactly as the session wrote it (changeset.c tells the format).
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "store/inside.h"

#define WHERE "store.slice"

enum { UNCHANGED = 0, NUMBER_SIZE = 9 };

struct out {
	unsigned char *at;
	size_t len, room;
};

struct slicer {
	changeset_walk w;
	size_t header_len;
	bool header_out;
	slice_row row;
	const unsigned char *old[CHANGESET_COLUMNS + 1], *new[CHANGESET_COLUMNS + 1];
	struct out out;
};

static cnis_status
put(struct out *o, const void *bytes, size_t len, cnis_error *reterr)
{
	if (o->room - o->len < len) {
		size_t room = o->room * 2 > o->len + len ? o->room * 2 : o->len + len + 1024;
		unsigned char *more = mem_grow(o->at, room, 1);

		if (more == NULL)
			return cnis_nomem(reterr, WHERE);
		o->at = more;
		o->room = room;
	}
	if (len > 0)
		memcpy(o->at + o->len, bytes, len);
	o->len += len;
	return CNIS_OK;
}

bool
slice_number(const unsigned char *value, int64_t *ret)
{
	uint64_t n = 0;

	if (value == NULL || *value != SQLITE_INTEGER)
		return false;
	for (int i = 1; i < NUMBER_SIZE; i++)
		n = n << 8 | value[i];
	*ret = (int64_t)n;
	return true;
}

void
slice_to_null(slice_value *ret)
{
	ret->bytes[0] = SQLITE_NULL;
	ret->len = 1;
}

void
slice_to_empty(slice_value *ret)
{
	ret->bytes[0] = SQLITE_TEXT;
	ret->bytes[1] = 0;
	ret->len = 2;
}

void
slice_to_number(slice_value *ret, int64_t number)
{
	uint64_t n = (uint64_t)number;

	ret->bytes[0] = SQLITE_INTEGER;
	for (int i = NUMBER_SIZE - 1; i > 0; i--, n >>= 8)
		ret->bytes[i] = (unsigned char)(n & 0xff);
	ret->len = NUMBER_SIZE;
}

static cnis_status
unreadable(cnis_error *reterr)
{
	return cnis_fail(reterr, CNIS_ECORRUPT, 0, WHERE, NULL, "a recorded change cannot be read");
}

static cnis_status
read_table(struct slicer *z, cnis_error *reterr)
{
	if (!changeset_table(&z->w))
		return unreadable(reterr);
	z->row.columns = (int)z->w.columns;
	z->row.pk = z->w.pk;
	z->row.table = (const char *)z->w.table;
	z->header_len = (size_t)(z->w.at - z->w.header);
	z->header_out = false;
	return CNIS_OK;
}

static const slice_value *
replaced(const slice_verdict *v, int column)
{
	for (size_t i = 0; i < v->n; i++)
		if (v->values[i].column == column)
			return &v->values[i];
	return NULL;
}

/* Of an update a replaced value is no longer said: what it was before and after is the same. */
static cnis_status
put_values(struct slicer *z, const unsigned char *const *values, const slice_verdict *v,
           cnis_error *reterr)
{
	static const unsigned char unsaid[] = { UNCHANGED };
	cnis_status st = CNIS_OK;

	for (int i = 0; st == CNIS_OK && i < z->row.columns; i++) {
		const slice_value *to = replaced(v, i);

		if (to == NULL)
			st = put(&z->out, values[i], (size_t)(values[i + 1] - values[i]), reterr);
		else if (z->row.op == SQLITE_UPDATE)
			st = put(&z->out, unsaid, 1, reterr);
		else
			st = put(&z->out, to->bytes, to->len, reterr);
	}
	return st;
}

/* Does an update still say anything? */
static bool
says_nothing(const struct slicer *z, const slice_verdict *v)
{
	if (z->row.op != SQLITE_UPDATE)
		return false;
	for (int i = 0; i < z->row.columns; i++)
		if (*z->new[i] != UNCHANGED && replaced(v, i) == NULL)
			return false;
	return true;
}

static cnis_status
put_record(struct slicer *z, const unsigned char *start, const slice_verdict *v, cnis_error *reterr)
{
	cnis_status st = CNIS_OK;

	for (size_t i = 0; i < v->n; i++)
		if (v->values[i].column >= z->row.columns && v->values[i].bytes[0] != SQLITE_NULL)
			return cnis_fail(
			    reterr, CNIS_ESCHEMA, 0, WHERE, NULL,
			    "a change was recorded before the column was there that is "
			    "to be put into it");
	if (!z->header_out)
		st = put(&z->out, z->w.header, z->header_len, reterr);
	z->header_out = true;
	if (st == CNIS_OK && v->n == 0)
		return put(&z->out, start, (size_t)(z->w.at - start), reterr);
	if (st == CNIS_OK)
		st = put(&z->out, start, 2, reterr);
	if (st == CNIS_OK && z->row.op != SQLITE_INSERT)
		st = put_values(z, z->old, v, reterr);
	if (st == CNIS_OK && z->row.op != SQLITE_DELETE)
		st = put_values(z, z->new, v, reterr);
	return st;
}

static cnis_status
slice_record(struct slicer *z, slice_fn fn, void *payload, cnis_error *reterr)
{
	const unsigned char *start = z->w.at;
	slice_verdict v = { 0 };
	cnis_status st;

	if (!changeset_change(&z->w, &z->row.op, z->old, z->new))
		return unreadable(reterr);
	z->row.old = z->row.op == SQLITE_INSERT ? NULL : z->old;
	z->row.new = z->row.op == SQLITE_DELETE ? NULL : z->new;
	st = fn(&z->row, payload, &v, reterr);
	if (st != CNIS_OK || v.cut || (v.n > 0 && says_nothing(z, &v)))
		return st;
	return put_record(z, start, &v, reterr);
}

cnis_status
slice_changes(const void *body, size_t len, slice_fn fn, void *payload, void **ret_body,
              size_t *ret_len, cnis_error *reterr)
{
	struct slicer *z;
	cnis_status st = CNIS_OK;

	if (len > INT_MAX)
		return unreadable(reterr);
	z = mem_new(1, sizeof(*z));
	if (z == NULL)
		return cnis_nomem(reterr, WHERE);
	z->w.at = body;
	z->w.end = z->w.at + len;
	while (st == CNIS_OK && z->w.at < z->w.end)
		st = *z->w.at == 'T' ? read_table(z, reterr) : slice_record(z, fn, payload, reterr);
	if (st == CNIS_OK) {
		*ret_body = z->out.at;
		*ret_len = z->out.len;
	} else {
		free(z->out.at);
	}
	free(z);
	return st;
}
