/* Reading withdrawals. */
#include <cnis/withdrawal.h>

#include <string.h>

#include "base/error.h"
#include "domain/process.h"
#include "domain/register.h"
#include "domain/sight.h"
#include "domain/withheld.h"

/* clang-format off */
#define COLUMNS \
	"SELECT w.id, w.child_id, w.purpose, w.notified_by, w.notified_day, w.notice_day," \
	" w.leave_day, " WITHHELD_TEXT(WITHHELD_SCHOOL("w.child_id"), "w.school_name") ", " \
	WITHHELD_BESIDE(WITHHELD_SCHOOL("w.child_id"), "w.school_urn") ", w.placement, w.placed_by," \
	" w.on_roll, w.deleted_day, w.deletion_without_consent, w.state, w.closed_day, w.entry_id," \
	" (SELECT count(*) FROM consent_test t WHERE t.withdrawal_id = w.id" \
	"  AND " SIGHT_TEST("t") "), w.rev FROM withdrawal w"
/* clang-format on */

enum { Q_GET, Q_CHILD, Q_OPEN, Q_ALL, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_GET] = { "withdrawal.get", COLUMNS " WHERE w.id = :id" },
	[Q_CHILD] = { "withdrawal.walk_child",
		COLUMNS " WHERE w.child_id = :child AND w.notified_day <= :on"
		" AND (:closed OR w.closed_day IS NULL OR w.closed_day > :on)"
		" ORDER BY w.notified_day, w.id LIMIT :limit" },
	[Q_OPEN] = { "withdrawal.walk_open",
		COLUMNS " WHERE w.closed_day IS NULL AND w.notified_day <= :on"
		" ORDER BY w.notified_day, w.id LIMIT :limit" },
	[Q_ALL] = { "withdrawal.walk",
		COLUMNS " WHERE w.notified_day <= :on"
		" AND (:closed OR w.closed_day IS NULL OR w.closed_day > :on)"
		" ORDER BY w.notified_day, w.id LIMIT :limit" },
};
/* clang-format on */

static cnis_status
hand_out(cursor *c, cnis_withdrawal_fn fn, void *payload, bool *ret_any, cnis_error *reterr)
{
	bool row = false;
	cnis_status st;

	while ((st = stmt_step(c, &row, reterr)) == CNIS_OK && row) {
		cnis_withdrawal w = { .id = col_int(c, 0),
			              .child_id = col_int(c, 1),
			              .purpose = col_text(c, 2),
			              .notified_by = col_text(c, 3),
			              .notified = col_day(c, 4),
			              .notice = col_day(c, 5),
			              .leave = col_day(c, 6),
			              .school_name = col_text(c, 7),
			              .school_urn = col_text(c, 8),
			              .placement = col_text(c, 9),
			              .placed_by = col_text(c, 10),
			              .on_roll = strcmp(col_text(c, 11), "yes") == 0,
			              .deleted = col_day(c, 12),
			              .deletion_without_consent = col_int(c, 13) != 0,
			              .state = col_text(c, 14),
			              .closed = col_day(c, 15),
			              .entry_id = col_int(c, 16),
			              .tests = col_int(c, 17),
			              .rev = col_int(c, 18) };

		*ret_any = true;
		st = fn(&w, payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	return st;
}

cnis_status
cnis_withdrawal_get(cnis_register *r, int64_t id, cnis_withdrawal_fn fn, void *payload,
                    cnis_error *reterr)
{
	cursor c = { 0 };
	bool any = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_GET], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_int(&c, ":steps", sight_steps(r));
	st = hand_out(&c, fn, payload, &any, reterr);
	stmt_close(&c);
	if (st == CNIS_OK && !any)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, "withdrawal.get", "withdrawal",
		                 "no such withdrawal");
	return st;
}

cnis_status
cnis_withdrawal_walk(cnis_register *r, const cnis_withdrawal_query *query, cnis_withdrawal_fn fn,
                     void *payload, cnis_error *reterr)
{
	cursor c = { 0 };
	bool any = false;
	cnis_day today = store_today(r->st);
	cnis_day on = process_given(query->as_at) == CNIS_DAY_NONE ? today : query->as_at;
	/* what is open today is in an index; for another day, and closed ones, read them all */
	int q = query->child_id ? Q_CHILD : on >= today && !query->closed_too ? Q_OPEN : Q_ALL;
	cnis_status st = stmt_open(r->st, &SQL[q], &c, reterr);

	if (st != CNIS_OK)
		return st;
	if (q == Q_CHILD)
		stmt_int(&c, ":child", query->child_id);
	if (q != Q_OPEN)
		stmt_int(&c, ":closed", query->closed_too);
	stmt_int(&c, ":on", on);
	stmt_int(&c, ":steps", sight_steps(r));
	stmt_int(&c, ":limit", query->limit > 0 ? query->limit : -1);
	st = hand_out(&c, fn, payload, &any, reterr);
	stmt_close(&c);
	return st;
}
