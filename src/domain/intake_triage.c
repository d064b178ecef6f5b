/* What somebody says it is: nothing that has arrived is closed without an outcome. */
#include "domain/intake.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/flat.h"
#include "base/text.h"
#include "domain/death.h"
#include "domain/document.h"
#include "domain/duty.h"
#include "domain/fact.h"
#include "domain/same.h"
#include "domain/setting.h"

enum { Q_READ, Q_WHOSE, Q_OUTCOME, Q_CLOSE, Q_CHILD, Q_LINKED, Q_SHOWN, Q_STEPS, Q_DIED, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	/* from somebody else than the family: whatever kind it is of, unless it says the family */
	[Q_READ] = { "intake.read",
		"SELECT i.closed_day, i.rev, i.received_day,"
		" coalesce(i.source, 'unknown') NOT IN ('parent', 'child') OR i.teller = 'anonymous'"
		" FROM intake i WHERE i.id = :id AND " INTAKE_SHOWN("i") },
	/* who is to say what it is, and who covers for them today */
	[Q_WHOSE] = { "intake.whose",
		"SELECT w.officer_id, w.queued, o.login, coalesce(v.by_id, 0), u.login FROM duty d"
		" JOIN duty_owner w ON w.duty_id = d.id AND w.to_day IS NULL JOIN officer o ON o.id = w.officer_id"
		" LEFT JOIN cover v ON v.id = (SELECT max(x.id) FROM cover x WHERE x.officer_id = w.officer_id"
		"  AND x.from_day <= :on AND x.to_day >= :on) LEFT JOIN officer u ON u.id = v.by_id"
		" WHERE d.intake_id = :id AND d.kind IN ('intake_triage', 'intake_next') AND d.state = 'open'"
		" ORDER BY d.id DESC LIMIT 1" },
	[Q_OUTCOME] = { "intake.outcome",
		"INSERT INTO intake_outcome (intake_id, outcome, on_day, officer_id, reason, authority,"
		" sent_day, keep_day, next_day, recorded_at, rev, receipt_day, no_receipt)"
		" VALUES (:intake, :outcome, :on, :officer, :reason, :authority, :sent, :keep, :next, :at,"
		" :rev, :receipt, :unexpected)" },
	[Q_CLOSE] = { "intake.close",
		"UPDATE intake SET outcome = :outcome, closed_day = :closed, keep_day = :keep,"
		" acknowledged_day = coalesce(:acknowledged, acknowledged_day), rev = :rev"
		" WHERE id = :id" },
	[Q_CHILD] = { "intake.child",
		"INSERT INTO intake_child (child_id, intake_id, on_day, recorded_at, rev)"
		" VALUES (:child, :intake, :on, :at, :rev)" },
	[Q_LINKED] = { "intake.linked",
		"SELECT 1 FROM intake_child WHERE intake_id = :intake AND child_id = :child" },
	[Q_STEPS] = { "intake.steps",
		"SELECT count(*) FROM intake_outcome WHERE intake_id = :id AND outcome = 'more_needed'" },
	/* the manager who recorded that the child died, who is still here */
	[Q_DIED] = { "intake.child_died",
		"SELECT o.id FROM " SAME_EACH("death", "x", SAME_NOW) " JOIN officer o"
		" ON o.id = x.officer_id WHERE o.to_day IS NULL LIMIT 1" },
	[Q_SHOWN] = { "intake.child_shown", "SELECT 1 FROM child c WHERE c.id = :id AND " SIGHT_CHILD("c.id") },
};
/* clang-format on */

static const char WHERE[] = "intake.triage";
static const char RULE[] = "LOCAL.intake.triage";

/* So often more may be needed before a manager has to say so. */
enum { STEPS = 2 };

cnis_status
intake_open_tx(cnis_register *r, int64_t id, const char *where, intake_open *ret,
               cnis_error *reterr)
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
	if (st == CNIS_OK && !col_null(&c, 0))
		st = cnis_fail(reterr, CNIS_EREFUSED, 0, where, "intake",
		               "it has its outcome already; take that back first (undo)");
	if (st == CNIS_OK)
		*ret = (intake_open){ .id = id,
			              .rev = col_int(&c, 1),
			              .received = col_day(&c, 2),
			              .others = col_int(&c, 3) != 0 };
	stmt_close(&c);
	return st;
}

/* Who has it says what it is, or who covers for them; what waits in the queue is said, and had from
 * then on, by whoever takes it.  *ret_owner has the next step, if there is one. */
static cnis_status
check_whose(cnis_register *r, int64_t id, int64_t *ret_owner, cnis_error *reterr)
{
	const unsigned any = CNIS_ROLE_MANAGER | CNIS_ROLE_SAFEGUARDING;
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_WHOSE], &c, reterr);

	*ret_owner = r->officer_id;
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_day(&c, ":on", change_today(r));
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row && col_int(&c, 1) == 0) {
		*ret_owner = col_int(&c, 0);
		if (*ret_owner != r->officer_id && col_int(&c, 3) != r->officer_id &&
		    (r->roles & any) == 0)
			st = cnis_fail(reterr, CNIS_EPERM, 0, WHERE, "intake",
			               "%s has it%s%s%s: they say what it is, or a manager or the "
			               "role safeguarding; or it is given to you (duty assign)",
			               col_text(&c, 2), col_null(&c, 4) ? "" : " and ",
			               col_null(&c, 4) ? "" : col_text(&c, 4),
			               col_null(&c, 4) ? "" : " covers");
	}
	stmt_close(&c);
	return st;
}

/* ---- what it is -------------------------------------------------------------------------------
 */

typedef enum kind { KNOWN_CHILD, NEW_CHILD, FORWARDED, MORE_NEEDED, NO_ACTION, N_KINDS } kind;

static const char *const WORDS[N_KINDS] = {
	[KNOWN_CHILD] = "known_child", [NEW_CHILD] = "new_child", [FORWARDED] = "forwarded",
	[MORE_NEEDED] = "more_needed", [NO_ACTION] = "no_action",
};

typedef struct saying {
	const cnis_intake_triage *t;
	intake_open at;
	kind kind;
	char *reason; /* owned */
	cnis_day sent, keep, next;
	int64_t owner_id; /* of the next step */
} saying;

static cnis_status
wrong(const char *field, const char *words, cnis_error *reterr)
{
	return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, field, "%s", words);
}

static cnis_status
check_children(cnis_register *r, const saying *s, cnis_error *reterr)
{
	const cnis_intake_triage *t = s->t;
	bool about = s->kind == KNOWN_CHILD || s->kind == NEW_CHILD;
	cnis_status st = CNIS_OK;

	if (!about && t->n_children > 0)
		return wrong("child", "only of a known or a new child it is said which", reterr);
	if (s->kind == NEW_CHILD && t->n_children == 0)
		return cnis_refuse(reterr, RULE, WHERE, "child",
		                   "a new child is recorded first: cnis register --intake, or "
		                   "say which child was recorded");
	if (s->kind == KNOWN_CHILD && t->n_children == 0)
		return wrong("child", "say which child it is about", reterr);
	for (size_t i = 0; st == CNIS_OK && i < t->n_children; i++) {
		int64_t there = 0;

		st = stmt_ask(r->st, &SQL[Q_SHOWN], ":id", t->children[i], 0, &there, reterr);
		if (st == CNIS_OK && there == 0)
			st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, WHERE, "child",
			               "there is no such child");
	}
	return st;
}

static bool
is_manager(const cnis_register *r)
{
	return (r->roles & CNIS_ROLE_MANAGER) != 0;
}

/* The last day the next step may lie on; counted as every clock is. */
static cnis_status
last_step(cnis_register *r, cnis_day *ret, cnis_error *reterr)
{
	char inputs[128];
	text_buf b = text_buf_on(inputs, sizeof(inputs));
	cnis_day today = change_today(r);
	cnis_rule_verdict v;
	int64_t days = 0;
	cnis_status st = setting_int(r, "intake.next_days", today, &days, reterr);

	if (st != CNIS_OK)
		return st;
	flat_begin(&b);
	flat_add_day(&b, "from", today);
	flat_add_int(&b, "days", days);
	flat_add(&b, "unit", "working");
	flat_add(&b, "day_one", "next");
	flat_end(&b);
	st = duty_eval(r, "LOCAL.intake.next", inputs, today, &v, reterr);
	if (st == CNIS_OK)
		st = cnis_day_parse(cnis_rule_verdict_get(&v, "due_on")->text, ret);
	return st;
}

/* "More is needed" is no way out of saying what it is: soon, and not for ever. */
static cnis_status
check_step(cnis_register *r, const saying *s, cnis_error *reterr)
{
	cnis_day last = CNIS_DAY_NONE;
	int64_t before = 0;
	cnis_status st;

	if (s->next == CNIS_DAY_NONE)
		return wrong("next", "say by when the next step is due", reterr);
	if (s->next < change_today(r))
		return wrong("next", "the day is past", reterr);
	if (is_manager(r))
		return CNIS_OK;
	st = last_step(r, &last, reterr);
	if (st == CNIS_OK && s->next > last)
		st = cnis_fail(reterr, CNIS_EPERM, 0, WHERE, "next",
		               "later than the setting intake.next_days allows: a manager says so");
	if (st == CNIS_OK)
		st = stmt_ask(r->st, &SQL[Q_STEPS], ":id", s->at.id, 0, &before, reterr);
	if (st == CNIS_OK && before >= STEPS)
		st = cnis_fail(reterr, CNIS_EPERM, 0, WHERE, "outcome",
		               "more was needed twice already: from the third time a manager says "
		               "so");
	return st;
}

static cnis_status
check_rest(cnis_register *r, saying *s, cnis_error *reterr)
{
	const cnis_intake_triage *t = s->t;

	s->sent = s->keep = CNIS_DAY_NONE;
	s->next = fact_day(t->next);
	if (s->kind == FORWARDED)
		return intake_forward_check(r, t, s->at.received, s->reason, &s->sent, &s->keep,
		                            reterr);
	if (t->not_expected || fact_day(t->receipt) != CNIS_DAY_NONE)
		return wrong("receipt", "only what was sent on is confirmed", reterr);
	if (!text_empty(t->authority) || fact_day(t->sent) != CNIS_DAY_NONE ||
	    fact_day(t->keep_until) != CNIS_DAY_NONE)
		return wrong("authority", "only what was sent on has an authority and days",
		             reterr);
	if ((s->kind == NO_ACTION || s->kind == MORE_NEEDED) && s->reason == NULL)
		return wrong("reason",
		             s->kind == NO_ACTION ? "say why nothing is to be done"
		                                  : "say what is needed",
		             reterr);
	return s->kind == MORE_NEEDED ? check_step(r, s, reterr) : CNIS_OK;
}

static cnis_status
check_acknowledged(const cnis_register *r, const saying *s, cnis_error *reterr)
{
	cnis_day on = fact_day(s->t->acknowledged);

	if (on == CNIS_DAY_NONE || (on <= change_today(r) && on >= s->at.received))
		return CNIS_OK;
	return wrong("acknowledged",
	             on < s->at.received ? "the day lies before it arrived"
	                                 : "the day lies in the future",
	             reterr);
}

/** @param mine  whoever says so must have it; free(s->reason) also on failure. */
static cnis_status
check(cnis_register *r, const cnis_intake_triage *t, bool mine, saying *s, cnis_error *reterr)
{
	cnis_status st;

	s->t = t;
	if (t->size < sizeof(*t))
		return wrong("size", "an outcome of another version", reterr);
	for (s->kind = KNOWN_CHILD; s->kind < N_KINDS; s->kind++)
		if (text_same(t->outcome, WORDS[s->kind]))
			break;
	if (s->kind == N_KINDS)
		return code_unknown(r, "intake_outcome", WHERE, "outcome", reterr);
	st = intake_open_tx(r, t->intake_id, WHERE, &s->at, reterr);
	if (st == CNIS_OK && mine)
		st = check_whose(r, t->intake_id, &s->owner_id, reterr);
	if (st == CNIS_OK)
		st = fact_text(t->reason, FACT_NOTE, true, WHERE, "reason", &s->reason, reterr);
	if (st == CNIS_OK)
		st = check_children(r, s, reterr);
	if (st == CNIS_OK)
		st = check_rest(r, s, reterr);
	if (st == CNIS_OK)
		st = check_acknowledged(r, s, reterr);
	if (st == CNIS_OK && s->kind != MORE_NEEDED && s->next != CNIS_DAY_NONE)
		st = wrong("next", "only where more is needed there is a next step", reterr);
	return st;
}

/* ---- writing ----------------------------------------------------------------------------------
 */

static cnis_status
write_outcome(cnis_register *r, const saying *s, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_OUTCOME], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":intake", s->at.id);
	stmt_text(&c, ":outcome", WORDS[s->kind]);
	stmt_day(&c, ":on", change_today(r));
	stmt_int(&c, ":officer", r->officer_id);
	stmt_text(&c, ":reason", s->reason);
	stmt_text(&c, ":authority", text_empty(s->t->authority) ? NULL : s->t->authority);
	stmt_day(&c, ":sent", s->sent);
	stmt_day(&c, ":keep", s->keep);
	stmt_day(&c, ":next", s->next);
	stmt_day(&c, ":receipt", fact_day(s->t->receipt));
	stmt_id(&c, ":unexpected", s->t->not_expected);
	stmt_int(&c, ":at", change_now(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

static cnis_status
write_state(cnis_register *r, const saying *s, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_CLOSE], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", s->at.id);
	stmt_text(&c, ":outcome", WORDS[s->kind]);
	stmt_day(&c, ":closed", s->kind == MORE_NEEDED ? CNIS_DAY_NONE : change_today(r));
	stmt_day(&c, ":keep", s->keep);
	stmt_day(&c, ":acknowledged", fact_day(s->t->acknowledged));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

/* Whoever has the family has it to read, unless it is they who say so. */
static cnis_status
tell_owner(cnis_register *r, const saying *s, int64_t child_id, cnis_error *reterr)
{
	duty_local d = { .kind = "intake_follow",
		         .rule = "LOCAL.intake.follow",
		         .setting = "intake.follow_days",
		         .unit = "working",
		         .child_id = child_id,
		         .intake_id = s->at.id,
		         .opened = change_today(r) };
	int64_t manager = 0;
	cnis_status st = duty_owner_tx(r, child_id, &d.owner_id, reterr);

	if (st == CNIS_OK && s->kind == KNOWN_CHILD)
		st = stmt_ask(r->st, &SQL[Q_DIED], ":child", child_id, 0, &manager, reterr);
	/* whoever still writes about a child who has died must be told */
	if (st == CNIS_OK && manager != 0) {
		d.owner_id = manager;
		return death_duty_tx(r, &d, reterr);
	}
	if (st != CNIS_OK || d.owner_id == r->officer_id || s->kind != KNOWN_CHILD)
		return st;
	return duty_local_tx(r, &d, NULL, reterr);
}

static cnis_status
link_child(cnis_register *r, const saying *s, int64_t child_id, cnis_error *reterr)
{
	cursor c = { 0 };
	bool there = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_LINKED], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":intake", s->at.id);
	stmt_int(&c, ":child", child_id);
	st = stmt_step(&c, &there, reterr);
	stmt_close(&c);
	if (st != CNIS_OK || there)
		return st;
	st = stmt_open(r->st, &SQL[Q_CHILD], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_int(&c, ":intake", s->at.id);
	stmt_day(&c, ":on", change_today(r));
	stmt_int(&c, ":at", change_now(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (s->at.others)
		change_heard(r, s->at.received);
	if (st == CNIS_OK)
		st = document_follow_tx(r, s->at.id, child_id, reterr);
	if (st == CNIS_OK)
		st = change_touch(r, child_id, reterr);
	return st == CNIS_OK ? tell_owner(r, s, child_id, reterr) : st;
}

/* The next step, for whoever has it now. */
static cnis_status
open_next(cnis_register *r, const saying *s, cnis_error *reterr)
{
	char inputs[128];
	text_buf b = text_buf_on(inputs, sizeof(inputs));
	const duty_new d = { .kind = "intake_next",
		             .rule = "LOCAL.intake.next",
		             .inputs = inputs,
		             .intake_id = s->at.id,
		             .opened = change_today(r),
		             .due = CNIS_DAY_NONE,
		             .lapse = CNIS_DAY_NONE,
		             .owner_id = s->owner_id };

	flat_begin(&b);
	flat_add_day(&b, "from", s->next);
	flat_add_int(&b, "days", 0);
	flat_add(&b, "unit", "calendar");
	flat_end(&b);
	return duty_open_tx(r, &d, NULL, reterr);
}

static cnis_status
end_duties(cnis_register *r, const saying *s, cnis_error *reterr)
{
	static const char *const kinds[] = { "intake_triage", "intake_next" };
	cnis_status st = CNIS_OK;

	for (size_t i = 0; st == CNIS_OK && i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		const duty_which which = { .kind = kinds[i], .intake_id = s->at.id };

		st = duty_end_all_tx(r, &which, DUTY_MET, change_today(r), WHERE, NULL, reterr);
	}
	return st;
}

static cnis_status
say_tx(cnis_register *r, const saying *s, cnis_error *reterr)
{
	cnis_status st = write_outcome(r, s, reterr);

	if (st == CNIS_OK)
		st = write_state(r, s, reterr);
	if (st == CNIS_OK)
		st = end_duties(r, s, reterr);
	if (st == CNIS_OK && s->kind == MORE_NEEDED)
		st = open_next(r, s, reterr);
	if (st == CNIS_OK && s->kind == FORWARDED)
		st = document_sent_on_tx(r, s->at.id, s->keep, reterr);
	if (st == CNIS_OK && s->kind == FORWARDED && !s->t->not_expected &&
	    fact_day(s->t->receipt) == CNIS_DAY_NONE)
		st = intake_await_tx(r, s->at.id, r->officer_id, s->sent, reterr);
	for (size_t i = 0; st == CNIS_OK && i < s->t->n_children; i++)
		st = link_child(r, s, s->t->children[i], reterr);
	return st;
}

cnis_status
intake_registered_tx(cnis_register *r, int64_t id, const int64_t *children, size_t n,
                     cnis_error *reterr)
{
	const cnis_intake_triage t = { .size = sizeof(t),
		                       .intake_id = id,
		                       .outcome = WORDS[NEW_CHILD],
		                       .children = children,
		                       .n_children = n };
	saying s = { 0 };
	/* who registers the family has settled what it is, whoever has it */
	cnis_status st = check(r, &t, false, &s, reterr);

	if (st == CNIS_OK)
		st = say_tx(r, &s, reterr);
	free(s.reason);
	return st;
}

cnis_status
cnis_intake_triage_do(cnis_register *r, const cnis_intake_triage *t, cnis_error *reterr)
{
	const change_spec spec = {
		.kind = WHERE,
		.command = "intake triage",
		.letter = CNIS_REF_INTAKE,
		.id = t->intake_id,
		.roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER | CNIS_ROLE_SAFEGUARDING,
		/* it has left the building */
		.undo = text_same(t->outcome, WORDS[FORWARDED]) ? STORE_FINAL : STORE_UNDOABLE
	};
	saying s = { 0 };
	cnis_status st = change_begin(r, &spec, reterr);

	if (st == CNIS_OK)
		st = check(r, t, true, &s, reterr);
	if (st == CNIS_OK)
		st = say_tx(r, &s, reterr);
	free(s.reason);
	return change_end(r, st, reterr);
}
