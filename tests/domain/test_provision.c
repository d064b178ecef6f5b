/* Provision: estimates as numbers and ranges, several places, what is refused. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/provision.h>

#include "support.h"

static scene s;
static int64_t child;

static void
setup(void)
{
	scene_make(&s, "2026-11-20");
	child = scene_child(&s, "2016-05-05");
}

static void
teardown(void)
{
	scene_end(&s);
}

static cnis_provision
tutor(void)
{
	return (cnis_provision){ .size = sizeof(cnis_provision),
		                 .kind = "provider",
		                 .provider_name = "Invented Tutors",
		                 .provider_type = "tutor",
		                 .hours_week = 10,
		                 .hours_without_parent = -1,
		                 .fact = { .source = "parent" } };
}

static cnis_status
keep(const cnis_provision *p, void *payload, cnis_error *reterr)
{
	char *text = payload;

	(void)reterr;
	(void)snprintf(text, 400, "%s %g-%g %g-%g at %s:", p->provider_name, p->hours_week,
	               p->hours_week_high, p->hours_without_parent, p->hours_without_parent_high,
	               p->provider_address == NULL ? "?" : p->provider_address);
	for (size_t i = 0; i < p->n_places; i++)
		(void)snprintf(text + strlen(text), 400 - strlen(text), " %s", p->places[i]);
	for (size_t i = 0; i < p->n_webs; i++)
		(void)snprintf(text + strlen(text), 400 - strlen(text), " %s", p->webs[i]);
	return CNIS_OK;
}

static const char *
added(const cnis_provision *p)
{
	static char text[400];
	cnis_error err = { 0 };
	int64_t id = 0;

	scene_want(cnis_provision_add(s.r, child, p, &id, &err), CNIS_OK, &err);
	scene_want(cnis_provision_walk(s.r, child, CNIS_DAY_NONE, false, keep, text, &err), CNIS_OK,
	           &err);
	return text;
}

START_TEST(a_number_is_both_ends_of_its_range)
{
	cnis_provision p = tutor();

	ck_assert_str_eq(added(&p), "Invented Tutors 10-10 -1--1 at ?:");
}
END_TEST

START_TEST(a_range_keeps_its_ends)
{
	cnis_provision p = tutor();

	p.hours_week_high = 12.5;
	p.hours_without_parent = 0;
	p.hours_without_parent_high = 4;
	ck_assert_str_eq(added(&p), "Invented Tutors 10-12.5 0-4 at ?:");
}
END_TEST

START_TEST(several_places_and_web_addresses_are_kept_in_their_order)
{
	static const char *const places[] = { "1 Hall Lane", "The Library" };
	static const char *const webs[] = { "lessons.example", "tutor@lessons.example" };
	cnis_provision p = tutor();

	p.provider_address = "9 Office Row";
	p.places = places;
	p.n_places = 2;
	p.webs = webs;
	p.n_webs = 2;
	ck_assert_str_eq(added(&p), "Invented Tutors 10-10 -1--1 at 9 Office Row: 1 Hall Lane The "
	                            "Library lessons.example tutor@lessons.example");
}
END_TEST

static const struct {
	double low, high, without_low, without_high;
	size_t places;
	const char *field;
} wrong[] = {
	{ 169, 0, -1, 0, 0, "hours_week" },
	{ 10, 169, -1, 0, 0, "hours_week" },
	{ 10, 9, -1, 0, 0, "hours_week" },
	{ -1, 9, -1, 0, 0, "hours_week" },
	{ 10, 0, 5, 4, 0, "hours_without_parent" },
	{ 10, 0, -1, 4, 0, "hours_without_parent" },
	{ 4, 0, 10, 0, 0, "hours_without_parent" },
	{ 4, 8, 9, 0, 0, "hours_without_parent" },
	{ 10, 0, -1, 0, CNIS_PROVISION_PLACES + 1, "places" },
};

START_TEST(a_range_upside_down_or_too_many_places_are_refused)
{
	static const char *const places[CNIS_PROVISION_PLACES + 1] = { "1 Hall Lane" };
	cnis_provision p = tutor();
	cnis_error err = { 0 };
	int64_t id = 0;

	p.hours_week = wrong[_i].low;
	p.hours_week_high = wrong[_i].high;
	p.hours_without_parent = wrong[_i].without_low;
	p.hours_without_parent_high = wrong[_i].without_high;
	p.places = places;
	p.n_places = wrong[_i].places;
	scene_want(cnis_provision_add(s.r, child, &p, &id, &err), CNIS_EINVAL, &err);
	ck_assert_str_eq(err.field, wrong[_i].field);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM provision", 0, 0), 0);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM provision_place", 0, 0), 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("domain");
	TCase *tc = tcase_create("provision");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, a_number_is_both_ends_of_its_range);
	tcase_add_test(tc, a_range_keeps_its_ends);
	tcase_add_test(tc, several_places_and_web_addresses_are_kept_in_their_order);
	tcase_add_loop_test(tc, a_range_upside_down_or_too_many_places_are_refused, 0,
	                    (int)(sizeof(wrong) / sizeof(wrong[0])));
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
