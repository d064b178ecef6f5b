/* Language, interpreter, format; and who interprets where a decision is made. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/communication.h>
#include <cnis/contact.h>
#include <cnis/review.h>
#include <cnis/told.h>

#include "consent_case.h"

static cnis_communication_new
polish(void)
{
	return (cnis_communication_new){ .size = sizeof(cnis_communication_new),
		                         .person_id = parent,
		                         .language = "pl",
		                         .interpreter = "yes",
		                         .format = "large_print",
		                         .fact = { .from = scene_day("2026-11-02") } };
}

static cnis_status
keep(const cnis_communication *m, void *payload, cnis_error *reterr)
{
	(void)reterr;
	ck_assert_int_eq(m->person_id, parent);
	strcat(payload, m->language);
	strcat(payload, m->interpreter);
	strcat(payload, m->format);
	strcat(payload, ";");
	return CNIS_OK;
}

START_TEST(one_holds_at_a_time)
{
	cnis_communication_new n = polish();
	char now[200] = "", then[200] = "", all[200] = "";
	int64_t id = 0, same = 0;

	scene_want(cnis_communication_set(s.r, &n, &id, &err), CNIS_OK, &err);
	ck_assert_int_eq(cnis_communication_set(s.r, &n, &id, &err), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "language");
	n.format = NULL;
	n.language = "cy";
	scene_want(cnis_communication_set(s.r, &n, &same, &err), CNIS_OK, &err);
	ck_assert_int_eq(same, id);
	n.fact.from -= 1;
	ck_assert_int_eq(cnis_communication_set(s.r, &n, &id, &err), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "from");
	n.language = "bfi";
	n.fact.from = scene_day("2026-11-10");
	scene_want(cnis_communication_set(s.r, &n, &id, &err), CNIS_OK, &err);
	scene_want(cnis_communication_walk(s.r, parent, 0, false, keep, now, &err), CNIS_OK, &err);
	ck_assert_str_eq(now, "bfiyesstandard;");
	scene_want(
	    cnis_communication_walk(s.r, parent, scene_day("2026-11-09"), false, keep, then, &err),
	    CNIS_OK, &err);
	ck_assert_str_eq(then, "cyyeslarge_print;");
	scene_want(cnis_communication_walk(s.r, parent, 0, true, keep, all, &err), CNIS_OK, &err);
	ck_assert_str_eq(all, "cyyeslarge_print;bfiyesstandard;");
	ck_assert_int_eq(cnis_communication_walk(s.r, 999, 0, true, keep, all, &err),
	                 CNIS_ENOTFOUND);
}
END_TEST

static const struct bad {
	const char *field;
	cnis_communication_new n;
} bads[] = {
	{ "language", { .language = "Polish" } },
	{ "interpreter", { .interpreter = "perhaps" } },
	{ "format", { .format = "smoke" } },
	{ "from", { .fact = { .from = 30000 } } },
	{ "source", { .fact = { .source = "gossip" } } },
};

START_TEST(what_is_wrong_is_not_kept)
{
	const cnis_communication_new *b = &bads[_i].n;
	cnis_communication_new n = polish();
	int64_t id = 0;

	n.language = b->language ? b->language : n.language;
	n.interpreter = b->interpreter ? b->interpreter : n.interpreter;
	n.format = b->format ? b->format : n.format;
	n.fact.from = b->fact.from ? b->fact.from : n.fact.from;
	n.fact.source = b->fact.source;
	ck_assert_int_eq(cnis_communication_set(s.r, &n, &id, &err), CNIS_EINVAL);
	ck_assert_str_eq(err.field, bads[_i].field);
	n = polish();
	n.person_id = 999;
	ck_assert_int_eq(cnis_communication_set(s.r, &n, &id, &err), CNIS_ENOTFOUND);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM communication", 0, 0), 0);
}
END_TEST

static cnis_status
granted_by(const char *interpreter)
{
	cnis_consent_decide_new d = { .size = sizeof(d),
		                      .withdrawal_id = w,
		                      .decided = scene_day("2026-11-16"),
		                      .grant = true,
		                      .reasons = "as heard",
		                      .interpreter = interpreter };
	int64_t id = 0;

	return cnis_consent_decide(s.r, &d, &id, &err);
}

START_TEST(a_relative_or_a_child_never_interprets_a_decision)
{
	cnis_communication_new n = polish();
	int64_t id = 0;

	scene_want(apply("2026-11-09", NULL), CNIS_OK, &err);
	ck_assert_int_eq(granted_by("relative"), CNIS_EREFUSED);
	ck_assert_str_eq(err.rule, "LOCAL.interpreter");
	ck_assert_int_eq(granted_by("child"), CNIS_EREFUSED);
	ck_assert_int_eq(granted_by("parrot"), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "interpreter");
	/* one is needed: somebody says who it was */
	scene_want(cnis_communication_set(s.r, &n, &id, &err), CNIS_OK, &err);
	ck_assert_int_eq(granted_by(NULL), CNIS_EREFUSED);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM consent_decision", 0, 0), 0);
	scene_want(granted_by("professional"), CNIS_OK, &err);
	ck_assert_int_eq(scene_ask(&s,
	                           "SELECT count(*) FROM consent_decision"
	                           " WHERE interpreter = 'professional'",
	                           0, 0),
	                 1);
}
END_TEST

START_TEST(a_review_says_who_interpreted)
{
	cnis_review_new n = { .size = sizeof(n),
		              .child_id = child,
		              .reviewed = scene_day("2026-11-18"),
		              .method = "meeting",
		              .evidence = "conversation_parent",
		              .outcome = "suitable",
		              .reasons = "as heard",
		              .voice = "not_offered",
		              .interpreter = "relative" };
	cnis_communication_new m = polish();
	cnis_review_done done = { 0 };
	int64_t id = 0;

	(void)family_entry(&s, child, "2026-11-02");
	ck_assert_int_eq(cnis_review_record(s.r, &n, &done, &err), CNIS_EREFUSED);
	ck_assert_str_eq(err.rule, "LOCAL.interpreter");
	scene_want(cnis_communication_set(s.r, &m, &id, &err), CNIS_OK, &err);
	n.interpreter = NULL;
	ck_assert_int_eq(cnis_review_record(s.r, &n, &done, &err), CNIS_EREFUSED);
	n.interpreter = "staff";
	scene_want(cnis_review_record(s.r, &n, &done, &err), CNIS_OK, &err);
}
END_TEST

START_TEST(a_contact_decides_nothing_and_says_by_whom)
{
	cnis_contact_new n = { .size = sizeof(n),
		               .child_id = child,
		               .on = scene_day("2026-11-18"),
		               .method = "telephone",
		               .outcome = "reached",
		               .interpreter = "relative" };
	int64_t id = 0;

	scene_want(cnis_contact_add(s.r, &n, &id, &err), CNIS_OK, &err);
	n.interpreter = "parrot";
	ck_assert_int_eq(cnis_contact_add(s.r, &n, &id, &err), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "interpreter");
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT count(*) FROM contact WHERE interpreter = 'relative'", 0, 0), 1);
}
END_TEST

START_TEST(what_is_told_is_told_in_the_language_of_the_adult)
{
	cnis_communication_new m = polish();
	cnis_told_new n = { .size = sizeof(n),
		            .child_id = child,
		            .person_id = parent,
		            .kind = "support_pack",
		            .version = "1",
		            .on = scene_day("2026-11-18"),
		            .method = "post" };
	int64_t id = 0;

	scene_want(cnis_communication_set(s.r, &m, &id, &err), CNIS_OK, &err);
	scene_want(cnis_told_add(s.r, &n, &id, &err), CNIS_OK, &err);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM told WHERE language = 'pl'", 0, 0), 1);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("communication");
	TCase *tc = tcase_create("communication");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, one_holds_at_a_time);
	tcase_add_loop_test(tc, what_is_wrong_is_not_kept, 0,
	                    (int)(sizeof(bads) / sizeof(bads[0])));
	tcase_add_test(tc, a_relative_or_a_child_never_interprets_a_decision);
	tcase_add_test(tc, a_review_says_who_interpreted);
	tcase_add_test(tc, a_contact_decides_nothing_and_says_by_whom);
	tcase_add_test(tc, what_is_told_is_told_in_the_language_of_the_adult);
	tcase_set_timeout(tc, 60);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
