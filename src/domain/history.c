/* Names, addresses and adults of a child, past ones too. */
#include <cnis/history.h>

#include "domain/fact.h"
#include "domain/place.h"
#include "domain/same.h"
#include "domain/withheld.h"
#include "rule/content.h"

/* clang-format off */
#define FACT(t) t ".from_day, CASE WHEN " t ".to_day <= :on THEN " t ".to_day END, " t ".source, " \
	t ".basis, " t ".received_day, " t ".recorded_at, " t ".rev"
#define BEGAN(t) "(" t ".from_day IS NULL OR " t ".from_day <= :on)"
#define LINE(column) "coalesce(', ' || a." column ", '')"
/* The homes of a child stand in any of its records. */
#define RECORDS SAME_RECORDS(":id", SAME_HOLDS)
/* The home before the present one; a row of kind previous may have no days. */
#define LAST_HOME \
	"(SELECT h.id FROM child_residence h WHERE h.child_id IN " RECORDS " AND (h.kind = 'previous'" \
	" OR (h.kind = 'home' AND h.to_day < :on)) AND " BEGAN("h") \
	" ORDER BY coalesce(h.to_day, h.from_day) DESC, h.id DESC LIMIT 1)"
/* Since when the child lives at its present home; NULL when not known, or at none. */
#define SINCE \
	"(SELECT CASE WHEN count(*) = count(h.from_day) THEN max(h.from_day) END" \
	" FROM child_residence h WHERE h.child_id IN " RECORDS " AND h.kind = 'home' AND " PLACE_HOLDS("h") ")"

static const store_sql WALK = { "child.history",
	"SELECT 'name', 0, n.kind, n.full_name, NULL, 0, " FACT("n") ", 1 AS part, n.id AS nth"
	" FROM child_name n WHERE n.child_id = :id AND " BEGAN("n")
	" UNION ALL SELECT 'address', x.address_id, x.kind, CASE WHEN " WITHHELD_ADDRESS("a.id")
	" THEN '" WITHHELD_WORD "' ELSE ltrim(" LINE("line1") " || "
	LINE("line2") " || " LINE("line3") " || " LINE("town") " || " LINE("county") " || "
	LINE("postcode") " || coalesce(', ' || CASE WHEN a.place_kind <> 'dwelling'"
	" THEN replace(a.place_kind, '_', ' ') END, ''), ', ') END, " SINCE ", x.id IS " LAST_HOME ", " FACT("x") ", 2, x.id"
	" FROM child_residence x JOIN address a ON a.id = x.address_id"
	" WHERE x.child_id = :id AND " BEGAN("x")
	" UNION ALL SELECT 'adult', r.person_id, r.kind, (SELECT n.full_name FROM person_name n"
	"  WHERE n.person_id = r.person_id AND n.kind = 'legal' AND " PLACE_HOLDS("n")
	"  ORDER BY n.id DESC LIMIT 1), NULL, 0, " FACT("r") ", 3, r.id"
	" FROM relationship r WHERE r.child_id = :id AND " BEGAN("r")
	" AND :all" /* always: fact_walk_child() binds it */
	" ORDER BY part, 7, nth" };
/* clang-format on */

typedef struct walking {
	cnis_day on;
	cnis_history_fn fn;
	void *payload;
} walking;

static const char *
previous(cnis_day since, cnis_day on)
{
	const rule_content_in in = { .on = on, .at_address_since = since };
	const rule_content_item *item = rule_content_find("EA1996.436C.1.a.previous-address");

	if (item == NULL)
		return NULL;
	switch (rule_content_required(item, &in)) {
	case RULE_YES:
		return "yes";
	case RULE_NOT_KNOWN:
		return "unknown";
	case RULE_NO:
		break;
	}
	return NULL;
}

static cnis_status
show_row(const cursor *c, void *payload, cnis_error *reterr)
{
	const walking *w = payload;
	cnis_history row = { .what = col_text(c, 0),
		             .id = col_int(c, 1),
		             .kind = col_text(c, 2),
		             .detail = col_text(c, 3),
		             .fact = fact_of(c, 6) };

	if (col_int(c, 5) != 0)
		row.previous = previous(col_day(c, 4), w->on);
	return w->fn(&row, w->payload, reterr);
}

cnis_status
cnis_child_history(cnis_register *r, int64_t child_id, cnis_day as_at, cnis_history_fn fn,
                   void *payload, cnis_error *reterr)
{
	cnis_day on = fact_day(as_at);
	walking w = { on == CNIS_DAY_NONE ? store_today(r->st) : on, fn, payload };

	return fact_walk_child(r, "child.history", &WALK, child_id, w.on, true, show_row, &w,
	                       reterr);
}
