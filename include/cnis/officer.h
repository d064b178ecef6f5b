#ifndef CNIS_OFFICER_H
#define CNIS_OFFICER_H

#include <cnis/register.h>

/**
 * @file cnis/officer.h
 * Who may do what.  Officers and their roles are dated; changing them is final and needs an
 * administrator.
 */

/** One officer.  Texts are borrowed for the call. */
typedef struct cnis_officer {
	int64_t id;
	const char *login; /**< operating-system account */
	const char *name;
	const char *team;  /**< "" when none */
	cnis_day from, to; /**< last day; CNIS_DAY_NONE while current */
	unsigned roles;    /**< today */
	int64_t open_duties;
	int64_t rev;
} cnis_officer;

typedef cnis_status (*cnis_officer_fn)(const cnis_officer *officer, void *payload,
                                       cnis_error *reterr);

/** Set size; the new officer. */
typedef struct cnis_officer_new {
	size_t size;
	const char *login; /**< 1 to 63 bytes, no spaces */
	const char *name;  /**< 1 to 200 characters */
	const char *team;  /**< NULL when none */
	unsigned roles;    /**< 0: CNIS_ROLE_OFFICER */
} cnis_officer_new;

/** The bit of a role's word ("manager"); 0 when there is no such role. */
CNIS_API unsigned cnis_role_parse(const char *word);
/** The words of @p roles in a fixed order, space-separated, in @p buf; returns it. */
CNIS_API char *cnis_role_words(unsigned roles, char buf[96]);

/**
 * Walk officers by login; with @p ended also those who have left.
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_officer_walk(cnis_register *r, bool ended, cnis_officer_fn fn,
                                       void *payload, cnis_error *reterr);

/**
 * Add an officer from today.
 * @param ret_id  may be NULL
 * @retval CNIS_EINVAL   login, name, team or roles (field says which)
 * @retval CNIS_EEXISTS  a current officer has this login
 * @retval CNIS_EPERM    not an administrator
 * @retval CNIS_ENOTFOUND CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_officer_add(cnis_register *r, const cnis_officer_new *officer,
                                      int64_t *ret_id, cnis_error *reterr);

/**
 * Give (@p add) or take one role, from today.
 * @retval CNIS_ENOTFOUND  no current officer of this login
 * @retval CNIS_EEXISTS    has it already; or has it not, when taking
 * @retval CNIS_EINVAL     not one role
 * @retval CNIS_EREFUSED   the last administrator
 * @retval CNIS_EPERM      not an administrator
 * @retval CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_officer_role(cnis_register *r, const char *login, unsigned role, bool add,
                                       cnis_error *reterr);

/** An officer who leaves.  Set size; zero the rest.  Texts are borrowed for the call. */
typedef struct cnis_officer_leaving {
	size_t size;
	const char *login;
	const char *hand_to; /**< login of another current officer; NULL when no duty is open */
	bool to_queue;       /**< instead: open duties wait in the queue (cnis_duty_release()) */
} cnis_officer_leaving;

/** What was in hand when an officer left. */
typedef struct cnis_officer_moved {
	int64_t duties;   /**< open ones, all of which somebody has now */
	int64_t children; /**< whom they are about */
	int64_t late;     /**< due before today */
	int64_t queued;   /**< of them in the queue: all but the steps of some roles, or the
	                     signatures   under reviews of who takes over */
} cnis_officer_moved;

/**
 * End an officer: from today the account can do nothing.  Nobody has to sign: a manager ends an
 * officer who is not there.  Open duties go to somebody else or into the queue in the same change;
 * a step that not everybody is shown goes to somebody who is, nobody gets a review of their own to
 * sign, and nobody a family they declared or a complaint about themselves: a manager has those.
 * What the officer covered, and who covered, ends.
 * @param ret_moved  may be NULL; untouched on failure
 * @retval CNIS_ENOTFOUND  no current officer of either login (field says which)
 * @retval CNIS_EINVAL     handed to the same officer, or to an officer and the queue
 * @retval CNIS_EREFUSED   duties are open and nobody was named; some are closed to everybody who
 *                         could take them; or the last administrator
 * @retval CNIS_EPERM      neither a manager nor an administrator; or an administrator is ended by
 * somebody who is none
 * @retval CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_officer_leave(cnis_register *r, const cnis_officer_leaving *leaving,
                                        cnis_officer_moved *ret_moved, cnis_error *reterr);

/**
 * cnis_officer_leave() with @p hand_to.
 * @param hand_to  login of another current officer; NULL when no duty is open
 * @param ret_moved  duties handed over; may be NULL
 * @retval CNIS_ENOTFOUND  no current officer of either login (field says which)
 * @retval CNIS_EINVAL     handed to the same officer
 * @retval CNIS_EREFUSED   duties are open and nobody was named; some are closed to everybody who
 *                         could take them; or the last administrator
 * @retval CNIS_EPERM      neither a manager nor an administrator; or see there
 * @retval CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_officer_end(cnis_register *r, const char *login, const char *hand_to,
                                      int64_t *ret_moved, cnis_error *reterr);

#endif
