/* Does consent that was granted count for what is asked now?  law.md does not settle it where the
 * grant was policy and statute asks since: setting gate.earlier_grant_stands. */
#include <string.h>

#include "base/error.h"
#include "domain/setting.h"
#include "domain/sight.h"
#include "domain/withdrawal_inside.h"

enum { Q_BASIS, Q_COUNT };
static const store_sql SQL[Q_COUNT] = {
	[Q_BASIS] = { "withdrawal.grant_basis",
	              "SELECT d.basis_rule FROM consent_decision d"
	              " JOIN consent_application a ON a.id = d.application_id"
	              " WHERE a.withdrawal_id = :id AND d.outcome = 'granted'"
	              " ORDER BY d.id DESC LIMIT 1" },
};

/* Was the grant the authority's own, by its policy?  What the Secretary of State directed is not.
 */
static cnis_status
by_policy(cnis_register *r, int64_t id, bool *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_BASIS], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK)
		*ret = row && strncmp(col_text(&c, 0), "LOCAL.", 6) == 0;
	stmt_close(&c);
	return st;
}

cnis_status
withdrawal_granted(cnis_register *r, const withdrawal_row *w, cnis_day on, gate_verdict *retv,
                   withdrawal_grant *ret, cnis_error *reterr)
{
	/* whatever the notice said: this is the way out of school; and the application that was
	 * granted was made under the policy, so statute is asked as of the day itself */
	const gate_place place = { .placement = w->placement,
		                   .placed_by = w->placed_by,
		                   .for_home = true };
	char value[201] = "";
	bool policy = false;
	cnis_status st;

	*ret = WITHDRAWAL_NOT_GRANTED;
	if (strcmp(w->state, "granted") != 0)
		return CNIS_OK;
	*ret = WITHDRAWAL_GRANTED;
	st = by_policy(r, w->id, &policy, reterr);
	if (st == CNIS_OK)
		st = gate_ask(r, w->child_id, &place, on, on, retv, reterr);
	if (st != CNIS_OK || !policy || !retv->out.by_statute)
		return st;
	st = setting_text(r, "gate.earlier_grant_stands", on, value, reterr);
	if (st == CNIS_OK)
		*ret = strcmp(value, "no") == 0 ? WITHDRAWAL_GRANT_PASSED : WITHDRAWAL_GRANT_STANDS;
	return st;
}

cnis_status
withdrawal_grant_refuse(const cnis_register *r, const gate_verdict *v, const char *where,
                        cnis_error *reterr)
{
	if (sight_ground_of(r, v->protection) != SIGHT_ALL)
		return gate_refuse(r, v, where, reterr);
	return cnis_refuse(reterr, v->out.rule, where, "child",
	                   "the consent was granted under this authority's own gate, and statute "
	                   "asks for consent since: by local policy (setting "
	                   "gate.earlier_grant_stands) it is applied for anew");
}
