/* One child in two records: what facts in one call for with the entry or the notice in the other.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/entry.h>
#include <cnis/flag.h>
#include <cnis/journal.h>
#include <cnis/merge.h>

#include "family.h"

#define TODAY "2026-11-21"

static scene s;
static cnis_error err;
static int64_t old, kept;

static void
setup(void)
{
	err = (cnis_error){ 0 };
	scene_make_in_force(&s, TODAY, "2026-09-01");
	old = scene_child(&s, "2015-03-04");
	kept = scene_child(&s, "2015-03-04");
}

static void
teardown(void)
{
	scene_end(&s);
}

static void
merged(int64_t one, int64_t other)
{
	const cnis_merge_new n = { .size = sizeof(n),
		                   .child_id = one,
		                   .same_as_id = other,
		                   .reason = "registered twice" };
	int64_t into = 0;

	err = (cnis_error){ 0 };
	scene_want(cnis_merge_add(s.r, &n, &into, &err), CNIS_OK, &err);
}

static void
unmerged(int64_t one)
{
	err = (cnis_error){ 0 };
	scene_want(cnis_merge_end(s.r, one, "cousins of one name", NULL, &err), CNIS_OK, &err);
}

static cnis_status
enter(int64_t child, bool on_roll)
{
	const cnis_entry_new n = { .size = sizeof(n),
		                   .child_id = child,
		                   .route = "home_education",
		                   .on_roll = on_roll,
		                   .notified = scene_day(TODAY),
		                   .fact = { .from = scene_day(TODAY),
		                             .to = CNIS_DAY_NONE,
		                             .received = scene_day(TODAY),
		                             .source = "parent" } };
	int64_t id = 0;

	err = (cnis_error){ 0 };
	return cnis_entry_open(s.r, &n, &id, &err);
}

static int64_t
last(void)
{
	return scene_ask(&s, "SELECT max(seq) FROM journal", 0, 0);
}

/* What each fact calls for with an open entry: before s. 39 was in force, and since. */
static const struct {
	const char *kind, *from, *to, *harm, *duty;
} WORK[] = {
	{ "ehc_plan", "2025-11-01", NULL, NULL, "ehc_review" },
	{ "s47_enquiry", "2026-11-02", NULL, NULL, "consider_436h5" },
	{ "s47_action", "2023-01-10", "2024-01-31", "yes", "consider_436h5" },
	{ "child_protection_plan", "2026-11-02", NULL, NULL, "consider_436h5" },
};

static int64_t
work(const char *state)
{
	return scene_ask(&s,
	                 strcmp(state, "open") == 0
	                     ? "SELECT count(*) FROM duty WHERE flag_id IS NOT NULL"
	                       " AND state = 'open'"
	                     : "SELECT count(*) FROM duty WHERE flag_id IS NOT NULL",
	                 0, 0);
}

/* _i: which fact, and which of the two records has it; the other has the entry. */
START_TEST(a_fact_in_one_record_opens_its_work_with_the_entry_in_the_other)
{
	int64_t with = _i % 2 == 0 ? old : kept, other = with == old ? kept : old, seq;
	int i = _i / 2;

	(void)family_entry(&s, other, "2026-09-01");
	(void)family_flag(&s, with, WORK[i].kind, WORK[i].from, WORK[i].to, "302", WORK[i].harm);
	merged(old, kept);
	seq = last();
	ck_assert_int_eq(family_duties(&s, other, WORK[i].duty, "open"), 1);
	ck_assert_int_eq(work("any"), 1);
	/* with an owner, in the entry it belongs to, and in one change with the merge */
	ck_assert_int_eq(scene_ask(&s,
	                           "SELECT count(*) FROM duty d JOIN entry e ON e.id = d.entry_id"
	                           " JOIN duty_owner w ON w.duty_id = d.id AND w.to_day IS NULL"
	                           " WHERE d.flag_id IS NOT NULL AND d.rev = %lld",
	                           seq, 0),
	                 1);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM journal WHERE seq >= %lld", seq, 0),
	                 1);
	scene_want(cnis_undo(s.r, seq, NULL, NULL, &err), CNIS_OK, &err);
	ck_assert_int_eq(work("any"), 0);
	merged(old, kept);
	unmerged(old);
	ck_assert_int_eq(family_duties(&s, other, WORK[i].duty, "open"), 1);
	/* and not twice */
	merged(old, kept);
	ck_assert_int_eq(work("any"), 1);
}
END_TEST

START_TEST(a_fact_added_to_one_record_later_opens_its_work_with_the_entry_in_the_other)
{
	int64_t with = _i % 2 == 0 ? old : kept, other = with == old ? kept : old, flag = 0;
	const cnis_flag_new n = { .size = sizeof(n),
		                  .child_id = with,
		                  .kind = WORK[_i / 2].kind,
		                  .authority = "302",
		                  .significant_harm = WORK[_i / 2].harm,
		                  .fact = { .from = scene_day(WORK[_i / 2].from),
		                            .to = WORK[_i / 2].to != NULL
		                                      ? scene_day(WORK[_i / 2].to)
		                                      : CNIS_DAY_NONE,
		                            .source = "social_care" } };

	(void)family_entry(&s, other, "2026-09-01");
	merged(old, kept);
	ck_assert_int_eq(work("any"), 0);
	scene_want(cnis_flag_add(s.r, &n, &flag, &err), CNIS_OK, &err);
	ck_assert_int_eq(family_duties(&s, other, WORK[_i / 2].duty, "open"), 1);
	ck_assert_int_eq(work("any"), 1);
}
END_TEST

/* _i: which fact, and which of the two records learns it while they are two. */
START_TEST(an_unmerge_taken_back_opens_what_was_learnt_in_between)
{
	int64_t with = _i % 2 == 0 ? old : kept, other = with == old ? kept : old, seq;
	int i = _i / 2;

	(void)family_entry(&s, other, "2026-09-01");
	merged(old, kept);
	unmerged(old);
	seq = last();
	(void)family_flag(&s, with, WORK[i].kind, WORK[i].from, WORK[i].to, "302", WORK[i].harm);
	ck_assert_int_eq(work("any"), 0);
	scene_want(cnis_undo(s.r, seq, NULL, NULL, &err), CNIS_OK, &err);
	ck_assert_int_eq(family_duties(&s, other, WORK[i].duty, "open"), 1);
	ck_assert_int_eq(work("any"), 1);
	/* in one change with the undo, and with an owner */
	ck_assert_int_eq(
	    scene_ask(&s,
	              "SELECT count(*) FROM duty d JOIN duty_owner w ON w.duty_id = d.id"
	              " AND w.to_day IS NULL WHERE d.flag_id IS NOT NULL AND d.rev = %lld",
	              last(), 0),
	    1);
}
END_TEST

START_TEST(an_enquiry_that_ended_before_the_merge_calls_for_what_it_did_in_one_record)
{
	(void)family_entry(&s, kept, "2026-09-01");
	(void)family_flag(&s, old, "s47_enquiry", "2026-11-02", NULL, "302", NULL);
	(void)scene_sql(&s, "UPDATE flag SET to_day = from_day + 19, rev = :rev", 0, 0);
	scene_as(&s, "boss", "2026-11-25");
	merged(old, kept);
	ck_assert_int_eq(family_duties(&s, kept, "consider_436h5", "open"), 1);
}
END_TEST

START_TEST(a_plan_that_ended_before_the_merge_is_not_reviewed)
{
	(void)family_entry(&s, kept, "2026-09-01");
	(void)family_flag(&s, old, "ehc_plan", "2024-09-01", "2026-11-20", "302", NULL);
	merged(old, kept);
	ck_assert_int_eq(work("any"), 0);
}
END_TEST

START_TEST(no_entry_and_nothing_is_called_for)
{
	(void)family_flag(&s, old, "ehc_plan", "2024-09-01", NULL, "302", NULL);
	(void)family_flag(&s, kept, "s47_enquiry", "2026-11-02", NULL, "302", NULL);
	merged(old, kept);
	ck_assert_int_eq(work("any"), 0);
}
END_TEST

/* Of two open entries one is ended as entered in error: what its facts call for stays. */
START_TEST(the_work_of_a_fact_outlives_the_second_entry)
{
	cnis_entry_end n = { .size = sizeof(n),
		             .end_reason = "entered_in_error",
		             .source = "this_authority",
		             .note = "registered twice" };
	int64_t seq;

	(void)family_entry(&s, kept, "2026-09-01");
	n.entry_id = enter(old, false) == CNIS_OK ? scene_ask(&s, "SELECT max(id) FROM entry", 0, 0)
	                                          : 0;
	for (int i = 0; i < 2; i++) {
		const cnis_flag_new f = { .size = sizeof(f),
			                  .child_id = old,
			                  .kind = WORK[i].kind,
			                  .authority = "302",
			                  .fact = { .from = scene_day(WORK[i].from),
			                            .to = CNIS_DAY_NONE,
			                            .source = "social_care" } };
		int64_t id = 0;

		scene_want(cnis_flag_add(s.r, &f, &id, &err), CNIS_OK, &err);
	}
	merged(old, kept);
	ck_assert_int_eq(work("open"), 2); /* once for one child */
	ck_assert_int_eq(family_duties(&s, kept, "ehc_review", "open"), 0);
	scene_want(cnis_entry_finish(s.r, &n, &err), CNIS_OK, &err);
	seq = last();
	ck_assert_int_eq(family_duties(&s, kept, "ehc_review", "open"), 1);
	ck_assert_int_eq(family_duties(&s, kept, "consider_436h5", "open"), 1);
	ck_assert_int_eq(work("open"), 2);
	scene_want(cnis_undo(s.r, seq, NULL, NULL, &err), CNIS_OK, &err);
	ck_assert_int_eq(family_duties(&s, old, "ehc_review", "open"), 1);
	ck_assert_int_eq(work("any"), 2);
}
END_TEST

START_TEST(a_merge_asks_again_about_a_notice_already_here)
{
	int64_t id = family_notice(&s, kept, NULL, NULL, "2026-11-18");

	(void)family_flag(&s, old, "s47_enquiry", "2026-11-01", NULL, "302", NULL);
	merged(old, kept);
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT state = 'consent_needed' FROM withdrawal WHERE id = %lld", id, 0),
	    1);
	ck_assert_int_eq(family_duties(&s, kept, "manager_withdrawal", "open"), 1);
	scene_want(cnis_undo(s.r, last(), NULL, NULL, &err), CNIS_OK, &err);
	ck_assert_int_eq(family_duties(&s, kept, "manager_withdrawal", "open"), 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("merge_duty");
	TCase *tc = tcase_create("merge_duty");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 30);
	tcase_add_loop_test(tc, a_fact_in_one_record_opens_its_work_with_the_entry_in_the_other, 0,
	                    8);
	tcase_add_loop_test(tc, an_unmerge_taken_back_opens_what_was_learnt_in_between, 0, 8);
	tcase_add_loop_test(
	    tc, a_fact_added_to_one_record_later_opens_its_work_with_the_entry_in_the_other, 0, 8);
	tcase_add_test(tc,
	               an_enquiry_that_ended_before_the_merge_calls_for_what_it_did_in_one_record);
	tcase_add_test(tc, a_plan_that_ended_before_the_merge_is_not_reviewed);
	tcase_add_test(tc, no_entry_and_nothing_is_called_for);
	tcase_add_test(tc, the_work_of_a_fact_outlives_the_second_entry);
	tcase_add_test(tc, a_merge_asks_again_about_a_notice_already_here);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
