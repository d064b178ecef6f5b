#include <stdio.h>
#include <stdlib.h>

#include <cnis/plan.h>
#include <cnis/reference.h>

#include "cli/cli.h"
#include "cli/family.h"
#include "cli/siblings.h"

static const cli_option RECEIVE_OPTIONS[] = {
	{ .name = "kind",
	  .type = CLI_TEXT,
	  .value = "KIND",
	  .help = "plan, report, work_samples, letter, form, conversation or other",
	  .required = true },
	{ .name = "method",
	  .type = CLI_TEXT,
	  .value = "METHOD",
	  .help = "how it came: post, email, online_form, meeting, ...",
	  .required = true },
	FAMILY_PERSON("who gave it"),
	FAMILY_ON("day it came (today)"),
	SIBLINGS_ALSO,
	FAMILY_FILE("note-file", "a note about it"),
	CLI_OPTIONS_END,
};

static cnis_status
run_receive(cli *x)
{
	family_set also = { 0 };
	char *note = NULL;
	char again[128];
	int64_t id = 0;
	int met = 0;
	cnis_plan_new p = { .size = sizeof(p),
		            .kind = cli_text(x, "kind"),
		            .method = cli_text(x, "method"),
		            .person_id = cli_ref(x, "person"),
		            .received = family_on(x) };
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_CHILD, &p.child_id);

	if (st == CNIS_OK)
		st = family_text(x, "note-file", NULL, &note);
	if (st == CNIS_OK)
		st = siblings_ask(x, p.child_id, SIBLINGS_ENTERED, false, &also);
	p.note = note;
	p.also = also.ids;
	p.n_also = also.n;
	if (st == CNIS_OK)
		st = cnis_plan_receive(x->r, &p, &id, &met, &x->error);
	free(note);
	if (st == CNIS_OK) {
		siblings_say(x, &also);
		if (met > 0)
			cli_say(x, "it answers what was asked for after the last review");
		cli_next(x,
		         "cnis review record %s --method post --evidence %s --outcome suitable "
		         "--voice not_offered",
		         cli_reference(CNIS_REF_CHILD, p.child_id), "plan");
		(void)snprintf(again, sizeof(again), "--kind %s --method %s", p.kind, p.method);
		siblings_offer(x, p.child_id, SIBLINGS_ENTERED, &also, "plan receive", again);
	}
	free(also.ids);
	if (st != CNIS_OK)
		return st;
	return cli_done(x, CNIS_REF_PLAN, id, "information received");
}

static const out_column COLUMNS[] = {
	{ .key = "information", .heading = "information", .type = OUT_TEXT },
	{ .key = "child", .heading = "child", .type = OUT_TEXT },
	{ .key = "received_on", .heading = "received", .type = OUT_DAY },
	{ .key = "kind", .heading = "kind", .type = OUT_TEXT },
	{ .key = "method", .heading = "how", .type = OUT_TEXT },
	{ .key = "person", .heading = "from", .type = OUT_TEXT },
	{ .key = "entry", .heading = NULL, .type = OUT_TEXT },
	{ .key = "note", .heading = "note", .type = OUT_TEXT },
	{ .key = "rev", .heading = NULL, .type = OUT_INT },
};

static cnis_status
show_row(const cnis_plan *p, void *payload, cnis_error *reterr)
{
	family_listing *l = payload;

	(void)reterr;
	if (p->received > l->on)
		return CNIS_OK;
	out_text(l->w, cli_reference(CNIS_REF_PLAN, p->id));
	out_text(l->w, cli_reference(CNIS_REF_CHILD, p->child_id));
	out_day(l->w, p->received);
	out_text(l->w, p->kind);
	out_text(l->w, p->method);
	family_reference(l->w, CNIS_REF_PERSON, p->person_id);
	out_text(l->w, cli_reference(CNIS_REF_ENTRY, p->entry_id));
	out_text(l->w, p->note);
	out_int(l->w, p->rev);
	return cli_row(l->x, l->w);
}

static cnis_status
walk(family_listing *l)
{
	return cnis_plan_walk(l->x->r, l->id, show_row, l, &l->x->error);
}

static cnis_status
run_list(cli *x)
{
	static const out_spec spec = { .columns = COLUMNS,
		                       .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };

	return family_list(x, "plan list", &spec, walk);
}

const cli_command CMD_PLAN[] = {
	{ .name = "plan",
	  .sub = "receive",
	  .summary = "record information about the education that a family gave",
	  .mode = CLI_WRITE,
	  .options = RECEIVE_OPTIONS,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis plan receive C1-3 --kind report --method email",
	                "cnis plan receive C1042-9 --kind plan --method post --also C1043-2" },
	  .about = "A plan is one kind of information.  No form of it can be demanded. What came "
	           "before the child was registered keeps its day (--on) and stands with the entry "
	           "that followed.\n\n"
	           "What concerns siblings too is recorded of each with --also, in one entry of "
	           "the journal and without the note; on a terminal it is asked. How a child was "
	           "heard and what a review found are never copied.",
	  .run = run_receive },
	{ .name = "plan",
	  .sub = "list",
	  .summary = "information about the education of one child, newest first",
	  .mode = CLI_READ,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis plan list C1-3", "cnis plan list C1-3 --format csv" },
	  .run = run_list,
	  .list = true },
	{ .name = NULL },
};
