/* What goes to an adult is kept to what they asked: one rule for every record of it. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/contact.h>
#include <cnis/contact_wish.h>
#include <cnis/e_service.h>
#include <cnis/sheet.h>
#include <cnis/told.h>

#include "consent_case.h"

static int64_t mobile, email, home;

static void
reached(void)
{
	setup();
	mobile = family_reached_at(&s, parent, "mobile", "07700 900123");
	email = family_reached_at(&s, parent, "email", "somebody@home.example");
	home = scene_ask(&s, "SELECT address_id FROM person_residence WHERE person_id = %lld",
	                 parent, 0);
}

/* From 10 November; of the home without a point. */
static int64_t
asked(int64_t point, const char *kind)
{
	cnis_contact_wish_new n = { .size = sizeof(n),
		                    .contact_point_id = point,
		                    .kind = kind,
		                    .fact = { .from = scene_day("2026-11-10") } };
	int64_t id = 0;

	if (point == 0) {
		n.person_id = parent;
		n.address_id = home;
	}
	scene_want(cnis_contact_wish_add(s.r, &n, &id, &err), CNIS_OK, &err);
	return id;
}

static cnis_status
tell(const char *method, cnis_sent sent)
{
	const cnis_told_new n = { .size = sizeof(n),
		                  .child_id = child,
		                  .person_id = parent,
		                  .kind = "support_pack",
		                  .version = "1",
		                  .on = scene_day("2026-11-18"),
		                  .method = method,
		                  .sent = sent };
	int64_t id = 0;

	return cnis_told_add(s.r, &n, &id, &err);
}

static cnis_contact_new
contact_by(const char *method, const char *outcome)
{
	return (cnis_contact_new){ .size = sizeof(cnis_contact_new),
		                   .child_id = child,
		                   .person_id = parent,
		                   .on = scene_day("2026-11-18"),
		                   .method = method,
		                   .outcome = outcome };
}

static cnis_status
reach(cnis_contact_new n)
{
	int64_t id = 0;

	return cnis_contact_add(s.r, &n, &id, &err);
}

static void
want_refused(cnis_status st, const char *field)
{
	ck_assert_int_eq(st, CNIS_EREFUSED);
	ck_assert_str_eq(err.rule, "LOCAL.contact-wish");
	ck_assert_str_eq(err.field, field);
	ck_assert_ptr_null(strstr(err.message, "home.example"));
}

/* 'a' the home, 'm' the mobile, 'e' the e-mail address */
static const struct way {
	char of;
	const char *wish, *method, *outcome;
	bool refused;
} ways[] = {
	{ 'a', "no_writing", "post", "no_reply", true },
	{ 'a', "no_writing", "home_visit", "left_message", true },
	{ 'a', "no_writing", "home_visit", "no_reply", false },
	{ 'a', "no_writing", "email", "no_reply", false },
	{ 'a', "no_writing", "telephone", "left_message", false },
	{ 'a', "no_writing", "in_person", "reached", false },
	{ 'a', "preferred", "post", "no_reply", false },
	{ 'm', "no_message", "telephone", "left_message", true },
	{ 'm', "no_message", "telephone", "no_reply", false },
	{ 'm', "no_message", "text", "no_reply", true },
	{ 'm', "no_writing", "text", "no_reply", true },
	{ 'm', "no_writing", "telephone", "left_message", false },
	{ 'e', "no_writing", "email", "no_reply", true },
	{ 'e', "no_writing", "post", "no_reply", false },
	{ 'e', "no_writing", "online_form", "no_reply", false },
};

START_TEST(each_wish_stands_against_its_own_way)
{
	const struct way *w_ = &ways[_i];
	cnis_contact_new n = contact_by(w_->method, w_->outcome);

	(void)asked(w_->of == 'a' ? 0 : w_->of == 'm' ? mobile : email, w_->wish);
	if (w_->refused)
		want_refused(reach(n), "method");
	else
		scene_want(reach(n), CNIS_OK, &err);
	n.direction = "in"; /* what came in has happened */
	scene_want(reach(n), CNIS_OK, &err);
	n.direction = "out";
	n.on = scene_day("2026-11-09"); /* before it was asked */
	scene_want(reach(n), CNIS_OK, &err);
}
END_TEST

START_TEST(to_one_of_two_places_it_is_said_which)
{
	int64_t other = family_reached_at(&s, parent, "email", "other@home.example");

	(void)asked(email, "no_writing");
	want_refused(tell("email", (cnis_sent){ 0 }), "at");
	want_refused(tell("email", (cnis_sent){ .contact_point_id = email }), "method");
	scene_want(tell("email", (cnis_sent){ .contact_point_id = other }), CNIS_OK, &err);
	ck_assert_int_eq(scene_ask(&s, "SELECT contact_point_id FROM told", 0, 0), other);
}
END_TEST

START_TEST(it_goes_to_a_place_of_that_adult_only)
{
	int64_t other = family_parent(&s, child);
	int64_t elsewhere = scene_ask(
	    &s, "SELECT address_id FROM person_residence WHERE person_id = %lld", other, 0);
	const struct {
		const char *method;
		cnis_sent sent;
	} no[] = {
		{ "post", { .contact_point_id = email } },
		{ "email", { .contact_point_id = mobile } },
		{ "email", { .address_id = home } },
		{ "post", { .address_id = 999 } },
		{ "meeting", { .address_id = home } },
	};

	for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++) {
		ck_assert_int_eq(tell(no[i].method, no[i].sent), CNIS_EINVAL);
		ck_assert_str_eq(err.field, "at");
	}
	if (elsewhere != home)
		ck_assert_int_eq(tell("post", (cnis_sent){ .address_id = elsewhere }), CNIS_EINVAL);
	scene_want(tell("post", (cnis_sent){ .address_id = home }), CNIS_OK, &err);
}
END_TEST

START_TEST(what_came_in_went_nowhere)
{
	cnis_contact_new n = contact_by("post", "information_given");

	n.direction = "in";
	n.sent.address_id = home;
	ck_assert_int_eq(reach(n), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "at");
	n.sent = (cnis_sent){ .despite_wish = true, .reason = "why" };
	ck_assert_int_eq(reach(n), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "despite_wish");
}
END_TEST

static cnis_status
keep_sent(const cnis_told *t, void *payload, cnis_error *reterr)
{
	(void)reterr;
	ck_assert_int_eq(t->sent.wish_id, *(int64_t *)payload);
	ck_assert_str_eq(t->sent.despite, "The law asks for it.");
	return CNIS_OK;
}

START_TEST(a_manager_sets_a_wish_aside_and_says_why)
{
	cnis_sent sent = { .despite_wish = true, .reason = "The law asks for it." };
	int64_t wish;

	ck_assert_int_eq(tell("post", sent), CNIS_EINVAL); /* there is none */
	ck_assert_str_eq(err.field, "despite_wish");
	wish = asked(0, "no_writing");
	sent.reason = " ";
	ck_assert_int_eq(tell("post", sent), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "reason");
	ck_assert_int_eq(tell("post", (cnis_sent){ .reason = "why" }), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "reason");
	sent.reason = "The law asks for it.";
	scene_want(tell("post", sent), CNIS_OK, &err);
	scene_want(cnis_told_walk(s.r, child, keep_sent, &wish, &err), CNIS_OK, &err);
}
END_TEST

START_TEST(an_officer_does_not)
{
	(void)asked(0, "no_writing");
	(void)scene_officer(&s, "ann", CNIS_ROLE_OFFICER);
	scene_as(&s, "ann", NOW);
	ck_assert_int_eq(tell("post", (cnis_sent){ .despite_wish = true, .reason = "why" }),
	                 CNIS_EPERM);
	want_refused(tell("post", (cnis_sent){ 0 }), "method");
}
END_TEST

START_TEST(to_whom_it_went_is_said_where_one_of_the_family_asked)
{
	cnis_contact_new n = contact_by("post", "no_reply");

	n.person_id = 0;
	scene_want(reach(n), CNIS_OK, &err);
	(void)asked(0, "no_writing");
	want_refused(reach(n), "person");
	n.sent.despite_wish = true;
	n.sent.reason = "why";
	want_refused(reach(n), "person");
	n.sent = (cnis_sent){ .address_id = home };
	ck_assert_int_eq(reach(n), CNIS_EINVAL);
	n = contact_by("telephone", "left_message");
	n.person_id = 0;
	scene_want(reach(n), CNIS_OK, &err);
}
END_TEST

/* ---- notices -----------------------------------------------------------------------------------
 */

static cnis_consent_serve_new
notice(const char *recipient, const char *method)
{
	return (cnis_consent_serve_new){ .size = sizeof(cnis_consent_serve_new),
		                         .withdrawal_id = w,
		                         .recipient = recipient,
		                         .person_id = parent,
		                         .served = scene_day("2026-11-18"),
		                         .method = method };
}

static void
decided(void)
{
	reached();
	scene_want(apply("2026-11-09", NULL), CNIS_OK, &err);
	scene_want(decide("2026-11-16", NULL), CNIS_OK, &err);
}

START_TEST(a_notice_is_not_served_against_a_wish)
{
	cnis_consent_serve_new n = notice("applicant", "post");
	int64_t left = 0, wish = asked(0, "no_writing");

	want_refused(cnis_consent_serve(s.r, &n, &left, &err), "method");
	n.method = "left_at_residence";
	want_refused(cnis_consent_serve(s.r, &n, &left, &err), "method");
	n.person_id = 0; /* who applied is meant */
	want_refused(cnis_consent_serve(s.r, &n, &left, &err), "method");
	n.method = "post";
	n.address_id = home;
	n.despite_wish = true;
	n.reason = "The last address that is known.";
	scene_want(cnis_consent_serve(s.r, &n, &left, &err), CNIS_OK, &err);
	ck_assert_int_eq(scene_ask(&s, "SELECT wish_id FROM consent_service", 0, 0), wish);
	ck_assert_int_eq(scene_ask(&s, "SELECT address_id FROM consent_service", 0, 0), home);
	n = notice("proprietor", "post");
	n.person_id = 0;
	n.despite_wish = true;
	n.reason = "why";
	ck_assert_int_eq(cnis_consent_serve(s.r, &n, &left, &err), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "despite_wish");
	n.despite_wish = false;
	n.reason = NULL;
	scene_want(cnis_consent_serve(s.r, &n, &left, &err), CNIS_OK, &err);
}
END_TEST

START_TEST(handed_over_it_goes_to_no_place)
{
	cnis_consent_serve_new n = notice("applicant", "delivery");
	int64_t left = 0;

	(void)asked(0, "no_writing");
	scene_want(cnis_consent_serve(s.r, &n, &left, &err), CNIS_OK, &err);
}
END_TEST

START_TEST(electronically_it_goes_where_the_parent_agreed_to_it)
{
	cnis_consent_serve_new n = notice("applicant", "electronic");
	cnis_e_service_new a = { .size = sizeof(a), .contact_point_id = email };
	int64_t left = 0, id = 0;

	a.fact.from = scene_day("2026-11-01");
	scene_want(cnis_e_service_add(s.r, &a, &id, &err), CNIS_OK, &err);
	(void)asked(email, "no_writing");
	want_refused(cnis_consent_serve(s.r, &n, &left, &err), "method");
	a.contact_point_id = family_reached_at(&s, parent, "email", "other@home.example");
	scene_want(cnis_e_service_add(s.r, &a, &id, &err), CNIS_OK, &err);
	want_refused(cnis_consent_serve(s.r, &n, &left, &err), "at");
	n.contact_point_id = a.contact_point_id;
	scene_want(cnis_consent_serve(s.r, &n, &left, &err), CNIS_OK, &err);
}
END_TEST

/* ---- the sheet ---------------------------------------------------------------------------------
 */

static cnis_status
count_to(const cnis_sheet_line *line, void *payload, cnis_error *reterr)
{
	(void)reterr;
	*(int *)payload += strcmp(line->section, "to") == 0 && strcmp(line->label, "address") == 0;
	return CNIS_OK;
}

START_TEST(a_sheet_is_not_addressed_where_nobody_writes)
{
	int n = 0;

	scene_want(cnis_sheet_walk(s.r, child, parent, false, count_to, &n, &err), CNIS_OK, &err);
	ck_assert_int_eq(n, 1);
	(void)asked(0, "no_writing");
	n = 0;
	scene_want(cnis_sheet_walk(s.r, child, parent, false, count_to, &n, &err), CNIS_OK, &err);
	ck_assert_int_eq(n, 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("sending");
	TCase *tc = tcase_create("what was asked");
	TCase *notices = tcase_create("notices");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tc, reached, teardown);
	tcase_add_loop_test(tc, each_wish_stands_against_its_own_way, 0,
	                    sizeof(ways) / sizeof(ways[0]));
	tcase_add_test(tc, to_one_of_two_places_it_is_said_which);
	tcase_add_test(tc, it_goes_to_a_place_of_that_adult_only);
	tcase_add_test(tc, what_came_in_went_nowhere);
	tcase_add_test(tc, a_manager_sets_a_wish_aside_and_says_why);
	tcase_add_test(tc, an_officer_does_not);
	tcase_add_test(tc, to_whom_it_went_is_said_where_one_of_the_family_asked);
	tcase_add_test(tc, a_sheet_is_not_addressed_where_nobody_writes);
	tcase_add_checked_fixture(notices, decided, teardown);
	tcase_add_test(notices, a_notice_is_not_served_against_a_wish);
	tcase_add_test(notices, handed_over_it_goes_to_no_place);
	tcase_add_test(notices, electronically_it_goes_where_the_parent_agreed_to_it);
	suite_add_tcase(suite, tc);
	suite_add_tcase(suite, notices);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
