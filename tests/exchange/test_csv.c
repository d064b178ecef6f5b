/* CSV: what is written can be read again, and what is wrong is named by its place. */
#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "exchange/csv.h"
#include "exchange/sink.h"

typedef struct kept {
	char text[8192];
	size_t len;
	int64_t rows, last_line;
} kept;

/* Rows as text: cells between bars, rows on lines. */
static cnis_status
keep(const csv_row *row, void *payload, cnis_error *err)
{
	kept *k = payload;

	(void)err;
	for (size_t i = 0; i < row->n; i++) {
		size_t room = sizeof(k->text) - k->len;
		int n =
		    snprintf(k->text + k->len, room, "%s%s", i == 0 ? "" : "|", row->cell[i].text);

		ck_assert(n >= 0 && (size_t)n < room);
		k->len += (size_t)n;
	}
	k->text[k->len++] = '\n';
	k->text[k->len] = '\0';
	k->rows++;
	k->last_line = row->line;
	return CNIS_OK;
}

static const struct {
	const char *in, *out;
	int64_t last_line;
} good[] = {
	{ "a,b\r\n1,2\r\n", "a|b\n1|2\n", 2 },
	{ "\xEF\xBB\xBF"
	  "a,b\n1,2",
	  "a|b\n1|2\n", 2 },
	{ "a,b\n\"x, \"\"y\"\"\",2\n", "a|b\nx, \"y\"|2\n", 2 },
	{ "a\n\"two\nlines\"\nlast\n", "a\ntwo\nlines\nlast\n", 4 },
	{ "a\n\n\nlast\n", "a\nlast\n", 4 },
	{ "a,b\n,\n", "a|b\n|\n", 2 },
	{ "a\nZo\xC3\xAB\n", "a\nZo\xC3\xAB\n", 2 },
	{ "a\n'=1+1\n", "a\n=1+1\n", 2 },
	{ "a\n'tis\n", "a\n'tis\n", 2 },
};

START_TEST(a_file_is_read_as_rfc_4180_says)
{
	kept k = { .len = 0 };
	cnis_error e = { 0 };

	ck_assert_int_eq(csv_read_bytes(good[_i].in, strlen(good[_i].in), NULL, keep, &k, &e),
	                 CNIS_OK);
	ck_assert_str_eq(k.text, good[_i].out);
	ck_assert(k.last_line == good[_i].last_line);
}
END_TEST

static const struct {
	const char *in;
	size_t len;
	const char *field, *words;
} bad[] = {
	{ "", 0, "file", "empty" },
	{ "\xEF\xBB\xBF", 3, "file", "empty" },
	{ "a,b\n1,Zo\xEB,\n", 12, "line 2, column 2", "Windows-1252" },
	{ "a\n\n\xE2\x28\xA1\n", 7, "line 3, column 1", "not UTF-8" },
	{ "a\n\xED\xA0\x80\n", 6, "line 2, column 1", "not UTF-8" },
	{ "\xFF\xFE"
	  "a\0",
	  4, "line 1, column 1", "UTF-16" },
	{ "a\nx\0y\n", 6, "line 2, column 1", "NUL" },
	{ "a\nx\"y\n", 6, "line 2, column 1", "quote" },
	{ "a\n\"never closed\n", 16, "line 2, column 1", "never closed" },
	{ "a\nlonger than ten\n", 18, "line 2, column 1", "too long" },
	{ "a,b,c,d,e\n", 10, "line 1, column 5", "too many columns" },
	{ "a\n1\n2\n3\n4\n5\n6\n7\n8\n9\n1\n2\n3\n4\n5\n6\n7\n8\n9\n1\n2\n3\n4\n5\n6\n", 50, "file",
	  "larger than" },
};

/* The edges of UTF-8: the first and last of each length, and what lies just outside. */
static const struct {
	const char *bytes;
	bool sound;
} sequences[] = {
	{ "\xC2\x80", true },          { "\xDF\xBF", true },
	{ "\xE0\xA0\x80", true },      { "\xED\x9F\xBF", true },
	{ "\xEE\x80\x80", true },      { "\xF0\x90\x80\x80", true },
	{ "\xF4\x8F\xBF\xBF", true },  { "\x80", false },
	{ "\xC1\xBF", false },         { "\xE0\x9F\xBF", false },
	{ "\xED\xA0\x80", false },     { "\xF0\x8F\xBF\xBF", false },
	{ "\xF4\x90\x80\x80", false }, { "\xF5\x80\x80\x80", false },
	{ "\xE2\x82", false },         { "\xF0\x90\x80x", false },
};

START_TEST(only_sound_utf8_is_taken)
{
	char text[16];
	kept k = { .len = 0 };
	cnis_error e = { 0 };

	(void)snprintf(text, sizeof(text), "a\n%s\n", sequences[_i].bytes);
	ck_assert_int_eq(csv_read_bytes(text, strlen(text), NULL, keep, &k, &e),
	                 sequences[_i].sound ? CNIS_OK : CNIS_EINVAL);
	if (!sequences[_i].sound)
		ck_assert_str_eq(e.field, "line 2, column 1");
}
END_TEST

START_TEST(a_bad_file_is_refused_with_its_place)
{
	const csv_limits limits = { 45, 10, 4, false };
	kept k = { .len = 0 };
	cnis_error e = { 0 };

	ck_assert_int_eq(csv_read_bytes(bad[_i].in, bad[_i].len, &limits, keep, &k, &e),
	                 CNIS_EINVAL);
	ck_assert_str_eq(e.field, bad[_i].field);
	ck_assert_msg(strstr(e.message, bad[_i].words) != NULL, "%s", e.message);
}
END_TEST

/* Windows-1252 only where somebody said so, and not when the bytes are UTF-8 after all. */
static const struct {
	const char *in, *out, *words;
} windows[] = {
	{ "a\nZo\xEB \x80\x93\n", "Zo\xC3\xAB \xE2\x82\xAC\xE2\x80\x9C", NULL },
	{ "a\nplain\n", "plain", NULL },
	{ "a\nZo\xEB", "Zo\xC3\xAB", NULL },
	{ "a\nx\x81\n", NULL, "a byte that Windows-1252 does not have" },
	{ "a\nZo\xC3\xAB\n", NULL, "the file is UTF-8" },
	{ "\xEF\xBB\xBF"
	  "a\nb\n",
	  NULL, "byte order mark" },
};

START_TEST(windows_1252_is_read_when_it_was_said_and_true)
{
	csv_limits limits = csv_usual;
	kept k = { .len = 0 };
	cnis_error e = { 0 };
	cnis_status st;

	limits.windows_1252 = true;
	st = csv_read_bytes(windows[_i].in, strlen(windows[_i].in), &limits, keep, &k, &e);
	ck_assert_int_eq(st, windows[_i].out == NULL ? CNIS_EINVAL : CNIS_OK);
	if (windows[_i].out == NULL)
		ck_assert_msg(strstr(e.message, windows[_i].words) != NULL, "%s", e.message);
	else
		ck_assert_msg(strstr(k.text, windows[_i].out) != NULL, "%s", k.text);
}
END_TEST

START_TEST(what_is_no_ordinary_file_is_refused)
{
	kept k = { .len = 0 };
	cnis_error e = { 0 };

	ck_assert_int_eq(csv_read_file("/tmp", NULL, keep, &k, NULL, &e), CNIS_EINVAL);
	ck_assert_ptr_nonnull(strstr(e.message, "directory"));
	ck_assert_int_eq(csv_read_file("/nonexistent/x.csv", NULL, keep, &k, NULL, &e),
	                 CNIS_ENOTFOUND);
}
END_TEST

static cnis_status
stop(const csv_row *row, void *payload, cnis_error *err)
{
	(void)payload;
	(void)err;
	return row->number == 1 ? CNIS_ECONFLICT : CNIS_OK;
}

START_TEST(the_reader_stops_when_told_and_when_memory_is_gone)
{
	const char *in = "a,b\n1,2\n3,4\n";
	cnis_error e = { 0 };

	ck_assert_int_eq(csv_read_bytes(in, strlen(in), NULL, stop, NULL, &e), CNIS_ECONFLICT);
	for (long n = 0;; n++) {
		kept k = { .len = 0 };
		cnis_status st;

		mem_fail_at(n);
		st = csv_read_bytes(in, strlen(in), NULL, keep, &k, &e);
		if (mem_failures() == 0) {
			ck_assert_int_eq(st, CNIS_OK);
			break;
		}
		ck_assert_int_eq(st, CNIS_ENOMEM);
	}
	mem_fail_at(-1);
}
END_TEST

typedef struct bytes {
	char *at;
	size_t len;
} bytes;

static cnis_status
collect(const void *in, size_t len, void *payload, cnis_error *err)
{
	bytes *b = payload;

	(void)err;
	b->at = realloc(b->at, b->len + len + 1);
	memcpy(b->at + b->len, in, len);
	b->len += len;
	b->at[b->len] = '\0';
	return CNIS_OK;
}

static const char *const cells[] = { "plain",      "",           " spaced ", "comma, inside",
	                             "\"quoted\"", "two\nlines", "crlf\r\n", "=SUM(A1)",
	                             "'=x",        "'tis",       "-",        "+44 20",
	                             "@at",        "Zo\xC3\xAB", "'" };
enum { CELLS = sizeof(cells) / sizeof(cells[0]) };

static cnis_status
same(const csv_row *row, void *payload, cnis_error *err)
{
	(void)payload;
	(void)err;
	ck_assert_uint_eq(row->n, CELLS);
	for (size_t i = 0; i < CELLS; i++)
		ck_assert_str_eq(row->cell[i].text, cells[i]);
	return CNIS_OK;
}

START_TEST(what_is_written_is_read_back_the_same)
{
	sink *s = malloc(sizeof(*s));
	bytes b = { NULL, 0 };
	cnis_error e = { 0 };

	ck_assert_ptr_nonnull(s);
	sink_begin(s, false, collect, &b, &e);
	sink_header(s, cells, CELLS);
	for (int i = 0; i < 2000; i++) {
		sink_row(s);
		for (size_t c = 0; c < CELLS; c++)
			sink_text(s, "", cells[c]);
		sink_row_end(s);
	}
	ck_assert_int_eq(sink_end(s), CNIS_OK);
	ck_assert(s->rows == 2000);
	ck_assert_uint_gt(b.len, SINK_BUFFER);
	ck_assert_int_eq(csv_read_bytes(b.at, b.len, NULL, same, NULL, &e), CNIS_OK);
	ck_assert_ptr_nonnull(strstr(b.at, ",'=SUM(A1),''=x,'tis,'-,'+44 20,'@at,"));
	free(b.at);
	free(s);
}
END_TEST

START_TEST(a_line_of_json_is_escaped)
{
	sink *s = malloc(sizeof(*s));
	bytes b = { NULL, 0 };
	cnis_error e = { 0 };

	ck_assert_ptr_nonnull(s);
	sink_begin(s, true, collect, &b, &e);
	sink_header(s, cells, CELLS);
	sink_row(s);
	sink_text(s, "name", "a\"b\\c\n\x01");
	sink_text(s, "none", NULL);
	sink_int(s, "n", -42);
	sink_day(s, "on", cnis_day_make(2026, 3, 9));
	sink_day(s, "off", CNIS_DAY_NONE);
	sink_bool(s, "yes", true);
	sink_row_end(s);
	ck_assert_int_eq(sink_end(s), CNIS_OK);
	ck_assert_str_eq(b.at, "{\"schema\":1,\"name\":\"a\\\"b\\\\c\\n\\u0001\",\"none\":null,"
	                       "\"n\":-42,\"on\":\"2026-03-09\",\"off\":null,\"yes\":true}\n");
	free(b.at);
	free(s);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("csv");
	TCase *tc = tcase_create("csv");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_loop_test(tc, a_file_is_read_as_rfc_4180_says, 0,
	                    (int)(sizeof(good) / sizeof(good[0])));
	tcase_add_loop_test(tc, only_sound_utf8_is_taken, 0,
	                    (int)(sizeof(sequences) / sizeof(sequences[0])));
	tcase_add_loop_test(tc, a_bad_file_is_refused_with_its_place, 0,
	                    (int)(sizeof(bad) / sizeof(bad[0])));
	tcase_add_loop_test(tc, windows_1252_is_read_when_it_was_said_and_true, 0,
	                    (int)(sizeof(windows) / sizeof(windows[0])));
	tcase_add_test(tc, what_is_no_ordinary_file_is_refused);
	tcase_add_test(tc, the_reader_stops_when_told_and_when_memory_is_gone);
	tcase_add_test(tc, what_is_written_is_read_back_the_same);
	tcase_add_test(tc, a_line_of_json_is_escaped);
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
