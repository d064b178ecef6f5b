/* Duties and time: what ends by time alone, and what a changed setting moves. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include <cnis/flag.h>
#include <cnis/setting.h>

#include "duty_case.h"

/* ---- time alone
 * ----------------------------------------------------------------------------------- */

START_TEST(past_school_age_a_duty_is_listed_no_more_and_tick_writes_it_down)
{
	cnis_duty_query q = everything();
	int64_t entry = 0;
	int64_t child = family("2011-03-03", "2026-09-01", &entry);
	int64_t young = family("2018-03-03", "2026-09-01", NULL);
	int64_t leaves = scene_ask(&s, "SELECT school_age_to FROM child WHERE id = %lld", child, 0);
	int64_t ended = -1;
	int64_t before;

	ck_assert_int_eq(leaves, scene_day("2027-06-25"));
	scene_as(&s, "boss", "2027-06-25");
	ck_assert_int_eq(count(&q), 2);
	scene_want(cnis_tick(s.r, CNIS_DAY_NONE, &ended, &err), CNIS_OK, &err);
	ck_assert_int_eq(ended, 0);
	scene_as(&s, "boss", "2027-07-01");
	q.child_id = child;
	ck_assert_int_eq(count(&q), 0);
	scene_want(cnis_tick(s.r, CNIS_DAY_NONE, &ended, &err), CNIS_OK, &err);
	ck_assert_int_eq(ended, 1);
	ck_assert_int_eq(scene_ask(&s, "SELECT to_day FROM entry WHERE id = %lld", entry, 0),
	                 leaves);
	ck_assert_int_eq(scene_ask(&s,
	                           "SELECT count(*) FROM entry WHERE end_reason ="
	                           " 'over_school_age'",
	                           0, 0),
	                 1);
	ck_assert_int_eq(scene_ask(&s,
	                           "SELECT ended_day FROM duty WHERE child_id = %lld AND state ="
	                           " 'superseded'",
	                           child, 0),
	                 leaves + 1);
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT count(*) FROM duty_owner WHERE child_id = %lld AND to_day = %lld",
	              child, leaves + 1),
	    1);
	/* once more changes nothing */
	before = scene_ask(&s, "SELECT max(seq) FROM journal", 0, 0);
	scene_want(cnis_tick(s.r, CNIS_DAY_NONE, &ended, &err), CNIS_OK, &err);
	ck_assert_int_eq(ended, 0);
	ck_assert_int_eq(scene_ask(&s, "SELECT max(seq) FROM journal", 0, 0), before);
	ck_assert_int_eq(cnis_tick(s.r, scene_day("2027-07-02"), &ended, &err), CNIS_EINVAL);
	q.child_id = young;
	ck_assert_int_eq(count(&q), 1);
	q.child_id = child;
	q.as_at = scene_day("2027-06-20");
	ck_assert_int_eq(count(&q), 1);
	/* what is left is to hand over */
	q.as_at = scene_day("2027-06-26");
	ck_assert_int_eq(count(&q), 1);
	ck_assert_int_eq(scene_ask(&s,
	                           "SELECT count(*) FROM duty WHERE child_id = %lld"
	                           " AND state = 'open' AND kind = 'handover'",
	                           child, 0),
	                 1);
}
END_TEST

START_TEST(a_withdrawal_waiting_for_consent_is_settled_by_age)
{
	static const struct {
		const char *was, *is;
	} states[] = {
		{ "consent_needed", "consent_not_needed" },
		{ "applied", "consent_not_needed" },
		{ "granted", "granted" },
		{ "left", "left" },
	};
	char text[480];
	int64_t ended = 0, child = scene_child(&s, "2011-03-03");
	int64_t leaves = scene_ask(&s, "SELECT school_age_to FROM child WHERE id = %lld", child, 0);

	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
		(void)snprintf(text, sizeof(text),
		               "INSERT INTO withdrawal (uuid, child_id, purpose, notified_by,"
		               " notified_day, school_name, placement, on_roll,"
		               " deletion_without_consent, state, source, basis, recorded_at, rev)"
		               " VALUES ('%s', %%lld, 'otherwise_than_at_school', 'school', 1, 'S',"
		               " 'mainstream', 'yes', 0, '%s', 'school', 's436a', :at, :rev)",
		               states[i].is, states[i].was);
		(void)scene_sql(&s, text, child, 0);
	}
	scene_as(&s, "boss", "2027-07-01");
	scene_want(cnis_tick(s.r, CNIS_DAY_NONE, &ended, &err), CNIS_OK, &err);
	ck_assert_int_eq(scene_ask(&s,
	                           "SELECT count(*) FROM withdrawal WHERE state = uuid AND"
	                           " closed_day = %lld",
	                           leaves + 1, 0),
	                 4);
}
END_TEST

START_TEST(tick_works_in_batches)
{
	int64_t ended = 0;

	(void)scene_sql(&s,
	                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
	                "1100) INSERT INTO child (uuid, born_day, sex, school_age_from, "
	                "school_age_to, source, basis, recorded_at, rev) SELECT 'u', 1, 'U', 1, "
	                "%lld, 'parent', 's436a', :at, :rev FROM n",
	                scene_day("2026-08-01"), 0);
	(void)scene_sql(
	    &s,
	    "INSERT INTO entry (uuid, child_id, route, condition_c, from_day,"
	    " notified_day, notified_by, registered_day, reason, owner_id, source, basis,"
	    " recorded_at, rev) SELECT 'u', id, 'home_education', 'c', 1, 1, 'parent', 1,"
	    " 'unknown', 1, 'parent', 's436a', :at, :rev FROM child",
	    0, 0);
	scene_want(cnis_tick(s.r, CNIS_DAY_NONE, &ended, &err), CNIS_OK, &err);
	ck_assert_int_eq(ended, 1100);
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT count(*) FROM journal WHERE kind = 'register.tick'", 0, 0), 3);
}
END_TEST

/* ---- recalc
 * --------------------------------------------------------------------------------------- */

static cnis_status
moved(const cnis_duty *d, void *payload, cnis_error *reterr)
{
	cnis_day *due = payload;

	(void)reterr;
	*due = d->would_be_due;
	return CNIS_OK;
}

START_TEST(a_changed_setting_moves_nothing_until_it_is_applied)
{
	int64_t child = family("2016-05-05", "2026-09-01", NULL);
	int64_t id = query_duty(child, 0);
	cnis_day due = CNIS_DAY_NONE;
	int64_t n = -1;
	cnis_duty_query q = everything();

	scene_want(cnis_duty_recalc(s.r, false, moved, &due, &n, &err), CNIS_OK, &err);
	ck_assert_int_eq(n, 0);
	scene_want(cnis_setting_set(s.r, "query.days", "10", CNIS_DAY_NONE, &err), CNIS_OK, &err);
	ck_assert_int_eq(get(id).due, scene_day("2026-09-08"));
	scene_want(cnis_duty_recalc(s.r, false, moved, &due, &n, &err), CNIS_OK, &err);
	ck_assert_int_eq(n, 1);
	ck_assert_int_eq(due, scene_day("2026-09-15"));
	(void)get(id);
	ck_assert_str_eq(last_state, "open");
	scene_want(cnis_duty_recalc(s.r, true, moved, &due, &n, &err), CNIS_OK, &err);
	ck_assert_int_eq(get(id).due, scene_day("2026-09-08"));
	ck_assert_str_eq(last_state, "superseded");
	q.kind = "query";
	ck_assert_int_eq(count(&q), 1);
	ck_assert_int_eq(last.due, scene_day("2026-09-15"));
	scene_want(cnis_duty_recalc(s.r, true, moved, &due, &n, &err), CNIS_OK, &err);
	ck_assert_int_eq(n, 0);
}
END_TEST

/* ---- an in-force date nobody told us of in time ---------------------------------------------- */

static cnis_status
told(const cnis_duty *d, void *payload, cnis_error *reterr)
{
	cnis_duty *last_told = payload;

	(void)reterr;
	ck_assert_int_eq(d->id, 0);
	ck_assert_int_eq(d->due, CNIS_DAY_NONE);
	*last_told = *d;
	return CNIS_OK;
}

static int64_t
open_of(int64_t child, const char *kind)
{
	char text[160];

	(void)snprintf(text, sizeof(text),
	               "SELECT count(*) FROM duty WHERE child_id = %%lld AND kind = '%s'"
	               " AND state = 'open'",
	               kind);
	return scene_ask(&s, text, child, 0);
}

START_TEST(a_late_in_force_date_opens_what_was_owed_since_when_it_is_applied)
{
	int64_t before = family("2016-05-05", "2026-08-31", NULL);
	int64_t since = family("2015-05-05", "2026-09-01", NULL);
	int64_t n = -1;
	cnis_duty d = { 0 };

	(void)scene_sql(&s, "UPDATE entry SET registered_day = from_day, rev = :rev", 0, 0);
	scene_want(cnis_duty_recalc(s.r, false, told, &d, &n, &err), CNIS_OK, &err);
	ck_assert_int_eq(n, 0);
	scene_want(
	    cnis_setting_set(s.r, "law.s38.in_force_from", "2026-09-01", CNIS_DAY_NONE, &err),
	    CNIS_OK, &err);
	scene_want(cnis_duty_recalc(s.r, false, told, &d, &n, &err), CNIS_OK, &err);
	ck_assert_int_eq(n, 1);
	ck_assert_int_eq(d.child_id, since);
	ck_assert_str_eq(d.kind, "home_consideration");
	ck_assert_str_eq(d.rule, "EA1996.436B.8");
	ck_assert_int_eq(d.would_be_due, scene_day("2026-09-15")); /* 15 days, the first counted */
	ck_assert_int_eq(open_of(since, "home_consideration"), 0);
	scene_want(cnis_duty_recalc(s.r, true, told, &d, &n, &err), CNIS_OK, &err);
	ck_assert_int_eq(n, 1);
	ck_assert_int_eq(open_of(since, "home_consideration"), 1);
	ck_assert_int_eq(open_of(before, "home_consideration"), 0);
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT due_day FROM duty WHERE kind = 'home_consideration'", 0, 0),
	    scene_day("2026-09-15"));
	scene_want(cnis_duty_recalc(s.r, true, told, &d, &n, &err), CNIS_OK, &err);
	ck_assert_int_eq(n, 0);
}
END_TEST

START_TEST(who_was_considered_already_is_not_considered_again)
{
	int64_t child = family("2016-05-05", "2026-09-01", NULL), n = -1;

	(void)scene_sql(&s,
	                "INSERT INTO home_consideration (child_id, entry_id, considered_day,"
	                " visit_asked, officer_id, recorded_at, rev) SELECT child_id, id, from_day,"
	                " 'no', 1, :at, :rev FROM entry WHERE child_id = %lld",
	                child, 0);
	scene_want(
	    cnis_setting_set(s.r, "law.s38.in_force_from", "2026-09-01", CNIS_DAY_NONE, &err),
	    CNIS_OK, &err);
	scene_want(cnis_duty_recalc(s.r, false, NULL, NULL, &n, &err), CNIS_OK, &err);
	ck_assert_int_eq(n, 0);
}
END_TEST

START_TEST(a_late_s39_turns_the_word_with_social_care_into_the_consideration)
{
	int64_t child = family("2016-05-05", "2026-09-01", NULL), id = 0, n = -1;
	cnis_duty d = { 0 };
	const cnis_flag_new enquiry = { .size = sizeof(enquiry),
		                        .child_id = child,
		                        .kind = "s47_enquiry",
		                        .fact = { .from = scene_day("2026-09-01"),
		                                  .to = CNIS_DAY_NONE,
		                                  .received = CNIS_DAY_NONE,
		                                  .source = "social_care" } };

	scene_want(cnis_flag_add(s.r, &enquiry, &id, &err), CNIS_OK, &err);
	ck_assert_int_eq(open_of(child, "speak_social_care"), 1);
	scene_want(
	    cnis_setting_set(s.r, "law.s39.in_force_from", "2026-09-01", CNIS_DAY_NONE, &err),
	    CNIS_OK, &err);
	scene_want(cnis_duty_recalc(s.r, false, told, &d, &n, &err), CNIS_OK, &err);
	ck_assert_int_eq(n, 1);
	ck_assert_str_eq(d.kind, "consider_436h5");
	ck_assert_int_eq(open_of(child, "speak_social_care"), 1);
	scene_want(cnis_duty_recalc(s.r, true, told, &d, &n, &err), CNIS_OK, &err);
	ck_assert_int_eq(open_of(child, "speak_social_care"), 0);
	ck_assert_int_eq(open_of(child, "consider_436h5"), 1);
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT due_day FROM duty WHERE kind = 'consider_436h5'", 0, 0),
	    d.would_be_due);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("duty_time");
	TCase *tc = tcase_create("time");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, past_school_age_a_duty_is_listed_no_more_and_tick_writes_it_down);
	tcase_add_test(tc, a_withdrawal_waiting_for_consent_is_settled_by_age);
	tcase_add_test(tc, tick_works_in_batches);
	tcase_add_test(tc, a_changed_setting_moves_nothing_until_it_is_applied);
	tcase_add_test(tc, a_late_in_force_date_opens_what_was_owed_since_when_it_is_applied);
	tcase_add_test(tc, who_was_considered_already_is_not_considered_again);
	tcase_add_test(tc, a_late_s39_turns_the_word_with_social_care_into_the_consideration);
	tcase_set_timeout(tc, 60);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
