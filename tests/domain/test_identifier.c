/* Numbers of a child: one present one of a kind, held by one child, and what it was before. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/identifier.h>

#include "support.h"

static scene s;
static cnis_error err;
static int64_t child, sibling;

static void
begin(void)
{
	err = (cnis_error){ 0 };
	scene_make(&s, "2026-11-21");
	child = scene_child(&s, "2015-03-02");
	sibling = scene_child(&s, "2013-03-02");
}

static void
finish(void)
{
	scene_end(&s);
}

static cnis_status
number(int64_t of, const char *kind, const char *value, const char *from)
{
	const cnis_fact fact = { .source = "school", .from = scene_day(from) };
	int64_t id = 0;

	err = (cnis_error){ 0 };
	return cnis_identifier_add(s.r, of, kind, value, true, &fact, &id, &err);
}

static int64_t
count(const char *kind, bool present)
{
	return scene_ask(&s,
	                 strcmp(kind, "upn") == 0
	                     ? "SELECT count(*) FROM identifier WHERE child_id = %lld AND kind ="
	                       " 'upn' AND (to_day IS NULL) = %lld"
	                     : "SELECT count(*) FROM identifier WHERE child_id = %lld AND kind ="
	                       " 'former_upn' AND (to_day IS NULL) = %lld",
	                 child, present);
}

START_TEST(another_upn_closes_the_present_one_the_day_before_and_keeps_it_as_former)
{
	scene_want(number(child, "upn", "H801200001001", "2020-09-01"), CNIS_OK, &err);
	scene_want(number(child, "upn", "H302000014001", "2024-09-01"), CNIS_OK, &err);
	ck_assert_int_eq(count("upn", true), 1);
	ck_assert_int_eq(count("upn", false), 1);
	ck_assert_int_eq(count("former_upn", true), 1);
	ck_assert_int_eq(scene_ask(&s,
	                           "SELECT to_day FROM identifier WHERE kind = 'upn' AND to_day IS"
	                           " NOT NULL",
	                           0, 0),
	                 scene_day("2024-08-31"));
}
END_TEST

START_TEST(another_nhs_number_leaves_no_former_one)
{
	scene_want(number(child, "nhs", "943 476 5919", "2020-09-01"), CNIS_OK, &err);
	scene_want(number(child, "nhs", "987 654 4322", "2024-09-01"), CNIS_OK, &err);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM identifier", 0, 0), 2);
	ck_assert_int_eq(count("former_upn", true), 0);
}
END_TEST

START_TEST(without_a_day_the_new_number_begins_today)
{
	const cnis_fact fact = { .source = "school" };
	int64_t id = 0;

	scene_want(number(child, "nhs", "943 476 5919", "2020-09-01"), CNIS_OK, &err);
	scene_want(cnis_identifier_add(s.r, child, "nhs", "9876544322", true, &fact, &id, &err),
	           CNIS_OK, &err);
	ck_assert_int_eq(scene_ask(&s, "SELECT from_day FROM identifier WHERE id = %lld", id, 0),
	                 scene_day("2026-11-21"));
}
END_TEST

START_TEST(a_number_does_not_begin_before_the_present_one_did)
{
	scene_want(number(child, "nhs", "943 476 5919", "2020-09-01"), CNIS_OK, &err);
	ck_assert_int_eq(number(child, "nhs", "987 654 4322", "2020-09-01"), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "from");
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM identifier", 0, 0), 1);
}
END_TEST

START_TEST(what_another_child_has_now_is_closed_there_first)
{
	scene_want(number(sibling, "nhs", "943 476 5919", "2020-09-01"), CNIS_OK, &err);
	ck_assert_int_eq(number(child, "nhs", "9434765919", "2021-09-01"), CNIS_EEXISTS);
	ck_assert_str_eq(err.field, "nhs");
}
END_TEST

static const struct {
	const char *kind, *value, *field, *rule;
} MALFORMED[] = {
	{ "upn", "A123", "upn", "ID.upn" }, { "former_upn", "A123", "former_upn", "ID.upn" },
	{ "uln", "12", "uln", "ID.uln" },   { "nhs", "943 476 5918", "nhs", "ID.nhs" },
	{ "other", " ", "other", "" },      { "passport", "1", "kind", "" },
};

START_TEST(a_malformed_number_names_its_kind_and_rule)
{
	ck_assert_int_eq(number(child, MALFORMED[_i].kind, MALFORMED[_i].value, "2020-09-01"),
	                 CNIS_EINVAL);
	ck_assert_str_eq(err.field, MALFORMED[_i].field);
	ck_assert_str_eq(err.rule, MALFORMED[_i].rule);
	ck_assert_ptr_null(strstr(err.message, "A123"));
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM identifier", 0, 0), 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("identifier");
	TCase *tc = tcase_create("identifier");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tc, begin, finish);
	tcase_add_test(tc,
	               another_upn_closes_the_present_one_the_day_before_and_keeps_it_as_former);
	tcase_add_test(tc, another_nhs_number_leaves_no_former_one);
	tcase_add_test(tc, without_a_day_the_new_number_begins_today);
	tcase_add_test(tc, a_number_does_not_begin_before_the_present_one_did);
	tcase_add_test(tc, what_another_child_has_now_is_closed_there_first);
	tcase_add_loop_test(tc, a_malformed_number_names_its_kind_and_rule, 0,
	                    (int)(sizeof(MALFORMED) / sizeof(MALFORMED[0])));
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
