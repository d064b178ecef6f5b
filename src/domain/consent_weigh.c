/* What a manager weighs before another parent is served with a decision, or left out: s.
 * 434A(8)(b). INFERENCE, local policy: the Act says "exceptional circumstances" and not which. */
#include <cnis/reference.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/consent_inside.h"
#include "domain/process.h"
#include "domain/same.h"
#include "domain/sight.h"

enum { Q_WEIGH, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_WEIGH] = { "consent.weigh",
		"SELECT 'L', h.id, h.fact, h.from_day FROM withholding h"
		" WHERE h.child_id IN " SAME_CHILD(SAME_NOW) " AND (h.person_id = :person OR h.refuge)"
		" AND h.from_day <= :on AND (h.to_day IS NULL OR h.to_day >= :on)"
		" UNION ALL SELECT 'G', o.id, o.kind, o.from_day FROM court_order_person p"
		" JOIN court_order o ON o.id = p.order_id WHERE p.person_id = :person AND p.stands = 'bound'"
		" AND o.child_id IN " SAME_CHILD(SAME_NOW) " AND o.from_day <= :on"
		" AND (o.to_day IS NULL OR o.to_day >= :on) ORDER BY 4, 1, 2" },
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
	while (st == CNIS_OK && (st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		const cnis_weigh w = { .letter = col_text(&c, 0)[0],
			               .id = col_int(&c, 1),
			               .what = col_text(&c, 2),
			               .from = col_day(&c, 3) };

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

static cnis_status
count(const cnis_weigh *w, void *payload, cnis_error *reterr)
{
	(void)w;
	(void)reterr;
	++*(int *)payload;
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
		               "what is withheld from this parent, or an order that binds them, is "
		               "weighed by a manager first (local policy on s. 434A(8)(b)): "
		               "--considered to serve them all the same, or --not-served "
		               "exceptional; either with the reason");
	return st;
}
