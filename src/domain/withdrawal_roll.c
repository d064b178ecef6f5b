/* Withdrawals: the removal from the roll, the entry that follows, the end.  Notice: withdrawal.c.
 */
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/care.h"
#include "domain/process.h"
#include "domain/same.h"
#include "domain/withdrawal_inside.h"

enum { Q_STATE, Q_REMOVED, Q_ENTERED, Q_HOME_ENTRY, Q_LIMB, Q_OPEN, Q_TOLD, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_STATE] = { "withdrawal.state",
		"UPDATE withdrawal SET state = :state, closed_day = :closed, rev = :rev WHERE id = :id" },
	[Q_REMOVED] = { "withdrawal.removed",
		"UPDATE withdrawal SET on_roll = 'no', deleted_day = :deleted, state = 'left',"
		" deletion_without_consent = :without, closed_day = :closed, rev = :rev WHERE id = :id" },
	[Q_ENTERED] = { "withdrawal.entered",
		"UPDATE withdrawal SET entry_id = :entry, closed_day = :closed, rev = :rev WHERE id = :id" },
	[Q_HOME_ENTRY] = { "withdrawal.home_entry",
		"SELECT e.id FROM " SAME_EACH("entry", "e", SAME_NOW) " JOIN child c ON c.id = e.child_id"
		" WHERE e.to_day IS NULL AND e.route = 'home_education'"
		" AND c.school_age_to >= :on ORDER BY e.id DESC LIMIT 1" },
	[Q_LIMB] = { "withdrawal.entry_limb",
		"SELECT 1 FROM entry WHERE id = :entry AND child_id IN " SAME_CHILD(SAME_NOW) " AND condition_c = 'a'" },
	[Q_OPEN] = { "withdrawal.open_one",
		"SELECT w.id FROM " SAME_EACH("withdrawal", "w", SAME_NOW) " WHERE w.closed_day IS NULL"
		" ORDER BY w.id LIMIT 1" },
	[Q_TOLD] = { "withdrawal.told",
		"SELECT 1 FROM forwarding WHERE withdrawal_id = :id AND to_area = :area"
		" AND what <> 'application' LIMIT 1" },
};
/* clang-format on */

cnis_status
withdrawal_state_tx(cnis_register *r, withdrawal_row *w, const char *state, cnis_day closed,
                    cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_STATE], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_text(&c, ":state", state);
	stmt_day(&c, ":closed", closed);
	stmt_int(&c, ":rev", change_rev(r));
	stmt_int(&c, ":id", w->id);
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK) {
		text_copy(w->state, sizeof w->state, state);
		w->closed = closed;
	}
	return st;
}

/* ---- the entry ------------------------------------------------------------------------------- */

static cnis_status
find(cnis_register *r, int q, int64_t child_id, int64_t *ret_id, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[q], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	if (q == Q_HOME_ENTRY)
		stmt_int(&c, ":on", change_today(r));
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK)
		*ret_id = row ? col_int(&c, 0) : 0;
	stmt_close(&c);
	return st;
}

cnis_status
withdrawal_home_entry(cnis_register *r, int64_t child_id, int64_t *ret_id, cnis_error *reterr)
{
	return find(r, Q_HOME_ENTRY, child_id, ret_id, reterr);
}

static cnis_status
enter(cnis_register *r, const withdrawal_row *w, int64_t entry_id, cnis_day on, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_day closed = on > w->notified ? on : w->notified;
	cnis_status st = stmt_open(r->st, &SQL[Q_ENTERED], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":entry", entry_id);
	stmt_day(&c, ":closed", closed);
	stmt_int(&c, ":rev", change_rev(r));
	stmt_int(&c, ":id", w->id);
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		st = withdrawal_end_tx(r, w, "register_child", true, closed, "entry.open", reterr);
	if (st == CNIS_OK)
		st = withdrawal_end_tx(r, w, "consent_check", true, closed, "entry.open", reterr);
	if (st == CNIS_OK)
		st = withdrawal_end_tx(r, w, "consent_decide", false, closed, "entry.open", reterr);
	if (st == CNIS_OK) /* the child lives here now */
		st = withdrawal_end_tx(r, w, "tell_authority", false, closed, "entry.open", reterr);
	if (st == CNIS_OK)
		st = withdrawal_end_tx(r, w, "await_receipt", false, closed, "entry.open", reterr);
	return st;
}

/* Write the removal. @p without: consent was needed and not granted. */
static cnis_status
mark_removed(cnis_register *r, withdrawal_row *w, cnis_day deleted, bool without, cnis_day closed,
             cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_REMOVED], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":deleted", deleted);
	stmt_int(&c, ":without", without);
	stmt_day(&c, ":closed", closed);
	stmt_int(&c, ":rev", change_rev(r));
	stmt_int(&c, ":id", w->id);
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	w->on_roll = false;
	w->closed = closed;
	text_copy(w->state, sizeof w->state, "left");
	return st;
}

/* A child who is on the register as home educated has what the process was for. */
static cnis_status
enter_if_here(cnis_register *r, const withdrawal_row *w, cnis_error *reterr)
{
	int64_t entry = 0;
	cnis_status st = find(r, Q_HOME_ENTRY, w->child_id, &entry, reterr);

	return st == CNIS_OK && entry != 0 ? enter(r, w, entry, change_today(r), reterr) : st;
}

cnis_status
withdrawal_removed_tx(cnis_register *r, withdrawal_row *w, cnis_day deleted, cnis_error *reterr)
{
	static const char EVENT[] = "withdrawal.left";
	gate_verdict v;
	/* a name may be gone before anybody told the authority: its days count from the notice */
	cnis_day known = deleted > w->notified ? deleted : w->notified;
	withdrawal_grant grant = WITHDRAWAL_NOT_GRANTED;
	bool granted, has_duty = false;
	bool goes_on = w->for_home || w->elsewhere[0] != '\0'; /* somebody registers the child */
	cnis_status st = withdrawal_granted(r, w, deleted, &v, &grant, reterr);

	granted = grant == WITHDRAWAL_GRANTED || grant == WITHDRAWAL_GRANT_STANDS;
	if (st == CNIS_OK)
		st = withdrawal_ask(r, w, deleted, &v, reterr);

	if (st == CNIS_OK)
		st = gate_keep_tx(r, w->child_id, w->id, "deletion", deleted, &v, reterr);
	if (st == CNIS_OK)
		st = withdrawal_end_tx(r, w, "consent_check", true, known, EVENT, reterr);
	if (st == CNIS_OK)
		st = withdrawal_end_tx(r, w, "consent_decide", false, known, EVENT, reterr);
	if (st == CNIS_OK)
		st = mark_removed(r, w, deleted, v.out.required && !granted,
		                  goes_on ? CNIS_DAY_NONE : known, reterr);
	if (st == CNIS_OK)
		st = withdrawal_manager_tx(r, w, v.protection, known, reterr);
	if (st != CNIS_OK || !goes_on)
		return st;
	st = process_duty_open(r, w->id, "register_child", &has_duty, reterr);
	if (st == CNIS_OK && !has_duty) {
		w->leave = CNIS_DAY_NONE; /* the pupil has left */
		st = withdrawal_duty_tx(r, w, "register_child", known, NULL, reterr);
	}
	return st == CNIS_OK ? enter_if_here(r, w, reterr) : st;
}

/*
 * The removal is not reported, and none is made up.  The gate is asked here too, so that no way to
 * an entry goes round it; a verdict that lets the pupil go where the last one did not is kept.
 */
static cnis_status
let_go(cnis_register *r, withdrawal_row *w, cnis_day on, cnis_error *reterr)
{
	withdrawal_row home = *w;
	withdrawal_grant grant = WITHDRAWAL_NOT_GRANTED;
	gate_verdict v;
	cnis_status st = withdrawal_granted(r, w, on, &v, &grant, reterr);

	if (st == CNIS_OK && grant == WITHDRAWAL_GRANT_PASSED)
		return withdrawal_grant_refuse(r, &v, "withdrawal.entered", reterr);
	if (st != CNIS_OK || grant != WITHDRAWAL_NOT_GRANTED)
		return st;
	home.for_home = true;
	st = withdrawal_ask(r, &home, on, &v, reterr);
	if (st == CNIS_OK && v.out.required)
		return gate_refuse(r, &v, "withdrawal.entered", reterr);
	if (st == CNIS_OK)
		st = care_gate(r, w->child_id, on, w->notified_by, "withdrawal.entered", reterr);
	if (st != CNIS_OK || strcmp(w->state, "consent_not_needed") == 0)
		return st;
	st = gate_keep_tx(r, w->child_id, w->id, "notice", on, &v, reterr);
	return st == CNIS_OK
	           ? withdrawal_state_tx(r, w, "consent_not_needed", CNIS_DAY_NONE, reterr)
	           : st;
}

cnis_status
withdrawal_entered_tx(cnis_register *r, int64_t child_id, int64_t entry_id, cnis_day on,
                      cnis_error *reterr)
{
	cursor c = { 0 };
	withdrawal_row w;
	bool limb_a = false;
	int64_t id = 0;
	cnis_status st = stmt_open(r->st, &SQL[Q_LIMB], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":entry", entry_id);
	stmt_int(&c, ":child", child_id);
	st = stmt_step(&c, &limb_a, reterr);
	stmt_close(&c);
	/* on limbs (b) and (c) the child stays on a roll, and the withdrawal goes on */
	while (st == CNIS_OK && limb_a) {
		st = find(r, Q_OPEN, child_id, &id, reterr);
		if (st != CNIS_OK || id == 0)
			break;
		st = withdrawal_read(r, id, "withdrawal.entered", &w, reterr);
		if (st == CNIS_OK && w.on_roll)
			st = let_go(r, &w, on, reterr);
		if (st == CNIS_OK)
			st = enter(r, &w, entry_id, on, reterr);
	}
	return st;
}

/* ---- a move -----------------------------------------------------------------------------------
 */

/* Was the authority there told of it, or decided that it is not? */
static cnis_status
told(cnis_register *r, const withdrawal_row *w, bool *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_TOLD], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", w->id);
	stmt_text(&c, ":area", w->elsewhere);
	st = stmt_step(&c, ret, reterr);
	stmt_close(&c);
	return st;
}

/* Registered here no more: the authority there is told instead. */
static cnis_status
moved_away(cnis_register *r, const withdrawal_row *w, cnis_day on, const char *event,
           cnis_error *reterr)
{
	bool known = false;
	cnis_status st = told(r, w, &known, reterr);

	if (st == CNIS_OK)
		st = known ? withdrawal_end_tx(r, w, "tell_authority", true, on, event, reterr)
		           : withdrawal_duty_tx(r, w, "tell_authority", on, NULL, reterr);
	if (st == CNIS_OK)
		st = withdrawal_end_tx(r, w, "register_child", false, on, event, reterr);
	return st;
}

/* Registered here now, unless consent is still to be settled: the gates are asked once more. */
static cnis_status
moved_in(cnis_register *r, const withdrawal_row *w, cnis_day on, const char *event,
         cnis_error *reterr)
{
	bool waits = strcmp(w->state, "consent_needed") == 0 || strcmp(w->state, "applied") == 0 ||
	             strcmp(w->state, "refused") == 0;
	bool has_duty = false;
	cnis_status st = process_duty_open(r, w->id, "register_child", &has_duty, reterr);

	if (st == CNIS_OK && !waits && !has_duty)
		st = withdrawal_duty_tx(r, w, "register_child", on, NULL, reterr);
	if (st == CNIS_OK)
		st = withdrawal_end_tx(r, w, "tell_authority", false, on, event, reterr);
	return st == CNIS_OK ? withdrawal_fact_tx(r, w->child_id, reterr) : st;
}

cnis_status
withdrawal_moved_tx(cnis_register *r, int64_t child_id, const char *event, cnis_error *reterr)
{
	withdrawal_row w;
	int64_t id = 0;
	cnis_status st = find(r, Q_OPEN, child_id, &id, reterr);

	if (st != CNIS_OK || id == 0)
		return st;
	st = withdrawal_read(r, id, event, &w, reterr);
	if (st != CNIS_OK)
		return st;
	return w.elsewhere[0] != '\0' ? moved_away(r, &w, change_today(r), event, reterr)
	                              : moved_in(r, &w, change_today(r), event, reterr);
}

/* ---- public ---------------------------------------------------------------------------------- */

cnis_status
cnis_withdrawal_left(cnis_register *r, int64_t id, int64_t rev, cnis_day deleted,
                     cnis_error *reterr)
{
	static const char WHERE[] = "withdrawal.left";
	withdrawal_row w;
	cnis_status st = change_begin(
	    r, &(change_spec){ .kind = WHERE, .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER },
	    reterr);

	if (st != CNIS_OK)
		return st;
	if (rev != 0)
		st = change_expect(r, "withdrawal", id, rev, reterr);
	if (st == CNIS_OK)
		st = withdrawal_read(r, id, WHERE, &w, reterr);
	if (st == CNIS_OK)
		st = process_day(r, deleted, w.born, "the child was born", WHERE, "on", reterr);
	if (st == CNIS_OK && !w.on_roll)
		st = cnis_fail(reterr, CNIS_EREFUSED, 0, WHERE, "withdrawal",
		               "the removal from the roll is recorded already");
	if (st == CNIS_OK && strcmp(w.state, "withdrawn") == 0)
		st = cnis_fail(reterr, CNIS_EREFUSED, 0, WHERE, "withdrawal",
		               "the parent changed plan and it is closed: record a new notice");
	if (st == CNIS_OK)
		st = change_touch(r, w.child_id, reterr);
	if (st == CNIS_OK)
		st = withdrawal_removed_tx(r, &w, deleted, reterr);
	return change_end(r, st, reterr);
}

cnis_status
cnis_withdrawal_withdraw(cnis_register *r, int64_t id, int64_t rev, cnis_day on, cnis_error *reterr)
{
	static const char WHERE[] = "withdrawal.withdraw";
	static const char *const ENDED[] = { "consent_check",  "consent_decide",
		                             "register_child", "manager_withdrawal",
		                             "tell_authority", "await_receipt" };
	withdrawal_row w;
	cnis_status st = change_begin(
	    r, &(change_spec){ .kind = WHERE, .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER },
	    reterr);

	if (st != CNIS_OK)
		return st;
	if (rev != 0)
		st = change_expect(r, "withdrawal", id, rev, reterr);
	if (st == CNIS_OK)
		st = withdrawal_read(r, id, WHERE, &w, reterr);
	if (st == CNIS_OK)
		st = process_day(r, on, w.notified, "the notice", WHERE, "on", reterr);
	if (st == CNIS_OK && w.closed != CNIS_DAY_NONE)
		st = cnis_fail(reterr, CNIS_EREFUSED, 0, WHERE, "withdrawal", "it is closed");
	if (st == CNIS_OK && !w.on_roll)
		st = cnis_fail(reterr, CNIS_EREFUSED, 0, WHERE, "withdrawal",
		               "the school has removed the name: enter the child on the register");
	if (st == CNIS_OK)
		st = change_touch(r, w.child_id, reterr);
	for (size_t i = 0; st == CNIS_OK && i < sizeof ENDED / sizeof ENDED[0]; i++)
		st = withdrawal_end_tx(r, &w, ENDED[i], false, on, WHERE, reterr);
	if (st == CNIS_OK)
		st = withdrawal_state_tx(r, &w, "withdrawn", on, reterr);
	return change_end(r, st, reterr);
}
