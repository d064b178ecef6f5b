/* A full export that is cut, changed or wrong: named by its place, and nothing is written. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "exchange/full.h"
#include "full_scene.h"

/* ---- bad files ------------------------------------------------------------------------------- */

/* @p text with the first @p find from @p after on made @p put; free() it. */
static char *
replaced(const char *text, const char *after, const char *find, const char *put)
{
	const char *start = strstr(text, after);
	const char *at = start == NULL ? NULL : strstr(start, find);
	size_t n = strlen(text) + strlen(put) + 1;
	char *out = calloc(n, 1);

	ck_assert_msg(at != NULL, "no '%s' after '%s'", find, after);
	ck_assert_ptr_nonnull(out);
	(void)snprintf(out, n, "%.*s%s%s", (int)(at - text), text, put, at + strlen(find));
	return out;
}

/* A true trailer for whatever the lines say now. */
static char *
sealed(const char *text)
{
	const char *last = strstr(text, "{\"schema\":1,\"record\":\"trailer\"");
	size_t len = last == NULL ? strlen(text) : (size_t)(last - text);
	char *out = calloc(len + 300, 1);
	char hex[HASH_SIZE * 2 + 1];
	hash_state h;
	long lines = 0;

	ck_assert_ptr_nonnull(out);
	hash_begin(&h);
	hash_bytes(&h, text, len);
	full_file_sum(&h, hex);
	for (size_t i = 0; i < len; i++)
		lines += text[i] == '\n';
	(void)snprintf(
	    out, len + 300,
	    "%.*s{\"schema\":1,\"record\":\"trailer\",\"records\":%ld,\"sha256\":\"%s\"}\n",
	    (int)len, text, lines - 1, hex);
	return out;
}

#define R(name) "\"record\":\"" name "\","
static const struct bad {
	const char *after, *find, *put;
	cnis_status want;
	const char *field, *words;
} BAD[] = {
	{ "", "\"format\":1", "\"format\":2", CNIS_EINVAL, "header.format", "knows 1" },
	{ "", "\"format\":1", "\"format\":1,\"format\":1", CNIS_EINVAL, "line 1", "key twice" },
	{ "", "\"register_schema\":", "\"register_schema\":9", CNIS_ESCHEMA, "file", "newer" },
	{ "", "\"authority\":\"302\"", "\"authority\":\"303\"", CNIS_EREFUSED, "file",
	  "--other-authority" },
	{ "", "\"demonstration\":true", "\"demonstration\":false", CNIS_EREFUSED, "file", "real" },
	{ "", "\"as_of\":", "\"as_of\":-", CNIS_EINVAL, "header.as_of", "journal entry" },
	{ "", "\"child\":25", "\"child\":26", CNIS_EINVAL, "header.child", "number of these" },
	{ "", R("header"), R("child"), CNIS_EINVAL, "line 1", "header" },
	{ R("child"), "\"sex\":", "\"zztop\":1,\"sex\":", CNIS_EINVAL, "child.zztop", "no key" },
	{ R("child"), "\"sex\":", "\"Zz Top 07\":1,\"sex\":", CNIS_EINVAL, "child.?", "no key" },
	{ R("child"), "\"sex\":", "\"rev\":1,\"sex\":", CNIS_EINVAL, "child.rev", "no key" },
	{ R("child"), R("child"), R("zztop"), CNIS_EINVAL, "zztop", "no record" },
	{ R("child"), "\"id\":\"C1-3\"", "\"id\":\"C1-4\"", CNIS_EINVAL, "child.id", "reference" },
	{ R("child"), "\"id\":\"C1-3\"", "\"id\":\"A1-3\"", CNIS_EINVAL, "child.id", "reference" },
	{ R("child"), "\"id\":\"C1-3\"", "\"id\":1", CNIS_EINVAL, "child.id", "reference" },
	{ R("child"), "\"id\":\"C2-1\"", "\"id\":\"C1-3\"", CNIS_EINVAL, "child.id", "already" },
	{ R("child"), "\"born_day\":\"20", "\"born_day\":\"zz", CNIS_EINVAL, "child.born_day",
	  "day" },
	{ R("child"), "\"born_day\":\"20", "\"born_day\":\"2026-02-30\",\"x\":\"", CNIS_EINVAL,
	  "child.born_day", "no day" },
	{ R("child"), "\"born_day\":", "\"x\":", CNIS_EINVAL, "child.x", "no key" },
	{ R("child"), "\"sex\":\"", "\"sex\":\"Z", CNIS_EINVAL, "child.sex", "not a value" },
	{ R("child"), "\"sex\":\"", "\"sex\":null,\"source\":\"", CNIS_EINVAL, "line",
	  "key twice" },
	{ R("child"), "\"recorded_at\":\"20", "\"recorded_at\":\"2026-01-01T24:00:00Z\",\"x\":\"",
	  CNIS_EINVAL, "child.recorded_at", "instant" },
	{ R("child"), "T", "t", CNIS_EINVAL, "child.recorded_at", "instant" },
	{ R("child_name"), "\"full_name\":\"", "\"full_name\":\"zztop\\u0007", CNIS_EINVAL,
	  "child_name.full_name", "control" },
	{ R("child_name"), "\"full_name\":\"", "\"full_name\":\"zztop\\u0000", CNIS_EINVAL, "line",
	  "NUL" },
	{ R("child_name"), "\"full_name\":\"", "\"full_name\":\"zztop\xFF", CNIS_EINVAL, "line",
	  "UTF-8" },
	{ R("child_name"), "\"full_name\":\"", "\"full_name\":[\"zztop\"],\"x\":\"", CNIS_EINVAL,
	  "child_name.full_name", "not a text" },
	{ R("child_name"), "\"child_id\":\"C1-3\"", "\"child_id\":\"C2-1\"", CNIS_EINVAL,
	  "child_name.child_id", "not there" },
	{ R("relationship"), "\"person_id\":\"P", "\"person_id\":\"P99999-9\",\"x\":\"",
	  CNIS_EINVAL, "relationship", "" },
	{ R("officer_role"), "\"officer_id\":1", "\"officer_id\":99", CNIS_EINVAL,
	  "officer_role.officer_id", "not there" },
	{ R("provision"), "\"hours_week\":1.1", "\"hours_week\":\"1.1\"", CNIS_EINVAL,
	  "provision.hours_week", "number" },
	{ R("provision"), "\"hours_week\":1.1", "\"hours_week\":171.1", CNIS_EINVAL,
	  "provision.hours_week", "not a value" },
	{ R("consent_test"), "\"required\":", "\"required\":1,\"x\":", CNIS_EINVAL,
	  "consent_test.required", "true" },
	{ R("consent_test"), "\"rule_version\":", "\"rule_version\":\"1\",\"x\":", CNIS_EINVAL,
	  "consent_test.rule_version", "whole" },
	{ R("entry"), "\"route\":\"", "\"route\":\"zztop", CNIS_EINVAL, "entry.route", "no code" },
	{ R("address"), "\"source\":\"", "\"source\":\"zztop", CNIS_EINVAL, "address.source",
	  "no code" },
	{ R("flag"), "\"kind\":\"", "\"kind\":\"zztop", CNIS_EINVAL, "flag.kind", "not there" },
	{ R("last_number"), "\"of\":\"", "\"of\":\"zztop", CNIS_EINVAL, "last_number.of",
	  "no rec" },
	{ R("last_number"), "\"number\":", "\"number\":-", CNIS_EINVAL, "last_number.number",
	  "from 1" },
	{ R("person_name"), R("person_name"), R("setting"), CNIS_EINVAL, "setting", "" },
	{ R("duty_owner"), R("duty_owner"), R("draft"), CNIS_EINVAL, "draft", "no record" },
	{ R("child"), "{\"schema\":1", "{\"schema\":2", CNIS_EINVAL, "line", "" },
	{ R("child"), "}\n", "\n", CNIS_EINVAL, "line", "not one JSON object" },
	{ R("child"), "}\n", "}\n\n", CNIS_EINVAL, "line", "not one JSON object" },
	{ "", "\"authority\":\"302\"", "\"authority\":302", CNIS_EINVAL, "header.authority",
	  "three digits" },
	{ "", "\"register\":\"", "\"register\":\"zz", CNIS_EINVAL, "header.register", "not an id" },
	{ "", "\"counts\":{", "\"counts\":1,\"x\":{", CNIS_EINVAL, "header.counts", "missing" },
	{ R("child"), R("child"), "\"record\":7,", CNIS_EINVAL, "line", "no record" },
	{ R("child"), "{\"schema\"", "[1]\n{\"schema\"", CNIS_EINVAL, "line", "" },
	{ R("child"), "\"born_day\":\"20", "\"born_day\":7,\"x\":\"", CNIS_EINVAL, "child.born_day",
	  "not a day" },
	{ R("child"), "\"born_day\":\"20", "\"born_day\":\"2015\",\"x\":\"", CNIS_EINVAL,
	  "child.born_day", "not a day" },
	{ R("child"), "\"born_day\":\"20", "\"born_day\":\"2015-01-01T\",\"x\":\"", CNIS_EINVAL,
	  "child.born_day", "not a day" },
	{ R("child"), "\"born_day\":\"20", "\"born_day\":\"2015/01/01\",\"x\":\"", CNIS_EINVAL,
	  "child.born_day", "not a day" },
	{ R("child"), "\"recorded_at\":\"20", "\"recorded_at\":7,\"x\":\"", CNIS_EINVAL,
	  "child.recorded_at", "instant" },
	{ R("child"), "\"recorded_at\":\"20", "\"recorded_at\":\"2026-02-30T00:00:00Z\",\"x\":\"",
	  CNIS_EINVAL, "child.recorded_at", "calendar" },
	{ R("child"), "\"recorded_at\":\"20", "\"recorded_at\":\"2026-01-01T00:60:00Z\",\"x\":\"",
	  CNIS_EINVAL, "child.recorded_at", "calendar" },
	{ R("child"), "\"recorded_at\":\"20", "\"recorded_at\":\"2026-01-01T00:00:60Z\",\"x\":\"",
	  CNIS_EINVAL, "child.recorded_at", "calendar" },
	{ R("consent_test"), "\"rule_version\":", "\"rule_version\":99999999999999999999",
	  CNIS_EINVAL, "line", "too large" },
	{ R("last_number"), "\"of\":", "\"Zz Top\":1,\"of\":", CNIS_EINVAL, "last_number.?",
	  "no key" },
	{ R("last_number"), "\"of\":\"address\"", "\"of\":\"code\"", CNIS_EINVAL, "last_number.of",
	  "no record" },
	{ R("last_number"), "\"number\":", "\"number\":0.", CNIS_EINVAL, "last_number.number",
	  "from 1" },
};

static void
must_be_refused(const struct bad *b, const char *text)
{
	cnis_imported did = { 0 };
	cnis_error e = { 0 };
	char *changed = replaced(text, b->after, b->find, b->put);
	char *whole = sealed(changed);
	cnis_status st;

	full_spill(edited, whole);
	st = full_import_from(edited, true, &did, &e);
	ck_assert_msg(st == b->want, "'%s' made '%s': %s, %s, %s", b->find, b->put,
	              cnis_status_text(st), e.field, e.message);
	ck_assert_msg(strstr(e.field, b->field) != NULL && strstr(e.message, b->words) != NULL,
	              "'%s' made '%s': %s, %s", b->find, b->put, e.field, e.message);
	ck_assert_msg(st != CNIS_EINVAL || strncmp(e.field, "line ", 5) == 0, "%s", e.field);
	ck_assert_ptr_null(strstr(e.message, "zztop"));
	ck_assert_int_eq((int)scene_ask(&to, "SELECT count(*) FROM child", 0, 0), 0);
	ck_assert_int_eq((int)scene_ask(&to, "SELECT max(seq) FROM journal", 0, 0), 3);
	free(changed);
	free(whole);
}

START_TEST(what_is_wrong_is_named_by_line_record_and_key)
{
	char *text = full_slurp(first);

	for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++)
		must_be_refused(&BAD[i], text);
	free(text);
}
END_TEST

START_TEST(a_file_that_was_cut_or_changed_is_noticed)
{
	cnis_imported did = { 0 };
	cnis_error e = { 0 };
	char *text = full_slurp(first);
	char *other = replaced(text, R("child"), "\"sex\":\"", "\"sex\":\"U\",\"x\":\"");
	size_t len = strlen(text);

	full_spill(edited, other);
	scene_want(full_import_from(edited, true, &did, &e), CNIS_EINVAL, &e);
	ck_assert_ptr_nonnull(strstr(e.field, "trailer.sha256"));
	for (size_t cut = 1; cut < len; cut += len / 12) {
		text[len - cut] = '\0';
		full_spill(edited, text);
		memset(&e, 0, sizeof(e));
		scene_want(full_import_from(edited, true, &did, &e), CNIS_EINVAL, &e);
		ck_assert_msg(strstr(e.message, "cut") != NULL, "%s", e.message);
	}
	full_spill(edited, "");
	memset(&e, 0, sizeof(e));
	scene_want(full_import_from(edited, true, &did, &e), CNIS_EINVAL, &e);
	memset(&e, 0, sizeof(e));
	scene_want(full_import_from(to.dir, true, &did, &e), CNIS_EINVAL, &e);
	memset(&e, 0, sizeof(e));
	scene_want(full_import_from("/nowhere/at/all", true, &did, &e), CNIS_ENOTFOUND, &e);
	ck_assert_int_eq((int)scene_ask(&to, "SELECT max(seq) FROM journal", 0, 0), 3);
	free(text);
	free(other);
}
END_TEST

/* The lines of one record kind of the first child taken out. */
static char *
without(const char *text, const char *record)
{
	char *out = calloc(strlen(text) + 1, 1);
	size_t n = 0;

	ck_assert_ptr_nonnull(out);
	while (*text != '\0') {
		size_t len = strcspn(text, "\n") + 1;
		const char *at = strstr(text, record);

		if (at == NULL || at > text + len) {
			memcpy(out + n, text, len);
			n += len;
		}
		text += len;
	}
	return out;
}

START_TEST(nothing_open_may_be_without_a_next_step)
{
	cnis_imported did = { 0 };
	cnis_error e = { 0 };
	char *text = full_slurp(first);
	char *less = without(text, R("duty_owner"));
	char *whole = sealed(less);

	full_spill(edited, whole);
	scene_want(full_import_from(edited, true, &did, &e), CNIS_EINVAL, &e);
	ck_assert_ptr_nonnull(strstr(e.message, "owner"));
	ck_assert_ptr_nonnull(strstr(e.field, ", child"));
	free(text);
	free(less);
	free(whole);
}
END_TEST

START_TEST(another_authority_is_taken_when_it_is_meant)
{
	cnis_import_full_options o = { .size = sizeof(o), .file = first, .apply = true };
	cnis_imported did = { 0 };
	cnis_error e = { 0 };

	scene_end(&to);
	full_make_target("keeper", "303", true);
	scene_want(cnis_import_full(to.r, &o, &did, &e), CNIS_EREFUSED, &e);
	o.other_authority = true;
	memset(&e, 0, sizeof(e));
	scene_want(cnis_import_full(to.r, &o, &did, &e), CNIS_OK, &e);
	ck_assert(did.applied && !did.same);
}
END_TEST

START_TEST(a_live_register_takes_no_invented_families)
{
	cnis_imported did = { 0 };
	cnis_error e = { 0 };

	scene_end(&to);
	full_make_target("keeper", "302", false);
	scene_want(full_import_from(first, true, &did, &e), CNIS_EREFUSED, &e);
	ck_assert_ptr_nonnull(strstr(e.message, "invented"));
}
END_TEST

START_TEST(running_out_of_memory_leaves_nothing_behind)
{
	cnis_imported did = { 0 };
	cnis_status st = CNIS_ENOMEM;

	for (long n = 0; n < 400 && st == CNIS_ENOMEM; n += n < 30 ? 1 : 11) {
		cnis_error e = { 0 };

		mem_fail_at(n);
		st = full_import_from(first, false, &did, &e);
		if (mem_failures() == 0)
			break;
		ck_assert_msg(st == CNIS_ENOMEM, "allocation %ld: %s %s", n, cnis_status_text(st),
		              e.message);
	}
	mem_fail_at(-1);
	for (long n = 0; n < 60; n += 3) {
		cnis_error e = { 0 };

		mem_fail_at(n);
		st = cnis_export_full_file(from.r, "test", edited, true, NULL, &e);
		if (mem_failures() == 0)
			break;
		ck_assert_msg(st == CNIS_ENOMEM, "allocation %ld: %s %s", n, cnis_status_text(st),
		              e.message);
	}
	mem_fail_at(-1);
	ck_assert_int_eq((int)scene_ask(&to, "SELECT count(*) FROM child", 0, 0), 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("full_wrong");
	TCase *tc = tcase_create("full_wrong");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_set_timeout(tc, 120);
	tcase_add_unchecked_fixture(tc, full_make_source, full_remove_source);
	tcase_add_checked_fixture(tc, full_set_up, full_tear_down);
	tcase_add_test(tc, what_is_wrong_is_named_by_line_record_and_key);
	tcase_add_test(tc, a_file_that_was_cut_or_changed_is_noticed);
	tcase_add_test(tc, nothing_open_may_be_without_a_next_step);
	tcase_add_test(tc, another_authority_is_taken_when_it_is_meant);
	tcase_add_test(tc, a_live_register_takes_no_invented_families);
	tcase_add_test(tc, running_out_of_memory_leaves_nothing_behind);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
