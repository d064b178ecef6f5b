/* A notice is always kept; a gate stops only an entry from the roll; the family is blamed for
 * nothing. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/setting.h>
#include <cnis/withdrawal.h>

#include "withdrawal_case.h"

static void
before_the_act(void)
{
	err = (cnis_error){ 0 };
	scene_make(&s, NOW);
}

static void
as_safeguarding(void)
{
	(void)scene_officer(&s, "guard", CNIS_ROLE_OFFICER | CNIS_ROLE_SAFEGUARDING);
	scene_as(&s, "guard", NOW);
}

/* ---- each gate ------------------------------------------------------------------------------- */

static const struct gate_case {
	const char *why;
	bool act;
	const char *placement, *placed_by;
	const char *flag, *authority, *harm; /* flag NULL: none */
	const char *rule;                    /* NULL: not needed */
	bool manager;
} gates[] = {
	{ "nothing applies under the Act", true, NULL, NULL, NULL, NULL, NULL, NULL, false },
	{ "nothing applies before the Act", false, NULL, NULL, NULL, NULL, NULL, NULL, false },
	{ "condition A", true, "special", "302", NULL, NULL, NULL, "EA1996.434A.2", false },
	{ "condition A, specially organised", true, "independent_special", "305", NULL, NULL, NULL,
	  "EA1996.434A.2", false },
	{ "placed privately is not condition A", true, "special", NULL, NULL, NULL, NULL, NULL,
	  false },
	{ "a unit is not condition A", true, "unit", "302", NULL, NULL, NULL, NULL, false },
	{ "condition B, enquiry", true, NULL, NULL, "s47_enquiry", "302", NULL, "EA1996.434A.2",
	  true },
	{ "condition B, action", true, NULL, NULL, "s47_action", "302", "yes", "EA1996.434A.2",
	  true },
	{ "action without the conclusion is not condition B", true, NULL, NULL, "s47_action", "302",
	  "no", NULL, false },
	{ "reg. 9(2) before the Act", false, "special", "302", NULL, NULL, NULL, "SI2024-208.9.2",
	  false },
	{ "reg. 9(2) is narrower than condition A", false, "independent_special", "302", NULL, NULL,
	  NULL, NULL, false },
	{ "the local gate for EHC plans", true, NULL, NULL, "ehc_plan", "302", NULL,
	  "LOCAL.gate.ehc", false },
	{ "the local gate for EHC plans before the Act", false, NULL, NULL, "ehc_plan", "302", NULL,
	  "LOCAL.gate.ehc", false },
	{ "the local gate for child protection: a plan", true, NULL, NULL, "child_protection_plan",
	  "302", NULL, "LOCAL.gate.child-protection", true },
	{ "the local gate for child protection: an enquiry before the Act", false, NULL, NULL,
	  "s47_enquiry", "302", NULL, "LOCAL.gate.child-protection", true },
	{ "an enquiry nobody put an authority to counts", true, NULL, NULL, "s47_enquiry", NULL,
	  NULL, "EA1996.434A.2", true },
	{ "a child in need is no condition", true, NULL, NULL, "child_in_need", "302", NULL, NULL,
	  false },
};

START_TEST(each_gate_keeps_the_notice_and_refuses_only_the_entry_from_the_roll)
{
	const struct gate_case *g = &gates[_i];
	int64_t child, w;

	if (g->act)
		under_the_act();
	else
		before_the_act();
	child = scene_child(&s, "2015-03-01");
	if (g->flag)
		(void)family_flag(&s, child, g->flag, "2026-10-01", NULL, g->authority, g->harm);
	as_safeguarding();
	w = family_notice(&s, child, g->placement, g->placed_by, NOW);
	ck_assert_msg(state_is(w, g->rule ? "consent_needed" : "consent_not_needed"), "%s", g->why);
	ck_assert_msg(gate(child, true) == (g->rule ? CNIS_EREFUSED : CNIS_OK), "%s", g->why);
	ck_assert_msg(!g->rule || strcmp(err.rule, g->rule) == 0, "%s: %s", g->why, err.rule);
	ck_assert_msg(gate(child, false) == CNIS_OK, "%s: off the roll", g->why);
	ck_assert_msg(field(w, "closed_day") == INT64_MIN, "%s: the notice stays open", g->why);
	ck_assert_int_eq(
	    family_duties(&s, child, g->rule ? "consent_check" : "register_child", "open"), 1);
	ck_assert_msg(family_duties(&s, child, "manager_withdrawal", "open") ==
	                  (g->manager ? 1 : 0),
	              "%s", g->why);
	scene_end(&s);
}
END_TEST

START_TEST(without_a_notice_the_gate_answers_from_the_facts)
{
	int64_t child = scene_child(&s, "2015-03-01");

	ck_assert_int_eq(gate(child, true), CNIS_OK);
	(void)family_flag(&s, child, "ehc_plan", "2024-09-01", NULL, "302", NULL);
	ck_assert_int_eq(gate(child, true), CNIS_EREFUSED);
	ck_assert_ptr_nonnull(strstr(err.message, "an EHC plan alone is no statutory ground"));
}
END_TEST

START_TEST(a_gate_set_to_advise_or_off_stops_nothing)
{
	int64_t child = scene_child(&s, "2015-03-01");

	(void)family_flag(&s, child, "ehc_plan", "2024-09-01", NULL, "302", NULL);
	scene_want(cnis_setting_set(s.r, "gate.ehc", "advise", CNIS_DAY_NONE, &err), CNIS_OK, &err);
	ck_assert_int_eq(gate(child, true), CNIS_OK);
	ck_assert(state_is(family_notice(&s, child, NULL, NULL, NOW), "consent_not_needed"));
	ck_assert_int_eq(scene_ask(&s,
	                           "SELECT count(*) FROM consent_test WHERE child_id = %lld AND"
	                           " required = 0 AND local_gate = 'ehc'",
	                           child, 0),
	                 1);
}
END_TEST

START_TEST(the_cause_is_kept_from_who_may_not_see_it)
{
	int64_t child = scene_child(&s, "2015-03-01");

	(void)family_flag(&s, child, "child_protection_plan", "2026-10-01", NULL, "302", NULL);
	(void)family_notice(&s, child, NULL, NULL, NOW);
	ck_assert_int_eq(gate(child, true), CNIS_EREFUSED);
	ck_assert_str_eq(err.rule, "LOCAL.gate");
	ck_assert_ptr_null(strstr(err.message, "protection"));
	ck_assert_ptr_null(strstr(err.message, "s47"));
	ck_assert_ptr_nonnull(strstr(err.message, "who holds the role safeguarding"));
}
END_TEST

START_TEST(who_is_told_no_ground_is_refused_in_the_same_words_on_any)
{
	static const struct {
		const char *flag, *placement, *rule;
	} grounds[] = {
		{ "child_protection_plan", NULL, "LOCAL.gate" },
		{ "s47_enquiry", NULL, "EA1996.434A.2" },
		{ "ehc_plan", NULL, "LOCAL.gate.ehc" },
		{ NULL, "special", "EA1996.434A.2" },
	};
	char said[sizeof(err.message)] = "";

	(void)scene_officer(&s, "ann", CNIS_ROLE_OFFICER);
	for (size_t i = 0; i < sizeof(grounds) / sizeof(grounds[0]); i++) {
		int64_t child;

		scene_as(&s, "boss", NOW);
		child = scene_child(&s, "2015-03-01");
		if (grounds[i].flag != NULL)
			(void)family_flag(&s, child, grounds[i].flag, "2026-10-01", NULL, "302",
			                  NULL);
		(void)family_notice(&s, child, grounds[i].placement,
		                    grounds[i].placement != NULL ? "302" : NULL, NOW);
		ck_assert_int_eq(gate(child, true), CNIS_EREFUSED);
		ck_assert_str_eq(err.rule, grounds[i].rule); /* a manager is told */
		scene_as(&s, "ann", NOW);
		ck_assert_int_eq(gate(child, true), CNIS_EREFUSED);
		ck_assert_str_eq(err.rule, "LOCAL.gate");
		ck_assert_ptr_nonnull(strstr(err.message, "ask a manager"));
		if (i > 0)
			ck_assert_str_eq(err.message, said);
		(void)snprintf(said, sizeof(said), "%s", err.message);
	}
}
END_TEST

START_TEST(another_school_needs_no_consent)
{
	int64_t child = scene_child(&s, "2015-03-01"), id = 0;
	cnis_withdrawal_new w = { .size = sizeof(w),
		                  .child_id = child,
		                  .purpose = "other_school",
		                  .notified_by = "school",
		                  .notified = scene_day(NOW),
		                  .placement = "special",
		                  .placed_by = "302",
		                  .school_name = "Fernhill School" };

	scene_want(cnis_withdrawal_notify(s.r, &w, &id, &err), CNIS_OK, &err);
	ck_assert(state_is(id, "consent_not_needed"));
	ck_assert_int_eq(family_duties(&s, child, "consent_check", "open"), 1);
	scene_want(cnis_withdrawal_left(s.r, id, 0, scene_day(NOW), &err), CNIS_OK, &err);
	ck_assert_int_eq(field(id, "closed_day"), scene_day(NOW));
	ck_assert_int_eq(field(id, "deletion_without_consent"), 0);
	ck_assert_int_eq(family_duties(&s, child, "register_child", "open"), 0);
}
END_TEST

START_TEST(the_manager_who_must_look_is_a_manager_the_same_day)
{
	int64_t child = scene_child(&s, "2015-03-01");

	(void)family_flag(&s, child, "s47_enquiry", "2026-10-01", NULL, "302", NULL);
	(void)scene_officer(&s, "ann", CNIS_ROLE_OFFICER);
	scene_as(&s, "ann", NOW);
	(void)family_notice(&s, child, NULL, NULL, NOW);
	ck_assert_int_eq(family_due(&s, child, "manager_withdrawal"), scene_day(NOW));
	ck_assert_int_eq(
	    scene_ask(&s,
	              "SELECT o.officer_id FROM duty d JOIN duty_owner o ON o.duty_id ="
	              " d.id WHERE d.kind = 'manager_withdrawal' AND d.child_id ="
	              " %lld",
	              child, 0),
	    1);
	ck_assert_int_eq(
	    scene_ask(&s,
	              "SELECT o.officer_id FROM duty d JOIN duty_owner o ON o.duty_id ="
	              " d.id WHERE d.kind = 'consent_check' AND d.child_id = %lld",
	              child, 0),
	    2);
}
END_TEST

START_TEST(the_day_to_register_counts_from_the_day_the_pupil_leaves)
{
	int64_t child = scene_child(&s, "2015-03-01"), id = 0;
	cnis_withdrawal_new w = { .size = sizeof(w),
		                  .child_id = child,
		                  .notified_by = "parent",
		                  .notified = scene_day(NOW),
		                  .leave = scene_day("2026-12-04"),
		                  .school_name = "Fernhill School" };

	scene_want(cnis_withdrawal_notify(s.r, &w, &id, &err), CNIS_OK, &err);
	ck_assert_int_eq(family_due(&s, child, "register_child"), scene_day("2026-12-11"));
}
END_TEST

/* ---- changing plan, and what is refused ------------------------------------------------------ */

START_TEST(a_parent_changes_plan)
{
	int64_t child = scene_child(&s, "2015-03-01");
	int64_t w = family_notice(&s, child, "special", "302", "2026-11-10");

	ck_assert_int_eq(cnis_withdrawal_withdraw(s.r, w, 0, scene_day("2026-11-09"), &err),
	                 CNIS_EINVAL);
	scene_want(cnis_withdrawal_withdraw(s.r, w, 0, scene_day(NOW), &err), CNIS_OK, &err);
	ck_assert(state_is(w, "withdrawn"));
	ck_assert_int_eq(field(w, "closed_day"), scene_day(NOW));
	ck_assert_int_eq(family_duties(&s, child, "consent_check", "superseded"), 1);
	ck_assert_int_eq(cnis_withdrawal_withdraw(s.r, w, 0, scene_day(NOW), &err), CNIS_EREFUSED);
	ck_assert_int_eq(cnis_withdrawal_left(s.r, w, 0, scene_day(NOW), &err), CNIS_EREFUSED);
	/* and may change it again: another notice is another process */
	ck_assert_int_gt(family_notice(&s, child, NULL, NULL, NOW), w);
}
END_TEST

START_TEST(a_changed_plan_leaves_nothing_for_the_manager)
{
	int64_t child = scene_child(&s, "2015-03-01"), w;

	(void)family_flag(&s, child, "s47_enquiry", "2026-10-01", NULL, "302", NULL);
	w = family_notice(&s, child, NULL, NULL, "2026-11-10");
	ck_assert_int_eq(family_duties(&s, child, "manager_withdrawal", "open"), 1);
	scene_want(cnis_withdrawal_withdraw(s.r, w, 0, scene_day(NOW), &err), CNIS_OK, &err);
	ck_assert_int_eq(scene_ask(&s,
	                           "SELECT count(*) FROM duty WHERE withdrawal_id = %lld AND"
	                           " state = 'open'",
	                           w, 0),
	                 0);
	/* the child is a pupil still: the gate holds */
	ck_assert_int_eq(gate(child, true), CNIS_EREFUSED);
}
END_TEST

START_TEST(one_open_withdrawal_a_child)
{
	int64_t child = scene_child(&s, "2015-03-01"), id = 0;
	cnis_withdrawal_new w = { .size = sizeof(w),
		                  .child_id = child,
		                  .notified_by = "school",
		                  .notified = scene_day(NOW),
		                  .school_name = "Fernhill School" };

	(void)family_notice(&s, child, NULL, NULL, NOW);
	ck_assert_int_eq(cnis_withdrawal_notify(s.r, &w, &id, &err), CNIS_EEXISTS);
	w.child_id = 999;
	ck_assert_int_eq(cnis_withdrawal_notify(s.r, &w, &id, &err), CNIS_ENOTFOUND);
	ck_assert_int_eq(id, 0);
	ck_assert_int_eq(cnis_withdrawal_left(s.r, 999, 0, scene_day(NOW), &err), CNIS_ENOTFOUND);
}
END_TEST

static const struct bad_case {
	const char *field;
	cnis_withdrawal_new w;
} bad[] = {
	{ "notified_by", { .notified_by = "neighbour", .school_name = "S" } },
	{ "school_name", { .notified_by = "school" } },
	{ "school_name", { .notified_by = "school", .school_name = "Fern\x1bhill" } },
	{ "purpose", { .notified_by = "school", .school_name = "S", .purpose = "holiday" } },
	{ "placement", { .notified_by = "school", .school_name = "S", .placement = "grammar" } },
	{ "placed_by", { .notified_by = "school", .school_name = "S", .placed_by = "30" } },
	{ "school_urn", { .notified_by = "school", .school_name = "S", .school_urn = "12345x" } },
	{ "notified", { .notified_by = "school", .school_name = "S", .notified = 30000 } },
	{ "notified", { .notified_by = "school", .school_name = "S", .notified = 1000 } },
	{ "notice", { .notified_by = "school", .school_name = "S", .notice = 30000 } },
	{ "leave", { .notified_by = "school", .school_name = "S", .leave = 30000 } },
	{ "deleted",
	  { .notified_by = "school", .school_name = "S", .off_roll = true, .deleted = 30000 } },
};

START_TEST(a_bad_field_is_named_and_nothing_is_kept)
{
	cnis_withdrawal_new w = bad[_i].w;
	int64_t child = scene_child(&s, "2015-03-01"), id = 0;

	w.size = sizeof(w);
	w.child_id = child;
	if (w.notified == 0)
		w.notified = scene_day(NOW);
	ck_assert_int_eq(cnis_withdrawal_notify(s.r, &w, &id, &err), CNIS_EINVAL);
	ck_assert_str_eq(err.field, bad[_i].field);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM withdrawal", 0, 0), 0);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM duty", 0, 0), 0);
}
END_TEST

START_TEST(a_row_that_changed_since_it_was_shown_is_a_conflict)
{
	int64_t child = scene_child(&s, "2015-03-01");
	int64_t w = family_notice(&s, child, NULL, NULL, NOW), rev = field(w, "rev");

	ck_assert_int_eq(cnis_withdrawal_left(s.r, w, rev - 1, scene_day(NOW), &err),
	                 CNIS_ECONFLICT);
	scene_want(cnis_withdrawal_left(s.r, w, rev, scene_day(NOW), &err), CNIS_OK, &err);
}
END_TEST

/* ---- reading --------------------------------------------------------------------------------- */

static cnis_status
count(const cnis_withdrawal *w, void *payload, cnis_error *reterr)
{
	int *n = payload;

	(void)reterr;
	ck_assert_str_eq(w->school_name, "Fernhill School");
	ck_assert_int_gt(w->tests, 0);
	(*n)++;
	return CNIS_OK;
}

START_TEST(lists_are_of_what_is_open_unless_asked)
{
	cnis_withdrawal_query q = { .size = sizeof(q) };
	int64_t one = scene_child(&s, "2015-03-01"), two = scene_child(&s, "2014-03-01");
	int64_t w = family_notice(&s, one, NULL, NULL, "2026-11-10");
	int n = 0;

	(void)family_notice(&s, two, NULL, NULL, "2026-11-12");
	scene_want(cnis_withdrawal_withdraw(s.r, w, 0, scene_day(NOW), &err), CNIS_OK, &err);
	scene_want(cnis_withdrawal_walk(s.r, &q, count, &n, &err), CNIS_OK, &err);
	ck_assert_int_eq(n, 1);
	q.closed_too = true;
	scene_want(cnis_withdrawal_walk(s.r, &q, count, &n, &err), CNIS_OK, &err);
	ck_assert_int_eq(n, 3);
	q.closed_too = false;
	q.as_at = scene_day("2026-11-15"); /* both were open then */
	scene_want(cnis_withdrawal_walk(s.r, &q, count, &n, &err), CNIS_OK, &err);
	ck_assert_int_eq(n, 5);
	q.as_at = scene_day("2026-11-11");
	q.child_id = one;
	scene_want(cnis_withdrawal_walk(s.r, &q, count, &n, &err), CNIS_OK, &err);
	ck_assert_int_eq(n, 6);
	scene_want(cnis_withdrawal_get(s.r, w, count, &n, &err), CNIS_OK, &err);
	ck_assert_int_eq(cnis_withdrawal_get(s.r, 99, count, &n, &err), CNIS_ENOTFOUND);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("withdrawal");
	TCase *each = tcase_create("gates"), *tc = tcase_create("process");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_loop_test(each,
	                    each_gate_keeps_the_notice_and_refuses_only_the_entry_from_the_roll, 0,
	                    (int)(sizeof(gates) / sizeof(gates[0])));
	tcase_add_checked_fixture(tc, under_the_act, teardown);
	tcase_add_test(tc, without_a_notice_the_gate_answers_from_the_facts);
	tcase_add_test(tc, a_gate_set_to_advise_or_off_stops_nothing);
	tcase_add_test(tc, the_cause_is_kept_from_who_may_not_see_it);
	tcase_add_test(tc, who_is_told_no_ground_is_refused_in_the_same_words_on_any);
	tcase_add_test(tc, another_school_needs_no_consent);
	tcase_add_test(tc, the_manager_who_must_look_is_a_manager_the_same_day);
	tcase_add_test(tc, the_day_to_register_counts_from_the_day_the_pupil_leaves);
	tcase_add_test(tc, a_parent_changes_plan);
	tcase_add_test(tc, a_changed_plan_leaves_nothing_for_the_manager);
	tcase_add_test(tc, one_open_withdrawal_a_child);
	tcase_add_loop_test(tc, a_bad_field_is_named_and_nothing_is_kept, 0,
	                    (int)(sizeof(bad) / sizeof(bad[0])));
	tcase_add_test(tc, a_row_that_changed_since_it_was_shown_is_a_conflict);
	tcase_add_test(tc, lists_are_of_what_is_open_unless_asked);
	tcase_set_timeout(each, 60);
	tcase_set_timeout(tc, 60);
	suite_add_tcase(suite, each);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
