/* The table of routes: law 2.1, 2.5, 4.4, 7.2, and what a child counts as at a census date. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "rule/route.h"

/* One row a route.  full_time: the paragraph of 436D(6) that takes the parents' duties away. */
static const struct {
	const char *route; /* NULL: none given */
	char off_roll, on_roll;
	char full_time; /* 0: the duties stay */
	bool support;   /* of a child on no roll */
	bool leaves, held;
	const char *census;
} cases[] = {
	{ "home_education", 'a', 0, 0, true, true, false, "home_educated" },
	{ "flexi_schooling", 'a', 'b', 0, true, false, false, "neither" },
	{ "section_19", 'a', 'b', 'a', false, false, false, "neither" },
	{ "school_off_site", 'a', 'b', 'b', true, false, false, "neither" },
	{ "eotas", 'a', 'b', 'c', false, false, false, "neither" },
	{ "part_time_college", 'c', 'c', 0, true, false, false, "neither" },
	{ "unregistered_setting", 'a', 0, 0, true, true, false, "home_educated" },
	{ "missing_education", 'a', 0, 0, true, false, false, "missing_education" },
	{ "part_time_timetable", 'a', 0, 0, true, false, false, "neither" },
	{ "on_roll_absent", 0, 0, 0, true, false, true, "neither" },
	{ "approaching_school_age", 0, 0, 0, true, false, true, "neither" },
};
enum { CASES = sizeof(cases) / sizeof(cases[0]) };

/* The set of space-separated routes. */
static rule_routes
set_of(const char *codes)
{
	char text[200];
	char *at = text;
	rule_routes set = 0;

	ck_assert_uint_lt(strlen(codes), sizeof(text));
	(void)strcpy(text, codes);
	for (char *word = strtok(at, " "); word != NULL; word = strtok(NULL, " "))
		ck_assert_msg(rule_routes_add(&set, word), "%s", word);
	return set;
}

START_TEST(each_route_has_its_limb_its_switches_and_its_census_state)
{
	const rule_route *route = rule_route_find(cases[_i].route);
	rule_routes set = set_of(cases[_i].route);
	char paragraph = '?';

	ck_assert_ptr_eq(route, rule_route_at((size_t)_i));
	ck_assert_int_eq(rule_route_limb(cases[_i].route, false), cases[_i].off_roll);
	ck_assert_int_eq(rule_route_limb(cases[_i].route, true), cases[_i].on_roll);
	ck_assert(rule_routes_parent_duties(set, true, true, &paragraph) ==
	          (cases[_i].full_time == 0));
	ck_assert_int_eq(paragraph, cases[_i].full_time);
	ck_assert(rule_routes_parent_duties(set, true, false, &paragraph));
	ck_assert_int_eq(paragraph, 0);
	ck_assert(rule_route_arranged(cases[_i].route, true) == (cases[_i].full_time != 0));
	ck_assert(rule_routes_support(set, false) == cases[_i].support);
	ck_assert(!rule_routes_support(set, true));
	ck_assert(route->leaves_roll == cases[_i].leaves && route->held == cases[_i].held);
	ck_assert_str_eq(rule_census_text(rule_routes_census(set)), cases[_i].census);
	ck_assert_ptr_nonnull(strstr(route->citation, " Act "));
}
END_TEST

/* (6)(b) is of the school "where the child is a registered pupil". */
START_TEST(what_a_school_arranges_is_of_its_pupils)
{
	char paragraph = '?';

	ck_assert(rule_routes_parent_duties(set_of("school_off_site"), false, true, &paragraph));
	ck_assert_int_eq(paragraph, 0);
	ck_assert(!rule_routes_parent_duties(set_of("school_off_site section_19"), false, true,
	                                     &paragraph));
	ck_assert_int_eq(paragraph, 'a');
	ck_assert(!rule_route_arranged("school_off_site", false));
	ck_assert(rule_route_arranged("school_off_site", true));
	ck_assert(rule_route_arranged("section_19", false));
	ck_assert(!rule_route_arranged("home_education", true));
	ck_assert(!rule_route_arranged("boat", true));
}
END_TEST

START_TEST(an_unknown_route_is_nothing)
{
	rule_routes set = 0;

	ck_assert_ptr_null(rule_route_at(CASES));
	ck_assert_ptr_null(rule_route_find("boat"));
	ck_assert_ptr_null(rule_route_find(NULL));
	ck_assert_int_eq(rule_route_limb("boat", false), 0);
	ck_assert_int_eq(rule_route_limb(NULL, true), 0);
	ck_assert(!rule_routes_add(&set, "boat") && set == 0);
}
END_TEST

/* Several at once: the law's (e) and (f), and the census. */
static const struct {
	const char *routes;
	char full_time;
	bool support;
	const char *census;
} together[] = {
	{ "", 0, true, "neither" },
	{ "flexi_schooling section_19", 'a', false, "neither" },
	{ "section_19 eotas", 'e', false, "neither" },
	{ "section_19 school_off_site eotas", 'e', false, "neither" },
	{ "home_education unregistered_setting", 0, true, "home_educated" },
	{ "home_education section_19", 'a', false, "neither" },
	{ "section_19 unregistered_setting", 'a', false, "neither" },
	{ "home_education part_time_college", 0, true, "neither" },
	{ "missing_education section_19", 'a', false, "missing_education" },
	{ "missing_education unregistered_setting", 0, true, "missing_education" },
	{ "home_education on_roll_absent", 0, true, "home_educated" },
	{ "approaching_school_age on_roll_absent", 0, true, "neither" },
};

START_TEST(several_routes_at_once_answer_together)
{
	rule_routes set = set_of(together[_i].routes);
	char paragraph = '?';

	ck_assert(rule_routes_parent_duties(set, true, true, &paragraph) ==
	          (together[_i].full_time == 0));
	ck_assert_int_eq(paragraph, together[_i].full_time);
	ck_assert(rule_routes_support(set, false) == together[_i].support);
	ck_assert_str_eq(rule_census_text(rule_routes_census(set)), together[_i].census);
}
END_TEST

static const struct {
	const char *there;
	char limb;
	const char *further;
	const char *why; /* NULL: allowed */
} pairs[] = {
	{ "flexi_schooling", 'b', "section_19", NULL },
	{ "flexi_schooling", 'b', "part_time_timetable", NULL },
	{ "school_off_site", 'b', "eotas", NULL },
	{ "flexi_schooling", 'b', "home_education", "registered pupil" },
	{ "flexi_schooling", 'b', "missing_education", "registered pupil" },
	{ "flexi_schooling", 'b', "part_time_college", "registered pupil" },
	{ "home_education", 'a', "section_19", NULL },
	{ "home_education", 'a', "eotas", NULL },
	{ "home_education", 'a', "home_education", "already" },
	{ "home_education", 'a', "flexi_schooling", "no school's roll" },
	{ "home_education", 'a', "part_time_timetable", "no school's roll" },
	{ "home_education", 'a', "part_time_college", "no school's roll" },
	{ "home_education", 'a', "missing_education", "not both" },
	{ "missing_education", 'a', "unregistered_setting", "not both" },
	{ "missing_education", 'a', "section_19", NULL },
	{ "section_19", 'a', "missing_education", NULL },
	{ "section_19", 'a', "home_education", NULL },
	{ "part_time_college", 'c', "home_education", NULL },
	{ "part_time_college", 'c', "section_19", NULL },
	{ "part_time_college", 'c', "missing_education", "college" },
	{ "part_time_college", 'c', "school_off_site", "college" },
	{ "home_education", 'a', "on_roll_absent", "another basis" },
	{ "home_education", 'a', "approaching_school_age", "another basis" },
	{ "home_education", 'a', "boat", "no such route" },
};

START_TEST(a_further_route_is_taken_where_the_law_lets_both_hold)
{
	const char *why = "?";
	bool allowed =
	    rule_routes_allow(set_of(pairs[_i].there), pairs[_i].limb, pairs[_i].further, &why);

	ck_assert(allowed == (pairs[_i].why == NULL));
	ck_assert((why == NULL) == allowed);
	ck_assert_msg(allowed || strstr(why, pairs[_i].why) != NULL, "%s", why);
	ck_assert(allowed == rule_routes_allow(set_of(pairs[_i].there), pairs[_i].limb,
	                                       pairs[_i].further, NULL));
}
END_TEST

#define ROWS(table) ((int)(sizeof(table) / sizeof((table)[0])))

int
main(void)
{
	Suite *s = suite_create("route");
	TCase *tc = tcase_create("route");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_loop_test(tc, each_route_has_its_limb_its_switches_and_its_census_state, 0,
	                    CASES);
	tcase_add_test(tc, what_a_school_arranges_is_of_its_pupils);
	tcase_add_test(tc, an_unknown_route_is_nothing);
	tcase_add_loop_test(tc, several_routes_at_once_answer_together, 0, ROWS(together));
	tcase_add_loop_test(tc, a_further_route_is_taken_where_the_law_lets_both_hold, 0,
	                    ROWS(pairs));
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
