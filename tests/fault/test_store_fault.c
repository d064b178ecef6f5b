/*
 * Everything that can fail under one write, failed once: memory, disk, power.  After each the
 * register must be whole, hold one journal entry a change, and keep what was acknowledged.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "store/backup.h"
#include "store/inside.h"
#include "store/journal.h"
#include "store/migrate.h"
#include "support/faultvfs.h"
#include "support/oom.h"
#include "support/scratch.h"

enum { MANY = 20000 };

/* clang-format off */
static const store_sql CHILD = { "test.child",
	"INSERT INTO child (uuid, born_day, sex, school_age_from, school_age_to, source, basis,"
	" recorded_at, rev) VALUES ('u', 1, 'U', 2, 3, 'parent', 'x', :at, :rev)" };
static const store_sql NAME = { "test.name",
	"INSERT INTO child_name (child_id, kind, full_name, source, basis, recorded_at, rev)"
	" VALUES (:child, 'legal', 'Robin Example', 'parent', 'x', :at, :rev)" };
/* clang-format on */
static const store_entry ENTRY = { .officer = "amal", .kind = "test.write", .command = "test" };
static const store_identity IDENTITY = {
	.authority = "301", .demonstration = true, .officer = "amal", .now = 1000
};

static void
setup(void)
{
	scratch_make();
	ck_assert_int_eq(store_create(scratch("r"), &IDENTITY, NULL), CNIS_OK);
}

static void
teardown(void)
{
	oom_fail_at(-1);
	mem_fail_at(-1);
	faultvfs_arm(FAULT_NONE, 0);
	scratch_remove();
}

static cnis_status
insert(store *s, const store_sql *sql, int64_t child, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(s, sql, &c, reterr);

	if (st != CNIS_OK)
		return st;
	if (child != 0)
		stmt_int(&c, ":child", child);
	stmt_int(&c, ":at", store_now(s));
	stmt_int(&c, ":rev", store_seq(s));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

/* Open, one change of two rows, close: the operation under test. */
static cnis_status
operation(cnis_error *reterr)
{
	store_options options = { .mode = STORE_WRITE };
	int64_t seq = 0;
	store *s = NULL;
	cnis_status st = store_open(scratch("r"), &options, &s, reterr);

	if (st == CNIS_OK)
		st = store_begin(s, &ENTRY, reterr);
	if (st == CNIS_OK)
		st = insert(s, &CHILD, 0, reterr);
	if (st == CNIS_OK)
		st = insert(s, &NAME, store_last_id(s), reterr);
	if (st == CNIS_OK)
		st = store_commit(s, &seq, reterr);
	if (st != CNIS_OK)
		store_rollback(s);
	store_close(s);
	return st;
}

static int64_t
number(store *s, const char *sql)
{
	int64_t n = -1;
	cnis_error e = { 0 };

	ck_assert_msg(store_number(s, sql, "test", &n, &e) == CNIS_OK, "%s: %s", sql, e.message);
	return n;
}

/* Reopen and look at everything that must hold; answers how many changes are there. */
static int64_t
check_whole(void)
{
	verify_result v = { 0 };
	cnis_error e = { 0 };
	store *s = NULL;
	int64_t n;

	ck_assert_msg(store_open(scratch("r"), NULL, &s, &e) == CNIS_OK, "%s", e.message);
	n = number(s, "SELECT count(*) FROM child");
	ck_assert_int_eq(number(s, "SELECT integrity_check = 'ok' FROM pragma_integrity_check"), 1);
	ck_assert_int_eq(number(s, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
	ck_assert_int_eq(number(s, "SELECT count(*) FROM child_name"), n);
	ck_assert_int_eq(number(s, "SELECT count(*) FROM journal"), n + migrate_newest());
	ck_assert_int_eq(number(s, "SELECT max(seq) FROM journal"), n + migrate_newest());
	ck_assert_int_eq(number(s, "SELECT count(*) FROM journal_payload"), n + migrate_newest());
	ck_assert_int_eq(number(s, "SELECT count(*) FROM journal_touch"), n);
	ck_assert_int_eq(store_verify(s, VERIFY_CHAIN | VERIFY_PAYLOADS, &v, &e), CNIS_OK);
	ck_assert_msg(v.sound, "%s", v.problem);
	store_close(s);
	return n;
}

/* What a failure may leave: exactly what was there, and an error that says so. */
static void
after(const char *what, long n, cnis_status st, const cnis_error *e, int64_t before)
{
	int64_t now = check_whole();

	ck_assert_msg(now == before + (st == CNIS_OK ? 1 : 0),
	              "%s %ld: status %d (%s), %d rows more", what, n, (int)st, e->message,
	              (int)(now - before));
	ck_assert_int_eq(e->code, st);
	ck_assert_ptr_null(strstr(e->message, "Robin"));
}

START_TEST(no_allocation_of_the_engine_can_break_a_write)
{
	long n, hits;
	int64_t before = 0;

	for (n = 0; n < MANY; n++) {
		cnis_error e = { 0 };
		cnis_status st;

		oom_fail_at(n);
		st = operation(&e);
		hits = oom_hits();
		oom_fail_at(-1);
		after("allocation", n, st, &e, before);
		before += st == CNIS_OK ? 1 : 0;
		if (hits == 0) {
			ck_assert_int_eq(st, CNIS_OK);
			break;
		}
		ck_assert_msg(st == CNIS_OK || st == CNIS_ENOMEM, "%ld: %d %s", n, (int)st,
		              e.message);
	}
	ck_assert_int_gt(n, 100);
	ck_assert_int_lt(n, MANY);
}
END_TEST

START_TEST(no_allocation_of_ours_can_break_a_write)
{
	long n;
	int64_t before = 0;

	for (n = 0; n < MANY; n++) {
		cnis_error e = { 0 };
		cnis_status st;
		long failed;

		mem_fail_at(n);
		st = operation(&e);
		failed = mem_failures();
		mem_fail_at(-1);
		after("own allocation", n, st, &e, before);
		before += st == CNIS_OK ? 1 : 0;
		if (failed == 0)
			break;
		ck_assert_int_eq(st, CNIS_ENOMEM);
	}
	ck_assert_int_gt(n, 3);
}
END_TEST

static void
disk_loop(fault_kind kind, const char *what)
{
	long n, hits;
	int64_t before = 0;

	for (n = 0; n < MANY; n++) {
		cnis_error e = { 0 };
		cnis_status st;

		faultvfs_arm(kind, n);
		st = operation(&e);
		hits = faultvfs_hits();
		faultvfs_arm(FAULT_NONE, 0);
		after(what, n, st, &e, before);
		before += st == CNIS_OK ? 1 : 0;
		if (hits == 0)
			break;
		ck_assert_msg(st == CNIS_OK || st == CNIS_EIO, "%s %ld: %d %s", what, n, (int)st,
		              e.message);
	}
	ck_assert_int_gt(n, 3);
	ck_assert_int_gt(before, 0);
}

START_TEST(no_input_output_error_can_break_a_write)
{
	disk_loop(FAULT_IOERR, "I/O error");
}
END_TEST

START_TEST(full_disk_cannot_break_a_write)
{
	disk_loop(FAULT_FULL, "full disk");
}
END_TEST

START_TEST(crash_anywhere_keeps_what_was_acknowledged)
{
	int64_t before = 0, now;
	int status = 0;
	long n;
	pid_t pid;

	for (n = 0; n < MANY; n++) {
		pid = fork();
		if (pid == 0) {
			faultvfs_arm(FAULT_CRASH, n);
			_exit(operation(NULL) == CNIS_OK ? 0 : 1);
		}
		ck_assert_int_eq(waitpid(pid, &status, 0), pid);
		ck_assert(WIFEXITED(status));
		now = check_whole();
		ck_assert_int_ge(now, before);
		ck_assert_int_le(now, before + 1);
		before = now;
		if (WEXITSTATUS(status) != FAULT_EXIT)
			break;
	}
	ck_assert_int_eq(WEXITSTATUS(status), 0);
	ck_assert_int_gt(n, 3);
}
END_TEST

/* Every seventh write of a creation: either no register of that name, or a whole one. */
START_TEST(crash_while_creating_leaves_no_half_register)
{
	int status = 0;
	long n;
	pid_t pid;

	for (n = 0; n < MANY; n += 7) {
		struct stat info;

		(void)unlink(scratch("r"));
		pid = fork();
		if (pid == 0) {
			faultvfs_arm(FAULT_CRASH, n);
			_exit(store_create(scratch("r"), &IDENTITY, NULL) == CNIS_OK ? 0 : 1);
		}
		ck_assert_int_eq(waitpid(pid, &status, 0), pid);
		if (stat(scratch("r"), &info) == 0)
			(void)check_whole();
		if (WEXITSTATUS(status) != FAULT_EXIT)
			break;
	}
	ck_assert_int_eq(WEXITSTATUS(status), 0);
	ck_assert_int_eq(check_whole(), 0);
}
END_TEST

static int
migrate_once(long n)
{
	static struct store_embedded list[64];
	store_options options = { .mode = STORE_WRITE };
	store *s = NULL;
	size_t i = 0;

	for (; store_migrations[i].name != NULL; i++)
		list[i] = store_migrations[i];
	list[i] = (struct store_embedded){
		"9999_test.sql",
		"CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT;"
		"INSERT INTO extra VALUES (1);",
		"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
	};
	if (store_open(scratch("r"), &options, &s, NULL) != CNIS_OK)
		return 1;
	s->migrations = list;
	faultvfs_arm(FAULT_CRASH, n);
	if (store_migrate(s, "amal", NULL, NULL, NULL) != CNIS_OK)
		return 1;
	store_close(s);
	return 0;
}

START_TEST(crash_while_migrating_leaves_all_of_it_or_nothing)
{
	store_options options = { .mode = STORE_READ, .allow_old_schema = true };
	int status = 0;
	long n;
	pid_t pid;

	for (n = 0; n < MANY; n++) {
		cnis_error e = { 0 };
		store *s = NULL;

		pid = fork();
		if (pid == 0)
			_exit(migrate_once(n));
		ck_assert_int_eq(waitpid(pid, &status, 0), pid);
		ck_assert(WIFEXITED(status));
		if (WEXITSTATUS(status) != FAULT_EXIT)
			break;
		if (store_open(scratch("r"), &options, &s, &e) == CNIS_ESCHEMA)
			break; /* newer than this program: it was kept whole before the end */
		ck_assert_msg(s != NULL, "%s", e.message);
		ck_assert_int_eq(number(s, "SELECT count(*) FROM sqlite_schema"
		                           " WHERE name = 'extra'"),
		                 0);
		ck_assert_int_eq(number(s, "SELECT count(*) FROM journal"), migrate_newest());
		ck_assert_int_eq(number(s, "SELECT count(*) FROM schema_migration"),
		                 migrate_newest());
		store_close(s);
	}
	ck_assert_int_gt(n, 3);
	ck_assert(WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == FAULT_EXIT);
}
END_TEST

/* Memory that is missing is said; it is never taken for a register that was changed. */
START_TEST(no_allocation_of_the_engine_makes_verify_or_the_standby_raise_a_false_alarm)
{
	store_options options = { .mode = STORE_READ };
	int what;

	for (what = 0; what < 2; what++) {
		long n;
		long hits = 1;

		for (n = 0; n < MANY * 10L && hits != 0; n += 1 + n / 12) {
			cnis_error e = { 0 };
			verify_result v = { 0 };
			store *s = NULL;
			cnis_status st;

			ck_assert_int_eq(operation(&e), CNIS_OK); /* one more to replay */
			ck_assert_int_eq(store_open(scratch("r"), &options, &s, NULL), CNIS_OK);
			oom_fail_at(n);
			st = what == 0 ? store_verify(s, VERIFY_ALL, &v, &e)
			               : store_standby_advance(s, scratch("r.standby"), &v, &e);
			hits = oom_hits();
			oom_fail_at(-1);
			store_close(s);
			ck_assert_msg(st == CNIS_OK ? v.sound : st == CNIS_ENOMEM,
			              "%d at %ld: %d %s %s", what, n, (int)st, e.message,
			              v.problem);
		}
		ck_assert_int_eq(hits, 0);
		ck_assert_int_gt(n, 500);
	}
}
END_TEST

START_TEST(one_write_costs_no_more_syncs_than_promised)
{
	store_options options = { .mode = STORE_WRITE };
	store *s = NULL;

	ck_assert_int_eq(operation(NULL), CNIS_OK); /* the WAL exists now */
	ck_assert_int_eq(store_open(scratch("r"), &options, &s, NULL), CNIS_OK);
	faultvfs_arm(FAULT_NONE, 0);
	ck_assert_int_eq(store_begin(s, &ENTRY, NULL), CNIS_OK);
	ck_assert_int_eq(insert(s, &CHILD, 0, NULL), CNIS_OK);
	ck_assert_int_eq(insert(s, &NAME, store_last_id(s), NULL), CNIS_OK);
	ck_assert_int_eq(store_commit(s, NULL, NULL), CNIS_OK);
	ck_assert_int_eq(faultvfs_syncs(), 1);
	store_close(s);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("store_fault");
	TCase *tc = tcase_create("fault");
	SRunner *runner = srunner_create(suite);
	int failed;

	oom_install();
	faultvfs_install();
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 300);
	tcase_add_test(tc, no_allocation_of_the_engine_can_break_a_write);
	tcase_add_test(tc, no_allocation_of_ours_can_break_a_write);
	tcase_add_test(tc, no_input_output_error_can_break_a_write);
	tcase_add_test(tc, full_disk_cannot_break_a_write);
	tcase_add_test(tc, crash_anywhere_keeps_what_was_acknowledged);
	tcase_add_test(tc, crash_while_creating_leaves_no_half_register);
	tcase_add_test(tc, crash_while_migrating_leaves_all_of_it_or_nothing);
	tcase_add_test(tc,
	               no_allocation_of_the_engine_makes_verify_or_the_standby_raise_a_false_alarm);
	tcase_add_test(tc, one_write_costs_no_more_syncs_than_promised);
	suite_add_tcase(suite, tc);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
