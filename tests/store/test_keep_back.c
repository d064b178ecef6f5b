/* What a reader is not shown: the sets and the SQL function that asks them. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "fresh.h"
#include "store/inside.h"
#include "store/keep_back.h"
#include "support/scratch.h"

enum { Q_ASK, Q_NULL, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_ASK] = { "test.ask", "SELECT kept_back(0, :id)" },
	[Q_NULL] = { "test.null", "SELECT kept_back(0, NULL) + kept_back(99, 5) + kept_back(-1, 5)" },
};
/* clang-format on */

static store *s;
static cnis_error e;

static void
setup(void)
{
	memset(&e, 0, sizeof(e));
	s = fresh_open(STORE_READ);
}

static void
teardown(void)
{
	mem_fail_at(-1);
	store_close(s);
	scratch_remove();
}

static int64_t
ask(int64_t id)
{
	int64_t is = -1;

	ck_assert_int_eq(stmt_ask(s, &SQL[Q_ASK], ":id", id, -1, &is, &e), CNIS_OK);
	return is;
}

START_TEST(an_empty_set_keeps_nothing_back)
{
	ck_assert_int_eq(ask(5), 0);
	ck_assert(!store_keeps_back(s, KEEP_CHILD));
	ck_assert_int_eq(store_keep_back(s, KEEP_CHILD, NULL, 0, &e), CNIS_OK);
	ck_assert_int_eq(ask(5), 0);
}
END_TEST

START_TEST(a_set_answers_for_its_numbers_only)
{
	static const int64_t IDS[] = { 9, 5, 7, 5 };
	int64_t is = -1;

	ck_assert_int_eq(store_keep_back(s, KEEP_CHILD, IDS, 4, &e), CNIS_OK);
	ck_assert_int_eq(ask(5), 1);
	ck_assert_int_eq(ask(7), 1);
	ck_assert_int_eq(ask(9), 1);
	ck_assert_int_eq(ask(6), 0);
	ck_assert(store_kept_back(s, KEEP_CHILD, 5));
	ck_assert(!store_kept_back(s, KEEP_PERSON, 5));
	ck_assert(!store_kept_back(s, KEEP_SETS, 5));
	ck_assert_int_eq(stmt_ask(s, &SQL[Q_NULL], NULL, 0, -1, &is, &e), CNIS_OK);
	ck_assert_int_eq(is, 0);
	ck_assert_int_eq(store_keep_back(s, KEEP_CHILD, IDS, 1, &e), CNIS_OK);
	ck_assert_int_eq(ask(5), 0);
	ck_assert_int_eq(ask(9), 1);
	ck_assert_int_eq(store_keep_back(s, KEEP_CHILD, NULL, 0, &e), CNIS_OK);
	ck_assert_int_eq(ask(9), 0);
}
END_TEST

START_TEST(a_set_that_finds_no_memory_stays_as_it_was)
{
	static const int64_t IDS[] = { 9, 5 };

	ck_assert_int_eq(store_keep_back(s, KEEP_CHILD, IDS, 1, &e), CNIS_OK);
	mem_fail_at(0);
	ck_assert_int_eq(store_keep_back(s, KEEP_CHILD, IDS, 2, &e), CNIS_ENOMEM);
	mem_fail_at(-1);
	ck_assert_int_eq(ask(9), 1);
	ck_assert_int_eq(ask(5), 0);
	ck_assert_int_eq(store_keep_back(s, KEEP_SETS, IDS, 2, &e), CNIS_ESTORE);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("keep_back");
	TCase *t = tcase_create("keep_back");
	SRunner *run;
	int failed;

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, an_empty_set_keeps_nothing_back);
	tcase_add_test(t, a_set_answers_for_its_numbers_only);
	tcase_add_test(t, a_set_that_finds_no_memory_stays_as_it_was);
	suite_add_tcase(suite, t);
	run = srunner_create(suite);
	srunner_run_all(run, CK_NORMAL);
	failed = srunner_ntests_failed(run);
	srunner_free(run);
	return failed == 0 ? 0 : 1;
}
