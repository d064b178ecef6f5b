#ifndef CNIS_DOMAIN_OFFICER_H
#define CNIS_DOMAIN_OFFICER_H

#include <cnis/officer.h>

#include "domain/register.h"

/** Any of these can do the work of a duty. */
#define OFFICER_WORKS                                                                              \
	(CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER | CNIS_ROLE_SAFEGUARDING | CNIS_ROLE_CUSTODIAN)

/**
 * officer_find() of somebody who is given work today.
 * @retval CNIS_ENOTFOUND field "officer"
 * @retval CNIS_EINVAL    the account has no role to do it with (field "officer")
 */
cnis_status officer_worker(cnis_register *r, const char *login, int64_t *ret_id,
                           cnis_error *reterr);

/** Id of the officer who has @p login on @p on.  @retval CNIS_ENOTFOUND field "officer" */
cnis_status officer_find(cnis_register *r, const char *login, cnis_day on, int64_t *ret_id,
                         cnis_error *reterr);

/** Roles held on @p on, as bits; 0 for an officer who has left. */
cnis_status officer_roles(cnis_register *r, int64_t officer_id, cnis_day on, unsigned *ret_roles,
                          cnis_error *reterr);

/** A current officer with the role of a manager, for what must reach one: the actor when a
 * manager, else the one with the fewest open duties (then the lowest id); else as
 * officer_for_step(). */
cnis_status officer_manager(cnis_register *r, int64_t *ret_id, cnis_error *reterr);

/** The same, but not @p but, who is leaving; the actor when there is nobody else. */
cnis_status officer_manager_but(cnis_register *r, int64_t but, int64_t *ret_id, cnis_error *reterr);

/** @retval CNIS_EREFUSED  @p id is the last administrator: a register nobody can administer is lost
 */
cnis_status officer_keep_administrator(cnis_register *r, int64_t id, cnis_error *reterr);

/** The steps that not everybody is shown go to somebody who is: from @p id, who is not or leaves.
 */
cnis_status officer_hand_steps_tx(cnis_register *r, int64_t id, cnis_error *reterr);

/**
 * Who takes a step that tells a cause (SIGHT_STEPS): of those who are shown it, @p family_officer,
 * else the actor, else of the role safeguarding and then of managers the one with the fewest open
 * duties; where nobody is, an administrator has it until there is somebody, and doctor says so.
 * @param but  not this officer, who is leaving; 0
 * @param ret_id  untouched when there is nobody but @p but
 */
cnis_status officer_for_step(cnis_register *r, int64_t family_officer, int64_t but, int64_t *ret_id,
                             cnis_error *reterr);

/** Is this officer shown the steps of SIGHT_STEPS? */
cnis_status officer_sees_steps(cnis_register *r, int64_t officer_id, bool *ret, cnis_error *reterr);

/** Is this officer current today? */
cnis_status officer_current(cnis_register *r, int64_t officer_id, bool *ret, cnis_error *reterr);

/** Is this a login, a name, a team and roles?  @retval CNIS_EINVAL field says which is not */
cnis_status officer_check_new(const cnis_officer_new *officer, cnis_error *reterr);

/** Add one officer in an open change, without a check of who asks (init and cnis_officer_add()). */
cnis_status officer_add_tx(cnis_register *r, const cnis_officer_new *officer, int64_t *ret_id,
                           cnis_error *reterr);

#endif
