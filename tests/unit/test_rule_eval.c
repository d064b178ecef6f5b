/* The calculator, by the names of the inputs and outputs that are promised: the cases stand in
 * rule_cases_*.c. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/rule.h>

#include "rule_cases.h"

/* A school year of two terms, closed for a week at half-term and over Christmas; one Saturday
 * counts. */
static cnis_day closed[64];
static cnis_day open_days[1];
static cnis_rule_calendar school;

static cnis_day
day(const char *iso)
{
	cnis_day d = CNIS_DAY_NONE;

	ck_assert_msg(cnis_day_parse(iso, &d) == CNIS_OK, "%s is no date", iso);
	return d;
}

static void
make_school(void)
{
	for (cnis_day d = day("2027-10-25"); d <= day("2027-10-29"); d++)
		closed[school.n_closed++] = d;
	for (cnis_day d = day("2027-12-20"); d <= day("2027-12-31"); d++)
		closed[school.n_closed++] = d;
	open_days[0] = day("2027-11-13");
	school.closed = closed;
	school.open = open_days;
	school.n_open = 1;
	school.known_from = day("2027-09-01");
	school.known_to = day("2028-03-31");
}

static const rule_cases *const tables[] = { &rule_cases_act, &rule_cases_law, &rule_cases_local };

enum { TABLES = sizeof(tables) / sizeof(tables[0]) };

static int
count_cases(void)
{
	size_t n = 0;

	for (size_t t = 0; t < TABLES; t++)
		n += tables[t]->n;
	return (int)n;
}

static const rule_case *
case_at(size_t i)
{
	size_t t = 0;

	while (i >= tables[t]->n)
		i -= tables[t++]->n;
	return &tables[t]->row[i];
}

/* Split `text` at ';' and '=' in place. */
static size_t
split(char *text, cnis_rule_input *ret, size_t most)
{
	size_t n = 0;

	while (text != NULL && *text != '\0') {
		char *end = strchr(text, ';');
		char *value;

		ck_assert_uint_lt(n, most);
		if (end != NULL)
			*end++ = '\0';
		value = strchr(text, '=');
		if (value != NULL)
			*value++ = '\0';
		ret[n].name = text;
		ret[n++].text = value;
		text = end;
	}
	return n;
}

static const cnis_rule_context *
context(void)
{
	static cnis_rule_context c;

	if (school.n_closed == 0)
		make_school();
	c.school = &school;
	c.school_name = "100001";
	return &c;
}

START_TEST(a_rule_gives_its_verdict)
{
	char in_text[400];
	char out_text[400];
	cnis_rule_input in[24];
	cnis_rule_input out[12];
	cnis_rule_verdict v = { 0 };
	cnis_error error = { 0 };
	const rule_case *c = case_at((size_t)_i);
	const char *want = c->out;
	cnis_status st;
	size_t n;

	snprintf(in_text, sizeof(in_text), "%s", c->in);
	n = split(in_text, in, 24);
	st = cnis_rule_eval(c->id, in, n, context(), &v, &error);
	if (want[0] == '?') {
		ck_assert_int_eq(st, CNIS_ENOTFOUND);
		return;
	}
	if (want[0] == '!') {
		ck_assert_msg(st == CNIS_EINVAL, "%s %s was accepted", c->id, c->in);
		ck_assert_str_eq(error.field, want + 1);
		ck_assert_ptr_null(v.rule);
		return;
	}
	ck_assert_msg(st == CNIS_OK, "%s %s: %s", c->id, c->in, error.message);
	ck_assert_str_eq(v.rule->id, c->id);
	ck_assert_uint_le(v.n, CNIS_RULE_OUTPUTS);
	ck_assert_uint_lt(strlen(v.why), CNIS_RULE_WHY_SIZE - 1);
	snprintf(out_text, sizeof(out_text), "%s", want);
	n = split(out_text, out, 12);
	for (size_t i = 0; i < n; i++) {
		const cnis_rule_output *got = cnis_rule_verdict_get(&v, out[i].name);

		ck_assert_msg(got != NULL, "%s has no %s", c->id, out[i].name);
		ck_assert_msg(strcmp(got->text, out[i].text) == 0, "%s %s: %s is %s", c->id, c->in,
		              out[i].name, got->text);
	}
	ck_assert_ptr_null(cnis_rule_verdict_get(&v, "nothing"));
	if (c->why != NULL)
		ck_assert_msg(strstr(v.why, c->why) != NULL, "why: %s", v.why);
}
END_TEST

START_TEST(without_a_school_calendar_an_enquiry_counts_working_days_and_says_so)
{
	cnis_rule_input from[] = { { "from", "2026-11-20" },
		                   { "unit", "school" },
		                   { "days", "3" } };
	cnis_rule_verdict v;
	cnis_error error = { 0 };

	ck_assert_int_eq(cnis_rule_eval("LOCAL.cme.enquiry", from, 1, NULL, &v, &error), CNIS_OK);
	ck_assert_str_eq(v.out[0].text, "2026-12-04");
	ck_assert_ptr_nonnull(strstr(v.why, "no school calendar"));
	ck_assert_int_eq(cnis_rule_eval("DAYS.count", from, 3, NULL, &v, &error), CNIS_EINVAL);
	ck_assert_str_eq(error.field, "unit");
	from[1] = (cnis_rule_input){ "calendar", "100001" };
	ck_assert_int_eq(cnis_rule_eval("LOCAL.cme.enquiry", from, 2, NULL, &v, &error), CNIS_OK);
	ck_assert_ptr_null(strstr(v.why, "by the calendar"));
}
END_TEST

START_TEST(what_is_left_out_takes_the_default_of_the_register)
{
	static const cnis_rule_input defaults[] = { { "s37_in_force_from", "2026-09-01" },
		                                    { "gate_ehc", "off" },
		                                    { "days", "7" } };
	cnis_rule_context c = { .defaults = defaults, .n_defaults = 3 };
	cnis_rule_input in[] = { { "born", "2016-05-05" },
		                 { "on", "2026-11-21" },
		                 { "ehc_plan", "true" },
		                 { "s37_in_force_from", NULL } };
	cnis_rule_verdict v;

	ck_assert_int_eq(cnis_rule_eval("EA1996.434A.2", in, 3, &c, &v, NULL), CNIS_OK);
	ck_assert_str_eq(cnis_rule_verdict_get(&v, "in_force")->text, "true");
	ck_assert_str_eq(cnis_rule_verdict_get(&v, "required")->text, "false");
	ck_assert_int_eq(cnis_rule_eval("EA1996.434A.2", in, 4, &c, &v, NULL), CNIS_OK);
	ck_assert_str_eq(cnis_rule_verdict_get(&v, "in_force")->text, "false");
	in[0] = (cnis_rule_input){ "from", "2026-11-20" };
	ck_assert_int_eq(cnis_rule_eval("LOCAL.query", in, 1, &c, &v, NULL), CNIS_OK);
	ck_assert_str_eq(v.out[0].text, "2026-12-01");
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("rule");
	TCase *tc = tcase_create("calculator");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_loop_test(tc, a_rule_gives_its_verdict, 0, count_cases());
	tcase_add_test(tc, without_a_school_calendar_an_enquiry_counts_working_days_and_says_so);
	tcase_add_test(tc, what_is_left_out_takes_the_default_of_the_register);
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
