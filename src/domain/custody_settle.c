/* Work that went to somebody it is closed to goes on to somebody else. */
#include <stdlib.h>

#include "base/error.h"
#include "base/mem.h"
#include "domain/custody.h"
#include "domain/same.h"
#include "domain/sight.h"

static const char where[] = "duty.hand";

enum {
	Q_WRONG,
	Q_COVERED,
	Q_TAKER,
	Q_GIVE,
	Q_TAKE,
	Q_HAND,
	Q_CALL_OFF,
	Q_CLOSED,
	Q_UNCOVERED,
	Q_UNCOVERED_KEPT,
	Q_COUNT
};
/* clang-format off */
/* A complaint an officer, an expression, is not to answer. */
#define ABOUT(officer, complaint) \
	"EXISTS (SELECT 1 FROM main.complaint q WHERE q.id = " complaint " AND q.about_id = " officer ")"
/* who has declared something, or is complained about: few */
#define CONCERNED \
	"(SELECT officer_id FROM main.declaration WHERE to_day IS NULL" \
	" UNION SELECT about_id FROM main.complaint WHERE about_id IS NOT NULL)"
#define WORK \
	"SELECT w.id, w.duty_id, w.officer_id, coalesce(w.child_id, 0), w.queued, u.kind IN " SIGHT_STEPS \
	" OR u.kind = 'allocate', " RESTRICTED
#define RESTRICTED \
	"EXISTS (SELECT 1 FROM main.restriction x WHERE x.child_id IN " \
	SAME_RECORDS("u.child_id", SAME_NOW) " AND x.kind <> 'sealed' AND x.to_day IS NULL)"
#define AWAY \
	" FROM cover v JOIN main.duty_owner w ON w.officer_id = v.officer_id AND w.to_day IS NULL" \
	" JOIN main.duty u ON u.id = w.duty_id AND u.state = 'open'" \
	" WHERE v.to_day >= :on AND v.to_day >= v.from_day"
static const store_sql SQL[Q_COUNT] = {
	[Q_WRONG] = { "custody.wrong",
		WORK
		" FROM main.duty_owner w JOIN main.duty u ON u.id = w.duty_id AND u.state = 'open'"
		" WHERE w.officer_id IN " CONCERNED " AND w.to_day IS NULL AND w.rev = :rev"
		" AND (" CUSTODY_DECLARED("w.officer_id", "w.child_id") " OR " ABOUT("w.officer_id", "u.complaint_id") ")"
		" ORDER BY w.id" },
	/* the work of whom @by covers for today, of a family that @by declared */
	[Q_COVERED] = { "custody.covered",
		WORK " FROM cover v JOIN main.duty_owner w ON w.officer_id = v.officer_id AND w.to_day IS NULL"
		" JOIN main.duty u ON u.id = w.duty_id AND u.state = 'open'"
		" WHERE v.by_id = :by AND v.from_day <= :on AND v.to_day >= :on"
		" AND " CUSTODY_DECLARED(":by", "w.child_id") " ORDER BY w.id" },
	[Q_TAKER] = { "custody.taker",
		"SELECT o.id FROM officer o JOIN officer_role ro ON ro.officer_id = o.id AND ro.to_day IS NULL"
		" WHERE o.to_day IS NULL AND o.id NOT IN (:but, :officer)"
		" AND (CASE WHEN :restricted THEN ro.role = 'custodian' AND " SIGHT_SHOWN_STEPS("o.id")
		"  WHEN :step THEN ro.role IN"
		"  (" SIGHT_ROLE_NAMES ") ELSE ro.role IN ('manager', 'administrator') END)"
		" AND NOT " CUSTODY_DECLARED("o.id", ":child") " AND NOT " ABOUT("o.id", "(SELECT complaint_id FROM main.duty WHERE id = :duty)")
		" AND NOT EXISTS (SELECT 1 FROM main.duty_owner n WHERE n.duty_id = :duty AND n.to_day IS NULL"
		"  AND n.officer_id = o.id)"
		" AND NOT EXISTS (SELECT 1 FROM cover v WHERE v.officer_id = o.id AND v.by_id = :but"
		"  AND v.from_day <= :on AND v.to_day >= :on)"
		" ORDER BY ro.role <> 'manager', o.id <> :me, (SELECT count(*) FROM duty_owner w"
		"  JOIN duty u ON u.id = w.duty_id WHERE w.officer_id = o.id AND w.to_day IS NULL"
		"  AND u.state = 'open'), o.id LIMIT 1" },
	/* the row is of this very change */
	[Q_GIVE] = { "custody.give",
		"UPDATE duty_owner SET officer_id = :to_id, queued = :queued WHERE id = :id AND rev = :rev" },
	[Q_TAKE] = { "custody.take",
		"UPDATE duty_owner SET to_day = :to, rev = :rev WHERE id = :id" },
	[Q_HAND] = { "custody.hand",
		"INSERT INTO duty_owner (child_id, duty_id, officer_id, from_day, rev, queued)"
		" SELECT child_id, duty_id, :to_id, :from, :rev, queued FROM main.duty_owner WHERE id = :id" },
	/* a cover that is still to begin, where it would hide the same */
	[Q_CALL_OFF] = { "custody.call_off",
		"UPDATE cover SET to_day = from_day - 1, rev = :rev"
		" WHERE by_id = :by AND from_day > :on AND to_day >= from_day"
		" AND EXISTS (SELECT 1 FROM main.duty_owner w JOIN main.duty u ON u.id = w.duty_id"
		"  AND u.state = 'open' WHERE w.officer_id = cover.officer_id AND w.to_day IS NULL"
		"  AND " CUSTODY_DECLARED(":by", "w.child_id") ")" },
	[Q_CLOSED] = { "custody.closed",
		"SELECT count(*) FROM duty_owner w JOIN duty u ON u.id = w.duty_id AND u.state = 'open'"
		" WHERE w.officer_id = :officer AND w.to_day IS NULL"
		" AND (" CUSTODY_DECLARED(":by", "w.child_id") " OR " ABOUT(":by", "u.complaint_id") ")" },
	/* what is open of who is away, or will be, that who covers for them is not shown */
	[Q_UNCOVERED] = { "custody.uncovered",
		"SELECT count(DISTINCT w.duty_id)" AWAY
		" AND (v.by_id IN (SELECT officer_id FROM main.declaration WHERE to_day IS NULL)"
		"   AND " CUSTODY_DECLARED("v.by_id", "w.child_id")
		"  OR " ABOUT("v.by_id", "u.complaint_id")
		"  OR (u.kind IN " SIGHT_STEPS " AND NOT " SIGHT_SHOWN_STEPS("v.by_id") "))" },
	[Q_UNCOVERED_KEPT] = { "custody.uncovered_kept",
		"SELECT count(DISTINCT w.duty_id)" AWAY
		" AND NOT (" SIGHT_SHOWN_STEPS("v.by_id") " AND EXISTS (SELECT 1 FROM officer_role q"
		"   WHERE q.officer_id = v.by_id AND q.role = 'custodian' AND q.to_day IS NULL))"
		" AND EXISTS (SELECT 1 FROM main.restriction x WHERE x.kind <> 'sealed' AND x.to_day IS NULL"
		"  AND x.child_id IN " SAME_RECORDS("w.child_id", SAME_NOW) ")" },
};
/* clang-format on */

typedef struct wrong {
	int64_t id, duty, officer, child;
	bool queued, step, restricted;
} wrong;

/* What was given in this change; of Q_COVERED what @by covers. */
static cnis_status
read_wrong(cnis_register *r, int which, int64_t by, wrong **rows, size_t *n, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[which], &c, reterr);

	if (st != CNIS_OK)
		return st;
	if (which == Q_COVERED)
		stmt_int(&c, ":by", by);
	else
		stmt_int(&c, ":rev", change_rev(r));
	stmt_day(&c, ":on", change_today(r));
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		wrong *more = mem_grow(*rows, *n + 1, sizeof(*more));

		if (more == NULL) {
			st = cnis_nomem(reterr, where);
			break;
		}
		*rows = more;
		more[(*n)++] = (wrong){ col_int(&c, 0),      col_int(&c, 1),
			                col_int(&c, 2),      col_int(&c, 3),
			                col_int(&c, 4) != 0, col_int(&c, 5) != 0,
			                col_int(&c, 6) != 0 };
	}
	stmt_close(&c);
	return st;
}

/* Who takes it; 0: nobody. */
static cnis_status
find_taker(cnis_register *r, const wrong *w, int64_t but, int64_t *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_TAKER], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":but", but);
	stmt_int(&c, ":officer", w->officer);
	stmt_int(&c, ":restricted", w->restricted);
	stmt_int(&c, ":step", w->step);
	stmt_int(&c, ":child", w->child);
	stmt_int(&c, ":duty", w->duty);
	stmt_int(&c, ":me", r->officer_id);
	stmt_day(&c, ":on", change_today(r));
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK)
		*ret = row ? col_int(&c, 0) : 0;
	stmt_close(&c);
	return st;
}

/* Steps wait in no queue: that would tell that they are there. */
static cnis_status
give(cnis_register *r, const wrong *w, int64_t to, int64_t *queued, cnis_error *reterr)
{
	bool waits = w->queued || (!w->step && !w->restricted);
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_GIVE], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":to_id", to);
	stmt_int(&c, ":queued", waits);
	stmt_int(&c, ":id", w->id);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	*queued += waits && !w->queued;
	return st;
}

static cnis_status
hand_one(cnis_register *r, int64_t id, int64_t to, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_TAKE], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_day(&c, ":to", change_today(r) - 1);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[Q_HAND], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_int(&c, ":to_id", to);
	stmt_day(&c, ":from", change_today(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

/* What was handed on, what of it went into the queue, and what nobody may have. */
typedef struct settled {
	int64_t n, queued, nobody;
} settled;

static cnis_status
settle(cnis_register *r, int which, int64_t by, int64_t but, settled *ret, cnis_error *reterr)
{
	wrong *rows = NULL;
	size_t n = 0;
	cnis_status st = read_wrong(r, which, by, &rows, &n, reterr);

	for (size_t i = 0; st == CNIS_OK && i < n; i++) {
		int64_t to = 0;

		st = find_taker(r, &rows[i], but, &to, reterr);
		if (st == CNIS_OK && to == 0)
			ret->nobody++;
		else if (st == CNIS_OK && which == Q_COVERED)
			st = hand_one(r, rows[i].id, to, reterr);
		else if (st == CNIS_OK)
			st = give(r, &rows[i], to, &ret->queued, reterr);
	}
	ret->n = (int64_t)n;
	free(rows);
	return st;
}

cnis_status
custody_settle_tx(cnis_register *r, int64_t but, int64_t *ret_queued, cnis_error *reterr)
{
	settled s = { 0 };
	cnis_status st = settle(r, Q_WRONG, 0, but, &s, reterr);

	if (st == CNIS_OK && s.nobody > 0)
		return cnis_refuse(
		    reterr, "LOCAL.conflict", where, "officer",
		    "%lld of these duties are closed to everybody who could take them: "
		    "add a manager first",
		    (long long)s.nobody);
	if (st == CNIS_OK && ret_queued != NULL)
		*ret_queued += s.queued;
	return st;
}

/* ---- what a cover would hide ------------------------------------------------------------------
 */

static cnis_status
call_off(cnis_register *r, int64_t by, int64_t *ret_n, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_CALL_OFF], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":by", by);
	stmt_day(&c, ":on", change_today(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret_n = store_changes(r->st);
	return st;
}

cnis_status
custody_cover_tx(cnis_register *r, int64_t by_id, int64_t *ret_duties, int64_t *ret_covers,
                 cnis_error *reterr)
{
	settled s = { 0 };
	int64_t covers = 0;
	cnis_status st = settle(r, Q_COVERED, by_id, by_id, &s, reterr);

	if (st == CNIS_OK && s.nobody > 0)
		return cnis_refuse(
		    reterr, "LOCAL.conflict", where, "officer",
		    "you cover for somebody who has %lld duties of this family, and nobody else "
		    "may take them: end the cover first (cover list, cover end)",
		    (long long)s.nobody);
	if (st == CNIS_OK)
		st = call_off(r, by_id, &covers, reterr);
	if (st != CNIS_OK)
		return st;
	*ret_duties = s.n;
	*ret_covers = covers;
	return CNIS_OK;
}

cnis_status
custody_closed(cnis_register *r, int64_t officer_id, int64_t by_id, int64_t *ret,
               cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_CLOSED], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":officer", officer_id);
	stmt_int(&c, ":by", by_id);
	stmt_day(&c, ":on", change_today(r));
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK)
		*ret = row ? col_int(&c, 0) : 0;
	stmt_close(&c);
	return st;
}

cnis_status
custody_uncovered(cnis_register *r, int64_t *ret, cnis_error *reterr)
{
	cnis_day on = store_today(r->st);
	int64_t closed = 0;
	int64_t kept = 0;
	cnis_status st = stmt_ask(r->st, &SQL[Q_UNCOVERED], ":on", on, 0, &closed, reterr);

	if (st == CNIS_OK)
		st = stmt_ask(r->st, &SQL[Q_UNCOVERED_KEPT], ":on", on, 0, &kept, reterr);
	if (st == CNIS_OK)
		*ret = closed + kept;
	return st;
}
