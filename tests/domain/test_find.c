/* Finding a child by whatever somebody has. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/find.h>
#include <cnis/reference.h>

#include "domain/find_terms.h"
#include "support.h"

static scene s;

/* ---- what somebody typed ----------------------------------------------------------------------
 */

static const struct {
	const char *line;
	const char *kinds; /* n name, c child, b born, d date with another one beside it, # number,
	                      p postcode, @ e-mail; NULL: refused */
} typed[] = {
	{ "Jane Smith", "nn" },
	{ "smith, jane", "nn" },
	{ "Sean O Neill", "nn" },
	{ "Maria de la Cruz", "nn" },
	{ "Van", "n" },
	{ "2015-03-14", "b" },
	{ "14/3/2015", "b" },
	{ "4/3/2015", "d" },
	{ "4.3.2015", "d" },
	{ "3/14/2015", "b" },
	{ "4/4/2015", "b" },
	{ "14 March 2015", "b" },
	{ "4 Mar 2015 jane", "dn" },
	{ "E17 4AB", "p" },
	{ "e174ab jane", "pn" },
	{ "943 476 5870", "#" },
	{ "A123456789012", "#" },
	{ "100023336956", "#" },
	{ "020 7946 0018", "#" },
	{ "+44 (0)20 7946 0018 jane", "#n" },
	{ "(020) 7946-0018 14 March 2015", "#b" },
	{ "020.7946.0018 2015-03-14", "#b" },
	{ "Jane@Home.example smith", "@n" },
	{ "jane@home", NULL },
	{ "()", NULL },
	{ "jane 943 476 5870 E17 4AB 2015-03-14 smith", "n#pbn" },
	{ "", NULL },
	{ " , ", NULL },
	{ "---", NULL },
	{ "31/2/2015", NULL },
	{ "2015-02-30", NULL },
	{ "4\xc2\xbd", NULL },
	{ "a1 b1 c1 d1 e1 f1 g1 h1 i1 j1 k1 l1 m1 n1 o1 p1 q1", NULL },
};

START_TEST(a_line_is_taken_apart)
{
	char kinds[CNIS_FIND_TERMS + 1] = "";
	find_terms t = { .n = 0 };
	cnis_error e = { 0 };
	cnis_status st = find_terms_read(typed[_i].line, &t, &e);

	if (typed[_i].kinds == NULL) {
		ck_assert_int_eq(st, CNIS_EINVAL);
		ck_assert_str_eq(e.field, "terms");
		ck_assert_uint_eq(t.n, 0);
		return;
	}
	ck_assert_msg(st == CNIS_OK, "%s: %s", typed[_i].line, e.message);
	for (size_t i = 0; i < t.n; i++) {
		kinds[i] = "ncb#p@"[t.term[i].kind];
		if (kinds[i] == 'b' && t.term[i].swapped != CNIS_DAY_NONE)
			kinds[i] = 'd';
	}
	ck_assert_msg(strcmp(kinds, typed[_i].kinds) == 0, "%s: %s", typed[_i].line, kinds);
}
END_TEST

START_TEST(the_first_date_is_as_it_is_typed_here)
{
	find_terms t;

	ck_assert_int_eq(find_terms_read("4/3/2015", &t, NULL), CNIS_OK);
	ck_assert_int_eq(t.term[0].born, scene_day("2015-03-04"));
	ck_assert_int_eq(t.term[0].swapped, scene_day("2015-04-03"));
}
END_TEST

/* ---- who is found -----------------------------------------------------------------------------
 */

static int64_t jane, yusuf, robert, siobhan, moved;

static void
name(int64_t child, const char *kind, const char *full, bool past)
{
	char sql[400];

	(void)snprintf(
	    sql, sizeof(sql),
	    "INSERT INTO child_name (child_id, kind, full_name, to_day, source, basis,"
	    " recorded_at, rev) VALUES (%%lld, '%s', '%s', %s, 'parent', 'voluntary', :at,"
	    " :rev)",
	    kind, full, past ? "10000" : "NULL");
	(void)scene_sql(&s, sql, (long long)child, 0);
}

static int64_t
child(const char *full, const char *born)
{
	int64_t id = scene_child(&s, born);

	(void)scene_sql(&s, "DELETE FROM child_name WHERE child_id = %lld", (long long)id, 0);
	name(id, "legal", full, false);
	return id;
}

static void
begin(void)
{
	scene_make(&s, "2026-11-21");
	jane = child("Jane Smith", "2015-03-04");
	yusuf = child("Yusuf Khan", "2014-06-09");
	robert = child("Robert O''Neill", "2013-01-20");
	siobhan = child("Siobh\xc3\xa1n Nguy\xe1\xbb\x85n", "2012-12-01");
	moved = child("Amy Jones", "2015-03-04");
	name(moved, "legal", "Amy Brown", true);
	(void)scene_sql(&s,
	                "INSERT INTO identifier (child_id, kind, value, verified, source, basis,"
	                " recorded_at, rev) VALUES (%lld, 'nhs', '9434765870', 0, 'parent',"
	                " 'voluntary', :at, :rev)",
	                (long long)yusuf, 0);
	(void)scene_sql(
	    &s,
	    "INSERT INTO address (uuid, line1, postcode, uprn, source, basis, recorded_at,"
	    " rev) VALUES ('a', '1 High Street', 'E17 4AB', '100023336956', 'parent',"
	    " 'voluntary', :at, :rev)",
	    0, 0);
	(void)scene_sql(
	    &s,
	    "INSERT INTO child_residence (child_id, address_id, kind, to_day, source,"
	    " basis, recorded_at, rev) VALUES (%lld, 1, 'home', NULL, 'parent',"
	    " 'voluntary', :at, :rev), (%lld, 1, 'previous', 10000, 'parent', 'voluntary',"
	    " :at, :rev)",
	    (long long)robert, (long long)moved);
}

static void
finish(void)
{
	scene_end(&s);
}

typedef struct answer {
	int64_t id[8];
	char why[8][200];
	int n, matched;
} answer;

static cnis_status
keep(const cnis_found *f, void *payload, cnis_error *reterr)
{
	answer *a = payload;

	(void)reterr;
	if (a->n < 8) {
		a->id[a->n] = f->child_id;
		strncpy(a->why[a->n], f->why, sizeof(a->why[0]) - 1);
	}
	a->n++;
	a->matched = f->matched;
	return CNIS_OK;
}

static answer
find(const char *terms)
{
	const cnis_find_query q = { .size = sizeof(q), .terms = terms };
	answer a = { .n = 0 };
	cnis_error e = { 0 };

	scene_want(cnis_find(s.r, &q, keep, &a, &e), CNIS_OK, &e);
	return a;
}

static const struct {
	const char *terms;
	const int64_t *first;
	const char *why;
} wanted[] = {
	{ "Jane Smith", &jane, "name the same; name the same" },
	{ "smith jane", &jane, "name the same; name the same" },
	{ "Jane Smyth", &jane, "name the same; name sounds alike" },
	{ "youssef kahn", &yusuf, "a familiar form of the name; name sounds alike" },
	{ "bob oneill", &robert, "a familiar form of the name; name the same" },
	{ "Bobby O\xe2\x80\x99Neil", &robert, "a familiar form of the name; name sounds alike" },
	{ "Shivaun", &siobhan, "name sounds alike" },
	{ "SIOBHAN NGUYEN", &siobhan, "name the same; name the same" },
	{ "sio", &siobhan, "name begins so" },
	{ "Brown", &moved, "a former name the same" },
	{ "4/3/2015 smith", &jane, "birth date the same; name the same" },
	{ "3/4/2015 smith", &jane, "birth date with day and month swapped; name the same" },
	{ "943 476 5870", &yusuf, "this NHS number" },
	{ "100023336956", &robert, "this UPRN" },
	{ "e17 4ab", &robert, "this postcode" },
	{ "Amy E17 4AB", &moved, "name the same; a former address" },
	{ "Jqne Smith", &jane, "name a slip in writing apart; name the same" },
};

START_TEST(a_child_is_found_with_the_reason)
{
	answer a = find(wanted[_i].terms);

	ck_assert_msg(a.n > 0, "%s: nobody", wanted[_i].terms);
	ck_assert_msg(a.id[0] == *wanted[_i].first, "%s: %s", wanted[_i].terms, a.why[0]);
	ck_assert_msg(strcmp(a.why[0], wanted[_i].why) == 0, "%s: %s", wanted[_i].terms, a.why[0]);
}
END_TEST

START_TEST(those_who_match_most_terms_are_told)
{
	answer a = find("jane smith 1999-01-01");

	ck_assert_int_eq(a.n, 1);
	ck_assert_int_eq(a.matched, 2);
	a = find("2015-03-04");
	ck_assert_int_eq(a.n, 2);
	a = find("2015-03-04 amy");
	ck_assert_int_eq(a.n, 1);
	ck_assert(a.id[0] == moved);
	a = find("Zebedee");
	ck_assert_int_eq(a.n, 0);
}
END_TEST

START_TEST(the_answer_comes_in_pages)
{
	const cnis_find_query first = { .size = sizeof(first), .terms = "2015-03-04", .limit = 1 };
	const cnis_find_query second = {
		.size = sizeof(second), .terms = "2015-03-04", .limit = 1, .skip = 1
	};
	const cnis_find_query third = {
		.size = sizeof(third), .terms = "2015-03-04", .limit = 1, .skip = 2
	};
	const cnis_find_query wrong = { .size = sizeof(wrong), .terms = "a", .skip = -1 };
	answer a = { .n = 0 };

	ck_assert_int_eq(cnis_find(s.r, &first, keep, &a, NULL), CNIS_OK);
	ck_assert_int_eq(cnis_find(s.r, &second, keep, &a, NULL), CNIS_OK);
	ck_assert_int_eq(cnis_find(s.r, &third, keep, &a, NULL), CNIS_OK);
	ck_assert_int_eq(a.n, 2);
	ck_assert(a.id[0] == jane && a.id[1] == moved);
	ck_assert_int_eq(cnis_find(s.r, &wrong, keep, &a, NULL), CNIS_EINVAL);
}
END_TEST

START_TEST(a_reference_is_a_term)
{
	char ref[CNIS_REFERENCE_SIZE];
	answer a = find(cnis_reference_format(CNIS_REF_CHILD, robert, ref));

	ck_assert_int_eq(a.n, 1);
	ck_assert(a.id[0] == robert);
	ck_assert_str_eq(a.why[0], "this reference");
	a = find(cnis_reference_format(CNIS_REF_CHILD, 4711, ref));
	ck_assert_int_eq(a.n, 0);
}
END_TEST

START_TEST(unusable_terms_are_refused)
{
	static const char *const lines[] = { NULL, "", "a\tb\x07", "\xff", "31/2/2015" };

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		const cnis_find_query q = { .size = sizeof(q), .terms = lines[i] };
		answer a = { .n = 0 };
		cnis_error e = { 0 };

		ck_assert_int_eq(cnis_find(s.r, &q, keep, &a, &e), CNIS_EINVAL);
		ck_assert_str_eq(e.field, "terms");
		ck_assert_int_eq(a.n, 0);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("find");
	TCase *t = tcase_create("terms");
	TCase *f = tcase_create("found");
	SRunner *r;
	int failed;

	tcase_add_loop_test(t, a_line_is_taken_apart, 0, (int)(sizeof(typed) / sizeof(typed[0])));
	tcase_add_test(t, the_first_date_is_as_it_is_typed_here);
	suite_add_tcase(suite, t);
	tcase_add_unchecked_fixture(f, begin, finish);
	tcase_set_timeout(f, 30);
	tcase_add_loop_test(f, a_child_is_found_with_the_reason, 0,
	                    (int)(sizeof(wanted) / sizeof(wanted[0])));
	tcase_add_test(f, those_who_match_most_terms_are_told);
	tcase_add_test(f, the_answer_comes_in_pages);
	tcase_add_test(f, a_reference_is_a_term);
	tcase_add_test(f, unusable_terms_are_refused);
	suite_add_tcase(suite, f);
	r = srunner_create(suite);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
