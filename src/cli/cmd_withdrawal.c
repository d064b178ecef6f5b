#include <stdlib.h>
#include <string.h>

#include <cnis/consent.h>
#include <cnis/entry.h>
#include <cnis/reference.h>
#include <cnis/withdrawal.h>

#include "cli/cli.h"
#include "cli/court.h"
#include "cli/family.h"
#include "cli/served.h"
#include "cli/siblings.h"

/* ---- notify ---------------------------------------------------------------------------------- */

static const cli_option NOTIFY_OPTIONS[] = {
	{ .name = "by",
	  .type = CLI_TEXT,
	  .value = "SOURCE",
	  .help = "who told the authority: school, parent or another source",
	  .required = true },
	{ .name = "school",
	  .type = CLI_WORDS,
	  .value = "NAME",
	  .help = "the school on whose roll the child is or was",
	  .required = true },
	{ .name = "urn", .type = CLI_TEXT, .value = "URN", .help = "its six-digit URN" },
	FAMILY_ON("the notice reached the authority (today)"),
	{ .name = "notice",
	  .type = CLI_DAY,
	  .value = "DATE",
	  .help = "the parent's written notice to the school" },
	{ .name = "leave",
	  .type = CLI_DAY,
	  .value = "DATE",
	  .help = "day after which the pupil will not attend" },
	{ .name = "purpose",
	  .type = CLI_CHOICE,
	  .value = "PURPOSE",
	  .choices = "otherwise_than_at_school other_school not_known",
	  .help = "why the child leaves (otherwise_than_at_school)" },
	{ .name = "placement",
	  .type = CLI_CHOICE,
	  .value = "KIND",
	  .choices = "mainstream special independent_special unit private",
	  .help = "kind of place at the school (mainstream)" },
	{ .name = "placed-by",
	  .type = CLI_TEXT,
	  .value = "CODE",
	  .help = "authority that arranged the place" },
	{ .name = "off-roll", .type = CLI_FLAG, .help = "the school has removed the name already" },
	{ .name = "deleted",
	  .type = CLI_DAY,
	  .value = "DATE",
	  .help = "with --off-roll: when it did (the day of the notice)" },
	CLI_OPTIONS_END,
};

/* What became of it, for the person: the process as it stands now. */
static cnis_status
tell(const cnis_withdrawal *w, void *payload, cnis_error *reterr)
{
	cli *x = payload;
	const char *child = cli_reference(CNIS_REF_CHILD, w->child_id);
	const char *ref = cli_reference(CNIS_REF_WITHDRAWAL, w->id);

	(void)reterr;
	if (w->deletion_without_consent)
		cli_say(x, "roll deletion without consent notice: recorded of the school, "
		           "not of the family");
	if (strcmp(w->state, "consent_needed") == 0) {
		cli_say(x,
		        "consent is needed before the child leaves the roll; the notice is kept");
		cli_next(x, "cnis consent check %s", child);
	} else if (w->closed != CNIS_DAY_NONE) {
		cli_next(x, "cnis withdrawal show %s", ref);
	} else if (strcmp(w->state, "left") == 0) {
		cli_next(x, "cnis entry open %s", child);
	} else {
		cli_say(x, "no consent is needed");
		cli_next(x, "cnis withdrawal left %s", ref);
	}
	return CNIS_OK;
}

static cnis_status
done(cli *x, int64_t id, const char *what)
{
	cnis_status st = CNIS_OK;

	if (!x->dry_run)
		st = cnis_withdrawal_get(x->r, id, tell, x, &x->error);
	return st == CNIS_OK ? cli_done(x, CNIS_REF_WITHDRAWAL, id, what) : st;
}

static cnis_status
note_home_entry(const cnis_entry *e, void *payload, cnis_error *reterr)
{
	bool *home = payload;

	(void)reterr;
	*home = *home || (e->open && strcmp(e->route, "home_education") == 0);
	return CNIS_OK;
}

/* On the register as on no roll, and now a school says that the child is to leave one. */
static void
say_entered(cli *x, int64_t child)
{
	cnis_error nothing = { 0 };
	bool home = false;

	(void)cnis_entry_walk(x->r, child, CNIS_DAY_NONE, note_home_entry, &home, &nothing);
	if (home)
		cli_say(x, "the child is on the register as home educated already; if they went "
		           "back to a school, end the entry (cnis entry end)");
}

static cnis_status
run_notify(cli *x)
{
	int64_t child = 0, id = 0;
	cnis_withdrawal_new n = { .size = sizeof(n),
		                  .purpose = cli_text(x, "purpose"),
		                  .notified_by = cli_text(x, "by"),
		                  .notified = family_on(x),
		                  .notice = cli_day(x, "notice"),
		                  .leave = cli_day(x, "leave"),
		                  .school_name = cli_text(x, "school"),
		                  .school_urn = cli_text(x, "urn"),
		                  .placement = cli_text(x, "placement"),
		                  .placed_by = cli_text(x, "placed-by"),
		                  .off_roll = cli_given(x, "off-roll"),
		                  .deleted = cli_day(x, "deleted") };
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_CHILD, &child);

	if (st == CNIS_OK && cli_given(x, "deleted") && !n.off_roll)
		st = cli_fail(x, CNIS_EINVAL, "deleted", "goes with --off-roll");
	n.child_id = child;
	if (st == CNIS_OK)
		st = cnis_withdrawal_notify(x->r, &n, &id, &x->error);
	if (st != CNIS_OK)
		return st;
	court_say(x, child);
	if (!n.off_roll)
		say_entered(x, child);
	siblings_offer(x, child, SIBLINGS_NOT_ENTERED, NULL, "withdrawal notify", "");
	return done(x, id, "notice kept");
}

/* ---- left and withdraw ----------------------------------------------------------------------- */

static const cli_option LEFT_OPTIONS[] = {
	FAMILY_ON("the school removed the name (today)"),
	CLI_OPTIONS_END,
};
static const cli_option WITHDRAW_OPTIONS[] = {
	FAMILY_ON("the parent told us (today)"),
	CLI_OPTIONS_END,
};

/* It may be so, and it may be a slip of the year. */
static cnis_status
tell_before(const cnis_withdrawal *w, void *payload, cnis_error *reterr)
{
	cli *x = payload;
	char on[CNIS_DAY_ISO_SIZE], notified[CNIS_DAY_ISO_SIZE];
	cnis_day removed = family_on(x);

	(void)reterr;
	if (removed == CNIS_DAY_NONE || removed >= w->notified)
		return CNIS_OK;
	cli_say(x,
	        "%s lies before the notice of %s: what counts from the removal counts from the "
	        "notice; if the day is wrong, take it back (cnis undo)",
	        cnis_day_iso(removed, on), cnis_day_iso(w->notified, notified));
	return CNIS_OK;
}

static cnis_status
run_left(cli *x)
{
	int64_t id = 0;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_WITHDRAWAL, &id);

	if (st == CNIS_OK)
		st = cnis_withdrawal_left(x->r, id, 0, family_on(x), &x->error);
	if (st == CNIS_OK)
		st = cnis_withdrawal_get(x->r, id, tell_before, x, &x->error);
	return st == CNIS_OK ? done(x, id, "removal from the roll recorded") : st;
}

static cnis_status
run_withdraw(cli *x)
{
	int64_t id = 0;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_WITHDRAWAL, &id);

	if (st == CNIS_OK)
		st = cnis_withdrawal_withdraw(x->r, id, 0, family_on(x), &x->error);
	return st == CNIS_OK ? done(x, id, "closed: the child stays at the school") : st;
}

/* ---- list and show --------------------------------------------------------------------------- */

static const out_column COLUMNS[] = {
	{ .key = "withdrawal", .heading = "withdrawal", .type = OUT_TEXT },
	{ .key = "child", .heading = "child", .type = OUT_TEXT },
	{ .key = "state", .heading = "state", .type = OUT_TEXT },
	{ .key = "notified_on", .heading = "notified", .type = OUT_DAY },
	{ .key = "notified_by", .heading = "by", .type = OUT_TEXT },
	{ .key = "school", .heading = "school", .type = OUT_TEXT },
	{ .key = "leave_on", .heading = "leaves after", .type = OUT_DAY },
	{ .key = "on_roll", .heading = "on roll", .type = OUT_BOOL },
	{ .key = "deleted_on", .heading = "removed", .type = OUT_DAY },
	{ .key = "deletion_without_consent",
	  .heading = "removed without consent notice (school)",
	  .type = OUT_BOOL },
	{ .key = "closed_on", .heading = "closed", .type = OUT_DAY },
	{ .key = "entry", .heading = "entry", .type = OUT_TEXT },
	{ .key = "purpose", .heading = NULL, .type = OUT_TEXT },
	{ .key = "notice_on", .heading = NULL, .type = OUT_DAY },
	{ .key = "school_urn", .heading = NULL, .type = OUT_TEXT },
	{ .key = "placement", .heading = "placement", .type = OUT_TEXT },
	{ .key = "placed_by", .heading = "placed by", .type = OUT_TEXT },
	{ .key = "tests", .heading = NULL, .type = OUT_INT },
	{ .key = "rev", .heading = NULL, .type = OUT_INT },
};
enum { N_COLUMNS = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };

static cnis_status
show_row(const cnis_withdrawal *w, void *payload, cnis_error *reterr)
{
	family_listing *l = payload;
	cnis_status st = family_see(l, w->child_id);

	(void)reterr;
	if (st != CNIS_OK)
		return st;
	out_text(l->w, cli_reference(CNIS_REF_WITHDRAWAL, w->id));
	out_text(l->w, cli_reference(CNIS_REF_CHILD, w->child_id));
	out_text(l->w, w->state);
	out_day(l->w, w->notified);
	out_text(l->w, w->notified_by);
	out_text(l->w, w->school_name);
	out_day(l->w, w->leave);
	out_bool(l->w, w->on_roll);
	out_day(l->w, w->deleted);
	out_bool(l->w, w->deletion_without_consent);
	out_day(l->w, w->closed);
	family_reference(l->w, CNIS_REF_ENTRY, w->entry_id);
	out_text(l->w, w->purpose);
	out_day(l->w, w->notice);
	out_text(l->w, w->school_urn);
	out_text(l->w, w->placement);
	out_text(l->w, w->placed_by);
	out_int(l->w, w->tests);
	out_int(l->w, w->rev);
	return cli_row(l->x, l->w);
}

static const cli_option LIST_OPTIONS[] = {
	FAMILY_CHILD,
	{ .name = "all", .type = CLI_FLAG, .help = "also those that are closed" },
	CLI_OPTIONS_END,
};

static cnis_status
walk(family_listing *l)
{
	const cnis_withdrawal_query q = {
		.size = sizeof(q), .as_at = l->on, .child_id = l->id, .closed_too = l->all
	};

	return cnis_withdrawal_walk(l->x->r, &q, show_row, l, &l->x->error);
}

static cnis_status
run_list(cli *x)
{
	static const out_spec spec = { .columns = COLUMNS, .n = N_COLUMNS };
	family_listing l = {
		.x = x, .id = cli_ref(x, "child"), .all = cli_given(x, "all"), .child = true
	};

	return family_rows(&l, "withdrawal list", l.all ? "--all" : "", &spec, walk);
}

static const out_column TEST_COLUMNS[] = {
	{ .key = "stage", .heading = "stage", .type = OUT_TEXT },
	{ .key = "on", .heading = "on", .type = OUT_DAY },
	{ .key = "required", .heading = "consent needed", .type = OUT_BOOL },
	{ .key = "advised", .heading = "advised", .type = OUT_BOOL },
	{ .key = "rule", .heading = "rule", .type = OUT_TEXT },
	{ .key = "conditions", .heading = "conditions", .type = OUT_TEXT },
	{ .key = "local_gate", .heading = "local gate", .type = OUT_TEXT },
	{ .key = "relevant_authority", .heading = "authority", .type = OUT_LIST },
	{ .key = "inputs", .heading = NULL, .type = OUT_RAW },
};

static cnis_status
show_test(const cnis_consent_test *t, void *payload, cnis_error *reterr)
{
	family_listing *l = payload;

	(void)reterr;
	out_text(l->w, t->stage);
	out_day(l->w, t->on);
	out_bool(l->w, t->required);
	out_bool(l->w, t->advise);
	out_text(l->w, t->rule);
	family_words(l->w, t->conditions);
	family_words(l->w, t->local_gate);
	out_text(l->w, t->authorities);
	family_words(l->w, t->inputs);
	return cli_row(l->x, l->w);
}

static cnis_status
get(family_listing *l)
{
	return cnis_withdrawal_get(l->x->r, l->id, show_row, l, &l->x->error);
}

static cnis_status
run_show(cli *x)
{
	static const out_spec one = {
		.columns = COLUMNS, .n = N_COLUMNS, .record = "withdrawal", .vertical = true
	};
	static const out_spec tests = { .columns = TEST_COLUMNS,
		                        .n = sizeof(TEST_COLUMNS) / sizeof(TEST_COLUMNS[0]),
		                        .record = "consent_test",
		                        .title = "Verdicts kept" };
	family_listing l = { .x = x };
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_WITHDRAWAL, &l.id);

	if (st == CNIS_OK)
		st = family_rows(&l, "withdrawal show", "", &one, get);
	if (st != CNIS_OK)
		return st;
	l.w = cli_open(x, &tests);
	if (l.w == NULL)
		return CNIS_ENOMEM;
	st = cli_close(x, l.w, cnis_consent_tests(x->r, l.id, show_test, &l, &x->error));
	return st == CNIS_OK ? served_table(&l) : st;
}

const cli_command CMD_WITHDRAWAL[] = {
	{ .name = "withdrawal",
	  .sub = "notify",
	  .summary = "keep a notice that a child is to leave a school's roll",
	  .mode = CLI_WRITE,
	  .options = NOTIFY_OPTIONS,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis withdrawal notify C1-3 --by school --school -",
	                "cnis withdrawal notify C1-3 --by parent --school - --placement "
	                "special --placed-by 302 --leave 2026-12-18" },
	  .about =
	      "The notice is always kept.  The gates are tried and the verdict is kept with it; "
	      "where consent is needed, what cannot be done is to enter the child as lawfully "
	      "withdrawn while still on the roll.",
	  .run = run_notify },
	{ .name = "withdrawal",
	  .sub = "left",
	  .summary = "the school has removed the name from its roll",
	  .mode = CLI_WRITE,
	  .options = LEFT_OPTIONS,
	  .synopsis = "WITHDRAWAL",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis withdrawal left W1-3", "cnis withdrawal left W1-3 --on 2026-11-16" },
	  .about =
	      "The gates are tried once more.  Where consent was needed and not granted, that is "
	      "recorded of the school; the child is entered on the register all the same.",
	  .run = run_left },
	{ .name = "withdrawal",
	  .sub = "withdraw",
	  .summary = "the parent changed plan and the child stays at the school",
	  .mode = CLI_WRITE,
	  .options = WITHDRAW_OPTIONS,
	  .synopsis = "WITHDRAWAL",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis withdrawal withdraw W1-3",
	                "cnis withdrawal withdraw W1-3 --on 2026-11-16" },
	  .run = run_withdraw },
	{ .name = "withdrawal",
	  .sub = "list",
	  .summary = "open withdrawals, oldest notice first",
	  .mode = CLI_READ,
	  .options = LIST_OPTIONS,
	  .synopsis = "",
	  .examples = { "cnis withdrawal list", "cnis withdrawal list --all --child C1-3" },
	  .run = run_list,
	  .list = true },
	{ .name = "withdrawal",
	  .sub = "show",
	  .summary = "one withdrawal, every verdict kept for it, and who was served notice",
	  .mode = CLI_READ,
	  .synopsis = "WITHDRAWAL",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis withdrawal show W1-3", "cnis withdrawal show W1-3 --format json" },
	  .about =
	      "The ground of a verdict is shown to managers and to the safeguarding role, child "
	      "protection to that role only. Why somebody was not served, or was all the same, is "
	      "shown to managers and to the safeguarding role.",
	  .run = run_show },
	{ .name = NULL },
};
