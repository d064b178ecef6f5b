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

static bool
skip(changeset_walk *w, size_t n)
{
	if ((size_t)(w->end - w->at) < n)
		return false;
	w->at += n;
	return true;
}

static bool
varint(changeset_walk *w, size_t *ret)
{
	size_t number = 0;
	int i;

	for (i = 0; i < 5 && w->at < w->end; i++) {
		unsigned char b = *w->at++;

		number = number << 7 | (b & 0x7f);
		if ((b & 0x80) == 0) {
			*ret = number;
			return number <= INT_MAX;
		}
	}
	return false;
}

bool
changeset_table(changeset_walk *w)
{
	const unsigned char *stop;
	size_t keys = 0;
	size_t i;

	w->header = w->at;
	if (!skip(w, 1) || !varint(w, &w->columns) || w->columns == 0 ||
	    w->columns > CHANGESET_COLUMNS || (size_t)(w->end - w->at) < w->columns)
		return false;
	w->pk = w->at;
	for (i = 0; i < w->columns; i++)
		keys += w->pk[i] != 0;
	w->table = w->pk + w->columns;
	stop = memchr(w->table, '\0', (size_t)(w->end - w->table));
	if (keys == 0 || stop == NULL || stop == w->table)
		return false;
	w->at = stop + 1;
	return true;
}

static bool
value(changeset_walk *w)
{
	size_t len;

	if (w->at == w->end)
		return false;
	switch (*w->at++) {
	case 0:
	case SQLITE_NULL:
		return true;
	case SQLITE_INTEGER:
	case SQLITE_FLOAT:
		return skip(w, 8);
	case SQLITE_TEXT:
	case SQLITE_BLOB:
		return varint(w, &len) && skip(w, len);
	default:
		return false;
	}
}

static bool
row(changeset_walk *w, const unsigned char **ret_values)
{
	size_t i;

	for (i = 0; i < w->columns; i++) {
		if (ret_values != NULL)
			ret_values[i] = w->at;
		if (!value(w))
			return false;
	}
	if (ret_values != NULL)
		ret_values[i] = w->at;
	return true;
}

bool
changeset_change(changeset_walk *w, int *ret_op, const unsigned char **ret_old,
                 const unsigned char **ret_new)
{
	int op = w->at[0];

	if (w->columns == 0 || !skip(w, 2))
		return false;
	if (op != SQLITE_INSERT && op != SQLITE_UPDATE && op != SQLITE_DELETE)
		return false;
	*ret_op = op;
	if (op != SQLITE_INSERT && !row(w, ret_old))
		return false;
	return op == SQLITE_DELETE || row(w, ret_new);
}

bool
changeset_sound(const void *body, size_t len)
{
	changeset_walk w = { .at = body, .end = (const unsigned char *)body + len };
	bool sound = len <= INT_MAX;
	int op;

	while (sound && w.at < w.end)
		sound = *w.at == 'T' ? changeset_table(&w) : changeset_change(&w, &op, NULL, NULL);
	return sound;
}
