/* Reviews, information about the education, the consideration of the home. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/home_consideration.h>
#include <cnis/plan.h>
#include <cnis/review.h>
#include <cnis/setting.h>

#include "family.h"

#define NOW "2026-11-20"

static scene s;
static cnis_error err;
static int64_t child, entry;

static void
setup(void)
{
	err = (cnis_error){ 0 };
	scene_make(&s, NOW);
	child = scene_child(&s, "2015-03-01");
	entry = family_entry(&s, child, "2026-09-01");
}

static void
teardown(void)
{
	scene_end(&s);
}

static cnis_review_new
review(const char *outcome)
{
	return (cnis_review_new){ .size = sizeof(cnis_review_new),
		                  .child_id = child,
		                  .reviewed = scene_day("2026-11-16"),
		                  .method = "meeting",
		                  .evidence = "plan,work_samples",
		                  .outcome = outcome,
		                  .reasons = "As seen.",
		                  .voice = "speech" };
}

static cnis_review_done
recorded(const cnis_review_new *n)
{
	cnis_review_done done = { 0 };

	scene_want(cnis_review_record(s.r, n, &done, &err), CNIS_OK, &err);
	return done;
}

START_TEST(a_suitable_review_is_final_and_the_next_is_in_a_year)
{
	cnis_review_new n = review("suitable");
	cnis_review_done done = recorded(&n);

	ck_assert(!done.awaiting);
	ck_assert(!done.desk);
	ck_assert_int_eq(done.next_review, scene_day("2027-11-16"));
	ck_assert_int_eq(done.follow_up, CNIS_DAY_NONE);
	ck_assert_int_eq(family_duties(&s, child, "review", "met"), 1);
	ck_assert_int_eq(family_duties(&s, child, "review", "open"), 1);
	ck_assert_int_eq(family_due(&s, child, "review"), done.next_review);
	ck_assert_int_eq(scene_ask(&s,
	                           "SELECT count(*) FROM review_evidence WHERE review_id = %lld",
	                           done.id, 0),
	                 2);
}
END_TEST

START_TEST(a_reviewer_may_set_an_earlier_day)
{
	cnis_review_new n = review("suitable");

	n.next = scene_day("2027-02-01");
	ck_assert_int_eq(recorded(&n).next_review, scene_day("2027-02-01"));
}
END_TEST

static const struct desk_case {
	const char *method;
	bool desk;
} desks[] = { { "post", true },        { "email", true },
	      { "report", true },      { "remote_meeting", false },
	      { "meeting", false },    { "home_visit", false },
	      { "other_visit", false } };

START_TEST(a_review_nobody_met_for_is_a_desk_review)
{
	cnis_review_new n = review("suitable");

	n.method = desks[_i].method;
	ck_assert(recorded(&n).desk == desks[_i].desk);
}
END_TEST

START_TEST(an_adverse_outcome_waits_for_another_officer)
{
	cnis_review_new n = review("appears_not_suitable");
	cnis_review_done done = recorded(&n), signed_ = { 0 };
	cnis_day on = scene_day(NOW);

	ck_assert(done.awaiting);
	ck_assert_int_eq(done.sign_by, scene_day("2026-11-23"));
	ck_assert_int_eq(family_duties(&s, child, "sign_off", "open"), 1);
	ck_assert_int_eq(family_duties(&s, child, "unsuitable_next_step", "open"), 0);
	ck_assert_int_eq(cnis_review_sign(s.r, done.id, 0, true, on, &signed_, &err),
	                 CNIS_EREFUSED);
	ck_assert_str_eq(err.rule, "LOCAL.review.second-officer");
	(void)scene_officer(&s, "ann", CNIS_ROLE_OFFICER);
	scene_as(&s, "ann", NOW);
	ck_assert_int_eq(
	    cnis_review_sign(s.r, done.id, 0, true, scene_day("2026-11-15"), &signed_, &err),
	    CNIS_EINVAL);
	scene_want(cnis_review_sign(s.r, done.id, 0, true, on, &signed_, &err), CNIS_OK, &err);
	ck_assert_int_eq(signed_.follow_up, scene_day("2026-11-27"));
	ck_assert_int_eq(family_duties(&s, child, "sign_off", "met"), 1);
	ck_assert_int_eq(family_duties(&s, child, "unsuitable_next_step", "open"), 1);
	ck_assert_int_eq(cnis_review_sign(s.r, done.id, 0, true, on, &signed_, &err),
	                 CNIS_EREFUSED);
	ck_assert_int_eq(cnis_review_sign(s.r, 999, 0, true, on, &signed_, &err), CNIS_ENOTFOUND);
}
END_TEST

START_TEST(an_outcome_not_agreed_does_not_stand_and_is_reviewed_again)
{
	cnis_review_new n = review("appears_not_suitable");
	cnis_review_done done = recorded(&n), signed_ = { 0 };

	(void)scene_officer(&s, "ann", CNIS_ROLE_OFFICER);
	scene_as(&s, "ann", NOW);
	scene_want(cnis_review_sign(s.r, done.id, 0, false, scene_day(NOW), &signed_, &err),
	           CNIS_OK, &err);
	ck_assert_int_eq(signed_.next_review, scene_day("2026-11-27"));
	ck_assert_int_eq(family_duties(&s, child, "unsuitable_next_step", "open"), 0);
	ck_assert_int_eq(family_duties(&s, child, "review", "open"), 1);
	ck_assert_int_eq(family_due(&s, child, "review"), scene_day("2026-11-27"));
	ck_assert_int_eq(scene_ask(&s,
	                           "SELECT signed_agrees = 'no' AND state = 'final' FROM review"
	                           " WHERE id = %lld",
	                           done.id, 0),
	                 1);
}
END_TEST

START_TEST(more_information_is_asked_for_once_signed_and_met_when_it_comes)
{
	cnis_review_new n = review("more_information");
	cnis_review_done done = recorded(&n), signed_ = { 0 };
	cnis_plan_new p = { .size = sizeof(p),
		            .child_id = child,
		            .kind = "report",
		            .method = "email",
		            .received = scene_day(NOW) };
	int64_t id = 0;
	int met = 0;

	(void)scene_officer(&s, "ann", CNIS_ROLE_OFFICER);
	scene_as(&s, "ann", NOW);
	scene_want(cnis_review_sign(s.r, done.id, 0, true, scene_day(NOW), &signed_, &err), CNIS_OK,
	           &err);
	ck_assert_int_eq(signed_.follow_up, scene_day("2026-12-05"));
	scene_want(cnis_plan_receive(s.r, &p, &id, &met, &err), CNIS_OK, &err);
	ck_assert_int_eq(met, 1);
	ck_assert_int_eq(family_duties(&s, child, "more_information", "met"), 1);
}
END_TEST

START_TEST(which_outcomes_are_adverse_is_the_authoritys_choice)
{
	cnis_review_new n = review("more_information");
	cnis_review_done done;

	scene_want(
	    cnis_setting_set(s.r, "review.adverse", "appears_not_suitable", CNIS_DAY_NONE, &err),
	    CNIS_OK, &err);
	done = recorded(&n);
	ck_assert(!done.awaiting);
	ck_assert_int_eq(done.follow_up, scene_day("2026-12-01"));
	ck_assert_int_eq(family_duties(&s, child, "more_information", "open"), 1);
}
END_TEST

START_TEST(a_review_written_down_late_moves_nothing)
{
	cnis_review_new n = review("suitable");
	cnis_review_done done = recorded(&n);

	n.reviewed = scene_day("2026-10-01");
	ck_assert_int_eq(recorded(&n).next_review, CNIS_DAY_NONE);
	ck_assert_int_eq(family_due(&s, child, "review"), done.next_review);
	ck_assert_int_eq(family_duties(&s, child, "review", "open"), 1);
}
END_TEST

static const struct bad_case {
	const char *field;
	cnis_review_new n;
} bad[] = {
	{ "method", { .method = "pigeon" } },
	{ "outcome", { .outcome = "good" } },
	{ "outcome", { .outcome = "suitable not_assessed" } },
	{ "voice", { .voice = "as his sister" } },
	{ "evidence", { .evidence = " , " } },
	{ "evidence", { .evidence = "plan,plan" } },
	{ "evidence", { .evidence = "plan,gossip" } },
	{ "evidence", { .evidence = "nothing_sent,plan" } },
	{ "evidence", { .evidence = "a_word_that_is_far_too_long_for_a_code" } },
	{ "reasons", { .reasons = "\x1b[1m" } },
	{ "reasons", { .reasons = "  " } },
	{ "voice_note", { .voice_note = "\xff" } },
	{ "on", { .reviewed = 30000 } },
	{ "next", { .next = 20000 } },
};

START_TEST(a_bad_field_is_named_and_nothing_is_kept)
{
	const cnis_review_new *b = &bad[_i].n;
	cnis_review_new n = review("suitable");
	cnis_review_done done = { 0 };

	n.method = b->method ? b->method : n.method;
	n.outcome = b->outcome ? b->outcome : n.outcome;
	n.voice = b->voice ? b->voice : n.voice;
	n.evidence = b->evidence ? b->evidence : n.evidence;
	n.reasons = b->reasons ? b->reasons : n.reasons;
	n.voice_note = b->voice_note;
	n.reviewed = b->reviewed ? b->reviewed : n.reviewed;
	n.next = b->next;
	ck_assert_int_eq(cnis_review_record(s.r, &n, &done, &err), CNIS_EINVAL);
	ck_assert_str_eq(err.field, bad[_i].field);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM review", 0, 0), 0);
	ck_assert_int_eq(family_duties(&s, child, "review", "open"), 1);
}
END_TEST

START_TEST(a_review_needs_an_entry_open_on_the_day)
{
	cnis_review_new n = review("suitable");
	cnis_review_done done = { 0 };

	n.reviewed = scene_day("2026-08-31");
	ck_assert_int_eq(cnis_review_record(s.r, &n, &done, &err), CNIS_ENOTFOUND);
	n.child_id = 999;
	ck_assert_int_eq(cnis_review_record(s.r, &n, &done, &err), CNIS_ENOTFOUND);
}
END_TEST

static cnis_status
check_row(const cnis_review *v, void *payload, cnis_error *reterr)
{
	int *n = payload;

	(void)reterr;
	ck_assert_str_eq(v->evidence, "plan work_samples");
	ck_assert_str_eq(v->officer, "boss");
	ck_assert_str_eq(v->signer, "");
	(*n)++;
	return CNIS_OK;
}

START_TEST(reviews_are_listed)
{
	cnis_review_new n = review("suitable");
	int rows = 0;
	int64_t first = recorded(&n).id;

	n.outcome = "appears_not_suitable";
	n.reviewed = scene_day("2026-11-18");
	(void)recorded(&n);
	scene_want(cnis_review_walk(s.r, 0, false, check_row, &rows, &err), CNIS_OK, &err);
	ck_assert_int_eq(rows, 2);
	scene_want(cnis_review_walk(s.r, 0, true, check_row, &rows, &err), CNIS_OK, &err);
	ck_assert_int_eq(rows, 3);
	scene_want(cnis_review_walk(s.r, child, true, check_row, &rows, &err), CNIS_OK, &err);
	ck_assert_int_eq(rows, 4);
	scene_want(cnis_review_get(s.r, first, check_row, &rows, &err), CNIS_OK, &err);
	ck_assert_int_eq(cnis_review_get(s.r, 999, check_row, &rows, &err), CNIS_ENOTFOUND);
}
END_TEST

/* ---- information and the home ---------------------------------------------------------------- */

static cnis_status
count_plan(const cnis_plan *p, void *payload, cnis_error *reterr)
{
	(void)reterr;
	ck_assert_int_eq(p->entry_id, entry);
	(*(int *)payload)++;
	return CNIS_OK;
}

START_TEST(information_in_any_form_is_kept)
{
	static const char *const kinds[] = { "plan", "report",       "work_samples", "letter",
		                             "form", "conversation", "other" };
	cnis_plan_new p = { .size = sizeof(p),
		            .child_id = child,
		            .method = "post",
		            .received = scene_day(NOW),
		            .note = "Two pages." };
	int64_t id = 0;
	int n = 0;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		p.kind = kinds[i];
		scene_want(cnis_plan_receive(s.r, &p, &id, NULL, &err), CNIS_OK, &err);
	}
	scene_want(cnis_plan_walk(s.r, child, count_plan, &n, &err), CNIS_OK, &err);
	ck_assert_int_eq(n, 7);
	ck_assert_int_eq(cnis_plan_walk(s.r, 999, count_plan, &n, &err), CNIS_ENOTFOUND);
	p.kind = "essay";
	ck_assert_int_eq(cnis_plan_receive(s.r, &p, &id, NULL, &err), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "kind");
	p.kind = "plan";
	p.child_id = scene_child(&s, "2015-03-05");
	ck_assert_int_eq(cnis_plan_receive(s.r, &p, &id, NULL, &err), CNIS_ENOTFOUND);
	p.child_id = child;
	p.received = scene_day("2026-11-21");
	ck_assert_int_eq(cnis_plan_receive(s.r, &p, &id, NULL, &err), CNIS_EINVAL);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM education_information", 0, 0), 7);
}
END_TEST

START_TEST(what_came_before_the_child_was_registered_keeps_its_day)
{
	cnis_review_new v = review("more_information");
	cnis_review_done done = recorded(&v);
	cnis_plan_new p = { .size = sizeof(p),
		            .child_id = child,
		            .kind = "plan",
		            .method = "post",
		            .received = scene_day("2026-08-01") };
	int64_t id = 0;
	int met = 0;

	(void)scene_officer(&s, "ann", CNIS_ROLE_OFFICER);
	scene_as(&s, "ann", NOW);
	scene_want(cnis_review_sign(s.r, done.id, 0, true, scene_day(NOW), &done, &err), CNIS_OK,
	           &err);
	scene_want(cnis_plan_receive(s.r, &p, &id, &met, &err), CNIS_OK, &err);
	ck_assert_int_eq(met, 0); /* it does not answer what was asked since */
	ck_assert_int_eq(family_duties(&s, child, "more_information", "open"), 1);
	ck_assert_int_eq(scene_ask(&s,
	                           "SELECT i.received_day < e.from_day AND e.to_day IS NULL FROM"
	                           " education_information i JOIN entry e ON e.id = i.entry_id"
	                           " WHERE i.id = %lld",
	                           id, 0),
	                 1);
}
END_TEST

static cnis_status
count_home(const cnis_home_consideration *h, void *payload, cnis_error *reterr)
{
	(void)reterr;
	ck_assert(h->visit_asked);
	ck_assert_str_eq(h->officer, "boss");
	(*(int *)payload)++;
	return CNIS_OK;
}

START_TEST(considering_the_home_meets_the_duty_where_there_is_one)
{
	cnis_home_consideration_new h = { .size = sizeof(h),
		                          .child_id = child,
		                          .considered = scene_day("2026-11-18"),
		                          .visit_asked = true };
	int64_t id = 0;
	int met = 9, n = 0;

	scene_want(cnis_home_consideration_record(s.r, &h, &id, &met, &err), CNIS_OK, &err);
	ck_assert_int_eq(met, 0);
	(void)scene_sql(&s,
	                "INSERT INTO duty (kind, rule, rule_version, inputs, child_id, entry_id,"
	                " opened_day, due_day, state, opened_at, rev) VALUES ('home_consideration',"
	                " 'EA1996.436B.8', 1, '{}', %lld, %lld, 20700, 20714, 'open', :at, :rev)",
	                child, entry);
	scene_want(cnis_home_consideration_record(s.r, &h, &id, &met, &err), CNIS_OK, &err);
	ck_assert_int_eq(met, 1);
	scene_want(cnis_home_consideration_walk(s.r, child, count_home, &n, &err), CNIS_OK, &err);
	ck_assert_int_eq(n, 2);
	ck_assert_int_eq(cnis_home_consideration_walk(s.r, 999, count_home, &n, &err),
	                 CNIS_ENOTFOUND);
	h.considered = scene_day("2026-11-21");
	ck_assert_int_eq(cnis_home_consideration_record(s.r, &h, &id, &met, &err), CNIS_EINVAL);
	h.considered = scene_day("2026-08-21");
	ck_assert_int_eq(cnis_home_consideration_record(s.r, &h, &id, &met, &err), CNIS_ENOTFOUND);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("review");
	TCase *tc = tcase_create("review");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, a_suitable_review_is_final_and_the_next_is_in_a_year);
	tcase_add_test(tc, a_reviewer_may_set_an_earlier_day);
	tcase_add_loop_test(tc, a_review_nobody_met_for_is_a_desk_review, 0,
	                    (int)(sizeof(desks) / sizeof(desks[0])));
	tcase_add_test(tc, an_adverse_outcome_waits_for_another_officer);
	tcase_add_test(tc, an_outcome_not_agreed_does_not_stand_and_is_reviewed_again);
	tcase_add_test(tc, more_information_is_asked_for_once_signed_and_met_when_it_comes);
	tcase_add_test(tc, which_outcomes_are_adverse_is_the_authoritys_choice);
	tcase_add_test(tc, a_review_written_down_late_moves_nothing);
	tcase_add_loop_test(tc, a_bad_field_is_named_and_nothing_is_kept, 0,
	                    (int)(sizeof(bad) / sizeof(bad[0])));
	tcase_add_test(tc, a_review_needs_an_entry_open_on_the_day);
	tcase_add_test(tc, reviews_are_listed);
	tcase_add_test(tc, information_in_any_form_is_kept);
	tcase_add_test(tc, what_came_before_the_child_was_registered_keeps_its_day);
	tcase_add_test(tc, considering_the_home_meets_the_duty_where_there_is_one);
	tcase_set_timeout(tc, 60);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
