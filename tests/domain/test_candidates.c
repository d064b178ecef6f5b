/* Whom to compare a child with, where its given name is one that many have. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "domain/likeness_read.h"
#include "support.h"

static scene s;
static id_list set;

static int64_t
named(const char *born, const char *name)
{
	char sql[200];
	int64_t id = scene_child(&s, born);

	(void)snprintf(sql, sizeof(sql),
	               "UPDATE child_name SET full_name = '%s', rev = :rev"
	               " WHERE child_id = %%lld",
	               name);
	(void)scene_sql(&s, sql, id, 0);
	return id;
}

static void
lives_at(int64_t child, const char *line1)
{
	char sql[300];
	int64_t address;

	(void)snprintf(
	    sql, sizeof(sql),
	    "INSERT INTO address (uuid, line1, postcode, source, basis, recorded_at, rev)"
	    " VALUES ('u', '%s', 'N2 0AB', 'parent', 's436a', :at, :rev)",
	    line1);
	address = scene_sql(&s, sql, 0, 0);
	(void)scene_sql(
	    &s,
	    "INSERT INTO child_residence (child_id, address_id, kind, source, basis,"
	    " recorded_at, rev) VALUES (%lld, %lld, 'home', 'parent', 's436a', :at, :rev)",
	    child, address);
}

static bool
worth_comparing(int64_t id)
{
	for (size_t i = 0; i < set.n; i++)
		if (set.id[i] == id)
			return true;
	return false;
}

/* A hundred called Amelia, born in the same years, on no day of interest. */
static void
many_amelias(void)
{
	(void)scene_sql(
	    &s,
	    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)"
	    " INSERT INTO child (uuid, born_day, sex, school_age_from, school_age_to,"
	    " source, basis, recorded_at, rev) SELECT 'u', %lld + i, 'U', 0, 90000, 'parent', "
	    "'s436a', :at, :rev FROM n",
	    scene_day("2015-05-01"), 0);
	(void)scene_sql(
	    &s,
	    "INSERT INTO child_name (child_id, kind, full_name, source, basis, recorded_at,"
	    " rev) SELECT id, 'legal', 'Amelia Thorne',"
	    " 'parent', 's436a', :at, :rev FROM child c WHERE NOT EXISTS"
	    " (SELECT 1 FROM child_name WHERE child_id = c.id)",
	    0, 0);
}

START_TEST(a_name_that_many_have_hides_nobody)
{
	likeness_child like = { .born = scene_day("2015-03-02"), .sex = 'U' };
	cnis_error e = { 0 };
	int64_t both;
	int64_t familiar;
	int64_t day;
	int64_t swapped;
	int64_t near;
	int64_t years;
	int64_t house;

	scene_make(&s, "2026-11-21");
	day = named("2015-03-02", "Amelia Quince");
	swapped = named("2015-02-03", "Amelia Rowan");
	both = named("2016-10-09", "Amelia Sample");
	familiar = named("2014-10-09", "Sample, Mia");
	near = named("2015-05-05", "Amelia Teasel");
	years = named("2018-10-09", "Amelia Sample");
	house = named("2016-06-06", "Amelia Umber");
	lives_at(house, "9 Other Row");
	lives_at(named("2016-06-07", "Vetch Umber"), "10 Other Row");
	many_amelias();
	ck_assert(likeness_add_name(&like, "Amelia Sample", NULL, NULL, false, false));
	ck_assert(likeness_add_place(&like, "N2 0AB", NULL, "1 Invented Row", false));
	scene_want(likeness_candidates(s.r, &like, &set, &e), CNIS_OK, &e);
	ck_assert(worth_comparing(day));
	ck_assert(worth_comparing(swapped));
	ck_assert(worth_comparing(both));
	ck_assert(worth_comparing(familiar));
	ck_assert(worth_comparing(house));
	ck_assert(!worth_comparing(near));
	ck_assert(!worth_comparing(years));
	ck_assert_uint_eq(set.n, 5);
	free(set.id);
	scene_end(&s);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("candidates");
	TCase *tc = tcase_create("common");
	SRunner *sr;
	int failed;

	tcase_add_test(tc, a_name_that_many_have_hides_nobody);
	suite_add_tcase(suite, tc);
	sr = srunner_create(suite);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
