/* The files of a night, beside the manifest. */
#include <cnis/duty.h>
#include <cnis/reference.h>
#include <cnis/unseen.h>

#include "domain/setting.h"
#include "exchange/export.h"
#include "exchange/night.h"

/* clang-format off */
static const store_sql OPEN_DUTIES = { "night.open_duties",
	"SELECT count(*) FROM duty INDEXED BY duty_open_by_due WHERE state = 'open'"
	" AND due_day >= :from AND due_day <= :to AND opened_day <= :on"
	" AND (lapse_day IS NULL OR lapse_day >= :on)" };
/* clang-format on */

static cnis_status
children(night *n, sink *s, cnis_error *reterr)
{
	cnis_status st = export_children_rows(n->r, n->today, false, s, reterr);

	n->done->children = s->rows;
	return st;
}

/* Lists carry references, not names: children.csv has the names, once. */
static const char *const duty_columns[] = { "duty_ref", "child_ref", "kind",      "rule",
	                                    "opened",   "due",       "days_late", "owner",
	                                    "priority", "intake_ref" };

static cnis_status
duty_row(const cnis_duty *d, void *payload, cnis_error *reterr)
{
	sink *s = payload;
	char ref[CNIS_REFERENCE_SIZE];

	(void)reterr;
	sink_row(s);
	sink_text(s, "duty_ref", cnis_reference_format(CNIS_REF_DUTY, d->id, ref));
	sink_text(s, "child_ref",
	          d->child_id == 0 ? NULL
	                           : cnis_reference_format(CNIS_REF_CHILD, d->child_id, ref));
	sink_text(s, "kind", d->kind);
	sink_text(s, "rule", d->rule);
	sink_day(s, "opened", d->opened);
	sink_day(s, "due", d->due);
	sink_int(s, "days_late", d->days_late);
	sink_text(s, "owner", d->owner);
	sink_bool(s, "priority", d->priority != 0);
	sink_text(s, "intake_ref",
	          d->intake_id == 0 ? NULL
	                            : cnis_reference_format(CNIS_REF_INTAKE, d->intake_id, ref));
	sink_row_end(s);
	return s->st;
}

static cnis_status
duties(night *n, sink *s, cnis_day from, cnis_day to, cnis_error *reterr)
{
	const cnis_duty_query query = { .size = sizeof(query),
		                        .as_at = n->today,
		                        .due_from = from,
		                        .due_to = to,
		                        .after_due = CNIS_DAY_NONE };

	sink_header(s, duty_columns, sizeof(duty_columns) / sizeof(duty_columns[0]));
	return cnis_duty_walk(n->r, &query, duty_row, s, reterr);
}

/* Rows that are open and not in the list, because they would tell a cause: only how many. */
static cnis_status
count_withheld(night *n, const sink *s, cnis_day from, cnis_day to, int64_t *ret,
               cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(n->r->st, &OPEN_DUTIES, &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_day(&c, ":on", n->today);
	stmt_int(&c, ":from", from);
	stmt_int(&c, ":to", to);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK)
		*ret = col_int(&c, 0) - s->rows;
	stmt_close(&c);
	return st;
}

static cnis_status
due(night *n, sink *s, cnis_error *reterr)
{
	int64_t days = 0;
	cnis_status st = setting_int(n->r, "list.due_days", n->today, &days, reterr);

	if (st == CNIS_OK)
		st = duties(n, s, n->today, n->today + (cnis_day)days, reterr);
	n->done->due = s->rows;
	if (st == CNIS_OK)
		st = count_withheld(n, s, n->today, n->today + (cnis_day)days,
		                    &n->done->withheld_due, reterr);
	n->withheld_now = n->done->withheld_due;
	return st;
}

static cnis_status
overdue(night *n, sink *s, cnis_error *reterr)
{
	cnis_status st = duties(n, s, CNIS_DAY_NONE, n->today - 1, reterr);

	n->done->overdue = s->rows;
	if (st == CNIS_OK)
		st = count_withheld(n, s, CNIS_DAY_NONE, n->today - 1, &n->done->withheld_overdue,
		                    reterr);
	n->withheld_now = n->done->withheld_overdue;
	return st;
}

static const char *const unseen_columns[] = { "child_ref", "last_seen", "days", "reasons",
	                                      "owner" };

static cnis_status
unseen_row(const cnis_unseen *u, void *payload, cnis_error *reterr)
{
	sink *s = payload;
	char ref[CNIS_REFERENCE_SIZE];

	(void)reterr;
	sink_row(s);
	sink_text(s, "child_ref", cnis_reference_format(CNIS_REF_CHILD, u->child_id, ref));
	sink_day(s, "last_seen", u->last_seen);
	if (u->days < 0)
		sink_text(s, "days", NULL);
	else
		sink_int(s, "days", u->days);
	sink_text(s, "reasons", u->reasons);
	sink_text(s, "owner", u->owner);
	sink_row_end(s);
	return s->st;
}

static cnis_status
unseen(night *n, sink *s, cnis_error *reterr)
{
	cnis_status st;

	sink_header(s, unseen_columns, sizeof(unseen_columns) / sizeof(unseen_columns[0]));
	st = cnis_unseen_walk(n->r, n->today, false, unseen_row, s, reterr);
	n->done->unseen = s->rows;
	return st;
}

const night_file night_files[] = {
	{ "children.csv", false, children }, { "children.json", true, children },
	{ "due.csv", false, due },           { "overdue.csv", false, overdue },
	{ "unseen.csv", false, unseen },     { NULL, false, NULL },
};
