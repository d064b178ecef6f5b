/* A child who is away and expected back; places that are no house; homes in two areas. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include <cnis/address.h>
#include <cnis/entry.h>
#include <cnis/travel.h>

#include "family.h"

static scene s;
static cnis_error err;
static int64_t child;

static void
begin(void)
{
	err = (cnis_error){ 0 };
	scene_make(&s, "2026-11-21");
	child = scene_child(&s, "2015-03-02");
	(void)family_entry(&s, child, "2026-09-01");
}

static void
finish(void)
{
	scene_end(&s);
}

static cnis_status
away(const char *from, const char *expected)
{
	const cnis_travel_new n = { .size = sizeof(n),
		                    .child_id = child,
		                    .expected = expected ? scene_day(expected) : CNIS_DAY_NONE,
		                    .fact = { .from = from ? scene_day(from) : CNIS_DAY_NONE,
		                              .source = "parent" } };
	int64_t id = 0;

	err = (cnis_error){ 0 };
	return cnis_travel_begin(s.r, &n, &id, &err);
}

static cnis_status
missing(void)
{
	const cnis_entry_route n = { .size = sizeof(n),
		                     .entry_id = scene_ask(&s, "SELECT max(id) FROM entry", 0, 0),
		                     .route = "missing_education",
		                     .because = "other" };
	int64_t id = 0;

	err = (cnis_error){ 0 };
	return cnis_entry_change_route(s.r, &n, &id, &err);
}

START_TEST(being_away_is_no_missing_education_until_the_day_has_come)
{
	scene_want(away(NULL, "2027-01-15"), CNIS_OK, &err);
	ck_assert_int_eq(family_duties(&s, child, "missing_enquiry", "open"), 0);
	ck_assert_int_eq(family_duties(&s, child, "review", "open"), 1);
	/* five working days after Friday 15 January */
	ck_assert_int_eq(family_due(&s, child, "expected_back"), scene_day("2027-01-22"));
	scene_want(missing(), CNIS_EREFUSED, &err);
	ck_assert_str_eq(err.rule, "LOCAL.travel.return");
	scene_as(&s, "boss", "2027-01-14");
	scene_want(missing(), CNIS_EREFUSED, &err);
	scene_as(&s, "boss", "2027-01-15");
	scene_want(missing(), CNIS_OK, &err);
	/* the child is still to be asked after */
	ck_assert_int_eq(family_duties(&s, child, "expected_back", "open"), 1);
}
END_TEST

START_TEST(a_child_who_is_back_is_not_asked_after)
{
	scene_want(cnis_travel_return(s.r, child, CNIS_DAY_NONE, &err), CNIS_ENOTFOUND, &err);
	scene_want(away("2026-11-01", "2026-12-01"), CNIS_OK, &err);
	scene_want(cnis_travel_return(s.r, child, scene_day("2026-10-30"), &err), CNIS_EINVAL,
	           &err);
	scene_want(cnis_travel_return(s.r, child, scene_day("2026-11-22"), &err), CNIS_EINVAL,
	           &err);
	scene_want(cnis_travel_return(s.r, child, CNIS_DAY_NONE, &err), CNIS_OK, &err);
	ck_assert_int_eq(family_duties(&s, child, "expected_back", "met"), 1);
	ck_assert_int_eq(family_duties(&s, child, "expected_back", "open"), 0);
	scene_want(missing(), CNIS_OK, &err);
	scene_want(cnis_travel_return(s.r, child, CNIS_DAY_NONE, &err), CNIS_ENOTFOUND, &err);
	ck_assert_str_eq(err.field, "travel");
}
END_TEST

START_TEST(a_family_that_stays_longer_goes_over_into_another_absence)
{
	scene_want(away("2026-11-01", "2026-12-01"), CNIS_OK, &err);
	scene_want(away("2026-11-01", "2027-02-01"), CNIS_EINVAL, &err);
	ck_assert_str_eq(err.field, "from");
	scene_want(away(NULL, "2027-02-01"), CNIS_OK, &err);
	ck_assert_int_eq(family_duties(&s, child, "expected_back", "superseded"), 1);
	ck_assert_int_eq(family_duties(&s, child, "expected_back", "open"), 1);
	ck_assert_int_eq(family_due(&s, child, "expected_back"), scene_day("2027-02-08"));
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT count(*) FROM travel WHERE returned_day IS NULL", 0, 0), 1);
}
END_TEST

START_TEST(an_absence_needs_a_day_of_return_and_an_entry)
{
	int64_t other = scene_child(&s, "2016-01-01"), kept = child;

	scene_want(away(NULL, NULL), CNIS_EINVAL, &err);
	ck_assert_str_eq(err.field, "expected_return");
	scene_want(away("2026-11-21", "2026-11-21"), CNIS_EINVAL, &err);
	child = other;
	scene_want(away(NULL, "2027-01-15"), CNIS_ENOTFOUND, &err);
	child = 99;
	scene_want(away(NULL, "2027-01-15"), CNIS_ENOTFOUND, &err);
	child = kept;
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM travel", 0, 0), 0);
}
END_TEST

/* ---- places -----------------------------------------------------------------------------------
 */

static cnis_status
move(int64_t who, const char *kind, const cnis_place *place, const char *source)
{
	const cnis_fact fact = { .from = CNIS_DAY_NONE, .source = source };
	int64_t address = 0;

	err = (cnis_error){ 0 };
	return cnis_child_move(s.r, who, kind, place, &fact, &address, &err);
}

START_TEST(no_fixed_abode_has_an_area_and_nothing_else)
{
	cnis_place p = { .size = sizeof(p), .place_kind = "no_fixed_abode" };

	scene_want(move(child, "home", &p, "parent"), CNIS_EINVAL, &err);
	ck_assert_str_eq(err.field, "authority");
	p.authority = "302";
	p.line1 = "1 Long Road";
	scene_want(move(child, "home", &p, "parent"), CNIS_EINVAL, &err);
	ck_assert_str_eq(err.field, "place");
	p.line1 = NULL;
	scene_want(move(child, "home", &p, "parent"), CNIS_OK, &err);
	scene_want(move(child, "home", &p, "school"), CNIS_OK, &err); /* confirms it */
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM address", 0, 0), 1);
	p.place_kind = "castle";
	scene_want(move(child, "home", &p, "police"), CNIS_EINVAL, &err);
	ck_assert_str_eq(err.field, "place");
}
END_TEST

static cnis_status
count(const cnis_residence *x, void *payload, cnis_error *reterr)
{
	int *n = payload;

	(void)x;
	(void)reterr;
	(*n)++;
	return CNIS_OK;
}

START_TEST(families_on_one_site_are_not_one_household)
{
	cnis_place p = { .size = sizeof(p),
		         .line1 = "Green Lane Site",
		         .postcode = "N2 0AB",
		         .place_kind = "site" };
	int64_t other = scene_child(&s, "2016-01-01");
	int n = 0;

	scene_want(move(child, "home", &p, "parent"), CNIS_OK, &err);
	scene_want(move(other, "home", &p, "parent"), CNIS_OK, &err);
	scene_want(cnis_child_household(s.r, child, CNIS_DAY_NONE, count, &n, &err), CNIS_OK, &err);
	ck_assert_int_eq(n, 0);
	(void)scene_sql(&s, "UPDATE address SET place_kind = 'dwelling', rev = :rev", 0, 0);
	scene_want(cnis_child_household(s.r, child, CNIS_DAY_NONE, count, &n, &err), CNIS_OK, &err);
	ck_assert_int_eq(n, 1);
}
END_TEST

/* ---- condition A ------------------------------------------------------------------------------
 */

static cnis_status
enter(int64_t who)
{
	const cnis_entry_new n = { .size = sizeof(n),
		                   .child_id = who,
		                   .route = "home_education",
		                   .fact = { .source = "parent" } };
	int64_t id = 0;

	err = (cnis_error){ 0 };
	return cnis_entry_open(s.r, &n, &id, &err);
}

START_TEST(any_home_in_the_area_is_living_there)
{
	cnis_place p = { .size = sizeof(p), .line1 = "1 Long Road", .authority = "301" };
	int64_t other = scene_child(&s, "2016-01-01");

	scene_want(move(other, "home", &p, "parent"), CNIS_OK, &err);
	scene_want(enter(other), CNIS_EREFUSED, &err);
	ck_assert_str_eq(err.rule, "EA1996.436B.2");
	ck_assert_str_eq(err.field, "addresses");
	p.authority = "302";
	p.line1 = "2 Short Road";
	scene_want(move(other, "correspondence", &p, "parent"), CNIS_OK, &err);
	scene_want(enter(other), CNIS_EREFUSED, &err); /* a letter box is no home */
	scene_want(move(other, "additional", &p, "parent"), CNIS_OK, &err);
	scene_want(enter(other), CNIS_OK, &err);
}
END_TEST

START_TEST(a_home_of_unknown_area_and_no_home_at_all_refuse_nobody)
{
	cnis_place p = { .size = sizeof(p), .line1 = "1 Long Road" };
	int64_t other = scene_child(&s, "2016-01-01");

	scene_want(enter(other), CNIS_OK, &err);
	other = scene_child(&s, "2016-01-01");
	scene_want(move(other, "home", &p, "parent"), CNIS_OK, &err);
	scene_want(enter(other), CNIS_OK, &err);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("travel");
	TCase *tc = tcase_create("travel");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, begin, finish);
	tcase_add_test(tc, being_away_is_no_missing_education_until_the_day_has_come);
	tcase_add_test(tc, a_child_who_is_back_is_not_asked_after);
	tcase_add_test(tc, a_family_that_stays_longer_goes_over_into_another_absence);
	tcase_add_test(tc, an_absence_needs_a_day_of_return_and_an_entry);
	tcase_add_test(tc, no_fixed_abode_has_an_area_and_nothing_else);
	tcase_add_test(tc, families_on_one_site_are_not_one_household);
	tcase_add_test(tc, any_home_in_the_area_is_living_there);
	tcase_add_test(tc, a_home_of_unknown_area_and_no_home_at_all_refuse_nobody);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
