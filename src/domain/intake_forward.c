/* What was not ours and was sent on: how long it is kept, and its receipt, which is waited for. */
#include "domain/intake.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/duty.h"
#include "domain/duty_queue.h"
#include "domain/fact.h"
#include "domain/officer.h"
#include "domain/process.h"
#include "domain/setting.h"
#include "rule/authority.h"

enum { Q_READ, Q_RECEIPT, Q_CHASE, Q_MISDIRECTED, Q_REOPEN, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_READ] = { "intake.sent_on",
		"SELECT o.id, o.sent_day, o.chased_day, o.receipt_day, coalesce(w.officer_id, 0), coalesce(d.id, 0),"
		" coalesce(w.queued, 0), i.disposed_day IS NOT NULL"
		" FROM intake i LEFT JOIN intake_outcome o ON o.intake_id = i.id AND o.outcome = 'forwarded'"
		" AND o.misdirected_day IS NULL"
		" LEFT JOIN duty d ON d.intake_id = i.id AND d.kind = 'intake_receipt' AND d.state = 'open'"
		" LEFT JOIN duty_owner w ON w.duty_id = d.id AND w.to_day IS NULL"
		" WHERE i.id = :id AND " INTAKE_SHOWN("i") },
	[Q_RECEIPT] = { "intake.receipt",
		"UPDATE intake_outcome SET receipt_day = :on, rev = :rev WHERE id = :id" },
	[Q_CHASE] = { "intake.chase",
		"UPDATE intake_outcome SET chased_day = :on, rev = :rev WHERE id = :id" },
	[Q_MISDIRECTED] = { "intake.misdirected",
		"UPDATE intake_outcome SET misdirected_day = :on, misdirected = :reason, rev = :rev WHERE id = :id" },
	[Q_REOPEN] = { "intake.reopen",
		"UPDATE intake SET outcome = NULL, closed_day = NULL, keep_day = NULL, rev = :rev WHERE id = :id" },
};
/* clang-format on */

static const char WHERE[] = "intake.triage";
static const char RECEIPT[] = "intake.receipt";
static const char MISDIRECTED[] = "intake.misdirected";
static const char CHASE[] = "intake.chase";
static const char RULE[] = "LOCAL.intake.receipt";
static const char KIND[] = "intake_receipt";

/* ---- when it is sent on -----------------------------------------------------------------------
 */

static cnis_status
wrong(const char *field, const char *words, cnis_error *reterr)
{
	return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, field, "%s", words);
}

/* What is not ours goes early: to keep it longer is a manager's decision. */
static cnis_status
check_kept(cnis_register *r, cnis_day keep, cnis_day last, const char *reason, cnis_error *reterr)
{
	if (keep <= last)
		return CNIS_OK;
	if ((r->roles & CNIS_ROLE_MANAGER) == 0)
		return cnis_fail(reterr, CNIS_EPERM, 0, WHERE, "keep-until",
		                 "later than the setting intake.forwarded_keep_days allows: a "
		                 "manager says so, with a reason");
	return reason == NULL ? wrong("reason", "say why it is kept longer", reterr) : CNIS_OK;
}

static cnis_status
check_to(cnis_register *r, const char *authority, const char *reason, cnis_error *reterr)
{
	if (text_empty(authority))
		return reason == NULL
		           ? wrong("authority", "say which authority it was sent to", reterr)
		           : CNIS_OK;
	if (rule_authority_state_of(authority) != RULE_AUTHORITY_LIVE &&
	    (rule_area_of(authority) == RULE_AREA_UNKNOWN ||
	     rule_area_of(authority) == RULE_AREA_ENGLAND))
		return wrong(
		    "authority",
		    "no authority of today has this code: three digits, which the DfE lists (Get "
		    "Information about Schools); beyond England one of " RULE_AREA_WORDS,
		    reterr);
	return text_same(authority, store_authority(r->st))
	           ? wrong("authority", "that is this authority", reterr)
	           : CNIS_OK;
}

static cnis_status
check_receipt(const cnis_intake_triage *t, cnis_day sent, cnis_day today, const char *reason,
              cnis_error *reterr)
{
	cnis_day receipt = fact_day(t->receipt);

	if (receipt != CNIS_DAY_NONE && t->not_expected)
		return wrong("not-expected", "it is confirmed already", reterr);
	if (receipt != CNIS_DAY_NONE && (receipt > today || receipt < sent))
		return wrong("receipt",
		             receipt > today ? "the day lies in the future"
		                             : "the day lies before it was sent on",
		             reterr);
	return t->not_expected && reason == NULL
	           ? wrong("reason", "say why no receipt is to be expected", reterr)
	           : CNIS_OK;
}

cnis_status
intake_forward_check(cnis_register *r, const cnis_intake_triage *t, cnis_day received,
                     const char *reason, cnis_day *ret_sent, cnis_day *ret_keep, cnis_error *reterr)
{
	cnis_day today = change_today(r);
	int64_t days = 0;
	cnis_day sent, keep;
	cnis_status st = setting_int(r, "intake.forwarded_keep_days", today, &days, reterr);

	if (st == CNIS_OK)
		st = check_to(r, t->authority, reason, reterr);
	if (st != CNIS_OK)
		return st;
	sent = fact_day(t->sent) == CNIS_DAY_NONE ? today : t->sent;
	keep = fact_day(t->keep_until) == CNIS_DAY_NONE ? sent + (cnis_day)days : t->keep_until;
	if (sent > today || sent < received)
		return wrong("sent",
		             sent > today ? "the day lies in the future"
		                          : "the day lies before it arrived",
		             reterr);
	if (keep < sent)
		return wrong("keep-until", "the day lies before it was sent on", reterr);
	st = check_kept(r, keep, sent + (cnis_day)days, reason, reterr);
	if (st == CNIS_OK)
		st = check_receipt(t, sent, today, reason, reterr);
	if (st != CNIS_OK)
		return st;
	*ret_sent = sent;
	*ret_keep = keep;
	return CNIS_OK;
}

static cnis_status
await_tx(cnis_register *r, int64_t id, int64_t owner_id, cnis_day on, int64_t *ret_duty,
         cnis_error *reterr)
{
	const duty_local d = { .kind = KIND,
		               .rule = RULE,
		               .setting = "intake.receipt_days",
		               .unit = "working",
		               .intake_id = id,
		               .opened = on,
		               .owner_id = owner_id };

	return duty_local_tx(r, &d, ret_duty, reterr);
}

cnis_status
intake_await_tx(cnis_register *r, int64_t id, int64_t owner_id, cnis_day on, cnis_error *reterr)
{
	return await_tx(r, id, owner_id, on, NULL, reterr);
}

/* ---- what comes back --------------------------------------------------------------------------
 */

/* The outcome that says it was sent on, and who waits for the receipt; 0: nobody. */
typedef struct sent_on {
	int64_t outcome_id, owner_id, duty_id;
	bool disposed;
	bool queued; /* nobody has taken it: the owner keeps the queue */
	cnis_day sent, chased, receipt;
} sent_on;

static cnis_status
read_sent(cnis_register *r, int64_t id, const char *where, sent_on *s, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_READ], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && !row)
		st = intake_missing(where, reterr);
	if (st == CNIS_OK && col_null(&c, 0))
		st = cnis_refuse(reterr, RULE, where, "intake", "it was not sent on");
	if (st == CNIS_OK)
		*s = (sent_on){ .outcome_id = col_int(&c, 0),
			        .sent = col_day(&c, 1),
			        .chased = col_day(&c, 2),
			        .receipt = col_day(&c, 3),
			        .owner_id = col_int(&c, 4),
			        .duty_id = col_int(&c, 5),
			        .queued = col_int(&c, 6) != 0,
			        .disposed = col_int(&c, 7) != 0 };
	stmt_close(&c);
	return st;
}

/* @param reason  only of Q_MISDIRECTED */
static cnis_status
write_day(cnis_register *r, int which, int64_t outcome_id, cnis_day on, const char *reason,
          cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[which], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", outcome_id);
	stmt_day(&c, ":on", on);
	if (which == Q_MISDIRECTED)
		stmt_text(&c, ":reason", reason);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

static cnis_status
end_waiting(cnis_register *r, int64_t id, duty_state state, cnis_day on, const char *event,
            cnis_error *reterr)
{
	return duty_end_all_tx(r, &(duty_which){ .kind = KIND, .intake_id = id }, state, on, event,
	                       NULL, reterr);
}

cnis_status
intake_forgotten_tx(cnis_register *r, int64_t id, cnis_error *reterr)
{
	return end_waiting(r, id, DUTY_SUPERSEDED, change_today(r), "disposal.forwarded", reterr);
}

static cnis_status
receipt_tx(cnis_register *r, int64_t id, cnis_day on, cnis_error *reterr)
{
	sent_on s = { 0 };
	cnis_status st = read_sent(r, id, RECEIPT, &s, reterr);

	if (st == CNIS_OK && s.receipt != CNIS_DAY_NONE)
		st =
		    cnis_refuse(reterr, RULE, RECEIPT, "intake", "the receipt is recorded already");
	if (st == CNIS_OK)
		st = process_day(r, on, s.sent, "it was sent on", RECEIPT, "on", reterr);
	if (st == CNIS_OK)
		st = write_day(r, Q_RECEIPT, s.outcome_id, on, NULL, reterr);
	return st == CNIS_OK ? end_waiting(r, id, DUTY_MET, on, RECEIPT, reterr) : st;
}

/* A new clock for whoever waits; what nobody has taken stays in the queue. */
static cnis_status
await_again(cnis_register *r, int64_t id, const sent_on *s, cnis_day on, cnis_error *reterr)
{
	int64_t again = 0;
	cnis_status st = await_tx(r, id, s->owner_id, on, &again, reterr);

	if (st == CNIS_OK && s->queued)
		st = queue_put_tx(r, again, 0, s->owner_id, reterr);
	return st == CNIS_OK ? duty_end_tx(r, s->duty_id, DUTY_SUPERSEDED, on, CHASE, NULL, reterr)
	                     : st;
}

static cnis_status
chase_tx(cnis_register *r, int64_t id, cnis_day on, cnis_error *reterr)
{
	sent_on s = { 0 };
	cnis_status st = read_sent(r, id, CHASE, &s, reterr);

	if (st == CNIS_OK && s.owner_id == 0)
		st = cnis_refuse(reterr, RULE, CHASE, "intake", "nothing is waited for");
	if (st == CNIS_OK)
		st = process_day(r, on, s.chased > s.sent ? s.chased : s.sent,
		                 "it was sent on or last chased", CHASE, "on", reterr);
	if (st == CNIS_OK)
		st = write_day(r, Q_CHASE, s.outcome_id, on, NULL, reterr);
	return st == CNIS_OK ? await_again(r, id, &s, on, reterr) : st;
}

static cnis_status
begin(cnis_register *r, const char *kind, const char *command, int64_t id, cnis_error *reterr)
{
	return change_begin(
	    r,
	    &(change_spec){ .kind = kind,
	                    .command = command,
	                    .letter = CNIS_REF_INTAKE,
	                    .id = id,
	                    .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER | CNIS_ROLE_SAFEGUARDING,
	                    .undo = STORE_UNDOABLE },
	    reterr);
}

static cnis_day
day_or_today(const cnis_register *r, cnis_day on)
{
	return fact_day(on) == CNIS_DAY_NONE ? change_today(r) : on;
}

cnis_status
cnis_intake_receipt(cnis_register *r, int64_t id, cnis_day on, cnis_error *reterr)
{
	cnis_status st = begin(r, RECEIPT, "intake receipt", id, reterr);

	if (st != CNIS_OK)
		return st;
	st = receipt_tx(r, id, day_or_today(r, on), reterr);
	return change_end(r, st, reterr);
}

cnis_status
cnis_intake_chase(cnis_register *r, int64_t id, cnis_day on, cnis_error *reterr)
{
	cnis_status st = begin(r, CHASE, "intake chase", id, reterr);

	if (st != CNIS_OK)
		return st;
	st = chase_tx(r, id, day_or_today(r, on), reterr);
	return change_end(r, st, reterr);
}

/* ---- the wrong place --------------------------------------------------------------------------
 */

/* Whoever finds it out says anew what it is: it is still somebody's. */
static cnis_status
reopen(cnis_register *r, int64_t id, cnis_day on, cnis_error *reterr)
{
	const duty_local d = { .kind = "intake_triage",
		               .rule = "LOCAL.intake.triage",
		               .setting = "intake.triage_days",
		               .unit = "working",
		               .intake_id = id,
		               .opened = on,
		               .owner_id = r->officer_id };
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_REOPEN], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st == CNIS_OK ? duty_local_tx(r, &d, NULL, reterr) : st;
}

static cnis_status
misdirected_tx(cnis_register *r, int64_t id, cnis_day on, const char *reason, cnis_error *reterr)
{
	duty_local d;
	sent_on s = { 0 };
	cnis_status st = read_sent(r, id, MISDIRECTED, &s, reterr);

	if (st == CNIS_OK)
		st = process_day(r, on, s.sent, "it was sent on", MISDIRECTED, "on", reterr);
	if (st == CNIS_OK)
		st = write_day(r, Q_MISDIRECTED, s.outcome_id, on, reason, reterr);
	if (st == CNIS_OK)
		st = end_waiting(r, id, DUTY_SUPERSEDED, on, MISDIRECTED, reterr);
	if (st == CNIS_OK)
		st = duty_incident(r, on, &d, reterr);
	if (st == CNIS_OK) {
		d.intake_id = id;
		st = duty_local_tx(r, &d, NULL, reterr);
	}
	return st == CNIS_OK && !s.disposed ? reopen(r, id, on, reterr) : st;
}

cnis_status
cnis_intake_misdirected(cnis_register *r, int64_t id, cnis_day on, const char *reason,
                        cnis_error *reterr)
{
	char *clean = NULL;
	cnis_status st = process_text(reason, PROCESS_NOTE_MAX, true, true, MISDIRECTED, "reason",
	                              &clean, reterr);

	if (st == CNIS_OK)
		st = begin(r, MISDIRECTED, "intake misdirected", id, reterr);
	if (st == CNIS_OK)
		st = change_end(r, misdirected_tx(r, id, day_or_today(r, on), clean, reterr),
		                reterr);
	free(clean);
	return st;
}
