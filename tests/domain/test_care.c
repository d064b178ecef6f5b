/* Looked-after children and orders of a court: who is told, what is looked at, what stops a notice.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/court_order.h>
#include <cnis/duty.h>
#include <cnis/entry.h>
#include <cnis/flag.h>
#include <cnis/looked_after.h>
#include <cnis/why.h>
#include <cnis/withdrawal.h>

#include "family.h"

static scene s;
static int64_t child, mother;

static void
begin(void)
{
	scene_make(&s, "2026-11-20");
	child = scene_child(&s, "2015-03-02");
	mother = family_parent(&s, child);
}

static void
finish(void)
{
	scene_end(&s);
}

static int64_t
order(const char *kind, const char *education)
{
	const cnis_court_order_new n = { .size = sizeof(n),
		                         .child_id = child,
		                         .kind = kind,
		                         .education = education,
		                         .fact = { .from = scene_day("2026-10-01"),
		                                   .source = "court" } };
	cnis_error err = { 0 };
	int64_t id = 0;

	scene_want(cnis_court_order_add(s.r, &n, &id, &err), CNIS_OK, &err);
	return id;
}

static void
notice(const char *by)
{
	const cnis_withdrawal_new n = { .size = sizeof(n),
		                        .child_id = child,
		                        .notified_by = by,
		                        .notified = scene_day("2026-11-20"),
		                        .school_name = "Netherwick High" };
	cnis_error err = { 0 };
	int64_t id = 0;

	scene_want(cnis_withdrawal_notify(s.r, &n, &id, &err), CNIS_OK, &err);
}

static void
told(const char *agrees, cnis_status want, const char *field)
{
	const cnis_social_worker_told n = { .size = sizeof(n),
		                            .child_id = child,
		                            .agrees = agrees };
	cnis_error err = { 0 };
	int64_t id = 0;

	scene_want(cnis_looked_after_told(s.r, &n, &id, &err), want, &err);
	ck_assert_str_eq(err.field, field);
}

/* The child is entered; with a notice kept, the school still has the name. */
static void
enter(cnis_status want, const char *rule)
{
	const cnis_entry_new n = { .size = sizeof(n),
		                   .child_id = child,
		                   .route = "home_education",
		                   .fact = { .from = scene_day("2026-11-20"),
		                             .source = "parent" } };
	cnis_error err = { 0 };
	int64_t id = 0;

	scene_want(cnis_entry_open(s.r, &n, &id, &err), want, &err);
	ck_assert_str_eq(err.rule, rule);
}

static int64_t
open_of(const char *kind)
{
	return family_duties(&s, child, kind, "open");
}

START_TEST(nothing_is_asked_of_a_child_who_is_not_looked_after)
{
	notice("carer");
	ck_assert_int_eq(open_of("tell_social_worker"), 0);
	ck_assert_int_eq(open_of("order_check"), 0);
	told("yes", CNIS_EREFUSED, "child");
	enter(CNIS_OK, "");
}
END_TEST

START_TEST(the_social_worker_is_told_once_of_what_is_under_way)
{
	family_flag(&s, child, "looked_after", "2026-10-01", NULL, "302", NULL);
	ck_assert_int_eq(open_of("tell_social_worker"), 0);
	notice("school");
	ck_assert_int_eq(open_of("tell_social_worker"), 1);
	ck_assert_int_eq(family_due(&s, child, "tell_social_worker"), scene_day("2026-11-23"));
	order("care", "no"); /* another reason for the same duty */
	ck_assert_int_eq(open_of("tell_social_worker"), 1);
	ck_assert_int_eq(open_of("order_check"), 1);
	told("perhaps", CNIS_EINVAL, "agrees");
	told("unknown", CNIS_OK, ""); /* told, and nobody has agreed: owed again */
	ck_assert_int_eq(open_of("tell_social_worker"), 1);
	ck_assert_int_eq(family_duties(&s, child, "tell_social_worker", "met"), 1);
	told("no", CNIS_OK, "");
	ck_assert_int_eq(open_of("tell_social_worker"), 1);
	told("yes", CNIS_OK, "");
	ck_assert_int_eq(open_of("tell_social_worker"), 0);
	ck_assert_int_eq(family_duties(&s, child, "tell_social_worker", "met"), 3);
	ck_assert_int_eq(open_of("order_check"), 1);
}
END_TEST

START_TEST(a_fact_learnt_later_is_owed_since_it_was_known)
{
	const cnis_flag_new n = { .size = sizeof(n),
		                  .child_id = child,
		                  .kind = "looked_after",
		                  .fact = { .from = scene_day("2026-10-01"),
		                            .received = scene_day("2026-11-18"),
		                            .source = "social_care" } };
	cnis_error err = { 0 };
	int64_t id = 0;

	family_entry(&s, child, "2026-09-01");
	scene_want(cnis_flag_add(s.r, &n, &id, &err), CNIS_OK, &err);
	ck_assert_int_eq(family_due(&s, child, "tell_social_worker"), scene_day("2026-11-19"));
}
END_TEST

static const struct {
	const char *by;
	bool care_order;
	const char *only; /* the only adult known: kind and responsibility; NULL: a mother */
	cnis_status want;
} NOTICES[] = {
	{ "parent", false, NULL, CNIS_OK },
	{ "carer", false, NULL, CNIS_EREFUSED },
	{ "school", false, NULL, CNIS_EREFUSED },
	{ "parent", true, NULL, CNIS_EREFUSED },
	{ "parent", false, "kind = 'foster_carer'", CNIS_EREFUSED },
	{ "parent", false, "kind = 'grandparent', responsibility = 'unknown'", CNIS_EREFUSED },
	{ "parent", false, "kind = 'grandparent', responsibility = 'yes'", CNIS_OK },
	{ "parent", false, "kind = 'father', responsibility = 'unknown'", CNIS_OK },
	{ "parent", false, "kind = 'father', responsibility = 'no'", CNIS_EREFUSED },
};

/* The adult is somebody else than a mother with responsibility. */
static void
adult_is(const char *only)
{
	char sql[256];

	(void)snprintf(sql, sizeof(sql),
	               "UPDATE relationship SET %s, rev = :rev WHERE child_id = %%lld"
	               " AND person_id = %%lld",
	               only);
	scene_sql(&s, sql, child, mother);
}

START_TEST(a_carers_notice_alone_is_not_enough)
{
	const bool refused = NOTICES[_i].want != CNIS_OK;

	if (NOTICES[_i].care_order)
		order("interim_care", "unknown");
	else
		family_flag(&s, child, "looked_after", "2026-10-01", NULL, "302", NULL);
	if (NOTICES[_i].only != NULL)
		adult_is(NOTICES[_i].only);
	notice(NOTICES[_i].by);
	enter(NOTICES[_i].want, refused ? "LOCAL.looked-after.notice" : "");
	if (!refused)
		return;
	ck_assert_int_eq(open_of("register_child"), 1); /* the notice is kept */
	told("no", CNIS_OK, "");
	enter(CNIS_EREFUSED, "LOCAL.looked-after.notice");
	told("yes", CNIS_OK, "");
	enter(CNIS_OK, "");
}
END_TEST

START_TEST(off_the_roll_the_child_is_entered_at_once)
{
	const cnis_entry_new n = { .size = sizeof(n),
		                   .child_id = child,
		                   .route = "home_education",
		                   .fact = { .from = scene_day("2026-11-20"), .source = "carer" } };
	cnis_error err = { 0 };
	int64_t id = 0;

	family_flag(&s, child, "looked_after", "2026-10-01", NULL, "302", NULL);
	scene_want(cnis_entry_open(s.r, &n, &id, &err), CNIS_OK, &err);
	ck_assert_int_eq(open_of("tell_social_worker"), 1);
	told("no", CNIS_OK, ""); /* somebody settles the route */
	ck_assert_int_eq(open_of("tell_social_worker"), 1);
	told("yes", CNIS_OK, "");
	ck_assert_int_eq(open_of("tell_social_worker"), 0);
}
END_TEST

START_TEST(where_only_a_foster_carer_is_known_somebody_asks_who_decides)
{
	adult_is("kind = 'foster_carer', responsibility = 'no'");
	enter(CNIS_OK, "");
	ck_assert_int_eq(open_of("tell_social_worker"), 0);
	ck_assert_int_eq(open_of("query"), 1);
}
END_TEST

static cnis_status
find_notice(const cnis_why_line *line, void *payload, cnis_error *reterr)
{
	(void)reterr;
	if (line->rule != NULL && strcmp(line->rule, "LOCAL.looked-after.notice") == 0)
		*(bool *)payload = strstr(line->text, "carer's notice alone") != NULL;
	return CNIS_OK;
}

START_TEST(why_says_that_the_notice_was_not_enough)
{
	const cnis_entry_new n = { .size = sizeof(n),
		                   .child_id = child,
		                   .route = "home_education",
		                   .notified_by = "carer",
		                   .fact = { .from = scene_day("2026-11-20"), .source = "carer" } };
	cnis_error err = { 0 };
	int64_t id = 0;
	bool said = false;

	family_flag(&s, child, "looked_after", "2026-10-01", NULL, "302", NULL);
	scene_want(cnis_entry_open(s.r, &n, &id, &err), CNIS_OK, &err);
	scene_want(cnis_why(s.r, 'C', child, false, find_notice, &said, &err), CNIS_OK, &err);
	ck_assert(said);
	said = false;
	scene_want(cnis_why(s.r, 'C', child, true, find_notice, &said, &err), CNIS_OK, &err);
	ck_assert(!said); /* not to the family */
}
END_TEST

START_TEST(an_ordinary_officer_reads_only_that_a_manager_settles_something)
{
	family_flag(&s, child, "looked_after", "2026-10-01", NULL, "302", NULL);
	scene_officer(&s, "omar", CNIS_ROLE_OFFICER);
	scene_as(&s, "omar", "2026-11-20");
	notice("carer");
	enter(CNIS_EREFUSED, "LOCAL.gate");
	told("yes", CNIS_EPERM, "role");
	ck_assert_int_eq(
	    scene_ask(&s,
	              "SELECT o.officer_id FROM duty d JOIN duty_owner o ON o.duty_id ="
	              " d.id WHERE d.kind = 'tell_social_worker'",
	              0, 0),
	    1); /* boss, who is a manager */
}
END_TEST

static const struct {
	const char *kind, *education;
	int64_t looked_at;
} ORDERS[] = {
	{ "prohibited_steps", "yes", 1 },     { "prohibited_steps", "unknown", 1 },
	{ "prohibited_steps", "no", 0 },      { "specific_issue", "unknown", 1 },
	{ "child_arrangements", "yes", 1 },   { "child_arrangements", "unknown", 0 },
	{ "education_supervision", "no", 1 }, { "wardship", "no", 1 },
	{ "special_guardianship", "no", 1 },  { "non_molestation", "unknown", 0 },
};

START_TEST(an_order_about_the_education_is_looked_at_and_stops_nothing)
{
	order(ORDERS[_i].kind, ORDERS[_i].education);
	ck_assert_int_eq(open_of("order_check"), 0);
	notice("parent");
	ck_assert_int_eq(open_of("order_check"), ORDERS[_i].looked_at);
	enter(CNIS_OK, "");
}
END_TEST

START_TEST(an_order_that_has_ended_asks_nothing)
{
	cnis_error err = { 0 };
	int64_t id = order("care", "yes");

	scene_want(cnis_court_order_end(s.r, id, scene_day("2026-11-19"), &err), CNIS_OK, &err);
	notice("carer");
	ck_assert_int_eq(open_of("order_check"), 0);
	ck_assert_int_eq(open_of("tell_social_worker"), 0);
	enter(CNIS_OK, "");
}
END_TEST

START_TEST(what_ends_asks_for_nothing_more)
{
	cnis_error err = { 0 };
	int64_t flag, first, second;

	scene_sql(&s,
	          "INSERT INTO officer_role (officer_id, role, from_day, rev)"
	          " VALUES (1, 'safeguarding', 20000, :rev)",
	          0, 0);
	scene_as(&s, "boss", "2026-11-20");
	flag = family_flag(&s, child, "looked_after", "2026-10-01", NULL, "302", NULL);
	notice("school");
	first = order("specific_issue", "yes");
	second = order("wardship", "unknown");
	scene_want(cnis_court_order_end(s.r, first, CNIS_DAY_NONE, &err), CNIS_OK, &err);
	ck_assert_int_eq(open_of("order_check"), 1); /* the other one holds */
	scene_want(cnis_court_order_end(s.r, second, CNIS_DAY_NONE, &err), CNIS_OK, &err);
	ck_assert_int_eq(family_duties(&s, child, "order_check", "superseded"), 1);
	ck_assert_int_eq(open_of("tell_social_worker"), 1);
	scene_want(cnis_flag_end(s.r, flag, CNIS_DAY_NONE, &err), CNIS_OK, &err);
	ck_assert_int_eq(family_duties(&s, child, "tell_social_worker", "superseded"), 1);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("care");
	TCase *t = tcase_create("care");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(t, begin, finish);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, nothing_is_asked_of_a_child_who_is_not_looked_after);
	tcase_add_test(t, the_social_worker_is_told_once_of_what_is_under_way);
	tcase_add_test(t, a_fact_learnt_later_is_owed_since_it_was_known);
	tcase_add_loop_test(t, a_carers_notice_alone_is_not_enough, 0,
	                    (int)(sizeof(NOTICES) / sizeof(NOTICES[0])));
	tcase_add_test(t, off_the_roll_the_child_is_entered_at_once);
	tcase_add_test(t, where_only_a_foster_carer_is_known_somebody_asks_who_decides);
	tcase_add_test(t, why_says_that_the_notice_was_not_enough);
	tcase_add_test(t, an_ordinary_officer_reads_only_that_a_manager_settles_something);
	tcase_add_loop_test(t, an_order_about_the_education_is_looked_at_and_stops_nothing, 0,
	                    (int)(sizeof(ORDERS) / sizeof(ORDERS[0])));
	tcase_add_test(t, an_order_that_has_ended_asks_nothing);
	tcase_add_test(t, what_ends_asks_for_nothing_more);
	suite_add_tcase(suite, t);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
