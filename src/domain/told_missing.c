/* Who was never sent a notice, a pack or a sheet, over the whole register: one statement. */
#include <stdio.h>
#include <string.h>

#include <cnis/told.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/change.h"
#include "domain/death.h"
#include "domain/fact.h"
#include "domain/place.h"
#include "domain/process.h"
#include "domain/same.h"
#include "domain/setting.h"
#include "domain/sight.h"

/* clang-format off */
static const store_sql MISSING = { "told.missing",
	"WITH " SAME_ROWS ","
	" child_on (id) AS MATERIALIZED (SELECT DISTINCT " SAME_ROW_KEPT("e.child_id") " FROM entry e"
	"  JOIN child c ON c.id = e.child_id WHERE " PLACE_HOLDS("e") " AND c.school_age_to >= :on),"
	/* who has the care or responsibility, and a parent or carer of whom nobody said */
	" adult (child, id) AS MATERIALIZED (SELECT DISTINCT " SAME_ROW_KEPT("l.child_id") ", l.person_id"
	"  FROM relationship l JOIN person p ON p.id = l.person_id WHERE " PLACE_HOLDS("l")
	"  AND (l.has_care = 'yes' OR l.responsibility = 'yes' OR (l.has_care = 'unknown' AND p.kind IN ('parent', 'carer')))),"
	" sent (child, person, version, on_day, this) AS MATERIALIZED (SELECT " SAME_ROW_KEPT("t.child_id")
	", t.person_id, t.version, max(t.on_day), sum(t.version = :edition) FROM told t"
	"  WHERE t.kind = :kind AND t.on_day <= :on GROUP BY 1, 2)"
	" SELECT c.id, a.id, s.version, s.on_day,"
	" CASE WHEN :names THEN (SELECT n.full_name FROM child_name n WHERE n.child_id = c.id"
	"   AND n.kind <> 'former' AND " PLACE_HOLDS("n") " ORDER BY n.kind, n.id DESC LIMIT 1) END,"
	" CASE WHEN :names THEN (SELECT n.full_name FROM person_name n WHERE n.person_id = a.id"
	"   AND n.kind = 'legal' AND " PLACE_HOLDS("n") " ORDER BY n.id DESC LIMIT 1) END,"
	" EXISTS (SELECT 1 FROM hold h WHERE h.child_id IN " SAME_ROW_UNDER("c.id")
	"   AND h.kind = 'letters' AND h.from_day <= :on AND (h.to_day IS NULL OR (:past AND h.to_day >= :on)))"
	" FROM child_on c LEFT JOIN adult a ON a.child = c.id"
	" LEFT JOIN sent s ON s.child = c.id AND s.person = a.id"
	" WHERE (s.person IS NULL OR s.this = 0) AND " SIGHT_CHILD("c.id") " AND " DEATH_NOT("c.id")
	" ORDER BY c.id, a.id" };
/* clang-format on */

static const char where[] = "told.missing";

/* The edition asked about; "" for any. */
static cnis_status
edition_of(cnis_register *r, const cnis_told_missing_query *q, cnis_day on, char ret[201],
           cnis_error *reterr)
{
	char name[64];
	cnis_status st;

	ret[0] = '\0';
	if (text_empty(q->edition))
		return CNIS_OK;
	if (text_same(q->kind, "what_we_hold"))
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "edition",
		                 "a sheet of what is held has no edition");
	if (!text_same(q->edition, "current")) {
		(void)text_copy(ret, 201, q->edition);
		return CNIS_OK;
	}
	(void)snprintf(name, sizeof(name), "told.%.30s.version", q->kind);
	st = setting_text(r, name, on, ret, reterr);
	if (st == CNIS_OK && ret[0] == '\0')
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "edition",
		                 "the setting %s names none in use: cnis config set %s VERSION",
		                 name, name);
	return st;
}

static cnis_status
each(cursor *c, cnis_told_missing_fn fn, void *payload, cnis_error *reterr)
{
	bool row = false;
	cnis_status st;

	while ((st = stmt_step(c, &row, reterr)) == CNIS_OK && row) {
		const cnis_told_missing m = { .child_id = col_int(c, 0),
			                      .person_id = col_int(c, 1),
			                      .version = col_text(c, 2),
			                      .on = col_day(c, 3),
			                      .child_name = col_text(c, 4),
			                      .person_name = col_text(c, 5),
			                      .held = col_int(c, 6) != 0 };

		st = fn(&m, payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	return st;
}

cnis_status
cnis_told_missing_walk(cnis_register *r, const cnis_told_missing_query *query,
                       cnis_told_missing_fn fn, void *payload, cnis_error *reterr)
{
	cursor c = { 0 };
	char edition[201];
	cnis_day on;
	cnis_status st;

	if (query == NULL || query->size < sizeof(*query))
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "query",
		                 "a query of another version");
	on = fact_day(query->as_at) == CNIS_DAY_NONE ? store_today(r->st) : query->as_at;
	st = process_code(r, "told", query->kind, on, where, "kind", reterr);
	if (st == CNIS_OK)
		st = edition_of(r, query, on, edition, reterr);
	if (st == CNIS_OK)
		st = stmt_open(r->st, &MISSING, &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_day(&c, ":on", on);
	stmt_int(&c, ":past", on < store_today(r->st));
	stmt_text(&c, ":kind", query->kind);
	stmt_text(&c, ":edition", edition[0] == '\0' ? NULL : edition);
	stmt_int(&c, ":names", query->with_names);
	st = each(&c, fn, payload, reterr);
	stmt_close(&c);
	return st;
}
