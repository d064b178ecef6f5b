/*
 * An in-force date recorded after it had passed: what has been owed since then and was never
 * opened.  Nothing opens by itself: duty recalc shows it, and opens it when told to.
 *
 * s. 38: home consideration of every child registered since (s. 436B(8)), and of the settings where
 * a provider was included since (s. 436B(10)).  s. 39: s. 436H(5) is considered instead of, or
 * after, the local word with social care.  s. 37 opens nothing here: the gates ask for the day
 * itself whenever a child is to be entered or a name removed.
 */
#include <stdlib.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "domain/entry_inside.h"
#include "domain/flag_inside.h"
#include "domain/recalc.h"
#include "domain/setting.h"
#include "domain/settings_duty.h"
#include "domain/sight.h"

enum { BATCH = 500 };

enum { Q_HOME, Q_SETTINGS, Q_CONSIDER, Q_COUNT };
#define ON_REGISTER                                                                                \
	" FROM entry e JOIN child c ON c.id = e.child_id"                                          \
	" WHERE e.to_day IS NULL AND c.school_age_to >= :today"
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	/* registered since, and neither asked for nor done */
	[Q_HOME] = { "recalc.late_home",
		"SELECT e.child_id, e.id, 0, 0, 0" ON_REGISTER " AND e.registered_day >= :from"
		" AND NOT EXISTS (SELECT 1 FROM duty d WHERE d.child_id = e.child_id"
		"  AND d.kind = 'home_consideration' AND d.opened_day = e.registered_day)"
		" AND NOT EXISTS (SELECT 1 FROM home_consideration h WHERE h.child_id = e.child_id"
		"  AND h.considered_day >= e.registered_day) ORDER BY e.id" },
	/* the provider recorded last, neither asked about nor considered since */
	[Q_SETTINGS] = { "recalc.late_settings",
		"SELECT e.child_id, e.id, 0, 0, max(p.recorded_at) FROM entry e"
		" JOIN child c ON c.id = e.child_id JOIN provision p ON p.child_id = e.child_id"
		" WHERE e.to_day IS NULL AND c.school_age_to >= :today AND p.kind = 'provider'"
		" AND (p.to_day IS NULL OR p.to_day >= :today) AND :from IS NOT NULL"
		" AND NOT EXISTS (SELECT 1 FROM duty d WHERE d.child_id = e.child_id"
		"  AND d.kind = 'settings_consideration')"
		" AND NOT EXISTS (SELECT 1 FROM settings_consideration h WHERE h.child_id = e.child_id)"
		" GROUP BY e.child_id, e.id ORDER BY e.id" },
	/* the newest word with social care that fell due to be a consideration */
	[Q_CONSIDER] = { "recalc.late_consider",
		"SELECT e.child_id, e.id, d.flag_id, CASE WHEN d.state = 'open' THEN d.id ELSE 0 END, 0"
		" FROM duty d JOIN entry e ON e.child_id = d.child_id JOIN child c ON c.id = e.child_id"
		" WHERE d.id = (SELECT max(x.id) FROM duty x WHERE x.child_id = e.child_id"
		"  AND x.kind = 'speak_social_care' AND x.state <> 'superseded')"
		" AND e.to_day IS NULL AND c.school_age_to >= :today AND d.opened_day >= :from"
		" AND NOT EXISTS (SELECT 1 FROM duty x WHERE x.child_id = e.child_id"
		"  AND x.kind = 'consider_436h5' AND x.opened_day >= d.opened_day) ORDER BY e.id" },
};
/* clang-format on */

/* One duty that is not there. */
typedef struct late {
	int64_t child_id, entry_id;
	int64_t flag_id;  /* 0: a consideration of s. 436B */
	int64_t speak_id; /* the open word with social care it takes the place of; 0: none */
	int64_t told_at;  /* when the provider was recorded; 0: it is not about settings */
} late;

typedef struct gathering {
	cnis_register *r;
	late *rows;
	size_t n, room;
} gathering;

static cnis_status
remember(gathering *g, const late *row, cnis_error *reterr)
{
	if (g->n == g->room) {
		size_t room = g->room == 0 ? 64 : g->room * 2;
		late *grown = mem_grow(g->rows, room, sizeof(*grown));

		if (grown == NULL)
			return cnis_nomem(reterr, "duty.recalc");
		g->rows = grown;
		g->room = room;
	}
	g->rows[g->n++] = *row;
	return CNIS_OK;
}

static cnis_status
gather(gathering *g, int q, const char *setting, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_day today = store_today(g->r->st), from = CNIS_DAY_NONE;
	cnis_status st = setting_day(g->r, setting, today, &from, reterr);

	if (st != CNIS_OK || from == CNIS_DAY_NONE || from > today)
		return st;
	st = stmt_open(g->r->st, &SQL[q], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_day(&c, ":today", today);
	stmt_day(&c, ":from", from);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		const late found = { col_int(&c, 0), col_int(&c, 1), col_int(&c, 2), col_int(&c, 3),
			             col_int(&c, 4) };

		st = remember(g, &found, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}

/* Recorded before the child was registered, it was included with the registration. */
static cnis_day
included_on(const late *l, const entry_facts *entry)
{
	cnis_day told = cnis_instant_day(l->told_at);

	return told > entry->registered ? told : entry->registered;
}

/* What it would be; kind "" when the fact calls for nothing any more. */
static cnis_status
work_out(cnis_register *r, const late *l, cnis_duty *ret, char inputs[FLAG_INPUTS],
         cnis_error *reterr)
{
	cnis_rule_verdict v;
	const cnis_rule_output *out;
	entry_facts entry;
	cnis_day today = store_today(r->st);
	cnis_status st = entry_facts_get(r, l->entry_id, &entry, reterr);

	*ret = (cnis_duty){ .kind = "",
		            .child_id = l->child_id,
		            .entry_id = l->entry_id,
		            .flag_id = l->flag_id,
		            .due = CNIS_DAY_NONE,
		            .lapse = entry.school_age_to,
		            .ended = CNIS_DAY_NONE,
		            .state = "open",
		            .owner = "",
		            .inputs = inputs,
		            .would_be_due = CNIS_DAY_NONE };
	if (st == CNIS_OK && l->told_at != 0) {
		bool wanted = false;

		ret->opened = included_on(l, &entry);
		st = settings_duty_called_for(r, l->child_id, 0, ret->opened, &wanted, reterr);
		if (st != CNIS_OK || !wanted)
			return st;
		ret->kind = "settings_consideration";
		ret->rule = "EA1996.436B.10";
		settings_duty_inputs(ret->opened, inputs);
	} else if (st == CNIS_OK && l->flag_id == 0) {
		ret->kind = "home_consideration";
		ret->rule = "EA1996.436B.8";
		ret->opened = entry.registered;
		entry_home_inputs(entry.registered, inputs);
	} else if (st == CNIS_OK) {
		st = flag_436h5_inputs(r, l->flag_id, &entry, today, &ret->opened, inputs, reterr);
		if (st != CNIS_OK || ret->opened == CNIS_DAY_NONE)
			return st;
		ret->kind = "consider_436h5";
		ret->rule = "LOCAL.s436h5.consider";
	}
	if (st == CNIS_OK)
		st = duty_eval(r, ret->rule, inputs, today, &v, reterr);
	if (st != CNIS_OK)
		return st;
	out = cnis_rule_verdict_get(&v, "due_on");
	return out != NULL && cnis_day_parse(out->text, &ret->would_be_due) == CNIS_OK
	           ? CNIS_OK
	           : cnis_fail(reterr, CNIS_ECORRUPT, 0, "duty.recalc", "rule",
	                       "the rule gives no day");
}

static cnis_status
open_one(cnis_register *r, const late *l, cnis_error *reterr)
{
	opening o = { 0 };
	cnis_day today = change_today(r);
	cnis_status st = entry_facts_get(r, l->entry_id, &o.facts, reterr);

	if (st == CNIS_OK)
		st = change_touch(r, l->child_id, reterr);
	if (st == CNIS_OK)
		st = duty_owner_tx(r, l->child_id, &o.facts.owner_id, reterr);
	if (st == CNIS_OK && l->told_at != 0)
		return settings_duty_tx(r, &o.facts, 0, included_on(l, &o.facts), reterr);
	if (st == CNIS_OK && l->flag_id == 0)
		return entry_home_duty_tx(r, &o, reterr);
	if (st == CNIS_OK && l->speak_id != 0)
		st = duty_end_tx(r, l->speak_id, DUTY_SUPERSEDED, today, "duty.recalc", NULL,
		                 reterr);
	return st == CNIS_OK ? flag_duty_tx(r, l->flag_id, &o.facts, today, reterr) : st;
}

/* Keep what the reader is shown and what is still called for. */
static cnis_status
tell(gathering *g, cnis_duty_fn fn, void *payload, cnis_error *reterr)
{
	char inputs[FLAG_INPUTS];
	cnis_duty d;
	size_t kept = 0;
	cnis_status st = CNIS_OK;

	for (size_t i = 0; st == CNIS_OK && i < g->n; i++) {
		st = work_out(g->r, &g->rows[i], &d, inputs, reterr);
		if (st != CNIS_OK || d.kind[0] == '\0' || !sight_duty(g->r, d.kind))
			continue;
		g->rows[kept++] = g->rows[i];
		if (fn != NULL)
			st = fn(&d, payload, reterr);
	}
	g->n = kept;
	return st;
}

static cnis_status
apply(const gathering *g, cnis_error *reterr)
{
	const change_spec spec = { .kind = "duty.recalc",
		                   .command = "duty recalc --apply",
		                   .roles = CNIS_ROLE_MANAGER | CNIS_ROLE_ADMINISTRATOR,
		                   .undo = STORE_UNDOABLE };
	cnis_status st = CNIS_OK;

	for (size_t from = 0; st == CNIS_OK && from < g->n; from += BATCH) {
		st = change_begin(g->r, &spec, reterr);
		if (st != CNIS_OK)
			return st;
		for (size_t i = from; st == CNIS_OK && i < g->n && i < from + BATCH; i++)
			st = open_one(g->r, &g->rows[i], reterr);
		st = change_end(g->r, st, reterr);
	}
	return st;
}

cnis_status
recalc_late(cnis_register *r, bool open, cnis_duty_fn fn, void *payload, int64_t *ret_n,
            cnis_error *reterr)
{
	gathering g = { .r = r };
	cnis_status st = gather(&g, Q_HOME, "law.s38.in_force_from", reterr);

	if (st == CNIS_OK)
		st = gather(&g, Q_SETTINGS, "law.s38.in_force_from", reterr);
	if (st == CNIS_OK)
		st = gather(&g, Q_CONSIDER, "law.s39.in_force_from", reterr);
	if (st == CNIS_OK)
		st = tell(&g, fn, payload, reterr);
	if (st == CNIS_OK && open)
		st = apply(&g, reterr);
	if (st == CNIS_OK)
		*ret_n = (int64_t)g.n;
	free(g.rows);
	return st;
}
