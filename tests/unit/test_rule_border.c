/* Where a child lives, what an order is about, what is a section: every answer there is. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "rule/authority.h"
#include "rule/border.h"
#include "rule/court.h"
#include "rule/identifier.h"
#include "rule/service.h"

static const struct {
	const char *code;
	rule_area area;
	rule_give on_it, not_on_it; /* of a child on the register, and of one who never was */
	const char *normalised;     /* as the code of an area; NULL: none */
} areas[] = {
	{ "302", RULE_AREA_ENGLAND, RULE_GIVE_MUST, RULE_GIVE_LOCAL, "302" },
	{ "wales", RULE_AREA_WALES, RULE_GIVE_MUST, RULE_GIVE_LOCAL, "wales" },
	{ "scotland", RULE_AREA_SCOTLAND, RULE_GIVE_ON_REQUEST, RULE_GIVE_ON_REQUEST, "scotland" },
	{ "northern_ireland", RULE_AREA_NORTHERN_IRELAND, RULE_GIVE_ON_REQUEST,
	  RULE_GIVE_ON_REQUEST, "northern_ireland" },
	{ "crown_dependency", RULE_AREA_CROWN_DEPENDENCY, RULE_GIVE_NO_POWER, RULE_GIVE_NO_POWER,
	  "crown_dependency" },
	{ "abroad", RULE_AREA_ABROAD, RULE_GIVE_NO_POWER, RULE_GIVE_NO_POWER, "abroad" },
	{ "999", RULE_AREA_UNKNOWN, RULE_GIVE_NO_POWER, RULE_GIVE_NO_POWER, NULL },
	{ "elsewhere", RULE_AREA_UNKNOWN, RULE_GIVE_NO_POWER, RULE_GIVE_NO_POWER, NULL },
	{ NULL, RULE_AREA_UNKNOWN, RULE_GIVE_NO_POWER, RULE_GIVE_NO_POWER, NULL },
};

START_TEST(each_area_has_a_code_and_says_what_may_be_given_there)
{
	const char *code = areas[_i].code;
	rule_identifier id = rule_area_code(code);

	ck_assert_int_eq(rule_area_of(code), areas[_i].area);
	ck_assert_int_eq(rule_border_of(areas[_i].area, true).give, areas[_i].on_it);
	ck_assert_int_eq(rule_border_of(areas[_i].area, false).give, areas[_i].not_on_it);
	ck_assert_int_eq(id.valid, areas[_i].normalised != NULL);
	if (id.valid)
		ck_assert_str_eq(id.normalised, areas[_i].normalised);
}
END_TEST

static const struct {
	const char *kind;
	bool yes, no, unknown; /* about the education, by what was said of it */
} orders[] = {
	{ "prohibited_steps", true, false, true },
	{ "specific_issue", true, false, true },
	{ "child_arrangements", true, false, false },
	{ "non_molestation", true, false, false },
	{ "care", true, true, true },
	{ "wardship", true, true, true },
	{ "other", true, false, false },
};

START_TEST(an_order_is_about_the_education_by_its_kind_or_by_what_it_says)
{
	const rule_court *c = rule_court_find(orders[_i].kind);

	ck_assert_ptr_nonnull(c);
	ck_assert_int_eq(rule_court_about_education(c, "yes"), orders[_i].yes);
	ck_assert_int_eq(rule_court_about_education(c, "no"), orders[_i].no);
	ck_assert_int_eq(rule_court_about_education(c, "unknown"), orders[_i].unknown);
}
END_TEST

START_TEST(what_is_no_order_is_not_found)
{
	ck_assert_ptr_null(rule_court_find("parking_fine"));
}
END_TEST

static const struct {
	const char *text;
	bool is;
} sections[] = {
	{ "7", true },      { "434A", true },  { "436H", true },   { "436T", true },
	{ "583", true },    { "572", false },  { "436", false },   { "436U", false },
	{ "436HA", false }, { "584", false },  { "012", false },   { "", false },
	{ "A", false },     { "1234", false }, { "12ABC", false }, { "43 6", false },
	{ "434a", false },
};

START_TEST(a_section_of_the_act_is_one_that_can_ask_for_a_notice)
{
	ck_assert_int_eq(rule_section(sections[_i].text), sections[_i].is);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("rule");
	TCase *tc = tcase_create("border");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_loop_test(tc, each_area_has_a_code_and_says_what_may_be_given_there, 0,
	                    (int)(sizeof(areas) / sizeof(areas[0])));
	tcase_add_loop_test(tc, an_order_is_about_the_education_by_its_kind_or_by_what_it_says, 0,
	                    (int)(sizeof(orders) / sizeof(orders[0])));
	tcase_add_test(tc, what_is_no_order_is_not_found);
	tcase_add_loop_test(tc, a_section_of_the_act_is_one_that_can_ask_for_a_notice, 0,
	                    (int)(sizeof(sections) / sizeof(sections[0])));
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
