/* The duty ledger: opened, ended, put off, waived, listed. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/calendar.h>
#include <cnis/officer.h>

#include "duty_case.h"

START_TEST(the_rule_gives_the_due_day_and_the_last_day_it_can_exist)
{
	int64_t child = family("2016-05-05", "2026-09-01", NULL);
	int64_t id =
	    scene_ask(&s, "SELECT id FROM duty WHERE child_id = %lld AND %lld = 0", child, 0);
	cnis_duty d = get(id);

	ck_assert_int_eq(d.due, scene_day("2026-12-01"));
	ck_assert_int_eq(d.opened, scene_day("2026-09-01"));
	ck_assert_int_eq(
	    d.lapse, scene_ask(&s, "SELECT school_age_to FROM child WHERE id = %lld", child, 0));
	ck_assert_str_eq(last_state, "open");
	ck_assert_str_eq(last_owner, "boss");
	ck_assert_int_eq(d.days_late, scene_day("2026-09-01") - scene_day("2026-12-01"));
	ck_assert_int_eq(cnis_duty_get(s.r, 999, keep, NULL, &err), CNIS_ENOTFOUND);
}
END_TEST

START_TEST(working_days_skip_the_weekend_and_say_so)
{
	int64_t child = family("2016-05-05", "2026-09-01", NULL);
	cnis_duty d = get(query_duty(child, 0));

	ck_assert_int_eq(d.due, scene_day("2026-09-08"));
	ck_assert_ptr_nonnull(strstr(last_inputs, "\"unit\": \"working\""));
	ck_assert_int_eq(d.lapse, CNIS_DAY_NONE);
}
END_TEST

START_TEST(school_days_fall_back_to_working_days_and_the_inputs_say_so)
{
	int64_t child = family("2016-05-05", "2026-09-01", NULL);
	duty_local d = { "missing_enquiry",
		         "LOCAL.cme.enquiry",
		         "cme.enquiry_days",
		         "school",
		         child,
		         0,
		         0,
		         0,
		         0,
		         0,
		         0,
		         scene_day("2026-09-01"),
		         0 };
	const cnis_calendar_day holidays[] = {
		{ scene_day("2026-09-02"), "closed", NULL },
		{ scene_day("2027-07-22"), "closed", NULL },
		{ scene_day("2026-08-01"), "closed", NULL },
	};
	int64_t id = 0;

	scene_want(change_begin(s.r, &any, &err), CNIS_OK, &err);
	scene_want(duty_local_tx(s.r, &d, &id, &err), CNIS_OK, &err);
	scene_want(change_end(s.r, CNIS_OK, &err), CNIS_OK, &err);
	ck_assert_int_eq(get(id).due, scene_day("2026-09-15"));
	ck_assert_ptr_nonnull(strstr(last_inputs, "\"unit\": \"working\""));
	scene_want(cnis_calendar_add(s.r, "authority", holidays, 3, NULL, &err), CNIS_OK, &err);
	scene_want(change_begin(s.r, &any, &err), CNIS_OK, &err);
	scene_want(duty_local_tx(s.r, &d, &id, &err), CNIS_OK, &err);
	scene_want(change_end(s.r, CNIS_OK, &err), CNIS_OK, &err);
	ck_assert_int_eq(get(id).due, scene_day("2026-09-16"));
	ck_assert_ptr_nonnull(strstr(last_inputs, "\"unit\": \"school\""));
}
END_TEST

START_TEST(a_duty_ends_once_and_keeps_its_due_day)
{
	int64_t entry = 0;
	int64_t child = family("2016-05-05", "2026-09-01", &entry);
	int64_t id = query_duty(child, entry);
	cnis_day due = get(id).due;

	scene_as(&s, "boss", "2026-09-04");
	scene_want(end_one(id, DUTY_MET, scene_day("2026-09-03")), CNIS_OK, &err);
	ck_assert_int_eq(get(id).due, due);
	ck_assert_str_eq(last_state, "met");
	ck_assert_int_eq(last.ended, scene_day("2026-09-03"));
	ck_assert_str_eq(last_owner, "boss");
	ck_assert_int_eq(end_one(id, DUTY_MET, scene_day("2026-09-03")), CNIS_EREFUSED);
	ck_assert_int_eq(end_one(999, DUTY_MET, scene_day("2026-09-03")), CNIS_ENOTFOUND);
	ck_assert_int_eq(end_one(query_duty(child, entry), DUTY_MET, scene_day("2026-09-05")),
	                 CNIS_EINVAL);
	id = query_duty(child, entry);
	scene_want(end_one(id, DUTY_SUPERSEDED, scene_day("2026-09-01")), CNIS_OK, &err);
	/* never before it was opened */
	ck_assert_int_eq(get(id).ended, scene_day("2026-09-04"));
	ck_assert_str_eq(last_state, "superseded");
}
END_TEST

START_TEST(all_that_match_end_and_none_is_fine)
{
	int64_t entry = 0;
	int64_t child = family("2016-05-05", "2026-09-01", &entry);
	duty_which which = { .kind = "query", .child_id = child };
	int n = -1;

	(void)query_duty(child, entry);
	(void)query_duty(child, 0);
	scene_want(change_begin(s.r, &any, &err), CNIS_OK, &err);
	scene_want(duty_end_all_tx(s.r, &which, DUTY_MET, change_today(s.r), "test.end", &n, &err),
	           CNIS_OK, &err);
	ck_assert_int_eq(n, 2);
	scene_want(duty_end_all_tx(s.r, &which, DUTY_MET, change_today(s.r), "test.end", &n, &err),
	           CNIS_OK, &err);
	ck_assert_int_eq(n, 0);
	scene_want(change_end(s.r, CNIS_OK, &err), CNIS_OK, &err);
}
END_TEST

START_TEST(an_open_entry_without_a_duty_is_never_written)
{
	int64_t entry = 0;
	int64_t child = family("2016-05-05", "2026-09-01", &entry);
	duty_which which = { .entry_id = entry };
	int64_t before = scene_ask(&s, "SELECT max(seq) FROM journal", 0, 0);

	scene_want(change_begin(s.r, &any, &err), CNIS_OK, &err);
	scene_want(
	    duty_end_all_tx(s.r, &which, DUTY_MET, change_today(s.r), "test.end", NULL, &err),
	    CNIS_OK, &err);
	ck_assert_int_eq(change_end(s.r, CNIS_OK, &err), CNIS_ECORRUPT);
	ck_assert_ptr_nonnull(strstr(err.message, "E1-"));
	ck_assert_int_eq(scene_ask(&s, "SELECT max(seq) FROM journal", 0, 0), before);
	/* the same for one that is touched without any */
	entry = scene_entry(&s, scene_child(&s, "2015-01-01"), "2026-09-01");
	scene_want(change_begin(s.r, &any, &err), CNIS_OK, &err);
	scene_want(change_touch(s.r, child + 1, &err), CNIS_OK, &err);
	ck_assert_int_eq(change_end(s.r, CNIS_OK, &err), CNIS_ECORRUPT);
	(void)entry;
}
END_TEST

START_TEST(the_owner_must_be_a_current_officer)
{
	int64_t child = family("2016-05-05", "2026-09-01", NULL);
	duty_new d = { 0 };
	int64_t id = 0;

	d.kind = "query";
	d.rule = "LOCAL.query";
	d.child_id = child;
	d.opened = scene_day("2026-09-01");
	d.due = scene_day("2026-09-09");
	d.lapse = CNIS_DAY_NONE;
	d.owner_id = 99;
	ck_assert_int_eq(open_one(&d, &id), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "owner");
	d.owner_id = 0;
	d.rule = "NO.such";
	ck_assert_int_eq(open_one(&d, &id), CNIS_EINVAL);
	d.rule = "LOCAL.query";
	d.opened = scene_day("2026-09-02");
	ck_assert_int_eq(open_one(&d, &id), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "opened");
}
END_TEST

START_TEST(a_duty_is_given_to_another_from_today)
{
	cnis_duty_query q = everything();
	int64_t child = family("2016-05-05", "2026-09-01", NULL);
	int64_t id = query_duty(child, 0);

	scene_as(&s, "boss", "2026-09-10");
	scene_want(cnis_duty_assign(s.r, id, "ann", &err), CNIS_OK, &err);
	q.owner = "ann";
	ck_assert_int_eq(count(&q), 1);
	q.as_at = scene_day("2026-09-09");
	ck_assert_int_eq(count(&q), 0);
	q.owner = "boss";
	ck_assert_int_eq(count(&q), 2);
	q.as_at = CNIS_DAY_NONE;
	ck_assert_int_eq(count(&q), 1);
	q.owner = "nobody";
	ck_assert_int_eq(cnis_duty_walk(s.r, &q, keep, NULL, &err), CNIS_ENOTFOUND);
	ck_assert_int_eq(cnis_duty_assign(s.r, id, "nobody", &err), CNIS_ENOTFOUND);
	ck_assert_int_eq(cnis_duty_assign(s.r, 999, "ann", &err), CNIS_ENOTFOUND);
	/* twice on one day: the last one has it */
	scene_want(cnis_duty_assign(s.r, id, "mary", &err), CNIS_OK, &err);
	(void)get(id);
	ck_assert_str_eq(last_owner, "mary");
}
END_TEST

START_TEST(a_local_duty_is_put_off_once_by_an_officer_further_by_a_manager)
{
	int64_t child = family("2016-05-05", "2026-09-01", NULL);
	int64_t id = query_duty(child, 0);
	int64_t second = 0;
	int64_t third = 0;
	cnis_day due = get(id).due;

	scene_as(&s, "ann", "2026-09-02");
	ck_assert_int_eq(cnis_duty_extend(s.r, id, due + 5, " ", &second, &err), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "reason");
	ck_assert_int_eq(cnis_duty_extend(s.r, id, due, "school is closed", &second, &err),
	                 CNIS_EINVAL);
	ck_assert_str_eq(err.field, "to");
	scene_want(cnis_duty_extend(s.r, id, due + 5, "school is closed", &second, &err), CNIS_OK,
	           &err);
	ck_assert_int_eq(get(id).due, due);
	ck_assert_str_eq(last_state, "superseded");
	ck_assert_int_eq(get(second).due, due + 5);
	ck_assert_int_eq(last.extends_id, id);
	ck_assert_int_eq(cnis_duty_extend(s.r, second, due + 9, "again", &third, &err),
	                 CNIS_EREFUSED);
	ck_assert_str_eq(err.rule, "LOCAL.duty.extend");
	scene_as(&s, "mary", "2026-09-02");
	scene_want(cnis_duty_extend(s.r, second, due + 9, "again", &third, &err), CNIS_OK, &err);
	ck_assert_int_eq(cnis_duty_extend(s.r, second, due + 9, "again", &third, &err),
	                 CNIS_EREFUSED);
	(void)get(third);
	ck_assert_str_eq(last_owner, "boss");
}
END_TEST

START_TEST(a_statutory_date_is_neither_put_off_nor_waived)
{
	int64_t entry = 0;
	int64_t child = family("2016-05-05", "2026-09-01", &entry);
	duty_new d = { 0 };
	int64_t id = 0;

	d.kind = "home_consideration";
	d.rule = "EA1996.436B.8";
	d.inputs = "{\"registered_on\": \"2026-09-01\"}";
	d.child_id = child;
	d.entry_id = entry;
	d.opened = scene_day("2026-09-01");
	d.due = CNIS_DAY_NONE;
	d.lapse = CNIS_DAY_NONE;
	scene_want(open_one(&d, &id), CNIS_OK, &err);
	ck_assert_int_eq(get(id).due, scene_day("2026-09-15"));
	ck_assert_int_eq(cnis_duty_extend(s.r, id, scene_day("2026-12-01"), "busy", NULL, &err),
	                 CNIS_EREFUSED);
	ck_assert_str_eq(err.rule, "EA1996.436B.8");
	ck_assert_int_eq(cnis_duty_waive(s.r, id, "busy", &err), CNIS_EREFUSED);
	ck_assert_str_eq(err.rule, "EA1996.436B.8");
}
END_TEST

START_TEST(a_manager_waives_with_a_reason_but_never_the_last_duty)
{
	int64_t entry = 0;
	int64_t child = family("2016-05-05", "2026-09-01", &entry);
	int64_t review =
	    scene_ask(&s, "SELECT id FROM duty WHERE child_id = %lld AND %lld = 0", child, 0);
	int64_t id = query_duty(child, entry);

	scene_as(&s, "ann", "2026-09-02");
	ck_assert_int_eq(cnis_duty_waive(s.r, id, "not needed", &err), CNIS_EPERM);
	ck_assert_ptr_nonnull(strstr(err.message, "manager"));
	scene_as(&s, "mary", "2026-09-02");
	ck_assert_int_eq(cnis_duty_waive(s.r, id, "", &err), CNIS_EINVAL);
	scene_want(cnis_duty_waive(s.r, id, "not needed", &err), CNIS_OK, &err);
	(void)get(id);
	ck_assert_str_eq(last_state, "waived");
	ck_assert_int_eq(cnis_duty_waive(s.r, review, "not needed", &err), CNIS_EREFUSED);
	ck_assert_str_eq(err.rule, "LOCAL.duty.waive");
	(void)get(review);
	ck_assert_str_eq(last_state, "open");
}
END_TEST

START_TEST(an_officer_with_open_duties_leaves_only_when_they_are_handed_over)
{
	int64_t child = family("2016-05-05", "2026-09-01", NULL);
	int64_t id = query_duty(child, 0);
	int64_t moved = 0;

	scene_want(cnis_duty_assign(s.r, id, "ann", &err), CNIS_OK, &err);
	ck_assert_int_eq(cnis_officer_end(s.r, "ann", NULL, &moved, &err), CNIS_EREFUSED);
	ck_assert_int_eq(cnis_officer_end(s.r, "ann", "ann", &moved, &err), CNIS_EINVAL);
	ck_assert_int_eq(cnis_officer_end(s.r, "ann", "nobody", &moved, &err), CNIS_ENOTFOUND);
	ck_assert_str_eq(err.field, "hand_to");
	scene_want(cnis_officer_end(s.r, "ann", "mary", &moved, &err), CNIS_OK, &err);
	ck_assert_int_eq(moved, 1);
	(void)get(id);
	ck_assert_str_eq(last_owner, "mary");
}
END_TEST

START_TEST(names_are_read_only_when_asked_for)
{
	cnis_duty_query q = everything();

	(void)family("2016-05-05", "2026-09-01", NULL);
	ck_assert_int_eq(count(&q), 1);
	ck_assert_str_eq(last_name, "-");
	q.with_names = true;
	ck_assert_int_eq(count(&q), 1);
	ck_assert_str_eq(last_name, "Robin Example");
	ck_assert_int_eq(last.priority, 0);
}
END_TEST

START_TEST(a_child_with_an_open_reason_has_priority)
{
	cnis_duty_query q = everything();
	int64_t child = family("2016-05-05", "2026-09-01", NULL);

	(void)scene_sql(
	    &s,
	    "INSERT INTO flag (child_id, kind, from_day, source, basis, recorded_at, rev)"
	    " VALUES (%lld, 'priority', %lld, 'this_authority', 's436a', :at, :rev)",
	    child, scene_day("2026-08-01"));
	ck_assert_int_eq(count(&q), 1);
	ck_assert_int_eq(last.priority, 1);
	(void)scene_sql(&s, "UPDATE flag SET to_day = %lld, rev = :rev", scene_day("2026-08-31"),
	                0);
	ck_assert_int_eq(count(&q), 1);
	ck_assert_int_eq(last.priority, 0);
}
END_TEST

START_TEST(pages_follow_one_another_without_gap)
{
	cnis_duty_query q = everything();
	int64_t seen = 0;
	int64_t child = family("2016-05-05", "2026-09-01", NULL);

	for (int i = 0; i < 6; i++)
		(void)query_duty(child, 0);
	q.limit = 3;
	for (int page = 0; page < 3; page++) {
		int64_t n = count(&q);

		ck_assert_int_eq(n, page < 2 ? 3 : 1);
		seen += n;
		q.after_due = last.due;
		q.after_id = last.id;
	}
	ck_assert_int_eq(seen, 7);
	ck_assert_int_eq(count(&q), 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("duty");
	TCase *tc = tcase_create("duty");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, the_rule_gives_the_due_day_and_the_last_day_it_can_exist);
	tcase_add_test(tc, working_days_skip_the_weekend_and_say_so);
	tcase_add_test(tc, school_days_fall_back_to_working_days_and_the_inputs_say_so);
	tcase_add_test(tc, a_duty_ends_once_and_keeps_its_due_day);
	tcase_add_test(tc, all_that_match_end_and_none_is_fine);
	tcase_add_test(tc, an_open_entry_without_a_duty_is_never_written);
	tcase_add_test(tc, the_owner_must_be_a_current_officer);
	tcase_add_test(tc, a_duty_is_given_to_another_from_today);
	tcase_add_test(tc, a_local_duty_is_put_off_once_by_an_officer_further_by_a_manager);
	tcase_add_test(tc, a_statutory_date_is_neither_put_off_nor_waived);
	tcase_add_test(tc, a_manager_waives_with_a_reason_but_never_the_last_duty);
	tcase_add_test(tc, an_officer_with_open_duties_leaves_only_when_they_are_handed_over);
	tcase_add_test(tc, names_are_read_only_when_asked_for);
	tcase_add_test(tc, a_child_with_an_open_reason_has_priority);
	tcase_add_test(tc, pages_follow_one_another_without_gap);
	tcase_set_timeout(tc, 60);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
