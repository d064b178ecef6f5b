#include <stdlib.h>

#include <cnis/flag.h>
#include <cnis/reference.h>

#include "cli/cli.h"
#include "cli/family.h"
#include "cli/siblings.h"

static const out_column COLUMNS[] = {
	{ .key = "flag", .heading = "flag", .type = OUT_TEXT },
	{ .key = "kind", .heading = NULL, .type = OUT_TEXT },
	{ .key = "wording", .heading = "what", .type = OUT_TEXT },
	{ .key = "from", .heading = "from", .type = OUT_DAY },
	{ .key = "to", .heading = "to", .type = OUT_DAY },
	{ .key = "authority", .heading = "authority", .type = OUT_TEXT },
	{ .key = "significant_harm", .heading = "significant harm", .type = OUT_TEXT },
	{ .key = "provision", .heading = "provision", .type = OUT_TEXT },
	{ .key = "reviewed_on", .heading = "reviewed", .type = OUT_DAY },
	{ .key = "confirmed_by", .heading = "confirmed by", .type = OUT_TEXT },
	{ .key = "source", .heading = "source", .type = OUT_TEXT },
	{ .key = "note", .heading = NULL, .type = OUT_TEXT },
	{ .key = "rev", .heading = NULL, .type = OUT_INT },
};
static const out_spec SPEC = { .columns = COLUMNS, .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };

static cnis_status
show_flag(const cnis_flag *f, void *payload, cnis_error *reterr)
{
	family_listing *l = payload;

	(void)reterr;
	family_reference(l->w, CNIS_REF_FLAG, f->id);
	out_text(l->w, f->kind);
	out_text(l->w, f->wording);
	out_day(l->w, f->fact.from);
	out_day(l->w, f->fact.to);
	out_text(l->w, f->authority);
	out_text(l->w, f->significant_harm);
	out_text(l->w, f->provision);
	out_day(l->w, f->reviewed);
	out_text(l->w, f->confirmed_by);
	out_text(l->w, f->fact.source);
	out_text(l->w, f->note);
	out_int(l->w, f->fact.rev);
	return cli_row(l->x, l->w);
}

static cnis_status
walk(family_listing *l)
{
	return cnis_flag_walk(l->x->r, l->id, l->on, cli_given(l->x, "all"), show_flag, l,
	                      &l->x->error);
}

static cnis_status
run_list(cli *x)
{
	return family_list(x, "flag list", &SPEC, walk);
}

static cnis_status
run_add(cli *x)
{
	cnis_flag_new n = { .size = sizeof(n),
		            .kind = cli_text(x, "kind"),
		            .authority = cli_text(x, "authority"),
		            .significant_harm = cli_text(x, "significant-harm"),
		            .provision = cli_text(x, "provision"),
		            .reviewed = cli_day(x, "reviewed"),
		            .confirmed_by = cli_text(x, "confirmed-by"),
		            .fact = { .from = cli_day(x, "from"),
		                      .to = cli_day(x, "to"),
		                      .received = cli_day(x, "received"),
		                      .source = cli_text(x, "source") } };
	char *note = NULL;
	int64_t id = 0;
	cnis_status st;

	st = cli_arg_ref(x, 0, CNIS_REF_CHILD, &n.child_id);
	if (st == CNIS_OK)
		st = family_text(x, "note-file", NULL, &note);
	n.note = note;
	if (st == CNIS_OK)
		st = cnis_flag_add(x->r, &n, &id, &x->error);
	free(note);
	if (st != CNIS_OK)
		return st;
	cli_next(x, "cnis flag list %s", cli_reference(CNIS_REF_CHILD, n.child_id));
	siblings_offer(x, n.child_id, SIBLINGS_ALL, NULL, "flag add", "");
	return cli_done(x, CNIS_REF_FLAG, id, "flag added");
}

static cnis_status
run_end(cli *x)
{
	int64_t id;
	cnis_status st;

	st = cli_arg_ref(x, 0, CNIS_REF_FLAG, &id);
	if (st == CNIS_OK)
		st = cnis_flag_end(x->r, id, family_on(x), &x->error);
	return st == CNIS_OK ? cli_done(x, CNIS_REF_FLAG, id, "flag ended") : st;
}

static cnis_status
run_reviewed(cli *x)
{
	int64_t id;
	cnis_status st;

	st = cli_arg_ref(x, 0, CNIS_REF_FLAG, &id);
	if (st == CNIS_OK)
		st = cnis_flag_reviewed(x->r, id, family_on(x), &x->error);
	return st == CNIS_OK ? cli_done(x, CNIS_REF_FLAG, id, "annual review noted") : st;
}

static const cli_option ADD_OPTIONS[] = {
	{ .name = "kind",
	  .type = CLI_TEXT,
	  .value = "KIND",
	  .help = "ehc_plan, sen_provision, s47_enquiry, s47_action, child_protection_plan, "
	          "child_in_need, looked_after, early_help, young_carer, concern, priority",
	  .required = true },
	{ .name = "from",
	  .type = CLI_DAY,
	  .value = "DATE",
	  .help = "first day it held",
	  .required = true },
	{ .name = "to", .type = CLI_DAY, .value = "DATE", .help = "last day it held" },
	{ .name = "source",
	  .type = CLI_TEXT,
	  .value = "SOURCE",
	  .help = "who said so, e.g. social_care" },
	{ .name = "received", .type = CLI_DAY, .value = "DATE", .help = "day we were told" },
	{ .name = "authority",
	  .type = CLI_TEXT,
	  .value = "CODE",
	  .help = "authority that conducts, acts or maintains" },
	{ .name = "significant-harm",
	  .type = CLI_CHOICE,
	  .value = "ANSWER",
	  .choices = "yes no unknown",
	  .help = "s47_action: what the enquiries concluded" },
	{ .name = "provision",
	  .type = CLI_CHOICE,
	  .value = "CODE",
	  .choices = "N K E",
	  .help = "sen_provision: which" },
	{ .name = "reviewed",
	  .type = CLI_DAY,
	  .value = "DATE",
	  .help = "ehc_plan: last annual review" },
	{ .name = "confirmed-by",
	  .type = CLI_WORDS,
	  .value = "POST",
	  .help = "post or service that confirmed it; no names" },
	FAMILY_FILE("note-file", "read a note from FILE, - for stdin"),
	CLI_OPTIONS_END,
};
static const cli_option ON_OPTIONS[] = {
	FAMILY_ON("the day; today when left out"),
	CLI_OPTIONS_END,
};
static const cli_option LIST_OPTIONS[] = {
	{ .name = "all", .type = CLI_FLAG, .help = "also those that have ended" },
	CLI_OPTIONS_END,
};

const cli_command CMD_FLAG[] = {
	{ .name = "flag",
	  .sub = "add",
	  .summary = "add a need or safeguarding fact",
	  .mode = CLI_WRITE,
	  .options = ADD_OPTIONS,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis flag add C1042-9 --kind ehc_plan --from 2026-09-01",
	                "cnis flag add C1042-9 --kind s47_enquiry --from 2026-11-02 --source "
	                "social_care --authority 302" },
	  .about = "Any officer may add any fact. Safeguarding facts are shown only to the "
	           "safeguarding role.",
	  .run = run_add },
	{ .name = "flag",
	  .sub = "end",
	  .summary = "say that a fact no longer holds",
	  .mode = CLI_WRITE,
	  .options = ON_OPTIONS,
	  .synopsis = "FLAG",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis flag end F12-5", "cnis flag end F12-5 --on 2026-11-20" },
	  .run = run_end },
	{ .name = "flag",
	  .sub = "reviewed",
	  .summary = "note an EHC plan's annual review",
	  .mode = CLI_WRITE,
	  .options = ON_OPTIONS,
	  .synopsis = "FLAG",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis flag reviewed F12-5", "cnis flag reviewed F12-5 --on 2026-11-20" },
	  .about = "The review duty is met and the next one opens (Children and Families Act 2014 "
	           "s. 44(1)).",
	  .run = run_reviewed },
	{ .name = "flag",
	  .sub = "list",
	  .summary = "needs and safeguarding facts of a child",
	  .mode = CLI_READ,
	  .options = LIST_OPTIONS,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis flag list C1042-9", "cnis flag list C1042-9 --all --format json" },
	  .run = run_list,
	  .list = true },
	{ .name = NULL },
};
