#ifndef CNIS_DOMAIN_CONSENT_INSIDE_H
#define CNIS_DOMAIN_CONSENT_INSIDE_H

#include "domain/gate.h"
#include "domain/place.h"
#include "domain/withdrawal.h"

/* clang-format off */
/** Another parent of the child: a current relationship of responsibility or care (s. 576) on :on, and
 * not who applied.  As a part of a statement, with the relationship as l. */
#define CONSENT_OTHER_PARENT(child, applicant) \
	" FROM relationship l JOIN person p ON p.id = l.person_id" \
	" WHERE l.child_id = " child " AND " PLACE_HOLDS("l") \
	" AND (p.kind = 'parent' OR l.responsibility = 'yes' OR l.has_care = 'yes')" \
	" AND l.person_id IS NOT " applicant
/** Whose contact details are known: a current address. */
#define CONSENT_REACHED \
	" AND EXISTS (SELECT 1 FROM person_residence h WHERE h.person_id = l.person_id" \
	"  AND h.kind <> 'previous' AND " PLACE_HOLDS("h") ")"
/* clang-format on */

/* What consent.c asks consent_who.c. */

/** Statute asks for consent, and it is not ours to give?  Our own gate is always ours, and so is
 * what nobody knows the authority of: somebody has to decide. */
bool consent_another_decides(const cnis_register *r, const gate_verdict *v);

/** May the actor be told which authority it is?  It goes with the ground. */
bool consent_may_name(const cnis_register *r, const gate_verdict *v);

/** Open the duty to pass the application on, a step of its own beside waiting for the decision.
 * A manager has it, whatever the ground. */
cnis_status consent_pass_tx(cnis_register *r, const withdrawal_row *w, cnis_day on,
                            cnis_error *reterr);

/** @retval CNIS_EPERM  the actor is told no ground, so cannot weigh it */
cnis_status consent_check_decider(const cnis_register *r, cnis_error *reterr);

/**
 * Is it for the authority that is said to have decided?
 * @param ret_by  which that is; points into @p d or @p r
 * @retval CNIS_EINVAL    no code of an authority (field "decided_by")
 * @retval CNIS_EREFUSED  another authority is the relevant one
 */
cnis_status consent_check_authority(const cnis_register *r, const cnis_consent_decide_new *d,
                                    const gate_verdict *v, const char **ret_by, cnis_error *reterr);

/**
 * Did the parent ask not to be reached so?
 * @param applicant  who applied, served where the notice names nobody; 0: not known
 * @param ret_wish   the wish that was set aside; 0: none
 * @retval CNIS_EREFUSED  by the rule LOCAL.contact-wish
 * @retval CNIS_EINVAL    see sending_allowed_tx(); or a wish or an address where there is none
 */
cnis_status consent_check_wish(cnis_register *r, const cnis_consent_serve_new *s, int64_t child_id,
                               int64_t applicant, int64_t *ret_wish, cnis_error *reterr);

/**
 * Has a manager weighed what is recorded about another parent before that parent is served?
 * @retval CNIS_EREFUSED  there is something to weigh, and it was not
 * @retval CNIS_EINVAL    it is said of somebody who is always served
 */
cnis_status consent_check_weighed(cnis_register *r, const cnis_consent_serve_new *s,
                                  int64_t child_id, cnis_error *reterr);

#endif
