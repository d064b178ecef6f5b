/* Families an officer declared: their records are closed to that officer. */
#include <cnis/reference.h>
#include <cnis/sight.h>

#include <stdlib.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/custody.h"
#include "domain/declared.h"
#include "domain/fact.h"
#include "domain/officer.h"
#include "domain/sight.h"

static const char where[] = "conflict.declare";
static const char where_end[] = "conflict.end";

enum { Q_ADD, Q_FAMILY, Q_FIND, Q_END, Q_WALK, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_ADD] = { "conflict.add",
		"INSERT INTO declaration (child_id, officer_id, from_day, reason, recorded_at, rev)"
		" VALUES (:child, :officer, :from, :reason, :at, :rev)" },
	[Q_FAMILY] = { "conflict.family",
		"SELECT id FROM (" DECLARED_FAMILY("SELECT :child AS id") ") ORDER BY id" },
	/* what one declared oneself is closed, and still one's own to know of */
	[Q_FIND] = { "conflict.find",
		"SELECT id FROM main.declaration d WHERE d.child_id = :child AND d.officer_id = :officer"
		" AND d.to_day IS NULL ORDER BY id LIMIT 1" },
	[Q_END] = { "conflict.end",
		"UPDATE declaration SET to_day = :to, end_reason = :reason, ended_by = :by, rev = :rev"
		" WHERE id = :id" },
	[Q_WALK] = { "conflict.walk",
		"SELECT d.child_id, o.login, d.from_day, d.to_day, d.reason, d.end_reason"
		" FROM main.declaration d JOIN officer o ON o.id = d.officer_id"
		" WHERE (d.officer_id = :me OR (:manager AND " SIGHT_CHILD("d.child_id") "))"
		" AND (:all OR d.to_day IS NULL) ORDER BY d.id" },
};
/* clang-format on */

/* ---- declaring --------------------------------------------------------------------------------
 */

static cnis_status
insert(cnis_register *r, int64_t child_id, int64_t officer_id, cnis_day from, const char *reason,
       cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_ADD], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_int(&c, ":officer", officer_id);
	stmt_day(&c, ":from", from);
	stmt_text(&c, ":reason", reason);
	stmt_int(&c, ":at", change_now(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

/* The officer's open duties of each child of the family. */
static cnis_status
hand_family(cnis_register *r, int64_t child_id, int64_t from, int64_t to, int64_t *ret_n,
            cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_FAMILY], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_day(&c, ":on", change_today(r));
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		int64_t n = 0;

		st = custody_hand_tx(r, col_int(&c, 0), from, to, &n, reterr);
		if (st != CNIS_OK)
			break;
		*ret_n += n;
	}
	stmt_close(&c);
	return st;
}

static cnis_status
declare_tx(cnis_register *r, int64_t child_id, const char *reason, cnis_conflict_did *did,
           cnis_error *reterr)
{
	int64_t to = 0;
	bool is = false;
	cnis_status st = fact_exists(r, "child", child_id, &is, reterr);

	if (st == CNIS_OK && !is)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, where, "child", "no such child");
	if (st == CNIS_OK)
		st = custody_someone(r, "manager", r->officer_id, child_id, &to, reterr);
	if (st == CNIS_OK && to == 0)
		return cnis_refuse(reterr, "LOCAL.conflict", where, "officer",
		                   "there is no other manager or administrator who could take the "
		                   "family's work");
	if (st == CNIS_OK)
		st = insert(r, child_id, r->officer_id, change_today(r), reason, reterr);
	if (st == CNIS_OK)
		st = hand_family(r, child_id, r->officer_id, to, &did->duties, reterr);
	if (st == CNIS_OK)
		st = custody_cover_tx(r, r->officer_id, &did->covered, &did->covers, reterr);
	return st == CNIS_OK ? change_touch(r, child_id, reterr) : st;
}

cnis_status
conflict_again_tx(cnis_register *r, int64_t child_id, int64_t officer_id, cnis_day from,
                  const char *reason, cnis_error *reterr)
{
	int64_t to = 0;
	int64_t moved = 0;
	cnis_status st = custody_someone(r, "manager", officer_id, child_id, &to, reterr);

	if (st == CNIS_OK &&
	    to == 0) /* nothing is put back half: doctor says whose work is closed */
		to = r->officer_id;
	if (st == CNIS_OK)
		st = insert(r, child_id, officer_id, from, reason, reterr);
	if (st == CNIS_OK && to != officer_id)
		st = hand_family(r, child_id, officer_id, to, &moved, reterr);
	return st == CNIS_OK ? change_touch(r, child_id, reterr) : st;
}

cnis_status
cnis_conflict_declare(cnis_register *r, int64_t child_id, const char *reason,
                      cnis_conflict_did *ret_did, cnis_error *reterr)
{
	const change_spec spec = { .kind = where,
		                   .command = "conflict declare",
		                   .letter = CNIS_REF_CHILD,
		                   .id = child_id,
		                   .undo = STORE_FINAL };
	char *clean = NULL;
	cnis_conflict_did did = { 0 };
	cnis_status st = fact_text(reason, FACT_NOTE, true, where, "reason", &clean, reterr);

	if (st == CNIS_OK)
		st = change_begin(r, &spec, reterr);
	if (st == CNIS_OK)
		st = change_end(r, declare_tx(r, child_id, clean, &did, reterr), reterr);
	free(clean);
	if (st == CNIS_OK && ret_did != NULL)
		*ret_did = did;
	return st;
}

/* ---- ending -----------------------------------------------------------------------------------
 */

/* 0: there is none */
static cnis_status
current(cnis_register *r, int64_t child_id, int64_t officer_id, int64_t *ret_id, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_FIND], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_int(&c, ":officer", officer_id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row)
		*ret_id = col_int(&c, 0);
	stmt_close(&c);
	return st;
}

cnis_status
conflict_declared(cnis_register *r, int64_t child_id, int64_t officer_id, bool *ret,
                  cnis_error *reterr)
{
	int64_t id = 0;
	cnis_status st = current(r, child_id, officer_id, &id, reterr);

	*ret = id != 0;
	return st;
}

static cnis_status
find(cnis_register *r, int64_t child_id, int64_t officer_id, int64_t *ret_id, cnis_error *reterr)
{
	cnis_status st = current(r, child_id, officer_id, ret_id, reterr);

	if (st == CNIS_OK && (*ret_id == 0 || sight_kept_back(r, child_id)))
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, where_end, "child",
		               "this officer declared no such child");
	return st;
}

static cnis_status
end_tx(cnis_register *r, int64_t child_id, const char *login, const char *reason,
       cnis_error *reterr)
{
	int64_t officer = 0;
	int64_t id = 0;
	cursor c = { 0 };
	cnis_status st = officer_find(r, login, change_today(r), &officer, reterr);

	if (st == CNIS_OK && officer == r->officer_id)
		return cnis_refuse(reterr, "LOCAL.conflict", where_end, "officer",
		                   "another manager says that a declaration of one's own holds no "
		                   "more");
	if (st == CNIS_OK)
		st = find(r, child_id, officer, &id, reterr);
	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[Q_END], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_day(&c, ":to", change_today(r) - 1);
	stmt_text(&c, ":reason", reason);
	stmt_int(&c, ":by", r->officer_id);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st == CNIS_OK ? change_touch(r, child_id, reterr) : st;
}

cnis_status
cnis_conflict_end(cnis_register *r, int64_t child_id, const char *login, const char *reason,
                  cnis_error *reterr)
{
	const change_spec spec = { .kind = where_end,
		                   .command = "conflict end",
		                   .letter = CNIS_REF_CHILD,
		                   .id = child_id,
		                   .roles = CNIS_ROLE_MANAGER,
		                   .undo = STORE_FINAL };
	char *clean = NULL;
	cnis_status st = fact_text(reason, FACT_NOTE, true, where_end, "reason", &clean, reterr);

	if (st == CNIS_OK && clean == NULL)
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where_end, "reason", "say why");
	if (st == CNIS_OK)
		st = change_begin(r, &spec, reterr);
	if (st == CNIS_OK)
		st = change_end(r, end_tx(r, child_id, login, clean, reterr), reterr);
	free(clean);
	return st;
}

/* ---- reading ----------------------------------------------------------------------------------
 */

cnis_status
cnis_conflict_walk(cnis_register *r, bool all, cnis_declaration_fn fn, void *payload,
                   cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_WALK], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":me", r->officer_id);
	stmt_int(&c, ":manager", (r->roles & CNIS_ROLE_MANAGER) != 0);
	stmt_int(&c, ":all", all);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		const cnis_declaration d = { .child_id = col_int(&c, 0),
			                     .officer = col_text(&c, 1),
			                     .from = col_day(&c, 2),
			                     .to = col_day(&c, 3),
			                     .reason = col_text(&c, 4),
			                     .end_reason = col_text(&c, 5) };

		st = fn(&d, payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}
