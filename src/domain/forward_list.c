/* Reading what went to other authorities. */
#include <cnis/forward.h>

#include <string.h>

#include "base/error.h"
#include "domain/death.h"
#include "domain/process.h"
#include "domain/same.h"
#include "domain/sight.h"
#include "domain/withheld.h"

/* clang-format off */
/* Who was told of a child who lives there tells where it lives, and so does what the Act asks for
 * there, and that it need not be told: withheld with that. */
#define WHERE_KEPT \
	"(f.what <> 'application' AND (" WITHHELD_LOCATION("f.child_id") \
	" OR EXISTS (SELECT 1 FROM child_residence h WHERE h.child_id = f.child_id" \
	" AND " WITHHELD_ADDRESS("h.address_id") ")))"
/* That an application was passed on tells that statute asks for consent: domain/sight.h. */
#define COLUMNS \
	"SELECT f.id, f.child_id, f.withdrawal_id, f.what, " WITHHELD_SHOWN(WHERE_KEPT, "f.to_area") \
	", " WITHHELD_BESIDE(WHERE_KEPT, "f.to_body") ", f.sent_day, f.method, " \
	WITHHELD_BESIDE(WHERE_KEPT, "f.requested_day") ", " WITHHELD_BESIDE(WHERE_KEPT, "f.other_basis") \
	", f.reason, f.chased_day, f.receipt_day, f.taken_over = 'yes', " WAITING \
	", o.login, f.rev, f.misdirected_day, f.misdirected FROM forwarding f JOIN officer o ON o.id = f.officer_id"
/* nobody there owes an answer about a child who has died */
#define WAITING                                                                                    \
	"(f.method IS NOT NULL AND ifnull(f.misdirected_day, :on + 1) > :on"                       \
	" AND CASE WHEN f.what = 'application'"                                                    \
	" THEN EXISTS (SELECT 1 FROM duty d WHERE d.withdrawal_id = f.withdrawal_id"               \
	" AND d.kind = 'await_authority' AND d.opened_day <= :on"                                  \
	" AND ifnull(d.ended_day, :on + 1) > :on)"                                                 \
	" ELSE f.receipt_day IS NULL OR f.receipt_day > :on END"                                   \
	" AND NOT " DEATH_OF(SAME_RECORDS("f.child_id", SAME_HOLDS)) ")"
#define SHOWN "(:steps OR f.what <> 'application') AND " SIGHT_CHILD("f.child_id") \
	" AND (f.method IS NOT NULL OR NOT " WHERE_KEPT ")"

enum { Q_GET, Q_WALK, Q_CHILD, Q_COUNT };
static const store_sql SQL[Q_COUNT] = {
	[Q_GET] = { "forward.get", COLUMNS " WHERE f.id = :id AND " SHOWN },
	[Q_WALK] = { "forward.walk",
		COLUMNS " WHERE f.sent_day <= :on AND " SHOWN " AND (:all OR " WAITING ")"
		" ORDER BY f.sent_day, f.id" },
	[Q_CHILD] = { "forward.walk_child",
		COLUMNS " WHERE f.child_id IN " SAME_CHILD(SAME_HOLDS) " AND f.sent_day <= :on AND " SHOWN
		" AND (:all OR " WAITING ") ORDER BY f.sent_day, f.id" },
};
/* clang-format on */

static cnis_status
hand_out(cursor *c, cnis_forward_fn fn, void *payload, bool *ret_any, cnis_error *reterr)
{
	bool row = false;
	cnis_status st;

	while ((st = stmt_step(c, &row, reterr)) == CNIS_OK && row) {
		cnis_forward f = { .id = col_int(c, 0),
			           .child_id = col_int(c, 1),
			           .withdrawal_id = col_int(c, 2),
			           .what = col_text(c, 3),
			           .area = col_text(c, 4),
			           .body = col_text(c, 5),
			           .sent = col_day(c, 6),
			           .method = col_text(c, 7),
			           .requested = col_day(c, 8),
			           .basis = col_text(c, 9),
			           .reason = col_text(c, 10),
			           .chased = col_day(c, 11),
			           .receipt = col_day(c, 12),
			           .taken_over = col_int(c, 13) != 0,
			           .waiting = col_int(c, 14) != 0,
			           .officer = col_text(c, 15),
			           .rev = col_int(c, 16),
			           .misdirected = col_day(c, 17),
			           .misdirected_why = col_text(c, 18) };

		*ret_any = true;
		st = fn(&f, payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	return st;
}

cnis_status
cnis_forward_walk(cnis_register *r, int64_t child_id, cnis_day as_at, bool all, cnis_forward_fn fn,
                  void *payload, cnis_error *reterr)
{
	cursor c = { 0 };
	bool any = false;
	cnis_day on = process_given(as_at) == CNIS_DAY_NONE ? store_today(r->st) : as_at;
	cnis_status st = stmt_open(r->st, &SQL[child_id == 0 ? Q_WALK : Q_CHILD], &c, reterr);

	if (st != CNIS_OK)
		return st;
	if (child_id != 0)
		stmt_int(&c, ":child", child_id);
	stmt_int(&c, ":on", on);
	stmt_int(&c, ":all", all);
	stmt_int(&c, ":steps", sight_steps(r));
	st = hand_out(&c, fn, payload, &any, reterr);
	stmt_close(&c);
	return st;
}

cnis_status
cnis_forward_get(cnis_register *r, int64_t id, cnis_forward_fn fn, void *payload,
                 cnis_error *reterr)
{
	cursor c = { 0 };
	bool any = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_GET], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_int(&c, ":on", store_today(r->st));
	stmt_int(&c, ":steps", sight_steps(r));
	st = hand_out(&c, fn, payload, &any, reterr);
	stmt_close(&c);
	if (st == CNIS_OK && !any)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, "forward.get", "forward",
		                 "no such record");
	return st;
}
