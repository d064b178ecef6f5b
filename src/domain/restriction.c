/* Restricted records: to everybody but custodians as if they were not there. */
#include <cnis/sight.h>

#include <cnis/reference.h>

#include <stdlib.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/custody.h"
#include "domain/fact.h"
#include "domain/officer.h"
#include "domain/same.h"
#include "domain/sight.h"

static const char where[] = "restriction.add";
static const char where_end[] = "restriction.end";

enum { Q_ADD, Q_CURRENT, Q_SHARED, Q_AWAY, Q_READ, Q_END, Q_WALK, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_ADD] = { "restriction.add",
		"INSERT INTO restriction (child_id, kind, from_day, custodian_id, reason, officer_id,"
		" recorded_at, rev) VALUES (:child, :kind, :from, :custodian, :reason, :officer, :at, :rev)" },
	[Q_CURRENT] = { "restriction.current",
		"SELECT 1 FROM main.restriction WHERE child_id = :child AND to_day IS NULL LIMIT 1" },
	/* what is kept back from now on although somebody else's is read on */
	[Q_SHARED] = { "restriction.shared",
		"SELECT count(DISTINCT s.document_id) FROM main.document_subject s"
		" JOIN main.document_subject o ON o.document_id = s.document_id"
		" WHERE s.child_id IN " SAME_CHILD(SAME_NOW)
		" AND o.child_id NOT IN " SAME_CHILD(SAME_NOW) },
	/* who covers for the custodian today would be shown none of it */
	[Q_AWAY] = { "restriction.away",
		"SELECT 1 FROM cover v WHERE v.officer_id = :officer AND v.from_day <= :on AND v.to_day >= :on"
		" AND NOT (" SIGHT_SHOWN_STEPS("v.by_id") " AND EXISTS (SELECT 1 FROM officer_role q"
		"  WHERE q.officer_id = v.by_id AND q.role = 'custodian' AND q.to_day IS NULL)) LIMIT 1" },
	[Q_READ] = { "restriction.read",
		"SELECT child_id, kind, from_day, to_day FROM restriction WHERE id = :id" },
	[Q_END] = { "restriction.end",
		"UPDATE restriction SET to_day = :to, end_reason = :reason, ended_by = :officer, rev = :rev"
		" WHERE id = :id" },
	[Q_WALK] = { "restriction.walk",
		"SELECT x.id, x.child_id, x.kind, x.from_day, x.to_day, c.login, o.login, x.reason,"
		" x.end_reason FROM restriction x JOIN officer c ON c.id = x.custodian_id"
		" JOIN officer o ON o.id = x.officer_id"
		" WHERE x.kind <> 'sealed' AND (:all OR x.to_day IS NULL) ORDER BY x.id" },
};
/* clang-format on */

/* ---- adding -----------------------------------------------------------------------------------
 */

static cnis_status
need_reason(const char *reason, const char *at, char **ret, cnis_error *reterr)
{
	cnis_status st = fact_text(reason, FACT_NOTE, true, at, "reason", ret, reterr);

	if (st == CNIS_OK && *ret == NULL)
		st = cnis_fail(reterr, CNIS_EINVAL, 0, at, "reason", "say why");
	return st;
}

/* The custodian named, or who will do. */
static cnis_status
find_custodian(cnis_register *r, const cnis_restriction_new *n, int64_t *ret, cnis_error *reterr)
{
	unsigned held = 0;
	cnis_status st;

	if (n->custodian == NULL) {
		st = custody_someone(r, "custodian", 0, n->child_id, ret, reterr);
		if (st == CNIS_OK && *ret == 0)
			st = cnis_refuse(reterr, "LOCAL.restriction", where, "custodian",
			                 "nobody may keep it: a custodian has all its duties, and "
			                 "is shown all as manager or safeguarding only; an "
			                 "administrator gives the roles (officer role)");
		return st;
	}
	st = officer_find(r, n->custodian, change_today(r), ret, reterr);
	if (st == CNIS_OK)
		st = officer_roles(r, *ret, change_today(r), &held, reterr);
	if (st == CNIS_OK && (held & CNIS_ROLE_CUSTODIAN) == 0)
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where, "custodian",
		               "this officer has not the role custodian");
	if (st == CNIS_OK && !CUSTODY_KEEPS(held))
		st = cnis_refuse(reterr, "LOCAL.restriction", where, "custodian",
		                 "who keeps it has all its duties, and is shown all as manager or "
		                 "safeguarding only: name another, or give one of these roles too "
		                 "(officer role)");
	return st;
}

/* Not one who is away, with the work seen by somebody who may not keep records. */
static cnis_status
check_there(cnis_register *r, int64_t custodian, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_AWAY], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":officer", custodian);
	stmt_day(&c, ":on", change_today(r));
	st = stmt_step(&c, &row, reterr);
	stmt_close(&c);
	if (st == CNIS_OK && row)
		st = cnis_refuse(reterr, "LOCAL.restriction", where, "custodian",
		                 "who would keep it is away, and who covers for them is not shown "
		                 "restricted records: name another custodian, or end that cover "
		                 "first (cover list, cover end)");
	return st;
}

static cnis_status
insert(cnis_register *r, const cnis_restriction_new *n, int64_t custodian, const char *reason,
       int64_t *ret_id, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_ADD], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", n->child_id);
	stmt_text(&c, ":kind", n->kind);
	stmt_day(&c, ":from", change_today(r));
	stmt_int(&c, ":custodian", custodian);
	stmt_text(&c, ":reason", reason);
	stmt_int(&c, ":officer", r->officer_id);
	stmt_int(&c, ":at", change_now(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret_id = store_last_id(r->st);
	return st;
}

static cnis_status
add_tx(cnis_register *r, const cnis_restriction_new *n, const char *reason, int64_t *ret_id,
       cnis_restriction_did *did, cnis_error *reterr)
{
	int64_t custodian = 0;
	int64_t there = 0;
	bool is = false;
	cnis_status st = fact_exists(r, "child", n->child_id, &is, reterr);

	if (st == CNIS_OK && !is)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, where, "child", "no such child");
	if (st == CNIS_OK)
		st = stmt_ask(r->st, &SQL[Q_CURRENT], ":child", n->child_id, 0, &there, reterr);
	if (st == CNIS_OK && there != 0)
		return cnis_fail(reterr, CNIS_EEXISTS, 0, where, "child",
		                 "the record is restricted already");
	if (st == CNIS_OK)
		st = find_custodian(r, n, &custodian, reterr);
	if (st == CNIS_OK)
		st = check_there(r, custodian, reterr);
	if (st == CNIS_OK)
		st = insert(r, n, custodian, reason, ret_id, reterr);
	if (st == CNIS_OK)
		st = custody_hand_tx(r, n->child_id, 0, custodian, &did->duties, reterr);
	if (st == CNIS_OK)
		st = stmt_ask(r->st, &SQL[Q_SHARED], ":child", n->child_id, 0, &did->documents,
		              reterr);
	return st == CNIS_OK ? change_touch(r, n->child_id, reterr) : st;
}

cnis_status
restriction_again_tx(cnis_register *r, const cnis_restriction_new *n, bool *ret_done,
                     cnis_error *reterr)
{
	int64_t there = 0;
	int64_t custodian = 0;
	int64_t id = 0;
	unsigned held = 0;
	cnis_status st = stmt_ask(r->st, &SQL[Q_CURRENT], ":child", n->child_id, 0, &there, reterr);

	if (st != CNIS_OK || there != 0)
		return st;
	st = officer_find(r, n->custodian, change_today(r), &custodian, NULL);
	if (st == CNIS_OK)
		st = officer_roles(r, custodian, change_today(r), &held, reterr);
	if ((st == CNIS_OK || st == CNIS_ENOTFOUND) && !CUSTODY_KEEPS(held))
		st = custody_someone(r, "custodian", 0, n->child_id, &custodian, reterr);
	if (st == CNIS_OK && custodian == 0) /* doctor says that it has none */
		custodian = r->officer_id;
	if (st == CNIS_OK)
		st = insert(r, n, custodian, n->reason, &id, reterr);
	if (st == CNIS_OK)
		st = custody_hand_tx(r, n->child_id, 0, custodian, NULL, reterr);
	if (st == CNIS_OK)
		*ret_done = true;
	return st == CNIS_OK ? change_touch(r, n->child_id, reterr) : st;
}

cnis_status
cnis_restriction_add(cnis_register *r, const cnis_restriction_new *n, int64_t *ret_id,
                     cnis_restriction_did *ret_did, cnis_error *reterr)
{
	const change_spec spec = { .kind = where,
		                   .command = "restrict add",
		                   .letter = CNIS_REF_CHILD,
		                   .id = n->child_id,
		                   .roles = CNIS_ROLE_MANAGER | CNIS_ROLE_CUSTODIAN,
		                   .undo = STORE_UNDOABLE };
	char *reason = NULL;
	int64_t id = 0;
	cnis_restriction_did did = { 0 };
	cnis_status st;

	if (!text_same(n->kind, "protection") && !text_same(n->kind, "staff_family"))
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "kind",
		                 "protection or staff_family");
	st = need_reason(n->reason, where, &reason, reterr);
	if (st == CNIS_OK) {
		st = change_begin(r, &spec, reterr);
		if (st == CNIS_OK)
			st = change_end(r, add_tx(r, n, reason, &id, &did, reterr), reterr);
	}
	free(reason);
	if (st != CNIS_OK)
		return st;
	*ret_id = id;
	if (ret_did != NULL)
		*ret_did = did;
	return CNIS_OK;
}

/* ---- ending -----------------------------------------------------------------------------------
 */

typedef struct kept {
	int64_t child_id;
	cnis_day from, to;
	bool sealed;
} kept;

static cnis_status
read(cnis_register *r, int64_t id, kept *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_READ], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && !row)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, where_end, "restriction",
		               "there is no such restriction");
	if (st == CNIS_OK)
		*ret = (kept){ col_int(&c, 0), col_day(&c, 2), col_day(&c, 3),
			       text_same(col_text(&c, 1), "sealed") };
	stmt_close(&c);
	return st;
}

static cnis_status
end_tx(cnis_register *r, int64_t id, const char *reason, cnis_error *reterr)
{
	kept k = { 0 };
	cursor c = { 0 };
	cnis_status st = read(r, id, &k, reterr);

	if (st == CNIS_OK && (k.to != CNIS_DAY_NONE || k.sealed))
		st = cnis_refuse(reterr, "LOCAL.restriction", where_end, "restriction",
		                 "it has ended already");
	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[Q_END], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	/* from today it does not hold */
	stmt_day(&c, ":to", change_today(r) - 1);
	stmt_text(&c, ":reason", reason);
	stmt_int(&c, ":officer", r->officer_id);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st == CNIS_OK ? change_touch(r, k.child_id, reterr) : st;
}

cnis_status
cnis_restriction_end(cnis_register *r, int64_t id, const char *reason, cnis_error *reterr)
{
	const change_spec spec = { .kind = where_end,
		                   .command = "restrict end",
		                   .letter = CNIS_REF_RESTRICTION,
		                   .id = id,
		                   .roles = CNIS_ROLE_CUSTODIAN,
		                   .undo = STORE_UNDOABLE };
	char *clean = NULL;
	cnis_status st = need_reason(reason, where_end, &clean, reterr);

	if (st == CNIS_OK)
		st = change_begin(r, &spec, reterr);
	if (st == CNIS_OK)
		st = change_end(r, end_tx(r, id, clean, reterr), reterr);
	free(clean);
	return st;
}

/* ---- reading ----------------------------------------------------------------------------------
 */

cnis_status
cnis_restriction_walk(cnis_register *r, bool all, cnis_restriction_fn fn, void *payload,
                      cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_WALK], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":all", all);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		const cnis_restriction x = { .id = col_int(&c, 0),
			                     .child_id = col_int(&c, 1),
			                     .kind = col_text(&c, 2),
			                     .from = col_day(&c, 3),
			                     .to = col_day(&c, 4),
			                     .custodian = col_text(&c, 5),
			                     .officer = col_text(&c, 6),
			                     .reason = col_text(&c, 7),
			                     .end_reason = col_text(&c, 8) };

		st = fn(&x, payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}
