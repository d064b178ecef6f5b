/* What the adults of a child were told. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/duty.h>
#include <cnis/flag.h>
#include <cnis/setting.h>
#include <cnis/told.h>
#include <cnis/withdrawal.h>

#include "family.h"

#define NOW "2026-11-20"

static scene s;
static cnis_error err;
static int64_t child, parent;

static void
setup(void)
{
	err = (cnis_error){ 0 };
	scene_make(&s, NOW);
	child = scene_child(&s, "2015-03-01");
	parent = family_parent(&s, child);
}

static void
teardown(void)
{
	scene_end(&s);
}

static cnis_told_new
notice(void)
{
	return (cnis_told_new){ .size = sizeof(cnis_told_new),
		                .child_id = child,
		                .person_id = parent,
		                .kind = "privacy_notice",
		                .version = "2026-09",
		                .on = scene_day("2026-11-18"),
		                .method = "post" };
}

static cnis_status
keep(const cnis_told *t, void *payload, cnis_error *reterr)
{
	char *text = payload;

	(void)reterr;
	ck_assert_int_eq(t->person_id, parent);
	ck_assert_str_eq(t->officer, "boss");
	strcat(text, t->kind);
	strcat(text, " ");
	strcat(text, t->version);
	strcat(text, " ");
	strcat(text, t->language);
	strcat(text, "; ");
	return CNIS_OK;
}

START_TEST(what_was_told_is_listed_newest_first)
{
	cnis_told_new n = notice();
	char text[200] = "";
	int64_t id = 0;

	scene_want(cnis_told_add(s.r, &n, &id, &err), CNIS_OK, &err);
	ck_assert_int_gt(id, 0);
	n.kind = "what_we_hold";
	n.version = NULL;
	n.language = "bfi";
	n.on = scene_day("2026-11-19");
	scene_want(cnis_told_add(s.r, &n, &id, &err), CNIS_OK, &err);
	scene_want(cnis_told_walk(s.r, child, keep, text, &err), CNIS_OK, &err);
	ck_assert_str_eq(text, "what_we_hold 2026-11-19 bfi; privacy_notice 2026-09 en; ");
	ck_assert_int_eq(cnis_told_walk(s.r, 999, keep, text, &err), CNIS_ENOTFOUND);
}
END_TEST

START_TEST(the_version_in_use_is_taken_when_none_is_said)
{
	cnis_told_new n = notice();
	char text[200] = "";
	int64_t id = 0;

	n.version = NULL;
	n.kind = "support_pack";
	ck_assert_int_eq(cnis_told_add(s.r, &n, &id, &err), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "version");
	scene_want(cnis_setting_set(s.r, "told.support_pack.version", "7th",
	                            scene_day("2026-11-01"), &err),
	           CNIS_OK, &err);
	scene_want(cnis_told_add(s.r, &n, &id, &err), CNIS_OK, &err);
	scene_want(cnis_told_walk(s.r, child, keep, text, &err), CNIS_OK, &err);
	ck_assert_str_eq(text, "support_pack 7th en; ");
}
END_TEST

START_TEST(the_same_is_not_recorded_twice)
{
	cnis_told_new n = notice();
	int64_t id = 0;

	scene_want(cnis_told_add(s.r, &n, &id, &err), CNIS_OK, &err);
	ck_assert_int_eq(cnis_told_add(s.r, &n, &id, &err), CNIS_EEXISTS);
	n.on = scene_day("2026-11-19"); /* sent again, because it came back */
	scene_want(cnis_told_add(s.r, &n, &id, &err), CNIS_OK, &err);
}
END_TEST

static const struct bad {
	const char *field;
	cnis_told_new n;
} bads[] = {
	{ "kind", { .kind = "postcard" } },
	{ "method", { .method = "pigeon" } },
	{ "language", { .language = "English" } },
	{ "language", { .language = "EN" } },
	{ "language", { .language = "e" } },
	{ "on", { .on = 30000 } },
	{ "on", { .on = 16000 } },
	{ "version", { .version = "\xe2\x80\xae" } },
	{ "version",
	  { .version = "0123456789012345678901234567890123456789012345678901234567890" } },
};

START_TEST(what_is_wrong_is_not_kept)
{
	const cnis_told_new *b = &bads[_i].n;
	cnis_told_new n = notice();
	int64_t id = 0;

	n.kind = b->kind ? b->kind : n.kind;
	n.method = b->method ? b->method : n.method;
	n.language = b->language;
	n.version = b->version ? b->version : n.version;
	n.on = b->on ? b->on : n.on;
	ck_assert_int_eq(cnis_told_add(s.r, &n, &id, &err), CNIS_EINVAL);
	ck_assert_str_eq(err.field, bads[_i].field);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM told", 0, 0), 0);
}
END_TEST

START_TEST(somebody_of_the_family_is_told)
{
	cnis_told_new n = notice();
	int64_t id = 0;

	n.person_id = 0;
	ck_assert_int_eq(cnis_told_add(s.r, &n, &id, &err), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "person");
	n.person_id = family_parent(&s, scene_child(&s, "2013-01-01"));
	ck_assert_int_eq(cnis_told_add(s.r, &n, &id, &err), CNIS_EINVAL);
	n.person_id = 999;
	ck_assert_int_eq(cnis_told_add(s.r, &n, &id, &err), CNIS_ENOTFOUND);
	n.person_id = parent;
	n.child_id = 999;
	ck_assert_int_eq(cnis_told_add(s.r, &n, &id, &err), CNIS_ENOTFOUND);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM told", 0, 0), 0);
}
END_TEST

START_TEST(siblings_are_told_of_in_the_same_go_or_not_at_all)
{
	cnis_told_new n = notice();
	int64_t id = 0, sibling = scene_child(&s, "2013-01-01");
	int64_t stranger = scene_child(&s, "2012-01-01");

	scene_sql(&s,
	          "INSERT INTO relationship (child_id, person_id, kind, responsibility, has_care,"
	          " educates, source, basis, recorded_at, rev) SELECT %lld, %lld, 'mother', 'yes',"
	          " 'yes', 'unknown', 'parent', 's436a', :at, :rev",
	          sibling, parent);
	n.also = (const int64_t[]){ sibling };
	n.n_also = 1;
	scene_want(cnis_told_add(s.r, &n, &id, &err), CNIS_OK, &err);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(DISTINCT child_id) FROM told", 0, 0), 2);
	n.on = scene_day("2026-11-19");
	n.also = (const int64_t[]){ stranger };
	ck_assert_int_eq(cnis_told_add(s.r, &n, &id, &err), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "also");
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM told", 0, 0), 2);
}
END_TEST

/* ---- the duty to give the privacy notice ----------------------------------------------------- */

static void
school_says(const char *on)
{
	cnis_withdrawal_new n = { .size = sizeof(n),
		                  .child_id = child,
		                  .notified_by = "school",
		                  .notified = scene_day(on),
		                  .leave = scene_day("2026-12-18"),
		                  .school_name = "Netherwick High",
		                  .placement = "mainstream" };
	int64_t id = 0;

	scene_want(cnis_withdrawal_notify(s.r, &n, &id, &err), CNIS_OK, &err);
}

START_TEST(data_from_somebody_else_make_the_notice_due_within_a_month)
{
	cnis_told_new n = notice();
	int64_t id = 0, other = family_parent(&s, child);

	school_says("2026-11-10");
	ck_assert_int_eq(family_due(&s, child, "privacy_notice"), scene_day("2026-12-10"));
	/* each parent who can be reached, separately; a pack is another thing */
	scene_want(cnis_told_add(s.r, &n, &id, &err), CNIS_OK, &err);
	ck_assert_int_eq(family_duties(&s, child, "privacy_notice", "open"), 1);
	n.person_id = other;
	n.kind = "support_pack";
	scene_want(cnis_told_add(s.r, &n, &id, &err), CNIS_OK, &err);
	ck_assert_int_eq(family_duties(&s, child, "privacy_notice", "open"), 1);
	n.kind = "privacy_notice";
	n.on = scene_day("2026-11-19");
	scene_want(cnis_told_add(s.r, &n, &id, &err), CNIS_OK, &err);
	ck_assert_int_eq(family_duties(&s, child, "privacy_notice", "met"), 1);
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT ended_day FROM duty WHERE kind = 'privacy_notice'", 0, 0),
	    scene_day("2026-11-19"));
}
END_TEST

START_TEST(who_has_the_notice_is_owed_none)
{
	cnis_told_new n = notice();
	int64_t id = 0;

	n.on = scene_day("2026-11-02");
	scene_want(cnis_told_add(s.r, &n, &id, &err), CNIS_OK, &err);
	school_says("2026-11-10");
	ck_assert_int_eq(family_duties(&s, child, "privacy_notice", "open"), 0);
}
END_TEST

START_TEST(a_manager_decides_that_telling_would_defeat_the_purpose)
{
	int64_t duty;
	school_says("2026-11-10");
	duty = scene_ask(&s, "SELECT id FROM duty WHERE kind = 'privacy_notice'", 0, 0);
	ck_assert_int_eq(cnis_duty_extend(s.r, duty, scene_day("2027-01-01"), "later", NULL, &err),
	                 CNIS_EREFUSED);
	ck_assert_int_eq(cnis_duty_meet(s.r, duty, scene_day(NOW), "done", &err), CNIS_EREFUSED);
	scene_want(cnis_duty_waive(s.r, duty, "Art. 14(5)(b)", &err), CNIS_OK, &err);
}
END_TEST

static void
somebody_says(const char *source, const char *kind, const char *received)
{
	cnis_flag_new n = { .size = sizeof(n), .child_id = child, .kind = kind };
	int64_t id = 0;

	n.fact.source = source;
	n.fact.from = scene_day("2026-11-01");
	n.fact.received = scene_day(received);
	scene_want(cnis_flag_add(s.r, &n, &id, &err), CNIS_OK, &err);
}

START_TEST(what_another_service_says_later_makes_the_notice_due_from_the_day_it_came)
{
	(void)family_entry(&s, child, "2026-11-02");
	somebody_says("parent", "early_help", "2026-11-03");
	somebody_says("this_authority", "young_carer", "2026-11-04");
	ck_assert_int_eq(family_duties(&s, child, "privacy_notice", "open"), 0);
	somebody_says("send_team", "ehc_plan", "2026-11-10");
	ck_assert_int_eq(family_due(&s, child, "privacy_notice"), scene_day("2026-12-10"));
	somebody_says("health", "priority", "2026-11-12");
	ck_assert_int_eq(family_duties(&s, child, "privacy_notice", "open"), 1);
}
END_TEST

/* A clock that everybody sees would tell of it. */
START_TEST(what_not_everybody_is_told_of_starts_no_clock)
{
	(void)family_entry(&s, child, "2026-11-02");
	somebody_says("social_care", "child_in_need", "2026-11-10");
	somebody_says("police", "concern", "2026-11-10");
	ck_assert_int_eq(family_duties(&s, child, "privacy_notice", "open"), 0);
}
END_TEST

START_TEST(nobody_is_owed_a_notice_of_a_child_nobody_works_with)
{
	somebody_says("send_team", "early_help", "2026-11-10");
	ck_assert_int_eq(family_duties(&s, child, "privacy_notice", "open"), 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("told");
	TCase *tc = tcase_create("told");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, what_was_told_is_listed_newest_first);
	tcase_add_test(tc, the_version_in_use_is_taken_when_none_is_said);
	tcase_add_test(tc, the_same_is_not_recorded_twice);
	tcase_add_loop_test(tc, what_is_wrong_is_not_kept, 0,
	                    (int)(sizeof(bads) / sizeof(bads[0])));
	tcase_add_test(tc, somebody_of_the_family_is_told);
	tcase_add_test(tc, siblings_are_told_of_in_the_same_go_or_not_at_all);
	tcase_add_test(tc, data_from_somebody_else_make_the_notice_due_within_a_month);
	tcase_add_test(tc, who_has_the_notice_is_owed_none);
	tcase_add_test(tc, a_manager_decides_that_telling_would_defeat_the_purpose);
	tcase_add_test(tc,
	               what_another_service_says_later_makes_the_notice_due_from_the_day_it_came);
	tcase_add_test(tc, what_not_everybody_is_told_of_starts_no_clock);
	tcase_add_test(tc, nobody_is_owed_a_notice_of_a_child_nobody_works_with);
	tcase_set_timeout(tc, 60);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
