#ifndef CNIS_LOOKED_AFTER_H
#define CNIS_LOOKED_AFTER_H

#include <cnis/register.h>

/**
 * @file cnis/looked_after.h
 * A child who is looked after: the social worker is told of a withdrawal and of an entry, and a
 * carer's notice alone lets nobody leave a school's roll.
 *
 * A child is looked after while the fact looked_after holds, or a care, interim care or placement
 * order.  Who was told is shown to managers and the role safeguarding.
 */

/** The social worker was told.  Set size; texts are borrowed. */
typedef struct cnis_social_worker_told {
	size_t size;
	int64_t id, child_id; /**< id: ignored on input */
	cnis_day on;          /**< none: today */
	const char
	    *agrees; /**< the authority that looks after the child: yes, no or unknown (NULL) */
	const char *confirmed_by; /**< post or service that answered; NULL */
	const char *note;         /**< NULL */
	const char *officer;      /**< login of who told; ignored on input */
} cnis_social_worker_told;

typedef cnis_status (*cnis_social_worker_told_fn)(const cnis_social_worker_told *told,
                                                  void *payload, cnis_error *reterr);

/**
 * Record it; meets the duty to tell.  One journal entry.
 * @param ret_id  untouched on failure
 * @retval CNIS_ENOTFOUND  no such child
 * @retval CNIS_EREFUSED   the child is not known to be looked after
 * @retval CNIS_EINVAL     an unknown answer, an unusable text, or a day in the future (field)
 * @retval CNIS_EPERM      neither manager nor safeguarding
 * @retval CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_looked_after_told(cnis_register *r, const cnis_social_worker_told *n,
                                            int64_t *ret_id, cnis_error *reterr);

/**
 * Who was told, of one child, in order of the day; nothing to whoever is shown no such steps.
 * @param as_at  by then; CNIS_DAY_NONE: today
 * @retval CNIS_ENOTFOUND  no such child
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_looked_after_walk(cnis_register *r, int64_t child_id, cnis_day as_at,
                                            cnis_social_worker_told_fn fn, void *payload,
                                            cnis_error *reterr);

#endif
