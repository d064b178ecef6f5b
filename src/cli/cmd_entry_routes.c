#include <stdio.h>

#include <cnis/entry.h>
#include <cnis/leaver.h>
#include <cnis/reference.h>

#include "cli/entry.h"
#include "cli/family.h"

static cnis_status
run_also(cli *x)
{
	cnis_entry_further n = { .size = sizeof(n),
		                 .route = cli_text(x, "route"),
		                 .full_time = cli_text(x, "full-time"),
		                 .because = cli_text(x, "because"),
		                 .fact = { .from = cli_day(x, "from"),
		                           .to = CNIS_DAY_NONE,
		                           .source = cli_text(x, "source") } };
	char again[128];
	int64_t id = 0;
	cnis_status st = entry_asked(x, &n.entry_id);

	if (st == CNIS_OK)
		st = cnis_entry_also(x->r, &n, &id, &x->error);
	if (st != CNIS_OK)
		return st;
	(void)snprintf(again, sizeof(again), "--route %s --because %s", n.route, n.because);
	entry_offer_siblings(x, n.entry_id, n.because, "entry also", again);
	return cli_done(x, CNIS_REF_ENTRY, n.entry_id, "further route added");
}

static cnis_status
run_also_end(cli *x)
{
	int64_t id = 0;
	cnis_status st = entry_asked(x, &id);

	if (st == CNIS_OK)
		st = cnis_entry_also_end(x->r, id, cli_text(x, "route"), cli_day(x, "on"),
		                         cli_text(x, "because"), &x->error);
	return st == CNIS_OK ? cli_done(x, CNIS_REF_ENTRY, id, "further route ended") : st;
}

/* ---- history ----------------------------------------------------------------------------------
 */

static const out_column ROUTE_COLUMNS[] = {
	{ .key = "entry", .heading = "entry", .type = OUT_TEXT },
	{ .key = "route", .heading = "route", .type = OUT_TEXT },
	{ .key = "further", .heading = "further", .type = OUT_BOOL },
	{ .key = "condition_c", .heading = "C", .type = OUT_TEXT },
	{ .key = "full_time", .heading = "full-time", .type = OUT_TEXT },
	{ .key = "from", .heading = "from", .type = OUT_DAY },
	{ .key = "to", .heading = "to", .type = OUT_DAY },
	{ .key = "because", .heading = "because", .type = OUT_TEXT },
	{ .key = "ended_because", .heading = "ended because", .type = OUT_TEXT },
	{ .key = "source", .heading = "source", .type = OUT_TEXT },
	{ .key = "rev", .heading = NULL, .type = OUT_INT },
};
static const out_spec ROUTE_SPEC = { .columns = ROUTE_COLUMNS,
	                             .n = sizeof(ROUTE_COLUMNS) / sizeof(ROUTE_COLUMNS[0]) };

static cnis_status
show_own(const cnis_entry *e, void *payload, cnis_error *reterr)
{
	const char limb[2] = { e->condition_c, '\0' };
	family_listing *l = payload;

	(void)reterr;
	if (e->fact.from > l->on)
		return CNIS_OK;
	family_reference(l->w, CNIS_REF_ENTRY, e->id);
	out_text(l->w, e->route);
	out_bool(l->w, false);
	out_text(l->w, limb);
	out_text(l->w, e->full_time);
	out_day(l->w, e->fact.from);
	out_day(l->w, e->fact.to);
	out_text(l->w, e->route_reason);
	out_text(l->w, e->end_reason);
	out_text(l->w, e->fact.source);
	out_int(l->w, e->fact.rev);
	return cli_row(l->x, l->w);
}

static cnis_status
show_further(const cnis_entry_further *f, void *payload, cnis_error *reterr)
{
	family_listing *l = payload;

	(void)reterr;
	if (f->fact.from > l->on)
		return CNIS_OK;
	family_reference(l->w, CNIS_REF_ENTRY, f->entry_id);
	out_text(l->w, f->route);
	out_bool(l->w, true);
	out_null(l->w);
	out_text(l->w, f->full_time);
	out_day(l->w, f->fact.from);
	out_day(l->w, f->fact.to);
	out_text(l->w, f->because);
	out_text(l->w, f->end_because);
	out_text(l->w, f->fact.source);
	out_int(l->w, f->fact.rev);
	return cli_row(l->x, l->w);
}

static cnis_status
walk_routes(family_listing *l)
{
	cnis_status st = cnis_entry_walk(l->x->r, l->id, l->on, show_own, l, &l->x->error);

	return st == CNIS_OK
	           ? cnis_entry_further_walk(l->x->r, l->id, show_further, l, &l->x->error)
	           : st;
}

static cnis_status
run_routes(cli *x)
{
	return family_list(x, "entry routes", &ROUTE_SPEC, walk_routes);
}

/* ---- the answer for a day ---------------------------------------------------------------------
 */

static const out_column STANDING_COLUMNS[] = {
	{ .key = "child", .heading = "child", .type = OUT_TEXT },
	{ .key = "entry", .heading = "entry", .type = OUT_TEXT },
	{ .key = "on", .heading = "on", .type = OUT_DAY },
	{ .key = "routes", .heading = "routes", .type = OUT_LIST },
	{ .key = "condition_c", .heading = "C", .type = OUT_TEXT },
	{ .key = "parents_duties", .heading = "parents' duties", .type = OUT_BOOL },
	{ .key = "not_by_436d_6", .heading = NULL, .type = OUT_TEXT },
	{ .key = "support", .heading = "support", .type = OUT_BOOL },
	{ .key = "census_state", .heading = "census state", .type = OUT_TEXT },
};
static const out_spec STANDING_SPEC = {
	.columns = STANDING_COLUMNS, .n = sizeof(STANDING_COLUMNS) / sizeof(STANDING_COLUMNS[0])
};

static cnis_status
write_standing(family_listing *l)
{
	cnis_entry_standing s;
	char limb[2] = { 0 };
	char paragraph[2] = { 0 };
	cnis_status st;

	if (l->id != l->set.ids[0]) /* a child in two records is told once, under the one kept */
		return CNIS_OK;
	st = cnis_entry_standing_get(l->x->r, l->id, l->on, &s, &l->x->error);
	if (st != CNIS_OK)
		return st;
	limb[0] = s.condition_c;
	paragraph[0] = s.paragraph;
	family_reference(l->w, CNIS_REF_CHILD, l->id);
	family_reference(l->w, CNIS_REF_ENTRY, s.entry_id);
	out_day(l->w, l->on);
	out_text(l->w, s.routes);
	family_words(l->w, limb);
	out_bool(l->w, s.parent_duties);
	family_words(l->w, paragraph);
	out_bool(l->w, s.support);
	out_text(l->w, s.census);
	return cli_row(l->x, l->w);
}

static cnis_status
run_standing(cli *x)
{
	return family_list(x, "entry standing", &STANDING_SPEC, write_standing);
}

static cnis_status
run_destination(cli *x)
{
	cnis_destination_new n = { .size = sizeof(n),
		                   .kind = cli_text(x, "kind"),
		                   .place = cli_text(x, "place"),
		                   .said = cli_day(x, "on"),
		                   .fact = { .source = cli_text(x, "source") } };
	int64_t id = 0;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_CHILD, &n.child_id);

	if (st == CNIS_OK)
		st = cnis_destination_add(x->r, &n, &id, &x->error);
	return st == CNIS_OK ? cli_done(x, CNIS_REF_CHILD, n.child_id, "destination recorded") : st;
}

static const cli_option DESTINATION_OPTIONS[] = {
	{ .name = "kind",
	  .type = CLI_CHOICE,
	  .value = "KIND",
	  .choices = "school_sixth_form college apprenticeship training employment home none "
	             "moved_away not_known other",
	  .help = "where the child goes after school age",
	  .required = true },
	{ .name = "source",
	  .type = CLI_TEXT,
	  .value = "SOURCE",
	  .help = "who said so",
	  .required = true },
	{ .name = "place",
	  .type = CLI_WORDS,
	  .value = "NAME",
	  .help = "school, college, employer" },
	FAMILY_ON("day it was said; else today"),
	CLI_OPTIONS_END,
};
static const cli_option ALSO_OPTIONS[] = {
	{ .name = "route",
	  .type = CLI_TEXT,
	  .value = "ROUTE",
	  .help = ENTRY_ROUTE_CODES ", part_time_timetable",
	  .required = true },
	ENTRY_BECAUSE("why it begins"),
	{ .name = "from", .type = CLI_DAY, .value = "DATE", .help = "first day; else today" },
	ENTRY_FULL_TIME,
	{ .name = "source", .type = CLI_TEXT, .value = "SOURCE", .help = "who told us" },
	CLI_OPTIONS_END,
};
static const cli_option ALSO_END_OPTIONS[] = {
	{ .name = "route",
	  .type = CLI_TEXT,
	  .value = "ROUTE",
	  .help = "the further route that ends",
	  .required = true },
	ENTRY_BECAUSE("why it ends"),
	FAMILY_ON("last day on it; else today"),
	CLI_OPTIONS_END,
};

const cli_command CMD_ENTRY_ROUTES[] = {
	{ .name = "entry",
	  .sub = "also",
	  .summary = "add a further route that holds at the same time",
	  .mode = CLI_WRITE,
	  .options = ALSO_OPTIONS,
	  .synopsis = "CHILD|ENTRY",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis entry also C1042-9 --route section_19 --because authority_arranged "
	                "--full-time yes",
	                "cnis entry also C1042-9 --route eotas --because plan_decided --from "
	                "2026-11-02" },
	  .about =
	      "The stay on the register remains one: the entry keeps its own route, and parents' "
	      "duties (s. 436D(6)), the support duty (s. 436G(5)) and the census state follow "
	      "from all routes that hold on the day. Refused where the law does not let both "
	      "hold, such as home education of a pupil on a school's roll.",
	  .run = run_also },
	{ .name = "entry",
	  .sub = "also-end",
	  .summary = "end a further route; the entry goes on",
	  .mode = CLI_WRITE,
	  .options = ALSO_END_OPTIONS,
	  .synopsis = "CHILD|ENTRY",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis entry also-end C1042-9 --route section_19 --because "
	                "arrangement_ended",
	                "cnis entry also-end C1042-9 --route eotas --because plan_decided --on "
	                "2026-11-20" },
	  .run = run_also_end },
	{ .name = "entry",
	  .sub = "routes",
	  .summary = "every route a child was on, with dates and why it changed",
	  .mode = CLI_READ,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis entry routes C1042-9", "cnis entry routes C1042-9 --format csv" },
	  .run = run_routes,
	  .list = true },
	{ .name = "entry",
	  .sub = "standing",
	  .summary = "what the routes of a day make of it: duties, support, census state",
	  .mode = CLI_READ,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis entry standing C1042-9",
	                "cnis entry standing C1042-9 --as-at 2026-10-01 --format json" },
	  .about = "The reasons, with their sections: `cnis why`.",
	  .run = run_standing },
	{ .name = "entry",
	  .sub = "destination",
	  .summary = "where a child goes after compulsory school age",
	  .mode = CLI_WRITE,
	  .options = DESTINATION_OPTIONS,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis entry destination C1042-9 --kind college --place - "
	                "--source parent",
	                "cnis entry destination C1042-9 --kind apprenticeship --source child" },
	  .about = "What was said before stays as history. Shown by `cnis report leavers` and "
	           "`cnis report handover`.",
	  .run = run_destination },
	{ .name = NULL },
};
