/* Several routes at once: further routes beside the entry's own, and what all of them make of a
 * day.  Law: src/rule/route.c. */

#include <cnis/reference.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/entry_inside.h"
#include "domain/fact.h"
#include "domain/same.h"
#include "rule/route.h"

enum { Q_ENTRY, Q_OVERLAP, Q_HOLDING, Q_INSERT, Q_OPEN, Q_END, Q_CLOSE, Q_WALK, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_ENTRY] = { "further.entry",
		"SELECT e.child_id, e.route, e.condition_c, e.from_day, e.to_day, c.school_age_to"
		" FROM entry e JOIN child c ON c.id = e.child_id WHERE e.id = :id" },
	[Q_OVERLAP] = { "further.overlap",
		"SELECT 1 FROM entry_route WHERE child_id = :child AND route = :route"
		" AND (to_day IS NULL OR to_day >= :from)" },
	/* what holds on a day in any record of the child: the entry's own route first */
	[Q_HOLDING] = { "further.holding",
		"SELECT route, full_time, condition_c, id FROM (SELECT 0 AS further, e.id AS id, e.route AS route,"
		" e.full_time AS full_time, e.condition_c AS condition_c FROM entry e"
		" JOIN child c ON c.id = e.child_id WHERE e.child_id IN " SAME_CHILD(SAME_HOLDS)
		" AND e.from_day <= :on"
		" AND (e.to_day IS NULL OR e.to_day >= :on) AND c.school_age_to >= :on"
		" UNION ALL SELECT 1, x.id, x.route, x.full_time, '' FROM entry_route x"
		" JOIN child c ON c.id = x.child_id WHERE x.child_id IN " SAME_CHILD(SAME_HOLDS)
		" AND x.from_day <= :on"
		" AND (x.to_day IS NULL OR x.to_day >= :on) AND c.school_age_to >= :on"
		" AND EXISTS (SELECT 1 FROM entry e WHERE e.child_id = x.child_id AND e.from_day <= :on"
		" AND (e.to_day IS NULL OR e.to_day >= :on))) ORDER BY further, id" },
	[Q_INSERT] = { "further.insert",
		"INSERT INTO entry_route (child_id, entry_id, route, full_time, route_reason, from_day, to_day,"
		" source, basis, received_day, recorded_at, rev) VALUES (:child, :entry, :route, :full_time,"
		" :because, :from, :to, :source, :basis, :received, :at, :rev)" },
	[Q_OPEN] = { "further.open",
		"SELECT id, route, from_day FROM entry_route WHERE child_id = :child AND to_day IS NULL"
		" ORDER BY id" },
	[Q_END] = { "further.end",
		"UPDATE entry_route SET to_day = :to, end_reason = :because, rev = :rev WHERE id = :id" },
	[Q_CLOSE] = { "further.close",
		"UPDATE entry_route SET to_day = max(from_day, :to), rev = :rev"
		" WHERE child_id = :child AND to_day IS NULL" },
	[Q_WALK] = { "further.walk",
		"SELECT id, entry_id, route, full_time, route_reason, end_reason, from_day, to_day, source,"
		" basis, received_day, recorded_at, rev FROM entry_route WHERE child_id = :child"
		" ORDER BY id DESC" },
};
/* clang-format on */

static const char WHERE[] = "entry.also";
static const char RULE[] = "EA1996.436B.2";

cnis_status
entry_full_time(const char *given, const char *where, const char **ret, cnis_error *reterr)
{
	const char *said = NULL;
	cnis_status st = fact_answer(given, where, "full_time", &said, reterr);

	if (st == CNIS_OK)
		*ret = text_same(said, "unknown") ? NULL : said;
	return st;
}

cnis_status
entry_further_fit(cnis_register *r, int64_t child_id, const char *route, char limb,
                  cnis_error *reterr)
{
	cursor c = { 0 };
	rule_routes set = 0;
	bool row = false;
	const char *no = NULL;
	cnis_status st = stmt_open(r->st, &SQL[Q_OPEN], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	(void)rule_routes_add(&set, route);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		if (rule_routes_allow(set, limb, col_text(&c, 1), &no))
			continue;
		st = cnis_refuse(reterr, RULE, "entry.route", "route",
		                 "%s would hold beside it, and %s: end it first", col_text(&c, 1),
		                 no);
		break;
	}
	stmt_close(&c);
	return st;
}

cnis_status
entry_further_close_tx(cnis_register *r, int64_t child_id, cnis_day on, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_CLOSE], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_day(&c, ":to", on);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

/* ---- adding -----------------------------------------------------------------------------------
 */

/* An entry a further route is to stand beside. */
typedef struct beside {
	int64_t child_id;
	cnis_day from;
	bool open;
	char limb;
	rule_routes set; /* the entry's own */
} beside;

static cnis_status
read_beside(cnis_register *r, int64_t entry_id, beside *b, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_ENTRY], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", entry_id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && !row)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, WHERE, "entry", "no such entry");
	if (st == CNIS_OK) {
		b->child_id = col_int(&c, 0);
		(void)rule_routes_add(&b->set, col_text(&c, 1));
		b->limb = col_text(&c, 2)[0];
		b->from = col_day(&c, 3);
		b->open = col_null(&c, 4) && col_day(&c, 5) >= change_today(r);
	}
	stmt_close(&c);
	return st;
}

/* Those that stand beside it already. */
static cnis_status
read_others(cnis_register *r, beside *b, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_OPEN], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", b->child_id);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row)
		(void)rule_routes_add(&b->set, col_text(&c, 1));
	stmt_close(&c);
	return st;
}

static cnis_status
overlaps(cnis_register *r, int64_t child_id, const char *route, cnis_day from, bool *ret,
         cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_OVERLAP], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_text(&c, ":route", route);
	stmt_day(&c, ":from", from);
	st = stmt_step(&c, ret, reterr);
	stmt_close(&c);
	return st;
}

static cnis_status
check_because(cnis_register *r, const char *because, cnis_error *reterr)
{
	if (because == NULL)
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "because",
		                 "say why it begins or ends");
	return code_check(r, "route_reason", because, WHERE, "because", reterr);
}

/* Everything a further route needs is known and allowed. */
static cnis_status
check_further(cnis_register *r, const cnis_entry_further *n, beside *b, cnis_fact *fact,
              cnis_error *reterr)
{
	const char *no = NULL;
	bool there = false;
	cnis_status st = read_beside(r, n->entry_id, b, reterr);

	if (st == CNIS_OK)
		st = code_check(r, "route", n->route, WHERE, "route", reterr);
	if (st == CNIS_OK)
		st = check_because(r, n->because, reterr);
	if (st == CNIS_OK)
		st = fact_complete(r, WHERE, &n->fact, fact, reterr);
	if (st != CNIS_OK)
		return st;
	if (!b->open)
		return cnis_refuse(reterr, RULE, WHERE, "entry", "the entry has ended");
	if (fact->from == CNIS_DAY_NONE)
		fact->from = change_today(r);
	fact->to = CNIS_DAY_NONE;
	if (fact->from > change_today(r))
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "from",
		                 "the day lies in the future");
	if (fact->from < b->from)
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "from",
		                 "the day lies before the entry began");
	st = read_others(r, b, reterr);
	if (st == CNIS_OK)
		st = overlaps(r, b->child_id, n->route, fact->from, &there, reterr);
	if (st == CNIS_OK && there)
		return cnis_fail(reterr, CNIS_EEXISTS, 0, WHERE, "route",
		                 "the child is on that route already on one of those days");
	if (st == CNIS_OK && !rule_routes_allow(b->set, b->limb, n->route, &no))
		st = cnis_refuse(reterr, RULE, WHERE, "route", "%s", no);
	return st;
}

static cnis_status
also_tx(cnis_register *r, const cnis_entry_further *n, int64_t *ret_id, cnis_error *reterr)
{
	beside b = { 0 };
	cnis_fact fact = { 0 };
	const char *full_time = NULL;
	cursor c = { 0 };
	cnis_status st = check_further(r, n, &b, &fact, reterr);

	if (st == CNIS_OK)
		st = entry_full_time(n->full_time, WHERE, &full_time, reterr);
	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[Q_INSERT], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", b.child_id);
	stmt_int(&c, ":entry", n->entry_id);
	stmt_text(&c, ":route", n->route);
	stmt_text(&c, ":full_time", full_time);
	stmt_text(&c, ":because", n->because);
	fact_bind(&c, r, &fact);
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		st = change_touch(r, b.child_id, reterr);
	if (st == CNIS_OK)
		*ret_id = store_last_id(r->st);
	return st;
}

static change_spec
spec_of(const char *kind, const char *words, int64_t entry_id)
{
	return (change_spec){ .kind = kind,
		              .command = words,
		              .letter = CNIS_REF_ENTRY,
		              .id = entry_id,
		              .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER,
		              .undo = STORE_UNDOABLE };
}

cnis_status
cnis_entry_also(cnis_register *r, const cnis_entry_further *n, int64_t *ret_id, cnis_error *reterr)
{
	const change_spec spec = spec_of(WHERE, "entry also", n->entry_id);
	int64_t id = 0;
	cnis_status st = change_begin(r, &spec, reterr);

	if (st != CNIS_OK)
		return st;
	st = also_tx(r, n, &id, reterr);
	st = change_end(r, st, reterr);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}

/* ---- ending -----------------------------------------------------------------------------------
 */

static cnis_status
find_further(cnis_register *r, int64_t child_id, const char *route, int64_t *ret_id,
             cnis_day *ret_from, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	int64_t id = 0;
	cnis_status st = stmt_open(r->st, &SQL[Q_OPEN], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row)
		if (text_same(col_text(&c, 1), route)) {
			id = col_int(&c, 0);
			*ret_from = col_day(&c, 2);
		}
	stmt_close(&c);
	if (st == CNIS_OK && id == 0)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, WHERE, "route",
		                 "the child is on no such further route");
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}

static cnis_status
also_end_tx(cnis_register *r, int64_t entry_id, const char *route, cnis_day on, const char *because,
            cnis_error *reterr)
{
	beside b = { 0 };
	cursor c = { 0 };
	int64_t id = 0;
	cnis_day from = 0;
	cnis_status st = read_beside(r, entry_id, &b, reterr);

	if (st == CNIS_OK)
		st = check_because(r, because, reterr);
	if (st == CNIS_OK)
		st = find_further(r, b.child_id, route, &id, &from, reterr);
	if (st != CNIS_OK)
		return st;
	if (on > change_today(r))
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "on", "the day lies in the future");
	if (on < from)
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "on",
		                 "the day lies before it began");
	st = stmt_open(r->st, &SQL[Q_END], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_day(&c, ":to", on);
	stmt_text(&c, ":because", because);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st == CNIS_OK ? change_touch(r, b.child_id, reterr) : st;
}

cnis_status
cnis_entry_also_end(cnis_register *r, int64_t entry_id, const char *route, cnis_day on,
                    const char *because, cnis_error *reterr)
{
	const change_spec spec = spec_of("entry.also_end", "entry also-end", entry_id);
	cnis_status st = change_begin(r, &spec, reterr);

	if (st != CNIS_OK)
		return st;
	on = fact_day(on);
	st = also_end_tx(r, entry_id, route, on == CNIS_DAY_NONE ? change_today(r) : on, because,
	                 reterr);
	return change_end(r, st, reterr);
}

/* ---- reading ----------------------------------------------------------------------------------
 */

cnis_status
cnis_entry_further_walk(cnis_register *r, int64_t child_id, cnis_entry_further_fn fn, void *payload,
                        cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = fact_exists(r, "child", child_id, &row, reterr);

	if (st == CNIS_OK && !row)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, WHERE, "child", "no such child");
	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[Q_WALK], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		const cnis_entry_further f = { .size = sizeof(f),
			                       .id = col_int(&c, 0),
			                       .entry_id = col_int(&c, 1),
			                       .route = col_text(&c, 2),
			                       .full_time = col_text(&c, 3),
			                       .because = col_text(&c, 4),
			                       .end_because = col_text(&c, 5),
			                       .fact = fact_of(&c, 6) };

		st = fn(&f, payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}

/* One route that holds.  Of a child with an entry in two records it is said once. */
static void
add_holding(cnis_entry_standing *s, rule_routes *set, text_buf *b, const cursor *c)
{
	const char *route = col_text(c, 0);
	rule_routes before = *set;

	if (s->entry_id == 0) {
		s->entry_id = col_int(c, 3);
		s->condition_c = col_text(c, 2)[0];
	}
	(void)rule_routes_add(set, route);
	if (*set != before) {
		text_add(b, b->len == 0 ? "" : " ");
		text_add(b, route);
	}
	/* home education may well be full-time: that is nothing arranged by anybody else */
	if (text_same(col_text(c, 1), "yes") && rule_route_arranged(route, s->condition_c == 'b'))
		s->full_time = true;
}

cnis_status
cnis_entry_standing_get(cnis_register *r, int64_t child_id, cnis_day on, cnis_entry_standing *ret,
                        cnis_error *reterr)
{
	cnis_entry_standing s = { 0 };
	text_buf b = text_buf_on(s.routes, sizeof(s.routes));
	rule_routes set = 0;
	cursor c = { 0 };
	bool row = false;
	cnis_status st = fact_exists(r, "child", child_id, &row, reterr);

	if (st == CNIS_OK && !row)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, "entry.standing", "child",
		                 "no such child");
	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[Q_HOLDING], &c, reterr);
	if (st != CNIS_OK)
		return st;
	on = fact_day(on);
	stmt_int(&c, ":child", child_id);
	stmt_day(&c, ":on", on == CNIS_DAY_NONE ? store_today(r->st) : on);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row)
		add_holding(&s, &set, &b, &c);
	stmt_close(&c);
	if (st != CNIS_OK)
		return st;
	if (s.entry_id != 0) {
		s.parent_duties =
		    rule_routes_parent_duties(set, s.condition_c == 'b', s.full_time, &s.paragraph);
		s.support = rule_routes_support(set, s.condition_c == 'b');
	}
	s.census = rule_census_text(rule_routes_census(set));
	*ret = s;
	return CNIS_OK;
}
