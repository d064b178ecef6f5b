/* The access log: written before anything is shown, and its own proof. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/access.h"
#include "store/inside.h"
#include "support/family.h"
#include "support/scratch.h"

static store *s;
static access_log *a;

static access_log *
must_open(store *of)
{
	access_log *ret = NULL;
	cnis_error e = { 0 };

	ck_assert_msg(access_open(of, &ret, &e) == CNIS_OK, "%s", e.message);
	return ret;
}

static void
setup(void)
{
	scratch_make();
	s = family_register(scratch("r"));
	a = must_open(s);
}

static void
teardown(void)
{
	access_close(a);
	store_close(s);
	scratch_remove();
}

static void
record(access_log *log, int64_t at, const char *officer, const int64_t *ids, size_t n)
{
	cnis_error e = { 0 };

	ck_assert_msg(access_record(log, at, officer, "child show", NULL, ids, n, 7, &e) == CNIS_OK,
	              "%s", e.message);
}

struct rows {
	access_row row[300];
	size_t n;
};

static cnis_status
note(const access_row *row, void *payload, cnis_error *reterr)
{
	struct rows *rows = payload;

	(void)reterr;
	ck_assert_uint_lt(rows->n, 300);
	rows->row[rows->n++] = *row;
	return CNIS_OK;
}

static int64_t
bad(int64_t *ret_rows)
{
	int64_t rows = -1;
	int64_t seq = -1;
	cnis_error e = { 0 };

	ck_assert_msg(access_verify(a, &rows, &seq, &e) == CNIS_OK, "%s", e.message);
	if (ret_rows != NULL)
		*ret_rows = rows;
	return seq;
}

static const int64_t IDS[] = { 5, 6, 7 };

START_TEST(the_file_is_private_and_beside_the_register)
{
	struct stat info;

	ck_assert_int_eq(lstat(scratch("r.access"), &info), 0);
	ck_assert_int_eq(info.st_mode & 07777, 0600);
}
END_TEST

START_TEST(up_to_200_children_give_a_row_each)
{
	struct rows rows = { 0 };

	record(a, 1000, "amal", IDS, 3);
	record(a, 1001, "bo", IDS, 1);
	ck_assert_int_eq(access_walk(a, NULL, 0, NULL, 0, note, &rows, NULL), CNIS_OK);
	ck_assert_uint_eq(rows.n, 4);
	ck_assert_int_eq(rows.row[0].seq, 4);
	ck_assert_int_eq(rows.row[3].child_id, 5);
	ck_assert_int_eq(rows.row[3].head, 7);
	rows.n = 0;
	ck_assert_int_eq(access_walk(a, (const int64_t[]){ 5 }, 1, NULL, 0, note, &rows, NULL),
	                 CNIS_OK);
	ck_assert_uint_eq(rows.n, 2);
	rows.n = 0;
	ck_assert_int_eq(access_walk(a, (const int64_t[]){ 5 }, 1, "bo", 0, note, &rows, NULL),
	                 CNIS_OK);
	ck_assert_uint_eq(rows.n, 1);
	rows.n = 0;
	ck_assert_int_eq(access_walk(a, NULL, 0, NULL, 2, note, &rows, NULL), CNIS_OK);
	ck_assert_uint_eq(rows.n, 2);
	ck_assert_int_eq(bad(NULL), 0);
}
END_TEST

START_TEST(above_200_one_row_says_how_to_find_them_again)
{
	int64_t ids[201] = { 0 };
	struct rows rows = { 0 };

	record(a, 1000, "amal", ids, 200);
	ck_assert_int_eq(
	    access_record(a, 1001, "amal", "export children", "--route cme", ids, 201, 9, NULL),
	    CNIS_OK);
	ck_assert_int_eq(access_walk(a, NULL, 0, NULL, 0, note, &rows, NULL), CNIS_OK);
	ck_assert_uint_eq(rows.n, 201);
	ck_assert_int_eq(rows.row[0].child_id, 0);
	ck_assert_int_eq(rows.row[0].rows, 201);
	ck_assert_int_eq(rows.row[0].head, 9);
}
END_TEST

START_TEST(the_wal_file_stays_short_though_each_look_is_a_process_of_its_own)
{
	int64_t ids[60];
	struct stat info;

	for (int64_t i = 0; i < 60; i++)
		ids[i] = i + 1;
	for (int i = 0; i < 25; i++) {
		access_close(a);
		a = must_open(s);
		record(a, 1000 + i, "amal", ids, 60);
		ck_assert_int_eq(stat(scratch("r.access-wal"), &info), 0);
		ck_assert_int_lt(info.st_size, 120 * 4120);
	}
	ck_assert_int_eq(bad(NULL), 0);
}
END_TEST

START_TEST(looking_and_finding_nobody_leaves_a_row_too)
{
	int64_t rows = 0;

	record(a, 1000, "amal", NULL, 0);
	ck_assert_int_eq(bad(&rows), 0);
	ck_assert_int_eq(rows, 1);
}
END_TEST

START_TEST(time_never_goes_back_in_the_log)
{
	struct rows rows = { 0 };

	record(a, 1000, "amal", IDS, 1);
	record(a, 900, "amal", IDS, 1);
	ck_assert_int_eq(access_walk(a, NULL, 0, NULL, 0, note, &rows, NULL), CNIS_OK);
	ck_assert_int_eq(rows.row[0].at, 1000);
	ck_assert_int_eq(bad(NULL), 0);
}
END_TEST

static const char *const changes[] = {
	"UPDATE access SET at = at + 1 WHERE seq = 3",
	"UPDATE access SET officer = 'mallory' WHERE seq = 3",
	"UPDATE access SET officer = officer || char(0) WHERE seq = 3",
	"UPDATE access SET command = 'due' WHERE seq = 3",
	"UPDATE access SET child_id = 1 WHERE seq = 3",
	"UPDATE access SET filter = 'x' WHERE seq = 3",
	"UPDATE access SET rows = 2 WHERE seq = 3",
	"UPDATE access SET head = 8 WHERE seq = 3",
	"UPDATE access SET prev = randomblob(32) WHERE seq = 3",
	"UPDATE access SET hash = randomblob(32) WHERE seq = 3",
	"DELETE FROM access WHERE seq = 3",
};

START_TEST(a_changed_row_is_found_and_named)
{
	record(a, 1000, "amal", IDS, 3);
	record(a, 1001, "amal", IDS, 3);
	ck_assert_int_eq(bad(NULL), 0);
	ck_assert_str_eq(family_tamper(scratch("r.access"), changes[_i]), "ok");
	ck_assert_int_eq(bad(NULL), 3);
}
END_TEST

START_TEST(the_log_is_insert_only)
{
	record(a, 1000, "amal", IDS, 1);
	ck_assert_int_ne(
	    sqlite3_exec(*(sqlite3 **)*(void **)a, "DELETE FROM access", NULL, NULL, NULL),
	    SQLITE_OK);
}
END_TEST

START_TEST(a_log_that_cannot_be_written_forbids_showing)
{
	cnis_error e = { 0 };

	/* A trigger stands for the full disk: the row cannot be added. */
	ck_assert_str_eq(family_tamper(scratch("r.access"),
	                               "CREATE TRIGGER full BEFORE INSERT ON access"
	                               " BEGIN SELECT RAISE(ABORT, 'full'); END"),
	                 "ok");
	ck_assert_int_eq(access_record(a, 1, "amal", "child show", NULL, IDS, 1, 1, &e),
	                 CNIS_EPERM);
	ck_assert_ptr_nonnull(strstr(e.message, "nothing is shown"));
	ck_assert_str_eq(family_tamper(scratch("r.access"), "DROP TRIGGER full"), "ok");
	record(a, 2, "amal", IDS, 1);
	ck_assert_int_eq(bad(NULL), 0);
}
END_TEST

START_TEST(another_registers_log_is_refused)
{
	store *o = family_register(scratch("o"));
	access_log *log = must_open(o);
	access_log *wrong = NULL;
	cnis_error e = { 0 };

	access_close(log);
	access_close(a);
	a = NULL;
	ck_assert_int_eq(rename(scratch("o.access"), scratch("r.access")), 0);
	(void)remove(scratch("r.access-wal"));
	(void)remove(scratch("r.access-shm"));
	ck_assert_int_eq(rename(scratch("o.access-wal"), scratch("r.access-wal")), 0);
	ck_assert_int_eq(access_open(s, &wrong, &e), CNIS_EPERM);
	ck_assert_ptr_nonnull(strstr(e.message, "another register"));
	store_close(o);
}
END_TEST

START_TEST(a_file_that_is_no_access_log_is_refused)
{
	static const char *const kinds[] = { "text", "folder", "link" };
	access_log *wrong = NULL;
	cnis_error e = { 0 };
	FILE *f;

	access_close(a);
	a = NULL;
	(void)remove(scratch("r.access"));
	(void)remove(scratch("r.access-wal"));
	(void)remove(scratch("r.access-shm"));
	if (strcmp(kinds[_i], "text") == 0) {
		f = fopen(scratch("r.access"), "w");
		ck_assert_ptr_nonnull(f);
		for (int i = 0; i < 2000; i++)
			(void)fputs("not a database ", f);
		(void)fclose(f);
	} else if (strcmp(kinds[_i], "folder") == 0) {
		ck_assert_int_eq(mkdir(scratch("r.access"), 0700), 0);
	} else {
		ck_assert_int_eq(symlink("elsewhere", scratch("r.access")), 0);
	}
	ck_assert_int_eq(access_open(s, &wrong, &e), CNIS_EPERM);
	ck_assert_ptr_null(wrong);
}
END_TEST

START_TEST(a_log_begun_for_want_of_another_says_so_for_ever)
{
	store *o = family_register(scratch("o"));
	access_log *log = NULL;
	int64_t begun = -1;
	bool there = true;

	ck_assert_int_eq(access_there(scratch("o"), &there, NULL), CNIS_OK);
	ck_assert(!there);
	ck_assert_int_eq(access_make(o, NULL), CNIS_OK);
	log = must_open(o);
	ck_assert_int_eq(access_begun(log, &begun, NULL), CNIS_OK);
	ck_assert_int_eq(begun, 0);
	access_close(log);
	ck_assert_int_eq(access_begun(a, &begun, NULL), CNIS_OK); /* nobody made this one */
	ck_assert_int_gt(begun, 0);
	store_close(o);
}
END_TEST

START_TEST(a_row_kept_elsewhere_is_missed_when_it_goes)
{
	char hash[2 * HASH_SIZE + 1];
	int64_t seq = 0;
	bool holds = false;

	record(a, 1000, "amal", IDS, 3);
	ck_assert_int_eq(access_head(a, &seq, hash, NULL), CNIS_OK);
	ck_assert_int_eq(seq, 3);
	record(a, 1001, "amal", IDS, 1);
	ck_assert_int_eq(access_holds(a, seq, hash, &holds, NULL), CNIS_OK);
	ck_assert(holds);
	hash[0] = hash[0] == 'a' ? 'b' : 'a';
	ck_assert_int_eq(access_holds(a, seq, hash, &holds, NULL), CNIS_OK);
	ck_assert(!holds);
	ck_assert_int_eq(access_holds(a, 5, hash, &holds, NULL), CNIS_OK);
	ck_assert(!holds);
}
END_TEST

START_TEST(many_readers_at_once_make_one_chain)
{
	int64_t rows = 0;
	int i;
	int status;

	store_close(s); /* no connection crosses a fork */
	access_close(a);
	a = NULL;
	s = NULL;
	for (i = 0; i < 4; i++)
		if (fork() == 0) {
			store_options options = { .mode = STORE_READ };
			store *mine = NULL;
			access_log *log = NULL;
			int k;

			if (store_open(scratch("r"), &options, &mine, NULL) != CNIS_OK ||
			    access_open(mine, &log, NULL) != CNIS_OK)
				_exit(1);
			for (k = 0; k < 10; k++)
				if (access_record(log, 1000, "amal", "child show", NULL, IDS, 3, 1,
				                  NULL) != CNIS_OK)
					_exit(2);
			_exit(0);
		}
	for (i = 0; i < 4; i++) {
		ck_assert_int_gt(wait(&status), 0);
		ck_assert_int_eq(status, 0);
	}
	ck_assert_int_eq(store_open(scratch("r"), NULL, &s, NULL), CNIS_OK);
	a = must_open(s);
	ck_assert_int_eq(bad(&rows), 0);
	ck_assert_int_eq(rows, 120);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("access");
	TCase *tc = tcase_create("access");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, the_file_is_private_and_beside_the_register);
	tcase_add_test(tc, up_to_200_children_give_a_row_each);
	tcase_add_test(tc, the_wal_file_stays_short_though_each_look_is_a_process_of_its_own);
	tcase_add_test(tc, above_200_one_row_says_how_to_find_them_again);
	tcase_add_test(tc, looking_and_finding_nobody_leaves_a_row_too);
	tcase_add_test(tc, time_never_goes_back_in_the_log);
	tcase_add_loop_test(tc, a_changed_row_is_found_and_named, 0,
	                    (int)(sizeof(changes) / sizeof(changes[0])));
	tcase_add_test(tc, the_log_is_insert_only);
	tcase_add_test(tc, a_log_that_cannot_be_written_forbids_showing);
	tcase_add_test(tc, another_registers_log_is_refused);
	tcase_add_loop_test(tc, a_file_that_is_no_access_log_is_refused, 0, 3);
	tcase_add_test(tc, a_log_begun_for_want_of_another_says_so_for_ever);
	tcase_add_test(tc, a_row_kept_elsewhere_is_missed_when_it_goes);
	tcase_add_test(tc, many_readers_at_once_make_one_chain);
	tcase_set_timeout(tc, 60);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
