#ifndef CNIS_SIGHT_H
#define CNIS_SIGHT_H

#include <cnis/register.h>

/**
 * @file cnis/sight.h
 * What a reader is not shown at all: restricted records, and families an officer declared.
 *
 * A restricted record is, to everybody but the role custodian, as if it were not there: no
 * reference of it answers, no list, search, export, match or warning of duplicates holds it, and
 * nobody else's duty is about it.  It counts in returns and in the numbers of reports.  Adults and
 * addresses that nobody else has go with it.
 *
 * A family an officer declared (a conflict of interest) is closed to that officer in the same way,
 * but says so: CNIS_EPERM.  INFERENCE, local policy (LOCAL.restriction, LOCAL.conflict): no statute
 * says who in an authority may read what.
 */

/**
 * May the reader name record @p id of kind @p kind (cnis/reference.h)?  Asked of every reference
 * that was typed.  A record that does not exist, or is kept back, is none of this function's: the
 * command answers as for any that never was.
 * @retval CNIS_EPERM  closed to the reader, who declared the family
 */
CNIS_API cnis_status cnis_sight_reference(cnis_register *r, char kind, int64_t id,
                                          cnis_error *reterr);

/** A restriction.  Texts are borrowed for the call. */
typedef struct cnis_restriction {
	int64_t id;
	int64_t child_id;
	const char *kind;      /**< protection, staff_family, sealed */
	cnis_day from, to;     /**< to: last day; CNIS_DAY_NONE while it stands */
	const char *custodian; /**< login of who has its duties */
	const char *officer;   /**< login of who decided it */
	const char *reason;
	const char *end_reason; /**< NULL */
} cnis_restriction;

typedef cnis_status (*cnis_restriction_fn)(const cnis_restriction *restriction, void *payload,
                                           cnis_error *reterr);

/** Set size; texts are borrowed. */
typedef struct cnis_restriction_new {
	size_t size;
	int64_t child_id;
	const char *kind; /**< protection or staff_family */
	const char
	    *custodian; /**< login; NULL: the actor, else the custodian with the fewest duties */
	const char *reason;
} cnis_restriction_new;

/**
 * From today the record is shown to custodians only; every open duty of it goes to the one named.
 * Roles: manager or custodian.  One journal entry; a manager who is no custodian does not see the
 * record afterwards, nor take this back.
 * @param ret_moved  duties handed over; may be NULL
 * @retval CNIS_ENOTFOUND  no such child, or no such officer
 * @retval CNIS_EEXISTS    it is restricted
 * @retval CNIS_EREFUSED   nobody has the role custodian (LOCAL.restriction)
 * @retval CNIS_EINVAL     unknown kind, no reason, or the officer named is no custodian
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_restriction_add(cnis_register *r, const cnis_restriction_new *n,
                                          int64_t *ret_id, int64_t *ret_moved, cnis_error *reterr);

/**
 * From today everybody sees the record again; its duties stay with the custodian until they are
 * handed on.  Role: custodian.
 * @retval CNIS_ENOTFOUND  no such restriction
 * @retval CNIS_EREFUSED   it has ended, or it is that of a sealed record, which never ends
 * @retval CNIS_EINVAL     no reason
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_restriction_end(cnis_register *r, int64_t id, const char *reason,
                                          cnis_error *reterr);

/**
 * Restrictions the reader is shown, by number; @p all: those that have ended too.  Never one of a
 * sealed record.
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_restriction_walk(cnis_register *r, bool all, cnis_restriction_fn fn,
                                           void *payload, cnis_error *reterr);

#endif
