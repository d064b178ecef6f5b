/* A duty as it is kept, who owns it, and what must hold.  Opening, ending, managing and reading
 * have files of their own: duty_open.c, duty_end.c, duty_manage.c, duty_list.c. */
#include "domain/duty.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/custody.h"
#include "domain/duty_inside.h"
#include "domain/held.h"
#include "domain/same.h"
#include "domain/sight.h"

/* clang-format off */
enum { Q_OWN, Q_READ, Q_DISOWN, Q_OWNER, Q_NOW_OWNER, Q_INVARIANT };
static const store_sql sql[] = {
	[Q_OWN] = { "duty.own",
		"INSERT INTO duty_owner (child_id, duty_id, officer_id, from_day, rev)"
		" SELECT :child, :duty, id, :from, :rev FROM officer WHERE id = :officer AND to_day IS NULL" },
	[Q_READ] = { "duty.read",
		"SELECT kind, rule, rule_version, inputs, coalesce(child_id, 0), coalesce(entry_id, 0),"
		" coalesce(withdrawal_id, 0), coalesce(review_id, 0), coalesce(flag_id, 0), opened_day,"
		" due_day, lapse_day, state, coalesce(extends_id, 0), coalesce(intake_id, 0),"
		" coalesce(complaint_id, 0)"
		" FROM duty WHERE id = :id" },
	[Q_DISOWN] = { "duty.disown",
		"UPDATE duty_owner SET to_day = :to, rev = :rev WHERE duty_id = :id AND to_day IS NULL" },
	/* what needs a manager or a second officer does not make them the family's officer */
	[Q_OWNER] = { "duty.owner",
		"SELECT officer_id FROM ("
		" SELECT w.officer_id AS officer_id, 1 AS rank, d.id AS id FROM "
		SAME_EACH("duty", "d", SAME_NOW) " JOIN duty_owner w ON w.duty_id = d.id AND w.to_day IS NULL"
		"  JOIN officer o ON o.id = w.officer_id AND o.to_day IS NULL"
		"  WHERE d.state = 'open'"
		"  AND d.kind NOT IN " SIGHT_NOT_THE_FAMILYS
		" UNION ALL SELECT e.owner_id, 2, e.id FROM " SAME_EACH("entry", "e", SAME_NOW)
		"  JOIN officer o ON o.id = e.owner_id AND o.to_day IS NULL)"
		" ORDER BY rank, id DESC LIMIT 1" },
	[Q_NOW_OWNER] = { "duty.now_owner",
		"SELECT officer_id FROM duty_owner WHERE duty_id = :id AND to_day IS NULL" },
	[Q_INVARIANT] = { "duty.invariant",
		"SELECT 'E', e.id FROM entry e JOIN child c ON c.id = e.child_id"
		" WHERE e.child_id = :child AND e.to_day IS NULL AND c.school_age_to >= :today"
		" AND NOT EXISTS (SELECT 1 FROM duty d"
		"  JOIN duty_owner w ON w.duty_id = d.id AND w.to_day IS NULL"
		"  JOIN officer o ON o.id = w.officer_id AND o.to_day IS NULL"
		"  WHERE d.entry_id = e.id AND d.state = 'open')"
		" UNION ALL SELECT 'W', x.id FROM withdrawal x JOIN child c ON c.id = x.child_id"
		" WHERE x.child_id = :child AND x.closed_day IS NULL AND c.school_age_to >= :today"
		" AND NOT EXISTS (SELECT 1 FROM duty d"
		"  JOIN duty_owner w ON w.duty_id = d.id AND w.to_day IS NULL"
		"  JOIN officer o ON o.id = w.officer_id AND o.to_day IS NULL"
		"  WHERE d.withdrawal_id = x.id AND d.state = 'open')"
		" UNION ALL SELECT 'H', h.id FROM held h JOIN child c ON c.id = h.child_id"
		" WHERE h.child_id = :child AND h.to_day IS NULL AND c.school_age_to >= :today"
		" AND NOT EXISTS (SELECT 1 FROM duty d"
		"  JOIN duty_owner w ON w.duty_id = d.id AND w.to_day IS NULL"
		"  JOIN officer o ON o.id = w.officer_id AND o.to_day IS NULL"
		"  WHERE d.child_id = h.child_id AND d.kind IN " HELD_DUTIES " AND d.state = 'open')"
		/* what has arrived is nobody's, and is looked at together */
		" UNION ALL SELECT 'K', i.id FROM intake i WHERE :child IS NULL AND i.closed_day IS NULL"
		" AND NOT EXISTS (SELECT 1 FROM duty d"
		"  JOIN duty_owner w ON w.duty_id = d.id AND w.to_day IS NULL"
		"  JOIN officer o ON o.id = w.officer_id AND o.to_day IS NULL"
		"  WHERE d.intake_id = i.id AND d.state = 'open')" },
};
/* clang-format on */

cnis_status
duty_ended_already(cnis_error *reterr)
{
	return cnis_refuse(reterr, "", "duty.change", "duty",
	                   "the duty has ended; only an open one can be changed");
}

cnis_status
duty_missing(cnis_error *reterr)
{
	return cnis_fail(reterr, CNIS_ENOTFOUND, 0, "duty.read", "duty", "there is no such duty");
}

cnis_status
duty_read_tx(cnis_register *r, int64_t id, duty_kept *k, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &sql[Q_READ], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && !row)
		st = duty_missing(reterr);
	if (st == CNIS_OK) {
		*k = (duty_kept){ 0 };
		(void)text_copy(k->kind, sizeof(k->kind), col_text(&c, 0));
		(void)text_copy(k->rule, sizeof(k->rule), col_text(&c, 1));
		k->version = (int)col_int(&c, 2);
		(void)text_copy(k->inputs, sizeof(k->inputs), col_text(&c, 3));
		k->d = (duty_new){ .kind = k->kind, .rule = k->rule, .inputs = k->inputs };
		k->d.child_id = col_int(&c, 4);
		k->d.entry_id = col_int(&c, 5);
		k->d.withdrawal_id = col_int(&c, 6);
		k->d.review_id = col_int(&c, 7);
		k->d.flag_id = col_int(&c, 8);
		k->d.opened = col_day(&c, 9);
		k->d.due = col_day(&c, 10);
		k->d.lapse = col_day(&c, 11);
		k->open = strcmp(col_text(&c, 12), "open") == 0;
		k->extends_id = col_int(&c, 13);
		k->d.intake_id = col_int(&c, 14);
		k->d.complaint_id = col_int(&c, 15);
	}
	stmt_close(&c);
	return st;
}

cnis_status
duty_own_tx(cnis_register *r, int64_t duty_id, int64_t child_id, int64_t officer_id, cnis_day from,
            cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = custody_owner_tx(r, child_id, officer_id, &officer_id, reterr);

	if (st == CNIS_OK)
		st = stmt_open(r->st, &sql[Q_OWN], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_id(&c, ":child", child_id);
	stmt_int(&c, ":duty", duty_id);
	stmt_int(&c, ":officer", officer_id);
	stmt_day(&c, ":from", from);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK && store_changes(r->st) != 1)
		st = cnis_fail(reterr, CNIS_EINVAL, 0, "duty.open", "owner",
		               "the owner of a duty must be a current officer");
	return st;
}

cnis_status
duty_disown_tx(cnis_register *r, int64_t id, cnis_day to, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &sql[Q_DISOWN], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_day(&c, ":to", to);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

cnis_status
duty_owner_tx(cnis_register *r, int64_t child_id, int64_t *ret_officer_id, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &sql[Q_OWNER], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK)
		*ret_officer_id = row ? col_int(&c, 0) : r->officer_id;
	stmt_close(&c);
	return st;
}

/* First open entry or withdrawal of the child that nobody has to do anything about. */
cnis_status
duty_forgotten(cnis_register *r, int64_t child_id, bool *ret, char ref[CNIS_REFERENCE_SIZE],
               cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &sql[Q_INVARIANT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_id(&c, ":child", child_id);
	stmt_day(&c, ":today", store_today(r->st));
	st = stmt_step(&c, ret, reterr);
	if (st == CNIS_OK && *ret)
		(void)cnis_reference_format(col_text(&c, 0)[0], col_int(&c, 1), ref);
	stmt_close(&c);
	return st;
}

cnis_status
duty_invariant_tx(cnis_register *r, int64_t child_id, cnis_error *reterr)
{
	char ref[CNIS_REFERENCE_SIZE] = "";
	bool broken = false;
	cnis_status st = duty_forgotten(r, child_id, &broken, ref, reterr);

	if (st == CNIS_OK && broken)
		st = cnis_fail(reterr, CNIS_ECORRUPT, 0, "duty.invariant", "duty",
		               "%s would be open without an open duty that has a current owner; "
		               "nothing was written",
		               ref);
	return st;
}

cnis_status
duty_now_owner(cnis_register *r, int64_t id, int64_t *ret, cnis_error *reterr)
{
	return stmt_ask(r->st, &sql[Q_NOW_OWNER], ":id", id, *ret, ret, reterr);
}
