/* References, text and flat objects: what everything else stands on. */
#include <check.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include <cnis/reference.h>

#include "base/error.h"
#include "base/flat.h"
#include "base/hash.h"
#include "base/mem.h"

START_TEST(a_reference_survives_the_round_trip)
{
	char buf[CNIS_REFERENCE_SIZE];
	int64_t id = 0;
	char kind = 0;

	for (int64_t i = 1; i < 5000; i += 7) {
		ck_assert_int_eq(
		    cnis_reference_parse(cnis_reference_format('C', i, buf), 0, &kind, &id),
		    CNIS_OK);
		ck_assert_int_eq(kind, 'C');
		ck_assert(id == i);
	}
}
END_TEST

START_TEST(a_slip_in_typing_is_caught)
{
	char buf[CNIS_REFERENCE_SIZE];
	int64_t id = -1;

	(void)cnis_reference_format('C', 1042, buf);
	for (size_t at = 1; at < strlen(buf); at++) {
		char slip[CNIS_REFERENCE_SIZE];

		memcpy(slip, buf, sizeof(slip));
		if (slip[at] == '-')
			continue;
		slip[at] = slip[at] == '9' ? '0' : (char)(slip[at] + 1);
		ck_assert_int_eq(cnis_reference_parse(slip, 'C', NULL, &id), CNIS_EINVAL);
	}
	ck_assert_int_eq(cnis_reference_parse("C1402-7", 'C', NULL, &id), CNIS_EINVAL);
	ck_assert_int_eq(cnis_reference_parse(buf, 'P', NULL, &id), CNIS_EINVAL);
	ck_assert(id == -1);
}
END_TEST

static const struct {
	const char *in;
	text_problem problem;
	const char *out;
} inputs[] = {
	{ "  Zo\xc3\xab  ", TEXT_FINE, "Zo\xc3\xab" },
	{ "Zoe\xcc\x88", TEXT_FINE, "Zo\xc3\xab" },
	{ "a\tb", TEXT_CONTROL, NULL },
	{ "a\x7f", TEXT_CONTROL, NULL },
	{ "a\xe2\x80\xae z", TEXT_BIDI, NULL },
	{ "\xff\xfe", TEXT_NOT_UTF8, NULL },
	{ "\xed\xa0\x80", TEXT_NOT_UTF8, NULL },
	{ "12345678901", TEXT_TOO_LONG, NULL },
	{ "a\nb", TEXT_CONTROL, NULL },
	{ "a\xc2\x85", TEXT_CONTROL, NULL },
	{ "a\xe2\x80\xa8", TEXT_CONTROL, NULL },
	{ "a\xe2\x80\xa9", TEXT_CONTROL, NULL },
	{ "\xd8\x9c", TEXT_BIDI, NULL },
	{ "\xe2\x80\x8e", TEXT_BIDI, NULL },
	{ "\xe2\x80\x8f", TEXT_BIDI, NULL },
	{ "\xe2\x80\xaa", TEXT_BIDI, NULL },
	{ "\xe2\x81\xa6", TEXT_BIDI, NULL },
	{ "\xe2\x81\xa9", TEXT_BIDI, NULL },
	{ "\xe2\x81\xaa", TEXT_FINE, "\xe2\x81\xaa" },
	{ "    ", TEXT_FINE, "" },
};

START_TEST(input_text_is_cleaned_or_refused)
{
	char *out = NULL;

	ck_assert_int_eq(text_clean(inputs[_i].in, strlen(inputs[_i].in), 10, false, &out),
	                 inputs[_i].problem);
	if (inputs[_i].out == NULL)
		ck_assert_ptr_null(out);
	else
		ck_assert_str_eq(out, inputs[_i].out);
	free(out);
}
END_TEST

START_TEST(names_fold_to_what_people_mean)
{
	char *a = text_fold("O\xe2\x80\x99Neill-Sm\xc3\xadth");
	char *b = text_fold("oneill  SMITH");

	ck_assert_str_eq(a, b);
	free(a);
	free(b);
}
END_TEST

static bool
join(const char *name, const char *value, void *payload)
{
	text_buf *b = payload;

	text_add(b, name);
	text_add(b, "=");
	text_add(b, value == NULL ? "(null)" : value);
	text_add(b, ";");
	return true;
}

START_TEST(a_flat_object_says_what_was_put_in)
{
	char json[200];
	char read[200];
	text_buf b = text_buf_on(json, sizeof(json));
	text_buf out = text_buf_on(read, sizeof(read));

	flat_begin(&b);
	flat_add(&b, "a", "x\"\\\n");
	flat_add(&b, "b", NULL);
	flat_add_int(&b, "n", -3);
	flat_add_day(&b, "d", cnis_day_make(2026, 11, 21));
	flat_end(&b);
	ck_assert_int_eq(flat_read(json, join, &out), CNIS_OK);
	ck_assert_str_eq(read, "a=x\"\\\n;b=(null);n=-3;d=2026-11-21;");
	ck_assert_int_eq(flat_read("{\"a\": 1, \"a\": 2}", join, &out), CNIS_EINVAL);
	ck_assert_int_eq(flat_read("{\"a\": [1]}", join, &out), CNIS_EINVAL);
	ck_assert_int_eq(flat_read("[]", join, &out), CNIS_EINVAL);
	ck_assert_int_eq(flat_read("", join, &out), CNIS_EINVAL);
}
END_TEST

static const struct {
	const char *in;
	int64_t hundredths; /* -1: refused */
	const char *out;
} numbers[] = {
	{ "0", 0, "0" },
	{ "12", 1200, "12" },
	{ "7.5", 750, "7.5" },
	{ "7.50", 750, "7.5" },
	{ "0.05", 5, "0.05" },
	{ "10.25", 1025, "10.25" },
	{ "999999999", 99999999900, "999999999" },
	{ "1000000000", -1, NULL },
	{ "7.", -1, NULL },
	{ ".5", -1, NULL },
	{ "7.505", -1, NULL },
	{ "-1", -1, NULL },
	{ "7 ", -1, NULL },
	{ "", -1, NULL },
	{ NULL, -1, NULL },
};

START_TEST(a_number_keeps_its_two_decimals)
{
	char text[32];
	text_buf b = text_buf_on(text, sizeof(text));
	int64_t value = -1;

	ck_assert(text_hundredths(numbers[_i].in, &value) == (numbers[_i].out != NULL));
	ck_assert_int_eq(value, numbers[_i].hundredths);
	if (numbers[_i].out == NULL)
		return;
	text_add_hundredths(&b, value);
	ck_assert_str_eq(text, numbers[_i].out);
}
END_TEST

START_TEST(a_long_error_is_cut_at_a_whole_character)
{
	cnis_error e = { 0 };

	ck_assert_int_eq(cnis_refuse(&e, "EA1996.434A.2", "withdrawal.enter", "child", "no %d", 7),
	                 CNIS_EREFUSED);
	ck_assert_str_eq(e.rule, "EA1996.434A.2");
	ck_assert_str_eq(e.message, "no 7");
	ck_assert_str_eq(cnis_status_text(CNIS_EPERM), "not permitted");
}
END_TEST

static const char *const no_references[] = {
	"",
	"1042",
	"?1042-1",
	"[1-7",
	"C",
	"C-7",
	"C1042",
	"C42-",
	"C42-x",
	"C42-77",
	"C0-0",
	"C1042 ",
	"C12345678901234567890-1",
	"C9999999999999999999-0",
};

START_TEST(what_is_no_reference_is_refused)
{
	int64_t id = -1;
	char kind = '?';

	ck_assert_int_eq(cnis_reference_parse(no_references[_i], 0, &kind, &id), CNIS_EINVAL);
	ck_assert_int_eq(cnis_reference_parse(NULL, 0, &kind, &id), CNIS_EINVAL);
	ck_assert(id == -1 && kind == '?');
}
END_TEST

START_TEST(a_reference_may_be_typed_small_and_with_spaces)
{
	char buf[CNIS_REFERENCE_SIZE + 4] = "  ";
	int64_t id = 0;

	(void)cnis_reference_format('c', 1042, buf + 2);
	strcat(buf, "  ");
	ck_assert_int_eq(cnis_reference_parse(buf, 'C', NULL, &id), CNIS_OK);
	ck_assert(id == 1042);
}
END_TEST

START_TEST(text_of_several_lines_keeps_them_and_loses_its_edges)
{
	char *out = NULL;

	ck_assert_int_eq(text_clean("\n\t a\n\tb \t\n", 10, 10, true, &out), TEXT_FINE);
	ck_assert_str_eq(out, "a\n\tb");
	free(out);
	ck_assert_int_eq(text_clean("a\r\n", 3, 10, true, &out), TEXT_CONTROL);
	for (int p = TEXT_FINE; p <= TEXT_NO_MEMORY; p++)
		ck_assert_str_ne(text_problem_words((text_problem)p), "is not usable");
}
END_TEST

static const struct {
	const char *text;
	bool ok;
	int64_t value;
} integers[] = {
	{ "0", true, 0 },
	{ "-12", true, -12 },
	{ "9223372036854775807", true, INT64_MAX },
	{ "9223372036854775808", false, 0 },
	{ "92233720368547758070", false, 0 },
	{ "", false, 0 },
	{ "-", false, 0 },
	{ "1x", false, 0 },
	{ "+1", false, 0 },
	{ NULL, false, 0 },
};

START_TEST(an_integer_is_read_whole_or_refused)
{
	int64_t value = 0;

	ck_assert_int_eq(text_int(integers[_i].text, &value), integers[_i].ok);
	ck_assert(value == integers[_i].value);
}
END_TEST

START_TEST(a_sentence_too_long_is_cut_once_and_at_a_whole_character)
{
	char bytes[6];
	text_buf b = text_buf_on(bytes, sizeof(bytes));
	text_buf none = text_buf_on(bytes, 0);

	text_add(&b, "Zo\xc3\xab");
	text_add(&b, "\xc3\xab"); /* one byte of room */
	ck_assert(b.cut);
	text_add(&b, "x");
	ck_assert_str_eq(bytes, "Zo\xc3\xab");
	text_add(&none, "x");
	ck_assert_str_eq(bytes, "Zo\xc3\xab");
	ck_assert(text_same(NULL, NULL) && !text_same("", NULL) && !text_same(NULL, ""));
	ck_assert(text_empty(NULL) && text_empty("") && !text_empty("a"));
}
END_TEST

START_TEST(columns_are_counted_as_a_terminal_shows_them)
{
	ck_assert_uint_eq(text_width("Zo\xc3\xab"), 3);
	ck_assert_uint_eq(text_width("Zoe\xcc\x88"), 3);
	ck_assert_uint_eq(text_width("\xe5\xb1\xb1"), 2);
	ck_assert_uint_eq(text_width("a\xff\x62"), 3);
}
END_TEST

START_TEST(a_name_that_is_no_text_folds_to_nothing)
{
	static const char *const names[] = { "\xff\xfe", "'", " - ", "\xe2\x80\x99" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		char *fold = text_fold(names[i]);

		ck_assert_str_eq(fold, "");
		free(fold);
	}
	for (int i = 0; i < 2; i++) {
		mem_fail_at(0);
		ck_assert_ptr_null(text_fold(i == 0 ? "a" : "\xc3\xab"));
		mem_fail_at(-1);
	}
}
END_TEST

START_TEST(numbers_and_answers_of_a_flat_object_come_as_text)
{
	char read[200];
	text_buf out = text_buf_on(read, sizeof(read));

	ck_assert_int_eq(
	    flat_read("{\"a\": true, \"b\": false, \"c\": 1.5, \"d\": null}", join, &out), CNIS_OK);
	ck_assert_str_eq(read, "a=true;b=false;c=1.5;d=(null);");
	ck_assert_int_eq(flat_read("{\"a\": {}}", join, &out), CNIS_EINVAL);
	ck_assert_int_eq(flat_read("{\"a\": 1} x", join, &out), CNIS_EINVAL);
}
END_TEST

static long memory_left;

static void *
little_memory(size_t n)
{
	return memory_left-- > 0 ? malloc(n) : NULL;
}

START_TEST(a_flat_object_read_without_memory_is_never_taken_for_a_shorter_one)
{
	cnis_status st = CNIS_ENOMEM;

	json_set_alloc_funcs(little_memory, free);
	for (long n = 0; st != CNIS_OK && n < 100; n++) {
		char read[200];
		text_buf out = text_buf_on(read, sizeof(read));

		memory_left = n;
		st = flat_read("{\"a\": \"x\", \"n\": 1}", join, &out);
		ck_assert(n > 0 || st == CNIS_ENOMEM);
		ck_assert(st != CNIS_OK || strcmp(read, "a=x;n=1;") == 0);
	}
	ck_assert_int_eq(st, CNIS_OK);
	json_set_alloc_funcs(malloc, free);
}
END_TEST

START_TEST(an_allocation_that_cannot_be_is_refused)
{
	void *one = mem_new(0, 0);
	void *more;

	ck_assert_ptr_nonnull(one);
	ck_assert_ptr_null(mem_grow(one, SIZE_MAX, 2));
	more = mem_grow(one, 0, 8);
	ck_assert_ptr_nonnull(more);
	free(more);
	ck_assert_ptr_null(mem_text(NULL));
}
END_TEST

START_TEST(no_text_and_empty_text_are_hashed_alike_and_unlike_any_other)
{
	unsigned char sum[3][HASH_SIZE];
	const char *const texts[] = { NULL, "", "a" };

	for (size_t i = 0; i < 3; i++) {
		hash_state h;

		hash_begin(&h);
		hash_text(&h, texts[i]);
		hash_end(&h, sum[i]);
	}
	ck_assert_mem_eq(sum[0], sum[1], HASH_SIZE);
	ck_assert_mem_ne(sum[0], sum[2], HASH_SIZE);
}
END_TEST

START_TEST(every_status_has_words_and_a_message_is_one_line)
{
	cnis_error e = { 0 };

	for (int st = CNIS_EPERM; st <= CNIS_OK; st++)
		ck_assert_str_ne(cnis_status_text((cnis_status)st), "unknown status");
	ck_assert_str_eq(cnis_status_text((cnis_status)-99), "unknown status");
	(void)cnis_fail(&e, CNIS_EINVAL, 0, "test", "a\nb\x7f", "one\ntwo\x7f");
	ck_assert_str_eq(e.message, "one?two?");
	ck_assert_str_eq(e.field, "a?b?");
	ck_assert_int_eq(cnis_refuse(NULL, "R", "test", NULL, "no"), CNIS_EREFUSED);
	ck_assert_int_eq(cnis_fail(NULL, CNIS_EIO, 0, "test", NULL, "no"), CNIS_EIO);
	ck_assert_int_eq(cnis_nomem(NULL, "test"), CNIS_ENOMEM);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("base");
	TCase *tc = tcase_create("base");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_test(tc, a_reference_survives_the_round_trip);
	tcase_add_test(tc, a_slip_in_typing_is_caught);
	tcase_add_loop_test(tc, input_text_is_cleaned_or_refused, 0,
	                    (int)(sizeof(inputs) / sizeof(inputs[0])));
	tcase_add_loop_test(tc, a_number_keeps_its_two_decimals, 0,
	                    (int)(sizeof(numbers) / sizeof(numbers[0])));
	tcase_add_test(tc, names_fold_to_what_people_mean);
	tcase_add_test(tc, a_flat_object_says_what_was_put_in);
	tcase_add_test(tc, a_long_error_is_cut_at_a_whole_character);
	tcase_add_loop_test(tc, what_is_no_reference_is_refused, 0,
	                    (int)(sizeof(no_references) / sizeof(no_references[0])));
	tcase_add_test(tc, a_reference_may_be_typed_small_and_with_spaces);
	tcase_add_test(tc, text_of_several_lines_keeps_them_and_loses_its_edges);
	tcase_add_loop_test(tc, an_integer_is_read_whole_or_refused, 0,
	                    (int)(sizeof(integers) / sizeof(integers[0])));
	tcase_add_test(tc, a_sentence_too_long_is_cut_once_and_at_a_whole_character);
	tcase_add_test(tc, columns_are_counted_as_a_terminal_shows_them);
	tcase_add_test(tc, a_name_that_is_no_text_folds_to_nothing);
	tcase_add_test(tc, numbers_and_answers_of_a_flat_object_come_as_text);
	tcase_add_test(tc, a_flat_object_read_without_memory_is_never_taken_for_a_shorter_one);
	tcase_add_test(tc, an_allocation_that_cannot_be_is_refused);
	tcase_add_test(tc, no_text_and_empty_text_are_hashed_alike_and_unlike_any_other);
	tcase_add_test(tc, every_status_has_words_and_a_message_is_one_line);
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
