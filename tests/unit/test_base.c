/* References, text and flat objects: what everything else stands on. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/reference.h>

#include "base/error.h"
#include "base/flat.h"

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
	ck_assert(flat_read(json, join, &out));
	ck_assert_str_eq(read, "a=x\"\\\n;b=(null);n=-3;d=2026-11-21;");
	ck_assert(!flat_read("{\"a\": 1, \"a\": 2}", join, &out));
	ck_assert(!flat_read("{\"a\": [1]}", join, &out));
	ck_assert(!flat_read("[]", join, &out));
	ck_assert(!flat_read("", join, &out));
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
	tcase_add_test(tc, names_fold_to_what_people_mean);
	tcase_add_test(tc, a_flat_object_says_what_was_put_in);
	tcase_add_test(tc, a_long_error_is_cut_at_a_whole_character);
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
