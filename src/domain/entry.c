/* Entries: opening.  Duties: entry_duty.c; change of route: entry_route.c; ending and reading:
 * entry_end.c.  Law: src/rule/eligibility.c. */
#include "domain/entry.h"

#include <stdlib.h>

#include "base/error.h"
#include "domain/area.h"
#include "domain/care.h"
#include "domain/entry_inside.h"
#include "domain/fact.h"
#include "domain/flag.h"
#include "domain/held.h"
#include "domain/officer.h"
#include "domain/settings_duty.h"
#include "domain/sheet.h"
#include "rule/eligibility.h"
#include "rule/route.h"

enum { Q_INSERT, Q_REASON, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_INSERT] = { "entry.insert",
		"INSERT INTO entry (uuid, child_id, route, condition_c, from_day, notified_day, notified_by,"
		" registered_day, reason, reason_by_school, prior_setting, school_name, school_urn,"
		" school_left_day, owner_id, full_time, route_reason, source, basis, received_day, recorded_at, rev)"
		" VALUES (:uuid, :child, :route, :limb, :from, :notified, :notified_by, :registered,"
		" :reason, :by_school, :prior, :school, :urn, :left, :owner, :full_time, :because,"
		" :source, :basis, :received, :at, :rev)" },
	[Q_REASON] = { "entry.reason",
		"INSERT INTO entry_reason (child_id, entry_id, reason, said_by, said_day, rev)"
		" VALUES (:child, :entry, :reason, :said_by, :said, :rev)" },
};
/* clang-format on */

bool
entry_missing(const char *route)
{
	const rule_route *known = rule_route_find(route);

	return known != NULL && known->census == RULE_CENSUS_MISSING;
}

/* The list a route takes its reasons from. */
const char *
entry_reason_list(const char *route)
{
	return entry_missing(route) ? "cme_reason" : "ehe_reason";
}

void
entry_writing_clear(writing *w)
{
	free(w->by_school);
	free(w->school);
	free(w->urn);
}

static const char where_open[] = "entry.open";

static cnis_status
check_codes(cnis_register *r, const cnis_entry_new *n, writing *w, cnis_error *reterr)
{
	size_t i;
	cnis_status st;

	st = code_check(r, "route", n->route, where_open, "route", reterr);
	w->reason = n->reason == NULL ? "unknown" : n->reason;
	w->notified_by = n->notified_by == NULL ? w->fact.source : n->notified_by;
	if (st == CNIS_OK)
		st = code_check(r, entry_reason_list(n->route), w->reason, where_open, "reason",
		                reterr);
	for (i = 0; st == CNIS_OK && i < n->n_further_reasons; i++)
		st = code_check(r, entry_reason_list(n->route), n->further_reasons[i], where_open,
		                "further_reasons", reterr);
	if (st == CNIS_OK)
		st = code_check(r, "source", w->notified_by, where_open, "notified_by", reterr);
	if (st == CNIS_OK && n->prior_setting != NULL)
		st = code_check(r, "prior_setting", n->prior_setting, where_open, "prior_setting",
		                reterr);
	if (st == CNIS_OK)
		st = entry_full_time(n->full_time, where_open, &w->full_time, reterr);
	return st;
}

static cnis_status
check_texts_and_days(cnis_register *r, const cnis_entry_new *n, writing *w, cnis_error *reterr)
{
	cnis_day today = change_today(r);
	cnis_status st;

	w->notified = fact_day(n->notified);
	if (w->notified == CNIS_DAY_NONE)
		w->notified = today;
	w->left = fact_day(n->school_left);
	if (w->notified > today)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where_open, "notified",
		                 "the day lies in the future");
	if (w->left != CNIS_DAY_NONE && w->left > today)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where_open, "left",
		                 "the day lies in the future");
	if (w->fact.from == CNIS_DAY_NONE)
		w->fact.from = today;
	if (w->fact.from > today)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where_open, "from",
		                 "the child is not eligible before that day: register then");
	st = fact_text(n->reason_by_school, FACT_NOTE, true, where_open, "reason_by_school",
	               &w->by_school, reterr);
	if (st == CNIS_OK)
		st = fact_text(n->school_name, FACT_NAME, false, where_open, "school.name",
		               &w->school, reterr);
	if (st == CNIS_OK)
		st = fact_text(n->school_urn, FACT_SHORT, false, where_open, "school.urn", &w->urn,
		               reterr);
	return st;
}

/* s. 436B(2): A, B and C on the day of registration. */
cnis_status
entry_eligible(cnis_register *r, const child_facts *child, const char *route, bool out_of_area,
               bool on_roll, cnis_day on, char *ret_limb, cnis_error *reterr)
{
	static const char rule[] = "EA1996.436B.2";
	char iso[CNIS_DAY_ISO_SIZE];
	rule_eligibility e;
	int month;
	int day;
	cnis_status st;

	st = fact_school_year(r, on, &month, &day, reterr);
	if (st != CNIS_OK)
		return st;
	e = rule_eligibility_of(child->born, on, !out_of_area, on_roll, route, month, day);
	if (!e.b && on < child->school_age_from)
		return cnis_refuse(reterr, rule, where_open, "born",
		                   "condition B: not yet of compulsory school age; the child may "
		                   "be entered from %s",
		                   cnis_day_iso(child->school_age_from, iso));
	if (!e.b)
		return cnis_refuse(reterr, rule, where_open, "born",
		                   "condition B: over compulsory school age since %s",
		                   cnis_day_iso(child->school_age_to, iso));
	if (!e.a)
		return cnis_refuse(
		    reterr, rule, where_open, "addresses",
		    "condition A: the child does not live in the area of this authority");
	if (e.held)
		return cnis_refuse(reterr, rule, where_open, "route",
		                   "condition C: no entry rests on this; it is held on another "
		                   "recorded basis");
	if (!on_roll && rule_route_find(route)->of_school)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where_open, "route",
		                 "%s is of a pupil on a school's roll: say that the child is on "
		                 "one, or take the route of a child on none",
		                 route);
	if (!e.c && e.review)
		return cnis_refuse(
		    reterr, rule, where_open, "route",
		    "condition C: a part-time timetable alone is not met; record the "
		    "education arranged elsewhere as flexi_schooling or "
		    "school_off_site once somebody has decided so");
	if (!e.c)
		return cnis_refuse(reterr, rule, where_open, "route",
		                   "condition C: a registered pupil is not eligible on this route");
	*ret_limb = e.limb;
	return CNIS_OK;
}

cnis_status
entry_insert_tx(cnis_register *r, const cnis_entry_new *n, const writing *w, int64_t *ret_id,
                cnis_error *reterr)
{
	const char limb[2] = { w->limb, '\0' };
	cursor c = { 0 };
	char uuid[37];
	cnis_status st;

	st = stmt_open(r->st, &SQL[Q_INSERT], &c, reterr);
	if (st != CNIS_OK)
		return st;
	change_uuid(uuid);
	stmt_text(&c, ":uuid", uuid);
	stmt_int(&c, ":child", n->child_id);
	stmt_text(&c, ":route", n->route);
	stmt_text(&c, ":limb", limb);
	stmt_day(&c, ":from", w->fact.from);
	stmt_day(&c, ":notified", w->notified);
	stmt_text(&c, ":notified_by", w->notified_by);
	stmt_day(&c, ":registered", w->registered);
	stmt_text(&c, ":reason", w->reason);
	stmt_text(&c, ":by_school", w->by_school);
	stmt_text(&c, ":prior", n->prior_setting);
	stmt_text(&c, ":school", w->school);
	stmt_text(&c, ":urn", w->urn);
	stmt_day(&c, ":left", w->left);
	stmt_int(&c, ":owner", w->owner_id);
	stmt_text(&c, ":full_time", w->full_time);
	stmt_text(&c, ":because", w->because);
	fact_heard(r, w->fact.source, w->fact.received);
	stmt_text(&c, ":source", w->fact.source);
	stmt_text(&c, ":basis", w->fact.basis);
	stmt_day(&c, ":received", w->fact.received);
	stmt_int(&c, ":at", change_now(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret_id = store_last_id(r->st);
	return st;
}

static cnis_status
insert_reasons(cnis_register *r, const cnis_entry_new *n, const writing *w, int64_t entry_id,
               cnis_error *reterr)
{
	cursor c = { 0 };
	size_t i;
	cnis_status st = CNIS_OK;

	if (n->n_further_reasons == 0)
		return CNIS_OK;
	st = stmt_open(r->st, &SQL[Q_REASON], &c, reterr);
	for (i = 0; st == CNIS_OK && i < n->n_further_reasons; i++) {
		stmt_int(&c, ":child", n->child_id);
		stmt_int(&c, ":entry", entry_id);
		stmt_text(&c, ":reason", n->further_reasons[i]);
		stmt_text(&c, ":said_by", w->notified_by);
		stmt_day(&c, ":said", w->notified);
		stmt_int(&c, ":rev", change_rev(r));
		st = stmt_run(&c, reterr);
	}
	stmt_close(&c);
	return st;
}

/* Everything a new entry needs is known and allowed. */
static cnis_status
check_new(cnis_register *r, const cnis_entry_new *n, const child_facts *child, writing *w,
          cnis_error *reterr)
{
	entry_facts there;
	bool open = false;
	bool current = false;
	char elsewhere[AREA_SIZE] = "";
	cnis_status st;

	st = fact_complete(r, where_open, &n->fact, &w->fact, reterr);
	if (st == CNIS_OK)
		st = fact_after_birth(r, n->child_id, &w->fact, where_open, reterr);
	if (st == CNIS_OK)
		st = check_codes(r, n, w, reterr);
	if (st == CNIS_OK)
		st = check_texts_and_days(r, n, w, reterr);
	if (st == CNIS_OK)
		st = fact_day_after_birth(w->notified, child->born, where_open, "notified", reterr);
	if (st == CNIS_OK)
		st = fact_day_after_birth(w->left, child->born, where_open, "left", reterr);
	if (st == CNIS_OK)
		st = entry_of_child(r, n->child_id, change_today(r), &there, &open, reterr);
	if (st == CNIS_OK && open)
		return cnis_fail(reterr, CNIS_EEXISTS, 0, where_open, "child",
		                 "the child has an open entry: change its route instead");
	if (st == CNIS_OK)
		st = area_elsewhere(r, n->child_id, change_today(r), elsewhere, reterr);
	if (st == CNIS_OK)
		st = entry_eligible(r, child, n->route, n->out_of_area || elsewhere[0] != '\0',
		                    n->on_roll, change_today(r), &w->limb, reterr);
	if (st != CNIS_OK)
		return st;
	if (w->fact.from < child->school_age_from) /* B cannot have been met earlier */
		w->fact.from = child->school_age_from;
	w->owner_id = n->owner_id == 0 ? r->officer_id : n->owner_id;
	st = officer_current(r, w->owner_id, &current, reterr);
	if (st == CNIS_OK && !current)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, where_open, "owner",
		               "no such current officer");
	return st;
}

cnis_status
entry_open_tx(cnis_register *r, const cnis_entry_new *n, int64_t *ret_id, cnis_error *reterr)
{
	writing w = { 0 };
	child_facts child;
	opening o = { 0 };
	int64_t id = 0;
	cnis_status st;

	st = child_facts_get(r, n->child_id, &child, reterr);
	if (st == CNIS_OK)
		st = check_new(r, n, &child, &w, reterr);
	w.registered = change_today(r);
	if (st == CNIS_OK)
		st = entry_insert_tx(r, n, &w, &id, reterr);
	if (st == CNIS_OK)
		st = insert_reasons(r, n, &w, id, reterr);
	if (st == CNIS_OK)
		st = held_entered_tx(r, n->child_id, w.fact.from, reterr);
	o.facts = (entry_facts){ .id = id,
		                 .child_id = n->child_id,
		                 .owner_id = w.owner_id,
		                 .from = w.fact.from,
		                 .to = CNIS_DAY_NONE,
		                 .registered = w.registered,
		                 .school_age_to = child.school_age_to };
	o.route = n->route;
	o.on = w.registered;
	if (st == CNIS_OK)
		st = entry_route_duty_tx(r, &o, reterr);
	if (st == CNIS_OK)
		st = entry_home_duty_tx(r, &o, reterr);
	if (st == CNIS_OK)
		st = settings_duty_tx(r, &o.facts, 0, w.registered, reterr);
	if (st == CNIS_OK)
		st = entry_address_duty_tx(r, &o, reterr);
	if (st == CNIS_OK)
		st = sheet_owed_tx(r, &o.facts, o.on, reterr);
	if (st == CNIS_OK)
		st = flag_entry_opened_tx(r, &o.facts, o.on, reterr);
	if (st == CNIS_OK)
		st = care_follow_tx(r, n->child_id, reterr);
	if (st == CNIS_OK)
		st = change_touch(r, n->child_id, reterr);
	entry_writing_clear(&w);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}
