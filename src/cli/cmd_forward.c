#include <stdlib.h>
#include <string.h>

#include <cnis/forward.h>
#include <cnis/reference.h>

#include "cli/cli.h"
#include "cli/family.h"
#include "cli/misdirected.h"

/* ---- send and none --------------------------------------------------------------------------- */

static const cli_option SEND_OPTIONS[] = {
	{ .name = "what",
	  .type = CLI_CHOICE,
	  .value = "WHAT",
	  .choices = "notice application decision deletion",
	  .help = "what was sent (as the withdrawal stands); application: to who decides it" },
	{ .name = "to",
	  .type = CLI_TEXT,
	  .value = "AREA",
	  .help = "authority code, wales, scotland, northern_ireland, crown_dependency or abroad "
	          "(where the child lives)" },
	{ .name = "body",
	  .type = CLI_WORDS,
	  .value = "NAME",
	  .help = "the office written to, where no code names it" },
	{ .name = "method",
	  .type = CLI_TEXT,
	  .value = "METHOD",
	  .help = "how: post, email, telephone, online_form ...",
	  .required = true },
	FAMILY_ON("day it was sent (today)"),
	{ .name = "requested",
	  .type = CLI_DAY,
	  .value = "DATE",
	  .help = "they asked for it, s. 436F(6): Scotland and Northern Ireland" },
	{ .name = "basis",
	  .type = CLI_TEXT,
	  .value = "BASIS",
	  .help = "another lawful basis than the Act, e.g. other_statute" },
	{ .name = "elsewhere",
	  .type = CLI_FLAG,
	  .help = "where the child does not live, to no authority kept as relevant: a manager "
	          "says why" },
	{ .name = "again",
	  .type = CLI_FLAG,
	  .help = "the same goes there again, though it is waited for: says why" },
	FAMILY_FILE("reason-file", "with --elsewhere or --again: why (asked for otherwise)"),
	CLI_OPTIONS_END,
};

static cnis_status
run_send(cli *x)
{
	int64_t id = 0;
	cnis_forward_new n = { .size = sizeof(n),
		               .what = cli_text(x, "what"),
		               .area = cli_text(x, "to"),
		               .body = cli_text(x, "body"),
		               .sent = family_on(x),
		               .method = cli_text(x, "method"),
		               .requested = cli_day(x, "requested"),
		               .basis = cli_text(x, "basis"),
		               .elsewhere = cli_given(x, "elsewhere"),
		               .again = cli_given(x, "again") };
	char *reason = NULL;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_WITHDRAWAL, &n.withdrawal_id);

	if (st == CNIS_OK)
		st = family_text(x, "reason-file", n.elsewhere || n.again ? "Why?" : NULL, &reason);
	n.reason = reason;
	if (st == CNIS_OK)
		st = cnis_forward_send(x->r, &n, &id, &x->error);
	free(reason);
	if (st != CNIS_OK)
		return st;
	if (n.what != NULL && strcmp(n.what, "application") == 0)
		cli_next(x,
		         "cnis forward receipt %s, then: cnis consent decide %s --decided-by CODE",
		         cli_reference(CNIS_REF_FORWARDING, id),
		         cli_reference(CNIS_REF_WITHDRAWAL, n.withdrawal_id));
	else
		cli_next(x, "cnis forward receipt %s", cli_reference(CNIS_REF_FORWARDING, id));
	return cli_done(x, CNIS_REF_FORWARDING, id, "sent");
}

static const cli_option NONE_OPTIONS[] = {
	FAMILY_FILE("reason-file", "why (asked for otherwise)"),
	FAMILY_ON("day it was decided (today)"),
	CLI_OPTIONS_END,
};

static cnis_status
run_none(cli *x)
{
	char *reason = NULL;
	int64_t withdrawal = 0, id = 0;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_WITHDRAWAL, &withdrawal);

	if (st == CNIS_OK)
		st = family_text(x, "reason-file", "Reason", &reason);
	if (st == CNIS_OK)
		st = cnis_forward_none(x->r, withdrawal, family_on(x), reason, &id, &x->error);
	free(reason);
	if (st != CNIS_OK)
		return st;
	cli_next(x, "cnis withdrawal show %s", cli_reference(CNIS_REF_WITHDRAWAL, withdrawal));
	return cli_done(x, CNIS_REF_FORWARDING, id, "recorded that nobody is told");
}

/* ---- receipt and chase ----------------------------------------------------------------------- */

static const cli_option RECEIPT_OPTIONS[] = {
	FAMILY_ON("day they confirmed it (today)"),
	{ .name = "taken-over",
	  .type = CLI_FLAG,
	  .help = "they go on with the case themselves: what is open here ends" },
	CLI_OPTIONS_END,
};
static const cli_option CHASE_OPTIONS[] = {
	FAMILY_ON("day they were asked again (today)"),
	CLI_OPTIONS_END,
};

static cnis_status
run_receipt(cli *x)
{
	int64_t id = 0;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_FORWARDING, &id);

	if (st == CNIS_OK)
		st = cnis_forward_receipt(x->r, id, family_on(x), cli_given(x, "taken-over"),
		                          &x->error);
	if (st != CNIS_OK)
		return st;
	cli_next(x, "cnis forward list");
	return cli_done(x, CNIS_REF_FORWARDING, id, "receipt recorded");
}

static cnis_status
run_chase(cli *x)
{
	int64_t id = 0;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_FORWARDING, &id);

	if (st == CNIS_OK)
		st = cnis_forward_chase(x->r, id, family_on(x), &x->error);
	if (st != CNIS_OK)
		return st;
	cli_next(x, "cnis forward list");
	return cli_done(x, CNIS_REF_FORWARDING, id, "chased");
}

static cnis_status
run_misdirected(cli *x)
{
	int64_t id = 0;
	cnis_status st = misdirected_run(x, CNIS_REF_FORWARDING, cnis_forward_misdirected, &id);

	if (st != CNIS_OK)
		return st;
	cli_next(x, "cnis due --kind data_incident");
	return cli_done(x, CNIS_REF_FORWARDING, id, "recorded as gone to the wrong place");
}

/* ---- list ------------------------------------------------------------------------------------ */

static const out_column COLUMNS[] = {
	{ .key = "forwarding", .heading = "reference", .type = OUT_TEXT },
	{ .key = "child", .heading = "child", .type = OUT_TEXT },
	{ .key = "withdrawal", .heading = "withdrawal", .type = OUT_TEXT },
	{ .key = "what", .heading = "what", .type = OUT_TEXT },
	{ .key = "area", .heading = "to", .type = OUT_TEXT },
	{ .key = "body", .heading = "office", .type = OUT_TEXT },
	{ .key = "sent_on", .heading = "sent", .type = OUT_DAY },
	{ .key = "method", .heading = "how", .type = OUT_TEXT },
	{ .key = "chased_on", .heading = "chased", .type = OUT_DAY },
	{ .key = "receipt_on", .heading = "receipt", .type = OUT_DAY },
	{ .key = "taken_over", .heading = "taken over", .type = OUT_BOOL },
	{ .key = "waiting", .heading = "waiting", .type = OUT_BOOL },
	{ .key = "requested_on", .heading = NULL, .type = OUT_DAY },
	{ .key = "basis", .heading = NULL, .type = OUT_TEXT },
	{ .key = "reason", .heading = NULL, .type = OUT_TEXT },
	{ .key = "officer", .heading = NULL, .type = OUT_TEXT },
	{ .key = "rev", .heading = NULL, .type = OUT_INT },
	{ .key = "misdirected_on", .heading = "wrong place", .type = OUT_DAY },
	{ .key = "misdirected_why", .heading = NULL, .type = OUT_TEXT },
};

static cnis_status
show_row(const cnis_forward *f, void *payload, cnis_error *reterr)
{
	family_listing *l = payload;
	cnis_status st = family_see(l, f->child_id);

	(void)reterr;
	if (st != CNIS_OK)
		return st;
	out_text(l->w, cli_reference(CNIS_REF_FORWARDING, f->id));
	out_text(l->w, cli_reference(CNIS_REF_CHILD, f->child_id));
	out_text(l->w, cli_reference(CNIS_REF_WITHDRAWAL, f->withdrawal_id));
	out_text(l->w, f->what);
	out_text(l->w, f->area);
	out_text(l->w, f->body);
	out_day(l->w, f->sent);
	out_text(l->w, f->method == NULL ? "not sent" : f->method);
	out_day(l->w, f->chased);
	out_day(l->w, f->receipt);
	out_bool(l->w, f->taken_over);
	out_bool(l->w, f->waiting);
	out_day(l->w, f->requested);
	out_text(l->w, f->basis);
	out_text(l->w, f->reason);
	out_text(l->w, f->officer);
	out_int(l->w, f->rev);
	out_day(l->w, f->misdirected);
	out_text(l->w, f->misdirected_why);
	return cli_row(l->x, l->w);
}

static const cli_option LIST_OPTIONS[] = {
	FAMILY_CHILD,
	{ .name = "all", .type = CLI_FLAG, .help = "also those of which nothing is waited for" },
	CLI_OPTIONS_END,
};

static cnis_status
walk(family_listing *l)
{
	return cnis_forward_walk(l->x->r, l->id, l->on, l->all, show_row, l, &l->x->error);
}

static cnis_status
run_list(cli *x)
{
	static const out_spec spec = { .columns = COLUMNS,
		                       .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };
	family_listing l = {
		.x = x, .id = cli_ref(x, "child"), .all = cli_given(x, "all"), .child = true
	};

	return family_rows(&l, "forward list", l.all ? "--all" : "", &spec, walk);
}

const cli_command CMD_FORWARD[] = {
	{ .name = "forward",
	  .sub = "send",
	  .summary = "another authority was told, or given an application to decide",
	  .mode = CLI_WRITE,
	  .options = SEND_OPTIONS,
	  .synopsis = "WITHDRAWAL",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis forward send W1-3 --method email",
	                "cnis forward send W1-3 --what application --to 303 --method post" },
	  .about =
	      "Of a child who lives elsewhere the authority there is told: it is the one "
	      "responsible "
	      "for the child, s. 434A(5)(b).  Across the border of Scotland or Northern "
	      "Ireland only "
	      "when they ask, and beyond that on another lawful basis: `cnis rule eval "
	      "EA1996.436F.border` says which.  An application that is another authority's to "
	      "decide, "
	      "s. 434A(13), is passed on by a manager or the role safeguarding.\n\n"
	      "Nothing goes where the child does not live, but to the authority that placed "
	      "the child or is kept as relevant, unless a manager says why (--elsewhere); "
	      "what may be given then turns on where the child lives, and who is to be told is "
	      "still to be told. What is waited for "
	      "does not go there a second time without a reason (--again). What went to "
	      "the wrong place: `cnis forward misdirected`.\n\n"
	      "What is sent is waited for until it is confirmed, an application until it is "
	      "decided.  "
	      "It has left the building: it is not taken back.",
	  .run = run_send },
	{ .name = "forward",
	  .sub = "none",
	  .summary = "nobody is told where the child lives",
	  .mode = CLI_WRITE,
	  .options = NONE_OPTIONS,
	  .synopsis = "WITHDRAWAL",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis forward none W1-3", "cnis forward none W1-3 --reason-file why.txt" },
	  .about = "Outside England and Wales alone, where nothing in the Act asks for it.",
	  .run = run_none },
	{ .name = "forward",
	  .sub = "receipt",
	  .summary = "they confirmed that they have it",
	  .mode = CLI_WRITE,
	  .options = RECEIPT_OPTIONS,
	  .synopsis = "FORWARDING",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis forward receipt Y1-3",
	                "cnis forward receipt Y1-3 --on 2026-11-20 --taken-over" },
	  .about = "With the last receipt the withdrawal of a child who lives elsewhere closes, "
	           "unless something is still to be done about it here.",
	  .run = run_receipt },
	{ .name = "forward",
	  .sub = "chase",
	  .summary = "they were asked again",
	  .mode = CLI_WRITE,
	  .options = CHASE_OPTIONS,
	  .synopsis = "FORWARDING",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis forward chase Y1-3", "cnis forward chase Y1-3 --on 2026-11-20" },
	  .run = run_chase },
	{ .name = "forward",
	  .sub = "misdirected",
	  .summary = "it went to the wrong place",
	  .mode = CLI_WRITE,
	  .options = MISDIRECTED_OPTIONS,
	  .synopsis = "FORWARDING",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis forward misdirected Y1-3",
	                "cnis forward misdirected Y1-3 --on 2026-11-20 --reason-file how.txt" },
	  .about = "Nothing is waited for from there any more, and who it is for is still to be "
	           "told. A manager looks into it the next working day (setting "
	           "incident.assess_days): where the Commissioner must be told, UK GDPR Art. 33 "
	           "gives 72 hours.",
	  .run = run_misdirected },
	{ .name = "forward",
	  .sub = "list",
	  .summary = "what went to other authorities and is waited for",
	  .mode = CLI_READ,
	  .options = LIST_OPTIONS,
	  .synopsis = "",
	  .examples = { "cnis forward list", "cnis forward list --all --child C1-3" },
	  .run = run_list,
	  .list = true },
	{ .name = NULL },
};
