/* What one row of a spreadsheet costs does not grow with the children who are here already: counted
 * in steps of the database, never in seconds. */
#include <check.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/import.h>

#include "domain/register.h"
#include "domain/support.h"
#include "store/inside.h"

static scene s;
static char file[128], map[128];

enum { FEW = 100, MANY = 1200, STEP = 10 };

static int64_t steps;

static int
count_steps(void *payload)
{
	(void)payload;
	steps++;
	return 0;
}

/* Rows `from` to `to`: family names of their own, few given names, few birth days. */
static void
write_rows(int from, int to)
{
	static const char *const syllable[] = { "ba", "ce", "di", "fo", "gu", "ha", "je", "ki",
		                                "lo", "mu", "na", "pe", "ri", "so", "tu", "va" };
	static const char *const given[] = { "Ada", "Bryony", "Ezekiel", "Florence", "Hyacinth" };
	FILE *f = fopen(file, "w");

	ck_assert_ptr_nonnull(f);
	(void)fputs("no,fam,name,born,told,line,post,mum\n", f);
	for (int i = from; i < to; i++) {
		int k = i / 2 * 7919 % 65536; /* two of each family name */
		char family[16];

		(void)snprintf(family, sizeof(family), "T%s%s%s%s", syllable[k % 16],
		               syllable[k / 16 % 16], syllable[k / 256 % 16],
		               syllable[k / 4096 % 16]);
		(void)fprintf(f,
		              "%d,F%d,%s %s,%d-%02d-%02d,2026-03-%02d,%d Row %d,QZ%d %d%c%c,"
		              "Mary %s\n",
		              i, i, given[i % 5], family, 2014 + i % 3, i / 3 % 12 + 1,
		              i / 36 % 28 + 1, i % 28 + 1, i % 180 + 1, i, i % 9 + 1, i / 9 % 9 + 1,
		              "ABDEFGHJLN"[i / 81 % 10], "PQRSTUWXYZ"[i / 810 % 10], family);
	}
	ck_assert_int_eq(fclose(f), 0);
}

static int64_t
import(int from, int to)
{
	const cnis_import_options o = {
		.size = sizeof(o), .file = file, .map = map, .apply = true
	};
	cnis_import_done done;
	cnis_error e = { 0 };
	sqlite3 *db = s.r->st->db;

	write_rows(from, to);
	steps = 0;
	sqlite3_progress_handler(db, STEP, count_steps, NULL);
	scene_want(cnis_import_rows(s.r, CNIS_IMPORT_FAMILIES, &o, NULL, NULL, &done, &e), CNIS_OK,
	           &e);
	sqlite3_progress_handler(db, 0, NULL, NULL);
	ck_assert_int_eq(done.taken, to - from);
	return steps;
}

START_TEST(a_row_costs_the_same_beside_many_children)
{
	FILE *f;
	int64_t first;
	int64_t last;

	scene_make(&s, "2026-11-21");
	(void)snprintf(file, sizeof(file), "%s/sheet.csv", s.dir);
	(void)snprintf(map, sizeof(map), "%s/sheet.map", s.dir);
	f = fopen(map, "w");
	ck_assert_ptr_nonnull(f);
	(void)fputs("key = no\nfamily = fam\nfull_name = name\nborn = born\nreceived = told\n"
	            "line1 = line\npostcode = post\nparent1_name = mum\n",
	            f);
	ck_assert_int_eq(fclose(f), 0);
	first = import(0, FEW);
	(void)import(FEW, MANY);
	last = import(MANY, MANY + FEW);
	ck_assert_msg(last < first + first / 5, "the first rows took %lld steps, the last %lld",
	              (long long)first * STEP, (long long)last * STEP);
	scene_end(&s);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("import flat");
	TCase *tc = tcase_create("flat");
	SRunner *sr;
	int failed;

	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, a_row_costs_the_same_beside_many_children);
	suite_add_tcase(suite, tc);
	sr = srunner_create(suite);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
