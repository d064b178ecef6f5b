/* Entering a child who is known already: the consent gate first, then the entry. */
#include "domain/entry_gate.h"

#include <cnis/reference.h>

#include "domain/entry.h"
#include "domain/same.h"
#include "domain/withdrawal.h"
#include "rule/route.h"

enum { Q_OFF_ROLL, Q_OPENED, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_OFF_ROLL] = { "entry.off_roll",
		"SELECT 1 FROM withdrawal WHERE child_id IN " SAME_CHILD(SAME_NOW) " AND on_roll = 'no'"
		" AND notified_day >= :since" },
	/* the open entry and those it came from, each with the one before it */
	[Q_OPENED] = { "entry.opened",
		"WITH RECURSIVE stay(id, child_id, route, limb, from_day, recorded_at) AS ("
		"SELECT e.id, e.child_id, e.route, e.condition_c, e.from_day, e.recorded_at"
		" FROM entry e JOIN child c ON c.id = e.child_id"
		" WHERE e.child_id IN " SAME_CHILD(SAME_NOW) " AND e.to_day IS NULL AND c.school_age_to >= :today"
		" UNION SELECT p.id, p.child_id, p.route, p.condition_c, p.from_day, p.recorded_at"
		" FROM stay s JOIN entry p ON p.child_id = s.child_id AND p.end_reason = 'route_changed'"
		" AND p.to_day = s.from_day - 1)"
		" SELECT s.id, s.route, s.recorded_at, p.condition_c, p.from_day, s.child_id"
		" FROM stay s LEFT JOIN entry p ON p.child_id = s.child_id"
		" AND p.end_reason = 'route_changed' AND p.to_day = s.from_day - 1"
		" WHERE s.limb = 'a' ORDER BY s.id" },
};
/* clang-format on */

/* Routes that mean that the child leaves a school's roll. */
static bool
leaves_school(const char *route)
{
	const rule_route *known = rule_route_find(route);

	return known != NULL && known->leaves_roll;
}

/* Has a school reported, since then, that the name is off its roll? */
static cnis_status
removed_since(cnis_register *r, int64_t child_id, cnis_day since, bool *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_OFF_ROLL], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_day(&c, ":since", since);
	st = stmt_step(&c, ret, reterr);
	stmt_close(&c);
	return st;
}

/*
 * What the officer says about the roll does not outweigh a withdrawal that says otherwise, on
 * whichever route: limb (a) of 436B(5) is for a child who is no registered pupil.
 */
static cnis_status
gate_open(cnis_register *r, const cnis_entry_new *n, cnis_error *reterr)
{
	int64_t on_roll = 0;
	cnis_status st = withdrawal_on_roll(r, n->child_id, 0, &on_roll, reterr);

	if (st != CNIS_OK)
		return st;
	if (!leaves_school(n->route) &&
	    (on_roll == 0 || rule_route_limb(n->route, n->on_roll) != 'a'))
		return CNIS_OK;
	return withdrawal_gate_tx(r, n->child_id, 0, change_today(r), n->on_roll || on_roll != 0,
	                          reterr);
}

cnis_status
entry_gate_route_tx(cnis_register *r, const entry_leaving *e, cnis_error *reterr)
{
	bool removed = false, leaves = leaves_school(e->route);
	int64_t on_roll = 0;
	cnis_status st;

	if (!leaves && rule_route_limb(e->route, e->on_roll) != 'a')
		return CNIS_OK;
	st = withdrawal_on_roll(r, e->child_id, e->entry_id, &on_roll, reterr);
	if (st == CNIS_OK && on_roll == 0 && e->old_limb[0] != 'a' &&
	    (leaves || e->old_limb[0] == 'b')) {
		st = removed_since(r, e->child_id, e->since, &removed, reterr);
		on_roll = removed ? 0 : 1;
	}
	return st == CNIS_OK && on_roll != 0
	           ? withdrawal_gate_tx(r, e->child_id, e->entry_id, e->on, true, reterr)
	           : st;
}

cnis_status
entry_gate_again(cnis_register *r, int64_t child_id, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_OPENED], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_day(&c, ":today", change_today(r));
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		/* who came from no roll has no entry before: only a withdrawal says otherwise */
		const entry_leaving e = { .child_id = col_int(&c, 5),
			                  .old_limb = col_null(&c, 3) ? "a" : col_text(&c, 3),
			                  .since = col_day(&c, 4),
			                  .route = col_text(&c, 1),
			                  .entry_id = col_int(&c, 0),
			                  .on = cnis_instant_day(col_int(&c, 2)) };

		st = entry_gate_route_tx(r, &e, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}

cnis_status
cnis_entry_open(cnis_register *r, const cnis_entry_new *n, int64_t *ret_id, cnis_error *reterr)
{
	change_spec spec = { .kind = "entry.open",
		             .command = "entry open",
		             .letter = CNIS_REF_CHILD,
		             .id = n->child_id,
		             .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER,
		             .undo = STORE_UNDOABLE };
	int64_t id = 0;
	cnis_status st;

	st = change_begin(r, &spec, reterr);
	if (st != CNIS_OK)
		return st;
	st = gate_open(r, n, reterr);
	if (st == CNIS_OK)
		st = entry_open_tx(r, n, &id, reterr);
	if (st == CNIS_OK)
		st = withdrawal_entered_tx(r, n->child_id, id, change_today(r), reterr);
	st = change_end(r, st, reterr);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}
