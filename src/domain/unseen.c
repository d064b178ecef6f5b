/* Who has not been seen for longest, among those with a reason to ask.  One statement over sets. */
#include <cnis/unseen.h>

#include "base/text.h"
#include "domain/death.h"
#include "domain/process.h"
#include "domain/register.h"
#include "domain/same.h"
#include "domain/sight.h"

/* clang-format off */
#define HOLDS(t) "(" t ".from_day IS NULL OR " t ".from_day <= :on)" \
	" AND (" t ".to_day IS NULL OR " t ".to_day >= :on)"
/* the same, shorter: a statement has a greatest length */
#define LIVES(t) ":on BETWEEN coalesce(" t ".from_day, :on) AND coalesce(" t ".to_day, :on)"
#define CONFLICT(what, whose, other, child) \
	"SELECT " what " FROM child_residence a JOIN child_residence b" \
	" ON " whose " AND " other " AND b.kind = 'home'" \
	" AND b.address_id <> a.address_id AND b.source <> a.source" \
	" WHERE a.kind = 'home' AND " child LIVES("a") " AND " LIVES("b")
#define RECORDS(of) SAME_ROW_UNDER(of)
#define REASON_FLAG \
	" JOIN flag_kind k ON k.code = f.kind AND " SIGHT_REASON("k")

static const store_sql WALK = { "unseen.walk",
	"WITH " SAME_ROWS ", listed (child_id) AS ("
	" SELECT " SAME_ROW_KEPT("f.child_id") " FROM flag f" REASON_FLAG
	" WHERE NOT :all AND " HOLDS("f")
	" UNION " CONFLICT(SAME_ROW_KEPT("a.child_id"), "b.child_id = a.child_id",
		"b.id > a.id", "NOT :all AND ")
	/* two homes in two records of one child */
	" UNION " CONFLICT(SAME_ROW_KEPT("a.child_id"), "b.child_id IN "
		SAME_ROW_UNDER(SAME_ROW_KEPT("a.child_id")), "b.id <> a.id",
		"NOT :all AND a.child_id IN (SELECT rec FROM same) AND ")
	" UNION SELECT " SAME_ROW_KEPT("e.child_id") " FROM entry e WHERE :all),"
	" row AS (SELECT c.id AS id, c.school_age_to, e.owner_id AS named,"
	" (SELECT max(s.on_day) FROM " RECORDS("c.id") " m JOIN seen s ON s.child_id = m.id"
	" AND s.on_day <= :on) AS last"
	" FROM listed l JOIN child c ON c.id = l.child_id JOIN entry e ON e.id ="
	" (SELECT max(x.id) FROM " RECORDS("c.id") " m JOIN entry x ON x.child_id = m.id"
	" AND x.from_day <= :on"
	" AND (x.to_day IS NULL OR x.to_day >= :on))"
	" WHERE c.school_age_to >= :on AND " DEATH_NOT("c.id") ")"
	" SELECT row.id, (SELECT n.full_name FROM child_name n WHERE n.child_id = row.id"
	"   AND n.kind = 'legal' AND " HOLDS("n") " ORDER BY n.from_day DESC, n.id DESC LIMIT 1),"
	"  row.last,"
	"  (SELECT group_concat(code, ' ') FROM (SELECT DISTINCT"
	"    " SIGHT_REASON_WORD("f", "k") " AS code"
	"    FROM " RECORDS("row.id") " m JOIN flag f ON f.child_id = m.id" REASON_FLAG
	"    WHERE " HOLDS("f") " ORDER BY code)),"
	"  EXISTS (" CONFLICT("1", "b.child_id IN " RECORDS("row.id"), "b.id > a.id",
		"a.child_id IN " RECORDS("row.id") " AND ") "),"
	"  o.id, o.login"
	" FROM row LEFT JOIN officer o ON o.id = coalesce("
	" (SELECT w.officer_id FROM " RECORDS("row.id") " m JOIN duty d ON d.child_id = m.id"
	" JOIN duty_owner w ON w.duty_id = d.id"
	" WHERE d.opened_day <= :on"
	" AND (d.ended_day IS NULL OR d.ended_day > :on)"
	" AND (d.lapse_day IS NULL OR d.lapse_day >= :on) AND w.from_day <= :on"
	" AND (w.to_day IS NULL OR w.to_day >= :on)"
	" AND d.kind NOT IN " SIGHT_NOT_THE_FAMILYS
	" ORDER BY d.id DESC, w.id DESC LIMIT 1), row.named)"
	" ORDER BY row.last IS NOT NULL, row.last, row.id" };
/* clang-format on */

enum { REASONS_SIZE = 256 };

static cnis_status
hand_out(cursor *c, cnis_day on, cnis_unseen_fn fn, void *payload, cnis_error *reterr)
{
	char reasons[REASONS_SIZE];
	text_buf b = text_buf_on(reasons, sizeof reasons);
	const char *name = col_text(c, 1), *flags = col_text(c, 3), *login = col_text(c, 6);
	cnis_unseen row = { .child_id = col_int(c, 0),
		            .child_name = name ? name : "",
		            .last_seen = col_day(c, 2),
		            .days = -1,
		            .reasons = reasons,
		            .owner_id = col_int(c, 5),
		            .owner = login ? login : "" };

	if (flags)
		text_add(&b, flags);
	if (col_int(c, 4) != 0) {
		if (flags)
			text_add(&b, " ");
		text_add(&b, "conflicting_address");
	}
	if (row.last_seen != CNIS_DAY_NONE)
		row.days = on - row.last_seen;
	return fn(&row, payload, reterr);
}

cnis_status
cnis_unseen_walk(cnis_register *r, cnis_day as_at, bool all, cnis_unseen_fn fn, void *payload,
                 cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_day on = process_given(as_at) == CNIS_DAY_NONE ? store_today(r->st) : as_at;
	cnis_status st = stmt_open(r->st, &WALK, &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":on", on);
	stmt_int(&c, ":all", all);
	stmt_int(&c, ":causes", sight_causes(r));
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		st = hand_out(&c, on, fn, payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}
