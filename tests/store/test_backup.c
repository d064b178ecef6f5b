/* Backup and restore: a copy that verifies, and a register that is always whole. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/backup.h"
#include "store/inside.h"
#include "support/family.h"
#include "support/scratch.h"

static store *s;
static char *before; /* what the backup holds */

static const char CHANGE[] = "UPDATE child SET sex = 'M', rev = {rev} WHERE id = 1";

static void
setup(void)
{
	verify_result v = { 0 };
	cnis_error e = { 0 };

	scratch_make();
	s = family_register(scratch("r"));
	family_fill(s);
	before = family_dump(s);
	ck_assert_msg(store_backup(s, scratch("b"), &v, &e) == CNIS_OK, "%s: %s", e.where,
	              e.message);
	ck_assert(v.sound);
}

static void
teardown(void)
{
	store_close(s);
	free(before);
	scratch_remove();
}

static store *
open_mode(const char *name, store_mode mode)
{
	store_options options = { .mode = mode, .busy_ms = 200 };
	store *ret = NULL;
	cnis_error e = { 0 };

	ck_assert_msg(store_open(scratch(name), &options, &ret, &e) == CNIS_OK, "%s", e.message);
	return ret;
}

static void
holds(const char *name, store_mode mode, const char *dump)
{
	store *copy = open_mode(name, mode);
	verify_result v = { 0 };
	char *now = family_dump(copy);

	ck_assert_str_eq(now, dump);
	ck_assert_int_eq(store_verify(copy, VERIFY_ALL, &v, NULL), CNIS_OK);
	ck_assert_msg(v.sound, "%s", v.problem);
	store_close(copy);
	free(now);
}

static bool
exists(const char *name)
{
	struct stat info;

	return lstat(scratch(name), &info) == 0;
}

/* Names in the scratch folder that begin with @p start. */
static int
count(const char *start)
{
	char command[700];
	FILE *f;
	int n = -1;

	(void)snprintf(command, sizeof(command), "ls -A '%s' | grep -c '^%s'", scratch(""), start);
	f = popen(command, "r");
	ck_assert_ptr_nonnull(f);
	ck_assert_int_eq(fscanf(f, "%d", &n), 1);
	(void)pclose(f);
	return n;
}

static void
spoil(const char *name)
{
	FILE *f = fopen(scratch(name), "r+b");

	ck_assert_ptr_nonnull(f);
	ck_assert_int_eq(fseek(f, 4096L * 3, SEEK_SET), 0);
	for (int i = 0; i < 4096 * 40; i++)
		(void)fputc(0xA5, f);
	(void)fclose(f);
}

START_TEST(a_backup_is_private_whole_and_alone)
{
	struct stat info;

	ck_assert_int_eq(lstat(scratch("b"), &info), 0);
	ck_assert_int_eq(info.st_mode & 07777, 0600);
	ck_assert_uint_eq(info.st_nlink, 1);
	ck_assert_int_eq(count("b"), 1);
	ck_assert_int_eq(count("\\.b"), 0);
	holds("b", STORE_COPY, before);
	ck_assert_int_eq(count("b"), 1);
}
END_TEST

START_TEST(a_backup_is_opened_for_reading_only)
{
	const store_options options = { .mode = STORE_WRITE, .allow_old_schema = true };
	store *copy = NULL;
	cnis_error e = { 0 };

	ck_assert_int_eq(store_open(scratch("b"), &options, &copy, &e), CNIS_EREADONLY);
	ck_assert_ptr_null(copy);
	ck_assert_str_eq(e.where, "register.backup");
	holds("b", STORE_READ, before);
}
END_TEST

/* Somebody copied the file by hand to where the register was. */
START_TEST(a_backup_in_the_place_of_the_register_is_replaced_by_restore)
{
	verify_result v = { 0 };
	cnis_error e = { 0 };

	ck_assert_int_eq(store_backup(s, scratch("n"), &v, NULL), CNIS_OK);
	ck_assert_msg(store_restore(scratch("b"), scratch("n"), &v, &e) == CNIS_OK, "%s: %s",
	              e.where, e.message);
	holds("n", STORE_WRITE, before);
}
END_TEST

START_TEST(a_backup_never_replaces_anything)
{
	verify_result v = { 0 };

	ck_assert_int_eq(store_backup(s, scratch("b"), &v, NULL), CNIS_EEXISTS);
	ck_assert_int_eq(store_backup(s, scratch("nowhere/b"), &v, NULL), CNIS_EIO);
	ck_assert_int_eq(count("\\.b"), 0);
}
END_TEST

START_TEST(a_backup_holds_the_snapshot_it_was_made_in)
{
	store *reader = open_mode("r", STORE_READ);
	verify_result v = { 0 };

	ck_assert_int_eq(store_snapshot_begin(reader, NULL), CNIS_OK);
	(void)family_write(s, CHANGE);
	ck_assert_int_eq(store_backup(reader, scratch("b2"), &v, NULL), CNIS_OK);
	ck_assert(reader->in_snapshot);
	store_snapshot_end(reader);
	store_close(reader);
	holds("b2", STORE_COPY, before);
}
END_TEST

START_TEST(a_register_that_does_not_verify_gives_no_backup)
{
	verify_result v = { 0 };
	cnis_error e = { 0 };

	ck_assert_str_eq(family_tamper(scratch("r"), "UPDATE child SET sex = 'M' WHERE id = 2"),
	                 "ok");
	ck_assert_int_eq(store_backup(s, scratch("b2"), &v, &e), CNIS_ECORRUPT);
	ck_assert_ptr_nonnull(strstr(e.message, "child"));
	ck_assert(!exists("b2"));
	ck_assert_int_eq(count("\\.b2"), 0);
}
END_TEST

START_TEST(restore_brings_the_backup_back_and_keeps_what_it_replaced)
{
	verify_result v = { 0 };
	cnis_error e = { 0 };
	char *later;
	int64_t wal = 0;

	(void)family_write(s, CHANGE);
	later = family_dump(s);
	store_close(s);
	s = NULL;
	ck_assert_msg(store_restore(scratch("b"), scratch("r"), &v, &e) == CNIS_OK, "%s: %s",
	              e.where, e.message);
	ck_assert(v.sound);
	ck_assert_int_eq(count("r\\.before-restore"), 1);
	ck_assert_int_eq(count("\\.r"), 0);
	ck_assert(exists("b"));
	holds("r", STORE_READ, before);
	s = open_mode("r", STORE_WRITE);
	ck_assert_int_eq(store_number(s, "SELECT journal_mode = 'wal' FROM pragma_journal_mode",
	                              "test", &wal, NULL) == CNIS_OK
	                     ? wal
	                     : 1,
	                 1);
	store_set_now(s, 1700009999);
	(void)family_write(s, CHANGE);
	free(later);
}
END_TEST

START_TEST(restore_works_where_there_is_no_register)
{
	verify_result v = { 0 };
	cnis_error e = { 0 };

	ck_assert_msg(store_restore(scratch("b"), scratch("new"), &v, &e) == CNIS_OK, "%s: %s",
	              e.where, e.message);
	holds("new", STORE_WRITE, before);
}
END_TEST

START_TEST(a_damaged_register_may_be_replaced)
{
	verify_result v = { 0 };
	cnis_error e = { 0 };

	ck_assert_int_eq(store_checkpoint(s, NULL), CNIS_OK);
	store_close(s);
	s = NULL;
	spoil("r");
	ck_assert_msg(store_restore(scratch("b"), scratch("r"), &v, &e) == CNIS_OK, "%s: %s",
	              e.where, e.message);
	holds("r", STORE_READ, before);
	ck_assert_int_ge(count("r\\.before-restore"), 1);
}
END_TEST

START_TEST(a_register_in_use_is_not_replaced)
{
	store *reader = open_mode("r", STORE_READ);
	verify_result v = { 0 };
	cnis_error e = { 0 };

	store_close(s);
	s = NULL;
	ck_assert_int_eq(store_restore(scratch("b"), scratch("r"), &v, &e), CNIS_EBUSY);
	ck_assert_int_eq(count("\\.r"), 0);
	ck_assert_int_eq(count("r\\.before"), 0);
	store_close(reader);
	ck_assert_int_eq(store_restore(scratch("b"), scratch("r"), &v, &e), CNIS_OK);
}
END_TEST

START_TEST(a_backup_that_does_not_verify_changes_nothing)
{
	verify_result v = { 0 };
	cnis_error e = { 0 };
	char *later;

	(void)family_write(s, CHANGE);
	later = family_dump(s);
	store_close(s);
	s = NULL;
	ck_assert_str_eq(family_tamper(scratch("b"), "UPDATE duty SET due_day = 1"), "ok");
	(void)family_tamper(scratch("b"), "PRAGMA wal_checkpoint(TRUNCATE)");
	ck_assert_int_eq(store_restore(scratch("b"), scratch("r"), &v, &e), CNIS_ECORRUPT);
	ck_assert_int_eq(count("\\.r"), 0);
	holds("r", STORE_READ, later);
	free(later);
}
END_TEST

START_TEST(a_truncated_backup_is_refused)
{
	verify_result v = { 0 };

	ck_assert_int_eq(truncate(scratch("b"), 4096L * 20), 0);
	ck_assert_int_eq(store_restore(scratch("b"), scratch("r2"), &v, NULL), CNIS_ECORRUPT);
	ck_assert(!exists("r2"));
	ck_assert(!exists("r2.lock"));
}
END_TEST

START_TEST(a_missing_backup_is_not_found)
{
	verify_result v = { 0 };

	ck_assert_int_eq(store_restore(scratch("none"), scratch("r"), &v, NULL), CNIS_ENOTFOUND);
}
END_TEST

START_TEST(another_register_is_not_replaced_nor_one_in_use_taken_for_a_backup)
{
	verify_result v = { 0 };
	store *other = family_register(scratch("o"));
	cnis_error e = { 0 };

	family_fill(other);
	ck_assert_int_eq(store_restore(scratch("r"), scratch("o"), &v, &e), CNIS_ECONFLICT);
	store_close(other);
	ck_assert_int_eq(store_restore(scratch("b"), scratch("o"), &v, &e), CNIS_ECONFLICT);
	ck_assert_int_eq(count("\\.o"), 0);
}
END_TEST

/* ---- a crash after each step ----------------------------------------------------------------- */

static const char *const steps[] = { "copied", "taken", "kept", "replaced" };
static const char *stop_at;

static void
stop(const char *name)
{
	if (strcmp(name, stop_at) == 0)
		_exit(9);
}

START_TEST(a_crash_at_any_step_leaves_one_register_whole)
{
	verify_result v = { 0 };
	cnis_error e = { 0 };
	char *later;
	char *now;
	store *left;
	int status = 0;
	pid_t pid;

	(void)family_write(s, CHANGE);
	later = family_dump(s);
	store_close(s);
	s = NULL;
	pid = fork();
	ck_assert_int_ge(pid, 0);
	if (pid == 0) {
		stop_at = steps[_i];
		restore_step = stop;
		(void)store_restore(scratch("b"), scratch("r"), &v, &e);
		_exit(0);
	}
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert_int_eq(WEXITSTATUS(status), 9);
	left = open_mode("r", STORE_WRITE);
	ck_assert_int_eq(store_verify(left, VERIFY_ALL, &v, &e), CNIS_OK);
	ck_assert_msg(v.sound, "%s", v.problem);
	now = family_dump(left);
	ck_assert_str_eq(now, strcmp(steps[_i], "replaced") == 0 ? before : later);
	store_set_now(left, 1700009999);
	(void)family_write(left, "UPDATE child SET sex = 'U', rev = {rev} WHERE id = 2");
	store_close(left);
	/* and a second attempt succeeds */
	ck_assert_msg(store_restore(scratch("b"), scratch("r"), &v, &e) == CNIS_OK, "%s: %s",
	              e.where, e.message);
	holds("r", STORE_READ, before);
	ck_assert_int_eq(count("\\.r"), 0);
	free(later);
	free(now);
}
END_TEST

/* A writer that opened the old file and waited in the queue must not write into it. */
START_TEST(a_writer_of_the_replaced_register_is_told)
{
	store_entry entry = { .officer = "amal", .kind = "test.write", .command = "test" };
	cnis_error e = { 0 };

	ck_assert_int_eq(rename(scratch("r"), scratch("moved")), 0);
	ck_assert_int_eq(rename(scratch("b"), scratch("r")), 0);
	ck_assert_int_eq(family_try(s, &entry, CHANGE, NULL, &e), CNIS_ECONFLICT);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("backup");
	TCase *tc = tcase_create("backup");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, a_backup_is_private_whole_and_alone);
	tcase_add_test(tc, a_backup_is_opened_for_reading_only);
	tcase_add_test(tc, a_backup_in_the_place_of_the_register_is_replaced_by_restore);
	tcase_add_test(tc, a_backup_never_replaces_anything);
	tcase_add_test(tc, a_backup_holds_the_snapshot_it_was_made_in);
	tcase_add_test(tc, a_register_that_does_not_verify_gives_no_backup);
	tcase_add_test(tc, restore_brings_the_backup_back_and_keeps_what_it_replaced);
	tcase_add_test(tc, restore_works_where_there_is_no_register);
	tcase_add_test(tc, a_damaged_register_may_be_replaced);
	tcase_add_test(tc, a_register_in_use_is_not_replaced);
	tcase_add_test(tc, a_backup_that_does_not_verify_changes_nothing);
	tcase_add_test(tc, a_truncated_backup_is_refused);
	tcase_add_test(tc, a_missing_backup_is_not_found);
	tcase_add_test(tc, another_register_is_not_replaced_nor_one_in_use_taken_for_a_backup);
	tcase_add_loop_test(tc, a_crash_at_any_step_leaves_one_register_whole, 0,
	                    (int)(sizeof(steps) / sizeof(steps[0])));
	tcase_add_test(tc, a_writer_of_the_replaced_register_is_told);
	tcase_set_timeout(tc, 60);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
