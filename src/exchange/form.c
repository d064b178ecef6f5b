/* The registration form as JSON.  One table of fields reads it and prints the template. */
#include "exchange/form.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"

static const char where[] = "form.read";

enum { SCHEMA = 1 };

enum { MOST_WRONG = 200 }; /* wrong fields told before reading gives up */

struct cnis_form_doc {
	cnis_form form;
	char *text; /* as it came: lines are counted in it */
	size_t len;
	void **owned;
	size_t n_owned, room;
	size_t n_wrong;
	char wrong[MOST_WRONG][FORM_PATH_SIZE];
};

typedef struct reader {
	cnis_form_doc *doc;
	cnis_form_wrong_fn fn; /* NULL: only the first is wanted */
	void *payload;
	cnis_error first;
	cnis_error *reterr;
} reader;

/* ---- memory and errors ------------------------------------------------------------------------
 */

static cnis_status
keep(reader *rd, void *memory)
{
	cnis_form_doc *doc = rd->doc;

	if (memory == NULL)
		return cnis_nomem(rd->reterr, where);
	if (doc->n_owned == doc->room) {
		size_t room = doc->room == 0 ? 64 : doc->room * 2;
		void **more = mem_grow(doc->owned, room, sizeof(*more));

		if (more == NULL) {
			free(memory);
			return cnis_nomem(rd->reterr, where);
		}
		doc->owned = more;
		doc->room = room;
	}
	doc->owned[doc->n_owned++] = memory;
	return CNIS_OK;
}

/* A wrong field is told and left out, and reading goes on, so that all of them are told. */
static cnis_status
wrong(reader *rd, const char *path, const char *problem)
{
	cnis_form_doc *doc = rd->doc;
	int line = cnis_form_doc_line(doc, path);

	if (doc->n_wrong == 0)
		(void)cnis_fail(&rd->first, CNIS_EINVAL, 0, where, path, "%s (line %d)", problem,
		                line);
	if (doc->n_wrong == MOST_WRONG)
		return cnis_fail(rd->reterr, CNIS_EINVAL, 0, where, path,
		                 "more than %d fields cannot be read; this one too (line %d)",
		                 (int)MOST_WRONG, line);
	(void)text_copy(doc->wrong[doc->n_wrong++], FORM_PATH_SIZE, path);
	return rd->fn == NULL ? CNIS_OK : rd->fn(path, line, problem, rd->payload, rd->reterr);
}

/* ---- values -----------------------------------------------------------------------------------
 */

static cnis_status
read_text(reader *rd, const json_t *value, const char *path, const form_field *f, const char **ret)
{
	text_problem problem;
	char *clean = NULL;
	cnis_status st;

	if (!json_is_string(value))
		return wrong(rd, path, "must be text");
	problem = text_clean(json_string_value(value), json_string_length(value), f->max,
	                     f->kind == FORM_LINES, &clean);
	if (problem == TEXT_NO_MEMORY)
		return cnis_nomem(rd->reterr, where);
	if (problem != TEXT_FINE)
		return wrong(rd, path, text_problem_words(problem));
	st = keep(rd, clean);
	if (st == CNIS_OK)
		*ret = clean[0] == '\0' ? NULL : clean;
	return st;
}

static cnis_status
read_day(reader *rd, const json_t *value, const char *path, cnis_day *ret)
{
	if (!json_is_string(value))
		return wrong(rd, path, "must be a date as text, e.g. \"2026-11-21\"");
	if (json_string_value(value)[0] == '\0')
		return CNIS_OK;
	if (cnis_day_parse(json_string_value(value), ret) != CNIS_OK)
		return wrong(rd, path, cnis_day_problem(json_string_value(value)));
	return CNIS_OK;
}

static cnis_status
read_hours(reader *rd, const json_t *value, const char *path, double *ret)
{
	if (!json_is_number(value))
		return wrong(rd, path, "must be a number");
	if (json_number_value(value) < 0 || json_number_value(value) > 168)
		return wrong(rd, path, "must lie between 0 and 168");
	*ret = json_number_value(value);
	return CNIS_OK;
}

static cnis_status
read_texts(reader *rd, const json_t *value, const char *path, const form_field *f, char *base)
{
	form_field one = *f;
	const char **list;
	size_t n = 0;
	size_t i;
	cnis_status st;

	if (!json_is_array(value))
		return wrong(rd, path, "must be a list of texts");
	if (json_array_size(value) > CNIS_FORM_LIST)
		return wrong(rd, path, "has more than 20 members");
	one.kind = FORM_TEXT;
	list = mem_new(json_array_size(value), sizeof(*list));
	st = keep(rd, list);
	for (i = 0; st == CNIS_OK && i < json_array_size(value); i++) {
		char at[FORM_PATH_SIZE];

		(void)snprintf(at, sizeof(at), "%.40s[%u]", path, (unsigned)i);
		if (json_is_string(json_array_get(value, i)) &&
		    json_string_length(json_array_get(value, i)) == 0)
			st = wrong(rd, at, "is empty");
		else
			st = read_text(rd, json_array_get(value, i), at, &one, &list[n]);
		n += st == CNIS_OK && list[n] != NULL;
	}
	if (st == CNIS_OK) {
		*(const char *const **)(void *)(base + f->offset) = list;
		*(size_t *)(void *)(base + f->count) = n;
	}
	return st;
}

static cnis_status
read_ints(reader *rd, const json_t *value, const char *path, const form_field *f, char *base)
{
	int *list;
	size_t i;
	cnis_status st;

	if (!json_is_array(value))
		return wrong(rd, path, "must be a list of positions, counted from 0");
	if (json_array_size(value) > CNIS_FORM_LIST)
		return wrong(rd, path, "has more than 20 members");
	list = mem_new(json_array_size(value), sizeof(*list));
	st = keep(rd, list);
	for (i = 0; st == CNIS_OK && i < json_array_size(value); i++) {
		const json_t *member = json_array_get(value, i);

		if (!json_is_integer(member) || json_integer_value(member) < 0 ||
		    json_integer_value(member) >= CNIS_FORM_LIST)
			return wrong(rd, path, "must be a list of positions, counted from 0");
		list[i] = (int)json_integer_value(member);
	}
	if (st == CNIS_OK) {
		*(const int **)(void *)(base + f->offset) = list;
		*(size_t *)(void *)(base + f->count) = json_array_size(value);
	}
	return st;
}

static cnis_status read_object(reader *rd, json_t *object, const char *path,
                               const form_shape *shape, char *base);

/* An object in which nothing was filled in, as in the template. */
static bool
blank(json_t *value)
{
	const char *key;
	json_t *member;
	size_t i;

	if (json_is_null(value) || (json_is_string(value) && json_string_length(value) == 0))
		return true;
	if (json_is_array(value)) {
		json_array_foreach(value, i, member)
		{
			if (!blank(member))
				return false;
		}
		return true;
	}
	if (!json_is_object(value))
		return false;
	json_object_foreach(value, key, member)
	{
		if (key[0] != '_' && !blank(member))
			return false;
	}
	return true;
}

static cnis_status
read_objects(reader *rd, json_t *value, const char *path, const form_field *f, char *base)
{
	char *list;
	size_t n = 0;
	size_t i;
	cnis_status st;

	if (!json_is_array(value))
		return wrong(rd, path, "must be a list of objects");
	if (json_array_size(value) > CNIS_FORM_LIST)
		return wrong(rd, path, "has more than 20 members");
	list = mem_new(json_array_size(value), f->shape->size);
	st = keep(rd, list);
	for (i = 0; st == CNIS_OK && i < json_array_size(value); i++) {
		json_t *member = json_array_get(value, i);
		char at[FORM_PATH_SIZE];

		if (!f->required && json_is_object(member) && blank(member))
			continue;
		(void)snprintf(at, sizeof(at), "%.40s[%u]", path, (unsigned)i);
		st = read_object(rd, member, at, f->shape, list + n * f->shape->size);
		n++;
	}
	if (st == CNIS_OK) {
		*(const void **)(void *)(base + f->offset) = list;
		*(size_t *)(void *)(base + f->count) = n;
	}
	return st;
}

static cnis_status
read_value(reader *rd, json_t *value, const char *path, const form_field *f, char *base)
{
	void *at = base + f->offset;

	switch (f->kind) {
	case FORM_TEXT:
	case FORM_LINES:
		return read_text(rd, value, path, f, at);
	case FORM_DAY:
		return read_day(rd, value, path, at);
	case FORM_HOURS:
		return read_hours(rd, value, path, at);
	case FORM_BOOL:
		if (!json_is_boolean(value))
			return wrong(rd, path, "must be true or false");
		*(bool *)at = json_is_true(value);
		return CNIS_OK;
	case FORM_ANSWER:
		if (!json_is_boolean(value))
			return wrong(rd, path, "must be true, false or null");
		*(cnis_answer *)at = json_is_true(value) ? CNIS_YES : CNIS_NO;
		return CNIS_OK;
	case FORM_TEXTS:
		return read_texts(rd, value, path, f, base);
	case FORM_INTS:
		return read_ints(rd, value, path, f, base);
	case FORM_OBJECT:
		return read_object(rd, value, path, f->shape, at);
	case FORM_OBJECTS:
		return read_objects(rd, value, path, f, base);
	case FORM_SCHEMA:
		return json_is_integer(value) && json_integer_value(value) == SCHEMA
		           ? CNIS_OK
		           : wrong(rd, path, "must be 1: this program reads no other form");
	}
	return CNIS_OK;
}

static const form_field *
field_of(const form_shape *shape, const char *key)
{
	const form_field *f;

	for (f = shape->fields; f->key != NULL; f++) {
		if (strcmp(f->key, key) == 0)
			return f;
	}
	return NULL;
}

static cnis_status
read_object(reader *rd, json_t *object, const char *path, const form_shape *shape, char *base)
{
	const form_field *f;
	const char *key;
	json_t *value;
	cnis_status st = CNIS_OK;

	if (!json_is_object(object))
		return wrong(rd, path, "must be an object");
	for (f = shape->fields; f->key != NULL; f++) {
		if (f->kind == FORM_HOURS)
			*(double *)(void *)(base + f->offset) = -1.0;
		if (f->kind == FORM_DAY)
			*(cnis_day *)(void *)(base + f->offset) = CNIS_DAY_NONE;
	}
	json_object_foreach(object, key, value)
	{
		char at[FORM_PATH_SIZE];

		if (key[0] == '_')
			continue;
		form_path_add(at, path, key);
		f = field_of(shape, key);
		if (f == NULL)
			st = wrong(rd, at, "is not a key of the form: see register --template");
		else if (!json_is_null(value))
			st = read_value(rd, value, at, f, base);
		if (st != CNIS_OK)
			return st;
	}
	return st;
}

/* ---- the document -----------------------------------------------------------------------------
 */

static cnis_status
read_doc(reader *rd, const char *bytes, size_t len)
{
	json_error_t e;
	json_t *root;
	cnis_status st;

	rd->doc->text = mem_text_n(bytes, len);
	rd->doc->len = len;
	if (rd->doc->text == NULL)
		return cnis_nomem(rd->reterr, where);
	root = json_loadb(bytes, len, JSON_REJECT_DUPLICATES, &e);
	if (root == NULL && json_no_memory(&e))
		return cnis_nomem(rd->reterr, where);
	if (root == NULL)
		return form_broken(bytes, len, &e, rd->reterr);
	st = read_object(rd, root, "", &form_shape_form, (char *)&rd->doc->form);
	rd->doc->form.size = sizeof(rd->doc->form);
	json_decref(root);
	return st;
}

static cnis_status
read_form(reader *rd, const char *bytes, size_t len)
{
	static const char mark[] = "\xEF\xBB\xBF"; /* some editors begin UTF-8 with it */
	cnis_status st;

	if (len >= 3 && memcmp(bytes, mark, 3) == 0) {
		bytes += 3;
		len -= 3;
	}
	if (len == 0)
		return cnis_fail(rd->reterr, CNIS_EINVAL, 0, where, "", "the form is empty");
	if (len > CNIS_FORM_BYTES)
		return cnis_fail(rd->reterr, CNIS_EINVAL, 0, where, "",
		                 "the form is larger than 1 MiB");
	rd->doc = mem_new(1, sizeof(*rd->doc));
	if (rd->doc == NULL)
		return cnis_nomem(rd->reterr, where);
	st = read_doc(rd, bytes, len);
	if (st != CNIS_OK) {
		cnis_form_doc_free(rd->doc);
		rd->doc = NULL;
	}
	return st;
}

cnis_status
cnis_form_read(const char *bytes, size_t len, cnis_form_doc **ret_doc, cnis_error *reterr)
{
	reader rd = { .reterr = reterr };
	cnis_status st = read_form(&rd, bytes, len);

	if (st == CNIS_OK && rd.doc != NULL && rd.doc->n_wrong > 0) {
		cnis_form_doc_free(rd.doc);
		st = CNIS_EINVAL;
		if (reterr != NULL)
			*reterr = rd.first;
	}
	if (st == CNIS_OK)
		*ret_doc = rd.doc;
	return st;
}

cnis_status
cnis_form_read_all(const char *bytes, size_t len, cnis_form_wrong_fn fn, void *payload,
                   cnis_form_doc **ret_doc, cnis_error *reterr)
{
	reader rd = { .fn = fn, .payload = payload, .reterr = reterr };
	cnis_status st = read_form(&rd, bytes, len);

	if (st == CNIS_OK)
		*ret_doc = rd.doc;
	return st;
}

bool
cnis_form_doc_wrong(const cnis_form_doc *doc, const char *path)
{
	for (size_t i = 0; i < doc->n_wrong; i++) {
		size_t n = strlen(doc->wrong[i]);

		if (path == NULL || (strncmp(doc->wrong[i], path, n) == 0 &&
		                     (path[n] == '\0' || path[n] == '.' || path[n] == '[')))
			return true;
	}
	return false;
}

void
cnis_form_doc_free(cnis_form_doc *doc)
{
	size_t i;

	if (doc == NULL)
		return;
	for (i = 0; i < doc->n_owned; i++)
		free(doc->owned[i]);
	free(doc->owned);
	free(doc->text);
	free(doc);
}

const cnis_form *
cnis_form_doc_form(const cnis_form_doc *doc)
{
	return &doc->form;
}

int
cnis_form_doc_line(const cnis_form_doc *doc, const char *path)
{
	return form_line(doc->text, path);
}
