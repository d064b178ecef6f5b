/* The relevant authority of an application: which one it is, who decides, and what is passed on. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/duty.h>
#include <cnis/withdrawal.h>

#include "consent_case.h"

START_TEST(what_another_authority_decides_is_passed_on_and_recorded_as_its_decision)
{
	cnis_consent_applied done;
	bool grant = _i == 1;
	int64_t left = 0;

	child = scene_child(&s, "2014-03-01");
	w = family_notice(&s, child, "special", "303", "2026-11-02");
	parent = 0;
	scene_want(apply("2026-11-09", &done), CNIS_OK, &err);
	ck_assert_str_eq(done.pass_to, "303");
	ck_assert_int_eq(family_duties(&s, child, "consent_pass", "open"), 1);
	ck_assert_int_eq(family_due(&s, child, "consent_pass"), scene_day("2026-11-11"));
	ck_assert_int_eq(family_duties(&s, child, "consent_decide", "open"), 1);
	ck_assert_int_eq(decide("2026-11-16", NULL), CNIS_EREFUSED);
	ck_assert_str_eq(err.field, "decided_by");
	ck_assert_ptr_nonnull(strstr(err.message, "303"));
	ck_assert_int_eq(decide_by("2026-11-16", NULL, "305"), CNIS_EREFUSED);
	ck_assert_int_eq(decide_by("2026-11-16", NULL, "999"), CNIS_EINVAL);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM consent_decision", 0, 0), 0);
	scene_want(decide_by("2026-11-16", grant ? NULL : "best_interests", "303"), CNIS_OK, &err);
	ck_assert(state_is(grant ? "granted" : "refused"));
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT count(*) FROM consent_decision WHERE decided_by = '303'", 0, 0),
	    1);
	ck_assert_int_eq(family_duties(&s, child, "consent_pass", "met"), 1);
	ck_assert_int_eq(family_duties(&s, child, "consent_decide", "met"), 1);
	/* its notices are its own */
	ck_assert_int_eq(family_duties(&s, child, "consent_serve", "open"), 0);
	ck_assert_int_eq(serve("proprietor", 0, &left), CNIS_EREFUSED);
	ck_assert_int_eq(family_duties(&s, child, "register_child", "open"), grant ? 1 : 0);
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT closed_day IS NULL FROM withdrawal WHERE id = %lld", w, 0),
	    grant ? 1 : 0);
}
END_TEST

START_TEST(an_application_passed_on_is_still_waited_for)
{
	child = scene_child(&s, "2014-03-01");
	w = family_notice(&s, child, "special", "303", "2026-11-02");
	parent = 0;
	scene_want(apply("2026-11-09", NULL), CNIS_OK, &err);
	scene_want(cnis_duty_meet(
		       s.r, scene_ask(&s, "SELECT id FROM duty WHERE kind = 'consent_pass'", 0, 0),
		       scene_day("2026-11-10"), "Sent to them.", &err),
	           CNIS_OK, &err);
	ck_assert_int_eq(family_duties(&s, child, "consent_decide", "open"), 1);
	scene_want(cnis_withdrawal_withdraw(s.r, w, 0, scene_day(NOW), &err), CNIS_OK, &err);
	ck_assert_int_eq(family_duties(&s, child, "consent_decide", "open"), 0);
}
END_TEST

START_TEST(the_authority_of_condition_b_decides_and_its_name_is_kept_from_others)
{
	cnis_consent_applied done;

	child = scene_child(&s, "2014-03-01");
	(void)family_flag(&s, child, "s47_enquiry", "2026-10-01", NULL, "305", NULL);
	w = family_notice(&s, child, NULL, NULL, "2026-11-02");
	parent = 0;
	scene_want(apply("2026-11-09", &done), CNIS_OK, &err);
	ck_assert_str_eq(done.pass_to, "");
	ck_assert_int_eq(family_duties(&s, child, "consent_pass", "open"), 1);
	ck_assert_int_eq(decide("2026-11-16", NULL), CNIS_EREFUSED);
	ck_assert_ptr_null(strstr(err.message, "305"));
	scene_want(decide_by("2026-11-16", NULL, "305"), CNIS_OK, &err);
}
END_TEST

START_TEST(what_only_our_own_policy_asks_for_is_ours_to_decide)
{
	child = scene_child(&s, "2014-03-01");
	(void)family_flag(&s, child, "ehc_plan", "2026-10-01", NULL, "305", NULL);
	w = family_notice(&s, child, NULL, NULL, "2026-11-02");
	parent = 0;
	scene_want(apply("2026-11-09", NULL), CNIS_OK, &err);
	ck_assert_int_eq(family_duties(&s, child, "consent_pass", "open"), 0);
	ck_assert_int_eq(decide_by("2026-11-16", NULL, "305"), CNIS_EREFUSED);
	scene_want(decide_by("2026-11-16", NULL, "302"), CNIS_OK, &err);
}
END_TEST

START_TEST(where_nobody_knows_the_authority_somebody_decides)
{
	child = scene_child(&s, "2014-03-01");
	(void)family_flag(&s, child, "s47_enquiry", "2026-10-01", NULL, NULL, NULL);
	w = family_notice(&s, child, NULL, NULL, "2026-11-02");
	parent = 0;
	scene_want(apply("2026-11-09", NULL), CNIS_OK, &err);
	ck_assert_int_eq(family_duties(&s, child, "consent_pass", "open"), 0);
	scene_want(decide_by("2026-11-16", NULL, _i == 0 ? NULL : "309"), CNIS_OK, &err);
}
END_TEST

/* Several authorities may be the relevant one; one that nobody wrote down is not ours. */
static const struct {
	const char *kind, *to, *authority;
} facts[][3] = {
	{ { "s47_enquiry", NULL, "303" },
	  { "s47_enquiry", NULL, "305" },
	  { "s47_enquiry", NULL, "303" } },
	{ { "s47_enquiry", NULL, NULL } },
	{ { "s47_enquiry", NULL, NULL }, { "s47_action", "2023-05-01", "305" } },
	{ { "s47_action", NULL, "303" },
	  { "s47_action", "2021-11-21", "305" },
	  { "s47_action", "2021-11-20", "306" } },
	{ { "s47_action", "2021-11-20", "306" }, { "s47_action", "2021-11-19", "305" } },
	{ { "s47_action", "2023-05-01", NULL } },
};

static const char *const authorities_shown[] = {
	"1 1 EA1996.434A.2 [B] [] [303 305] inputs", "1 1 EA1996.434A.2 [B] [] [] inputs",
	"1 1 EA1996.434A.2 [B] [] [305] inputs",     "1 1 EA1996.434A.2 [B] [] [303 305] inputs",
	"0 0 EA1996.434A.2 [] [] [] inputs",         "1 1 EA1996.434A.2 [B] [] [] inputs",
};

START_TEST(every_authority_of_condition_b_is_named_and_none_is_guessed)
{
	int64_t other = scene_child(&s, "2014-03-01");
	char shown[160];

	for (size_t i = 0; i < 3 && facts[_i][i].kind != NULL; i++)
		(void)family_flag(&s, other, facts[_i][i].kind, "2020-01-01", facts[_i][i].to,
		                  facts[_i][i].authority, "yes");
	(void)scene_officer(&s, "guard", CNIS_ROLE_OFFICER | CNIS_ROLE_SAFEGUARDING);
	scene_as(&s, "guard", NOW);
	scene_want(cnis_consent_check(s.r, other, 0, copy_test, shown, &err), CNIS_OK, &err);
	ck_assert_str_eq(shown, authorities_shown[_i]);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("consent_authority");
	TCase *tc = tcase_create("authority");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(
	    tc, what_another_authority_decides_is_passed_on_and_recorded_as_its_decision, 0, 2);
	tcase_add_test(tc, an_application_passed_on_is_still_waited_for);
	tcase_add_test(tc, the_authority_of_condition_b_decides_and_its_name_is_kept_from_others);
	tcase_add_test(tc, what_only_our_own_policy_asks_for_is_ours_to_decide);
	tcase_add_loop_test(tc, where_nobody_knows_the_authority_somebody_decides, 0, 2);
	tcase_add_loop_test(tc, every_authority_of_condition_b_is_named_and_none_is_guessed, 0,
	                    (int)(sizeof(facts) / sizeof(facts[0])));
	tcase_set_timeout(tc, 60);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
