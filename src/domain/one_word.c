/* What rests on one person's word.  INFERENCE, local practice (self-report alone is weak): parents
 * and members of the public are persons; services, schools and the child itself are not counted. */
#include <cnis/one_word.h>

#include "base/error.h"
#include "domain/fact.h"
#include "domain/place.h"
#include "domain/sight.h"

enum { Q_ASKED, Q_WALK, Q_COUNT };
/* clang-format off */
#define OF(table, what, nth, more) \
	" UNION ALL SELECT " nth ", '" what "', x.source, NULL FROM " table " x" \
	" WHERE x.child_id = :child AND " PLACE_HOLDS("x") more
static const store_sql SQL[Q_COUNT] = {
	[Q_ASKED] = { "one_word.asked",
		"SELECT EXISTS (SELECT 1 FROM flag f JOIN flag_kind k ON k.code = f.kind"
		"  AND " SIGHT_REASON("k") " WHERE f.child_id = :child AND " PLACE_HOLDS("f") ")"
		" OR (SELECT min(x.address_id) < max(x.address_id) AND min(x.source) < max(x.source)"
		"  FROM child_residence x WHERE x.child_id = :child AND x.kind = 'home'"
		"  AND " PLACE_HOLDS("x") ")" },
	[Q_WALK] = { "one_word.walk",
		"WITH sole (person_id) AS (SELECT CASE WHEN count(DISTINCT r.person_id) = 1"
		"  THEN min(r.person_id) END FROM relationship r JOIN person p ON p.id = r.person_id"
		"  AND p.kind IN ('parent', 'carer') WHERE r.child_id = :child AND " PLACE_HOLDS("r") "),"
		" told (nth, what, source, person_id) AS ("
		" SELECT 2, 'born', c.source, NULL FROM child c WHERE c.id = :child"
		OF("child_name", "name", "1", " AND x.kind = 'legal'")
		OF("child_residence", "address", "3", " AND x.kind IN ('home', 'additional')")
		OF("relationship", "adults", "4", "")
		OF("provision", "provision", "5", "")
		OF("entry", "entry", "6", "")
		OF("flag", "need", "7", " AND (:causes OR NOT (SELECT k.safeguarding FROM flag_kind k"
			" WHERE k.code = x.kind))")
		" UNION ALL SELECT 8, 'information', 'parent', i.person_id"
		"  FROM education_information i WHERE i.child_id = :child AND i.received_day <= :on"
		" UNION ALL SELECT 9, 'contact', 'parent', t.person_id FROM contact t"
		"  WHERE t.child_id = :child AND t.on_day <= :on AND t.outcome IN"
		"  ('reached', 'declined', 'arranged', 'information_given')),"
		/* a kind of fact that nobody else has told */
		" alone (nth, what, source, person_id) AS (SELECT nth, what, min(source), CASE"
		"  WHEN nth >= 8 THEN min(person_id) WHEN min(source) = 'parent'"
		"  THEN (SELECT person_id FROM sole) END FROM told GROUP BY nth, what"
		"  HAVING count(DISTINCT source) = 1 AND min(source) IN ('parent', 'public')"
		"  AND count(DISTINCT coalesce(person_id, 0)) = 1)"
		" SELECT source, person_id, group_concat(what, ' ') FROM"
		"  (SELECT * FROM alone ORDER BY nth) GROUP BY source, person_id"
		" ORDER BY source, person_id" },
};
/* clang-format on */

static cnis_status
begin(cnis_register *r, int query, int64_t child_id, cnis_day as_at, cursor *c, cnis_error *reterr)
{
	bool there = false;
	cnis_status st = fact_exists(r, "child", child_id, &there, reterr);

	if (st == CNIS_OK && !there)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, "one_word", "child", "no such child");
	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[query], c, reterr);
	if (st != CNIS_OK)
		return st;
	as_at = fact_day(as_at);
	stmt_int(c, ":child", child_id);
	stmt_day(c, ":on", as_at == CNIS_DAY_NONE ? store_today(r->st) : as_at);
	return CNIS_OK;
}

cnis_status
cnis_one_word_asked(cnis_register *r, int64_t child_id, cnis_day as_at, bool *ret_asked,
                    cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = begin(r, Q_ASKED, child_id, as_at, &c, reterr);

	if (st != CNIS_OK)
		return st;
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK)
		*ret_asked = row && col_int(&c, 0) != 0;
	stmt_close(&c);
	return st;
}

cnis_status
cnis_one_word_walk(cnis_register *r, int64_t child_id, cnis_day as_at, cnis_one_word_fn fn,
                   void *payload, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = begin(r, Q_WALK, child_id, as_at, &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":causes", sight_causes(r));
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		const cnis_one_word w = { .source = col_text(&c, 0),
			                  .person_id = col_int(&c, 1),
			                  .facts = col_text(&c, 2) };

		st = fn(&w, payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}
