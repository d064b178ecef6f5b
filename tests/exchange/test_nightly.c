/* The night: whole or not at all, once, and what did not happen is said. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cnis/doctor.h>
#include <cnis/export.h>
#include <cnis/nightly.h>

#include "domain/register.h"
#include "domain/support.h"
#include "exchange/publish.h"
#include "store/access.h"
#include "store/journal.h"
#include "store/store.h"

static scene s;
static char out[96];

static void
set_up(void)
{
	scene_make(&s, "2026-11-21");
	(void)snprintf(out, sizeof(out), "%s/nights", s.dir);
	ck_assert_int_eq(mkdir(out, 0700), 0);
	for (int i = 0; i < 3; i++)
		(void)scene_entry(&s, scene_child(&s, "2014-05-01"), "2026-09-01");
}

static void
tear_down(void)
{
	scene_end(&s);
}

static bool
there(const char *name)
{
	char path[192];
	struct stat sb;

	(void)snprintf(path, sizeof(path), "%s/%s", out, name);
	return stat(path, &sb) == 0;
}

static char missed[512];

static void
listen(const char *step, const char *problem, void *payload)
{
	(void)payload;
	if (problem != NULL) {
		strncat(missed, step, sizeof(missed) - strlen(missed) - 1);
		strncat(missed, ";", sizeof(missed) - strlen(missed) - 1);
	}
}

static cnis_status
run(cnis_nightly *n, cnis_error *e)
{
	const cnis_nightly_options o = { .size = sizeof(o), .out = out };

	memset(e, 0, sizeof(*e));
	missed[0] = '\0';
	return cnis_nightly_run(s.r, &o, listen, NULL, n, e);
}

static char *
slurp(const char *name)
{
	static char text[8192];
	char path[192];
	FILE *f;
	size_t n;

	(void)snprintf(path, sizeof(path), "%s/%s", out, name);
	f = fopen(path, "r");
	ck_assert_ptr_nonnull(f);
	n = fread(text, 1, sizeof(text) - 1, f);
	text[n] = '\0';
	(void)fclose(f);
	return text;
}

START_TEST(a_night_is_published_whole_with_its_manifest)
{
	cnis_nightly n;
	cnis_error e;
	struct stat sb;
	const char *m;

	scene_want(run(&n, &e), CNIS_OK, &e);
	ck_assert_str_eq(n.night, "2026-11-21");
	ck_assert(n.children == 3 && n.files == 5 && !n.resumed);
	ck_assert(there("2026-11-21/children.csv") && there("2026-11-21/children.json"));
	ck_assert(there("2026-11-21/due.csv") && there("2026-11-21/overdue.csv"));
	ck_assert(there("2026-11-21/unseen.csv") && there("heartbeat.json"));
	ck_assert(!there(".2026-11-21.partial"));
	ck_assert_int_eq(stat(n.backup, &sb), 0);
	ck_assert_int_eq(sb.st_mode & 0777, 0600);
	m = slurp("2026-11-21/manifest.json");
	ck_assert_ptr_nonnull(strstr(m, "\"name\": \"children.csv\", \"rows\": 3"));
	ck_assert_ptr_nonnull(strstr(m, n.head_hash));
	ck_assert_ptr_nonnull(strstr(slurp("heartbeat.json"), "2026-11-21"));
	ck_assert_ptr_null(strstr(slurp("2026-11-21/due.csv"), "Child"));
}
END_TEST

static void
night(const char *iso, const char *proof)
{
	char name[64];
	char want[64];
	cnis_nightly n;
	cnis_error e;

	scene_as(&s, "boss", iso);
	scene_want(run(&n, &e), CNIS_OK, &e);
	(void)snprintf(name, sizeof(name), "%s/manifest.json", iso);
	(void)snprintf(want, sizeof(want), "\"verified\": true, \"proof\": \"%s\"", proof);
	ck_assert_msg(strstr(slurp(name), want) != NULL, "%s: %s", iso, slurp(name));
}

struct said {
	cnis_health state;
	char found[256];
};

static cnis_status
on_check(const cnis_check *check, void *payload, cnis_error *e)
{
	struct said *said = payload;

	(void)e;
	if (strcmp(check->name, "verified") != 0)
		return CNIS_OK;
	said->state = check->state;
	(void)snprintf(said->found, sizeof(said->found), "%s", check->found);
	return CNIS_OK;
}

static struct said
ask_doctor(void)
{
	struct said said = { .state = CNIS_UNHEALTHY };
	cnis_health worst = CNIS_HEALTHY;
	cnis_error e;

	scene_want(cnis_doctor(s.r, on_check, &said, &worst, &e), CNIS_OK, &e);
	return said;
}

START_TEST(a_full_replay_is_due_each_week_and_doctor_knows_of_both)
{
	struct said said = ask_doctor();

	ck_assert_int_eq(said.state, CNIS_WARNING);
	ck_assert_str_eq(said.found, "no night has verified it yet");
	night("2026-11-21", "full");
	night("2026-11-22", "standby");
	night("2026-11-27", "standby");
	night("2026-11-28", "full");
	night("2026-11-29", "standby");
	said = ask_doctor();
	ck_assert_int_eq(said.state, CNIS_HEALTHY);
	ck_assert_msg(strstr(said.found, "night at 2026-11-29") != NULL &&
	                  strstr(said.found, "full replay at 2026-11-28") != NULL,
	              "%s", said.found);
	scene_as(&s, "boss", "2026-12-12");
	ck_assert_int_eq(ask_doctor().state, CNIS_WARNING);
}
END_TEST

/* A child whose flags and duties tell of an enquiry, for a job that holds every role. */
static void
enquiry(void)
{
	int64_t child = scene_child(&s, "2014-05-01");
	int64_t boss = scene_ask(&s, "SELECT id FROM officer WHERE login = 'boss'", 0, 0);
	static const char *const kinds[] = { "manager_withdrawal", "speak_social_care",
		                             "consider_436h5" };

	(void)scene_entry(&s, child, "2026-09-01");
	scene_sql(&s,
	          "INSERT INTO flag (child_id, kind, from_day, source, basis, recorded_at, rev)"
	          " VALUES (%lld, 's47_enquiry', 20000, 'authority', 'power', :at, :rev)",
	          child, 0);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		char text[512];

		(void)snprintf(text, sizeof(text),
		               "INSERT INTO duty (kind, child_id, rule, rule_version, inputs,"
		               " opened_day, due_day, state, opened_at, rev) VALUES ('%s', %%lld,"
		               " 'LOCAL.withdrawal.manager', 1, '{}', 20600, 20790, 'open', :at,"
		               " :rev)",
		               kinds[i]);
		(void)scene_sql(&s, text, child, 0);
	}
	scene_sql(&s,
	          "INSERT INTO duty_owner (duty_id, child_id, officer_id, from_day, rev)"
	          " SELECT id, child_id, %lld, 20600, :rev FROM duty WHERE child_id = %lld",
	          boss, child);
	scene_sql(&s,
	          "INSERT INTO officer_role (officer_id, role, from_day, rev)"
	          " VALUES (%lld, 'safeguarding', 20000, :rev)",
	          boss, 0);
	scene_as(&s, "boss", "2026-11-21");
}

/* The manifest's row of @p file says that so many are withheld; NULL: it does not. */
static const char *
withheld(const char *file, int n)
{
	char name[64];
	char want[32];
	const char *row;
	const char *at;

	(void)snprintf(name, sizeof(name), "\"name\": \"%s\"", file);
	(void)snprintf(want, sizeof(want), "\"withheld\": %d,", n);
	row = strstr(slurp("2026-11-21/manifest.json"), name);
	at = row == NULL ? NULL : strstr(row, want);
	return at != NULL && at < strchr(row, '}') ? at : NULL;
}

START_TEST(what_is_published_is_written_for_readers_without_a_role)
{
	static const char *const files[] = { "children.csv", "children.json", "due.csv",
		                             "overdue.csv", "unseen.csv" };
	static const char *const telling[] = { "s47",    "protection",   "manager_withdrawal",
		                               "social", "consider_436", "LOCAL.withdrawal" };
	cnis_nightly n;
	cnis_error e;
	char name[64];

	enquiry();
	scene_want(run(&n, &e), CNIS_OK, &e);
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		const char *text;

		(void)snprintf(name, sizeof(name), "2026-11-21/%s", files[i]);
		text = slurp(name);
		for (size_t k = 0; k < sizeof(telling) / sizeof(telling[0]); k++)
			ck_assert_msg(strstr(text, telling[k]) == NULL, "%s tells %s", files[i],
			              telling[k]);
	}
	ck_assert_ptr_nonnull(strstr(slurp("2026-11-21/unseen.csv"), "priority"));
	/* what is not in the lists is counted, so that nobody takes them for all there is */
	ck_assert_int_eq(n.withheld_due, 3);
	ck_assert_int_eq(n.withheld_overdue, 0);
	ck_assert_ptr_nonnull(withheld("due.csv", 3));
	ck_assert_ptr_nonnull(withheld("overdue.csv", 0));
	ck_assert_ptr_nonnull(withheld("unseen.csv", 0));
}
END_TEST

static int64_t head_then;

/* Somebody else writes while the lists are written. */
static void
write_meanwhile(const char *what)
{
	cnis_open_options o = { .size = sizeof(o), .mode = CNIS_WRITE, .login = "boss" };
	scene other = s;
	cnis_error e = { 0 };

	if (strcmp(what, "unseen.csv") != 0)
		return;
	o.now = scene_noon("2026-11-21");
	other.r = NULL;
	scene_want(cnis_register_open(s.path, &o, &other.r, &e), CNIS_OK, &e);
	(void)scene_child(&other, "2014-05-01");
	head_then = scene_ask(&other, "SELECT max(seq) FROM journal", 0, 0);
	cnis_register_close(other.r);
}

START_TEST(the_backup_holds_what_was_published_and_nothing_later)
{
	const store_options options = { .mode = STORE_COPY };
	unsigned char hash[HASH_SIZE];
	char hex[HASH_SIZE * 2 + 1];
	int64_t head = 0;
	store *copy = NULL;
	cnis_nightly n;
	cnis_error e;

	publish_step = write_meanwhile;
	scene_want(run(&n, &e), CNIS_OK, &e);
	publish_step = NULL;
	ck_assert(head_then > n.head);
	scene_want(store_open(n.backup, &options, &copy, &e), CNIS_OK, &e);
	scene_want(journal_head(copy, &head, hash, &e), CNIS_OK, &e);
	store_close(copy);
	ck_assert(head == n.head);
	(void)hash_hex(hash, hex);
	ck_assert_str_eq(hex, n.head_hash);
}
END_TEST

START_TEST(a_second_run_of_the_same_night_is_refused)
{
	cnis_nightly n;
	cnis_error e;

	scene_want(run(&n, &e), CNIS_OK, &e);
	scene_want(run(&n, &e), CNIS_EEXISTS, &e);
	scene_as(&s, "boss", "2026-11-22");
	scene_want(run(&n, &e), CNIS_OK, &e);
	ck_assert(there("2026-11-21/manifest.json") && there("2026-11-22/manifest.json"));
	ck_assert(scene_ask(&s, "SELECT count(*) FROM job WHERE kind = 'nightly'", 0, 0) == 2);
}
END_TEST

START_TEST(a_failed_run_says_what_did_not_happen_and_is_taken_up_again)
{
	cnis_nightly n;
	cnis_error e;
	char in_the_way[256];

	/* A folder where the backup should go: it can neither be removed nor written. */
	(void)snprintf(in_the_way, sizeof(in_the_way), "%s.backup-2026-11-21", s.path);
	ck_assert_int_eq(mkdir(in_the_way, 0700), 0);
	scene_want(run(&n, &e), CNIS_EIO, &e);
	ck_assert_str_eq(missed, "backup;publish;retention;");
	ck_assert(!there("2026-11-21"));
	ck_assert(scene_ask(&s, "SELECT count(*) FROM job WHERE state = 'failed'", 0, 0) == 1);
	ck_assert_int_eq(rmdir(in_the_way), 0);
	scene_want(run(&n, &e), CNIS_OK, &e);
	ck_assert(n.resumed && there("2026-11-21/manifest.json"));
	ck_assert(scene_ask(&s, "SELECT count(*) FROM job WHERE kind = 'nightly'", 0, 0) == 1);
}
END_TEST

static int die_at;

static void
die(const char *what)
{
	(void)what;
	if (die_at-- == 0)
		_exit(9);
}

START_TEST(a_night_killed_at_any_step_is_finished_by_the_next_run)
{
	static const int at[] = { 0, 3, 11, 13, 14, 15, 16 };
	char iso[16];
	char old[256];
	cnis_nightly n;
	cnis_error e;

	for (size_t i = 0; i < sizeof(at) / sizeof(at[0]); i++) {
		int status = 0;
		pid_t child;
		cnis_status st;

		(void)snprintf(old, sizeof(old), "%s.backup-2026-09-01", s.path);
		(void)fclose(fopen(old, "w"));
		(void)snprintf(iso, sizeof(iso), "2026-12-%02d", (int)i + 1);
		cnis_register_close(s.r);
		s.r = NULL;
		child = fork();
		ck_assert(child >= 0);
		if (child == 0) {
			scene_as(&s, "boss", iso);
			publish_step = die;
			die_at = at[i];
			_exit(run(&n, &e) == CNIS_OK ? 0 : 1);
		}
		ck_assert(waitpid(child, &status, 0) == child);
		ck_assert_int_eq(WEXITSTATUS(status), 9);
		scene_as(&s, "boss", iso);
		st = run(&n, &e);
		ck_assert_msg(st == CNIS_OK || st == CNIS_EEXISTS, "%s", e.message);
		ck_assert_msg(strstr(slurp("heartbeat.json"), iso) != NULL, "heartbeat %s", iso);
		ck_assert_int_eq(access(old, F_OK), -1);
		(void)snprintf(iso + 10, sizeof(iso) - 10, "/");
		ck_assert(there(iso));
		scene_want(run(&n, &e), CNIS_EEXISTS, &e);
	}
	ck_assert(scene_ask(&s, "SELECT count(*) FROM job WHERE state <> 'done'", 0, 0) == 0);
}
END_TEST

START_TEST(old_backups_go_and_nothing_else)
{
	char path[256];
	cnis_nightly n;
	cnis_error e;

	(void)snprintf(path, sizeof(path), "%s.backup-2026-09-01", s.path);
	(void)fclose(fopen(path, "w"));
	(void)snprintf(path, sizeof(path), "%s.backup-before-move", s.path);
	(void)fclose(fopen(path, "w"));
	scene_want(run(&n, &e), CNIS_OK, &e);
	ck_assert(n.backups_removed == 1);
	ck_assert_int_eq(access(path, F_OK), 0);
	ck_assert_int_eq(access(n.backup, F_OK), 0);
}
END_TEST

/* ---- the export ---- */

static cnis_status
collect(const void *bytes, size_t len, void *payload, cnis_error *err)
{
	char *text = payload;
	size_t at = strlen(text);

	(void)err;
	ck_assert(at + len < 8192);
	memcpy(text + at, bytes, len);
	text[at + len] = '\0';
	return CNIS_OK;
}

static cnis_status export(const char *purpose, bool safeguarding, const char *as_at, char *text,
                          int64_t *rows, cnis_error *e)
{
	const cnis_export_options o = { .size = sizeof(o),
		                        .purpose = purpose,
		                        .as_at = scene_day(as_at),
		                        .with_safeguarding = safeguarding };

	memset(e, 0, sizeof(*e));
	text[0] = '\0';
	return cnis_export_children(s.r, &o, collect, text, rows, e);
}

static cnis_status
look(const access_row *row, void *payload, cnis_error *err)
{
	(void)err;
	if (strcmp(row->command, "export children") == 0 &&
	    strstr(row->filter, "purpose=autumn census") != NULL)
		++*(int *)payload;
	return CNIS_OK;
}

START_TEST(an_export_is_minimal_and_a_disclosure)
{
	static char text[8192];
	int64_t rows = 0;
	int disclosed = 0;
	cnis_error e = { 0 };

	scene_want(export("autumn census", false, "2026-11-21", text, &rows, &e), CNIS_OK, &e);
	ck_assert(rows == 3);
	ck_assert_int_eq(strncmp(text,
	                         "child_ref,full_name,born,sex,year_group,postcode,route,"
	                         "entry_from,registered_on,reason\r\n",
	                         87),
	                 0);
	ck_assert_ptr_nonnull(strstr(text, ",2014-05-01,"));
	ck_assert_ptr_nonnull(strstr(text, ",home_education,2026-09-01,"));
	ck_assert_int_eq(access_walk(s.r->access, NULL, 0, NULL, 0, look, &disclosed, &e), CNIS_OK);
	ck_assert_int_eq(disclosed, 3);
	scene_want(export("autumn census", false, "2026-08-31", text, &rows, &e), CNIS_OK, &e);
	ck_assert(rows == 0);
}
END_TEST

static const char *const no_purpose[] = { NULL, "", "  ", "ab", "a\tb c" };

START_TEST(an_export_without_a_purpose_is_refused)
{
	static char text[8192];
	int64_t rows = -1;
	cnis_error e = { 0 };

	scene_want(export(no_purpose[_i], false, "2026-11-21", text, &rows, &e), CNIS_EINVAL, &e);
	ck_assert_str_eq(e.field, "purpose");
	ck_assert_str_eq(text, "");
	ck_assert(rows == -1);
}
END_TEST

START_TEST(safeguarding_facts_need_the_role)
{
	static char text[8192];
	int64_t rows = 0;
	cnis_error e = { 0 };

	scene_want(export("autumn census", true, "2026-11-21", text, &rows, &e), CNIS_EPERM, &e);
	ck_assert_str_eq(text, "");
	(void)scene_officer(&s, "careful", CNIS_ROLE_OFFICER | CNIS_ROLE_SAFEGUARDING);
	(void)scene_officer(&s, "auditor", CNIS_ROLE_AUDITOR);
	scene_as(&s, "careful", "2026-11-21");
	scene_want(export("autumn census", true, "2026-11-21", text, &rows, &e), CNIS_OK, &e);
	ck_assert_ptr_nonnull(strstr(text, "reason,flags\r\n"));
	scene_as(&s, "auditor", "2026-11-21");
	scene_want(export("autumn census", false, "2026-11-21", text, &rows, &e), CNIS_EPERM, &e);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("nightly");
	TCase *tc = tcase_create("nightly");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_set_timeout(tc, 30);
	tcase_add_test(tc, a_night_is_published_whole_with_its_manifest);
	tcase_add_test(tc, a_full_replay_is_due_each_week_and_doctor_knows_of_both);
	tcase_add_test(tc, what_is_published_is_written_for_readers_without_a_role);
	tcase_add_test(tc, the_backup_holds_what_was_published_and_nothing_later);
	tcase_add_test(tc, a_second_run_of_the_same_night_is_refused);
	tcase_add_test(tc, a_failed_run_says_what_did_not_happen_and_is_taken_up_again);
	tcase_add_test(tc, a_night_killed_at_any_step_is_finished_by_the_next_run);
	tcase_add_test(tc, old_backups_go_and_nothing_else);
	tcase_add_test(tc, an_export_is_minimal_and_a_disclosure);
	tcase_add_loop_test(tc, an_export_without_a_purpose_is_refused, 0,
	                    (int)(sizeof(no_purpose) / sizeof(no_purpose[0])));
	tcase_add_test(tc, safeguarding_facts_need_the_role);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
