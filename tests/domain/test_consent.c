/* Consent: the verdict kept at each stage, an application, a decision on one of two grounds, lists.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/consent.h>
#include <cnis/rule.h>
#include <cnis/setting.h>
#include <cnis/withdrawal.h>

#include "base/flat.h"
#include "consent_case.h"

/* ---- the four stages
 * ------------------------------------------------------------------------------ */

/* Members of the kept inputs, for asking the calculator again. */
struct members {
	cnis_rule_input in[32];
	char texts[32][2][64];
	size_t n;
};

static bool
member(const char *name, const char *value, void *payload)
{
	struct members *m = payload;

	ck_assert_uint_lt(m->n, 32);
	(void)snprintf(m->texts[m->n][0], 64, "%s", name);
	(void)snprintf(m->texts[m->n][1], 64, "%s", value ? value : "");
	m->in[m->n].name = m->texts[m->n][0];
	m->in[m->n].text = value ? m->texts[m->n][1] : NULL;
	m->n++;
	return true;
}

struct stages {
	char names[128];
	int n;
};

/* Each kept verdict comes out of the calculator again. */
static cnis_status
again(const cnis_consent_test *t, void *payload, cnis_error *reterr)
{
	struct stages *seen = payload;
	struct members m = { .n = 0 };
	cnis_rule_verdict v;
	char conditions[8] = "";
	size_t len = 0;

	ck_assert_int_eq(flat_read(t->inputs, member, &m), CNIS_OK);
	scene_want(cnis_rule_eval("EA1996.434A.2", m.in, m.n, NULL, &v, reterr), CNIS_OK, reterr);
	ck_assert_str_eq(cnis_rule_verdict_get(&v, "required")->text,
	                 t->required ? "true" : "false");
	for (const char *at = cnis_rule_verdict_get(&v, "conditions")->text; *at; at++)
		if (*at != ' ' && len < sizeof(conditions) - 1)
			conditions[len++] = *at;
	ck_assert_str_eq(conditions, t->conditions);
	ck_assert_str_eq(cnis_rule_verdict_get(&v, "local_gate")->text, t->local_gate);
	ck_assert_str_eq(cnis_rule_verdict_get(&v, "relevant_authority")->text, t->authorities);
	(void)snprintf(seen->names + strlen(seen->names), sizeof(seen->names) - strlen(seen->names),
	               "%s%s", seen->n ? " " : "", t->stage);
	seen->n++;
	return CNIS_OK;
}

START_TEST(the_verdict_is_kept_at_each_of_the_four_stages_and_can_be_had_again)
{
	struct stages seen = { .n = 0 };

	(void)family_flag(&s, child, "s47_action", "2022-01-01", "2023-05-01", "305", "yes");
	(void)family_flag(&s, child, "ehc_plan", "2022-01-01", NULL, "302", NULL);
	(void)scene_officer(&s, "guard", CNIS_ROLE_OFFICER | CNIS_ROLE_SAFEGUARDING);
	scene_as(&s, "guard", NOW);
	ck_assert_int_eq(apply("2026-11-09", NULL), CNIS_OK);
	/* the action of 305 is over, and the Act does not say who decides then: said in so many
	 * words */
	ck_assert_int_eq(decide("2026-11-16", "best_interests"), CNIS_EREFUSED);
	scene_want(decide_by("2026-11-16", "best_interests", "302"), CNIS_OK, &err);
	scene_want(cnis_withdrawal_left(s.r, w, 0, scene_day(NOW), &err), CNIS_OK, &err);
	scene_want(cnis_consent_tests(s.r, w, again, &seen, &err), CNIS_OK, &err);
	ck_assert_str_eq(seen.names, "notice application decision deletion");
	ck_assert(state_is("left"));
	ck_assert_int_eq(scene_ask(&s,
	                           "SELECT deletion_without_consent FROM withdrawal WHERE id ="
	                           " %lld",
	                           w, 0),
	                 1);
}
END_TEST

START_TEST(the_five_years_end_on_the_day_of_the_application)
{
	int64_t other = scene_child(&s, "2014-03-01");

	/* ended 2021-11-09: the last day inside the five years ending 2026-11-08 */
	(void)family_flag(&s, other, "s47_action", "2020-01-01", "2021-11-09", "302", "yes");
	w = family_notice(&s, other, NULL, NULL, "2026-11-02");
	parent = 0;
	ck_assert_int_eq(apply("2026-11-08", NULL), CNIS_OK);
	ck_assert(state_is("applied"));
	/* decided later, when five years back from the decision would no longer reach it */
	(void)scene_officer(&s, "guard", CNIS_ROLE_OFFICER | CNIS_ROLE_SAFEGUARDING);
	scene_as(&s, "guard", NOW);
	scene_want(decide("2026-11-18", "best_interests"), CNIS_OK, &err);
	ck_assert(state_is("refused"));
}
END_TEST

START_TEST(an_application_a_day_later_is_outside_the_five_years)
{
	int64_t other = scene_child(&s, "2014-03-01");
	cnis_consent_applied done;

	(void)family_flag(&s, other, "s47_action", "2020-01-01", "2021-11-09", "302", "yes");
	w = family_notice(&s, other, NULL, NULL, "2026-11-02");
	parent = 0;
	scene_want(cnis_setting_set(s.r, "gate.child_protection", "off", CNIS_DAY_NONE, &err),
	           CNIS_OK, &err);
	ck_assert_int_eq(apply("2026-11-09", &done), CNIS_OK);
	ck_assert(!done.required);
	ck_assert(state_is("consent_not_needed"));
	ck_assert_int_eq(family_duties(&s, other, "register_child", "open"), 1);
	ck_assert_int_eq(family_duties(&s, other, "consent_decide", "open"), 0);
}
END_TEST

/* ---- application
 * ---------------------------------------------------------------------------------- */

START_TEST(a_proprietor_applies_only_with_the_parents_agreement)
{
	cnis_consent_apply_new a = { .size = sizeof(a),
		                     .withdrawal_id = w,
		                     .applied = scene_day("2026-11-09"),
		                     .applicant = "proprietor" };
	cnis_consent_applied done = { 0 };

	ck_assert_int_eq(cnis_consent_apply(s.r, &a, &done, &err), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "parent_agrees");
	a.parent_agrees = true;
	scene_want(cnis_consent_apply(s.r, &a, &done, &err), CNIS_OK, &err);
	ck_assert(done.required);
	/* 10 working days from 9 November */
	ck_assert_int_eq(done.decide_by, scene_day("2026-11-23"));
	ck_assert_int_eq(family_duties(&s, child, "consent_check", "met"), 1);
	ck_assert_int_eq(family_duties(&s, child, "consent_decide", "open"), 1);
	ck_assert_int_eq(cnis_consent_apply(s.r, &a, &done, &err), CNIS_EREFUSED);
}
END_TEST

START_TEST(an_application_is_refused_where_it_cannot_be)
{
	cnis_consent_apply_new a = { .size = sizeof(a),
		                     .withdrawal_id = w,
		                     .applied = scene_day("2026-11-09"),
		                     .applicant = "neighbour" };
	cnis_consent_applied done = { 0 };
	int64_t stranger = family_parent(&s, scene_child(&s, "2013-01-01"));

	ck_assert_int_eq(cnis_consent_apply(s.r, &a, &done, &err), CNIS_EINVAL);
	a.applicant = "parent";
	a.person_id = stranger;
	ck_assert_int_eq(cnis_consent_apply(s.r, &a, &done, &err), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "person");
	a.person_id = 999;
	ck_assert_int_eq(cnis_consent_apply(s.r, &a, &done, &err), CNIS_ENOTFOUND);
	ck_assert_int_eq(apply("2026-11-01", NULL), CNIS_EINVAL);
	ck_assert_int_eq(apply("2026-11-21", NULL), CNIS_EINVAL);
	scene_want(cnis_withdrawal_withdraw(s.r, w, 0, scene_day(NOW), &err), CNIS_OK, &err);
	ck_assert_int_eq(apply("2026-11-09", NULL), CNIS_EREFUSED);
	w = 999;
	ck_assert_int_eq(apply("2026-11-09", NULL), CNIS_ENOTFOUND);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM consent_application", 0, 0), 0);
}
END_TEST

START_TEST(a_repeat_within_six_months_is_kept_and_need_not_be_decided_yet)
{
	cnis_consent_applied done;

	ck_assert_int_eq(apply("2026-11-03", NULL), CNIS_OK);
	ck_assert_int_eq(decide("2026-11-09", "no_suitable_arrangements"), CNIS_OK);
	ck_assert_int_eq(apply("2026-11-16", &done), CNIS_OK);
	ck_assert(done.early);
	ck_assert_int_eq(done.must_decide, scene_day("2027-05-03"));
	/* the authority may decide earlier */
	ck_assert_int_eq(decide("2026-11-19", NULL), CNIS_OK);
	ck_assert(state_is("granted"));
}
END_TEST

/* ---- decision
 * ------------------------------------------------------------------------------------- */

START_TEST(a_refusal_rests_on_one_of_two_grounds_and_a_grant_on_none)
{
	cnis_consent_decide_new d = { .size = sizeof(d),
		                      .withdrawal_id = w,
		                      .decided = scene_day("2026-11-16"),
		                      .reasons = "Reasons." };
	int64_t id = 0;

	ck_assert_int_eq(apply("2026-11-09", NULL), CNIS_OK);
	ck_assert_int_eq(cnis_consent_decide(s.r, &d, &id, &err), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "ground");
	d.ground = "attendance";
	ck_assert_int_eq(cnis_consent_decide(s.r, &d, &id, &err), CNIS_EINVAL);
	d.ground = "best_interests";
	d.grant = true;
	ck_assert_int_eq(cnis_consent_decide(s.r, &d, &id, &err), CNIS_EINVAL);
	d.ground = NULL;
	d.reasons = " ";
	ck_assert_int_eq(cnis_consent_decide(s.r, &d, &id, &err), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "reasons");
	d.reasons = "Reasons.";
	d.decided = scene_day("2026-11-08");
	ck_assert_int_eq(cnis_consent_decide(s.r, &d, &id, &err), CNIS_EINVAL);
	d.decided = scene_day("2026-11-16");
	scene_want(cnis_consent_decide(s.r, &d, &id, &err), CNIS_OK, &err);
	ck_assert(state_is("granted"));
	ck_assert_int_eq(family_duties(&s, child, "consent_decide", "met"), 1);
	ck_assert_int_eq(family_duties(&s, child, "consent_serve", "open"), 1);
	ck_assert_int_eq(family_duties(&s, child, "register_child", "open"), 1);
	ck_assert_int_eq(scene_ask(&s,
	                           "SELECT basis_rule = 'EA1996.434A.2' FROM consent_decision WHERE"
	                           " id = %lld",
	                           id, 0),
	                 1);
	ck_assert_int_eq(cnis_consent_decide(s.r, &d, &id, &err), CNIS_EREFUSED);
}
END_TEST

START_TEST(consent_granted_leaves_no_mark_when_the_school_removes_the_name)
{
	ck_assert_int_eq(apply("2026-11-09", NULL), CNIS_OK);
	ck_assert_int_eq(decide("2026-11-16", NULL), CNIS_OK);
	scene_want(cnis_withdrawal_left(s.r, w, 0, scene_day(NOW), &err), CNIS_OK, &err);
	ck_assert_int_eq(scene_ask(&s,
	                           "SELECT deletion_without_consent FROM withdrawal WHERE id ="
	                           " %lld",
	                           w, 0),
	                 0);
}
END_TEST

START_TEST(consent_is_decided_by_a_manager_or_the_safeguarding_role_whatever_the_ground)
{
	static const char *const kinds[] = { "s47_enquiry", "ehc_plan" };
	char said[2][sizeof(err.message)];

	(void)scene_officer(&s, "ann", CNIS_ROLE_OFFICER);
	(void)scene_officer(&s, "guard", CNIS_ROLE_SAFEGUARDING);
	for (int i = 0; i < 2; i++) {
		int64_t other;

		scene_as(&s, "boss", NOW);
		other = scene_child(&s, "2014-03-01");
		(void)family_flag(&s, other, kinds[i], "2026-10-01", NULL, "302", NULL);
		w = family_notice(&s, other, NULL, NULL, "2026-11-02");
		parent = 0;
		scene_as(&s, "ann", NOW);
		ck_assert_int_eq(apply("2026-11-09", NULL), CNIS_OK);
		ck_assert_int_eq(decide("2026-11-16", "best_interests"), CNIS_EPERM);
		ck_assert(state_is("applied"));
		(void)snprintf(said[i], sizeof(said[i]), "%s", err.message);
		scene_as(&s, "guard", NOW);
		scene_want(decide("2026-11-16", "best_interests"), CNIS_OK, &err);
	}
	ck_assert_str_eq(said[0], said[1]);
}
END_TEST

START_TEST(what_is_no_longer_needed_cannot_be_refused)
{
	int64_t other = scene_child(&s, "2014-03-01"), flag;

	flag = family_flag(&s, other, "ehc_plan", "2026-10-01", NULL, "302", NULL);
	w = family_notice(&s, other, NULL, NULL, "2026-11-02");
	parent = 0;
	ck_assert_int_eq(apply("2026-11-09", NULL), CNIS_OK);
	(void)scene_sql(&s, "UPDATE flag SET to_day = from_day + 40, rev = :rev WHERE id = %lld",
	                flag, 0);
	ck_assert_int_eq(decide("2026-11-16", "best_interests"), CNIS_EREFUSED);
	ck_assert(state_is("applied"));
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM consent_decision", 0, 0), 0);
	ck_assert_int_eq(decide("2026-11-16", NULL), CNIS_OK);
}
END_TEST

/* ---- what is shown
 * -------------------------------------------------------------------------------- */

START_TEST(a_cause_of_child_protection_is_shown_to_the_safeguarding_role_only)
{
	int64_t one = scene_child(&s, "2014-03-01"), two = scene_child(&s, "2013-03-01");
	char shown[160];

	(void)family_flag(&s, one, "s47_enquiry", "2026-10-01", NULL, "305", NULL);
	(void)family_flag(&s, two, "child_protection_plan", "2026-10-01", NULL, "305", NULL);
	(void)scene_officer(&s, "guard", CNIS_ROLE_OFFICER | CNIS_ROLE_SAFEGUARDING);
	scene_want(cnis_consent_check(s.r, one, 0, copy_test, shown, &err), CNIS_OK, &err);
	ck_assert_str_eq(shown, "1 1 EA1996.434A.2 [] [] [] -");
	scene_want(cnis_consent_check(s.r, two, 0, copy_test, shown, &err), CNIS_OK, &err);
	ck_assert_str_eq(shown, "1 0 LOCAL.gate [] [] [] -");
	/* what is no such cause is shown to every officer */
	scene_want(cnis_consent_check(s.r, child, 0, copy_test, shown, &err), CNIS_OK, &err);
	ck_assert_str_eq(shown, "1 1 EA1996.434A.2 [A] [] [302] -");
	scene_as(&s, "guard", NOW);
	scene_want(cnis_consent_check(s.r, one, 0, copy_test, shown, &err), CNIS_OK, &err);
	ck_assert_str_eq(shown, "1 1 EA1996.434A.2 [B] [] [305] inputs");
	scene_want(cnis_consent_check(s.r, two, 0, copy_test, shown, &err), CNIS_OK, &err);
	ck_assert_str_eq(shown, "1 0 LOCAL.gate.child-protection [] [child-protection] [] inputs");
	ck_assert_int_eq(cnis_consent_check(s.r, 999, 0, copy_test, shown, &err), CNIS_ENOTFOUND);
}
END_TEST

static cnis_status
copy_application(const cnis_consent *c, void *payload, cnis_error *reterr)
{
	char *out = payload;

	(void)reterr;
	(void)snprintf(out + strlen(out), 200 - strlen(out), "%s/%s/%s;", c->state, c->outcome,
	               c->basis);
	return CNIS_OK;
}

START_TEST(applications_waiting_are_listed_and_all_when_asked)
{
	char out[200] = "";

	ck_assert_int_eq(apply("2026-11-09", NULL), CNIS_OK);
	scene_want(cnis_consent_walk(s.r, 0, false, copy_application, out, &err), CNIS_OK, &err);
	ck_assert_str_eq(out, "applied//;");
	ck_assert_int_eq(decide("2026-11-16", NULL), CNIS_OK);
	scene_want(cnis_consent_walk(s.r, 0, false, copy_application, out, &err), CNIS_OK, &err);
	ck_assert_str_eq(out, "applied//;");
	scene_want(cnis_consent_walk(s.r, child, true, copy_application, out, &err), CNIS_OK, &err);
	ck_assert_str_eq(out, "applied//;granted/granted/EA1996.434A.2;");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("consent");
	TCase *tc = tcase_create("consent");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, the_verdict_is_kept_at_each_of_the_four_stages_and_can_be_had_again);
	tcase_add_test(tc, the_five_years_end_on_the_day_of_the_application);
	tcase_add_test(tc, an_application_a_day_later_is_outside_the_five_years);
	tcase_add_test(tc, a_proprietor_applies_only_with_the_parents_agreement);
	tcase_add_test(tc, an_application_is_refused_where_it_cannot_be);
	tcase_add_test(tc, a_repeat_within_six_months_is_kept_and_need_not_be_decided_yet);
	tcase_add_test(tc, a_refusal_rests_on_one_of_two_grounds_and_a_grant_on_none);
	tcase_add_test(tc, consent_granted_leaves_no_mark_when_the_school_removes_the_name);
	tcase_add_test(
	    tc, consent_is_decided_by_a_manager_or_the_safeguarding_role_whatever_the_ground);
	tcase_add_test(tc, what_is_no_longer_needed_cannot_be_refused);
	tcase_add_test(tc, a_cause_of_child_protection_is_shown_to_the_safeguarding_role_only);
	tcase_add_test(tc, applications_waiting_are_listed_and_all_when_asked);
	tcase_set_timeout(tc, 60);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
