/* Several routes at once, moves between routes, and what the routes of a day switch. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/duty.h>
#include <cnis/entry.h>
#include <cnis/journal.h>
#include <cnis/review.h>

#include "family.h"

static scene s;
static cnis_error err;
static int64_t child;

static void
setup(void)
{
	err = (cnis_error){ 0 };
	scene_make(&s, "2026-11-21");
	child = scene_child(&s, "2015-03-02");
}

static void
teardown(void)
{
	scene_end(&s);
}

static int64_t
enter(const char *route, bool on_roll, const char *from)
{
	const cnis_entry_new n = { .size = sizeof(n),
		                   .child_id = child,
		                   .route = route,
		                   .on_roll = on_roll,
		                   .fact = { .from = scene_day(from), .source = "parent" } };
	int64_t id = 0;

	scene_want(cnis_entry_open(s.r, &n, &id, &err), CNIS_OK, &err);
	return id;
}

static cnis_status
also(int64_t entry, const char *route, const char *full_time, const char *from)
{
	const cnis_entry_further n = { .size = sizeof(n),
		                       .entry_id = entry,
		                       .route = route,
		                       .full_time = full_time,
		                       .because = "authority_arranged",
		                       .fact = { .from = scene_day(from),
		                                 .source = "this_authority" } };
	int64_t id = 0;

	err = (cnis_error){ 0 };
	return cnis_entry_also(s.r, &n, &id, &err);
}

static cnis_entry_standing
standing(const char *on)
{
	cnis_entry_standing st = { 0 };

	scene_want(cnis_entry_standing_get(s.r, child, scene_day(on), &st, &err), CNIS_OK, &err);
	return st;
}

static int64_t
rows(void)
{
	return scene_ask(&s, "SELECT count(*) FROM entry_route", 0, 0);
}

START_TEST(flexi_schooling_with_full_time_section_19_has_no_parents_duties_while_both_hold)
{
	int64_t entry = enter("flexi_schooling", true, "2026-09-01");
	cnis_entry_standing st;

	scene_want(also(entry, "section_19", "yes", "2026-10-05"), CNIS_OK, &err);
	scene_want(cnis_entry_also_end(s.r, entry, "section_19", scene_day("2026-11-06"),
	                               "arrangement_ended", &err),
	           CNIS_OK, &err);
	st = standing("2026-10-04");
	ck_assert_str_eq(st.routes, "flexi_schooling");
	ck_assert(st.parent_duties && st.paragraph == 0 && !st.support);
	st = standing("2026-10-05");
	ck_assert_str_eq(st.routes, "flexi_schooling section_19");
	ck_assert(!st.parent_duties && st.paragraph == 'a' && st.condition_c == 'b');
	ck_assert_str_eq(st.census, "neither");
	ck_assert(!standing("2026-11-06").parent_duties && standing("2026-11-07").parent_duties);
	st = standing("2026-08-31");
	ck_assert(st.entry_id == 0 && st.routes[0] == '\0' && !st.parent_duties && !st.support);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM entry", 0, 0), 1);
}
END_TEST

START_TEST(part_time_section_19_leaves_the_parents_duties)
{
	int64_t entry = enter("home_education", false, "2026-09-01");
	cnis_entry_standing st;

	ck_assert(standing("2026-09-01").support);
	scene_want(also(entry, "section_19", "no", "2026-10-05"), CNIS_OK, &err);
	st = standing("2026-10-05");
	ck_assert(st.parent_duties && !st.support);
	ck_assert_str_eq(st.census, "neither");
	ck_assert_str_eq(standing("2026-10-04").census, "home_educated");
}
END_TEST

/* Home education is full-time by itself: nothing that anybody else arranged. */
START_TEST(full_time_of_what_nobody_arranged_leaves_the_parents_duties)
{
	cnis_entry_route n = { .size = sizeof(n),
		               .because = "hours_changed",
		               .route = "home_education",
		               .full_time = "yes",
		               .on = scene_day("2026-10-01") };
	int64_t id = 0;

	n.entry_id = enter("home_education", false, "2026-09-01");
	scene_want(cnis_entry_change_route(s.r, &n, &id, &err), CNIS_OK, &err);
	scene_want(also(id, "section_19", "no", "2026-10-05"), CNIS_OK, &err);
	ck_assert(standing("2026-10-05").parent_duties && !standing("2026-10-05").full_time);
}
END_TEST

/* What is refused, and nothing written. */
static const struct {
	const char *own;
	bool on_roll;
	const char *route, *from;
	cnis_status want;
	const char *field;
} refused[] = {
	{ "flexi_schooling", true, "home_education", "2026-10-01", CNIS_EREFUSED, "route" },
	{ "home_education", false, "missing_education", "2026-10-01", CNIS_EREFUSED, "route" },
	{ "home_education", false, "on_roll_absent", "2026-10-01", CNIS_EREFUSED, "route" },
	{ "home_education", false, "home_education", "2026-10-01", CNIS_EREFUSED, "route" },
	{ "home_education", false, "boat", "2026-10-01", CNIS_EINVAL, "route" },
	{ "home_education", false, "section_19", "2026-08-31", CNIS_EINVAL, "from" },
	{ "home_education", false, "section_19", "2026-11-22", CNIS_EINVAL, "from" },
};

START_TEST(a_further_route_the_law_does_not_know_beside_it_is_refused)
{
	int64_t entry = enter(refused[_i].own, refused[_i].on_roll, "2026-09-01");

	scene_want(also(entry, refused[_i].route, NULL, refused[_i].from), refused[_i].want, &err);
	ck_assert_str_eq(err.field, refused[_i].field);
	ck_assert(refused[_i].want != CNIS_EREFUSED || strcmp(err.rule, "EA1996.436B.2") == 0);
	ck_assert_int_eq(rows(), 0);
}
END_TEST

START_TEST(a_further_route_needs_an_open_entry_a_reason_and_free_days)
{
	const cnis_entry_end end = { .size = sizeof(end),
		                     .end_reason = "entered_in_error",
		                     .note = "another child",
		                     .source = "parent" };
	cnis_entry_end n = end;
	cnis_entry_further f = { .size = sizeof(f), .route = "section_19" };
	int64_t id = 0;

	ck_assert_int_eq(cnis_entry_also(s.r, &f, &id, &err), CNIS_ENOTFOUND);
	f.entry_id = n.entry_id = enter("home_education", false, "2026-09-01");
	scene_want(cnis_entry_also(s.r, &f, &id, &err), CNIS_EINVAL, &err);
	ck_assert_str_eq(err.field, "because");
	f.because = "other";
	f.full_time = "perhaps";
	scene_want(cnis_entry_also(s.r, &f, &id, &err), CNIS_EINVAL, &err);
	ck_assert_str_eq(err.field, "full_time");
	f.full_time = "unknown";
	scene_want(cnis_entry_also(s.r, &f, &id, &err), CNIS_OK, &err);
	scene_want(cnis_entry_also(s.r, &f, &id, &err), CNIS_EEXISTS, &err);
	ck_assert_int_eq(
	    cnis_entry_also_end(s.r, f.entry_id, "eotas", CNIS_DAY_NONE, "other", &err),
	    CNIS_ENOTFOUND);
	ck_assert_int_eq(
	    cnis_entry_also_end(s.r, f.entry_id, "section_19", CNIS_DAY_NONE, NULL, &err),
	    CNIS_EINVAL);
	ck_assert_int_eq(cnis_entry_also_end(s.r, f.entry_id, "section_19", scene_day("2026-11-22"),
	                                     "other", &err),
	                 CNIS_EINVAL);
	ck_assert_int_eq(cnis_entry_also_end(s.r, f.entry_id, "section_19", scene_day("2026-11-20"),
	                                     "other", &err),
	                 CNIS_EINVAL);
	scene_want(cnis_entry_finish(s.r, &n, &err), CNIS_OK, &err);
	ck_assert_int_eq(scene_ask(&s, "SELECT to_day FROM entry_route", 0, 0),
	                 scene_day("2026-11-21"));
	scene_want(cnis_entry_also(s.r, &f, &id, &err), CNIS_EREFUSED, &err);
	ck_assert_int_eq(cnis_entry_standing_get(s.r, 999, CNIS_DAY_NONE, NULL, &err),
	                 CNIS_ENOTFOUND);
}
END_TEST

START_TEST(a_change_of_route_keeps_what_can_go_on_beside_it_and_refuses_what_cannot)
{
	cnis_entry_route n = { .size = sizeof(n),
		               .because = "parents_chose",
		               .route = "part_time_college",
		               .on = scene_day("2026-11-09") };
	int64_t id = 0;

	n.entry_id = enter("flexi_schooling", true, "2026-09-01");
	scene_want(also(n.entry_id, "section_19", "yes", "2026-10-05"), CNIS_OK, &err);
	scene_want(also(n.entry_id, "part_time_timetable", NULL, "2026-10-05"), CNIS_OK, &err);
	scene_want(cnis_entry_change_route(s.r, &n, &id, &err), CNIS_EREFUSED, &err);
	ck_assert_ptr_nonnull(strstr(err.message, "part_time_timetable"));
	scene_want(cnis_entry_also_end(s.r, n.entry_id, "part_time_timetable",
	                               scene_day("2026-11-08"), "arrangement_ended", &err),
	           CNIS_OK, &err);
	scene_want(cnis_entry_change_route(s.r, &n, &id, &err), CNIS_OK, &err);
	ck_assert_str_eq(standing("2026-11-08").routes,
	                 "flexi_schooling section_19 part_time_timetable");
	ck_assert_str_eq(standing("2026-11-09").routes, "part_time_college section_19");
}
END_TEST

START_TEST(a_change_of_route_says_why_and_keeps_it)
{
	cnis_entry_route n = { .size = sizeof(n),
		               .route = "missing_education",
		               .on = scene_day("2026-11-10") };
	int64_t id = 0;

	n.entry_id = enter("home_education", false, "2026-09-01");
	scene_want(cnis_entry_change_route(s.r, &n, &id, &err), CNIS_EINVAL, &err);
	ck_assert_str_eq(err.field, "because");
	n.because = "the wind";
	scene_want(cnis_entry_change_route(s.r, &n, &id, &err), CNIS_EINVAL, &err);
	n.because = "appears_not_suitable";
	scene_want(cnis_entry_change_route(s.r, &n, &id, &err), CNIS_OK, &err);
	ck_assert_int_eq(scene_ask(&s,
	                           "SELECT count(*) FROM entry WHERE id = %lld"
	                           " AND route_reason = 'appears_not_suitable'",
	                           id, 0),
	                 1);
	ck_assert_str_eq(standing("2026-11-09").census, "home_educated");
	ck_assert_str_eq(standing("2026-11-10").census, "missing_education");
}
END_TEST

START_TEST(the_same_route_again_is_a_change_when_the_hours_are)
{
	cnis_entry_route n = { .size = sizeof(n),
		               .because = "hours_changed",
		               .route = "section_19",
		               .on = scene_day("2026-11-10") };
	int64_t id = 0;

	n.entry_id = enter("section_19", false, "2026-09-01");
	scene_want(cnis_entry_change_route(s.r, &n, &id, &err), CNIS_EINVAL, &err);
	n.full_time = "yes";
	scene_want(cnis_entry_change_route(s.r, &n, &id, &err), CNIS_OK, &err);
	ck_assert(standing("2026-11-09").parent_duties && !standing("2026-11-10").parent_duties);
}
END_TEST

START_TEST(what_appears_not_suitable_becomes_missing_education_and_keeps_its_duty)
{
	const cnis_review_new review = { .size = sizeof(review),
		                         .child_id = child,
		                         .reviewed = scene_day("2026-11-16"),
		                         .method = "meeting",
		                         .evidence = "report",
		                         .outcome = "appears_not_suitable",
		                         .reasons = "As set out in the report.",
		                         .voice = "speech" };
	cnis_entry_route n = { .size = sizeof(n),
		               .because = "appears_not_suitable",
		               .route = "missing_education",
		               .on = scene_day("2026-11-20") };
	cnis_review_done done, signed_;
	int64_t id = 0;

	n.entry_id = enter("home_education", false, "2026-09-01");
	scene_want(cnis_review_record(s.r, &review, &done, &err), CNIS_OK, &err);
	(void)scene_officer(&s, "ann", CNIS_ROLE_OFFICER);
	scene_as(&s, "ann", "2026-11-21");
	scene_want(cnis_review_sign(s.r, done.id, 0, true, scene_day("2026-11-18"), &signed_, &err),
	           CNIS_OK, &err);
	ck_assert_int_eq(family_duties(&s, child, "unsuitable_next_step", "open"), 1);
	scene_want(cnis_entry_change_route(s.r, &n, &id, &err), CNIS_OK, &err);
	ck_assert_int_eq(family_duties(&s, child, "unsuitable_next_step", "open"), 1);
	ck_assert_int_eq(family_duties(&s, child, "missing_enquiry", "open"), 1);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM entry WHERE to_day IS NULL", 0, 0), 1);
}
END_TEST

START_TEST(a_child_missing_education_stays_until_a_b_or_c_is_false)
{
	cnis_entry_end n = { .size = sizeof(n),
		             .entry_id = enter("missing_education", false, "2026-09-01"),
		             .end_reason = "arrangement_ended",
		             .source = "school" };

	scene_want(cnis_entry_finish(s.r, &n, &err), CNIS_EREFUSED, &err);
	ck_assert_str_eq(err.rule, "EA1996.436B.2");
	n.end_reason = "over_school_age";
	scene_want(cnis_entry_finish(s.r, &n, &err), CNIS_EREFUSED, &err);
	n.end_reason = "registered_at_school";
	scene_want(cnis_entry_finish(s.r, &n, &err), CNIS_EINVAL, &err);
	n.school_name = "Invented Primary";
	scene_want(cnis_entry_finish(s.r, &n, &err), CNIS_OK, &err);
}
END_TEST

START_TEST(school_age_ends_further_routes_with_the_entry)
{
	int64_t leaver = scene_child(&s, "2011-03-02"); /* until 2027-06-25 */
	int64_t ended = 0;

	child = leaver;
	scene_want(
	    also(enter("home_education", false, "2026-09-01"), "section_19", "yes", "2026-10-01"),
	    CNIS_OK, &err);
	scene_as(&s, "boss", "2027-06-26");
	ck_assert_str_eq(standing("2027-06-25").routes, "home_education section_19");
	ck_assert_str_eq(standing("2027-06-26").routes, "");
	scene_want(cnis_tick(s.r, CNIS_DAY_NONE, &ended, &err), CNIS_OK, &err);
	ck_assert_int_eq(scene_ask(&s, "SELECT to_day FROM entry_route", 0, 0),
	                 scene_day("2027-06-25"));
	ck_assert_str_eq(standing("2027-06-25").routes, "home_education section_19");
}
END_TEST

static cnis_status
count(const cnis_entry_further *f, void *payload, cnis_error *reterr)
{
	(void)reterr;
	*(int *)payload += strcmp(f->route, "section_19") == 0 &&
	                   strcmp(f->full_time, "yes") == 0 &&
	                   strcmp(f->because, "authority_arranged") == 0 && f->end_because == NULL;
	return CNIS_OK;
}

START_TEST(further_routes_are_read_back)
{
	int n = 0;

	scene_want(
	    also(enter("home_education", false, "2026-09-01"), "section_19", "yes", "2026-10-01"),
	    CNIS_OK, &err);
	scene_want(cnis_entry_further_walk(s.r, child, count, &n, &err), CNIS_OK, &err);
	ck_assert_int_eq(n, 1);
	ck_assert_int_eq(cnis_entry_further_walk(s.r, 999, count, &n, &err), CNIS_ENOTFOUND);
}
END_TEST

START_TEST(every_code_of_the_list_is_in_the_table_of_routes)
{
	static const char *const codes[] = { "home_education",
		                             "flexi_schooling",
		                             "section_19",
		                             "school_off_site",
		                             "eotas",
		                             "part_time_college",
		                             "unregistered_setting",
		                             "missing_education",
		                             "part_time_timetable",
		                             "on_roll_absent",
		                             "approaching_school_age" };

	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM code WHERE list = 'route'", 0, 0),
	                 (int)(sizeof(codes) / sizeof(codes[0])));
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		char sql[128];

		(void)snprintf(sql, sizeof(sql),
		               "SELECT count(*) FROM code WHERE list = 'route' AND code = '%s'",
		               codes[i]);
		ck_assert_int_eq(scene_ask(&s, sql, 0, 0), 1);
	}
}
END_TEST

#define ROWS(table) ((int)(sizeof(table) / sizeof((table)[0])))

int
main(void)
{
	Suite *suite = suite_create("entry routes");
	TCase *tc = tcase_create("routes");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(
	    tc, flexi_schooling_with_full_time_section_19_has_no_parents_duties_while_both_hold);
	tcase_add_test(tc, part_time_section_19_leaves_the_parents_duties);
	tcase_add_test(tc, full_time_of_what_nobody_arranged_leaves_the_parents_duties);
	tcase_add_loop_test(tc, a_further_route_the_law_does_not_know_beside_it_is_refused, 0,
	                    ROWS(refused));
	tcase_add_test(tc, a_further_route_needs_an_open_entry_a_reason_and_free_days);
	tcase_add_test(tc,
	               a_change_of_route_keeps_what_can_go_on_beside_it_and_refuses_what_cannot);
	tcase_add_test(tc, a_change_of_route_says_why_and_keeps_it);
	tcase_add_test(tc, the_same_route_again_is_a_change_when_the_hours_are);
	tcase_add_test(tc, what_appears_not_suitable_becomes_missing_education_and_keeps_its_duty);
	tcase_add_test(tc, a_child_missing_education_stays_until_a_b_or_c_is_false);
	tcase_add_test(tc, school_age_ends_further_routes_with_the_entry);
	tcase_add_test(tc, further_routes_are_read_back);
	tcase_add_test(tc, every_code_of_the_list_is_in_the_table_of_routes);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
