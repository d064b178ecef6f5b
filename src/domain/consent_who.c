/* Who decides an application for consent, s. 434A(13): which authority, and which officer of ours.
 */
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/consent_inside.h"
#include "domain/duty.h"
#include "domain/officer.h"
#include "domain/sight.h"
#include "rule/authority.h"

static bool
relevant(const gate_verdict *v, const char *authority)
{
	for (size_t i = 0; i < v->out.n_authorities; i++)
		if (strcmp(v->out.authority[i], authority) == 0)
			return true;
	return false;
}

bool
consent_another_decides(const cnis_register *r, const gate_verdict *v)
{
	return v->out.by_statute && v->out.n_authorities > 0 &&
	       !relevant(v, store_authority(r->st));
}

bool
consent_may_name(const cnis_register *r, const gate_verdict *v)
{
	return sight_ground_of(r, v->protection) == SIGHT_ALL;
}

cnis_status
consent_pass_tx(cnis_register *r, const withdrawal_row *w, cnis_day on, cnis_error *reterr)
{
	duty_local d = { .kind = "consent_pass",
		         .rule = "LOCAL.consent.pass",
		         .setting = "consent.pass_days",
		         .unit = "working",
		         .child_id = w->child_id,
		         .withdrawal_id = w->id,
		         .opened = on };
	int64_t id = 0;
	cnis_status st = officer_manager(r, &d.owner_id, reterr);

	return st == CNIS_OK ? duty_local_tx(r, &d, &id, reterr) : st;
}

/* The Act does not say who decides; INFERENCE, local policy: child protection needs more than one
 * officer's own judgement, and who decides may not depend on the ground, or it would tell it. */
cnis_status
consent_check_decider(const cnis_register *r, cnis_error *reterr)
{
	if (!sight_steps(r))
		return cnis_fail(reterr, CNIS_EPERM, 0, "consent.decide", "officer",
		                 "this application needs a decision by a manager");
	return CNIS_OK;
}

cnis_status
cnis_consent_may_decide(cnis_register *r, int64_t withdrawal_id, cnis_error *reterr)
{
	withdrawal_row w;
	cnis_status st = withdrawal_read(r, withdrawal_id, "consent.decide", &w, reterr);

	return st == CNIS_OK ? consent_check_decider(r, reterr) : st;
}

cnis_status
consent_check_authority(const cnis_register *r, const cnis_consent_decide_new *d,
                        const gate_verdict *v, const char **ret_by, cnis_error *reterr)
{
	static const char WHERE[] = "consent.decide";
	static const char FIELD[] = "decided_by";
	const char *ours = store_authority(r->st);
	bool given = !text_empty(d->decided_by);
	const char *by = given ? d->decided_by : ours;

	*ret_by = by;
	if (!rule_upn_authority(by))
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, FIELD,
		                 "not the three-digit code of an authority");
	if (!v->out.by_statute)
		return strcmp(by, ours) == 0
		           ? CNIS_OK
		           : cnis_refuse(reterr, v->out.rule, WHERE, FIELD,
		                         "on these facts no statute makes another authority the "
		                         "one that decides");
	if (v->out.n_authorities == 0 || relevant(v, by) || (given && v->out.unsettled))
		return CNIS_OK;
	if (consent_may_name(r, v))
		return cnis_refuse(reterr, v->out.rule, WHERE, FIELD,
		                   "the relevant authority (s. 434A(13)) is %s: pass the "
		                   "application on, and record what it decides as its decision",
		                   v->authorities);
	return cnis_refuse(reterr, v->out.rule, WHERE, FIELD,
	                   "another authority is the relevant one (s. 434A(13)): pass the "
	                   "application on, and record what it decides as its decision");
}
