/* s. 436C: the table of items, what makes each required, and the prescribed amount of time. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "rule/content.h"

static cnis_day
day(const char *iso)
{
	cnis_day d = CNIS_DAY_NONE;

	if (iso != NULL)
		ck_assert_msg(cnis_day_parse(iso, &d) == CNIS_OK, "%s is no date", iso);
	return d;
}

START_TEST(the_items_stand_in_the_order_of_the_section)
{
	const char *last = "";

	for (size_t i = 0; i < rule_content_count(); i++) {
		const rule_content_item *item = rule_content_at(i);

		ck_assert_ptr_nonnull(item);
		ck_assert_ptr_eq(rule_content_find(item->rule.id), item);
		ck_assert_ptr_eq(cnis_rule_find(item->rule.id), &item->rule);
		ck_assert_str_le(last, item->paragraph);
		ck_assert_ptr_nonnull(strstr(item->rule.citation, item->paragraph));
		last = item->paragraph;
	}
	ck_assert_ptr_null(rule_content_at(rule_content_count()));
	ck_assert_ptr_null(rule_content_find("EA1996.436C.6"));
}
END_TEST

START_TEST(each_subsection_has_its_basis_and_its_switch)
{
	for (size_t i = 0; i < rule_content_count(); i++) {
		const rule_content_item *item = rule_content_at(i);
		char subsection = item->paragraph[5];
		bool switched = item->when == CONTENT_SWITCHED_ON;
		const char basis[] = { 's', '4', '3', '6', 'c', subsection, '\0' };

		ck_assert_str_eq(item->basis, basis);
		ck_assert_msg(switched == (item->rule.setting[0] != '\0'), "%s", item->rule.id);
		ck_assert_msg((subsection == '1') == (!switched && item->when != CONTENT_WALES),
		              "%s", item->rule.id);
	}
}
END_TEST

static const struct {
	const char *id, *on, *since;
	rule_answer elsewhere, above;
	bool switched;
	rule_answer required;
} required[] = {
	{ "EA1996.436C.1.a.name", "2027-09-01", NULL, RULE_NO, RULE_NO, false, RULE_YES },
	{ "EA1996.436C.1.a.previous-address", "2027-09-01", NULL, RULE_NO, RULE_NO, false,
	  RULE_NOT_KNOWN },
	{ "EA1996.436C.1.a.previous-address", "2027-09-01", "2026-09-02", RULE_NO, RULE_NO, false,
	  RULE_YES },
	{ "EA1996.436C.1.a.previous-address", "2027-09-01", "2026-09-01", RULE_NO, RULE_NO, false,
	  RULE_NO },
	{ "EA1996.436C.1.a.previous-address", "2029-02-28", "2028-02-29", RULE_NO, RULE_NO, false,
	  RULE_YES },
	{ "EA1996.436C.1.a.previous-address", "2029-03-01", "2028-02-29", RULE_NO, RULE_NO, false,
	  RULE_NO },
	{ "EA1996.436C.1.b.additional-address", "2027-09-01", NULL, RULE_YES, RULE_NO, false,
	  RULE_YES },
	{ "EA1996.436C.1.b.additional-address", "2027-09-01", NULL, RULE_NO, RULE_YES, true,
	  RULE_NO },
	{ "EA1996.436C.1.b.additional-address", "2027-09-01", NULL, RULE_NOT_KNOWN, RULE_NO, false,
	  RULE_NOT_KNOWN },
	{ "EA1996.436C.1.g.iii.places", "2027-09-01", NULL, RULE_YES, RULE_NO, true, RULE_NO },
	{ "EA1996.436C.1.g.iii.places", "2027-09-01", NULL, RULE_NO, RULE_YES, false, RULE_YES },
	{ "EA1996.436C.1.g.iii.places", "2027-09-01", NULL, RULE_NO, RULE_NOT_KNOWN, false,
	  RULE_NOT_KNOWN },
	{ "EA1996.436C.2.m.young-carer", "2027-09-01", NULL, RULE_YES, RULE_YES, false, RULE_NO },
	{ "EA1996.436C.2.m.young-carer", "2027-09-01", NULL, RULE_NO, RULE_NO, true, RULE_YES },
	{ "EA1996.436C.2.c.additional-learning-needs", "2027-09-01", NULL, RULE_YES, RULE_YES, true,
	  RULE_NO },
	{ "EA1996.436C.3.local", "2027-09-01", NULL, RULE_NO, RULE_NO, true, RULE_YES },
};

START_TEST(an_item_is_required_by_what_it_turns_on)
{
	const rule_content_in in = { .on = day(required[_i].on),
		                     .at_address_since = day(required[_i].since),
		                     .lives_elsewhere = required[_i].elsewhere,
		                     .above = required[_i].above,
		                     .switched_on = required[_i].switched };

	ck_assert_int_eq(rule_content_required(rule_content_find(required[_i].id), &in),
	                 required[_i].required);
}
END_TEST

START_TEST(of_a_range_the_figure_counts_that_is_set)
{
	ck_assert_int_eq(rule_hours_counted(500, 1000, RULE_RANGE_LOW), 500);
	ck_assert_int_eq(rule_hours_counted(500, 1000, RULE_RANGE_MIDDLE), 750);
	ck_assert_int_eq(rule_hours_counted(500, 1000, RULE_RANGE_HIGH), 1000);
	ck_assert_int_eq(rule_hours_counted(500, -1, RULE_RANGE_HIGH), 500);
	ck_assert_int_eq(rule_hours_counted(-1, -1, RULE_RANGE_LOW), -1);
}
END_TEST

/* Hours in hundredths: 18 hours a week is the amount of many of them. */
static const struct {
	const char *why;
	int64_t threshold, weeks, share_of_period, week_hours, share_of_education;
	bool all;
	int64_t hours, total;
	bool prescribed;
	rule_answer above;
} amounts[] = {
	{ "nothing prescribed", -1, 100, -1, 16800, -1, false, 4000, 4000, false, RULE_NO },
	{ "nothing prescribed, all of it", -1, 100, -1, 16800, -1, true, -1, -1, false, RULE_NO },
	{ "the amount itself is not more", 1800, 100, -1, 16800, -1, false, 1800, -1, true,
	  RULE_NO },
	{ "a minute more", 1800, 100, -1, 16800, -1, false, 1802, -1, true, RULE_YES },
	{ "hours not known", 1800, 100, -1, 16800, -1, false, -1, -1, true, RULE_NOT_KNOWN },
	{ "39 weeks: 702 hours", 70200, 3900, -1, 16800, -1, false, 1800, -1, true, RULE_NO },
	{ "39 weeks: more than 701", 70100, 3900, -1, 16800, -1, false, 1800, -1, true, RULE_YES },
	{ "none at all is prescribed as zero", 0, 100, -1, 16800, -1, false, 0, -1, true, RULE_NO },
	{ "any time is more than zero", 0, 100, -1, 16800, -1, false, 1, -1, true, RULE_YES },
	{ "half a school week of 25", -1, 100, 5000, 2500, -1, false, 1250, -1, true, RULE_NO },
	{ "more than half of it", -1, 100, 5000, 2500, -1, false, 1251, -1, true, RULE_YES },
	{ "share of a week, not known", -1, 100, 5000, 2500, -1, false, -1, 2000, true,
	  RULE_NOT_KNOWN },
	{ "half of the education", -1, 100, -1, 16800, 5000, false, 1000, 2000, true, RULE_NO },
	{ "more than half of it", -1, 100, -1, 16800, 5000, false, 1001, 2000, true, RULE_YES },
	{ "neither is known", 1800, 100, -1, 16800, 5000, false, -1, -1, true, RULE_NOT_KNOWN },
	{ "all education not known", -1, 100, -1, 16800, 5000, false, 1001, -1, true,
	  RULE_NOT_KNOWN },
	{ "any: one is enough", 1800, 100, -1, 16800, 5000, false, 1900, -1, true, RULE_YES },
	{ "any: one no, one not known", 1800, 100, -1, 16800, 5000, false, 1000, -1, true,
	  RULE_NOT_KNOWN },
	{ "any: none", 1800, 100, -1, 16800, 5000, false, 1000, 2500, true, RULE_NO },
	{ "all: one no is enough", 1800, 100, -1, 16800, 5000, true, 1000, -1, true, RULE_NO },
	{ "all: one yes, one not known", 1800, 100, -1, 16800, 5000, true, 1900, -1, true,
	  RULE_NOT_KNOWN },
	{ "all: each", 1800, 100, 1000, 16800, 5000, true, 1900, 2500, true, RULE_YES },
};

START_TEST(more_than_the_prescribed_amount_of_time)
{
	const rule_threshold t = { .hours = amounts[_i].threshold,
		                   .period_weeks = amounts[_i].weeks,
		                   .share_of_period = amounts[_i].share_of_period,
		                   .week_hours = amounts[_i].week_hours,
		                   .share_of_education = amounts[_i].share_of_education,
		                   .all = amounts[_i].all };
	rule_amount a = rule_threshold_exceeded(&t, amounts[_i].hours, amounts[_i].total);

	ck_assert_msg(a.prescribed == amounts[_i].prescribed, "%s", amounts[_i].why);
	ck_assert_msg(a.above == amounts[_i].above, "%s", amounts[_i].why);
}
END_TEST

#define ROWS(table) ((int)(sizeof(table) / sizeof((table)[0])))

int
main(void)
{
	Suite *s = suite_create("rule");
	TCase *tc = tcase_create("content");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_test(tc, the_items_stand_in_the_order_of_the_section);
	tcase_add_test(tc, each_subsection_has_its_basis_and_its_switch);
	tcase_add_loop_test(tc, an_item_is_required_by_what_it_turns_on, 0, ROWS(required));
	tcase_add_test(tc, of_a_range_the_figure_counts_that_is_set);
	tcase_add_loop_test(tc, more_than_the_prescribed_amount_of_time, 0, ROWS(amounts));
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
