/*
 * Every field of the form, from the table the template is printed from, with every fault in turn:
 * each is refused with the field's own path and line, and nothing is written.  A new field is
 * walked without a word here.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/form.h>

#include "domain/support.h"
#include "exchange/form.h"

enum { PATH = 96, LONGEST = 4001 };

typedef enum fault {
	OF_TYPE,
	OF_MEMBER, /* of a list: the wrong type within it */
	IMPOSSIBLE_DAY,
	FUTURE_DAY,
	DAY_BEFORE_BIRTH,
	UNKNOWN_CODE,
	OVER_LONG,
	CONTROL,
	BIDI,
	ESCAPED_NUL,
	RAW_CONTROL,
	RAW_NUL,
	NOT_UTF8,
	TWICE,
	FAULTS,
} fault;

/* What a form that can be saved says; everything else is null. */
static const struct {
	const char *path, *value;
} sound[] = {
	{ "schema", "1" },
	{ "children[0].name", "\"Robin Sample\"" },
	{ "children[0].born", "\"2015-03-02\"" },
	{ "children[0].school.name", "\"Invented Primary\"" },
	{ "children[0].school.on_roll", "false" },
	{ "children[0].school.left_on", "\"2026-10-01\"" },
	{ "children[0].provision[0].kind", "\"parents\"" },
	{ "children[0].flags[0].kind", "\"ehc_plan\"" },
	{ "children[0].flags[0].from", "\"2024-01-10\"" },
	{ "children[0].orders[0].kind", "\"specific_issue\"" },
	{ "children[0].orders[0].from", "\"2024-01-10\"" },
	{ "children[0].answers[0].item", "\"1.b.additional-address\"" },
	{ "children[0].answers[0].answer", "\"none\"" },
	{ "children[0].characteristics[0].kind", "\"race\"" },
	{ "children[0].characteristics[0].declined", "true" },
	{ "children[0].characteristics[0].given_by", "\"parent\"" },
	{ "parents[0].name", "\"Alex Sample\"" },
	{ "parents[0].contact_points[0].value", "\"020 7946 0001\"" },
	{ "addresses[0].line1", "\"1 Invented Row\"" },
	{ "addresses[0].postcode", "\"N2 0AB\"" },
};

/* A form under construction, with one field wrong. */
typedef struct writing {
	char text[64 * 1024];
	size_t len;
	int line;
	int at; /* which field is the wrong one, and how many there are so far */
	int n;
	fault fault;
	char path[PATH]; /* how an error has to name it; "" while not met */
	int wrong_line;
} writing;

static scene s;

static void
put_n(writing *w, const char *bytes, size_t len)
{
	ck_assert_uint_lt(w->len + len, sizeof(w->text));
	memcpy(w->text + w->len, bytes, len);
	w->len += len;
	for (size_t i = 0; i < len; i++)
		w->line += bytes[i] == '\n';
}

static void
put(writing *w, const char *text)
{
	put_n(w, text, strlen(text));
}

static bool
container(const form_field *f)
{
	return f->kind == FORM_OBJECT || f->kind == FORM_OBJECTS;
}

static bool
list(const form_field *f)
{
	return f->kind == FORM_TEXTS || f->kind == FORM_INTS || f->kind == FORM_OBJECTS;
}

static bool
texts(const form_field *f)
{
	return f->kind == FORM_TEXT || f->kind == FORM_LINES || f->kind == FORM_TEXTS;
}

/* Does the fault mean anything for this field? */
static bool
applies(fault what, const form_field *f, const char *path)
{
	switch (what) {
	case OF_TYPE:
	case TWICE:
		return true;
	case OF_MEMBER:
		return list(f);
	case IMPOSSIBLE_DAY:
		return f->kind == FORM_DAY;
	case FUTURE_DAY: /* what is arranged may begin later, and an order ends some day */
		return f->kind == FORM_DAY && strcmp(path, "children[0].provision[0].from") != 0 &&
		       strcmp(path, "children[0].orders[0].to") != 0;
	case DAY_BEFORE_BIRTH: /* where the family lived before, and what is said of adults alone */
		return f->kind == FORM_DAY && strcmp(path, "addresses[0].from") != 0 &&
		       strncmp(path, "parents[0].", 11) != 0;
	case UNKNOWN_CODE: /* of the texts only names, addresses and remarks may say anything */
		return texts(f) && f->max == 100;
	case OVER_LONG:
	case CONTROL:
	case BIDI:
	case ESCAPED_NUL:
	case RAW_CONTROL:
	case RAW_NUL:
	case NOT_UTF8:
		return !container(f);
	case FAULTS:
		break;
	}
	return false;
}

static void
put_wrong(writing *w, const form_field *f)
{
	static char longest[LONGEST + 1];
	bool inside = f->kind == FORM_TEXTS;

	memset(longest, 'x', LONGEST);
	if (w->fault == OF_TYPE) {
		put(w, texts(f) || f->kind == FORM_DAY || container(f) || list(f) ? "7" : "\"x\"");
		return;
	}
	if (w->fault == OF_MEMBER) {
		put(w, f->kind == FORM_INTS ? "[\"x\"]" : "[7]");
		return;
	}
	put(w, inside ? "[\"" : "\"");
	switch (w->fault) {
	case IMPOSSIBLE_DAY:
		put(w, "2026-02-30");
		break;
	case FUTURE_DAY:
		put(w, "2031-01-01");
		break;
	case DAY_BEFORE_BIRTH: /* and the birth date itself: more than 25 years ago */
		put(w, "1990-01-01");
		break;
	case UNKNOWN_CODE:
		put(w, "zz_9");
		break;
	case OVER_LONG:
		put_n(w, longest, f->max == 0 ? 300 : f->max + 1);
		break;
	case CONTROL:
		put(w, "a\\u0007b");
		break;
	case BIDI:
		put(w, "a\\u202eb");
		break;
	case ESCAPED_NUL:
		put(w, "a\\u0000b");
		break;
	case RAW_CONTROL:
		put(w, "a\007b");
		break;
	case RAW_NUL:
		put_n(w, "a\0b", 3);
		break;
	case NOT_UTF8:
		put(w, "a\377b");
		break;
	case OF_TYPE:
	case OF_MEMBER:
	case TWICE:
	case FAULTS:
		break;
	}
	put(w, inside ? "\"]" : "\"");
}

static void put_object(writing *w, const form_shape *shape, const char *path);

static void
put_sound(writing *w, const form_field *f, const char *path)
{
	char inner[PATH];

	for (size_t i = 0; i < sizeof(sound) / sizeof(sound[0]); i++) {
		if (strcmp(sound[i].path, path) == 0) {
			put(w, sound[i].value);
			return;
		}
	}
	(void)snprintf(inner, sizeof(inner), "%.80s[0]", path);
	if (f->kind == FORM_OBJECT) {
		put_object(w, f->shape, path);
	} else if (f->kind == FORM_OBJECTS) {
		put(w, "[");
		put_object(w, f->shape, inner);
		put(w, "]");
	} else {
		put(w, "null");
	}
}

static void
put_field(writing *w, const form_field *f, const char *path)
{
	bool wrong = applies(w->fault, f, path) && w->n++ == w->at;
	bool inside = f->kind == FORM_TEXTS && w->fault != OF_TYPE && w->fault != TWICE;

	put(w, "\n\"");
	put(w, f->key);
	put(w, "\": ");
	if (wrong && w->fault != TWICE) {
		inside = inside || (w->fault == OF_MEMBER && f->kind == FORM_OBJECTS);
		w->wrong_line = w->line;
		(void)snprintf(w->path, sizeof(w->path), "%.80s%s", path, inside ? "[0]" : "");
		put_wrong(w, f);
		return;
	}
	put_sound(w, f, path);
	if (wrong) {
		put(w, ",\n\"");
		w->wrong_line = w->line;
		(void)snprintf(w->path, sizeof(w->path), "%.80s", path);
		put(w, f->key);
		put(w, "\": null");
	}
}

static void
put_object(writing *w, const form_shape *shape, const char *path)
{
	put(w, "{");
	for (const form_field *f = shape->fields; f->key != NULL; f++) {
		char at[PATH];

		(void)snprintf(at, sizeof(at), "%.60s%s%.30s", path, path[0] == '\0' ? "" : ".",
		               f->key);
		put_field(w, f, at);
		if (f[1].key != NULL)
			put(w, ",");
	}
	put(w, "\n}");
}

/* The form whose field no. @p at is wrong; false: there are fewer. */
static bool
write_form(writing *w, fault what, int at)
{
	memset(w, 0, sizeof(*w));
	w->fault = what;
	w->at = at;
	w->line = 1;
	put_object(w, &form_shape_form, "");
	return w->path[0] != '\0';
}

/* ---- what was said ----------------------------------------------------------------------------
 */

typedef struct heard {
	const writing *w;
	const cnis_form_doc *doc;
	int wanted, others;
	char other[PATH];
} heard;

static void
hear(heard *h, const char *path, int line)
{
	if (strcmp(path, h->w->path) == 0 && line == h->w->wrong_line) {
		h->wanted++;
		return;
	}
	h->others++;
	(void)snprintf(h->other, sizeof(h->other), "%.80s (line %d)", path, line);
}

static cnis_status
on_unread(const char *path, int line, const char *problem, void *payload, cnis_error *reterr)
{
	(void)reterr;
	ck_assert_str_ne(problem, "");
	hear(payload, path, line);
	return CNIS_OK;
}

static cnis_status
on_note(const cnis_registration_note *note, void *payload, cnis_error *reterr)
{
	heard *h = payload;

	(void)reterr;
	ck_assert_int_eq(note->kind, CNIS_REGISTRATION_PROBLEM);
	hear(h, note->field, cnis_form_doc_line(h->doc, note->field));
	return CNIS_OK;
}

static void
check_error(const writing *w, const cnis_error *err)
{
	char line[32];

	(void)snprintf(line, sizeof(line), "(line %d)", w->wrong_line);
	ck_assert_msg(strcmp(err->field, w->path) == 0, "%s is named '%s': %s", w->path, err->field,
	              err->message);
	ck_assert_msg(strstr(err->message, line) != NULL, "%s: '%s' lacks '%s'", w->path,
	              err->message, line);
}

/* The form could be read: what the register says of it, and that it keeps nothing. */
static void
check_saving(const writing *w, heard *h, const cnis_form_doc *doc)
{
	cnis_registration saved = { 0 };
	cnis_error err = { 0 };

	h->doc = doc;
	scene_want(cnis_registration_check(s.r, cnis_form_doc_form(doc), on_note, h, &err), CNIS_OK,
	           &err);
	ck_assert_msg(h->wanted >= 1, "%s (line %d) is not told; other: %s", w->path, w->wrong_line,
	              h->other);
	ck_assert_msg(h->others == 0, "%s: told of another field too: %s", w->path, h->other);
	ck_assert_int_eq(cnis_registration_save(s.r, cnis_form_doc_form(doc), &saved, &err),
	                 CNIS_EINVAL);
	ck_assert_msg(strcmp(err.field, w->path) == 0, "%s is named '%s': %s", w->path, err.field,
	              err.message);
}

static void
check_form(const writing *w)
{
	heard h = { .w = w };
	cnis_form_doc *doc = NULL;
	cnis_error err = { 0 };
	cnis_status st = cnis_form_read_all(w->text, w->len, on_unread, &h, &doc, &err);

	if (st == CNIS_OK && !cnis_form_doc_wrong(doc, NULL)) {
		check_saving(w, &h, doc);
		cnis_form_doc_free(doc);
		return;
	}
	if (st == CNIS_OK) {
		ck_assert_msg(h.wanted == 1 && h.others == 0, "%s (line %d) is told %d times, %s",
		              w->path, w->wrong_line, h.wanted, h.other);
		ck_assert(cnis_form_doc_wrong(doc, w->path));
		cnis_form_doc_free(doc);
		doc = NULL;
		st = cnis_form_read(w->text, w->len, &doc, &err);
	}
	ck_assert_int_eq(st, CNIS_EINVAL);
	ck_assert_ptr_null(doc);
	check_error(w, &err);
}

static void
set_up(void)
{
	scene_make(&s, "2026-11-21");
}

static void
tear_down(void)
{
	scene_end(&s);
}

START_TEST(a_wrong_field_is_named_with_its_line_and_nothing_is_written)
{
	static writing w;
	int64_t head = scene_ask(&s, "SELECT max(seq) FROM journal", 0, 0);
	int at = 0;

	for (; write_form(&w, (fault)_i, at); at++)
		check_form(&w);
	ck_assert_int_gt(at, 0);
	ck_assert_int_eq(w.n, at);
	ck_assert_int_eq(scene_ask(&s, "SELECT max(seq) FROM journal", 0, 0), head);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM child", 0, 0), 0);
}
END_TEST

START_TEST(the_form_without_a_fault_is_saved)
{
	static writing w;
	cnis_form_doc *doc = NULL;
	cnis_registration saved = { 0 };
	cnis_error err = { 0 };

	(void)write_form(&w, FAULTS, 0);
	scene_want(cnis_form_read(w.text, w.len, &doc, &err), CNIS_OK, &err);
	scene_want(cnis_registration_save(s.r, cnis_form_doc_form(doc), &saved, &err), CNIS_OK,
	           &err);
	ck_assert_int_ne(saved.entry_id[0], 0);
	cnis_form_doc_free(doc);
}
END_TEST

static cnis_status
keep_text(const char *text, void *payload, cnis_error *reterr)
{
	(void)reterr;
	put(payload, text);
	return CNIS_OK;
}

/* Every field is walked that the template has, and no other. */
START_TEST(the_template_has_the_fields_that_are_walked)
{
	static writing walked;
	static writing printed;
	cnis_error err = { 0 };
	json_t *one, *other;
	const char *at = NULL;
	int keys = 0;

	(void)write_form(&walked, OF_TYPE, 10000);
	scene_want(cnis_form_template(keep_text, &printed, &err), CNIS_OK, &err);
	one = json_loadb(walked.text, walked.len, 0, NULL);
	other = json_loadb(printed.text, printed.len, 0, NULL);
	ck_assert_ptr_nonnull(one);
	ck_assert_ptr_nonnull(other);
	printed.text[printed.len] = '\0';
	for (at = printed.text; (at = strstr(at, "\n")) != NULL; at++)
		keys += at[1 + strspn(at + 1, " ")] == '"' && at[2 + strspn(at + 1, " ")] != '_';
	ck_assert_int_eq(keys, walked.n);
	json_decref(one);
	json_decref(other);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("form_walk");
	TCase *tc = tcase_create("form_walk");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_loop_test(tc, a_wrong_field_is_named_with_its_line_and_nothing_is_written, 0,
	                    FAULTS);
	tcase_add_test(tc, the_form_without_a_fault_is_saved);
	tcase_add_test(tc, the_template_has_the_fields_that_are_walked);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
