/* Settings, officers and the register itself. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cnis/calendar.h>
#include <cnis/officer.h>

#include "domain/calendar.h"
#include "domain/change.h"
#include "domain/officer.h"
#include "domain/setting.h"
#include "support.h"

static scene s;

static void
setup(void)
{
	scene_make(&s, "2026-11-21");
}

static void
teardown(void)
{
	scene_end(&s);
}

START_TEST(settings_are_ordered_by_name_and_say_why)
{
	for (size_t i = 0; i < cnis_setting_count(); i++) {
		const cnis_setting *a = cnis_setting_at(i);

		ck_assert(strlen(a->why) > 10);
		ck_assert_ptr_eq(cnis_setting_find(a->name), a);
		if (i > 0)
			ck_assert_int_lt(strcmp(cnis_setting_at(i - 1)->name, a->name), 0);
	}
	ck_assert_ptr_null(cnis_setting_at(cnis_setting_count()));
	ck_assert_ptr_null(cnis_setting_find("no.such"));
}
END_TEST

START_TEST(a_default_holds_until_a_dated_value)
{
	cnis_error err = { 0 };
	char buf[201];
	cnis_day from = 0;

	scene_want(cnis_setting_get(s.r, "query.days", CNIS_DAY_NONE, buf, &from, &err), CNIS_OK,
	           &err);
	ck_assert_str_eq(buf, "5");
	ck_assert_int_eq(from, CNIS_DAY_NONE);
	scene_want(cnis_setting_set(s.r, "query.days", "7", scene_day("2027-01-10"), &err), CNIS_OK,
	           &err);
	scene_want(cnis_setting_get(s.r, "query.days", scene_day("2027-01-09"), buf, NULL, &err),
	           CNIS_OK, &err);
	ck_assert_str_eq(buf, "5");
	scene_want(cnis_setting_set(s.r, "query.days", "9", scene_day("2027-02-01"), &err), CNIS_OK,
	           &err);
	scene_want(cnis_setting_get(s.r, "query.days", scene_day("2027-01-31"), buf, &from, &err),
	           CNIS_OK, &err);
	ck_assert_str_eq(buf, "7");
	ck_assert_int_eq(from, scene_day("2027-01-10"));
	scene_want(cnis_setting_get(s.r, "query.days", scene_day("2030-01-01"), buf, NULL, &err),
	           CNIS_OK, &err);
	ck_assert_str_eq(buf, "9");
	scene_as(&s, "boss", "2027-03-01");
	ck_assert_int_eq(cnis_setting_set(s.r, "query.days", "3", scene_day("2027-01-20"), &err),
	                 CNIS_EINVAL);
	ck_assert_str_eq(err.field, "from");
}
END_TEST

static void
value_on(const char *on, const char *want)
{
	cnis_error err = { 0 };
	char buf[201];

	scene_want(cnis_setting_get(s.r, "content.s436c2.b", scene_day(on), buf, NULL, &err),
	           CNIS_OK, &err);
	ck_assert_str_eq(buf, want);
}

/* Prescribed from a day to come, and then from an earlier one, or not after all. */
START_TEST(a_value_before_one_to_come_holds_until_that_one)
{
	static const char name[] = "content.s436c2.b";
	cnis_error err = { 0 };

	scene_want(cnis_setting_set(s.r, name, "yes", scene_day("2027-04-01"), &err), CNIS_OK,
	           &err);
	scene_want(cnis_setting_set(s.r, name, "yes", scene_day("2027-01-01"), &err), CNIS_OK,
	           &err);
	value_on("2026-12-31", "no");
	value_on("2027-01-01", "yes");
	value_on("2027-03-31", "yes");
	scene_want(cnis_setting_set(s.r, name, "no", scene_day("2027-02-01"), &err), CNIS_OK, &err);
	value_on("2027-01-31", "yes");
	value_on("2027-02-01", "no");
	value_on("2027-03-31", "no");
	value_on("2027-04-01", "yes");
	scene_want(cnis_setting_set(s.r, name, "yes", CNIS_DAY_NONE, &err), CNIS_OK, &err);
	value_on("2026-11-21", "yes");
	value_on("2027-02-01", "no");
}
END_TEST

static const struct {
	const char *name, *value;
	cnis_status want;
	const char *kept;
} values[] = {
	{ "query.days", "0", CNIS_OK, "0" },
	{ "query.days", "-1", CNIS_EINVAL, NULL },
	{ "query.days", "five", CNIS_EINVAL, NULL },
	{ "query.days", "5 ", CNIS_EINVAL, NULL },
	{ "review.first_months", "0", CNIS_EINVAL, NULL },
	{ "review.first_months", "6", CNIS_OK, "6" },
	{ "gate.ehc", "advise", CNIS_OK, "advise" },
	{ "gate.ehc", "adv", CNIS_EINVAL, NULL },
	{ "gate.ehc", "", CNIS_EINVAL, NULL },
	{ "law.s37.in_force_from", "1 Sep 2027", CNIS_OK, "2027-09-01" },
	{ "law.s37.in_force_from", "31/02/2027", CNIS_EINVAL, NULL },
	{ "rule.school_year.starts", "08-01", CNIS_OK, "08-01" },
	{ "rule.school_year.starts", "02-29", CNIS_EINVAL, NULL },
	{ "rule.school_year.starts", "8-1", CNIS_EINVAL, NULL },
	{ "gate.ehc.policy", "Policy 4, 2025", CNIS_OK, "Policy 4, 2025" },
	{ "gate.ehc.policy", "two\nlines", CNIS_EINVAL, NULL },
	{ "threshold.436c.hours", "7.5", CNIS_OK, "7.5" },
	{ "threshold.436c.hours", "10001", CNIS_EINVAL, NULL },
	{ "threshold.436c.hours", "", CNIS_OK, "" },
	{ "threshold.436c.share_of_period", "100", CNIS_OK, "100" },
	{ "threshold.436c.share_of_period", "100.01", CNIS_EINVAL, NULL },
	{ "threshold.436e.share_of_education", "150", CNIS_EINVAL, NULL },
	{ "threshold.436e.week_hours", "169", CNIS_EINVAL, NULL },
	{ "threshold.436e.week_hours", "25", CNIS_OK, "25" },
	{ "threshold.436c.period_weeks", "0", CNIS_EINVAL, NULL },
	{ "threshold.436c.period_weeks", "4", CNIS_OK, "4" },
	{ "no.such", "1", CNIS_ENOTFOUND, NULL },
};

START_TEST(a_value_is_checked_by_its_type)
{
	cnis_error err = { 0 };
	char buf[201];

	scene_want(cnis_setting_set(s.r, values[_i].name, values[_i].value, CNIS_DAY_NONE, &err),
	           values[_i].want, &err);
	if (values[_i].kept == NULL)
		return;
	scene_want(cnis_setting_get(s.r, values[_i].name, CNIS_DAY_NONE, buf, NULL, &err), CNIS_OK,
	           &err);
	ck_assert_str_eq(buf, values[_i].kept);
}
END_TEST

START_TEST(a_section_is_in_force_from_its_date_even_when_we_hear_of_it_later)
{
	cnis_error err = { 0 };
	bool in = true;

	scene_want(setting_in_force(s.r, 38, scene_day("2026-11-21"), &in, &err), CNIS_OK, &err);
	ck_assert(!in);
	scene_want(
	    cnis_setting_set(s.r, "law.s38.in_force_from", "2026-09-01", CNIS_DAY_NONE, &err),
	    CNIS_OK, &err);
	scene_want(setting_in_force(s.r, 38, scene_day("2026-09-01"), &in, &err), CNIS_OK, &err);
	ck_assert(in);
	scene_want(setting_in_force(s.r, 38, scene_day("2026-08-31"), &in, &err), CNIS_OK, &err);
	ck_assert(!in);
	scene_want(setting_in_force(s.r, 39, scene_day("2026-11-21"), &in, &err), CNIS_OK, &err);
	ck_assert(!in);
}
END_TEST

START_TEST(only_an_administrator_sets)
{
	cnis_error err = { 0 };

	(void)scene_officer(&s, "ann", CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER);
	scene_as(&s, "ann", "2026-11-21");
	ck_assert_int_eq(cnis_setting_set(s.r, "query.days", "6", CNIS_DAY_NONE, &err), CNIS_EPERM);
	ck_assert_ptr_nonnull(strstr(err.message, "administrator"));
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM setting", 0, 0), 0);
}
END_TEST

START_TEST(setting_the_same_value_leaves_no_entry)
{
	cnis_error err = { 0 };
	int64_t before;

	scene_want(cnis_setting_set(s.r, "query.days", "6", CNIS_DAY_NONE, &err), CNIS_OK, &err);
	before = scene_ask(&s, "SELECT max(seq) FROM journal", 0, 0);
	scene_want(cnis_setting_set(s.r, "query.days", "6", CNIS_DAY_NONE, &err), CNIS_OK, &err);
	ck_assert_int_eq(scene_ask(&s, "SELECT max(seq) FROM journal", 0, 0), before);
}
END_TEST

START_TEST(init_makes_the_caller_administrator_officer_and_manager)
{
	ck_assert_uint_eq(cnis_register_roles(s.r),
	                  CNIS_ROLE_ADMINISTRATOR | CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER);
	ck_assert_str_eq(cnis_register_authority(s.r), "302");
	ck_assert(cnis_register_demonstration(s.r));
	ck_assert_int_eq(cnis_register_today(s.r), scene_day("2026-11-21"));
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT count(*) FROM journal WHERE kind = 'register.init'", 0, 0), 1);
}
END_TEST

START_TEST(init_refuses_what_is_wrong_and_leaves_nothing)
{
	cnis_init_options o = { .size = sizeof(o),
		                .authority = "999",
		                .login = "boss",
		                .name = "A Manager",
		                .s37 = CNIS_DAY_NONE,
		                .s38 = CNIS_DAY_NONE,
		                .s39 = CNIS_DAY_NONE };
	char path[160];
	cnis_error err = { 0 };

	ck_assert(snprintf(path, sizeof(path), "%s/other.cnis", s.dir) > 0);
	ck_assert_int_eq(cnis_register_init(path, &o, &err), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "authority");
	o.authority = "302";
	o.now = 1;
	ck_assert_int_eq(cnis_register_init(path, &o, &err), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "now");
	o.now = 0;
	o.login = "two words";
	ck_assert_int_eq(cnis_register_init(path, &o, &err), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "login");
	ck_assert_int_ne(access(path, F_OK), 0);
	o.login = "boss";
	ck_assert_int_eq(cnis_register_init(s.path, &o, &err), CNIS_EEXISTS);
}
END_TEST

START_TEST(a_live_register_has_no_clock_to_set)
{
	cnis_init_options o = { .size = sizeof(o),
		                .authority = "302",
		                .login = "boss",
		                .name = "A Manager",
		                .s37 = CNIS_DAY_NONE,
		                .s38 = CNIS_DAY_NONE,
		                .s39 = CNIS_DAY_NONE };
	cnis_open_options open = { .size = sizeof(open), .login = "boss", .now = 1 };
	cnis_register *r = NULL;
	char path[160];
	cnis_error err = { 0 };

	ck_assert(snprintf(path, sizeof(path), "%s/live.cnis", s.dir) > 0);
	scene_want(cnis_register_init(path, &o, &err), CNIS_OK, &err);
	ck_assert_int_eq(cnis_register_open(path, &open, &r, &err), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "now");
	ck_assert_ptr_null(r);
	open.now = 0;
	open.login = "nobody-here";
	ck_assert_int_eq(cnis_register_open(path, &open, &r, &err), CNIS_EPERM);
	ck_assert_ptr_null(r);
}
END_TEST

START_TEST(an_officer_is_added_given_roles_and_ended)
{
	cnis_error err = { 0 };
	int64_t id = scene_officer(&s, "ann", 0);
	int64_t found = 0;
	unsigned roles = 0;
	cnis_officer_new again = { sizeof(again), "ann", "Ann", NULL, 0 };

	ck_assert_int_eq(cnis_officer_add(s.r, &again, NULL, &err), CNIS_EEXISTS);
	scene_want(cnis_officer_role(s.r, "ann", CNIS_ROLE_MANAGER, true, &err), CNIS_OK, &err);
	ck_assert_int_eq(cnis_officer_role(s.r, "ann", CNIS_ROLE_MANAGER, true, &err),
	                 CNIS_EEXISTS);
	scene_want(officer_roles(s.r, id, scene_day("2026-11-21"), &roles, &err), CNIS_OK, &err);
	ck_assert_uint_eq(roles, CNIS_ROLE_MANAGER | CNIS_ROLE_OFFICER);
	scene_want(cnis_officer_role(s.r, "ann", CNIS_ROLE_MANAGER, false, &err), CNIS_OK, &err);
	scene_want(officer_roles(s.r, id, scene_day("2026-11-21"), &roles, &err), CNIS_OK, &err);
	ck_assert_uint_eq(roles, CNIS_ROLE_OFFICER);
	ck_assert_int_eq(cnis_officer_role(s.r, "ann", 3, true, &err), CNIS_EINVAL);
	scene_want(cnis_officer_end(s.r, "ann", NULL, NULL, &err), CNIS_OK, &err);
	ck_assert_int_eq(officer_find(s.r, "ann", scene_day("2026-11-21"), &found, &err),
	                 CNIS_ENOTFOUND);
	ck_assert_int_eq(cnis_officer_end(s.r, "ann", NULL, NULL, &err), CNIS_ENOTFOUND);
	scene_want(cnis_officer_add(s.r, &again, NULL, &err), CNIS_OK, &err);
}
END_TEST

START_TEST(the_last_administrator_stays)
{
	cnis_error err = { 0 };

	ck_assert_int_eq(cnis_officer_end(s.r, "boss", NULL, NULL, &err), CNIS_EREFUSED);
	ck_assert_int_eq(cnis_officer_role(s.r, "boss", CNIS_ROLE_ADMINISTRATOR, false, &err),
	                 CNIS_EREFUSED);
	(void)scene_officer(&s, "ann", CNIS_ROLE_ADMINISTRATOR);
	scene_want(cnis_officer_role(s.r, "boss", CNIS_ROLE_ADMINISTRATOR, false, &err), CNIS_OK,
	           &err);
}
END_TEST

START_TEST(a_failed_begin_inside_abandons_the_whole_change)
{
	const change_spec outer = { .kind = "test.outer" };
	const change_spec inner = { .kind = "test.inner", .roles = CNIS_ROLE_EXPORTER };
	cnis_error err = { 0 };

	scene_want(change_begin(s.r, &outer, &err), CNIS_OK, &err);
	scene_want(setting_set_tx(s.r, "query.days", "8", CNIS_DAY_NONE, &err), CNIS_OK, &err);
	ck_assert_int_eq(change_begin(s.r, &inner, &err), CNIS_EPERM);
	ck_assert_int_eq(change_end(s.r, CNIS_EPERM, &err), CNIS_EPERM);
	ck_assert_int_eq(change_end(s.r, CNIS_OK, &err), CNIS_EINVAL);
	ck_assert(!store_in_transaction(s.r->st));
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM setting", 0, 0), 0);
}
END_TEST

START_TEST(an_inner_change_commits_with_the_outer_one)
{
	const change_spec outer = { .kind = "test.outer" };
	cnis_error err = { 0 };
	int64_t before = scene_ask(&s, "SELECT max(seq) FROM journal", 0, 0);

	scene_want(change_begin(s.r, &outer, &err), CNIS_OK, &err);
	scene_want(cnis_setting_set(s.r, "query.days", "8", CNIS_DAY_NONE, &err), CNIS_OK, &err);
	ck_assert(store_in_transaction(s.r->st));
	scene_want(change_expect(s.r, "setting", 1, change_rev(s.r), &err), CNIS_OK, &err);
	ck_assert_int_eq(change_expect(s.r, "setting", 1, 1, &err), CNIS_ECONFLICT);
	ck_assert_int_eq(change_expect(s.r, "setting", 99, 1, &err), CNIS_ENOTFOUND);
	ck_assert_int_eq(change_expect(s.r, "no_table", 1, 1, &err), CNIS_EINVAL);
	scene_want(change_end(s.r, CNIS_OK, &err), CNIS_OK, &err);
	ck_assert_int_eq(scene_ask(&s, "SELECT max(seq) FROM journal", 0, 0), before + 1);
	ck_assert_int_eq(cnis_register_seq(s.r), before + 1);
}
END_TEST

START_TEST(a_calendar_is_laid_over_the_bank_holidays)
{
	const cnis_calendar_day days[] = {
		{ scene_day("2026-12-21"), "closed", "Christmas holiday" },
		{ scene_day("2026-12-25"), "closed", NULL },
		{ scene_day("2026-12-19"), "open", "Saturday school" },
	};
	cnis_error err = { 0 };
	calendar_loaded cal = { 0 };
	cnis_day today = scene_day("2026-11-21");
	int64_t n = 0;

	scene_want(calendar_load(s.r, "authority", today, &cal, &err), CNIS_OK, &err);
	ck_assert(!cal.found);
	calendar_clear(&cal);
	scene_want(cnis_calendar_add(s.r, "authority", days, 3, &n, &err), CNIS_OK, &err);
	ck_assert_int_eq(n, 3);
	scene_want(cnis_calendar_add(s.r, "authority", days, 3, &n, &err), CNIS_OK, &err);
	ck_assert_int_eq(n, 0);
	scene_want(calendar_load(s.r, "authority", today, &cal, &err), CNIS_OK, &err);
	ck_assert(cal.found);
	ck_assert_int_eq(cal.rule.known_from, scene_day("2026-12-19"));
	ck_assert_int_eq(cal.rule.known_to, scene_day("2026-12-25"));
	ck_assert_uint_eq(cal.rule.n_open, 1);
	ck_assert_uint_eq(cal.rule.n_closed, cnis_rule_england()->n_closed + 1);
	for (size_t i = 1; i < cal.rule.n_closed; i++)
		ck_assert_int_lt(cal.rule.closed[i - 1], cal.rule.closed[i]);
	calendar_clear(&cal);
	scene_want(calendar_load(s.r, "123456", today, &cal, &err), CNIS_OK, &err);
	ck_assert(cal.found);
	calendar_clear(&cal);
}
END_TEST

START_TEST(a_calendar_refuses_what_it_does_not_know)
{
	const cnis_calendar_day bad = { scene_day("2026-12-21"), "half", NULL };
	const cnis_calendar_day good = { scene_day("2026-12-21"), "closed", NULL };
	cnis_error err = { 0 };

	ck_assert_int_eq(cnis_calendar_add(s.r, "authority", &bad, 1, NULL, &err), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "days[0]");
	ck_assert_int_eq(cnis_calendar_add(s.r, "wales", &good, 1, NULL, &err), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "calendar");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("setting");
	TCase *tc = tcase_create("setting");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, settings_are_ordered_by_name_and_say_why);
	tcase_add_test(tc, a_default_holds_until_a_dated_value);
	tcase_add_test(tc, a_value_before_one_to_come_holds_until_that_one);
	tcase_add_loop_test(tc, a_value_is_checked_by_its_type, 0,
	                    (int)(sizeof(values) / sizeof(values[0])));
	tcase_add_test(tc, a_section_is_in_force_from_its_date_even_when_we_hear_of_it_later);
	tcase_add_test(tc, only_an_administrator_sets);
	tcase_add_test(tc, setting_the_same_value_leaves_no_entry);
	tcase_add_test(tc, init_makes_the_caller_administrator_officer_and_manager);
	tcase_add_test(tc, init_refuses_what_is_wrong_and_leaves_nothing);
	tcase_add_test(tc, a_live_register_has_no_clock_to_set);
	tcase_add_test(tc, an_officer_is_added_given_roles_and_ended);
	tcase_add_test(tc, the_last_administrator_stays);
	tcase_add_test(tc, a_failed_begin_inside_abandons_the_whole_change);
	tcase_add_test(tc, an_inner_change_commits_with_the_outer_one);
	tcase_add_test(tc, a_calendar_is_laid_over_the_bank_holidays);
	tcase_add_test(tc, a_calendar_refuses_what_it_does_not_know);
	tcase_set_timeout(tc, 60);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
