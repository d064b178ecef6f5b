/* Spreadsheets of an authority that moves in: each way a map, a file or a row is wrong has its own
 * message, twice is once, and nothing is guessed silently. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cnis/import.h>

#include "domain/support.h"

static scene s;
static char file[128], map[128], rejects[128];

#define HEADER "no,fam,name,born,sex,told,line,post,mum,dad\n"
#define MAP                                                                                        \
	"key = no\nfamily = fam\nfull_name = name\nborn = born\nsex = sex\nsex.code.Girl = F\n"    \
	"received = told\nline1 = line\npostcode = post\nparent1_name = mum\n"                     \
	"parent1_relationship := mother\nparent2_name = dad\n"

static void
put(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	ck_assert_ptr_nonnull(f);
	ck_assert_uint_eq(fwrite(text, 1, strlen(text), f), strlen(text));
	ck_assert_int_eq(fclose(f), 0);
}

static void
set_up(void)
{
	scene_make(&s, "2026-11-21");
	(void)snprintf(file, sizeof(file), "%s/sheet.csv", s.dir);
	(void)snprintf(map, sizeof(map), "%s/sheet.map", s.dir);
	(void)snprintf(rejects, sizeof(rejects), "%s/rejects.csv", s.dir);
	put(map, MAP);
}

static void
tear_down(void)
{
	scene_end(&s);
}

/* What was told, a line a note. */
typedef struct heard {
	char text[8192];
} heard;

static cnis_status
listen(const cnis_import_note *note, void *payload, cnis_error *err)
{
	heard *h = payload;
	size_t n = strlen(h->text);

	(void)err;
	(void)snprintf(h->text + n, sizeof(h->text) - n, "%s|%s|%s|%lld|%lld\n", note->section,
	               note->words, note->field, (long long)note->rows, (long long)note->line);
	return CNIS_OK;
}

static cnis_import_done did;
static cnis_error e;
static heard h;

static cnis_status
run_kind(cnis_import_kind kind, bool apply, bool with_rejects)
{
	const cnis_import_options o = { .size = sizeof(o),
		                        .file = file,
		                        .map = map,
		                        .rejects = with_rejects ? rejects : NULL,
		                        .apply = apply };

	memset(&e, 0, sizeof(e));
	memset(&h, 0, sizeof(h));
	return cnis_import_rows(s.r, kind, &o, listen, &h, &did, &e);
}

static void
want(bool apply, bool with_rejects, cnis_status status)
{
	scene_want(run_kind(CNIS_IMPORT_FAMILIES, apply, with_rejects), status, &e);
}

static void
rows(const char *text)
{
	char all[8192];

	(void)snprintf(all, sizeof(all), HEADER "%s", text);
	put(file, all);
}

static int64_t
count(const char *table)
{
	char sql[200];

	(void)snprintf(sql, sizeof(sql), "SELECT count(*) FROM %s", table);
	return scene_ask(&s, sql, 0, 0);
}

static void
slurp(const char *path, char *text, size_t size)
{
	FILE *f = fopen(path, "r");
	size_t n;

	ck_assert_ptr_nonnull(f);
	n = fread(text, 1, size - 1, f);
	text[n] = '\0';
	(void)fclose(f);
}

static void
says(const char *words)
{
	ck_assert_msg(strstr(h.text, words) != NULL, "not '%s' in:\n%s", words, h.text);
}

static const char two_families[] =
    "1,F1,Ada Testwick,2014-04-13,Girl,2025-01-07,1 Row,QZ1 1AB,May Testwick,Joe Testwick\n"
    "2,F1,Ade Testwick,2014-04-13,M,2025-01-07,1 Row,QZ1 1AB,May Testwick,Joe Testwick\n"
    "3,F2,Zed Otherby,2013-02-28,M,2025-03-09,2 Row,QZ1 1AD,Una Otherby,\n";

START_TEST(a_dry_run_writes_nothing_and_says_what_it_assumes)
{
	rows(two_families);
	want(false, false, CNIS_OK);
	ck_assert(did.rows == 3 && did.taken == 3 && did.rejected == 0);
	ck_assert(count("child") == 0 && count("journal WHERE batch <> ''") == 0);
	says("assumption|route is not said: taken as home education||3|2\n");
	says("assumption|the constant of the map|parent1_relationship|3|2\n");
	says("assumption|who told of it is not said: taken as this authority||3|2\n");
	says("assumption|an adult of the same name in the same family: taken as one person||1|3\n");
}
END_TEST

START_TEST(families_are_registered_once_with_their_adults_and_numbers)
{
	rows(two_families);
	want(true, false, CNIS_OK);
	ck_assert(did.taken == 3 && did.transactions == 1);
	ck_assert(count("child") == 3 && count("person") == 3 && count("relationship") == 5);
	ck_assert(count("identifier WHERE kind = 'previous_system'") == 3);
	ck_assert(count("entry WHERE notified_day = (SELECT received_day FROM child"
	                " WHERE child.id = entry.child_id)") == 3);
	ck_assert(count("entry WHERE to_day IS NULL AND route = 'home_education'") == 3);
	ck_assert(count("duty WHERE state = 'open' AND kind = 'review'") == 3);
	says("much like another child of the same family number");
	want(true, false, CNIS_OK);
	ck_assert(did.taken == 0 && did.already == 3 && count("child") == 3);
}
END_TEST

START_TEST(what_the_map_gives_every_row_is_left_out_of_a_child_who_is_held_and_told)
{
	rows(two_families);
	put(map, MAP "route := on_roll_absent\nschool_name := Larkfield School\n"
	             "reason := lifestyle\nprior_setting := academy\n");
	want(true, false, CNIS_OK);
	ck_assert_msg(did.taken == 3 && did.rejected == 0, "%s", h.text);
	ck_assert(count("held WHERE for_health = 'unknown'") == 3 && count("entry") == 0);
	says("assumption|a reason or prior setting the map gives every row, for a child who is "
	     "held and not entered: left out||3|2\n");
	says("assumption|whether a child who is held is absent for health is not said");
	ck_assert_ptr_null(strstr(h.text, "|reason|"));
	ck_assert_ptr_null(strstr(h.text, "primary reason"));
}
END_TEST

START_TEST(what_a_row_itself_says_of_a_reason_is_not_left_out_of_a_child_who_is_held)
{
	rows(two_families);
	put(map, "key = no\nfull_name = name\nborn = born\nroute := on_roll_absent\n"
	         "school_name := Larkfield School\nreason = line\n");
	want(true, true, CNIS_OK);
	ck_assert(did.taken == 0 && did.rejected == 3 && count("child") == 0);
	says("problem|a value the register refuses||3|2\n");
}
END_TEST

START_TEST(a_child_held_before_school_age_needs_a_basis_no_column_has)
{
	rows("1,F1,Ada Testwick,2023-04-13,F,2025-01-07,1 Row,QZ1 1AB,May Testwick,\n"
	     "2,F2,Zed Otherby,2013-02-28,M,2025-03-09,2 Row,QZ1 1AD,Una Otherby,\n");
	put(map, MAP "route := approaching_school_age\n");
	want(true, true, CNIS_OK);
	ck_assert(did.taken == 0 && did.rejected == 2 && count("child") == 0);
	says("problem|a value is missing||1|2\n");
	says("problem|not eligible: school age or area||1|3\n");
}
END_TEST

/* One row that cannot be taken among two that can: which column, which kind. */
static const struct {
	const char *row, *column, *kind, *problem;
} wrong[] = {
	{ "9,F9,,2014-04-13,F,2025-01-07,,,,\n", "name", "a value is missing", "name is missing" },
	{ "9,F9,Bad Row,,F,2025-01-07,,,,\n", "born", "a value is missing", "missing" },
	{ "9,F9,Bad Row,2014-02-30,F,2025-01-07,,,,\n", "born", "not a day that can be",
	  "not a date" },
	{ "9,F9,Bad Row,2027-02-03,F,2025-01-07,,,,\n", "born", "not a day that can be", "future" },
	{ "9,F9,Bad Row,2014-04-13,Boy,2025-01-07,,,,\n", "sex", "unknown code",
	  "not one of F M U" },
	{ "9,F9,Bad Row,2014-04-13,F,2025-01-07,5 Row,nowhere,,\n", "post",
	  "a number that cannot be right", "postcode" },
	{ "9,F9,\"Bad\nRow\",2014-04-13,F,2025-01-07,,,,\n", "name", "text that cannot be kept",
	  "" },
	{ "9,F9,Bad Row,2014-04-13,F\n", "", "not as many columns", "as many columns" },
	{ "9,F9,Bad Row,1999-12-01,F,2025-01-07,,,,\n", "born", "not a day that can be",
	  "25 years" },
	{ "9,F9,Bad Row,2006-04-13,F,2025-01-07,,,,\n", "born", "not eligible: school age",
	  "over compulsory school age" },
	{ "9,F9,Bad Row,2024-04-13,F,2025-01-07,,,,\n", "born", "not eligible: school age",
	  "not yet of compulsory school age" },
	{ "1,F9,Bad Row,2014-04-13,F,2025-01-07,,,,\n", "no", "here already under another row",
	  "number is here" },
	{ "9,,Ada Testwick,2014-04-13,Girl,2025-01-07,1 Row,QZ1 1AB,,\n", "",
	  "perhaps a child who is here", "" },
	{ "1,F1,Ada Testwick,2014-04-13,Girl,2025-01-07,1 Row,QZ1 1AB,May Testwick,Joe "
	  "Testwick\n",
	  "", "the same row again", "further up" },
};

START_TEST(a_wrong_row_stops_everything_or_goes_to_the_rejects)
{
	char text[4096];
	struct stat sb;

	(void)snprintf(text, sizeof(text), "%s%s", two_families, wrong[_i].row);
	rows(text);
	want(true, false, CNIS_EINVAL);
	ck_assert(did.rejected == 1 && count("child") == 0);
	ck_assert_ptr_nonnull(strstr(e.field, "line 5"));
	ck_assert_msg(strstr(e.field, wrong[_i].column) != NULL, "%s", e.field);
	ck_assert_msg(strstr(e.message, wrong[_i].problem) != NULL, "%s", e.message);
	ck_assert_ptr_null(strstr(e.message, "Bad"));
	says(wrong[_i].kind);
	ck_assert_int_eq(access(rejects, F_OK), -1);

	want(true, true, CNIS_OK);
	ck_assert(did.taken == 3 && did.rejected == 1 && count("child") == 3);
	ck_assert_int_eq(stat(rejects, &sb), 0);
	ck_assert_int_eq(sb.st_mode & 0777, 0600);
	slurp(rejects, text, sizeof(text));
	ck_assert_ptr_nonnull(
	    strstr(text, ",cnis_row,cnis_column,cnis_rule,cnis_problem,cnis_kind\r\n"));
	ck_assert_ptr_nonnull(strstr(text, ",4,"));
	ck_assert_msg(strstr(text, wrong[_i].kind) != NULL, "%s", text);
	want(true, true, CNIS_EEXISTS);
}
END_TEST

START_TEST(a_long_list_of_codes_says_where_it_stops)
{
	char text[4096];

	put(map, MAP "reason := no_reason\n");
	rows("1,F1,Ada Testwick,2014-04-13,Girl,2025-01-07,1 Row,QZ1 1AB,May Testwick,\n");
	want(true, true, CNIS_OK);
	ck_assert(did.rejected == 1);
	slurp(rejects, text, sizeof(text));
	ck_assert_msg(strstr(text, "not a code of the list 'ehe_reason': ") != NULL, "%s", text);
	ck_assert_msg(strstr(text, ", ...\",unknown code") != NULL, "%s", text);
}
END_TEST

START_TEST(corrected_rejects_complete_the_family)
{
	char text[4096];
	char *at;

	rows("1,F1,Ada Testwick,2014-04-13,Girl,2025-01-07,1 Row,QZ1 1AB,May Testwick,\n"
	     "2,F1,Abe Testwick,2014-02-30,M,2025-01-07,1 Row,QZ1 1AB,May Testwick,\n");
	want(true, true, CNIS_OK);
	ck_assert(did.taken == 1 && did.rejected == 1);
	slurp(rejects, text, sizeof(text));
	at = strstr(text, "2014-02-30");
	ck_assert_ptr_nonnull(at);
	at[8] = '2';
	put(file, text);
	ck_assert_int_eq(unlink(rejects), 0);
	want(true, true, CNIS_OK);
	ck_assert(did.taken == 1 && did.rejected == 0);
	ck_assert(count("child") == 2 && count("person") == 1 && count("relationship") == 2);
	ck_assert_int_eq(access(rejects, F_OK), -1);
}
END_TEST

START_TEST(brothers_and_sisters_with_different_addresses_each_keep_their_own)
{
	rows("1,F1,Ada Testwick,2014-04-13,Girl,2025-01-07,1 Row,QZ1 1AB,May Testwick,\n"
	     "2,F1,Bob Testwick,2012-04-13,M,2025-01-07,8 Lane,QZ1 1AZ,May Testwick,\n");
	want(true, false, CNIS_OK);
	says("assumption|brothers and sisters with different addresses: each kept at its own||1|"
	     "3\n");
	ck_assert(count("child_residence") == 2 && count("address") == 2);
}
END_TEST

/* Columns of dates: settled by the rows together, or refused before anything is written. */
static const struct {
	const char *first, *second, *words; /* NULL: read */
	const char *says;
} dates[] = {
	{ "13/04/2014", "01/02/2014", NULL, "dates are read as DD/MM/YYYY" },
	{ "04/13/2014", "01/02/2014", NULL, "dates are read as MM/DD/YYYY" },
	{ "13.04.2014", "1.2.2014", NULL, "dates are read as DD.MM.YYYY" },
	{ "13 Apr 2014", "1 Feb 2014", NULL, "" },
	{ "01/02/2014", "03/04/2014", "whether the day comes first (line 2)", "" },
	{ "13/04/2014", "04/13/2014", "mixed dates in one column: day first and month first", "" },
	{ "13/04/2014", "2014-04-13", "mixed dates in one column: year first and year last", "" },
	{ "13 Apr 2014", "2014-04-13", "mixed dates in one column: with the month as a word", "" },
};

START_TEST(a_column_of_dates_is_settled_by_all_its_rows)
{
	char text[512];

	(void)snprintf(text, sizeof(text), "1,,Ada Testwick,%s,F,,,,,\n2,,Bo Twig,%s,M,,,,,\n",
	               dates[_i].first, dates[_i].second);
	rows(text);
	want(true, false, dates[_i].words == NULL ? CNIS_OK : CNIS_EINVAL);
	ck_assert(count("child") == (dates[_i].words == NULL ? 2 : 0));
	if (dates[_i].words == NULL) {
		says(dates[_i].says);
		return;
	}
	ck_assert_str_eq(e.field, "column born");
	ck_assert_msg(strstr(e.message, dates[_i].words) != NULL, "%s", e.message);
	ck_assert_ptr_nonnull(strstr(e.message, "born.format"));
}
END_TEST

/* Maps and files that stop the run. */
static const struct {
	const char *map, *file, *field, *words;
} stops[] = {
	{ "born = born\nfull_name = nom\n", HEADER "x\n", "map line 2", "no column of this name" },
	{ "born = born\nborn = told\n", HEADER, "map line 2", "two columns for one field" },
	{ "born = born\nreceived = born\n", HEADER, "map line 2", "one column for two fields" },
	{ "born = born\nshoe = name\n", HEADER, "map line 2", "no such field" },
	{ "full_name = name\n", HEADER, "map", "the field born has no column" },
	{ "born = born\ngiven_names = name\n", HEADER, "map", "full_name has no column" },
	{ MAP, "no,fam,name,born,born,sex,told,line,post,mum,dad\n", "line 1, column born",
	  "two columns of this name" },
	{ MAP, HEADER, "file", "a header and no rows" },
	{ MAP, "", "file", "empty" },
	{ MAP, HEADER "1,F1,Zo\xEB,2014-04-13,,,,,,\n", "line 2, column name", "windows-1252" },
	{ MAP, HEADER "1,F1,\"never closed,2014-04-13,,,,,,\n", "line 2", "quote" },
};

START_TEST(a_map_or_file_that_cannot_be_used_stops_the_run)
{
	put(map, stops[_i].map);
	put(file, stops[_i].file);
	want(true, true, CNIS_EINVAL);
	ck_assert_msg(strstr(e.field, stops[_i].field) != NULL, "%s: %s", e.field, e.message);
	ck_assert_msg(strstr(e.message, stops[_i].words) != NULL, "%s", e.message);
	ck_assert(count("child") == 0);
}
END_TEST

START_TEST(a_huge_cell_a_folder_and_no_file_stop_the_run)
{
	char *text = malloc(1100000);

	ck_assert_ptr_nonnull(text);
	memset(text, 'x', 1099999);
	text[1099999] = '\0';
	memcpy(text, HEADER "1,F1,\"", strlen(HEADER "1,F1,\""));
	put(file, text);
	free(text);
	want(true, true, CNIS_EINVAL);
	ck_assert_ptr_nonnull(strstr(e.message, "too long"));
	ck_assert_ptr_nonnull(strstr(e.field, "line 2, column name"));
	(void)snprintf(file, sizeof(file), "%s", s.dir);
	want(true, true, CNIS_EINVAL);
	ck_assert_ptr_nonnull(strstr(e.message, "directory"));
	(void)snprintf(file, sizeof(file), "%s/none.csv", s.dir);
	want(true, true, CNIS_ENOTFOUND);
}
END_TEST

START_TEST(what_the_map_says_of_the_file_is_done)
{
	put(map, MAP "encoding = windows-1252\nonly = fam: F1\nline2.default = Netherwick\n");
	put(file,
	    "\"no\",\"fam\",name,born,sex,told,line,post,mum,dad\r\n"
	    "1,F1,Zo\xEB Testwick,2014-04-13,Girl,2025-01-07,\"1, \"\"The Row\"\"\",QZ1 1AB,,\r\n"
	    "2,F2,Other Childe,2014-04-13,M,,,,,\r\n");
	want(true, false, CNIS_OK);
	ck_assert(did.taken == 1 && did.passed_over == 1);
	ck_assert(count("child_name WHERE full_name = 'Zo\xC3\xAB Testwick'") == 1);
	ck_assert(count("address WHERE line1 = '1, \"The Row\"' AND line2 = 'Netherwick'") == 1);
	says("the cell is empty: the default of the map|line2|1|2");
}
END_TEST

START_TEST(a_byte_order_mark_is_no_part_of_the_first_column)
{
	put(file, "\xEF\xBB\xBF" HEADER "1,F1,Ada Testwick,2014-04-13,F,,,,,\n");
	want(true, false, CNIS_OK);
	ck_assert(did.taken == 1);
}
END_TEST

#define N(a) (int)(sizeof(a) / sizeof((a)[0]))

int
main(void)
{
	Suite *suite = suite_create("import of rows");
	TCase *tc = tcase_create("rows");
	SRunner *sr;
	int failed;

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, a_dry_run_writes_nothing_and_says_what_it_assumes);
	tcase_add_test(tc, families_are_registered_once_with_their_adults_and_numbers);
	tcase_add_test(tc,
	               what_the_map_gives_every_row_is_left_out_of_a_child_who_is_held_and_told);
	tcase_add_test(tc, a_child_held_before_school_age_needs_a_basis_no_column_has);
	tcase_add_test(tc,
	               what_a_row_itself_says_of_a_reason_is_not_left_out_of_a_child_who_is_held);
	tcase_add_loop_test(tc, a_wrong_row_stops_everything_or_goes_to_the_rejects, 0, N(wrong));
	tcase_add_test(tc, a_long_list_of_codes_says_where_it_stops);
	tcase_add_test(tc, corrected_rejects_complete_the_family);
	tcase_add_test(tc, brothers_and_sisters_with_different_addresses_each_keep_their_own);
	tcase_add_loop_test(tc, a_column_of_dates_is_settled_by_all_its_rows, 0, N(dates));
	tcase_add_loop_test(tc, a_map_or_file_that_cannot_be_used_stops_the_run, 0, N(stops));
	tcase_add_test(tc, a_huge_cell_a_folder_and_no_file_stop_the_run);
	tcase_add_test(tc, what_the_map_says_of_the_file_is_done);
	tcase_add_test(tc, a_byte_order_mark_is_no_part_of_the_first_column);
	suite_add_tcase(suite, tc);
	sr = srunner_create(suite);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
