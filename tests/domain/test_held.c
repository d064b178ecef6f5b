/* Held on another recorded basis: on a roll and absent, approaching school age. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/duty.h>
#include <cnis/entry.h>
#include <cnis/held.h>
#include <cnis/registration.h>

#include "family.h"

static scene s;
static cnis_error err;
static int64_t child;

static void
setup(void)
{
	err = (cnis_error){ 0 };
	scene_make(&s, "2026-11-21");
	child = scene_child(&s, "2015-03-02");
}

static void
teardown(void)
{
	scene_end(&s);
}

static cnis_held_new
absent(const char *health)
{
	return (cnis_held_new){ .size = sizeof(cnis_held_new),
		                .child_id = child,
		                .route = "on_roll_absent",
		                .school_name = "Invented Primary",
		                .for_health = health,
		                .fact = { .from = scene_day("2026-11-02"), .source = "school" } };
}

static int64_t
hold(const cnis_held_new *n)
{
	int64_t id = 0;

	scene_want(cnis_held_open(s.r, n, &id, &err), CNIS_OK, &err);
	return id;
}

static void
not_held(const cnis_held_new *n, cnis_status want, const char *field, const char *rule)
{
	int64_t id = 0;

	err = (cnis_error){ 0 };
	scene_want(cnis_held_open(s.r, n, &id, &err), want, &err);
	ck_assert_str_eq(err.field, field);
	ck_assert_str_eq(err.rule, rule);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM held", 0, 0), 0);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM duty", 0, 0), 0);
}

START_TEST(a_pupil_absent_for_health_waits_for_the_authoritys_own_decision)
{
	const cnis_held_new n = absent("yes");
	cnis_section_19_new d = { .size = sizeof(d),
		                  .held_id = hold(&n),
		                  .outcome = "arrange",
		                  .provision = "Tuition, ten hours a week",
		                  .review = scene_day("2027-01-15") };
	cnis_entry_standing st;
	int64_t id = 0;

	ck_assert_int_eq(family_duties(&s, child, "section_19_decide", "open"), 1);
	ck_assert_int_eq(
	    cnis_held_review(s.r, d.held_id, CNIS_DAY_NONE, scene_day("2026-12-01"), &err),
	    CNIS_EREFUSED);
	ck_assert_str_eq(err.rule, "LOCAL.s19.decide");
	scene_want(cnis_held_decide(s.r, &d, &id, &err), CNIS_OK, &err);
	ck_assert_int_eq(family_duties(&s, child, "section_19_decide", "met"), 1);
	ck_assert_int_eq(family_due(&s, child, "section_19_review"), d.review);
	scene_want(cnis_held_review(s.r, d.held_id, CNIS_DAY_NONE, scene_day("2027-02-15"), &err),
	           CNIS_OK, &err);
	ck_assert_int_eq(family_due(&s, child, "section_19_review"), scene_day("2027-02-15"));
	/* no entry, and no state at a census */
	scene_want(cnis_entry_standing_get(s.r, child, CNIS_DAY_NONE, &st, &err), CNIS_OK, &err);
	ck_assert_int_eq(st.entry_id, 0);
	ck_assert_str_eq(st.census, "neither");
}
END_TEST

START_TEST(a_decision_says_what_why_and_when_again)
{
	const cnis_held_new n = absent("yes");
	cnis_section_19_new d = { .size = sizeof(d), .outcome = "arrange" };
	int64_t id = 0;

	d.held_id = 99;
	ck_assert_int_eq(cnis_held_decide(s.r, &d, &id, &err), CNIS_ENOTFOUND);
	d.held_id = hold(&n);
	ck_assert_int_eq(cnis_held_decide(s.r, &d, &id, &err), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "review");
	d.review = scene_day("2026-12-18");
	ck_assert_int_eq(cnis_held_decide(s.r, &d, &id, &err), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "provision");
	d.outcome = "not_needed";
	ck_assert_int_eq(cnis_held_decide(s.r, &d, &id, &err), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "reasons");
	d.reasons = "The school provides.";
	d.outcome = "later";
	ck_assert_int_eq(cnis_held_decide(s.r, &d, &id, &err), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "outcome");
	d.outcome = "not_needed";
	d.decided = scene_day("2026-11-01");
	ck_assert_int_eq(cnis_held_decide(s.r, &d, &id, &err), CNIS_EINVAL);
	d.decided = scene_day("2026-11-22");
	ck_assert_int_eq(cnis_held_decide(s.r, &d, &id, &err), CNIS_EINVAL);
	d.decided = CNIS_DAY_NONE;
	d.by = "nobody";
	ck_assert_int_eq(cnis_held_decide(s.r, &d, &id, &err), CNIS_ENOTFOUND);
	d.by = "boss";
	scene_want(cnis_held_decide(s.r, &d, &id, &err), CNIS_OK, &err);
	scene_want(cnis_held_end(s.r, d.held_id, "attends", CNIS_DAY_NONE, &err), CNIS_OK, &err);
	ck_assert_int_eq(cnis_held_decide(s.r, &d, &id, &err), CNIS_EREFUSED);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM section_19_decision", 0, 0), 1);
}
END_TEST

START_TEST(an_absence_not_for_health_is_asked_after_again)
{
	const cnis_held_new n = absent("no");
	cnis_section_19_new d = { .size = sizeof(d), .held_id = hold(&n), .outcome = "arrange" };
	int64_t id = 0;

	ck_assert_int_eq(family_duties(&s, child, "absence_review", "open"), 1);
	ck_assert_int_eq(cnis_held_decide(s.r, &d, &id, &err), CNIS_EREFUSED);
	ck_assert_int_eq(cnis_held_review(s.r, d.held_id, CNIS_DAY_NONE, CNIS_DAY_NONE, &err),
	                 CNIS_EINVAL);
	scene_want(cnis_held_review(s.r, d.held_id, scene_day("2026-11-20"),
	                            scene_day("2026-12-11"), &err),
	           CNIS_OK, &err);
	ck_assert_int_eq(family_due(&s, child, "absence_review"), scene_day("2026-12-11"));
	ck_assert_int_eq(cnis_held_review(s.r, 99, CNIS_DAY_NONE, CNIS_DAY_NONE, &err),
	                 CNIS_ENOTFOUND);
}
END_TEST

START_TEST(an_absence_needs_a_school_and_a_pupil_of_the_age)
{
	cnis_held_new n = absent("yes");

	n.school_name = NULL;
	not_held(&n, CNIS_EINVAL, "school", "");
	n = absent("perhaps");
	not_held(&n, CNIS_EINVAL, "for_health", "");
	n = absent("yes");
	n.route = "home_education";
	not_held(&n, CNIS_EINVAL, "route", "");
	n = absent("yes");
	n.fact.from = scene_day("2026-11-22");
	not_held(&n, CNIS_EINVAL, "from", "");
	n = absent("yes");
	n.child_id = scene_child(&s, "2023-03-02");
	not_held(&n, CNIS_EREFUSED, "born", "EA1996.8.school-age");
	n.child_id = 99;
	not_held(&n, CNIS_ENOTFOUND, "child", "");
	n = absent("yes");
	n.owner_id = 99;
	not_held(&n, CNIS_ENOTFOUND, "owner", "");
}
END_TEST

START_TEST(a_child_is_held_once_and_not_beside_an_entry)
{
	const cnis_held_new n = absent("yes");
	const cnis_entry_new e = { .size = sizeof(e),
		                   .child_id = child,
		                   .route = "home_education",
		                   .fact = { .from = scene_day("2026-11-16") } };
	int64_t id = 0;

	(void)hold(&n);
	ck_assert_int_eq(cnis_held_open(s.r, &n, &id, &err), CNIS_EEXISTS);
	scene_want(cnis_entry_open(s.r, &e, &id, &err), CNIS_OK, &err);
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT to_day FROM held WHERE end_reason = 'entered'", 0, 0),
	    scene_day("2026-11-15"));
	ck_assert_int_eq(family_duties(&s, child, "section_19_decide", "open"), 0);
	ck_assert_int_eq(cnis_held_open(s.r, &n, &id, &err), CNIS_EREFUSED);
	ck_assert_str_eq(err.rule, "EA1996.436B.2");
}
END_TEST

/* ---- approaching school age -------------------------------------------------------------------
 */

static cnis_held_new
approaching(const char *basis)
{
	return (cnis_held_new){ .size = sizeof(cnis_held_new),
		                .child_id = scene_child(&s, "2021-12-20"), /* from 2026-12-31 */
		                .route = "approaching_school_age",
		                .basis = basis,
		                .fact = { .source = "health" } };
}

START_TEST(a_child_under_school_age_is_held_only_on_a_recorded_basis)
{
	cnis_held_new n = approaching(NULL);

	not_held(&n, CNIS_EREFUSED, "basis", "LOCAL.approaching.basis");
	n.basis = "school_report";
	not_held(&n, CNIS_EREFUSED, "basis", "LOCAL.approaching.basis");
	n.basis = "curiosity";
	not_held(&n, CNIS_EINVAL, "basis", "");
	n.basis = "s23_notice";
	n.child_id = child;
	not_held(&n, CNIS_EREFUSED, "born", "EA1996.8.school-age");
}
END_TEST

START_TEST(what_happens_is_settled_before_school_age_starts)
{
	const cnis_held_new n = approaching("s23_notice");
	const cnis_entry_new e = { .size = sizeof(e),
		                   .child_id = n.child_id,
		                   .route = "home_education" };
	int64_t held = hold(&n);
	int64_t id = 0;

	ck_assert_int_eq(family_due(&s, n.child_id, "approaching_start"), scene_day("2026-12-03"));
	ck_assert_int_eq(cnis_held_review(s.r, held, CNIS_DAY_NONE, scene_day("2026-12-01"), &err),
	                 CNIS_EREFUSED);
	ck_assert_int_eq(cnis_entry_open(s.r, &e, &id, &err), CNIS_EREFUSED);
	scene_as(&s, "boss", "2026-12-31");
	scene_want(cnis_entry_open(s.r, &e, &id, &err), CNIS_OK, &err);
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT to_day FROM held WHERE end_reason = 'entered'", 0, 0),
	    scene_day("2026-12-30"));
}
END_TEST

START_TEST(entering_a_school_ends_it)
{
	const cnis_held_new n = approaching("parents_agree");
	int64_t held = hold(&n);

	ck_assert_int_eq(cnis_held_end(s.r, held, "entered", CNIS_DAY_NONE, &err), CNIS_EINVAL);
	ck_assert_int_eq(cnis_held_end(s.r, held, "nothing", CNIS_DAY_NONE, &err), CNIS_EINVAL);
	ck_assert_int_eq(cnis_held_end(s.r, held, "school_entry", scene_day("2026-11-22"), &err),
	                 CNIS_EINVAL);
	ck_assert_int_eq(cnis_held_end(s.r, held, "school_entry", scene_day("2026-11-20"), &err),
	                 CNIS_EINVAL);
	scene_want(cnis_held_end(s.r, held, "school_entry", CNIS_DAY_NONE, &err), CNIS_OK, &err);
	ck_assert_int_eq(family_duties(&s, n.child_id, "approaching_start", "open"), 0);
	ck_assert_int_eq(cnis_held_end(s.r, held, "school_entry", CNIS_DAY_NONE, &err),
	                 CNIS_EREFUSED);
	ck_assert_int_eq(cnis_held_end(s.r, 99, "school_entry", CNIS_DAY_NONE, &err),
	                 CNIS_ENOTFOUND);
}
END_TEST

static cnis_status
keep_basis(const cnis_held *h, void *payload, cnis_error *reterr)
{
	(void)reterr;
	*(int *)payload += h->basis == NULL ? 1 : strcmp(h->basis, "safeguarding") == 0 ? 100 : 10;
	return CNIS_OK;
}

START_TEST(that_it_is_for_safeguarding_is_shown_to_that_role_only)
{
	cnis_held_new n = approaching("safeguarding");
	int seen = 0;

	(void)hold(&n);
	n = approaching("s23_notice");
	(void)hold(&n);
	scene_want(cnis_held_walk(s.r, 0, CNIS_DAY_NONE, false, keep_basis, &seen, &err), CNIS_OK,
	           &err);
	ck_assert_int_eq(seen, 11);
	(void)scene_officer(&s, "sal", CNIS_ROLE_OFFICER | CNIS_ROLE_SAFEGUARDING);
	scene_as(&s, "sal", "2026-11-21");
	seen = 0;
	scene_want(cnis_held_walk(s.r, 0, CNIS_DAY_NONE, true, keep_basis, &seen, &err), CNIS_OK,
	           &err);
	ck_assert_int_eq(seen, 110);
	ck_assert_int_eq(cnis_held_walk(s.r, 99, CNIS_DAY_NONE, true, keep_basis, &seen, &err),
	                 CNIS_ENOTFOUND);
}
END_TEST

START_TEST(a_family_can_be_registered_with_a_child_who_is_held)
{
	cnis_form_child children[1] = { { .full_name = "Kit Invented",
		                          .born = scene_day("2021-12-20"),
		                          .sex = "U",
		                          .route = "approaching_school_age" } };
	const cnis_form_parent parents[1] = { { .full_name = "Jo Invented" } };
	const cnis_form_address addresses[1] = { { .line1 = "1 Mill Row", .postcode = "N2 0AE" } };
	const cnis_form form = { .size = sizeof(form),
		                 .children = children,
		                 .n_children = 1,
		                 .parents = parents,
		                 .n_parents = 1,
		                 .addresses = addresses,
		                 .n_addresses = 1 };
	cnis_registration saved;

	scene_want(cnis_registration_save(s.r, &form, &saved, &err), CNIS_EREFUSED, &err);
	ck_assert_str_eq(err.rule, "LOCAL.approaching.basis");
	children[0].held_basis = "parents_agree";
	scene_want(cnis_registration_save(s.r, &form, &saved, &err), CNIS_OK, &err);
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT count(*) FROM held WHERE child_id = %lld", saved.child_id[0], 0),
	    1);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM entry", 0, 0), 0);
}
END_TEST

START_TEST(school_age_ends_what_was_held)
{
	cnis_held_new n = absent("yes");
	int64_t ended = 0;

	n.child_id = scene_child(&s, "2011-03-02");
	(void)hold(&n);
	scene_as(&s, "boss", "2027-06-26");
	scene_want(cnis_tick(s.r, CNIS_DAY_NONE, &ended, &err), CNIS_OK, &err);
	ck_assert_int_eq(ended, 1);
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT to_day FROM held WHERE end_reason = 'over_school_age'", 0, 0),
	    scene_day("2027-06-25"));
	ck_assert_int_eq(family_duties(&s, n.child_id, "section_19_decide", "open"), 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("held");
	TCase *tc = tcase_create("held");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, a_pupil_absent_for_health_waits_for_the_authoritys_own_decision);
	tcase_add_test(tc, a_decision_says_what_why_and_when_again);
	tcase_add_test(tc, an_absence_not_for_health_is_asked_after_again);
	tcase_add_test(tc, an_absence_needs_a_school_and_a_pupil_of_the_age);
	tcase_add_test(tc, a_child_is_held_once_and_not_beside_an_entry);
	tcase_add_test(tc, a_child_under_school_age_is_held_only_on_a_recorded_basis);
	tcase_add_test(tc, what_happens_is_settled_before_school_age_starts);
	tcase_add_test(tc, entering_a_school_ends_it);
	tcase_add_test(tc, that_it_is_for_safeguarding_is_shown_to_that_role_only);
	tcase_add_test(tc, a_family_can_be_registered_with_a_child_who_is_held);
	tcase_add_test(tc, school_age_ends_what_was_held);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
