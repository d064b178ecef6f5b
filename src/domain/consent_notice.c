/* After the decision: notices served, s. 434A(8), and references to the Secretary of State. */
#include <cnis/consent.h>

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/consent_inside.h"
#include "domain/death.h"
#include "domain/e_service.h"
#include "domain/forward.h"
#include "domain/process.h"
#include "domain/withdrawal.h"

enum { Q_DECISION, Q_SERVED, Q_SERVE, Q_OTHER, Q_LEFT, Q_REFERRED, Q_REFER, Q_OUTCOME, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_DECISION] = { "notice.decision",
		"SELECT d.id, d.decided_day, d.outcome, a.person_id, d.decided_by FROM consent_application a"
		" JOIN consent_decision d ON d.application_id = a.id"
		" WHERE a.withdrawal_id = :withdrawal ORDER BY d.id DESC LIMIT 1" },
	[Q_SERVED] = { "notice.served",
		"SELECT 1 FROM consent_service WHERE decision_id = :decision AND recipient = :recipient"
		" AND (recipient <> 'other_parent' OR person_id IS :person) LIMIT 1" },
	[Q_SERVE] = { "notice.serve",
		"INSERT INTO consent_service (child_id, decision_id, recipient, person_id, served_day,"
		" method, e_service_id, not_served, reason, recorded_at, rev, address_id, wish_id)"
		" VALUES (:child, :decision, :recipient, :person, :served, :method, :consent, :not,"
		" :reason, :at, :rev, :address, :wish)" },
	[Q_OTHER] = { "notice.other_parent",
		"SELECT 1" CONSENT_OTHER_PARENT(":child", ":applicant") " AND l.person_id = :person LIMIT 1" },
	/* when nobody wrote down which parent applied, one of those known is taken for the applicant */
	[Q_LEFT] = { "notice.left",
		"SELECT max(0, (SELECT count(DISTINCT l.person_id)"
		CONSENT_OTHER_PARENT(":child", ":applicant") CONSENT_REACHED
		"  AND NOT EXISTS (SELECT 1 FROM consent_service s WHERE s.decision_id = :decision"
		"   AND s.recipient = 'other_parent' AND s.person_id = l.person_id))"
		" - (:applicant IS NULL))"
		" + 2 - (SELECT count(DISTINCT recipient) FROM consent_service"
		"   WHERE decision_id = :decision AND recipient IN ('applicant', 'proprietor'))" },
	[Q_REFERRED] = { "notice.referred",
		"SELECT id, referred_day FROM consent_reference WHERE decision_id = :decision"
		" AND outcome IS NULL ORDER BY id DESC LIMIT 1" },
	[Q_REFER] = { "notice.refer",
		"INSERT INTO consent_reference (child_id, decision_id, referred_day, person_id,"
		" recorded_at, rev) VALUES (:child, :decision, :referred, :person, :at, :rev)" },
	[Q_OUTCOME] = { "notice.outcome",
		"UPDATE consent_reference SET outcome = :outcome, outcome_day = :on, rev = :rev"
		" WHERE id = :id" },
};
/* clang-format on */

/* The latest decision of a withdrawal. */
typedef struct decision {
	int64_t id;
	cnis_day decided;
	bool granted, ours;
	int64_t applicant; /* person; 0 when not known */
} decision;

static cnis_status
read_decision(cnis_register *r, int64_t withdrawal_id, const char *where, decision *ret,
              cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_DECISION], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":withdrawal", withdrawal_id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row)
		*ret = (decision){ .id = col_int(&c, 0),
			           .decided = col_day(&c, 1),
			           .granted = strcmp(col_text(&c, 2), "granted") == 0,
			           .ours = text_same(col_text(&c, 4), store_authority(r->st)),
			           .applicant = col_int(&c, 3) };
	stmt_close(&c);
	if (st == CNIS_OK && !row)
		return cnis_fail(reterr, CNIS_EREFUSED, 0, where, "withdrawal",
		                 "nothing has been decided yet");
	return st;
}

/* ---- notices --------------------------------------------------------------------------------- */

static cnis_status
check_recipient(cnis_register *r, const cnis_consent_serve_new *s, const withdrawal_row *w,
                const decision *d, cnis_error *reterr)
{
	static const char WHERE[] = "consent.serve";
	cursor c = { 0 };
	bool row = false, other = s->recipient && strcmp(s->recipient, "other_parent") == 0;
	cnis_status st;

	if (!other && (s->recipient == NULL || (strcmp(s->recipient, "applicant") != 0 &&
	                                        strcmp(s->recipient, "proprietor") != 0)))
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "recipient",
		                 "not one of applicant, other_parent, proprietor");
	if (other && s->person_id == 0)
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "person",
		                 "say which other parent was served");
	st = process_person(r, w->child_id, s->person_id, WHERE, reterr);
	if (st != CNIS_OK || !other)
		return st;
	st = stmt_open(r->st, &SQL[Q_OTHER], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", w->child_id);
	stmt_int(&c, ":on", s->served);
	stmt_id(&c, ":applicant", d->applicant);
	stmt_int(&c, ":person", s->person_id);
	st = stmt_step(&c, &row, reterr);
	stmt_close(&c);
	if (st == CNIS_OK && !row)
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "person",
		                 "not another parent of this child on that day");
	return st;
}

/* s. 572(2) speaks of a person served as a parent: the proprietor agrees to nothing. */
static cnis_status
check_electronic(cnis_register *r, const cnis_consent_serve_new *s, int64_t applicant,
                 int64_t *ret_agreement, cnis_error *reterr)
{
	static const char WHERE[] = "consent.serve";
	int64_t parent = s->person_id != 0 ? s->person_id : applicant;
	bool electronic = strcmp(s->method, "electronic") == 0;
	bool to_parent = strcmp(s->recipient, "proprietor") != 0;

	if (s->contact_point_id != 0 && !(electronic && to_parent))
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "at",
		                 "where it was sent belongs to electronic service on a parent");
	return electronic && to_parent
	           ? e_service_allowed_tx(r, "434A", parent, s->contact_point_id, s->served, WHERE,
	                                  ret_agreement, reterr)
	           : CNIS_OK;
}

/* How it was served, or that it was not: 434A(8)(b) leaves out nobody but another parent. */
static cnis_status
check_service(cnis_register *r, const cnis_consent_serve_new *s, int64_t applicant,
              int64_t *ret_agreement, cnis_error *reterr)
{
	static const char WHERE[] = "consent.serve";
	cnis_status st;

	if (text_empty(s->not_served)) {
		st = process_code(r, "service_method", s->method, s->served, WHERE, "method",
		                  reterr);
		return st == CNIS_OK ? check_electronic(r, s, applicant, ret_agreement, reterr)
		                     : st;
	}
	if (strcmp(s->not_served, "exceptional") != 0)
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "not_served",
		                 "the only ground is exceptional circumstances");
	if (strcmp(s->recipient, "other_parent") != 0)
		return cnis_refuse(reterr, "EA1996.434A.2", WHERE, "not_served",
		                   "who applied and the proprietor are always served; exceptional "
		                   "circumstances leave out another parent only (s. 434A(8)(b))");
	if (!text_empty(s->method) || s->contact_point_id != 0)
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "method",
		                 "what is not served has no method");
	return CNIS_OK;
}

/* What a notice rests on: an agreement to electronic service, a wish that was set aside. */
typedef struct basis {
	int64_t agreement, wish; /* 0: none */
} basis;

static cnis_status
insert_service(cnis_register *r, const cnis_consent_serve_new *s, const char *reason,
               const basis *rests, int64_t child_id, int64_t decision_id, cnis_error *reterr)
{
	static const char WHERE[] = "consent.serve";
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_SERVED], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":decision", decision_id);
	stmt_text(&c, ":recipient", s->recipient);
	stmt_id(&c, ":person", s->person_id);
	st = stmt_step(&c, &row, reterr);
	stmt_close(&c);
	if (st == CNIS_OK && row)
		return cnis_fail(reterr, CNIS_EEXISTS, 0, WHERE, "recipient",
		                 "this recipient has been served");
	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[Q_SERVE], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_int(&c, ":decision", decision_id);
	stmt_text(&c, ":recipient", s->recipient);
	stmt_id(&c, ":person", s->person_id);
	stmt_int(&c, ":served", s->served);
	stmt_text(&c, ":method", text_empty(s->not_served) ? s->method : NULL);
	stmt_id(&c, ":consent", rests->agreement);
	stmt_id(&c, ":address", s->address_id);
	stmt_id(&c, ":wish", rests->wish);
	stmt_text(&c, ":not", text_empty(s->not_served) ? NULL : s->not_served);
	stmt_text(&c, ":reason", reason);
	stmt_int(&c, ":at", change_now(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

static cnis_status
count_left(cnis_register *r, int64_t child_id, const decision *d, cnis_day on, int64_t *ret,
           cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_LEFT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_int(&c, ":on", on);
	stmt_id(&c, ":applicant", d->applicant);
	stmt_int(&c, ":decision", d->id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row)
		*ret = col_int(&c, 0);
	stmt_close(&c);
	return st;
}

static cnis_status
serve_tx(cnis_register *r, const cnis_consent_serve_new *s, const char *reason, int64_t *ret_left,
         cnis_error *reterr)
{
	static const char WHERE[] = "consent.serve";
	withdrawal_row w;
	decision d = { 0 };
	basis rests = { 0 };
	cnis_status st = withdrawal_read(r, s->withdrawal_id, WHERE, &w, reterr);

	if (st == CNIS_OK)
		st = read_decision(r, w.id, WHERE, &d, reterr);
	if (st == CNIS_OK && !d.ours)
		st = cnis_fail(reterr, CNIS_EREFUSED, 0, WHERE, "withdrawal",
		               "another authority decided, and serves the notices itself");
	if (st == CNIS_OK)
		st = process_day(r, s->served, d.decided, "the decision", WHERE, "on", reterr);
	if (st == CNIS_OK)
		st = hold_letters_refuse(r, w.child_id, "consent.serve", reterr);
	if (st == CNIS_OK)
		st = check_recipient(r, s, &w, &d, reterr);
	if (st == CNIS_OK)
		st = check_service(r, s, d.applicant, &rests.agreement, reterr);
	if (st == CNIS_OK)
		st = consent_check_wish(r, s, w.child_id, d.applicant, &rests.wish, reterr);
	if (st == CNIS_OK)
		st = consent_check_weighed(r, s, w.child_id, reterr);
	if (st == CNIS_OK)
		st = change_touch(r, w.child_id, reterr);
	if (st == CNIS_OK)
		st = insert_service(r, s, reason, &rests, w.child_id, d.id, reterr);
	if (st == CNIS_OK)
		st = count_left(r, w.child_id, &d, s->served, ret_left, reterr);
	if (st != CNIS_OK || *ret_left > 0)
		return st;
	st = withdrawal_end_tx(r, &w, "consent_serve", true, s->served, WHERE, reterr);
	/* a refusal that everybody knows of ends the process; another application opens it again */
	if (st == CNIS_OK && strcmp(w.state, "refused") == 0 && w.closed == CNIS_DAY_NONE)
		st = withdrawal_state_tx(r, &w, "refused", s->served, reterr);
	return st == CNIS_OK ? forward_settle_tx(r, &w, s->served, reterr) : st;
}

cnis_status
cnis_consent_serve(cnis_register *r, const cnis_consent_serve_new *s, int64_t *ret_left,
                   cnis_error *reterr)
{
	static const char WHERE[] = "consent.serve";
	bool served = text_empty(s->not_served);
	bool decided = !served || s->considered || s->despite_wish;
	/* a notice has left the building; and to leave a parent out, to serve one about whom there
	 * is something to weigh, or against a wish, is a manager's decision */
	change_spec spec = { .kind = WHERE,
		             .roles = decided ? CNIS_ROLE_MANAGER
		                              : CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER |
		                                    CNIS_ROLE_SAFEGUARDING,
		             .undo = served ? STORE_FINAL : STORE_UNDOABLE };
	char *reason = NULL;
	int64_t left = 0;
	cnis_status st = CNIS_OK;

	if (decided)
		st = process_text(s->reason, PROCESS_NOTE_MAX, true, true, WHERE, "reason", &reason,
		                  reterr);
	if (st == CNIS_OK)
		st = change_begin(r, &spec, reterr);
	if (st != CNIS_OK)
		goto out;
	st = serve_tx(r, s, reason, &left, reterr);
	st = change_end(r, st, reterr);
	if (st == CNIS_OK && ret_left)
		*ret_left = left;
out:
	free(reason);
	return st;
}

/* ---- references ------------------------------------------------------------------------------ */

static cnis_status
read_reference(cnis_register *r, int64_t decision_id, int64_t *ret_id, cnis_day *ret_day,
               cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_REFERRED], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":decision", decision_id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK) {
		*ret_id = row ? col_int(&c, 0) : 0;
		*ret_day = row ? col_day(&c, 1) : CNIS_DAY_NONE;
	}
	stmt_close(&c);
	return st;
}

static cnis_status
refer_tx(cnis_register *r, int64_t withdrawal_id, int64_t person_id, cnis_day referred,
         cnis_error *reterr)
{
	static const char WHERE[] = "consent.refer";
	withdrawal_row w;
	decision d = { 0 };
	cursor c = { 0 };
	int64_t open = 0;
	cnis_day since;
	cnis_status st = withdrawal_read(r, withdrawal_id, WHERE, &w, reterr);

	if (st == CNIS_OK)
		st = read_decision(r, w.id, WHERE, &d, reterr);
	if (st == CNIS_OK)
		st = process_day(r, referred, d.decided, "the decision", WHERE, "on", reterr);
	if (st == CNIS_OK)
		st = process_person(r, w.child_id, person_id, WHERE, reterr);
	if (st == CNIS_OK)
		st = read_reference(r, d.id, &open, &since, reterr);
	if (st == CNIS_OK && open != 0)
		st = cnis_fail(reterr, CNIS_EEXISTS, 0, WHERE, "withdrawal",
		               "it has been referred, and waits for an outcome");
	if (st == CNIS_OK)
		st = change_touch(r, w.child_id, reterr);
	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[Q_REFER], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", w.child_id);
	stmt_int(&c, ":decision", d.id);
	stmt_int(&c, ":referred", referred);
	stmt_id(&c, ":person", person_id);
	stmt_int(&c, ":at", change_now(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

cnis_status
cnis_consent_refer(cnis_register *r, int64_t withdrawal_id, int64_t person_id, cnis_day referred,
                   cnis_error *reterr)
{
	cnis_status st =
	    change_begin(r,
	                 &(change_spec){ .kind = "consent.refer",
	                                 .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER },
	                 reterr);

	if (st != CNIS_OK)
		return st;
	st = refer_tx(r, withdrawal_id, person_id, referred, reterr);
	return change_end(r, st, reterr);
}

/* What an outcome does to a process whose pupil is still on the roll. */
static cnis_status
follow_outcome(cnis_register *r, withdrawal_row *w, const char *outcome, cnis_day on,
               cnis_error *reterr)
{
	static const char EVENT[] = "consent.outcome";
	cnis_status st;

	if (strcmp(outcome, "directed_grant") == 0) {
		st = withdrawal_state_tx(r, w, "granted", CNIS_DAY_NONE, reterr);
		return st == CNIS_OK ? withdrawal_duty_tx(r, w, "register_child", on, NULL, reterr)
		                     : st;
	}
	if (strcmp(outcome, "referred_back") != 0)
		return CNIS_OK;
	st = withdrawal_state_tx(r, w, "applied", CNIS_DAY_NONE, reterr);
	if (st == CNIS_OK)
		st = withdrawal_end_tx(r, w, "register_child", false, on, EVENT, reterr);
	if (st == CNIS_OK)
		st = withdrawal_duty_tx(r, w, "consent_decide", on, NULL, reterr);
	return st;
}

static cnis_status
outcome_tx(cnis_register *r, int64_t withdrawal_id, const char *outcome, cnis_day on,
           cnis_error *reterr)
{
	static const char WHERE[] = "consent.outcome";
	withdrawal_row w;
	decision d = { 0 };
	cursor c = { 0 };
	int64_t reference = 0;
	cnis_day referred = CNIS_DAY_NONE;
	cnis_status st = withdrawal_read(r, withdrawal_id, WHERE, &w, reterr);

	if (st == CNIS_OK)
		st = read_decision(r, w.id, WHERE, &d, reterr);
	if (st == CNIS_OK)
		st = read_reference(r, d.id, &reference, &referred, reterr);
	if (st == CNIS_OK && reference == 0)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, WHERE, "withdrawal",
		               "no reference waits for an outcome");
	if (st == CNIS_OK)
		st = process_day(r, on, referred, "the reference", WHERE, "on", reterr);
	if (st == CNIS_OK && d.granted && strncmp(outcome, "directed", 8) == 0)
		st = cnis_refuse(reterr, "EA1996.434A.2", WHERE, "outcome",
		                 "a grant is upheld or referred back (s. 434A(10)); a direction is "
		                 "for a refusal");
	if (st == CNIS_OK)
		st = change_touch(r, w.child_id, reterr);
	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[Q_OUTCOME], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_text(&c, ":outcome", outcome);
	stmt_int(&c, ":on", on);
	stmt_int(&c, ":rev", change_rev(r));
	stmt_int(&c, ":id", reference);
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK && w.on_roll && strcmp(w.state, d.granted ? "granted" : "refused") == 0)
		st = follow_outcome(r, &w, outcome, on, reterr);
	return st;
}

cnis_status
cnis_consent_outcome(cnis_register *r, int64_t withdrawal_id, const char *outcome, cnis_day on,
                     cnis_error *reterr)
{
	static const char *const OUTCOMES[] = { "upheld", "directed_grant", "directed_refuse",
		                                "referred_back" };
	bool known = false;
	cnis_status st;

	for (size_t i = 0; outcome && i < sizeof OUTCOMES / sizeof OUTCOMES[0]; i++)
		known = known || strcmp(outcome, OUTCOMES[i]) == 0;
	if (!known)
		return cnis_fail(
		    reterr, CNIS_EINVAL, 0, "consent.outcome", "outcome",
		    "not one of upheld, directed_grant, directed_refuse, referred_back");
	st = change_begin(r,
	                  &(change_spec){ .kind = "consent.outcome",
	                                  .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER },
	                  reterr);
	if (st != CNIS_OK)
		return st;
	st = outcome_tx(r, withdrawal_id, outcome, on, reterr);
	return change_end(r, st, reterr);
}
