/* Consent to withdraw: the test asked, the application, the decision.  Who decides: consent_who.c;
 * notices: consent_notice.c. */
#include <cnis/consent.h>

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/communication.h"
#include "domain/consent_inside.h"
#include "domain/forward.h"
#include "domain/process.h"
#include "domain/same.h"
#include "domain/withdrawal_inside.h"
#include "rule/consent.h"

enum { Q_PLACE, Q_APPLY, Q_LAST_APPLICATION, Q_LAST_REFUSED, Q_DECIDE, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_PLACE] = { "consent.place",
		"SELECT placement, placed_by FROM withdrawal WHERE child_id IN " SAME_CHILD(SAME_NOW)
		
		" AND closed_day IS NULL ORDER BY id DESC LIMIT 1" },
	[Q_APPLY] = { "consent.apply",
		"INSERT INTO consent_application (child_id, withdrawal_id, applied_day, applicant,"
		" person_id, parent_agrees, recorded_at, rev)"
		" VALUES (:child, :withdrawal, :applied, :applicant, :person, :agrees, :at, :rev)" },
	[Q_LAST_APPLICATION] = { "consent.last_application",
		"SELECT id, applied_day FROM consent_application WHERE withdrawal_id = :withdrawal"
		" ORDER BY id DESC LIMIT 1" },
	/* of this child, whichever withdrawal it belonged to: 434A(12) looks at the child */
	[Q_LAST_REFUSED] = { "consent.last_refused",
		"SELECT a.id, a.applied_day FROM consent_application a"
		" JOIN consent_decision d ON d.application_id = a.id"
		" WHERE a.child_id IN " SAME_CHILD(SAME_NOW) " AND d.outcome = 'refused'"
		" AND d.id = (SELECT max(x.id) FROM consent_decision x WHERE x.application_id = a.id)"
		" ORDER BY a.applied_day DESC, a.id DESC LIMIT 1" },
	[Q_DECIDE] = { "consent.decide",
		"INSERT INTO consent_decision (child_id, application_id, decided_day, outcome, ground,"
		" basis_rule, reasons, interpreter, decided_by, officer_id, recorded_at, rev)"
		" VALUES (:child, :application, :decided, :outcome, :ground, :basis, :reasons, :interpreter, :by,"
		" :officer, :at, :rev)" },
};
/* clang-format on */

/* Asked of any child at will, for any day, the answer would tell what is behind it: who is told no
 * ground asks where a notice is kept, and its verdict stands for all to see. */
static cnis_status
may_ask(cnis_register *r, int64_t child_id, cnis_day on, cnis_error *reterr)
{
	int64_t id = 0;
	cnis_status st;

	if (sight_steps(r))
		return CNIS_OK;
	st = withdrawal_on_roll(r, child_id, 0, &id, reterr);
	if (st == CNIS_OK && (id == 0 || on != store_today(r->st)))
		st = cnis_fail(
		    reterr, CNIS_EPERM, 0, "consent.check", "child",
		    "this is answered to any officer where a notice is kept of a child on a "
		    "school's roll, and for today; else a manager may ask");
	return st;
}

cnis_status
cnis_consent_check(cnis_register *r, int64_t child_id, cnis_day on, cnis_consent_test_fn fn,
                   void *payload, cnis_error *reterr)
{
	char placement[24] = "", placed_by[4] = "";
	cursor c = { 0 };
	bool row = false;
	gate_verdict v;
	gate_place place = { .placement = placement, .placed_by = placed_by, .for_home = true };
	cnis_consent_test test;
	cnis_status st = stmt_open(r->st, &SQL[Q_PLACE], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row) {
		text_copy(placement, sizeof placement, col_text(&c, 0));
		text_copy(placed_by, sizeof placed_by, col_text(&c, 1));
	}
	stmt_close(&c);
	if (process_given(on) == CNIS_DAY_NONE)
		on = store_today(r->st);
	if (st == CNIS_OK)
		st = may_ask(r, child_id, on, reterr);
	if (st == CNIS_OK)
		st = gate_ask(r, child_id, &place, on, on, &v, reterr);
	if (st != CNIS_OK)
		return st;
	test = (cnis_consent_test){ .child_id = child_id,
		                    .stage = "check",
		                    .on = on,
		                    .required = v.out.required,
		                    .by_statute = v.out.by_statute,
		                    .advise = v.out.advise,
		                    .rule = v.out.rule,
		                    .rule_version = v.rule_version,
		                    .conditions = v.conditions,
		                    .local_gate = v.local_gate,
		                    .authorities = v.authorities,
		                    .inputs = v.inputs };
	(void)gate_withhold(r, &test);
	return fn(&test, payload, reterr);
}

/* An id and a day, 0 and CNIS_DAY_NONE when there is none. */
static cnis_status
id_and_day(cnis_register *r, int q, const char *name, int64_t value, int64_t *ret_id,
           cnis_day *ret_day, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[q], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, name, value);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK) {
		*ret_id = row ? col_int(&c, 0) : 0;
		*ret_day = row ? col_day(&c, 1) : CNIS_DAY_NONE;
	}
	stmt_close(&c);
	return st;
}

static gate_place
place_of(const withdrawal_row *w)
{
	return (gate_place){ .placement = w->placement,
		             .placed_by = w->placed_by,
		             .for_home = w->for_home,
		             .not_known = w->not_known };
}

/* ---- application ----------------------------------------------------------------------------- */

static cnis_status
check_application(cnis_register *r, const cnis_consent_apply_new *a, const withdrawal_row *w,
                  cnis_error *reterr)
{
	static const char WHERE[] = "consent.apply";
	bool parent = !text_empty(a->applicant) && strcmp(a->applicant, "parent") == 0;
	withdrawal_grant grant = WITHDRAWAL_NOT_GRANTED;
	gate_verdict v;
	cnis_status st;

	if (!w->on_roll || strcmp(w->state, "withdrawn") == 0 || strcmp(w->state, "left") == 0)
		return cnis_fail(reterr, CNIS_EREFUSED, 0, WHERE, "withdrawal",
		                 "the pupil has left the roll, or the parent changed plan");
	st = withdrawal_granted(r, w, a->applied, &v, &grant, reterr);
	if (st != CNIS_OK)
		return st;
	if (strcmp(w->state, "applied") == 0 || grant == WITHDRAWAL_GRANTED ||
	    grant == WITHDRAWAL_GRANT_STANDS)
		return cnis_fail(reterr, CNIS_EREFUSED, 0, WHERE, "withdrawal",
		                 "an application is being decided, or consent was granted");
	if (!parent && (text_empty(a->applicant) || strcmp(a->applicant, "proprietor") != 0))
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "applicant",
		                 "neither parent nor proprietor");
	if (!parent && !a->parent_agrees)
		return cnis_fail(
		    reterr, CNIS_EINVAL, 0, WHERE, "parent_agrees",
		    "a proprietor applies only with the parent's consent (s. 434A(7))");
	if (!w->for_home)
		return cnis_fail(
		    reterr, CNIS_EREFUSED, 0, WHERE, "withdrawal",
		    "the notice is not of home education: no consent is asked about it");
	return process_person(r, w->child_id, a->person_id, WHERE, reterr);
}

static cnis_status
insert_application(cnis_register *r, const cnis_consent_apply_new *a, const withdrawal_row *w,
                   int64_t *ret_id, cnis_error *reterr)
{
	cursor c = { 0 };
	bool parent = strcmp(a->applicant, "parent") == 0;
	cnis_status st = stmt_open(r->st, &SQL[Q_APPLY], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", w->child_id);
	stmt_int(&c, ":withdrawal", w->id);
	stmt_int(&c, ":applied", a->applied);
	stmt_text(&c, ":applicant", a->applicant);
	stmt_id(&c, ":person", a->person_id);
	stmt_text(&c, ":agrees", parent || a->parent_agrees ? "yes" : "unknown");
	stmt_int(&c, ":at", change_now(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret_id = store_last_id(r->st);
	return st;
}

/* The application is in: what follows from its test. */
static cnis_status
follow_application(cnis_register *r, withdrawal_row *w, cnis_day applied, const gate_verdict *v,
                   cnis_consent_applied *done, cnis_error *reterr)
{
	static const char EVENT[] = "consent.apply";
	int64_t duty = 0;
	bool has_register = false;
	cnis_status st = withdrawal_end_tx(r, w, "consent_check", true, applied, EVENT, reterr);

	if (st == CNIS_OK)
		st = withdrawal_manager_tx(r, w, v->protection, applied, reterr);
	if (st == CNIS_OK && !v->out.required) {
		/* nothing to decide: the pupil may leave */
		st = withdrawal_state_tx(r, w, "consent_not_needed", CNIS_DAY_NONE, reterr);
		if (st == CNIS_OK)
			st = process_duty_open(r, w->id, "register_child", &has_register, reterr);
		if (st == CNIS_OK && !has_register)
			st = withdrawal_duty_tx(r, w, "register_child", applied, NULL, reterr);
		return st;
	}
	if (st == CNIS_OK)
		st = withdrawal_state_tx(r, w, "applied", CNIS_DAY_NONE, reterr);
	if (st == CNIS_OK)
		st = withdrawal_end_tx(r, w, "register_child", false, applied, EVENT, reterr);
	if (st == CNIS_OK)
		st = withdrawal_duty_tx(r, w, "consent_decide", applied, &duty, reterr);
	if (st == CNIS_OK)
		st = process_duty_due(r, duty, &done->decide_by, reterr);
	if (st != CNIS_OK || !consent_another_decides(r, v))
		return st;
	if (consent_may_name(r, v))
		text_copy(done->pass_to, sizeof done->pass_to, v->authorities);
	return consent_pass_tx(r, w, applied, reterr);
}

static cnis_status
apply_tx(cnis_register *r, const cnis_consent_apply_new *a, cnis_consent_applied *done,
         cnis_error *reterr)
{
	static const char WHERE[] = "consent.apply";
	withdrawal_row w;
	gate_verdict v;
	gate_place place;
	int64_t before = 0;
	cnis_day refused = CNIS_DAY_NONE;
	cnis_status st = withdrawal_read(r, a->withdrawal_id, WHERE, &w, reterr);

	if (st == CNIS_OK)
		st = process_day(r, a->applied, w.notified, "the notice", WHERE, "on", reterr);
	if (st == CNIS_OK)
		st = check_application(r, a, &w, reterr);
	if (st == CNIS_OK)
		st = change_touch(r, w.child_id, reterr);
	if (st == CNIS_OK)
		st = id_and_day(r, Q_LAST_REFUSED, ":child", w.child_id, &before, &refused, reterr);
	if (st != CNIS_OK)
		return st;
	place = place_of(&w);
	st = gate_ask(r, w.child_id, &place, a->applied, a->applied, &v, reterr);
	if (st == CNIS_OK)
		st = insert_application(r, a, &w, &done->id, reterr);
	if (st == CNIS_OK)
		st = gate_keep_tx(r, w.child_id, w.id, "application", a->applied, &v, reterr);
	if (st != CNIS_OK)
		return st;
	done->required = v.out.required;
	if (refused != CNIS_DAY_NONE && a->applied < rule_redecide_from(refused)) {
		done->early = true;
		done->must_decide = rule_redecide_from(refused);
	}
	return follow_application(r, &w, a->applied, &v, done, reterr);
}

cnis_status
cnis_consent_apply(cnis_register *r, const cnis_consent_apply_new *a, cnis_consent_applied *ret,
                   cnis_error *reterr)
{
	cnis_consent_applied done = { .must_decide = CNIS_DAY_NONE, .decide_by = CNIS_DAY_NONE };
	cnis_status st =
	    change_begin(r,
	                 &(change_spec){ .kind = "consent.apply",
	                                 .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER },
	                 reterr);

	if (st != CNIS_OK)
		return st;
	if (a->rev != 0)
		st = change_expect(r, "withdrawal", a->withdrawal_id, a->rev, reterr);
	if (st == CNIS_OK)
		st = apply_tx(r, a, &done, reterr);
	st = change_end(r, st, reterr);
	if (st == CNIS_OK)
		*ret = done;
	return st;
}

/* ---- decision -------------------------------------------------------------------------------- */

static cnis_status
check_decision(const cnis_consent_decide_new *d, cnis_error *reterr)
{
	static const char WHERE[] = "consent.decide";

	if (d->grant && !text_empty(d->ground))
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "ground",
		                 "a grant has no ground and no conditions");
	if (!d->grant &&
	    (text_empty(d->ground) || (strcmp(d->ground, "best_interests") != 0 &&
	                               strcmp(d->ground, "no_suitable_arrangements") != 0)))
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "ground",
		                 "a refusal rests on one ground of s. 434A(6): best_interests or "
		                 "no_suitable_arrangements");
	return CNIS_OK;
}

static cnis_status
insert_decision(cnis_register *r, const cnis_consent_decide_new *d, int64_t child_id,
                int64_t application, const char *basis, const char *by, const char *reasons,
                int64_t *ret_id, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_DECIDE], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_int(&c, ":application", application);
	stmt_int(&c, ":decided", d->decided);
	stmt_text(&c, ":outcome", d->grant ? "granted" : "refused");
	stmt_text(&c, ":ground", d->grant ? NULL : d->ground);
	stmt_text(&c, ":basis", basis);
	stmt_text(&c, ":reasons", reasons);
	stmt_text(&c, ":interpreter", text_empty(d->interpreter) ? NULL : d->interpreter);
	stmt_text(&c, ":by", by);
	stmt_int(&c, ":officer", r->officer_id);
	stmt_int(&c, ":at", change_now(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret_id = store_last_id(r->st);
	return st;
}

static cnis_status
follow_decision(cnis_register *r, withdrawal_row *w, const cnis_consent_decide_new *d,
                const gate_verdict *v, const char *by, cnis_error *reterr)
{
	static const char EVENT[] = "consent.decide";
	bool ours = strcmp(by, store_authority(r->st)) == 0;
	/* a refusal ends the process once everybody knows: who decided serves the notices */
	cnis_day closed = d->grant || ours ? CNIS_DAY_NONE : d->decided;
	cnis_status st = withdrawal_manager_tx(r, w, v->protection, d->decided, reterr);

	if (st == CNIS_OK)
		st = withdrawal_state_tx(r, w, d->grant ? "granted" : "refused", closed, reterr);
	if (st == CNIS_OK)
		st = withdrawal_end_tx(r, w, "consent_decide", true, d->decided, EVENT, reterr);
	if (st == CNIS_OK) /* of an earlier decision that was referred back */
		st = withdrawal_end_tx(r, w, "consent_serve", false, d->decided, EVENT, reterr);
	if (st == CNIS_OK && ours)
		st = withdrawal_duty_tx(r, w, "consent_serve", d->decided, NULL, reterr);
	/* a child who lives elsewhere: its authority is told, unless that is who decided */
	if (st == CNIS_OK && (d->grant || (ours && w->elsewhere[0] != '\0')) &&
	    strcmp(by, w->elsewhere) != 0)
		st = withdrawal_duty_tx(r, w, "register_child", d->decided, NULL, reterr);
	return st == CNIS_OK ? forward_settle_tx(r, w, d->decided, reterr) : st;
}

static cnis_status
decide_tx(cnis_register *r, const cnis_consent_decide_new *d, const char *reasons, int64_t *ret_id,
          cnis_error *reterr)
{
	static const char WHERE[] = "consent.decide";
	withdrawal_row w;
	gate_verdict v;
	gate_place place;
	const char *by = NULL;
	int64_t application = 0;
	cnis_day applied = CNIS_DAY_NONE;
	cnis_status st = withdrawal_read(r, d->withdrawal_id, WHERE, &w, reterr);

	if (st == CNIS_OK)
		st = consent_check_decider(r, reterr);
	if (st == CNIS_OK && strcmp(w.state, "applied") != 0)
		st = cnis_fail(reterr, CNIS_EREFUSED, 0, WHERE, "withdrawal",
		               "no application is waiting for a decision");
	if (st == CNIS_OK)
		st = id_and_day(r, Q_LAST_APPLICATION, ":withdrawal", w.id, &application, &applied,
		                reterr);
	if (st == CNIS_OK)
		st = process_day(r, d->decided, applied, "the application", WHERE, "on", reterr);
	if (st == CNIS_OK)
		st = change_touch(r, w.child_id, reterr);
	if (st != CNIS_OK)
		return st;
	place = place_of(&w);
	st = gate_ask(r, w.child_id, &place, d->decided, applied, &v, reterr);
	if (st == CNIS_OK)
		st = consent_check_authority(r, d, &v, &by, reterr);
	/* another authority hears the family itself */
	if (st == CNIS_OK && text_empty(d->decided_by))
		st = communication_decision_tx(r, w.child_id, d->interpreter, d->decided, WHERE,
		                               reterr);
	if (st == CNIS_OK && !v.out.required && !d->grant)
		st = cnis_refuse(reterr, v.out.rule, WHERE, "outcome",
		                 "consent is no longer needed, so it cannot be refused");
	if (st == CNIS_OK)
		st = gate_keep_tx(r, w.child_id, w.id, "decision", d->decided, &v, reterr);
	if (st == CNIS_OK)
		st = insert_decision(r, d, w.child_id, application, v.out.rule, by, reasons, ret_id,
		                     reterr);
	if (st == CNIS_OK)
		st = follow_decision(r, &w, d, &v, by, reterr);
	return st;
}

cnis_status
cnis_consent_decide(cnis_register *r, const cnis_consent_decide_new *d, int64_t *ret_id,
                    cnis_error *reterr)
{
	static const char WHERE[] = "consent.decide";
	char *reasons = NULL;
	int64_t id = 0;
	cnis_status st = check_decision(d, reterr);

	if (st == CNIS_OK)
		st = process_text(d->reasons, PROCESS_NOTE_MAX, true, true, WHERE, "reasons",
		                  &reasons, reterr);
	if (st == CNIS_OK)
		st = change_begin(r,
		                  &(change_spec){ .kind = WHERE,
		                                  .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER |
		                                           CNIS_ROLE_SAFEGUARDING },
		                  reterr);
	if (st != CNIS_OK)
		goto out;
	if (d->rev != 0)
		st = change_expect(r, "withdrawal", d->withdrawal_id, d->rev, reterr);
	if (st == CNIS_OK)
		st = decide_tx(r, d, reasons, &id, reterr);
	st = change_end(r, st, reterr);
	if (st == CNIS_OK)
		*ret_id = id;
out:
	free(reasons);
	return st;
}
