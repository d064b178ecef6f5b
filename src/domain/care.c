/* Looked-after children, and what an order of a court asks before the education is decided about.
 */
#include "domain/care.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/duty.h"
#include "domain/officer.h"
#include "domain/same.h"
#include "domain/sight.h"
#include "rule/court.h"

enum {
	Q_FLAG,
	Q_ORDERS,
	Q_WITHDRAWAL,
	Q_ENTRY,
	Q_OPEN,
	Q_ANSWER,
	Q_PARENT,
	Q_FOSTERED,
	Q_COUNT,
};
/* clang-format off */
#define HOLDS(x) x ".from_day <= :on AND (" x ".to_day IS NULL OR " x ".to_day >= :on)"
#define KNOWN(x) "max(" x ".from_day, coalesce(" x ".received_day, " x ".from_day))"
static const store_sql SQL[Q_COUNT] = {
	[Q_FLAG] = { "care.flag",
		"SELECT min(f.from_day), min(" KNOWN("f") ") FROM "
		SAME_EACH("flag", "f", SAME_HOLDS) " WHERE f.kind = 'looked_after' AND " HOLDS("f") },
	[Q_ORDERS] = { "care.orders",
		"SELECT o.kind, o.education, o.from_day, " KNOWN("o") " FROM "
		SAME_EACH("court_order", "o", SAME_HOLDS) " WHERE " HOLDS("o") },
	[Q_WITHDRAWAL] = { "care.withdrawal",
		"SELECT id, child_id, notified_day, notified_by FROM withdrawal WHERE child_id IN " SAME_CHILD(SAME_NOW)
		" AND closed_day IS NULL ORDER BY id DESC LIMIT 1" },
	[Q_ENTRY] = { "care.entry",
		"SELECT e.id, e.child_id, e.registered_day, e.notified_by FROM entry e JOIN child c ON c.id = e.child_id"
		" WHERE e.child_id IN " SAME_CHILD(SAME_NOW) " AND e.to_day IS NULL"
		" AND c.school_age_to >= :on ORDER BY e.id DESC LIMIT 1" },
	[Q_OPEN] = { "care.open",
		"SELECT 1 FROM duty WHERE child_id IN " SAME_CHILD(SAME_NOW)
		" AND kind = :kind AND state = 'open' LIMIT 1" },
	[Q_ANSWER] = { "care.answer",
		"SELECT agrees = 'yes' FROM social_worker_told WHERE child_id IN " SAME_CHILD(SAME_NOW)
		" AND told_day >= :since ORDER BY told_day DESC, id DESC LIMIT 1" },
	[Q_PARENT] = { "care.parent",
		"SELECT 1 FROM relationship x WHERE x.child_id IN " SAME_CHILD(SAME_HOLDS)
		" AND x.kind <> 'foster_carer' AND (x.responsibility = 'yes'"
		"  OR (x.responsibility = 'unknown' AND x.kind IN ('mother', 'father')))"
		" AND (x.from_day IS NULL OR x.from_day <= :on)"
		" AND (x.to_day IS NULL OR x.to_day >= :on) LIMIT 1" },
	[Q_FOSTERED] = { "care.fostered",
		"SELECT 1 FROM relationship x WHERE x.child_id IN " SAME_CHILD(SAME_HOLDS)
		" AND x.kind = 'foster_carer' AND x.responsibility <> 'yes'"
		" AND (x.from_day IS NULL OR x.from_day <= :on)"
		" AND (x.to_day IS NULL OR x.to_day >= :on) LIMIT 1" },
};
/* clang-format on */

/* How it stands with a child on a day. */
typedef struct standing {
	bool looked_after, shares, education;
	cnis_day since;      /* looked after since */
	cnis_day care_known; /* the day from which the authority could act on each */
	cnis_day order_known;
} standing;

static void
earlier(cnis_day *io, cnis_day day)
{
	if (*io == CNIS_DAY_NONE || day < *io)
		*io = day;
}

static cnis_status
ask_flag(cnis_register *r, int64_t child_id, cnis_day on, standing *s, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_FLAG], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_int(&c, ":on", on);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row && !col_null(&c, 0)) {
		s->looked_after = true;
		earlier(&s->since, col_day(&c, 0));
		earlier(&s->care_known, col_day(&c, 1));
	}
	stmt_close(&c);
	return st;
}

static cnis_status
ask_orders(cnis_register *r, int64_t child_id, cnis_day on, standing *s, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_ORDERS], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_int(&c, ":on", on);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		const rule_court *o = rule_court_find(col_text(&c, 0));

		if (o == NULL)
			continue;
		s->shares = s->shares || o->authority_shares;
		if (o->looked_after) {
			s->looked_after = true;
			earlier(&s->since, col_day(&c, 2));
			earlier(&s->care_known, col_day(&c, 3));
		}
		if (rule_court_about_education(o, col_text(&c, 1))) {
			s->education = true;
			earlier(&s->order_known, col_day(&c, 3));
		}
	}
	stmt_close(&c);
	return st;
}

static cnis_status
ask_standing(cnis_register *r, int64_t child_id, cnis_day on, standing *ret, cnis_error *reterr)
{
	standing s = { .since = CNIS_DAY_NONE,
		       .care_known = CNIS_DAY_NONE,
		       .order_known = CNIS_DAY_NONE };
	cnis_status st = ask_flag(r, child_id, on, &s, reterr);

	if (st == CNIS_OK)
		st = ask_orders(r, child_id, on, &s, reterr);
	*ret = s;
	return st;
}

cnis_status
care_looked_after(cnis_register *r, int64_t child_id, cnis_day on, bool *ret, cnis_error *reterr)
{
	standing s;
	cnis_status st = ask_standing(r, child_id, on, &s, reterr);

	if (st == CNIS_OK)
		*ret = s.looked_after;
	return st;
}

/* ---- what follows -----------------------------------------------------------------------------
 */

/* The withdrawal or the entry under way. */
typedef struct under_way {
	int64_t id, child_id;
	bool entry;
	cnis_day since;
	char notified_by[32]; /* code list source; "" where nobody is known */
} under_way;

static cnis_status
find(cnis_register *r, int q, int64_t child_id, under_way *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[q], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	if (q == Q_ENTRY)
		stmt_int(&c, ":on", change_today(r));
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row) {
		ret->id = col_int(&c, 0);
		ret->child_id = col_int(&c, 1);
		ret->since = col_day(&c, 2);
		if (!col_null(&c, 3))
			(void)text_copy(ret->notified_by, sizeof(ret->notified_by),
			                col_text(&c, 3));
	}
	stmt_close(&c);
	return st;
}

static cnis_status
open_already(cnis_register *r, int64_t child_id, const char *kind, bool *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_OPEN], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_text(&c, ":kind", kind);
	st = stmt_step(&c, ret, reterr);
	stmt_close(&c);
	return st;
}

/* What somebody is asked to do while something is under way. */
typedef struct step {
	const char *kind, *rule, *setting;
} step;

static const step TELL = { "tell_social_worker", "LOCAL.looked-after.tell",
	                   "looked_after.tell_days" };
static const step CHECK = { "order_check", "LOCAL.court.check", "court.check_days" };
static const step QUERY = { "query", "LOCAL.query", "query.days" };

/* Owed since it was known and there was something under way. */
static cnis_status
open_once(cnis_register *r, const step *s, cnis_day known, const under_way *p, cnis_error *reterr)
{
	duty_local d = { .kind = s->kind,
		         .rule = s->rule,
		         .setting = s->setting,
		         .unit = "working",
		         .child_id = p->child_id,
		         .withdrawal_id = p->entry ? 0 : p->id,
		         .entry_id = p->entry ? p->id : 0,
		         .opened = known > p->since ? known : p->since };
	bool there = false;
	int64_t id = 0;
	cnis_status st = open_already(r, d.child_id, d.kind, &there, reterr);

	if (st != CNIS_OK || there)
		return st;
	if (d.opened > change_today(r))
		d.opened = change_today(r);
	st = duty_owner_tx(r, d.child_id, &d.owner_id, reterr);
	if (st == CNIS_OK && sight_step(d.kind))
		st = officer_for_step(r, d.owner_id, 0, &d.owner_id, reterr);
	return st == CNIS_OK ? duty_local_tx(r, &d, &id, reterr) : st;
}

/* The withdrawal under way, else the entry; .id 0: nothing is. */
static cnis_status
find_under_way(cnis_register *r, int64_t child_id, under_way *ret, cnis_error *reterr)
{
	cnis_status st = find(r, Q_WITHDRAWAL, child_id, ret, reterr);

	if (st == CNIS_OK && ret->id == 0) {
		st = find(r, Q_ENTRY, child_id, ret, reterr);
		ret->entry = ret->id != 0;
	}
	return st;
}

/* Is there such an adult on the day? */
static cnis_status
has_adult(cnis_register *r, int q, int64_t child_id, cnis_day on, bool *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[q], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_int(&c, ":on", on);
	st = stmt_step(&c, ret, reterr);
	stmt_close(&c);
	return st;
}

/* Nobody with responsibility is known, only a foster carer: is the child looked after, or privately
 * fostered?  Somebody asks. */
static cnis_status
ask_who_decides(cnis_register *r, const under_way *p, cnis_error *reterr)
{
	bool fostered = false, parent = false;
	cnis_status st = has_adult(r, Q_FOSTERED, p->child_id, change_today(r), &fostered, reterr);

	if (st == CNIS_OK && fostered)
		st = has_adult(r, Q_PARENT, p->child_id, change_today(r), &parent, reterr);
	return st == CNIS_OK && fostered && !parent ? open_once(r, &QUERY, p->since, p, reterr)
	                                            : st;
}

cnis_status
care_follow_tx(cnis_register *r, int64_t child_id, cnis_error *reterr)
{
	under_way p = { 0 };
	standing s;
	cnis_status st = ask_standing(r, child_id, change_today(r), &s, reterr);

	if (st == CNIS_OK)
		st = find_under_way(r, child_id, &p, reterr);
	if (st != CNIS_OK || p.id == 0)
		return st;
	if (s.looked_after)
		st = open_once(r, &TELL, s.care_known, &p, reterr);
	else
		st = ask_who_decides(r, &p, reterr);
	if (st == CNIS_OK && s.education)
		st = open_once(r, &CHECK, s.order_known, &p, reterr);
	return st;
}

cnis_status
care_ask_again_tx(cnis_register *r, int64_t child_id, cnis_day on, cnis_error *reterr)
{
	under_way p = { 0 };
	cnis_status st = find_under_way(r, child_id, &p, reterr);

	return st == CNIS_OK && p.id != 0 ? open_once(r, &TELL, on, &p, reterr) : st;
}

/* What ended today holds today still. */
cnis_status
care_ended_tx(cnis_register *r, int64_t child_id, const char *event, cnis_error *reterr)
{
	const duty_which tell = { .kind = "tell_social_worker", .child_id = child_id };
	const duty_which check = { .kind = "order_check", .child_id = child_id };
	cnis_day today = change_today(r);
	standing s;
	cnis_status st = ask_standing(r, child_id, today + 1, &s, reterr);

	if (st == CNIS_OK && !s.looked_after)
		st = duty_end_all_tx(r, &tell, DUTY_SUPERSEDED, today, event, NULL, reterr);
	if (st == CNIS_OK && !s.education)
		st = duty_end_all_tx(r, &check, DUTY_SUPERSEDED, today, event, NULL, reterr);
	return st;
}

/* ---- the gate ---------------------------------------------------------------------------------
 */

/* Who gave notice; a foster carer who wrote as a parent is a carer, and so is whoever has no
 * parental responsibility: it is known, or of a mother or father not denied. */
static cnis_status
notice_by(cnis_register *r, int64_t child_id, cnis_day on, const char *notified_by,
          rule_notice_by *ret, cnis_error *reterr)
{
	bool parent = false;
	cnis_status st;

	*ret = text_same(notified_by, "carer") ? RULE_BY_CARER : RULE_BY_OTHER;
	if (!text_same(notified_by, "parent"))
		return CNIS_OK;
	st = has_adult(r, Q_PARENT, child_id, on, &parent, reterr);
	*ret = parent ? RULE_BY_PARENT : RULE_BY_CARER;
	return st;
}

static cnis_status
answered(cnis_register *r, int64_t child_id, cnis_day since, bool *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_ANSWER], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_int(&c, ":since", since);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK)
		*ret = row && col_int(&c, 0) != 0;
	stmt_close(&c);
	return st;
}

cnis_status
care_gate(cnis_register *r, int64_t child_id, cnis_day on, const char *notified_by,
          const char *where, cnis_error *reterr)
{
	standing s;
	bool agrees = false;
	rule_notice_by by = RULE_BY_OTHER;
	cnis_status st = ask_standing(r, child_id, on, &s, reterr);

	if (st != CNIS_OK || !s.looked_after)
		return st;
	st = answered(r, child_id, s.since, &agrees, reterr);
	if (st == CNIS_OK)
		st = notice_by(r, child_id, on, notified_by, &by, reterr);
	if (st != CNIS_OK || rule_notice_enough(true, s.shares, agrees, by))
		return st;
	if (!sight_steps(r))
		return cnis_refuse(reterr, "LOCAL.gate", where, "child",
		                   "something has to be settled before the child leaves the roll: "
		                   "ask a manager");
	return cnis_refuse(reterr, "LOCAL.looked-after.notice", where, "child",
	                   "the child is looked after, and %s: tell the social worker, and record "
	                   "the answer (looked-after told)",
	                   s.shares ? "the authority that shares parental responsibility has not "
	                              "agreed"
	                            : "a carer's notice alone is not enough");
}

cnis_status
care_notice(cnis_register *r, int64_t child_id, cnis_day on, care_notice_in *ret,
            cnis_error *reterr)
{
	static const char *const words[] = {
		[RULE_BY_PARENT] = "parent", [RULE_BY_CARER] = "carer", [RULE_BY_OTHER] = "other"
	};
	care_notice_in in = { .by = "other" };
	rule_notice_by by = RULE_BY_OTHER;
	under_way p = { 0 };
	standing s;
	cnis_status st = ask_standing(r, child_id, on, &s, reterr);

	if (st == CNIS_OK && s.looked_after)
		st = find_under_way(r, child_id, &p, reterr);
	if (st == CNIS_OK && p.id != 0) {
		in.asked = true;
		in.shares = s.shares;
		st = answered(r, child_id, s.since, &in.agrees, reterr);
		if (st == CNIS_OK)
			st = notice_by(r, child_id, on, p.notified_by, &by, reterr);
		in.by = words[by];
	}
	if (st == CNIS_OK)
		*ret = in;
	return st;
}
