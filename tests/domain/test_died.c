/* A child has died: what stops, what is held, what is refused. */
#include <check.h>
#include <stdlib.h>

#include <cnis/death.h>
#include <cnis/hold.h>
#include <cnis/merge.h>
#include <cnis/unseen.h>

#include "family.h"

static scene s;
static cnis_error err;
static int64_t child, entry;

static void
setup(void)
{
	err = (cnis_error){ 0 };
	scene_make(&s, "2026-11-21");
	child = scene_child(&s, "2015-03-02");
	entry = family_entry(&s, child, "2026-09-01");
}

static void
teardown(void)
{
	scene_end(&s);
}

static cnis_status
died(int64_t id, const char *on, const char *source, cnis_death_done *done)
{
	const cnis_death_new n = { .size = sizeof(n),
		                   .child_id = id,
		                   .died = on == NULL ? CNIS_DAY_NONE : scene_day(on),
		                   .fact = { .source = source } };

	err = (cnis_error){ 0 };
	return cnis_death_record(s.r, &n, done, &err);
}

/* clang-format off */
static const struct {
	const char *on, *source, *field;
	cnis_status want;
} wrong[] = {
	{ NULL, "health", "on", CNIS_EINVAL },
	{ "2026-11-22", "health", "on", CNIS_EINVAL },
	{ "2015-03-01", "health", "on", CNIS_EINVAL },
	{ "2026-11-19", NULL, "source", CNIS_EINVAL },
	{ "2026-11-19", "", "source", CNIS_EINVAL },
	{ "2026-11-19", "hearsay", "source", CNIS_EINVAL },
};
/* clang-format on */

START_TEST(what_is_not_known_is_not_recorded)
{
	scene_want(died(child, wrong[_i].on, wrong[_i].source, NULL), wrong[_i].want, &err);
	ck_assert_str_eq(err.field, wrong[_i].field);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM death", 0, 0), 0);
}
END_TEST

START_TEST(nobody_but_a_manager_and_only_of_a_child_there_is)
{
	scene_want(died(child + 100, "2026-11-19", "health", NULL), CNIS_ENOTFOUND, &err);
	(void)scene_officer(&s, "ann", CNIS_ROLE_OFFICER);
	scene_as(&s, "ann", "2026-11-21");
	scene_want(died(child, "2026-11-19", "health", NULL), CNIS_EPERM, &err);
}
END_TEST

START_TEST(one_step_ends_what_is_open)
{
	cnis_death_done done = { 0 };
	cnis_day day = 0;
	char source[64];

	(void)family_notice(&s, child, "special", "302", "2026-11-10");
	scene_want(cnis_death_day(s.r, child, CNIS_DAY_NONE, &day, NULL, &err), CNIS_OK, &err);
	ck_assert_int_eq(day, CNIS_DAY_NONE);
	scene_want(died(child, "2026-11-19", "health", &done), CNIS_OK, &err);
	ck_assert_int_ge(done.duties, 2);
	ck_assert_int_eq(done.told, 1);
	ck_assert_int_eq(done.letters, 0);
	ck_assert_int_eq(scene_ask(&s, "SELECT to_day FROM entry WHERE id = %lld", entry, 0),
	                 scene_day("2026-11-19"));
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT count(*) FROM withdrawal WHERE closed_day IS NULL", 0, 0), 0);
	ck_assert_int_eq(scene_ask(&s,
	                           "SELECT count(*) FROM duty WHERE state = 'open'"
	                           " AND kind <> 'death_told'",
	                           0, 0),
	                 0);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM hold WHERE kind = 'disposal'", 0, 0),
	                 1);
	scene_want(cnis_death_day(s.r, child, CNIS_DAY_NONE, &day, source, &err), CNIS_OK, &err);
	ck_assert_int_eq(day, scene_day("2026-11-19"));
	ck_assert_str_eq(source, "health");
	scene_want(cnis_death_day(s.r, child, scene_day("2026-11-18"), &day, source, &err), CNIS_OK,
	           &err);
	ck_assert_int_eq(day, CNIS_DAY_NONE);
	scene_want(died(child, "2026-11-19", "health", &done), CNIS_EEXISTS, &err);
}
END_TEST

START_TEST(both_records_of_a_child_stop)
{
	int64_t kept = 0, other = scene_child(&s, "2015-03-02");
	const cnis_merge_new one = { .size = sizeof(one),
		                     .child_id = other,
		                     .same_as_id = child,
		                     .reason = "entered twice" };

	(void)family_entry(&s, other, "2026-09-15");
	scene_want(cnis_merge_add(s.r, &one, &kept, &err), CNIS_OK, &err);
	scene_want(died(other, "2026-11-19", "health", NULL), CNIS_OK, &err);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM entry WHERE to_day IS NULL", 0, 0), 0);
	ck_assert_int_eq(scene_ask(&s, "SELECT child_id FROM death", 0, 0), child);
	scene_want(died(child, "2026-11-19", "health", NULL), CNIS_EEXISTS, &err);
}
END_TEST

START_TEST(a_record_of_the_living_is_not_merged_with_one_of_the_dead)
{
	int64_t kept = 0, other = scene_child(&s, "2015-03-02");
	const cnis_merge_new one = { .size = sizeof(one),
		                     .child_id = other,
		                     .same_as_id = child,
		                     .reason = "entered twice" };

	scene_want(died(child, "2026-11-19", "health", NULL), CNIS_OK, &err);
	scene_want(cnis_merge_add(s.r, &one, &kept, &err), CNIS_EREFUSED, &err);
	ck_assert_str_eq(err.rule, "LOCAL.death");
}
END_TEST

START_TEST(an_entry_past_school_age_ended_with_that)
{
	int64_t older = scene_child(&s, "2010-03-02");

	(void)family_entry(&s, older, "2025-09-01");
	scene_want(died(older, "2026-11-19", "health", NULL), CNIS_OK, &err);
	ck_assert_int_eq(scene_ask(&s,
	                           "SELECT count(*) FROM entry e JOIN child c ON c.id = e.child_id"
	                           " WHERE e.end_reason = 'over_school_age'"
	                           " AND e.to_day = c.school_age_to",
	                           0, 0),
	                 1);
}
END_TEST

static cnis_hold_new
letters(const char *because, const char *note)
{
	return (cnis_hold_new){ .size = sizeof(cnis_hold_new),
		                .child_id = child,
		                .kind = "letters",
		                .because = because,
		                .note = note };
}

START_TEST(letters_are_held_until_somebody_decides)
{
	cnis_hold_new n = letters("family_asked", NULL);
	int64_t id = 0;

	scene_want(cnis_hold_add(s.r, &n, &id, &err), CNIS_OK, &err);
	ck_assert_int_eq(family_duties(&s, child, "letters_decide", "open"), 1);
	scene_want(cnis_hold_add(s.r, &n, &id, &err), CNIS_EEXISTS, &err);
	scene_want(cnis_hold_end(s.r, child, "letters", NULL, &err), CNIS_EINVAL, &err);
	scene_want(cnis_hold_end(s.r, child, "disposal", "may go", &err), CNIS_ENOTFOUND, &err);
	scene_want(cnis_hold_end(s.r, child, "everything", "may go", &err), CNIS_EINVAL, &err);
	scene_want(cnis_hold_end(s.r, child + 100, "letters", "may go", &err), CNIS_ENOTFOUND,
	           &err);
	scene_want(cnis_hold_end(s.r, child, "letters", "they may go", &err), CNIS_OK, &err);
	ck_assert_int_eq(family_duties(&s, child, "letters_decide", "met"), 1);
}
END_TEST

START_TEST(a_hold_has_a_kind_and_a_reason)
{
	cnis_hold_new n = letters("other", NULL);
	int64_t id = 0;

	scene_want(cnis_hold_add(s.r, &n, &id, &err), CNIS_EINVAL, &err);
	ck_assert_str_eq(err.field, "note");
	n.because = "because";
	scene_want(cnis_hold_add(s.r, &n, &id, &err), CNIS_EINVAL, &err);
	ck_assert_str_eq(err.field, "because");
	n.kind = "breath";
	scene_want(cnis_hold_add(s.r, &n, &id, &err), CNIS_EINVAL, &err);
	ck_assert_str_eq(err.field, "kind");
	n = letters("legal", NULL);
	n.child_id = child + 100;
	scene_want(cnis_hold_add(s.r, &n, &id, &err), CNIS_ENOTFOUND, &err);
	scene_want(died(child, "2026-11-19", "health", NULL), CNIS_OK, &err);
	n.child_id = child;
	scene_want(cnis_hold_add(s.r, &n, &id, &err), CNIS_EREFUSED, &err);
}
END_TEST

static cnis_status
count_hold(const cnis_hold *h, void *payload, cnis_error *reterr)
{
	int *n = payload;

	(void)reterr;
	ck_assert_str_eq(h->kind, "disposal");
	ck_assert_str_eq(h->officer, "boss");
	(*n)++;
	return CNIS_OK;
}

START_TEST(a_manager_lets_records_be_disposed_of_again)
{
	int n = 0;

	(void)scene_officer(&s, "ann", CNIS_ROLE_OFFICER);
	scene_want(died(child, "2026-11-19", "health", NULL), CNIS_OK, &err);
	scene_as(&s, "ann", "2026-12-01");
	scene_want(cnis_hold_end(s.r, child, "disposal", "may go", &err), CNIS_EPERM, &err);
	scene_as(&s, "boss", "2026-12-01");
	scene_want(cnis_hold_walk(s.r, 0, CNIS_DAY_NONE, false, count_hold, &n, &err), CNIS_OK,
	           &err);
	ck_assert_int_eq(n, 1);
	scene_want(cnis_hold_end(s.r, child, "disposal", "may go", &err), CNIS_OK, &err);
	n = 0;
	scene_want(cnis_hold_walk(s.r, child, CNIS_DAY_NONE, false, count_hold, &n, &err), CNIS_OK,
	           &err);
	ck_assert_int_eq(n, 0);
	scene_want(cnis_hold_walk(s.r, child, CNIS_DAY_NONE, true, count_hold, &n, &err), CNIS_OK,
	           &err);
	ck_assert_int_eq(n, 1);
}
END_TEST

static cnis_status
count_unseen(const cnis_unseen *u, void *payload, cnis_error *reterr)
{
	int *n = payload;

	(void)u;
	(void)reterr;
	(*n)++;
	return CNIS_OK;
}

START_TEST(nobody_is_to_be_seen_from_that_day_on)
{
	int n = 0;

	(void)family_flag(&s, child, "priority", "2026-10-01", NULL, NULL, NULL);
	scene_want(died(child, "2026-11-19", "health", NULL), CNIS_OK, &err);
	scene_want(cnis_unseen_walk(s.r, scene_day("2026-11-18"), true, count_unseen, &n, &err),
	           CNIS_OK, &err);
	ck_assert_int_eq(n, 1);
	n = 0;
	for (int day = 0; day < 3; day++)
		scene_want(cnis_unseen_walk(s.r, scene_day("2026-11-19") + day, true, count_unseen,
		                            &n, &err),
		           CNIS_OK, &err);
	ck_assert_int_eq(n, 0);
}
END_TEST

static Suite *
suite(void)
{
	Suite *all = suite_create("died");
	TCase *tc = tcase_create("died");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, what_is_not_known_is_not_recorded, 0,
	                    sizeof(wrong) / sizeof(wrong[0]));
	tcase_add_test(tc, nobody_but_a_manager_and_only_of_a_child_there_is);
	tcase_add_test(tc, one_step_ends_what_is_open);
	tcase_add_test(tc, both_records_of_a_child_stop);
	tcase_add_test(tc, a_record_of_the_living_is_not_merged_with_one_of_the_dead);
	tcase_add_test(tc, an_entry_past_school_age_ended_with_that);
	tcase_add_test(tc, letters_are_held_until_somebody_decides);
	tcase_add_test(tc, a_hold_has_a_kind_and_a_reason);
	tcase_add_test(tc, a_manager_lets_records_be_disposed_of_again);
	tcase_add_test(tc, nobody_is_to_be_seen_from_that_day_on);
	suite_add_tcase(all, tc);
	return all;
}

int
main(void)
{
	SRunner *sr = srunner_create(suite());
	int failed;

	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
