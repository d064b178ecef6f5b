/* The registration form as JSON.  One table of fields reads it and prints the template. */
#include "exchange/form.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"

static const char where[] = "form.read";

enum { PATH_SIZE = 64, SCHEMA = 1 };

struct cnis_form_doc {
	cnis_form form;
	char *text; /* as it came: lines are counted in it */
	size_t len;
	void **owned;
	size_t n_owned, room;
};

typedef struct reader {
	cnis_form_doc *doc;
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

static cnis_status
wrong(reader *rd, const char *path, const char *problem)
{
	return cnis_fail(rd->reterr, CNIS_EINVAL, 0, where, path, "%s (line %d)", problem,
	                 cnis_form_doc_line(rd->doc, path));
}

/* A key somebody else wrote may hold anything: only plain ones are repeated. */
static void
path_add(char path[PATH_SIZE], const char *base, const char *key)
{
	bool plain = key[0] != '\0' && strlen(key) <= 30 &&
	             strspn(key, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(key);
	text_buf b = text_buf_on(path, PATH_SIZE); /* a path too long to show is cut */

	text_add(&b, base);
	text_add(&b, base[0] == '\0' ? "" : ".");
	text_add(&b, plain ? key : "?");
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
		char at[PATH_SIZE];

		(void)snprintf(at, sizeof(at), "%.40s[%u]", path, (unsigned)i);
		st = read_text(rd, json_array_get(value, i), at, &one, &list[i]);
		if (st == CNIS_OK && list[i] == NULL)
			st = wrong(rd, at, "is empty");
	}
	if (st == CNIS_OK) {
		*(const char *const **)(void *)(base + f->offset) = list;
		*(size_t *)(void *)(base + f->count) = json_array_size(value);
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
			st = wrong(rd, path, "must be a list of positions, counted from 0");
		else
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
		char at[PATH_SIZE];

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
		char at[PATH_SIZE];

		if (key[0] == '_')
			continue;
		path_add(at, path, key);
		f = field_of(shape, key);
		if (f == NULL)
			return wrong(rd, at, "is not a key of the form: see register --template");
		if (!json_is_null(value))
			st = read_value(rd, value, at, f, base);
		if (st != CNIS_OK)
			return st;
	}
	return st;
}

/* ---- the document -----------------------------------------------------------------------------
 */

/* What went wrong in reading, without a word of the text itself. */
static const char *
json_problem(const json_error_t *e)
{
	switch (json_error_code(e)) {
	case json_error_invalid_utf8:
		return "is not valid UTF-8";
	case json_error_duplicate_key:
		return "has a key twice in one object";
	case json_error_premature_end_of_input:
		return "ends in the middle";
	case json_error_end_of_input_expected:
		return "goes on after its end";
	case json_error_stack_overflow:
		return "is nested too deeply";
	case json_error_numeric_overflow:
		return "holds a number that is too large";
	case json_error_null_character:
	case json_error_null_byte_in_key:
		return "holds a NUL character";
	case json_error_unknown:
	case json_error_out_of_memory:
	case json_error_cannot_open_file:
	case json_error_invalid_argument:
	case json_error_invalid_syntax:
	case json_error_invalid_format:
	case json_error_wrong_type:
	case json_error_null_value:
	case json_error_item_not_found:
	case json_error_index_out_of_range:
		break;
	}
	return "is not JSON";
}

enum { DEEPEST = 6 }; /* no key of the form lies deeper */

/* One object or list around a place in the text. */
typedef struct around {
	bool list, key_next;
	int64_t n;
	char key[32];
} around;

/* Past the text that opens at @p i; its beginning goes into @p ret. */
static size_t
pass_text(const char *text, size_t i, size_t end, char ret[32])
{
	size_t n = 0;

	for (i++; i < end && text[i] != '"'; i++) {
		i += text[i] == '\\' ? 1 : 0;
		if (n < 31 && i < end)
			ret[n++] = text[i];
	}
	ret[n] = '\0';
	if (i >= end)
		ret[0] = '\0'; /* broken off: not to be repeated */
	return i;
}

/* The field in which reading stopped: the text is sound up to @p end. */
static void
path_at(const char *text, size_t end, char path[PATH_SIZE])
{
	around up[DEEPEST] = { { 0 } };
	char value[32];
	size_t depth = 0;

	for (size_t i = 0; i < end; i++) {
		around *in = depth > 0 && depth <= DEEPEST ? &up[depth - 1] : NULL;

		if (text[i] == '"' && in != NULL && in->key_next) {
			i = pass_text(text, i, end, in->key);
			in->key_next = false;
		} else if (text[i] == '"')
			i = pass_text(text, i, end, value);
		else if (text[i] == '{' || text[i] == '[') {
			if (depth < DEEPEST)
				up[depth] =
				    (around){ .list = text[i] == '[', .key_next = text[i] == '{' };
			depth++;
		} else if ((text[i] == '}' || text[i] == ']') && depth > 0)
			depth--;
		else if (text[i] == ',' && in != NULL) {
			in->n++;
			in->key_next = !in->list;
		}
	}
	path[0] = '\0';
	for (size_t i = 0; i < depth && i < DEEPEST; i++) {
		char base[PATH_SIZE];

		memcpy(base, path, PATH_SIZE);
		if (up[i].list)
			(void)snprintf(path, PATH_SIZE, "%.40s[%lld]", base, (long long)up[i].n);
		else if (!up[i].key_next)
			path_add(path, base, up[i].key);
	}
}

/* Which member of which object is said where the text was sound so far. */
static cnis_status
unreadable(reader *rd, const char *bytes, size_t len, const json_error_t *e)
{
	enum json_error_code code = json_error_code(e);
	char path[PATH_SIZE] = "";

	if ((code == json_error_duplicate_key || code == json_error_invalid_utf8 ||
	     code == json_error_stack_overflow) &&
	    e->position > 0)
		path_at(bytes, (size_t)e->position < len ? (size_t)e->position : len, path);
	return cnis_fail(rd->reterr, CNIS_EINVAL, 0, where, path, "the form %s (line %d)",
	                 json_problem(e), e->line);
}

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
	if (root == NULL && json_error_code(&e) == json_error_out_of_memory)
		return cnis_nomem(rd->reterr, where);
	if (root == NULL)
		return unreadable(rd, bytes, len, &e);
	st = read_object(rd, root, "", &form_shape_form, (char *)&rd->doc->form);
	rd->doc->form.size = sizeof(rd->doc->form);
	json_decref(root);
	return st;
}

cnis_status
cnis_form_read(const char *bytes, size_t len, cnis_form_doc **ret_doc, cnis_error *reterr)
{
	reader rd = { .reterr = reterr };
	cnis_status st;

	if (len == 0)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "", "the form is empty");
	if (len > CNIS_FORM_BYTES)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "",
		                 "the form is larger than 1 MiB");
	rd.doc = mem_new(1, sizeof(*rd.doc));
	if (rd.doc == NULL)
		return cnis_nomem(reterr, where);
	st = read_doc(&rd, bytes, len);
	if (st != CNIS_OK) {
		cnis_form_doc_free(rd.doc);
		return st;
	}
	*ret_doc = rd.doc;
	return CNIS_OK;
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
