/* Compulsory school age, year groups: law 9, the published vectors, and every birth date. */
#include <check.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "rule/school_age.h"

static cnis_day
day(const char *iso)
{
	cnis_day d = CNIS_DAY_NONE;

	ck_assert_msg(cnis_day_parse(iso, &d) == CNIS_OK, "%s is no date", iso);
	return d;
}

/* data/age_rule_test_vectors.csv. */
static const struct {
	const char *born, *starts, *ends;
} vectors[] = {
	{ "2019-02-10", "2024-03-31", "2035-06-29" }, { "2007-09-23", "2012-12-31", "2024-06-28" },
	{ "2020-03-31", "2025-03-31", "2036-06-27" }, { "2020-04-01", "2025-08-31", "2036-06-27" },
	{ "2020-08-31", "2025-08-31", "2036-06-27" }, { "2020-09-01", "2025-12-31", "2037-06-26" },
	{ "2020-12-31", "2025-12-31", "2037-06-26" }, { "2021-01-01", "2026-03-31", "2037-06-26" },
	{ "2020-02-29", "2025-03-31", "2036-06-27" }, { "2010-06-30", "2015-08-31", "2026-06-26" },
	{ "2010-08-31", "2015-08-31", "2026-06-26" }, { "2010-09-01", "2015-12-31", "2027-06-25" },
};

START_TEST(school_age_agrees_with_the_published_vectors)
{
	rule_school_age age = rule_school_age_of(day(vectors[_i].born), 0, 0);

	ck_assert_msg(age.starts == day(vectors[_i].starts), "start of %s", vectors[_i].born);
	ck_assert_msg(age.ends == day(vectors[_i].ends), "end of %s", vectors[_i].born);
}
END_TEST

/* law 9, first table: fifth birthday and start. */
static const char *const starts[][2] = {
	{ "2027-08-31", "2027-08-31" }, { "2027-09-01", "2027-12-31" },
	{ "2027-12-31", "2027-12-31" }, { "2028-01-01", "2028-03-31" },
	{ "2028-03-31", "2028-03-31" }, { "2028-04-01", "2028-08-31" },
};

START_TEST(school_age_starts_on_the_prescribed_day)
{
	cnis_day fifth = day(starts[_i][0]);
	rule_school_age age = rule_school_age_of(cnis_day_add_months(fifth, -60), 0, 0);

	ck_assert_msg(age.starts == day(starts[_i][1]), "five on %s", starts[_i][0]);
}
END_TEST

/* law 9, second table: sixteenth birthday and the last day; the last row by the literal reading of
 * a school year that begins on 6 September. */
static const struct {
	const char *sixteen, *ends;
	int month, day;
} ends[] = {
	{ "2026-09-01", "2027-06-25", 0, 0 }, { "2027-06-24", "2027-06-25", 0, 0 },
	{ "2027-06-25", "2027-06-25", 0, 0 }, { "2027-06-26", "2027-06-25", 0, 0 },
	{ "2027-08-31", "2027-06-25", 0, 0 }, { "2027-09-01", "2028-06-30", 0, 0 },
	{ "2027-09-05", "2027-06-25", 9, 6 }, { "2027-09-06", "2028-06-30", 9, 6 },
};

START_TEST(school_age_ends_with_the_leaving_date)
{
	cnis_day sixteen = day(ends[_i].sixteen);
	rule_school_age age =
	    rule_school_age_of(cnis_day_add_months(sixteen, -192), ends[_i].month, ends[_i].day);

	ck_assert_msg(age.ends == day(ends[_i].ends), "sixteen on %s", ends[_i].sixteen);
}
END_TEST

START_TEST(leaving_dates_are_the_last_fridays_of_june)
{
	static const char *const dates[] = { "2026-06-26", "2027-06-25", "2028-06-30", "2029-06-29",
		                             "2030-06-28" };

	for (int i = 0; i < 5; i++)
		ck_assert_int_eq(rule_leaving_date(2026 + i), day(dates[i]));
}
END_TEST

START_TEST(a_leap_day_birthday_is_kept_on_the_first_of_march)
{
	cnis_day born = day("2024-02-29");

	ck_assert_int_eq(rule_birthday(born, 4), day("2028-02-29"));
	ck_assert_int_eq(rule_birthday(born, 5), day("2029-03-01"));
	ck_assert_int_eq(rule_school_age_of(born, 0, 0).starts, day("2029-03-31"));
}
END_TEST

/* The independent way: walk the days one by one with a calendar of our own. */
typedef struct walk {
	int year, month, day, weekday; /* Monday is 1 */
	int number;                    /* days from 1970-01-01 */
} walk;

static int
length(const walk *w)
{
	if (w->month == 2)
		return w->year % 4 == 0 && (w->year % 100 != 0 || w->year % 400 == 0) ? 29 : 28;
	return w->month == 4 || w->month == 6 || w->month == 9 || w->month == 11 ? 30 : 31;
}

static void
step(walk *w)
{
	w->number++;
	w->weekday = w->weekday % 7 + 1;
	if (++w->day <= length(w))
		return;
	w->day = 1;
	if (++w->month <= 12)
		return;
	w->month = 1;
	w->year++;
}

/* How old is a person born on `born` at the start of day `w`? */
static int
age_on(const walk *born, const walk *w)
{
	int age = w->year - born->year;

	return w->month * 100 + w->day < born->month * 100 + born->day ? age - 1 : age;
}

static bool
prescribed(const walk *w)
{
	return (w->month == 3 || w->month == 8 || w->month == 12) && w->day == 31;
}

static bool
leaving(const walk *w)
{
	return w->month == 6 && w->weekday == 5 && w->day > 23;
}

static void
check_one(walk born)
{
	rule_school_age got = rule_school_age_of(born.number, 0, 0);
	int starts_on = -1;
	int ends_on = -1;
	int before = 0;
	walk w = born;

	/* Years before the fourth birthday and between the two hold nothing. */
	for (; ends_on < 0; step(&w)) {
		int age = age_on(&born, &w);

		if (starts_on < 0 && age >= 5 && prescribed(&w))
			starts_on = w.number;
		if (leaving(&w) && age >= 16)
			ends_on = w.number;
		else if (leaving(&w))
			before = w.number;
		/* The school year begins: those who became 16 since the last leaving date left
		 * then. */
		if (w.month == 9 && w.day == 1 && age >= 16 && ends_on < 0) {
			walk eve = w;

			eve.month = 8;
			eve.day = 31;
			if (age_on(&born, &eve) >= 16)
				ends_on = before;
		}
	}
	ck_assert_msg(got.starts == starts_on && got.ends == ends_on, "born %04d-%02d-%02d",
	              born.year, born.month, born.day);
}

START_TEST(every_birth_date_agrees_with_counting_the_days)
{
	walk w = { 2005, 1, 1, 6, 0 };

	w.number = day("2005-01-01");
	for (; w.year < 2026; step(&w))
		check_one(w);
}
END_TEST

static const struct {
	const char *born, *on, *group;
	int year;
} groups[] = {
	{ "2021-09-01", "2026-08-31", "N2", 2025 }, { "2021-08-31", "2026-08-31", "R", 2025 },
	{ "2021-09-01", "2026-09-01", "R", 2026 },  { "2022-08-31", "2026-11-21", "R", 2026 },
	{ "2022-09-01", "2026-11-21", "N2", 2026 }, { "2023-09-01", "2026-11-21", "N1", 2026 },
	{ "2024-09-01", "2026-11-21", "", 2026 },   { "2011-09-01", "2026-11-21", "10", 2026 },
	{ "2010-09-01", "2026-11-21", "11", 2026 }, { "2009-09-01", "2026-11-21", "12", 2026 },
	{ "2007-09-01", "2026-11-21", "14", 2026 }, { "2007-08-31", "2026-11-21", "", 2026 },
	{ "2016-02-29", "2027-01-01", "6", 2026 },  { "2027-01-01", "2026-11-21", "", 2026 },
};

START_TEST(year_groups_follow_the_academic_year)
{
	int group = rule_year_group(day(groups[_i].born), day(groups[_i].on));

	ck_assert_str_eq(rule_year_group_text(group), groups[_i].group);
	ck_assert_int_eq(rule_academic_year(day(groups[_i].on)), groups[_i].year);
	ck_assert_int_eq(group == INT_MIN, groups[_i].group[0] == '\0');
	ck_assert_str_eq(rule_year_group_text(15), "");
}
END_TEST

#define ROWS(table) ((int)(sizeof(table) / sizeof((table)[0])))

int
main(void)
{
	Suite *s = suite_create("rule");
	TCase *tc = tcase_create("school age");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, school_age_agrees_with_the_published_vectors, 0, ROWS(vectors));
	tcase_add_loop_test(tc, school_age_starts_on_the_prescribed_day, 0, ROWS(starts));
	tcase_add_loop_test(tc, school_age_ends_with_the_leaving_date, 0, ROWS(ends));
	tcase_add_test(tc, leaving_dates_are_the_last_fridays_of_june);
	tcase_add_test(tc, a_leap_day_birthday_is_kept_on_the_first_of_march);
	tcase_add_test(tc, every_birth_date_agrees_with_counting_the_days);
	tcase_add_loop_test(tc, year_groups_follow_the_academic_year, 0, ROWS(groups));
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
