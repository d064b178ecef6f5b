#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/rule.h>
#include <cnis/rule_json.h>
#include <cnis/rule_settings.h>

#include "cli/cli.h"

enum { LINE_MAX_BYTES = 65536 };

/* ---- list and show ----------------------------------------------------------------------------
 */

static const out_column COLUMNS[] = {
	{ .key = "rule", .heading = "rule", .type = OUT_TEXT },
	{ .key = "version", .heading = NULL, .type = OUT_INT },
	{ .key = "kind", .heading = "kind", .type = OUT_TEXT },
	{ .key = "title", .heading = "title", .type = OUT_TEXT },
	{ .key = "citation", .heading = "citation", .type = OUT_TEXT },
	{ .key = "in_force_setting", .heading = "in force by", .type = OUT_TEXT },
	{ .key = "in_force_from", .heading = "in force from", .type = OUT_DAY },
	{ .key = "in_force_to", .heading = NULL, .type = OUT_DAY },
	{ .key = "calculator", .heading = "calculator", .type = OUT_BOOL },
	/* Only shown: */
	{ .key = "address", .heading = "address", .type = OUT_TEXT },
	{ .key = "count", .heading = "count", .type = OUT_INT },
	{ .key = "unit", .heading = "unit", .type = OUT_TEXT },
	{ .key = "day_one", .heading = "day 1", .type = OUT_TEXT },
	{ .key = "setting", .heading = "setting", .type = OUT_TEXT },
	{ .key = "inputs", .heading = "inputs", .type = OUT_LIST },
	{ .key = "note", .heading = "note", .type = OUT_TEXT },
};

enum { LISTED = 9, SHOWN = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };

static void
text_or_nothing(writer *w, const char *text)
{
	if (text[0] == '\0')
		out_null(w);
	else
		out_text(w, text);
}

static void
listed_cells(writer *w, const cnis_rule *rule)
{
	out_text(w, rule->id);
	out_int(w, rule->version);
	out_text(w, cnis_rule_kind_text(rule->kind));
	out_text(w, rule->title);
	out_text(w, rule->citation);
	text_or_nothing(w, rule->in_force);
	out_day(w, rule->from);
	out_day(w, rule->to);
	out_bool(w, rule->inputs[0] != '\0');
}

static cnis_status
run_list(cli *x)
{
	static const out_spec spec = { .columns = COLUMNS, .n = LISTED };
	writer *w = cli_open(x, &spec);
	cnis_status st = w == NULL ? CNIS_ENOMEM : CNIS_OK;

	for (size_t i = 0; st == CNIS_OK && i < cnis_rule_count(); i++) {
		listed_cells(w, cnis_rule_at(i));
		st = cli_row(x, w);
	}
	return cli_close(x, w, st);
}

static cnis_status
no_such_rule(cli *x)
{
	return cli_fail(x, CNIS_ENOTFOUND, "rule", "no rule has this id; see `cnis rule list`");
}

static cnis_status
run_show(cli *x)
{
	static const out_spec spec = { .columns = COLUMNS, .n = SHOWN, .vertical = true };
	const cnis_rule *rule = cnis_rule_find(cli_arg(x, 0));
	writer *w;

	if (rule == NULL)
		return no_such_rule(x);
	w = cli_open(x, &spec);
	if (w == NULL)
		return CNIS_ENOMEM;
	listed_cells(w, rule);
	text_or_nothing(w, rule->address);
	if (rule->count == 0 && rule->unit[0] == '\0')
		out_null(w);
	else
		out_int(w, rule->count);
	text_or_nothing(w, rule->unit);
	text_or_nothing(w, rule->day_one);
	text_or_nothing(w, rule->setting);
	out_text(w, rule->inputs);
	text_or_nothing(w, rule->note);
	return cli_close(x, w, cli_row(x, w));
}

/* ---- eval --------------------------------------------------------------------------------------
 */

#define INPUT(input, placeholder, words)                                                           \
	{                                                                                          \
		.name = (input), .type = CLI_TEXT, .value = (placeholder), .help = (words)         \
	}

static const cli_option EVAL_OPTIONS[] = {
	{ .name = "stdin",
	  .type = CLI_FLAG,
	  .help = "read one JSON object of inputs a line, write one JSON verdict a line" },
	INPUT("born", "DATE", "date of birth"),
	INPUT("on", "DATE", "the day asked about"),
	INPUT("lives_in_area", "BOOL", "the child lives in the authority's area"),
	INPUT("on_roll", "BOOL", "the child is on the roll of a relevant school"),
	INPUT("route", "CODE", "how the child is educated, e.g. home_education"),
	INPUT("routes", "CODES", "all routes that hold on the day"),
	INPUT("full_time", "BOOL", "what is arranged, with attendance at school, is full-time"),
	INPUT("purpose", "CODE", "otherwise_than_at_school, other_school or not_known"),
	INPUT("placement", "CODE", "mainstream, special, independent_special, unit or private"),
	INPUT("placed_by", "CODE", "authority that arranged the placement"),
	INPUT("s47_enquiry_by", "CODES",
	      "authorities conducting s. 47 enquiries; unknown: not known"),
	INPUT("s47_action_by", "CODES", "authorities taking, or that took, s. 47(8) action"),
	INPUT("s47_action_ended_on", "DATE", "day that action ended"),
	INPUT("significant_harm", "BOOL", "the enquiries concluded significant harm"),
	INPUT("ehc_plan", "BOOL", "the child has an EHC plan"),
	INPUT("child_protection_plan", "BOOL", "the child has a child protection plan"),
	INPUT("gate_ehc", "CHOICE", "off, advise or require"),
	INPUT("gate_child_protection", "CHOICE", "off, advise or require"),
	INPUT("s37_in_force_from", "DATE", "in-force date of s. 37; null: not in force"),
	INPUT("s38_in_force_from", "DATE", "in-force date of s. 38; null: not in force"),
	INPUT("s39_in_force_from", "DATE", "in-force date of s. 39; null: not in force"),
	INPUT("school_year_starts", "MM-DD", "first day of the school year"),
	INPUT("area", "CODE",
	      "england, wales, scotland, northern_ireland, crown_dependency or abroad"),
	INPUT("previous_application_on", "DATE", "day of the previous application for consent"),
	INPUT("refused", "BOOL", "it was refused"),
	INPUT("registered_on", "DATE", "day the child was registered"),
	INPUT("last_reviewed_on", "DATE", "day of the last review of the education"),
	INPUT("first_months", "N", "months from registration to the first review"),
	INPUT("yearly_months", "N", "months from one review to the next"),
	INPUT("next_on", "DATE", "earlier day set by the reviewer"),
	INPUT("last_review_on", "DATE", "day the EHC plan was made or last reviewed"),
	INPUT("appears_on", "DATE", "day it appears that the requirements are met"),
	INPUT("limb", "LETTER", "of s. 436D(5): a, c or e"),
	INPUT("event_on", "DATE", "day of the event the 15 days begin with"),
	INPUT("written_notice", "BOOL", "a parent told the proprietor in writing"),
	INPUT("leaves_on", "DATE", "last day of attending"),
	INPUT("order_names_school", "BOOL", "a school attendance order names the school"),
	INPUT("ground", "LETTER", "ground of deletion in reg. 9(1), a to o"),
	INPUT("starts_on", "DATE", "first day of compulsory school age"),
	INPUT("opened_on", "DATE", "day it was recorded"),
	INPUT("from", "DATE", "day a period is counted from"),
	INPUT("days", "N", "how many days"),
	INPUT("unit", "UNIT", "calendar, working or school"),
	INPUT("day_one", "CHOICE", "same: the day itself is day 1; next: the day after"),
	INPUT("calendar", "NAME", "whose school days: authority, or the URN of a school"),
	INPUT("value", "TEXT", "the identifier"),
	INPUT("included_on", "DATE", "day information about a provider was included"),
	INPUT("at_address_since", "DATE", "first day at the present address"),
	INPUT("lives_elsewhere", "ANSWER",
	      "the child lives at a further address: no, yes, unknown"),
	INPUT("above", "ANSWER", "a provider is above the prescribed amount: no, yes, unknown"),
	INPUT("prescribed", "BOOL", "the item is prescribed, or held by the authority's choice"),
	INPUT("hours", "N", "hours a week; with hours_high the lower end of a range"),
	INPUT("hours_high", "N", "higher end of that range"),
	INPUT("total", "N", "hours a week of all education; with total_high the lower end"),
	INPUT("total_high", "N", "higher end of that range"),
	INPUT("threshold_hours", "N", "more than these hours in the period; null: not measured so"),
	INPUT("period_weeks", "N", "weeks of that period"),
	INPUT("share_of_period", "N", "more than this percentage of a week; null: not measured so"),
	INPUT("week_hours", "N", "hours a week counts as for that percentage"),
	INPUT("share_of_education", "N",
	      "more than this percentage of all education; null: not measured so"),
	INPUT("section", "SECTION", "section a notice is served under: 434A, 436H, ..."),
	INPUT("agreed_on", "DATE", "day a parent agreed in writing to electronic service"),
	INPUT("ended_on", "DATE", "last day that agreement holds"),
	INPUT("served_on", "DATE", "day of service"),
	INPUT("needed", "BOOL", "a parent or carer needs an interpreter"),
	INPUT("interpreter", "CODE",
	      "professional, staff, relative, child, not_needed or nobody_spoken_with"),
	INPUT("method", "CODE", "how something goes to an adult: post, email, telephone, ..."),
	INPUT("message_left", "BOOL", "a message was left"),
	INPUT("places", "N", "places it may have gone to"),
	INPUT("asked_not", "N", "of these, where the adult asked that it does not go"),
	INPUT("despite", "BOOL", "a manager decided to send it all the same"),
	INPUT("obtained_on", "DATE", "day the data reached the authority"),
	INPUT("kind", "CODE", "order of a court: care, prohibited_steps, wardship ..."),
	INPUT("education", "ANSWER", "the order is about the education: yes, no, unknown"),
	INPUT("looked_after", "BOOL", "an authority looks after the child"),
	INPUT("authority_shares_responsibility", "BOOL", "by an order"),
	INPUT("authority_agrees", "BOOL", "the authority that looks after the child agrees"),
	INPUT("notice_by", "CHOICE", "parent, carer or other"),
	INPUT("carer", "CHOICE", "who has the care: parent, responsible, relative or other"),
	INPUT("until", "DATE", "last day of the care as it is planned"),
	INPUT("intended", "BOOL", "28 days or more are intended"),
	INPUT("disabled", "BOOL", "the child is disabled"),
	INPUT("with_family", "BOOL", "a parent, or who is responsible, lives there too"),
	INPUT("combine", "CHOICE", "any or all of these measures"),
	INPUT("range", "CHOICE", "which figure of a range counts: low, middle or high"),
	CLI_OPTIONS_END,
};

/* Columns of one verdict: its rule, its outputs, its citation and why. */
static void
verdict_columns(const cnis_rule_verdict *v, out_column *columns)
{
	static const out_type types[] = {
		[CNIS_RULE_TEXT] = OUT_TEXT, [CNIS_RULE_DAY] = OUT_TEXT,
		[CNIS_RULE_BOOL] = OUT_BOOL, [CNIS_RULE_INT] = OUT_INT,
		[CNIS_RULE_LIST] = OUT_LIST, [CNIS_RULE_NULL] = OUT_TEXT,
	};

	columns[0] = (out_column){ .key = "rule", .heading = "rule", .type = OUT_TEXT };
	for (size_t i = 0; i < v->n; i++)
		columns[i + 1] = (out_column){ .key = v->out[i].name,
			                       .heading = v->out[i].name,
			                       .type = types[v->out[i].type] };
	columns[v->n + 1] =
	    (out_column){ .key = "citation", .heading = "citation", .type = OUT_TEXT };
	columns[v->n + 2] = (out_column){ .key = "why", .heading = "why", .type = OUT_TEXT };
}

static void
verdict_cell(writer *w, const cnis_rule_output *out)
{
	switch (out->type) {
	case CNIS_RULE_BOOL:
		out_bool(w, strcmp(out->text, "true") == 0);
		break;
	case CNIS_RULE_INT:
		out_int(w, strtoll(out->text, NULL, 10));
		break;
	case CNIS_RULE_NULL:
		out_null(w);
		break;
	case CNIS_RULE_TEXT:
	case CNIS_RULE_DAY:
	case CNIS_RULE_LIST:
		out_text(w, out->text);
		break;
	}
}

static cnis_status
write_verdict(cli *x, const cnis_rule_verdict *v)
{
	out_column columns[CNIS_RULE_OUTPUTS + 3];
	const out_spec spec = { .columns = columns, .n = v->n + 3, .vertical = true };
	writer *w;

	verdict_columns(v, columns);
	w = cli_open(x, &spec);
	if (w == NULL)
		return CNIS_ENOMEM;
	out_text(w, v->rule->id);
	for (size_t i = 0; i < v->n; i++)
		verdict_cell(w, &v->out[i]);
	out_text(w, v->rule->citation);
	out_text(w, v->why);
	return cli_close(x, w, cli_row(x, w));
}

static cnis_status
eval_options(cli *x, const cnis_rule_context *context)
{
	cnis_rule_input in[CLI_OPTIONS_MAX];
	cnis_rule_verdict v;
	size_t n = 0;
	cnis_status st;

	for (const cli_option *o = EVAL_OPTIONS; o->type != CLI_END; o++) {
		const char *text = o->type == CLI_TEXT ? cli_text(x, o->name) : NULL;

		if (text == NULL)
			continue;
		in[n].name = o->name;
		in[n++].text = strcmp(text, "null") == 0 ? NULL : text;
	}
	st = cnis_rule_eval(cli_arg(x, 0), in, n, context, &v, &x->error);
	return st == CNIS_OK ? write_verdict(x, &v) : st;
}

/* The answer to one line; *ret_bad when it is an error in place of a verdict. */
static cnis_status
answer(cli *x, const char *line, size_t len, const cnis_rule_context *context, bool *ret_bad)
{
	cnis_error error = { 0 };
	char *text = NULL;
	cnis_status st = CNIS_EINVAL;
	bool written;

	if (len > LINE_MAX_BYTES || strlen(line) != len)
		snprintf(error.message, sizeof(error.message),
		         "the line is too long or holds a NUL");
	else
		st = cnis_rule_eval_json(cli_arg(x, 0), line, context, &text, &error);
	*ret_bad = st != CNIS_OK;
	if (st == CNIS_ENOMEM)
		return cli_fail(x, CNIS_ENOMEM, "", "out of memory");
	if (*ret_bad && cnis_rule_error_json(&error, &text, &x->error) != CNIS_OK)
		return CNIS_ENOMEM;
	/* Each answer leaves at once: another program may wait for it before it asks again. */
	written = printf("%s\n", text) >= 0 && fflush(stdout) == 0;
	st = written ? CNIS_OK : cli_output_failed(x);
	free(text);
	return st;
}

static cnis_status
eval_lines(cli *x, const cnis_rule_context *context)
{
	char *line = NULL;
	size_t size = 0;
	ssize_t len;
	unsigned long n = 0;
	unsigned long wrong = 0;
	cnis_status st = CNIS_OK;

	while (st == CNIS_OK && (len = getline(&line, &size, stdin)) > 0) {
		bool bad = false;

		if (line[len - 1] == '\n')
			line[--len] = '\0';
		st = answer(x, line, (size_t)len, context, &bad);
		n++;
		wrong += bad ? 1 : 0;
	}
	free(line);
	if (st == CNIS_OK && ferror(stdin) != 0)
		return cli_fail(x, CNIS_EIO, "stdin", "the input cannot be read");
	if (st == CNIS_OK && wrong > 0)
		return cli_fail(x, CNIS_EINVAL, "", "%lu of %lu lines gave an error", wrong, n);
	return st;
}

static bool
any_input(const cli *x)
{
	for (const cli_option *o = EVAL_OPTIONS; o->type != CLI_END; o++)
		if (o->type == CLI_TEXT && cli_given(x, o->name))
			return true;
	return false;
}

static cnis_status
run_eval(cli *x)
{
	const cnis_rule *rule = cnis_rule_find(cli_arg(x, 0));
	cnis_rule_settings *settings = NULL;
	const cnis_rule_context *context;
	cnis_status st = CNIS_OK;

	if (rule == NULL)
		return no_such_rule(x);
	if (rule->inputs[0] == '\0')
		return cli_fail(x, CNIS_ENOTFOUND, "rule",
		                "this rule has no calculator; see `cnis rule show %s`", rule->id);
	if (cli_given(x, "stdin") && any_input(x))
		return cli_fail(x, CNIS_EINVAL, "stdin",
		                "give the inputs by stdin or by options, not both");
	if (x->r != NULL)
		st = cnis_rule_settings_load(x->r, rule->id, cli_text(x, "calendar"), CNIS_DAY_NONE,
		                             &settings, &x->error);
	if (st != CNIS_OK)
		return st;
	context = cnis_rule_settings_context(settings);
	st = cli_given(x, "stdin") ? eval_lines(x, context) : eval_options(x, context);
	cnis_rule_settings_free(settings);
	return st;
}

const cli_command CMD_RULE[] = {
	{ .name = "rule",
	  .sub = "list",
	  .summary = "every rule the register carries out, with its citation",
	  .mode = CLI_NONE,
	  .synopsis = "",
	  .examples = { "cnis rule list", "cnis rule list --format csv" },
	  .run = run_list },
	{ .name = "rule",
	  .sub = "show",
	  .summary = "one rule: where it is written, how it counts, what is an inference",
	  .mode = CLI_NONE,
	  .synopsis = "RULE",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis rule show EA1996.434A.2", "cnis rule show LOCAL.review.yearly" },
	  .run = run_show },
	{ .name = "rule",
	  .sub = "eval",
	  .summary = "work a rule out from its inputs",
	  .mode = CLI_OPTIONAL,
	  .options = EVAL_OPTIONS,
	  .synopsis = "RULE",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis rule eval DAYS.count --from 2027-09-01 --days 15",
	                "cnis rule eval EA1996.8.school-age --stdin < births.jsonl" },
	  .about =
	      "Which inputs a rule takes is shown by `cnis rule show RULE`; a name may be typed "
	      "with hyphens for its underscores. Dates are "
	      "2026-11-21, truth values true and false; null says that there is none. What "
	      "is left out takes the setting of the register in use, or the default where "
	      "there is no register.\n\n"
	      "With --stdin each line of input is one JSON object and gets one line of JSON, "
	      "in order. A bad line gets an object with `error` and `field`, and the run then "
	      "ends with exit code 2 after the last line.",
	  .run = run_eval },
	{ .name = NULL },
};
