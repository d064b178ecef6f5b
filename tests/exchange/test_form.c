/* The form as JSON: what is read, what is refused, and on which line. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/form.h>

static void
refused(const char *text, size_t len, const char *field, const char *words)
{
	cnis_form_doc *doc = NULL;
	cnis_error err = { 0 };

	ck_assert_int_eq(cnis_form_read(text, len, &doc, &err), CNIS_EINVAL);
	ck_assert_ptr_null(doc);
	ck_assert_str_eq(err.field, field);
	ck_assert_msg(strstr(err.message, words) != NULL, "'%s' lacks '%s'", err.message, words);
}

static const struct bad {
	const char *text, *field, *words;
} bads[] = {
	{ "[]", "", "must be an object" },
	{ "{\n\"children\": 4}", "children", "list of objects (line 2)" },
	{ "{\"children\": [\n 7]}", "children[0]", "must be an object (line 2)" },
	{ "{\"children\": [{\n\"born\": 2015}]}", "children[0].born", "date as text" },
	{ "{\"children\": [{\n\n\"born\": \"2015-02-30\"}]}", "children[0].born", "(line 3)" },
	{ "{\"children\": [{\"name\": [1]}]}", "children[0].name", "must be text" },
	{ "{\"children\": [{\"nick\": \"x\"}]}", "children[0].nick", "not a key" },
	{ "{\"Nick Name\": 1}", "?", "not a key" },
	{ "{\"schema\": 2}", "schema", "must be 1" },
	{ "{\"children\": [{\"school\": {\"on_roll\": \"yes\"}}]}", "children[0].school.on_roll",
	  "true, false or null" },
	{ "{\"children\": [{\"addresses\": [\"x\"]}]}", "children[0].addresses", "positions" },
	{ "{\"children\": [{\"addresses\": [-1]}]}", "children[0].addresses", "positions" },
	{ "{\"children\": [{\"provision\": [{\"hours_week\": 200}]}]}",
	  "children[0].provision[0].hours_week", "between 0 and 168" },
	{ "{\"children\": [{\"answers\": [{\"item\": 5}]}]}", "children[0].answers[0].item",
	  "text" },
	{ "{\"children\": [{\"characteristics\": [{\"declined\": \"yes\"}]}]}",
	  "children[0].characteristics[0].declined", "true or false" },
	{ "{\"children\": [{\"provision\": [{\"hours_week_high\": 200}]}]}",
	  "children[0].provision[0].hours_week_high", "between 0 and 168" },
	{ "{\"children\": [{\"provision\": [{\"places\": \"here\"}]}]}",
	  "children[0].provision[0].places", "list" },
	{ "{\"children\": [{\"provision\": [{\"hours_week\": \"20\"}]}]}",
	  "children[0].provision[0].hours_week", "must be a number" },
	{ "{\"children\": [{\"further_reasons\": \"other\"}]}", "children[0].further_reasons",
	  "list of texts" },
	{ "{\"confirmed_not_duplicate\": 1}", "confirmed_not_duplicate", "true or false" },
	{ "{\"a\": 1,\n\"a\": 2}", "a", "key twice" },
	{ "{\"parents\": [{\"name\": \"A \\\" {\"}, {\"name\": \"B\", \"notes\": [1, "
	  "[2]],\n\"name\": 2}]}",
	  "parents[1].name", "key twice in one object (line 2)" },
	{ "{\"children\": [{\"name\": \"Z\xff\"}]}", "children[0].name", "UTF-8" },
	{ "{\"children\": [{\"n\xff\": 1}]}", "children[0].?", "UTF-8" },
	{ "{\"Ann Other\": 1, \"Ann Other\": 1}", "?", "key twice" },
	{ "{\"children\": [", "children[0]", "ends in the middle" },
	{ "{} {}", "", "after its end" },
	{ "{\"notified_by\": \"\xff\"}", "notified_by", "UTF-8" },
	{ "{\"children\": [{\"provision\": \"b\", \"born\": \"04/05/2015\"}]}",
	  "children[0].provision", "list" },
	{ "{\"children\": [{\"born\": \"04/05/2015\"}]}", "children[0].born", "4 May 2026" },
	{ "{\"notified_by\": \"a\\u0007\"}", "notified_by", "control" },
	{ "{\"notified_by\": \"a\\u202e\"}", "notified_by", "direction" },
	{ "{\"children\": [{\"provision\": [{\"hours_week\": -1}]}]}",
	  "children[0].provision[0].hours_week", "between 0 and 168" },
	{ "{\"children\": [{\"further_reasons\": [\"other\", 3]}]}",
	  "children[0].further_reasons[1]", "must be text" },
	{ "{\"children\": [{\"further_reasons\": [\"other\",\n \"\"]}]}",
	  "children[0].further_reasons[1]", "is empty (line 2)" },
	{ "{\"children\": [{\"further_reasons\": [1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]}]}",
	  "children[0].further_reasons", "more than 20" },
	{ "{\"children\": [{\"addresses\": [1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]}]}",
	  "children[0].addresses", "more than 20" },
	{ "{\"children\": [1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]}", "children",
	  "more than 20" },
	{ "{\"children\": [{\"addresses\": 0}]}", "children[0].addresses", "positions" },
	{ "{\"children\": [{\"addresses\": [20]}]}", "children[0].addresses", "positions" },
	{ "{\"schema\": \"1\"}", "schema", "must be 1" },
	{ "{\"notified_on\": 20261121}", "notified_on", "date as text" },
	{ "{\"children\": [{\"school\": []}]}", "children[0].school", "must be an object" },
	{ "{\"children\": [{\"further_reasons\": {}}]}", "children[0].further_reasons",
	  "list of texts" },
	{ "{\"addresses\": [[]]}", "addresses[0]", "must be an object" },
	{ "{\"addresses\": [{\"line1\": [null, [\"\", {}], {\"a\": [\"\"]}, 1]}]}",
	  "addresses[0].line1", "must be text" },
	{ "{\"notified_by\": \"a\\u0000b\"}", "notified_by", "NUL" },
	{ "{\"parents\": [{\n\"name\": \"a\nb\"}]}", "parents[0].name",
	  "line break inside a text: take it out, or write it as JSON does (line 2)" },
	{ "{\"notified_by\": \"a\\\\\", \"owner\":\n\"\\\"\tb\"}", "owner", "control character" },
	{ "{\f}", "", "control character" },
	{ "\xEF\xBB\xBF", "", "empty" },
	{ "\xEF\xBB\xBF{\"schema\":\n2}", "schema",
	  "must be 1: this program reads no other form (line 2)" },
	{ "{\"children\": [{\"name\": Robin}]}", "children[0].name", "not JSON" },
	{ "{\"children\": [{\"provision\": [{\"hours_week\": 1e999}]}]}",
	  "children[0].provision[0].hours_week", "too large" },
	{ "{\"children\" :\t[ {\"name\":\"a\\\"b\\\\\", \"provision\":[ {} ,\n{\"kind\" : 2 } ] } "
	  "]\r}",
	  "children[0].provision[1].kind", "must be text (line 2)" },
	{ "not json", "", "not JSON (line 1)" },
};

START_TEST(bad_forms_name_the_field_and_the_line)
{
	refused(bads[_i].text, strlen(bads[_i].text), bads[_i].field, bads[_i].words);
}
END_TEST

START_TEST(empty_and_huge_forms_are_refused)
{
	char *huge = calloc(1, (size_t)CNIS_FORM_BYTES + 2);

	ck_assert_ptr_nonnull(huge);
	refused("", 0, "", "empty");
	memset(huge, ' ', (size_t)CNIS_FORM_BYTES + 1);
	refused(huge, (size_t)CNIS_FORM_BYTES + 1, "", "1 MiB");
	free(huge);
}
END_TEST

START_TEST(a_form_nested_too_deeply_names_the_field)
{
	cnis_form_doc *doc = NULL;
	cnis_error err = { 0 };
	char *deep = calloc(1, 8192);
	size_t len;

	ck_assert_ptr_nonnull(deep);
	(void)snprintf(deep, 8192, "{\"children\": [{\"name\": ");
	len = strlen(deep);
	memset(deep + len, '[', 4000);
	ck_assert_int_eq(cnis_form_read(deep, len + 4000, &doc, &err), CNIS_EINVAL);
	ck_assert_int_eq(strncmp(err.field, "children[0].name", 16), 0);
	ck_assert_ptr_nonnull(strstr(err.message, "nested too deeply"));
	free(deep);
}
END_TEST

START_TEST(an_over_long_name_is_refused)
{
	char text[512] = "{\"parents\": [{\"name\": \"";
	size_t len = strlen(text);

	memset(text + len, 'x', 201);
	memcpy(text + len + 201, "\"}]}", 5);
	refused(text, strlen(text), "parents[0].name", "too long");
}
END_TEST

START_TEST(a_whole_form_is_read)
{
	static const char text[] =
	    "{\"schema\": 1, \"notified_on\": \"20/11/2026\", \"_note\": 5,\n"
	    "\"children\": [{\"name\": \" Robin  \", \"born\": \"2015-03-02\", \"upn\": null,\n"
	    "\"school\": {\"name\": \"Invented\", \"on_roll\": false},\n"
	    "\"addresses\": [0], \"further_reasons\": [\"other\", \"lifestyle\"],\n"
	    "\"provision\": [{\"kind\": \"parents\", \"hours_week\": 20.5}, {\"kind\": null}]}],\n"
	    "\"addresses\": [{\"postcode\": \"N2 0AB\"}]}";
	cnis_form_doc *doc = NULL;
	cnis_error err = { 0 };
	const cnis_form *form;

	ck_assert_int_eq(cnis_form_read(text, strlen(text), &doc, &err), CNIS_OK);
	form = cnis_form_doc_form(doc);
	ck_assert_uint_eq(form->n_children, 1);
	ck_assert_str_eq(form->children[0].full_name, "Robin");
	ck_assert_ptr_null(form->children[0].upn);
	ck_assert_int_eq(form->children[0].school.on_roll, CNIS_NO);
	ck_assert_int_eq(form->children[0].from, CNIS_DAY_NONE);
	ck_assert_uint_eq(form->children[0].n_addresses, 1);
	ck_assert_uint_eq(form->children[0].n_further_reasons, 2);
	ck_assert_uint_eq(form->children[0].n_provision, 1);
	ck_assert(form->children[0].provision[0].hours_week > 20.0);
	ck_assert(form->children[0].provision[0].hours_without_parent < 0.0);
	ck_assert_int_eq(form->notified, cnis_day_make(2026, 11, 20));
	ck_assert_int_eq(cnis_form_doc_line(doc, "children[0].school.name"), 3);
	ck_assert_int_eq(cnis_form_doc_line(doc, "addresses[0].postcode"), 6);
	ck_assert_int_eq(cnis_form_doc_line(doc, "children[0].nothing"), 2);
	cnis_form_doc_free(doc);
	cnis_form_doc_free(NULL);
}
END_TEST

typedef struct whole {
	char text[32768];
	size_t len;
} whole;

static cnis_status
append(const char *text, void *payload, cnis_error *reterr)
{
	whole *w = payload;
	size_t n = strlen(text);

	(void)reterr;
	ck_assert_uint_lt(w->len + n, sizeof(w->text));
	memcpy(w->text + w->len, text, n + 1);
	w->len += n;
	return CNIS_OK;
}

START_TEST(what_was_left_blank_is_not_there)
{
	static const char text[] =
	    "{\"addresses\": [{\"line1\": \"\", \"town\": null}, {\"_note\": \"x\"}, {\"town\": "
	    "\"Arden\"}], \"children\": [{\"name\": \"\", \"born\": \"\", \"provision\": [{}]}],"
	    "\"confirmed_not_duplicate\": true}";
	cnis_form_doc *doc = NULL;
	cnis_error err = { 0 };
	const cnis_form *form;

	ck_assert_msg(cnis_form_read(text, strlen(text), &doc, &err) == CNIS_OK, "%s: %s",
	              err.field, err.message);
	form = cnis_form_doc_form(doc);
	ck_assert_uint_eq(form->n_addresses, 1);
	ck_assert_str_eq(form->addresses[0].town, "Arden");
	ck_assert_uint_eq(form->n_children, 1); /* kept, for registration to refuse */
	ck_assert_ptr_null(form->children[0].full_name);
	ck_assert_int_eq(form->children[0].born, CNIS_DAY_NONE);
	ck_assert_uint_eq(form->children[0].n_provision, 0);
	ck_assert(form->confirmed_not_duplicate);
	cnis_form_doc_free(doc);
}
END_TEST

START_TEST(the_template_is_a_form_that_can_be_read)
{
	static whole w;
	cnis_form_doc *doc = NULL;
	cnis_error err = { 0 };

	ck_assert_int_eq(cnis_form_template(append, &w, &err), CNIS_OK);
	ck_assert_msg(cnis_form_read(w.text, w.len, &doc, &err) == CNIS_OK, "%s: %s", err.field,
	              err.message);
	ck_assert_uint_eq(cnis_form_doc_form(doc)->n_children, 1);
	ck_assert_uint_eq(cnis_form_doc_form(doc)->n_parents, 0);
	cnis_form_doc_free(doc);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("form");
	TCase *tc = tcase_create("form");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_loop_test(tc, bad_forms_name_the_field_and_the_line, 0,
	                    (int)(sizeof(bads) / sizeof(bads[0])));
	tcase_add_test(tc, empty_and_huge_forms_are_refused);
	tcase_add_test(tc, a_form_nested_too_deeply_names_the_field);
	tcase_add_test(tc, an_over_long_name_is_refused);
	tcase_add_test(tc, a_whole_form_is_read);
	tcase_add_test(tc, what_was_left_blank_is_not_there);
	tcase_add_test(tc, the_template_is_a_form_that_can_be_read);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
