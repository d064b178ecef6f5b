/*
 * Duties a changed setting or calendar would move; what a late in-force date calls for is in
 * recalc_late.c.  Nothing moves by itself: the plan is shown,
 * and applying it closes each row and opens another.
 */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/flat.h"
#include "base/mem.h"
#include "base/text.h"
#include "domain/duty_inside.h"
#include "domain/recalc.h"
#include "domain/setting.h"

enum { BATCH = 500, INPUTS_SIZE = 2048 };

/* One move of the plan. */
typedef struct move {
	int64_t id;
	cnis_day due;
	char *inputs;
} move;

typedef struct plan {
	cnis_register *r;
	cnis_duty_fn fn;
	void *payload;
	move *moves;
	size_t n, room;
} plan;

/* Copies inputs, with today's settings in place of those of the day the duty was opened. */
typedef struct rewriting {
	plan *p;
	const cnis_rule *rule;
	const char *calendar; /* school days by this one; NULL: working days */
	text_buf *b;
	cnis_status st;
	cnis_error *reterr;
} rewriting;

static const char *
setting_of(const cnis_rule *rule, const char *input)
{
	if (strcmp(input, "first_months") == 0)
		return "review.first_months";
	if (strcmp(input, "yearly_months") == 0)
		return "review.yearly_months";
	if (strcmp(input, "days") == 0 && cnis_setting_find(rule->setting) != NULL)
		return rule->setting;
	return NULL;
}

static bool
counts_school_days(const cnis_rule *rule)
{
	return strcmp(rule->unit, "school") == 0;
}

static bool
rewrite_one(const char *name, const char *value, void *payload)
{
	rewriting *w = payload;
	const char *setting = setting_of(w->rule, name);
	int64_t n = 0;

	if (setting != NULL) {
		w->st = setting_int(w->p->r, setting, store_today(w->p->r->st), &n, w->reterr);
		flat_add_int(w->b, name, n);
	} else if (strcmp(name, "unit") == 0 && counts_school_days(w->rule)) {
		flat_add(w->b, name, w->calendar == NULL ? "working" : "school");
	} else if (strcmp(name, "calendar") == 0) {
		return true; /* written anew below */
	} else
		flat_add(w->b, name, value);
	return w->st == CNIS_OK;
}

static cnis_status
rewrite(plan *p, const cnis_rule *rule, const char *inputs, const char *calendar,
        char out[INPUTS_SIZE], cnis_error *reterr)
{
	text_buf b = text_buf_on(out, INPUTS_SIZE);
	rewriting w = { p, rule, calendar, &b, CNIS_OK, reterr };

	cnis_status st;

	flat_begin(&b);
	st = flat_read(inputs, rewrite_one, &w);
	if (st == CNIS_ENOMEM)
		return cnis_nomem(reterr, "duty.recalc");
	if (st != CNIS_OK && w.st == CNIS_OK)
		return cnis_fail(reterr, CNIS_ECORRUPT, 0, "duty.recalc", "inputs",
		                 "the inputs kept with a duty cannot be read");
	if (calendar != NULL)
		flat_add(&b, "calendar", calendar);
	flat_end(&b);
	return w.st;
}

static cnis_status
remember(plan *p, int64_t id, cnis_day due, const char *inputs, cnis_error *reterr)
{
	if (p->n == p->room) {
		size_t room = p->room == 0 ? 64 : p->room * 2;
		move *grown = mem_grow(p->moves, room, sizeof(*grown));

		if (grown == NULL)
			return cnis_nomem(reterr, "duty.recalc");
		p->moves = grown;
		p->room = room;
	}
	p->moves[p->n].id = id;
	p->moves[p->n].due = due;
	p->moves[p->n].inputs = mem_text(inputs);
	if (p->moves[p->n].inputs == NULL)
		return cnis_nomem(reterr, "duty.recalc");
	p->n++;
	return CNIS_OK;
}

/* The inputs as they would be written today, and what they give.  School days by the best calendar
 * that reaches so far, as when a duty is opened. */
static cnis_status
again(plan *p, const cnis_rule *rule, const cnis_duty *d, char out[INPUTS_SIZE],
      cnis_rule_verdict *ret, cnis_error *reterr)
{
	cnis_day today = store_today(p->r->st);
	duty_calendars known = { 0 };
	cnis_error short_of = { 0 };
	cnis_status st = CNIS_OK;

	if (counts_school_days(rule))
		st = duty_calendars_of(p->r, d->entry_id, today, &known, reterr);
	for (size_t i = 0; st == CNIS_OK && i < known.n; i++) {
		st = rewrite(p, rule, d->inputs, known.name[i], out, reterr);
		if (st != CNIS_OK)
			return st;
		st = duty_eval(p->r, d->rule, out, today, ret, &short_of);
		if (st == CNIS_OK)
			return CNIS_OK;
		if (st == CNIS_EINVAL) /* the calendar ends before the count does */
			st = CNIS_OK;
		else if (reterr != NULL)
			*reterr = short_of;
	}
	if (st == CNIS_OK)
		st = rewrite(p, rule, d->inputs, NULL, out, reterr);
	return st == CNIS_OK ? duty_eval(p->r, d->rule, out, today, ret, reterr) : st;
}

/* A date somebody put off stands; a rule of no setting and no calendar never moves. */
static cnis_status
consider(const cnis_duty *d, void *payload, cnis_error *reterr)
{
	plan *p = payload;
	const cnis_rule *rule = cnis_rule_find(d->rule);
	char inputs[INPUTS_SIZE];
	cnis_rule_verdict v;
	const cnis_rule_output *out;
	cnis_day due = CNIS_DAY_NONE;
	cnis_duty moved = *d;
	cnis_status st;

	if (rule == NULL || rule->kind != CNIS_RULE_LOCAL || d->extends_id != 0)
		return CNIS_OK;
	st = again(p, rule, d, inputs, &v, reterr);
	if (st != CNIS_OK)
		return st;
	out = cnis_rule_verdict_get(&v, "due_on");
	if (out == NULL || cnis_day_parse(out->text, &due) != CNIS_OK || due == d->due)
		return CNIS_OK;
	moved.would_be_due = due;
	st = remember(p, d->id, due, inputs, reterr);
	if (st == CNIS_OK && p->fn != NULL)
		st = p->fn(&moved, p->payload, reterr);
	return st;
}

/* Close and reopen one, with its owner and whatever it is about. */
typedef struct reopening {
	cnis_register *r;
	const move *m;
} reopening;

static cnis_status
reopen(const cnis_duty *d, void *payload, cnis_error *reterr)
{
	const reopening *o = payload;
	duty_new anew = { 0 };
	cnis_status st;

	anew.kind = d->kind;
	anew.rule = d->rule;
	anew.inputs = o->m->inputs;
	anew.child_id = d->child_id;
	anew.entry_id = d->entry_id;
	anew.withdrawal_id = d->withdrawal_id;
	anew.review_id = d->review_id;
	anew.flag_id = d->flag_id;
	anew.intake_id = d->intake_id;
	anew.complaint_id = d->complaint_id;
	anew.opened = change_today(o->r);
	anew.due = o->m->due;
	anew.lapse = d->lapse;
	anew.owner_id = d->owner_id;
	st = duty_end_tx(o->r, d->id, DUTY_SUPERSEDED, change_today(o->r), "duty.recalc", NULL,
	                 reterr);
	if (st == CNIS_OK)
		st = duty_open_tx(o->r, &anew, NULL, reterr);
	return st;
}

static cnis_status
apply_batch(plan *p, size_t from, size_t to, cnis_error *reterr)
{
	const change_spec spec = { .kind = "duty.recalc",
		                   .command = "duty recalc --apply",
		                   .roles = CNIS_ROLE_MANAGER | CNIS_ROLE_ADMINISTRATOR,
		                   .undo = STORE_UNDOABLE };
	cnis_status st = change_begin(p->r, &spec, reterr);

	for (size_t i = from; i < to && st == CNIS_OK; i++) {
		reopening o = { p->r, &p->moves[i] };

		st = cnis_duty_get(p->r, p->moves[i].id, reopen, &o, reterr);
	}
	return change_end(p->r, st, reterr);
}

cnis_status
cnis_duty_recalc(cnis_register *r, bool apply, cnis_duty_fn fn, void *payload, int64_t *ret_n,
                 cnis_error *reterr)
{
	cnis_duty_query q = { .size = sizeof(q),
		              .as_at = CNIS_DAY_NONE,
		              .due_from = CNIS_DAY_NONE,
		              .due_to = CNIS_DAY_NONE,
		              .after_due = CNIS_DAY_NONE };
	plan p = { .r = r, .fn = fn, .payload = payload };
	int64_t late = 0;
	cnis_status st = cnis_duty_walk(r, &q, consider, &p, reterr);

	for (size_t i = 0; apply && i < p.n && st == CNIS_OK; i += BATCH)
		st = apply_batch(&p, i, i + BATCH < p.n ? i + BATCH : p.n, reterr);
	if (st == CNIS_OK)
		st = recalc_late(r, apply, fn, payload, &late, reterr);
	if (st == CNIS_OK && ret_n != NULL)
		*ret_n = (int64_t)p.n + late;
	for (size_t i = 0; i < p.n; i++)
		free(p.moves[i].inputs);
	free(p.moves);
	return st;
}
