/* Prepared statements: bound by name, one statement a text, cursors inside cursors. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "fresh.h"
#include "store/inside.h"
#include "support/scratch.h"

enum { Q_CODES, Q_TYPES, Q_TWO, Q_EMPTY, Q_BROKEN, Q_DRAFT, Q_PRAGMA, Q_QUOTED, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_CODES] = { "test.codes",
		"SELECT code FROM code WHERE list = :list ORDER BY position, code; \n" },
	[Q_TYPES] = { "test.types",
		"SELECT :int AS i, :real AS r, :day AS d, :id AS n, :text AS t, :blob AS b, :null AS z" },
	[Q_TWO] = { "test.two", "SELECT 1; SELECT 2" },
	[Q_EMPTY] = { "test.empty", "  -- nothing" },
	[Q_BROKEN] = { "test.broken", "SELECT nothing FROM nowhere" },
	[Q_DRAFT] = { "test.draft",
		"INSERT INTO draft (login, started_at, saved_at, form) VALUES (:login, 1, 1, '')"
		" RETURNING id" },
	[Q_PRAGMA] = { "test.pragma", "PRAGMA journal_size_limit = 5" },
	[Q_QUOTED] = { "test.quoted", "SELECT \"no such column\"" },
};
/* clang-format on */

static store *s;
static cnis_error e;

static void
setup(void)
{
	memset(&e, 0, sizeof(e));
	s = fresh_open(STORE_WRITE);
}

static void
teardown(void)
{
	mem_fail_at(-1);
	store_close(s);
	scratch_remove();
}

START_TEST(every_kind_of_value_comes_back)
{
	cursor c = { 0 };
	bool row = false;
	size_t len = 0;

	ck_assert_int_eq(stmt_open(s, &SQL[Q_TYPES], &c, &e), CNIS_OK);
	stmt_int(&c, ":int", INT64_MIN);
	stmt_real(&c, ":real", 2.5);
	stmt_day(&c, ":day", CNIS_DAY_NONE);
	stmt_id(&c, ":id", 0);
	stmt_text(&c, ":text", "Zoë");
	stmt_blob(&c, ":blob", NULL, 0);
	stmt_null(&c, ":null");
	ck_assert_int_eq(stmt_step(&c, &row, &e), CNIS_OK);
	ck_assert(row);
	ck_assert_int_eq(col_count(&c), 7);
	ck_assert_str_eq(col_name(&c, 1), "r");
	ck_assert_int_eq(col_int(&c, 0), INT64_MIN);
	ck_assert(col_real(&c, 1) > 2.4 && col_real(&c, 1) < 2.6);
	ck_assert_int_eq(col_day(&c, 2), CNIS_DAY_NONE);
	ck_assert(col_null(&c, 3));
	ck_assert_str_eq(col_text(&c, 4), "Zoë");
	(void)col_blob(&c, 5, &len);
	ck_assert_uint_eq(len, 0);
	ck_assert(!col_null(&c, 5)); /* no bytes is still a value */
	ck_assert(col_null(&c, 6));
	stmt_reset(&c);
	stmt_day(&c, ":day", 7);
	stmt_id(&c, ":id", 9);
	ck_assert_int_eq(stmt_step(&c, &row, &e), CNIS_OK);
	ck_assert_int_eq(col_day(&c, 2), 7);
	ck_assert_int_eq(col_int(&c, 3), 9);
	ck_assert_ptr_null(col_text(&c, 4)); /* bindings were cleared */
	stmt_close(&c);
	stmt_close(&c);
	stmt_close(NULL);
}
END_TEST

START_TEST(missing_parameter_is_an_error)
{
	cursor c = { 0 };
	bool row = true;

	ck_assert_int_eq(stmt_open(s, &SQL[Q_CODES], &c, &e), CNIS_OK);
	stmt_text(&c, ":lost", "x");
	stmt_text(&c, ":also", "x");
	ck_assert_int_eq(stmt_step(&c, &row, &e), CNIS_ESTORE);
	ck_assert_str_eq(e.where, "test.codes");
	ck_assert_str_eq(e.field, ":lost");
	stmt_reset(&c);
	stmt_text(&c, ":list", "ehe_reason");
	ck_assert_int_eq(stmt_step(&c, &row, &e), CNIS_OK);
	stmt_close(&c);
}
END_TEST

START_TEST(text_must_be_one_statement)
{
	cursor c = { 0 };

	ck_assert_int_eq(stmt_open(s, &SQL[Q_TWO], &c, &e), CNIS_ESTORE);
	ck_assert_int_eq(stmt_open(s, &SQL[Q_EMPTY], &c, &e), CNIS_ESTORE);
	ck_assert_int_eq(stmt_open(s, &SQL[Q_BROKEN], &c, &e), CNIS_ESTORE);
	ck_assert_int_eq(stmt_open(s, &SQL[Q_PRAGMA], &c, &e), CNIS_ESTORE);
	ck_assert_int_eq(stmt_open(s, &SQL[Q_QUOTED], &c, &e), CNIS_ESTORE);
	ck_assert_ptr_null(c.stmt);
	stmt_close(&c);
}
END_TEST

START_TEST(walk_inside_a_walk)
{
	cursor outer = { 0 }, inner = { 0 };
	bool row = false, more = false;
	int n = 0, inside = 0;

	ck_assert_int_eq(stmt_open(s, &SQL[Q_CODES], &outer, &e), CNIS_OK);
	stmt_text(&outer, ":list", "ehe_reason");
	while (stmt_step(&outer, &row, &e) == CNIS_OK && row) {
		n++;
		ck_assert_int_eq(stmt_open(s, &SQL[Q_CODES], &inner, &e), CNIS_OK);
		ck_assert(inner.own);
		stmt_text(&inner, ":list", "ehe_reason");
		while (stmt_step(&inner, &more, &e) == CNIS_OK && more)
			inside++;
		stmt_close(&inner);
	}
	stmt_close(&outer);
	ck_assert_int_gt(n, 2);
	ck_assert_int_eq(inside, n * n);
	ck_assert_int_eq(stmt_open(s, &SQL[Q_CODES], &outer, &e), CNIS_OK);
	ck_assert(!outer.own);
	ck_assert_int_eq(stmt_open(s, &SQL[Q_CODES], &outer, &e), CNIS_ESTORE); /* already open */
	stmt_close(&outer);
}
END_TEST

START_TEST(steps_after_the_end_stay_at_the_end)
{
	cursor c = { 0 };
	bool row = true;

	ck_assert_int_eq(store_local_begin(s, NULL), CNIS_OK);
	ck_assert_int_eq(stmt_open(s, &SQL[Q_DRAFT], &c, &e), CNIS_OK);
	stmt_text(&c, ":login", "amal");
	ck_assert_int_eq(stmt_step(&c, &row, &e), CNIS_OK);
	ck_assert(row);
	ck_assert_int_eq(col_int(&c, 0), store_last_id(s));
	ck_assert_int_eq(stmt_step(&c, &row, &e), CNIS_OK);
	ck_assert(!row);
	ck_assert_int_eq(store_changes(s), 1);
	ck_assert_int_eq(stmt_step(&c, &row, &e), CNIS_OK);
	ck_assert(!row);
	stmt_reset(&c);
	ck_assert_int_eq(stmt_run(&c, &e), CNIS_ESTORE); /* no login: NOT NULL */
	ck_assert_int_eq(e.sub, SQLITE_CONSTRAINT_NOTNULL);
	stmt_close(&c);
	ck_assert_int_eq(store_local_commit(s, NULL), CNIS_OK);
	ck_assert_int_eq(stmt_step(&c, &row, &e), CNIS_ESTORE); /* closed */
}
END_TEST

START_TEST(a_word_is_of_a_list_of_sql_strings_as_a_whole)
{
	static const char list[] = "('one', 'twofold', 'one_two')";

	ck_assert(sql_lists(list, "one") && sql_lists(list, "twofold"));
	ck_assert(sql_lists(list, "one_two"));
	ck_assert(!sql_lists(list, "two") && !sql_lists(list, "fold") && !sql_lists(list, "on"));
	ck_assert(!sql_lists(list, "") && !sql_lists(list, NULL) && !sql_lists("", "one"));
}
END_TEST

START_TEST(texts_are_copied)
{
	char name[] = "ehe_reason";
	cursor c = { 0 };
	bool row = false;

	ck_assert_int_eq(stmt_open(s, &SQL[Q_CODES], &c, &e), CNIS_OK);
	stmt_text(&c, ":list", name);
	memset(name, 'x', sizeof(name) - 1);
	ck_assert_int_eq(stmt_step(&c, &row, &e), CNIS_OK);
	ck_assert(row);
	stmt_close(&c);
}
END_TEST

START_TEST(no_memory_for_the_cache_is_said)
{
	cursor c = { 0 };

	store_forget_statements(s);
	free(s->statements);
	s->statements = NULL;
	s->room_statements = 0;
	mem_fail_at(0);
	ck_assert_int_eq(stmt_open(s, &SQL[Q_CODES], &c, &e), CNIS_ENOMEM);
	mem_fail_at(-1);
	ck_assert_int_eq(stmt_open(s, &SQL[Q_CODES], &c, &e), CNIS_OK);
	stmt_close(&c);
}
END_TEST

START_TEST(results_of_the_engine_map_to_our_statuses)
{
	static const struct {
		int rc;
		cnis_status st;
	} CASES[] = {
		{ SQLITE_NOMEM, CNIS_ENOMEM },
		{ SQLITE_IOERR_NOMEM, CNIS_ENOMEM },
		{ SQLITE_BUSY, CNIS_EBUSY },
		{ SQLITE_BUSY_SNAPSHOT, CNIS_EBUSY },
		{ SQLITE_LOCKED, CNIS_EBUSY },
		{ SQLITE_READONLY, CNIS_EREADONLY },
		{ SQLITE_CORRUPT, CNIS_ECORRUPT },
		{ SQLITE_NOTADB, CNIS_ECORRUPT },
		{ SQLITE_FULL, CNIS_EIO },
		{ SQLITE_IOERR_FSYNC, CNIS_EIO },
		{ SQLITE_CANTOPEN, CNIS_EIO },
		{ SQLITE_CONSTRAINT, CNIS_ESTORE },
		{ SQLITE_CONSTRAINT_UNIQUE, CNIS_ESTORE },
		{ SQLITE_OK, CNIS_ESTORE },
	};
	size_t i;

	for (i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
		memset(&e, 0, sizeof(e));
		ck_assert_int_eq(store_sql_fail(s, CASES[i].rc, "x", &e), CASES[i].st);
		ck_assert_int_eq(e.code, CASES[i].st);
		ck_assert_int_eq(store_sql_fail(NULL, CASES[i].rc, "x", NULL), CASES[i].st);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("stmt");
	TCase *tc = tcase_create("stmt");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, every_kind_of_value_comes_back);
	tcase_add_test(tc, missing_parameter_is_an_error);
	tcase_add_test(tc, text_must_be_one_statement);
	tcase_add_test(tc, walk_inside_a_walk);
	tcase_add_test(tc, steps_after_the_end_stay_at_the_end);
	tcase_add_test(tc, a_word_is_of_a_list_of_sql_strings_as_a_whole);
	tcase_add_test(tc, texts_are_copied);
	tcase_add_test(tc, no_memory_for_the_cache_is_said);
	tcase_add_test(tc, results_of_the_engine_map_to_our_statuses);
	suite_add_tcase(suite, tc);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
