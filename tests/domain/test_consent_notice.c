/* After a decision on consent: the notices of it, and a reference to the Secretary of State. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/withholding.h>

#include "consent_case.h"

/* ---- notices
 * -------------------------------------------------------------------------------------- */

START_TEST(who_may_decide_may_serve_and_hand_on)
{
	static const unsigned roles[] = { CNIS_ROLE_MANAGER, CNIS_ROLE_SAFEGUARDING };
	int64_t left = 0;

	(void)scene_officer(&s, "one", roles[_i]);
	if (roles[_i] == CNIS_ROLE_MANAGER) /* who may be given the check may take what it finds */
		scene_as(&s, "one", NOW);
	scene_want(apply("2026-11-09", NULL), CNIS_OK, &err);
	scene_as(&s, "one", NOW);
	scene_want(decide("2026-11-16", "best_interests"), CNIS_OK, &err);
	scene_want(serve("applicant", 0, &left), CNIS_OK, &err);
	if (roles[_i] == CNIS_ROLE_MANAGER)
		scene_want(cnis_consent_refer(s.r, w, 0, scene_day("2026-11-19"), &err), CNIS_OK,
		           &err);
}
END_TEST

START_TEST(the_duty_to_serve_is_met_when_everybody_is_served)
{
	int64_t other = family_parent(&s, child), left = 0;

	ck_assert_int_eq(serve("applicant", 0, &left), CNIS_EREFUSED);
	ck_assert_int_eq(apply("2026-11-09", NULL), CNIS_OK);
	ck_assert_int_eq(decide("2026-11-16", "best_interests"), CNIS_OK);
	ck_assert_int_eq(serve("applicant", parent, &left), CNIS_OK);
	ck_assert_int_eq(left, 2);
	ck_assert_int_eq(serve("applicant", parent, &left), CNIS_EEXISTS);
	ck_assert_int_eq(serve("proprietor", 0, &left), CNIS_OK);
	ck_assert_int_eq(left, 1);
	ck_assert_int_eq(family_duties(&s, child, "consent_serve", "open"), 1);
	ck_assert_int_eq(serve("other_parent", 0, &left), CNIS_EINVAL);
	ck_assert_int_eq(serve("other_parent", parent, &left), CNIS_EINVAL);
	ck_assert_int_eq(serve("governor", 0, &left), CNIS_EINVAL);
	ck_assert_int_eq(serve("other_parent", other, &left), CNIS_OK);
	ck_assert_int_eq(left, 0);
	ck_assert_int_eq(family_duties(&s, child, "consent_serve", "met"), 1);
	/* a refusal that everybody knows of ends the process */
	ck_assert_int_eq(scene_ask(&s, "SELECT closed_day FROM withdrawal WHERE id = %lld", w, 0),
	                 scene_day("2026-11-18"));
	/* and another application opens it again */
	ck_assert_int_eq(apply("2026-11-19", NULL), CNIS_OK);
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT closed_day IS NULL FROM withdrawal WHERE id = %lld", w, 0), 1);
}
END_TEST

START_TEST(a_notice_needs_a_method_of_section_572)
{
	cnis_consent_serve_new n = { .size = sizeof(n),
		                     .withdrawal_id = w,
		                     .recipient = "proprietor",
		                     .served = scene_day("2026-11-18"),
		                     .method = "pigeon" };

	ck_assert_int_eq(apply("2026-11-09", NULL), CNIS_OK);
	ck_assert_int_eq(decide("2026-11-16", NULL), CNIS_OK);
	ck_assert_int_eq(cnis_consent_serve(s.r, &n, NULL, &err), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "method");
	n.method = "post";
	n.served = scene_day("2026-11-15");
	ck_assert_int_eq(cnis_consent_serve(s.r, &n, NULL, &err), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "on");
}
END_TEST

static cnis_consent_serve_new
notice_to(const char *recipient, int64_t person)
{
	return (cnis_consent_serve_new){ .size = sizeof(cnis_consent_serve_new),
		                         .withdrawal_id = w,
		                         .recipient = recipient,
		                         .person_id = person,
		                         .served = scene_day("2026-11-18") };
}

START_TEST(another_parent_is_left_out_only_for_exceptional_circumstances_by_a_manager)
{
	int64_t other = family_parent(&s, child), left = 0;
	cnis_consent_serve_new n = notice_to("other_parent", other);

	(void)scene_officer(&s, "ann", CNIS_ROLE_OFFICER);
	scene_want(apply("2026-11-09", NULL), CNIS_OK, &err);
	scene_want(decide("2026-11-16", "best_interests"), CNIS_OK, &err);
	scene_want(serve("applicant", parent, &left), CNIS_OK, &err);
	scene_want(serve("proprietor", 0, &left), CNIS_OK, &err);
	ck_assert_int_eq(left, 1);
	n.not_served = "exceptional";
	ck_assert_int_eq(cnis_consent_serve(s.r, &n, &left, &err), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "reason");
	n.reason = "A court order says so.";
	n.method = "post";
	ck_assert_int_eq(cnis_consent_serve(s.r, &n, &left, &err), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "method");
	n.method = NULL;
	n.not_served = "forgotten";
	ck_assert_int_eq(cnis_consent_serve(s.r, &n, &left, &err), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "not_served");
	n.not_served = "exceptional";
	n.recipient = "proprietor";
	n.person_id = 0;
	ck_assert_int_eq(cnis_consent_serve(s.r, &n, &left, &err), CNIS_EREFUSED);
	n = notice_to("other_parent", other);
	n.not_served = "exceptional";
	n.reason = "A court order says so.";
	scene_as(&s, "ann", NOW);
	ck_assert_int_eq(cnis_consent_serve(s.r, &n, &left, &err), CNIS_EPERM);
	scene_as(&s, "boss", NOW);
	scene_want(cnis_consent_serve(s.r, &n, &left, &err), CNIS_OK, &err);
	ck_assert_int_eq(left, 0);
	ck_assert_int_eq(family_duties(&s, child, "consent_serve", "met"), 1);
	ck_assert_int_eq(scene_ask(&s,
	                           "SELECT count(*) FROM consent_service WHERE method IS NULL"
	                           " AND reason = 'A court order says so.'",
	                           0, 0),
	                 1);
}
END_TEST

static cnis_status
list_weighed(const cnis_weigh *x, void *payload, cnis_error *reterr)
{
	char *letters = payload;

	(void)reterr;
	letters[strlen(letters)] = x->letter;
	if (x->id == 0)
		letters[strlen(letters)] = '?';
	if (x->asks)
		letters[strlen(letters)] = '!';
	return CNIS_OK;
}

START_TEST(a_manager_weighs_what_is_withheld_from_a_parent_and_orders_that_bind_them)
{
	int64_t other = family_parent(&s, child), left = 0, id = 0;
	const cnis_withholding_new h = { .size = sizeof(h),
		                         .child_id = child,
		                         .fact = "location",
		                         .person_id = other,
		                         .confirmed_by = "police",
		                         .reason = "Not to know." };
	cnis_consent_serve_new n = notice_to("other_parent", other);
	char letters[64] = "";

	(void)scene_officer(&s, "ann", CNIS_ROLE_OFFICER);
	scene_want(apply("2026-11-09", NULL), CNIS_OK, &err);
	scene_want(decide("2026-11-16", "best_interests"), CNIS_OK, &err);
	scene_want(cnis_withhold_add(s.r, &h, &id, &err), CNIS_OK, &err);
	scene_sql(&s,
	          "INSERT INTO court_order (child_id, kind, education, from_day, source, basis,"
	          " recorded_at, rev) VALUES (%lld, 'non_molestation', 'no', 20700, 'court',"
	          " 'other_statute', :at, :rev)",
	          child, 0);
	scene_sql(&s,
	          "INSERT INTO court_order_person (child_id, order_id, person_id, stands, rev)"
	          " VALUES (%lld, 1, %lld, 'bound', :rev)",
	          child, other);
	scene_want(cnis_consent_weigh(s.r, w, other, list_weighed, letters, &err), CNIS_OK, &err);
	ck_assert_str_eq(letters, "G!L!");
	memset(letters, 0, sizeof(letters));
	scene_want(cnis_consent_weigh(s.r, w, parent, list_weighed, letters, &err), CNIS_OK, &err);
	ck_assert_str_eq(letters, "G");
	scene_as(&s, "ann", NOW);
	n.method = "post";
	scene_want(cnis_consent_serve(s.r, &n, &left, &err), CNIS_EREFUSED, &err);
	ck_assert_str_eq(err.field, "considered");
	n.considered = true;
	n.reason = "Only what the Act asks for is in it.";
	scene_want(cnis_consent_serve(s.r, &n, &left, &err), CNIS_EPERM, &err);
	scene_as(&s, "boss", NOW);
	n.reason = NULL;
	scene_want(cnis_consent_serve(s.r, &n, &left, &err), CNIS_EINVAL, &err);
	ck_assert_str_eq(err.field, "reason");
	n.reason = "Only what the Act asks for is in it.";
	n.recipient = "applicant";
	scene_want(cnis_consent_serve(s.r, &n, &left, &err), CNIS_EINVAL, &err);
	n.recipient = "other_parent";
	scene_want(cnis_consent_serve(s.r, &n, &left, &err), CNIS_OK, &err);
	ck_assert_int_eq(scene_ask(&s,
	                           "SELECT count(*) FROM consent_service WHERE method = 'post'"
	                           " AND reason IS NOT NULL",
	                           0, 0),
	                 1);
}
END_TEST

START_TEST(every_fact_there_is_to_weigh_is_listed)
{
	int64_t other = family_parent(&s, child), id = 0;
	const cnis_withholding_new h = { .size = sizeof(h),
		                         .child_id = child,
		                         .fact = "school",
		                         .confirmed_by = "police",
		                         .reason = "Not to be known." };
	char letters[64] = "";

	(void)scene_officer(&s, "ann", CNIS_ROLE_OFFICER);
	(void)scene_officer(&s, "sue", CNIS_ROLE_OFFICER | CNIS_ROLE_SAFEGUARDING);
	scene_want(cnis_withhold_add(s.r, &h, &id, &err), CNIS_OK, &err);
	scene_sql(&s,
	          "UPDATE relationship SET contact_limits = 'Letters only.', rev = :rev"
	          " WHERE child_id = %lld AND person_id = %lld",
	          child, other);
	/* in their favour; of nobody; over */
	scene_sql(
	    &s,
	    "INSERT INTO court_order (child_id, kind, education, from_day, to_day, source,"
	    " basis, recorded_at, rev)"
	    " VALUES (%lld, 'child_arrangements', 'no', 20001, NULL, 'court', 'other_statute',"
	    " :at, :rev), (%lld, 'wardship', 'no', 20002, NULL, 'court', 'other_statute',"
	    " :at, :rev), (1, 'care', 'no', 20003, 20004, 'court', 'other_statute', :at,"
	    " :rev)",
	    child, child);
	scene_sql(&s,
	          "INSERT INTO court_order_person (child_id, order_id, person_id, stands, rev)"
	          " VALUES (%lld, 1, %lld, 'favoured', :rev)",
	          child, other);
	scene_sql(&s,
	          "INSERT INTO flag (child_id, kind, from_day, to_day, source, basis, recorded_at,"
	          " rev) VALUES (%lld, 's47_enquiry', 20005, NULL, 'social_care', 's436a', :at,"
	          " :rev), (%lld, 'early_help', 20005, NULL, 'social_care', 's436a', :at, :rev)",
	          child, child);
	scene_as(&s, "sue", NOW);
	scene_want(cnis_consent_weigh(s.r, w, other, list_weighed, letters, &err), CNIS_OK, &err);
	ck_assert_str_eq(letters, "P!GGFL");
	memset(letters, 0, sizeof(letters));
	scene_as(&s, "ann", NOW); /* that there is a reason, not which */
	scene_want(cnis_consent_weigh(s.r, w, other, list_weighed, letters, &err), CNIS_OK, &err);
	ck_assert_str_eq(letters, "F?P!GGL");
}
END_TEST

/* ---- references
 * ----------------------------------------------------------------------------------- */

START_TEST(a_refusal_may_be_directed_to_be_a_grant)
{
	cnis_day on = scene_day("2026-11-18");

	ck_assert_int_eq(cnis_consent_refer(s.r, w, parent, on, &err), CNIS_EREFUSED);
	ck_assert_int_eq(apply("2026-11-09", NULL), CNIS_OK);
	ck_assert_int_eq(decide("2026-11-16", "best_interests"), CNIS_OK);
	ck_assert_int_eq(cnis_consent_outcome(s.r, w, "upheld", on, &err), CNIS_ENOTFOUND);
	ck_assert_int_eq(cnis_consent_refer(s.r, w, parent, scene_day("2026-11-15"), &err),
	                 CNIS_EINVAL);
	scene_want(cnis_consent_refer(s.r, w, parent, on, &err), CNIS_OK, &err);
	ck_assert_int_eq(cnis_consent_refer(s.r, w, parent, on, &err), CNIS_EEXISTS);
	ck_assert_int_eq(cnis_consent_outcome(s.r, w, "forgotten", on, &err), CNIS_EINVAL);
	scene_want(cnis_consent_outcome(s.r, w, "directed_grant", scene_day(NOW), &err), CNIS_OK,
	           &err);
	ck_assert(state_is("granted"));
	ck_assert_int_eq(family_duties(&s, child, "register_child", "open"), 1);
}
END_TEST

START_TEST(a_grant_may_be_referred_back_and_is_decided_again)
{
	cnis_day on = scene_day("2026-11-18");

	ck_assert_int_eq(apply("2026-11-09", NULL), CNIS_OK);
	ck_assert_int_eq(decide("2026-11-16", NULL), CNIS_OK);
	scene_want(cnis_consent_refer(s.r, w, 0, on, &err), CNIS_OK, &err);
	ck_assert_int_eq(cnis_consent_outcome(s.r, w, "directed_refuse", on, &err), CNIS_EREFUSED);
	scene_want(cnis_consent_outcome(s.r, w, "referred_back", on, &err), CNIS_OK, &err);
	ck_assert(state_is("applied"));
	ck_assert_int_eq(family_duties(&s, child, "register_child", "open"), 0);
	ck_assert_int_eq(decide("2026-11-19", "best_interests"), CNIS_OK);
	ck_assert(state_is("refused"));
	ck_assert_int_eq(family_duties(&s, child, "consent_serve", "open"), 1);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("consent_notice");
	TCase *tc = tcase_create("notice");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, who_may_decide_may_serve_and_hand_on, 0, 2);
	tcase_add_test(tc, the_duty_to_serve_is_met_when_everybody_is_served);
	tcase_add_test(tc,
	               another_parent_is_left_out_only_for_exceptional_circumstances_by_a_manager);
	tcase_add_test(tc,
	               a_manager_weighs_what_is_withheld_from_a_parent_and_orders_that_bind_them);
	tcase_add_test(tc, every_fact_there_is_to_weigh_is_listed);
	tcase_add_test(tc, a_notice_needs_a_method_of_section_572);
	tcase_add_test(tc, a_refusal_may_be_directed_to_be_a_grant);
	tcase_add_test(tc, a_grant_may_be_referred_back_and_is_decided_again);
	tcase_set_timeout(tc, 60);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
