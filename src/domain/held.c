/* Children held on another recorded basis: opening, ending, reading.  Decisions: held_decide.c. */
#include "domain/held.h"

#include <stdlib.h>

#include <cnis/reference.h>

#include "base/error.h"
#include "base/flat.h"
#include "base/text.h"
#include "domain/child.h"
#include "domain/death.h"
#include "domain/duty.h"
#include "domain/entry.h"
#include "domain/fact.h"
#include "domain/officer.h"
#include "domain/same.h"
#include "domain/setting.h"
#include "domain/sight.h"
#include "domain/withheld.h"
#include "rule/route.h"

enum { Q_HOLDS, Q_INSERT, Q_LAPSE, Q_READ, Q_END, Q_WALK, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_HOLDS] = { "held.holds", "SELECT id, from_day FROM held WHERE child_id = :child AND to_day IS NULL" },
	[Q_INSERT] = { "held.insert",
		"INSERT INTO held (child_id, route, basis_kind, basis_day, school_name, school_urn, for_health,"
		" owner_id, from_day, to_day, source, basis, received_day, recorded_at, rev) VALUES (:child,"
		" :route, :kind, :kind_day, :school, :urn, :health, :owner, :from, :to, :source, :basis,"
		" :received, :at, :rev)" },
	[Q_LAPSE] = { "held.lapse", "UPDATE duty SET lapse_day = :lapse, rev = :rev WHERE id = :id" },
	[Q_READ] = { "held.read", "SELECT child_id, from_day, to_day FROM held WHERE id = :id" },
	[Q_END] = { "held.end",
		"UPDATE held SET to_day = :to, end_reason = :reason, rev = :rev WHERE id = :id" },
	[Q_WALK] = { "held.walk",
		"SELECT h.id, h.child_id, h.route, h.basis_kind, h.basis_day, "
		WITHHELD_TEXT(WITHHELD_SCHOOL("h.child_id"), "h.school_name") ", "
		WITHHELD_BESIDE(WITHHELD_SCHOOL("h.child_id"), "h.school_urn") ","
		" h.for_health, h.end_reason, o.login, c.school_age_from, d.decided_day, d.outcome, b.login,"
		" d.provision, d.reasons, d.review_day, h.from_day, h.to_day, h.source, h.basis,"
		" h.received_day, h.recorded_at, h.rev FROM held h JOIN child c ON c.id = h.child_id"
		" JOIN officer o ON o.id = h.owner_id LEFT JOIN section_19_decision d ON d.id = ("
		"  SELECT max(x.id) FROM section_19_decision x WHERE x.held_id = h.id AND x.decided_day <= :on)"
		" LEFT JOIN officer b ON b.id = d.officer_id WHERE (:child IS NULL OR h.child_id = :child)"
		" AND (:all OR (h.from_day <= :on AND (h.to_day IS NULL OR h.to_day >= :on)"
		"  AND c.school_age_to >= :on AND " DEATH_NOT(SAME_KEPT("h.child_id", SAME_HOLDS))
		")) ORDER BY h.id" },
};
/* clang-format on */

static const char WHERE[] = "held.open";

/* ---- opening ----------------------------------------------------------------------------------
 */

/* Of the age the route is for, and on a basis somebody recorded. */
static cnis_status
check_basis(cnis_register *r, const cnis_held_new *n, const rule_route *route,
            cnis_day school_age_from, cnis_day school_age_to, cnis_error *reterr)
{
	static const char rule[] = "LOCAL.approaching.basis";
	static const char age[] = "EA1996.8.school-age";
	char iso[CNIS_DAY_ISO_SIZE];
	cnis_day today = change_today(r);

	if (route->before_age && today >= school_age_from)
		return cnis_refuse(reterr, age, WHERE, "born",
		                   "of compulsory school age since %s: enter the child",
		                   cnis_day_iso(school_age_from, iso));
	if (!route->before_age && (today < school_age_from || today > school_age_to))
		return cnis_refuse(reterr, age, WHERE, "born",
		                   "not of compulsory school age: nobody has to attend");
	if (route->before_age && n->basis == NULL)
		return cnis_refuse(reterr, rule, WHERE, "basis",
		                   "a child under school age is held only on a recorded basis: a "
		                   "notice under s. 23, the parents' agreement, or safeguarding");
	if (n->basis == NULL)
		return CNIS_OK;
	if (route->before_age && text_same(n->basis, "school_report"))
		return cnis_refuse(reterr, rule, WHERE, "basis",
		                   "a school's report is no basis for a child under school age");
	return code_check(r, "held_basis", n->basis, WHERE, "basis", reterr);
}

cnis_status
held_check(cnis_register *r, const cnis_held_new *n, cnis_day school_age_from,
           cnis_day school_age_to, cnis_error *reterr)
{
	const rule_route *route = rule_route_find(n->route);
	cnis_day today = change_today(r);
	const char *health = NULL;
	cnis_status st;

	if (route == NULL || !route->held)
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "route",
		                 "a child on that route is entered, not held");
	st = fact_answer(n->for_health, WHERE, "for_health", &health, reterr);
	if (st == CNIS_OK && !route->before_age && text_empty(n->school_name))
		st = cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "school",
		               "say whose roll the child is on");
	if (st == CNIS_OK && (fact_day(n->fact.from) > today || fact_day(n->basis_on) > today))
		st = cnis_fail(reterr, CNIS_EINVAL, 0, WHERE,
		               fact_day(n->fact.from) > today ? "from" : "basis_on",
		               "the day lies in the future");
	return st == CNIS_OK ? check_basis(r, n, route, school_age_from, school_age_to, reterr)
	                     : st;
}

static cnis_status
held_now(cnis_register *r, int64_t child_id, int64_t *ret_id, cnis_day *ret_from,
         cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_HOLDS], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row) {
		*ret_id = col_int(&c, 0);
		*ret_from = col_day(&c, 1);
	}
	stmt_close(&c);
	return st;
}

/* What the record makes somebody do. */
static cnis_status
open_duty(cnis_register *r, const cnis_held_new *n, const child_facts *child, cnis_day opened,
          int64_t *ret_id, cnis_error *reterr)
{
	const rule_route *route = rule_route_find(n->route);
	bool health = text_same(n->for_health, "yes");
	const duty_local ask = { .kind = health ? "section_19_decide" : "absence_review",
		                 .rule = health ? "LOCAL.s19.decide" : "LOCAL.absence.review",
		                 .setting = health ? "s19.decide_days" : "absence.review_days",
		                 .unit = health ? "school" : "working",
		                 .child_id = n->child_id,
		                 .opened = opened,
		                 .owner_id = n->owner_id };
	char inputs[160];
	text_buf b = text_buf_on(inputs, sizeof(inputs));
	duty_new d = { .kind = "approaching_start",
		       .rule = "LOCAL.approaching.before",
		       .inputs = inputs,
		       .child_id = n->child_id,
		       .opened = opened,
		       .due = CNIS_DAY_NONE,
		       .lapse = CNIS_DAY_NONE,
		       .owner_id = n->owner_id };
	int64_t days = 0;
	cnis_status st;

	if (!route->before_age)
		return duty_local_tx(r, &ask, ret_id, reterr);
	st = setting_int(r, "approaching.before_days", opened, &days, reterr);
	if (st != CNIS_OK)
		return st;
	flat_begin(&b);
	flat_add_day(&b, "starts_on", child->school_age_from);
	flat_add_int(&b, "days", days);
	flat_add_day(&b, "opened_on", opened);
	flat_end(&b);
	return duty_open_tx(r, &d, ret_id, reterr);
}

static cnis_status
lapse_with_school_age(cnis_register *r, int64_t duty_id, cnis_day last, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_LAPSE], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", duty_id);
	stmt_day(&c, ":lapse", last);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

static cnis_status
insert(cnis_register *r, const cnis_held_new *n, const cnis_fact *fact, int64_t *ret_id,
       cnis_error *reterr)
{
	char *school = NULL, *urn = NULL;
	const char *health = NULL;
	cursor c = { 0 };
	cnis_status st =
	    fact_text(n->school_name, FACT_NAME, false, WHERE, "school", &school, reterr);

	if (st == CNIS_OK)
		st = fact_text(n->school_urn, FACT_SHORT, false, WHERE, "urn", &urn, reterr);
	if (st == CNIS_OK)
		st = fact_answer(n->for_health, WHERE, "for_health", &health, reterr);
	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[Q_INSERT], &c, reterr);
	if (st == CNIS_OK) {
		stmt_int(&c, ":child", n->child_id);
		stmt_text(&c, ":route", n->route);
		stmt_text(&c, ":kind", n->basis);
		stmt_day(&c, ":kind_day",
		         fact_day(n->basis_on) == CNIS_DAY_NONE ? fact->received : n->basis_on);
		stmt_text(&c, ":school", school);
		stmt_text(&c, ":urn", urn);
		stmt_text(&c, ":health", health);
		stmt_int(&c, ":owner", n->owner_id);
		fact_bind(&c, r, fact);
		st = stmt_run(&c, reterr);
		stmt_close(&c);
	}
	if (st == CNIS_OK)
		*ret_id = store_last_id(r->st);
	free(school);
	free(urn);
	return st;
}

/* Nobody holds the child yet, and it is on the register on no route. */
static cnis_status
check_free(cnis_register *r, int64_t child_id, cnis_error *reterr)
{
	entry_facts there;
	bool open = false;
	int64_t held = 0;
	cnis_day from = 0;
	cnis_status st = held_now(r, child_id, &held, &from, reterr);

	if (st == CNIS_OK && held != 0)
		return cnis_fail(reterr, CNIS_EEXISTS, 0, WHERE, "child",
		                 "the child is held already: end that first");
	if (st == CNIS_OK)
		st = entry_of_child(r, child_id, change_today(r), &there, &open, reterr);
	if (st == CNIS_OK && open)
		st = cnis_refuse(reterr, "EA1996.436B.2", WHERE, "child",
		                 "the child is on the register: change the route of the entry, or "
		                 "end it");
	return st;
}

cnis_status
held_open_tx(cnis_register *r, const cnis_held_new *given, int64_t *ret_id, cnis_error *reterr)
{
	cnis_held_new n = *given;
	cnis_fact fact = { 0 };
	child_facts child;
	bool current = false;
	int64_t id = 0, duty = 0;
	cnis_status st = child_facts_get(r, n.child_id, &child, reterr);

	if (st == CNIS_OK)
		st = held_check(r, &n, child.school_age_from, child.school_age_to, reterr);
	if (st == CNIS_OK)
		st = fact_complete(r, WHERE, &n.fact, &fact, reterr);
	if (st == CNIS_OK)
		st = fact_after_birth(r, n.child_id, &fact, WHERE, reterr);
	if (st == CNIS_OK)
		st = fact_day_after_birth(n.basis_on, child.born, WHERE, "basis_on", reterr);
	if (st == CNIS_OK)
		st = check_free(r, n.child_id, reterr);
	if (st != CNIS_OK)
		return st;
	if (fact.from == CNIS_DAY_NONE)
		fact.from = change_today(r);
	fact.to = CNIS_DAY_NONE;
	n.owner_id = n.owner_id == 0 ? r->officer_id : n.owner_id;
	st = officer_current(r, n.owner_id, &current, reterr);
	if (st == CNIS_OK && !current)
		st =
		    cnis_fail(reterr, CNIS_ENOTFOUND, 0, WHERE, "owner", "no such current officer");
	if (st == CNIS_OK)
		st = insert(r, &n, &fact, &id, reterr);
	if (st == CNIS_OK)
		st = open_duty(r, &n, &child, fact.received > fact.from ? fact.received : fact.from,
		               &duty, reterr);
	if (st == CNIS_OK)
		st = lapse_with_school_age(r, duty, child.school_age_to, reterr);
	if (st == CNIS_OK)
		st = change_touch(r, n.child_id, reterr);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}

cnis_status
cnis_held_open(cnis_register *r, const cnis_held_new *n, int64_t *ret_id, cnis_error *reterr)
{
	const change_spec spec = { .kind = WHERE,
		                   .command = "held open",
		                   .letter = CNIS_REF_CHILD,
		                   .id = n->child_id,
		                   .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER,
		                   .undo = STORE_UNDOABLE };
	int64_t id = 0;
	cnis_status st;

	st = change_begin(r, &spec, reterr);
	if (st != CNIS_OK)
		return st;
	st = held_open_tx(r, n, &id, reterr);
	st = change_end(r, st, reterr);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}

/* ---- ending -----------------------------------------------------------------------------------
 */

static cnis_status
close_held(cnis_register *r, int64_t id, int64_t child_id, const char *reason, cnis_day on,
           cnis_error *reterr)
{
	static const char *const kinds[] = { "absence_review", "section_19_decide",
		                             "section_19_review", "approaching_start" };
	cursor c = { 0 };
	int n = 0;
	cnis_status st = stmt_open(r->st, &SQL[Q_END], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_day(&c, ":to", on);
	stmt_text(&c, ":reason", reason);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	for (size_t i = 0; st == CNIS_OK && i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		const duty_which which = { .kind = kinds[i], .child_id = child_id };

		st = duty_end_all_tx(r, &which, DUTY_SUPERSEDED, on, "held.end", &n, reterr);
	}
	return st == CNIS_OK ? change_touch(r, child_id, reterr) : st;
}

cnis_status
held_entered_tx(cnis_register *r, int64_t child_id, cnis_day on, cnis_error *reterr)
{
	int64_t id = 0;
	cnis_day from = 0;
	cnis_status st = held_now(r, child_id, &id, &from, reterr);

	if (st != CNIS_OK || id == 0)
		return st;
	return close_held(r, id, child_id, "entered", on - 1 < from ? from : on - 1, reterr);
}

static cnis_status
end_tx(cnis_register *r, int64_t id, const char *reason, cnis_day on, cnis_error *reterr)
{
	static const char where[] = "held.end";
	cursor c = { 0 };
	bool row = false, ended = false;
	int64_t child_id = 0;
	cnis_day from = 0;
	cnis_status st = stmt_open(r->st, &SQL[Q_READ], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row) {
		child_id = col_int(&c, 0);
		from = col_day(&c, 1);
		ended = !col_null(&c, 2);
	}
	stmt_close(&c);
	if (st == CNIS_OK && !row)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, where, "held", "no such record");
	if (st == CNIS_OK)
		st = code_check(r, "held_end", reason, where, "reason", reterr);
	if (st != CNIS_OK)
		return st;
	if (ended)
		return cnis_refuse(reterr, "", where, "held", "the record has ended");
	if (text_same(reason, "entered") || text_same(reason, "over_school_age"))
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "reason",
		                 "that is written by entering the child, or by the night");
	if (text_same(reason, "died"))
		return cnis_refuse(reterr, "LOCAL.death", where, "reason",
		                   "a manager records that a child died, which stops everything "
		                   "about the child in one step: cnis died");
	if (on > change_today(r) || on < from)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "on", "%s",
		                 on < from ? "the day lies before it began"
		                           : "the day lies in the future");
	return close_held(r, id, child_id, reason, on, reterr);
}

cnis_status
cnis_held_end(cnis_register *r, int64_t id, const char *reason, cnis_day on, cnis_error *reterr)
{
	const change_spec spec = { .kind = "held.end",
		                   .command = "held end",
		                   .letter = CNIS_REF_HELD,
		                   .id = id,
		                   .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER,
		                   .undo = STORE_UNDOABLE };
	cnis_status st;

	st = change_begin(r, &spec, reterr);
	if (st != CNIS_OK)
		return st;
	on = fact_day(on);
	st = end_tx(r, id, reason, on == CNIS_DAY_NONE ? change_today(r) : on, reterr);
	return change_end(r, st, reterr);
}

/* ---- reading ----------------------------------------------------------------------------------
 */

static cnis_held
held_row(const cnis_register *r, const cursor *c)
{
	cnis_held h = { .id = col_int(c, 0),
		        .child_id = col_int(c, 1),
		        .route = col_text(c, 2),
		        .basis = col_text(c, 3),
		        .basis_on = col_day(c, 4),
		        .school_name = col_text(c, 5),
		        .school_urn = col_text(c, 6),
		        .for_health = col_text(c, 7),
		        .end_reason = col_text(c, 8),
		        .owner = col_text(c, 9),
		        .starts = col_day(c, 10),
		        .decided = col_day(c, 11),
		        .outcome = col_text(c, 12),
		        .decided_by = col_text(c, 13),
		        .provision = col_text(c, 14),
		        .reasons = col_text(c, 15),
		        .review = col_day(c, 16),
		        .fact = fact_of(c, 17) };

	if (text_same(h.basis, "safeguarding") && !sight_causes(r))
		h.basis = NULL;
	return h;
}

cnis_status
cnis_held_walk(cnis_register *r, int64_t child_id, cnis_day as_at, bool all, cnis_held_fn fn,
               void *payload, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = true;
	cnis_status st = CNIS_OK;

	if (child_id != 0)
		st = fact_exists(r, "child", child_id, &row, reterr);
	if (st == CNIS_OK && !row)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, "held.walk", "child", "no such child");
	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[Q_WALK], &c, reterr);
	if (st != CNIS_OK)
		return st;
	as_at = fact_day(as_at);
	stmt_id(&c, ":child", child_id);
	stmt_int(&c, ":all", all);
	stmt_day(&c, ":on", as_at == CNIS_DAY_NONE ? store_today(r->st) : as_at);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		const cnis_held h = held_row(r, &c);

		st = fn(&h, payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}
