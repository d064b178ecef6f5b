/* Families an officer declared: conflicts of interest. */
#include <stdlib.h>

#include <cnis/reference.h>
#include <cnis/sight.h>

#include "cli/cli.h"
#include "cli/family.h"

static cnis_status
run_declare(cli *x)
{
	char *reason = NULL;
	int64_t child = 0;
	cnis_conflict_did did = { 0 };
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_CHILD, &child);

	if (st == CNIS_OK)
		st = family_text(x, "reason-file", NULL, &reason);
	if (st == CNIS_OK)
		st = cnis_conflict_declare(x->r, child, reason, &did, &x->error);
	free(reason);
	if (st != CNIS_OK)
		return st;
	cli_say(x, "closed to you from now on; %lld of your open duties are a manager's now",
	        (long long)did.duties);
	if (did.covered > 0)
		cli_say(x,
		        "%lld more, of somebody you cover for, are closed to you as well and are "
		        "somebody else's now",
		        (long long)did.covered);
	if (did.covers > 0)
		cli_say(x,
		        "%lld covers by you that were to begin later are called off: others are to "
		        "be named",
		        (long long)did.covers);
	if (did.covered + did.covers > 0)
		cli_next(x, "cnis cover list");
	return cli_done(x, CNIS_REF_CHILD, child, "family declared");
}

static cnis_status
run_end(cli *x)
{
	char *reason = NULL;
	int64_t child = 0;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_CHILD, &child);

	if (st == CNIS_OK)
		st = family_text(x, "reason-file", "Why does it hold no more", &reason);
	if (st == CNIS_OK)
		st = cnis_conflict_end(x->r, child, cli_text(x, "officer"), reason, &x->error);
	free(reason);
	return st == CNIS_OK ? cli_done(x, CNIS_REF_CHILD, child, "declaration ended") : st;
}

static const out_column COLUMNS[] = {
	{ .key = "child", .heading = "child", .type = OUT_TEXT },
	{ .key = "officer", .heading = "officer", .type = OUT_TEXT },
	{ .key = "from", .heading = "from", .type = OUT_DAY },
	{ .key = "to", .heading = "to", .type = OUT_DAY },
	{ .key = "reason", .heading = "reason", .type = OUT_TEXT },
	{ .key = "end_reason", .heading = NULL, .type = OUT_TEXT },
};
static const out_spec SPEC = { .columns = COLUMNS, .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };

typedef struct listing {
	cli *x;
	writer *w;
} listing;

static cnis_status
show(const cnis_declaration *d, void *payload, cnis_error *reterr)
{
	const listing *l = payload;

	(void)reterr;
	family_reference(l->w, CNIS_REF_CHILD, d->child_id);
	out_text(l->w, d->officer);
	out_day(l->w, d->from);
	out_day(l->w, d->to);
	out_text(l->w, d->reason);
	out_text(l->w, d->end_reason);
	return cli_row(l->x, l->w);
}

/* References only: nothing of a record is shown, so nobody is noted. */
static cnis_status
run_list(cli *x)
{
	listing l = { .x = x };

	l.w = cli_open(x, &SPEC);
	if (l.w == NULL)
		return CNIS_ENOMEM;
	return cli_close(x, l.w,
	                 cnis_conflict_walk(x->r, cli_given(x, "all"), show, &l, &x->error));
}

static const cli_option DECLARE_OPTIONS[] = {
	FAMILY_FILE("reason-file", "why, as far as you want to say it; - for stdin"),
	CLI_OPTIONS_END,
};
static const cli_option END_OPTIONS[] = {
	{ .name = "officer",
	  .type = CLI_TEXT,
	  .value = "LOGIN",
	  .required = true,
	  .help = "who declared it" },
	FAMILY_FILE("reason-file", "the reason; else asked for, or one line of stdin"),
	CLI_OPTIONS_END,
};
static const cli_option LIST_OPTIONS[] = {
	{ .name = "all", .type = CLI_FLAG, .help = "those that have ended too" },
	CLI_OPTIONS_END,
};

const cli_command CMD_CONFLICT[] = {
	{ .name = "conflict",
	  .sub = "declare",
	  .summary = "say that you know a family: its records are closed to you",
	  .mode = CLI_WRITE,
	  .options = DECLARE_OPTIONS,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis conflict declare C1042-9",
	                "cnis conflict declare C1042-9 --reason-file why.txt" },
	  .about = "The child, and whoever shares an adult or the home with it: in no list of "
	           "yours, and every "
	           "reference of theirs answers with exit 9. Your open duties of the family go to "
	           "a manager, and so does every later one; so do those you cover for today, and a "
	           "cover still to begin that has some of them is called off. It cannot be taken "
	           "back by undo; "
	           "another manager ends it.",
	  .run = run_declare },
	{ .name = "conflict",
	  .sub = "end",
	  .summary = "a declaration of another officer holds no more",
	  .mode = CLI_WRITE,
	  .options = END_OPTIONS,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis conflict end C1042-9 --officer jsmith",
	                "cnis conflict end C1042-9 --officer jsmith --reason-file why.txt" },
	  .about = "For managers; never of one's own.",
	  .run = run_end },
	{ .name = "conflict",
	  .sub = "list",
	  .summary = "who declared which family",
	  .mode = CLI_READ,
	  .options = LIST_OPTIONS,
	  .synopsis = "",
	  .examples = { "cnis conflict list", "cnis conflict list --all" },
	  .about = "Managers are shown all, everybody else their own.",
	  .run = run_list,
	  .list = true,
	  .now_only = true },
	{ .name = NULL },
};
