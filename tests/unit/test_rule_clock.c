/* Clocks: law 0.3 and 11, bank holidays, school days, the edge of what a calendar knows. */
#include <check.h>
#include <stdlib.h>

#include "rule/clock.h"
#include "rule/eligibility.h"

static cnis_day
day(const char *iso)
{
	cnis_day d = CNIS_DAY_NONE;

	if (iso != NULL)
		ck_assert_msg(cnis_day_parse(iso, &d) == CNIS_OK, "%s is no date", iso);
	return d;
}

static const struct {
	const char *why, *from;
	int days;
	rule_unit unit;
	bool next;
	const char *end; /* NULL: the calendar does not know */
} periods[] = {
	{ "law 0.3", "2027-09-01", 15, RULE_CALENDAR, false, "2027-09-15" },
	{ "law 11.7, L", "2027-11-01", 15, RULE_CALENDAR, false, "2027-11-15" },
	{ "law 11.7, day 1 is L", "2027-11-15", 15, RULE_CALENDAR, false, "2027-11-29" },
	{ "law 11.7, day 1 is after L", "2027-11-15", 15, RULE_CALENDAR, true, "2027-11-30" },
	{ "436N(6): five days from the day after", "2027-12-10", 5, RULE_CALENDAR, true,
	  "2027-12-15" },
	{ "one day is the day", "2027-12-10", 1, RULE_CALENDAR, false, "2027-12-10" },
	{ "no days is the day", "2027-12-10", 0, RULE_WORKING, true, "2027-12-10" },
	{ "over Christmas 2026", "2026-12-23", 5, RULE_WORKING, false, "2026-12-31" },
	{ "over new year 2027", "2026-12-31", 2, RULE_WORKING, false, "2027-01-04" },
	{ "over Easter 2027", "2027-03-25", 2, RULE_WORKING, false, "2027-03-30" },
	{ "the jubilee of 2022", "2022-06-01", 2, RULE_WORKING, false, "2022-06-06" },
	{ "from a Saturday", "2026-11-21", 1, RULE_WORKING, false, "2026-11-23" },
	{ "from a Saturday, the day after", "2026-11-21", 1, RULE_WORKING, true, "2026-11-23" },
	{ "last working day known", "2028-12-29", 1, RULE_WORKING, false, "2028-12-29" },
	{ "beyond 2028", "2028-12-29", 2, RULE_WORKING, false, NULL },
	{ "before 2019", "2018-12-31", 1, RULE_WORKING, false, NULL },
	{ "no school calendar", "2026-11-21", 1, RULE_SCHOOL, false, NULL },
};

START_TEST(a_period_ends_on_its_last_day)
{
	cnis_day end = rule_period_end(day(periods[_i].from), periods[_i].days, periods[_i].unit,
	                               periods[_i].next, NULL);

	ck_assert_msg(end == day(periods[_i].end), "%s", periods[_i].why);
}
END_TEST

START_TEST(every_bank_holiday_is_a_weekday_and_does_not_count)
{
	const cnis_rule_calendar *england = cnis_rule_england();

	ck_assert_uint_eq(england->n_closed, 8 * 10 + 3); /* 2022 had two more, 2023 one */
	for (size_t i = 0; i < england->n_closed; i++) {
		ck_assert_int_lt(cnis_day_weekday(england->closed[i]), 6);
		ck_assert(!rule_day_counts(england->closed[i], england));
		if (i > 0)
			ck_assert_int_lt(england->closed[i - 1], england->closed[i]);
	}
	ck_assert(rule_day_counts(day("2026-11-20"), england));
	ck_assert(!rule_day_counts(day("2026-11-22"), england));
}
END_TEST

START_TEST(a_day_said_to_be_open_counts_although_closed_or_a_weekend)
{
	const cnis_day closed[] = { day("2026-11-23"), day("2026-11-24") };
	const cnis_day open[] = { day("2026-11-21"), day("2026-11-24") };
	const cnis_rule_calendar c = { closed, 2, open, 2, day("2026-11-01"), day("2026-11-30") };

	ck_assert_int_eq(rule_period_end(day("2026-11-21"), 2, RULE_SCHOOL, false, &c),
	                 day("2026-11-24"));
	ck_assert(!rule_day_counts(day("2026-11-23"), &c));
	ck_assert_int_eq(rule_period_end(day("2026-11-27"), 3, RULE_SCHOOL, false, &c),
	                 CNIS_DAY_NONE);
}
END_TEST

START_TEST(the_named_clocks)
{
	ck_assert_int_eq(rule_home_consideration_due(day("2027-09-01")), day("2027-09-15"));
	ck_assert_int_eq(rule_settings_consideration_due(day("2027-09-01")), day("2027-09-15"));
	ck_assert_int_eq(rule_parent_clock_due(day("2027-09-01")), day("2027-09-15"));
	ck_assert_int_eq(rule_review_due(day("2026-11-30"), CNIS_DAY_NONE, 3, 12),
	                 day("2027-02-28"));
	ck_assert_int_eq(rule_review_due(day("2026-11-30"), day("2027-02-10"), 3, 12),
	                 day("2028-02-10"));
	ck_assert_int_eq(rule_ehc_review_due(day("2026-03-10")), day("2027-03-09"));
	ck_assert_int_eq(rule_ehc_review_due(day("2028-02-29")), day("2029-02-28"));
}
END_TEST

START_TEST(a_section_without_a_date_is_not_in_force)
{
	ck_assert(!rule_in_force(CNIS_DAY_NONE, day("2027-09-01")));
	ck_assert(!rule_in_force(day("2027-09-02"), day("2027-09-01")));
	ck_assert(rule_in_force(day("2027-09-01"), day("2027-09-01")));
}
END_TEST

START_TEST(condition_c_is_met_on_a_limb_of_the_route)
{
	cnis_day born = day("2016-05-05");
	cnis_day on = day("2026-11-21");
	rule_eligibility e = rule_eligibility_of(born, on, true, false, "flexi_schooling", 0, 0);

	ck_assert(e.limb == 'a' && e.eligible && !e.review && !e.held);
	e = rule_eligibility_of(born, on, true, true, "flexi_schooling", 0, 0);
	ck_assert(e.limb == 'b' && e.eligible && !e.review);
	e = rule_eligibility_of(born, on, true, true, "part_time_timetable", 0, 0);
	ck_assert(e.limb == 0 && !e.eligible && e.review);
	e = rule_eligibility_of(born, on, true, false, "part_time_timetable", 0, 0);
	ck_assert(e.eligible && !e.review);
	e = rule_eligibility_of(born, on, true, true, "on_roll_absent", 0, 0);
	ck_assert(e.limb == 0 && !e.eligible && !e.review && e.held);
	e = rule_eligibility_of(born, on, true, false, NULL, 0, 0);
	ck_assert(e.limb == 0 && !e.eligible && !e.review && !e.held);
}
END_TEST

START_TEST(eligibility_needs_all_three_conditions)
{
	rule_eligibility e =
	    rule_eligibility_of(day("2016-05-05"), day("2026-11-21"), false, false, "eotas", 0, 0);

	ck_assert(!e.eligible && !e.a && e.b && e.c);
	e = rule_eligibility_of(day("2019-02-10"), day("2024-03-30"), true, false, "eotas", 0, 0);
	ck_assert(!e.eligible && !e.b);
	e = rule_eligibility_of(day("2019-02-10"), day("2035-06-30"), true, false, "eotas", 0, 0);
	ck_assert(!e.eligible && !e.b);
}
END_TEST

#define ROWS(table) ((int)(sizeof(table) / sizeof((table)[0])))

int
main(void)
{
	Suite *s = suite_create("rule");
	TCase *tc = tcase_create("clock");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_loop_test(tc, a_period_ends_on_its_last_day, 0, ROWS(periods));
	tcase_add_test(tc, every_bank_holiday_is_a_weekday_and_does_not_count);
	tcase_add_test(tc, a_day_said_to_be_open_counts_although_closed_or_a_weekend);
	tcase_add_test(tc, the_named_clocks);
	tcase_add_test(tc, a_section_without_a_date_is_not_in_force);
	tcase_add_test(tc, condition_c_is_met_on_a_limb_of_the_route);
	tcase_add_test(tc, eligibility_needs_all_three_conditions);
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
