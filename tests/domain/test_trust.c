/* Taking back, proving, copying, and who looked. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "family.h"
#include <cnis/access.h>
#include <cnis/backup.h>
#include <cnis/doctor.h>
#include <cnis/flag.h>
#include <cnis/journal.h>
#include <cnis/officer.h>

static scene s;
static cnis_error err;
static int64_t child, seq;

/* A family with one entry, and a notice about another child: the notice is what is taken back. */
static void
setup(void)
{
	err = (cnis_error){ 0 };
	scene_make(&s, "2026-11-21");
	(void)scene_officer(&s, "ann", CNIS_ROLE_OFFICER);
	(void)scene_officer(&s, "max", CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER);
	child = scene_child(&s, "2015-03-04");
	(void)family_notice(&s, child, "mainstream", NULL, "2026-11-20");
	seq = cnis_register_seq(s.r);
	ck_assert_int_gt(seq, 0);
}

static void
teardown(void)
{
	scene_end(&s);
}

static void
sound(bool want)
{
	cnis_verify_result v = { 0 };

	scene_want(cnis_verify(s.r, CNIS_VERIFY_ALL, &v, &err), CNIS_OK, &err);
	ck_assert_msg(v.sound == want, "%s", v.problem);
	ck_assert_uint_eq(strlen(v.head_hash), 64);
}

static int64_t
notices(void)
{
	return scene_ask(&s, "SELECT count(*) FROM withdrawal", 0, 0);
}

START_TEST(the_officer_takes_back_what_she_did)
{
	scene_want(cnis_undo(s.r, seq, NULL, NULL, &err), CNIS_OK, &err);
	ck_assert_int_eq(notices(), 0);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM duty", 0, 0), 0);
	sound(true);
}
END_TEST

START_TEST(an_entry_is_taken_back_once)
{
	scene_want(cnis_undo(s.r, seq, NULL, NULL, &err), CNIS_OK, &err);
	scene_want(cnis_undo(s.r, seq, NULL, NULL, &err), CNIS_EREFUSED, &err);
	sound(true);
}
END_TEST

START_TEST(another_officer_may_not)
{
	scene_as(&s, "ann", "2026-11-21");
	scene_want(cnis_undo(s.r, seq, "by mistake", NULL, &err), CNIS_EPERM, &err);
	ck_assert_int_eq(notices(), 1);
}
END_TEST

START_TEST(a_manager_may_and_says_why)
{
	scene_as(&s, "max", "2026-11-21");
	scene_want(cnis_undo(s.r, seq, NULL, NULL, &err), CNIS_EINVAL, &err);
	ck_assert_str_eq(err.field, "reason");
	err = (cnis_error){ 0 };
	scene_want(cnis_undo(s.r, seq, "entered twice", NULL, &err), CNIS_OK, &err);
	ck_assert_int_eq(notices(), 0);
}
END_TEST

START_TEST(a_later_change_stands_in_the_way)
{
	int64_t blocker = 0;
	int64_t later;

	(void)scene_sql(&s, "UPDATE withdrawal SET school_name = 'Other', rev = :rev", 0, 0);
	later = scene_ask(&s, "SELECT max(seq) FROM journal", 0, 0);
	scene_want(cnis_undo(s.r, seq, NULL, &blocker, &err), CNIS_ECONFLICT, &err);
	ck_assert_int_eq(blocker, later);
	ck_assert_int_eq(notices(), 1);
	sound(true);
}
END_TEST

START_TEST(what_left_the_building_is_final)
{
	scene_want(cnis_undo(s.r, 1, NULL, NULL, &err), CNIS_EREFUSED, &err);
	scene_want(cnis_undo(s.r, 999, NULL, NULL, &err), CNIS_ENOTFOUND, &err);
}
END_TEST

START_TEST(nothing_open_is_left_without_a_next_action)
{
	int64_t owner;

	(void)family_entry(&s, scene_child(&s, "2014-01-01"), "2026-09-01");
	owner = scene_ask(&s, "SELECT max(seq) FROM journal", 0, 0); /* gave the duty its owner */
	scene_want(cnis_undo(s.r, owner, NULL, NULL, &err), CNIS_ECORRUPT, &err);
	ck_assert_int_eq(scene_ask(&s, "SELECT max(seq) FROM journal", 0, 0), owner);
	sound(true);
}
END_TEST

/* ---- the log --------------------------------------------------------------------------------- */

struct seen {
	int n;
	bool reason;
	int64_t last_rows, last_seq;
	bool out_of_order;
	char filter[64];
};

static cnis_status
on_log(const cnis_log_entry *e, void *payload, cnis_error *reterr)
{
	struct seen *seen = payload;

	(void)reterr;
	seen->n++;
	if (e->undoes != 0)
		seen->reason = e->reason != NULL && e->reason[0] != '\0';
	return CNIS_OK;
}

START_TEST(a_reason_is_for_its_author_managers_and_auditors)
{
	struct seen seen = { 0 };

	scene_as(&s, "max", "2026-11-21");
	scene_want(cnis_undo(s.r, seq, "entered twice", NULL, &err), CNIS_OK, &err);
	scene_want(cnis_log_walk(s.r, 0, 0, 0, on_log, &seen, &err), CNIS_OK, &err);
	ck_assert(seen.reason);
	scene_as(&s, "ann", "2026-11-21");
	scene_want(cnis_log_walk(s.r, 0, 0, 0, on_log, &seen, &err), CNIS_OK, &err);
	ck_assert(!seen.reason);
	seen.n = 0;
	scene_want(cnis_log_walk(s.r, child, 0, 0, on_log, &seen, &err), CNIS_OK, &err);
	ck_assert_int_ge(seen.n, 2); /* the notice and its taking back, nobody else's */
	seen.n = 0;
	scene_want(cnis_log_walk(s.r, 0, 3, 1, on_log, &seen, &err), CNIS_OK, &err);
	ck_assert_int_eq(seen.n, 1);
	scene_want(cnis_log_get(s.r, 999, on_log, &seen, &err), CNIS_ENOTFOUND, &err);
}
END_TEST

/* ---- who looked ------------------------------------------------------------------------------ */

static cnis_status
on_access(const cnis_access_row *row, void *payload, cnis_error *reterr)
{
	struct seen *seen = payload;

	(void)reterr;
	seen->n++;
	seen->last_rows = row->rows;
	seen->out_of_order |= seen->last_seq != 0 && row->seq >= seen->last_seq;
	seen->last_seq = row->seq;
	(void)snprintf(seen->filter, sizeof(seen->filter), "%s", row->filter);
	return CNIS_OK;
}

START_TEST(every_look_is_a_row)
{
	struct seen seen = { 0 };
	int64_t many[201];

	for (int i = 0; i < 201; i++)
		many[i] = i + 1;
	scene_want(cnis_access_note(s.r, "child show", NULL, &child, 1, &err), CNIS_OK, &err);
	scene_want(cnis_access_note(s.r, "due", NULL, NULL, 0, &err), CNIS_OK, &err);
	scene_want(cnis_access_note(s.r, "due", "", many, 200, &err), CNIS_OK, &err);
	scene_want(cnis_access_walk(s.r, NULL, 0, NULL, 0, on_access, &seen, &err), CNIS_OK, &err);
	ck_assert_int_eq(seen.n, 201);
	scene_want(cnis_access_note(s.r, "due", "--mine", NULL, 201, &err), CNIS_OK, &err);
	seen.n = 0;
	scene_want(cnis_access_walk(s.r, NULL, 0, NULL, 1, on_access, &seen, &err), CNIS_OK, &err);
	ck_assert_int_eq(seen.last_rows, 201);
	ck_assert_str_eq(seen.filter, "--mine");
	sound(true);
}
END_TEST

START_TEST(an_officer_sees_only_where_she_looked_herself)
{
	struct seen seen = { 0 };

	scene_want(cnis_access_note(s.r, "child show", NULL, &child, 1, &err), CNIS_OK, &err);
	scene_as(&s, "ann", "2026-11-21");
	scene_want(cnis_access_walk(s.r, NULL, 0, NULL, 0, on_access, &seen, &err), CNIS_EPERM,
	           &err);
	scene_want(cnis_access_walk(s.r, NULL, 0, "boss", 0, on_access, &seen, &err), CNIS_EPERM,
	           &err);
	scene_want(cnis_access_walk(s.r, NULL, 0, "ann", 0, on_access, &seen, &err), CNIS_OK, &err);
	ck_assert_int_eq(seen.n, 0);
	scene_as(&s, "boss", "2026-11-21");
	scene_want(cnis_access_walk(s.r, NULL, 0, "nan", 0, on_access, &seen, &err), CNIS_ENOTFOUND,
	           &err);
	ck_assert_str_eq(err.field, "officer");
}
END_TEST

START_TEST(the_looks_at_some_children_are_one_list)
{
	const int64_t ids[] = { 7, 9, 7, 8, 9 };
	const int64_t of[] = { 7, 9 };
	struct seen seen = { 0 };

	while (scene_child(&s, "2016-05-05") < 9)
		;
	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++)
		scene_want(cnis_access_note(s.r, "child show", NULL, &ids[i], 1, &err), CNIS_OK,
		           &err);
	scene_want(cnis_access_walk(s.r, of, 2, NULL, 0, on_access, &seen, &err), CNIS_OK, &err);
	ck_assert_int_eq(seen.n, 4);
	ck_assert(!seen.out_of_order);
	seen = (struct seen){ 0 };
	scene_want(cnis_access_walk(s.r, of, 2, NULL, 3, on_access, &seen, &err), CNIS_OK, &err);
	ck_assert_int_eq(seen.n, 3);
	ck_assert(!seen.out_of_order);
}
END_TEST

START_TEST(what_cannot_be_noted_is_not_shown)
{
	char name[128];

	(void)snprintf(name, sizeof(name), "%s.access", s.path);
	ck_assert_int_eq(unlink(name), 0);
	ck_assert_int_eq(mkdir(name, 0700), 0);
	scene_want(cnis_access_note(s.r, "child show", NULL, &child, 1, &err), CNIS_EPERM, &err);
	(void)remove(name);
}
END_TEST

/* ---- copies and health ----------------------------------------------------------------------- */

START_TEST(copies_need_the_role)
{
	cnis_verify_result v = { 0 };
	cnis_restored w = { 0 };
	cnis_open_options o = { .size = sizeof(o), .login = "ann" };
	char copy[128];

	(void)snprintf(copy, sizeof(copy), "%s/copy.cnis", s.dir);
	scene_want(cnis_backup(s.r, copy, &v, &err), CNIS_OK, &err);
	ck_assert(v.sound);
	scene_want(cnis_backup(s.r, copy, &v, &err), CNIS_EEXISTS, &err);
	err = (cnis_error){ 0 };
	scene_as(&s, "ann", "2026-11-21");
	scene_want(cnis_backup(s.r, "x", &v, &err), CNIS_EPERM, &err);
	cnis_register_close(s.r);
	s.r = NULL;
	o.now = scene_noon("2026-11-21");
	scene_want(cnis_restore(copy, s.path, NULL, &o, &w, &err), CNIS_EPERM, &err);
	o.login = "nobody";
	scene_want(cnis_restore(copy, s.path, NULL, &o, &w, &err), CNIS_EPERM, &err);
	o.demonstration_login = "boss";
	scene_want(cnis_restore(copy, s.path, NULL, &o, &w, &err), CNIS_OK, &err);
	o.dry_run = true;
	scene_want(cnis_restore("gone.cnis", s.path, NULL, &o, &w, &err), CNIS_ENOTFOUND, &err);
}
END_TEST

static cnis_status
on_check(const cnis_check *check, void *payload, cnis_error *reterr)
{
	struct seen *seen = payload;

	(void)reterr;
	seen->n++;
	if (check->state == CNIS_UNHEALTHY)
		(void)snprintf(seen->filter, sizeof(seen->filter), "%s", check->name);
	return CNIS_OK;
}

START_TEST(doctor_finds_what_has_no_next_action)
{
	struct seen seen = { 0 };
	cnis_health worst = CNIS_UNHEALTHY;

	scene_want(cnis_doctor(s.r, on_check, &seen, &worst, &err), CNIS_OK, &err);
	ck_assert_int_eq(worst, CNIS_WARNING);
	ck_assert_int_eq(seen.n, 19);
	(void)scene_entry(&s, child, "2026-09-01");
	scene_want(cnis_doctor(s.r, on_check, &seen, &worst, &err), CNIS_OK, &err);
	ck_assert_int_eq(worst, CNIS_UNHEALTHY);
	ck_assert_str_eq(seen.filter, "duties");
}
END_TEST

static cnis_status
on_officers(const cnis_check *check, void *payload, cnis_error *reterr)
{
	struct seen *seen = payload;

	(void)reterr;
	if (strcmp(check->name, "officers") == 0 && check->state == CNIS_UNHEALTHY)
		(void)snprintf(seen->filter, sizeof(seen->filter), "%s", check->advice);
	return CNIS_OK;
}

START_TEST(doctor_fails_where_a_gate_is_on_and_nobody_is_manager)
{
	struct seen seen = { 0 };
	cnis_health worst = CNIS_HEALTHY;

	scene_want(cnis_doctor(s.r, on_officers, &seen, &worst, &err), CNIS_OK, &err);
	ck_assert_str_eq(seen.filter, "");
	scene_want(cnis_officer_role(s.r, "boss", CNIS_ROLE_MANAGER, false, &err), CNIS_OK, &err);
	scene_want(cnis_officer_role(s.r, "max", CNIS_ROLE_MANAGER, false, &err), CNIS_OK, &err);
	scene_want(cnis_doctor(s.r, on_officers, &seen, &worst, &err), CNIS_OK, &err);
	ck_assert_int_eq(worst, CNIS_UNHEALTHY);
	ck_assert_ptr_nonnull(strstr(seen.filter, "no manager"));
}
END_TEST

/* ---- what the log tells ---------------------------------------------------------------------- */

static cnis_status
on_flag_entry(const cnis_log_entry *entry, void *payload, cnis_error *reterr)
{
	struct seen *seen = payload;

	(void)reterr;
	if (strncmp(entry->kind, "flag.", 5) == 0 || strncmp(entry->command, "flag", 4) == 0)
		seen->n++;
	if (strcmp(entry->kind, "record.change") == 0)
		seen->last_rows++;
	return CNIS_OK;
}

START_TEST(the_log_does_not_tell_that_somebody_recorded_a_fact)
{
	static const struct {
		const char *login;
		int told, kept;
	} readers[] = { { "sally", 1, 0 }, { "ann", 0, 1 }, { "boss", 0, 1 }, { "sam", 1, 0 } };
	const cnis_flag_new flag = { .size = sizeof(flag),
		                     .child_id = child,
		                     .kind = "child_protection_plan",
		                     .fact = { .from = scene_day("2026-10-01"),
		                               .to = CNIS_DAY_NONE,
		                               .received = CNIS_DAY_NONE } };
	int64_t id = 0;

	(void)scene_officer(&s, "sally", CNIS_ROLE_OFFICER | CNIS_ROLE_SAFEGUARDING);
	(void)scene_officer(&s, "sam", CNIS_ROLE_OFFICER);
	scene_as(&s, "sam", "2026-11-21");
	scene_want(cnis_flag_add(s.r, &flag, &id, &err), CNIS_OK, &err);
	for (size_t i = 0; i < sizeof(readers) / sizeof(readers[0]); i++) {
		struct seen seen = { 0 };

		scene_as(&s, readers[i].login, "2026-11-21");
		scene_want(cnis_log_walk(s.r, child, 0, 0, on_flag_entry, &seen, &err), CNIS_OK,
		           &err);
		ck_assert_msg(seen.n == readers[i].told && seen.last_rows == readers[i].kept, "%s",
		              readers[i].login);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("trust");
	TCase *tc = tcase_create("trust");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 30);
	tcase_add_test(tc, the_officer_takes_back_what_she_did);
	tcase_add_test(tc, an_entry_is_taken_back_once);
	tcase_add_test(tc, another_officer_may_not);
	tcase_add_test(tc, a_manager_may_and_says_why);
	tcase_add_test(tc, a_later_change_stands_in_the_way);
	tcase_add_test(tc, what_left_the_building_is_final);
	tcase_add_test(tc, nothing_open_is_left_without_a_next_action);
	tcase_add_test(tc, a_reason_is_for_its_author_managers_and_auditors);
	tcase_add_test(tc, every_look_is_a_row);
	tcase_add_test(tc, an_officer_sees_only_where_she_looked_herself);
	tcase_add_test(tc, the_looks_at_some_children_are_one_list);
	tcase_add_test(tc, what_cannot_be_noted_is_not_shown);
	tcase_add_test(tc, copies_need_the_role);
	tcase_add_test(tc, doctor_fails_where_a_gate_is_on_and_nobody_is_manager);
	tcase_add_test(tc, the_log_does_not_tell_that_somebody_recorded_a_fact);
	tcase_add_test(tc, doctor_finds_what_has_no_next_action);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
