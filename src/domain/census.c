/* The state of each child at a census date: one pass over the routes that hold on it. */
#include <cnis/census.h>

#include "domain/death.h"
#include "domain/fact.h"
#include "domain/same.h"
#include "domain/sight.h"
#include "rule/route.h"

enum { Q_HOLDING, Q_COUNT };
/* clang-format off */
/* an entry's last day is still one of it, and one that died before its first has no other */
#define ALIVE(t) " AND " DEATH_NOT(SAME_KEPT(t ".child_id", SAME_HOLDS))
static const store_sql SQL[Q_COUNT] = {
	[Q_HOLDING] = { "census.holding",
		"SELECT " SAME_KEPT("e.child_id", SAME_HOLDS) ", e.route FROM entry e JOIN child c ON c.id = e.child_id"
		" WHERE e.from_day <= :on AND (e.to_day IS NULL OR e.to_day >= :on)"
		" AND c.school_age_from <= :on AND c.school_age_to >= :on" ALIVE("e")
		" UNION SELECT " SAME_KEPT("x.child_id", SAME_HOLDS) ", x.route FROM entry_route x JOIN child c ON c.id = x.child_id"
		" WHERE x.from_day <= :on AND (x.to_day IS NULL OR x.to_day >= :on)"
		" AND c.school_age_from <= :on AND c.school_age_to >= :on"
		" AND EXISTS (SELECT 1 FROM entry e WHERE e.child_id = x.child_id AND e.from_day <= :on"
		" AND (e.to_day IS NULL OR e.to_day >= :on))" ALIVE("x")
		" UNION SELECT " SAME_KEPT("h.child_id", SAME_HOLDS) ", h.route FROM held h JOIN child c ON c.id = h.child_id"
		" WHERE h.from_day <= :on AND (h.to_day IS NULL OR h.to_day >= :on)"
		" AND c.school_age_from <= :on AND c.school_age_to >= :on" ALIVE("h")
		" ORDER BY 1" },
};
/* clang-format on */

const char *
cnis_census_definition(void)
{
	return "children of compulsory school age on the day who are on the register, or on a "
	       "school's roll and absent; home educated: every route that holds is home education "
	       "or an unregistered setting; missing education: a route that holds is missing "
	       "education; neither: all others, such as flexi-schooling, section 19, EOTAS";
}

static void
add(cnis_census *n, rule_routes set)
{
	rule_census state = rule_routes_census(set);

	n->children++;
	if (state == RULE_CENSUS_HOME)
		n->home_educated++;
	else if (state == RULE_CENSUS_MISSING)
		n->missing_education++;
	else
		n->neither++;
}

static cnis_status
count(cnis_register *r, cnis_day on, cnis_census *ret, cnis_error *reterr)
{
	cnis_census n = { 0 };
	rule_routes set = 0;
	cursor c = { 0 };
	bool row = false;
	int64_t child = 0;
	cnis_status st = stmt_open(r->st, &SQL[Q_HOLDING], &c, reterr);

	if (st != CNIS_OK)
		return st;
	on = fact_day(on);
	n.on = on == CNIS_DAY_NONE ? store_today(r->st) : on;
	stmt_day(&c, ":on", n.on);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		if (col_int(&c, 0) != child) {
			if (child != 0)
				add(&n, set);
			child = col_int(&c, 0);
			set = 0;
		}
		(void)rule_routes_add(&set, col_text(&c, 1));
	}
	stmt_close(&c);
	if (st != CNIS_OK)
		return st;
	if (child != 0)
		add(&n, set);
	*ret = n;
	return CNIS_OK;
}

/* A return counts who is kept back too. */
cnis_status
cnis_census_count(cnis_register *r, cnis_day on, cnis_census *ret, cnis_error *reterr)
{
	bool was = sight_whole(r, true);
	cnis_status st = count(r, on, ret, reterr);

	(void)sight_whole(r, was);
	return st;
}
