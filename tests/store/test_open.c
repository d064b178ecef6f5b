/* Opening and creating: every refusal has its own status and its own words. */
#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/inside.h"
#include "store/migrate.h"
#include "support/scratch.h"

enum { NOBODY = 65534 };

static const store_identity IDENTITY = {
	.authority = "301", .demonstration = true, .officer = "amal", .now = 1000
};
static cnis_error e;

static void
setup(void)
{
	memset(&e, 0, sizeof(e));
	scratch_make();
	ck_assert_msg(store_create(scratch("r"), &IDENTITY, &e) == CNIS_OK, "%s", e.message);
}

static void
teardown(void)
{
	scratch_remove();
}

static cnis_status
try_open(const char *name, store_mode mode)
{
	store_options options = { .mode = mode, .busy_ms = 100 };
	store *s = NULL;
	cnis_status st;

	memset(&e, 0, sizeof(e));
	st = store_open(scratch(name), &options, &s, &e);
	ck_assert_int_eq(st, e.code);
	ck_assert((st == CNIS_OK) == (s != NULL));
	store_close(s);
	return st;
}

#define REFUSED(name, mode, status, words)                                                         \
	do {                                                                                       \
		ck_assert_int_eq(try_open(name, mode), status);                                    \
		ck_assert_msg(strstr(e.message, words) != NULL, "said: %s", e.message);            \
	} while (0)

/* Change the file with SQLite itself, as another application would. */
static void
meddle(const char *name, const char *sql)
{
	sqlite3 *db = NULL;

	ck_assert_int_eq(sqlite3_open(scratch(name), &db), SQLITE_OK);
	ck_assert_int_eq(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	ck_assert_int_eq(sqlite3_close(db), SQLITE_OK);
}

static void
fill(const char *name, size_t n, int step)
{
	FILE *f = fopen(scratch(name), "wb");
	size_t i;

	ck_assert_ptr_nonnull(f);
	for (i = 0; i < n; i++)
		(void)fputc((int)(i * 37 + (size_t)step * (i / 7)) & 0xff, f);
	(void)fclose(f);
}

START_TEST(created_register_opens_and_says_what_it_is)
{
	store_options options = { .mode = STORE_WRITE };
	store *s = NULL;
	struct stat info;

	ck_assert_int_eq(store_open(scratch("r"), &options, &s, &e), CNIS_OK);
	ck_assert_uint_eq(strlen(store_uuid(s)), 36);
	ck_assert_str_eq(store_authority(s), "301");
	ck_assert(store_demonstration(s));
	ck_assert_int_eq(store_schema(s), migrate_newest());
	ck_assert_ptr_nonnull(strstr(store_path(s), "/r"));
	ck_assert_int_eq(store_now(s) > 1700000000, 1);
	store_set_now(s, 86400);
	ck_assert_int_eq(store_now(s), 86400);
	ck_assert_int_eq(store_today(s), 1);
	store_close(s);
	store_close(NULL);
	ck_assert_int_eq(stat(scratch("r"), &info), 0);
	ck_assert_int_eq(info.st_mode & 0777, 0600);
	ck_assert_uint_eq(info.st_nlink, 1);
}
END_TEST

START_TEST(live_register_knows_only_the_real_clock)
{
	store_identity live = IDENTITY;
	store_options options = { .mode = STORE_WRITE };
	store *s = NULL;

	live.demonstration = false;
	ck_assert_int_eq(store_create(scratch("live"), &live, &e), CNIS_OK);
	ck_assert_int_eq(store_open(scratch("live"), &options, &s, &e), CNIS_OK);
	store_set_now(s, 86400);
	ck_assert_int_gt(store_now(s), 1700000000);
	store_close(s);
}
END_TEST

START_TEST(create_leaves_one_file)
{
	ck_assert_int_ne(access(scratch("r-wal"), F_OK), 0);
	ck_assert_int_ne(access(scratch("r-shm"), F_OK), 0);
	ck_assert_int_ne(access(scratch("r-journal"), F_OK), 0);
}
END_TEST

START_TEST(create_never_overwrites)
{
	ck_assert_int_eq(store_create(scratch("r"), &IDENTITY, &e), CNIS_EEXISTS);
	ck_assert_int_eq(symlink("nowhere", scratch("link")), 0);
	ck_assert_int_eq(store_create(scratch("link"), &IDENTITY, &e), CNIS_EEXISTS);
	fill("new-wal", 10, 0);
	ck_assert_int_eq(store_create(scratch("new"), &IDENTITY, &e), CNIS_EEXISTS);
	ck_assert_ptr_nonnull(strstr(e.message, "-wal"));
}
END_TEST

START_TEST(create_needs_a_folder_and_an_authority)
{
	store_identity wrong = IDENTITY;

	ck_assert_int_eq(store_create(scratch("none/r"), &IDENTITY, &e), CNIS_EIO);
	ck_assert_int_eq(store_create(scratch("r/r"), &IDENTITY, &e), CNIS_EIO);
	wrong.authority = "30";
	ck_assert_int_eq(store_create(scratch("x"), &wrong, &e), CNIS_EINVAL);
	ck_assert_str_eq(e.field, "authority");
	wrong.authority = NULL;
	ck_assert_int_eq(store_create(scratch("x"), &wrong, &e), CNIS_EINVAL);
	wrong = IDENTITY;
	wrong.officer = NULL;
	ck_assert_int_eq(store_create(scratch("x"), &wrong, &e), CNIS_ESTORE);
	ck_assert_int_ne(access(scratch("x"), F_OK), 0);
}
END_TEST

START_TEST(create_needs_a_name_of_a_length_that_can_be)
{
	static char name[5000];

	ck_assert_int_eq(store_create(NULL, &IDENTITY, &e), CNIS_EIO);
	ck_assert_int_eq(store_create("", &IDENTITY, &e), CNIS_EIO);
	memset(name, 'x', sizeof(name) - 1);
	ck_assert_int_eq(store_create(name, &IDENTITY, &e), CNIS_EIO);
	name[0] = '/';
	name[4200] = '/'; /* the folder alone is longer than any path */
	ck_assert_int_eq(store_create(name, &IDENTITY, &e), CNIS_EIO);
}
END_TEST

START_TEST(missing_is_not_found)
{
	REFUSED("none", STORE_READ, CNIS_ENOTFOUND, "no register of that name");
	REFUSED("r/none", STORE_READ, CNIS_ENOTFOUND, "no register of that name");
	ck_assert_int_eq(store_open("", NULL, NULL, &e), CNIS_ENOTFOUND);
}
END_TEST

START_TEST(directory_is_refused)
{
	ck_assert_int_eq(mkdir(scratch("d"), 0700), 0);
	REFUSED("d", STORE_READ, CNIS_EIO, "is a directory");
}
END_TEST

START_TEST(symbolic_link_is_refused)
{
	ck_assert_int_eq(symlink("r", scratch("link")), 0);
	REFUSED("link", STORE_READ, CNIS_EIO, "symbolic link");
}
END_TEST

START_TEST(pipe_is_refused)
{
	ck_assert_int_eq(mkfifo(scratch("pipe"), 0600), 0);
	REFUSED("pipe", STORE_READ, CNIS_EIO, "not a regular file");
}
END_TEST

START_TEST(other_application_is_refused)
{
	meddle("other", "CREATE TABLE t (a); PRAGMA application_id = 99");
	REFUSED("other", STORE_READ, CNIS_ESCHEMA, "another application");
	meddle("plain", "CREATE TABLE t (a)");
	REFUSED("plain", STORE_WRITE, CNIS_ESCHEMA, "another application");
}
END_TEST

START_TEST(newer_and_older_are_refused)
{
	store_options options = { .mode = STORE_READ, .allow_old_schema = true };
	store *s = NULL;

	meddle("r", "PRAGMA user_version = 900");
	REFUSED("r", STORE_READ, CNIS_ESCHEMA, "is newer (version 900)");
	meddle("r", "PRAGMA user_version = 1");
	REFUSED("r", STORE_WRITE, CNIS_ESCHEMA, "run cnis migrate");
	ck_assert_int_eq(store_open(scratch("r"), &options, &s, &e), CNIS_OK);
	ck_assert_int_eq(store_schema(s), 1);
	store_close(s);
}
END_TEST

START_TEST(empty_and_foreign_bytes_are_refused)
{
	fill("empty", 0, 0);
	REFUSED("empty", STORE_READ, CNIS_ECORRUPT, "is empty");
	fill("noise", 8192, 11);
	REFUSED("noise", STORE_READ, CNIS_ECORRUPT, "encrypted");
	fill("short", 60, 3);
	REFUSED("short", STORE_WRITE, CNIS_ECORRUPT, "not a register");
}
END_TEST

START_TEST(truncated_is_refused)
{
	struct stat info;

	ck_assert_int_eq(stat(scratch("r"), &info), 0);
	ck_assert_int_eq(truncate(scratch("r"), info.st_size - 100), 0);
	REFUSED("r", STORE_READ, CNIS_ECORRUPT, "truncated");
	ck_assert_int_eq(truncate(scratch("r"), info.st_size - 3 * 4096), 0);
	REFUSED("r", STORE_READ, CNIS_ECORRUPT, "truncated");
	ck_assert_int_eq(truncate(scratch("r"), 3000), 0);
	REFUSED("r", STORE_READ, CNIS_ECORRUPT, "truncated");
}
END_TEST

START_TEST(register_without_its_identity_is_damaged)
{
	meddle("r", "DELETE FROM register");
	REFUSED("r", STORE_READ, CNIS_ECORRUPT, "which register");
}
END_TEST

static long pretended;

static long
pretend(const char *path)
{
	(void)path;
	return pretended;
}

START_TEST(network_file_systems_are_refused_by_name)
{
	static const struct {
		long type;
		const char *name;
	} CASES[] = { { 0x6969, "(NFS)" },
		      { (long)0xff534d42L, "(CIFS)" },
		      { 0x65735546, "(FUSE)" } };
	size_t i;

	store_file_system = pretend;
	for (i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
		pretended = CASES[i].type;
		REFUSED("r", STORE_READ, CNIS_EIO, CASES[i].name);
		ck_assert_int_eq(store_create(scratch("n"), &IDENTITY, &e), CNIS_EIO);
	}
	pretended = (long)(int)0xff534d42; /* f_type is signed on some machines */
	REFUSED("r", STORE_READ, CNIS_EIO, "(CIFS)");
	ck_assert_int_ne(access(scratch("n"), F_OK), 0);
	pretended = 0xef53;
	ck_assert_int_eq(try_open("r", STORE_WRITE), CNIS_OK);
}
END_TEST

/* Permissions say nothing to the superuser: run @p fn as somebody else. */
static void
as_nobody(void (*fn)(void))
{
	int status = 0;
	pid_t pid;

	if (geteuid() == 0) {
		ck_assert_int_eq(chown(scratch("r"), NOBODY, NOBODY), 0);
		ck_assert_int_eq(chown(scratch("."), NOBODY, NOBODY), 0);
	}
	pid = fork();
	if (pid == 0) {
		if (geteuid() == 0 && (setgid(NOBODY) != 0 || setuid(NOBODY) != 0))
			_exit(1);
		fn();
		_exit(0);
	}
	(void)waitpid(pid, &status, 0);
	ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "see above");
}

static void
expect(bool ok)
{
	if (!ok) {
		(void)fprintf(stderr, "status %d: %s\n", (int)e.code, e.message);
		_exit(1);
	}
}

static bool
said(const char *name, store_mode mode, cnis_status status, const char *words)
{
	store_options options = { .mode = mode };
	store *s = NULL;
	cnis_status st;

	memset(&e, 0, sizeof(e));
	st = store_open(scratch(name), &options, &s, &e);
	store_close(s);
	return st == status && strstr(e.message, words) != NULL;
}

static void
read_only_file(void)
{
	expect(chmod(scratch("r"), 0400) == 0);
	expect(said("r", STORE_WRITE, CNIS_EREADONLY, "register is read-only"));
	expect(said("r", STORE_READ, CNIS_OK, ""));
	expect(said("r", STORE_COPY, CNIS_OK, ""));
	expect(chmod(scratch("r"), 0) == 0);
	expect(said("r", STORE_READ, CNIS_EIO, "cannot be read"));
}

static void
read_only_folder(void)
{
	expect(chmod(scratch("."), 0500) == 0);
	expect(said("r", STORE_WRITE, CNIS_EREADONLY, "folder of the register is read-only"));
	expect(said("r", STORE_READ, CNIS_EIO, "-shm"));
	expect(said("r", STORE_COPY, CNIS_OK, ""));
	expect(store_create(scratch("n"), &IDENTITY, &e) == CNIS_EIO);
	expect(chmod(scratch("."), 0700) == 0);
	expect(said("r", STORE_WRITE, CNIS_OK, ""));
}

START_TEST(read_only_file_is_readable_but_not_for_writing)
{
	as_nobody(read_only_file);
}
END_TEST

START_TEST(read_only_folder_is_said)
{
	as_nobody(read_only_folder);
}
END_TEST

START_TEST(odd_names_are_only_names)
{
	store_options options = { .mode = STORE_COPY };
	store *s = NULL;

	ck_assert_int_eq(chdir(scratch(".")), 0);
	ck_assert_int_eq(store_create("file:x?mode=memory", &IDENTITY, &e), CNIS_OK);
	ck_assert_int_eq(access("file:x?mode=memory", F_OK), 0);
	ck_assert_int_eq(store_open("file:x?mode=memory", NULL, &s, &e), CNIS_OK);
	store_close(s);
	ck_assert_msg(store_open("file:x?mode=memory", &options, &s, &e) == CNIS_OK, "%s",
	              e.message);
	store_close(s);
	ck_assert_int_eq(store_create(":memory:", &IDENTITY, &e), CNIS_OK);
	ck_assert_int_eq(access(":memory:", F_OK), 0);
	ck_assert_int_eq(chdir("/"), 0);
}
END_TEST

START_TEST(relative_copy_opens)
{
	store_options options = { .mode = STORE_COPY };
	store *s = NULL;

	ck_assert_int_eq(chdir(scratch(".")), 0);
	ck_assert_msg(store_open("r", &options, &s, &e) == CNIS_OK, "%s", e.message);
	ck_assert_int_ne(access("r-shm", F_OK), 0);
	store_close(s);
	ck_assert_int_eq(chdir("/"), 0);
}
END_TEST

START_TEST(memory_store_is_empty_and_hardened)
{
	store *s = NULL;
	int64_t n = -1;

	ck_assert_int_eq(store_memory(&s, &e), CNIS_OK);
	ck_assert_int_eq(migrate_run(s, 1, &e), CNIS_OK);
	ck_assert_int_eq(store_number(s, "SELECT count(*) FROM journal", "t", &n, &e), CNIS_OK);
	ck_assert_int_eq(n, 0);
	ck_assert_int_eq(migrate_run(s, 99, &e), CNIS_ESCHEMA);
	store_set_now(s, 86400);
	ck_assert_int_eq(store_now(s), 86400); /* a copy may stand at any instant */
	store_close(s);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("open");
	TCase *tc = tcase_create("open");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, created_register_opens_and_says_what_it_is);
	tcase_add_test(tc, live_register_knows_only_the_real_clock);
	tcase_add_test(tc, create_leaves_one_file);
	tcase_add_test(tc, create_never_overwrites);
	tcase_add_test(tc, create_needs_a_folder_and_an_authority);
	tcase_add_test(tc, create_needs_a_name_of_a_length_that_can_be);
	tcase_add_test(tc, missing_is_not_found);
	tcase_add_test(tc, directory_is_refused);
	tcase_add_test(tc, symbolic_link_is_refused);
	tcase_add_test(tc, pipe_is_refused);
	tcase_add_test(tc, other_application_is_refused);
	tcase_add_test(tc, newer_and_older_are_refused);
	tcase_add_test(tc, empty_and_foreign_bytes_are_refused);
	tcase_add_test(tc, truncated_is_refused);
	tcase_add_test(tc, register_without_its_identity_is_damaged);
	tcase_add_test(tc, network_file_systems_are_refused_by_name);
	tcase_add_test(tc, read_only_file_is_readable_but_not_for_writing);
	tcase_add_test(tc, read_only_folder_is_said);
	tcase_add_test(tc, odd_names_are_only_names);
	tcase_add_test(tc, relative_copy_opens);
	tcase_add_test(tc, memory_store_is_empty_and_hardened);
	suite_add_tcase(suite, tc);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
