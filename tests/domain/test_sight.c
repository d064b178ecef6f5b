/* Who is told that a matter rests on child protection, and whose the steps are that would tell it.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/consent.h>
#include <cnis/doctor.h>
#include <cnis/duty.h>
#include <cnis/flag.h>
#include <cnis/journal.h>
#include <cnis/officer.h>
#include <cnis/setting.h>
#include <cnis/why.h>
#include <cnis/withdrawal.h>

#include "domain/sight.h"
#include "family.h"

#define NOW "2026-11-21"

static scene s;
static cnis_error err;
static int64_t child;

static void
begin(void)
{
	scene_make(&s, NOW);
	child = scene_child(&s, "2015-03-02");
	(void)family_entry(&s, child, "2026-11-02");
}

static void
finish(void)
{
	scene_end(&s);
}

START_TEST(every_role_is_told_what_the_table_says)
{
	static const struct {
		unsigned roles;
		bool publishing, causes, steps;
		sight_ground protection, other;
	} told[] = {
		{ CNIS_ROLE_SAFEGUARDING, false, true, true, SIGHT_ALL, SIGHT_ALL },
		{ CNIS_ROLE_MANAGER, false, false, true, SIGHT_LAW, SIGHT_ALL },
		{ CNIS_ROLE_OFFICER, false, false, false, SIGHT_NO_GROUND, SIGHT_NO_GROUND },
		{ CNIS_ROLE_EXPORTER | CNIS_ROLE_AUDITOR | CNIS_ROLE_ADMINISTRATOR, false, false,
		  false, SIGHT_NO_GROUND, SIGHT_NO_GROUND },
		{ CNIS_ROLE_SAFEGUARDING | CNIS_ROLE_MANAGER, true, false, false, SIGHT_NO_GROUND,
		  SIGHT_NO_GROUND },
	};

	for (size_t i = 0; i < sizeof(told) / sizeof(told[0]); i++) {
		cnis_register r = { .roles = told[i].roles, .publishing = told[i].publishing };

		ck_assert_int_eq(sight_causes(&r), told[i].causes);
		ck_assert_int_eq(sight_steps(&r), told[i].steps);
		ck_assert_int_eq(sight_duty(&r, "speak_social_care"), told[i].steps);
		ck_assert(sight_duty(&r, "review"));
		ck_assert_int_eq(sight_ground_of(&r, true), told[i].protection);
		ck_assert_int_eq(sight_ground_of(&r, false), told[i].other);
	}
}
END_TEST

START_TEST(the_steps_are_the_same_in_c_and_in_sql)
{
	ck_assert_int_eq(
	    scene_ask(&s,
	              "SELECT count(*) FROM code WHERE list = 'duty_kind' AND code IN " SIGHT_STEPS,
	              0, 0),
	    9);
	ck_assert(sight_step("complaint_reply") && sight_step("complaint_acknowledge"));
	ck_assert(sight_step("await_authority"));
	ck_assert(sight_step("manager_withdrawal") && sight_step("consider_436h5"));
	ck_assert(sight_step("speak_social_care") && sight_step("consent_pass"));
	ck_assert(!sight_step("sign_off") && !sight_step("consent_decide"));
}
END_TEST

/* ---- whose the steps are --------------------------------------------------------------------- */

static int64_t
learned(const char *login)
{
	cnis_flag_new f = { .size = sizeof(f),
		            .child_id = child,
		            .kind = "s47_enquiry",
		            .fact = { .from = scene_day("2026-11-01"), .source = "social_care" } };
	int64_t id = 0;

	scene_as(&s, login, NOW);
	scene_want(cnis_flag_add(s.r, &f, &id, &err), CNIS_OK, &err);
	return scene_ask(&s,
	                 "SELECT id FROM duty WHERE kind = 'speak_social_care' AND state = 'open'"
	                 " AND child_id = %lld",
	                 child, 0);
}

static int64_t
owner(int64_t duty)
{
	return scene_ask(
	    &s, "SELECT officer_id FROM duty_owner WHERE duty_id = %lld AND to_day IS NULL", duty,
	    0);
}

/* The family's officer is an ordinary one from here on. */
static int64_t
an_ordinary_officer_has_it(void)
{
	int64_t ann = scene_officer(&s, "ann", CNIS_ROLE_OFFICER);

	(void)scene_sql(&s, "UPDATE duty_owner SET officer_id = %lld, rev = :rev", ann, 0);
	return ann;
}

static void
has_no_more_role(const char *login, unsigned role)
{
	scene_as(&s, "boss", NOW);
	scene_want(cnis_officer_role(s.r, login, role, false, &err), CNIS_OK, &err);
}

START_TEST(a_step_is_the_family_officers_where_that_one_is_shown_it)
{
	int64_t mine = owner(scene_ask(&s, "SELECT max(id) FROM duty", 0, 0));

	(void)scene_officer(&s, "guard", CNIS_ROLE_OFFICER | CNIS_ROLE_SAFEGUARDING);
	ck_assert_int_eq(owner(learned("guard")), mine);
}
END_TEST

START_TEST(else_it_is_the_safeguarding_role_s_whoever_learned_of_it)
{
	int64_t guard = scene_officer(&s, "guard", CNIS_ROLE_SAFEGUARDING);
	int64_t ann = an_ordinary_officer_has_it();
	int64_t step = learned("ann");

	ck_assert_int_eq(owner(step), guard);
	/* ... and it does not make that one the family's officer */
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT count(*) FROM duty_owner WHERE officer_id = %lld", ann, 0), 1);
}
END_TEST

START_TEST(else_a_manager_s)
{
	int64_t boss = scene_ask(&s, "SELECT id FROM officer WHERE login = 'boss'", 0, 0);

	(void)an_ordinary_officer_has_it();
	ck_assert_int_eq(owner(learned("ann")), boss);
}
END_TEST

static cnis_status
check_of_steps(const cnis_check *check, void *payload, cnis_error *reterr)
{
	(void)reterr;
	if (strcmp(check->name, "steps") == 0)
		*(cnis_health *)payload = check->state;
	return CNIS_OK;
}

static cnis_health
doctor_says(void)
{
	cnis_health all = CNIS_HEALTHY, found = CNIS_HEALTHY;

	scene_want(cnis_doctor(s.r, check_of_steps, &found, &all, &err), CNIS_OK, &err);
	return found;
}

START_TEST(where_nobody_is_shown_it_an_administrator_has_it_and_doctor_says_so)
{
	int64_t boss = scene_ask(&s, "SELECT id FROM officer WHERE login = 'boss'", 0, 0);
	int64_t step;

	(void)an_ordinary_officer_has_it();
	has_no_more_role("boss", CNIS_ROLE_MANAGER);
	ck_assert_int_eq(doctor_says(), CNIS_HEALTHY);
	step = learned("ann");
	ck_assert_int_eq(owner(step), boss);
	ck_assert_int_eq(doctor_says(), CNIS_UNHEALTHY);
	scene_as(&s, "boss", NOW);
	scene_want(cnis_officer_role(s.r, "boss", CNIS_ROLE_MANAGER, true, &err), CNIS_OK, &err);
	scene_as(&s, "boss", NOW);
	ck_assert_int_eq(doctor_says(), CNIS_HEALTHY);
}
END_TEST

START_TEST(a_step_is_not_given_to_who_would_not_be_shown_it)
{
	int64_t guard = scene_officer(&s, "guard", CNIS_ROLE_SAFEGUARDING), step;

	(void)an_ordinary_officer_has_it();
	step = learned("ann");
	ck_assert_int_eq(cnis_duty_assign(s.r, step, "ann", &err), CNIS_ENOTFOUND);
	ck_assert_int_eq(cnis_duty_meet(s.r, step, 0, "spoke", &err), CNIS_ENOTFOUND);
	ck_assert_int_eq(cnis_duty_extend(s.r, step, scene_day("2026-12-24"), "later", NULL, &err),
	                 CNIS_ENOTFOUND);
	scene_as(&s, "boss", NOW);
	ck_assert_int_eq(cnis_duty_assign(s.r, step, "ann", &err), CNIS_EREFUSED);
	ck_assert_int_eq(owner(step), guard);
	scene_want(cnis_duty_assign(s.r, step, "boss", &err), CNIS_OK, &err);
	scene_want(cnis_duty_meet(s.r, step, 0, "spoke", &err), CNIS_OK, &err);
}
END_TEST

START_TEST(a_step_moves_when_its_owner_loses_the_role_or_leaves)
{
	int64_t guard = scene_officer(&s, "guard", CNIS_ROLE_OFFICER | CNIS_ROLE_SAFEGUARDING);
	int64_t second = scene_officer(&s, "second", CNIS_ROLE_SAFEGUARDING);
	int64_t boss = scene_ask(&s, "SELECT id FROM officer WHERE login = 'boss'", 0, 0);
	int64_t ann = an_ordinary_officer_has_it(), step = learned("ann"), other, moved = 0;

	ck_assert_int_eq(owner(step), guard);
	other = scene_ask(&s, "SELECT id FROM duty WHERE kind = 'review' AND child_id = %lld",
	                  child, 0);
	scene_as(&s, "boss", NOW);
	scene_want(cnis_duty_assign(s.r, other, "guard", &err), CNIS_OK, &err);
	has_no_more_role("guard", CNIS_ROLE_SAFEGUARDING);
	ck_assert_int_eq(owner(step), boss); /* who did it, being a manager */
	ck_assert_int_eq(owner(other), guard);
	scene_want(cnis_duty_assign(s.r, step, "second", &err), CNIS_OK, &err);
	scene_want(cnis_duty_assign(s.r, other, "second", &err), CNIS_OK, &err);
	scene_want(cnis_officer_end(s.r, "second", "ann", &moved, &err), CNIS_OK, &err);
	ck_assert_int_eq(moved, 2);
	ck_assert_int_eq(owner(step), boss);
	ck_assert_int_eq(owner(other), ann);
	ck_assert_int_ne(owner(other), second);
}
END_TEST

/* ---- what would tell that there is one ------------------------------------------------------- */

START_TEST(a_step_answers_as_a_duty_that_is_not_there)
{
	char said[2][sizeof(err.message)];
	int64_t step, found = 0;

	(void)an_ordinary_officer_has_it();
	step = learned("ann");
	for (int i = 0; i < 2; i++) {
		ck_assert_int_eq(cnis_why_child(s.r, 'D', step + 1000 * i, &found, &err),
		                 CNIS_ENOTFOUND);
		(void)snprintf(said[i], sizeof(said[i]), "%s", err.message);
	}
	ck_assert_str_eq(said[0], said[1]);
	scene_as(&s, "boss", NOW);
	scene_want(cnis_why_child(s.r, 'D', step, &found, &err), CNIS_OK, &err);
}
END_TEST

static cnis_status
count_duty_rows(const cnis_log_entry *e, void *payload, cnis_error *reterr)
{
	(void)reterr;
	if (strncmp(e->kind, "duty.", 5) == 0)
		++*(int *)payload;
	return CNIS_OK;
}

static int
duty_rows(const char *login)
{
	int n = 0;

	scene_as(&s, login, NOW);
	scene_want(cnis_log_walk(s.r, child, 0, 100, count_duty_rows, &n, &err), CNIS_OK, &err);
	return n;
}

START_TEST(the_log_does_not_name_what_was_done_to_a_step)
{
	int64_t step, other;

	(void)an_ordinary_officer_has_it();
	(void)scene_officer(&s, "guard", CNIS_ROLE_SAFEGUARDING);
	step = learned("guard");
	other = scene_ask(&s, "SELECT id FROM duty WHERE kind = 'review' AND child_id = %lld",
	                  child, 0);
	scene_as(&s, "boss", NOW);
	scene_want(cnis_duty_assign(s.r, step, "boss", &err), CNIS_OK, &err);
	scene_want(cnis_duty_assign(s.r, other, "boss", &err), CNIS_OK, &err);
	ck_assert_int_eq(duty_rows("ann"), 1);
	ck_assert_int_eq(duty_rows("guard"), 2);
	ck_assert_int_eq(duty_rows("boss"), 2);
}
END_TEST

static cnis_status
count_tests(const cnis_consent_test *t, void *payload, cnis_error *reterr)
{
	(void)reterr;
	*(int64_t *)payload += t->required ? 1 : 100;
	return CNIS_OK;
}

static cnis_status
tests_said(const cnis_withdrawal *w, void *payload, cnis_error *reterr)
{
	(void)reterr;
	*(int64_t *)payload = w->tests;
	return CNIS_OK;
}

START_TEST(another_ground_for_what_was_needed_already_is_no_other_verdict)
{
	static const struct {
		const char *login;
		int64_t tests;
	} read[] = { { "ann", 1 }, { "boss", 2 }, { "guard", 2 } };
	int64_t w;

	child = scene_child(&s, "2015-03-03");
	(void)scene_officer(&s, "ann", CNIS_ROLE_OFFICER);
	(void)scene_officer(&s, "guard", CNIS_ROLE_OFFICER | CNIS_ROLE_SAFEGUARDING);
	(void)family_flag(&s, child, "ehc_plan", "2024-09-01", NULL, "302", NULL);
	w = family_notice(&s, child, NULL, NULL, "2026-11-02");
	(void)learned("guard");
	for (size_t i = 0; i < sizeof(read) / sizeof(read[0]); i++) {
		int64_t walked = 0, said = 0;

		scene_as(&s, read[i].login, NOW);
		scene_want(cnis_consent_tests(s.r, w, count_tests, &walked, &err), CNIS_OK, &err);
		scene_want(cnis_withdrawal_get(s.r, w, tests_said, &said, &err), CNIS_OK, &err);
		ck_assert_int_eq(walked, read[i].tests);
		ck_assert_int_eq(said, read[i].tests);
	}
}
END_TEST

START_TEST(a_verdict_is_no_question_to_put_about_any_child_on_any_day)
{
	int64_t n = 0, on_roll = scene_child(&s, "2015-03-03");

	(void)scene_officer(&s, "ann", CNIS_ROLE_OFFICER);
	(void)family_notice(&s, on_roll, NULL, NULL, "2026-11-02");
	scene_want(cnis_consent_check(s.r, child, CNIS_DAY_NONE, count_tests, &n, &err), CNIS_OK,
	           &err);
	scene_as(&s, "ann", NOW);
	ck_assert_int_eq(cnis_consent_check(s.r, child, CNIS_DAY_NONE, count_tests, &n, &err),
	                 CNIS_EPERM);
	ck_assert_int_eq(
	    cnis_consent_check(s.r, on_roll, scene_day("2026-10-01"), count_tests, &n, &err),
	    CNIS_EPERM);
	scene_want(cnis_consent_check(s.r, on_roll, CNIS_DAY_NONE, count_tests, &n, &err), CNIS_OK,
	           &err);
}
END_TEST

static cnis_status
words(const cnis_consent_test *t, void *payload, cnis_error *reterr)
{
	char *out = payload;

	(void)reterr;
	(void)snprintf(out, 160, "%d %d %d %d %s [%s] [%s] [%s]", t->required, t->advise,
	               t->by_statute, t->ground_kept_back, t->rule, t->conditions, t->local_gate,
	               t->authorities);
	return CNIS_OK;
}

START_TEST(what_is_only_advised_is_advised_in_the_same_words_on_any_ground)
{
	static const char *const kinds[] = { "ehc_plan", "child_protection_plan", "s47_enquiry" };
	static const char *const manager[] = { "0 1 0 0 LOCAL.gate.ehc [] [ehc] []",
		                               "0 1 0 0 LOCAL.gate [] [] []",
		                               "0 1 0 0 LOCAL.gate [] [] []" };
	char said[160] = "";

	(void)scene_officer(&s, "ann", CNIS_ROLE_OFFICER);
	scene_want(cnis_setting_set(s.r, "gate.ehc", "advise", CNIS_DAY_NONE, &err), CNIS_OK, &err);
	scene_want(cnis_setting_set(s.r, "gate.child_protection", "advise", CNIS_DAY_NONE, &err),
	           CNIS_OK, &err);
	for (int i = 0; i < 3; i++) {
		child = scene_child(&s, "2015-03-03");
		(void)family_flag(&s, child, kinds[i], "2026-10-01", NULL, "302", NULL);
		(void)family_notice(&s, child, NULL, NULL, "2026-11-02");
		scene_want(cnis_consent_check(s.r, child, CNIS_DAY_NONE, words, said, &err),
		           CNIS_OK, &err);
		ck_assert_str_eq(said, manager[i]);
		scene_as(&s, "ann", NOW);
		scene_want(cnis_consent_check(s.r, child, CNIS_DAY_NONE, words, said, &err),
		           CNIS_OK, &err);
		ck_assert_str_eq(said, "0 1 0 1 LOCAL.gate [] [] []");
		scene_as(&s, "boss", NOW);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("sight");
	TCase *tc = tcase_create("sight");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, begin, finish);
	tcase_add_test(tc, every_role_is_told_what_the_table_says);
	tcase_add_test(tc, the_steps_are_the_same_in_c_and_in_sql);
	tcase_add_test(tc, a_step_is_the_family_officers_where_that_one_is_shown_it);
	tcase_add_test(tc, else_it_is_the_safeguarding_role_s_whoever_learned_of_it);
	tcase_add_test(tc, else_a_manager_s);
	tcase_add_test(tc, where_nobody_is_shown_it_an_administrator_has_it_and_doctor_says_so);
	tcase_add_test(tc, a_step_is_not_given_to_who_would_not_be_shown_it);
	tcase_add_test(tc, a_step_moves_when_its_owner_loses_the_role_or_leaves);
	tcase_add_test(tc, a_step_answers_as_a_duty_that_is_not_there);
	tcase_add_test(tc, the_log_does_not_name_what_was_done_to_a_step);
	tcase_add_test(tc, another_ground_for_what_was_needed_already_is_no_other_verdict);
	tcase_add_test(tc, a_verdict_is_no_question_to_put_about_any_child_on_any_day);
	tcase_add_test(tc, what_is_only_advised_is_advised_in_the_same_words_on_any_ground);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
