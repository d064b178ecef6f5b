/* On a roll and absent: the authority's own section 19 decision, and asking again. */
#include "domain/held.h"

#include <stdlib.h>

#include <cnis/reference.h>

#include "base/error.h"
#include "base/flat.h"
#include "base/text.h"
#include "domain/duty.h"
#include "domain/fact.h"
#include "domain/officer.h"
#include "rule/route.h"

enum { Q_READ, Q_DECIDE, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_READ] = { "held_decide.read",
		"SELECT h.child_id, h.route, h.for_health, h.from_day, h.to_day, c.school_age_to, h.owner_id,"
		" EXISTS (SELECT 1 FROM section_19_decision d WHERE d.held_id = h.id)"
		" FROM held h JOIN child c ON c.id = h.child_id WHERE h.id = :id" },
	[Q_DECIDE] = { "held_decide.insert",
		"INSERT INTO section_19_decision (child_id, held_id, decided_day, outcome, officer_id, provision,"
		" reasons, review_day, recorded_at, rev) VALUES (:child, :held, :on, :outcome, :officer,"
		" :provision, :reasons, :review, :at, :rev)" },
};
/* clang-format on */

static const char RULE[] = "LOCAL.s19.decide";

/* An absence that holds. */
typedef struct absence {
	int64_t child_id, owner_id;
	cnis_day from, last;
	bool health, decided;
} absence;

static cnis_status
read_absence(cnis_register *r, int64_t id, const char *where, absence *a, cnis_error *reterr)
{
	const rule_route *route;
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_READ], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && !row)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, where, "held", "no such record");
	if (st == CNIS_OK) {
		route = rule_route_find(col_text(&c, 1));
		*a = (absence){ .child_id = col_int(&c, 0),
			        .owner_id = col_int(&c, 6),
			        .from = col_day(&c, 3),
			        .last = col_day(&c, 5),
			        .health = text_same(col_text(&c, 2), "yes"),
			        .decided = col_int(&c, 7) != 0 };
		if (!col_null(&c, 4) || a->last < change_today(r))
			st = cnis_refuse(reterr, "", where, "held", "the record has ended");
		else if (route == NULL || route->before_age)
			st = cnis_refuse(reterr, RULE, where, "held",
			                 "the child is not on a roll and absent");
	}
	stmt_close(&c);
	return st;
}

/* Who has the work now goes on having it. */
static cnis_status
next_duty(cnis_register *r, const absence *a, const char *kind, const char *rule, cnis_day on,
          cnis_day next, const char *event, cnis_error *reterr)
{
	static const char *const kinds[] = { "absence_review", "section_19_decide",
		                             "section_19_review" };
	char inputs[128];
	text_buf b = text_buf_on(inputs, sizeof(inputs));
	duty_new d = { .kind = kind,
		       .rule = rule,
		       .inputs = inputs,
		       .child_id = a->child_id,
		       .opened = on,
		       .due = CNIS_DAY_NONE,
		       .lapse = a->last };
	int64_t id = 0;
	int n = 0;
	cnis_status st = duty_owner_tx(r, a->child_id, &d.owner_id, reterr);

	for (size_t i = 0; st == CNIS_OK && i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		const duty_which which = { .kind = kinds[i], .child_id = a->child_id };

		st = duty_end_all_tx(r, &which, DUTY_MET, on, event, &n, reterr);
	}
	flat_begin(&b);
	flat_add_day(&b, "from", next);
	flat_add_int(&b, "days", 0);
	flat_add(&b, "unit", "calendar");
	flat_end(&b);
	if (st == CNIS_OK)
		st = duty_open_tx(r, &d, &id, reterr);
	return st == CNIS_OK ? change_touch(r, a->child_id, reterr) : st;
}

static cnis_status
check_days(cnis_register *r, const absence *a, cnis_day on, cnis_day next, const char *where,
           cnis_error *reterr)
{
	if (on > change_today(r) || on < a->from)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "on", "%s",
		                 on < a->from ? "the day lies before the absence"
		                              : "the day lies in the future");
	if (next == CNIS_DAY_NONE || next <= on)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "review",
		                 "say when it is looked at again: a day after this one");
	return CNIS_OK;
}

/* ---- the section 19 decision ------------------------------------------------------------------
 */

static const char DECIDE[] = "held.decide";

typedef struct deciding {
	absence a;
	cnis_day on;
	int64_t officer_id;
	char *provision, *reasons; /* owned */
} deciding;

static cnis_status
check_decision(cnis_register *r, const cnis_section_19_new *n, deciding *d, cnis_error *reterr)
{
	bool arrange = text_same(n->outcome, "arrange");
	cnis_status st = read_absence(r, n->held_id, DECIDE, &d->a, reterr);

	if (st == CNIS_OK && !d->a.health)
		return cnis_refuse(reterr, RULE, DECIDE, "held",
		                   "the absence is not recorded as one for health");
	if (st == CNIS_OK && !arrange && !text_same(n->outcome, "not_needed"))
		st = cnis_fail(reterr, CNIS_EINVAL, 0, DECIDE, "outcome",
		               "not one of arrange, not_needed");
	if (st == CNIS_OK)
		st = check_days(r, &d->a, d->on, fact_day(n->review), DECIDE, reterr);
	if (st == CNIS_OK)
		st = fact_text(n->provision, FACT_NOTE, true, DECIDE, "provision", &d->provision,
		               reterr);
	if (st == CNIS_OK)
		st = fact_text(n->reasons, FACT_NOTE, true, DECIDE, "reasons", &d->reasons, reterr);
	if (st == CNIS_OK && arrange && d->provision == NULL)
		st = cnis_fail(reterr, CNIS_EINVAL, 0, DECIDE, "provision", "say what is arranged");
	if (st == CNIS_OK && !arrange && d->reasons == NULL)
		st = cnis_fail(reterr, CNIS_EINVAL, 0, DECIDE, "reasons",
		               "say why nothing is arranged");
	if (st == CNIS_OK && n->by != NULL)
		st = officer_find(r, n->by, d->on, &d->officer_id, reterr);
	return st;
}

static cnis_status
decide_tx(cnis_register *r, const cnis_section_19_new *n, deciding *d, int64_t *ret_id,
          cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = check_decision(r, n, d, reterr);

	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[Q_DECIDE], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", d->a.child_id);
	stmt_int(&c, ":held", n->held_id);
	stmt_day(&c, ":on", d->on);
	stmt_text(&c, ":outcome", n->outcome);
	stmt_int(&c, ":officer", d->officer_id);
	stmt_text(&c, ":provision", d->provision);
	stmt_text(&c, ":reasons", d->reasons);
	stmt_day(&c, ":review", n->review);
	stmt_int(&c, ":at", change_now(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st != CNIS_OK)
		return st;
	*ret_id = store_last_id(r->st);
	return next_duty(r, &d->a, "section_19_review", "LOCAL.s19.review", d->on, n->review,
	                 DECIDE, reterr);
}

static change_spec
spec_of(const char *kind, const char *words, int64_t id)
{
	return (change_spec){ .kind = kind,
		              .command = words,
		              .letter = CNIS_REF_HELD,
		              .id = id,
		              .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER,
		              .undo = STORE_UNDOABLE };
}

cnis_status
cnis_held_decide(cnis_register *r, const cnis_section_19_new *n, int64_t *ret_id,
                 cnis_error *reterr)
{
	const change_spec spec = spec_of(DECIDE, "held decide", n->held_id);
	deciding d = { .on = fact_day(n->decided) };
	int64_t id = 0;
	cnis_status st = change_begin(r, &spec, reterr);

	if (st != CNIS_OK)
		return st;
	if (d.on == CNIS_DAY_NONE)
		d.on = change_today(r);
	d.officer_id = r->officer_id;
	st = decide_tx(r, n, &d, &id, reterr);
	free(d.provision);
	free(d.reasons);
	st = change_end(r, st, reterr);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}

/* ---- asking again -----------------------------------------------------------------------------
 */

cnis_status
cnis_held_review(cnis_register *r, int64_t id, cnis_day on, cnis_day next, cnis_error *reterr)
{
	static const char where[] = "held.review";
	const change_spec spec = spec_of(where, "held review", id);
	absence a = { 0 };
	cnis_status st = change_begin(r, &spec, reterr);

	if (st != CNIS_OK)
		return st;
	on = fact_day(on);
	if (on == CNIS_DAY_NONE)
		on = change_today(r);
	st = read_absence(r, id, where, &a, reterr);
	if (st == CNIS_OK && a.health && !a.decided)
		st = cnis_refuse(reterr, RULE, where, "held",
		                 "an absence for health waits for the authority's own decision "
		                 "under section 19: held decide");
	if (st == CNIS_OK)
		st = check_days(r, &a, on, fact_day(next), where, reterr);
	if (st == CNIS_OK)
		st = next_duty(r, &a, a.health ? "section_19_review" : "absence_review",
		               a.health ? "LOCAL.s19.review" : "LOCAL.absence.review", on, next,
		               where, reterr);
	return change_end(r, st, reterr);
}
