/* Temporary cover: an officer's work also appears with somebody else, and stays the officer's. */
#include "domain/cover.h"

#include <cnis/reference.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/custody.h"
#include "domain/fact.h"
#include "domain/officer.h"
#include "domain/sight.h"

enum { Q_INSERT, Q_READ, Q_CLOSE, Q_LEAVE, Q_MET, Q_STEPS, Q_RESTRICTED, Q_WALK, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_INSERT] = { "cover.insert",
		"INSERT INTO cover (officer_id, by_id, from_day, to_day, set_by, recorded_at, rev)"
		" VALUES (:officer, :by, :from, :to, :actor, :at, :rev)" },
	[Q_READ] = { "cover.read", "SELECT officer_id, by_id, from_day, to_day FROM cover WHERE id = :id" },
	[Q_CLOSE] = { "cover.close",
		"UPDATE cover SET to_day = max(:to, from_day - 1), rev = :rev WHERE id = :id" },
	[Q_LEAVE] = { "cover.leave",
		"UPDATE cover SET to_day = max(:to, from_day - 1), rev = :rev"
		" WHERE (officer_id = :officer OR by_id = :officer) AND to_day > :to" },
	/* another cover of these days: of whom is away, by whom is away, of who covers */
	[Q_MET] = { "cover.met",
		"SELECT CASE WHEN officer_id = :officer THEN 1 WHEN by_id = :officer THEN 2 ELSE 3 END"
		" FROM cover WHERE (officer_id IN (:officer, :by) OR by_id = :officer)"
		" AND from_day <= :to AND to_day >= :from ORDER BY 1 LIMIT 1" },
	[Q_STEPS] = { "cover.steps",
		"SELECT count(*) FROM duty_owner w JOIN duty d ON d.id = w.duty_id"
		" WHERE w.officer_id = :officer AND w.to_day IS NULL AND d.state = 'open'"
		" AND d.kind IN " SIGHT_STEPS },
	[Q_RESTRICTED] = { "cover.restricted",
		"SELECT count(*) FROM main.restriction x WHERE x.custodian_id = :officer"
		" AND x.kind <> 'sealed' AND x.to_day IS NULL" },
	[Q_WALK] = { "cover.walk",
		"SELECT c.id, o.login, b.login, c.from_day, c.to_day, s.login,"
		" (SELECT count(*) FROM duty_owner w JOIN duty d ON d.id = w.duty_id"
		"  WHERE w.officer_id = c.officer_id AND w.to_day IS NULL AND d.state = 'open'"
		"  AND " SIGHT_DUTY("d") "), c.rev"
		" FROM cover c JOIN officer o ON o.id = c.officer_id JOIN officer b ON b.id = c.by_id"
		" JOIN officer s ON s.id = c.set_by"
		" WHERE :all OR (c.to_day >= :on AND c.to_day >= c.from_day) ORDER BY c.from_day, c.id" },
};
/* clang-format on */

static const char ADD[] = "cover.add";
static const char END[] = "cover.end";
static const char RULE[] = "LOCAL.cover";

typedef struct covering {
	int64_t officer, by;
	cnis_day from, to;
} covering;

static cnis_status
find_both(cnis_register *r, const cnis_cover_new *n, covering *k, cnis_error *reterr)
{
	cnis_status st = officer_find(r, n->officer, change_today(r), &k->officer, reterr);

	if (st == CNIS_OK)
		st = officer_find(r, n->by, change_today(r), &k->by, reterr);
	else
		return st;
	if (st == CNIS_ENOTFOUND)
		return cnis_fail(reterr, st, 0, ADD, "by",
		                 "no current officer has this login; see officer list");
	if (st == CNIS_OK && k->officer == k->by)
		return cnis_fail(reterr, CNIS_EINVAL, 0, ADD, "by", "nobody covers for themselves");
	if (st == CNIS_OK && k->officer != r->officer_id && (r->roles & CNIS_ROLE_MANAGER) == 0)
		return cnis_fail(reterr, CNIS_EPERM, 0, ADD, "officer",
		                 "for another officer a manager arranges cover");
	return st;
}

static cnis_status
check_days(const cnis_register *r, const cnis_cover_new *n, covering *k, cnis_error *reterr)
{
	k->from = fact_day(n->from) == CNIS_DAY_NONE ? change_today(r) : n->from;
	k->to = fact_day(n->to);
	if (k->to == CNIS_DAY_NONE)
		return cnis_fail(reterr, CNIS_EINVAL, 0, ADD, "to",
		                 "say until when: cover that does not end is a handover");
	if (k->from < change_today(r))
		return cnis_fail(reterr, CNIS_EINVAL, 0, ADD, "from", "the day is past");
	if (k->to < k->from)
		return cnis_fail(reterr, CNIS_EINVAL, 0, ADD, "to",
		                 "the last day lies before the first");
	return CNIS_OK;
}

static cnis_status
check_others(cnis_register *r, const covering *k, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	int64_t which = 0;
	cnis_status st = stmt_open(r->st, &SQL[Q_MET], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":officer", k->officer);
	stmt_int(&c, ":by", k->by);
	stmt_day(&c, ":from", k->from);
	stmt_day(&c, ":to", k->to);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row)
		which = col_int(&c, 0);
	stmt_close(&c);
	if (st != CNIS_OK || which == 0)
		return st;
	if (which == 1)
		return cnis_fail(reterr, CNIS_EEXISTS, 0, ADD, "officer",
		                 "somebody covers on one of these days already; end that first");
	return which == 2 ? cnis_refuse(reterr, RULE, ADD, "officer",
	                                "who is away covers for somebody else on one of these "
	                                "days: end that first, and name another")
	                  : cnis_refuse(reterr, RULE, ADD, "by",
	                                "who is to cover is away on one of these days");
}

/* Somebody with a role to do the work with, and who is shown all of it. */
static cnis_status
check_taker(cnis_register *r, const covering *k, cnis_error *reterr)
{
	unsigned roles = 0;
	int64_t steps = 0, closed = 0;
	cnis_status st = officer_roles(r, k->by, change_today(r), &roles, reterr);

	if (st == CNIS_OK && (roles & (CNIS_ROLE_OFFICER | SIGHT_ROLES)) == 0)
		return cnis_refuse(reterr, RULE, ADD, "by",
		                   "that account has no role to do this work with");
	if (st == CNIS_OK && (roles & SIGHT_ROLES) == 0)
		st = stmt_ask(r->st, &SQL[Q_STEPS], ":officer", k->officer, 0, &steps, reterr);
	if (st == CNIS_OK && steps > 0)
		return cnis_refuse(reterr, RULE, ADD, "by",
		                   "some of this work is for a manager or the role safeguarding: "
		                   "name one of them");
	if (st == CNIS_OK)
		st = custody_closed(r, k->officer, k->by, &closed, reterr);
	if (st == CNIS_OK && closed > 0)
		return cnis_refuse(reterr, RULE, ADD, "by",
		                   "%lld of these duties are closed to that officer: name another, "
		                   "or give those to somebody first (duty assign)",
		                   (long long)closed);
	if (st == CNIS_OK && !CUSTODY_KEEPS(roles))
		st =
		    stmt_ask(r->st, &SQL[Q_RESTRICTED], ":officer", k->officer, 0, &closed, reterr);
	if (st == CNIS_OK && closed > 0)
		return cnis_refuse(reterr, RULE, ADD, "by",
		                   "some of this work only a custodian is shown: name one who is "
		                   "manager or safeguarding too");
	return st;
}

static cnis_status
insert(cnis_register *r, const covering *k, int64_t *ret_id, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_INSERT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":officer", k->officer);
	stmt_int(&c, ":by", k->by);
	stmt_day(&c, ":from", k->from);
	stmt_day(&c, ":to", k->to);
	stmt_int(&c, ":actor", r->officer_id);
	stmt_int(&c, ":at", change_now(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret_id = store_last_id(r->st);
	return st;
}

cnis_status
cnis_cover_add(cnis_register *r, const cnis_cover_new *cover, int64_t *ret_id, cnis_error *reterr)
{
	const change_spec spec = { .kind = ADD,
		                   .command = "cover add",
		                   .roles = CNIS_ROLE_OFFICER | SIGHT_ROLES,
		                   .undo = STORE_UNDOABLE };
	covering k = { 0 };
	int64_t id = 0;
	cnis_status st = change_begin(r, &spec, reterr);

	if (st != CNIS_OK)
		return st;
	st = find_both(r, cover, &k, reterr);
	if (st == CNIS_OK)
		st = check_days(r, cover, &k, reterr);
	if (st == CNIS_OK)
		st = check_others(r, &k, reterr);
	if (st == CNIS_OK)
		st = check_taker(r, &k, reterr);
	if (st == CNIS_OK)
		st = insert(r, &k, &id, reterr);
	st = change_end(r, st, reterr);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}

/* ---- ending ---------------------------------------------------------------------------------- */

static cnis_status
read_one(cnis_register *r, int64_t id, covering *k, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_READ], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && !row)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, END, "cover", "there is no such cover");
	if (st == CNIS_OK)
		*k = (covering){ col_int(&c, 0), col_int(&c, 1), col_day(&c, 2), col_day(&c, 3) };
	stmt_close(&c);
	return st;
}

static cnis_status
end_tx(cnis_register *r, int64_t id, cnis_day on, cnis_error *reterr)
{
	covering k = { 0 };
	cursor c = { 0 };
	cnis_status st = read_one(r, id, &k, reterr);

	if (st != CNIS_OK)
		return st;
	if (k.officer != r->officer_id && k.by != r->officer_id &&
	    (r->roles & CNIS_ROLE_MANAGER) == 0)
		return cnis_fail(reterr, CNIS_EPERM, 0, END, "cover",
		                 "one of the two ends it, or a manager");
	if (on == CNIS_DAY_NONE)
		on = change_today(r) - 1;
	if (on >= k.to)
		return cnis_fail(reterr, CNIS_EINVAL, 0, END, "on",
		                 "it ends that day or before as it is");
	if (on < change_today(r) - 1)
		return cnis_fail(reterr, CNIS_EINVAL, 0, END, "on",
		                 "what was covered was covered: yesterday at the earliest");
	st = stmt_open(r->st, &SQL[Q_CLOSE], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_day(&c, ":to", on);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

cnis_status
cnis_cover_end(cnis_register *r, int64_t id, cnis_day on, cnis_error *reterr)
{
	const change_spec spec = { .kind = END,
		                   .command = "cover end",
		                   .letter = CNIS_REF_COVER,
		                   .id = id,
		                   .roles = CNIS_ROLE_OFFICER | SIGHT_ROLES,
		                   .undo = STORE_UNDOABLE };
	cnis_status st = change_begin(r, &spec, reterr);

	if (st != CNIS_OK)
		return st;
	st = end_tx(r, id, fact_day(on), reterr);
	return change_end(r, st, reterr);
}

cnis_status
cover_leave_tx(cnis_register *r, int64_t officer_id, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_LEAVE], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":officer", officer_id);
	stmt_day(&c, ":to", change_today(r) - 1);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

/* ---- reading --------------------------------------------------------------------------------- */

cnis_status
cnis_cover_walk(cnis_register *r, cnis_day as_at, bool all, cnis_cover_fn fn, void *payload,
                cnis_error *reterr)
{
	cnis_day on = fact_day(as_at);
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_WALK], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_day(&c, ":on", on == CNIS_DAY_NONE ? store_today(r->st) : on);
	stmt_int(&c, ":all", all);
	stmt_int(&c, ":steps", sight_steps(r));
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		const cnis_cover k = { .id = col_int(&c, 0),
			               .officer = col_text(&c, 1),
			               .by = col_text(&c, 2),
			               .from = col_day(&c, 3),
			               .to = col_day(&c, 4),
			               .set_by = col_text(&c, 5),
			               .duties = col_int(&c, 6),
			               .rev = col_int(&c, 7) };

		st = fn(&k, payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}
