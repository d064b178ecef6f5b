/* Why a duty is due: its rule asked again with the inputs kept, what put it off, what ended it. */
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/duty.h"
#include "domain/sight.h"
#include "domain/why_inside.h"

/* clang-format off */
enum { Q_ROOT, Q_ENDED };
static const store_sql sql[] = {
	/* the date before anybody put it off, and the last one before this */
	[Q_ROOT] = { "why.root",
		"WITH RECURSIVE up (extends_id, due_day, opened_day, n) AS ("
		" SELECT extends_id, due_day, opened_day, 0 FROM duty WHERE id = :id"
		" UNION ALL SELECT d.extends_id, d.due_day, d.opened_day, up.n + 1"
		"  FROM up JOIN duty d ON d.id = up.extends_id)"
		" SELECT due_day, opened_day, n FROM up ORDER BY n DESC LIMIT 1" },
	[Q_ENDED] = { "why.ended",
		"SELECT coalesce(d.end_event, ''), coalesce(j.officer, '') FROM duty d"
		" LEFT JOIN journal j ON j.seq = d.rev WHERE d.id = :id" },
};
/* clang-format on */

/* Steps whose very name would tell the cause. */
static bool
inner_step(const char *kind)
{
	static const char *const kinds[] = { "missing_enquiry", "query",        "allocate",
		                             "intake_triage",   "intake_next",  "intake_follow",
		                             "intake_receipt",  "data_incident" };

	if (sight_step(kind))
		return true;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(kinds[i], kind) == 0)
			return true;
	return false;
}

static cnis_status
tell_put_off(const why_telling *t, const cnis_duty *d, cnis_day first, cnis_error *reterr)
{
	char text[WHY_SENTENCE];
	text_buf b = text_buf_on(text, sizeof(text));

	text_add(&b, "first due on ");
	text_add_day(&b, first);
	text_add(&b, ", put off to ");
	text_add_day(&b, d->due);
	if (!t->family && d->reason != NULL) {
		text_add(&b, ": ");
		text_add(&b, d->reason);
	}
	return why_tell(t, "put-off", text, cnis_rule_find("LOCAL.duty.extend"), "", true, reterr);
}

static cnis_status
tell_ended(const why_telling *t, const cnis_duty *d, cnis_error *reterr)
{
	char text[WHY_SENTENCE];
	text_buf b = text_buf_on(text, sizeof(text));
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(t->r->st, &sql[Q_ENDED], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", d->id);
	st = stmt_step(&c, &row, reterr);
	text_add(&b, d->state);
	text_add(&b, " on ");
	text_add_day(&b, d->ended);
	if (st == CNIS_OK && row && !t->family) {
		text_add(&b, " by ");
		text_add(&b, col_text(&c, 1));
		text_add(&b, " (");
		text_add(&b, col_text(&c, 0));
		text_add(&b, ")");
		if (d->reason != NULL && strcmp(d->state, "waived") == 0) {
			text_add(&b, ": ");
			text_add(&b, d->reason);
		}
	}
	stmt_close(&c);
	return st == CNIS_OK ? why_tell(t, "ended", text, NULL, "", true, reterr) : st;
}

static cnis_status
root_of(const why_telling *t, int64_t id, cnis_day *ret_due, cnis_day *ret_opened,
        cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(t->r->st, &sql[Q_ROOT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row) {
		*ret_due = col_day(&c, 0);
		*ret_opened = col_day(&c, 1);
	}
	stmt_close(&c);
	return st;
}

static cnis_status
tell_due(const why_telling *t, const cnis_duty *d, cnis_day due, cnis_day opened,
         cnis_error *reterr)
{
	char text[WHY_SENTENCE];
	text_buf b = text_buf_on(text, sizeof(text));
	const cnis_rule *rule = cnis_rule_find(d->rule);
	cnis_rule_verdict v;
	const cnis_rule_output *out;
	cnis_day again = CNIS_DAY_NONE;
	cnis_status st;

	if (t->family && inner_step(d->kind))
		return why_tell(t, "due", why_own_step, NULL, "", true, reterr);
	st = duty_eval(t->r, d->rule, d->inputs, opened, &v, NULL);
	if (st == CNIS_ENOMEM)
		return cnis_nomem(reterr, "why.duty");
	if (st != CNIS_OK) {
		/* a calendar that knew the days then may not know them now */
		text_add(&b, "due on ");
		text_add_day(&b, due);
		text_add(&b, ", which cannot be worked out again from the inputs kept");
		return why_tell(t, "due", text, rule, d->inputs, false, reterr);
	}
	out = cnis_rule_verdict_get(&v, "due_on");
	if (out != NULL)
		(void)cnis_day_parse(out->text, &again);
	text_add(&b, v.why);
	if (again != due) {
		text_add(&b, "; it was kept as ");
		text_add_day(&b, due);
	} else if (rule != NULL && rule->version != d->rule_version)
		text_add(&b, "; the rule has a newer version, with the same answer");
	return why_tell(t, "due", text, rule, d->inputs, again == due, reterr);
}

/* Whose it is to decide is the same on every ground, and told to everybody: domain/sight.h. */
static cnis_status
tell_whose(const why_telling *t, const cnis_duty *d, cnis_error *reterr)
{
	if (t->family || d->ended != CNIS_DAY_NONE || strcmp(d->kind, "consent_decide") != 0)
		return CNIS_OK;
	return why_tell(t, "whose",
	                "on every ground a manager or the role safeguarding decides, this "
	                "authority's own policy; the officer who has the duty prepares the "
	                "application, passes it on to one of them and keeps the date",
	                NULL, "", true, reterr);
}

cnis_status
why_tell_duty(const cnis_duty *d, void *payload, cnis_error *reterr)
{
	const why_telling *t = payload;
	cnis_day first = d->due;
	cnis_day opened = d->opened;
	cnis_status st;

	if ((t->entry_id != 0 && d->entry_id != t->entry_id) ||
	    (t->withdrawal_id != 0 && d->withdrawal_id != t->withdrawal_id) ||
	    (t->review_id != 0 && d->review_id != t->review_id))
		return CNIS_OK;
	if (t->listing && inner_step(d->kind) && why_hides_causes(t))
		return CNIS_OK; /* that there is such a step would tell the cause */
	st = d->extends_id == 0 ? CNIS_OK : root_of(t, d->id, &first, &opened, reterr);
	if (st == CNIS_OK)
		st = tell_due(t, d, first, opened, reterr);
	if (st == CNIS_OK && d->extends_id != 0)
		st = tell_put_off(t, d, first, reterr);
	if (st == CNIS_OK && d->ended != CNIS_DAY_NONE)
		st = tell_ended(t, d, reterr);
	return st == CNIS_OK ? tell_whose(t, d, reterr) : st;
}

cnis_status
why_tell_duties(const why_telling *t, int64_t child_id, cnis_error *reterr)
{
	cnis_duty_query q = { .size = sizeof(q), .child_id = child_id };
	why_telling again = *t;

	again.listing = true;
	q.as_at = q.due_from = q.due_to = q.after_due = CNIS_DAY_NONE;
	return cnis_duty_walk(t->r, &q, why_tell_duty, &again, reterr);
}
