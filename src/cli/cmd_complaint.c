/* Complaints about the service. */
#include <stdlib.h>

#include <cnis/access.h>
#include <cnis/complaint.h>
#include <cnis/reference.h>

#include "cli/cli.h"
#include "cli/facts.h"
#include "cli/family.h"

static cnis_status
run_add(cli *x)
{
	cnis_complaint_new n = { .size = sizeof(n),
		                 .kind = cli_text(x, "kind"),
		                 .about = cli_text(x, "about"),
		                 .owner = cli_text(x, "owner"),
		                 .fact = facts_fact(x) };
	char *words = NULL;
	int64_t id = 0;
	cnis_status st = family_child_or_intake(x, &n.child_id, &n.intake_id);

	if (st == CNIS_OK)
		st = family_text(x, "words-file", "What is complained of?", &words);
	n.words = words;
	if (st == CNIS_OK)
		st = cnis_complaint_add(x->r, &n, &id, &x->error);
	free(words);
	if (st != CNIS_OK)
		return st;
	cli_say(x, "a manager acknowledges and answers it; it changes nothing about how the family "
	           "is dealt with");
	cli_next(x, "by a manager: cnis complaint show %s", cli_reference(CNIS_REF_COMPLAINT, id));
	return cli_done(x, CNIS_REF_COMPLAINT, id, "complaint recorded");
}

static cnis_status
run_close(cli *x)
{
	char *reply = NULL;
	int64_t id = 0;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_COMPLAINT, &id);

	if (st == CNIS_OK)
		st = family_text(x, "reply-file", "What was answered?", &reply);
	if (st == CNIS_OK)
		st = cnis_complaint_close(x->r, id, cli_day(x, "on"), cli_text(x, "outcome"), reply,
		                          &x->error);
	free(reply);
	if (st != CNIS_OK)
		return st;
	cli_next(x, "cnis complaint list");
	return cli_done(x, CNIS_REF_COMPLAINT, id, "complaint answered");
}

static const out_column COLUMNS[] = {
	{ .key = "complaint", .heading = "complaint", .type = OUT_TEXT },
	{ .key = "child", .heading = "child", .type = OUT_TEXT },
	{ .key = "kind", .heading = "kind", .type = OUT_TEXT },
	{ .key = "source", .heading = "by", .type = OUT_TEXT },
	{ .key = "received", .heading = "received", .type = OUT_DAY },
	{ .key = "answer_due", .heading = "answer due", .type = OUT_DAY },
	{ .key = "owner", .heading = "answers", .type = OUT_TEXT },
	{ .key = "about", .heading = "about", .type = OUT_TEXT },
	{ .key = "closed", .heading = "closed", .type = OUT_DAY },
	{ .key = "outcome", .heading = "outcome", .type = OUT_TEXT },
	{ .key = "duty", .heading = NULL, .type = OUT_TEXT },
	{ .key = "words", .heading = NULL, .type = OUT_TEXT },
	{ .key = "reply", .heading = NULL, .type = OUT_TEXT },
	{ .key = "intake", .heading = "intake", .type = OUT_TEXT },
};
static const out_spec SPEC = { .columns = COLUMNS, .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };

static cnis_status
show(const cnis_complaint *q, void *payload, cnis_error *reterr)
{
	family_listing *l = payload;
	/* one that names no child is noted as what it is */
	cnis_status st = q->child_id != 0
	                     ? family_see(l, q->child_id)
	                     : cnis_access_note_other(l->x->r, "complaint show",
	                                              cli_reference(CNIS_REF_COMPLAINT, q->id),
	                                              reterr);

	if (st != CNIS_OK)
		return st;
	family_reference(l->w, CNIS_REF_COMPLAINT, q->id);
	family_reference(l->w, CNIS_REF_CHILD, q->child_id);
	out_text(l->w, q->kind);
	out_text(l->w, q->fact.source);
	out_day(l->w, q->fact.received);
	out_day(l->w, q->answer_due);
	out_text(l->w, q->owner);
	out_text(l->w, q->about);
	out_day(l->w, q->closed);
	out_text(l->w, q->outcome);
	family_reference(l->w, CNIS_REF_DUTY, q->duty_id);
	out_text(l->w, q->words);
	out_text(l->w, q->reply);
	family_reference(l->w, CNIS_REF_INTAKE, q->intake_id);
	return cli_row(l->x, l->w);
}

static cnis_status
walk(family_listing *l)
{
	return cnis_complaint_walk(l->x->r, l->on, l->all, show, l, &l->x->error);
}

static cnis_status
run_list(cli *x)
{
	family_listing l = { .x = x, .on = cli_as_at(x), .all = cli_given(x, "all") };

	return family_rows(&l, "complaint list", l.all ? "all" : "", &SPEC, walk);
}

static cnis_status
one(family_listing *l)
{
	return cnis_complaint_get(l->x->r, l->id, show, l, &l->x->error);
}

static cnis_status
run_show(cli *x)
{
	static const out_column *const columns = COLUMNS;
	const out_spec spec = { .columns = columns,
		                .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]),
		                .vertical = true };
	family_listing l = { .x = x, .on = cli_as_at(x) };
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_COMPLAINT, &l.id);

	return st == CNIS_OK ? family_rows(&l, "complaint show", "", &spec, one) : st;
}

static const cli_option ADD_OPTIONS[] = {
	{ .name = "kind",
	  .type = CLI_CHOICE,
	  .value = "KIND",
	  .choices = "own ombudsman data_protection",
	  .help = "by which procedure",
	  .required = true },
	{ .name = "about",
	  .type = CLI_TEXT,
	  .value = "LOGIN",
	  .help = "the officer complained about, who is never shown it" },
	{ .name = "owner",
	  .type = CLI_TEXT,
	  .value = "LOGIN",
	  .help = "who answers it; else a manager" },
	FACTS_SOURCE(true),
	FACTS_BASIS,
	FACTS_RECEIVED,
	FAMILY_FILE("words-file", "what is complained of (asked for otherwise)"),
	CLI_OPTIONS_END,
};
static const cli_option CLOSE_OPTIONS[] = {
	{ .name = "outcome",
	  .type = CLI_TEXT,
	  .value = "OUTCOME",
	  .help = "upheld, partly_upheld, not_upheld, settled, withdrawn or not_for_us",
	  .required = true },
	FAMILY_ON("day it was answered (today)"),
	FAMILY_FILE("reply-file", "what was answered (asked for otherwise)"),
	CLI_OPTIONS_END,
};
static const cli_option LIST_OPTIONS[] = {
	{ .name = "all", .type = CLI_FLAG, .help = "closed ones too" },
	CLI_OPTIONS_END,
};

const cli_command CMD_COMPLAINT[] = {
	{ .name = "complaint",
	  .sub = "add",
	  .summary = "record a complaint about the service",
	  .mode = CLI_WRITE,
	  .options = ADD_OPTIONS,
	  .synopsis = "[CHILD|INTAKE]",
	  .max_args = 1,
	  .examples = { "cnis complaint add C1042-9 --kind own --source parent",
	                "cnis complaint add --kind data_protection --source other_professional "
	                "--about jsmith --words-file letter.txt" },
	  .about =
	      "Of a child's family, of what arrived before a child was known, or of the service "
	      "as such. Anybody records one; managers and the role safeguarding are shown it, "
	      "never the "
	      "officer complained about. It changes nothing about how a family is dealt with: no "
	      "list of work but the answering, no priority, review or export reads it, and no "
	      "rule takes it. The clocks are settings (complaint.acknowledge_days, "
	      "complaint.own_days, complaint.ombudsman_days, complaint.data_protection_days).",
	  .run = run_add },
	{ .name = "complaint",
	  .sub = "close",
	  .summary = "record what a complaint was answered",
	  .mode = CLI_WRITE,
	  .options = CLOSE_OPTIONS,
	  .synopsis = "COMPLAINT",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis complaint close Q7-6 --outcome upheld",
	                "cnis complaint close Q7-6 --outcome not_upheld --reply-file answer.txt" },
	  .run = run_close },
	{ .name = "complaint",
	  .sub = "list",
	  .summary = "complaints that are open",
	  .mode = CLI_READ,
	  .options = LIST_OPTIONS,
	  .synopsis = "",
	  .examples = { "cnis complaint list", "cnis complaint list --all --format csv" },
	  .about = "The children named are noted in the access log.",
	  .run = run_list,
	  .list = true },
	{ .name = "complaint",
	  .sub = "show",
	  .summary = "one complaint with what was said and answered",
	  .mode = CLI_READ,
	  .synopsis = "COMPLAINT",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis complaint show Q7-6", "cnis complaint show Q7-6 --format json" },
	  .run = run_show },
	{ .name = NULL },
};
