/* Ending duties: one, or all that match. */
#include "domain/duty.h"

#include <stdlib.h>

#include "base/error.h"
#include "domain/death.h"
#include "domain/duty_inside.h"
#include "domain/duty_queue.h"

/* clang-format off */
#define WHICH " AND state = 'open' AND (:kind IS NULL OR kind = :kind)" \
	" AND (:child IS NULL OR child_id = :child) AND (:entry IS NULL OR entry_id = :entry)" \
	" AND (:withdrawal IS NULL OR withdrawal_id = :withdrawal)" \
	" AND (:review IS NULL OR review_id = :review) AND (:flag IS NULL OR flag_id = :flag)" \
	" AND (:intake IS NULL OR intake_id = :intake)" \
	" AND (:complaint IS NULL OR complaint_id = :complaint)" \
	" AND (:over IS NULL OR kind NOT IN " DUTY_OUTLIVES ")" \
	" AND (:died IS NULL OR kind NOT IN " DEATH_OUTLIVED_BY ") ORDER BY id"
enum { Q_END, Q_BY_CHILD, Q_BY_ENTRY, Q_BY_WITHDRAWAL, Q_BY_REVIEW, Q_BY_FLAG, Q_BY_INTAKE,
       Q_BY_COMPLAINT };
static const store_sql sql[] = {
	[Q_END] = { "duty.end",
		"UPDATE duty SET state = :state, ended_day = max(:on, opened_day), end_event = :event,"
		" reason = coalesce(:reason, reason), ended_at = :at, rev = :rev"
		" WHERE id = :id AND state = 'open'" },
	[Q_BY_CHILD] = { "duty.by_child", "SELECT id FROM duty WHERE child_id = :child" WHICH },
	[Q_BY_ENTRY] = { "duty.by_entry", "SELECT id FROM duty WHERE entry_id = :entry" WHICH },
	[Q_BY_WITHDRAWAL] = { "duty.by_withdrawal",
		"SELECT id FROM duty WHERE withdrawal_id = :withdrawal" WHICH },
	[Q_BY_REVIEW] = { "duty.by_review", "SELECT id FROM duty WHERE review_id = :review" WHICH },
	[Q_BY_FLAG] = { "duty.by_flag", "SELECT id FROM duty WHERE flag_id = :flag" WHICH },
	[Q_BY_INTAKE] = { "duty.by_intake", "SELECT id FROM duty WHERE intake_id = :intake" WHICH },
	[Q_BY_COMPLAINT] = { "duty.by_complaint",
		"SELECT id FROM duty WHERE complaint_id = :complaint" WHICH },
};
#undef WHICH
/* clang-format on */

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

static cnis_status
end_one(cnis_register *r, int64_t id, duty_state state, cnis_day on, const char *event,
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

cnis_status
duty_end_tx(cnis_register *r, int64_t id, duty_state state, cnis_day on, const char *event,
            const char *reason, cnis_error *reterr)
{
	cnis_status st = end_one(r, id, state, on, event, reason, reterr);

	return st == CNIS_OK ? queue_settle_tx(r, id, reterr) : st;
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
	if (w->intake_id != 0)
		return Q_BY_INTAKE;
	if (w->complaint_id != 0)
		return Q_BY_COMPLAINT;
	return Q_BY_CHILD;
}

static cnis_status
collect(cnis_register *r, const duty_which *w, id_list *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &sql[statement_for(w)], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_text(&c, ":kind", w->kind);
	stmt_id(&c, ":child", w->child_id);
	stmt_id(&c, ":entry", w->entry_id);
	stmt_id(&c, ":withdrawal", w->withdrawal_id);
	stmt_id(&c, ":review", w->review_id);
	stmt_id(&c, ":flag", w->flag_id);
	stmt_id(&c, ":intake", w->intake_id);
	stmt_id(&c, ":complaint", w->complaint_id);
	stmt_id(&c, ":over", w->school_age_over);
	stmt_id(&c, ":died", w->died);
	st = stmt_ids(&c, ret, "duty.end", reterr);
	stmt_close(&c);
	return st;
}

cnis_status
duty_end_all_tx(cnis_register *r, const duty_which *which, duty_state state, cnis_day on,
                const char *event, int *ret_n, cnis_error *reterr)
{
	id_list duties = { 0 };
	cnis_status st = collect(r, which, &duties, reterr);

	for (size_t i = 0; i < duties.n && st == CNIS_OK; i++)
		st = end_one(r, duties.id[i], state, on, event, NULL, reterr);
	for (size_t i = 0; i < duties.n && st == CNIS_OK; i++)
		st = queue_settle_tx(r, duties.id[i], reterr);
	free(duties.id);
	if (st == CNIS_OK && ret_n != NULL)
		*ret_n = (int)duties.n;
	return st;
}
