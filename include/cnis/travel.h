#ifndef CNIS_TRAVEL_H
#define CNIS_TRAVEL_H

#include <cnis/fact.h>

/**
 * @file cnis/travel.h
 * A child away for a time and expected back, seasonal travel for example.  It is no move and no
 * missing education: the route stays, the homes stay, and nothing is enquired into before the day
 * the family expects to be back.
 */

/** One absence.  Texts are borrowed for the call. */
typedef struct cnis_travel {
	int64_t id, child_id;
	cnis_day expected; /**< first day the family expects to be back */
	cnis_day returned; /**< first day back, or of the absence that goes on from this one;
	                      CNIS_DAY_NONE while away */
	bool away;         /**< on the day asked for */
	cnis_fact fact;    /**< from: the first day away; to: none */
} cnis_travel;

typedef cnis_status (*cnis_travel_fn)(const cnis_travel *travel, void *payload, cnis_error *reterr);

/** Set size; zero the rest. */
typedef struct cnis_travel_new {
	size_t size;
	int64_t child_id;
	cnis_day expected;
	cnis_fact fact; /**< from: the first day away, none: today; may lie ahead */
} cnis_travel_new;

/**
 * Record that a child is away, or will be.  Opens the duty to find out whether it is back, some
 * working days after @p expected (setting travel.return_days).  Of a child who is away already the
 * present absence goes over into this one, and so does the duty: the family stays longer.
 * @param ret_id  untouched on failure
 * @retval CNIS_ENOTFOUND  no such child, or no entry open today
 * @retval CNIS_EINVAL     not expected after the first day, the first day not after that of the
 *                         present absence, or an unknown code (field says which)
 * @retval CNIS_EREFUSED   the child has died: see cnis/death.h
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_travel_begin(cnis_register *r, const cnis_travel_new *travel,
                                       int64_t *ret_id, cnis_error *reterr);

/**
 * The child is back: the duty is met.
 * @param on  first day back; none: today
 * @retval CNIS_ENOTFOUND  no such child, or it is not away (field says which)
 * @retval CNIS_EINVAL     @p on is in the future or before it left
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_travel_return(cnis_register *r, int64_t child_id, cnis_day on,
                                        cnis_error *reterr);

/**
 * Absences of a child that began by @p as_at (none: today) or are announced, in order of recording.
 * @param all  past ones too
 * @retval CNIS_ENOTFOUND  no such child
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_travel_walk(cnis_register *r, int64_t child_id, cnis_day as_at, bool all,
                                      cnis_travel_fn fn, void *payload, cnis_error *reterr);

#endif
