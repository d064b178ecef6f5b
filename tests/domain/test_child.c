/* Children: names are closed, never overwritten; a corrected birth date moves school age. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/child.h>
#include <cnis/history.h>
#include <cnis/identifier.h>

#include "family.h"

static scene s;
static int64_t child;

static void
begin(void)
{
	scene_make(&s, "2026-11-21");
	child = scene_child(&s, "2015-03-02");
}

static void
finish(void)
{
	scene_end(&s);
}

static cnis_name
named(const char *full)
{
	return (cnis_name){ .size = sizeof(cnis_name), .full_name = full };
}

static cnis_status
count(const cnis_child *c, void *payload, cnis_error *reterr)
{
	int *n = payload;

	(void)c;
	(void)reterr;
	(*n)++;
	return CNIS_OK;
}

START_TEST(a_new_name_closes_the_old_one)
{
	cnis_name n = named("Sam Other");
	cnis_child_query q = { .size = sizeof(q), .name = "oth sam" };
	cnis_error err = { 0 };
	int found = 0;

	scene_want(cnis_child_rename(s.r, child, "legal", &n, 0, &err), CNIS_OK, &err);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM child_name", 0, 0), 2);
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT to_day FROM child_name WHERE to_day IS NOT NULL", 0, 0),
	    scene_day("2026-11-20"));
	scene_want(cnis_child_rename(s.r, child, "legal", &n, 0, &err), CNIS_EEXISTS, &err);
	scene_want(cnis_child_walk(s.r, &q, count, &found, &err), CNIS_OK, &err);
	ck_assert_int_eq(found, 1);
}
END_TEST

START_TEST(wrong_names_are_refused)
{
	cnis_name n = named(" ");
	cnis_error err = { 0 };

	scene_want(cnis_child_rename(s.r, child, "legal", &n, 0, &err), CNIS_EINVAL, &err);
	n = named("Sam Other");
	n.fact.from = scene_day("2026-11-22");
	scene_want(cnis_child_rename(s.r, child, "legal", &n, 0, &err), CNIS_EINVAL, &err);
	scene_want(cnis_child_rename(s.r, child, "nick", &n, 0, &err), CNIS_EINVAL, &err);
	n.fact.from = CNIS_DAY_NONE;
	scene_want(cnis_child_rename(s.r, 99, "legal", &n, 0, &err), CNIS_ENOTFOUND, &err);
	scene_want(cnis_child_rename(s.r, child, "legal", &n, 999, &err), CNIS_ECONFLICT, &err);
}
END_TEST

START_TEST(a_corrected_birth_date_moves_school_age)
{
	cnis_error err = { 0 };

	scene_want(cnis_child_correct_born(s.r, child, scene_day("2012-03-02"), 0, &err), CNIS_OK,
	           &err);
	ck_assert_int_eq(scene_ask(&s, "SELECT school_age_to FROM child", 0, 0),
	                 scene_day("2028-06-30"));
	scene_want(cnis_child_correct_born(s.r, child, scene_day("2026-11-22"), 0, &err),
	           CNIS_EINVAL, &err);
	(void)family_entry(&s, child, "2026-09-01");
	scene_want(cnis_child_correct_born(s.r, child, scene_day("2009-03-02"), 0, &err),
	           CNIS_EREFUSED, &err);
	ck_assert_str_eq(err.rule, "EA1996.436B.2");
}
END_TEST

START_TEST(a_number_belongs_to_one_child_at_a_time)
{
	const cnis_fact fact = { .source = "school" };
	cnis_error err = { 0 };
	int64_t other = scene_child(&s, "2014-01-05");
	int64_t id = 0;
	int64_t second = 0;

	scene_want(cnis_identifier_add(s.r, child, "nhs", "943 476 5919", true, &fact, &id, &err),
	           CNIS_OK, &err);
	scene_want(cnis_identifier_add(s.r, other, "nhs", "9434765919", true, &fact, &second, &err),
	           CNIS_EEXISTS, &err);
	scene_want(cnis_identifier_end(s.r, id, CNIS_DAY_NONE, &err), CNIS_OK, &err);
	scene_want(cnis_identifier_add(s.r, other, "nhs", "9434765919", true, &fact, &second, &err),
	           CNIS_OK, &err);
	scene_want(cnis_identifier_add(s.r, child, "nhs", "9434765918", true, &fact, &id, &err),
	           CNIS_EINVAL, &err);
	ck_assert_str_eq(err.rule, "ID.nhs");
}
END_TEST

/* ---- where it lived before --------------------------------------------------------------------
 */

static void
home(const char *kind, long long from, long long to)
{
	char sql[300];
	char days[2][24] = { "NULL", "NULL" };

	if (from != 0)
		(void)snprintf(days[0], sizeof(days[0]), "%lld", from);
	if (to != 0)
		(void)snprintf(days[1], sizeof(days[1]), "%lld", to);
	(void)scene_sql(
	    &s,
	    "INSERT INTO address (uuid, line1, source, basis, recorded_at, rev)"
	    " VALUES (lower(hex(randomblob(8))), '1 Row', 'school', 's436a', :at, :rev)",
	    0, 0);
	(void)snprintf(sql, sizeof(sql),
	               "INSERT INTO child_residence (child_id, address_id, kind, from_day, to_day,"
	               " source, basis, recorded_at, rev) SELECT %%lld, max(id), '%s', %s, %s,"
	               " 'school', 's436a', :at, :rev FROM address",
	               kind, days[0], days[1]);
	(void)scene_sql(&s, sql, child, 0);
}

/* What is said of the only row that says anything. */
static cnis_status
previous(const cnis_history *row, void *payload, cnis_error *reterr)
{
	(void)reterr;
	if (row->previous != NULL)
		(void)snprintf(payload, 16, "%s", row->previous);
	return CNIS_OK;
}

static const struct {
	const char *since, *want;
} SINCE[] = {
	{ "2026-03-01", "yes" }, { "2025-11-01", "" }, { NULL, "unknown" }, /* of 2026-11-21 */
};

START_TEST(the_previous_home_is_asked_for_in_the_first_12_months_at_the_present_one)
{
	cnis_day since = SINCE[_i].since == NULL ? 0 : scene_day(SINCE[_i].since);
	cnis_error err = { 0 };
	char said[16] = "";

	home("previous", scene_day("2020-01-01"), since == 0 ? scene_day("2024-01-01") : since - 1);
	home("home", since, 0);
	scene_want(cnis_child_history(s.r, child, CNIS_DAY_NONE, previous, said, &err), CNIS_OK,
	           &err);
	ck_assert_str_eq(said, SINCE[_i].want);
}
END_TEST

START_TEST(nobody_has_no_history)
{
	cnis_error err = { 0 };

	ck_assert_int_eq(cnis_child_history(s.r, 999, CNIS_DAY_NONE, previous, NULL, &err),
	                 CNIS_ENOTFOUND);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("child");
	TCase *tc = tcase_create("child");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, begin, finish);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, a_new_name_closes_the_old_one);
	tcase_add_test(tc, wrong_names_are_refused);
	tcase_add_test(tc, a_corrected_birth_date_moves_school_age);
	tcase_add_test(tc, a_number_belongs_to_one_child_at_a_time);
	tcase_add_loop_test(
	    tc, the_previous_home_is_asked_for_in_the_first_12_months_at_the_present_one, 0,
	    (int)(sizeof(SINCE) / sizeof(SINCE[0])));
	tcase_add_test(tc, nobody_has_no_history);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
