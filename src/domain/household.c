/* The family of one child on one day.  One statement over sets for the children, one for adults. */
#include "domain/household.h"

#include <cnis/merge.h>
#include <cnis/reference.h>

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "domain/contact_wish.h"
#include "domain/fact.h"
#include "domain/place.h"
#include "domain/same.h"
#include "domain/sight.h"
#include "domain/withheld.h"

enum { Q_CHILDREN, Q_ADULTS, Q_SAID, Q_COUNT };
/* clang-format off */
/* Where the child asked about lives, and every row of address that is the same place; nobody is found
 * by a place that is withheld. */
#define HOMES \
	"WITH " SAME_ROWS ", homes (id) AS (SELECT a.id FROM child_residence x JOIN address m ON m.id = x.address_id" \
	"  JOIN address a ON " PLACE_SAME("a", "m") \
	"  WHERE x.child_id IN " SAME_ROW_UNDER(":child") " AND " PLACE_LIVES("x") \
	"  AND NOT " WITHHELD_ADDRESS("a.id") ")"
/* Who lives there, and who shares a parent or carer; one row a child, be it in two records. */
#define KIDS \
	", links (child_id, address_id, person_id) AS (" \
	" SELECT :child, NULL, NULL" \
	" UNION ALL SELECT x.child_id, x.address_id, NULL FROM homes h JOIN child_residence x" \
	"  ON x.address_id = h.id WHERE " PLACE_LIVES("x") \
	" UNION ALL SELECT b.child_id, NULL, b.person_id FROM relationship a" \
	"  JOIN person p ON p.id = a.person_id AND p.kind IN ('parent', 'carer')" \
	"  JOIN relationship b ON b.person_id = a.person_id" \
	"  WHERE a.child_id IN " SAME_ROW_UNDER(":child") " AND " PLACE_HOLDS("a") " AND " PLACE_HOLDS("b") ")," \
	" kids (child_id, address_id, person_id) AS (" \
	" SELECT " SAME_ROW_KEPT("child_id") ", min(address_id), min(person_id) FROM links" \
	" GROUP BY 1)"
#define RECORDS(of) SAME_ROW_UNDER(of)
#define NAME(owner, id) \
	"(SELECT n.full_name FROM " owner "_name n WHERE n." owner "_id = " id \
	" AND n.kind = 'legal' AND " PLACE_HOLDS("n") " ORDER BY n.from_day DESC, n.id DESC LIMIT 1)"
#define ANSWERED(t) t ".outcome IN ('reached', 'declined', 'arranged', 'information_given')" \
	" AND " t ".on_day <= :on"
#define DUTY \
	" FROM duty d WHERE d.child_id IN " RECORDS("k.child_id") " AND d.opened_day <= :on" \
	" AND (d.ended_day IS NULL OR d.ended_day > :on)" \
	" AND (d.lapse_day IS NULL OR d.lapse_day >= :on)"

static const store_sql SQL[Q_COUNT] = {
	[Q_CHILDREN] = { "household.children", HOMES KIDS
		" SELECT k.child_id, k.address_id, k.person_id, " NAME("child", "k.child_id") ","
		" c.born_day, (SELECT e.route FROM entry e WHERE e.child_id IN " RECORDS("k.child_id")
		"  AND e.from_day <= :on AND (e.to_day IS NULL OR e.to_day >= :on)"
		"  AND c.school_age_to >= :on ORDER BY e.id DESC LIMIT 1),"
		" (SELECT max(s.on_day) FROM seen s WHERE s.child_id IN " RECORDS("k.child_id")
		"  AND s.on_day <= :on),"
		" (SELECT max(t.on_day) FROM contact t WHERE t.child_id IN " RECORDS("k.child_id") " AND "
		ANSWERED("t") "),"
		" (SELECT count(*)" DUTY
		"  AND " SIGHT_DUTY("d") "),"
		" (SELECT min(d.due_day)" DUTY " AND d.kind = 'review'),"
		" (SELECT min(x.died_day) FROM death x WHERE x.child_id IN " RECORDS("k.child_id")
		"  AND x.died_day <= :on)"
		" FROM kids k JOIN child c ON c.id = k.child_id"
		" ORDER BY k.child_id <> :child, k.child_id" },
	[Q_ADULTS] = { "household.adults", HOMES KIDS ","
		" at_home (person_id, address_id) AS (SELECT x.person_id, min(x.address_id)"
		" FROM homes h JOIN person_residence x ON x.address_id = h.id"
		" WHERE " PLACE_LIVES("x") " GROUP BY x.person_id),"
		" rel AS (SELECT r.*, k.child_id AS kid FROM kids k JOIN relationship r"
		" ON r.child_id IN " RECORDS("k.child_id") " WHERE " PLACE_HOLDS("r") "),"
		/* said alike in two records, a relationship is one */
		" ties (id, person_id, child_id) AS (SELECT min(id), person_id, kid FROM rel"
		" GROUP BY person_id, kid, kind, responsibility, responsibility_basis, has_care, educates"
		" UNION ALL SELECT NULL, person_id, NULL FROM at_home"
		" WHERE person_id NOT IN (SELECT person_id FROM rel)),"
		" said AS (SELECT k.child_id, t.person_id, t.on_day, t.method FROM kids k"
		" JOIN contact t ON t.child_id IN " RECORDS("k.child_id")
		" WHERE t.person_id IS NOT NULL AND " ANSWERED("t") "),"
		/* with max(), the other column is of the row that has it */
		" answer (person_id, on_day, method) AS (SELECT person_id, max(on_day), method"
		" FROM said GROUP BY person_id)"
		" SELECT y.person_id, y.child_id, h.address_id, " NAME("person", "y.person_id") ","
		" p.kind, r.kind, r.responsibility, r.responsibility_basis, r.has_care, r.educates,"
		" w.on_day, w.method, (SELECT max(t.on_day) FROM said t"
		" WHERE t.child_id = y.child_id AND t.person_id = y.person_id),"
		" (SELECT group_concat(value, '; ') FROM (SELECT "
		WITHHELD_SHOWN(WITHHELD_POINT("n.id"), "n.value")
		" || coalesce(' (' || " CONTACT_WISHES("n.id") " || ')', '') AS value FROM contact_point n"
		" WHERE n.person_id = y.person_id AND " PLACE_HOLDS("n") " ORDER BY n.id))"
		" FROM ties y JOIN person p ON p.id = y.person_id LEFT JOIN relationship r ON r.id = y.id"
		" LEFT JOIN at_home h ON h.person_id = y.person_id"
		" LEFT JOIN answer w ON w.person_id = y.person_id"
		" ORDER BY y.person_id, y.child_id" },
	[Q_SAID] = { "household.said",
		"SELECT m.language, m.interpreter, m.format, (SELECT group_concat(value, '; ') FROM"
		" (SELECT DISTINCT CASE WHEN EXISTS (SELECT 1 FROM address b WHERE b.id = :address AND "
		PLACE_SAME("a", "b") ") THEN '' ELSE 'elsewhere: ' END || v.kind AS value"
		" FROM contact_wish v JOIN person_residence z ON z.id = v.residence_id"
		" JOIN address a ON a.id = z.address_id"
		" WHERE v.person_id = :person AND " PLACE_HOLDS("v") " ORDER BY 1 DESC))"
		" FROM (SELECT 1) LEFT JOIN communication m ON m.id = (SELECT max(c.id)"
		" FROM communication c WHERE c.person_id = :person AND " PLACE_HOLDS("c") ")" },
};
/* clang-format on */

/* About the record kept of the child. */
static cnis_status
begin(cnis_register *r, int query, int64_t *child_id, cnis_day as_at, cursor *c, cnis_error *reterr)
{
	bool there = false;
	cnis_status st = fact_exists(r, "child", *child_id, &there, reterr);

	if (st == CNIS_OK && !there)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, "household", "child", "no such child");
	if (st == CNIS_OK)
		st = cnis_merge_kept(r, *child_id, as_at, child_id, reterr);
	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[query], c, reterr);
	if (st != CNIS_OK)
		return st;
	as_at = fact_day(as_at);
	stmt_int(c, ":child", *child_id);
	stmt_day(c, ":on", as_at == CNIS_DAY_NONE ? store_today(r->st) : as_at);
	return CNIS_OK;
}

cnis_status
cnis_household_children(cnis_register *r, int64_t child_id, cnis_day as_at,
                        cnis_household_child_fn fn, void *payload, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = begin(r, Q_CHILDREN, &child_id, as_at, &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":steps", sight_steps(r));
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		cnis_household_child k = { .child_id = col_int(&c, 0),
			                   .address_id = col_int(&c, 1),
			                   .person_id = col_int(&c, 2),
			                   .full_name = col_text(&c, 3),
			                   .born = col_day(&c, 4),
			                   .route = col_text(&c, 5),
			                   .last_seen = col_day(&c, 6),
			                   .last_reached = col_day(&c, 7),
			                   .duties = col_int(&c, 8),
			                   .next_review = col_day(&c, 9),
			                   .died = col_day(&c, 10) };

		if (k.child_id == child_id) /* what it shares with itself tells nothing */
			k.why = CNIS_HOUSEHOLD_ASKED;
		else
			k.why = (k.address_id != 0 ? (unsigned)CNIS_HOUSEHOLD_HOME : 0U) |
			        (k.person_id != 0 ? (unsigned)CNIS_HOUSEHOLD_ADULT : 0U);
		st = fn(&k, payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}

/* With what the adult said about letters and language. */
static cnis_status
hand_out(cnis_register *r, cnis_household_adult *a, cnis_day as_at, cnis_household_adult_fn fn,
         void *payload, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_SAID], &c, reterr);

	if (st != CNIS_OK)
		return st;
	as_at = fact_day(as_at);
	stmt_int(&c, ":person", a->person_id);
	stmt_int(&c, ":address", a->address_id);
	stmt_day(&c, ":on", as_at == CNIS_DAY_NONE ? store_today(r->st) : as_at);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK) {
		a->language = col_text(&c, 0);
		a->interpreter = col_text(&c, 1);
		a->format = col_text(&c, 2);
		a->letters = col_text(&c, 3);
		st = fn(a, payload, reterr);
	}
	stmt_close(&c);
	return st;
}

cnis_status
cnis_household_adults(cnis_register *r, int64_t child_id, cnis_day as_at,
                      cnis_household_adult_fn fn, void *payload, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = begin(r, Q_ADULTS, &child_id, as_at, &c, reterr);

	if (st != CNIS_OK)
		return st;
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		cnis_household_adult a = { .person_id = col_int(&c, 0),
			                   .child_id = col_int(&c, 1),
			                   .address_id = col_int(&c, 2),
			                   .full_name = col_text(&c, 3),
			                   .person_kind = col_text(&c, 4),
			                   .kind = col_text(&c, 5),
			                   .responsibility = col_text(&c, 6),
			                   .responsibility_basis = col_text(&c, 7),
			                   .has_care = col_text(&c, 8),
			                   .educates = col_text(&c, 9),
			                   .last_reached = col_day(&c, 10),
			                   .last_method = col_text(&c, 11),
			                   .last_reached_child = col_day(&c, 12),
			                   .contact_points = col_text(&c, 13) };

		a.why = (a.address_id != 0 ? (unsigned)CNIS_HOUSEHOLD_HOME : 0U) |
		        (a.child_id != 0 ? (unsigned)CNIS_HOUSEHOLD_RELATED : 0U);
		st = hand_out(r, &a, as_at, fn, payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}

/* ---- siblings named beside a child ------------------------------------------------------------
 */

typedef struct naming {
	const int64_t *also;
	size_t n, found;
} naming;

static cnis_status
find_named(const cnis_household_child *k, void *payload, cnis_error *reterr)
{
	naming *m = payload;

	(void)reterr;
	for (size_t i = 0; k->why != CNIS_HOUSEHOLD_ASKED && i < m->n; i++)
		if (m->also[i] == k->child_id) {
			m->found++;
			break; /* named twice is found once: the numbers then differ */
		}
	return CNIS_OK;
}

cnis_status
household_check(cnis_register *r, int64_t child_id, const int64_t *also, size_t n,
                const char *where, cnis_error *reterr)
{
	naming m = { .also = also, .n = n };
	cnis_status st =
	    n == 0 ? CNIS_OK
		   : cnis_household_children(r, child_id, CNIS_DAY_NONE, find_named, &m, reterr);

	if (st == CNIS_OK && m.found != n)
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where, "also",
		               "other children of the same household only, each once");
	return st;
}

cnis_status
household_failed(cnis_status st, int64_t child_id, const char *where, cnis_error *reterr)
{
	char ref[CNIS_REFERENCE_SIZE];
	char message[sizeof(reterr->message)];

	if (reterr == NULL || (st != CNIS_EINVAL && st != CNIS_ENOTFOUND))
		return st;
	(void)cnis_reference_format(CNIS_REF_CHILD, child_id, ref);
	(void)snprintf(message, sizeof(message), "%s", reterr->message);
	return cnis_fail(reterr, st, 0, where, "also", "%s: %s", ref, message);
}
