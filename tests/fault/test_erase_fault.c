/* Everything that can fail under an erasure, failed once: it is whole, or it is not there. */
#include <check.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/erase.h"
#include "store/inside.h"
#include "store/journal.h"
#include "support/family.h"
#include "support/faultvfs.h"
#include "support/oom.h"
#include "support/scratch.h"

enum { MANY = 20000 };

static void
setup(void)
{
	store *s;

	scratch_make();
	s = family_register(scratch("r"));
	(void)family_write(s,
	                   "INSERT INTO child (uuid, born_day, sex, school_age_from, school_age_to,"
	                   " source, basis, recorded_at, rev) VALUES ('u', 1, 'U', 2, 3, 'parent',"
	                   " 'x', 1, {rev});"
	                   "INSERT INTO child_name (child_id, kind, full_name, source, basis,"
	                   " recorded_at, rev) VALUES (1, 'legal', 'Robin Example', 'parent', 'x',"
	                   " 1, {rev})");
	store_close(s);
}

static void
teardown(void)
{
	oom_fail_at(-1);
	faultvfs_arm(FAULT_NONE, 0);
	scratch_remove();
}

static int64_t
number(store *s, const char *sql)
{
	int64_t n = -1;
	cnis_error e = { 0 };

	ck_assert_msg(store_number(s, sql, "test", &n, &e) == CNIS_OK, "%s: %s", sql, e.message);
	return n;
}

static const store_entry DISPOSAL = {
	.officer = "amal", .kind = "disposal.run", .command = "dispose run", .undo = STORE_FINAL
};
static const erase_column BLANKS[] = { { .name = "full_name", .to = ERASE_EMPTY } };
static const erase_subject NAMES[] = {
	{ .table = "child_name", .by = "child_id", .value = 1, .columns = BLANKS, .n_columns = 1 }
};

static cnis_status
erasure(cnis_error *reterr)
{
	store_options options = { .mode = STORE_WRITE };
	erase_counts counts = { 0 };
	store *s = NULL;
	cnis_status st = store_open(scratch("r"), &options, &s, reterr);

	if (st == CNIS_OK)
		st = store_begin(s, &DISPOSAL, reterr);
	if (st == CNIS_OK)
		st = store_erase(s, "LOCAL.dispose.test", NAMES, 1, &counts, reterr);
	if (st == CNIS_OK)
		st = store_commit(s, NULL, reterr);
	if (st != CNIS_OK)
		store_rollback(s);
	if (st == CNIS_OK)
		st = store_erase_settle(s, reterr);
	store_close(s);
	return st;
}

/* All of it is there, or none of it is; either way everything can be proved. */
static void
check_erased_or_not(void)
{
	verify_result v = { 0 };
	cnis_error e = { 0 };
	store *s = NULL;
	int64_t here, said;

	ck_assert_msg(store_open(scratch("r"), NULL, &s, &e) == CNIS_OK, "%s", e.message);
	here = number(s, "SELECT full_name = '' FROM child_name");
	said = number(s, "SELECT count(*) FROM journal WHERE kind = 'disposal.run'");
	ck_assert_int_eq(number(s, "SELECT count(*) FROM journal_disposal"), said);
	ck_assert_int_eq(here, said > 0);
	ck_assert_int_eq(store_verify(s, VERIFY_ALL, &v, &e), CNIS_OK);
	ck_assert_msg(v.sound, "%s", v.problem);
	store_close(s);
}

/* And whoever calls again finds it settled, though nothing was left to erase. */
static void
want_settled(void)
{
	store_options options = { .mode = STORE_WRITE };
	bool unsettled = true;
	store *s = NULL;

	ck_assert_int_eq(store_open(scratch("r"), &options, &s, NULL), CNIS_OK);
	ck_assert_int_eq(store_erase_settle(s, NULL), CNIS_OK);
	ck_assert_int_eq(store_erase_unsettled(s, &unsettled, NULL), CNIS_OK);
	ck_assert(!unsettled);
	store_close(s);
}

START_TEST(crash_anywhere_in_an_erasure_leaves_all_of_it_or_nothing)
{
	int status = 0;
	long n;

	for (n = 0; n < MANY; n += 1 + n / 25) {
		pid_t pid = fork();

		if (pid == 0) {
			faultvfs_arm(FAULT_CRASH, n);
			_exit(erasure(NULL) == CNIS_OK ? 0 : 1);
		}
		ck_assert_int_eq(waitpid(pid, &status, 0), pid);
		check_erased_or_not();
		if (WEXITSTATUS(status) != FAULT_EXIT)
			break;
	}
	ck_assert_int_eq(WEXITSTATUS(status), 0);
	ck_assert_int_gt(n, 10);
	want_settled();
}
END_TEST

START_TEST(no_failing_disk_leaves_half_an_erasure)
{
	const fault_kind kind = _i == 0 ? FAULT_IOERR : FAULT_FULL;
	long n, hits;

	for (n = 0; n < MANY; n += 1 + n / 25) {
		cnis_error e = { 0 };
		cnis_status st;

		faultvfs_arm(kind, n);
		st = erasure(&e);
		hits = faultvfs_hits();
		faultvfs_arm(FAULT_NONE, 0);
		ck_assert_msg(st == CNIS_OK || st == CNIS_EIO, "%ld: %d %s", n, (int)st, e.message);
		check_erased_or_not();
		if (hits == 0)
			break;
	}
	ck_assert_int_gt(n, 3);
	want_settled();
}
END_TEST

START_TEST(no_allocation_of_the_engine_leaves_half_an_erasure)
{
	long n, hits;

	for (n = 0; n < MANY; n += 1 + n / 60) {
		cnis_error e = { 0 };
		cnis_status st;

		oom_fail_at(n);
		st = erasure(&e);
		hits = oom_hits();
		oom_fail_at(-1);
		ck_assert_msg(st == CNIS_OK || st == CNIS_ENOMEM, "%ld: %d %s", n, (int)st,
		              e.message);
		if (st == CNIS_OK || n % 16 == 0)
			check_erased_or_not();
		if (hits == 0)
			break;
	}
	ck_assert_int_gt(n, 100);
	want_settled();
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("erase_fault");
	TCase *tc = tcase_create("fault");
	SRunner *runner = srunner_create(suite);
	int failed;

	oom_install();
	faultvfs_install();
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 300);
	tcase_add_test(tc, crash_anywhere_in_an_erasure_leaves_all_of_it_or_nothing);
	tcase_add_loop_test(tc, no_failing_disk_leaves_half_an_erasure, 0, 2);
	tcase_add_test(tc, no_allocation_of_the_engine_leaves_half_an_erasure);
	suite_add_tcase(suite, tc);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
