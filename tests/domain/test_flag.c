/* Facts of need and safeguarding: what is accepted, who sees it, which duties it opens. */
#include <check.h>
#include <stdlib.h>

#include <cnis/duty.h>
#include <cnis/flag.h>
#include <cnis/setting.h>

#include "family.h"

static scene s;
static int64_t child;

static void
begin(void)
{
	scene_make(&s, "2026-11-21");
	child = scene_child(&s, "2015-03-02");
}

static void
begin_in_force(void)
{
	scene_make_in_force(&s, "2027-11-15", "2027-09-01");
	child = scene_child(&s, "2015-03-02");
}

static void
finish(void)
{
	scene_end(&s);
}

static cnis_flag_new
fact(const char *kind, const char *from)
{
	return (cnis_flag_new){ .size = sizeof(cnis_flag_new),
		                .child_id = child,
		                .kind = kind,
		                .fact = { .from = scene_day(from), .source = "social_care" } };
}

static int64_t
add(const cnis_flag_new *n)
{
	cnis_error err = { 0 };
	int64_t id = 0;

	scene_want(cnis_flag_add(s.r, n, &id, &err), CNIS_OK, &err);
	return id;
}

static void
refused(const cnis_flag_new *n, cnis_status want, const char *field)
{
	cnis_error err = { 0 };
	int64_t id = 0;

	scene_want(cnis_flag_add(s.r, n, &id, &err), want, &err);
	ck_assert_str_eq(err.field, field);
	ck_assert_int_eq(id, 0);
}

static cnis_status
count(const cnis_flag *f, void *payload, cnis_error *reterr)
{
	int *n = payload;

	(void)f;
	(void)reterr;
	(*n)++;
	return CNIS_OK;
}

START_TEST(wrong_facts_are_refused_by_field)
{
	cnis_flag_new n = fact("sorrow", "2026-11-01");

	refused(&n, CNIS_EINVAL, "kind");
	n = fact("early_help", "2026-11-22");
	refused(&n, CNIS_EINVAL, "from");
	n = fact("early_help", "2026-11-01");
	n.fact.from = CNIS_DAY_NONE;
	refused(&n, CNIS_EINVAL, "from");
	n = fact("early_help", "2026-11-01");
	n.fact.to = scene_day("2026-10-01");
	refused(&n, CNIS_EINVAL, "to");
	n = fact("early_help", "2026-11-01");
	n.significant_harm = "yes";
	refused(&n, CNIS_EINVAL, "significant_harm");
	n = fact("sen_provision", "2026-11-01");
	refused(&n, CNIS_EINVAL, "provision");
	n.provision = "Q";
	refused(&n, CNIS_EINVAL, "provision");
	n = fact("early_help", "2026-11-01");
	n.reviewed = scene_day("2026-11-02");
	refused(&n, CNIS_EINVAL, "reviewed_on");
	n = fact("early_help", "2026-11-01");
	n.authority = "999";
	refused(&n, CNIS_EINVAL, "authority");
	n = fact("early_help", "2026-11-01");
	n.child_id = 99;
	refused(&n, CNIS_ENOTFOUND, "child");
}
END_TEST

START_TEST(the_same_fact_twice_exists_already)
{
	cnis_flag_new n = fact("early_help", "2026-11-01");

	(void)add(&n);
	refused(&n, CNIS_EEXISTS, "kind");
}
END_TEST

START_TEST(safeguarding_facts_are_for_that_role_only)
{
	cnis_flag_new n = fact("s47_enquiry", "2026-11-01");
	cnis_error err = { 0 };
	int seen = 0;
	int64_t id = add(&n);

	scene_want(cnis_flag_walk(s.r, child, CNIS_DAY_NONE, true, count, &seen, &err), CNIS_OK,
	           &err);
	ck_assert_int_eq(seen, 0);
	scene_want(cnis_flag_get(s.r, id, count, &seen, &err), CNIS_ENOTFOUND, &err);
	scene_want(cnis_flag_end(s.r, id, CNIS_DAY_NONE, &err), CNIS_ENOTFOUND, &err);
	(void)scene_officer(&s, "guard", CNIS_ROLE_OFFICER | CNIS_ROLE_SAFEGUARDING);
	scene_as(&s, "guard", "2026-11-21");
	scene_want(cnis_flag_walk(s.r, child, CNIS_DAY_NONE, true, count, &seen, &err), CNIS_OK,
	           &err);
	ck_assert_int_eq(seen, 1);
	scene_want(cnis_flag_end(s.r, id, CNIS_DAY_NONE, &err), CNIS_OK, &err);
	scene_want(cnis_flag_end(s.r, id, CNIS_DAY_NONE, &err), CNIS_EREFUSED, &err);
}
END_TEST

START_TEST(an_ehc_plan_opens_its_review_and_a_review_opens_the_next)
{
	cnis_flag_new n = fact("ehc_plan", "2026-01-10");
	cnis_error err = { 0 };
	int64_t id;

	(void)family_entry(&s, child, "2026-09-01");
	id = add(&n);
	ck_assert_int_eq(family_due(&s, child, "ehc_review"), scene_day("2027-01-09"));
	scene_want(cnis_flag_reviewed(s.r, id, scene_day("2026-11-22"), &err), CNIS_EINVAL, &err);
	scene_want(cnis_flag_reviewed(s.r, id, scene_day("2026-11-20"), &err), CNIS_OK, &err);
	ck_assert_int_eq(family_duties(&s, child, "ehc_review", "met"), 1);
	ck_assert_int_eq(family_due(&s, child, "ehc_review"), scene_day("2027-11-19"));
	scene_want(cnis_flag_reviewed(s.r, id, scene_day("2026-11-20"), &err), CNIS_EINVAL, &err);
	scene_want(cnis_flag_end(s.r, id, CNIS_DAY_NONE, &err), CNIS_OK, &err);
	ck_assert_int_eq(family_duties(&s, child, "ehc_review", "open"), 0);
}
END_TEST

START_TEST(an_enquiry_on_an_open_entry_opens_the_word_with_social_care_once)
{
	cnis_flag_new n = fact("s47_enquiry", "2026-11-01");

	(void)family_entry(&s, child, "2026-09-01");
	(void)add(&n);
	ck_assert_int_eq(family_duties(&s, child, "speak_social_care", "open"), 1);
	n = fact("child_protection_plan", "2026-11-10");
	(void)add(&n);
	ck_assert_int_eq(family_duties(&s, child, "speak_social_care", "open"), 1);
}
END_TEST

START_TEST(action_without_a_harm_conclusion_opens_nothing)
{
	cnis_flag_new n = fact("s47_action", "2026-11-01");

	(void)family_entry(&s, child, "2026-09-01");
	(void)add(&n);
	ck_assert_int_eq(family_duties(&s, child, "speak_social_care", "open"), 0);
}
END_TEST

START_TEST(the_five_years_end_to_the_day)
{
	cnis_flag_new n = fact("s47_action", "2020-01-01");

	(void)family_entry(&s, child, "2027-09-01");
	n.significant_harm = "yes";
	n.fact.to = scene_day("2022-11-15");
	(void)add(&n);
	ck_assert_int_eq(family_duties(&s, child, "consider_436h5", "open"), 0);
	n.authority = "302";
	n.fact.to = scene_day("2022-11-16");
	(void)add(&n);
	ck_assert_int_eq(family_duties(&s, child, "consider_436h5", "open"), 1);
	ck_assert_int_eq(family_due(&s, child, "consider_436h5"), scene_day("2027-11-19"));
}
END_TEST

START_TEST(considering_is_local_policy_with_a_setting_and_can_be_waived)
{
	cnis_flag_new n = fact("s47_enquiry", "2027-11-15");
	cnis_error err = { 0 };
	int64_t id;

	(void)family_entry(&s, child, "2027-09-01");
	scene_want(cnis_setting_set(s.r, "s436h5.consider_days", "3", CNIS_DAY_NONE, &err), CNIS_OK,
	           &err);
	(void)add(&n);
	ck_assert_int_eq(family_due(&s, child, "consider_436h5"), scene_day("2027-11-17"));
	id = scene_ask(&s, "SELECT id FROM duty WHERE kind = 'consider_436h5'", 0, 0);
	scene_want(cnis_duty_waive(s.r, id, "Considered with social care before.", &err), CNIS_OK,
	           &err);
	ck_assert_int_eq(family_duties(&s, child, "consider_436h5", "waived"), 1);
}
END_TEST

/* The authority that maintains the plan reviews it. */
static const struct {
	const char *authority;
	int duties;
} maintained[] = { { NULL, 1 }, { "302", 1 }, { "303", 0 } };

START_TEST(a_plan_another_authority_maintains_is_not_ours_to_review)
{
	cnis_flag_new n = fact("ehc_plan", "2026-10-01");
	cnis_error err = { 0 };
	int64_t id;

	(void)family_entry(&s, child, "2026-09-01");
	n.authority = maintained[_i].authority;
	id = add(&n);
	ck_assert_int_eq(family_duties(&s, child, "ehc_review", "open"), maintained[_i].duties);
	scene_want(cnis_flag_reviewed(s.r, id, scene_day("2026-11-10"), &err), CNIS_OK, &err);
	ck_assert_int_eq(family_duties(&s, child, "ehc_review", "open"), maintained[_i].duties);
}
END_TEST

START_TEST(its_basis_is_the_subsection_that_is_switched_on)
{
	cnis_flag_new n = fact("young_carer", "2027-11-01");
	cnis_error err = { 0 };
	static const char sql[] = "SELECT count(*) FROM flag WHERE id = %lld AND basis = 's436a'";
	static const char c2[] = "SELECT count(*) FROM flag WHERE id = %lld AND basis = 's436c2'";
	static const char c3[] = "SELECT count(*) FROM flag WHERE id = %lld AND basis = 's436c3'";

	ck_assert_int_eq(scene_ask(&s, sql, add(&n), 0), 1);
	scene_want(cnis_setting_set(s.r, "content.s436c2.m", "yes", CNIS_DAY_NONE, &err), CNIS_OK,
	           &err);
	scene_want(cnis_setting_set(s.r, "content.s436c3", "yes", CNIS_DAY_NONE, &err), CNIS_OK,
	           &err);
	child = scene_child(&s, "2015-03-02");
	n.child_id = child;
	ck_assert_int_eq(scene_ask(&s, c2, add(&n), 0), 1);
	n = fact("early_help", "2027-11-02");
	ck_assert_int_eq(scene_ask(&s, c3, add(&n), 0), 1);
	n = fact("ehc_plan", "2027-11-02");
	n.fact.basis = "other_statute";
	ck_assert_int_eq(scene_ask(&s, sql, add(&n), 0), 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("flag");
	TCase *now = tcase_create("today");
	TCase *act = tcase_create("act in force");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(now, begin, finish);
	tcase_add_checked_fixture(act, begin_in_force, finish);
	tcase_set_timeout(now, 60);
	tcase_set_timeout(act, 60);
	tcase_add_test(now, wrong_facts_are_refused_by_field);
	tcase_add_test(now, the_same_fact_twice_exists_already);
	tcase_add_test(now, safeguarding_facts_are_for_that_role_only);
	tcase_add_test(now, an_ehc_plan_opens_its_review_and_a_review_opens_the_next);
	tcase_add_test(now, an_enquiry_on_an_open_entry_opens_the_word_with_social_care_once);
	tcase_add_test(now, action_without_a_harm_conclusion_opens_nothing);
	tcase_add_loop_test(now, a_plan_another_authority_maintains_is_not_ours_to_review, 0,
	                    (int)(sizeof(maintained) / sizeof(maintained[0])));
	tcase_add_test(act, its_basis_is_the_subsection_that_is_switched_on);
	tcase_add_test(act, the_five_years_end_to_the_day);
	tcase_add_test(act, considering_is_local_policy_with_a_setting_and_can_be_waived);
	suite_add_tcase(suite, now);
	suite_add_tcase(suite, act);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
