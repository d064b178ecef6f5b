/* Figures and lists that turn on routes and school age. */
#include <cnis/census.h>
#include <cnis/leaver.h>
#include <cnis/reference.h>

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

/* ---- leavers ----------------------------------------------------------------------------------
 */

static const out_column LEAVER_COLUMNS[] = {
	{ .key = "child", .heading = "child", .type = OUT_TEXT },
	{ .key = "name", .heading = "name", .type = OUT_TEXT },
	{ .key = "school_age_to", .heading = "school age to", .type = OUT_DAY },
	{ .key = "route", .heading = "route", .type = OUT_TEXT },
	{ .key = "destination", .heading = "destination", .type = OUT_TEXT },
	{ .key = "place", .heading = "place", .type = OUT_TEXT },
	{ .key = "said_on", .heading = NULL, .type = OUT_DAY },
	{ .key = "source", .heading = NULL, .type = OUT_TEXT },
	{ .key = "ehc_plan", .heading = "EHC plan", .type = OUT_BOOL },
	{ .key = "sen_provision", .heading = "SEN", .type = OUT_TEXT },
	{ .key = "open_duties", .heading = "open", .type = OUT_INT },
	{ .key = "without_owner", .heading = "without owner", .type = OUT_INT },
	{ .key = "handover", .heading = "hand-over", .type = OUT_TEXT },
	{ .key = "owner", .heading = "owner", .type = OUT_TEXT },
};
static const out_spec LEAVER_SPEC = { .columns = LEAVER_COLUMNS,
	                              .n = sizeof(LEAVER_COLUMNS) / sizeof(LEAVER_COLUMNS[0]) };

static cnis_status
show_leaver(const cnis_leaver *v, void *payload, cnis_error *reterr)
{
	family_listing *l = payload;
	cnis_status st = family_see(l, v->child_id);

	(void)reterr;
	if (st != CNIS_OK)
		return st;
	family_reference(l->w, CNIS_REF_CHILD, v->child_id);
	out_text(l->w, v->child_name);
	out_day(l->w, v->leaves);
	out_text(l->w, v->route);
	out_text(l->w, v->destination);
	out_text(l->w, v->place);
	out_day(l->w, v->said);
	out_text(l->w, v->destination_source);
	out_bool(l->w, v->ehc_plan);
	out_text(l->w, v->provision);
	out_int(l->w, v->open);
	out_int(l->w, v->unowned);
	out_text(l->w, v->handover);
	out_text(l->w, v->owner);
	return cli_row(l->x, l->w);
}

static cnis_status
walk_leavers(family_listing *l)
{
	return cnis_leaver_walk(l->x->r, (int)cli_int(l->x, "year", 0), l->on, l->all, show_leaver,
	                        l, &l->x->error);
}

static cnis_status
run_leavers(cli *x)
{
	family_listing l = { .x = x, .on = cli_as_at(x) };

	return family_rows(&l, "report leavers", "", &LEAVER_SPEC, walk_leavers);
}

static cnis_status
run_handover(cli *x)
{
	family_listing l = { .x = x, .on = cli_as_at(x), .all = true };

	return family_rows(&l, "report handover", "", &LEAVER_SPEC, walk_leavers);
}

static const cli_option LEAVER_OPTIONS[] = {
	{ .name = "year",
	  .type = CLI_INT,
	  .value = "YEAR",
	  .help = "calendar year in which the academic year begins; else the present one" },
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
	{ .name = "report",
	  .sub = "leavers",
	  .summary = "who leaves compulsory school age in an academic year, before the day",
	  .mode = CLI_READ,
	  .options = LEAVER_OPTIONS,
	  .synopsis = "",
	  .examples = { "cnis report leavers", "cnis report leavers --year 2026 --format csv" },
	  .about =
	      "Year 11 by age: children on the register whose school age ends in the year and has "
	      "not ended yet, with destination, SEND and what is open. Their entries end by "
	      "themselves with the last Friday in June (s. 8(3)).",
	  .run = run_leavers,
	  .list = true },
	{ .name = "report",
	  .sub = "handover",
	  .summary = "who has left compulsory school age, and who has what was open",
	  .mode = CLI_READ,
	  .options = LEAVER_OPTIONS,
	  .synopsis = "",
	  .examples = { "cnis report handover --year 2026",
	                "cnis report handover --year 2026 --format json" },
	  .about =
	      "When school age ends an entry, a duty to hand over opens with a named owner (rule "
	      "LOCAL.leaver.handover): `cnis duty assign` names another, `cnis duty meet` says "
	      "that "
	      "it is done. Nothing is left open without an owner.",
	  .run = run_handover,
	  .list = true },
	{ .name = NULL },
};
