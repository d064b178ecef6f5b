#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/entry.h>
#include <cnis/reference.h>

#include "cli/court.h"
#include "cli/entry.h"
#include "cli/family.h"
#include "cli/siblings.h"

static const out_column COLUMNS[] = {
	{ .key = "entry", .heading = "entry", .type = OUT_TEXT },
	{ .key = "route", .heading = "route", .type = OUT_TEXT },
	{ .key = "condition_c", .heading = "C", .type = OUT_TEXT },
	{ .key = "from", .heading = "from", .type = OUT_DAY },
	{ .key = "to", .heading = "to", .type = OUT_DAY },
	{ .key = "open", .heading = "open", .type = OUT_BOOL },
	{ .key = "end_reason", .heading = "ended because", .type = OUT_TEXT },
	{ .key = "registered_on", .heading = "registered", .type = OUT_DAY },
	{ .key = "notified_on", .heading = NULL, .type = OUT_DAY },
	{ .key = "notified_by", .heading = NULL, .type = OUT_TEXT },
	{ .key = "reason", .heading = "reason", .type = OUT_TEXT },
	{ .key = "school", .heading = NULL, .type = OUT_TEXT },
	{ .key = "owner", .heading = "named when registered", .type = OUT_TEXT },
	{ .key = "rev", .heading = NULL, .type = OUT_INT },
	{ .key = "full_time", .heading = NULL, .type = OUT_TEXT },
	{ .key = "because", .heading = "on this route because", .type = OUT_TEXT },
	{ .key = "officer", .heading = "officer", .type = OUT_TEXT },
};
static const out_spec SPEC = { .columns = COLUMNS, .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };

static cnis_status
show_entry(const cnis_entry *e, void *payload, cnis_error *reterr)
{
	const char limb[2] = { e->condition_c, '\0' };
	family_listing *l = payload;

	(void)reterr;
	family_reference(l->w, CNIS_REF_ENTRY, e->id);
	out_text(l->w, e->route);
	out_text(l->w, limb);
	out_day(l->w, e->fact.from);
	out_day(l->w, e->fact.to);
	out_bool(l->w, e->open);
	out_text(l->w, e->end_reason);
	out_day(l->w, e->registered);
	out_day(l->w, e->notified);
	out_text(l->w, e->notified_by);
	out_text(l->w, e->reason);
	out_text(l->w, e->school_name);
	out_text(l->w, e->owner);
	out_int(l->w, e->fact.rev);
	out_text(l->w, e->full_time);
	out_text(l->w, e->route_reason);
	out_text(l->w, e->officer);
	return cli_row(l->x, l->w);
}

static cnis_status
walk(family_listing *l)
{
	return cnis_entry_walk(l->x->r, l->id, l->on, show_entry, l, &l->x->error);
}

static cnis_status
run_list(cli *x)
{
	return family_list(x, "entry list", &SPEC, walk);
}

/* The open entry of a child, or the entry itself. */
typedef struct wanted {
	int64_t id;
} wanted;

static cnis_status
keep_open(const cnis_entry *e, void *payload, cnis_error *reterr)
{
	wanted *w = payload;

	(void)reterr;
	if (e->open && w->id == 0)
		w->id = e->id;
	return CNIS_OK;
}

cnis_status
entry_asked(cli *x, int64_t *ret_id)
{
	wanted w = { 0 };
	family_set records = { 0 };
	int64_t child;
	char kind = 0;
	cnis_status st;

	st = cnis_reference_parse(cli_arg(x, 0), 0, &kind, &child);
	if (st == CNIS_OK && kind == CNIS_REF_ENTRY) {
		*ret_id = child;
		return CNIS_OK;
	}
	st = cli_arg_ref(x, 0, CNIS_REF_CHILD, &child);
	if (st == CNIS_OK)
		st = family_records(x, child, &records);
	/* in the first record of the child that has one */
	for (size_t i = 0; st == CNIS_OK && w.id == 0 && i < records.n; i++)
		st = cnis_entry_walk(x->r, records.ids[i], CNIS_DAY_NONE, keep_open, &w, &x->error);
	free(records.ids);
	if (st == CNIS_OK && w.id == 0)
		return cli_fail(x, CNIS_ENOTFOUND, "entry", "the child has no open entry");
	if (st == CNIS_OK)
		*ret_id = w.id;
	return st;
}

/* ---- siblings -----------------------------------------------------------------------------------
 */

static cnis_status
keep_child(const cnis_entry *e, void *payload, cnis_error *reterr)
{
	int64_t *child = payload;

	(void)reterr;
	*child = e->child_id;
	return CNIS_OK;
}

void
entry_offer_siblings(cli *x, int64_t entry, const char *because, const char *command,
                     const char *options)
{
	int64_t child = 0;

	/* whether an education is suitable is found of each child for itself */
	if (because != NULL && strncmp(because, "appears_", 8) == 0) {
		command = "review record";
		options = "";
	}
	if (cnis_entry_get(x->r, entry, CNIS_DAY_NONE, keep_child, &child, &x->error) == CNIS_OK)
		siblings_offer(x, child, SIBLINGS_ENTERED, NULL, command, options);
}

enum { AGAIN = 128 };

static void
moved_again(const cnis_entry_end *n, char again[AGAIN])
{
	(void)snprintf(again, AGAIN, "--reason moved_out %s%s --source %s%s",
	               n->abroad ? "--abroad" : "--authority ",
	               n->abroad || n->authority == NULL ? "" : n->authority,
	               n->source == NULL ? "SOURCE" : n->source,
	               n->end_homes ? " --end-homes" : "");
}

/* A home in the area stands: it ended too, or the child has not moved out. */
static void
still_here(cli *x, const cnis_entry_end *n)
{
	cnis_entry_end too = *n;
	char again[AGAIN];

	too.end_homes = true;
	moved_again(&too, again);
	if (!n->end_homes)
		cli_next(x, "if the child lives at none of them now: cnis entry end %s %s",
		         cli_arg(x, 0), again);
	else
		cli_next(x, "cnis child show %s", cli_arg(x, 0));
}

/* A family that moves or a school that takes siblings concerns them all; other ends are one
 * child's own. */
static void
offer_ending(cli *x, const cnis_entry_end *n)
{
	char again[AGAIN];

	if (strcmp(n->end_reason, "moved_out") == 0)
		moved_again(n, again);
	else if (strcmp(n->end_reason, "registered_at_school") == 0)
		(void)snprintf(again, sizeof(again),
		               "--reason registered_at_school --school - --source %s",
		               n->source == NULL ? "SOURCE" : n->source);
	else
		return;
	entry_offer_siblings(x, n->entry_id, NULL, "entry end", again);
}

/* Consent is in the way: what an officer does who knows that the name is gone. */
static cnis_status
gated(const cli *x, cnis_status st)
{
	if (st == CNIS_EREFUSED && x->error.rule[0] != '\0' &&
	    strcmp(x->error.rule, "EA1996.436B.2") != 0 &&
	    strcmp(x->error.rule, "LOCAL.death") != 0 &&
	    strcmp(x->error.rule, "LOCAL.travel.return") != 0)
		cli_next(x, "if the school has removed the name: cnis withdrawal left (or notify "
		            "--off-roll, when there is no open notice), then enter the child");
	return st;
}

static cnis_status
run_open(cli *x)
{
	cnis_entry_new n = { .size = sizeof(n),
		             .route = cli_text(x, "route"),
		             .on_roll = cli_given(x, "on-roll"),
		             .notified = cli_day(x, "notified"),
		             .reason = cli_text(x, "reason"),
		             .school_left = cli_day(x, "left"),
		             .full_time = cli_text(x, "full-time"),
		             .fact = { .from = cli_day(x, "from"),
		                       .to = CNIS_DAY_NONE,
		                       .source = cli_text(x, "source") } };
	char again[128];
	int64_t id = 0;
	cnis_status st;

	if (n.route == NULL)
		n.route = "home_education";
	st = cli_arg_ref(x, 0, CNIS_REF_CHILD, &n.child_id);
	if (st == CNIS_OK)
		st = gated(x, cnis_entry_open(x->r, &n, &id, &x->error));
	if (st != CNIS_OK)
		return st;
	cli_next(x, "cnis child show %s", cli_reference(CNIS_REF_CHILD, n.child_id));
	(void)snprintf(again, sizeof(again), "--route %s", n.route);
	court_say(x, n.child_id);
	siblings_offer(x, n.child_id, SIBLINGS_NOT_ENTERED, NULL, "entry open", again);
	return cli_done(x, CNIS_REF_ENTRY, id, "entered");
}

static cnis_status
run_route(cli *x)
{
	cnis_entry_route n = { .size = sizeof(n),
		               .route = cli_text(x, "to"),
		               .on = cli_day(x, "on"),
		               .reason = cli_text(x, "reason"),
		               .on_roll = cli_given(x, "on-roll"),
		               .because = cli_text(x, "because"),
		               .full_time = cli_text(x, "full-time") };
	char again[128];
	int64_t id = 0;
	cnis_status st;

	st = entry_asked(x, &n.entry_id);
	if (st == CNIS_OK)
		st = gated(x, cnis_entry_change_route(x->r, &n, &id, &x->error));
	if (st != CNIS_OK)
		return st;
	(void)snprintf(again, sizeof(again), "--to %s --because %s", n.route, n.because);
	entry_offer_siblings(x, id, n.because, "entry route", again);
	return cli_done(x, CNIS_REF_ENTRY, id, "route changed");
}

static cnis_status
run_end(cli *x)
{
	cnis_entry_end n = { .size = sizeof(n),
		             .end_reason = cli_text(x, "reason"),
		             .on = cli_day(x, "on"),
		             .authority = cli_text(x, "authority"),
		             .abroad = cli_given(x, "abroad"),
		             .end_homes = cli_given(x, "end-homes"),
		             .school_name = cli_text(x, "school"),
		             .school_urn = cli_text(x, "urn"),
		             .source = cli_text(x, "source") };
	char *note = NULL;
	cnis_status st;

	st = entry_asked(x, &n.entry_id);
	if (st == CNIS_OK)
		st = family_text(x, "note-file", NULL, &note);
	n.note = note;
	if (st == CNIS_OK)
		st = cnis_entry_finish(x->r, &n, &x->error);
	free(note);
	if (st == CNIS_EREFUSED && strcmp(x->error.field, "home") == 0)
		still_here(x, &n);
	if (st != CNIS_OK)
		return st;
	offer_ending(x, &n);
	return cli_done(x, CNIS_REF_ENTRY, n.entry_id, "entry ended");
}

static const cli_option OPEN_OPTIONS[] = {
	{ .name = "route", .type = CLI_TEXT, .value = "ROUTE", .help = ENTRY_ROUTE_CODES },
	{ .name = "reason", .type = CLI_TEXT, .value = "CODE", .help = "primary reason" },
	{ .name = "from", .type = CLI_DAY, .value = "DATE", .help = "first day eligible" },
	{ .name = "notified", .type = CLI_DAY, .value = "DATE", .help = "day we were told" },
	{ .name = "left",
	  .type = CLI_DAY,
	  .value = "DATE",
	  .help = "day the name was removed from the roll" },
	{ .name = "source", .type = CLI_TEXT, .value = "SOURCE", .help = "who told us" },
	{ .name = "on-roll", .type = CLI_FLAG, .help = "a pupil of a school while on this route" },
	ENTRY_FULL_TIME,
	CLI_OPTIONS_END,
};
static const cli_option ROUTE_OPTIONS[] = {
	{ .name = "to",
	  .type = CLI_TEXT,
	  .value = "ROUTE",
	  .help = ENTRY_ROUTE_CODES,
	  .required = true },
	FAMILY_ON("first day on the new route"),
	{ .name = "reason", .type = CLI_TEXT, .value = "CODE", .help = "primary reason" },
	{ .name = "on-roll", .type = CLI_FLAG, .help = "a pupil of a school while on this route" },
	ENTRY_BECAUSE("why the route changes"),
	ENTRY_FULL_TIME,
	CLI_OPTIONS_END,
};
static const cli_option END_OPTIONS[] = {
	{ .name = "reason",
	  .type = CLI_CHOICE,
	  .value = "REASON",
	  .choices = "moved_out over_school_age registered_at_school arrangement_ended "
	             "entered_in_error",
	  .help = "which of conditions A, B, C stopped, and how",
	  .required = true },
	{ .name = "source",
	  .type = CLI_TEXT,
	  .value = "SOURCE",
	  .help = "who said so",
	  .required = true },
	FAMILY_ON("last day on the register"),
	{ .name = "authority",
	  .type = CLI_TEXT,
	  .value = "CODE",
	  .help = "moved_out: authority the child now lives in" },
	{ .name = "abroad", .type = CLI_FLAG, .help = "moved_out: left England" },
	{ .name = "end-homes",
	  .type = CLI_FLAG,
	  .help = "moved_out: the homes in this area end on that day too" },
	{ .name = "school", .type = CLI_WORDS, .value = "NAME", .help = "registered_at_school" },
	{ .name = "urn", .type = CLI_TEXT, .value = "URN", .help = "of that school" },
	FAMILY_FILE("note-file", "read why from FILE, - for stdin; needed for entered_in_error"),
	CLI_OPTIONS_END,
};

const cli_command CMD_ENTRY[] = {
	{ .name = "entry",
	  .sub = "open",
	  .summary = "enter a child who is known to the register",
	  .mode = CLI_WRITE,
	  .options = OPEN_OPTIONS,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis entry open C1042-9",
	                "cnis entry open C1042-9 --route missing_education --reason unknown" },
	  .about = "For a child kept as a withdrawal whose consent was granted or was not needed, "
	           "or who comes back. A whole new family: `cnis register`.",
	  .run = run_open },
	{ .name = "entry",
	  .sub = "route",
	  .summary = "change the route of an open entry",
	  .mode = CLI_WRITE,
	  .options = ROUTE_OPTIONS,
	  .synopsis = "CHILD|ENTRY",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis entry route C1042-9 --to missing_education --because "
	                "appears_not_suitable",
	                "cnis entry route C1042-9 --to flexi_schooling --on-roll --because "
	                "school_agreed --on 2026-11-16" },
	  .about = "The entry closes the day before and another opens; what is still to be done "
	           "goes on with it and no due date moves. The same route is a change too, when "
	           "the child comes onto or leaves a roll or the hours become full-time.",
	  .run = run_route },
	{ .name = "entry",
	  .sub = "end",
	  .summary = "end an entry, when A, B or C of s. 436B has stopped",
	  .mode = CLI_WRITE,
	  .options = END_OPTIONS,
	  .synopsis = "CHILD|ENTRY",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis entry end C1042-9 --reason moved_out --authority 301 --source parent "
	                "--end-homes",
	                "cnis entry end C1042-9 --reason registered_at_school --school - "
	                "--source school" },
	  .about = "A child with any home in the area lives in it (s. 436B(3)): moved_out is "
	           "refused while one stands, or one of which the area is not known. `child move` "
	           "and `child address end` end a home; --end-homes ends them all on the same day.",
	  .run = run_end },
	{ .name = "entry",
	  .sub = "list",
	  .summary = "entries of a child, newest first",
	  .mode = CLI_READ,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis entry list C1042-9", "cnis entry list C1042-9 --format json" },
	  .run = run_list,
	  .list = true },
	{ .name = NULL },
};
