/*
 * Reading the duty ledger.  Each list is one statement: today's from the index of open duties by
 * due day (it costs what it shows), a past day's from when duties were opened and ended.
 */
#include <cnis/duty.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/death.h"
#include "domain/duty_inside.h"
#include "domain/fact.h"
#include "domain/officer.h"
#include "domain/register.h"
#include "domain/same.h"
#include "domain/sight.h"

/* clang-format off */
/* As the duty stood on :on.  The owner then is the row that began last by then. */
/* A record merged into another stands under the one kept; what protects is read of both. */
#define WITH_SAME "WITH " SAME_ROWS " "
#define JOIN_SAME " LEFT JOIN same z ON z.rec = d.child_id"
#define KEPT "coalesce(z.kept, d.child_id)"
#define RECORDS SAME_ROW_UNDER(KEPT)
#define MINE SAME_ROW_UNDER(":child")
#define ENDED "(d.ended_day IS NOT NULL AND d.ended_day <= :on)"
#define COVERS(v) v ".from_day <= :on AND " v ".to_day >= :on"
#define COLUMNS \
	"SELECT d.id, d.due_day, " KEPT ", coalesce(d.entry_id, 0), coalesce(d.withdrawal_id, 0)," \
	/* the fact behind such a step is for those who are told causes */ \
	" coalesce(d.review_id, 0), CASE WHEN :causes OR d.kind NOT IN " SIGHT_STEPS \
	" THEN coalesce(d.flag_id, 0) ELSE 0 END, d.kind, d.rule, d.rule_version, d.inputs," \
	" d.opened_day, d.lapse_day, CASE WHEN " ENDED " THEN d.ended_day END," \
	" CASE WHEN " ENDED " THEN d.state ELSE 'open' END," \
	" CASE WHEN " ENDED " OR d.extends_id IS NOT NULL THEN d.reason END," \
	" coalesce(d.extends_id, 0), d.rev, coalesce(w.officer_id, 0), coalesce(o.login, '')," \
	" coalesce(d.intake_id, 0), (SELECT u.login FROM cover v JOIN officer u ON u.id = v.by_id" \
	"   WHERE v.officer_id = w.officer_id AND " COVERS("v") " ORDER BY v.id DESC LIMIT 1)," \
	" NOT " ENDED " AND coalesce(w.queued, 0)," \
	" CASE WHEN :names THEN (SELECT n.full_name FROM child_name n WHERE n.child_id = " KEPT \
	"   AND n.kind <> 'former' AND (n.from_day IS NULL OR n.from_day <= :on)" \
	"   AND (n.to_day IS NULL OR n.to_day >= :on) ORDER BY n.kind, n.id DESC LIMIT 1) END," \
	/* an open reason: a priority flag that holds, or two homes from two sources */ \
	" EXISTS (SELECT 1 FROM " RECORDS " m JOIN flag f ON f.child_id = m.id" \
	"   JOIN flag_kind k ON k.code = f.kind" \
	"   WHERE " SIGHT_REASON("k") " AND f.from_day <= :on" \
	"   AND (f.to_day IS NULL OR f.to_day >= :on))" \
	" OR (SELECT min(c.address_id) < max(c.address_id) AND min(c.source) < max(c.source)" \
	"   FROM " RECORDS " m JOIN child_residence c ON c.child_id = m.id WHERE c.kind = 'home'" \
	"   AND (c.from_day IS NULL OR c.from_day <= :on) AND (c.to_day IS NULL OR c.to_day >= :on))," \
	/* giving it an owner is anybody's work, and says not of what */ \
	" CASE WHEN :steps AND NOT kept_back(9, d.id) THEN coalesce(d.complaint_id, 0) ELSE 0 END," \
	" NOT " ENDED " AND " HOLD_SENDS("d", KEPT, ":past")
#define OWNER_NOW JOIN_SAME \
	" LEFT JOIN duty_owner w ON w.duty_id = d.id AND w.to_day IS NULL" \
	" LEFT JOIN officer o ON o.id = w.officer_id"
#define OWNER_THEN JOIN_SAME \
	" LEFT JOIN duty_owner w ON w.id = (SELECT x.id FROM duty_owner x WHERE x.duty_id = d.id" \
	"   AND x.from_day <= :on ORDER BY x.from_day DESC, x.id DESC LIMIT 1)" \
	" LEFT JOIN officer o ON o.id = w.officer_id"
#define OPEN_NOW \
	" d.state = 'open' AND d.opened_day <= :on AND (d.lapse_day IS NULL OR d.lapse_day >= :on)"
/* whose work the owner asked about sees: their own and what they cover that day */
#define WORK_OF \
	"(SELECT :owner UNION ALL SELECT v.officer_id FROM cover v WHERE :covers" \
	" AND v.by_id = :owner AND " COVERS("v") ")"
#define ASKED_OF_IT \
	" AND d.due_day >= :due_from AND d.due_day <= :due_to" \
	" AND (d.due_day, d.id) > (:after_due, :after_id) AND (:kind IS NULL OR d.kind = :kind)" \
	" AND (:child IS NULL OR " KEPT " = :child) AND " SIGHT_ARRIVED("d")
#define ASKED ASKED_OF_IT " AND (:owner IS NULL OR w.officer_id IN " WORK_OF ")" \
	" AND (NOT :queued OR w.queued)" \
	" AND " SIGHT_DUTY("d")
#define ORDER " ORDER BY 2, 1 LIMIT :limit"
#define LIVED " AND (d.lapse_day IS NULL OR d.lapse_day >= :on)"

/* What stands behind the columns, once for the rows and once for the number of children. */
#define FROM_OPEN " FROM duty d INDEXED BY duty_open_by_due"
#define FROM_OPEN_OWNER \
	" FROM duty_owner w CROSS JOIN duty d ON d.id = w.duty_id" \
	" JOIN officer o ON o.id = w.officer_id" JOIN_SAME \
	" WHERE w.officer_id IN " WORK_OF " AND w.to_day IS NULL AND" OPEN_NOW ASKED ORDER
#define FROM_QUEUE \
	" FROM duty_owner w INDEXED BY duty_owner_queued CROSS JOIN duty d ON d.id = w.duty_id" \
	" JOIN officer o ON o.id = w.officer_id" JOIN_SAME \
	" WHERE w.queued = 1 AND w.to_day IS NULL AND" OPEN_NOW ASKED ORDER
#define FROM_PAST \
	" FROM (SELECT * FROM duty INDEXED BY duty_open_by_due WHERE state = 'open'" \
	" AND due_day >= :due_from AND due_day <= :due_to" \
	" UNION ALL SELECT * FROM duty INDEXED BY duty_by_ended WHERE ended_day > :on) d" OWNER_THEN \
	" WHERE d.opened_day <= :on" LIVED ASKED ORDER
#define FROM_CHILD \
	" FROM duty d INDEXED BY duty_by_child" OWNER_THEN \
	" WHERE d.child_id IN " MINE " AND d.opened_day <= :on" \
	" AND (d.ended_day IS NULL OR d.ended_day > :on)" LIVED ASKED ORDER
#define FROM_CHILD_ALL \
	" FROM duty d INDEXED BY duty_by_child" OWNER_THEN \
	" WHERE d.child_id IN " MINE " AND d.opened_day <= :on" ASKED ORDER
#define FROM_ALL " FROM duty d" OWNER_THEN " WHERE d.opened_day <= :on" ASKED ORDER
#define CHILDREN WITH_SAME "SELECT count(DISTINCT child_id) FROM ("
#define KEYS "SELECT d.id, d.due_day, " KEPT " AS child_id"

enum { Q_OPEN, Q_OPEN_OWNER, Q_QUEUE, Q_PAST, Q_CHILD, Q_CHILD_ALL, Q_ALL, Q_GET };
static const store_sql sql[] = {
	[Q_OPEN] = { "duty.list_open",
		WITH_SAME COLUMNS FROM_OPEN OWNER_NOW
		" WHERE" OPEN_NOW ASKED " ORDER BY d.due_day, d.id LIMIT :limit" },
	[Q_OPEN_OWNER] = { "duty.list_open_owner", WITH_SAME COLUMNS FROM_OPEN_OWNER },
	[Q_QUEUE] = { "duty.list_queue", WITH_SAME COLUMNS FROM_QUEUE },
	[Q_PAST] = { "duty.list_past",
		WITH_SAME COLUMNS FROM_PAST },
	[Q_CHILD] = { "duty.list_child", WITH_SAME COLUMNS FROM_CHILD },
	[Q_CHILD_ALL] = { "duty.list_child_all", WITH_SAME COLUMNS FROM_CHILD_ALL },
	[Q_ALL] = { "duty.list_all", WITH_SAME COLUMNS FROM_ALL },
	[Q_GET] = { "duty.get", WITH_SAME COLUMNS " FROM duty d" OWNER_THEN " WHERE d.id = :id AND " SIGHT_ARRIVED("d") },
};
static const store_sql children_sql[] = {
	[Q_OPEN] = { "duty.children_open", /* asked for when :owner is NULL */
		CHILDREN KEYS FROM_OPEN JOIN_SAME " WHERE" OPEN_NOW ASKED_OF_IT " AND (:owner IS NULL OR :covers) AND NOT :queued"
		" AND " SIGHT_DUTY("d")
		" ORDER BY d.due_day, d.id LIMIT :limit)" },
	[Q_OPEN_OWNER] = { "duty.children_open_owner", CHILDREN KEYS FROM_OPEN_OWNER ")" },
	[Q_QUEUE] = { "duty.children_queue", CHILDREN KEYS FROM_QUEUE ")" },
	[Q_PAST] = { "duty.children_past",
		CHILDREN KEYS FROM_PAST ")" },
	[Q_CHILD] = { "duty.children_child", CHILDREN KEYS FROM_CHILD ")" },
	[Q_CHILD_ALL] = { "duty.children_child_all", CHILDREN KEYS FROM_CHILD_ALL ")" },
	[Q_ALL] = { "duty.children_all", CHILDREN KEYS FROM_ALL ")" },
};
/* clang-format on */

static void
fill(const cursor *c, cnis_day on, cnis_duty *d)
{
	*d = (cnis_duty){ 0 };
	d->id = col_int(c, 0);
	d->due = col_day(c, 1);
	d->child_id = col_int(c, 2);
	d->entry_id = col_int(c, 3);
	d->withdrawal_id = col_int(c, 4);
	d->review_id = col_int(c, 5);
	d->flag_id = col_int(c, 6);
	d->kind = col_text(c, 7);
	d->rule = col_text(c, 8);
	d->rule_version = (int)col_int(c, 9);
	d->inputs = col_text(c, 10);
	d->opened = col_day(c, 11);
	d->lapse = col_day(c, 12);
	d->ended = col_day(c, 13);
	d->state = col_text(c, 14);
	d->reason = col_text(c, 15);
	d->extends_id = col_int(c, 16);
	d->rev = col_int(c, 17);
	d->owner_id = col_int(c, 18);
	d->owner = col_text(c, 19);
	d->intake_id = col_int(c, 20);
	d->cover = col_text(c, 21);
	d->unallocated = col_int(c, 22) != 0;
	d->child_name = col_text(c, 23);
	d->priority = (int)col_int(c, 24);
	d->complaint_id = col_int(c, 25);
	d->held = col_int(c, 26) != 0;
	d->days_late = on - d->due;
	d->would_be_due = CNIS_DAY_NONE;
}

static cnis_status
each(cursor *c, cnis_day on, cnis_duty_fn fn, void *payload, int64_t *n, cnis_error *reterr)
{
	bool row = false;
	cnis_status st;

	*n = 0;
	while ((st = stmt_step(c, &row, reterr)) == CNIS_OK && row) {
		cnis_duty d;

		fill(c, on, &d);
		(*n)++;
		st = fn(&d, payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	return st;
}

static int
statement_for(const cnis_register *r, const cnis_duty_query *q, cnis_day on)
{
	if (q->child_id != 0)
		return q->ended_too ? Q_CHILD_ALL : Q_CHILD;
	if (q->ended_too)
		return Q_ALL;
	if (on < store_today(r->st))
		return Q_PAST;
	if (q->unallocated)
		return Q_QUEUE;
	return q->owner != NULL ? Q_OPEN_OWNER : Q_OPEN;
}

/* The statement of @p from that answers @p query, bound but for :names. */
static cnis_status
ask(cnis_register *r, const store_sql *from, const cnis_duty_query *query, cursor *c,
    cnis_day *ret_on, cnis_error *reterr)
{
	cnis_duty_query q = { 0 };
	int64_t owner = 0;
	cnis_day on;
	cnis_status st = CNIS_OK;

	if (query == NULL || query->size < sizeof(*query))
		return cnis_fail(reterr, CNIS_EINVAL, 0, "duty.list", "query",
		                 "a query of another version");
	q = *query;
	on = fact_day(q.as_at) == CNIS_DAY_NONE ? store_today(r->st) : q.as_at;
	if (q.owner != NULL)
		st = officer_find(r, q.owner, on, &owner, reterr);
	/* a slip in typing would read as nothing to do */
	if (st == CNIS_OK && q.kind != NULL)
		st = code_check(r, "duty_kind", q.kind, "duty.list", "kind", reterr);
	if (st == CNIS_OK)
		st = stmt_open(r->st, &from[statement_for(r, &q, on)], c, reterr);
	if (st != CNIS_OK)
		return st;
	/* INT32_MIN is CNIS_DAY_NONE: as a number it lies before every day */
	stmt_int(c, ":on", on);
	stmt_int(c, ":due_from", q.due_from > q.after_due ? q.due_from : q.after_due);
	stmt_int(c, ":due_to", fact_day(q.due_to) == CNIS_DAY_NONE ? INT32_MAX : q.due_to);
	stmt_int(c, ":after_due", q.after_due);
	stmt_int(c, ":after_id", q.after_id);
	stmt_text(c, ":kind", q.kind);
	stmt_int(c, ":steps", sight_steps(r));
	stmt_id(c, ":child", q.child_id);
	stmt_id(c, ":owner", owner);
	stmt_int(c, ":covers", q.covered_too);
	stmt_int(c, ":queued", q.unallocated);
	stmt_int(c, ":limit", q.limit == 0 ? -1 : q.limit);
	*ret_on = on;
	return CNIS_OK;
}

cnis_status
cnis_duty_walk(cnis_register *r, const cnis_duty_query *query, cnis_duty_fn fn, void *payload,
               cnis_error *reterr)
{
	cursor c = { 0 };
	int64_t n;
	cnis_day on = CNIS_DAY_NONE;
	cnis_status st = ask(r, sql, query, &c, &on, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":names", query->with_names);
	stmt_int(&c, ":past", on < store_today(r->st));
	stmt_int(&c, ":causes", sight_causes(r));
	st = each(&c, on, fn, payload, &n, reterr);
	stmt_close(&c);
	return st;
}

/* One duty asked for by its reference. */
typedef struct asked {
	const cnis_register *r;
	cnis_duty_fn fn;
	void *payload;
} asked;

/* That there is such a step would tell the cause, so it answers as one that was never there. */
static cnis_status
one_seen(const cnis_duty *d, void *payload, cnis_error *reterr)
{
	const asked *a = payload;

	if (!sight_duty(a->r, d->kind) || sight_own_complaint(a->r, d->id))
		return duty_missing(reterr);
	return a->fn(d, a->payload, reterr);
}

cnis_status
cnis_duty_count_children(cnis_register *r, const cnis_duty_query *query, int64_t *ret_n,
                         cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_day on = CNIS_DAY_NONE;
	cnis_status st = ask(r, children_sql, query, &c, &on, reterr);

	if (st == CNIS_OK)
		st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK)
		*ret_n = row ? col_int(&c, 0) : 0;
	stmt_close(&c);
	return st;
}

cnis_status
cnis_duty_get(cnis_register *r, int64_t id, cnis_duty_fn fn, void *payload, cnis_error *reterr)
{
	asked a = { r, fn, payload };
	cursor c = { 0 };
	int64_t n = 0;
	cnis_day on = store_today(r->st);
	cnis_status st = stmt_open(r->st, &sql[Q_GET], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_int(&c, ":on", on);
	stmt_int(&c, ":names", 0);
	stmt_int(&c, ":past", 0);
	stmt_int(&c, ":causes", sight_causes(r));
	stmt_int(&c, ":steps", sight_steps(r));
	st = each(&c, on, one_seen, &a, &n, reterr);
	stmt_close(&c);
	if (st == CNIS_OK && n == 0)
		st = duty_missing(reterr);
	return st;
}
