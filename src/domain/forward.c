/* What goes to another authority, and what is waited for from there.  Reading: forward_list.c. */
#include "domain/forward.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/duty.h"
#include "domain/entry.h"
#include "domain/officer.h"
#include "domain/process.h"
#include "domain/setting.h"
#include "domain/sight.h"
#include "domain/withheld.h"
#include "rule/border.h"
#include "rule/identifier.h"

enum { Q_INSERT, Q_READ, Q_RECEIPT, Q_CHASE, Q_UNCONFIRMED, Q_LEFT, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_INSERT] = { "forward.insert",
		"INSERT INTO forwarding (child_id, withdrawal_id, what, to_area, to_body, sent_day, method,"
		" requested_day, other_basis, reason, elsewhere, officer_id, recorded_at, rev)"
		" VALUES (:child, :withdrawal, :what, :area, :body, :sent, :method, :requested, :basis,"
		" :reason, :elsewhere, :officer, :at, :rev)" },
	[Q_READ] = { "forward.read",
		"SELECT withdrawal_id, what, sent_day, method, receipt_day, chased_day, misdirected_day,"
		" elsewhere, to_area"
		" FROM forwarding"
		" WHERE id = :id AND " SIGHT_CHILD("child_id") },
	[Q_RECEIPT] = { "forward.receipt",
		"UPDATE forwarding SET receipt_day = :on, taken_over = :over, rev = :rev WHERE id = :id" },
	[Q_CHASE] = { "forward.chase",
		"UPDATE forwarding SET chased_day = :on, rev = :rev WHERE id = :id" },
	[Q_UNCONFIRMED] = { "forward.unconfirmed",
		"SELECT count(*) FROM forwarding WHERE withdrawal_id = :id AND receipt_day IS NULL"
		" AND method IS NOT NULL AND misdirected_day IS NULL AND what <> 'application'" },
	/* a manager's look goes on by itself */
	[Q_LEFT] = { "forward.left",
		"SELECT count(*) FROM duty WHERE withdrawal_id = :id AND state = 'open'"
		" AND kind <> 'manager_withdrawal'" },
};
/* clang-format on */

static const char BORDER[] = "EA1996.436F.border";
static const char SEND_RULE[] = "LOCAL.forward.send";
static const char APPLICATION[] = "application";
static const char SEND[] = "forward.send";

/* What is kept of one. */
typedef struct sent {
	withdrawal_row w;
	bool application, out, confirmed, wrong; /* wrong: it went to the wrong place */
	bool theirs; /* the child lives there, or did, or they are relevant */
	cnis_day sent, chased;
} sent;

cnis_status
forward_settle_tx(cnis_register *r, withdrawal_row *w, cnis_day on, cnis_error *reterr)
{
	char state[sizeof w->state];
	int64_t left = 0;
	cnis_status st;

	if (w->closed != CNIS_DAY_NONE)
		return CNIS_OK;
	st = stmt_ask(r->st, &SQL[Q_LEFT], ":id", w->id, 0, &left, reterr);
	if (st != CNIS_OK || left > 0)
		return st;
	if (w->elsewhere[0] == '\0') /* the child has come to live here */
		return withdrawal_duty_tx(r, w, "register_child", on, NULL, reterr);
	(void)text_copy(state, sizeof state, w->state);
	return withdrawal_state_tx(r, w, state, on > w->notified ? on : w->notified, reterr);
}

static cnis_status
read_sent(cnis_register *r, int64_t id, const char *where, sent *s, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	int64_t withdrawal = 0;
	char to[AREA_SIZE] = "";
	cnis_status st = stmt_open(r->st, &SQL[Q_READ], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row) {
		withdrawal = col_int(&c, 0);
		s->application = strcmp(col_text(&c, 1), APPLICATION) == 0;
		s->sent = col_day(&c, 2);
		s->out = !col_null(&c, 3);
		s->confirmed = !col_null(&c, 4);
		s->chased = col_day(&c, 5);
		s->wrong = !col_null(&c, 6);
		s->theirs = col_int(&c, 7) == 0;
		(void)text_copy(to, sizeof to, col_text(&c, 8));
	}
	stmt_close(&c);
	if (st == CNIS_OK && (!row || (s->application && !sight_steps(r))))
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, where, "forward", "no such record");
	if (st == CNIS_OK)
		st = withdrawal_read(r, withdrawal, where, &s->w, reterr);
	if (st == CNIS_OK && strcmp(s->w.elsewhere, to) == 0) /* it has moved there since */
		s->theirs = true;
	return st;
}

/* ---- sending ---- */

static const char *
what_of(const withdrawal_row *w)
{
	if (!w->on_roll)
		return "deletion";
	return strcmp(w->state, "granted") == 0 || strcmp(w->state, "refused") == 0 ? "decision"
	                                                                            : "notice";
}

static cnis_status
insert(cnis_register *r, const withdrawal_row *w, const cnis_forward_new *n, const char *body,
       const char *reason, int64_t *ret_id, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_INSERT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", w->child_id);
	stmt_int(&c, ":withdrawal", w->id);
	stmt_text(&c, ":what", n->what);
	stmt_text(&c, ":area", n->area);
	stmt_text(&c, ":body", body);
	stmt_int(&c, ":sent", n->sent);
	stmt_text(&c, ":method", n->method);
	stmt_day(&c, ":requested", process_given(n->requested));
	stmt_text(&c, ":basis", text_empty(n->basis) ? NULL : n->basis);
	stmt_text(&c, ":reason", reason);
	stmt_int(&c, ":elsewhere", n->elsewhere);
	stmt_int(&c, ":officer", r->officer_id);
	stmt_int(&c, ":at", change_now(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret_id = store_last_id(r->st);
	return st;
}

/* Waiting for the decision is a step of SIGHT_STEPS: a manager has it. */
static cnis_status
await_decision(cnis_register *r, const withdrawal_row *w, cnis_day on, cnis_error *reterr)
{
	duty_local d = { .kind = "await_authority",
		         .rule = "LOCAL.consent.await",
		         .setting = "consent.await_days",
		         .unit = "working",
		         .child_id = w->child_id,
		         .withdrawal_id = w->id,
		         .opened = on };
	int64_t id = 0;
	cnis_status st = officer_manager(r, &d.owner_id, reterr);

	return st == CNIS_OK ? duty_local_tx(r, &d, &id, reterr) : st;
}

/* What goes where the child does not live, and to no relevant authority, tells nobody who is to be
 * told: the duty to do so stays. */
static cnis_status
follow_send(cnis_register *r, const withdrawal_row *w, bool application, bool right, cnis_day on,
            cnis_error *reterr)
{
	static const char EVENT[] = "forward.send";
	const char *done = application ? "consent_pass" : "tell_authority";
	const char *wait = application ? "await_authority" : "await_receipt";
	bool open = false;
	cnis_status st = right ? withdrawal_end_tx(r, w, done, true, on, EVENT, reterr) : CNIS_OK;

	if (st == CNIS_OK)
		st = process_duty_open(r, w->id, wait, &open, reterr);
	if (st != CNIS_OK || open)
		return st;
	return application ? await_decision(r, w, on, reterr)
	                   : withdrawal_duty_tx(r, w, wait, on, NULL, reterr);
}

static cnis_status
send_tx(cnis_register *r, const cnis_forward_new *n, const char *body, const char *reason,
        int64_t *ret_id, cnis_error *reterr)
{
	cnis_forward_new full = *n;
	rule_identifier area = { 0 };
	withdrawal_row w;
	bool right = false;
	cnis_status st = withdrawal_read(r, n->withdrawal_id, SEND, &w, reterr);

	if (st == CNIS_OK)
		st = withheld_where_refuse(r, w.child_id, SEND, reterr);
	if (st == CNIS_OK && strcmp(w.state, "withdrawn") == 0)
		st = cnis_fail(reterr, CNIS_EREFUSED, 0, SEND, "withdrawal",
		               "the parent changed plan and it is closed");
	if (st != CNIS_OK)
		return st;
	full.what = text_empty(n->what) ? what_of(&w) : n->what;
	st = forward_check_send(r, n, &w, full.what, &area, &right, reterr);
	full.area = area.normalised;
	full.elsewhere = !right;
	if (st == CNIS_OK)
		st = change_touch(r, w.child_id, reterr);
	if (st == CNIS_OK)
		st = insert(r, &w, &full, body, reason, ret_id, reterr);
	if (st == CNIS_OK)
		st =
		    follow_send(r, &w, strcmp(full.what, APPLICATION) == 0, right, n->sent, reterr);
	return st;
}

cnis_status
cnis_forward_send(cnis_register *r, const cnis_forward_new *n, int64_t *ret_id, cnis_error *reterr)
{
	char *body = NULL, *reason = NULL;
	int64_t id = 0;
	cnis_status st =
	    process_text(n->body, PROCESS_NAME_MAX, false, false, SEND, "body", &body, reterr);

	if (st == CNIS_OK)
		st = process_text(n->reason, PROCESS_NOTE_MAX, true, n->again || n->elsewhere, SEND,
		                  "reason", &reason, reterr);
	if (st == CNIS_OK && reason != NULL && !n->again && !n->elsewhere)
		st = cnis_fail(reterr, CNIS_EINVAL, 0, SEND, "reason",
		               "only of what goes again, or elsewhere, it is said why");

	if (st == CNIS_OK)
		st = change_begin(r,
		                  &(change_spec){ .kind = SEND,
		                                  .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER |
		                                           CNIS_ROLE_SAFEGUARDING,
		                                  .undo = STORE_FINAL },
		                  reterr);
	if (st != CNIS_OK)
		goto out;
	if (n->rev != 0)
		st = change_expect(r, "withdrawal", n->withdrawal_id, n->rev, reterr);
	if (st == CNIS_OK)
		st = send_tx(r, n, body, reason, &id, reterr);
	st = change_end(r, st, reterr);
	if (st == CNIS_OK)
		*ret_id = id;
out:
	free(reason);
	free(body);
	return st;
}

/* The authority of England or Wales where the child lives is told: by s. 436F(5) of a child who is
 * registered here, else by this authority's own policy. */
static cnis_status
check_none(cnis_register *r, const withdrawal_row *w, cnis_day on, cnis_error *reterr)
{
	static const char WHERE[] = "forward.none";
	rule_area area = rule_area_of(w->elsewhere);
	entry_facts e;
	bool registered = false, in_force = false;
	cnis_status st = setting_in_force(r, 38, on, &in_force, reterr);

	if (st == CNIS_OK)
		st = entry_of_child(r, w->child_id, on, &e, &registered, reterr);
	if (st != CNIS_OK)
		return st;
	switch (rule_border_of(area, registered && in_force).give) {
	case RULE_GIVE_MUST:
		return cnis_refuse(reterr, BORDER, WHERE, "withdrawal",
		                   "the authority there is responsible for the child: tell it");
	case RULE_GIVE_LOCAL:
		return cnis_refuse(reterr, SEND_RULE, WHERE, "withdrawal",
		                   "the authority there is taken to be responsible for the child: "
		                   "tell it");
	case RULE_GIVE_ON_REQUEST:
	case RULE_GIVE_NO_POWER:
		break;
	}
	return CNIS_OK;
}

static cnis_status
none_tx(cnis_register *r, int64_t withdrawal_id, cnis_day on, const char *reason, int64_t *ret_id,
        cnis_error *reterr)
{
	static const char WHERE[] = "forward.none";
	cnis_forward_new n = { .sent = on };
	bool open = false;
	withdrawal_row w;
	cnis_status st = withdrawal_read(r, withdrawal_id, WHERE, &w, reterr);

	if (st == CNIS_OK)
		st = withheld_where_refuse(r, w.child_id, WHERE, reterr);
	if (st == CNIS_OK)
		st = process_day(r, on, w.notified, "the notice", WHERE, "on", reterr);
	if (st == CNIS_OK)
		st = process_duty_open(r, w.id, "tell_authority", &open, reterr);
	if (st == CNIS_OK && !open)
		st = cnis_fail(reterr, CNIS_EREFUSED, 0, WHERE, "withdrawal",
		               "nobody is waiting to be told");
	if (st == CNIS_OK)
		st = check_none(r, &w, on, reterr);
	if (st != CNIS_OK)
		return st;
	n.what = what_of(&w);
	n.area = w.elsewhere[0] != '\0' ? w.elsewhere : store_authority(r->st);
	st = change_touch(r, w.child_id, reterr);
	if (st == CNIS_OK)
		st = insert(r, &w, &n, NULL, reason, ret_id, reterr);
	if (st == CNIS_OK)
		st = withdrawal_end_tx(r, &w, "tell_authority", true, on, WHERE, reterr);
	return st == CNIS_OK ? forward_settle_tx(r, &w, on, reterr) : st;
}

cnis_status
cnis_forward_none(cnis_register *r, int64_t withdrawal_id, cnis_day on, const char *reason,
                  int64_t *ret_id, cnis_error *reterr)
{
	static const char WHERE[] = "forward.none";
	char *clean = NULL;
	int64_t id = 0;
	cnis_status st =
	    process_text(reason, PROCESS_NOTE_MAX, true, true, WHERE, "reason", &clean, reterr);

	if (st == CNIS_OK)
		st = change_begin(
		    r,
		    &(change_spec){ .kind = WHERE, .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER },
		    reterr);
	if (st != CNIS_OK)
		goto out;
	st = none_tx(r, withdrawal_id, on, clean, &id, reterr);
	st = change_end(r, st, reterr);
	if (st == CNIS_OK)
		*ret_id = id;
out:
	free(clean);
	return st;
}

/* ---- what comes back ---- */

static cnis_status
write_receipt(cnis_register *r, int64_t id, cnis_day on, bool taken_over, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_RECEIPT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":on", on);
	stmt_text(&c, ":over", taken_over ? "yes" : "no");
	stmt_int(&c, ":rev", change_rev(r));
	stmt_int(&c, ":id", id);
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

/* The responsible authority goes on with it: nothing is left to do here. */
static cnis_status
hand_over(cnis_register *r, withdrawal_row *w, cnis_day on, cnis_error *reterr)
{
	static const char *const ENDED[] = { "consent_check", "consent_decide", "consent_serve",
		                             "tell_authority", "await_receipt" };
	cnis_status st = CNIS_OK;

	for (size_t i = 0; st == CNIS_OK && i < sizeof ENDED / sizeof ENDED[0]; i++)
		st = withdrawal_end_tx(r, w, ENDED[i], false, on, "forward.receipt", reterr);
	return st == CNIS_OK ? forward_settle_tx(r, w, on, reterr) : st;
}

static cnis_status
receipt_tx(cnis_register *r, int64_t id, cnis_day on, bool taken_over, cnis_error *reterr)
{
	static const char WHERE[] = "forward.receipt";
	sent s = { 0 };
	int64_t left = 0;
	cnis_status st = read_sent(r, id, WHERE, &s, reterr);

	if (st == CNIS_OK && taken_over)
		st = withheld_where_refuse(r, s.w.child_id, WHERE, reterr);
	if (st == CNIS_OK && (!s.out || s.confirmed || s.wrong))
		st = cnis_fail(reterr, CNIS_EREFUSED, 0, WHERE, "forward",
		               !s.out    ? "nothing was sent"
		               : s.wrong ? "it went to the wrong place"
		                         : "the receipt is recorded already");
	if (st == CNIS_OK)
		st = process_day(r, on, s.sent, "it was sent", WHERE, "on", reterr);
	if (st == CNIS_OK && taken_over && s.application)
		st = cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "taken_over",
		               "an application is decided: record the decision");
	if (st == CNIS_OK && taken_over && s.w.elsewhere[0] == '\0')
		st = cnis_refuse(reterr, "EA1996.436B.2", WHERE, "taken_over",
		                 "the child lives in the area of this authority: it goes on here");
	if (st == CNIS_OK && taken_over && !s.theirs)
		st = cnis_refuse(reterr, SEND_RULE, WHERE, "taken_over",
		                 "the child does not live there, nor is it kept as a relevant "
		                 "authority: tell the authority where the child lives");
	if (st == CNIS_OK)
		st = change_touch(r, s.w.child_id, reterr);
	if (st == CNIS_OK)
		st = write_receipt(r, id, on, taken_over, reterr);
	if (st != CNIS_OK || s.application)
		return st;
	st = stmt_ask(r->st, &SQL[Q_UNCONFIRMED], ":id", s.w.id, 0, &left, reterr);
	if (st == CNIS_OK && left == 0)
		st = withdrawal_end_tx(r, &s.w, "await_receipt", true, on, WHERE, reterr);
	if (st != CNIS_OK)
		return st;
	return taken_over ? hand_over(r, &s.w, on, reterr) : forward_settle_tx(r, &s.w, on, reterr);
}

static cnis_status
begin(cnis_register *r, const char *kind, cnis_error *reterr)
{
	return change_begin(r,
	                    &(change_spec){ .kind = kind,
	                                    .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER |
	                                             CNIS_ROLE_SAFEGUARDING },
	                    reterr);
}

cnis_status
cnis_forward_receipt(cnis_register *r, int64_t id, cnis_day on, bool taken_over, cnis_error *reterr)
{
	cnis_status st = begin(r, "forward.receipt", reterr);

	if (st != CNIS_OK)
		return st;
	st = receipt_tx(r, id, on, taken_over, reterr);
	return change_end(r, st, reterr);
}

static cnis_status
chase_tx(cnis_register *r, int64_t id, cnis_day on, cnis_error *reterr)
{
	static const char WHERE[] = "forward.chase";
	sent s = { 0 };
	cursor c = { 0 };
	bool open = false;
	const char *wait;
	cnis_status st = read_sent(r, id, WHERE, &s, reterr);

	wait = s.application ? "await_authority" : "await_receipt";
	if (st == CNIS_OK)
		st = process_duty_open(r, s.w.id, wait, &open, reterr);
	if (st == CNIS_OK && (!s.out || s.wrong || !open || (s.confirmed && !s.application)))
		st = cnis_fail(reterr, CNIS_EREFUSED, 0, WHERE, "forward", "nothing is waited for");
	if (st == CNIS_OK)
		st = process_day(r, on, s.chased > s.sent ? s.chased : s.sent,
		                 "it was sent or last chased", WHERE, "on", reterr);
	if (st == CNIS_OK)
		st = change_touch(r, s.w.child_id, reterr);
	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[Q_CHASE], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":on", on);
	stmt_int(&c, ":rev", change_rev(r));
	stmt_int(&c, ":id", id);
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		st = withdrawal_end_tx(r, &s.w, wait, false, on, WHERE, reterr);
	if (st != CNIS_OK)
		return st;
	return s.application ? await_decision(r, &s.w, on, reterr)
	                     : withdrawal_duty_tx(r, &s.w, wait, on, NULL, reterr);
}

cnis_status
cnis_forward_chase(cnis_register *r, int64_t id, cnis_day on, cnis_error *reterr)
{
	cnis_status st = begin(r, "forward.chase", reterr);

	if (st != CNIS_OK)
		return st;
	st = chase_tx(r, id, on, reterr);
	return change_end(r, st, reterr);
}
