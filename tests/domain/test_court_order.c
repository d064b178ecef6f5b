/* Orders of a court: what is accepted, what holds when, whom it binds. */
#include <check.h>
#include <string.h>

#include <cnis/court_order.h>

#include "domain/court_order.h"
#include "family.h"

static scene s;
static int64_t child, mother, father;

static void
begin(void)
{
	scene_make(&s, "2026-11-21");
	child = scene_child(&s, "2015-03-02");
	mother = family_parent(&s, child);
	father = family_parent(&s, child);
}

static void
finish(void)
{
	scene_end(&s);
}

static cnis_court_order_new
order(const char *kind, const char *from)
{
	return (cnis_court_order_new){ .size = sizeof(cnis_court_order_new),
		                       .child_id = child,
		                       .kind = kind,
		                       .fact = { .from = scene_day(from), .source = "court" } };
}

static int64_t
add(const cnis_court_order_new *n)
{
	cnis_error err = { 0 };
	int64_t id = 0;

	scene_want(cnis_court_order_add(s.r, n, &id, &err), CNIS_OK, &err);
	return id;
}

static void
refused(const cnis_court_order_new *n, cnis_status want, const char *field)
{
	cnis_error err = { 0 };
	int64_t id = 7;

	scene_want(cnis_court_order_add(s.r, n, &id, &err), want, &err);
	ck_assert_str_eq(err.field, field);
	ck_assert_int_eq(id, 7);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM court_order", 0, 0), 0);
}

static void
end(int64_t id, const char *on, cnis_status want, const char *field)
{
	cnis_error err = { 0 };

	scene_want(cnis_court_order_end(s.r, id, scene_day(on), &err), want, &err);
	ck_assert_str_eq(err.field, field);
}

static int64_t
holds(const char *on, const char *kinds, int64_t bound)
{
	cnis_error err = { 0 };
	int64_t id = -1;

	scene_want(court_order_holds(s.r, child, scene_day(on), kinds, bound, &id, &err), CNIS_OK,
	           &err);
	return id;
}

START_TEST(what_is_no_order_is_refused_and_nothing_written)
{
	const int64_t twice[] = { mother, mother }, nobody[] = { 999 };
	int64_t many[CNIS_COURT_ORDER_PERSONS + 1] = { 0 };
	cnis_court_order_new n = order("divorce", "2026-10-01");

	refused(&n, CNIS_EINVAL, "kind");
	n = order("care", "2026-11-22");
	refused(&n, CNIS_EINVAL, "from");
	n = order("care", "2014-01-01");
	refused(&n, CNIS_EINVAL, "from");
	n = order("care", "2026-10-01");
	n.fact.from = CNIS_DAY_NONE;
	refused(&n, CNIS_EINVAL, "from");
	n = order("care", "2026-10-01");
	n.fact.to = scene_day("2026-09-30");
	refused(&n, CNIS_EINVAL, "to");
	n = order("care", "2026-10-01");
	n.authority = "30";
	refused(&n, CNIS_EINVAL, "authority");
	n = order("care", "2026-10-01");
	n.education = "perhaps";
	refused(&n, CNIS_EINVAL, "education");
	n = order("non_molestation", "2026-10-01");
	n.bound = twice;
	n.n_bound = 2;
	refused(&n, CNIS_EINVAL, "bound");
	n.bound = nobody;
	n.n_bound = 1;
	refused(&n, CNIS_ENOTFOUND, "bound");
	n.n_bound = 0;
	n.favoured = many;
	n.n_favoured = CNIS_COURT_ORDER_PERSONS + 1;
	refused(&n, CNIS_EINVAL, "favoured");
	n = order("care", "2026-10-01");
	n.child_id = 999;
	refused(&n, CNIS_ENOTFOUND, "child");
}
END_TEST

START_TEST(an_order_holds_from_its_day_until_its_last)
{
	cnis_court_order_new n = order("interim_care", "2026-10-01");
	int64_t id;

	n.fact.to = scene_day("2027-04-01"); /* may lie ahead */
	id = add(&n);
	ck_assert_int_eq(holds("2026-09-30", NULL, 0), 0);
	ck_assert_int_eq(holds("2026-10-01", "care interim_care", 0), id);
	ck_assert_int_eq(holds("2027-04-01", "interim_care", 0), id);
	ck_assert_int_eq(holds("2027-04-02", "interim_care", 0), 0);
	ck_assert_int_eq(holds("2026-10-01", "care", 0), 0);
	end(id, "2026-11-22", CNIS_EINVAL, "on");
	end(id, "2026-09-30", CNIS_EINVAL, "on");
	end(999, "2026-11-20", CNIS_ENOTFOUND, "order");
	end(id, "2026-11-20", CNIS_OK, ""); /* discharged before the day it names */
	ck_assert_int_eq(holds("2026-11-21", NULL, 0), 0);
	end(id, "2026-11-21", CNIS_EREFUSED, "order");
}
END_TEST

START_TEST(the_same_order_stands_once)
{
	cnis_court_order_new n = order("care", "2026-10-01");
	cnis_error err = { 0 };
	int64_t id = 0;

	n.case_number = "ZZ26C00001";
	add(&n);
	scene_want(cnis_court_order_add(s.r, &n, &id, &err), CNIS_EEXISTS, &err);
	n.case_number = "ZZ26C00002";
	add(&n);
}
END_TEST

static cnis_status
look(const cnis_court_order *o, void *payload, cnis_error *reterr)
{
	int *n = payload;

	(void)reterr;
	(*n)++;
	ck_assert_str_eq(o->wording, "non-molestation order");
	ck_assert_str_eq(o->education, "unknown");
	ck_assert_str_eq(o->limits, "no contact\nat all");
	ck_assert_str_eq(o->fact.basis, "other_statute");
	ck_assert_uint_eq(o->n_bound, 1);
	ck_assert_int_eq(o->bound[0], father);
	ck_assert_uint_eq(o->n_favoured, 1);
	ck_assert_int_eq(o->favoured[0], mother);
	return CNIS_OK;
}

START_TEST(an_order_binds_one_and_favours_another)
{
	cnis_court_order_new n = order("non_molestation", "2026-10-01");
	cnis_error err = { 0 };
	int seen = 0;
	int64_t id;

	n.bound = &father;
	n.n_bound = 1;
	n.favoured = &mother;
	n.n_favoured = 1;
	n.limits = "no contact\nat all";
	id = add(&n);
	ck_assert_int_eq(holds("2026-11-21", "non_molestation", father), id);
	ck_assert_int_eq(holds("2026-11-21", NULL, mother), 0);
	scene_want(cnis_court_order_walk(s.r, child, CNIS_DAY_NONE, false, look, &seen, &err),
	           CNIS_OK, &err);
	scene_want(cnis_court_order_get(s.r, id, look, &seen, &err), CNIS_OK, &err);
	ck_assert_int_eq(seen, 2);
	scene_want(cnis_court_order_get(s.r, 999, look, &seen, &err), CNIS_ENOTFOUND, &err);
	scene_want(cnis_court_order_walk(s.r, 999, CNIS_DAY_NONE, false, look, &seen, &err),
	           CNIS_ENOTFOUND, &err);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("court_order");
	TCase *t = tcase_create("orders");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(t, begin, finish);
	tcase_add_test(t, what_is_no_order_is_refused_and_nothing_written);
	tcase_add_test(t, an_order_holds_from_its_day_until_its_last);
	tcase_add_test(t, the_same_order_stands_once);
	tcase_add_test(t, an_order_binds_one_and_favours_another);
	suite_add_tcase(suite, t);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
