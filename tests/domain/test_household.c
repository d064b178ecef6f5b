/* Who belongs to a household, and why. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/household.h>

#include "family.h"

static scene s;
static cnis_error err;
static int64_t child, parent;

static void
begin(void)
{
	err = (cnis_error){ 0 };
	scene_make(&s, "2026-11-21");
	child = scene_child(&s, "2015-03-02");
	(void)family_entry(&s, child, "2026-09-01");
	parent = family_parent(&s, child);
}

static void
finish(void)
{
	scene_end(&s);
}

static int64_t
person(const char *kind)
{
	char text[256];

	(void)snprintf(text, sizeof(text),
	               "INSERT INTO person (uuid, kind, source, basis, recorded_at, rev)"
	               " VALUES ('p', '%s', 'parent', 's436a', :at, :rev)",
	               kind);
	return scene_sql(&s, text, 0, 0);
}

static void
related(int64_t who, int64_t to, const char *kind)
{
	char text[320];

	(void)snprintf(text, sizeof(text),
	               "INSERT INTO relationship (child_id, person_id, kind, responsibility,"
	               " responsibility_basis, has_care, educates, source, basis, recorded_at, rev)"
	               " VALUES (%%lld, %%lld, '%s', 'yes', 'birth_mother', 'yes', 'no', 'parent',"
	               " 's436a', :at, :rev)",
	               kind);
	(void)scene_sql(&s, text, to, who);
}

static int64_t
place(const char *line1, const char *postcode)
{
	char text[256];

	(void)snprintf(
	    text, sizeof(text),
	    "INSERT INTO address (uuid, line1, postcode, source, basis, recorded_at, rev)"
	    " VALUES ('a', '%s', '%s', 'parent', 's436a', :at, :rev)",
	    line1, postcode);
	return scene_sql(&s, text, 0, 0);
}

/* From 1 September 2026; @p who is "child" or "person". */
static void
lives(const char *who, int64_t id, int64_t address, const char *kind)
{
	char text[320];

	(void)snprintf(text, sizeof(text),
	               "INSERT INTO %s_residence (%s_id, address_id, kind, from_day, source, basis,"
	               " recorded_at, rev) VALUES (%%lld, %%lld, '%s', %d, 'parent', 's436a', :at,"
	               " :rev)",
	               who, who, kind, scene_day("2026-09-01"));
	(void)scene_sql(&s, text, id, address);
}

static void
contact(int64_t about, int64_t with, const char *on, const char *outcome)
{
	char text[320];

	(void)snprintf(
	    text, sizeof(text),
	    "INSERT INTO contact (child_id, on_day, method, direction, person_id, outcome,"
	    " officer_id, recorded_at, rev) VALUES (%%lld, %d, 'telephone', 'out', %%lld,"
	    " '%s', 1, :at, :rev)",
	    scene_day(on), outcome);
	(void)scene_sql(&s, text, about, with);
}

enum { MOST = 8 };
static cnis_household_child kids[MOST];
static cnis_household_adult adults[MOST];
static int n_kids, n_adults;

static cnis_status
take_child(const cnis_household_child *k, void *payload, cnis_error *reterr)
{
	(void)payload;
	(void)reterr;
	ck_assert_int_lt(n_kids, MOST);
	kids[n_kids++] = *k;
	return CNIS_OK;
}

static cnis_status
take_adult(const cnis_household_adult *a, void *payload, cnis_error *reterr)
{
	(void)payload;
	(void)reterr;
	ck_assert_int_lt(n_adults, MOST);
	adults[n_adults++] = *a;
	return CNIS_OK;
}

static void
look(int64_t of, const char *on)
{
	cnis_day day = on == NULL ? CNIS_DAY_NONE : scene_day(on);

	n_kids = n_adults = 0;
	scene_want(cnis_household_children(s.r, of, day, take_child, NULL, &err), CNIS_OK, &err);
	scene_want(cnis_household_adults(s.r, of, day, take_adult, NULL, &err), CNIS_OK, &err);
}

START_TEST(a_child_alone_is_its_own_household)
{
	look(child, NULL);
	ck_assert_int_eq(n_kids, 1);
	ck_assert_uint_eq(kids[0].why, CNIS_HOUSEHOLD_ASKED);
	ck_assert_int_eq(kids[0].duties, 1);
	ck_assert_int_eq(kids[0].next_review, scene_day("2026-09-01") + 90);
	ck_assert_int_eq(kids[0].last_seen, CNIS_DAY_NONE);
	ck_assert_int_eq(n_adults, 1);
	ck_assert_int_eq(adults[0].person_id, parent);
	ck_assert_uint_eq(adults[0].why, CNIS_HOUSEHOLD_RELATED);
	ck_assert_int_eq(adults[0].last_reached, CNIS_DAY_NONE);
	scene_want(cnis_household_children(s.r, 99, CNIS_DAY_NONE, take_child, NULL, &err),
	           CNIS_ENOTFOUND, &err);
	scene_want(cnis_household_adults(s.r, 99, CNIS_DAY_NONE, take_adult, NULL, &err),
	           CNIS_ENOTFOUND, &err);
}
END_TEST

START_TEST(who_lives_there_or_shares_a_parent_belongs_each_for_its_reason)
{
	int64_t home = place("1 Long Road", "N2 0AB"), same = place("1 long road", "N2 0AB");
	int64_t with = scene_child(&s, "2016-01-01"), half = scene_child(&s, "2017-01-01");
	int64_t next_door = scene_child(&s, "2018-01-01");

	lives("child", child, home, "home");
	lives("child", with, same, "additional");
	lives("child", next_door, place("2 Long Road", "N2 0AB"), "home");
	related(parent, half, "mother");
	look(child, NULL);
	ck_assert_int_eq(n_kids, 3);
	ck_assert_int_eq(kids[1].child_id, with);
	ck_assert_uint_eq(kids[1].why, CNIS_HOUSEHOLD_HOME);
	ck_assert_int_eq(kids[1].address_id, same);
	ck_assert_int_eq(kids[2].child_id, half);
	ck_assert_uint_eq(kids[2].why, CNIS_HOUSEHOLD_ADULT);
	ck_assert_int_eq(kids[2].person_id, parent);
	ck_assert_int_eq(n_adults, 2); /* one row for each child she is related to */
	look(child, "2026-08-31");     /* nobody lived there yet */
	ck_assert_int_eq(n_kids, 2);
	ck_assert_int_eq(kids[1].child_id, half);
}
END_TEST

START_TEST(a_letter_box_and_an_adult_who_is_no_parent_join_nobody)
{
	int64_t box = place("PO Box 7", "N2 0AB"), worker = person("other");
	int64_t stranger = scene_child(&s, "2016-01-01"), other = scene_child(&s, "2017-01-01");

	lives("child", child, box, "correspondence");
	lives("child", stranger, box, "correspondence");
	related(worker, child, "other");
	related(worker, other, "other");
	look(child, NULL);
	ck_assert_int_eq(n_kids, 1);
	ck_assert_int_eq(n_adults, 2); /* the one who is no parent is still shown */
}
END_TEST

START_TEST(an_adult_at_the_home_is_shown_though_nobody_said_who_it_is)
{
	int64_t home = place("1 Long Road", "N2 0AB"), lodger = person("other");

	lives("child", child, home, "home");
	lives("person", lodger, home, "home");
	lives("person", parent, home, "home");
	look(child, NULL);
	ck_assert_int_eq(n_adults, 2);
	ck_assert_uint_eq(adults[0].why, CNIS_HOUSEHOLD_HOME | CNIS_HOUSEHOLD_RELATED);
	ck_assert_int_eq(adults[1].person_id, lodger);
	ck_assert_uint_eq(adults[1].why, CNIS_HOUSEHOLD_HOME);
	ck_assert_int_eq(adults[1].child_id, 0);
	ck_assert_ptr_null(adults[1].kind);
}
END_TEST

START_TEST(an_answer_counts_an_attempt_does_not)
{
	int64_t half = scene_child(&s, "2017-01-01");

	related(parent, half, "mother");
	contact(child, parent, "2026-10-01", "reached");
	contact(half, parent, "2026-10-20", "declined");
	contact(child, parent, "2026-11-01", "no_reply");
	contact(child, parent, "2026-11-02", "left_message");
	look(child, NULL);
	ck_assert_int_eq(kids[0].last_reached, scene_day("2026-10-01"));
	ck_assert_int_eq(kids[1].last_reached, scene_day("2026-10-20"));
	ck_assert_int_eq(adults[0].last_reached, scene_day("2026-10-20"));
	ck_assert_int_eq(adults[0].last_reached_child, scene_day("2026-10-01"));
	look(child, "2026-10-10"); /* what came later was not known then */
	ck_assert_int_eq(adults[0].last_reached, scene_day("2026-10-01"));
	ck_assert_int_eq(kids[1].last_reached, CNIS_DAY_NONE);
}
END_TEST

START_TEST(a_step_taken_for_child_protection_is_counted_for_those_who_may_know)
{
	(void)scene_officer(&s, "mary", CNIS_ROLE_OFFICER);
	(void)scene_sql(
	    &s,
	    "INSERT INTO duty (kind, rule, rule_version, inputs, child_id, opened_day,"
	    " due_day, state, opened_at, rev) VALUES ('speak_social_care',"
	    " 'LOCAL.social-care.speak', 1, '{}', %lld, 20700, 20701, 'open', :at, :rev)",
	    child, 0);
	look(child, NULL);
	ck_assert_int_eq(kids[0].duties, 2); /* boss is a manager */
	scene_as(&s, "mary", "2026-11-21");
	look(child, NULL);
	ck_assert_int_eq(kids[0].duties, 1);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("household");
	TCase *tc = tcase_create("household");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, begin, finish);
	tcase_add_test(tc, a_child_alone_is_its_own_household);
	tcase_add_test(tc, who_lives_there_or_shares_a_parent_belongs_each_for_its_reason);
	tcase_add_test(tc, a_letter_box_and_an_adult_who_is_no_parent_join_nobody);
	tcase_add_test(tc, an_adult_at_the_home_is_shown_though_nobody_said_who_it_is);
	tcase_add_test(tc, an_answer_counts_an_attempt_does_not);
	tcase_add_test(tc, a_step_taken_for_child_protection_is_counted_for_those_who_may_know);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
