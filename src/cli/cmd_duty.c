#include <cnis/duty.h>

#include <stdlib.h>
#include <string.h>

#include <cnis/access.h>
#include <cnis/reference.h>

#include "cli/cli.h"
#include "cli/duty_rows.h"
#include "cli/evidence.h"
#include "cli/family.h"

static const out_column SHOW[] = {
	{ .key = "duty", .heading = "duty", .type = OUT_TEXT },
	{ .key = "child", .heading = "child", .type = OUT_TEXT },
	{ .key = "kind", .heading = "kind", .type = OUT_TEXT },
	{ .key = "state", .heading = "state", .type = OUT_TEXT },
	{ .key = "due", .heading = "due", .type = OUT_DAY },
	{ .key = "days_late", .heading = "days late", .type = OUT_INT },
	{ .key = "opened", .heading = "opened", .type = OUT_DAY },
	{ .key = "lapses", .heading = "lapses after", .type = OUT_DAY },
	{ .key = "ended", .heading = "ended", .type = OUT_DAY },
	{ .key = "owner", .heading = "owner", .type = OUT_TEXT },
	{ .key = "rule", .heading = "rule", .type = OUT_TEXT },
	{ .key = "rule_version", .heading = NULL, .type = OUT_INT },
	{ .key = "inputs", .heading = "worked out from", .type = OUT_RAW },
	{ .key = "reason", .heading = "reason", .type = OUT_TEXT },
	{ .key = "extends", .heading = "puts off", .type = OUT_TEXT },
	{ .key = "entry", .heading = "entry", .type = OUT_TEXT },
	{ .key = "withdrawal", .heading = "withdrawal", .type = OUT_TEXT },
	{ .key = "review", .heading = "review", .type = OUT_TEXT },
	{ .key = "flag", .heading = "flag", .type = OUT_TEXT },
	{ .key = "rev", .heading = NULL, .type = OUT_INT },
	{ .key = "intake", .heading = "intake", .type = OUT_TEXT },
	{ .key = "complaint", .heading = "complaint", .type = OUT_TEXT },
	{ .key = "held", .heading = "letters held", .type = OUT_BOOL },
};
static const out_spec SHOW_SPEC = { .columns = SHOW,
	                            .n = sizeof(SHOW) / sizeof(SHOW[0]),
	                            .vertical = true };

struct showing {
	cli *x;
	writer *w;
	int64_t child;
	int64_t undecided; /* the withdrawal a manager is still to decide; 0 */
};

static void
reference(writer *w, char kind, int64_t id)
{
	out_text(w, id == 0 ? NULL : cli_reference(kind, id));
}

static cnis_status
whose(const cnis_duty *d, void *payload, cnis_error *reterr)
{
	struct showing *s = payload;

	(void)reterr;
	s->child = d->child_id;
	return CNIS_OK;
}

static cnis_status
show_one(const cnis_duty *d, void *payload, cnis_error *reterr)
{
	struct showing *s = payload;

	(void)reterr;
	if (strcmp(d->kind, "consent_decide") == 0 && strcmp(d->state, "open") == 0)
		s->undecided = d->withdrawal_id;
	reference(s->w, CNIS_REF_DUTY, d->id);
	reference(s->w, CNIS_REF_CHILD, d->child_id);
	out_text(s->w, d->kind);
	out_text(s->w, d->state);
	out_day(s->w, d->due);
	out_int(s->w, d->days_late);
	out_day(s->w, d->opened);
	out_day(s->w, d->lapse);
	out_day(s->w, d->ended);
	out_text(s->w, d->owner);
	out_text(s->w, d->rule);
	out_int(s->w, d->rule_version);
	out_text(s->w, d->inputs);
	out_text(s->w, d->reason);
	reference(s->w, CNIS_REF_DUTY, d->extends_id);
	reference(s->w, CNIS_REF_ENTRY, d->entry_id);
	reference(s->w, CNIS_REF_WITHDRAWAL, d->withdrawal_id);
	reference(s->w, CNIS_REF_REVIEW, d->review_id);
	reference(s->w, CNIS_REF_FLAG, d->flag_id);
	out_int(s->w, d->rev);
	reference(s->w, CNIS_REF_INTAKE, d->intake_id);
	reference(s->w, CNIS_REF_COMPLAINT, d->complaint_id);
	out_bool(s->w, d->held);
	return cli_row(s->x, s->w);
}

static cnis_status
run_show(cli *x)
{
	struct showing s = { .x = x };
	int64_t id = 0;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_DUTY, &id);

	if (st == CNIS_OK)
		st = cnis_duty_get(x->r, id, whose, &s, &x->error);
	if (st == CNIS_OK && s.child != 0)
		st = cnis_access_note(x->r, "duty show", "", &s.child, 1, &x->error);
	else if (st == CNIS_OK)
		st = cnis_access_note_other(x->r, "duty show", cli_reference(CNIS_REF_DUTY, id),
		                            &x->error);
	if (st != CNIS_OK)
		return st;
	s.w = cli_open(x, &SHOW_SPEC);
	if (s.w == NULL)
		return CNIS_ENOMEM;
	st = cnis_duty_get(x->r, id, show_one, &s, &x->error);
	if (st == CNIS_OK && s.undecided != 0) {
		cli_say(x, "a manager or the role safeguarding decides; whoever has this duty "
		           "prepares the application and passes it on to one of them");
		cli_next(x, "by a manager: cnis consent decide %s --grant, or --refuse GROUND",
		         cli_reference(CNIS_REF_WITHDRAWAL, s.undecided));
	}
	st = cli_close(x, s.w, st);
	if (st == CNIS_OK)
		evidence_say(x, CNIS_REF_DUTY, id);
	return st;
}

static cnis_status
run_list(cli *x)
{
	cnis_duty_query q = duty_query(x);
	cnis_status st = cli_ref_child(x, "child", &q.child_id);

	if (st != CNIS_OK)
		return st;
	q.owner = cli_text(x, "owner");
	q.kind = cli_text(x, "kind");
	q.ended_too = cli_given(x, "all");
	q.unallocated = cli_given(x, "unallocated");
	if (q.ended_too && q.unallocated)
		return cli_fail(x, CNIS_EINVAL, "all", "what has ended waits for nobody");
	q.limit = cli_int(x, "limit", 0);
	return duty_rows(x, &q, "duty list", NULL);
}

static cnis_status
run_assign(cli *x)
{
	int64_t id = 0;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_DUTY, &id);

	if (st == CNIS_OK)
		st = cnis_duty_assign(x->r, id, cli_text(x, "to"), &x->error);
	if (st != CNIS_OK)
		return st;
	cli_next(x, "cnis due --owner %s", cli_text(x, "to"));
	return cli_done(x, CNIS_REF_DUTY, id, "duty assigned");
}

static cnis_status
run_release(cli *x)
{
	int64_t id = 0;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_DUTY, &id);

	if (st == CNIS_OK)
		st = cnis_duty_release(x->r, id, &x->error);
	if (st != CNIS_OK)
		return st;
	cli_next(x, "cnis duty list --unallocated");
	return cli_done(x, CNIS_REF_DUTY, id, "duty put into the queue");
}

static cnis_status
run_extend(cli *x)
{
	int64_t id = 0;
	int64_t now = 0;
	char *reason = NULL;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_DUTY, &id);

	if (st == CNIS_OK)
		st = cli_ask(x, "reason", "Why is it put off?", &reason);
	if (st == CNIS_OK)
		st = cnis_duty_extend(x->r, id, cli_day(x, "to"), reason, &now, &x->error);
	free(reason);
	if (st != CNIS_OK)
		return st;
	cli_next(x, "cnis why %s", cli_reference(CNIS_REF_DUTY, now));
	return cli_done(x, CNIS_REF_DUTY, now, "duty put off");
}

static cnis_status
run_waive(cli *x)
{
	int64_t id = 0;
	char *reason = NULL;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_DUTY, &id);

	if (st == CNIS_OK)
		st = cli_ask(x, "reason", "Why need it not be done?", &reason);
	if (st == CNIS_OK)
		st = cnis_duty_waive(x->r, id, reason, &x->error);
	free(reason);
	if (st != CNIS_OK)
		return st;
	cli_next(x, "cnis duty show %s", cli_reference(CNIS_REF_DUTY, id));
	return cli_done(x, CNIS_REF_DUTY, id, "duty waived");
}

static cnis_status
run_meet(cli *x)
{
	int64_t id = 0;
	char *done = NULL;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_DUTY, &id);

	if (st == CNIS_OK)
		st = cli_ask(x, "done", "What was done?", &done);
	if (st == CNIS_OK)
		st = cnis_duty_meet(x->r, id, cli_day(x, "on"), done, &x->error);
	free(done);
	if (st != CNIS_OK)
		return st;
	cli_next(x, "cnis duty show %s", cli_reference(CNIS_REF_DUTY, id));
	return cli_done(x, CNIS_REF_DUTY, id, "duty met");
}

static const out_column PLAN[] = {
	{ .key = "duty", .heading = "duty", .type = OUT_TEXT },
	{ .key = "child", .heading = "child", .type = OUT_TEXT },
	{ .key = "kind", .heading = "kind", .type = OUT_TEXT },
	{ .key = "due", .heading = "due", .type = OUT_DAY },
	{ .key = "would_be_due", .heading = "would be due", .type = OUT_DAY },
	{ .key = "rule", .heading = "rule", .type = OUT_TEXT },
};
static const out_spec PLAN_SPEC = { .columns = PLAN, .n = sizeof(PLAN) / sizeof(PLAN[0]) };

static cnis_status
move(const cnis_duty *d, void *payload, cnis_error *reterr)
{
	const struct showing *s = payload;

	(void)reterr;
	reference(s->w, CNIS_REF_DUTY, d->id);
	reference(s->w, CNIS_REF_CHILD, d->child_id);
	out_text(s->w, d->kind);
	out_day(s->w, d->due);
	out_day(s->w, d->would_be_due);
	out_text(s->w, d->rule);
	return cli_row(s->x, s->w);
}

static cnis_status
run_recalc(cli *x)
{
	struct showing s = { .x = x };
	bool apply = cli_given(x, "apply");
	int64_t n = 0;
	cnis_status st;

	if (apply && cli_given(x, "plan"))
		return cli_fail(x, CNIS_EINVAL, "apply", "--plan and --apply exclude one another");
	s.w = cli_open(x, &PLAN_SPEC);
	if (s.w == NULL)
		return CNIS_ENOMEM;
	st = cnis_duty_recalc(x->r, apply, move, &s, &n, &x->error);
	st = cli_close(x, s.w, st);
	if (st != CNIS_OK)
		return st;
	cli_say(x,
	        apply ? "%lld duties moved or opened"
	              : "%lld duties would move or open; nothing was changed",
	        (long long)n);
	if (!apply && n > 0)
		cli_next(x, "cnis duty recalc --apply");
	return CNIS_OK;
}

static const cli_option LIST_OPTIONS[] = {
	FAMILY_CHILD,
	{ .name = "owner",
	  .type = CLI_TEXT,
	  .value = "LOGIN",
	  .help = "only what this officer has" },
	{ .name = "kind", .type = CLI_TEXT, .value = "KIND", .help = "only this kind" },
	{ .name = "all", .type = CLI_FLAG, .help = "also what is met, waived or superseded" },
	{ .name = "unallocated", .type = CLI_FLAG, .help = "only what waits for an owner" },
	DUTY_PAGE,
	CLI_OPTIONS_END,
};
static const cli_option ASSIGN_OPTIONS[] = {
	{ .name = "to",
	  .type = CLI_TEXT,
	  .value = "LOGIN",
	  .help = "the officer who takes it",
	  .required = true },
	CLI_OPTIONS_END,
};
static const cli_option EXTEND_OPTIONS[] = {
	{ .name = "to",
	  .type = CLI_DAY,
	  .value = "DATE",
	  .help = "the new date, later than the present one",
	  .required = true },
	CLI_OPTIONS_END,
};
static const cli_option MEET_OPTIONS[] = {
	FAMILY_ON("day it was done; today"),
	CLI_OPTIONS_END,
};
static const cli_option RECALC_OPTIONS[] = {
	{ .name = "plan",
	  .type = CLI_FLAG,
	  .help = "only show what would move or open (the default)" },
	{ .name = "apply",
	  .type = CLI_FLAG,
	  .help = "close each and open it with the new date; open what is missing" },
	CLI_OPTIONS_END,
};

const cli_command CMD_DUTY[] = {
	{ .name = "duty",
	  .sub = "list",
	  .summary = "duties, open ones unless asked for all",
	  .mode = CLI_READ,
	  .options = LIST_OPTIONS,
	  .synopsis = "",
	  .examples = { "cnis duty list --child C1042-9 --all", "cnis duty list --unallocated" },
	  .run = run_list,
	  .list = true },
	{ .name = "duty",
	  .sub = "show",
	  .summary = "one duty with everything known of it",
	  .mode = CLI_READ,
	  .synopsis = "DUTY",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis duty show D3-7", "cnis duty show D3-7 --format json" },
	  .run = run_show },
	{ .name = "duty",
	  .sub = "assign",
	  .summary = "give a duty to another officer from today",
	  .mode = CLI_WRITE,
	  .options = ASSIGN_OPTIONS,
	  .synopsis = "DUTY",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis duty assign D3-7 --to jsmith",
	                "cnis duty assign D3-7 --to jsmith --dry-run" },
	  .run = run_assign },
	{ .name = "duty",
	  .sub = "release",
	  .summary = "put a duty into the queue of what waits for an owner",
	  .mode = CLI_WRITE,
	  .synopsis = "DUTY",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis duty release D3-7", "cnis duty release D3-7 --dry-run" },
	  .about = "Whoever has it gives it back, or a manager. It is never without an owner: "
	           "whoever keeps the queue has it (setting queue.keeper, else a manager), with a "
	           "duty to give it to somebody by the next working day; `cnis duty assign` does.",
	  .run = run_release },
	{ .name = "duty",
	  .sub = "extend",
	  .summary = "put off a date the authority set itself",
	  .mode = CLI_WRITE,
	  .options = EXTEND_OPTIONS,
	  .synopsis = "DUTY",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis duty extend D3-7 --to 2026-12-18",
	                "cnis duty extend D3-7 --to '18 Dec 2026' <reason.txt" },
	  .about =
	      "Once by an officer, further by a manager; the reason is asked for, or read from "
	      "stdin. A date set by statute is never put off. The first date stays on record.",
	  .run = run_extend },
	{ .name = "duty",
	  .sub = "meet",
	  .summary = "a duty that nothing else records was done",
	  .mode = CLI_WRITE,
	  .options = MEET_OPTIONS,
	  .synopsis = "DUTY",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis duty meet D3-7", "cnis duty meet D3-7 --on 2026-11-20 <done.txt" },
	  .about = "The word with social care, s. 436H(5), an enquiry, the next step after a "
	           "review, a query, looking into a break-glass. What has a record of its own (a "
	           "review, a decision, an "
	           "entry) is met by that record. What was done is asked for, or read from stdin.",
	  .run = run_meet },
	{ .name = "duty",
	  .sub = "waive",
	  .summary = "decide that a local duty need not be done",
	  .mode = CLI_WRITE,
	  .synopsis = "DUTY",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis duty waive D3-7", "cnis duty waive D3-7 <reason.txt" },
	  .about = "A manager decides, with a reason, asked for or read from stdin. Neither a duty "
	           "set by statute nor the last open duty of an open entry can be waived.",
	  .run = run_waive },
	{ .name = "duty",
	  .sub = "recalc",
	  .summary = "what a changed setting or calendar would move or open",
	  .mode = CLI_WRITE,
	  .options = RECALC_OPTIONS,
	  .synopsis = "",
	  .examples = { "cnis duty recalc --plan", "cnis duty recalc --apply" },
	  .about =
	      "Nothing moves by itself. Dates put off by a person stand. An in-force date that "
	      "was recorded when it had passed opens nothing either: what has been owed since "
	      "is shown here without a reference, with the date it would have had, and "
	      "--apply opens it. Of s. 38 that is the home consideration of children "
	      "registered since (s. 436B(8)) and of settings included since (s. 436B(10)); of s. "
	      "39 the consideration of s. 436H(5), in "
	      "place of the word with social care; of s. 37 nothing, because the gates ask "
	      "for the day itself when a child is entered or a name is removed.",
	  .run = run_recalc },
	{ .name = NULL },
};
