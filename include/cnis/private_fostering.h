#ifndef CNIS_PRIVATE_FOSTERING_H
#define CNIS_PRIVATE_FOSTERING_H

#include <cnis/fact.h>
#include <cnis/register.h>

/**
 * @file cnis/private_fostering.h
 * A child cared for by somebody who is neither parent, nor responsible, nor a close relative, for
 * 28 days or more, or so intended (Children Act 1989 s. 66): the team for private fostering is
 * told.
 *
 * Whether it is private fostering is worked out by rule CA1989.66 each time it is read.  Reading
 * does not note who looked: a front end calls cnis_access_note().
 */

/** One arrangement.  Texts are borrowed for the call. */
typedef struct cnis_private_fostering {
	int64_t id, child_id, person_id;
	const char *carer;    /**< what who has the care is: parent, responsible, relative, other */
	const char *intended; /**< 28 days or more: yes, no or unknown */
	const char *disabled; /**< the child: yes, no or unknown */
	const char
	    *with_family;  /**< a parent, or who is responsible, lives there: yes, no or unknown */
	cnis_day until;    /**< last day as it is planned; CNIS_DAY_NONE: not known */
	cnis_day notified; /**< the team was told; CNIS_DAY_NONE: not yet */
	const char *notified_to; /**< post or service; NULL */
	const char *fostered;    /**< by the rule, on the day asked for: yes, no or unknown */
	const char *why;         /**< and its ground, in words */
	cnis_fact fact;          /**< from may lie ahead */
} cnis_private_fostering;

typedef cnis_status (*cnis_private_fostering_fn)(const cnis_private_fostering *fostering,
                                                 void *payload, cnis_error *reterr);

/** A new one.  Set size; texts are borrowed. */
typedef struct cnis_private_fostering_new {
	size_t size;
	int64_t child_id, person_id;
	const char *carer; /**< NULL: as the relationship between the two says, else other */
	const char *intended, *disabled, *with_family; /**< NULL: unknown */
	cnis_day until;
	cnis_fact fact; /**< from is needed; basis NULL: other_statute */
} cnis_private_fostering_new;

/**
 * Record it.  Opens the duty to tell the team where it is private fostering or may be; where it is
 * only too short, the duty is due on the 28th day.  One journal entry.
 * @param ret_id  untouched on failure
 * @retval CNIS_ENOTFOUND  no such child or person (field says which)
 * @retval CNIS_EINVAL     an unknown code or answer, or a wrong day (field says which)
 * @retval CNIS_EEXISTS    one with this adult goes on already
 * @retval CNIS_EREFUSED   it begins after the child died, or a duty would: see cnis/death.h
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_private_fostering_add(cnis_register *r,
                                                const cnis_private_fostering_new *n,
                                                int64_t *ret_id, cnis_error *reterr);

/**
 * The team for private fostering was told: meets the duty.
 * @param on  none: today
 * @param to  post or service; no names
 * @retval CNIS_ENOTFOUND  no such arrangement
 * @retval CNIS_EREFUSED   they were told already
 * @retval CNIS_EINVAL     an unusable text, or a day in the future (field)
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_private_fostering_told(cnis_register *r, int64_t id, cnis_day on,
                                                 const char *to, cnis_error *reterr);

/**
 * It is over.
 * @param on  last day; none: today
 * @retval CNIS_ENOTFOUND  no such arrangement
 * @retval CNIS_EREFUSED   it has ended already
 * @retval CNIS_EINVAL     in the future or before it began (field "on")
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_private_fostering_end(cnis_register *r, int64_t id, cnis_day on,
                                                cnis_error *reterr);

/**
 * Those of a child, in order of their first day.
 * @param as_at  those that had not ended by then; CNIS_DAY_NONE: today
 * @param all    past ones too
 * @retval CNIS_ENOTFOUND  no such child
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_private_fostering_walk(cnis_register *r, int64_t child_id, cnis_day as_at,
                                                 bool all, cnis_private_fostering_fn fn,
                                                 void *payload, cnis_error *reterr);

#endif
