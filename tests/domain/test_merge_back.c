/* One child in two records: a merge taken back, and on which days it held. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/journal.h>
#include <cnis/merge.h>

#include "merge_case.h"

/* ---- taken back ------------------------------------------------------------------------------ */

START_TEST(a_merge_changes_no_other_row_and_touches_both)
{
	int64_t seq;

	(void)family_entry(&s, old, "2026-09-01");
	merged(old, kept);
	seq = last();
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT count(*) FROM journal_touch WHERE seq = %lld", seq, 0), 2);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM child WHERE rev >= %lld", seq, 0), 0);
	unmerged(old);
	seq = last();
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT count(*) FROM journal_touch WHERE seq = %lld", seq, 0), 2);
}
END_TEST

START_TEST(a_merge_is_taken_back_by_undo_too)
{
	int64_t seq, end;

	merged(old, kept);
	seq = last();
	unmerged(old);
	end = last();
	scene_want(cnis_undo(s.r, seq, NULL, NULL, &err), CNIS_ECONFLICT, &err);
	scene_want(cnis_undo(s.r, end, NULL, NULL, &err), CNIS_OK, &err);
	scene_want(merge(old, third, false), CNIS_EEXISTS, &err);
	scene_want(cnis_undo(s.r, seq, NULL, NULL, &err), CNIS_OK, &err);
	merged(old, third);
}
END_TEST

START_TEST(a_merge_nothing_was_built_on_is_taken_back)
{
	merged(old, kept);
	scene_want(cnis_undo(s.r, last(), NULL, NULL, &err), CNIS_OK, &err);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM child_alias", 0, 0), 0);
	merged(kept, old);
}
END_TEST

START_TEST(an_unmerge_is_not_undone_into_a_chain)
{
	int64_t seq;

	merged(old, kept);
	unmerged(old);
	seq = last();
	merged(kept, third);
	scene_want(cnis_undo(s.r, seq, NULL, NULL, &err), CNIS_ECONFLICT, &err);
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT count(*) FROM child_alias WHERE to_day IS NULL", 0, 0), 1);
}
END_TEST

/* ---- days ------------------------------------------------------------------------------------ */

static cnis_status
count(int64_t id, void *payload, cnis_error *reterr)
{
	(void)id;
	(void)reterr;
	++*(int *)payload;
	return CNIS_OK;
}

static int
records(int64_t child, const char *on)
{
	int n = 0;

	scene_want(cnis_merge_records(s.r, child, scene_day(on), count, &n, &err), CNIS_OK, &err);
	return n;
}

START_TEST(a_merge_holds_from_its_day_until_the_day_before_it_was_taken_back)
{
	int64_t id = 0;

	merged(old, kept);
	merged(third, kept);
	ck_assert_int_eq(records(old, TODAY), 3);
	ck_assert_int_eq(records(kept, TODAY), 3);
	ck_assert_int_eq(records(kept, "2026-11-20"), 1);
	scene_as(&s, "boss", "2026-11-25");
	unmerged(old);
	ck_assert_int_eq(records(old, "2026-11-24"), 3);
	ck_assert_int_eq(records(old, "2026-11-25"), 1);
	ck_assert_int_eq(records(kept, "2026-11-25"), 2);
	scene_want(cnis_merge_kept(s.r, old, scene_day(TOMORROW), &id, &err), CNIS_OK, &err);
	ck_assert_int_eq(id, kept);
	scene_want(cnis_merge_kept(s.r, old, CNIS_DAY_NONE, &id, &err), CNIS_OK, &err);
	ck_assert_int_eq(id, old);
	/* the same day it never held at all */
	merged(old, kept);
	unmerged(old);
	ck_assert_int_eq(records(old, "2026-11-25"), 1);
	ck_assert_int_eq(records(old, "2026-11-24"), 3);
}
END_TEST

static cnis_status
keep_from(const cnis_merge *m, void *payload, cnis_error *reterr)
{
	(void)reterr;
	ck_assert_str_eq(m->reason, "registered twice");
	ck_assert_str_eq(m->officer, "boss");
	++*(int *)payload;
	return CNIS_OK;
}

static cnis_status
look(const cnis_merge_field *f, void *payload, cnis_error *reterr)
{
	(void)reterr;
	if (strcmp(f->field, "born") == 0) {
		ck_assert(f->same);
		ck_assert_str_eq(f->one, "2015-03-04");
	}
	if (strcmp(f->field, "upn") == 0) {
		ck_assert_str_eq(f->one, "A1 (verified)");
		ck_assert_ptr_null(f->other);
		ck_assert(!f->same);
	}
	++*(int *)payload;
	return CNIS_OK;
}

START_TEST(merges_are_listed_and_records_compared)
{
	int n = 0;

	merged(old, kept);
	unmerged(old);
	merged(third, kept);
	scene_want(cnis_merge_walk(s.r, CNIS_DAY_NONE, false, keep_from, &n, &err), CNIS_OK, &err);
	ck_assert_int_eq(n, 1);
	scene_want(cnis_merge_walk(s.r, CNIS_DAY_NONE, true, keep_from, &n, &err), CNIS_OK, &err);
	ck_assert_int_eq(n, 3);
	number(old, "A");
	n = 0;
	scene_want(cnis_merge_compare(s.r, old, kept, look, &n, &err), CNIS_OK, &err);
	ck_assert_int_eq(n, 12);
	scene_want(cnis_merge_compare(s.r, old, 999, look, &n, &err), CNIS_ENOTFOUND, &err);
	scene_want(cnis_merge_compare(s.r, old, old, look, &n, &err), CNIS_EINVAL, &err);
	ck_assert_int_eq(n, 12);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("merge_back");
	TCase *tc = tcase_create("merge_back");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, merge_setup, merge_teardown);
	tcase_set_timeout(tc, 30);
	tcase_add_test(tc, a_merge_changes_no_other_row_and_touches_both);
	tcase_add_test(tc, a_merge_is_taken_back_by_undo_too);
	tcase_add_test(tc, a_merge_nothing_was_built_on_is_taken_back);
	tcase_add_test(tc, an_unmerge_is_not_undone_into_a_chain);
	tcase_add_test(tc, a_merge_holds_from_its_day_until_the_day_before_it_was_taken_back);
	tcase_add_test(tc, merges_are_listed_and_records_compared);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
