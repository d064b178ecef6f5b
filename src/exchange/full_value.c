/* One line of a full export into the values of one row. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/reference.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "exchange/full.h"

static const char HERE[] = "import.full";

/* What is wrong with a value; NULL: nothing. */
typedef const char *wrong;

static const char NO_MEMORY[] = "";

static int
two(const char *at)
{
	return (at[0] - '0') * 10 + (at[1] - '0');
}

static bool
digits(const char *text, const char *shape)
{
	for (; *shape != '\0'; shape++, text++)
		if (*shape == '0' ? *text < '0' || *text > '9' : *text != *shape)
			return false;
	return true;
}

static wrong
read_day(const char *text, size_t len, cnis_day *ret)
{
	if (text == NULL || len < 10 || !digits(text, "0000-00-00"))
		return "is not a day as 2026-11-21";
	*ret = cnis_day_make(two(text) * 100 + two(text + 2), two(text + 5), two(text + 8));
	return *ret == CNIS_DAY_NONE ? "is no day of the calendar" : NULL;
}

static wrong
as_day(const json_t *j, layout_value *v)
{
	cnis_day day = CNIS_DAY_NONE;
	wrong w = read_day(json_string_value(j), json_string_length(j), &day);

	if (w == NULL && json_string_length(j) != 10)
		w = "is not a day as 2026-11-21";
	v->is = LAYOUT_IS_INT;
	v->number = day;
	return w;
}

static wrong
as_instant(const json_t *j, layout_value *v)
{
	const char *text = json_string_value(j);
	cnis_day day = CNIS_DAY_NONE;
	int64_t at = 0;

	if (text == NULL || json_string_length(j) != 20 || !digits(text, "0000-00-00T00:00:00Z"))
		return "is not an instant as 2026-11-21T09:00:00Z";
	if (read_day(text, 10, &day) != NULL || two(text + 11) > 23 || two(text + 14) > 59 ||
	    two(text + 17) > 59)
		return "is no instant of the calendar";
	at = (int64_t)day * 86400 + two(text + 11) * INT64_C(3600) + two(text + 14) * INT64_C(60) +
	     two(text + 17);
	v->is = LAYOUT_IS_INT;
	v->number = at;
	return NULL;
}

static bool
plain(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)text[i] < 0x20 || (unsigned char)text[i] > 0x7E)
			return false;
	return true;
}

static wrong
as_text(const json_t *j, layout_value *v)
{
	const char *text = json_string_value(j);
	size_t len = json_string_length(j);
	char *clean = NULL;
	text_problem p;

	if (text == NULL)
		return "is not a text";
	v->is = LAYOUT_IS_BYTES;
	v->bytes = text;
	v->len = len;
	if (plain(text, len))
		return NULL;
	p = text_clean(text, len, FULL_LINE, true, &clean);
	free(clean);
	if (p == TEXT_NO_MEMORY)
		return NO_MEMORY;
	return p == TEXT_FINE ? NULL : text_problem_words(p);
}

static wrong
as_number(const json_t *j, layout_value *v)
{
	if (!json_is_integer(j))
		return "is not a whole number";
	v->is = LAYOUT_IS_INT;
	v->number = json_integer_value(j);
	return NULL;
}

static wrong
as_real(const json_t *j, layout_value *v)
{
	if (!json_is_number(j))
		return "is not a number";
	v->is = LAYOUT_IS_REAL;
	v->real = json_number_value(j);
	return NULL;
}

static wrong
as_yes_no(const json_t *j, layout_value *v)
{
	if (!json_is_boolean(j))
		return "is neither true nor false";
	v->is = LAYOUT_IS_INT;
	v->number = json_is_true(j) ? 1 : 0;
	return NULL;
}

static wrong
as_reference(const json_t *j, char letter, layout_value *v)
{
	if (cnis_reference_parse(json_string_value(j), letter, NULL, &v->number) != CNIS_OK)
		return "is not a reference of this kind";
	v->is = LAYOUT_IS_INT;
	return NULL;
}

static wrong
read_value(full_line *l, int i, const json_t *j)
{
	layout_value *v = &l->value[i];

	switch (l->record->kind[i]) {
	case FULL_TEXT:
		return as_text(j, v);
	case FULL_NUMBER:
		return as_number(j, v);
	case FULL_REAL:
		return as_real(j, v);
	case FULL_DAY:
		return as_day(j, v);
	case FULL_INSTANT:
		return as_instant(j, v);
	case FULL_YES_NO:
		return as_yes_no(j, v);
	case FULL_REFERENCE:
		return as_reference(j, l->record->letter[i], v);
	case FULL_LEFT_OUT:
		break;
	}
	return "is no key of this record";
}

static int
column_of(const full_record *r, const char *key)
{
	for (int i = 0; i < r->layout.n; i++)
		if (strcmp(r->layout.column[i].name, key) == 0)
			return i;
	return -1;
}

/* A key nobody knows might be a name or a number of somebody: it is shown only if it is a word. */
static const char *
shown(const char *key)
{
	size_t len = strlen(key);

	return len > 0 && len < 40 && strspn(key, "abcdefghijklmnopqrstuvwxyz_") == len ? key : "?";
}

static cnis_status
failed(const full_line *l, const char *name, const char *key, wrong w, cnis_error *err)
{
	if (w == NO_MEMORY)
		return cnis_nomem(err, HERE);
	return full_wrong(err, l->number, name, key, w);
}

static cnis_status
read_keys(full_line *l, json_t *o, cnis_error *err)
{
	const char *name = l->record->layout.table->name;
	const char *key = NULL;
	json_t *j = NULL;

	json_object_foreach(o, key, j)
	{
		int i = column_of(l->record, key);
		wrong w;

		if (strcmp(key, "schema") == 0 || strcmp(key, "record") == 0)
			continue;
		if (i < 0 || l->record->kind[i] == FULL_LEFT_OUT)
			return failed(l, name, shown(key), "is no key of this record", err);
		w = json_is_null(j) ? NULL : read_value(l, i, j);
		if (w != NULL)
			return failed(l, name, key, w, err);
	}
	for (int i = 0; i < l->record->layout.n; i++) {
		const layout_column *c = &l->record->layout.column[i];

		if (l->record->kind[i] != FULL_LEFT_OUT && (c->not_null || c->key) &&
		    l->value[i].is == LAYOUT_IS_NULL)
			return failed(l, name, c->name, "is missing", err);
	}
	return CNIS_OK;
}

static cnis_status
read_last_number(const full_shape *shape, full_line *l, json_t *o, cnis_error *err)
{
	const char *of = json_string_value(json_object_get(o, "of"));
	const json_t *n = json_object_get(o, "number");
	const char *key = NULL;
	json_t *j = NULL;

	json_object_foreach(o, key, j)
	{
		if (strcmp(key, "schema") != 0 && strcmp(key, "record") != 0 &&
		    strcmp(key, "of") != 0 && strcmp(key, "number") != 0)
			return failed(l, "last_number", shown(key), "is no key of this record",
			              err);
	}
	l->of = of == NULL ? NULL : full_record_find(shape, of);
	if (l->of == NULL || !l->of->numbered)
		return failed(l, "last_number", "of", "is no record with numbers", err);
	if (!json_is_integer(n) || json_integer_value(n) < 1)
		return failed(l, "last_number", "number", "is not a number from 1", err);
	l->last = json_integer_value(n);
	return CNIS_OK;
}

cnis_status
full_line_read(const full_shape *shape, char *text, size_t len, int64_t number, int64_t rev,
               full_line *ret, cnis_error *reterr)
{
	json_t *o = NULL;
	const char *name;
	cnis_status st;

	memset(ret, 0, sizeof(*ret));
	ret->number = number;
	st = full_json(text, len, number, &o, reterr);
	if (st != CNIS_OK)
		return st;
	ret->json = o;
	name = json_string_value(json_object_get(o, "record"));
	if (strcmp(name, "last_number") == 0)
		return read_last_number(shape, ret, o, reterr);
	ret->record = full_record_find(shape, name);
	if (ret->record == NULL)
		return full_wrong(reterr, number, shown(name), NULL,
		                  "is no record of this version");
	st = read_keys(ret, o, reterr);
	if (ret->record->layout.rev >= 0)
		ret->value[ret->record->layout.rev] =
		    (layout_value){ .is = LAYOUT_IS_INT, .number = rev };
	return st;
}

void
full_line_clear(full_line *l)
{
	json_decref(l->json);
	l->json = NULL;
}
