/* Identifiers: the published vectors and the traps of each kind. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "rule/authority.h"
#include "rule/identifier.h"

typedef rule_identifier (*identifier_fn)(const char *value);

static const struct {
	identifier_fn fn;
	const char *value;
	const char *normalised; /* NULL: not valid */
} cases[] = {
	{ rule_upn, "B801200005001", "B801200005001" },
	{ rule_upn, " b801 2000 05001 ", "B801200005001" },
	{ rule_upn, "A801200005001", NULL },
	{ rule_upn, "X80120000A001", NULL },
	{ rule_upn, "E000200005001", NULL }, /* the letter is right, 000 is no authority */
	{ rule_upn, "Q207000016049", NULL }, /* two vendors' help pages say Q: their sum is wrong */
	{ rule_upn, "P207000016049", "P207000016049" },
	{ rule_upn, "B207000016049", NULL },
	{ rule_upn, "A32040002401B", "A32040002401B" }, /* temporary */
	{ rule_upn, "L30240002500A", "L30240002500A" },
	{ rule_upn, "L30240002500I", NULL },
	{ rule_upn, "L302400025OOA", NULL },
	{ rule_upn, "9801200005001", NULL },
	{ rule_upn, "I801200005001", NULL },
	{ rule_upn, "?801200005001", NULL },
	{ rule_upn, "B80120000500?", NULL },
	{ rule_upn, "B80120000500", NULL },
	{ rule_upn, "B8012000050011", NULL },
	{ rule_upn, "", NULL },
	{ rule_upn, NULL, NULL },
	{ rule_uln, "9276308686", "9276308686" },
	{ rule_uln, "927 630-8686", "9276308686" },
	{ rule_uln, "9276308687", NULL },
	{ rule_uln, "0276308686", NULL },
	{ rule_uln, "9999999999", NULL },
	{ rule_uln, "1000000010", NULL },
	{ rule_uln, "1000000000", "1000000000" },
	{ rule_uln, "1000000060", NULL }, /* remainder 0: never issued */
	{ rule_uln, "927630868", NULL },
	{ rule_uln, "92763O8686", NULL },
	{ rule_nhs, "9434765870", "9434765870" },
	{ rule_nhs, "943 476 5870", "9434765870" },
	{ rule_nhs, "943-476-5870", "9434765870" },
	{ rule_nhs, "9434765871", NULL },
	{ rule_nhs, "9434765919", "9434765919" },
	{ rule_nhs, "4505577104", "4505577104" },
	{ rule_nhs, "9991234567", NULL }, /* the design system's example */
	{ rule_nhs, "9999999999", NULL }, /* passes modulus 11 */
	{ rule_nhs, "0000000000", NULL },
	{ rule_nhs, "1000000010", NULL }, /* remainder 1: check 10, never issued */
	{ rule_nhs, "94347658", NULL },
	{ rule_nhs, "943476587O", NULL },
	{ rule_postcode, "m11ae", "M1 1AE" },
	{ rule_postcode, "B33 8TH", "B33 8TH" },
	{ rule_postcode, "CR2  6XH", "CR2 6XH" },
	{ rule_postcode, "DN55 1PT", "DN55 1PT" },
	{ rule_postcode, "W1A.1HQ", "W1A 1HQ" },
	{ rule_postcode, "ec1a-1bb", "EC1A 1BB" },
	{ rule_postcode, "1AA 1BB", NULL },
	{ rule_postcode, "A?1 1AA", NULL },
	{ rule_postcode, "AAA 1AA", NULL },
	{ rule_postcode, "M1 AAE", NULL },
	{ rule_postcode, "M1 1CE", NULL },
	{ rule_postcode, "M1 1AV", NULL },
	{ rule_postcode, "M1 12E", NULL },
	{ rule_postcode, "M1 1A2", NULL },
	{ rule_postcode, "ZZ99 3VZ", NULL },
	{ rule_postcode, "ZZ99 3WZ", NULL },
	{ rule_postcode, "M11A", NULL },
	{ rule_postcode, "EC1A 1BBB", NULL },
	{ rule_postcode,
	  "M\xc3\x85"
	  "1 1AE",
	  NULL },
	{ rule_authority_code, "302", "302" },
	{ rule_authority_code, " 943 ", "943" },
	{ rule_authority_code, "420", "420" },
	{ rule_authority_code, "875", NULL }, /* Cheshire, replaced */
	{ rule_authority_code, "000", NULL },
	{ rule_authority_code, "702", NULL },
	{ rule_authority_code, "3020", NULL },
	{ rule_authority_code, "30x", NULL },
	{ rule_postcode, "M~1 1AE", NULL },
	{ rule_postcode, "M1 1A{", NULL },
	{ rule_nhs, "943476587094347658709434765870943476587094347658709434765870", NULL },
	{ rule_uprn, "000000199356", "199356" },
	{ rule_uprn, "100023336956", "100023336956" },
	{ rule_uprn, "0", NULL },
	{ rule_uprn, "", NULL },
	{ rule_uprn, "12a", NULL },
	{ rule_uprn, "1000233369560", NULL },
	/* Ofcom's numbers for drama: nobody has them */
	{ rule_telephone, "020 7946 0018", "+442079460018" },
	{ rule_telephone, "(020) 7946-0018", "+442079460018" },
	{ rule_telephone, "+44 20 7946 0018", "+442079460018" },
	{ rule_telephone, "+44 (0)20 7946 0018", "+442079460018" },
	{ rule_telephone, "0044 20 7946.0018", "+442079460018" },
	{ rule_telephone, "07700 900123", "+447700900123" },
	{ rule_telephone, "016977 2345", "+44169772345" }, /* some have nine after the 0 */
	{ rule_telephone, "+353 1 999 0123", "+35319990123" },
	{ rule_telephone, "00353 1 999 0123", "+35319990123" },
	{ rule_telephone, "7946 0018", NULL },
	{ rule_telephone, "7700900123", NULL }, /* a spreadsheet took the 0 */
	{ rule_telephone, "07700 90012", "+44770090012" },
	{ rule_telephone, "07700 9001", NULL },
	{ rule_telephone, "07700 9001234", NULL },
	{ rule_telephone, "+353 1 99", NULL },
	{ rule_telephone, "+1234567890123456", NULL },
	{ rule_telephone, "07700 900123 (mum)", NULL },
	{ rule_telephone, "mum", NULL },
	{ rule_telephone, "07+700900123", NULL },
	{ rule_telephone, "+", NULL },
	{ rule_telephone, "0", NULL },
	{ rule_telephone, "", NULL },
	{ rule_telephone, NULL, NULL },
};

START_TEST(an_identifier_is_valid_or_says_its_problem)
{
	rule_identifier id = cases[_i].fn(cases[_i].value);
	const char *value = cases[_i].value == NULL ? "(null)" : cases[_i].value;

	ck_assert_msg(id.valid == (cases[_i].normalised != NULL), "%s: %s", value, id.problem);
	ck_assert_msg(id.valid == (id.problem[0] == '\0'), "%s: %s", value, id.problem);
	if (id.valid)
		ck_assert_str_eq(id.normalised, cases[_i].normalised);
}
END_TEST

START_TEST(one_wrong_digit_in_a_upn_is_caught)
{
	char upn[] = "P207000016049";

	for (size_t i = 4; i < strlen(upn); i++) {
		char was = upn[i];

		upn[i] = was == '9' ? '0' : (char)(was + 1);
		ck_assert(!rule_upn(upn).valid);
		upn[i] = was;
	}
}
END_TEST

START_TEST(authorities_have_names_and_states)
{
	int live = 0;
	char code[4] = "000";

	for (int i = 0; i < 1000; i++) {
		code[0] = (char)('0' + i / 100);
		code[1] = (char)('0' + i / 10 % 10);
		code[2] = (char)('0' + i % 10);
		if (rule_authority_state_of(code) == RULE_AUTHORITY_LIVE)
			live++;
		if (rule_authority_name(code) != NULL)
			ck_assert_msg(rule_upn_authority(code), "%s may stand in a UPN", code);
	}
	ck_assert_int_eq(live, 153);
	ck_assert_str_eq(rule_authority_name("302"), "Barnet");
	ck_assert_str_eq(rule_authority_name("801"), "Bristol, City of");
	ck_assert_ptr_null(rule_authority_name("000"));
	ck_assert_ptr_null(rule_authority_name("30"));
	ck_assert_ptr_null(rule_authority_name("3x1"));
	ck_assert_ptr_null(rule_authority_name("3021"));
	ck_assert_ptr_null(rule_authority_name(NULL));
	ck_assert_int_eq(rule_authority_state_of("875"), RULE_AUTHORITY_CLOSED);
	ck_assert_int_eq(rule_authority_state_of("999"), RULE_AUTHORITY_UNKNOWN);
	ck_assert(rule_upn_authority("660"));
	ck_assert(!rule_upn_authority("999"));
	ck_assert(!rule_upn_authority(NULL));
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("rule");
	TCase *tc = tcase_create("identifier");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_loop_test(tc, an_identifier_is_valid_or_says_its_problem, 0,
	                    (int)(sizeof(cases) / sizeof(cases[0])));
	tcase_add_test(tc, one_wrong_digit_in_a_upn_is_caught);
	tcase_add_test(tc, authorities_have_names_and_states);
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
