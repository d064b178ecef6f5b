/* Private fostering: recorded, told to the team, ended.  The law: src/rule/court.c. */
#include <cnis/private_fostering.h>

#include <stdlib.h>
#include <string.h>

#include <cnis/reference.h>

#include "base/error.h"
#include "base/flat.h"
#include "base/text.h"
#include "domain/care.h"
#include "domain/death.h"
#include "domain/duty.h"
#include "domain/fact.h"
#include "domain/process.h"
#include "domain/sight.h"
#include "rule/court.h"

/* clang-format off */
enum { Q_INSERT, Q_SAME, Q_KIND, Q_READ, Q_CLOSE, Q_TOLD, Q_WALK, Q_COUNT };
#define FOSTERING_SELECT \
	"SELECT f.id, f.child_id, f.person_id, f.carer, f.intended, f.disabled, f.with_family," \
	" f.until_day, f.notified_day, f.notified_to, c.born_day," \
	" f.from_day, f.to_day, f.source, f.basis, f.received_day, f.recorded_at, f.rev" \
	" FROM private_fostering f JOIN child c ON c.id = f.child_id"
static const store_sql SQL[Q_COUNT] = {
	[Q_INSERT] = { "private_fostering.insert",
		"INSERT INTO private_fostering (child_id, person_id, carer, intended, disabled, with_family,"
		" until_day, from_day, to_day, source, basis, received_day, recorded_at, rev)"
		" VALUES (:child, :person, :carer, :intended, :disabled, :with_family, :until,"
		" :from, :to, :source, :basis, :received, :at, :rev)" },
	[Q_SAME] = { "private_fostering.same",
		"SELECT 1 FROM private_fostering WHERE child_id = :child AND person_id = :person"
		" AND to_day IS NULL" },
	[Q_KIND] = { "private_fostering.kind",
		"SELECT CASE WHEN kind IN ('mother', 'father', 'parent') THEN 'parent'"
		" WHEN responsibility = 'yes' THEN 'responsible'"
		" WHEN kind IN ('step_parent', 'grandparent') THEN 'relative' ELSE 'other' END"
		" FROM relationship WHERE child_id = :child AND person_id = :person AND to_day IS NULL"
		" ORDER BY id DESC LIMIT 1" },
	[Q_READ] = { "private_fostering.read",
		"SELECT from_day, to_day, child_id, notified_day FROM private_fostering WHERE id = :id" },
	[Q_CLOSE] = { "private_fostering.close",
		"UPDATE private_fostering SET to_day = :to, rev = :rev WHERE id = :id" },
	[Q_TOLD] = { "private_fostering.told",
		"UPDATE private_fostering SET notified_day = :on, notified_to = :who, rev = :rev"
		" WHERE id = :id" },
	[Q_WALK] = { "private_fostering.walk", FOSTERING_SELECT
		" WHERE f.child_id = :id AND f.received_day <= :on"
		" AND (:all OR f.to_day IS NULL OR f.to_day >= :on) ORDER BY f.from_day, f.id" },
};
/* clang-format on */

static const char where_add[] = "private_fostering.add";
static const char KIND[] = "private_fostering";

enum { CARER_SIZE = 16, FULL_DAYS = 28, INPUTS = 160 };

static const char *const CARERS[] = { [RULE_CARER_PARENT] = "parent",
	                              [RULE_CARER_RESPONSIBLE] = "responsible",
	                              [RULE_CARER_RELATIVE] = "relative",
	                              [RULE_CARER_OTHER] = "other" };

static bool
carer_of(const char *code, rule_carer *ret)
{
	for (size_t i = 0; i < sizeof(CARERS) / sizeof(CARERS[0]); i++)
		if (strcmp(CARERS[i], code) == 0) {
			*ret = (rule_carer)i;
			return true;
		}
	return false;
}

static bool
yes(const char *answer)
{
	return strcmp(answer, "yes") == 0;
}

/* ---- adding -----------------------------------------------------------------------------------
 */

/* As it will be written. */
typedef struct writing {
	cnis_fact fact;
	cnis_day born, until;
	char carer[CARER_SIZE];
	const char *intended, *disabled, *with_family;
	bool looked_after; /* asked only for a reader who is told: a duty that is not there would
	                      tell it */
} writing;

/* What the relationship between the two says. */
static cnis_status
derive_carer(cnis_register *r, const cnis_private_fostering_new *n, writing *w, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_KIND], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", n->child_id);
	stmt_int(&c, ":person", n->person_id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK)
		(void)text_copy(w->carer, sizeof(w->carer), row ? col_text(&c, 0) : "other");
	stmt_close(&c);
	return st;
}

static cnis_status
take_carer(cnis_register *r, const cnis_private_fostering_new *n, writing *w, cnis_error *reterr)
{
	rule_carer known;

	if (n->carer == NULL)
		return derive_carer(r, n, w, reterr);
	if (!carer_of(n->carer, &known) || !text_copy(w->carer, sizeof(w->carer), n->carer))
		return cnis_fail(reterr, CNIS_EINVAL, 0, where_add, "carer",
		                 "not one of parent, responsible, relative, other");
	return CNIS_OK;
}

static cnis_status
take_days(cnis_register *r, const cnis_private_fostering_new *n, writing *w, cnis_error *reterr)
{
	cnis_fact in = n->fact;
	cnis_status st;

	in.to = CNIS_DAY_NONE;
	if (in.basis == NULL)
		in.basis = "other_statute";
	st = fact_complete(r, where_add, &in, &w->fact, reterr);
	if (st == CNIS_OK && w->fact.from == CNIS_DAY_NONE)
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where_add, "from",
		               "the first day of the care is needed; it may lie ahead");
	w->until = fact_day(n->until);
	if (st == CNIS_OK && w->until != CNIS_DAY_NONE && w->until < w->fact.from)
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where_add, "until",
		               "the day lies before the first");
	if (st == CNIS_OK)
		st = fact_after_birth(r, n->child_id, &w->fact, where_add, reterr);
	return st == CNIS_OK ? death_refuse_later(r, n->child_id, w->fact.from, where_add, reterr)
	                     : st;
}

static cnis_status
prepare(cnis_register *r, const cnis_private_fostering_new *n, writing *w, cnis_error *reterr)
{
	bool there = false;
	cnis_status st = process_child(r, n->child_id, where_add, &w->born, reterr);

	if (st == CNIS_OK)
		st = fact_exists(r, "person", n->person_id, &there, reterr);
	if (st == CNIS_OK && !there)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, where_add, "person", "no such person");
	if (st == CNIS_OK)
		st = take_carer(r, n, w, reterr);
	if (st == CNIS_OK)
		st = fact_answer(n->intended, where_add, "intended", &w->intended, reterr);
	if (st == CNIS_OK)
		st = fact_answer(n->disabled, where_add, "disabled", &w->disabled, reterr);
	if (st == CNIS_OK)
		st = fact_answer(n->with_family, where_add, "with_family", &w->with_family, reterr);
	if (st == CNIS_OK)
		st = take_days(r, n, w, reterr);
	return st;
}

static cnis_status
check_new(cnis_register *r, const cnis_private_fostering_new *n, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_SAME], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", n->child_id);
	stmt_int(&c, ":person", n->person_id);
	st = stmt_step(&c, &row, reterr);
	stmt_close(&c);
	if (st == CNIS_OK && row)
		st = cnis_fail(reterr, CNIS_EEXISTS, 0, where_add, "person",
		               "an arrangement with this adult goes on already");
	return st;
}

static cnis_status
insert(cnis_register *r, const cnis_private_fostering_new *n, const writing *w, int64_t *ret_id,
       cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_INSERT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", n->child_id);
	stmt_int(&c, ":person", n->person_id);
	stmt_text(&c, ":carer", w->carer);
	stmt_text(&c, ":intended", w->intended);
	stmt_text(&c, ":disabled", w->disabled);
	stmt_text(&c, ":with_family", w->with_family);
	stmt_day(&c, ":until", w->until);
	fact_bind(&c, r, &w->fact);
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret_id = store_last_id(r->st);
	return st;
}

static rule_fostering
asked(const writing *w, cnis_day on)
{
	rule_fostering f = { .born = w->born,
		             .on = on,
		             .from = w->fact.from,
		             .until = w->until,
		             .disabled = yes(w->disabled),
		             .looked_after = w->looked_after,
		             .with_family = yes(w->with_family),
		             .intent_known = strcmp(w->intended, "unknown") != 0,
		             .intended = yes(w->intended) };

	(void)carer_of(w->carer, &f.carer);
	return f;
}

/* Only too short as yet: somebody asks on the day it would be long enough. */
static cnis_status
open_later(cnis_register *r, int64_t child_id, const writing *w, int64_t owner, cnis_error *reterr)
{
	char inputs[INPUTS];
	text_buf b = text_buf_on(inputs, sizeof(inputs));
	const duty_new d = { .kind = KIND,
		             .rule = "LOCAL.private-fostering.notify",
		             .inputs = inputs,
		             .child_id = child_id,
		             .opened = w->fact.received,
		             .due = CNIS_DAY_NONE,
		             .lapse = CNIS_DAY_NONE,
		             .owner_id = owner };
	int64_t id = 0;

	flat_begin(&b);
	flat_add_day(&b, "from", w->fact.from);
	flat_add_int(&b, "days", FULL_DAYS);
	flat_add(&b, "unit", "calendar");
	flat_add(&b, "day_one", "same");
	flat_end(&b);
	return duty_open_tx(r, &d, &id, reterr);
}

static cnis_status
open_duty(cnis_register *r, int64_t child_id, const writing *w, cnis_error *reterr)
{
	const char *why = "";
	rule_fostering now = asked(w, change_today(r));
	rule_fostering later = now;
	rule_fostered verdict = rule_private_fostering(&now, &why);
	duty_local d = { .kind = KIND,
		         .rule = "LOCAL.private-fostering.notify",
		         .setting = "private_fostering.notify_days",
		         .unit = "working",
		         .child_id = child_id,
		         .opened = w->fact.received };
	int64_t id = 0;
	cnis_status st = duty_owner_tx(r, child_id, &d.owner_id, reterr);

	if (st != CNIS_OK)
		return st;
	if (verdict != RULE_FOSTERED_NO)
		return duty_local_tx(r, &d, &id, reterr);
	later.on = w->fact.from + FULL_DAYS - 1;
	if (later.on < now.on || rule_private_fostering(&later, &why) != RULE_FOSTERED_YES)
		return CNIS_OK;
	return open_later(r, child_id, w, d.owner_id, reterr);
}

static cnis_status
add_tx(cnis_register *r, const cnis_private_fostering_new *n, int64_t *ret_id, cnis_error *reterr)
{
	writing w = { 0 };
	cnis_status st = prepare(r, n, &w, reterr);

	if (st == CNIS_OK)
		st = check_new(r, n, reterr);
	if (st == CNIS_OK)
		st = insert(r, n, &w, ret_id, reterr);
	if (st == CNIS_OK)
		st = open_duty(r, n->child_id, &w, reterr);
	return st == CNIS_OK ? change_touch(r, n->child_id, reterr) : st;
}

cnis_status
cnis_private_fostering_add(cnis_register *r, const cnis_private_fostering_new *n, int64_t *ret_id,
                           cnis_error *reterr)
{
	int64_t id = 0;
	cnis_status st = change_begin_about(r, where_add, "private-fostering add", CNIS_REF_CHILD,
	                                    n->child_id, reterr);

	if (st != CNIS_OK)
		return st;
	st = change_end(r, add_tx(r, n, &id, reterr), reterr);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}

/* ---- told, ended ------------------------------------------------------------------------------
 */

static cnis_status
read_untold(cnis_register *r, int64_t id, int64_t *ret_child, cnis_error *reterr)
{
	static const char where[] = "private_fostering.told";
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_READ], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && !row)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, where, "id", "no such arrangement");
	else if (st == CNIS_OK && !col_null(&c, 3))
		st = cnis_fail(reterr, CNIS_EREFUSED, 0, where, "id", "the team was told already");
	if (st == CNIS_OK)
		*ret_child = col_int(&c, 2);
	stmt_close(&c);
	return st;
}

static cnis_status
write_told(cnis_register *r, int64_t id, cnis_day on, const char *to, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_TOLD], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_day(&c, ":on", on);
	stmt_text(&c, ":who", to);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

static cnis_status
told_tx(cnis_register *r, int64_t id, cnis_day on, const char *to, cnis_error *reterr)
{
	static const char where[] = "private_fostering.told";
	duty_which which = { .kind = KIND };
	char *clean = NULL;
	cnis_status st = read_untold(r, id, &which.child_id, reterr);

	if (on == CNIS_DAY_NONE)
		on = change_today(r);
	if (st == CNIS_OK && on > change_today(r))
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where, "on", "the day lies in the future");
	if (st == CNIS_OK)
		st = fact_text(to, FACT_NAME, false, where, "to", &clean, reterr);
	if (st == CNIS_OK)
		st = write_told(r, id, on, clean, reterr);
	if (st == CNIS_OK)
		st = duty_end_all_tx(r, &which, DUTY_MET, on, where, NULL, reterr);
	if (st == CNIS_OK)
		st = change_touch(r, which.child_id, reterr);
	free(clean);
	return st;
}

cnis_status
cnis_private_fostering_told(cnis_register *r, int64_t id, cnis_day on, const char *to,
                            cnis_error *reterr)
{
	cnis_status st = change_begin_about(r, "private_fostering.told", "private-fostering told",
	                                    CNIS_REF_PRIVATE_FOSTERING, id, reterr);

	return st == CNIS_OK ? change_end(r, told_tx(r, id, fact_day(on), to, reterr), reterr) : st;
}

cnis_status
cnis_private_fostering_end(cnis_register *r, int64_t id, cnis_day on, cnis_error *reterr)
{
	static const char where[] = "private_fostering.end";
	duty_which which = { .kind = KIND };
	cnis_status st = change_begin_about(r, where, "private-fostering end",
	                                    CNIS_REF_PRIVATE_FOSTERING, id, reterr);

	if (st != CNIS_OK)
		return st;
	on = fact_day(on);
	st = fact_close_tx(r, &SQL[Q_READ], &SQL[Q_CLOSE], id, on, where, &which.child_id, reterr);
	if (st == CNIS_OK)
		st = duty_end_all_tx(r, &which, DUTY_SUPERSEDED,
		                     on == CNIS_DAY_NONE ? change_today(r) : on, where, NULL,
		                     reterr);
	return change_end(r, st, reterr);
}

/* ---- reading ----------------------------------------------------------------------------------
 */

typedef struct walk {
	cnis_register *r;
	cnis_day on;
	cnis_private_fostering_fn fn;
	void *payload;
} walk;

static cnis_status
walk_row(const cursor *c, void *payload, cnis_error *reterr)
{
	static const char *const verdicts[] = { [RULE_FOSTERED_NO] = "no",
		                                [RULE_FOSTERED_YES] = "yes",
		                                [RULE_FOSTERED_UNKNOWN] = "unknown" };
	const walk *w = payload;
	cnis_private_fostering f = { .id = col_int(c, 0),
		                     .child_id = col_int(c, 1),
		                     .person_id = col_int(c, 2),
		                     .carer = col_text(c, 3),
		                     .intended = col_text(c, 4),
		                     .disabled = col_text(c, 5),
		                     .with_family = col_text(c, 6),
		                     .until = col_day(c, 7),
		                     .notified = col_day(c, 8),
		                     .notified_to = col_text(c, 9),
		                     .fact = fact_of(c, 11) };
	writing said = { .fact = f.fact,
		         .born = col_day(c, 10),
		         .until = f.fact.to != CNIS_DAY_NONE ? f.fact.to : f.until,
		         .intended = f.intended,
		         .disabled = f.disabled,
		         .with_family = f.with_family };
	cnis_day on = f.fact.to != CNIS_DAY_NONE && f.fact.to < w->on ? f.fact.to : w->on;
	rule_fostering rule;
	cnis_status st = CNIS_OK;

	if (sight_steps(w->r))
		st = care_looked_after(w->r, f.child_id, w->on, &said.looked_after, reterr);
	if (st != CNIS_OK)
		return st;
	(void)text_copy(said.carer, sizeof(said.carer), f.carer);
	rule = asked(&said, on);
	f.fostered = verdicts[rule_private_fostering(&rule, &f.why)];
	return w->fn(&f, w->payload, reterr);
}

cnis_status
cnis_private_fostering_walk(cnis_register *r, int64_t child_id, cnis_day as_at, bool all,
                            cnis_private_fostering_fn fn, void *payload, cnis_error *reterr)
{
	walk w = { r, fact_day(as_at), fn, payload };

	if (w.on == CNIS_DAY_NONE)
		w.on = store_today(r->st);
	return fact_walk_child(r, "private_fostering.walk", &SQL[Q_WALK], child_id, w.on, all,
	                       walk_row, &w, reterr);
}
