/* Opening duties: the day by the rule, or the authority's own days, and when they lapse. */
#include "domain/duty.h"

#include <string.h>

#include "base/error.h"
#include "base/flat.h"
#include "base/text.h"
#include "domain/death.h"
#include "domain/duty_inside.h"
#include "domain/officer.h"
#include "domain/setting.h"

/* clang-format off */
enum { Q_OPEN, Q_LAPSE, Q_SCHOOL_AGE };
static const store_sql sql[] = {
	[Q_OPEN] = { "duty.open",
		"INSERT INTO duty (kind, rule, rule_version, inputs, child_id, entry_id, withdrawal_id,"
		" review_id, flag_id, intake_id, complaint_id, opened_day, due_day, lapse_day, state, reason,"
		" extends_id, opened_at, rev)"
		" VALUES (:kind, :rule, :version, :inputs, :child, :entry, :withdrawal, :review, :flag,"
		" :intake, :complaint, :opened, :due, :lapse, 'open', :reason, :extends, :at, :rev)" },
	[Q_LAPSE] = { "duty.lapse",
		"UPDATE duty SET lapse_day = :lapse, rev = :rev WHERE child_id = :child AND state = 'open'"
		" AND (entry_id IS NOT NULL OR withdrawal_id IS NOT NULL)"
		" AND kind NOT IN " DUTY_OUTLIVES
		" AND lapse_day IS NOT :lapse AND opened_day <= :lapse" },
	[Q_SCHOOL_AGE] = { "duty.school_age", "SELECT school_age_to FROM child WHERE id = :id" },
};
/* clang-format on */

static cnis_status
default_lapse(cnis_register *r, const duty_new *d, cnis_day *ret, cnis_error *reterr)
{
	int64_t last = CNIS_DAY_NONE;
	cnis_status st = CNIS_OK;

	*ret = d->lapse;
	if (d->lapse != CNIS_DAY_NONE || (d->entry_id == 0 && d->withdrawal_id == 0) ||
	    sql_lists(DUTY_OUTLIVES, d->kind))
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
	int64_t id;
	cnis_status st = d->child_id == 0 || sql_lists(DEATH_OUTLIVED_BY, d->kind)
	                     ? CNIS_OK
	                     : death_refuse(r, d->child_id, CNIS_DAY_NONE, "duty.open", reterr);

	if (st == CNIS_OK)
		st = stmt_open(r->st, &sql[Q_OPEN], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_text(&c, ":kind", d->kind);
	stmt_text(&c, ":rule", d->rule);
	stmt_int(&c, ":version", version);
	stmt_text(&c, ":inputs", d->inputs == NULL ? "{}" : d->inputs);
	stmt_id(&c, ":child", d->child_id);
	stmt_id(&c, ":entry", d->entry_id);
	stmt_id(&c, ":withdrawal", d->withdrawal_id);
	stmt_id(&c, ":review", d->review_id);
	stmt_id(&c, ":flag", d->flag_id);
	stmt_id(&c, ":intake", d->intake_id);
	stmt_id(&c, ":complaint", d->complaint_id);
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
	full.intake_id = d->intake_id;
	full.complaint_id = d->complaint_id;
	full.opened = d->opened;
	full.due = CNIS_DAY_NONE;
	full.lapse = CNIS_DAY_NONE;
	full.owner_id = d->owner_id;
	return duty_open_tx(r, &full, ret_id, reterr);
}

cnis_status
duty_incident(cnis_register *r, cnis_day on, duty_local *ret, cnis_error *reterr)
{
	*ret = (duty_local){ .kind = "data_incident",
		             .rule = "LOCAL.data-incident",
		             .setting = "incident.assess_days",
		             .unit = "working",
		             .opened = on };
	return officer_manager(r, &ret->owner_id, reterr);
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
