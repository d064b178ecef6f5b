/* When the sheets of what is held are due. */
#include "domain/sheet.h"

#include "domain/duty.h"
#include "domain/same.h"
#include "domain/setting.h"

static const char KIND[] = "sheet";

enum { Q_OPEN, Q_LEFT, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_OPEN] = { "sheet.open",
		"SELECT child_id, opened_day FROM duty WHERE child_id IN " SAME_CHILD(SAME_NOW)
		" AND kind = 'sheet' AND state = 'open' ORDER BY id LIMIT 1" },
	/* parents who can be reached and have had none since */
	[Q_LEFT] = { "sheet.left",
		"SELECT count(DISTINCT l.person_id) FROM relationship l JOIN person p ON p.id = l.person_id"
		" WHERE l.child_id IN " SAME_CHILD(SAME_NOW) " AND l.to_day IS NULL AND " SHEET_PARENT("l", "p")
		" AND (EXISTS (SELECT 1 FROM person_residence h WHERE h.person_id = l.person_id"
		"   AND h.kind <> 'previous' AND h.to_day IS NULL)"
		"  OR EXISTS (SELECT 1 FROM contact_point n WHERE n.person_id = l.person_id"
		"   AND n.to_day IS NULL))"
		" AND NOT EXISTS (SELECT 1 FROM told t WHERE t.child_id IN " SAME_CHILD(SAME_NOW)
		"  AND t.person_id = l.person_id AND t.kind = 'what_we_hold' AND t.on_day >= :since)" },
};
/* clang-format on */

cnis_status
sheet_owed_tx(cnis_register *r, const entry_facts *entry, cnis_day from, cnis_error *reterr)
{
	const duty_local d = { .kind = KIND,
		               .rule = "LOCAL.sheet",
		               .setting = "sheet.days",
		               .unit = "calendar",
		               .child_id = entry->child_id,
		               .entry_id = entry->id,
		               .opened = from,
		               .owner_id = entry->owner_id };
	int64_t days = 0;
	int64_t id = 0;
	cnis_status st = setting_int(r, d.setting, from, &days, reterr);

	return st == CNIS_OK && days > 0 ? duty_local_tx(r, &d, &id, reterr) : st;
}

/* The duty that is open, of any record of the child; child 0: none is. */
static cnis_status
open_duty(cnis_register *r, int64_t child_id, int64_t *ret_child, cnis_day *ret_since,
          cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_OPEN], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row) {
		*ret_child = col_int(&c, 0);
		*ret_since = col_day(&c, 1);
	}
	stmt_close(&c);
	return st;
}

static cnis_status
parents_left(cnis_register *r, int64_t child_id, cnis_day since, int64_t *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_LEFT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_day(&c, ":since", since);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row)
		*ret = col_int(&c, 0);
	stmt_close(&c);
	return st;
}

cnis_status
sheet_told_tx(cnis_register *r, int64_t child_id, cnis_day on, cnis_error *reterr)
{
	cnis_day since = on; /* none was due: these begin the round */
	int64_t child = 0;
	int64_t left = 0;
	entry_facts entry;
	bool registered = false;
	cnis_status st = open_duty(r, child_id, &child, &since, reterr);

	if (st == CNIS_OK)
		st = parents_left(r, child_id, since, &left, reterr);
	if (st != CNIS_OK || left != 0)
		return st;
	if (on < since)
		on = since;
	if (child != 0)
		st = duty_end_all_tx(r, &(duty_which){ .kind = KIND, .child_id = child }, DUTY_MET,
		                     on, "told.add", NULL, reterr);
	if (st == CNIS_OK)
		st = entry_of_child(r, child_id, change_today(r), &entry, &registered, reterr);
	if (st != CNIS_OK || !registered)
		return st;
	st = duty_owner_tx(r, entry.child_id, &entry.owner_id, reterr);
	return st == CNIS_OK ? sheet_owed_tx(r, &entry, on, reterr) : st;
}
