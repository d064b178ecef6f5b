/* Duties: opened and ended, and what must hold.  Managing is in duty_manage.c, reading in
 * duty_list.c. */
#include "domain/duty.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/flat.h"
#include "base/mem.h"
#include "base/text.h"
#include "domain/duty_inside.h"
#include "domain/setting.h"

/* clang-format off */
#define WHICH " AND state = 'open' AND (:kind IS NULL OR kind = :kind)" \
	" AND (:child IS NULL OR child_id = :child) AND (:entry IS NULL OR entry_id = :entry)" \
	" AND (:withdrawal IS NULL OR withdrawal_id = :withdrawal)" \
	" AND (:review IS NULL OR review_id = :review) AND (:flag IS NULL OR flag_id = :flag)" \
	" ORDER BY id"
enum { Q_OPEN, Q_OWN, Q_LAPSE, Q_READ, Q_END, Q_DISOWN, Q_BY_CHILD, Q_BY_ENTRY, Q_BY_WITHDRAWAL,
       Q_BY_REVIEW, Q_BY_FLAG, Q_OWNER, Q_INVARIANT, Q_SCHOOL_AGE, Q_NOW_OWNER };
static const store_sql sql[] = {
	[Q_OPEN] = { "duty.open",
		"INSERT INTO duty (kind, rule, rule_version, inputs, child_id, entry_id, withdrawal_id,"
		" review_id, flag_id, opened_day, due_day, lapse_day, state, reason, extends_id,"
		" opened_at, rev)"
		" VALUES (:kind, :rule, :version, :inputs, :child, :entry, :withdrawal, :review, :flag,"
		" :opened, :due, :lapse, 'open', :reason, :extends, :at, :rev)" },
	[Q_OWN] = { "duty.own",
		"INSERT INTO duty_owner (child_id, duty_id, officer_id, from_day, rev)"
		" SELECT :child, :duty, id, :from, :rev FROM officer WHERE id = :officer AND to_day IS NULL" },
	[Q_LAPSE] = { "duty.lapse",
		"UPDATE duty SET lapse_day = :lapse, rev = :rev WHERE child_id = :child AND state = 'open'"
		" AND (entry_id IS NOT NULL OR withdrawal_id IS NOT NULL)"
		" AND lapse_day IS NOT :lapse AND opened_day <= :lapse" },
	[Q_READ] = { "duty.read",
		"SELECT kind, rule, rule_version, inputs, child_id, coalesce(entry_id, 0),"
		" coalesce(withdrawal_id, 0), coalesce(review_id, 0), coalesce(flag_id, 0), opened_day,"
		" due_day, lapse_day, state, coalesce(extends_id, 0) FROM duty WHERE id = :id" },
	[Q_END] = { "duty.end",
		"UPDATE duty SET state = :state, ended_day = max(:on, opened_day), end_event = :event,"
		" reason = coalesce(:reason, reason), ended_at = :at, rev = :rev"
		" WHERE id = :id AND state = 'open'" },
	[Q_DISOWN] = { "duty.disown",
		"UPDATE duty_owner SET to_day = :to, rev = :rev WHERE duty_id = :id AND to_day IS NULL" },
	[Q_BY_CHILD] = { "duty.by_child", "SELECT id FROM duty WHERE child_id = :child" WHICH },
	[Q_BY_ENTRY] = { "duty.by_entry", "SELECT id FROM duty WHERE entry_id = :entry" WHICH },
	[Q_BY_WITHDRAWAL] = { "duty.by_withdrawal",
		"SELECT id FROM duty WHERE withdrawal_id = :withdrawal" WHICH },
	[Q_BY_REVIEW] = { "duty.by_review", "SELECT id FROM duty WHERE review_id = :review" WHICH },
	[Q_BY_FLAG] = { "duty.by_flag", "SELECT id FROM duty WHERE flag_id = :flag" WHICH },
	/* what needs a manager or a second officer does not make them the family's officer */
	[Q_OWNER] = { "duty.owner",
		"SELECT officer_id FROM ("
		" SELECT w.officer_id AS officer_id, 1 AS rank, d.id AS id FROM duty d"
		"  JOIN duty_owner w ON w.duty_id = d.id AND w.to_day IS NULL"
		"  JOIN officer o ON o.id = w.officer_id AND o.to_day IS NULL"
		"  WHERE d.child_id = :child AND d.state = 'open'"
		"  AND d.kind NOT IN ('manager_withdrawal', 'consent_pass', 'sign_off')"
		" UNION ALL SELECT e.owner_id, 2, e.id FROM entry e"
		"  JOIN officer o ON o.id = e.owner_id AND o.to_day IS NULL WHERE e.child_id = :child)"
		" ORDER BY rank, id DESC LIMIT 1" },
	[Q_INVARIANT] = { "duty.invariant",
		"SELECT 'E', e.id FROM entry e JOIN child c ON c.id = e.child_id"
		" WHERE e.child_id = :child AND e.to_day IS NULL AND c.school_age_to >= :today"
		" AND NOT EXISTS (SELECT 1 FROM duty d"
		"  JOIN duty_owner w ON w.duty_id = d.id AND w.to_day IS NULL"
		"  JOIN officer o ON o.id = w.officer_id AND o.to_day IS NULL"
		"  WHERE d.entry_id = e.id AND d.state = 'open')"
		" UNION ALL SELECT 'W', x.id FROM withdrawal x JOIN child c ON c.id = x.child_id"
		" WHERE x.child_id = :child AND x.closed_day IS NULL AND c.school_age_to >= :today"
		" AND NOT EXISTS (SELECT 1 FROM duty d"
		"  JOIN duty_owner w ON w.duty_id = d.id AND w.to_day IS NULL"
		"  JOIN officer o ON o.id = w.officer_id AND o.to_day IS NULL"
		"  WHERE d.withdrawal_id = x.id AND d.state = 'open')" },
	[Q_SCHOOL_AGE] = { "duty.school_age", "SELECT school_age_to FROM child WHERE id = :id" },
	[Q_NOW_OWNER] = { "duty.now_owner",
		"SELECT officer_id FROM duty_owner WHERE duty_id = :id AND to_day IS NULL" },
};
#undef WHICH
/* clang-format on */

cnis_status
duty_ended_already(cnis_error *reterr)
{
	return cnis_refuse(reterr, "", "duty.change", "duty",
	                   "the duty has ended; only an open one can be changed");
}

cnis_status
duty_read_tx(cnis_register *r, int64_t id, duty_kept *k, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &sql[Q_READ], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && !row)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, "duty.read", "duty",
		               "there is no such duty");
	if (st == CNIS_OK) {
		*k = (duty_kept){ 0 };
		(void)text_copy(k->kind, sizeof(k->kind), col_text(&c, 0));
		(void)text_copy(k->rule, sizeof(k->rule), col_text(&c, 1));
		k->version = (int)col_int(&c, 2);
		(void)text_copy(k->inputs, sizeof(k->inputs), col_text(&c, 3));
		k->d = (duty_new){ .kind = k->kind, .rule = k->rule, .inputs = k->inputs };
		k->d.child_id = col_int(&c, 4);
		k->d.entry_id = col_int(&c, 5);
		k->d.withdrawal_id = col_int(&c, 6);
		k->d.review_id = col_int(&c, 7);
		k->d.flag_id = col_int(&c, 8);
		k->d.opened = col_day(&c, 9);
		k->d.due = col_day(&c, 10);
		k->d.lapse = col_day(&c, 11);
		k->open = strcmp(col_text(&c, 12), "open") == 0;
		k->extends_id = col_int(&c, 13);
	}
	stmt_close(&c);
	return st;
}

/* ---- opening ---------------------------------------------------------------------------------
 */

cnis_status
duty_own_tx(cnis_register *r, int64_t duty_id, int64_t child_id, int64_t officer_id, cnis_day from,
            cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &sql[Q_OWN], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_int(&c, ":duty", duty_id);
	stmt_int(&c, ":officer", officer_id);
	stmt_day(&c, ":from", from);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK && store_changes(r->st) != 1)
		st = cnis_fail(reterr, CNIS_EINVAL, 0, "duty.open", "owner",
		               "the owner of a duty must be a current officer");
	return st;
}

static cnis_status
default_lapse(cnis_register *r, const duty_new *d, cnis_day *ret, cnis_error *reterr)
{
	int64_t last = CNIS_DAY_NONE;
	cnis_status st = CNIS_OK;

	*ret = d->lapse;
	if (d->lapse != CNIS_DAY_NONE || (d->entry_id == 0 && d->withdrawal_id == 0))
		return CNIS_OK;
	st = stmt_ask(r->st, &sql[Q_SCHOOL_AGE], ":id", d->child_id, CNIS_DAY_NONE, &last, reterr);
	/* opened after school age (an enquiry about a leaver): it must not vanish at once */
	if (st == CNIS_OK && last != CNIS_DAY_NONE && last >= d->opened)
		*ret = (cnis_day)last;
	return st;
}

cnis_status
duty_insert_tx(cnis_register *r, const duty_new *d, int version, const char *reason,
               int64_t extends_id, int64_t *ret_id, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &sql[Q_OPEN], &c, reterr);
	int64_t id;

	if (st != CNIS_OK)
		return st;
	stmt_text(&c, ":kind", d->kind);
	stmt_text(&c, ":rule", d->rule);
	stmt_int(&c, ":version", version);
	stmt_text(&c, ":inputs", d->inputs == NULL ? "{}" : d->inputs);
	stmt_int(&c, ":child", d->child_id);
	stmt_id(&c, ":entry", d->entry_id);
	stmt_id(&c, ":withdrawal", d->withdrawal_id);
	stmt_id(&c, ":review", d->review_id);
	stmt_id(&c, ":flag", d->flag_id);
	stmt_day(&c, ":opened", d->opened);
	stmt_day(&c, ":due", d->due);
	stmt_day(&c, ":lapse", d->lapse);
	stmt_text(&c, ":reason", reason);
	stmt_id(&c, ":extends", extends_id);
	stmt_int(&c, ":at", change_now(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st != CNIS_OK)
		return st;
	id = store_last_id(r->st);
	st = duty_own_tx(r, id, d->child_id, d->owner_id == 0 ? r->officer_id : d->owner_id,
	                 d->opened, reterr);
	if (st == CNIS_OK)
		st = change_touch(r, d->child_id, reterr);
	if (st == CNIS_OK && ret_id != NULL)
		*ret_id = id;
	return st;
}

static cnis_status
due_of(cnis_register *r, const char *rule, const char *inputs, cnis_day on, cnis_day *ret,
       cnis_error *reterr)
{
	cnis_rule_verdict v;
	const cnis_rule_output *out;
	cnis_status st = duty_eval(r, rule, inputs, on, &v, reterr);

	if (st != CNIS_OK)
		return st;
	out = cnis_rule_verdict_get(&v, "due_on");
	if (out == NULL || out->type != CNIS_RULE_DAY || cnis_day_parse(out->text, ret) != CNIS_OK)
		return cnis_fail(reterr, CNIS_EINVAL, 0, "duty.open", "rule",
		                 "rule '%s' gives no due date", rule);
	return CNIS_OK;
}

cnis_status
duty_open_tx(cnis_register *r, const duty_new *d, int64_t *ret_id, cnis_error *reterr)
{
	const cnis_rule *rule = cnis_rule_find(d->rule);
	duty_new full = *d;
	cnis_status st;

	if (rule == NULL)
		return cnis_fail(reterr, CNIS_EINVAL, 0, "duty.open", "rule",
		                 "no rule has this id; a duty must say where it comes from");
	if (d->opened == CNIS_DAY_NONE || d->opened > change_today(r))
		return cnis_fail(reterr, CNIS_EINVAL, 0, "duty.open", "opened",
		                 "a duty is opened on a day that has come");
	if (d->due == CNIS_DAY_NONE) {
		st = due_of(r, d->rule, d->inputs, change_today(r), &full.due, reterr);
		if (st != CNIS_OK)
			return st;
	}
	st = default_lapse(r, d, &full.lapse, reterr);
	if (st == CNIS_OK)
		st = duty_insert_tx(r, &full, rule->version, NULL, 0, ret_id, reterr);
	return st;
}

static void
local_inputs(char *json, size_t size, const duty_local *d, int64_t days, const char *calendar)
{
	text_buf b = text_buf_on(json, size);
	bool school = strcmp(d->unit, "school") == 0;

	flat_begin(&b);
	flat_add_day(&b, "from", d->opened);
	flat_add_int(&b, "days", days);
	flat_add(&b, "unit", school && calendar == NULL ? "working" : d->unit);
	flat_add(&b, "day_one", "next");
	if (school && calendar != NULL)
		flat_add(&b, "calendar", calendar);
	flat_end(&b);
}

/* School days need a school calendar that reaches as far as the count: the school's own, else the
 * authority's; else working days, and the inputs say so: a child must not stay unregistered
 * because next term was not typed in yet. */
static cnis_status
school_inputs(cnis_register *r, char *json, size_t size, const duty_local *d, int64_t days,
              cnis_error *reterr)
{
	duty_calendars known;
	cnis_error short_of = { 0 };
	cnis_day due;
	cnis_status st = duty_calendars_of(r, d->entry_id, change_today(r), &known, reterr);

	for (size_t i = 0; st == CNIS_OK && i < known.n; i++) {
		local_inputs(json, size, d, days, known.name[i]);
		st = due_of(r, d->rule, json, change_today(r), &due, &short_of);
		if (st == CNIS_OK)
			return CNIS_OK;
		if (st == CNIS_EINVAL) /* the calendar ends before the count does */
			st = CNIS_OK;
		else if (reterr != NULL)
			*reterr = short_of;
	}
	local_inputs(json, size, d, days, NULL);
	return st;
}

cnis_status
duty_local_tx(cnis_register *r, const duty_local *d, int64_t *ret_id, cnis_error *reterr)
{
	char json[256];
	int64_t days = 0;
	duty_new full = { 0 };
	cnis_status st = setting_int(r, d->setting, d->opened, &days, reterr);

	if (st == CNIS_OK && strcmp(d->unit, "school") == 0)
		st = school_inputs(r, json, sizeof(json), d, days, reterr);
	else
		local_inputs(json, sizeof(json), d, days, NULL);
	if (st != CNIS_OK)
		return st;
	full.kind = d->kind;
	full.rule = d->rule;
	full.inputs = json;
	full.child_id = d->child_id;
	full.entry_id = d->entry_id;
	full.withdrawal_id = d->withdrawal_id;
	full.review_id = d->review_id;
	full.flag_id = d->flag_id;
	full.opened = d->opened;
	full.due = CNIS_DAY_NONE;
	full.lapse = CNIS_DAY_NONE;
	full.owner_id = d->owner_id;
	return duty_open_tx(r, &full, ret_id, reterr);
}

cnis_status
duty_lapse_tx(cnis_register *r, int64_t child_id, cnis_day lapse, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &sql[Q_LAPSE], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_day(&c, ":lapse", lapse);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

/* ---- ending ----------------------------------------------------------------------------------
 */

static const char *
state_word(duty_state state)
{
	switch (state) {
	case DUTY_MET:
		return "met";
	case DUTY_WAIVED:
		return "waived";
	case DUTY_SUPERSEDED:
		return "superseded";
	}
	return "superseded";
}

cnis_status
duty_disown_tx(cnis_register *r, int64_t id, cnis_day to, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &sql[Q_DISOWN], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_day(&c, ":to", to);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

cnis_status
duty_end_row_tx(cnis_register *r, int64_t id, duty_state state, cnis_day on, const char *event,
                const char *reason, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st;

	if (on == CNIS_DAY_NONE || on > change_today(r))
		return cnis_fail(reterr, CNIS_EINVAL, 0, "duty.end", "on",
		                 "a duty ends on a day that has come");
	st = stmt_open(r->st, &sql[Q_END], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_text(&c, ":state", state_word(state));
	stmt_day(&c, ":on", on);
	stmt_text(&c, ":event", event);
	stmt_text(&c, ":reason", reason);
	stmt_int(&c, ":at", change_now(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		st = duty_disown_tx(r, id, on, reterr);
	return st;
}

cnis_status
duty_end_tx(cnis_register *r, int64_t id, duty_state state, cnis_day on, const char *event,
            const char *reason, cnis_error *reterr)
{
	duty_kept k;
	cnis_status st = duty_read_tx(r, id, &k, reterr);

	if (st == CNIS_OK && !k.open)
		st = duty_ended_already(reterr);
	if (st == CNIS_OK)
		st = duty_end_row_tx(r, id, state, on, event, reason, reterr);
	if (st == CNIS_OK)
		st = change_touch(r, k.d.child_id, reterr);
	return st;
}

/* The narrowest index for what was asked. */
static int
statement_for(const duty_which *w)
{
	if (w->entry_id != 0)
		return Q_BY_ENTRY;
	if (w->withdrawal_id != 0)
		return Q_BY_WITHDRAWAL;
	if (w->review_id != 0)
		return Q_BY_REVIEW;
	if (w->flag_id != 0)
		return Q_BY_FLAG;
	return Q_BY_CHILD;
}

static cnis_status
collect(cnis_register *r, const duty_which *w, int64_t **ret_ids, size_t *ret_n, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	int64_t *ids = NULL;
	size_t n = 0;
	cnis_status st = stmt_open(r->st, &sql[statement_for(w)], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_text(&c, ":kind", w->kind);
	stmt_id(&c, ":child", w->child_id);
	stmt_id(&c, ":entry", w->entry_id);
	stmt_id(&c, ":withdrawal", w->withdrawal_id);
	stmt_id(&c, ":review", w->review_id);
	stmt_id(&c, ":flag", w->flag_id);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		int64_t *grown = mem_grow(ids, n + 1, sizeof(*grown));

		if (grown == NULL) {
			st = cnis_nomem(reterr, "duty.end");
			break;
		}
		ids = grown;
		ids[n++] = col_int(&c, 0);
	}
	stmt_close(&c);
	if (st != CNIS_OK) {
		free(ids);
		return st;
	}
	*ret_ids = ids;
	*ret_n = n;
	return CNIS_OK;
}

cnis_status
duty_end_all_tx(cnis_register *r, const duty_which *which, duty_state state, cnis_day on,
                const char *event, int *ret_n, cnis_error *reterr)
{
	int64_t *ids = NULL;
	size_t n = 0;
	cnis_status st = collect(r, which, &ids, &n, reterr);

	for (size_t i = 0; i < n && st == CNIS_OK; i++)
		st = duty_end_tx(r, ids[i], state, on, event, NULL, reterr);
	free(ids);
	if (st == CNIS_OK && ret_n != NULL)
		*ret_n = (int)n;
	return st;
}

cnis_status
duty_owner_tx(cnis_register *r, int64_t child_id, int64_t *ret_officer_id, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &sql[Q_OWNER], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK)
		*ret_officer_id = row ? col_int(&c, 0) : r->officer_id;
	stmt_close(&c);
	return st;
}

/* First open entry or withdrawal of the child that nobody has to do anything about. */
cnis_status
duty_forgotten(cnis_register *r, int64_t child_id, bool *ret, char ref[CNIS_REFERENCE_SIZE],
               cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &sql[Q_INVARIANT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_day(&c, ":today", store_today(r->st));
	st = stmt_step(&c, ret, reterr);
	if (st == CNIS_OK && *ret)
		(void)cnis_reference_format(col_text(&c, 0)[0], col_int(&c, 1), ref);
	stmt_close(&c);
	return st;
}

cnis_status
duty_invariant_tx(cnis_register *r, int64_t child_id, cnis_error *reterr)
{
	char ref[CNIS_REFERENCE_SIZE] = "";
	bool broken = false;
	cnis_status st = duty_forgotten(r, child_id, &broken, ref, reterr);

	if (st == CNIS_OK && broken)
		st = cnis_fail(reterr, CNIS_ECORRUPT, 0, "duty.invariant", "duty",
		               "%s would be open without an open duty that has a current owner; "
		               "nothing was written",
		               ref);
	return st;
}

cnis_status
duty_now_owner(cnis_register *r, int64_t id, int64_t *ret, cnis_error *reterr)
{
	return stmt_ask(r->st, &sql[Q_NOW_OWNER], ":id", id, *ret, ret, reterr);
}
