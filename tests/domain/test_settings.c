/* s. 436B(10): a provider is included, so the settings are considered within 15 days. */
#include <check.h>
#include <stdlib.h>

#include <cnis/duty.h>
#include <cnis/provision.h>
#include <cnis/setting.h>
#include <cnis/settings_consideration.h>

#include "family.h"

static scene s;
static int64_t child;
static cnis_error err;

static void
begin(void)
{
	scene_make(&s, "2027-11-15");
	child = scene_child(&s, "2016-05-05");
}

static void
begin_in_force(void)
{
	scene_make_in_force(&s, "2027-11-15", "2027-09-01");
	child = scene_child(&s, "2016-05-05");
}

static void
finish(void)
{
	scene_end(&s);
}

static void
teach(const char *kind, double hours)
{
	const cnis_provision p = { .size = sizeof(p),
		                   .kind = kind,
		                   .provider_name = "Invented Tutors",
		                   .hours_week = hours,
		                   .hours_without_parent = -1 };
	int64_t id = 0;

	scene_want(cnis_provision_add(s.r, child, &p, &id, &err), CNIS_OK, &err);
}

static int64_t
open_duties(void)
{
	return family_duties(&s, child, "settings_consideration", "open");
}

START_TEST(before_the_section_is_in_force_nothing_is_owed)
{
	(void)family_entry(&s, child, "2027-11-15");
	teach("provider", 30);
	ck_assert_int_eq(open_duties(), 0);
}
END_TEST

START_TEST(fifteen_days_begin_with_the_day_a_provider_is_included)
{
	(void)family_entry(&s, child, "2027-11-01");
	teach("parents", 30);
	teach("others", 30);
	ck_assert_int_eq(open_duties(), 0);
	teach("provider", 30);
	ck_assert_int_eq(family_due(&s, child, "settings_consideration"), scene_day("2027-11-29"));
	teach("provider", 10);
	ck_assert_int_eq(open_duties(), 1); /* of the same day */
	scene_as(&s, "boss", "2027-11-16");
	teach("provider", 5);
	ck_assert_int_eq(open_duties(), 2);
	ck_assert_int_eq(family_due(&s, child, "settings_consideration"), scene_day("2027-11-30"));
}
END_TEST

START_TEST(who_is_not_registered_is_not_owed_it_yet)
{
	teach("provider", 30);
	ck_assert_int_eq(open_duties(), 0);
}
END_TEST

static const struct {
	const char *amount;
	double hours;
	int64_t duties;
} amounts[] = {
	{ "", 1, 1 },    /* no amount is set: every provider counts */
	{ "10", 11, 1 }, /* above it */
	{ "10", 10, 0 }, /* known to be within it */
	{ "10", -1, 1 }, /* not known: it may be above */
};

START_TEST(a_provider_known_to_be_within_the_amount_is_no_such_information)
{
	scene_want(
	    cnis_setting_set(s.r, "threshold.436c.hours", amounts[_i].amount, CNIS_DAY_NONE, &err),
	    CNIS_OK, &err);
	(void)family_entry(&s, child, "2027-11-01");
	teach("provider", amounts[_i].hours);
	ck_assert_int_eq(open_duties(), amounts[_i].duties);
}
END_TEST

static cnis_status
count(const cnis_settings_consideration *row, void *payload, cnis_error *reterr)
{
	int *n = payload;

	(void)reterr;
	ck_assert_str_eq(row->note, "Both were looked at.");
	ck_assert_str_eq(row->officer, "boss");
	(*n)++;
	return CNIS_OK;
}

START_TEST(considering_meets_all_that_is_open)
{
	cnis_settings_consideration_new n = { .size = sizeof(n),
		                              .child_id = child,
		                              .considered = scene_day("2027-11-16"),
		                              .note = "Both were looked at." };
	int64_t id = 0;
	int met = 0;
	int rows = 0;

	(void)family_entry(&s, child, "2027-11-01");
	teach("provider", 30);
	scene_as(&s, "boss", "2027-11-16");
	teach("provider", 5);
	scene_want(cnis_settings_consideration_record(s.r, &n, &id, &met, &err), CNIS_OK, &err);
	ck_assert_int_eq(met, 2);
	ck_assert_int_eq(open_duties(), 0);
	scene_want(cnis_settings_consideration_walk(s.r, child, count, &rows, &err), CNIS_OK, &err);
	ck_assert_int_eq(rows, 1);
	scene_want(cnis_settings_consideration_walk(s.r, 99, count, &rows, &err), CNIS_ENOTFOUND,
	           &err);
}
END_TEST

START_TEST(without_an_entry_or_in_the_future_it_is_refused)
{
	cnis_settings_consideration_new n = { .size = sizeof(n),
		                              .child_id = child,
		                              .considered = scene_day("2027-11-15") };
	int64_t id = 0;

	scene_want(cnis_settings_consideration_record(s.r, &n, &id, NULL, &err), CNIS_ENOTFOUND,
	           &err);
	(void)family_entry(&s, child, "2027-11-01");
	n.considered = scene_day("2027-11-16");
	scene_want(cnis_settings_consideration_record(s.r, &n, &id, NULL, &err), CNIS_EINVAL, &err);
	ck_assert_str_eq(err.field, "on");
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM settings_consideration", 0, 0), 0);
}
END_TEST

START_TEST(an_in_force_date_told_late_opens_what_was_owed_since)
{
	int64_t n = -1;

	(void)family_entry(&s, child, "2027-11-01");
	(void)scene_sql(
	    &s, "UPDATE duty SET inputs = '{\"registered_on\": \"2027-11-01\"}', rev = :rev", 0, 0);
	teach("provider", 30);
	scene_want(
	    cnis_setting_set(s.r, "law.s38.in_force_from", "2027-11-10", CNIS_DAY_NONE, &err),
	    CNIS_OK, &err);
	ck_assert_int_eq(open_duties(), 0);
	scene_want(cnis_duty_recalc(s.r, true, NULL, NULL, &n, &err), CNIS_OK, &err);
	ck_assert_int_eq(open_duties(), 1);
	ck_assert_int_eq(family_due(&s, child, "settings_consideration"), scene_day("2027-11-29"));
	scene_want(cnis_duty_recalc(s.r, true, NULL, NULL, &n, &err), CNIS_OK, &err);
	ck_assert_int_eq(n, 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("domain");
	TCase *tc = tcase_create("settings");
	TCase *before = tcase_create("settings, before");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, begin_in_force, finish);
	tcase_add_checked_fixture(before, begin, finish);
	tcase_add_test(before, before_the_section_is_in_force_nothing_is_owed);
	tcase_add_test(before, an_in_force_date_told_late_opens_what_was_owed_since);
	tcase_add_test(tc, fifteen_days_begin_with_the_day_a_provider_is_included);
	tcase_add_test(tc, who_is_not_registered_is_not_owed_it_yet);
	tcase_add_loop_test(tc, a_provider_known_to_be_within_the_amount_is_no_such_information, 0,
	                    (int)(sizeof(amounts) / sizeof(amounts[0])));
	tcase_add_test(tc, considering_meets_all_that_is_open);
	tcase_add_test(tc, without_an_entry_or_in_the_future_it_is_refused);
	suite_add_tcase(suite, tc);
	suite_add_tcase(suite, before);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
