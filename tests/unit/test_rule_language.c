/* Codes of languages: ISO 639-1 and 639-3. */
#include <check.h>
#include <stdlib.h>

#include "rule/language.h"

START_TEST(languages_families_speak_have_a_code)
{
	static const char *const codes[] = { "en",  "cy",  "pl",  "ur",  "zu",  "aa",
		                             "bfi", "aaa", "zzj", "syl", "rmc", "pol" };

	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		ck_assert_msg(rule_language(codes[i]), "%s", codes[i]);
}
END_TEST

START_TEST(what_only_looks_like_a_code_is_none)
{
	static const char *const codes[] = { NULL, "",    "e",   "xx",   "zz",     "EN",   "e1",
		                             "e-", "zzz", "qqq", "eng ", "Polish", "enGB", "bfI" };

	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		ck_assert_msg(!rule_language(codes[i]), "%zu", i);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("rule_language");
	TCase *tc = tcase_create("codes");
	SRunner *sr;
	int failed;

	tcase_add_test(tc, languages_families_speak_have_a_code);
	tcase_add_test(tc, what_only_looks_like_a_code_is_none);
	suite_add_tcase(suite, tc);
	sr = srunner_create(suite);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
