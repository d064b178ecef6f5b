/* The writer: the same rows in four formats, and nothing in them that a terminal or a spreadsheet
 * would obey. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "out/writer.h"

static const out_column COLUMNS[] = {
	{ .key = "reference", .heading = "child", .type = OUT_TEXT },
	{ .key = "days_late", .heading = "late", .type = OUT_INT },
	{ .key = "due", .heading = "due", .type = OUT_DAY },
	{ .key = "priority", .heading = "priority", .type = OUT_BOOL },
	{ .key = "conditions", .heading = "conditions", .type = OUT_LIST },
	{ .key = "rev", .heading = NULL, .type = OUT_INT },
};
static const out_spec SPEC = { .columns = COLUMNS, .n = 6 };

static char *
print(out_format format, const char *text, bool with_values, size_t rows)
{
	char *bytes = NULL;
	size_t len = 0;
	FILE *f = open_memstream(&bytes, &len);
	writer *w = out_open(f, format, &SPEC);

	for (size_t i = 0; i < rows; i++) {
		out_text(w, text);
		if (with_values) {
			out_int(w, -3);
			out_day(w, cnis_day_make(2026, 11, 21));
			out_bool(w, true);
			out_text(w, "A B");
			out_int(w, 7);
		} else {
			for (int k = 0; k < 5; k++)
				out_null(w);
		}
		ck_assert_int_eq(out_row(w), CNIS_OK);
	}
	ck_assert_uint_eq(out_rows(w), rows);
	ck_assert_int_eq(out_close(w), CNIS_OK);
	fclose(f);
	return bytes;
}

static void
expect(out_format format, const char *text, bool with_values, const char *want)
{
	char *got = print(format, text, with_values, 1);

	ck_assert_str_eq(got, want);
	free(got);
}

START_TEST(one_row_in_each_format)
{
	expect(OUT_TABLE, "C1-1", true,
	       "child  late  due         priority  conditions\n"
	       "C1-1     -3  2026-11-21  yes       A B\n");
	expect(OUT_PLAIN, "C1-1", true,
	       "reference: C1-1\ndays_late: -3\ndue: 2026-11-21\npriority: yes\n"
	       "conditions: A B\nrev: 7\n");
	expect(OUT_CSV, "C1-1", true,
	       "reference,days_late,due,priority,conditions,rev\r\n"
	       "C1-1,-3,2026-11-21,true,A B,7\r\n");
	expect(OUT_JSON, "C1-1", true,
	       "{\"schema\":1,\"reference\":\"C1-1\",\"days_late\":-3,\"due\":\"2026-11-21\","
	       "\"priority\":true,\"conditions\":[\"A\",\"B\"],\"rev\":7}\n");
}
END_TEST

START_TEST(no_value_is_empty_for_people_and_null_in_json)
{
	expect(OUT_CSV, NULL, false,
	       "reference,days_late,due,priority,conditions,rev\r\n,,,,,\r\n");
	expect(OUT_PLAIN, NULL, false,
	       "reference:\ndays_late:\ndue:\npriority:\nconditions:\nrev:\n");
	expect(OUT_JSON, NULL, false,
	       "{\"schema\":1,\"reference\":null,\"days_late\":null,\"due\":null,"
	       "\"priority\":null,\"conditions\":null,\"rev\":null}\n");
}
END_TEST

static const struct {
	const char *why, *in, *cell;
} csv_cases[] = {
	{ "a comma is quoted", "a,b", "\"a,b\"" },
	{ "a quote is doubled", "a\"b", "\"a\"\"b\"" },
	{ "two quotes are doubled", "\"x\"", "\"\"\"x\"\"\"" },
	{ "a line break stays inside quotes", "a\nb", "\"a\nb\"" },
	{ "a formula is disarmed", "=1+1", "'=1+1" },
	{ "plus", "+44", "'+44" },
	{ "minus in a text", "-1", "'-1" },
	{ "at", "@SUM(A1)", "'@SUM(A1)" },
	{ "tab first", "\t=1", "'\t=1" },
	{ "a formula with a comma", "=A1,B1", "\"'=A1,B1\"" },
	{ "an escape never reaches a terminal", "a\x1b[2J", "a\\x1b[2J" },
	{ "empty", "", "" },
};

START_TEST(csv_cells)
{
	char want[300];

	snprintf(want, sizeof(want),
	         "reference,days_late,due,priority,conditions,rev\r\n%s,,,,,\r\n",
	         csv_cases[_i].cell);
	expect(OUT_CSV, csv_cases[_i].in, false, want);
}
END_TEST

static const struct {
	const char *why, *in, *plain, *json;
} escapes[] = {
	{ "control", "a\x01\x1b", "a\\x01\\x1b", "a\\u0001\\u001b" },
	{ "new line and tab", "a\nb\tc", "a\\nb\\tc", "a\\nb\\tc" },
	{ "right to left override",
	  "a\xe2\x80\xae"
	  "b",
	  "a\\u202eb", "a\\u202eb" },
	{ "C1 control", "a\xc2\x9b", "a\\x9b", "a\\u009b" },
	{ "broken UTF-8",
	  "a\xff"
	  "b",
	  "a\xef\xbf\xbd"
	  "b",
	  "a\xef\xbf\xbd"
	  "b" },
	{ "delete", "a\x7f", "a\\x7f", "a\\u007f" },
	{ "C1 control, the last", "a\xc2\x9f", "a\\x9f", "a\\u009f" },
	{ "no-break space is no control", "a\xc2\xa0", "a\xc2\xa0", "a\xc2\xa0" },
	{ "Arabic letter mark", "\xd8\x9c", "\\u061c", "\\u061c" },
	{ "left-to-right mark", "\xe2\x80\x8e", "\\u200e", "\\u200e" },
	{ "right-to-left mark", "\xe2\x80\x8f", "\\u200f", "\\u200f" },
	{ "line separator", "\xe2\x80\xa8", "\\u2028", "\\u2028" },
	{ "isolate", "\xe2\x81\xa6", "\\u2066", "\\u2066" },
	{ "pop isolate", "\xe2\x81\xa9", "\\u2069", "\\u2069" },
	{ "a character behind the isolates", "\xe2\x81\xaa", "\xe2\x81\xaa", "\xe2\x81\xaa" },
	{ "byte order mark", "\xef\xbb\xbf", "\\ufeff", "\\ufeff" },
	{ "carriage return", "a\rb", "a\\x0db", "a\\u000db" },
	{ "quotes and backslashes are json's own", "a\"\\", "a\"\\", "a\\\"\\\\" },
};

START_TEST(what_a_terminal_would_obey_is_written_out)
{
	char want[300];

	snprintf(want, sizeof(want),
	         "reference: %s\ndays_late:\ndue:\npriority:\nconditions:\nrev:\n",
	         escapes[_i].plain);
	expect(OUT_PLAIN, escapes[_i].in, false, want);
	snprintf(want, sizeof(want),
	         "{\"schema\":1,\"reference\":\"%s\",\"days_late\":null,\"due\":null,"
	         "\"priority\":null,\"conditions\":null,\"rev\":null}\n",
	         escapes[_i].json);
	expect(OUT_JSON, escapes[_i].in, false, want);
}
END_TEST

START_TEST(records_are_parted_by_a_blank_line)
{
	char *got = print(OUT_PLAIN, "C1-1", false, 2);

	ck_assert_ptr_nonnull(strstr(got, "rev:\n\nreference: C1-1\n"));
	free(got);
}
END_TEST

START_TEST(a_long_table_streams_after_the_first_page)
{
	char *got = print(OUT_TABLE, "C1-1", true, 450);
	size_t lines = 0;

	for (const char *p = got; *p != '\0'; p++)
		lines += *p == '\n' ? 1U : 0U;
	ck_assert_uint_eq(lines, 451);
	free(got);
}
END_TEST

START_TEST(no_rows_no_heading_except_in_csv)
{
	char *table = print(OUT_TABLE, "", false, 0);
	char *csv = print(OUT_CSV, "", false, 0);

	ck_assert_str_eq(table, "");
	ck_assert_str_eq(csv, "reference,days_late,due,priority,conditions,rev\r\n");
	free(table);
	free(csv);
}
END_TEST

START_TEST(wide_characters_keep_the_columns)
{
	expect(OUT_TABLE, "\xe6\x9d\x8e", true,
	       "child  late  due         priority  conditions\n"
	       "\xe6\x9d\x8e       -3  2026-11-21  yes       A B\n");
}
END_TEST

/* What is written out takes the room it takes on the screen, so that the next column stands. */
START_TEST(written_out_characters_keep_the_columns)
{
	static const char *const texts[] = {
		"a\nb", "a\tb", "\x1b", "\xe2\x80\xae", "\xff", "plain"
	};
	static const char *const cells[] = { "a\\nb",   "a\\tb",        "\\x1b",
		                             "\\u202e", "\xef\xbf\xbd", "plain" };
	static const size_t widths[] = { 4, 4, 4, 6, 1, 5 };

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		char want[300];

		snprintf(want, sizeof(want),
		         "%-*s  late  due         priority  conditions\n"
		         "%s%*s    -3  2026-11-21  yes       A B\n",
		         (int)(widths[i] > 5 ? widths[i] : 5), "child", cells[i],
		         (int)(widths[i] > 5 ? 0 : 5 - widths[i]), "");
		expect(OUT_TABLE, texts[i], true, want);
	}
}
END_TEST

static const out_column PAGE_COLUMNS[] = {
	{ .key = "name", .heading = "Name", .type = OUT_TEXT, .width = 10 },
	{ .key = "at", .heading = "Written at", .type = OUT_INSTANT },
	{ .key = "inputs", .heading = "Inputs", .type = OUT_RAW },
	{ .key = "codes", .heading = "Codes", .type = OUT_LIST, .width = 2 },
	{ .key = "done", .heading = NULL, .type = OUT_BOOL },
};

/* Two rows of another kind: what a page shows, what it leaves out. */
static char *
page(out_format format, bool vertical, const char *title, bool titled)
{
	const out_spec spec = { .columns = PAGE_COLUMNS,
		                .n = 5,
		                .record = titled ? "visit" : NULL,
		                .title = title,
		                .vertical = vertical };
	char *bytes = NULL;
	size_t len = 0;
	FILE *f = open_memstream(&bytes, &len);
	writer *w = out_open(f, format, &spec);

	out_text(w, "=A1");
	out_instant(w, 1795253400);
	out_text(w, "{\"a\":1}");
	out_text(w, "x  y");
	out_bool(w, false);
	ck_assert_int_eq(out_row(w), CNIS_OK);
	out_text(w, "");
	out_instant(w, 0);
	out_text(w, "-1");
	out_text(w, "");
	out_bool(w, true);
	ck_assert_int_eq(out_row(w), CNIS_OK);
	ck_assert_int_eq(out_close(w), CNIS_OK);
	fclose(f);
	return bytes;
}

static const struct {
	const char *why;
	out_format format;
	bool vertical;
	const char *title;
	bool titled;
	const char *want;
} pages[] = {
	{ "a page leaves out what has no value", OUT_TABLE, true, "One visit", false,
	  "One visit\nName        =A1\nWritten at  2026-11-21T09:30:00Z\n"
	  "Inputs      {\"a\":1}\nCodes       x  y\n\nInputs      -1\n" },
	{ "a page without a title", OUT_TABLE, true, NULL, false,
	  "Name        =A1\nWritten at  2026-11-21T09:30:00Z\n"
	  "Inputs      {\"a\":1}\nCodes       x  y\n\nInputs      -1\n" },
	{ "a table with a title and least widths", OUT_TABLE, false, "Visits", false,
	  "Visits\nName        Written at            Inputs   Codes\n"
	  "=A1         2026-11-21T09:30:00Z  {\"a\":1}  x  y\n"
	  "                                  -1\n" },
	{ "plain with its title and record", OUT_PLAIN, false, "Visits", true,
	  "# Visits\nrecord: visit\nname: =A1\nat: 2026-11-21T09:30:00Z\ninputs: {\"a\":1}\n"
	  "codes: x  y\ndone: no\n\nrecord: visit\nname:\nat:\ninputs: -1\ncodes:\ndone: "
	  "yes\n" },
	{ "csv disarms texts, lists and raw values", OUT_CSV, false, NULL, true,
	  "name,at,inputs,codes,done\r\n'=A1,2026-11-21T09:30:00Z,\"{\"\"a\"\":1}\",x  "
	  "y,false\r\n,,'-1,,true\r\n" },
	{ "json: raw is raw, a list is a list", OUT_JSON, false, NULL, true,
	  "{\"schema\":1,\"record\":\"visit\",\"name\":\"=A1\",\"at\":\"2026-11-21T09:30:00Z\","
	  "\"inputs\":{\"a\":1},\"codes\":[\"x\",\"y\"],\"done\":false}\n"
	  "{\"schema\":1,\"record\":\"visit\",\"name\":\"\",\"at\":null,\"inputs\":-1,"
	  "\"codes\":[],\"done\":true}\n" },
};

START_TEST(a_page_in_each_format)
{
	char *got = page(pages[_i].format, pages[_i].vertical, pages[_i].title, pages[_i].titled);

	ck_assert_str_eq(got, pages[_i].want);
	free(got);
}
END_TEST

START_TEST(nothing_but_a_title)
{
	const out_spec spec = { .columns = COLUMNS, .n = 6, .title = "Due by tomorrow" };
	char *bytes = NULL;
	size_t len = 0;
	FILE *f = open_memstream(&bytes, &len);

	ck_assert_int_eq(out_close(out_open(f, OUT_TABLE, &spec)), CNIS_OK);
	fclose(f);
	ck_assert_str_eq(bytes, "Due by tomorrow\n");
	free(bytes);
}
END_TEST

START_TEST(what_is_written_later_may_go_elsewhere)
{
	char *first = NULL, *second = NULL;
	size_t len = 0, len2 = 0;
	FILE *f = open_memstream(&first, &len);
	FILE *g = open_memstream(&second, &len2);
	writer *w = out_open(f, OUT_CSV, &SPEC);

	out_redirect(w, g);
	for (int k = 0; k < 6; k++)
		out_null(w);
	ck_assert_int_eq(out_row(w), CNIS_OK);
	ck_assert_int_eq(out_close(w), CNIS_OK);
	fclose(f);
	fclose(g);
	ck_assert_str_eq(first, "reference,days_late,due,priority,conditions,rev\r\n");
	ck_assert_str_eq(second, ",,,,,\r\n");
	free(first);
	free(second);
}
END_TEST

START_TEST(formats_by_name)
{
	out_format format = OUT_TABLE;

	ck_assert(out_format_parse("json", &format));
	ck_assert_int_eq(format, OUT_JSON);
	ck_assert(out_format_parse("plain", &format));
	ck_assert_int_eq(format, OUT_PLAIN);
	ck_assert(!out_format_parse("xml", &format));
	ck_assert(!out_format_parse("", &format));
	ck_assert_int_eq(format, OUT_PLAIN);
}
END_TEST

START_TEST(no_writer_is_nothing_to_close)
{
	ck_assert_int_eq(out_close(NULL), CNIS_OK);
}
END_TEST

/* Once it has failed it goes on failing, without a word more; a table finds out at its end. */
START_TEST(a_disk_that_fills_up_later)
{
	FILE *f = fopen("/dev/full", "w");
	writer *w;

	ck_assert_ptr_nonnull(f);
	setvbuf(f, NULL, _IONBF, 0);
	w = out_open(f, OUT_TABLE, &SPEC);
	for (int i = 0; i < 2; i++) {
		for (int k = 0; k < 6; k++)
			out_null(w);
		ck_assert_int_eq(out_row(w), CNIS_OK);
	}
	ck_assert_int_eq(out_close(w), CNIS_EIO);
	w = out_open(f, OUT_PLAIN, &SPEC);
	for (int i = 0; i < 2; i++) {
		for (int k = 0; k < 6; k++)
			out_null(w);
		ck_assert_int_eq(out_row(w), CNIS_EIO);
	}
	ck_assert_int_eq(out_close(w), CNIS_EIO);
	fclose(f);
}
END_TEST

START_TEST(a_full_disk_is_an_error)
{
	FILE *f = fopen("/dev/full", "w");
	writer *w;

	ck_assert_ptr_nonnull(f);
	setvbuf(f, NULL, _IONBF, 0);
	w = out_open(f, OUT_JSON, &SPEC);
	out_text(w, "x");
	for (int k = 0; k < 5; k++)
		out_null(w);
	ck_assert_int_eq(out_row(w), CNIS_EIO);
	ck_assert_int_eq(out_close(w), CNIS_EIO);
	fclose(f);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("writer");
	TCase *tc = tcase_create("formats");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_test(tc, one_row_in_each_format);
	tcase_add_test(tc, no_value_is_empty_for_people_and_null_in_json);
	tcase_add_loop_test(tc, csv_cells, 0, (int)(sizeof(csv_cases) / sizeof(csv_cases[0])));
	tcase_add_loop_test(tc, what_a_terminal_would_obey_is_written_out, 0,
	                    (int)(sizeof(escapes) / sizeof(escapes[0])));
	tcase_add_test(tc, records_are_parted_by_a_blank_line);
	tcase_add_test(tc, a_long_table_streams_after_the_first_page);
	tcase_add_test(tc, no_rows_no_heading_except_in_csv);
	tcase_add_test(tc, wide_characters_keep_the_columns);
	tcase_add_test(tc, written_out_characters_keep_the_columns);
	tcase_add_loop_test(tc, a_page_in_each_format, 0, (int)(sizeof(pages) / sizeof(pages[0])));
	tcase_add_test(tc, nothing_but_a_title);
	tcase_add_test(tc, what_is_written_later_may_go_elsewhere);
	tcase_add_test(tc, formats_by_name);
	tcase_add_test(tc, no_writer_is_nothing_to_close);
	tcase_add_test(tc, a_disk_that_fills_up_later);
	tcase_add_test(tc, a_full_disk_is_an_error);
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
