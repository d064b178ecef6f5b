/* One child in two records: what protects the child is read from both, and both stay what they
 * were. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/duplicate.h>
#include <cnis/entry.h>
#include <cnis/flag.h>
#include <cnis/journal.h>
#include <cnis/merge.h>
#include <cnis/plan.h>
#include <cnis/withdrawal.h>

#include "merge_case.h"

/* ---- protection ------------------------------------------------------------------------------ */

/* Condition B, action in the last five years, and the authority's own two gates. */
static const struct {
	const char *kind, *to, *harm, *rule;
} FACTS[] = {
	{ "s47_enquiry", NULL, NULL, "EA1996.434A.2" },
	{ "s47_action", "2024-01-31", "yes", "EA1996.434A.2" },
	{ "child_protection_plan", NULL, NULL, "LOCAL.gate" }, /* whose gate, boss is not told */
	{ "ehc_plan", NULL, NULL, "LOCAL.gate.ehc" },
};

/* _i: which fact, and on which of the two records it stands. */
START_TEST(a_fact_in_either_record_stops_an_entry_in_the_other)
{
	int64_t with = _i % 2 == 0 ? old : kept, without = with == old ? kept : old;
	int i = _i / 2;

	(void)family_flag(&s, with, FACTS[i].kind, "2023-11-01", FACTS[i].to, "302", FACTS[i].harm);
	merged(old, kept);
	scene_want(enter(without, true), CNIS_EREFUSED, &err);
	ck_assert_str_eq(err.rule, FACTS[i].rule);
	scene_want(enter(with, true), CNIS_EREFUSED, &err);
	ck_assert_str_eq(err.rule, FACTS[i].rule);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM entry", 0, 0), 0);
	unmerged(old);
	scene_want(enter(with, true), CNIS_EREFUSED, &err);
	ck_assert_str_eq(err.rule, FACTS[i].rule);
	(void)family_notice(&s, without, NULL, NULL, TODAY);
	scene_want(enter(without, false), CNIS_OK, &err);
}
END_TEST

START_TEST(a_notice_for_one_is_tested_with_the_facts_of_both)
{
	int64_t id;

	(void)family_flag(&s, old, "s47_enquiry", "2026-11-01", NULL, "302", NULL);
	merged(old, kept);
	/* of a day before the records were known to be one child */
	id = family_notice(&s, kept, NULL, NULL, "2026-11-18");
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT state = 'consent_needed' FROM withdrawal WHERE id = %lld", id, 0),
	    1);
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT required FROM consent_test WHERE withdrawal_id = %lld", id, 0),
	    1);
	ck_assert_int_eq(family_duties(&s, kept, "manager_withdrawal", "open"), 1);
}
END_TEST

START_TEST(a_notice_of_before_the_merge_is_asked_again_with_both)
{
	(void)family_notice(&s, kept, NULL, NULL, "2026-11-18");
	(void)family_flag(&s, old, "s47_enquiry", "2026-11-01", NULL, "302", NULL);
	merged(old, kept);
	scene_want(enter(kept, false), CNIS_EREFUSED, &err);
	scene_want(enter(old, false), CNIS_EREFUSED, &err);
}
END_TEST

START_TEST(a_notice_on_one_record_stands_in_the_way_of_the_other)
{
	const cnis_withdrawal_new w = { .size = sizeof(w),
		                        .child_id = kept,
		                        .notified_by = "school",
		                        .notified = scene_day(TODAY),
		                        .school_name = "Fernhill School" };
	int64_t id = 0;

	(void)family_notice(&s, old, NULL, NULL, "2026-11-18");
	(void)family_flag(&s, kept, "ehc_plan", "2024-09-01", NULL, "302", NULL);
	merged(old, kept);
	scene_want(cnis_withdrawal_notify(s.r, &w, &id, &err), CNIS_EEXISTS, &err);
	/* nobody says that the child is on a roll but the notice in the other record */
	scene_want(enter(kept, false), CNIS_EREFUSED, &err);
	ck_assert_str_eq(err.rule, "LOCAL.gate.ehc");
}
END_TEST

START_TEST(a_fact_learnt_later_reaches_the_withdrawal_in_the_other_record)
{
	const cnis_flag_new n = { .size = sizeof(n),
		                  .child_id = old,
		                  .kind = "s47_enquiry",
		                  .authority = "302",
		                  .fact = { .from = scene_day("2026-11-20"),
		                            .to = CNIS_DAY_NONE,
		                            .source = "social_care" } };
	int64_t id, flag = 0;

	id = family_notice(&s, kept, NULL, NULL, "2026-11-18");
	merged(old, kept);
	scene_want(cnis_flag_add(s.r, &n, &flag, &err), CNIS_OK, &err);
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT state = 'consent_needed' FROM withdrawal WHERE id = %lld", id, 0),
	    1);
	/* kept with the withdrawal it belongs to */
	ck_assert_int_eq(scene_ask(&s,
	                           "SELECT count(*) FROM consent_test t JOIN withdrawal w"
	                           " ON w.id = t.withdrawal_id AND w.child_id <> t.child_id",
	                           0, 0),
	                 0);
	ck_assert_int_eq(family_duties(&s, kept, "manager_withdrawal", "open"), 1);
}
END_TEST

START_TEST(the_end_of_a_fact_stands_once_the_child_was_entered_in_the_other_record)
{
	int64_t flag = family_flag(&s, old, "ehc_plan", "2024-09-01", NULL, "302", NULL);
	int64_t end;

	merged(old, kept);
	scene_want(cnis_flag_end(s.r, flag, scene_day("2026-11-20"), &err), CNIS_OK, &err);
	end = last();
	(void)family_notice(&s, kept, NULL, NULL, TODAY);
	scene_want(enter(kept, false), CNIS_OK, &err);
	scene_want(cnis_undo(s.r, end, NULL, NULL, &err), CNIS_EREFUSED, &err);
	ck_assert_str_eq(err.rule, "LOCAL.gate.ehc");
}
END_TEST

/* ---- one child, one entry -------------------------------------------------------------------- */

START_TEST(a_child_on_the_register_in_one_record_is_not_entered_in_the_other)
{
	(void)family_entry(&s, old, "2026-09-01");
	merged(old, kept);
	scene_want(enter(kept, false), CNIS_EEXISTS, &err);
	unmerged(old);
	scene_want(enter(kept, false), CNIS_OK, &err);
}
END_TEST

START_TEST(what_the_routes_make_of_a_day_is_the_same_of_either_record)
{
	const int64_t records[] = { old, kept };
	cnis_entry_standing is;

	(void)family_entry(&s, old, "2026-09-01");
	scene_want(cnis_entry_standing_get(s.r, kept, CNIS_DAY_NONE, &is, &err), CNIS_OK, &err);
	ck_assert(is.entry_id == 0 && !is.parent_duties);
	ck_assert_str_eq(is.census, "neither");
	merged(old, kept);
	for (size_t i = 0; i < 2; i++) {
		scene_want(cnis_entry_standing_get(s.r, records[i], CNIS_DAY_NONE, &is, &err),
		           CNIS_OK, &err);
		ck_assert_str_eq(is.routes, "home_education");
		ck_assert_str_eq(is.census, "home_educated");
		ck_assert(is.entry_id != 0 && is.parent_duties && is.support);
	}
}
END_TEST

START_TEST(what_belongs_to_an_entry_stays_with_the_record_that_has_it)
{
	const cnis_plan_new p = { .size = sizeof(p),
		                  .child_id = kept,
		                  .kind = "report",
		                  .method = "email",
		                  .received = scene_day(TODAY) };
	int64_t id = 0;

	(void)family_entry(&s, old, "2026-09-01");
	merged(old, kept);
	scene_want(cnis_plan_receive(s.r, &p, &id, NULL, &err), CNIS_OK, &err);
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT child_id FROM education_information WHERE id = %lld", id, 0),
	    old);
}
END_TEST

/* ---- what is refused ------------------------------------------------------------------------- */

START_TEST(twins_are_not_merged_unless_a_manager_says_so)
{
	number(old, "A");
	number(kept, "B");
	(void)scene_officer(&s, "ann", CNIS_ROLE_OFFICER);
	scene_as(&s, "ann", TODAY);
	scene_want(merge(old, kept, false), CNIS_EREFUSED, &err);
	ck_assert_str_eq(err.rule, "LOCAL.same-child");
	ck_assert_ptr_nonnull(strstr(err.message, "twins"));
	scene_want(merge(old, kept, true), CNIS_EPERM, &err);
	scene_as(&s, "boss", TODAY);
	scene_want(merge(old, kept, false), CNIS_EREFUSED, &err);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM child_alias", 0, 0), 0);
	scene_want(merge(old, kept, true), CNIS_OK, &err);
}
END_TEST

START_TEST(whom_somebody_called_two_children_only_a_manager_makes_one)
{
	scene_want(cnis_duplicate_dismiss(s.r, kept, old, "cousins", &err), CNIS_OK, &err);
	scene_want(merge(old, kept, false), CNIS_EREFUSED, &err);
	ck_assert_str_eq(err.rule, "LOCAL.same-child");
	scene_want(merge(old, kept, true), CNIS_OK, &err);
	merged(third, kept);
	scene_want(cnis_duplicate_dismiss(s.r, third, kept, "x", &err), CNIS_EEXISTS, &err);
	scene_want(cnis_duplicate_dismiss(s.r, old, third, "x", &err), CNIS_EEXISTS, &err);
	unmerged(third);
	scene_want(cnis_duplicate_dismiss(s.r, old, third, "x", &err), CNIS_OK, &err);
}
END_TEST

START_TEST(the_numbers_of_every_record_of_the_child_are_compared)
{
	number(old, "A");
	number(third, "B");
	merged(old, kept);
	scene_want(merge(third, kept, false), CNIS_EREFUSED, &err);
}
END_TEST

START_TEST(another_birth_date_or_sex_is_for_a_manager)
{
	int64_t day = scene_child(&s, "2015-03-05");
	int64_t girl = scene_child(&s, "2015-03-04"), boy = scene_child(&s, "2015-03-04");

	(void)scene_sql(&s, "UPDATE child SET sex = 'F', rev = :rev WHERE id = %lld", girl, 0);
	(void)scene_sql(&s, "UPDATE child SET sex = 'M', rev = :rev WHERE id = %lld", boy, 0);
	scene_want(merge(day, kept, false), CNIS_EREFUSED, &err);
	ck_assert_str_eq(err.rule, "LOCAL.same-child");
	ck_assert_ptr_nonnull(strstr(err.message, "birth dates differ:"));
	scene_want(merge(girl, boy, false), CNIS_EREFUSED, &err);
	ck_assert_ptr_nonnull(strstr(err.message, "the sex differs:"));
	merged(girl, kept); /* a sex that is not known differs from nothing */
	scene_want(merge(boy, kept, false), CNIS_EREFUSED, &err);
	scene_want(merge(boy, kept, true), CNIS_OK, &err);
	scene_want(merge(day, kept, true), CNIS_OK, &err);
}
END_TEST

START_TEST(there_are_no_chains_and_no_circles)
{
	merged(old, kept);
	scene_want(merge(old, third, false), CNIS_EEXISTS, &err);
	scene_want(merge(kept, old, false), CNIS_EEXISTS, &err);
	scene_want(merge(kept, third, false), CNIS_EREFUSED, &err);
	ck_assert_str_eq(err.rule, "LOCAL.same-child");
	/* into a record no longer used: into the one kept for it */
	merged(third, old);
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT same_as_id FROM child_alias WHERE child_id = %lld", third, 0),
	    kept);
}
END_TEST

START_TEST(a_merge_needs_two_children_and_a_reason)
{
	cnis_merge_new n = {
		.size = sizeof(n), .child_id = old, .same_as_id = kept, .reason = " "
	};
	int64_t into = 0;

	scene_want(cnis_merge_add(s.r, &n, &into, &err), CNIS_EINVAL, &err);
	ck_assert_str_eq(err.field, "reason");
	scene_want(merge(old, old, false), CNIS_EINVAL, &err);
	scene_want(merge(old, 999, false), CNIS_ENOTFOUND, &err);
	scene_want(merge(999, old, false), CNIS_ENOTFOUND, &err);
	scene_want(cnis_merge_end(s.r, old, "x", NULL, &err), CNIS_ENOTFOUND, &err);
	scene_want(cnis_merge_end(s.r, 999, "x", NULL, &err), CNIS_ENOTFOUND, &err);
	merged(old, kept);
	scene_want(cnis_merge_end(s.r, old, NULL, NULL, &err), CNIS_EINVAL, &err);
	ck_assert_int_eq(into, 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("merge");
	TCase *tc = tcase_create("merge");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, merge_setup, merge_teardown);
	tcase_set_timeout(tc, 30);
	tcase_add_loop_test(tc, a_fact_in_either_record_stops_an_entry_in_the_other, 0, 8);
	tcase_add_test(tc, a_notice_for_one_is_tested_with_the_facts_of_both);
	tcase_add_test(tc, a_notice_of_before_the_merge_is_asked_again_with_both);
	tcase_add_test(tc, a_notice_on_one_record_stands_in_the_way_of_the_other);
	tcase_add_test(tc, a_fact_learnt_later_reaches_the_withdrawal_in_the_other_record);
	tcase_add_test(tc, the_end_of_a_fact_stands_once_the_child_was_entered_in_the_other_record);
	tcase_add_test(tc, a_child_on_the_register_in_one_record_is_not_entered_in_the_other);
	tcase_add_test(tc, what_the_routes_make_of_a_day_is_the_same_of_either_record);
	tcase_add_test(tc, what_belongs_to_an_entry_stays_with_the_record_that_has_it);
	tcase_add_test(tc, twins_are_not_merged_unless_a_manager_says_so);
	tcase_add_test(tc, whom_somebody_called_two_children_only_a_manager_makes_one);
	tcase_add_test(tc, the_numbers_of_every_record_of_the_child_are_compared);
	tcase_add_test(tc, another_birth_date_or_sex_is_for_a_manager);
	tcase_add_test(tc, there_are_no_chains_and_no_circles);
	tcase_add_test(tc, a_merge_needs_two_children_and_a_reason);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
