/* Withdrawals: the notice and its gate.  Removal from the roll, entry, end: withdrawal_roll.c;
 * duties: withdrawal_duty.c; gates: gate.c; consent: consent.c. */
#include "domain/withdrawal.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/care.h"
#include "domain/duty.h"
#include "domain/gate.h"
#include "domain/process.h"
#include "domain/same.h"
#include "domain/told.h"
#include "domain/withdrawal_inside.h"

static const char FOR_HOME[] = "otherwise_than_at_school";

enum { Q_READ, Q_OPEN_OF_CHILD, Q_INSERT, Q_ON_ROLL, Q_ON_ROLL_AT, Q_A0, Q_LAST_TEST, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_READ] = { "withdrawal.read",
		"SELECT w.id, w.child_id, c.born_day, w.purpose, w.on_roll, w.notified_day, w.leave_day,"
		" w.closed_day, w.placement, w.placed_by, w.state, w.notified_by"
		" FROM withdrawal w JOIN child c ON c.id = w.child_id WHERE w.id = :id" },
	[Q_OPEN_OF_CHILD] = { "withdrawal.open_of_child",
		"SELECT id FROM withdrawal WHERE child_id IN " SAME_CHILD(SAME_NOW) " AND closed_day IS NULL"
		" ORDER BY id DESC LIMIT 1" },
	/* the last one alone: an older notice may be of a school the child left long ago */
	[Q_ON_ROLL] = { "withdrawal.on_roll",
		"SELECT id FROM withdrawal WHERE id = (SELECT max(x.id) FROM withdrawal x"
		"  WHERE x.child_id IN " SAME_CHILD(SAME_NOW) ") AND on_roll = 'yes' AND entry_id IS NULL" },
	/* the same as it stood when an entry that is there was opened */
	[Q_ON_ROLL_AT] = { "withdrawal.on_roll_at",
		"SELECT w.id FROM withdrawal w JOIN entry e ON e.id = :entry"
		" WHERE w.id = (SELECT max(x.id) FROM withdrawal x"
		"  WHERE x.child_id IN " SAME_CHILD(SAME_NOW) " AND x.recorded_at <= e.recorded_at)"
		" AND w.on_roll = 'yes' AND (w.entry_id IS NULL OR w.entry_id = e.id)" },
	[Q_INSERT] = { "withdrawal.insert",
		"INSERT INTO withdrawal (uuid, child_id, purpose, notified_by, notified_day, notice_day,"
		" leave_day, school_name, school_urn, placement, placed_by, on_roll,"
		" deletion_without_consent, state, source, basis, received_day, recorded_at, rev)"
		" VALUES (:uuid, :child, :purpose, :by, :notified, :notice, :leave, :school, :urn,"
		" :placement, :placed_by, 'yes', 0, :state, :by, :basis, :notified, :at, :rev)" },
	[Q_A0] = { "withdrawal.application_day",
		"SELECT max(applied_day) FROM consent_application WHERE withdrawal_id = :id" },
	[Q_LAST_TEST] = { "withdrawal.last_test",
		"SELECT rule, required, conditions, local_gate, authorities FROM consent_test"
		" WHERE withdrawal_id = :id ORDER BY id DESC LIMIT 1" },
};
/* clang-format on */

/* ---- reading --------------------------------------------------------------------------------- */

cnis_status
withdrawal_read(cnis_register *r, int64_t id, const char *where, withdrawal_row *ret,
                cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_READ], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row) {
		memset(ret, 0, sizeof *ret);
		ret->id = col_int(&c, 0);
		ret->child_id = col_int(&c, 1);
		ret->born = col_day(&c, 2);
		ret->for_home = strcmp(col_text(&c, 3), FOR_HOME) == 0;
		ret->not_known = strcmp(col_text(&c, 3), "not_known") == 0;
		ret->on_roll = strcmp(col_text(&c, 4), "yes") == 0;
		ret->notified = col_day(&c, 5);
		ret->leave = col_day(&c, 6);
		ret->closed = col_day(&c, 7);
		text_copy(ret->placement, sizeof ret->placement, col_text(&c, 8));
		text_copy(ret->placed_by, sizeof ret->placed_by, col_text(&c, 9));
		text_copy(ret->state, sizeof ret->state, col_text(&c, 10));
		text_copy(ret->notified_by, sizeof ret->notified_by, col_text(&c, 11));
	}
	stmt_close(&c);
	if (st == CNIS_OK && !row)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, where, "withdrawal",
		                 "no such withdrawal");
	return st == CNIS_OK
	           ? area_elsewhere(r, ret->child_id, store_today(r->st), ret->elsewhere, reterr)
	           : st;
}

cnis_status
withdrawal_on_roll(cnis_register *r, int64_t child_id, int64_t entry_id, int64_t *ret_id,
                   cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st =
	    stmt_open(r->st, &SQL[entry_id == 0 ? Q_ON_ROLL : Q_ON_ROLL_AT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	if (entry_id != 0)
		stmt_int(&c, ":entry", entry_id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK)
		*ret_id = row ? col_int(&c, 0) : 0;
	stmt_close(&c);
	return st;
}

cnis_status
withdrawal_ask(cnis_register *r, const withdrawal_row *w, cnis_day on, gate_verdict *ret,
               cnis_error *reterr)
{
	const gate_place place = { .placement = w->placement,
		                   .placed_by = w->placed_by,
		                   .for_home = w->for_home,
		                   .not_known = w->not_known };
	int64_t applied = on;
	cnis_status st = stmt_ask(r->st, &SQL[Q_A0], ":id", w->id, on, &applied, reterr);

	return st == CNIS_OK ? gate_ask(r, w->child_id, &place, on, (cnis_day)applied, ret, reterr)
	                     : st;
}

/* ---- the notice ------------------------------------------------------------------------------ */

static cnis_status
check_codes(cnis_register *r, const cnis_withdrawal_new *w, cnis_error *reterr)
{
	static const char WHERE[] = "withdrawal.notify";

	if (w->purpose && strcmp(w->purpose, "otherwise_than_at_school") != 0 &&
	    strcmp(w->purpose, "other_school") != 0 && strcmp(w->purpose, "not_known") != 0)
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "purpose",
		                 "not one of otherwise_than_at_school, other_school, not_known");
	if (w->placement && strcmp(w->placement, "mainstream") != 0 &&
	    strcmp(w->placement, "special") != 0 &&
	    strcmp(w->placement, "independent_special") != 0 && strcmp(w->placement, "unit") != 0 &&
	    strcmp(w->placement, "private") != 0)
		return cnis_fail(
		    reterr, CNIS_EINVAL, 0, WHERE, "placement",
		    "not one of mainstream, special, independent_special, unit, private");
	if (!text_empty(w->placed_by) &&
	    (strlen(w->placed_by) != 3 || strspn(w->placed_by, "0123456789") != 3))
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "placed_by",
		                 "not a three-digit authority code");
	if (!text_empty(w->school_urn) &&
	    (strlen(w->school_urn) != 6 || strspn(w->school_urn, "0123456789") != 6))
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "school_urn",
		                 "not a six-digit URN");
	return process_code(r, "source", w->notified_by, change_today(r), WHERE, "notified_by",
	                    reterr);
}

static cnis_status
check_days(cnis_register *r, const cnis_withdrawal_new *w, cnis_day born, cnis_error *reterr)
{
	static const char WHERE[] = "withdrawal.notify";
	static const char BIRTH[] = "the child was born";
	cnis_status st = process_day(r, w->notified, born, BIRTH, WHERE, "notified", reterr);

	if (st == CNIS_OK && process_given(w->notice) != CNIS_DAY_NONE)
		st = process_day(r, w->notice, born, BIRTH, WHERE, "notice", reterr);
	if (st == CNIS_OK && process_given(w->leave) != CNIS_DAY_NONE &&
	    (w->leave < born || w->leave > cnis_day_add_months(w->notified, 24)))
		return cnis_fail(
		    reterr, CNIS_EINVAL, 0, WHERE, "leave",
		    "the last day at school is before birth or more than two years on");
	if (st == CNIS_OK && w->off_roll && process_given(w->deleted) != CNIS_DAY_NONE)
		st = process_day(r, w->deleted, born, BIRTH, WHERE, "deleted", reterr);
	return st;
}

static cnis_status
insert(cnis_register *r, const cnis_withdrawal_new *w, const char *school, bool required,
       int64_t *ret_id, cnis_error *reterr)
{
	char uuid[37];
	cursor c = { 0 };
	bool by_school = strcmp(w->notified_by, "school") == 0;
	cnis_status st = stmt_open(r->st, &SQL[Q_INSERT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	change_uuid(uuid);
	stmt_text(&c, ":uuid", uuid);
	stmt_int(&c, ":child", w->child_id);
	stmt_text(&c, ":purpose", w->purpose ? w->purpose : "otherwise_than_at_school");
	stmt_text(&c, ":by", w->notified_by);
	stmt_int(&c, ":notified", w->notified);
	stmt_day(&c, ":notice", process_given(w->notice));
	stmt_day(&c, ":leave", process_given(w->leave));
	stmt_text(&c, ":school", school);
	stmt_text(&c, ":urn", text_empty(w->school_urn) ? NULL : w->school_urn);
	stmt_text(&c, ":placement", w->placement ? w->placement : "mainstream");
	stmt_text(&c, ":placed_by", text_empty(w->placed_by) ? NULL : w->placed_by);
	stmt_text(&c, ":state", required ? "consent_needed" : "consent_not_needed");
	stmt_text(&c, ":basis", by_school ? "other_statute" : "s436a");
	stmt_int(&c, ":at", change_now(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret_id = store_last_id(r->st);
	return st;
}

/* The notice is in: keep the verdict, open what follows from it. */
static cnis_status
follow_notice(cnis_register *r, const cnis_withdrawal_new *w, int64_t id, const gate_verdict *v,
              cnis_error *reterr)
{
	withdrawal_row row = { 0 };
	cnis_day deleted = process_given(w->deleted) == CNIS_DAY_NONE ? w->notified : w->deleted;
	cnis_status st = withdrawal_read(r, id, "withdrawal.notify", &row, reterr);

	row.owner_id = w->owner_id;
	if (st == CNIS_OK)
		st = gate_keep_tx(r, row.child_id, id, "notice", w->notified, v, reterr);
	if (st == CNIS_OK)
		st = withdrawal_manager_tx(r, &row, v->protection, w->notified, reterr);
	if (st != CNIS_OK)
		return st;
	if (w->off_roll)
		return withdrawal_removed_tx(r, &row, deleted, reterr);
	if (row.elsewhere[0] != '\0') {
		st = withdrawal_duty_tx(r, &row, "tell_authority", w->notified, NULL, reterr);
		if (st != CNIS_OK || !row.for_home || !v->out.required)
			return st;
	}
	return withdrawal_duty_tx(
	    r, &row, row.for_home && !v->out.required ? "register_child" : "consent_check",
	    w->notified, NULL, reterr);
}

cnis_status
withdrawal_notify_tx(cnis_register *r, const cnis_withdrawal_new *w, int64_t *ret_id,
                     cnis_error *reterr)
{
	static const char WHERE[] = "withdrawal.notify";
	char *school = NULL;
	gate_verdict v;
	gate_place place = { .placement = w->placement,
		             .placed_by = w->placed_by,
		             .for_home = !w->purpose || strcmp(w->purpose, FOR_HOME) == 0,
		             .not_known = w->purpose && strcmp(w->purpose, "not_known") == 0 };
	int64_t id = 0, open = 0;
	cnis_day born = CNIS_DAY_NONE;
	cnis_status st = process_child(r, w->child_id, WHERE, &born, reterr);

	if (st == CNIS_OK)
		st = check_codes(r, w, reterr);
	if (st == CNIS_OK)
		st = check_days(r, w, born, reterr);
	if (st == CNIS_OK)
		st =
		    stmt_ask(r->st, &SQL[Q_OPEN_OF_CHILD], ":child", w->child_id, 0, &open, reterr);
	if (st == CNIS_OK && open != 0)
		st = cnis_fail(reterr, CNIS_EEXISTS, 0, WHERE, "child",
		               "the child has an open withdrawal already");
	if (st == CNIS_OK)
		st = process_text(w->school_name, PROCESS_NAME_MAX, false, true, WHERE,
		                  "school_name", &school, reterr);
	if (st == CNIS_OK)
		st = gate_ask(r, w->child_id, &place, w->notified, w->notified, &v, reterr);
	if (st == CNIS_OK)
		st = insert(r, w, school, v.out.required, &id, reterr);
	if (st == CNIS_OK)
		st = change_touch(r, w->child_id, reterr);
	if (st == CNIS_OK)
		st = follow_notice(r, w, id, &v, reterr);
	if (st == CNIS_OK)
		st = care_follow_tx(r, w->child_id, reterr);
	free(school);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}

/* ---- the gate -------------------------------------------------------------------------------- */

cnis_status
withdrawal_gate_tx(cnis_register *r, int64_t child_id, int64_t entry_id, cnis_day on, bool on_roll,
                   cnis_error *reterr)
{
	static const char WHERE[] = "withdrawal.gate";
	withdrawal_row w = { 0 };
	withdrawal_grant grant = WITHDRAWAL_NOT_GRANTED;
	gate_verdict v;
	int64_t id = 0;
	cnis_status st;

	if (!on_roll)
		return CNIS_OK;
	st = withdrawal_on_roll(r, child_id, entry_id, &id, reterr);
	if (st == CNIS_OK && id != 0)
		st = withdrawal_read(r, id, WHERE, &w, reterr);
	if (st == CNIS_OK && id != 0)
		st = withdrawal_granted(r, &w, on, &v, &grant, reterr);
	if (st == CNIS_OK && grant == WITHDRAWAL_GRANT_PASSED)
		return withdrawal_grant_refuse(r, &v, WHERE, reterr);
	if (st != CNIS_OK || grant != WITHDRAWAL_NOT_GRANTED)
		return st;
	w.child_id = child_id;
	w.for_home = true; /* whatever the notice said: this is the way out of school */
	st = withdrawal_ask(r, &w, on, &v, reterr);
	if (st == CNIS_OK && v.out.required)
		return gate_refuse(r, &v, WHERE, reterr);
	return st == CNIS_OK
	           ? care_gate(r, child_id, on, id == 0 ? NULL : w.notified_by, WHERE, reterr)
	           : st;
}

/* Does @p v say what the last test kept said? */
static cnis_status
same_verdict(cnis_register *r, int64_t id, const gate_verdict *v, bool *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_LAST_TEST], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK)
		*ret = row && strcmp(col_text(&c, 0), v->out.rule) == 0 &&
		       (col_int(&c, 1) != 0) == v->out.required &&
		       strcmp(col_text(&c, 2), v->conditions) == 0 &&
		       strcmp(col_text(&c, 3), v->local_gate) == 0 &&
		       strcmp(col_text(&c, 4), v->authorities) == 0;
	stmt_close(&c);
	return st;
}

cnis_status
withdrawal_fact_tx(cnis_register *r, int64_t child_id, cnis_error *reterr)
{
	static const char WHERE[] = "withdrawal.fact";
	cnis_day today = change_today(r);
	withdrawal_row w = { 0 };
	gate_verdict v;
	bool same = false, applied;
	int64_t id = 0;
	cnis_status st = withdrawal_on_roll(r, child_id, 0, &id, reterr);

	if (st != CNIS_OK || id == 0)
		return st;
	st = withdrawal_read(r, id, WHERE, &w, reterr);
	if (st != CNIS_OK || w.closed != CNIS_DAY_NONE || !w.for_home)
		return st;
	st = withdrawal_ask(r, &w, today, &v, reterr);
	if (st == CNIS_OK)
		st = same_verdict(r, w.id, &v, &same, reterr);
	if (st != CNIS_OK || same)
		return st;
	applied = strcmp(w.state, "applied") == 0;
	st = gate_keep_tx(r, w.child_id, w.id, applied ? "application" : "notice", today, &v,
	                  reterr);
	if (st == CNIS_OK)
		st = withdrawal_manager_tx(r, &w, v.protection, today, reterr);
	if (st != CNIS_OK || !v.out.required || strcmp(w.state, "consent_not_needed") != 0)
		return st;
	st = withdrawal_state_tx(r, &w, "consent_needed", CNIS_DAY_NONE, reterr);
	if (st == CNIS_OK)
		st = withdrawal_duty_tx(r, &w, "consent_check", today, NULL, reterr);
	if (st == CNIS_OK)
		st = withdrawal_end_tx(r, &w, "register_child", false, today, WHERE, reterr);
	return st;
}

/* ---- public ---------------------------------------------------------------------------------- */

cnis_status
cnis_withdrawal_notify(cnis_register *r, const cnis_withdrawal_new *w, int64_t *ret_id,
                       cnis_error *reterr)
{
	int64_t id = 0;
	cnis_status st =
	    change_begin(r,
	                 &(change_spec){ .kind = "withdrawal.notify",
	                                 .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER },
	                 reterr);

	if (st != CNIS_OK)
		return st;
	st = withdrawal_notify_tx(r, w, &id, reterr);
	if (st == CNIS_OK)
		st = told_owed_tx(r, w->child_id, w->notified_by, w->notified, reterr);
	st = change_end(r, st, reterr);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}
