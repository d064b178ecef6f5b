/* Agreements in writing to electronic service, and notices served by them. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/contact_point.h>
#include <cnis/e_service.h>

#include "consent_case.h"

static cnis_status
agree(int64_t point, const char *on, int64_t *ret_id)
{
	cnis_e_service_new n = { .size = sizeof(n), .contact_point_id = point };

	n.fact.from = on == NULL ? 0 : scene_day(on);
	return cnis_e_service_add(s.r, &n, ret_id, &err);
}

static cnis_consent_serve_new
by_email(const char *recipient, int64_t person, int64_t at)
{
	return (cnis_consent_serve_new){ .size = sizeof(cnis_consent_serve_new),
		                         .withdrawal_id = w,
		                         .recipient = recipient,
		                         .person_id = person,
		                         .served = scene_day("2026-11-18"),
		                         .method = "electronic",
		                         .contact_point_id = at };
}

static void
decided(void)
{
	setup();
	scene_want(apply("2026-11-09", NULL), CNIS_OK, &err);
	scene_want(decide("2026-11-16", NULL), CNIS_OK, &err);
}

START_TEST(a_parent_is_served_electronically_only_with_written_agreement)
{
	cnis_consent_serve_new n = by_email("applicant", parent, 0);
	int64_t email = family_reached_at(&s, parent, "email", "somebody@home.example");
	int64_t id = 0, left = 0;

	ck_assert_int_eq(cnis_consent_serve(s.r, &n, &left, &err), CNIS_EREFUSED);
	ck_assert_str_eq(err.rule, "EA1996.572.2");
	ck_assert_ptr_null(strstr(err.message, "home.example"));
	scene_want(agree(email, "2026-11-19", &id), CNIS_OK, &err); /* the day after */
	ck_assert_int_eq(cnis_consent_serve(s.r, &n, &left, &err), CNIS_EREFUSED);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM consent_service", 0, 0), 0);
	n.served = scene_day("2026-11-19");
	scene_want(cnis_consent_serve(s.r, &n, &left, &err), CNIS_OK, &err);
	ck_assert_int_eq(scene_ask(&s, "SELECT e_service_id FROM consent_service", 0, 0), id);
}
END_TEST

START_TEST(an_agreement_is_to_one_address_and_of_one_parent)
{
	int64_t email = family_reached_at(&s, parent, "email", "somebody@home.example");
	int64_t mobile = family_reached_at(&s, parent, "mobile", "07700 900123");
	int64_t other = family_parent(&s, child);
	int64_t id = 0, left = 0;
	cnis_consent_serve_new n = by_email("applicant", parent, mobile);

	scene_want(agree(email, "2026-10-02", &id), CNIS_OK, &err);
	ck_assert_int_eq(cnis_consent_serve(s.r, &n, &left, &err), CNIS_EREFUSED);
	n.contact_point_id = 999;
	ck_assert_int_eq(cnis_consent_serve(s.r, &n, &left, &err), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "at");
	n = by_email("other_parent", other, email);
	ck_assert_int_eq(cnis_consent_serve(s.r, &n, &left, &err), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "at");
	n.contact_point_id = 0;
	ck_assert_int_eq(cnis_consent_serve(s.r, &n, &left, &err), CNIS_EREFUSED);
	n = by_email("applicant", parent, email);
	scene_want(cnis_consent_serve(s.r, &n, &left, &err), CNIS_OK, &err);
}
END_TEST

START_TEST(what_has_ended_carries_no_notice)
{
	int64_t email = family_reached_at(&s, parent, "email", "somebody@home.example");
	int64_t id = 0, left = 0;
	cnis_consent_serve_new n = by_email("applicant", parent, 0);

	scene_want(agree(email, "2026-10-02", &id), CNIS_OK, &err);
	scene_want(cnis_e_service_end(s.r, id, scene_day("2026-11-18"), &err), CNIS_OK, &err);
	ck_assert_int_eq(cnis_consent_serve(s.r, &n, &left, &err), CNIS_EREFUSED);
	ck_assert_int_eq(cnis_e_service_end(s.r, id, 0, &err), CNIS_EREFUSED);
	ck_assert_int_eq(cnis_e_service_end(s.r, 999, 0, &err), CNIS_ENOTFOUND);
	/* agreed to again, but the address reaches the parent no more */
	scene_want(agree(email, "2026-11-17", &id), CNIS_OK, &err);
	scene_want(cnis_contact_point_end(s.r, email, scene_day("2026-11-17"), &err), CNIS_OK,
	           &err);
	ck_assert_int_eq(cnis_consent_serve(s.r, &n, &left, &err), CNIS_EREFUSED);
	n.served = scene_day("2026-11-17"); /* its last day is no day to serve on */
	ck_assert_int_eq(cnis_consent_serve(s.r, &n, &left, &err), CNIS_EREFUSED);
}
END_TEST

START_TEST(the_section_speaks_of_a_person_served_as_a_parent)
{
	cnis_consent_serve_new n = by_email("proprietor", 0, 0);
	int64_t email = family_reached_at(&s, parent, "email", "somebody@home.example"), left = 0;

	n.contact_point_id = email;
	ck_assert_int_eq(cnis_consent_serve(s.r, &n, &left, &err), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "at");
	n.contact_point_id = 0;
	scene_want(cnis_consent_serve(s.r, &n, &left, &err), CNIS_OK, &err);
	n = by_email("applicant", parent, email);
	n.method = "post";
	ck_assert_int_eq(cnis_consent_serve(s.r, &n, &left, &err), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "at");
}
END_TEST

START_TEST(an_agreement_is_refused_where_there_is_nothing_to_agree_to)
{
	int64_t email = family_reached_at(&s, parent, "email", "somebody@home.example"), id = 0;

	ck_assert_int_eq(agree(999, NULL, &id), CNIS_ENOTFOUND);
	ck_assert_int_eq(agree(email, "2026-11-21", &id), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "from");
	ck_assert_int_eq(agree(email, "2026-09-30", &id), CNIS_EINVAL); /* it was not yet his */
	ck_assert_str_eq(err.field, "contact_point");
	scene_want(agree(email, NULL, &id), CNIS_OK, &err);
	ck_assert_int_eq(agree(email, NULL, &id), CNIS_EEXISTS);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM e_service", 0, 0), 1);
}
END_TEST

static cnis_status
count(const cnis_e_service *a, void *payload, cnis_error *reterr)
{
	(void)reterr;
	ck_assert_str_eq(a->kind, "email");
	ck_assert_int_eq(a->person_id, parent);
	ck_assert_str_eq(a->fact.source, "parent");
	(*(int *)payload)++;
	return CNIS_OK;
}

START_TEST(agreements_are_listed_as_they_hold)
{
	int64_t email = family_reached_at(&s, parent, "email", "somebody@home.example"), id = 0;
	int rows = 0;

	scene_want(agree(email, "2026-10-02", &id), CNIS_OK, &err);
	scene_want(cnis_e_service_end(s.r, id, scene_day("2026-11-17"), &err), CNIS_OK, &err);
	scene_want(cnis_e_service_walk(s.r, parent, 0, false, count, &rows, &err), CNIS_OK, &err);
	ck_assert_int_eq(rows, 0);
	scene_want(
	    cnis_e_service_walk(s.r, parent, scene_day("2026-11-17"), false, count, &rows, &err),
	    CNIS_OK, &err);
	scene_want(cnis_e_service_walk(s.r, parent, 0, true, count, &rows, &err), CNIS_OK, &err);
	ck_assert_int_eq(rows, 2);
	ck_assert_int_eq(cnis_e_service_walk(s.r, 999, 0, true, count, &rows, &err),
	                 CNIS_ENOTFOUND);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("e_service");
	TCase *tc = tcase_create("e_service");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, decided, teardown);
	tcase_add_test(tc, a_parent_is_served_electronically_only_with_written_agreement);
	tcase_add_test(tc, an_agreement_is_to_one_address_and_of_one_parent);
	tcase_add_test(tc, what_has_ended_carries_no_notice);
	tcase_add_test(tc, the_section_speaks_of_a_person_served_as_a_parent);
	tcase_add_test(tc, an_agreement_is_refused_where_there_is_nothing_to_agree_to);
	tcase_add_test(tc, agreements_are_listed_as_they_hold);
	tcase_set_timeout(tc, 60);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
