#include <stdlib.h>

#include <cnis/held.h>
#include <cnis/reference.h>

#include "cli/cli.h"
#include "cli/family.h"

static cnis_status
run_open(cli *x)
{
	cnis_held_new n = { .size = sizeof(n),
		            .route = cli_text(x, "route"),
		            .basis = cli_text(x, "basis"),
		            .basis_on = cli_day(x, "basis-on"),
		            .school_name = cli_text(x, "school"),
		            .school_urn = cli_text(x, "urn"),
		            .for_health = cli_text(x, "for-health"),
		            .fact = { .from = cli_day(x, "from"),
		                      .to = CNIS_DAY_NONE,
		                      .source = cli_text(x, "source") } };
	int64_t id = 0;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_CHILD, &n.child_id);

	if (st == CNIS_OK)
		st = cnis_held_open(x->r, &n, &id, &x->error);
	return st == CNIS_OK ? cli_done(x, CNIS_REF_HELD, id, "held") : st;
}

static cnis_status
run_decide(cli *x)
{
	cnis_section_19_new n = { .size = sizeof(n),
		                  .decided = cli_day(x, "on"),
		                  .outcome = cli_text(x, "outcome"),
		                  .by = cli_text(x, "by"),
		                  .review = cli_day(x, "review") };
	char *provision = NULL, *reasons = NULL;
	int64_t id = 0;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_HELD, &n.held_id);

	if (st == CNIS_OK)
		st = family_text(x, "provision-file", NULL, &provision);
	if (st == CNIS_OK)
		st = family_text(x, "reasons-file", NULL, &reasons);
	n.provision = provision;
	n.reasons = reasons;
	if (st == CNIS_OK)
		st = cnis_held_decide(x->r, &n, &id, &x->error);
	free(provision);
	free(reasons);
	return st == CNIS_OK ? cli_done(x, CNIS_REF_HELD, n.held_id, "section 19 decision kept")
	                     : st;
}

static cnis_status
run_review(cli *x)
{
	int64_t id = 0;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_HELD, &id);

	if (st == CNIS_OK)
		st = cnis_held_review(x->r, id, cli_day(x, "on"), cli_day(x, "next"), &x->error);
	return st == CNIS_OK ? cli_done(x, CNIS_REF_HELD, id, "asked after") : st;
}

static cnis_status
run_end(cli *x)
{
	int64_t id = 0;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_HELD, &id);

	if (st == CNIS_OK)
		st = cnis_held_end(x->r, id, cli_text(x, "reason"), cli_day(x, "on"), &x->error);
	return st == CNIS_OK ? cli_done(x, CNIS_REF_HELD, id, "held no longer") : st;
}

static const out_column COLUMNS[] = {
	{ .key = "held", .heading = "held", .type = OUT_TEXT },
	{ .key = "child", .heading = "child", .type = OUT_TEXT },
	{ .key = "route", .heading = "state", .type = OUT_TEXT },
	{ .key = "basis", .heading = "basis", .type = OUT_TEXT },
	{ .key = "basis_on", .heading = NULL, .type = OUT_DAY },
	{ .key = "from", .heading = "from", .type = OUT_DAY },
	{ .key = "to", .heading = "to", .type = OUT_DAY },
	{ .key = "ended_because", .heading = "ended because", .type = OUT_TEXT },
	{ .key = "school", .heading = "school", .type = OUT_TEXT },
	{ .key = "for_health", .heading = "for health", .type = OUT_TEXT },
	{ .key = "section_19", .heading = "section 19", .type = OUT_TEXT },
	{ .key = "decided_on", .heading = "decided", .type = OUT_DAY },
	{ .key = "decided_by", .heading = NULL, .type = OUT_TEXT },
	{ .key = "provision", .heading = NULL, .type = OUT_TEXT },
	{ .key = "reasons", .heading = NULL, .type = OUT_TEXT },
	{ .key = "review_on", .heading = "review", .type = OUT_DAY },
	{ .key = "school_age_from", .heading = "school age", .type = OUT_DAY },
	{ .key = "officer", .heading = "officer", .type = OUT_TEXT },
	{ .key = "rev", .heading = NULL, .type = OUT_INT },
};
static const out_spec SPEC = { .columns = COLUMNS, .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };

static cnis_status
show_held(const cnis_held *h, void *payload, cnis_error *reterr)
{
	family_listing *l = payload;
	cnis_status st = family_see(l, h->child_id);

	(void)reterr;
	if (st != CNIS_OK)
		return st;
	family_reference(l->w, CNIS_REF_HELD, h->id);
	family_reference(l->w, CNIS_REF_CHILD, h->child_id);
	out_text(l->w, h->route);
	out_text(l->w, h->basis);
	out_day(l->w, h->basis == NULL ? CNIS_DAY_NONE : h->basis_on);
	out_day(l->w, h->fact.from);
	out_day(l->w, h->fact.to);
	out_text(l->w, h->end_reason);
	out_text(l->w, h->school_name);
	out_text(l->w, h->for_health);
	out_text(l->w, h->outcome);
	out_day(l->w, h->decided);
	out_text(l->w, h->decided_by);
	out_text(l->w, h->provision);
	out_text(l->w, h->reasons);
	out_day(l->w, h->review);
	out_day(l->w, h->starts);
	out_text(l->w, h->owner);
	out_int(l->w, h->fact.rev);
	return cli_row(l->x, l->w);
}

static cnis_status
walk(family_listing *l)
{
	return cnis_held_walk(l->x->r, l->id, l->on, l->all, show_held, l, &l->x->error);
}

static cnis_status
run_list(cli *x)
{
	family_listing l = {
		.x = x, .on = cli_as_at(x), .id = cli_ref(x, "child"), .all = cli_given(x, "all")
	};

	return family_rows(&l, "held list", l.all ? "all" : "", &SPEC, walk);
}

static const cli_option OPEN_OPTIONS[] = {
	{ .name = "route",
	  .type = CLI_TEXT,
	  .value = "STATE",
	  .help = "on_roll_absent or approaching_school_age",
	  .required = true },
	{ .name = "basis",
	  .type = CLI_TEXT,
	  .value = "BASIS",
	  .help = "s23_notice, parents_agree, safeguarding; school_report for an absence" },
	{ .name = "basis-on", .type = CLI_DAY, .value = "DATE", .help = "day of that" },
	{ .name = "school",
	  .type = CLI_WORDS,
	  .value = "NAME",
	  .help = "on_roll_absent: whose roll" },
	{ .name = "urn", .type = CLI_TEXT, .value = "URN", .help = "of that school" },
	{ .name = "for-health",
	  .type = CLI_CHOICE,
	  .value = "ANSWER",
	  .choices = "yes no unknown",
	  .help = "on_roll_absent: absent for health" },
	{ .name = "from", .type = CLI_DAY, .value = "DATE", .help = "since when; else today" },
	{ .name = "source", .type = CLI_TEXT, .value = "SOURCE", .help = "who told us" },
	CLI_OPTIONS_END,
};
static const cli_option DECIDE_OPTIONS[] = {
	{ .name = "outcome",
	  .type = CLI_CHOICE,
	  .value = "OUTCOME",
	  .choices = "arrange not_needed",
	  .help = "what the authority decided",
	  .required = true },
	{ .name = "review",
	  .type = CLI_DAY,
	  .value = "DATE",
	  .help = "when it is looked at again",
	  .required = true },
	FAMILY_ON("day of the decision; else today"),
	{ .name = "by", .type = CLI_TEXT, .value = "LOGIN", .help = "who decided; else you" },
	FAMILY_FILE("provision-file", "read what is arranged from FILE, - for stdin"),
	FAMILY_FILE("reasons-file", "read the reasons from FILE; needed for not_needed"),
	CLI_OPTIONS_END,
};
static const cli_option REVIEW_OPTIONS[] = {
	{ .name = "next",
	  .type = CLI_DAY,
	  .value = "DATE",
	  .help = "when to ask again",
	  .required = true },
	FAMILY_ON("day it was asked after; else today"),
	CLI_OPTIONS_END,
};
static const cli_option END_OPTIONS[] = {
	{ .name = "reason",
	  .type = CLI_CHOICE,
	  .value = "REASON",
	  .choices = "attends school_entry left_roll basis_ended moved_out recorded_in_error",
	  .help = "why the child is held no longer",
	  .required = true },
	FAMILY_ON("last day; else today"),
	CLI_OPTIONS_END,
};
static const cli_option LIST_OPTIONS[] = {
	FAMILY_CHILD,
	{ .name = "all", .type = CLI_FLAG, .help = "those that have ended too" },
	CLI_OPTIONS_END,
};

const cli_command CMD_HELD[] = {
	{ .name = "held",
	  .sub = "open",
	  .summary = "hold a child who is not eligible, on a recorded basis",
	  .mode = CLI_WRITE,
	  .options = OPEN_OPTIONS,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis held open C1042-9 --route on_roll_absent --school - "
	                "--for-health yes",
	                "cnis held open C1042-9 --route approaching_school_age --basis "
	                "s23_notice" },
	  .about =
	      "Such a child is no entry and is counted in no return. A child under school age is "
	      "held only after a notice under s. 23 of the Children and Families Act 2014, with "
	      "the parents' agreement, or for safeguarding, which only that role is shown. "
	      "Entering the child closes the record. A whole new family: `cnis register`, with "
	      "the route and held_basis in the form.",
	  .run = run_open },
	{ .name = "held",
	  .sub = "decide",
	  .summary = "the authority's own section 19 decision for a pupil absent for health",
	  .mode = CLI_WRITE,
	  .options = DECIDE_OPTIONS,
	  .synopsis = "HELD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis held decide H7-6 --outcome arrange --provision-file - --review "
	                "2027-01-15",
	                "cnis held decide H7-6 --outcome not_needed --reasons-file - --review "
	                "2026-12-18" },
	  .run = run_decide },
	{ .name = "held",
	  .sub = "review",
	  .summary = "an absence was asked after; when the next time is",
	  .mode = CLI_WRITE,
	  .options = REVIEW_OPTIONS,
	  .synopsis = "HELD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis held review H7-6 --next 2027-01-15",
	                "cnis held review H7-6 --on 2026-11-20 --next 2027-01-15" },
	  .run = run_review },
	{ .name = "held",
	  .sub = "end",
	  .summary = "a child is held no longer",
	  .mode = CLI_WRITE,
	  .options = END_OPTIONS,
	  .synopsis = "HELD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis held end H7-6 --reason attends",
	                "cnis held end H7-6 --reason school_entry --on 2026-09-01" },
	  .run = run_end },
	{ .name = "held",
	  .sub = "list",
	  .summary = "children held on another basis, with the section 19 decision",
	  .mode = CLI_READ,
	  .options = LIST_OPTIONS,
	  .synopsis = "",
	  .examples = { "cnis held list", "cnis held list --child C1042-9 --all" },
	  .run = run_list,
	  .list = true },
	{ .name = NULL },
};
