#ifndef CNIS_CONTACT_POINT_H
#define CNIS_CONTACT_POINT_H

#include <cnis/fact.h>
#include <cnis/register.h>

/**
 * @file cnis/contact_point.h
 * How an adult is reached: telephone numbers and e-mail addresses, each a dated fact with its
 * source.  S. 436C(1) does not ask for them: without a basis they count as given voluntarily, those
 * a school gives as part of its return (S.I. 2024/208 reg. 13(4)).
 *
 * Reading does not note who looked: a front end calls cnis_access_note() for the adult's children.
 */

/** One contact point.  Texts are borrowed for the call. */
typedef struct cnis_contact_point {
	int64_t id;
	int64_t person_id;
	const char *kind;  /**< code list contact_point: telephone, mobile, email */
	const char *value; /**< as it was given; personal data.  "withheld" (cnis/withholding.h) */
	const char *key; /**< a number as E.164 writes it, an e-mail address in small letters; NULL:
	                    withheld */
	cnis_fact fact;
	const char *wishes; /**< how it may be used, "; " between (cnis/contact_wish.h); NULL when
	                       nothing is known.  Personal data */
} cnis_contact_point;

typedef cnis_status (*cnis_contact_point_fn)(const cnis_contact_point *point, void *payload,
                                             cnis_error *reterr);

/** A new contact point.  Set size; texts are borrowed. */
typedef struct cnis_contact_point_new {
	size_t size;
	int64_t person_id;
	const char *kind;  /**< NULL: telephone */
	const char *value; /**< a number with its area code, or an e-mail address */
	cnis_fact fact;
} cnis_contact_point_new;

/**
 * Record how an adult is reached.  One journal entry.
 * @param ret_id  untouched on failure
 * @retval CNIS_ENOTFOUND  no such person
 * @retval CNIS_EINVAL     unknown kind, source or basis, no number (rule ID.telephone) or no e-mail
 *                         address, or a day in the future (field says which)
 * @retval CNIS_EEXISTS    the adult has it already
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_contact_point_add(cnis_register *r, const cnis_contact_point_new *n,
                                            int64_t *ret_id, cnis_error *reterr);

/**
 * It reaches the adult no more.
 * @param on  last day; none: today
 * @retval CNIS_ENOTFOUND  no such contact point
 * @retval CNIS_EREFUSED   it has ended already
 * @retval CNIS_EINVAL     in the future or before it began (field "on")
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_contact_point_end(cnis_register *r, int64_t id, cnis_day on,
                                            cnis_error *reterr);

/**
 * The contact points of an adult, in order of recording.
 * @param as_at  those that hold on it; CNIS_DAY_NONE: today
 * @param all    past ones too
 * @retval CNIS_ENOTFOUND  no such person
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_contact_point_walk(cnis_register *r, int64_t person_id, cnis_day as_at,
                                             bool all, cnis_contact_point_fn fn, void *payload,
                                             cnis_error *reterr);

#endif
