/* How an adult can be reached safely. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/contact_point.h>
#include <cnis/contact_wish.h>
#include <cnis/household.h>

#include "family.h"

#define NOW "2026-11-20"

static scene s;
static cnis_error err;
static int64_t child, parent, mobile, email, home;

static void
setup(void)
{
	err = (cnis_error){ 0 };
	scene_make(&s, NOW);
	child = scene_child(&s, "2015-03-01");
	parent = family_parent(&s, child);
	mobile = family_reached_at(&s, parent, "mobile", "07700 900123");
	email = family_reached_at(&s, parent, "email", "somebody@home.example");
	home = scene_ask(&s, "SELECT address_id FROM person_residence", 0, 0);
}

static void
teardown(void)
{
	scene_end(&s);
}

static cnis_status
wish(int64_t point, const char *kind, const char *words, const char *from, int64_t *ret_id)
{
	cnis_contact_wish_new n = {
		.size = sizeof(n), .contact_point_id = point, .kind = kind, .words = words
	};

	if (point == 0) {
		n.person_id = parent;
		n.address_id = home;
	}
	n.fact.from = from == NULL ? 0 : scene_day(from);
	return cnis_contact_wish_add(s.r, &n, ret_id, &err);
}

static cnis_status
keep(const cnis_contact_wish *w, void *payload, cnis_error *reterr)
{
	(void)reterr;
	ck_assert_int_eq(w->person_id, parent);
	ck_assert_int_eq(w->contact_point_id == 0, w->address_id == home);
	strcat(payload, w->kind);
	strcat(payload, ";");
	return CNIS_OK;
}

static cnis_status
keep_point(const cnis_contact_point *p, void *payload, cnis_error *reterr)
{
	(void)reterr;
	strcat(payload, p->wishes == NULL ? "-" : p->wishes);
	strcat(payload, "|");
	return CNIS_OK;
}

static cnis_status
keep_adult(const cnis_household_adult *a, void *payload, cnis_error *reterr)
{
	(void)reterr;
	strcat(payload, a->contact_points);
	return CNIS_OK;
}

START_TEST(what_is_safe_stands_beside_the_number)
{
	char text[400] = "", all[400] = "", shown[400] = "";
	int64_t id = 0;

	scene_want(wish(mobile, "no_message", NULL, NULL, &id), CNIS_OK, &err);
	scene_want(wish(mobile, "safe_times", "weekdays, before three", NULL, &id), CNIS_OK, &err);
	scene_want(wish(0, "no_writing", NULL, NULL, &id), CNIS_OK, &err);
	scene_want(cnis_contact_point_walk(s.r, parent, 0, false, keep_point, text, &err), CNIS_OK,
	           &err);
	ck_assert_str_eq(text, "no_message; safe_times: weekdays, before three|-|");
	scene_want(cnis_contact_wish_walk(s.r, parent, 0, false, keep, all, &err), CNIS_OK, &err);
	ck_assert_str_eq(all, "no_message;safe_times;no_writing;");
	scene_want(cnis_household_adults(s.r, child, 0, keep_adult, shown, &err), CNIS_OK, &err);
	ck_assert_str_eq(shown, "07700 900123 (no_message; safe_times: weekdays, before three); "
	                        "somebody@home.example");
	ck_assert_int_eq(cnis_contact_wish_walk(s.r, 999, 0, false, keep, all, &err),
	                 CNIS_ENOTFOUND);
}
END_TEST

START_TEST(one_is_preferred_at_a_time)
{
	char text[400] = "", before[400] = "";
	int64_t id = 0;

	scene_want(wish(mobile, "preferred", NULL, "2026-10-02", &id), CNIS_OK, &err);
	ck_assert_int_eq(wish(mobile, "preferred", NULL, "2026-10-03", &id), CNIS_EEXISTS);
	scene_want(wish(email, "preferred", NULL, "2026-11-02", &id), CNIS_OK, &err);
	scene_want(cnis_contact_point_walk(s.r, parent, 0, false, keep_point, text, &err), CNIS_OK,
	           &err);
	ck_assert_str_eq(text, "-|preferred|");
	scene_want(cnis_contact_point_walk(s.r, parent, scene_day("2026-11-01"), false, keep_point,
	                                   before, &err),
	           CNIS_OK, &err);
	ck_assert_str_eq(before, "preferred|-|");
}
END_TEST

START_TEST(what_is_safe_ends)
{
	char text[400] = "";
	int64_t id = 0;

	scene_want(wish(mobile, "no_writing", NULL, "2026-10-02", &id), CNIS_OK, &err);
	ck_assert_int_eq(cnis_contact_wish_end(s.r, id, scene_day("2026-10-01"), &err),
	                 CNIS_EINVAL);
	scene_want(cnis_contact_wish_end(s.r, id, scene_day("2026-11-19"), &err), CNIS_OK, &err);
	ck_assert_int_eq(cnis_contact_wish_end(s.r, id, 0, &err), CNIS_EREFUSED);
	ck_assert_int_eq(cnis_contact_wish_end(s.r, 999, 0, &err), CNIS_ENOTFOUND);
	scene_want(cnis_contact_wish_walk(s.r, parent, 0, false, keep, text, &err), CNIS_OK, &err);
	ck_assert_str_eq(text, "");
	scene_want(cnis_contact_wish_walk(s.r, parent, 0, true, keep, text, &err), CNIS_OK, &err);
	ck_assert_str_eq(text, "no_writing;");
}
END_TEST

START_TEST(what_means_nothing_is_not_kept)
{
	int64_t id = 0, telephone = family_reached_at(&s, parent, "telephone", "020 7946 0018");

	ck_assert_int_eq(wish(email, "no_message", NULL, NULL, &id), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "kind");
	ck_assert_int_eq(wish(telephone, "no_writing", NULL, NULL, &id), CNIS_EINVAL);
	ck_assert_int_eq(wish(0, "safe_times", "mornings", NULL, &id), CNIS_EINVAL);
	ck_assert_int_eq(wish(mobile, "shout", NULL, NULL, &id), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "kind");
	ck_assert_int_eq(wish(mobile, "safe_times", " ", NULL, &id), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "words");
	ck_assert_int_eq(wish(mobile, "no_message", "never", NULL, &id), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "words");
	ck_assert_int_eq(wish(mobile, "no_message", NULL, "2026-11-21", &id), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "from");
	ck_assert_int_eq(wish(mobile, "no_message", NULL, "2026-09-30", &id), CNIS_ENOTFOUND);
	ck_assert_int_eq(wish(999, "no_message", NULL, NULL, &id), CNIS_ENOTFOUND);
	ck_assert_str_eq(err.field, "contact_point");
	home = 999;
	ck_assert_int_eq(wish(0, "no_writing", NULL, NULL, &id), CNIS_ENOTFOUND);
	ck_assert_str_eq(err.field, "address");
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM contact_wish", 0, 0), 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("contact_wish");
	TCase *tc = tcase_create("contact_wish");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, what_is_safe_stands_beside_the_number);
	tcase_add_test(tc, one_is_preferred_at_a_time);
	tcase_add_test(tc, what_is_safe_ends);
	tcase_add_test(tc, what_means_nothing_is_not_kept);
	tcase_set_timeout(tc, 60);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
