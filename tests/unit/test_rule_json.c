/* The calculator on a line: inputs in as JSON, the verdict out, or what is wrong with the line. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/rule_json.h>

static const struct {
	const char *id, *line;
	const char *out; /* the verdict, or NULL */
	const char *field;
} lines[] = {
	{ "DAYS.count", "{\"from\": \"2027-09-01\", \"days\": 15}",
	  "{\"schema\":1,\"rule\":\"DAYS.count\",\"due_on\":\"2027-09-15\",", NULL },
	{ "EA1996.434A.2",
	  "{\"born\":\"2016-05-05\",\"on\":\"2027-11-21\",\"ehc_plan\":true,\"placed_by\":null}",
	  "{\"schema\":1,\"rule\":\"EA1996.434A.2\",\"required\":true,\"in_force\":false,"
	  "\"conditions\":[],\"local_gate\":\"ehc\",\"relevant_authority\":[],",
	  NULL },
	{ "EA1996.434A.2",
	  "{\"born\":\"2016-05-05\",\"on\":\"2027-11-21\",\"placement\":\"special\","
	  "\"placed_by\":\"302\",\"s47_enquiry_by\":\"302\"}",
	  "{\"schema\":1,\"rule\":\"EA1996.434A.2\",\"required\":true,\"in_force\":false,"
	  "\"conditions\":[\"A\",\"B\"],\"local_gate\":null,\"relevant_authority\":"
	  "[\"302\"],",
	  NULL },
	{ "EA1996.8.school-age", "{\"born\": [\"2016-05-05\"]}",
	  "{\"schema\":1,\"rule\":\"EA1996.8.school-age\",\"starts_on\":\"2021-08-31\",", NULL },
	{ "EA1996.436C.6", "{\"on\": \"2027-09-01\", \"hours\": 12.5, \"threshold_hours\": 12}",
	  "{\"schema\":1,\"rule\":\"EA1996.436C.6\",\"above\":true,\"prescribed\":true,"
	  "\"hours_counted\":\"12.5\",\"exceeded\":[\"hours\"],",
	  NULL },
	{ "DAYS.count", "{\"from\": \"2027-09-01\", \"days\": 1.5}", NULL, "days" },
	{ "DAYS.count", "{\"from\": {}, \"days\": 1}", NULL, "from" },
	{ "DAYS.count", "{\"from\": [\"2027-09-01\", 2], \"days\": 1}", NULL, "from" },
	{ "DAYS.count", "{\"from\": [\"2027-09-01\", \"2027-09-02\"], \"days\": 1}", NULL, "from" },
	{ "DAYS.count", "{\"from\": \"2027-09-01\", \"from\": \"2027-09-01\"}", NULL, "" },
	{ "DAYS.count", "[]", NULL, "" },
	{ "DAYS.count", "", NULL, "" },
	{ "DAYS.count", "{\"from\": \"2027-09-01\"} x", NULL, "" },
	{ "DAYS.count", "{\"from\": \"\xff\"}", NULL, "" },
	{ "DAYS.count", "{\"nothing\": 1}", NULL, "nothing" },
	{ "EA1996.8", "{}", NULL, "rule" },
};

START_TEST(a_line_of_json_gives_a_line_of_json)
{
	char *text = NULL;
	cnis_error error = { 0 };
	cnis_status st = cnis_rule_eval_json(lines[_i].id, lines[_i].line, NULL, &text, &error);

	if (lines[_i].out != NULL) {
		ck_assert_msg(st == CNIS_OK, "%s", error.message);
		ck_assert_msg(strncmp(text, lines[_i].out, strlen(lines[_i].out)) == 0, "%s", text);
		ck_assert_ptr_nonnull(strstr(text, "\"citation\":\""));
		ck_assert_ptr_nonnull(strstr(text, "\"why\":\""));
	} else {
		ck_assert_int_ne(st, CNIS_OK);
		ck_assert_str_eq(error.field, lines[_i].field);
		ck_assert_ptr_null(text);
		ck_assert_int_eq(cnis_rule_error_json(&error, &text, NULL), CNIS_OK);
		ck_assert_ptr_nonnull(strstr(text, "\"error\":\""));
	}
	free(text);
}
END_TEST

START_TEST(a_line_with_too_many_or_too_long_inputs_is_refused)
{
	char line[4096] = "{";
	char *text = NULL;
	cnis_error error = { 0 };

	for (int i = 0; i < 40; i++)
		snprintf(line + strlen(line), 16, "%s\"i%d\":1", i == 0 ? "" : ",", i);
	strcat(line, "}");
	ck_assert_int_eq(cnis_rule_eval_json("DAYS.count", line, NULL, &text, &error), CNIS_EINVAL);
	snprintf(line, sizeof(line), "{\"from\": \"%0400d\"}", 0);
	ck_assert_int_eq(cnis_rule_eval_json("DAYS.count", line, NULL, &text, &error), CNIS_EINVAL);
	ck_assert_ptr_null(text);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("rule json");
	TCase *tc = tcase_create("lines");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_loop_test(tc, a_line_of_json_gives_a_line_of_json, 0,
	                    (int)(sizeof(lines) / sizeof(lines[0])));
	tcase_add_test(tc, a_line_with_too_many_or_too_long_inputs_is_refused);
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
