/* Why: the answer equals what was kept, and tells nobody what they may not know. */
#include <check.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/reference.h>
#include <cnis/setting.h>
#include <cnis/why.h>

#include "domain/change.h"
#include "domain/duty.h"
#include "support.h"

static scene s;
static cnis_error err;

static void
setup(void)
{
	err = (cnis_error){ 0 };
	scene_make(&s, "2026-09-01");
	(void)scene_officer(&s, "sally", CNIS_ROLE_OFFICER | CNIS_ROLE_SAFEGUARDING);
}

static void
teardown(void)
{
	scene_end(&s);
}

typedef struct heard {
	int lines, due, consent;
	bool agrees;
	char all[16384];
} heard;

static cnis_status
listen(const cnis_why_line *l, void *payload, cnis_error *reterr)
{
	heard *h = payload;
	size_t n = strlen(h->all);

	(void)reterr;
	h->lines++;
	h->due += strcmp(l->topic, "due") == 0;
	h->consent += strcmp(l->topic, "consent") == 0;
	h->agrees = h->agrees && l->agrees;
	(void)snprintf(h->all + n, sizeof(h->all) - n, "%s|%s|%s|%s|%s|%s|%s\n", l->topic, l->text,
	               l->rule, l->kind, l->citation, l->address, l->inputs);
	return CNIS_OK;
}

static heard
ask(char kind, int64_t id, bool family)
{
	heard h = { .agrees = true };

	scene_want(cnis_why(s.r, kind, id, family, listen, &h, &err), CNIS_OK, &err);
	return h;
}

static void
tells_no_cause(const heard *h)
{
	static const char *const words[] = { "s47", "s. 47", "protection", "enquir", "harm" };
	char low[sizeof(h->all)];
	size_t i = 0;

	for (; h->all[i] != '\0'; i++)
		low[i] = (char)tolower((unsigned char)h->all[i]);
	low[i] = '\0';
	for (size_t w = 0; w < sizeof(words) / sizeof(words[0]); w++)
		ck_assert_msg(strstr(low, words[w]) == NULL, "'%s' in: %s", words[w], h->all);
}

#define DAYS "{\"from\": \"2026-08-31\", \"days\": 5, \"unit\": \"working\", \"day_one\": \"next\"}"
#define NOW  "{\"from\": \"2026-09-01\", \"days\": 0, \"unit\": \"calendar\", \"day_one\": \"next\"}"
static const struct {
	const char *kind, *rule, *inputs, *due;
} duties[] = {
	{ "home_consideration", "EA1996.436B.8", "{\"registered_on\": \"2026-09-01\"}",
	  "2026-09-15" },
	{ "review", "LOCAL.review.yearly",
	  "{\"registered_on\": \"2026-09-01\", \"last_reviewed_on\": null, \"first_months\": 3,"
	  " \"yearly_months\": 12, \"next_on\": null}",
	  "2026-12-01" },
	{ "review", "LOCAL.review.yearly",
	  "{\"registered_on\": \"2025-09-01\", \"last_reviewed_on\": \"2026-08-01\","
	  " \"first_months\": 3, \"yearly_months\": 12, \"next_on\": \"2027-01-15\"}",
	  "2027-01-15" },
	{ "ehc_review", "CFA2014.44.1", "{\"last_review_on\": \"2026-03-31\"}", "2027-03-30" },
	{ "consider_436h5", "LOCAL.s436h5.consider",
	  "{\"from\": \"2026-09-01\", \"days\": 5, \"unit\": \"calendar\", \"day_one\": \"same\"}",
	  "2026-09-05" },
	{ "sign_off", "LOCAL.review.sign-off", DAYS, "2026-09-07" },
	{ "more_information", "LOCAL.review.more-information", DAYS, "2026-09-07" },
	{ "unsuitable_next_step", "LOCAL.review.unsuitable", DAYS, "2026-09-07" },
	{ "consent_decide", "LOCAL.consent.decide", DAYS, "2026-09-07" },
	{ "consent_check", "LOCAL.consent.check", DAYS, "2026-09-07" },
	{ "consent_serve", "LOCAL.consent.serve", DAYS, "2026-09-07" },
	{ "consent_pass", "LOCAL.consent.pass", DAYS, "2026-09-07" },
	{ "await_authority", "LOCAL.consent.await", DAYS, "2026-09-07" },
	{ "glass_review", "LOCAL.glass.review", DAYS, "2026-09-07" },
	{ "glass_manager", "LOCAL.glass.review", DAYS, "2026-09-07" },
	{ "duplicate_alert", "LOCAL.duplicate.alert", DAYS, "2026-09-07" },
	{ "await_receipt", "LOCAL.forward.receipt", DAYS, "2026-09-07" },
	{ "data_incident", "LOCAL.data-incident", DAYS, "2026-09-07" },
	{ "intake_receipt", "LOCAL.intake.receipt", DAYS, "2026-09-07" },
	{ "tell_authority", "LOCAL.forward.send", DAYS, "2026-09-07" },
	{ "manager_withdrawal", "LOCAL.withdrawal.manager", NOW, "2026-09-01" },
	{ "register_child", "LOCAL.withdrawal.register", DAYS, "2026-09-07" },
	{ "speak_social_care", "LOCAL.social-care.speak", DAYS, "2026-09-07" },
	{ "missing_enquiry", "LOCAL.cme.enquiry", DAYS, "2026-09-07" },
	{ "query", "LOCAL.query", DAYS, "2026-09-07" },
};

static int64_t
open_duty(const char *kind, const char *rule, const char *inputs, int64_t child, int64_t entry,
          int64_t withdrawal)
{
	const change_spec any = { .kind = "test.duty" };
	duty_new d = { .kind = kind, .rule = rule, .inputs = inputs };
	int64_t id = 0;
	cnis_status st;

	d.child_id = child;
	d.entry_id = entry;
	d.withdrawal_id = withdrawal;
	d.opened = scene_day("2026-09-01");
	d.due = CNIS_DAY_NONE;
	d.lapse = CNIS_DAY_NONE;
	scene_want(change_begin(s.r, &any, &err), CNIS_OK, &err);
	st = duty_open_tx(s.r, &d, &id, &err);
	scene_want(change_end(s.r, st, &err), CNIS_OK, &err);
	return id;
}

START_TEST(why_equals_the_duty_for_every_rule)
{
	int64_t child = scene_child(&s, "2016-05-05");
	int64_t id = open_duty(duties[_i].kind, duties[_i].rule, duties[_i].inputs, child, 0, 0);
	heard h = ask(CNIS_REF_DUTY, id, false);

	ck_assert_int_eq(scene_ask(&s, "SELECT due_day FROM duty WHERE id = %lld", id, 0),
	                 scene_day(duties[_i].due));
	ck_assert_int_eq(h.due, 1);
	ck_assert_msg(h.agrees, "%s", h.all);
	ck_assert_ptr_nonnull(strstr(h.all, duties[_i].rule));
	ck_assert_msg(strstr(h.all, duties[_i].due) != NULL, "%s", h.all);
	h = ask(CNIS_REF_DUTY, id, true);
	ck_assert_int_eq(h.due, 1);
	tells_no_cause(&h);
}
END_TEST

START_TEST(a_date_put_off_and_an_ended_duty_are_explained)
{
	int64_t child = scene_child(&s, "2016-05-05");
	int64_t id = open_duty("query", "LOCAL.query", DAYS, child, 0, 0);
	int64_t now = 0;
	heard h;

	scene_want(
	    cnis_duty_extend(s.r, id, scene_day("2026-09-20"), "a s47 enquiry is open", &now, &err),
	    CNIS_OK, &err);
	h = ask(CNIS_REF_DUTY, now, false);
	ck_assert(h.agrees);
	ck_assert_ptr_nonnull(strstr(h.all, "first due on 2026-09-07, put off to 2026-09-20: a"));
	h = ask(CNIS_REF_DUTY, now, true);
	tells_no_cause(&h);
	h = ask(CNIS_REF_DUTY, id, false);
	ck_assert_ptr_nonnull(strstr(h.all, "superseded on 2026-09-01 by boss (duty.extend)"));
	h = ask(CNIS_REF_DUTY, id, true);
	ck_assert_ptr_null(strstr(h.all, "boss"));
}
END_TEST

START_TEST(a_due_day_that_does_not_follow_is_said)
{
	int64_t id = open_duty("query", "LOCAL.query", DAYS, scene_child(&s, "2016-05-05"), 0, 0);
	heard h;

	(void)scene_sql(&s, "UPDATE duty SET inputs = replace(inputs, ': 5', ': 6'), rev = :rev", 0,
	                0);
	h = ask(CNIS_REF_DUTY, id, false);
	ck_assert(!h.agrees);
	ck_assert_ptr_nonnull(strstr(h.all, "it was kept as 2026-09-07"));
	(void)scene_sql(&s, "UPDATE duty SET inputs = '{}', rev = :rev", 0, 0);
	h = ask(CNIS_REF_DUTY, id, false);
	ck_assert(!h.agrees);
}
END_TEST

START_TEST(a_child_is_explained_by_age_and_eligibility)
{
	int64_t child = scene_child(&s, "2016-05-05");
	int64_t entry = scene_entry(&s, child, "2026-09-01");
	heard h;

	(void)open_duty("query", "LOCAL.query", DAYS, child, entry, 0);
	h = ask(CNIS_REF_CHILD, child, false);
	ck_assert_msg(h.agrees, "%s", h.all);
	ck_assert_ptr_nonnull(strstr(h.all, "EA1996.8.school-age"));
	ck_assert_ptr_nonnull(strstr(h.all, "EA1996.436B.2"));
	ck_assert_msg(strstr(h.all, "A not known") != NULL, "%s", h.all);
	ck_assert_ptr_nonnull(strstr(h.all, "the parents' duties apply"));
	ck_assert_ptr_nonnull(strstr(h.all, "the support duty applies"));
	ck_assert_ptr_nonnull(strstr(h.all, "home educated: every route"));
	h = ask(CNIS_REF_ENTRY, entry, false);
	ck_assert_int_eq(h.due, 1);
	h = ask(CNIS_REF_ENTRY, entry, true);
	tells_no_cause(&h);
}
END_TEST

/* In force from the day the duty was opened, or only from later on. */
static const struct {
	const char *from;
	bool said_not;
} commencements[] = { { "2026-09-01", false }, { "2026-09-02", true } };

START_TEST(why_knows_from_which_day_the_act_is_in_force)
{
	int64_t child = scene_child(&s, "2016-05-05");
	int64_t entry = scene_entry(&s, child, "2026-09-01");
	int64_t id = open_duty("home_consideration", "EA1996.436B.8",
	                       "{\"registered_on\": \"2026-09-01\"}", child, entry, 0);
	heard h;

	scene_want(cnis_setting_set(s.r, "law.s38.in_force_from", commencements[_i].from,
	                            scene_day("2026-09-01"), &err),
	           CNIS_OK, &err);
	h = ask(CNIS_REF_DUTY, id, false);
	ck_assert_msg((strstr(h.all, "not in force") != NULL) == commencements[_i].said_not, "%s",
	              h.all);
	ck_assert(h.agrees);
	h = ask(CNIS_REF_CHILD, child, false);
	ck_assert_msg((strstr(h.all, "not in force") != NULL) == commencements[_i].said_not, "%s",
	              h.all);
}
END_TEST

static const char inputs_b[] =
    "{\"born\": \"2016-05-05\", \"on\": \"2026-09-01\", \"on_roll\": \"true\","
    " \"purpose\": \"otherwise_than_at_school\", \"placement\": \"mainstream\","
    " \"placed_by\": null, \"s47_enquiry_by\": \"302\", \"s47_action_by\": null,"
    " \"s47_action_ended_on\": null, \"significant_harm\": \"false\", \"ehc_plan\": \"false\","
    " \"child_protection_plan\": \"false\", \"s37_in_force_from\": \"2026-08-01\","
    " \"gate_ehc\": \"require\", \"gate_child_protection\": \"require\"}";

static int64_t
withdrawal_with(const char *rule, const char *conditions, const char *gate)
{
	char text[2048];
	int64_t child = scene_child(&s, "2016-05-05");
	int64_t id = scene_sql(
	    &s,
	    "INSERT INTO withdrawal (uuid, child_id, purpose, notified_by, notified_day, "
	    "school_name,"
	    " placement, on_roll, deletion_without_consent, state, source, basis, recorded_at, rev)"
	    " VALUES ('u', %lld, 'otherwise_than_at_school', 'school', %lld, 'A School',"
	    " 'mainstream', 'yes', 0, 'consent_needed', 'school', 's436a', :at, :rev)",
	    child, scene_day("2026-09-01"));

	(void)snprintf(text, sizeof(text),
	               "INSERT INTO consent_test (child_id, withdrawal_id, stage, on_day, rule,"
	               " rule_version, inputs, required, conditions, local_gate, authorities,"
	               " recorded_at, rev) VALUES (%%lld, %%lld, 'notice', %d, '%s', 1, '%s', 1,"
	               " '%s', '%s', '302', :at, :rev)",
	               scene_day("2026-09-01"), rule, inputs_b, conditions, gate);
	(void)scene_sql(&s, text, child, id);
	(void)open_duty("manager_withdrawal", "LOCAL.withdrawal.manager", NOW, child, 0, id);
	(void)open_duty("consent_check", "LOCAL.consent.check", DAYS, child, 0, id);
	return id;
}

START_TEST(a_cause_is_told_only_to_safeguarding_and_never_to_the_family)
{
	int64_t id = _i == 0
	                 ? withdrawal_with("EA1996.434A.2", "B", "")
	                 : withdrawal_with("LOCAL.gate.child-protection", "", "child-protection");
	heard h = ask(CNIS_REF_WITHDRAWAL, id, false);
	char *consent = strstr(h.all, "consent|");

	ck_assert_int_eq(h.consent, 1);
	ck_assert_ptr_nonnull(consent);
	*strchr(consent, '\n') = '\0';
	ck_assert_ptr_null(strstr(consent, "condition B"));
	ck_assert_ptr_null(strstr(consent, "child-protection"));
	ck_assert_ptr_null(strstr(consent, "s47"));
	ck_assert_ptr_nonnull(
	    strstr(consent, "the authority's consent is needed before the name can be removed"));
	scene_as(&s, "sally", "2026-09-01");
	h = ask(CNIS_REF_WITHDRAWAL, id, true);
	ck_assert_int_eq(h.due, 1); /* the manager's step would tell the cause */
	tells_no_cause(&h);
	h = ask(CNIS_REF_WITHDRAWAL, id, false);
	ck_assert_ptr_nonnull(strstr(h.all, "condition B is met"));
	ck_assert_ptr_nonnull(strstr(h.all, "s47_enquiry_by"));
}
END_TEST

START_TEST(what_cannot_be_explained_is_refused)
{
	heard h = { .agrees = true };
	int64_t child = 0;

	ck_assert_int_eq(cnis_why(s.r, CNIS_REF_DUTY, 9, false, listen, &h, &err), CNIS_ENOTFOUND);
	ck_assert_int_eq(cnis_why(s.r, CNIS_REF_ADDRESS, 1, false, listen, &h, &err), CNIS_EINVAL);
	ck_assert_int_eq(cnis_why(s.r, 0, 1, false, listen, &h, &err), CNIS_EINVAL);
	ck_assert_int_eq(cnis_why_child(s.r, CNIS_REF_REVIEW, 1, &child, &err), CNIS_ENOTFOUND);
	ck_assert_int_eq(h.lines, 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("why");
	TCase *tc = tcase_create("why");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, why_equals_the_duty_for_every_rule, 0,
	                    (int)(sizeof(duties) / sizeof(duties[0])));
	tcase_add_test(tc, a_date_put_off_and_an_ended_duty_are_explained);
	tcase_add_test(tc, a_due_day_that_does_not_follow_is_said);
	tcase_add_test(tc, a_child_is_explained_by_age_and_eligibility);
	tcase_add_loop_test(tc, why_knows_from_which_day_the_act_is_in_force, 0,
	                    (int)(sizeof(commencements) / sizeof(commencements[0])));
	tcase_add_loop_test(tc, a_cause_is_told_only_to_safeguarding_and_never_to_the_family, 0, 2);
	tcase_add_test(tc, what_cannot_be_explained_is_refused);
	tcase_set_timeout(tc, 60);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
