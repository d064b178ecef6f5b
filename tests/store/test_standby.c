/* The standby: advanced by what is new, believed against the register, never against the journal.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/backup.h"
#include "store/inside.h"
#include "store/migrate.h"
#include "support/family.h"
#include "support/scratch.h"

static const char CHANGE[] = "UPDATE child SET sex = 'M', rev = {rev} WHERE id = 1";
static const char AGAIN[] = "UPDATE child SET sex = 'U', rev = {rev} WHERE id = 1";

static store *s;
static char standby[512];

static store *
open_register(void)
{
	store_options options = { .mode = STORE_WRITE, .busy_ms = 200, .allow_old_schema = true };
	store *ret = NULL;
	cnis_error e = { 0 };

	ck_assert_msg(store_open(scratch("r"), &options, &ret, &e) == CNIS_OK, "%s", e.message);
	store_set_now(ret, 1700009999);
	return ret;
}

static verify_result
advance(void)
{
	verify_result v = { 0 };
	cnis_error e = { 0 };
	cnis_status st = store_standby_advance(s, standby, &v, &e);

	ck_assert_msg(st == CNIS_OK, "%s: %s", e.where, e.message);
	return v;
}

static void
want_sound(bool renewed)
{
	verify_result v = advance();

	ck_assert_msg(v.sound, "%s", v.problem);
	ck_assert_int_eq(v.renewed, renewed);
}

/* Behind the back of whoever has it open. */
static void
tamper(const char *path, const char *sql)
{
	const char *said;

	store_close(s);
	said = family_tamper(path, sql);
	ck_assert_msg(strcmp(said, "ok") == 0, "%s: %s", sql, said);
	s = open_register();
}

static void
setup(void)
{
	char *path;

	scratch_make();
	s = family_register(scratch("r"));
	path = store_standby_path(scratch("r"));
	(void)snprintf(standby, sizeof(standby), "%s", path);
	free(path);
	family_fill(s);
	want_sound(true);
}

static void
teardown(void)
{
	store_close(s);
	scratch_remove();
}

START_TEST(the_first_call_makes_it_private_and_alone)
{
	struct stat info;

	ck_assert_int_eq(lstat(standby, &info), 0);
	ck_assert_int_eq(info.st_mode & 0777, 0600);
	ck_assert_str_eq(standby, scratch("r.standby"));
	ck_assert_int_ne(lstat(scratch("r.standby-journal"), &info), 0);
}
END_TEST

START_TEST(it_is_advanced_by_nothing)
{
	want_sound(false);
	want_sound(false);
}
END_TEST

START_TEST(it_is_advanced_by_some)
{
	verify_result v;

	(void)family_write(s, CHANGE);
	(void)family_write(s, AGAIN);
	v = advance();
	ck_assert_msg(v.sound && !v.renewed, "%s", v.problem);
	(void)family_write(s, "UPDATE person SET kind = 'carer', rev = {rev}");
	want_sound(false);
}
END_TEST

START_TEST(a_changed_row_is_named_and_the_standby_kept)
{
	verify_result v;

	(void)family_write(s, CHANGE);
	tamper(scratch("r"), "UPDATE child_name SET full_name = 'Robin example' WHERE id = 1");
	v = advance();
	ck_assert(!v.sound && !v.renewed);
	ck_assert_str_eq(v.table, "child_name");
	ck_assert_int_eq(v.row_key, 1);
	ck_assert_ptr_null(strstr(v.problem, "Robin"));
	tamper(scratch("r"), "UPDATE child_name SET full_name = 'Robin Example' WHERE id = 1");
	want_sound(false);
}
END_TEST

static const struct {
	const char *sql, *table;
	int64_t seq; /* after the last: 1 */
} news[] = {
	{ "UPDATE journal_payload SET reason = 'other' WHERE seq = ", "journal_payload", 1 },
	{ "UPDATE journal SET officer = 'mallory' WHERE seq = ", "journal", 1 },
	{ "DELETE FROM journal_touch WHERE seq = ", "journal_touch", 1 },
	{ "UPDATE journal_payload SET reason = 'other' WHERE seq = ", "journal_payload", -2 },
	{ "UPDATE register SET demonstration = 0 WHERE 0 < ", "register", 0 },
};

START_TEST(what_is_wrong_with_the_journal_is_named)
{
	char sql[200];
	int64_t seq = family_write(s, CHANGE);
	verify_result v;

	if (news[_i].seq < 0)
		seq += news[_i].seq;
	(void)snprintf(sql, sizeof(sql), "%s%lld", news[_i].sql, (long long)seq);
	tamper(scratch("r"), sql);
	v = advance();
	ck_assert_msg(!v.sound && !v.renewed, "%s", sql);
	ck_assert_msg(strcmp(v.table, news[_i].table) == 0, "%s: %s", sql, v.problem);
	ck_assert_int_eq(v.bad_seq, news[_i].seq == 0 ? 0 : seq);
}
END_TEST

/* Entries and rows cut off together are sound in themselves: verify cannot see it. */
START_TEST(a_cut_tail_shows_against_the_head_it_knows)
{
	char cut[300];
	int64_t seq = family_write(s, CHANGE);
	verify_result v = { 0 };

	want_sound(false);
	(void)snprintf(cut, sizeof(cut),
	               "DELETE FROM journal_touch WHERE seq = %lld;"
	               "DELETE FROM journal_payload WHERE seq = %lld;"
	               "DELETE FROM journal WHERE seq = %lld;"
	               "UPDATE child SET sex = 'F', rev = 4 WHERE id = 1",
	               (long long)seq, (long long)seq, (long long)seq);
	tamper(scratch("r"), cut);
	ck_assert_int_eq(store_verify(s, VERIFY_ALL, &v, NULL), CNIS_OK);
	ck_assert_msg(v.sound, "%s", v.problem);
	v = advance();
	ck_assert(!v.sound && !v.renewed);
	ck_assert_int_eq(v.bad_seq, seq);
	/* and another entry in its place is not the one it knew */
	(void)family_write(s, AGAIN);
	v = advance();
	ck_assert(!v.sound && !v.renewed);
	ck_assert_int_eq(v.bad_seq, seq);
}
END_TEST

static const char *const spoilt[] = {
	"UPDATE child SET sex = 'U' WHERE id = 1",
	"DELETE FROM child_name",
	"DELETE FROM journal",
	"DELETE FROM register",
	"UPDATE register SET uuid = '00000000-0000-4000-8000-000000000000'",
	"CREATE TABLE zebra (x)",
	"DROP TABLE seen",
};

START_TEST(a_changed_standby_is_made_anew)
{
	(void)family_write(s, CHANGE);
	tamper(standby, spoilt[_i]);
	want_sound(true);
	want_sound(false);
}
END_TEST

START_TEST(a_standby_that_is_no_database_is_made_anew)
{
	FILE *f = fopen(standby, "w");

	ck_assert_ptr_nonnull(f);
	(void)fputs("not a register, though long enough to look at; not a register at all......"
	            "..........................................................",
	            f);
	(void)fclose(f);
	want_sound(true);
	ck_assert_int_eq(truncate(standby, 0), 0);
	want_sound(true);
	ck_assert_int_eq(truncate(standby, 4096L * 20), 0);
	want_sound(true);
	ck_assert_int_eq(unlink(standby), 0);
	want_sound(true);
	want_sound(false);
}
END_TEST

START_TEST(one_that_others_could_write_is_not_believed)
{
	struct stat info;

	ck_assert_int_eq(chmod(standby, 0660), 0);
	want_sound(true);
	ck_assert_int_eq(lstat(standby, &info), 0);
	ck_assert_int_eq(info.st_mode & 0777, 0600);
	ck_assert_int_eq(link(standby, scratch("second")), 0);
	want_sound(true);
	want_sound(false);
}
END_TEST

START_TEST(something_else_of_its_name_is_refused)
{
	verify_result v = { 0 };
	cnis_error e = { 0 };

	ck_assert_int_eq(unlink(standby), 0);
	ck_assert_int_eq(symlink(scratch("r"), standby), 0);
	ck_assert_int_eq(store_standby_advance(s, standby, &v, &e), CNIS_EIO);
	ck_assert_int_eq(unlink(standby), 0);
	ck_assert_int_eq(mkdir(standby, 0700), 0);
	ck_assert_int_eq(store_standby_advance(s, standby, &v, &e), CNIS_EIO);
	ck_assert(!v.sound && v.head_seq == 0);
	ck_assert_int_eq(rmdir(standby), 0);
}
END_TEST

/* Why a full replay is still due now and then. */
START_TEST(who_changes_both_is_found_by_the_full_replay)
{
	static const char both[] = "UPDATE child SET sex = 'U' WHERE id = 2";
	verify_result v = { 0 };

	tamper(scratch("r"), "UPDATE child SET sex = 'M' WHERE id = 2");
	tamper(standby, "UPDATE child SET sex = 'M' WHERE id = 2");
	want_sound(false);
	ck_assert_int_eq(store_standby_renew(s, standby, &v, NULL), CNIS_OK);
	ck_assert(!v.sound && !v.renewed);
	ck_assert_str_eq(v.table, "child");
	ck_assert_int_eq(v.row_key, 2);
	tamper(scratch("r"), both);
	ck_assert_int_eq(store_standby_renew(s, standby, &v, NULL), CNIS_OK);
	ck_assert(v.sound && v.renewed);
}
END_TEST

START_TEST(a_migration_is_an_entry_like_others)
{
	static struct store_embedded one[2];
	store_identity identity = {
		.authority = "302", .demonstration = true, .officer = "amal", .now = 1700000000
	};
	int applied = 0;
	cnis_error e = { 0 };

	one[0] = store_migrations[0];
	store_close(s);
	ck_assert_int_eq(unlink(scratch("r")), 0);
	(void)unlink(scratch("r-wal"));
	(void)unlink(scratch("r-shm"));
	ck_assert_msg(store_create_with(scratch("r"), &identity, one, &e) == CNIS_OK, "%s",
	              e.message);
	s = open_register();
	want_sound(true); /* of another register: the uuid */
	ck_assert_msg(store_migrate(s, "amal", NULL, &applied, &e) == CNIS_OK, "%s", e.message);
	ck_assert_int_gt(applied, 0);
	family_fill(s);
	want_sound(false);
}
END_TEST

START_TEST(a_restore_takes_it_away)
{
	verify_result v = { 0 };
	cnis_error e = { 0 };
	struct stat info;

	ck_assert_int_eq(store_backup(s, scratch("b"), &v, &e), CNIS_OK);
	(void)family_write(s, CHANGE);
	want_sound(false);
	store_close(s);
	ck_assert_msg(store_restore(scratch("b"), scratch("r"), &v, &e) == CNIS_OK, "%s",
	              e.message);
	ck_assert_int_ne(lstat(standby, &info), 0);
	s = open_register();
	want_sound(true);
}
END_TEST

/* ---- a crash in between ---------------------------------------------------------------------- */

static const struct {
	const char *step;
	bool spoil, renewed;
} crashes[] = {
	{ "written", false, false }, /* advanced, not committed: it stands where it stood */
	{ "copied", true, true },    /* a new one, not in place */
	{ "renamed", true, false },  /* in place */
};

static const char *stop_at;

static void
stop(const char *name)
{
	if (strcmp(name, stop_at) == 0)
		_exit(9);
}

START_TEST(a_crash_in_between_leaves_one_that_works)
{
	int status = 0;
	pid_t pid;

	(void)family_write(s, CHANGE);
	if (crashes[_i].spoil)
		tamper(standby, "UPDATE child SET sex = 'F' WHERE id = 2");
	store_close(s);
	s = NULL;
	pid = fork();
	ck_assert_int_ge(pid, 0);
	if (pid == 0) {
		verify_result v = { 0 };

		s = open_register();
		stop_at = crashes[_i].step;
		standby_step = stop;
		(void)store_standby_advance(s, standby, &v, NULL);
		_exit(0);
	}
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert_int_eq(WEXITSTATUS(status), 9);
	s = open_register();
	(void)family_write(s, AGAIN);
	want_sound(crashes[_i].renewed);
	want_sound(false);
}
END_TEST

START_TEST(two_do_not_advance_it_at_once)
{
	sqlite3 *other = NULL;
	verify_result v = { 0 };

	ck_assert_int_eq(sqlite3_open(standby, &other), SQLITE_OK);
	ck_assert_int_eq(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	ck_assert_int_eq(store_standby_advance(s, standby, &v, NULL), CNIS_EBUSY);
	(void)sqlite3_close(other);
	want_sound(false);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("standby");
	TCase *tc = tcase_create("standby");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, the_first_call_makes_it_private_and_alone);
	tcase_add_test(tc, it_is_advanced_by_nothing);
	tcase_add_test(tc, it_is_advanced_by_some);
	tcase_add_test(tc, a_changed_row_is_named_and_the_standby_kept);
	tcase_add_loop_test(tc, what_is_wrong_with_the_journal_is_named, 0,
	                    (int)(sizeof(news) / sizeof(news[0])));
	tcase_add_test(tc, a_cut_tail_shows_against_the_head_it_knows);
	tcase_add_loop_test(tc, a_changed_standby_is_made_anew, 0,
	                    (int)(sizeof(spoilt) / sizeof(spoilt[0])));
	tcase_add_test(tc, a_standby_that_is_no_database_is_made_anew);
	tcase_add_test(tc, one_that_others_could_write_is_not_believed);
	tcase_add_test(tc, something_else_of_its_name_is_refused);
	tcase_add_test(tc, who_changes_both_is_found_by_the_full_replay);
	tcase_add_test(tc, a_migration_is_an_entry_like_others);
	tcase_add_test(tc, a_restore_takes_it_away);
	tcase_add_loop_test(tc, a_crash_in_between_leaves_one_that_works, 0,
	                    (int)(sizeof(crashes) / sizeof(crashes[0])));
	tcase_add_test(tc, two_do_not_advance_it_at_once);
	tcase_set_timeout(tc, 60);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
