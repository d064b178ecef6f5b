/* Leaving compulsory school age: entries end by rule, the list before it, the hand-over after. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/census.h>
#include <cnis/duty.h>
#include <cnis/entry.h>
#include <cnis/flag.h>
#include <cnis/leaver.h>
#include <cnis/officer.h>
#include <cnis/setting.h>

#include "family.h"

static scene s;
static cnis_error err;
static int64_t child, entry, ann;

/* School age until 2027-06-25, the last Friday in June. */
static void
setup(void)
{
	cnis_entry_new n = { .size = sizeof(n),
		             .route = "home_education",
		             .fact = { .from = scene_day("2026-09-01"), .source = "parent" } };

	err = (cnis_error){ 0 };
	scene_make(&s, "2026-11-21");
	ann = scene_officer(&s, "ann", CNIS_ROLE_OFFICER);
	child = scene_child(&s, "2011-03-02");
	n.child_id = child;
	n.owner_id = ann;
	scene_want(cnis_entry_open(s.r, &n, &entry, &err), CNIS_OK, &err);
	(void)scene_child(&s, "2012-03-02"); /* not on the register */
}

static void
teardown(void)
{
	scene_end(&s);
}

/* The one leaver of a list, or none. */
typedef struct seen {
	int n;
	cnis_day leaves, said;
	int64_t open, unowned;
	bool ehc_plan;
	char destination[32], place[32], handover[8], owner[16], route[32];
} seen;

static void
put(char *to, size_t size, const char *from)
{
	ck_assert(from == NULL || strlen(from) < size);
	(void)strcpy(to, from == NULL ? "" : from);
}

static cnis_status
keep(const cnis_leaver *l, void *payload, cnis_error *reterr)
{
	seen *k = payload;

	(void)reterr;
	ck_assert_int_eq(l->child_id, child);
	k->n++;
	k->leaves = l->leaves;
	k->said = l->said;
	k->open = l->open;
	k->unowned = l->unowned;
	k->ehc_plan = l->ehc_plan;
	put(k->destination, sizeof(k->destination), l->destination);
	put(k->place, sizeof(k->place), l->place);
	put(k->handover, sizeof(k->handover), l->handover);
	put(k->owner, sizeof(k->owner), l->owner);
	put(k->route, sizeof(k->route), l->route);
	return CNIS_OK;
}

static seen
look(int year, const char *on, bool left)
{
	seen k = { 0 };

	scene_want(cnis_leaver_walk(s.r, year, scene_day(on), left, keep, &k, &err), CNIS_OK, &err);
	return k;
}

static void
leave(void)
{
	int64_t ended = 0;

	scene_as(&s, "boss", "2027-06-26");
	scene_want(cnis_tick(s.r, CNIS_DAY_NONE, &ended, &err), CNIS_OK, &err);
	ck_assert_int_eq(ended, 1);
}

static int64_t
handover(void)
{
	return scene_ask(&s, "SELECT id FROM duty WHERE kind = 'handover'", 0, 0);
}

START_TEST(who_will_leave_is_listed_by_academic_year)
{
	seen k = look(0, "2026-11-21", false);

	(void)family_flag(&s, child, "ehc_plan", "2024-01-10", NULL, NULL, NULL);
	ck_assert_int_eq(k.n, 1);
	ck_assert_int_eq(k.leaves, scene_day("2027-06-25"));
	ck_assert(k.open > 0 && k.unowned == 0 && !k.ehc_plan);
	ck_assert_str_eq(k.owner, "ann");
	ck_assert_str_eq(k.route, "home_education");
	ck_assert(look(2026, "2027-06-25", false).n == 1 && look(2026, "2027-06-26", false).n == 0);
	ck_assert(look(2025, "2026-11-21", false).n == 0 && look(2026, "2026-11-21", true).n == 0);
	ck_assert(look(2026, "2026-11-21", false).ehc_plan);
	ck_assert_int_eq(cnis_leaver_walk(s.r, 26, CNIS_DAY_NONE, true, keep, &k, &err),
	                 CNIS_EINVAL);
	ck_assert_str_eq(err.field, "year");
}
END_TEST

START_TEST(where_a_leaver_goes_is_kept_as_history)
{
	cnis_destination_new n = { .size = sizeof(n),
		                   .child_id = child,
		                   .kind = "college",
		                   .place = "Invented College",
		                   .said = scene_day("2026-11-20") };
	int64_t id = 0;

	scene_want(cnis_destination_add(s.r, &n, &id, &err), CNIS_EINVAL, &err);
	ck_assert_str_eq(err.field, "source");
	n.fact.source = "parent";
	n.kind = "the moon";
	scene_want(cnis_destination_add(s.r, &n, &id, &err), CNIS_EINVAL, &err);
	n.kind = "college";
	n.said = scene_day("2026-11-22");
	scene_want(cnis_destination_add(s.r, &n, &id, &err), CNIS_EINVAL, &err);
	n.said = scene_day("2026-11-20");
	n.child_id = 99;
	scene_want(cnis_destination_add(s.r, &n, &id, &err), CNIS_ENOTFOUND, &err);
	n.child_id = child;
	scene_want(cnis_destination_add(s.r, &n, &id, &err), CNIS_OK, &err);
	n.kind = "apprenticeship";
	n.place = NULL;
	n.said = CNIS_DAY_NONE;
	scene_want(cnis_destination_add(s.r, &n, &id, &err), CNIS_OK, &err);
	ck_assert_str_eq(look(2026, "2026-11-20", false).destination, "college");
	ck_assert_str_eq(look(2026, "2026-11-20", false).place, "Invented College");
	ck_assert_str_eq(look(2026, "2026-11-21", false).destination, "apprenticeship");
}
END_TEST

START_TEST(school_age_ends_the_entry_on_its_day_and_somebody_hands_over)
{
	seen k;

	leave();
	ck_assert_int_eq(scene_ask(&s, "SELECT to_day FROM entry", 0, 0), scene_day("2027-06-25"));
	k = look(2026, "2027-06-26", true);
	ck_assert_int_eq(k.n, 1);
	ck_assert_str_eq(k.handover, "open");
	ck_assert_str_eq(k.owner, "ann");
	ck_assert_int_eq(k.open, 1);
	ck_assert_int_eq(k.unowned, 0);
	ck_assert_int_eq(family_due(&s, child, "handover"), scene_day("2027-07-23"));
	scene_want(cnis_duty_meet(s.r, handover(), CNIS_DAY_NONE, "Told the college.", &err),
	           CNIS_OK, &err);
	ck_assert_str_eq(look(2026, "2027-06-26", true).handover, "done");
	ck_assert_int_eq(look(2026, "2027-06-26", true).open, 0);
}
END_TEST

/* Social care asks about the child; @p law: since when section 39 is in force, or NULL. */
static void
enquiry(const char *law)
{
	const cnis_flag_new n = { .size = sizeof(n),
		                  .child_id = child,
		                  .kind = "s47_enquiry",
		                  .fact = { .from = scene_day("2027-06-01"),
		                            .to = CNIS_DAY_NONE,
		                            .received = CNIS_DAY_NONE,
		                            .source = "social_care" } };
	int64_t id = 0;

	scene_as(&s, "boss", "2027-06-02");
	if (law != NULL)
		scene_want(cnis_setting_set(s.r, "law.s39.in_force_from", law, CNIS_DAY_NONE, &err),
		           CNIS_OK, &err);
	scene_want(cnis_flag_add(s.r, &n, &id, &err), CNIS_OK, &err);
}

/* The hand-over and the word with social care; a family's officer is shown the hand-over. */
static void
two_steps(void)
{
	ck_assert_int_eq(family_duties(&s, child, "speak_social_care", "open"), 1);
	ck_assert_int_eq(
	    scene_ask(&s,
	              "SELECT count(*) FROM duty d JOIN duty_owner w ON w.duty_id = d.id"
	              " AND w.to_day IS NULL WHERE d.state = 'open'",
	              0, 0),
	    2);
	ck_assert_int_eq(look(2026, "2027-06-26", true).open, 2);
	scene_as(&s, "ann", "2027-06-26");
	ck_assert_int_eq(look(2026, "2027-06-26", true).open, 1);
}

/* _i: by the night, or by hand. */
START_TEST(a_word_with_social_care_outlives_school_age)
{
	const cnis_entry_end n = { .size = sizeof(n),
		                   .entry_id = entry,
		                   .end_reason = "over_school_age",
		                   .source = "this_authority" };

	enquiry(NULL);
	ck_assert_int_eq(family_due(&s, child, "speak_social_care"), scene_day("2027-06-03"));
	scene_as(&s, "boss", "2027-06-26");
	if (_i == 0)
		leave();
	else
		scene_want(cnis_entry_finish(s.r, &n, &err), CNIS_OK, &err);
	ck_assert_int_eq(family_due(&s, child, "speak_social_care"), scene_day("2027-06-03"));
	two_steps();
}
END_TEST

START_TEST(a_word_with_social_care_takes_the_place_of_a_notice_of_too_late)
{
	const cnis_entry_end n = { .size = sizeof(n),
		                   .entry_id = entry,
		                   .end_reason = "over_school_age",
		                   .source = "this_authority" };

	enquiry("2027-01-01");
	ck_assert_int_eq(family_duties(&s, child, "consider_436h5", "open"), 1);
	scene_as(&s, "boss", "2027-06-26");
	if (_i == 0)
		leave();
	else
		scene_want(cnis_entry_finish(s.r, &n, &err), CNIS_OK, &err);
	ck_assert_int_eq(family_duties(&s, child, "consider_436h5", "superseded"), 1);
	ck_assert_int_eq(family_due(&s, child, "speak_social_care"), scene_day("2027-06-28"));
	two_steps();
}
END_TEST

START_TEST(what_an_officer_who_left_had_goes_to_a_manager)
{
	(void)scene_sql(&s, "UPDATE officer SET to_day = 20000, rev = :rev WHERE id = %lld", ann,
	                0);
	leave();
	ck_assert_str_eq(look(2026, "2027-06-26", true).owner, "boss");
	ck_assert_int_eq(look(2026, "2027-06-26", true).unowned, 0);
}
END_TEST

START_TEST(a_child_in_two_records_is_listed_and_counted_once)
{
	int64_t again = scene_child(&s, "2011-03-02");
	cnis_entry_new n = { .size = sizeof(n),
		             .child_id = again,
		             .route = "missing_education",
		             .fact = { .from = scene_day("2026-09-01"), .source = "school" } };
	cnis_destination_new went = { .size = sizeof(went),
		                      .kind = "college",
		                      .fact = { .source = "parent" } };
	cnis_census census;
	seen k;
	int64_t id = 0;

	scene_want(cnis_entry_open(s.r, &n, &id, &err), CNIS_OK, &err);
	(void)scene_sql(
	    &s,
	    "INSERT INTO child_alias (child_id, same_as_id, from_day, reason,"
	    " officer_id, recorded_at, rev) VALUES (%lld, %lld, 20700, 'a slip', 1, :at,"
	    " :rev)",
	    again, child);
	ck_assert_int_eq(look(2026, "2026-11-21", false).n, 1);
	(void)scene_sql(&s,
	                "INSERT INTO flag (child_id, kind, from_day, source, basis, received_day,"
	                " recorded_at, rev) VALUES (%lld, 'ehc_plan', 20500, 'school', 's436a',"
	                " 20600, :at, :rev)",
	                again, 0);
	went.child_id = again;
	scene_want(cnis_destination_add(s.r, &went, &id, &err), CNIS_OK, &err);
	k = look(2026, "2026-11-21", false);
	ck_assert_str_eq(k.destination, "college");
	ck_assert(k.n == 1 && k.ehc_plan);
	ck_assert_int_eq(k.open,
	                 scene_ask(&s, "SELECT count(*) FROM duty WHERE state = 'open'", 0, 0));
	scene_want(cnis_census_count(s.r, scene_day("2026-11-21"), &census, &err), CNIS_OK, &err);
	ck_assert_int_eq(census.children, 1);
	ck_assert_int_eq(census.missing_education, 1);
}
END_TEST

START_TEST(an_entry_ended_by_hand_after_school_age_is_handed_over_too)
{
	const cnis_entry_end n = { .size = sizeof(n),
		                   .entry_id = entry,
		                   .end_reason = "over_school_age",
		                   .source = "this_authority" };
	int64_t ended = 0;

	scene_want(cnis_entry_finish(s.r, &n, &err), CNIS_EREFUSED, &err);
	scene_as(&s, "boss", "2027-07-01");
	scene_want(cnis_entry_finish(s.r, &n, &err), CNIS_OK, &err);
	ck_assert_int_gt(handover(), 0);
	scene_want(cnis_tick(s.r, CNIS_DAY_NONE, &ended, &err), CNIS_OK, &err);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM duty WHERE kind = 'handover'", 0, 0),
	                 1);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("leaver");
	TCase *tc = tcase_create("leaver");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, who_will_leave_is_listed_by_academic_year);
	tcase_add_test(tc, where_a_leaver_goes_is_kept_as_history);
	tcase_add_test(tc, school_age_ends_the_entry_on_its_day_and_somebody_hands_over);
	tcase_add_loop_test(tc, a_word_with_social_care_outlives_school_age, 0, 2);
	tcase_add_loop_test(tc, a_word_with_social_care_takes_the_place_of_a_notice_of_too_late, 0,
	                    2);
	tcase_add_test(tc, what_an_officer_who_left_had_goes_to_a_manager);
	tcase_add_test(tc, a_child_in_two_records_is_listed_and_counted_once);
	tcase_add_test(tc, an_entry_ended_by_hand_after_school_age_is_handed_over_too);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
