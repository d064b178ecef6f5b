/* What arrived, as JSON: one object after the other. */
#include <cnis/intake.h>

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "exchange/form.h"

static const char WHERE[] = "intake.read";

typedef struct one {
	json_t *json;
	cnis_intake_subject *subjects;
	int line;
} one;

struct cnis_intake_doc {
	cnis_intake_new *all;
	one *own;
	size_t n, room;
};

enum { TEXT, DAY };

/* clang-format off */
static const struct field {
	const char *key;
	int kind;
	size_t offset;
} FIELDS[] = {
	{ "kind", TEXT, offsetof(cnis_intake_new, kind) },
	{ "channel", TEXT, offsetof(cnis_intake_new, channel) },
	{ "received", DAY, offsetof(cnis_intake_new, received) },
	{ "received_time", TEXT, offsetof(cnis_intake_new, received_time) },
	{ "teller", TEXT, offsetof(cnis_intake_new, teller) },
	{ "source", TEXT, offsetof(cnis_intake_new, source) },
	{ "teller_name", TEXT, offsetof(cnis_intake_new, teller_name) },
	{ "teller_contact", TEXT, offsetof(cnis_intake_new, teller_contact) },
	{ "authority", TEXT, offsetof(cnis_intake_new, authority) },
	{ "adult_name", TEXT, offsetof(cnis_intake_new, adult_name) },
	{ "telephone", TEXT, offsetof(cnis_intake_new, telephone) },
	{ "email", TEXT, offsetof(cnis_intake_new, email) },
	{ "address", TEXT, offsetof(cnis_intake_new, address) },
	{ "postcode", TEXT, offsetof(cnis_intake_new, postcode) },
	{ "text", TEXT, offsetof(cnis_intake_new, text) },
	{ "document", TEXT, offsetof(cnis_intake_new, document) },
	{ "file", TEXT, offsetof(cnis_intake_new, file_name) },
	{ "owner", TEXT, offsetof(cnis_intake_new, owner) },
	{ "acknowledged", DAY, offsetof(cnis_intake_new, acknowledged) },
}, SUBJECT[] = {
	{ "full_name", TEXT, offsetof(cnis_intake_subject, full_name) },
	{ "sex", TEXT, offsetof(cnis_intake_subject, sex) },
	{ "upn", TEXT, offsetof(cnis_intake_subject, upn) },
	{ "school", TEXT, offsetof(cnis_intake_subject, school) },
};
/* clang-format on */

/* One object under way: where it stands, for errors. */
typedef struct reading {
	int line;
	cnis_error *err;
} reading;

static cnis_status
wrong(const reading *r, const char *base, const char *key, const char *words)
{
	char path[FORM_PATH_SIZE];

	form_path_add(path, base, key);
	return cnis_fail(r->err, CNIS_EINVAL, 0, WHERE, path, "%s (line %d)", words, r->line);
}

static cnis_status
take_value(const reading *r, const struct field *f, const char *base, const json_t *value, char *to)
{
	const char *text = json_string_value(value);
	cnis_day day = CNIS_DAY_NONE;

	if (json_is_null(value))
		return CNIS_OK;
	if (text == NULL || strlen(text) != json_string_length(value))
		return wrong(r, base, f->key,
		             f->kind == DAY ? "must be a date as text, e.g. \"2026-09-07\""
		                            : "must be text");
	if (text[0] == '\0')
		return CNIS_OK;
	if (f->kind == TEXT) {
		*(const char **)(void *)(to + f->offset) = text;
		return CNIS_OK;
	}
	if (cnis_day_parse(text, &day) != CNIS_OK)
		return wrong(r, base, f->key, cnis_day_problem(text));
	*(cnis_day *)(void *)(to + f->offset) = day;
	return CNIS_OK;
}

static const struct field *
field_of(const struct field *fields, size_t n, const char *key)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(fields[i].key, key) == 0)
			return &fields[i];
	return NULL;
}

/* Where it is no date and no number of years it is kept as it is said: "about 2015", "9-10".  The
 * text becomes part of the object, which owns it. */
static cnis_status
take_said(const reading *r, const char *base, json_t *object, cnis_intake_subject *s)
{
	const json_t *born = json_object_get(object, "born");
	const json_t *age = json_object_get(object, "age");
	const char *said_born = json_string_value(born);
	const char *said_age = json_string_value(age);
	json_t *said;

	if (born != NULL && !json_is_null(born) && said_born == NULL)
		return wrong(r, base, "born", "must be a date as text, e.g. \"2015-09-07\"");
	if (age != NULL && !json_is_null(age) && said_age == NULL &&
	    (!json_is_integer(age) || json_integer_value(age) < 0 || json_integer_value(age) > 120))
		return wrong(r, base, "age", "must be a number of years");
	s->age = (int)json_integer_value(age);
	if (text_empty(said_born) || cnis_day_parse(said_born, &s->born) == CNIS_OK)
		said_born = "";
	if (said_born[0] == '\0' && text_empty(said_age))
		return CNIS_OK;
	said = text_empty(said_age) ? json_string(said_born)
	                            : json_sprintf("%s%sage %s", said_born,
	                                           said_born[0] == '\0' ? "" : "; ", said_age);
	if (said == NULL || json_object_set_new(object, "_said", said) != 0)
		return cnis_nomem(r->err, WHERE);
	s->born_said = json_string_value(json_object_get(object, "_said"));
	return CNIS_OK;
}

static cnis_status
take_subject(const reading *r, const char *base, json_t *object, cnis_intake_subject *s)
{
	const char *key;
	json_t *value;
	cnis_status st = CNIS_OK;

	s->born = CNIS_DAY_NONE;
	if (!json_is_object(object))
		return wrong(r, "", "children", "must be a list of objects");
	json_object_foreach(object, key, value)
	{
		const struct field *f =
		    field_of(SUBJECT, sizeof(SUBJECT) / sizeof(SUBJECT[0]), key);

		if (strcmp(key, "age") == 0 || strcmp(key, "born") == 0)
			continue;
		if (f != NULL)
			st = take_value(r, f, base, value, (char *)s);
		else if (key[0] != '_')
			st = wrong(r, base, key, "is not known");
		if (st != CNIS_OK)
			return st;
	}
	return take_said(r, base, object, s);
}

static cnis_status
take_subjects(const reading *r, const json_t *list, one *own, cnis_intake_new *n)
{
	cnis_status st = CNIS_OK;

	if (json_is_null(list))
		return CNIS_OK;
	if (!json_is_array(list))
		return wrong(r, "", "children", "must be a list of objects");
	if (json_array_size(list) > CNIS_INTAKE_SUBJECTS)
		return wrong(r, "", "children", "more than 20 children");
	own->subjects = mem_new(json_array_size(list) + 1, sizeof(*own->subjects));
	if (own->subjects == NULL)
		return cnis_nomem(r->err, WHERE);
	for (size_t i = 0; st == CNIS_OK && i < json_array_size(list); i++) {
		char base[FORM_PATH_SIZE];

		(void)snprintf(base, sizeof(base), "children[%u]", (unsigned)i);
		st = take_subject(r, base, json_array_get(list, i), &own->subjects[i]);
	}
	n->subjects = own->subjects;
	n->n_subjects = json_array_size(list);
	return st;
}

static cnis_status
take_object(const reading *r, one *own, cnis_intake_new *n)
{
	const char *key;
	json_t *value;
	cnis_status st = CNIS_OK;

	*n = (cnis_intake_new){ .size = sizeof(*n),
		                .received = CNIS_DAY_NONE,
		                .acknowledged = CNIS_DAY_NONE };
	if (!json_is_object(own->json))
		return wrong(r, "", "intake", "must be an object");
	json_object_foreach(own->json, key, value)
	{
		const struct field *f = field_of(FIELDS, sizeof(FIELDS) / sizeof(FIELDS[0]), key);

		if (strcmp(key, "children") == 0)
			st = take_subjects(r, value, own, n);
		else if (strcmp(key, "schema") == 0)
			st = json_integer_value(value) == 1 ? CNIS_OK
			                                    : wrong(r, "", key, "only 1 is known");
		else if (f != NULL)
			st = take_value(r, f, "", value, (char *)n);
		else if (key[0] != '_')
			st = wrong(r, "", key, "is not known");
		if (st != CNIS_OK)
			return st;
	}
	return CNIS_OK;
}

static cnis_status
make_room(cnis_intake_doc *doc, cnis_error *reterr)
{
	size_t room = doc->room == 0 ? 16 : doc->room * 2;
	cnis_intake_new *all;
	one *own;

	if (doc->n < doc->room)
		return CNIS_OK;
	all = mem_grow(doc->all, room, sizeof(*all));
	if (all == NULL)
		return cnis_nomem(reterr, WHERE);
	doc->all = all;
	own = mem_grow(doc->own, room, sizeof(*own));
	if (own == NULL)
		return cnis_nomem(reterr, WHERE);
	doc->own = own;
	doc->room = room;
	return CNIS_OK;
}

/* The object that begins at @p bytes; *ret_used: how long it is. */
static cnis_status
read_one(cnis_intake_doc *doc, const char *bytes, size_t len, int line, size_t *ret_used,
         cnis_error *reterr)
{
	const reading r = { line, reterr };
	json_error_t e = { 0 };
	one *own;
	cnis_status st = make_room(doc, reterr);

	if (st != CNIS_OK)
		return st;
	own = &doc->own[doc->n];
	*own = (one){ .line = line };
	own->json = json_loadb(bytes, len, JSON_REJECT_DUPLICATES | JSON_DISABLE_EOF_CHECK, &e);
	if (own->json == NULL && json_no_memory(&e))
		return cnis_nomem(reterr, WHERE);
	if (own->json == NULL)
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "file",
		                 "cannot be read as JSON: one object after the other (line %d)",
		                 line + (e.line > 0 ? e.line - 1 : 0));
	*ret_used = (size_t)e.position;
	doc->n++;
	return take_object(&r, own, &doc->all[doc->n - 1]);
}

static cnis_status
read_all(cnis_intake_doc *doc, const char *bytes, size_t len, cnis_error *reterr)
{
	size_t at = len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
	cnis_status st = CNIS_OK;

	for (;;) {
		size_t used = 0;

		while (at < len && strchr(" \t\r\n", bytes[at]) != NULL && bytes[at] != '\0')
			at++;
		if (at == len)
			break;
		if (doc->n == CNIS_INTAKE_AT_ONCE)
			return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "file",
			                 "more than %d at once", (int)CNIS_INTAKE_AT_ONCE);
		st = read_one(doc, bytes + at, len - at, form_line_at(bytes, at), &used, reterr);
		if (st != CNIS_OK)
			return st;
		at += used;
	}
	if (doc->n == 0)
		st = cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "file", "there is nothing in it");
	return st;
}

cnis_status
cnis_intake_read(const char *bytes, size_t len, cnis_intake_doc **ret_doc, cnis_error *reterr)
{
	cnis_intake_doc *doc;
	cnis_status st;

	if (bytes == NULL || len == 0 || len > CNIS_INTAKE_BYTES)
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "file",
		                 bytes == NULL || len == 0 ? "there is nothing in it"
		                                           : "larger than 4 MiB");
	doc = mem_new(1, sizeof(*doc));
	if (doc == NULL)
		return cnis_nomem(reterr, WHERE);
	st = read_all(doc, bytes, len, reterr);
	if (st != CNIS_OK) {
		cnis_intake_doc_free(doc);
		return st;
	}
	*ret_doc = doc;
	return CNIS_OK;
}

void
cnis_intake_doc_free(cnis_intake_doc *doc)
{
	if (doc == NULL)
		return;
	for (size_t i = 0; i < doc->n; i++) {
		json_decref(doc->own[i].json);
		free(doc->own[i].subjects);
	}
	free(doc->own);
	free(doc->all);
	free(doc);
}

const cnis_intake_new *
cnis_intake_doc_all(const cnis_intake_doc *doc, size_t *ret_n)
{
	*ret_n = doc->n;
	return doc->all;
}

int
cnis_intake_doc_line(const cnis_intake_doc *doc, size_t i)
{
	return i < doc->n ? doc->own[i].line : 0;
}
