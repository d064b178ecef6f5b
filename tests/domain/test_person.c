/* An adult moves: who lives with it, and what becomes of a child's second home. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include <cnis/person.h>
#include <cnis/relationship.h>

#include "family.h"

static scene s;
static cnis_error err;
static int64_t child, person;

static void
begin(void)
{
	err = (cnis_error){ 0 };
	scene_make(&s, "2026-11-21");
	child = scene_child(&s, "2015-03-02");
	person = family_parent(&s, child);
}

static void
finish(void)
{
	scene_end(&s);
}

static cnis_status
count(int64_t child_id, void *payload, cnis_error *reterr)
{
	int *n = payload;

	(void)child_id;
	(void)reterr;
	(*n)++;
	return CNIS_OK;
}

static int
live_with(void)
{
	int n = 0;

	scene_want(cnis_person_lives_with(s.r, person, CNIS_DAY_NONE, count, &n, &err), CNIS_OK,
	           &err);
	return n;
}

/* The child at the adult's address, as @p kind. */
static void
child_is_there(const char *kind)
{
	char text[320];

	(void)snprintf(text, sizeof(text),
	               "INSERT INTO child_residence (child_id, address_id, kind, source, basis,"
	               " recorded_at, rev) SELECT %%lld, address_id, '%s', 'parent', 's436a', :at,"
	               " :rev FROM person_residence WHERE person_id = %%lld AND to_day IS NULL",
	               kind);
	(void)scene_sql(&s, text, child, person);
}

static cnis_status
move(const int64_t *with, size_t n_with, const int64_t *without, size_t n_without)
{
	const cnis_place place = { .size = sizeof(place),
		                   .line1 = "2 New Lane",
		                   .postcode = "N2 0AE" };
	const cnis_person_move_new n = { .size = sizeof(n),
		                         .person_id = person,
		                         .place = &place,
		                         .fact = { .from = CNIS_DAY_NONE,
		                                   .to = CNIS_DAY_NONE,
		                                   .received = CNIS_DAY_NONE,
		                                   .source = "parent" },
		                         .with = with,
		                         .n_with = n_with,
		                         .without = without,
		                         .n_without = n_without };
	int64_t address = 0;

	return cnis_person_move(s.r, &n, &address, &err);
}

START_TEST(who_shares_the_address_lives_there)
{
	ck_assert_int_eq(live_with(),
	                 0); /* the adult's address is known, and the child is not there */
	child_is_there("home");
	ck_assert_int_eq(live_with(), 1);
	(void)scene_sql(&s, "UPDATE relationship SET to_day = 1, rev = :rev", 0, 0);
	ck_assert_int_eq(live_with(), 0);
}
END_TEST

START_TEST(of_an_adult_nobody_knows_the_address_of_every_child_is_asked_about)
{
	(void)scene_sql(&s, "UPDATE person_residence SET to_day = 1, rev = :rev", 0, 0);
	ck_assert_int_eq(live_with(), 1);
	scene_want(move(NULL, 0, NULL, 0), CNIS_EINVAL, &err);
	ck_assert_str_eq(err.field, "with");
	err = (cnis_error){ 0 };
	scene_want(move(NULL, 0, &child, 1), CNIS_OK, &err);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM child_residence", 0, 0), 0);
	(void)scene_sql(&s, "UPDATE relationship SET has_care = 'no', rev = :rev", 0, 0);
	(void)scene_sql(&s, "UPDATE person_residence SET to_day = 1, rev = :rev", 0, 0);
	ck_assert_int_eq(live_with(), 0);
}
END_TEST

START_TEST(a_second_home_moves_as_a_second_home)
{
	child_is_there("additional");
	scene_want(move(&child, 1, NULL, 0), CNIS_OK, &err);
	ck_assert_int_eq(scene_ask(&s,
	                           "SELECT count(*) FROM child_residence WHERE child_id = %lld"
	                           " AND kind = 'additional' AND to_day IS NULL",
	                           child, 0),
	                 1);
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT count(*) FROM child_residence WHERE kind = 'home'", 0, 0), 0);
	ck_assert_int_eq(live_with(), 1);
}
END_TEST

START_TEST(a_second_home_that_ends_today_is_left_to_end_and_stops_nothing)
{
	child_is_there("additional");
	(void)scene_sql(&s, "UPDATE child_residence SET to_day = %lld, rev = :rev",
	                scene_day("2026-11-21"), 0);
	ck_assert_int_eq(live_with(), 1);
	scene_want(move(&child, 1, NULL, 0), CNIS_OK, &err);
	ck_assert_int_eq(scene_ask(&s,
	                           "SELECT count(*) FROM child_residence WHERE child_id = %lld"
	                           " AND kind = 'additional' AND to_day IS NULL",
	                           child, 0),
	                 1);
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT to_day FROM child_residence WHERE to_day NOTNULL", 0, 0),
	    scene_day("2026-11-21"));
}
END_TEST

START_TEST(the_adult_and_the_child_share_one_place)
{
	child_is_there("home");
	scene_want(move(&child, 1, NULL, 0), CNIS_OK, &err);
	ck_assert_int_eq(scene_ask(&s,
	                           "SELECT count(*) FROM person_residence p JOIN child_residence c"
	                           " ON c.address_id = p.address_id WHERE p.to_day IS NULL"
	                           " AND c.to_day IS NULL",
	                           0, 0),
	                 1);
	scene_want(move(&child, 1, NULL, 0), CNIS_EINVAL, &err); /* moved in today */
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("person");
	TCase *tc = tcase_create("person");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, begin, finish);
	tcase_set_timeout(tc, 30);
	tcase_add_test(tc, who_shares_the_address_lives_there);
	tcase_add_test(tc, of_an_adult_nobody_knows_the_address_of_every_child_is_asked_about);
	tcase_add_test(tc, a_second_home_moves_as_a_second_home);
	tcase_add_test(tc, a_second_home_that_ends_today_is_left_to_end_and_stops_nothing);
	tcase_add_test(tc, the_adult_and_the_child_share_one_place);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
