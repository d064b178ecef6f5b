/* A folder appears whole or not at all, wherever the run dies. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "exchange/publish.h"

static char folder[64];

static void
make_folder(void)
{
	(void)snprintf(folder, sizeof(folder), "/tmp/cnis-publish-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
}

static void
remove_folder(void)
{
	char command[128];

	(void)snprintf(command, sizeof(command), "rm -rf '%s'", folder);
	ck_assert_int_eq(system(command), 0);
}

static bool
there(const char *name)
{
	char path[160];
	struct stat sb;

	(void)snprintf(path, sizeof(path), "%s/%s", folder, name);
	return stat(path, &sb) == 0;
}

static cnis_status
run(const char *name, bool *ret_resumed, cnis_error *e)
{
	publish *p = NULL;
	cnis_status st = publish_begin(folder, name, &p, ret_resumed, e);

	for (int i = 0; st == CNIS_OK && i < 2; i++) {
		st = publish_file_begin(p, i == 0 ? "a.csv" : "b.csv", e);
		if (st == CNIS_OK)
			st = publish_write("abc", 3, p, e);
		if (st == CNIS_OK)
			st = publish_file_end(p, 1, e);
	}
	if (st == CNIS_OK) {
		ck_assert_uint_eq(publish_count(p), 2);
		ck_assert_str_eq(
		    publish_at(p, 0)->sha256,
		    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
		st = publish_commit(p, e);
	}
	publish_close(p);
	return st;
}

static int die_at;

static void
die(const char *what)
{
	(void)what;
	if (die_at-- == 0)
		_exit(9);
}

START_TEST(a_run_that_dies_anywhere_leaves_the_last_good_one)
{
	bool seen_whole = false;
	cnis_error e = { 0 };

	ck_assert_int_eq(run("2026-11-20", NULL, &e), CNIS_OK);
	for (int at = 0;; at++) {
		bool resumed = false;
		int status = 0;
		pid_t child = fork();

		ck_assert(child >= 0);
		if (child == 0) {
			publish_step = die;
			die_at = at;
			_exit(run("2026-11-21", NULL, &e) == CNIS_OK ? 0 : 1);
		}
		ck_assert(waitpid(child, &status, 0) == child);
		ck_assert(there("2026-11-20/b.csv"));
		if (WEXITSTATUS(status) == 0)
			break;
		ck_assert_int_eq(WEXITSTATUS(status), 9);
		if (there("2026-11-21")) {
			ck_assert(there("2026-11-21/a.csv") && there("2026-11-21/b.csv"));
			ck_assert(!there(".2026-11-21.partial"));
			ck_assert_int_eq(run("2026-11-21", NULL, &e), CNIS_EEXISTS);
			seen_whole = true;
			break;
		}
		if (at > 1) {
			ck_assert_int_eq(run("2026-11-22", &resumed, &e), CNIS_OK);
			ck_assert(!resumed);
		}
		if (there("2026-11-22")) {
			char command[128];

			(void)snprintf(command, sizeof(command), "rm -r '%s/2026-11-22'", folder);
			ck_assert_int_eq(system(command), 0);
		}
	}
	ck_assert(seen_whole);
}
END_TEST

START_TEST(an_unfinished_run_is_taken_up_again)
{
	bool resumed = false;
	publish *p = NULL;
	cnis_error e = { 0 };

	ck_assert_int_eq(publish_begin(folder, "n", &p, NULL, &e), CNIS_OK);
	ck_assert_int_eq(publish_file_begin(p, "half.csv", &e), CNIS_OK);
	ck_assert_int_eq(publish_file_begin(p, "second.csv", &e), CNIS_EINVAL);
	publish_close(p);
	ck_assert(there(".n.partial/half.csv"));
	ck_assert_int_eq(run("n", &resumed, &e), CNIS_OK);
	ck_assert(resumed);
	ck_assert(there("n/a.csv") && !there("n/half.csv"));
}
END_TEST

START_TEST(two_runs_never_write_in_one_folder)
{
	publish *p = NULL;
	publish *q = NULL;
	cnis_error e = { 0 };

	ck_assert_int_eq(publish_begin(folder, "n", &p, NULL, &e), CNIS_OK);
	ck_assert_int_eq(publish_begin(folder, "n", &q, NULL, &e), CNIS_EBUSY);
	publish_close(p);
	ck_assert_int_eq(publish_begin("/nonexistent", "n", &q, NULL, &e), CNIS_ENOTFOUND);
}
END_TEST

START_TEST(a_small_file_is_replaced_whole)
{
	cnis_error e = { 0 };
	char path[128];
	char text[16] = "";
	FILE *f;

	ck_assert_int_eq(publish_replace(folder, "heartbeat.json", "one", &e), CNIS_OK);
	ck_assert_int_eq(publish_replace(folder, "heartbeat.json", "two", &e), CNIS_OK);
	(void)snprintf(path, sizeof(path), "%s/heartbeat.json", folder);
	f = fopen(path, "r");
	ck_assert_ptr_nonnull(f);
	ck_assert_ptr_nonnull(fgets(text, sizeof(text), f));
	ck_assert_str_eq(text, "two");
	(void)fclose(f);
	ck_assert_int_eq(publish_replace("/nonexistent", "x", "two", &e), CNIS_ENOTFOUND);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("publish");
	TCase *tc = tcase_create("publish");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_checked_fixture(tc, make_folder, remove_folder);
	tcase_add_test(tc, a_run_that_dies_anywhere_leaves_the_last_good_one);
	tcase_add_test(tc, an_unfinished_run_is_taken_up_again);
	tcase_add_test(tc, two_runs_never_write_in_one_folder);
	tcase_add_test(tc, a_small_file_is_replaced_whole);
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
