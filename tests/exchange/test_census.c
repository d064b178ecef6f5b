/* At any day each child is exactly one of home educated, missing education, neither: the count
 * over the demonstration authority against a plain recomputation, child by child. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/census.h>
#include <cnis/demonstration.h>
#include <cnis/entry.h>
#include <cnis/held.h>

#include "domain/support.h"

enum { CHILDREN = 120, DATES = 60 };

static scene s;
static cnis_error err;

/* The demonstration has few routes: give it every one, further ones, moves and held children. */
static void
mix(void)
{
	static const char *const routes[] = { "flexi_schooling",   "section_19",
		                              "school_off_site",   "eotas",
		                              "part_time_college", "unregistered_setting",
		                              "missing_education", "part_time_timetable" };

	for (size_t i = 0; i < sizeof(routes) / sizeof(routes[0]); i++) {
		char sql[160];

		(void)snprintf(sql, sizeof(sql),
		               "UPDATE entry SET route = '%s', rev = :rev WHERE id %% 11 = %zu",
		               routes[i], i);
		(void)scene_sql(&s, sql, 0, 0);
	}
	(void)scene_sql(
	    &s,
	    "INSERT INTO entry_route (child_id, entry_id, route, route_reason, from_day,"
	    " to_day, source, basis, recorded_at, rev) SELECT child_id, id,"
	    " CASE id % 3 WHEN 0 THEN 'section_19' WHEN 1 THEN 'unregistered_setting'"
	    " ELSE 'missing_education' END, 'other', from_day + 20,"
	    " CASE id % 2 WHEN 0 THEN from_day + 90 END,"
	    " 'parent', 's436a', :at, :rev FROM entry WHERE id % 5 = 0",
	    0, 0);
	(void)scene_sql(
	    &s,
	    "UPDATE entry SET to_day = from_day + 60, end_reason = 'registered_at_school',"
	    " rev = :rev WHERE id % 7 = 3",
	    0, 0);
	(void)scene_sql(
	    &s,
	    "INSERT INTO held (child_id, route, basis_day, for_health, owner_id, from_day,"
	    " source, basis, recorded_at, rev) SELECT child_id, 'on_roll_absent',"
	    " to_day + 1, 'no', owner_id, to_day + 1, 'school', 's436a', :at, :rev"
	    " FROM entry WHERE id % 14 = 3",
	    0, 0);
}

/* One child, the plain way. */
typedef struct one {
	cnis_day on;
	bool known, missing, home, other;
} one;

static void
put(one *o, const char *route)
{
	o->known = true;
	if (strcmp(route, "missing_education") == 0)
		o->missing = true;
	else if (strcmp(route, "home_education") == 0 || strcmp(route, "unregistered_setting") == 0)
		o->home = true;
	else
		o->other = true;
}

static cnis_status
own(const cnis_entry *e, void *payload, cnis_error *reterr)
{
	(void)reterr;
	if (e->open)
		put(payload, e->route);
	return CNIS_OK;
}

static cnis_status
further(const cnis_entry_further *f, void *payload, cnis_error *reterr)
{
	one *o = payload;

	(void)reterr;
	if (o->known && f->fact.from <= o->on &&
	    (f->fact.to == CNIS_DAY_NONE || f->fact.to >= o->on))
		put(o, f->route);
	return CNIS_OK;
}

static cnis_status
held(const cnis_held *h, void *payload, cnis_error *reterr)
{
	(void)reterr;
	put(payload, h->route);
	return CNIS_OK;
}

static void
plainly(cnis_census *n)
{
	int64_t last = scene_ask(&s, "SELECT max(id) FROM child", 0, 0);

	for (int64_t id = 1; id <= last; id++) {
		one o = { .on = n->on };

		scene_want(cnis_entry_walk(s.r, id, n->on, own, &o, &err), CNIS_OK, &err);
		scene_want(cnis_entry_further_walk(s.r, id, further, &o, &err), CNIS_OK, &err);
		scene_want(cnis_held_walk(s.r, id, n->on, false, held, &o, &err), CNIS_OK, &err);
		if (!o.known || scene_ask(&s,
		                          "SELECT 1 FROM child WHERE id = %lld"
		                          " AND school_age_from <= %lld",
		                          id, n->on) != 1)
			continue;
		n->children++;
		if (o.missing)
			n->missing_education++;
		else if (o.home && !o.other)
			n->home_educated++;
		else
			n->neither++;
	}
}

START_TEST(three_counts_part_the_children_on_every_day)
{
	cnis_demonstration d = { 0 };
	unsigned seed = 20261121;
	bool all = false;

	scene_make(&s, "2026-11-21");
	scene_want(cnis_demonstration_fill(s.r, CHILDREN, 7, NULL, NULL, &d, &err), CNIS_OK, &err);
	mix();
	for (int i = 0; i < DATES; i++) {
		cnis_census got, want = { 0 };

		seed = seed * 1103515245U + 12345U;
		want.on = scene_day("2024-09-01") + (cnis_day)(seed / 65536U % 900U);
		scene_want(cnis_census_count(s.r, want.on, &got, &err), CNIS_OK, &err);
		plainly(&want);
		ck_assert_int_eq(got.on, want.on);
		ck_assert_int_eq(got.children, want.children);
		ck_assert_int_eq(got.home_educated, want.home_educated);
		ck_assert_int_eq(got.missing_education, want.missing_education);
		ck_assert_int_eq(got.neither, want.neither);
		ck_assert_int_eq(got.home_educated + got.missing_education + got.neither,
		                 got.children);
		all = all ||
		      (got.home_educated > 0 && got.missing_education > 0 && got.neither > 0);
	}
	ck_assert(all);
	scene_end(&s);
}
END_TEST

START_TEST(an_empty_register_counts_nobody)
{
	cnis_census got;

	scene_make(&s, "2026-11-21");
	scene_want(cnis_census_count(s.r, CNIS_DAY_NONE, &got, &err), CNIS_OK, &err);
	ck_assert(got.on == scene_day("2026-11-21") && got.children == 0 && got.neither == 0);
	ck_assert_ptr_nonnull(strstr(cnis_census_definition(), "compulsory school age"));
	scene_end(&s);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("census");
	TCase *tc = tcase_create("census");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, three_counts_part_the_children_on_every_day);
	tcase_add_test(tc, an_empty_register_counts_nobody);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
