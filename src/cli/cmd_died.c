/* A child has died; what is held back until a person decides. */
#include <stdlib.h>
#include <string.h>

#include <cnis/death.h>
#include <cnis/hold.h>
#include <cnis/reference.h>

#include "cli/cli.h"
#include "cli/facts.h"
#include "cli/family.h"

/* ---- died ---------------------------------------------------------------------------------------
 */

static cnis_status
sure(cli *x, int64_t child)
{
	bool yes = true;
	cnis_status st = CNIS_OK;

	if (cli_interactive(x) && !x->dry_run) {
		cli_say(x, "everything about %s stops: duties, entry, withdrawals, letters",
		        cli_reference(CNIS_REF_CHILD, child));
		st = cli_confirm(x, "Record that this child has died?", false, &yes);
	}
	return st == CNIS_OK && !yes ? cli_fail(x, CNIS_EINVAL, "child", "nothing was recorded")
	                             : st;
}

static cnis_status
run_died(cli *x)
{
	cnis_death_new n = { .size = sizeof(n), .died = cli_day(x, "on"), .fact = facts_fact(x) };
	cnis_death_done done = { 0 };
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_CHILD, &n.child_id);

	if (st == CNIS_OK)
		st = sure(x, n.child_id);
	if (st == CNIS_OK)
		st = cnis_death_record(x->r, &n, &done, &x->error);
	if (st != CNIS_OK)
		return st;
	cli_say(x, "%lld duties stopped; officers told to stop what they arranged: %lld",
	        (long long)done.duties, (long long)done.told);
	if (done.letters > 0)
		cli_say(x,
		        "letters about other children of the family are held until somebody "
		        "decides: %lld",
		        (long long)done.letters);
	cli_next(x, done.letters > 0 ? "cnis hold list --kind letters" : "cnis hold list");
	return cli_done(x, CNIS_REF_CHILD, n.child_id, "death recorded");
}

/* ---- hold ---------------------------------------------------------------------------------------
 */

static cnis_status
run_add(cli *x)
{
	cnis_hold_new n = { .size = sizeof(n),
		            .kind = cli_text(x, "kind"),
		            .because = cli_text(x, "because") };
	char *note = NULL;
	int64_t id = 0;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_CHILD, &n.child_id);

	if (st == CNIS_OK)
		st = family_text(x, "note-file", NULL, &note);
	n.note = note;
	if (st == CNIS_OK)
		st = cnis_hold_add(x->r, &n, &id, &x->error);
	free(note);
	if (st != CNIS_OK)
		return st;
	cli_next(x, "cnis hold list --child %s", cli_reference(CNIS_REF_CHILD, n.child_id));
	return cli_done(x, CNIS_REF_CHILD, n.child_id, "held back");
}

static cnis_status
run_end(cli *x)
{
	char *decided = NULL;
	int64_t child = 0;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_CHILD, &child);

	if (st == CNIS_OK)
		st = family_text(x, "decided-file", "What was decided, and why?", &decided);
	if (st == CNIS_OK)
		st = cnis_hold_end(x->r, child, cli_text(x, "kind"), decided, &x->error);
	free(decided);
	if (st != CNIS_OK)
		return st;
	cli_next(x, "cnis child show %s", cli_reference(CNIS_REF_CHILD, child));
	return cli_done(x, CNIS_REF_CHILD, child, "held back no longer");
}

static const out_column COLUMNS[] = {
	{ .key = "child", .heading = "child", .type = OUT_TEXT },
	{ .key = "kind", .heading = "held", .type = OUT_TEXT },
	{ .key = "because", .heading = "because", .type = OUT_TEXT },
	{ .key = "from", .heading = "from", .type = OUT_DAY },
	{ .key = "to", .heading = "to", .type = OUT_DAY },
	{ .key = "officer", .heading = "by", .type = OUT_TEXT },
	{ .key = "note", .heading = "note", .type = OUT_TEXT },
	{ .key = "ended_by", .heading = "ended by", .type = OUT_TEXT },
	{ .key = "decided", .heading = "decided", .type = OUT_TEXT },
};
static const out_spec SPEC = { .columns = COLUMNS, .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };

static cnis_status
show(const cnis_hold *h, void *payload, cnis_error *reterr)
{
	family_listing *l = payload;
	const char *kind = cli_text(l->x, "kind");
	cnis_status st;

	(void)reterr;
	if (kind != NULL && strcmp(kind, h->kind) != 0)
		return CNIS_OK;
	st = family_see(l, h->child_id);
	if (st != CNIS_OK)
		return st;
	family_reference(l->w, CNIS_REF_CHILD, h->child_id);
	out_text(l->w, h->kind);
	out_text(l->w, h->because);
	out_day(l->w, h->from);
	out_day(l->w, h->to);
	out_text(l->w, h->officer);
	out_text(l->w, h->note);
	out_text(l->w, h->ended_by);
	out_text(l->w, h->decided);
	return cli_row(l->x, l->w);
}

static cnis_status
walk(family_listing *l)
{
	return cnis_hold_walk(l->x->r, l->id, l->on, l->all, show, l, &l->x->error);
}

static cnis_status
run_list(cli *x)
{
	family_listing l = {
		.x = x, .on = cli_as_at(x), .id = cli_ref(x, "child"), .all = cli_given(x, "all")
	};

	return family_rows(&l, "hold list", l.all ? "all" : "", &SPEC, walk);
}

#define KIND(needed)                                                                               \
	{                                                                                          \
		.name = "kind", .type = CLI_CHOICE, .value = "KIND",                               \
		.choices = "disposal letters",                                                     \
		.help = "what is held back: disposal of the records, or letters",                  \
		.required = (needed)                                                               \
	}

static const cli_option DIED_OPTIONS[] = {
	{ .name = "on",
	  .type = CLI_DAY,
	  .value = "DATE",
	  .help = "day the child died",
	  .required = true },
	FACTS_SOURCE(true),
	FACTS_BASIS,
	FACTS_RECEIVED,
	CLI_OPTIONS_END,
};
static const cli_option ADD_OPTIONS[] = {
	KIND(true),
	{ .name = "because",
	  .type = CLI_TEXT,
	  .value = "REASON",
	  .help = "child_died, sibling_died, legal, family_asked or other",
	  .required = true },
	FAMILY_FILE("note-file", "a note about it; needed for other"),
	CLI_OPTIONS_END,
};
static const cli_option END_OPTIONS[] = {
	KIND(true),
	FAMILY_FILE("decided-file", "what was decided, and why (asked for otherwise)"),
	CLI_OPTIONS_END,
};
static const cli_option LIST_OPTIONS[] = {
	FAMILY_CHILD,
	KIND(false),
	{ .name = "all", .type = CLI_FLAG, .help = "also what is held no longer" },
	CLI_OPTIONS_END,
};

const cli_command CMD_DIED[] = {
	{ .name = "died",
	  .summary = "record that a child has died: everything about the child stops",
	  .mode = CLI_WRITE,
	  .options = DIED_OPTIONS,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis died C1042-9 --on 2026-11-19 --source social_care",
	                "cnis died C1042-9 --on 2026-11-19 --source health --dry-run" },
	  .about =
	      "A manager records it, with who said so; no cause is asked for. In one step every "
	      "duty about the child ends, the entry, open withdrawals and what is held; no list "
	      "shows the child as late, unseen, due or a duplicate, and nothing is opened or sent "
	      "any more. Whoever had one of the duties gets one last: to stop appointments and "
	      "what was asked of other services. Letters about the other children of the family "
	      "are held until somebody decides (`cnis hold end`), and the records are held from "
	      "disposal. What was recorded in error is taken back by `cnis undo`.",
	  .run = run_died },
	{ .name = "hold",
	  .sub = "add",
	  .summary = "hold back letters about a child, or the disposal of its records",
	  .mode = CLI_WRITE,
	  .options = ADD_OPTIONS,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis hold add C1042-9 --kind letters --because family_asked",
	                "cnis hold add C1042-9 --kind disposal --because legal --note-file -" },
	  .about = "Held letters open the duty to decide (setting death.letters_days); until then "
	           "serving a notice is refused. `cnis duty extend` puts the decision off.",
	  .run = run_add },
	{ .name = "hold",
	  .sub = "end",
	  .summary = "let letters about a child go out again, or its records be disposed of",
	  .mode = CLI_WRITE,
	  .options = END_OPTIONS,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis hold end C1042-9 --kind letters",
	                "cnis hold end C1042-9 --kind disposal --decided-file decision.txt" },
	  .about = "What was decided is asked for, or read from --decided-file. A hold on disposal "
	           "is ended by a manager.",
	  .run = run_end },
	{ .name = "hold",
	  .sub = "list",
	  .summary = "what is held back until a person decides",
	  .mode = CLI_READ,
	  .options = LIST_OPTIONS,
	  .synopsis = "",
	  .examples = { "cnis hold list --kind letters", "cnis hold list --child C1042-9 --all" },
	  .about = "The children named are noted in the access log.",
	  .run = run_list,
	  .list = true },
	{ .name = NULL },
};
