/* What goes to another authority: what may not be recorded, what follows, where the child lives. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/duty.h>
#include <cnis/forward.h>
#include <cnis/journal.h>
#include <cnis/today.h>
#include <cnis/withdrawal.h>

#include "consent_case.h"

/* The child's only home is in that area since the notice of @p on; `w` is the notice. */
static void
lives_in(const char *area, const char *on)
{
	char sql[400];

	(void)snprintf(
	    sql, sizeof sql,
	    "INSERT INTO address (uuid, line1, authority, source, basis, recorded_at, rev)"
	    " VALUES ('a-%s', '1 Row', '%s', 'parent', 's436a', :at, :rev)",
	    area, area);
	child = scene_child(&s, "2014-03-01");
	parent = 0;
	(void)scene_sql(&s, sql, 0, 0);
	(void)scene_sql(
	    &s,
	    "INSERT INTO child_residence (child_id, address_id, kind, source, basis,"
	    " recorded_at, rev) SELECT %lld, max(id), 'home', 'parent', 's436a', :at, :rev"
	    " FROM address",
	    child, 0);
	w = family_notice(&s, child, "mainstream", NULL, on);
}

static cnis_forward_new
message(void)
{
	return (cnis_forward_new){ .size = sizeof(cnis_forward_new),
		                   .withdrawal_id = w,
		                   .sent = scene_day(NOW),
		                   .method = "post" };
}

static cnis_status
sent(const cnis_forward_new *n, int64_t *ret_id)
{
	err = (cnis_error){ 0 };
	return cnis_forward_send(s.r, n, ret_id, &err);
}

START_TEST(what_cannot_be_is_not_recorded)
{
	static const struct {
		const char *field;
		cnis_forward_new n;
	} wrong[] = {
		{ "what", { .what = "rumour" } },
		{ "to", { .area = "999" } },
		{ "to", { .area = "302" } },
		{ "to", { .area = "Wales" } },
		{ "method", { .method = "owl" } },
		{ "on", { .sent = -1 } },
		{ "on", { .sent = 1 } },
		{ "basis", { .basis = "custom" } },
		{ "requested", { .requested = 1 } },
		{ "body", { .body = "a\tb" } },
	};
	cnis_forward_new n;
	int64_t id = 77;

	lives_in("303", "2026-11-02");
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		n = message();
		n.what = wrong[i].n.what;
		n.area = wrong[i].n.area;
		n.body = wrong[i].n.body;
		n.basis = wrong[i].n.basis;
		if (wrong[i].n.method != NULL)
			n.method = wrong[i].n.method;
		n.sent += wrong[i].n.sent == 1 ? 1 : wrong[i].n.sent == -1 ? -30 : 0;
		if (wrong[i].n.requested != 0)
			n.requested = n.sent + 1;
		ck_assert_msg(sent(&n, &id) == CNIS_EINVAL, "%zu: %s", i, err.message);
		ck_assert_str_eq(err.field, wrong[i].field);
	}
	n = message();
	n.withdrawal_id = 999;
	ck_assert_int_eq(sent(&n, &id), CNIS_ENOTFOUND);
	n = message();
	n.rev = 1;
	ck_assert_int_eq(sent(&n, &id), CNIS_ECONFLICT);
	n = message();
	n.what = "application";
	ck_assert_int_eq(sent(&n, &id), CNIS_EREFUSED);
	ck_assert_int_eq(cnis_forward_receipt(s.r, 1, scene_day(NOW), false, &err), CNIS_ENOTFOUND);
	ck_assert_int_eq(cnis_forward_chase(s.r, 1, scene_day(NOW), &err), CNIS_ENOTFOUND);
	ck_assert_int_eq(cnis_forward_none(s.r, w, scene_day(NOW), "", &id, &err), CNIS_EINVAL);
	ck_assert_int_eq(cnis_forward_none(s.r, 999, scene_day(NOW), "No.", &id, &err),
	                 CNIS_ENOTFOUND);
	ck_assert_int_eq(id, 77);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM forwarding", 0, 0), 0);
	ck_assert_int_eq(family_duties(&s, child, "tell_authority", "open"), 1);
}
END_TEST

START_TEST(the_parent_changed_plan_and_nobody_is_told)
{
	cnis_forward_new n;
	int64_t id = 0;

	lives_in("303", "2026-11-02");
	scene_want(cnis_withdrawal_withdraw(s.r, w, 0, scene_day(NOW), &err), CNIS_OK, &err);
	ck_assert_int_eq(family_duties(&s, child, "tell_authority", "open"), 0);
	n = message();
	ck_assert_int_eq(sent(&n, &id), CNIS_EREFUSED);
	ck_assert_int_eq(cnis_forward_none(s.r, w, scene_day(NOW), "No.", &id, &err),
	                 CNIS_EREFUSED);
}
END_TEST

static cnis_status
keep(const cnis_forward *f, void *payload, cnis_error *reterr)
{
	cnis_forward *k = payload;

	(void)reterr;
	*k = *f;
	k->what = strcmp(f->what, "notice") == 0 ? "notice" : "else";
	return CNIS_OK;
}

START_TEST(a_receipt_taken_back_is_waited_for_again)
{
	cnis_forward_new n;
	cnis_forward got = { 0 };
	int64_t id = 0, second = 0;

	lives_in("303", "2026-11-02");
	n = message();
	scene_want(sent(&n, &id), CNIS_OK, &err);
	ck_assert_int_eq(cnis_undo(s.r, cnis_register_seq(s.r), NULL, NULL, &err), CNIS_EREFUSED);
	n.area = "304";
	ck_assert_int_eq(sent(&n, &second), CNIS_EREFUSED);
	n.elsewhere = true;
	ck_assert_int_eq(sent(&n, &second), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "reason");
	n.reason = "They teach the child.";
	scene_want(sent(&n, &second), CNIS_OK, &err);
	ck_assert_int_eq(family_duties(&s, child, "await_receipt", "open"), 1);
	scene_want(cnis_forward_receipt(s.r, id, scene_day(NOW), false, &err), CNIS_OK, &err);
	/* the other one has not confirmed it */
	ck_assert_int_eq(family_duties(&s, child, "await_receipt", "open"), 1);
	scene_want(cnis_forward_receipt(s.r, second, scene_day(NOW), false, &err), CNIS_OK, &err);
	ck_assert_int_eq(family_duties(&s, child, "await_receipt", "open"), 0);
	ck_assert_int_eq(scene_ask(&s, "SELECT closed_day FROM withdrawal WHERE id = %lld", w, 0),
	                 scene_day(NOW));
	scene_want(cnis_undo(s.r, cnis_register_seq(s.r), NULL, NULL, &err), CNIS_OK, &err);
	ck_assert_int_eq(family_duties(&s, child, "await_receipt", "open"), 1);
	scene_want(cnis_forward_get(s.r, second, keep, &got, &err), CNIS_OK, &err);
	ck_assert(got.waiting && !got.taken_over);
	ck_assert_str_eq(got.what, "notice");
	ck_assert_int_eq(got.receipt, CNIS_DAY_NONE);
	ck_assert_int_eq(cnis_forward_get(s.r, 99, keep, &got, &err), CNIS_ENOTFOUND);
}
END_TEST

START_TEST(where_a_child_lives_is_asked_of_every_home)
{
	cnis_forward_new n;
	int64_t id = 0;

	lives_in("abroad", "2026-11-02");
	/* and a home here: the child lives here too */
	(void)scene_sql(&s,
	                "INSERT INTO address (uuid, line1, source, basis, recorded_at, rev)"
	                " VALUES ('a-here', '2 Row', 'parent', 's436a', :at, :rev)",
	                0, 0);
	(void)scene_sql(
	    &s,
	    "INSERT INTO child_residence (child_id, address_id, kind, source, basis,"
	    " recorded_at, rev) SELECT %lld, max(id), 'additional', 'parent', 's436a', :at,"
	    " :rev FROM address",
	    child, 0);
	n = message();
	ck_assert_int_eq(sent(&n, &id), CNIS_EREFUSED);
	ck_assert_str_eq(err.rule, "LOCAL.forward.send");
	/* what was to be told is not any more: the child is to be registered here */
	scene_want(cnis_forward_none(s.r, w, scene_day(NOW), "Lives here.", &id, &err), CNIS_OK,
	           &err);
	ck_assert_int_eq(family_duties(&s, child, "tell_authority", "open"), 0);
	ck_assert_int_eq(family_duties(&s, child, "register_child", "open"), 1);
}
END_TEST

START_TEST(the_first_screen_refuses_what_it_cannot_answer)
{
	cnis_today_query q = { .size = sizeof q - 1 };

	ck_assert_int_eq(cnis_today_walk(s.r, &q, NULL, NULL, &err), CNIS_EINVAL);
	ck_assert_int_eq(cnis_today_walk(s.r, NULL, NULL, NULL, &err), CNIS_EINVAL);
	q.size = sizeof q;
	q.team = "Nobody";
	ck_assert_int_eq(cnis_today_walk(s.r, &q, NULL, NULL, &err), CNIS_ENOTFOUND);
	(void)scene_officer(&s, "one", CNIS_ROLE_OFFICER);
	scene_as(&s, "one", NOW);
	ck_assert_int_eq(cnis_today_walk(s.r, &q, NULL, NULL, &err), CNIS_EPERM);
	for (int k = CNIS_TODAY_INTAKE; k <= CNIS_TODAY_NIGHT; k++)
		ck_assert(cnis_today_word((cnis_today_section)k)[0] != '\0');
	ck_assert_str_eq(cnis_today_word((cnis_today_section)99), "");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("forward");
	TCase *tc = tcase_create("forward");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, what_cannot_be_is_not_recorded);
	tcase_add_test(tc, the_parent_changed_plan_and_nobody_is_told);
	tcase_add_test(tc, a_receipt_taken_back_is_waited_for_again);
	tcase_add_test(tc, where_a_child_lives_is_asked_of_every_home);
	tcase_add_test(tc, the_first_screen_refuses_what_it_cannot_answer);
	tcase_set_timeout(tc, 60);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
