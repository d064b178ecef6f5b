/* What is withheld moves with the family: a new home or number is withheld as the one before. */
#include "domain/withhold.h"

#include <string.h>

#include <cnis/reference.h>

#include "base/error.h"
#include "domain/place.h"
#include "domain/same.h"
#include "domain/withheld.h"

enum { Q_ANY, Q_CHILD, Q_PERSON, Q_POINT, Q_HOMES, Q_INSERT, Q_COUNT };
/* clang-format off */
/* Of the tables themselves (main): what is withheld for a brother or sister the writer is not shown
 * counts too. */
#define NOW(t) t ".from_day <= :on AND (" t ".to_day IS NULL OR " t ".to_day >= :on)"
#define LIVES(t) t ".kind IN ('home', 'additional')"
/* A home somebody has, or left on the day before the new one; of who has none, the last one. */
#define HOME(t, table, who) \
	LIVES(t) " AND (" t ".to_day IS NULL OR " t ".to_day >= :from - 1 OR (" t ".to_day =" \
	" (SELECT max(q.to_day) FROM main." table " q WHERE q." who " = " t "." who " AND " LIVES("q") ")" \
	" AND NOT EXISTS (SELECT 1 FROM main." table " q WHERE q." who " = " t "." who " AND " LIVES("q") \
	" AND q.address_id <> :address AND (q.to_day IS NULL OR q.to_day >= :from - 1))))"
/* The place is one of theirs (homes, of their addresses). */
#define AT(id) \
	"EXISTS (SELECT 1 FROM homes m JOIN main.address a ON a.id = m.id JOIN main.address b ON b.id = " id \
	" WHERE " PLACE_SAME("a", "b") ")"
/* Some home of the child the withholding h is about, since it began; as withheld.c hides them. */
#define WHEREABOUTS(when) \
	"EXISTS (SELECT 1 FROM main.child_residence x WHERE x.child_id IN " \
	SAME_RECORDS("h.child_id", SAME_NOW) " AND " LIVES("x") \
	" AND (x.to_day IS NULL OR x.to_day >= h.from_day) AND " when ")"
/* From whoever lives there nothing is kept by keeping it. */
#define NOT_THERE \
	" AND (h.person_id IS NULL OR NOT EXISTS (SELECT 1 FROM main.person_residence z" \
	" JOIN main.address a ON a.id = z.address_id JOIN main.address b ON b.id = :address" \
	" WHERE z.person_id = h.person_id AND " LIVES("z") \
	" AND (z.to_day IS NULL OR z.to_day >= :on) AND " PLACE_SAME("a", "b") "))"
/* Nothing leads from a sealed record to another. */
#define NOT_SEALED \
	" AND h.child_id NOT IN (SELECT s.child_id FROM main.restriction s WHERE s.kind = 'sealed')"
#define ORDER NOT_SEALED " ORDER BY h.person_id, h.id"

static const store_sql SQL[Q_COUNT] = {
	[Q_ANY] = { "withhold.any", "SELECT 1 FROM main.withholding WHERE id > :id LIMIT 1" },
	/* of the child's family: children who have an adult in common */
	[Q_CHILD] = { "withhold.child",
		"WITH mine (id) AS (SELECT m.id FROM " SAME_CHILD(SAME_NOW) " m),"
		" family (id) AS (SELECT id FROM mine UNION SELECT y.child_id FROM main.relationship o"
		"  JOIN main.relationship y ON y.person_id = o.person_id WHERE o.child_id IN mine),"
		" homes (id) AS (SELECT x.address_id FROM main.child_residence x WHERE x.child_id IN mine"
		"   AND " HOME("x", "child_residence", "child_id")
		"  UNION SELECT z.address_id FROM main.relationship o"
		"   JOIN main.person_residence z ON z.person_id = o.person_id WHERE o.child_id IN mine"
		"   AND o.has_care = 'yes' AND o.to_day IS NULL AND "
		HOME("z", "person_residence", "person_id") ")"
		" SELECT h.id, :child FROM family k JOIN main.withholding h ON h.child_id = k.id"
		" WHERE " NOW("h") " AND ((h.fact = 'address' AND " AT("h.address_id") ")"
		" OR (h.fact = 'location' AND h.child_id NOT IN mine AND " WHEREABOUTS(AT("x.address_id")) "))"
		NOT_THERE ORDER },
	/* an adult without the care only where the place is theirs and not the child's */
	[Q_PERSON] = { "withhold.person",
		"WITH homes (id) AS (SELECT z.address_id FROM main.person_residence z"
		"  WHERE z.person_id = :person AND " HOME("z", "person_residence", "person_id") ")"
		" SELECT DISTINCT h.id, h.child_id FROM main.relationship o"
		" JOIN main.withholding h ON h.child_id = o.child_id"
		" WHERE o.person_id = :person AND o.to_day IS NULL AND " NOW("h")
		" AND ((h.fact = 'address' AND " AT("h.address_id") " AND (o.has_care <> 'no'"
		"   OR NOT " WHEREABOUTS("x.address_id = h.address_id") "))"
		"  OR (h.fact = 'location' AND o.has_care = 'yes' AND " WHEREABOUTS(AT("x.address_id")) "))"
		" AND h.person_id IS NOT :person" NOT_THERE ORDER },
	[Q_POINT] = { "withhold.number",
		"SELECT h.id, h.child_id FROM main.contact_point n"
		" JOIN main.withholding h ON h.contact_point_id = n.id"
		" WHERE n.person_id = :person AND n.id <> :point AND h.person_id IS NOT :person AND " NOW("h")
		ORDER },
	[Q_HOMES] = { "withhold.homes",
		"SELECT x.address_id FROM child_residence x WHERE x.child_id = :child AND " LIVES("x")
		" AND (x.to_day IS NULL OR x.to_day >= :on) ORDER BY x.id LIMIT 16" },
	[Q_INSERT] = { "withhold.follow",
		"INSERT INTO withholding (child_id, fact, address_id, contact_point_id, person_id, refuge,"
		" care_of_id, confirmed_by, reason,"
		" from_day, to_day, source, basis, received_day, recorded_at, rev)"
		" SELECT :child, CASE WHEN :address IS NULL THEN 'contact_point' ELSE 'address' END,"
		" :address, :point, h.person_id, h.refuge, h.care_of_id,"
		" CASE WHEN EXISTS (SELECT 1 FROM withholding v WHERE v.id = h.id)"
		"  THEN 'follows ' || :ref ELSE 'follows another' END, h.reason,"
		" :on, NULL, h.source, h.basis, NULL, :at, :rev FROM main.withholding h WHERE h.id = :id"
		" AND (h.care_of_id IS NULL OR h.care_of_id IS NOT :address)"
		" AND NOT EXISTS (SELECT 1 FROM main.withholding w WHERE w.child_id = :child"
		"  AND w.to_day IS NULL AND w.address_id IS :address AND w.contact_point_id IS :point"
		"  AND (w.person_id IS NULL OR w.person_id IS h.person_id) AND w.refuge >= h.refuge)" },
};
/* clang-format on */

/* Where nobody ever withheld anything a new home costs one small question. */
static cnis_status
any(cnis_register *r, bool *ret, cnis_error *reterr)
{
	int64_t n = 0;
	cnis_status st = stmt_ask(r->st, &SQL[Q_ANY], ":id", 0, 0, &n, reterr);

	*ret = n != 0;
	return st;
}

/* Withhold the new one as @p id is; said twice changes nothing. */
static cnis_status
follow(cnis_register *r, int64_t id, int64_t child_id, int64_t address_id, int64_t point_id,
       cnis_error *reterr)
{
	char ref[CNIS_REFERENCE_SIZE];
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_INSERT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_int(&c, ":child", child_id);
	stmt_id(&c, ":address", address_id);
	stmt_id(&c, ":point", point_id);
	stmt_text(&c, ":ref", cnis_reference_format(CNIS_REF_WITHHOLDING, id, ref));
	stmt_day(&c, ":on", change_today(r));
	stmt_int(&c, ":at", change_now(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st == CNIS_OK ? change_touch(r, child_id, reterr) : st;
}

/* Those the statement hands out, one after the other: what is written is not what is read. */
static cnis_status
follow_all(cnis_register *r, cursor *c, int64_t address_id, int64_t point_id, cnis_error *reterr)
{
	enum { MOST = 64 };
	int64_t id[MOST];
	int64_t child[MOST];
	size_t n = 0;
	bool row = true;
	cnis_status st = CNIS_OK;

	while (n < MOST && (st = stmt_step(c, &row, reterr)) == CNIS_OK && row) {
		id[n] = col_int(c, 0);
		child[n++] = col_int(c, 1);
	}
	stmt_close(c);
	if (st == CNIS_OK && n == MOST)
		return cnis_fail(reterr, CNIS_ESTORE, 0, "withhold.follow", "child",
		                 "more is withheld for one family than can be followed");
	for (size_t i = 0; st == CNIS_OK && i < n; i++)
		st = follow(r, id[i], child[i], address_id, point_id, reterr);
	/* hidden at once, to this handle too */
	return st == CNIS_OK && n > 0 ? withheld_load(r, reterr) : st;
}

cnis_status
withhold_follow_home_tx(cnis_register *r, int64_t child_id, int64_t person_id, int64_t address_id,
                        cnis_day from, cnis_error *reterr)
{
	cursor c = { 0 };
	bool some = false;
	cnis_status st = any(r, &some, reterr);

	if (st == CNIS_OK && some)
		st = stmt_open(r->st, &SQL[child_id != 0 ? Q_CHILD : Q_PERSON], &c, reterr);
	if (st != CNIS_OK || !some)
		return st;
	stmt_int(&c, child_id != 0 ? ":child" : ":person", child_id != 0 ? child_id : person_id);
	stmt_int(&c, ":address", address_id);
	stmt_day(&c, ":from", from == CNIS_DAY_NONE ? change_today(r) : from);
	stmt_day(&c, ":on", change_today(r));
	return follow_all(r, &c, address_id, 0, reterr);
}

cnis_status
withhold_follow_child_tx(cnis_register *r, int64_t child_id, cnis_error *reterr)
{
	int64_t homes[16];
	cursor c = { 0 };
	size_t n = 0;
	bool row = false;
	cnis_status st = any(r, &row, reterr);

	if (st == CNIS_OK && row)
		st = stmt_open(r->st, &SQL[Q_HOMES], &c, reterr);
	if (st != CNIS_OK || !row)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_day(&c, ":on", change_today(r));
	while (n < sizeof(homes) / sizeof(homes[0]) &&
	       (st = stmt_step(&c, &row, reterr)) == CNIS_OK && row)
		homes[n++] = col_int(&c, 0);
	stmt_close(&c);
	for (size_t i = 0; st == CNIS_OK && i < n; i++)
		st = withhold_follow_home_tx(r, child_id, 0, homes[i], CNIS_DAY_NONE, reterr);
	return st;
}

cnis_status
withhold_follow_point_tx(cnis_register *r, int64_t person_id, int64_t point_id, cnis_error *reterr)
{
	cursor c = { 0 };
	bool some = false;
	cnis_status st = any(r, &some, reterr);

	if (st == CNIS_OK && some)
		st = stmt_open(r->st, &SQL[Q_POINT], &c, reterr);
	if (st != CNIS_OK || !some)
		return st;
	stmt_int(&c, ":person", person_id);
	stmt_int(&c, ":point", point_id);
	stmt_day(&c, ":on", change_today(r));
	return follow_all(r, &c, 0, point_id, reterr);
}
