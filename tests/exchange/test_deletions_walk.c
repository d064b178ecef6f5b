/*
 * Every column of a deletion return with every fault in turn, dry, for real, and with a reject
 * file: the row is rejected by the column's own name and line, and nothing is written.  A new
 * column is walked without a word here.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cnis/import.h>

#include "domain/support.h"
#include "exchange/import_map.h"
#include "exchange/import_row.h"

enum { LONGEST = 201 };

typedef enum fault {
	CONTROL,
	BIDI,
	OVER_LONG,
	NO_DAY,
	IMPOSSIBLE_DAY,
	FUTURE_DAY,
	DAY_BEFORE_BIRTH,
	UNKNOWN_CODE,
	MISSING,
	NOT_UTF8,
	NUL,
	TWICE,
	FAULTS,
} fault;

/* What a row that can be taken says; every other cell is empty. */
static const struct {
	int field;
	const char *value;
} sound[] = {
	{ DEL_FULL_NAME, "Ada Testwick" },
	{ DEL_BORN, "2014-04-03" },
	{ DEL_GROUND, "9(1)(f)" },
	{ DEL_DELETED, "2026-11-06" },
	{ DEL_SCHOOL_NAME, "Larkacombe School" },
};

static scene s;
static char file[128], map[128], rejects[128];

static bool
day(int field)
{
	return field == DEL_BORN || field == DEL_DELETED || field == DEL_NOTICE ||
	       field == DEL_LEAVE;
}

/* Names, addresses and accounts may say anything; whatever else there is has a code or a shape. */
static bool
words(int field)
{
	static const int free_text[] = { DEL_FULL_NAME,    DEL_GIVEN_NAMES, DEL_FAMILY_NAME,
		                         DEL_SCHOOL_NAME,  DEL_LINE1,       DEL_LINE2,
		                         DEL_LINE3,        DEL_TOWN,        DEL_PARENT_NAME,
		                         DEL_PARENT2_NAME, DEL_DESTINATION, DEL_REASON };

	for (size_t i = 0; i < sizeof(free_text) / sizeof(free_text[0]); i++)
		if (free_text[i] == field)
			return true;
	return false;
}

static const char *
sound_value(int field)
{
	for (size_t i = 0; i < sizeof(sound) / sizeof(sound[0]); i++)
		if (sound[i].field == field)
			return sound[i].value;
	return "";
}

static bool
applies(fault what, int field)
{
	switch (what) {
	case CONTROL:
	case BIDI:
	case OVER_LONG:
	case NOT_UTF8:
	case NUL:
	case TWICE:
		return true;
	case NO_DAY:
	case IMPOSSIBLE_DAY:
	case FUTURE_DAY:
	case DAY_BEFORE_BIRTH: /* of the birth date: more than 25 years ago */
		return day(field);
	case UNKNOWN_CODE:
		return !day(field) && !words(field);
	case MISSING:
		return sound_value(field)[0] != '\0';
	case FAULTS:
		break;
	}
	return false;
}

static size_t
put_wrong(fault what, FILE *f)
{
	static const struct {
		const char *bytes;
		size_t len;
	} values[FAULTS] = {
		[CONTROL] = { "a\001b", 3 },
		[BIDI] = { "a\xE2\x80\xAE"
		           "b",
		           5 },
		[NO_DAY] = { "soon", 4 },
		[IMPOSSIBLE_DAY] = { "2026-02-30", 10 },
		[FUTURE_DAY] = { "2031-01-01", 10 },
		[DAY_BEFORE_BIRTH] = { "1990-01-01", 10 },
		[UNKNOWN_CODE] = { "zz_9", 4 },
		[MISSING] = { "", 0 },
		[NOT_UTF8] = { "a\xFF"
		               "b",
		               3 },
		[NUL] = { "a\0b", 3 },
	};
	size_t n = 0;

	if (what != OVER_LONG)
		return fwrite(values[what].bytes, 1, values[what].len, f);
	while (n < LONGEST)
		n += fputc('x', f) == 'x';
	return n;
}

static void
write_files(fault what, int wrong)
{
	FILE *m = fopen(map, "w");
	FILE *f = fopen(file, "w");

	ck_assert_ptr_nonnull(m);
	ck_assert_ptr_nonnull(f);
	for (int i = 0; i < DEL_FIELDS; i++) {
		fprintf(m, "%s = col_%s\n", deletion_names[i], deletion_names[i]);
		fprintf(f, "%scol_%s", i == 0 ? "" : ",", deletion_names[i]);
	}
	if (what == TWICE)
		fprintf(f, ",col_%s", deletion_names[wrong]);
	for (int row = 0; row < 2; row++) { /* the first is sound, and of another child */
		fputs("\r\n", f);
		for (int i = 0; i < DEL_FIELDS; i++) {
			fputs(i == 0 ? "" : ",", f);
			if (row == 1 && i == wrong && what != TWICE)
				(void)put_wrong(what, f);
			else
				fputs(row == 0 && i == DEL_FULL_NAME ? "Bea Testwick"
				                                     : sound_value(i),
				      f);
		}
		fputs(what == TWICE ? "," : "", f);
	}
	fputs("\r\n", f);
	ck_assert_int_eq(fclose(m), 0);
	ck_assert_int_eq(fclose(f), 0);
}

typedef struct heard {
	char column[64], problem[200];
	int64_t line;
	int rejected;
} heard;

static cnis_status
listen(const cnis_import_row *row, void *payload, cnis_error *err)
{
	heard *h = payload;

	(void)err;
	if (row->verdict != CNIS_IMPORT_REJECTED)
		return CNIS_OK;
	h->rejected++;
	h->line = row->line;
	(void)snprintf(h->column, sizeof(h->column), "%s", row->column);
	(void)snprintf(h->problem, sizeof(h->problem), "%s", row->problem);
	return CNIS_OK;
}

static cnis_status
run(bool apply, bool with_rejects, cnis_import *did, heard *h, cnis_error *e)
{
	const cnis_import_options o = { .size = sizeof(o),
		                        .file = file,
		                        .map = map,
		                        .rejects = with_rejects ? rejects : NULL,
		                        .apply = apply };

	memset(e, 0, sizeof(*e));
	memset(h, 0, sizeof(*h));
	return cnis_import_deletions(s.r, &o, listen, h, did, e);
}

static int64_t
head(void)
{
	return scene_ask(&s, "SELECT max(seq) FROM journal", 0, 0);
}

static void
check_row(const heard *h, const char *column)
{
	ck_assert_msg(h->rejected == 1, "%s: %d rows rejected", column, h->rejected);
	ck_assert_msg(strcmp(h->column, column) == 0, "%s is named '%s': %s", column, h->column,
	              h->problem);
	ck_assert_int_eq(h->line, 3);
	ck_assert_str_ne(h->problem, "");
}

/* The file cannot be read at all: said by its place, whatever was asked for. */
static void
check_file(const char *place)
{
	cnis_import did;
	cnis_error e;
	heard h;

	for (int mode = 0; mode < 3; mode++) {
		ck_assert_int_eq(run(mode > 0, mode > 1, &did, &h, &e), CNIS_EINVAL);
		ck_assert_msg(strcmp(e.field, place) == 0, "%s is named '%s': %s", place, e.field,
		              e.message);
		ck_assert_int_ne(access(rejects, F_OK), 0);
	}
}

static void
check_reject_file(const char *column)
{
	char text[8192];
	char want[80];
	FILE *f = fopen(rejects, "r");
	size_t n;

	ck_assert_ptr_nonnull(f);
	n = fread(text, 1, sizeof(text) - 1, f);
	text[n] = '\0';
	(void)fclose(f);
	(void)snprintf(want, sizeof(want), ",2,%s,", column);
	ck_assert_msg(strstr(text, want) != NULL, "%s is not in: %s", want, text);
	ck_assert_ptr_null(strstr(text, "Bea"));
	ck_assert_int_eq(unlink(rejects), 0);
}

static void
check_column(const char *column, const char *place)
{
	cnis_import did;
	cnis_error e;
	heard h;
	int64_t before = head();

	scene_want(run(false, false, &did, &h, &e), CNIS_OK, &e);
	check_row(&h, column);
	ck_assert_int_eq(run(true, false, &did, &h, &e), CNIS_EINVAL);
	check_row(&h, column);
	ck_assert_str_eq(e.field, place);
	ck_assert_int_eq(head(), before);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM child WHERE id > 1", 0, 0), 0);
	/* the other row is taken; once it is here, no more is written */
	scene_want(run(true, true, &did, &h, &e), CNIS_OK, &e);
	check_row(&h, column);
	check_reject_file(column);
}

static void
set_up(void)
{
	scene_make(&s, "2026-11-21");
	(void)snprintf(file, sizeof(file), "%s/return.csv", s.dir);
	(void)snprintf(map, sizeof(map), "%s/school.map", s.dir);
	(void)snprintf(rejects, sizeof(rejects), "%s/rejects.csv", s.dir);
}

static void
tear_down(void)
{
	scene_end(&s);
}

START_TEST(a_wrong_cell_is_named_by_line_and_column_and_nothing_is_written_of_its_row)
{
	int64_t before = head();
	int walked = 0;

	for (int i = 0; i < DEL_FIELDS; i++) {
		char column[64];
		char place[128];

		if (!applies((fault)_i, i))
			continue;
		walked++;
		write_files((fault)_i, i);
		(void)snprintf(column, sizeof(column), "col_%s", deletion_names[i]);
		(void)snprintf(place, sizeof(place), "line %d, column %s", _i == TWICE ? 1 : 3,
		               column);
		if (_i == NOT_UTF8 || _i == NUL || _i == TWICE)
			check_file(place);
		else
			check_column(column, place);
	}
	ck_assert_int_gt(walked, 0);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM child", 0, 0),
	                 _i == NOT_UTF8 || _i == NUL || _i == TWICE ? 0 : 1);
	ck_assert(head() == before || _i < NOT_UTF8);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("deletions_walk");
	TCase *tc = tcase_create("deletions_walk");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_loop_test(
	    tc, a_wrong_cell_is_named_by_line_and_column_and_nothing_is_written_of_its_row, 0,
	    FAULTS);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
