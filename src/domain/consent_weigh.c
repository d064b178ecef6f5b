/* What a manager weighs before another parent is served with a decision, or left out: s.
 * 434A(8)(b). INFERENCE, local policy: the Act says "exceptional circumstances" and not which. */
#include <cnis/reference.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/consent_inside.h"
#include "domain/process.h"
#include "domain/same.h"
#include "domain/sending.h"
#include "domain/sight.h"

enum { Q_WEIGH, Q_COUNT };
/* clang-format off */
#define HOLDS(x) x ".from_day <= :on AND (" x ".to_day IS NULL OR " x ".to_day >= :on)"
#define OURS(x) x ".child_id IN ours"
static const store_sql SQL[Q_COUNT] = {
	[Q_WEIGH] = { "consent.weigh",
		/* withheld from this parent, of whichever child; from everybody, a refuge first of all */
		"WITH ours (id) AS (SELECT c.id FROM child c WHERE c.id IN " SAME_CHILD(SAME_NOW) ")"
		" SELECT 'L', h.id, h.fact, CASE WHEN h.refuge THEN 'withheld, a refuge'"
		"  WHEN h.person_id IS NULL THEN 'withheld from everybody' ELSE 'withheld from them' END,"
		" h.from_day, h.refuge OR h.person_id IS NOT NULL OR (h.fact IN ('address', 'location')"
		/* where the child is, from everybody: from a parent without the care too */
		"  AND NOT EXISTS (SELECT 1 FROM relationship y WHERE y.person_id = :person AND " OURS("y")
		"   AND y.has_care = 'yes' AND y.to_day IS NULL)), 0 FROM withholding h"
		" WHERE (h.person_id = :person OR (h.person_id IS NULL AND " OURS("h") ")) AND " HOLDS("h")
		/* what was said of their contact with this child */
		" UNION ALL SELECT 'P', m.person_id, m.contact_limits, 'limits of contact', m.from_day, 1, 1"
		" FROM relationship m WHERE m.person_id = :person AND " OURS("m")
		" AND m.contact_limits IS NOT NULL AND (m.from_day IS NULL OR m.from_day <= :on)"
		" AND (m.to_day IS NULL OR m.to_day >= :on)"
		/* every order about this child, and what binds them about another */
		" UNION ALL SELECT 'G', o.id, o.kind, CASE WHEN NOT " OURS("o") " THEN 'order that binds them, of another child'"
		"  WHEN max(p.stands = 'bound') THEN 'order that binds them'"
		"  WHEN max(p.stands = 'favoured') THEN 'order in their favour' ELSE 'order that does not name them' END,"
		" o.from_day, " OURS("o") " AND coalesce(max(p.stands = 'bound'), 0),"
		" coalesce(max(p.stands = 'bound'), 0) AND (o.kind = 'non_molestation' OR (" OURS("o")
		"  AND o.kind = 'prohibited_steps' AND o.education <> 'yes')) FROM court_order o"
		" LEFT JOIN court_order_person p ON p.order_id = o.id AND p.person_id = :person"
		" WHERE " HOLDS("o") " AND (" OURS("o") " OR p.stands = 'bound') GROUP BY o.id"
		/* protection: the fact to those who are told facts, the one word to everybody else */
		" UNION ALL SELECT 'F', f.id, f.kind, 'protection', f.from_day, 0, 0 FROM flag f"
		" JOIN flag_kind k ON k.code = f.kind WHERE " OURS("f") " AND " HOLDS("f")
		" AND (" SIGHT_REASON("k") " OR k.safeguarding) AND (:causes OR NOT k.safeguarding)"
		" UNION SELECT 'F', 0, 'priority', 'protection', NULL, 0, 0 FROM flag f"
		" JOIN flag_kind k ON k.code = f.kind WHERE NOT :causes AND " OURS("f") " AND " HOLDS("f")
		" AND " SIGHT_REASON("k") " AND k.safeguarding ORDER BY 5, 1, 2" },
};
/* clang-format on */

static cnis_status
weigh(cnis_register *r, int64_t child_id, int64_t person_id, cnis_weigh_fn fn, void *payload,
      cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = true;
	cnis_status st = stmt_open(r->st, &SQL[Q_WEIGH], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_int(&c, ":person", person_id);
	stmt_day(&c, ":on", store_today(r->st));
	stmt_int(&c, ":causes", sight_causes(r));
	while (st == CNIS_OK && (st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		const cnis_weigh w = { .letter = col_text(&c, 0)[0],
			               .id = col_int(&c, 1),
			               .what = col_text(&c, 2),
			               .words = col_text(&c, 3),
			               .from = col_day(&c, 4),
			               .asks = col_int(&c, 5) != 0,
			               .bears = col_int(&c, 6) != 0 };

		st = fn(&w, payload, reterr);
	}
	stmt_close(&c);
	return st;
}

cnis_status
cnis_consent_weigh(cnis_register *r, int64_t withdrawal_id, int64_t person_id, cnis_weigh_fn fn,
                   void *payload, cnis_error *reterr)
{
	withdrawal_row w;
	cnis_status st = withdrawal_read(r, withdrawal_id, "consent.weigh", &w, reterr);

	return st == CNIS_OK ? weigh(r, w.child_id, person_id, fn, payload, reterr) : st;
}

cnis_status
cnis_weigh_of(cnis_register *r, int64_t child_id, int64_t person_id, cnis_weigh_fn fn,
              void *payload, cnis_error *reterr)
{
	cnis_status st = process_child(r, child_id, "weigh", NULL, reterr);

	if (st == CNIS_OK)
		st = process_person(r, child_id, person_id, "weigh", reterr);
	return st == CNIS_OK ? weigh(r, child_id, person_id, fn, payload, reterr) : st;
}

static cnis_status
count_bearing(const cnis_weigh *w, void *payload, cnis_error *reterr)
{
	(void)reterr;
	*(int *)payload += w->bears;
	return CNIS_OK;
}

/* INFERENCE, local policy: whatever is sent to somebody whom a court keeps away, or whose contact
 * is limited, is looked at before, as a notice is. */
cnis_status
sending_weighed(cnis_register *r, int64_t child_id, int64_t person_id, bool considered,
                const char *at, cnis_error *reterr)
{
	int n = 0;
	cnis_status st = CNIS_OK;

	if (person_id != 0)
		st = weigh(r, child_id, person_id, count_bearing, &n, reterr);
	if (st == CNIS_OK && n > 0 && !considered)
		st = cnis_fail(
		    reterr, CNIS_EREFUSED, 0, at, "considered",
		    "an order that binds this adult, or limits of contact, is weighed by a "
		    "manager first (local policy): --considered, with the reason");
	if (st == CNIS_OK && n == 0 && considered)
		st = cnis_fail(reterr, CNIS_EINVAL, 0, at, "considered",
		               "there is no order that binds this adult, and no limit of contact");
	return st;
}

static cnis_status
count(const cnis_weigh *w, void *payload, cnis_error *reterr)
{
	(void)reterr;
	*(int *)payload += w->asks;
	return CNIS_OK;
}

cnis_status
consent_check_weighed(cnis_register *r, const cnis_consent_serve_new *s, int64_t child_id,
                      cnis_error *reterr)
{
	static const char WHERE[] = "consent.serve";
	int n = 0;
	cnis_status st;

	if (!text_empty(s->not_served))
		return CNIS_OK; /* that is the manager's decision itself */
	if (s->considered && !text_same(s->recipient, "other_parent"))
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "considered",
		                 "belongs to another parent: who applied and the proprietor are "
		                 "always served");
	if (s->considered || !text_same(s->recipient, "other_parent"))
		return CNIS_OK;
	st = weigh(r, child_id, s->person_id, count, &n, reterr);
	if (st == CNIS_OK && n > 0)
		st = cnis_fail(reterr, CNIS_EREFUSED, 0, WHERE, "considered",
		               "what is withheld from this parent, limits of contact, or an order "
		               "that binds them, is weighed by a manager first (local policy on s. "
		               "434A(8)(b)): "
		               "--considered to serve them all the same, or --not-served "
		               "exceptional; either with the reason");
	return st;
}

cnis_status
consent_check_wish(cnis_register *r, const cnis_consent_serve_new *s, int64_t child_id,
                   int64_t applicant, int64_t *ret_wish, cnis_error *reterr)
{
	static const char WHERE[] = "consent.serve";
	const sending out = { .child_id = child_id,
		              .person_id = s->person_id != 0 ? s->person_id : applicant,
		              .method = s->method,
		              .agreed = true,
		              .on = s->served,
		              .sent = { .contact_point_id = s->contact_point_id,
		                        .address_id = s->address_id,
		                        .despite_wish = s->despite_wish } };

	*ret_wish = 0;
	if (text_empty(s->not_served) && !text_same(s->recipient, "proprietor"))
		return sending_allowed_tx(r, &out, WHERE, ret_wish, reterr);
	if (s->despite_wish || s->address_id != 0)
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE,
		                 s->despite_wish ? "despite_wish" : "at",
		                 "belongs to a notice served on a parent");
	return CNIS_OK;
}
