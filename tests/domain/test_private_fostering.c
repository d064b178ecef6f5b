/* Private fostering: what opens the duty to tell the team, and when. */
#include <check.h>
#include <stdlib.h>

#include <cnis/private_fostering.h>

#include "family.h"

static scene s;
static int64_t child, aunt;

static void
begin(void)
{
	scene_make(&s, "2026-11-20");
	child = scene_child(&s, "2015-03-02");
	family_entry(&s, child, "2026-09-01");
	aunt = family_parent(&s, child);
	scene_sql(&s,
	          "UPDATE relationship SET kind = 'other', responsibility = 'no', rev = :rev"
	          " WHERE person_id = %lld",
	          aunt, 0);
}

static void
finish(void)
{
	scene_end(&s);
}

static cnis_private_fostering_new
care(const char *from, const char *intended)
{
	return (
	    cnis_private_fostering_new){ .size = sizeof(cnis_private_fostering_new),
		                         .child_id = child,
		                         .person_id = aunt,
		                         .intended = intended,
		                         .fact = { .from = scene_day(from), .source = "school" } };
}

static int64_t
add(const cnis_private_fostering_new *n, cnis_status want, const char *field)
{
	cnis_error err = { 0 };
	int64_t id = 0;

	scene_want(cnis_private_fostering_add(s.r, n, &id, &err), want, &err);
	ck_assert_str_eq(err.field, field);
	return id;
}

static int64_t
duties(const char *state)
{
	return family_duties(&s, child, "private_fostering", state);
}

START_TEST(what_is_no_arrangement_is_refused)
{
	cnis_private_fostering_new n = care("2026-11-01", "perhaps");

	add(&n, CNIS_EINVAL, "intended");
	n = care("2026-11-01", "yes");
	n.carer = "neighbour";
	add(&n, CNIS_EINVAL, "carer");
	n = care("2026-11-01", "yes");
	n.until = scene_day("2026-10-31");
	add(&n, CNIS_EINVAL, "until");
	n = care("2014-11-01", "yes");
	add(&n, CNIS_EINVAL, "from");
	n = care("2026-11-01", "yes");
	n.person_id = 999;
	add(&n, CNIS_ENOTFOUND, "person");
	n = care("2026-11-01", "yes");
	n.child_id = 999;
	add(&n, CNIS_ENOTFOUND, "child");
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM private_fostering", 0, 0), 0);
	n = care("2026-11-01", "yes");
	add(&n, CNIS_OK, "");
	add(&n, CNIS_EEXISTS, "person");
}
END_TEST

static const struct {
	const char *from, *intended, *until, *carer;
	int64_t open;
	const char *due;
} CASES[] = {
	{ "2026-11-01", "yes", NULL, NULL, 1, "2026-11-23" },
	{ "2026-12-01", "yes", NULL, NULL, 1, "2026-11-23" }, /* about to */
	{ "2026-11-01", "unknown", NULL, NULL, 1, "2026-11-23" },
	{ "2026-10-01", "no", NULL, NULL, 1, "2026-11-23" }, /* 28 days have passed */
	{ "2026-11-10", "no", NULL, NULL, 1, "2026-12-07" }, /* asked on the 28th day */
	{ "2026-11-10", "no", "2026-11-30", NULL, 1, "2026-12-07" },
	{ "2026-11-10", "unknown", "2027-01-31", NULL, 1, "2026-11-23" },
	{ "2026-11-01", "yes", NULL, "relative", 0, NULL },
	{ "2026-11-01", "yes", NULL, "responsible", 0, NULL },
};

START_TEST(the_team_is_told_where_it_is_private_fostering_or_may_be)
{
	cnis_private_fostering_new n = care(CASES[_i].from, CASES[_i].intended);

	n.carer = CASES[_i].carer;
	if (CASES[_i].until != NULL)
		n.until = scene_day(CASES[_i].until);
	add(&n, CNIS_OK, "");
	ck_assert_int_eq(duties("open"), CASES[_i].open);
	if (CASES[_i].due != NULL)
		ck_assert_int_eq(family_due(&s, child, "private_fostering"),
		                 scene_day(CASES[_i].due));
}
END_TEST

START_TEST(telling_meets_the_duty_and_an_end_takes_it_away)
{
	cnis_private_fostering_new n = care("2026-11-01", "yes");
	cnis_error err = { 0 };
	int64_t id = add(&n, CNIS_OK, "");

	scene_want(cnis_private_fostering_told(s.r, id, scene_day("2026-11-21"), NULL, &err),
	           CNIS_EINVAL, &err);
	scene_want(cnis_private_fostering_told(s.r, 999, CNIS_DAY_NONE, NULL, &err), CNIS_ENOTFOUND,
	           &err);
	scene_want(cnis_private_fostering_told(s.r, id, CNIS_DAY_NONE, "fostering team", &err),
	           CNIS_OK, &err);
	ck_assert_int_eq(duties("met"), 1);
	scene_want(cnis_private_fostering_told(s.r, id, CNIS_DAY_NONE, NULL, &err), CNIS_EREFUSED,
	           &err);
	scene_want(cnis_private_fostering_end(s.r, id, CNIS_DAY_NONE, &err), CNIS_OK, &err);
	n = care("2026-11-12", "no");
	id = add(&n, CNIS_OK, "");
	ck_assert_int_eq(duties("open"), 1);
	scene_want(cnis_private_fostering_end(s.r, id, CNIS_DAY_NONE, &err), CNIS_OK, &err);
	ck_assert_int_eq(duties("superseded"), 1);
	scene_want(cnis_private_fostering_end(s.r, id, CNIS_DAY_NONE, &err), CNIS_EREFUSED, &err);
	scene_want(cnis_private_fostering_end(s.r, 999, CNIS_DAY_NONE, &err), CNIS_ENOTFOUND, &err);
}
END_TEST

static cnis_status
look(const cnis_private_fostering *f, void *payload, cnis_error *reterr)
{
	const char **ret = payload;

	(void)reterr;
	*ret = f->fostered;
	return CNIS_OK;
}

static const char *
fostered_on(const char *day)
{
	cnis_error err = { 0 };
	const char *ret = "none";

	scene_want(cnis_private_fostering_walk(s.r, child, scene_day(day), false, look, &ret, &err),
	           CNIS_OK, &err);
	return ret;
}

START_TEST(whether_it_is_is_asked_of_each_day)
{
	cnis_private_fostering_new n = care("2026-11-01", "no");

	n.fact.received = scene_day("2026-11-02");
	add(&n, CNIS_OK, "");
	ck_assert_str_eq(fostered_on("2026-11-01"), "none"); /* nobody had told us */
	ck_assert_str_eq(fostered_on("2026-11-20"), "no");
	ck_assert_str_eq(fostered_on("2026-11-28"), "yes");
	ck_assert_str_eq(fostered_on("2031-03-02"), "no"); /* 16 */
	family_flag(&s, child, "looked_after", "2026-11-01", NULL, "302", NULL);
	ck_assert_str_eq(fostered_on("2026-11-28"), "no"); /* Sch. 8 para. 1 */
	scene_officer(&s, "omar", CNIS_ROLE_OFFICER);
	scene_as(&s, "omar", "2026-11-20");
	ck_assert_str_eq(fostered_on("2026-11-28"), "yes"); /* who is not told of that */
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("private_fostering");
	TCase *t = tcase_create("fostering");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(t, begin, finish);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, what_is_no_arrangement_is_refused);
	tcase_add_loop_test(t, the_team_is_told_where_it_is_private_fostering_or_may_be, 0,
	                    (int)(sizeof(CASES) / sizeof(CASES[0])));
	tcase_add_test(t, telling_meets_the_duty_and_an_end_takes_it_away);
	tcase_add_test(t, whether_it_is_is_asked_of_each_day);
	suite_add_tcase(suite, t);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
