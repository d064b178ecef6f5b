/* Figures and lists that turn on routes and school age. */
#include <cnis/census.h>

#include "cli/cli.h"
#include "cli/family.h"

static const out_column CENSUS_COLUMNS[] = {
	{ .key = "date", .heading = "date", .type = OUT_DAY },
	{ .key = "state", .heading = "state", .type = OUT_TEXT },
	{ .key = "children", .heading = "children", .type = OUT_INT },
	{ .key = "of", .heading = "of", .type = OUT_INT },
	{ .key = "rule", .heading = NULL, .type = OUT_TEXT },
	{ .key = "definition", .heading = NULL, .type = OUT_TEXT },
};
static const out_spec CENSUS_SPEC = { .columns = CENSUS_COLUMNS,
	                              .n = sizeof(CENSUS_COLUMNS) / sizeof(CENSUS_COLUMNS[0]) };

static cnis_status
run_census(cli *x)
{
	cnis_day on = cli_day(x, "date");
	cnis_census n;
	writer *w;
	cnis_status st =
	    cnis_census_count(x->r, on == CNIS_DAY_NONE ? cli_as_at(x) : on, &n, &x->error);
	const struct {
		const char *state;
		int64_t children;
	} rows[] = { { "home_educated", n.home_educated },
		     { "missing_education", n.missing_education },
		     { "neither", n.neither } };

	if (st != CNIS_OK)
		return st;
	w = cli_open(x, &CENSUS_SPEC);
	if (w == NULL)
		return CNIS_ENOMEM;
	for (size_t i = 0; st == CNIS_OK && i < sizeof(rows) / sizeof(rows[0]); i++) {
		out_day(w, n.on);
		out_text(w, rows[i].state);
		out_int(w, rows[i].children);
		out_int(w, n.children);
		out_text(w, "DFE.census-state");
		out_text(w, cnis_census_definition());
		st = cli_row(x, w);
	}
	st = cli_close(x, w, st);
	if (st == CNIS_OK)
		cli_say(x, "%s", cnis_census_definition());
	return st;
}

static const cli_option CENSUS_OPTIONS[] = {
	{ .name = "date", .type = CLI_DAY, .value = "DATE", .help = "census date; else today" },
	CLI_OPTIONS_END,
};

const cli_command CMD_REPORT_ROUTES[] = {
	{ .name = "report",
	  .sub = "census",
	  .summary = "home educated, missing education, neither: each child once",
	  .mode = CLI_READ,
	  .options = CENSUS_OPTIONS,
	  .synopsis = "",
	  .examples = { "cnis report census --date 2026-10-01",
	                "cnis report census --date 2026-10-01 --format csv" },
	  .about =
	      "The three figures add up to the children of compulsory school age who are on the "
	      "register that day, or on a school's roll and absent. Small numbers can point to "
	      "a child: s. 436C(5) bars publishing what identity can be deduced from.",
	  .run = run_census },
	{ .name = NULL },
};
