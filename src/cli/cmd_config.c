#include <cnis/setting.h>

#include "cli/cli.h"

static const out_column COLUMNS[] = {
	{ .key = "name", .heading = "setting", .type = OUT_TEXT },
	{ .key = "value", .heading = "value", .type = OUT_TEXT },
	{ .key = "from", .heading = "since", .type = OUT_DAY },
	{ .key = "default", .heading = "default", .type = OUT_TEXT },
	{ .key = "type", .heading = NULL, .type = OUT_TEXT },
	{ .key = "choices", .heading = NULL, .type = OUT_LIST },
	{ .key = "why", .heading = "what it decides", .type = OUT_TEXT },
};
static const out_spec SPEC = { .columns = COLUMNS, .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };
static const out_spec ONE = { .columns = COLUMNS,
	                      .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]),
	                      .vertical = true };

static cnis_status
row(cli *x, writer *w, const cnis_setting *s)
{
	char value[201];
	cnis_day from = CNIS_DAY_NONE;
	cnis_status st = cnis_setting_get(x->r, s->name, cli_as_at(x), value, &from, &x->error);

	if (st != CNIS_OK)
		return st;
	out_text(w, s->name);
	out_text(w, value[0] == '\0' ? NULL : value);
	out_day(w, from);
	out_text(w, s->default_value[0] == '\0' ? NULL : s->default_value);
	out_text(w, s->type);
	out_text(w, s->choices);
	out_text(w, s->why);
	return cli_row(x, w);
}

static cnis_status
run_list(cli *x)
{
	writer *w = cli_open(x, &SPEC);
	cnis_status st = CNIS_OK;

	if (w == NULL)
		return CNIS_ENOMEM;
	for (size_t i = 0; i < cnis_setting_count() && st == CNIS_OK; i++)
		st = row(x, w, cnis_setting_at(i));
	return cli_close(x, w, st);
}

static cnis_status
find(cli *x, const cnis_setting **ret)
{
	*ret = cnis_setting_find(cli_arg(x, 0));
	if (*ret == NULL)
		return cli_fail(x, CNIS_ENOTFOUND, "name",
		                "no setting has this name; see cnis "
		                "config list");
	return CNIS_OK;
}

static cnis_status
run_get(cli *x)
{
	const cnis_setting *s = NULL;
	writer *w;
	cnis_status st = find(x, &s);

	if (st != CNIS_OK)
		return st;
	w = cli_open(x, &ONE);
	if (w == NULL)
		return CNIS_ENOMEM;
	return cli_close(x, w, row(x, w, s));
}

static cnis_status
run_set(cli *x)
{
	const cnis_setting *s = NULL;
	cnis_status st = find(x, &s);

	if (st == CNIS_OK)
		st = cnis_setting_set(x->r, s->name, cli_arg(x, 1), cli_day(x, "from"), &x->error);
	if (st != CNIS_OK)
		return st;
	cli_next(x, "cnis duty recalc --plan");
	return cli_done(x, 0, 0, "setting set");
}

static const cli_option SET_OPTIONS[] = {
	{ .name = "from",
	  .type = CLI_DAY,
	  .value = "DATE",
	  .help = "first day the value holds; today" },
	CLI_OPTIONS_END,
};

const cli_command CMD_CONFIG[] = {
	{ .name = "config",
	  .sub = "list",
	  .summary = "every setting with its value and what it decides",
	  .mode = CLI_READ,
	  .synopsis = "",
	  .examples = { "cnis config list", "cnis config list --as-at 2026-09-01" },
	  .run = run_list },
	{ .name = "config",
	  .sub = "get",
	  .summary = "one setting",
	  .mode = CLI_READ,
	  .synopsis = "NAME",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis config get law.s37.in_force_from", "cnis config get gate.ehc" },
	  .run = run_get },
	{ .name = "config",
	  .sub = "set",
	  .summary = "set a setting from a day on",
	  .mode = CLI_WRITE,
	  .options = SET_OPTIONS,
	  .synopsis = "NAME VALUE",
	  .min_args = 2,
	  .max_args = 2,
	  .examples = { "cnis config set law.s37.in_force_from 2027-04-01",
	                "cnis config set review.sign_off_days 10 --from 2027-01-01" },
	  .about = "Settings are dated: what held before stays on record. Duties do not move by "
	           "themselves. Administrators only. An empty VALUE unsets a date or a text.",
	  .run = run_set },
	{ .name = NULL },
};
