/* Duties handed over, put off, waived. */
#include <stdlib.h>
#include <string.h>

#include <cnis/reference.h>

#include "base/error.h"
#include "base/flat.h"
#include "base/text.h"
#include "domain/complaint.h"
#include "domain/custody.h"
#include "domain/duty_inside.h"
#include "domain/duty_queue.h"
#include "domain/officer.h"
#include "domain/sight.h"

static cnis_status
begin(cnis_register *r, const char *kind, const char *words, int64_t id, unsigned roles,
      store_undo undo, const char *reason, cnis_error *reterr)
{
	const change_spec spec = { .kind = kind,
		                   .command = words,
		                   .letter = CNIS_REF_DUTY,
		                   .id = id,
		                   .roles = roles,
		                   .undo = undo,
		                   .reason = reason };

	return change_begin(r, &spec, reterr);
}

/* A step the actor is not shown answers as a duty that was never there. */
static cnis_status
read_shown(cnis_register *r, int64_t id, duty_kept *k, cnis_error *reterr)
{
	cnis_status st = duty_read_tx(r, id, k, reterr);

	return st == CNIS_OK && (!sight_duty(r, k->kind) || sight_own_complaint(r, id))
	           ? duty_missing(reterr)
	           : st;
}

/* ... and is not given to somebody who would not be shown it. */
static cnis_status
check_taker(cnis_register *r, int64_t id, const duty_kept *k, int64_t to, cnis_error *reterr)
{
	bool sees = true, about = false;
	int64_t owner = to;
	cnis_status st = custody_owner_tx(r, k->d.child_id, to, &owner, reterr);

	if (st == CNIS_OK && owner != to)
		st = cnis_refuse(reterr, "LOCAL.restriction", "duty.assign", "to",
		                 "this record is closed to that officer");
	if (st != CNIS_OK)
		return st;
	st = sight_step(k->kind) ? officer_sees_steps(r, to, &sees, reterr) : CNIS_OK;

	if (st == CNIS_OK)
		st = complaint_about(r, id, to, &about, reterr);
	if (st == CNIS_OK && about)
		return cnis_refuse(reterr, "", "duty.assign", "to",
		                   "who is complained about does not answer it");
	return st == CNIS_OK && !sees
	           ? cnis_refuse(reterr, "", "duty.assign", "to",
	                         "this step is for a manager or the role safeguarding")
	           : st;
}

static cnis_status
assign_tx(cnis_register *r, int64_t id, const char *login, cnis_error *reterr)
{
	duty_kept k;
	int64_t to = 0;
	int64_t now = 0;
	bool waits = false;
	cnis_status st = read_shown(r, id, &k, reterr);

	if (st == CNIS_OK && !k.open)
		st = duty_ended_already(reterr);
	if (st == CNIS_OK)
		st = officer_worker(r, login, &to, reterr);
	if (st == CNIS_OK)
		st = check_taker(r, id, &k, to, reterr);
	if (st == CNIS_OK)
		st = duty_now_owner(r, id, &now, reterr);
	if (st == CNIS_OK)
		st = queue_waits(r, id, &waits, reterr);
	if (st != CNIS_OK || (now == to && !waits))
		return st;
	st = duty_disown_tx(r, id, change_today(r) - 1, reterr);
	if (st == CNIS_OK)
		st = duty_own_tx(r, id, k.d.child_id, to, change_today(r), reterr);
	if (st == CNIS_OK && waits)
		st = queue_settle_tx(r, id, reterr);
	if (st == CNIS_OK)
		st = change_touch(r, k.d.child_id, reterr);
	return st;
}

cnis_status
cnis_duty_assign(cnis_register *r, int64_t id, const char *login, cnis_error *reterr)
{
	cnis_status st = begin(r, "duty.assign", "duty assign", id,
	                       CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER, STORE_UNDOABLE, NULL, reterr);

	if (st == CNIS_OK)
		st = assign_tx(r, id, login, reterr);
	return change_end(r, st, reterr);
}

/* A reason given by a person: clean text into @p ret (free), or CNIS_EINVAL. */
static cnis_status
clean_reason(const char *reason, char **ret, cnis_error *reterr)
{
	char *clean = NULL;
	text_problem problem;

	if (text_empty(reason))
		return cnis_fail(reterr, CNIS_EINVAL, 0, "duty.change", "reason",
		                 "a reason is needed");
	problem = text_clean(reason, strlen(reason), 1000, true, &clean);
	if (problem == TEXT_NO_MEMORY)
		return cnis_nomem(reterr, "duty.change");
	if (problem != TEXT_FINE)
		return cnis_fail(reterr, CNIS_EINVAL, 0, "duty.change", "reason", "the reason %s",
		                 text_problem_words(problem));
	if (text_empty(clean)) {
		free(clean);
		return cnis_fail(reterr, CNIS_EINVAL, 0, "duty.change", "reason",
		                 "a reason is needed");
	}
	*ret = clean;
	return CNIS_OK;
}

/* Only what the authority decided itself can be decided otherwise. */
static cnis_status
check_local(const duty_kept *k, const char *what, cnis_error *reterr)
{
	const cnis_rule *rule = cnis_rule_find(k->rule);

	if (rule != NULL && rule->kind == CNIS_RULE_LOCAL)
		return CNIS_OK;
	/* Art. 14(5) of the UK GDPR lets the authority decide that nothing is told */
	if (strcmp(k->kind, "privacy_notice") == 0 && strcmp(what, "waive") == 0)
		return CNIS_OK;
	return cnis_refuse(reterr, k->rule, "duty.change", "duty",
	                   "%s sets this duty; nobody here can %s it",
	                   rule == NULL ? k->rule : rule->citation, what);
}

static cnis_status
extend_tx(cnis_register *r, int64_t id, cnis_day to, const char *reason, int64_t *ret_id,
          cnis_error *reterr)
{
	duty_kept k;
	cnis_status st = read_shown(r, id, &k, reterr);

	if (st == CNIS_OK && !k.open)
		st = duty_ended_already(reterr);
	if (st == CNIS_OK)
		st = check_local(&k, "put off", reterr);
	if (st != CNIS_OK)
		return st;
	if (k.extends_id != 0 && (r->roles & CNIS_ROLE_MANAGER) == 0)
		return cnis_refuse(reterr, "LOCAL.duty.extend", "duty.extend", "duty",
		                   "the duty was put off before; only a manager puts it off "
		                   "again");
	if (to == CNIS_DAY_NONE || to <= k.d.due || to < change_today(r))
		return cnis_fail(reterr, CNIS_EINVAL, 0, "duty.extend", "to",
		                 "the new date must be later than the present one and not past");
	st = duty_now_owner(r, id, &k.d.owner_id, reterr);
	if (st == CNIS_OK)
		st = duty_end_row_tx(r, id, DUTY_SUPERSEDED, change_today(r), "duty.extend", NULL,
		                     reterr);
	k.d.opened = change_today(r);
	k.d.due = to;
	if (st == CNIS_OK)
		st = duty_insert_tx(r, &k.d, k.version, reason, id, ret_id, reterr);
	return st;
}

cnis_status
cnis_duty_extend(cnis_register *r, int64_t id, cnis_day to, const char *reason, int64_t *ret_id,
                 cnis_error *reterr)
{
	char *clean = NULL;
	int64_t new_id = 0;
	cnis_status st = clean_reason(reason, &clean, reterr);

	if (st != CNIS_OK)
		return st;
	st = begin(r, "duty.extend", "duty extend", id, CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER,
	           STORE_UNDOABLE, clean, reterr);
	if (st == CNIS_OK)
		st = extend_tx(r, id, to, clean, &new_id, reterr);
	st = change_end(r, st, reterr);
	free(clean);
	if (st == CNIS_OK && ret_id != NULL)
		*ret_id = new_id;
	return st;
}

static cnis_status
waive_tx(cnis_register *r, int64_t id, const char *reason, cnis_error *reterr)
{
	char ref[CNIS_REFERENCE_SIZE] = "";
	bool broken = false;
	duty_kept k;
	cnis_status st = read_shown(r, id, &k, reterr);

	if (st == CNIS_OK && !k.open)
		st = duty_ended_already(reterr);
	if (st == CNIS_OK)
		st = check_local(&k, "waive", reterr);
	if (st == CNIS_OK)
		st = duty_end_tx(r, id, DUTY_WAIVED, change_today(r), "duty.waive", reason, reterr);
	if (st == CNIS_OK)
		st = duty_forgotten(r, k.d.child_id, &broken, ref, reterr);
	if (st == CNIS_OK && broken)
		st = cnis_refuse(reterr, "LOCAL.duty.waive", "duty.waive", "duty",
		                 "%s would be left without anything to do next; put the duty off "
		                 "or give it to somebody instead",
		                 ref);
	return st;
}

cnis_status
cnis_duty_waive(cnis_register *r, int64_t id, const char *reason, cnis_error *reterr)
{
	char *clean = NULL;
	cnis_status st = clean_reason(reason, &clean, reterr);

	if (st != CNIS_OK)
		return st;
	st =
	    begin(r, "duty.waive", "duty waive", id, CNIS_ROLE_MANAGER, STORE_FINAL, clean, reterr);
	if (st == CNIS_OK)
		st = waive_tx(r, id, clean, reterr);
	st = change_end(r, st, reterr);
	free(clean);
	return st;
}

/* ---- met --------------------------------------------------------------------------------------
 */

/* What meets a duty, when a fact of its own does; NULL: somebody says that it was done. */
static const char *
met_by(const char *kind)
{
	static const struct {
		const char *kind, *by;
	} facts[] = {
		{ "review", "a review of the education" },
		{ "sign_off", "the signature of a second officer" },
		{ "more_information", "what the family sent, or another review" },
		{ "home_consideration", "considering where the child lives" },
		{ "settings_consideration", "considering the settings" },
		{ "ehc_review", "the annual review of the plan" },
		{ "consent_check", "an application (consent apply), the removal from the roll "
		                   "(withdrawal left) or a "
		                   "change of plan (withdrawal withdraw)" },
		{ "consent_decide", "the decision" },
		{ "consent_serve", "the notices of the decision" },
		{ "tell_authority", "telling it, or saying why not (forward)" },
		{ "await_receipt", "the receipt (forward receipt)" },
		{ "await_authority", "the decision (consent decide --decided-by)" },
		{ "address_query", "the address where the child lives" },
		{ "register_child", "the entry on the register" },
		{ "private_fostering", "telling the team (private-fostering told), or its end" },
		{ "tell_social_worker", "telling the social worker (looked-after told)" },
		{ "absence_review", "asking after the absence (held review)" },
		{ "section_19_decide", "the section 19 decision (held decide)" },
		{ "section_19_review", "another decision, or asking again (held review)" },
		{ "intake_triage", "saying what has arrived (intake triage)" },
		{ "intake_next", "saying what has arrived (intake triage)" },
		{ "intake_receipt", "the receipt (intake receipt)" },
		{ "complaint_reply", "the answer (complaint close)" },
		{ "letters_decide", "the decision (hold end)" },
		{ "privacy_notice", "telling each parent or carer (tell add)" },
		{ "sheet", "giving each parent a sheet (sheet, tell add)" },
		{ "approaching_start", "the entry on the register, or the end of holding" },
	};

	for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++)
		if (strcmp(kind, facts[i].kind) == 0)
			return facts[i].by;
	return NULL;
}

static bool
find_opener(const char *name, const char *value, void *payload)
{
	const char **login = payload; /* theirs; then NULL: it is them */

	if (strcmp(name, "opened_by") == 0 && value != NULL && strcmp(value, *login) == 0)
		*login = NULL;
	return true;
}

/* Custodians look into what was done with the records they keep; who opened one does not. */
static cnis_status
check_reviewer(const cnis_register *r, const duty_kept *k, cnis_error *reterr)
{
	const unsigned all = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER | CNIS_ROLE_SAFEGUARDING;
	const char *login = r->login;

	if ((r->roles & all) == 0 && strcmp(k->kind, "glass_review") != 0 &&
	    strcmp(k->kind, "duplicate_alert") != 0)
		return cnis_fail(reterr, CNIS_EPERM, 0, "duty.meet", "role",
		                 "this needs one of the roles: officer, manager, safeguarding");
	if (strcmp(k->kind, "glass_manager") != 0)
		return CNIS_OK;
	if (flat_read(k->d.inputs, find_opener, &login) == CNIS_OK && login == NULL)
		return cnis_refuse(reterr, k->rule, "duty.meet", "duty",
		                   "you opened the record: somebody else looks into it");
	return CNIS_OK;
}

static cnis_status
check_meeting(const cnis_register *r, const duty_kept *k, cnis_day on, cnis_error *reterr)
{
	static const char where[] = "duty.meet";

	if (!k->open)
		return duty_ended_already(reterr);
	if (met_by(k->kind) != NULL)
		return cnis_refuse(reterr, k->rule, where, "duty",
		                   "this duty is met by %s: record that", met_by(k->kind));
	if (strcmp(k->kind, "manager_withdrawal") == 0 && (r->roles & CNIS_ROLE_MANAGER) == 0)
		return cnis_fail(reterr, CNIS_EPERM, 0, where, "officer",
		                 "a manager looks at this withdrawal");
	if (on > change_today(r))
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "on", "the day is in the future");
	if (on < k->d.opened)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "on",
		                 "the day is before the duty was opened");
	return CNIS_OK;
}

static cnis_status
meet_tx(cnis_register *r, int64_t id, cnis_day on, const char *done, cnis_error *reterr)
{
	char ref[CNIS_REFERENCE_SIZE] = "";
	bool broken = false;
	duty_kept k;
	cnis_status st = read_shown(r, id, &k, reterr);

	if (on == 0 || on == CNIS_DAY_NONE)
		on = change_today(r);
	if (st == CNIS_OK)
		st = check_meeting(r, &k, on, reterr);
	if (st == CNIS_OK)
		st = check_reviewer(r, &k, reterr);
	if (st == CNIS_OK)
		st = duty_end_tx(r, id, DUTY_MET, on, "duty.meet", done, reterr);
	if (st == CNIS_OK)
		st = duty_forgotten(r, k.d.child_id, &broken, ref, reterr);
	if (st == CNIS_OK && broken)
		st = cnis_refuse(reterr, k.rule, "duty.meet", "duty",
		                 "%s would be left without anything to do next; record what "
		                 "follows first: another route, the end of the entry, an entry",
		                 ref);
	return st;
}

cnis_status
cnis_duty_meet(cnis_register *r, int64_t id, cnis_day on, const char *done, cnis_error *reterr)
{
	char *clean = NULL;
	cnis_status st = clean_reason(done, &clean, reterr);

	if (st != CNIS_OK)
		return st;
	st = begin(r, "duty.meet", "duty meet", id,
	           CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER | CNIS_ROLE_SAFEGUARDING |
	               CNIS_ROLE_CUSTODIAN,
	           STORE_UNDOABLE, clean, reterr);
	if (st == CNIS_OK)
		st = meet_tx(r, id, on, clean, reterr);
	st = change_end(r, st, reterr);
	free(clean);
	return st;
}
