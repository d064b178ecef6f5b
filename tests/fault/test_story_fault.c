/*
 * Every statement and every allocation under every step of a story, failed once.  A failed step
 * must say so, leave no journal entry and nothing behind, and succeed when it is asked again.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include <cnis/journal.h>

#include "base/mem.h"
#include "domain/register.h"
#include "domain/support.h"
#include "fault/story/story.h"

enum { MANY = 20000 };
typedef enum kind { RUN, PREPARE, MEMORY, KINDS } kind;
static const char *const kind_words[KINDS] = { "statement", "preparation", "allocation" };

/* ---- the library's own calls of SQLite come through here (see CMakeLists.txt) ---------------- */

static kind armed;
static long budget = -1, hits;
static char last[200]; /* the text of what failed, for the one who looks for it */

int __real_sqlite3_step(sqlite3_stmt *stmt);
int __wrap_sqlite3_step(sqlite3_stmt *stmt);
int __real_sqlite3_prepare_v3(sqlite3 *db, const char *sql, int n, unsigned flags,
                              sqlite3_stmt **ret, const char **tail);
int __wrap_sqlite3_prepare_v3(sqlite3 *db, const char *sql, int n, unsigned flags,
                              sqlite3_stmt **ret, const char **tail);

static bool
refused(kind what)
{
	if (armed != what || budget < 0 || budget-- > 0)
		return false;
	hits++; /* budget is -1 now: only this one */
	return true;
}

int
__wrap_sqlite3_step(sqlite3_stmt *stmt)
{
	/* taking back is not failed: what a failed ROLLBACK leaves, closing takes back */
	if (strcmp(sqlite3_sql(stmt), "ROLLBACK") == 0 || !refused(RUN))
		return __real_sqlite3_step(stmt);
	(void)snprintf(last, sizeof(last), "%s", sqlite3_sql(stmt));
	return SQLITE_NOMEM;
}

int
__wrap_sqlite3_prepare_v3(sqlite3 *db, const char *sql, int n, unsigned flags, sqlite3_stmt **ret,
                          const char **tail)
{
	if (!refused(PREPARE))
		return __real_sqlite3_prepare_v3(db, sql, n, flags, ret, tail);
	(void)snprintf(last, sizeof(last), "%s", sql);
	*ret = NULL;
	return SQLITE_NOMEM;
}

static void
arm(kind what, long n)
{
	armed = what;
	hits = 0;
	last[0] = '\0';
	budget = what == MEMORY ? -1 : n;
	mem_fail_at(what == MEMORY ? n : -1);
}

static long
disarm(void)
{
	long failed = armed == MEMORY ? mem_failures() : hits;

	budget = -1;
	mem_fail_at(-1);
	return failed;
}

/* ---- the story ------------------------------------------------------------------------------- */

static scene s;

static void
open_for(const story_step *step, bool dry)
{
	cnis_open_options o = { .size = sizeof(o),
		                .mode = step->reads ? CNIS_READ : CNIS_WRITE,
		                .login = step->login,
		                .now = scene_noon(step->on),
		                .dry_run = dry };
	cnis_error err = { 0 };

	cnis_register_close(s.r);
	s.r = NULL;
	scene_want(cnis_register_open(s.path, &o, &s.r, &err), CNIS_OK, &err);
}

static int64_t
head(void)
{
	static const store_sql newest = { "test.head", "SELECT max(seq) FROM journal" };
	cnis_error err = { 0 };
	cursor c = { 0 };
	bool row = false;
	int64_t seq;

	scene_want(stmt_open(s.r->st, &newest, &c, &err), CNIS_OK, &err);
	scene_want(stmt_step(&c, &row, &err), CNIS_OK, &err);
	seq = col_int(&c, 0);
	stmt_close(&c);
	return seq;
}

/* Fail the n-th, the n-th but one, ... until nothing is left to fail. */
static void
fail_each(const story_step *step, kind what)
{
	int stride = step->stride == 0 ? 1 : step->stride;
	long n;

	for (n = 0; n < MANY; n += stride) {
		cnis_error err = { 0 };
		int64_t before;
		cnis_status st;
		long failed;

		open_for(step, step->dry);
		before = head();
		arm(what, n);
		st = step->take(s.r, &err);
		failed = disarm();
		if (failed == 0) {
			ck_assert_msg(st == step->want, "%s: %s (%s, %s)", step->name, err.message,
			              err.where, err.field);
			return;
		}
		if (step->stride != 0 && st == step->want)
			return; /* another way was found: checking a row at a time is only faster */
		ck_assert_msg(st != step->want, "%s: %s %ld failed and nobody was told: %s",
		              step->name, kind_words[what], n, last);
		ck_assert_msg(err.code == st, "%s: %s %ld: %d is not the error kept, %d: %s",
		              step->name, kind_words[what], n, (int)st, (int)err.code, last);
		if (step->stride != 0)
			continue;
		/* a mark that could not be dropped is found by the commit, which refuses */
		ck_assert_msg(st == CNIS_ENOMEM || strstr(last, "cnis_mark") != NULL,
		              "%s: %s %ld: %s (%s): %s", step->name, kind_words[what], n,
		              err.message, err.where, last);
		ck_assert_int_eq(head(), before);
	}
	ck_abort_msg("%s: no end", step->name);
}

static void
verified(void)
{
	cnis_verify_result v = { 0 };
	cnis_error err = { 0 };

	scene_want(cnis_verify(s.r, CNIS_VERIFY_ALL, &v, &err), CNIS_OK, &err);
	ck_assert_msg(v.sound, "%s", v.problem);
}

static const story_step *const *const stories[] = { story, story_ends, story_whole, story_hard };

/* The steps of one chapter, each failed in every way, then taken. */
static void
tell(const story_step *step)
{
	for (; step->name != NULL; step++) {
		cnis_error err = { 0 };
		kind what;

		if (step->stride != 0) {
			fail_each(step, RUN); /* its last try is the real one */
			continue;
		}
		for (what = RUN; what < KINDS; what++)
			fail_each(step, what);
		open_for(step, false);
		ck_assert_msg(step->take(s.r, &err) == step->want, "%s: %s (%s, %s)", step->name,
		              err.message, err.where, err.field);
	}
}

START_TEST(every_failure_under_every_step_is_told_and_leaves_nothing)
{
	char remove[sizeof(s.dir) + 16];
	const story_step *const *chapter;

	scene_make_in_force(&s, "2026-11-02", "2026-01-01");
	story_folder = s.dir;
	for (chapter = stories[_i]; *chapter != NULL; chapter++)
		tell(*chapter);
	verified();
	(void)snprintf(remove, sizeof(remove), "rm -rf '%s'", s.dir);
	scene_end(&s);
	ck_assert_int_eq(system(remove), 0); /* the night's folders too */
}
END_TEST

int
main(void)
{
	static const char *const names[] = { "story", "ends", "whole",
		                             "hard" }; /* for CK_RUN_CASE */
	Suite *suite = suite_create("story_fault");
	SRunner *runner = srunner_create(suite);
	int failed;

	for (int i = 0; i < (int)(sizeof(stories) / sizeof(stories[0])); i++) {
		TCase *tc = tcase_create(names[i]);

		tcase_set_timeout(tc, 600);
		tcase_add_loop_test(tc, every_failure_under_every_step_is_told_and_leaves_nothing,
		                    i, i + 1);
		suite_add_tcase(suite, tc);
	}
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
