/*
 * Another body's list against the register: twins, cousins of one name, swapped and changed names,
 * a family that moved; one child, one row; what was decided; and a generated list whose truth is
 * known.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cnis/access.h>
#include <cnis/match.h>

#include "base/mem.h"
#include "domain/register.h"
#include "domain/support.h"
#include "support/score.h"

enum { ROWS = 8, CHILDREN = 1500, LIST = 1000 };

static scene s;
static cnis_error err;

/* What was said of each row: of the best candidate, and how many there were. */
typedef struct answers {
	cnis_match_row row[ROWS + 1];
	char key[ROWS + 1][CNIS_MATCH_KEY];
	char rule[ROWS + 1][120];
	int told[ROWS + 1];
	cnis_match count;
} answers;

static void
setup(void)
{
	scene_make(&s, "2026-11-21");
	err = (cnis_error){ 0 };
}

static void
teardown(void)
{
	scene_end(&s);
}

static const char *
path(const char *name)
{
	static char buf[4][200];
	static int at;

	at = (at + 1) % 4;
	(void)snprintf(buf[at], sizeof(buf[at]), "%s/%s", s.dir, name);
	return buf[at];
}

static void
put(const char *name, const char *text)
{
	FILE *f = fopen(path(name), "w");

	ck_assert_ptr_nonnull(f);
	ck_assert_int_ge(fputs(text, f), 0);
	ck_assert_int_eq(fclose(f), 0);
}

/* A child with a name, a birth date, a postcode and a UPN ("" for none); its number. */
static int64_t
child(const char *given, const char *family, const char *born, const char *postcode,
      const char *upn)
{
	char sql[600];
	int64_t id = scene_child(&s, born);

	(void)snprintf(
	    sql, sizeof(sql),
	    "UPDATE child_name SET full_name = '%s %s', given_names = '%s', family_name = '%s'"
	    " WHERE child_id = %%lld",
	    given, family, given, family);
	(void)scene_sql(&s, sql, id, 0);
	(void)snprintf(
	    sql, sizeof(sql),
	    "INSERT INTO address (uuid, line1, postcode, source, basis, recorded_at, rev)"
	    " VALUES ('a-%%lld', '1 Elm Road', '%s', 'school', 's436A', :at, :rev)",
	    postcode);
	(void)scene_sql(&s, sql, id, 0);
	(void)scene_sql(
	    &s,
	    "INSERT INTO child_residence (child_id, address_id, kind, source, basis,"
	    " recorded_at, rev) SELECT %lld, max(id), 'home', 'school', 's436A', :at, :rev"
	    " FROM address",
	    id, 0);
	if (upn[0] == '\0')
		return id;
	(void)snprintf(
	    sql, sizeof(sql),
	    "INSERT INTO identifier (child_id, kind, value, verified, source, basis,"
	    " recorded_at, rev) VALUES (%%lld, 'upn', '%s', 0, 'school', 's436A', :at, :rev)",
	    upn);
	(void)scene_sql(&s, sql, id, 0);
	return id;
}

static cnis_status
take(const cnis_match_row *row, void *payload, cnis_error *reterr)
{
	answers *a = payload;

	(void)reterr;
	ck_assert_int_le(row->row, ROWS);
	if (a->told[row->row]++ > 0)
		return CNIS_OK;
	a->row[row->row] = *row;
	(void)snprintf(a->key[row->row], CNIS_MATCH_KEY, "%s", row->key);
	(void)snprintf(a->rule[row->row], sizeof(a->rule[0]), "%s",
	               row->rule == NULL ? "" : row->rule);
	return CNIS_OK;
}

/* Match a list: given, family, born, postcode, UPN in each line. */
static answers
match(const char *lines)
{
	const cnis_match_options o = { .size = sizeof(o),
		                       .file = path("list.csv"),
		                       .map = path("list.map"),
		                       .purpose = "a test" };
	char text[2000];
	answers a = { 0 };

	(void)snprintf(text, sizeof(text), "Given,Family,Born,Post,UPN\n%s", lines);
	put("list.csv", text);
	put("list.map", "given_names = Given\nfamily_name = Family\nborn = Born\npostcode = Post\n"
	                "upn = UPN\n");
	scene_want(cnis_match_run(s.r, &o, take, &a, &a.count, &err), CNIS_OK, &err);
	return a;
}

static void
want(const answers *a, int row, cnis_match_verdict verdict, int64_t child_id)
{
	ck_assert_msg(a->row[row].verdict == verdict && a->row[row].child_id == child_id,
	              "row %d: %s, child %d (%s)", row, cnis_match_word(a->row[row].verdict),
	              (int)a->row[row].child_id, a->rule[row]);
}

static const char UPN_A[] = "Z302900002670"; /* invented, with its check letter */
static const char UPN_B[] = "Y302900003597";

/* ---- who is who -------------------------------------------------------------------------------
 */

START_TEST(twins_are_told_apart)
{
	int64_t one = child("Thora", "Quellwick", "2015-03-02", "QZ1 1AB", UPN_A);
	int64_t other = child("Ivo", "Quellwick", "2015-03-02", "QZ1 1AB", UPN_B);
	answers a = match("Ivo,Quellwick,2015-03-02,QZ1 1AB,\n"
	                  "Thora,Quellwick,2015-03-02,QZ1 1AB,\n");

	want(&a, 1, CNIS_MATCH_EXACT, other);
	want(&a, 2, CNIS_MATCH_EXACT, one);
}
END_TEST

START_TEST(the_twin_who_is_not_here_is_nobody)
{
	answers a;

	(void)child("Thora", "Quellwick", "2015-03-02", "QZ1 1AB", "");
	a = match("Ivo,Quellwick,2015-03-02,QZ1 1AB,\n");
	want(&a, 1, CNIS_MATCH_NONE, 0);
}
END_TEST

START_TEST(twins_whose_numbers_were_swapped_are_asked_about)
{
	int64_t one = child("Thora", "Quellwick", "2015-03-02", "QZ1 1AB", UPN_A);
	int64_t other = child("Ivo", "Quellwick", "2015-03-02", "QZ1 1AB", UPN_B);
	char lines[300];
	answers a;

	(void)snprintf(
	    lines, sizeof(lines),
	    "Thora,Quellwick,2015-03-02,QZ1 1AB,%s\nIvo,Quellwick,2015-03-02,QZ1 1AB,%s\n", UPN_B,
	    UPN_A);
	a = match(lines);
	ck_assert(a.row[1].verdict != CNIS_MATCH_EXACT || a.row[1].child_id == one);
	ck_assert(a.row[2].verdict != CNIS_MATCH_EXACT || a.row[2].child_id == other);
	ck_assert(a.told[1] >= 1 && a.told[2] >= 1);
	/* corrected here: each number back where it belongs */
	(void)scene_sql(&s, "UPDATE identifier SET to_day = 20770 WHERE child_id IN (%lld, %lld)",
	                one, other);
	(void)snprintf(
	    lines, sizeof(lines),
	    "INSERT INTO identifier (child_id, kind, value, verified, source, basis, recorded_at,"
	    " rev) VALUES (%%lld, 'upn', '%s', 0, 'school', 's436A', :at, :rev),"
	    " (%%lld, 'upn', '%s', 0, 'school', 's436A', :at, :rev)",
	    UPN_B, UPN_A);
	(void)scene_sql(&s, lines, one, other);
	(void)snprintf(
	    lines, sizeof(lines),
	    "Thora,Quellwick,2015-03-02,QZ1 1AB,%s\nIvo,Quellwick,2015-03-02,QZ1 1AB,%s\n", UPN_B,
	    UPN_A);
	a = match(lines);
	want(&a, 1, CNIS_MATCH_EXACT, one);
	want(&a, 2, CNIS_MATCH_EXACT, other);
}
END_TEST

START_TEST(twins_with_names_alike_are_never_settled_by_the_program)
{
	answers a;

	(void)child("Lilly", "Quellwick", "2015-03-02", "QZ1 1AB", "");
	a = match("Milly,Quellwick,2015-03-02,QZ1 1AB,\n");
	ck_assert_int_ne(a.row[1].verdict, CNIS_MATCH_EXACT);
}
END_TEST

START_TEST(cousins_of_one_name_are_two_children)
{
	int64_t one = child("Robin", "Quellwick", "2015-03-02", "QZ1 1AB", "");
	int64_t cousin = child("Robin", "Quellwick", "2014-07-29", "QZ2 2CD", "");
	answers a = match("Robin,Quellwick,2014-07-29,QZ2 2CD,\n"
	                  "Robin,Quellwick,2015-03-02,QZ1 1AB,\n"
	                  "Robin,Quellwick,2013-11-17,QZ3 3EF,\n");

	want(&a, 1, CNIS_MATCH_EXACT, cousin);
	want(&a, 2, CNIS_MATCH_EXACT, one);
	ck_assert_int_ne(a.row[3].verdict, CNIS_MATCH_EXACT);
}
END_TEST

START_TEST(swapped_names_are_the_same_child)
{
	int64_t id = child("Hamish", "Quellwick", "2015-03-02", "QZ1 1AB", "");
	answers a = match("Quellwick,Hamish,2015-03-02,QZ1 1AB,\n");

	want(&a, 1, CNIS_MATCH_EXACT, id);
}
END_TEST

START_TEST(a_changed_family_name_is_asked_about_and_a_former_one_known)
{
	int64_t id = child("Hamish", "Quellwick", "2015-03-02", "QZ1 1AB", "");
	answers a = match("Hamish,Otherby,2015-03-02,QZ1 1AB,\n");

	want(&a, 1, CNIS_MATCH_LIKELY, id);
	(void)scene_sql(
	    &s,
	    "INSERT INTO child_name (child_id, kind, full_name, given_names, family_name,"
	    " to_day, source, basis, recorded_at, rev) VALUES (%lld, 'former',"
	    " 'Hamish Otherby', 'Hamish', 'Otherby', 20000, 'school', 's436A', :at, :rev)",
	    id, 0);
	a = match("Hamish,Otherby,2015-03-02,QZ1 1AB,\n");
	want(&a, 1, CNIS_MATCH_EXACT, id);
}
END_TEST

START_TEST(a_family_that_moved_is_found)
{
	int64_t one = child("Hamish", "Quellwick", "2015-03-02", "QZ1 1AB", UPN_A);
	int64_t other = child("Isla", "Quellwick", "2017-09-20", "QZ1 1AB", "");
	char lines[200];
	answers a;

	(void)snprintf(
	    lines, sizeof(lines),
	    "Hamish,Quellwick,2015-03-02,QZ9 9XY,%s\nIsla,Quellwick,2017-09-20,QZ9 9XY,\n", UPN_A);
	a = match(lines);
	want(&a, 1, CNIS_MATCH_EXACT, one);
	want(&a, 2, CNIS_MATCH_EXACT, other);
}
END_TEST

START_TEST(a_birth_date_with_day_and_month_swapped_is_asked_about)
{
	int64_t id = child("Hamish", "Quellwick", "2015-03-02", "QZ1 1AB", "");
	answers a = match("Hamish,Quellwick,2015-02-03,QZ1 1AB,\n");

	ck_assert_int_eq(a.row[1].child_id, id);
	ck_assert_int_ne(a.row[1].verdict, CNIS_MATCH_NONE);
}
END_TEST

/* ---- one child, one row -----------------------------------------------------------------------
 */

START_TEST(two_rows_as_like_one_child_are_both_asked_about)
{
	int64_t id = child("Hamish", "Quellwick", "2015-03-02", "QZ1 1AB", "");
	answers a = match("Hamish,Quellwick,2015-03-02,QZ1 1AB,\n"
	                  "Hamish James,Quellwick,2015-03-02,QZ1 1AB,\n");

	want(&a, 1, CNIS_MATCH_LIKELY, id);
	want(&a, 2, CNIS_MATCH_LIKELY, id);
	ck_assert_str_eq(a.rule[1], "another row of the list is as like this child");
}
END_TEST

START_TEST(the_row_that_leads_clearly_keeps_the_child)
{
	int64_t id = child("Hamish", "Quellwick", "2015-03-02", "QZ1 1AB", UPN_A);
	char lines[200];
	answers a;

	(void)snprintf(
	    lines, sizeof(lines),
	    "Hamish James,Quellwick,2015-03-02,QZ9 9XY,\nHamish,Quellwick,2015-03-02,QZ1 1AB,%s\n",
	    UPN_A);
	a = match(lines);
	want(&a, 2, CNIS_MATCH_EXACT, id);
	want(&a, 1, CNIS_MATCH_LIKELY, id);
}
END_TEST

START_TEST(two_children_as_like_one_row_are_both_told)
{
	answers a;

	(void)child("Hamish", "Quellwick", "2015-03-02", "QZ1 1AB", "");
	(void)child("Hamish", "Quellwick", "2015-03-02", "QZ1 1AB", "");
	a = match("Hamish,Quellwick,2015-03-02,QZ1 1AB,\n");
	ck_assert_int_eq(a.row[1].verdict, CNIS_MATCH_LIKELY);
	ck_assert_int_eq(a.told[1], 2);
	ck_assert_str_eq(a.rule[1], "another child here is as like it");
}
END_TEST

START_TEST(the_same_row_twice_is_told_of_once)
{
	int64_t id = child("Hamish", "Quellwick", "2015-03-02", "QZ1 1AB", "");
	answers a = match("Hamish,Quellwick,2015-03-02,QZ1 1AB,\n"
	                  "QUELLWICK,hamish,2015-03-02,,\n");

	want(&a, 1, CNIS_MATCH_EXACT, id);
	want(&a, 2, CNIS_MATCH_AGAIN, 0);
	ck_assert_int_eq(a.count.again, 1);
}
END_TEST

/* ---- what was decided -------------------------------------------------------------------------
 */

START_TEST(a_decision_outweighs_what_is_alike)
{
	int64_t id = child("Hamish", "Quellwick", "2015-03-02", "QZ1 1AB", "");
	answers a = match("Hamich,Quellwick,2015-03-02,QZ1 1AB,\n");

	want(&a, 1, CNIS_MATCH_LIKELY, id);
	scene_want(cnis_match_decide(s.r, a.key[1], id, true, "seen", &err), CNIS_OK, &err);
	a = match("Hamish,Quellwick,2015-03-02,QZ1 1AB,\nHamich,Quellwick,2015-03-02,QZ1 1AB,\n");
	want(&a, 2, CNIS_MATCH_DECIDED, id);
	want(&a, 1, CNIS_MATCH_LIKELY, id);
	ck_assert_str_eq(a.rule[1], "another row of the list is more like this child");
}
END_TEST

START_TEST(a_child_in_two_records_is_told_of_once_as_the_one_kept)
{
	int64_t old = child("Hamish", "Quellwick", "2015-03-02", "QZ1 1AB", "");
	int64_t kept = child("Hamish", "Quellwick", "2015-03-02", "QZ9 9XY", "");
	answers a = match("Hamish,Quellwick,2015-03-02,QZ1 1AB,\n");

	scene_want(cnis_match_decide(s.r, a.key[1], old, true, NULL, &err), CNIS_OK, &err);
	(void)scene_sql(
	    &s,
	    "INSERT INTO child_alias (child_id, same_as_id, from_day, reason, officer_id,"
	    " recorded_at, rev) SELECT %lld, %lld, 20700, 'one child', min(id), :at, :rev"
	    " FROM officer",
	    old, kept);
	a = match("Hamish,Quellwick,2015-03-02,QZ1 1AB,\n");
	want(&a, 1, CNIS_MATCH_DECIDED, kept);
	a = match("Hamish John,Quellwick,2015-03-02,QZ1 1AB,\n");
	want(&a, 1, CNIS_MATCH_EXACT, kept);
	ck_assert_int_eq(a.told[1], 1);
}
END_TEST

START_TEST(another_register_makes_other_keys)
{
	answers a;
	char key[CNIS_MATCH_KEY];

	(void)child("Hamish", "Quellwick", "2015-03-02", "QZ1 1AB", "");
	a = match("Hamish,Quellwick,2015-03-02,QZ1 1AB,\n");
	(void)snprintf(key, sizeof(key), "%s", a.key[1]);
	ck_assert_uint_eq(strlen(key), CNIS_MATCH_KEY - 1);
	scene_end(&s);
	scene_make(&s, "2026-11-21");
	(void)child("Hamish", "Quellwick", "2015-03-02", "QZ1 1AB", "");
	a = match("Hamish,Quellwick,2015-03-02,QZ1 1AB,\n");
	ck_assert_str_ne(key, a.key[1]);
}
END_TEST

START_TEST(a_list_that_cannot_be_read_leaves_nothing_behind)
{
	const cnis_match_options o = { .size = sizeof(o),
		                       .file = path("none.csv"),
		                       .map = path("list.map"),
		                       .purpose = "a test" };

	put("list.map", "full_name = Name\nborn = Born\n");
	scene_want(cnis_match_run(s.r, &o, NULL, NULL, NULL, &err), CNIS_ENOTFOUND, &err);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM match_secret", 0, 0), 0);
}
END_TEST

/* Whichever allocation fails, it is told and the next run says the same as ever. */
START_TEST(without_memory_nothing_is_half_done)
{
	int64_t id = child("Hamish", "Quellwick", "2015-03-02", "QZ1 1AB", UPN_A);
	answers a =
	    match("Hamish,Quellwick,2015-03-02,QZ1 1AB,\nIvo,Otherby,2014-01-02,QZ2 2CD,\n");
	const cnis_match_options o = { .size = sizeof(o),
		                       .file = path("list.csv"),
		                       .map = path("list.map"),
		                       .purpose = "a test" };
	long n = 0;

	want(&a, 1, CNIS_MATCH_EXACT, id);
	for (; n < 5000; n++) {
		cnis_match count = { 0 };
		cnis_status st;
		long failed;

		err = (cnis_error){ 0 };
		mem_fail_at(n);
		st = cnis_match_run(s.r, &o, NULL, NULL, &count, &err);
		failed = mem_failures();
		mem_fail_at(-1);
		if (failed == 0) {
			scene_want(st, CNIS_OK, &err);
			ck_assert_int_eq(count.exact, 1);
			break;
		}
		scene_want(st, CNIS_ENOMEM, &err);
	}
	ck_assert_int_gt(n, 20);
	ck_assert_int_lt(n, 5000);
}
END_TEST

/* ---- a list whose truth is known --------------------------------------------------------------
 */

static double
part(int32_t of, int32_t all)
{
	return all == 0 ? 0 : (double)of / all;
}

/* The figures of the README are of large registers (tests/bench); these are floors. */
START_TEST(a_generated_list_keeps_its_floors)
{
	const cnis_match_options o = { .size = sizeof(o),
		                       .file = path("list.csv"),
		                       .map = path("list.map"),
		                       .purpose = "a test" };
	lists l = lists_make(LISTS_HELD_OUT + 100, CHILDREN, LIST);
	score truth = score_of(&l);

	ck_assert_ptr_null(lists_fill(&l, s.r->file));
	ck_assert(lists_write(&l, path("list.csv"), path("list.map")));
	scene_want(cnis_match_run(s.r, &o, score_row, &truth, NULL, &err), CNIS_OK, &err);
	ck_assert_int_eq(truth.twins, 0);
	ck_assert_int_gt(truth.known, LIST / 2);
	ck_assert_msg(part(truth.right, truth.exact) >= 0.99, "precision %f",
	              part(truth.right, truth.exact));
	ck_assert_msg(part(truth.right, truth.known) >= 0.93, "recall %f",
	              part(truth.right, truth.known));
	ck_assert_msg(part(truth.offered, truth.known) >= 0.98, "offered %f",
	              part(truth.offered, truth.known));
	score_free(&truth);
	lists_free(&l);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("match");
	TCase *t = tcase_create("match");
	SRunner *r;
	int failed;

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, twins_are_told_apart);
	tcase_add_test(t, the_twin_who_is_not_here_is_nobody);
	tcase_add_test(t, twins_whose_numbers_were_swapped_are_asked_about);
	tcase_add_test(t, twins_with_names_alike_are_never_settled_by_the_program);
	tcase_add_test(t, cousins_of_one_name_are_two_children);
	tcase_add_test(t, swapped_names_are_the_same_child);
	tcase_add_test(t, a_changed_family_name_is_asked_about_and_a_former_one_known);
	tcase_add_test(t, a_family_that_moved_is_found);
	tcase_add_test(t, a_birth_date_with_day_and_month_swapped_is_asked_about);
	tcase_add_test(t, two_rows_as_like_one_child_are_both_asked_about);
	tcase_add_test(t, the_row_that_leads_clearly_keeps_the_child);
	tcase_add_test(t, two_children_as_like_one_row_are_both_told);
	tcase_add_test(t, the_same_row_twice_is_told_of_once);
	tcase_add_test(t, a_decision_outweighs_what_is_alike);
	tcase_add_test(t, a_child_in_two_records_is_told_of_once_as_the_one_kept);
	tcase_add_test(t, another_register_makes_other_keys);
	tcase_add_test(t, a_list_that_cannot_be_read_leaves_nothing_behind);
	tcase_add_test(t, without_memory_nothing_is_half_done);
	tcase_add_test(t, a_generated_list_keeps_its_floors);
	tcase_set_timeout(t, 60);
	suite_add_tcase(suite, t);
	r = srunner_create(suite);
	srunner_run_all(r, CK_ENV);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
