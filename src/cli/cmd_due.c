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
};

enum { NOTED = 200 };

/* Children about to be shown: the first NOTED by number, the rest only counted. */
struct looking {
	cli *x;
	writer *w;
	int64_t *child;
	size_t n, room;
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

static cnis_status
gather(const cnis_duty *d, void *payload, cnis_error *reterr)
{
	struct looking *l = payload;

	(void)reterr;
	for (size_t i = l->n; i > 0 && l->n <= NOTED; i--)
		if (l->child[i - 1] == d->child_id)
			return CNIS_OK;
	if (l->n == l->room) {
		size_t room = l->room == 0 ? 64 : l->room * 2;
		int64_t *grown = realloc(l->child, room * sizeof(*grown));

		if (grown == NULL)
			return cli_fail(l->x, CNIS_ENOMEM, "", "out of memory");
		l->child = grown;
		l->room = room;
	}
	l->child[l->n++] = d->child_id;
	return CNIS_OK;
}

static int
by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a;
	int64_t y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* Each child once, ascending. */
static void
unique(struct looking *l)
{
	size_t n = 0;

	if (l->n == 0)
		return;
	qsort(l->child, l->n, sizeof(*l->child), by_number);
	for (size_t i = 0; i < l->n; i++)
		if (n == 0 || l->child[n - 1] != l->child[i])
			l->child[n++] = l->child[i];
	l->n = n;
}

static void
reference(writer *w, char kind, int64_t id)
{
	out_text(w, id == 0 ? NULL : cli_reference(kind, id));
}

/* The word of the code list, for people: "consent_decide" reads "consent decide". */
static const char *
spoken(const char *kind, char buf[64])
{
	(void)snprintf(buf, 64, "%s", kind);
	for (char *p = buf; *p != '\0'; p++)
		if (*p == '_')
			*p = ' ';
	return buf;
}

static cnis_status
print(const cnis_duty *d, void *payload, cnis_error *reterr)
{
	const struct looking *l = payload;
	char what[64];

	(void)reterr;
	/* somebody may have opened a duty since the note was written: show nobody who is not in it
	 */
	if (l->child != NULL &&
	    bsearch(&d->child_id, l->child, l->n, sizeof(*l->child), by_number) == NULL)
		return CNIS_OK;
	reference(l->w, CNIS_REF_DUTY, d->id);
	reference(l->w, CNIS_REF_CHILD, d->child_id);
	out_text(l->w, d->child_name);
	out_text(l->w, d->kind);
	out_text(l->w, spoken(d->kind, what));
	out_day(l->w, d->due);
	out_int(l->w, d->days_late);
	out_bool(l->w, d->priority != 0);
	out_text(l->w, d->owner);
	out_text(l->w, d->rule);
	out_text(l->w, d->state);
	reference(l->w, CNIS_REF_ENTRY, d->entry_id);
	reference(l->w, CNIS_REF_WITHDRAWAL, d->withdrawal_id);
	out_day(l->w, d->opened);
	return cli_row(l->x, l->w);
}

/* What finds the same children again, for the access log. */
static void
filter_of(const cnis_duty_query *q, char buf[200])
{
	char as_at[CNIS_DAY_ISO_SIZE];
	char from[CNIS_DAY_ISO_SIZE];
	char to[CNIS_DAY_ISO_SIZE];

	(void)snprintf(buf, 200, "as-at %s due %s..%s owner %s kind %s%s",
	               cnis_day_iso(q->as_at, as_at), cnis_day_iso(q->due_from, from),
	               cnis_day_iso(q->due_to, to), q->owner == NULL ? "any" : q->owner,
	               q->kind == NULL ? "any" : q->kind, q->ended_too ? " ended too" : "");
}

cnis_status
duty_rows(cli *x, cnis_duty_query *q, const char *command, const char *title)
{
	out_spec spec = { .columns = COLUMNS, .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };
	struct looking l = { .x = x };
	char filter[200];
	cnis_status st = CNIS_OK;

	q->with_names = !cli_given(x, "no-names");
	if (q->with_names) {
		q->with_names = false;
		st = cnis_duty_walk(x->r, q, gather, &l, &x->error);
		q->with_names = true;
		unique(&l);
		filter_of(q, filter);
		if (st == CNIS_OK)
			st = cnis_access_note(x->r, command, filter, l.child, l.n, &x->error);
	}
	if (st == CNIS_OK) {
		spec.title = title;
		l.w = cli_open(x, &spec);
		st = l.w == NULL ? CNIS_ENOMEM : cnis_duty_walk(x->r, q, print, &l, &x->error);
		st = cli_close(x, l.w, st);
	}
	free(l.child);
	return st;
}

static cnis_status
whose(cli *x, cnis_duty_query *q)
{
	if (cli_given(x, "mine") && cli_given(x, "owner"))
		return cli_fail(x, CNIS_EINVAL, "owner", "--mine and --owner exclude one another");
	q->owner = cli_given(x, "mine") ? cnis_register_login(x->r) : cli_text(x, "owner");
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
	{ .name = "mine", .type = CLI_FLAG, .help = "only what is mine" },                         \
	    { .name = "owner",                                                                     \
	      .type = CLI_TEXT,                                                                    \
	      .value = "LOGIN",                                                                    \
	      .help = "only what this officer has" },                                              \
	    { .name = "kind", .type = CLI_TEXT, .value = "KIND", .help = "only this kind" },       \
	    { .name = "limit", .type = CLI_INT, .value = "N", .help = "at most N rows" },          \
	{                                                                                          \
		.name = "no-names", .type = CLI_FLAG,                                              \
		.help = "references only; nothing is noted in the access log"                      \
	}

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
	  .examples = { "cnis overdue", "cnis overdue --owner jsmith --exit-code" },
	  .about = "Duties due before today and not done. The children named are noted in the "
	           "access log.",
	  .run = run_overdue,
	  .list = true },
	{ .name = NULL },
};
