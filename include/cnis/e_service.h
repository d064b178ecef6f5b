#ifndef CNIS_E_SERVICE_H
#define CNIS_E_SERVICE_H

#include <cnis/fact.h>
#include <cnis/register.h>

/**
 * @file cnis/e_service.h
 * That an adult agreed in writing to be served with notices by electronic communication, at a
 * number or address the agreement names: Education Act 1996 s. 572(2).  A dated fact of that
 * contact point.
 */

/** One agreement.  Texts are borrowed for the call. */
typedef struct cnis_e_service {
	int64_t id, person_id, contact_point_id;
	const char *kind;       /**< of the contact point: telephone, mobile, email */
	cnis_day reached_until; /**< last day the contact point reaches; CNIS_DAY_NONE */
	cnis_fact fact;         /**< from: the day of the agreement */
} cnis_e_service;

typedef cnis_status (*cnis_e_service_fn)(const cnis_e_service *agreement, void *payload,
                                         cnis_error *reterr);

/** A new agreement.  Set size; zero the rest. */
typedef struct cnis_e_service_new {
	size_t size;
	int64_t contact_point_id; /**< a number or an e-mail address of the adult */
	cnis_fact fact;           /**< from: the day of the agreement, none: today; source, none:
	                             parent */
} cnis_e_service_new;

/**
 * Record it.  One journal entry.
 * @param ret_id  untouched on failure
 * @retval CNIS_ENOTFOUND  no such contact point
 * @retval CNIS_EINVAL     a day in the future, unknown source or basis, or a contact point that did
 *                         not reach the adult on that day (field says which)
 * @retval CNIS_EEXISTS    it is agreed to already
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_e_service_add(cnis_register *r, const cnis_e_service_new *n,
                                        int64_t *ret_id, cnis_error *reterr);

/**
 * The adult agrees to it no more.
 * @param on  last day it holds; none: today
 * @retval CNIS_ENOTFOUND  no such agreement
 * @retval CNIS_EREFUSED   it has ended already
 * @retval CNIS_EINVAL     in the future or before it began (field "on")
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_e_service_end(cnis_register *r, int64_t id, cnis_day on,
                                        cnis_error *reterr);

/**
 * The agreements of an adult, in order of recording.
 * @param as_at  those that hold on it; CNIS_DAY_NONE: today
 * @param all    past ones too
 * @retval CNIS_ENOTFOUND  no such person
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_e_service_walk(cnis_register *r, int64_t person_id, cnis_day as_at,
                                         bool all, cnis_e_service_fn fn, void *payload,
                                         cnis_error *reterr);

#endif
