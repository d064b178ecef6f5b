/* The catalogue: every rule with its citation, in order, and what can be worked out of it. */
#include <check.h>
#include <stdlib.h>

#include <cnis/rule.h>

START_TEST(the_catalogue_is_ordered_and_complete)
{
	static const char *const kinds[] = { "statute", "regulation", "guidance", "local policy",
		                             "standard" };
	const int kind = 5;

	for (size_t i = 0; i < cnis_rule_count(); i++) {
		const cnis_rule *r = cnis_rule_at(i);

		ck_assert_ptr_eq(cnis_rule_find(r->id), r);
		ck_assert_int_ge(r->version, 1);
		ck_assert_str_ne(r->title, "");
		ck_assert_str_ne(r->citation, "");
		ck_assert_str_eq(cnis_rule_kind_text(r->kind), kinds[r->kind]);
		ck_assert_msg(r->kind == CNIS_RULE_LOCAL || r->address[0] != '\0', "%s", r->id);
		if (i > 0)
			ck_assert_str_lt(cnis_rule_at(i - 1)->id, r->id);
	}
	ck_assert_str_eq(cnis_rule_kind_text((cnis_rule_kind)kind), "");
	ck_assert_ptr_null(cnis_rule_at(cnis_rule_count()));
	ck_assert_ptr_null(cnis_rule_at(cnis_rule_count() + 7));
	ck_assert_ptr_null(cnis_rule_find("EA1996"));
}
END_TEST

START_TEST(a_rule_has_a_calculator_when_it_has_inputs)
{
	for (size_t i = 0; i < cnis_rule_count(); i++) {
		const cnis_rule *r = cnis_rule_at(i);
		cnis_rule_verdict v;
		cnis_status st = cnis_rule_eval(r->id, NULL, 0, NULL, &v, NULL);

		ck_assert_msg(st == (r->inputs[0] == '\0' ? CNIS_ENOTFOUND : CNIS_EINVAL), "%s",
		              r->id);
	}
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("rule catalogue");
	TCase *tc = tcase_create("catalogue");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_test(tc, the_catalogue_is_ordered_and_complete);
	tcase_add_test(tc, a_rule_has_a_calculator_when_it_has_inputs);
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
