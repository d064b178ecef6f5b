/* Pairs who may be one child: the surest first, a page at a time, and those called two. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/duplicate.h>

#include "support.h"

static scene s;
static cnis_error err;

static void
begin(void)
{
	err = (cnis_error){ 0 };
	scene_make(&s, "2026-11-21");
}

static void
finish(void)
{
	scene_end(&s);
}

static int64_t
named(const char *given, const char *family, const char *born)
{
	char sql[400];
	int64_t id = scene_child(&s, born);

	(void)snprintf(sql, sizeof(sql),
	               "UPDATE child_name SET full_name = '%s %s', given_names = '%s', family_name"
	               " = '%s' WHERE child_id = %%lld",
	               given, family, given, family);
	(void)scene_sql(&s, sql, id, 0);
	return id;
}

static void
at_one_home(int64_t one, int64_t other)
{
	(void)scene_sql(&s,
	                "INSERT INTO address (uuid, line1, postcode, source, basis, recorded_at,"
	                " rev) VALUES ('a', '1 Elm Road', 'N2 0AB', 'school', 's436a', :at, :rev)",
	                0, 0);
	(void)scene_sql(&s,
	                "INSERT INTO child_residence (child_id, address_id, kind, source, basis,"
	                " recorded_at, rev) SELECT c.id, a.id, 'home', 'school', 's436a', :at, :rev"
	                " FROM address a, child c WHERE c.id IN (%lld, %lld)",
	                one, other);
}

typedef struct listed {
	cnis_duplicate row[8];
	cnis_likeness likeness[8];
	size_t n;
} listed;

static cnis_status
take(const cnis_duplicate *d, void *payload, cnis_error *reterr)
{
	listed *l = payload;

	(void)reterr;
	ck_assert_uint_lt(l->n, 8);
	l->row[l->n] = *d;
	l->likeness[l->n++] = *d->likeness;
	return CNIS_OK;
}

static listed
list(int64_t child, int64_t limit, bool dismissed)
{
	const cnis_duplicate_query q = {
		.size = sizeof(q), .child_id = child, .limit = limit, .dismissed = dismissed
	};
	listed l = { .n = 0 };

	scene_want(cnis_duplicate_walk(s.r, &q, take, &l, &err), CNIS_OK, &err);
	return l;
}

/* Three pairs: the same, a slip of the pen, and day and month swapped. */
static int64_t slip[2], same[2], swapped[2];

static void
three_pairs(void)
{
	slip[0] = named("Robin", "Testwick", "2015-03-02");
	slip[1] = named("Robyn", "Testwik", "2015-03-02");
	same[0] = named("Adaline", "Otherby", "2014-05-06");
	same[1] = named("Adaline", "Otherby", "2014-05-06");
	at_one_home(same[0], same[1]);
	swapped[0] = named("Quentin", "Larkfield", "2013-02-09");
	swapped[1] = named("Quentin", "Larkfield", "2013-09-02");
}

START_TEST(exact_pairs_come_first_and_then_the_more_alike)
{
	listed l;

	three_pairs();
	l = list(0, 0, false);
	ck_assert_uint_eq(l.n, 3);
	ck_assert_int_eq(l.row[0].child_id, same[0]);
	ck_assert_int_eq(l.row[0].other_id, same[1]);
	ck_assert_int_eq(l.likeness[0].kind, CNIS_LIKENESS_EXACT);
	ck_assert_int_eq(l.likeness[1].kind, CNIS_LIKENESS_LIKELY);
	ck_assert_int_ge(l.likeness[1].weight, l.likeness[2].weight);
}
END_TEST

START_TEST(equals_come_in_the_order_of_the_children)
{
	listed l;
	int64_t id[4];

	for (size_t i = 0; i < 4; i++)
		id[i] = named(i < 2 ? "Adaline" : "Quentin", i < 2 ? "Otherby" : "Larkfield",
		              "2014-05-06");
	l = list(0, 0, false);
	ck_assert_uint_eq(l.n, 2);
	ck_assert_int_eq(l.likeness[0].weight, l.likeness[1].weight);
	ck_assert_int_eq(l.row[0].child_id, id[0]);
	ck_assert_int_eq(l.row[1].child_id, id[2]);
}
END_TEST

START_TEST(of_three_records_of_one_child_each_pair_is_told)
{
	listed l;
	int64_t id[3];

	for (size_t i = 0; i < 3; i++)
		id[i] = named("Adaline", "Otherby", "2014-05-06");
	l = list(0, 0, false);
	ck_assert_uint_eq(l.n, 3);
	ck_assert_int_eq(l.row[0].other_id, id[1]);
	ck_assert_int_eq(l.row[1].other_id, id[2]);
	ck_assert_int_eq(l.row[2].child_id, id[1]);
}
END_TEST

START_TEST(a_limit_ends_the_list_after_the_surest)
{
	listed l;

	three_pairs();
	l = list(0, 1, false);
	ck_assert_uint_eq(l.n, 1);
	ck_assert_int_eq(l.row[0].child_id, same[0]);
}
END_TEST

START_TEST(pages_are_the_list_whatever_their_length)
{
	listed all;

	three_pairs();
	all = list(0, 0, false);
	for (size_t skip = 0; skip < 4; skip++) {
		const cnis_duplicate_query q = { .size = sizeof(q),
			                         .limit = 2,
			                         .skip = (int64_t)skip };
		listed l = { .n = 0 };

		scene_want(cnis_duplicate_walk(s.r, &q, take, &l, &err), CNIS_OK, &err);
		ck_assert_uint_eq(l.n, skip < 2 ? 2 : 3 - skip);
		for (size_t i = 0; i < l.n; i++) {
			ck_assert_int_eq(l.row[i].child_id, all.row[skip + i].child_id);
			ck_assert_int_eq(l.likeness[i].weight, all.likeness[skip + i].weight);
		}
	}
}
END_TEST

START_TEST(a_page_of_less_than_nothing_is_refused)
{
	const cnis_duplicate_query q = { .size = sizeof(q), .skip = -1 };
	listed l = { .n = 0 };

	scene_want(cnis_duplicate_walk(s.r, &q, take, &l, &err), CNIS_EINVAL, &err);
	ck_assert_str_eq(err.field, "limit");
}
END_TEST

START_TEST(of_one_child_only_its_own_pairs_are_told)
{
	listed l;

	three_pairs();
	l = list(slip[1], 0, false);
	ck_assert_uint_eq(l.n, 1);
	ck_assert_int_eq(l.row[0].child_id, slip[0]);
}
END_TEST

START_TEST(whom_somebody_called_two_is_told_only_when_asked_for)
{
	listed l;

	three_pairs();
	scene_want(cnis_duplicate_dismiss(s.r, slip[1], slip[0], "cousins", &err), CNIS_OK, &err);
	scene_want(cnis_duplicate_dismiss(s.r, swapped[0], swapped[1], "cousins too", &err),
	           CNIS_OK, &err);
	ck_assert_uint_eq(list(0, 0, false).n, 1);
	l = list(0, 1, true);
	ck_assert_uint_eq(l.n, 1);
	ck_assert_int_eq(l.row[0].child_id, slip[0]);
	ck_assert_uint_eq(list(0, 0, true).n, 2);
}
END_TEST

static const struct {
	bool one_twice;
	const char *reason;
	cnis_status want;
	const char *field;
} REFUSED[] = {
	{ true, "cousins", CNIS_EINVAL, "other" },
	{ false, NULL, CNIS_EINVAL, "reason" },
	{ false, " ", CNIS_EINVAL, "reason" },
	{ false, "a\x07", CNIS_EINVAL, "reason" },
};

START_TEST(two_children_need_two_records_and_a_reason)
{
	three_pairs();
	ck_assert_int_eq(cnis_duplicate_dismiss(s.r, slip[0],
	                                        REFUSED[_i].one_twice ? slip[0] : slip[1],
	                                        REFUSED[_i].reason, &err),
	                 REFUSED[_i].want);
	ck_assert_str_eq(err.field, REFUSED[_i].field);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM not_same", 0, 0), 0);
}
END_TEST

START_TEST(nobody_is_called_two_with_somebody_who_is_not_there)
{
	three_pairs();
	ck_assert_int_eq(cnis_duplicate_dismiss(s.r, slip[0], 999, "cousins", &err),
	                 CNIS_ENOTFOUND);
	ck_assert_str_eq(err.field, "other");
	ck_assert_int_eq(cnis_duplicate_dismiss(s.r, 999, slip[0], "cousins", &err),
	                 CNIS_ENOTFOUND);
	ck_assert_str_eq(err.field, "child");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("duplicate");
	TCase *tc = tcase_create("duplicate");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tc, begin, finish);
	tcase_add_test(tc, exact_pairs_come_first_and_then_the_more_alike);
	tcase_add_test(tc, equals_come_in_the_order_of_the_children);
	tcase_add_test(tc, of_three_records_of_one_child_each_pair_is_told);
	tcase_add_test(tc, a_limit_ends_the_list_after_the_surest);
	tcase_add_test(tc, pages_are_the_list_whatever_their_length);
	tcase_add_test(tc, a_page_of_less_than_nothing_is_refused);
	tcase_add_test(tc, of_one_child_only_its_own_pairs_are_told);
	tcase_add_test(tc, whom_somebody_called_two_is_told_only_when_asked_for);
	tcase_add_loop_test(tc, two_children_need_two_records_and_a_reason, 0,
	                    (int)(sizeof(REFUSED) / sizeof(REFUSED[0])));
	tcase_add_test(tc, nobody_is_called_two_with_somebody_who_is_not_there);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
