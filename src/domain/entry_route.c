/* Change of route: one entry closes, another opens the next day, the work goes on. */
#include <stdlib.h>
#include <string.h>

#include <cnis/reference.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/duty.h"
#include "domain/entry_gate.h"
#include "domain/entry_inside.h"
#include "domain/fact.h"
#include "domain/travel.h"
#include "domain/withdrawal.h"
#include "rule/route.h"

enum { Q_OLD, Q_CLOSE, Q_CARRY, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_OLD] = { "entry.old",
		"SELECT child_id, route, from_day, to_day, notified_day, notified_by, registered_day, reason,"
		" reason_by_school, prior_setting, school_name, school_urn, school_left_day, owner_id,"
		" source, basis, condition_c, full_time FROM entry WHERE id = :id" },
	[Q_CLOSE] = { "entry.route_close",
		"UPDATE entry SET to_day = :to, end_reason = 'route_changed', rev = :rev WHERE id = :id" },
	/* What is still to be done for the child goes on with the new entry; due dates never move. */
	[Q_CARRY] = { "entry.carry",
		"UPDATE duty SET entry_id = :new, rev = :rev WHERE entry_id = :old AND state = 'open'" },
};
/* clang-format on */

/* Seasonal travel is no missing education while the family is not yet expected back. */
static cnis_status
not_away(cnis_register *r, int64_t child_id, cnis_day on, cnis_error *reterr)
{
	char iso[CNIS_DAY_ISO_SIZE];
	cnis_day expected = CNIS_DAY_NONE;
	cnis_status st = travel_away(r, child_id, on, &expected, reterr);

	if (st == CNIS_OK && expected != CNIS_DAY_NONE)
		st = cnis_refuse(reterr, "LOCAL.travel.return", "entry.route", "route",
		                 "the child is away and expected back on %s: that is no missing "
		                 "education; if it is back, record that first (child returned)",
		                 cnis_day_iso(expected, iso));
	return st;
}

/* The old entry as it goes into the new one; texts are owned by the cursor. */
static cnis_status
check_change(cnis_register *r, const cnis_entry_route *n, const cursor *old, cnis_day on,
             cnis_error *reterr)
{
	static const char where[] = "entry.route";
	const char *full_time = NULL;
	cnis_status st;

	st = code_check(r, "route", n->route, where, "route", reterr);
	if (st != CNIS_OK)
		return st;
	if (!col_null(old, 3))
		return cnis_refuse(reterr, "EA1996.436B.2", where, "entry",
		                   "the entry has ended: open another");
	if (n->because == NULL)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "because",
		                 "say why the route changes");
	st = code_check(r, "route_reason", n->because, where, "because", reterr);
	if (st == CNIS_OK)
		st = entry_full_time(n->full_time, where, &full_time, reterr);
	if (st != CNIS_OK)
		return st;
	if (strcmp(col_text(old, 1), n->route) == 0 &&
	    rule_route_limb(n->route, n->on_roll) == col_text(old, 16)[0] &&
	    text_same(full_time, col_text(old, 17)))
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "route",
		                 "the child is on that route already");
	if (on > change_today(r))
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "on", "the day lies in the future");
	if (on <= col_day(old, 2))
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "on",
		                 "the new route must begin after the first day of the entry");
	if (entry_missing(n->route))
		st = not_away(r, col_int(old, 0), on, reterr);
	if (st == CNIS_OK && n->reason != NULL)
		st = code_check(r, entry_reason_list(n->route), n->reason, where, "reason", reterr);
	if (st == CNIS_OK)
		st = entry_further_fit(r, col_int(old, 0), n->route,
		                       rule_route_limb(n->route, n->on_roll), reterr);
	return st;
}

/* The reason goes on where the new route's list has it. */
static cnis_status
reason_after(cnis_register *r, const cnis_entry_route *n, const char *old, const char **ret,
             cnis_error *reterr)
{
	cnis_error unlisted = { 0 };
	cnis_status st = CNIS_OK;

	*ret = n->reason != NULL ? n->reason : old;
	if (n->reason == NULL)
		st = code_check(r, entry_reason_list(n->route), old, "entry.route", "reason",
		                &unlisted);
	if (st == CNIS_EINVAL)
		*ret = "unknown";
	else if (st != CNIS_OK && reterr != NULL)
		*reterr = unlisted;
	return st == CNIS_EINVAL ? CNIS_OK : st;
}

static cnis_status
close_and_carry(cnis_register *r, int64_t old_id, int64_t new_id, cnis_day on, cnis_error *reterr)
{
	static const char *const ending[] = { "review", "missing_enquiry" };
	cursor c = { 0 };
	size_t i;
	cnis_status st = CNIS_OK;

	for (i = 0; st == CNIS_OK && i < sizeof(ending) / sizeof(ending[0]); i++) {
		const duty_which which = { .kind = ending[i], .entry_id = old_id };
		int n = 0;

		st = duty_end_all_tx(r, &which, DUTY_SUPERSEDED, on, "entry.route", &n, reterr);
	}
	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[Q_CLOSE], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", old_id);
	stmt_day(&c, ":to", on - 1);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[Q_CARRY], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":old", old_id);
	stmt_int(&c, ":new", new_id);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

static cnis_status
insert_changed(cnis_register *r, const cnis_entry_route *n, const cursor *old, cnis_day on,
               opening *o, cnis_error *reterr)
{
	cnis_entry_new next = { .size = sizeof(next), .child_id = col_int(old, 0) };
	writing w = { 0 };
	child_facts child;
	int64_t id = 0;
	cnis_status st;

	next.route = n->route;
	next.prior_setting = col_text(old, 9);
	st = child_facts_get(r, next.child_id, &child, reterr);
	if (st == CNIS_OK)
		st = entry_eligible(r, &child, n->route, false, n->on_roll, on, &w.limb, reterr);
	if (st != CNIS_OK)
		return st;
	w.fact = (cnis_fact){ .from = on,
		              .to = CNIS_DAY_NONE,
		              .received = change_today(r),
		              .source = col_text(old, 14),
		              .basis = col_text(old, 15) };
	w.notified = col_day(old, 4);
	w.notified_by = col_text(old, 5);
	w.registered = col_day(old, 6);
	w.left = col_day(old, 12);
	w.owner_id = col_int(old, 13);
	w.because = n->because;
	st = entry_full_time(n->full_time, "entry.route", &w.full_time, reterr);
	if (st != CNIS_OK)
		return st;
	st = reason_after(r, n, col_text(old, 7), &w.reason, reterr);
	if (st == CNIS_OK)
		st = fact_text(col_text(old, 8), FACT_NOTE, true, "entry.route", "", &w.by_school,
		               reterr);
	if (st == CNIS_OK)
		st = fact_text(col_text(old, 10), FACT_NAME, false, "entry.route", "", &w.school,
		               reterr);
	if (st == CNIS_OK)
		st = fact_text(col_text(old, 11), FACT_SHORT, false, "entry.route", "", &w.urn,
		               reterr);
	if (st == CNIS_OK)
		st = entry_insert_tx(r, &next, &w, &id, reterr);
	entry_writing_clear(&w);
	o->facts = (entry_facts){ .id = id,
		                  .child_id = next.child_id,
		                  .owner_id = w.owner_id,
		                  .from = on,
		                  .to = CNIS_DAY_NONE,
		                  .registered = w.registered,
		                  .school_age_to = child.school_age_to };
	o->route = n->route;
	o->on = on;
	return st;
}

static cnis_status
entry_change_route_tx(cnis_register *r, const cnis_entry_route *n, int64_t *ret_id,
                      cnis_error *reterr)
{
	cursor old = { 0 };
	opening o = { 0 };
	bool row = false;
	cnis_day on = fact_day(n->on);
	cnis_status st;

	if (on == CNIS_DAY_NONE)
		on = change_today(r);
	st = stmt_open(r->st, &SQL[Q_OLD], &old, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&old, ":id", n->entry_id);
	st = stmt_step(&old, &row, reterr);
	if (st == CNIS_OK && !row)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, "entry.route", "entry", "no such entry");
	if (st == CNIS_OK)
		st = check_change(r, n, &old, on, reterr);
	if (st == CNIS_OK)
		st = entry_gate_route_tx(r,
		                         &(entry_leaving){ .child_id = col_int(&old, 0),
		                                           .old_limb = col_text(&old, 16),
		                                           .since = col_day(&old, 2),
		                                           .route = n->route,
		                                           .on_roll = n->on_roll,
		                                           .on = change_today(r) },
		                         reterr);
	if (st == CNIS_OK)
		st = insert_changed(r, n, &old, on, &o, reterr);
	stmt_close(&old);
	if (st == CNIS_OK)
		st = close_and_carry(r, n->entry_id, o.facts.id, on, reterr);
	if (st == CNIS_OK)
		st = duty_owner_tx(r, o.facts.child_id, &o.facts.owner_id, reterr);
	if (st == CNIS_OK)
		st = entry_route_duty_tx(r, &o, reterr);
	if (st == CNIS_OK)
		st =
		    withdrawal_entered_tx(r, o.facts.child_id, o.facts.id, change_today(r), reterr);
	if (st == CNIS_OK)
		st = change_touch(r, o.facts.child_id, reterr);
	if (st == CNIS_OK)
		*ret_id = o.facts.id;
	return st;
}

cnis_status
cnis_entry_change_route(cnis_register *r, const cnis_entry_route *n, int64_t *ret_id,
                        cnis_error *reterr)
{
	change_spec spec = { .kind = "entry.route",
		             .command = "entry route",
		             .letter = CNIS_REF_ENTRY,
		             .id = n->entry_id,
		             .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER,
		             .undo = STORE_UNDOABLE };
	int64_t id = 0;
	cnis_status st;

	st = change_begin(r, &spec, reterr);
	if (st != CNIS_OK)
		return st;
	if (n->rev != 0)
		st = change_expect(r, "entry", n->entry_id, n->rev, reterr);
	if (st == CNIS_OK)
		st = entry_change_route_tx(r, n, &id, reterr);
	st = change_end(r, st, reterr);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}
