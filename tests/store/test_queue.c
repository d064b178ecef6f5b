/* The writers' queue: many writers wait in turn, none fails; a wait has an end. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "fresh.h"
#include "store/inside.h"
#include "store/migrate.h"
#include "support/scratch.h"

enum { WRITERS = 50, BOUND_MS = 8000, BUSY_MS = 20000 };

static const store_sql CHILD = {
	"test.child",
	"INSERT INTO child (uuid, born_day, sex, school_age_from, school_age_to, source,"
	" basis, recorded_at, rev) VALUES ('u', 1, 'U', 2, 3, 'parent', 'x', 1, :rev)"
};
static const store_entry ENTRY = { .officer = "amal", .kind = "test.write", .command = "test" };

static cnis_status
open_writer(int busy_ms, store **ret)
{
	store_options options = { .mode = STORE_WRITE, .busy_ms = busy_ms };

	return store_open(scratch("r"), &options, ret, NULL);
}

static void
setup(void)
{
	fresh_make();
}

static void
teardown(void)
{
	scratch_remove();
}

/* Check allows its own time-outs so many times more where everything is slow, as under valgrind. */
static int
patience(void)
{
	const char *text = getenv("CK_TIMEOUT_MULTIPLIER");
	long n = text == NULL ? 1 : strtol(text, NULL, 10);

	return n < 1 ? 1 : n > 100 ? 100 : (int)n;
}

static long
now_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static cnis_status
add_child(store *s)
{
	cursor c = { 0 };
	cnis_status st = store_begin(s, &ENTRY, NULL);

	if (st != CNIS_OK)
		return st;
	st = stmt_open(s, &CHILD, &c, NULL);
	if (st == CNIS_OK) {
		stmt_int(&c, ":rev", store_seq(s));
		st = stmt_run(&c, NULL);
	}
	stmt_close(&c);
	return st == CNIS_OK ? store_commit(s, NULL, NULL) : st;
}

/* In the child process: exit code 0 only when the write was acknowledged. */
static int
write_once(long *ret_waited)
{
	store *s = NULL;
	long before = now_ms();
	cnis_status st = open_writer(BUSY_MS * patience(), &s);

	if (st == CNIS_OK)
		st = add_child(s);
	*ret_waited = now_ms() - before;
	store_close(s);
	return st == CNIS_OK ? 0 : 1;
}

START_TEST(fifty_writers_all_get_their_turn)
{
	long waited, longest = 0;
	int64_t n = 0;
	store *s = NULL;
	int i, status, failed = 0, answers[2];

	ck_assert_int_eq(pipe(answers), 0);
	for (i = 0; i < WRITERS; i++)
		if (fork() == 0) {
			status = write_once(&waited);
			(void)!write(answers[1], &waited, sizeof(waited));
			_exit(status);
		}
	while (wait(&status) > 0)
		if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
			failed++;
	(void)close(answers[1]);
	while (read(answers[0], &waited, sizeof(waited)) == (ssize_t)sizeof(waited))
		longest = waited > longest ? waited : longest;
	(void)close(answers[0]);
	ck_assert_int_eq(failed, 0);
	ck_assert_msg(longest < (long)BOUND_MS * patience(), "longest wait %ld ms", longest);
	ck_assert_int_eq(open_writer(0, &s), CNIS_OK);
	ck_assert_int_eq(store_number(s, "SELECT count(*) FROM child", "t", &n, NULL), CNIS_OK);
	ck_assert_int_eq(n, WRITERS);
	ck_assert_int_eq(store_number(s, "SELECT max(seq) FROM journal", "t", &n, NULL), CNIS_OK);
	ck_assert_int_eq(n, WRITERS + migrate_newest());
	store_close(s);
	if (getenv("CNIS_TEST_VERBOSE") != NULL)
		(void)fprintf(stderr, "longest wait %ld ms\n", longest);
}
END_TEST

START_TEST(waiting_ends_with_busy_and_nothing_is_left_locked)
{
	store *first = NULL, *second = NULL;
	cnis_error e = { 0 };
	long before;

	ck_assert_int_eq(open_writer(0, &first), CNIS_OK);
	ck_assert_int_eq(open_writer(60, &second), CNIS_OK);
	ck_assert_int_eq(store_begin(first, &ENTRY, NULL), CNIS_OK);
	before = now_ms();
	ck_assert_int_eq(store_begin(second, &ENTRY, &e), CNIS_EBUSY);
	ck_assert_int_ge(now_ms() - before, 55);
	ck_assert_str_eq(e.where, "queue.enter");
	store_rollback(first);
	ck_assert_int_eq(add_child(second), CNIS_OK);
	ck_assert_int_eq(add_child(first), CNIS_OK);
	store_close(second);
	store_close(first);
}
END_TEST

START_TEST(waiting_ends_when_the_other_writer_is_done)
{
	store *s = NULL;
	int ready[2];
	char byte = 0;
	pid_t pid;

	ck_assert_int_eq(pipe(ready), 0);
	pid = fork();
	if (pid == 0) {
		struct timespec pause = { 0, 100000000L };

		if (open_writer(0, &s) != CNIS_OK || store_begin(s, &ENTRY, NULL) != CNIS_OK)
			_exit(1);
		(void)!write(ready[1], "x", 1);
		(void)nanosleep(&pause, NULL);
		_exit(0); /* killed in the middle: the lock dies with it */
	}
	ck_assert_int_eq(read(ready[0], &byte, 1), 1);
	ck_assert_int_eq(open_writer(5000, &s), CNIS_OK);
	ck_assert_int_eq(add_child(s), CNIS_OK);
	store_close(s);
	(void)waitpid(pid, NULL, 0);
}
END_TEST

START_TEST(lock_file_is_for_its_owner_only_and_readers_need_none)
{
	store *writer = NULL, *reader = NULL;
	store_options options = { .mode = STORE_READ };
	struct stat info;
	int64_t n = -1;

	ck_assert_int_eq(store_open(scratch("r"), &options, &reader, NULL), CNIS_OK);
	ck_assert_int_ne(stat(scratch("r.lock"), &info), 0);
	ck_assert_int_eq(open_writer(0, &writer), CNIS_OK);
	ck_assert_int_eq(store_begin(writer, &ENTRY, NULL), CNIS_OK);
	ck_assert_int_eq(stat(scratch("r.lock"), &info), 0);
	ck_assert_int_eq(info.st_mode & 0777, 0600);
	ck_assert_int_eq(store_number(reader, "SELECT count(*) FROM child", "t", &n, NULL),
	                 CNIS_OK);
	ck_assert_int_eq(n, 0);
	store_close(writer);
	store_close(reader);
}
END_TEST

/* By a restore that made no register; another may lock a new one of that name meanwhile. */
START_TEST(whoever_holds_a_lock_file_that_was_removed_queues_at_the_new_one)
{
	struct stat held, named;
	store *s = NULL;

	ck_assert_int_eq(open_writer(1000, &s), CNIS_OK);
	ck_assert_int_eq(queue_enter(s, NULL), CNIS_OK);
	queue_leave(s);
	ck_assert_int_eq(unlink(scratch("r.lock")), 0);
	ck_assert_int_eq(queue_enter(s, NULL), CNIS_OK);
	ck_assert_int_eq(stat(scratch("r.lock"), &named), 0);
	ck_assert_int_eq(fstat(s->lock_fd, &held), 0);
	ck_assert(held.st_ino == named.st_ino);
	store_close(s);
}
END_TEST

START_TEST(lock_file_that_is_a_link_is_not_followed)
{
	store *s = NULL;
	cnis_error e = { 0 };

	ck_assert_int_eq(symlink("elsewhere", scratch("r.lock")), 0);
	ck_assert_int_eq(open_writer(0, &s), CNIS_OK);
	ck_assert_int_eq(store_begin(s, &ENTRY, &e), CNIS_EIO);
	ck_assert_int_ne(access(scratch("elsewhere"), F_OK), 0);
	store_close(s);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("queue");
	TCase *tc = tcase_create("queue");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, fifty_writers_all_get_their_turn);
	tcase_add_test(tc, waiting_ends_with_busy_and_nothing_is_left_locked);
	tcase_add_test(tc, waiting_ends_when_the_other_writer_is_done);
	tcase_add_test(tc, lock_file_is_for_its_owner_only_and_readers_need_none);
	tcase_add_test(tc, whoever_holds_a_lock_file_that_was_removed_queues_at_the_new_one);
	tcase_add_test(tc, lock_file_that_is_a_link_is_not_followed);
	suite_add_tcase(suite, tc);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
