/*
 * The shape of a changeset, walked byte by byte before SQLite reads it: its own reader may run on
 * for ever over bytes that end inside a table's name.  Nothing is copied.
 *
 *   table:  'T', column count (varint), one key flag a column, name, NUL
 *   change: operation, indirect flag, old row (update, delete), new row (update, insert)
 *   value:  0 unchanged | 1 integer, 8 bytes | 2 real, 8 bytes | 3 text or 4 blob, varint length,
 *           bytes | 5 NULL
 */
#include <limits.h>
#include <string.h>

#include "store/inside.h"

struct walk {
	const unsigned char *at, *end;
};

static bool
skip(struct walk *w, size_t n)
{
	if ((size_t)(w->end - w->at) < n)
		return false;
	w->at += n;
	return true;
}

static bool
varint(struct walk *w, size_t *ret)
{
	size_t value = 0;
	int i;

	for (i = 0; i < 5 && w->at < w->end; i++) {
		unsigned char b = *w->at++;

		value = value << 7 | (b & 0x7f);
		if ((b & 0x80) == 0) {
			*ret = value;
			return value <= INT_MAX;
		}
	}
	return false;
}

static bool
table(struct walk *w, size_t *ret_columns)
{
	const unsigned char *name;
	const unsigned char *stop;
	size_t keys = 0;
	size_t i;

	if (!skip(w, 1) || !varint(w, ret_columns) || *ret_columns == 0 ||
	    *ret_columns > CHANGESET_COLUMNS || (size_t)(w->end - w->at) < *ret_columns)
		return false;
	for (i = 0; i < *ret_columns; i++)
		keys += w->at[i] != 0;
	name = w->at + *ret_columns;
	stop = memchr(name, '\0', (size_t)(w->end - name));
	if (keys == 0 || stop == NULL || stop == name)
		return false;
	w->at = stop + 1;
	return true;
}

static bool
row(struct walk *w, size_t columns)
{
	size_t i;
	size_t len;

	for (i = 0; i < columns; i++) {
		if (w->at == w->end)
			return false;
		switch (*w->at++) {
		case 0:
		case SQLITE_NULL:
			break;
		case SQLITE_INTEGER:
		case SQLITE_FLOAT:
			if (!skip(w, 8))
				return false;
			break;
		case SQLITE_TEXT:
		case SQLITE_BLOB:
			if (!varint(w, &len) || !skip(w, len))
				return false;
			break;
		default:
			return false;
		}
	}
	return true;
}

static bool
change(struct walk *w, size_t columns)
{
	int op = w->at[0];

	if (!skip(w, 2))
		return false;
	if (op != SQLITE_INSERT && op != SQLITE_UPDATE && op != SQLITE_DELETE)
		return false;
	if (op != SQLITE_INSERT && !row(w, columns))
		return false;
	return op == SQLITE_DELETE || row(w, columns);
}

bool
changeset_sound(const void *body, size_t len)
{
	struct walk w = { .at = body, .end = (const unsigned char *)body + len };
	size_t columns = 0;

	if (len > INT_MAX)
		return false;
	while (w.at < w.end) {
		if (*w.at == 'T') {
			if (!table(&w, &columns))
				return false;
		} else if (columns == 0 || !change(&w, columns)) {
			return false;
		}
	}
	return true;
}
