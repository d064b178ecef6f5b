#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/access.h>
#include <cnis/reference.h>
#include <cnis/setting.h>

#include "cli/cli.h"
#include "cli/duty_rows.h"

static const out_column COLUMNS[] = {
	{ .key = "duty", .heading = "duty", .type = OUT_TEXT },
	{ .key = "child", .heading = "child", .type = OUT_TEXT },
	{ .key = "name", .heading = "name", .type = OUT_TEXT },
	{ .key = "kind", .heading = NULL, .type = OUT_TEXT },
	{ .key = "what", .heading = "what", .type = OUT_TEXT },
	{ .key = "due", .heading = "due", .type = OUT_DAY },
	{ .key = "days_late", .heading = "days late", .type = OUT_INT },
	{ .key = "priority", .heading = "priority", .type = OUT_BOOL },
	{ .key = "owner", .heading = "owner", .type = OUT_TEXT },
	{ .key = "rule", .heading = "rule", .type = OUT_TEXT },
	{ .key = "state", .heading = NULL, .type = OUT_TEXT },
	{ .key = "entry", .heading = NULL, .type = OUT_TEXT },
	{ .key = "withdrawal", .heading = NULL, .type = OUT_TEXT },
	{ .key = "opened", .heading = NULL, .type = OUT_DAY },
	{ .key = "intake", .heading = "intake", .type = OUT_TEXT },
	{ .key = "cover", .heading = "cover", .type = OUT_TEXT },
	{ .key = "unallocated", .heading = NULL, .type = OUT_BOOL },
	{ .key = "complaint", .heading = "complaint", .type = OUT_TEXT },
	{ .key = "held", .heading = NULL, .type = OUT_BOOL },
};

enum { NOTED = 200 };

/*
 * The rows are read once.  They are kept in memory until the children they name are noted: when
 * there are no more of them, or when there are more than NOTED, who are then only counted.
 */
struct looking {
	cli *x;
	writer *w;
	const cnis_duty_query *q;
	const char *command;
	char filter[200];
	bool noted;
	int64_t child[NOTED];
	size_t n;
};

cnis_duty_query
duty_query(const cli *x)
{
	cnis_duty_query q = { .size = sizeof(q) };

	q.as_at = cli_as_at(x);
	q.due_from = CNIS_DAY_NONE;
	q.due_to = CNIS_DAY_NONE;
	q.after_due = CNIS_DAY_NONE;
	return q;
}

static void
reference(writer *w, char kind, int64_t id)
{
	out_text(w, id == 0 ? NULL : cli_reference(kind, id));
}

/*
 * The word of the code list, for people: "consent_check" reads "consent check".  Who has an
 * application to decide is the family's officer, who may not decide it.  What is to be sent may
 * have to wait.
 */
static const char *
spoken(const cnis_duty *d, char buf[64])
{
	if (strcmp(d->kind, "consent_decide") == 0)
		return "consent: prepare (a manager decides)";
	(void)snprintf(buf, 64, "%.40s%s", d->kind, d->held ? " (letters held)" : "");
	for (char *p = buf; *p != '\0'; p++)
		if (*p == '_')
			*p = ' ';
	return buf;
}

/* What finds the same children again, for the access log. */
static void
filter_of(const cnis_duty_query *q, char buf[200])
{
	char as_at[CNIS_DAY_ISO_SIZE];
	char from[CNIS_DAY_ISO_SIZE];
	char to[CNIS_DAY_ISO_SIZE];
	int len = snprintf(buf, 200, "as-at %s due %s..%s owner %s%s kind %s%s",
	                   cnis_day_iso(q->as_at, as_at), cnis_day_iso(q->due_from, from),
	                   cnis_day_iso(q->due_to, to), q->owner == NULL ? "any" : q->owner,
	                   q->covered_too ? " and covered" : "", q->kind == NULL ? "any" : q->kind,
	                   q->ended_too     ? " ended too"
	                   : q->unallocated ? " unallocated"
	                                    : "");

	if (len > 0 && len < 200 && q->after_id != 0)
		len += snprintf(buf + len, 200 - (size_t)len, " after %s",
		                cli_reference(CNIS_REF_DUTY, q->after_id));
	if (len > 0 && len < 200 && q->limit != 0)
		(void)snprintf(buf + len, 200 - (size_t)len, " limit %lld", (long long)q->limit);
}

/* The note first, then what was kept. */
static cnis_status
note(struct looking *l, int64_t n)
{
	cnis_status st =
	    cnis_access_note(l->x->r, l->command, l->filter, l->child, (size_t)n, &l->x->error);

	l->noted = true;
	return st == CNIS_OK ? cli_release(l->x, l->w) : st;
}

/* One more child is about to be shown, or the same again. */
static cnis_status
see(struct looking *l, int64_t child)
{
	int64_t n = 0;
	cnis_status st;

	if (child == 0) /* of what has arrived: its reference and nothing else is shown */
		return CNIS_OK;
	for (size_t i = l->n; i > 0; i--)
		if (l->child[i - 1] == child)
			return CNIS_OK;
	if (l->n < NOTED) {
		l->child[l->n++] = child;
		return CNIS_OK;
	}
	st = cnis_duty_count_children(l->x->r, l->q, &n, &l->x->error);
	return st == CNIS_OK ? note(l, n) : st;
}

static cnis_status
print(const cnis_duty *d, void *payload, cnis_error *reterr)
{
	struct looking *l = payload;
	char what[64];
	cnis_status st = l->noted ? CNIS_OK : see(l, d->child_id);

	(void)reterr;
	if (st != CNIS_OK)
		return st;
	reference(l->w, CNIS_REF_DUTY, d->id);
	reference(l->w, CNIS_REF_CHILD, d->child_id);
	out_text(l->w, d->child_name);
	out_text(l->w, d->kind);
	out_text(l->w, spoken(d, what));
	out_day(l->w, d->due);
	out_int(l->w, d->days_late);
	out_bool(l->w, d->priority != 0);
	out_text(l->w, d->owner);
	out_text(l->w, d->rule);
	out_text(l->w, d->state);
	reference(l->w, CNIS_REF_ENTRY, d->entry_id);
	reference(l->w, CNIS_REF_WITHDRAWAL, d->withdrawal_id);
	out_day(l->w, d->opened);
	reference(l->w, CNIS_REF_INTAKE, d->intake_id);
	out_text(l->w, d->cover);
	out_bool(l->w, d->unallocated);
	reference(l->w, CNIS_REF_COMPLAINT, d->complaint_id);
	out_bool(l->w, d->held);
	return cli_row(l->x, l->w);
}

static cnis_status
held_rows(struct looking *l, const out_spec *spec)
{
	cli *x = l->x;
	cnis_status st = CNIS_OK;

	if (!l->noted)
		st = cli_hold(x);
	if (st == CNIS_OK)
		st = (l->w = cli_open(x, spec)) == NULL ? CNIS_ENOMEM : CNIS_OK;
	if (st == CNIS_OK)
		st = cnis_duty_walk(x->r, l->q, print, l, &x->error);
	if (st == CNIS_OK && !l->noted)
		st = note(l, (int64_t)l->n);
	return cli_close(x, l->w, st);
}

static cnis_status
keep_place(const cnis_duty *d, void *payload, cnis_error *reterr)
{
	cnis_duty_query *q = payload;

	(void)reterr;
	q->after_due = d->due;
	q->after_id = d->id;
	return CNIS_OK;
}

cnis_status
duty_rows(cli *x, cnis_duty_query *q, const char *command, const char *title)
{
	const out_spec spec = { .columns = COLUMNS,
		                .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]),
		                .title = title };
	struct looking l = { .x = x, .q = q, .command = command };
	/* rows, number of children and journal seq of one state */
	cnis_status st = cnis_register_hold(x->r, &x->error);

	if (st != CNIS_OK)
		return st;
	if (cli_given(x, "after"))
		st = cnis_duty_get(x->r, cli_ref(x, "after"), keep_place, q, &x->error);
	q->with_names = !cli_given(x, "no-names");
	l.noted = !q->with_names;
	filter_of(q, l.filter);
	if (st == CNIS_OK)
		st = held_rows(&l, &spec);
	cnis_register_let_go(x->r);
	return st;
}

static cnis_status
whose(cli *x, cnis_duty_query *q)
{
	if (cli_given(x, "mine") && cli_given(x, "owner"))
		return cli_fail(x, CNIS_EINVAL, "owner", "--mine and --owner exclude one another");
	q->owner = cli_given(x, "mine") ? cnis_register_login(x->r) : cli_text(x, "owner");
	q->covered_too = cli_given(x, "mine");
	q->kind = cli_text(x, "kind");
	q->limit = cli_int(x, "limit", 0);
	return CNIS_OK;
}

static cnis_status
run_due(cli *x)
{
	cnis_duty_query q = duty_query(x);
	char days[201] = "14";
	char title[80];
	char iso[CNIS_DAY_ISO_SIZE];
	int64_t ahead;
	cnis_status st = whose(x, &q);

	if (st == CNIS_OK)
		st = cnis_setting_get(x->r, "list.due_days", q.as_at, days, NULL, &x->error);
	if (st != CNIS_OK)
		return st;
	ahead = cli_int(x, "days", strtol(days, NULL, 10));
	if (ahead > 3650)
		return cli_fail(x, CNIS_EINVAL, "days", "at most 3650 days ahead");
	q.due_from = q.as_at;
	q.due_to = q.as_at + (cnis_day)ahead;
	(void)snprintf(title, sizeof(title), "Due by %s", cnis_day_iso(q.due_to, iso));
	return duty_rows(x, &q, "due", title);
}

static cnis_status
run_overdue(cli *x)
{
	cnis_duty_query q = duty_query(x);
	char title[80];
	char iso[CNIS_DAY_ISO_SIZE];
	cnis_status st = whose(x, &q);

	if (st != CNIS_OK)
		return st;
	q.due_to = q.as_at - 1;
	(void)snprintf(title, sizeof(title), "Overdue on %s", cnis_day_iso(q.as_at, iso));
	return duty_rows(x, &q, "overdue", title);
}

#define WHOSE                                                                                      \
	{ .name = "mine", .type = CLI_FLAG, .help = "only what is mine, and what I cover" },       \
	    { .name = "owner",                                                                     \
	      .type = CLI_TEXT,                                                                    \
	      .value = "LOGIN",                                                                    \
	      .help = "only what this officer has" },                                              \
	    { .name = "kind", .type = CLI_TEXT, .value = "KIND", .help = "only this kind" },       \
	    DUTY_PAGE

static const cli_option DUE_OPTIONS[] = {
	{ .name = "days",
	  .type = CLI_INT,
	  .value = "N",
	  .help = "how many days ahead; the setting list.due_days" },
	WHOSE,
	CLI_OPTIONS_END,
};
static const cli_option OVERDUE_OPTIONS[] = {
	WHOSE,
	CLI_OPTIONS_END,
};

const cli_command CMD_DUE[] = {
	{ .name = "due",
	  .summary = "what must be done from today on, by due day",
	  .mode = CLI_READ,
	  .options = DUE_OPTIONS,
	  .synopsis = "",
	  .examples = { "cnis due --mine", "cnis due --days 30 --kind review" },
	  .about = "Duties due today or in the next days; what is late already stands in cnis "
	           "overdue. The children named are noted in the access log.",
	  .run = run_due,
	  .list = true },
	{ .name = "overdue",
	  .summary = "what should have been done, longest overdue first",
	  .mode = CLI_READ,
	  .options = OVERDUE_OPTIONS,
	  .synopsis = "",
	  .examples = { "cnis overdue --owner jsmith --exit-code",
	                "cnis overdue --limit 50 --after D3-7" },
	  .about = "Duties due before today and not done. The children named are noted in the "
	           "access log.",
	  .run = run_overdue,
	  .list = true },
	{ .name = NULL },
};
