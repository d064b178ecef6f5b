/* Days and instants: parsing what people type, and the London rule. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/day.h>

static const struct {
	const char *text;
	const char *iso; /* NULL: refused */
} typed[] = {
	{ "2026-11-21", "2026-11-21" },
	{ "21/11/2026", "2026-11-21" },
	{ "2/2/2026", "2026-02-02" },
	{ "13/2/2026", "2026-02-13" },
	{ "1/2/2026", NULL },
	{ "04/05/2026", NULL },
	{ "12/11/2026", NULL },
	{ "4 May 2026", "2026-05-04" },
	{ "21 Nov 2026", "2026-11-21" },
	{ "21 november 2026", "2026-11-21" },
	{ "1 Sept 2027", "2027-09-01" },
	{ " 29 Feb 2024 ", "2024-02-29" },
	{ "29 Feb 2023", NULL },
	{ "31/04/2026", NULL },
	{ "11/21/2026", NULL },
	{ "21/11/26", NULL },
	{ "2026-1-2", NULL },
	{ "2026-11-21x", NULL },
	{ "21 Novem 2026", NULL },
	{ "0000-01-01", NULL },
	{ "", NULL },
	{ NULL, NULL },
	{ "2026-1-21", NULL },
	{ "2026-11/21", NULL },
	{ "2026-11-1", NULL },
	{ "2026-00-10", NULL },
	{ "2026-10-00", NULL },
	{ "21/", NULL },
	{ "21/11", NULL },
	{ "21/11-2026", NULL },
	{ "21-11-2026", NULL },
	{ "21 Novem 2026", NULL },
	{ "21 Nov-2026", NULL },
	{ "21 Nov 26", NULL },
	{ "  21 Nov 2026 ", "2026-11-21" },
	{ "21 Nov 2026 x", NULL },
};

START_TEST(typed_dates_are_read_or_refused)
{
	cnis_day d = CNIS_DAY_NONE;
	char iso[CNIS_DAY_ISO_SIZE];
	cnis_status st = cnis_day_parse(typed[_i].text, &d);

	if (typed[_i].iso == NULL) {
		ck_assert_msg(st == CNIS_EINVAL, "row %d was accepted", _i);
		ck_assert_int_eq(d, CNIS_DAY_NONE);
	} else {
		ck_assert_msg(st == CNIS_OK, "row %d was refused", _i);
		ck_assert_str_eq(cnis_day_iso(d, iso), typed[_i].iso);
	}
}
END_TEST

START_TEST(an_ambiguous_date_is_told_from_no_date)
{
	static const char advice[] = "2026-05-04 or 4 May 2026";

	ck_assert_ptr_nonnull(strstr(cnis_day_problem("04/05/2026"), advice));
	ck_assert_ptr_nonnull(strstr(cnis_day_problem(" 1/2/2026 "), "ambiguous"));
	ck_assert_ptr_null(strstr(cnis_day_problem("31/04/2026"), "ambiguous"));
	ck_assert_ptr_null(strstr(cnis_day_problem("4/5/26"), "ambiguous"));
	ck_assert_ptr_nonnull(strstr(cnis_day_problem(NULL), "not a date"));
}
END_TEST

START_TEST(every_day_splits_and_makes_itself)
{
	cnis_day first = cnis_day_make(1600, 1, 1);
	cnis_day last = cnis_day_make(2999, 12, 31);
	int weekday = cnis_day_weekday(first);

	for (cnis_day d = first; d <= last; d++) {
		int y;
		int m;
		int day;

		cnis_day_split(d, &y, &m, &day);
		ck_assert_int_eq(cnis_day_make(y, m, day), d);
		ck_assert_int_eq(cnis_day_weekday(d), weekday);
		weekday = weekday % 7 + 1;
	}
}
END_TEST

static const struct {
	const char *utc, *london;
} clocks[] = {
	{ "2026-03-29T00:59:59Z", "2026-03-29" }, { "2026-06-30T22:59:59Z", "2026-06-30" },
	{ "2026-06-30T23:00:00Z", "2026-07-01" }, { "2026-10-24T23:30:00Z", "2026-10-25" },
	{ "2026-10-25T23:30:00Z", "2026-10-25" }, { "2026-12-31T23:59:59Z", "2026-12-31" },
};

START_TEST(today_is_the_day_in_london)
{
	int64_t at;
	char iso[CNIS_DAY_ISO_SIZE];

	ck_assert_int_eq(cnis_instant_parse(clocks[_i].utc, &at), CNIS_OK);
	ck_assert_str_eq(cnis_day_iso(cnis_instant_day(at), iso), clocks[_i].london);
}
END_TEST

START_TEST(a_bare_date_means_the_end_of_that_day_in_london)
{
	int64_t at;
	char iso[CNIS_INSTANT_ISO_SIZE];

	ck_assert_int_eq(cnis_instant_parse("2026-07-01", &at), CNIS_OK);
	ck_assert_str_eq(cnis_instant_iso(at, iso), "2026-07-01T22:59:59Z");
	ck_assert_int_eq(cnis_instant_parse("2026-12-01", &at), CNIS_OK);
	ck_assert_str_eq(cnis_instant_iso(at, iso), "2026-12-01T23:59:59Z");
}
END_TEST

static const char *const no_instants[] = {
	"",
	"2026-11-21T",
	"2026-13-21T10:00:00Z",
	"2026-11-21 10:00:00Z",
	"2026-11-21T1:00:00Z",
	"2026-11-21T10-00:00Z",
	"2026-11-21T10:0:00Z",
	"2026-11-21T10:00-00Z",
	"2026-11-21T10:00:0Z",
	"2026-11-21T10:00:00",
	"2026-11-21T10:00:00+01:00",
	"2026-11-21T10:00:00Z ",
	"2026-11-21T24:00:00Z",
	"2026-11-21T10:60:00Z",
	"2026-11-21T10:00:60Z",
};

START_TEST(an_instant_is_read_whole_and_in_utc_or_refused)
{
	int64_t at = 7;

	ck_assert_int_eq(cnis_instant_parse(no_instants[_i], &at), CNIS_EINVAL);
	ck_assert_int_eq(cnis_instant_parse(NULL, &at), CNIS_EINVAL);
	ck_assert_int_eq(at, 7);
	ck_assert_int_eq(cnis_instant_parse("2026-11-21T23:59:59Z", &at), CNIS_OK);
}
END_TEST

START_TEST(months_end_on_a_day_that_exists)
{
	char iso[CNIS_DAY_ISO_SIZE];

	ck_assert_str_eq(cnis_day_iso(cnis_day_add_months(cnis_day_make(2026, 1, 31), 1), iso),
	                 "2026-02-28");
	ck_assert_str_eq(cnis_day_iso(cnis_day_add_months(cnis_day_make(2024, 2, 29), 12), iso),
	                 "2025-02-28");
	ck_assert_str_eq(cnis_day_iso(cnis_day_add_months(cnis_day_make(2026, 11, 21), -60), iso),
	                 "2021-11-21");
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("day");
	TCase *tc = tcase_create("day");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_loop_test(tc, typed_dates_are_read_or_refused, 0,
	                    (int)(sizeof(typed) / sizeof(typed[0])));
	tcase_add_test(tc, an_ambiguous_date_is_told_from_no_date);
	tcase_add_test(tc, every_day_splits_and_makes_itself);
	tcase_add_loop_test(tc, today_is_the_day_in_london, 0,
	                    (int)(sizeof(clocks) / sizeof(clocks[0])));
	tcase_add_loop_test(tc, an_instant_is_read_whole_and_in_utc_or_refused, 0,
	                    (int)(sizeof(no_instants) / sizeof(no_instants[0])));
	tcase_add_test(tc, a_bare_date_means_the_end_of_that_day_in_london);
	tcase_add_test(tc, months_end_on_a_day_that_exists);
	tcase_set_timeout(tc, 60);
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
