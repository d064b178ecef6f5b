/* Undo never leaves on the register a child whom the gates would have kept off it. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/consent.h>
#include <cnis/contact.h>
#include <cnis/entry.h>
#include <cnis/flag.h>
#include <cnis/journal.h>
#include <cnis/withdrawal.h>

#include "family.h"

#define YESTERDAY "2026-11-20"
#define TODAY     "2026-11-21"

static scene s;
static cnis_error err;
static int64_t child, flag, entry;

static void
setup(void)
{
	err = (cnis_error){ 0 };
	scene_make(&s, TODAY);
	child = scene_child(&s, "2015-03-04");
	flag = family_flag(&s, child, "ehc_plan", "2024-09-01", NULL, "302", NULL);
}

static void
teardown(void)
{
	scene_end(&s);
}

static int64_t
last(void)
{
	return scene_ask(&s, "SELECT max(seq) FROM journal", 0, 0);
}

/* Each returns the journal entry it made. */
static int64_t
plan_ends(void)
{
	scene_want(cnis_flag_end(s.r, flag, scene_day(YESTERDAY), &err), CNIS_OK, &err);
	return last();
}

static int64_t
left(int64_t withdrawal)
{
	scene_want(cnis_withdrawal_left(s.r, withdrawal, 0, scene_day(YESTERDAY), &err), CNIS_OK,
	           &err);
	return last();
}

static int64_t
entered(const char *route, bool on_roll)
{
	const cnis_entry_new n = { .size = sizeof(n),
		                   .child_id = child,
		                   .route = route,
		                   .on_roll = on_roll,
		                   .notified = scene_day(YESTERDAY),
		                   .fact = { .from = scene_day("2026-11-19"),
		                             .to = CNIS_DAY_NONE,
		                             .received = scene_day(YESTERDAY),
		                             .source = "parent" } };

	scene_want(cnis_entry_open(s.r, &n, &entry, &err), CNIS_OK, &err);
	return last();
}

static int64_t
goes_over_to(const char *route)
{
	const cnis_entry_route n = { .size = sizeof(n),
		                     .because = "other",
		                     .entry_id = entry,
		                     .route = route,
		                     .on = scene_day(TODAY) };

	scene_want(cnis_entry_change_route(s.r, &n, &entry, &err), CNIS_OK, &err);
	return last();
}

static void
stands(int64_t seq, const char *rule)
{
	int64_t before = last();

	scene_want(cnis_undo(s.r, seq, NULL, NULL, &err), CNIS_EREFUSED, &err);
	ck_assert_str_eq(err.rule, rule);
	ck_assert_ptr_nonnull(strstr(err.message, "record what is right instead"));
	ck_assert_int_eq(last(), before);
	err = (cnis_error){ 0 };
}

static void
goes_back(int64_t seq)
{
	scene_want(cnis_undo(s.r, seq, NULL, NULL, &err), CNIS_OK, &err);
}

START_TEST(the_end_of_a_plan_stands_once_the_child_was_entered_after_it)
{
	int64_t end, open;

	(void)family_notice(&s, child, NULL, NULL, "2026-11-18");
	end = plan_ends();
	open = entered("home_education", false);
	stands(end, "LOCAL.gate.ehc");
	goes_back(open); /* what the message says comes first */
	goes_back(end);
}
END_TEST

START_TEST(the_end_of_a_plan_stands_after_a_change_of_route_from_a_roll)
{
	int64_t end, route;

	end = entered("flexi_schooling", true);
	end = plan_ends();
	route = goes_over_to("home_education");
	stands(end, "LOCAL.gate.ehc");
	goes_back(route); /* the child is a pupil of the school again */
	goes_back(end);
}
END_TEST

START_TEST(an_entry_that_came_from_the_first_one_is_no_way_round)
{
	int64_t end;

	(void)family_notice(&s, child, NULL, NULL, "2026-11-18");
	end = plan_ends();
	(void)entered("home_education", false);
	(void)goes_over_to("missing_education");
	stands(end, "LOCAL.gate.ehc");
}
END_TEST

START_TEST(a_removal_stands_once_the_child_was_entered_on_its_strength)
{
	const cnis_withdrawal_new w = { .size = sizeof(w),
		                        .child_id = child,
		                        .purpose = "other_school",
		                        .notified_by = "school",
		                        .notified = scene_day("2026-11-18"),
		                        .placement = "special",
		                        .placed_by = "302",
		                        .school_name = "Fernhill School" };
	int64_t id, seq, open;

	scene_want(cnis_withdrawal_notify(s.r, &w, &id, &err), CNIS_OK, &err);
	seq = left(id);
	open = entered("home_education", false);
	stands(seq, "SI2024-208.9.2");
	goes_back(open);
	goes_back(seq);
}
END_TEST

START_TEST(a_decision_the_entry_rests_on_is_in_the_way_of_nobody_but_itself)
{
	int64_t id = family_notice(&s, child, NULL, NULL, "2026-11-18"), decision, blocker = 0;
	const cnis_consent_apply_new a = { .size = sizeof(a),
		                           .withdrawal_id = id,
		                           .applied = scene_day("2026-11-19"),
		                           .applicant = "parent" };
	const cnis_consent_decide_new d = { .size = sizeof(d),
		                            .withdrawal_id = id,
		                            .decided = scene_day(YESTERDAY),
		                            .grant = true,
		                            .reasons = "as applied for" };
	cnis_consent_applied done;
	int64_t seq;

	scene_want(cnis_consent_apply(s.r, &a, &done, &err), CNIS_OK, &err);
	scene_want(cnis_consent_decide(s.r, &d, &decision, &err), CNIS_OK, &err);
	seq = last();
	(void)entered("home_education", false);
	scene_want(cnis_undo(s.r, seq, NULL, &blocker, &err), CNIS_ECONFLICT, &err);
	ck_assert_int_eq(blocker, last());
	/* what was granted needs no end of the plan */
	goes_back(plan_ends());
}
END_TEST

START_TEST(a_name_the_school_removed_asks_for_no_consent)
{
	int64_t id = family_notice(&s, child, NULL, NULL, "2026-11-18"), end;

	(void)left(id);
	end = plan_ends();
	(void)entered("home_education", false);
	goes_back(end);
}
END_TEST

/* The entry was right when it was made; what was learned since is no obstacle to other work. */
START_TEST(what_was_learned_later_stops_no_other_undo)
{
	const cnis_flag_new late = { .size = sizeof(late),
		                     .child_id = child,
		                     .kind = "ehc_plan",
		                     .authority = "303",
		                     .fact = { .from = scene_day("2026-11-01"),
		                               .to = CNIS_DAY_NONE,
		                               .received = scene_day(TODAY),
		                               .source = "send_team" } };
	cnis_flag_new other = late;
	int64_t id, first;

	(void)family_notice(&s, child, NULL, NULL, "2026-11-18");
	first = plan_ends();
	(void)entered("home_education", false);
	scene_want(cnis_flag_add(s.r, &late, &id, &err), CNIS_OK, &err);
	other.kind = "early_help";
	other.authority = NULL;
	scene_want(cnis_flag_add(s.r, &other, &id, &err), CNIS_OK, &err);
	goes_back(last());
	goes_back(first); /* it would change nothing of that */
}
END_TEST

/* Without the role the reader learns that consent was needed, not why. */
START_TEST(the_refusal_names_no_cause_to_who_may_not_know)
{
	int64_t enquiry, end;

	(void)scene_officer(&s, "max", CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER);
	(void)scene_officer(&s, "guard", CNIS_ROLE_OFFICER | CNIS_ROLE_SAFEGUARDING);
	(void)plan_ends();
	enquiry = family_flag(&s, child, "s47_enquiry", "2026-11-01", NULL, "302", NULL);
	(void)family_notice(&s, child, NULL, NULL, "2026-11-18");
	scene_as(&s, "guard", TODAY);
	scene_want(cnis_flag_end(s.r, enquiry, scene_day(YESTERDAY), &err), CNIS_OK, &err);
	end = last();
	(void)entered("home_education", false);
	scene_as(&s, "max", TODAY);
	scene_want(cnis_undo(s.r, end, "typed in error", NULL, &err), CNIS_EREFUSED, &err);
	ck_assert_str_eq(err.rule, "LOCAL.gate");
	ck_assert_ptr_null(strstr(err.message, "protection"));
	ck_assert_ptr_null(strstr(err.message, "47"));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("undo_gate");
	TCase *tc = tcase_create("undo_gate");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 30);
	tcase_add_test(tc, the_end_of_a_plan_stands_once_the_child_was_entered_after_it);
	tcase_add_test(tc, the_end_of_a_plan_stands_after_a_change_of_route_from_a_roll);
	tcase_add_test(tc, an_entry_that_came_from_the_first_one_is_no_way_round);
	tcase_add_test(tc, a_removal_stands_once_the_child_was_entered_on_its_strength);
	tcase_add_test(tc, a_decision_the_entry_rests_on_is_in_the_way_of_nobody_but_itself);
	tcase_add_test(tc, a_name_the_school_removed_asks_for_no_consent);
	tcase_add_test(tc, what_was_learned_later_stops_no_other_undo);
	tcase_add_test(tc, the_refusal_names_no_cause_to_who_may_not_know);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
