/*
 * Sealing an identity: the record of a child who was adopted is shown to nobody, for good.  The new
 * child is entered by an ordinary registration, in a journal entry of its own: nothing anywhere
 * holds both.
 */
#include <cnis/duplicate.h>
#include <cnis/reference.h>
#include <cnis/sight.h>

#include "base/error.h"
#include "domain/duty.h"
#include "domain/fact.h"
#include "domain/same.h"
#include "domain/sealed.h"
#include "domain/sight.h"

static const char where[] = "identity.seal";
static const char RULE[] = "LOCAL.seal";

enum {
	Q_ORDER,
	Q_WITHDRAWAL,
	Q_RECORDS,
	Q_UNRESTRICT,
	Q_ENTRIES,
	Q_ROUTES,
	Q_HELD,
	Q_ADULTS,
	Q_HOMES,
	Q_OPEN_WITHDRAWALS,
	Q_SEALED,
	Q_SEAL,
	Q_COUNT
};
/* clang-format off */
#define MINE "child_id IN " SAME_CHILD(SAME_NOW)
static const store_sql SQL[Q_COUNT] = {
	[Q_ORDER] = { "seal.order",
		"SELECT 1 FROM court_order WHERE " MINE " AND (to_day IS NULL OR to_day >= :on) LIMIT 1" },
	[Q_WITHDRAWAL] = { "seal.withdrawal",
		"SELECT 1 FROM withdrawal WHERE " MINE " AND closed_day IS NULL AND :on > 0 LIMIT 1" },
	[Q_RECORDS] = { "seal.records", "SELECT id FROM " SAME_CHILD(SAME_NOW) " ORDER BY 1" },
	[Q_UNRESTRICT] = { "seal.unrestrict",
		"UPDATE restriction SET to_day = :on - 1, ended_by = :officer, rev = :rev"
		" WHERE to_day IS NULL AND " MINE },
	[Q_ENTRIES] = { "seal.entries",
		"UPDATE entry SET to_day = max(:on, from_day), end_reason = 'sealed', end_source = 'this_authority',"
		" rev = :rev WHERE to_day IS NULL AND " MINE },
	[Q_ROUTES] = { "seal.routes",
		"UPDATE entry_route SET to_day = max(:on, from_day), rev = :rev WHERE to_day IS NULL AND " MINE },
	[Q_HELD] = { "seal.held",
		"UPDATE held SET to_day = max(:on, from_day), end_reason = 'sealed', rev = :rev"
		" WHERE to_day IS NULL AND " MINE },
	[Q_ADULTS] = { "seal.adults",
		"UPDATE relationship SET to_day = max(:on, coalesce(from_day, :on)), rev = :rev"
		" WHERE to_day IS NULL AND " MINE },
	[Q_HOMES] = { "seal.homes",
		"UPDATE child_residence SET to_day = max(:on, coalesce(from_day, :on)), rev = :rev"
		" WHERE to_day IS NULL AND " MINE },
	/* only of a register put back: sealing itself waits for them */
	[Q_OPEN_WITHDRAWALS] = { "seal.withdrawals",
		"UPDATE withdrawal SET closed_day = max(:on, notified_day),"
		" state = CASE WHEN state IN ('consent_needed', 'applied') THEN 'consent_not_needed'"
		" ELSE state END, rev = :rev WHERE closed_day IS NULL AND " MINE },
	[Q_SEALED] = { "seal.sealed",
		"SELECT 1 FROM main.restriction WHERE child_id = :child AND kind = 'sealed' LIMIT 1" },
	[Q_SEAL] = { "seal.seal",
		"INSERT INTO restriction (child_id, kind, from_day, custodian_id, reason, officer_id,"
		" recorded_at, rev) VALUES (:child, 'sealed', :on, :officer, 'sealed', :officer, :at, :rev)" },
};
/* clang-format on */

static cnis_status
ask(cnis_register *r, int which, int64_t child_id, bool *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[which], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_day(&c, ":on", change_today(r));
	st = stmt_step(&c, ret, reterr);
	stmt_close(&c);
	return st;
}

static cnis_status
on_pair(const cnis_duplicate *d, void *payload, cnis_error *reterr)
{
	(void)d;
	(void)reterr;
	*(bool *)payload = true;
	return CNIS_OK;
}

/* A second record of the child would stay behind, open, when this one is sealed. */
static cnis_status
check_alike(cnis_register *r, int64_t child_id, cnis_error *reterr)
{
	const cnis_duplicate_query q = { .size = sizeof(q), .child_id = child_id };
	bool alike = false;
	bool was = sight_whole(r, true);
	cnis_status st = cnis_duplicate_walk(r, &q, on_pair, &alike, reterr);

	(void)sight_whole(r, was);
	if (st == CNIS_OK && alike)
		st = cnis_refuse(
		    reterr, RULE, where, "child",
		    "another record may be of the same child (duplicate list): merge the "
		    "two, or say that they are two children, first");
	return st;
}

static cnis_status
check(cnis_register *r, int64_t child_id, cnis_error *reterr)
{
	const unsigned both = (unsigned)CNIS_ROLE_MANAGER | (unsigned)CNIS_ROLE_CUSTODIAN;
	bool is = false;
	bool order = false;
	bool withdrawal = false;
	cnis_status st = CNIS_OK;

	if ((r->roles & both) != both)
		return cnis_fail(reterr, CNIS_EPERM, 0, where, "role",
		                 "this needs the roles manager and custodian, both");
	st = fact_exists(r, "child", child_id, &is, reterr);
	if (st == CNIS_OK && !is)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, where, "child", "no such child");
	if (st == CNIS_OK)
		st = ask(r, Q_ORDER, child_id, &order, reterr);
	if (st == CNIS_OK && order)
		return cnis_refuse(reterr, RULE, where, "child",
		                   "an order of a court holds for this child: say first that it "
		                   "has ended (order-of-court end)");
	if (st == CNIS_OK)
		st = ask(r, Q_WITHDRAWAL, child_id, &withdrawal, reterr);
	if (st == CNIS_OK && withdrawal)
		st =
		    cnis_refuse(reterr, RULE, where, "child",
		                "a withdrawal of this child from a school is open: close it first");
	return st == CNIS_OK ? check_alike(r, child_id, reterr) : st;
}

/* What is open of the record ends today, and nobody is shown it from now on. */
static cnis_status
close_all(cnis_register *r, int64_t child_id, cnis_error *reterr)
{
	cnis_status st = CNIS_OK;

	for (int q = Q_UNRESTRICT; st == CNIS_OK && q <= Q_OPEN_WITHDRAWALS; q++) {
		cursor c = { 0 };

		st = stmt_open(r->st, &SQL[q], &c, reterr);
		if (st != CNIS_OK)
			break;
		stmt_int(&c, ":child", child_id);
		stmt_day(&c, ":on", change_today(r));
		if (q == Q_UNRESTRICT)
			stmt_int(&c, ":officer", r->officer_id);
		stmt_int(&c, ":rev", change_rev(r));
		st = stmt_run(&c, reterr);
		stmt_close(&c);
	}
	return st;
}

static cnis_status
seal_one(cnis_register *r, int64_t child_id, int64_t *ret_duties, cnis_error *reterr)
{
	const duty_which which = { .child_id = child_id };
	cursor c = { 0 };
	int n = 0;
	cnis_status st =
	    duty_end_all_tx(r, &which, DUTY_SUPERSEDED, change_today(r), where, &n, reterr);

	*ret_duties += n;
	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[Q_SEAL], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_day(&c, ":on", change_today(r));
	stmt_int(&c, ":officer", r->officer_id);
	stmt_int(&c, ":at", change_now(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st == CNIS_OK ? change_touch(r, child_id, reterr) : st;
}

enum { RECORDS = 32 };

static cnis_status
records(cnis_register *r, int64_t child_id, int64_t ids[RECORDS], size_t *ret_n, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	size_t n = 0;
	cnis_status st = stmt_open(r->st, &SQL[Q_RECORDS], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row && n < RECORDS)
		ids[n++] = col_int(&c, 0);
	stmt_close(&c);
	*ret_n = n;
	return st;
}

cnis_status
cnis_identity_seal(cnis_register *r, int64_t child_id, int64_t *ret_duties, int64_t *ret_shared,
                   int64_t *ret_arrived, cnis_error *reterr)
{
	const change_spec spec = { .kind = where,
		                   .command = "identity seal",
		                   .letter = CNIS_REF_CHILD,
		                   .id = child_id,
		                   .roles = CNIS_ROLE_MANAGER,
		                   .undo = STORE_FINAL };
	int64_t ids[RECORDS];
	size_t n = 0;
	int64_t duties = 0;
	int64_t shared = 0;
	int64_t arrived = 0;
	cnis_status st = change_begin(r, &spec, reterr);

	if (st != CNIS_OK)
		return st;
	st = check(r, child_id, reterr);
	if (st == CNIS_OK)
		st = seal_intakes_tx(r, child_id, &arrived, reterr);
	if (st == CNIS_OK)
		st = records(r, child_id, ids, &n, reterr);
	if (st == CNIS_OK)
		st = close_all(r, child_id, reterr);
	for (size_t i = 0; st == CNIS_OK && i < n; i++)
		st = seal_one(r, ids[i], &duties, reterr);
	if (st == CNIS_OK)
		st = sealed_shared(r, child_id, &shared, reterr);
	st = change_end(r, st, reterr);
	if (st == CNIS_OK && ret_duties != NULL)
		*ret_duties = duties;
	if (st == CNIS_OK && ret_shared != NULL)
		*ret_shared = shared;
	if (st == CNIS_OK && ret_arrived != NULL)
		*ret_arrived = arrived;
	return st;
}

cnis_status
seal_again_tx(cnis_register *r, int64_t child_id, bool *ret_done, cnis_error *reterr)
{
	int64_t sealed = 0;
	int64_t duties = 0;
	cnis_status st = stmt_ask(r->st, &SQL[Q_SEALED], ":child", child_id, 0, &sealed, reterr);

	if (st != CNIS_OK || sealed != 0)
		return st;
	st = close_all(r, child_id, reterr);
	if (st == CNIS_OK)
		st = seal_one(r, child_id, &duties, reterr);
	if (st == CNIS_OK)
		*ret_done = true;
	return st;
}
