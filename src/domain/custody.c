/* Who works with a record that not everybody is shown: its custodian, or a manager. */
#include "domain/custody.h"

#include "base/error.h"
#include "domain/same.h"
#include "domain/sight.h"

/* clang-format off */
enum { Q_CUSTODIAN, Q_DECLARED, Q_SOMEONE, Q_NEW, Q_OLD, Q_MINE, Q_MOVE, Q_COUNT };
static const store_sql SQL[Q_COUNT] = {
	[Q_CUSTODIAN] = { "custody.custodian",
		"SELECT (SELECT x.custodian_id FROM " SAME_EACH("main.restriction", "x", SAME_NOW)
		"  JOIN officer o ON o.id = x.custodian_id AND o.to_day IS NULL"
		"  WHERE x.kind <> 'sealed'"
		"  AND (x.to_day IS NULL OR x.to_day >= :on) ORDER BY x.id DESC LIMIT 1),"
		" " CUSTODY_DECLARED(":officer", ":child") },
	[Q_DECLARED] = { "custody.declared", "SELECT " CUSTODY_DECLARED(":officer", ":child") },
	[Q_SOMEONE] = { "custody.someone",
		"SELECT o.id FROM officer o JOIN officer_role ro ON ro.officer_id = o.id"
		" WHERE ro.role IN (:role, 'administrator') AND ro.to_day IS NULL AND o.to_day IS NULL"
		" AND o.id <> :but AND (ro.role = :role OR :role = 'manager')"
		" AND (:role <> 'custodian' OR " SIGHT_SHOWN_STEPS("o.id") ")"
		" AND (:child = 0 OR NOT " CUSTODY_DECLARED("o.id", ":child") ")"
		" ORDER BY ro.role <> :role, EXISTS (SELECT 1 FROM cover v WHERE v.officer_id = o.id"
		"   AND v.from_day <= :on AND v.to_day >= :on), o.id <> :me,"
		" (SELECT count(*) FROM duty_owner w JOIN duty d ON d.id = w.duty_id"
		"   WHERE w.officer_id = o.id AND w.to_day IS NULL AND d.state = 'open'), o.id LIMIT 1" },
#define THEIR_OPEN(w) \
	w ".to_day IS NULL AND (:from_id = 0 OR " w ".officer_id = :from_id) AND " w ".officer_id <> :to_id" \
	" AND " w ".duty_id IN (SELECT u.id FROM main.duty u WHERE u.state = 'open'" \
	" AND u.child_id IN " SAME_CHILD(SAME_NOW) ")"
	/* ended first: an officer has a duty once */
	[Q_OLD] = { "custody.old",
		"UPDATE duty_owner SET to_day = :to, rev = :rev WHERE " THEIR_OPEN("duty_owner") },
	[Q_NEW] = { "custody.new",
		"INSERT INTO duty_owner (child_id, duty_id, officer_id, from_day, rev)"
		" SELECT w.child_id, w.duty_id, :to_id, :from, :rev FROM main.duty_owner w"
		" WHERE w.rev = :rev AND w.to_day = :to AND w.officer_id <> :to_id"
		" AND (:from_id = 0 OR w.officer_id = :from_id)"
		" AND w.duty_id IN (SELECT u.id FROM main.duty u WHERE u.state = 'open'"
		"  AND u.child_id IN " SAME_CHILD(SAME_NOW) ")"
		" AND NOT EXISTS (SELECT 1 FROM main.duty_owner n WHERE n.duty_id = w.duty_id AND n.to_day IS NULL)"
		" GROUP BY w.duty_id ORDER BY w.duty_id" },
	[Q_MINE] = { "custody.mine",
		"SELECT id, child_id FROM main.restriction WHERE custodian_id = :id"
		" AND kind <> 'sealed' AND to_day IS NULL ORDER BY id LIMIT 1" },
	[Q_MOVE] = { "custody.move",
		"UPDATE restriction SET custodian_id = :to_id, rev = :rev WHERE id = :id" },
};
/* clang-format on */

cnis_status
custody_declared(cnis_register *r, int64_t officer_id, int64_t child_id, bool *ret,
                 cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_DECLARED], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":officer", officer_id);
	stmt_int(&c, ":child", child_id);
	stmt_day(&c, ":on", change_today(r));
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row)
		*ret = col_int(&c, 0) != 0;
	stmt_close(&c);
	return st;
}

cnis_status
custody_someone(cnis_register *r, const char *role, int64_t but, int64_t child_id,
                int64_t *ret_officer_id, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_SOMEONE], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_text(&c, ":role", role);
	stmt_int(&c, ":but", but);
	stmt_int(&c, ":me", r->officer_id);
	stmt_int(&c, ":child", child_id);
	stmt_day(&c, ":on", change_today(r));
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK)
		*ret_officer_id = row ? col_int(&c, 0) : 0;
	stmt_close(&c);
	return st;
}

/* The custodian, 0: none; and whether the officer declared the family. */
static cnis_status
custodian(cnis_register *r, int64_t child_id, int64_t officer_id, int64_t *ret, bool *ret_declared,
          cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_CUSTODIAN], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_int(&c, ":officer", officer_id);
	stmt_day(&c, ":on", change_today(r));
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK) {
		*ret = row ? col_int(&c, 0) : 0;
		*ret_declared = row && col_int(&c, 1) != 0;
	}
	stmt_close(&c);
	return st;
}

cnis_status
custody_owner_tx(cnis_register *r, int64_t child_id, int64_t officer_id, int64_t *ret_officer_id,
                 cnis_error *reterr)
{
	int64_t to = 0;
	bool declared = false;
	cnis_status st = CNIS_OK;

	*ret_officer_id = officer_id;
	if (child_id == 0)
		return CNIS_OK;
	st = custodian(r, child_id, officer_id, &to, &declared, reterr);
	if (st == CNIS_OK && to == 0 && declared)
		st = custody_someone(r, "manager", officer_id, child_id, &to, reterr);
	if (st == CNIS_OK && to != 0)
		*ret_officer_id = to;
	return st;
}

cnis_status
custody_hand_tx(cnis_register *r, int64_t child_id, int64_t from, int64_t to, int64_t *ret_n,
                cnis_error *reterr)
{
	static const int steps[] = { Q_OLD, Q_NEW };
	cnis_status st = CNIS_OK;

	for (int i = 0; st == CNIS_OK && i < 2; i++) {
		cursor c = { 0 };

		st = stmt_open(r->st, &SQL[steps[i]], &c, reterr);
		if (st != CNIS_OK)
			break;
		stmt_int(&c, ":child", child_id);
		stmt_int(&c, ":from_id", from);
		stmt_int(&c, ":to_id", to);
		stmt_day(&c, ":to", change_today(r) - 1);
		if (steps[i] == Q_NEW)
			stmt_day(&c, ":from", change_today(r));
		stmt_int(&c, ":rev", change_rev(r));
		st = stmt_run(&c, reterr);
		stmt_close(&c);
	}
	if (st == CNIS_OK && ret_n != NULL)
		*ret_n = store_changes(r->st);
	return st;
}

static cnis_status
move(cnis_register *r, int64_t id, int64_t to, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_MOVE], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_int(&c, ":to_id", to);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

/* The next record the officer keeps; 0: none. */
static cnis_status
next_kept(cnis_register *r, int64_t officer_id, int64_t *ret_id, int64_t *ret_child,
          cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_MINE], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", officer_id);
	st = stmt_step(&c, &row, reterr);
	*ret_id = 0;
	if (st == CNIS_OK && row) {
		*ret_id = col_int(&c, 0);
		*ret_child = col_int(&c, 1);
	}
	stmt_close(&c);
	return st;
}

cnis_status
custody_leave_tx(cnis_register *r, int64_t officer_id, cnis_error *reterr)
{
	int64_t id = 0;
	int64_t child = 0;
	cnis_status st = next_kept(r, officer_id, &id, &child, reterr);

	while (st == CNIS_OK && id != 0) {
		int64_t to = 0;

		st = custody_someone(r, "custodian", officer_id, child, &to, reterr);
		if (st == CNIS_OK && to == 0)
			st = cnis_refuse(reterr, "LOCAL.restriction", "officer.end", "officer",
			                 "nobody else may keep the restricted records this officer "
			                 "keeps: a custodian who is manager or safeguarding as "
			                 "well; give somebody the roles first");
		if (st == CNIS_OK)
			st = move(r, id, to, reterr);
		if (st == CNIS_OK)
			st = custody_hand_tx(r, child, officer_id, to, NULL, reterr);
		if (st == CNIS_OK)
			st = next_kept(r, officer_id, &id, &child, reterr);
	}
	return st;
}
