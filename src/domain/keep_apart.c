/* What must not reach whom is decided while an order of a court keeps somebody away. */
#include "domain/keep_apart.h"

#include "base/text.h"
#include "domain/duty.h"
#include "domain/same.h"
#include "rule/court.h"

static const char KIND[] = "keep_apart";

enum { Q_OPEN, Q_HOLDS, Q_LIMITS, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_OPEN] = { "keep_apart.open",
		"SELECT child_id FROM duty WHERE child_id IN " SAME_CHILD(SAME_NOW)
		" AND kind = 'keep_apart' AND state = 'open' ORDER BY id LIMIT 1" },
	[Q_HOLDS] = { "keep_apart.holds",
		"SELECT o.kind FROM court_order o WHERE o.child_id IN " SAME_CHILD(SAME_NOW)
		" AND o.from_day <= :on AND (o.to_day IS NULL OR o.to_day >= :on)"
		" AND (:bound IS NULL OR EXISTS (SELECT 1 FROM court_order_person p"
		"  WHERE p.order_id = o.id AND p.stands = 'bound' AND p.person_id = :bound))" },
	[Q_LIMITS] = { "keep_apart.limits",
		"SELECT 1 FROM relationship x WHERE x.child_id IN " SAME_CHILD(SAME_NOW)
		" AND x.contact_limits IS NOT NULL AND (x.from_day IS NULL OR x.from_day <= :on)"
		" AND (x.to_day IS NULL OR x.to_day >= :on) AND (:bound IS NULL OR x.person_id = :bound) LIMIT 1" },
};
/* clang-format on */

bool
keep_apart_protects(const char *kind)
{
	const rule_court *o = rule_court_find(kind);

	return o != NULL && o->protects;
}

/* Do limits of contact stand, of @p bound, 0: of anybody? */
static cnis_status
limited(cnis_register *r, int64_t child_id, cnis_day on, int64_t bound, bool *ret,
        cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_LIMITS], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_day(&c, ":on", on);
	stmt_id(&c, ":bound", bound);
	st = stmt_step(&c, ret, reterr);
	stmt_close(&c);
	return st;
}

/* Does an order that keeps somebody away hold, or do limits; of @p bound, 0: anybody? */
static cnis_status
holds(cnis_register *r, int64_t child_id, cnis_day on, int64_t bound, bool *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = true;
	cnis_status st = stmt_open(r->st, &SQL[Q_HOLDS], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_day(&c, ":on", on);
	stmt_id(&c, ":bound", bound);
	*ret = false;
	while (!*ret && (st = stmt_step(&c, &row, reterr)) == CNIS_OK && row)
		*ret = keep_apart_protects(col_text(&c, 0));
	stmt_close(&c);
	return st == CNIS_OK && !*ret ? limited(r, child_id, on, bound, ret, reterr) : st;
}

/* Owed, unless it is already. */
static cnis_status
begin(cnis_register *r, int64_t child_id, cnis_day known, cnis_error *reterr)
{
	duty_local d = { .kind = KIND,
		         .rule = "LOCAL.court.keep-apart",
		         .setting = "court.keep_apart_days",
		         .unit = "working",
		         .child_id = child_id,
		         .opened = known };
	int64_t open = 0;
	int64_t id = 0;
	cnis_status st = stmt_ask(r->st, &SQL[Q_OPEN], ":child", child_id, 0, &open, reterr);

	if (st != CNIS_OK || open != 0)
		return st;
	if (d.opened == CNIS_DAY_NONE || d.opened > change_today(r))
		d.opened = change_today(r);
	st = duty_owner_tx(r, child_id, &d.owner_id, reterr);
	return st == CNIS_OK ? duty_local_tx(r, &d, &id, reterr) : st;
}

cnis_status
keep_apart_owed_tx(cnis_register *r, int64_t child_id, const char *kind, cnis_day known,
                   cnis_day to, cnis_error *reterr)
{
	return keep_apart_protects(kind) && (to == CNIS_DAY_NONE || to >= change_today(r))
	           ? begin(r, child_id, known, reterr)
	           : CNIS_OK;
}

cnis_status
keep_apart_limits_tx(cnis_register *r, int64_t child_id, const char *before, const char *limits,
                     cnis_error *reterr)
{
	return text_empty(limits) || (before != NULL && text_same(before, limits))
	           ? CNIS_OK
	           : begin(r, child_id, CNIS_DAY_NONE, reterr);
}

static cnis_status
end(cnis_register *r, int64_t child_id, duty_state state, const char *event, cnis_error *reterr)
{
	int64_t open = 0;
	cnis_status st = stmt_ask(r->st, &SQL[Q_OPEN], ":child", child_id, 0, &open, reterr);

	if (st != CNIS_OK || open == 0)
		return st;
	return duty_end_all_tx(r, &(duty_which){ .kind = KIND, .child_id = open }, state,
	                       change_today(r), event, NULL, reterr);
}

cnis_status
keep_apart_met_tx(cnis_register *r, int64_t child_id, int64_t person_id, cnis_error *reterr)
{
	bool bound = person_id == 0;
	cnis_status st = CNIS_OK;

	if (!bound)
		st = holds(r, child_id, change_today(r), person_id, &bound, reterr);
	return st == CNIS_OK && bound ? end(r, child_id, DUTY_MET, "withhold.add", reterr) : st;
}

/* What ended today holds today still. */
cnis_status
keep_apart_ended_tx(cnis_register *r, int64_t child_id, const char *event, cnis_error *reterr)
{
	bool left = false;
	cnis_status st = holds(r, child_id, change_today(r) + 1, 0, &left, reterr);

	return st == CNIS_OK && !left ? end(r, child_id, DUTY_SUPERSEDED, event, reterr) : st;
}
