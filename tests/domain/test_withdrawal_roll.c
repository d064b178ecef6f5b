/* The roll: a name removed, an entry made, and a fact that comes while the process is open. */
#include <check.h>
#include <stdlib.h>

#include <cnis/consent.h>
#include <cnis/flag.h>
#include <cnis/withdrawal.h>

#include "domain/change.h"
#include "domain/withdrawal.h"
#include "withdrawal_case.h"

/* ---- off the roll
 * --------------------------------------------------------------------------------- */

START_TEST(the_school_removes_the_name_without_consent)
{
	int64_t child = scene_child(&s, "2015-03-01"), w, entry;

	w = family_notice(&s, child, "special", "302", "2026-11-10");
	scene_want(cnis_withdrawal_left(s.r, w, 0, scene_day("2026-11-16"), &err), CNIS_OK, &err);
	ck_assert(state_is(w, "left"));
	ck_assert_int_eq(field(w, "deletion_without_consent"), 1);
	ck_assert_int_eq(field(w, "deleted_day"), scene_day("2026-11-16"));
	ck_assert_int_eq(family_duties(&s, child, "consent_check", "met"), 1);
	ck_assert_int_eq(family_duties(&s, child, "register_child", "open"), 1);
	ck_assert_int_eq(scene_ask(&s,
	                           "SELECT count(*) FROM consent_test WHERE withdrawal_id = %lld"
	                           " AND required = 1 AND stage IN ('notice', 'deletion')",
	                           w, 0),
	                 2);
	/* any officer enters the child at once, and the process ends with the entry */
	(void)scene_officer(&s, "ann", CNIS_ROLE_OFFICER);
	scene_as(&s, "ann", NOW);
	ck_assert_int_eq(gate(child, false), CNIS_OK);
	entry = family_entry(&s, child, NOW);
	entered(child, entry);
	ck_assert_int_eq(field(w, "entry_id"), entry);
	ck_assert_int_eq(field(w, "closed_day"), scene_day(NOW));
	ck_assert_int_eq(family_duties(&s, child, "register_child", "met"), 1);
	/* the school's, not the family's */
	ck_assert_int_eq(field(w, "deletion_without_consent"), 1);
}
END_TEST

START_TEST(an_entry_writes_no_removal_that_nobody_reported)
{
	const change_spec spec = { .kind = "test.entered" };
	int64_t child = scene_child(&s, "2015-03-01"), other = scene_child(&s, "2014-03-01");
	int64_t w = family_notice(&s, child, "special", "302", "2026-11-10"), entry;
	cnis_status st;

	/* consent is needed: nothing is entered, whoever asks */
	entry = family_entry(&s, child, NOW);
	scene_want(change_begin(s.r, &spec, &err), CNIS_OK, &err);
	st = withdrawal_entered_tx(s.r, child, entry, scene_day(NOW), &err);
	ck_assert_int_eq(change_end(s.r, st, &err), CNIS_EREFUSED);
	ck_assert(state_is(w, "consent_needed"));
	/* it is not: the process ends with the entry, and says nothing of the school */
	w = family_notice(&s, other, NULL, NULL, "2026-11-10");
	entry = family_entry(&s, other, NOW);
	entered(other, entry);
	ck_assert(state_is(w, "consent_not_needed"));
	ck_assert_int_eq(field(w, "on_roll = 'yes'"), 1);
	ck_assert_int_eq(field(w, "deleted_day"), INT64_MIN);
	ck_assert_int_eq(field(w, "deletion_without_consent"), 0);
	ck_assert_int_eq(field(w, "entry_id"), entry);
	ck_assert_int_eq(field(w, "closed_day"), scene_day(NOW));
	ck_assert_int_eq(
	    scene_ask(&s,
	              "SELECT count(*) FROM duty WHERE withdrawal_id = %lld AND state ="
	              " 'open'",
	              w, 0),
	    0);
}
END_TEST

START_TEST(a_cause_that_is_over_is_kept_as_a_verdict_of_its_own)
{
	int64_t child = scene_child(&s, "2015-03-01");
	int64_t plan = family_flag(&s, child, "ehc_plan", "2024-09-01", NULL, "302", NULL);
	int64_t w = family_notice(&s, child, NULL, NULL, "2026-11-10");

	(void)scene_sql(&s, "UPDATE flag SET to_day = %lld, rev = :rev WHERE id = %lld",
	                scene_day("2026-11-12"), plan);
	entered(child, family_entry(&s, child, NOW));
	ck_assert(state_is(w, "consent_not_needed"));
	ck_assert_int_eq(scene_ask(&s,
	                           "SELECT required FROM consent_test WHERE withdrawal_id = %lld"
	                           " ORDER BY id DESC LIMIT 1",
	                           w, 0),
	                 0);
}
END_TEST

START_TEST(an_entry_of_a_child_still_on_a_roll_leaves_the_withdrawal_open)
{
	int64_t child = scene_child(&s, "2015-03-01"), w, entry;

	w = family_notice(&s, child, "special", "302", "2026-11-10");
	entry = family_entry(&s, child, NOW);
	(void)scene_sql(&s,
	                "UPDATE entry SET condition_c = 'b', route = 'flexi_schooling', rev = :rev"
	                " WHERE id = %lld",
	                entry, 0);
	entered(child, entry);
	ck_assert_int_eq(field(w, "closed_day"), INT64_MIN);
	ck_assert(state_is(w, "consent_needed"));
}
END_TEST

START_TEST(a_notice_of_a_name_already_gone)
{
	int64_t child = scene_child(&s, "2015-03-01"), id = 0;
	cnis_withdrawal_new w = { .size = sizeof(w),
		                  .child_id = child,
		                  .notified_by = "school",
		                  .notified = scene_day(NOW),
		                  .placement = "special",
		                  .placed_by = "302",
		                  .off_roll = true,
		                  .deleted = scene_day("2026-11-02"),
		                  .school_name = "Fernhill School" };

	scene_want(cnis_withdrawal_notify(s.r, &w, &id, &err), CNIS_OK, &err);
	ck_assert(state_is(id, "left"));
	ck_assert_int_eq(field(id, "deletion_without_consent"), 1);
	ck_assert_int_eq(field(id, "deleted_day"), scene_day("2026-11-02"));
	ck_assert_int_eq(family_duties(&s, child, "register_child", "open"), 1);
	/* 5 working days after the notice, not after a removal nobody told us of */
	ck_assert_int_eq(family_due(&s, child, "register_child"), scene_day("2026-11-27"));
}
END_TEST

START_TEST(a_removal_no_gate_stands_against_carries_no_mark)
{
	int64_t child = scene_child(&s, "2015-03-01");
	int64_t w = family_notice(&s, child, NULL, NULL, NOW);

	scene_want(cnis_withdrawal_left(s.r, w, 0, scene_day(NOW), &err), CNIS_OK, &err);
	ck_assert_int_eq(field(w, "deletion_without_consent"), 0);
	ck_assert_int_eq(family_duties(&s, child, "register_child", "open"), 1);
	ck_assert_int_eq(cnis_withdrawal_left(s.r, w, 0, scene_day(NOW), &err), CNIS_EREFUSED);
}
END_TEST

START_TEST(an_enquiry_that_began_after_the_notice_counts_at_the_removal)
{
	int64_t child = scene_child(&s, "2015-03-01");
	int64_t w = family_notice(&s, child, NULL, NULL, "2026-11-10");

	ck_assert(state_is(w, "consent_not_needed"));
	(void)family_flag(&s, child, "s47_enquiry", "2026-11-12", NULL, "302", NULL);
	scene_want(cnis_withdrawal_left(s.r, w, 0, scene_day("2026-11-16"), &err), CNIS_OK, &err);
	ck_assert_int_eq(field(w, "deletion_without_consent"), 1);
	ck_assert_int_eq(family_duties(&s, child, "manager_withdrawal", "open"), 1);
}
END_TEST

/* ---- a fact that comes while the process is open
 * -------------------------------------------------- */

static void
add_flag(int64_t child, const char *kind)
{
	const cnis_flag_new n = { .size = sizeof(n),
		                  .child_id = child,
		                  .kind = kind,
		                  .authority = "302",
		                  .fact = { .from = scene_day("2026-11-18") } };
	int64_t id = 0;

	scene_want(cnis_flag_add(s.r, &n, &id, &err), CNIS_OK, &err);
}

static int64_t
tests_of(int64_t w)
{
	return scene_ask(&s, "SELECT count(*) FROM consent_test WHERE withdrawal_id = %lld", w, 0);
}

START_TEST(an_enquiry_that_begins_while_a_withdrawal_is_open_asks_for_consent)
{
	int64_t child = scene_child(&s, "2015-03-01");
	int64_t w = family_notice(&s, child, NULL, NULL, "2026-11-10");

	add_flag(child, "s47_enquiry");
	ck_assert(state_is(w, "consent_needed"));
	ck_assert_int_eq(tests_of(w), 2);
	ck_assert_int_eq(family_duties(&s, child, "consent_check", "open"), 1);
	ck_assert_int_eq(family_duties(&s, child, "register_child", "superseded"), 1);
	ck_assert_int_eq(family_duties(&s, child, "manager_withdrawal", "open"), 1);
	ck_assert_int_eq(gate(child, true), CNIS_EREFUSED);
	/* a second cause of another kind is kept; what is open already is not opened twice */
	add_flag(child, "child_protection_plan");
	ck_assert_int_eq(tests_of(w), 2);
	ck_assert_int_eq(family_duties(&s, child, "manager_withdrawal", "open"), 1);
}
END_TEST

START_TEST(a_fact_that_changes_no_verdict_changes_no_process)
{
	int64_t child = scene_child(&s, "2015-03-01"), closed = scene_child(&s, "2014-03-01");
	int64_t w = family_notice(&s, child, NULL, NULL, "2026-11-10"), old;

	add_flag(child, "child_in_need");
	ck_assert(state_is(w, "consent_not_needed"));
	ck_assert_int_eq(tests_of(w), 1);
	/* nor is a process touched that is over, or whose name is off the roll */
	old = family_notice(&s, closed, NULL, NULL, "2026-11-10");
	scene_want(cnis_withdrawal_left(s.r, old, 0, scene_day("2026-11-16"), &err), CNIS_OK, &err);
	add_flag(closed, "s47_enquiry");
	ck_assert(state_is(old, "left"));
	ck_assert_int_eq(tests_of(old), 2);
	ck_assert_int_eq(field(old, "deletion_without_consent"), 0);
}
END_TEST

START_TEST(a_cause_that_comes_while_an_application_is_decided_is_kept)
{
	int64_t child = scene_child(&s, "2015-03-01");
	int64_t w = family_notice(&s, child, "special", "302", "2026-11-10");
	cnis_consent_apply_new a = { .size = sizeof(a),
		                     .withdrawal_id = w,
		                     .applied = scene_day("2026-11-12"),
		                     .applicant = "parent" };
	cnis_consent_applied done;

	scene_want(cnis_consent_apply(s.r, &a, &done, &err), CNIS_OK, &err);
	add_flag(child, "s47_enquiry");
	ck_assert(state_is(w, "applied"));
	ck_assert_int_eq(tests_of(w), 3);
	ck_assert_int_eq(family_duties(&s, child, "consent_decide", "open"), 1);
	ck_assert_int_eq(family_duties(&s, child, "manager_withdrawal", "open"), 1);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("withdrawal_roll");
	TCase *tc = tcase_create("roll");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, under_the_act, teardown);
	tcase_add_test(tc, the_school_removes_the_name_without_consent);
	tcase_add_test(tc, an_entry_writes_no_removal_that_nobody_reported);
	tcase_add_test(tc, a_cause_that_is_over_is_kept_as_a_verdict_of_its_own);
	tcase_add_test(tc, an_enquiry_that_begins_while_a_withdrawal_is_open_asks_for_consent);
	tcase_add_test(tc, a_fact_that_changes_no_verdict_changes_no_process);
	tcase_add_test(tc, a_cause_that_comes_while_an_application_is_decided_is_kept);
	tcase_add_test(tc, an_entry_of_a_child_still_on_a_roll_leaves_the_withdrawal_open);
	tcase_add_test(tc, a_notice_of_a_name_already_gone);
	tcase_add_test(tc, a_removal_no_gate_stands_against_carries_no_mark);
	tcase_add_test(tc, an_enquiry_that_began_after_the_notice_counts_at_the_removal);
	tcase_set_timeout(tc, 60);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
