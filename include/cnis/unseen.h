#ifndef CNIS_UNSEEN_H
#define CNIS_UNSEEN_H

#include <cnis/register.h>

/**
 * @file cnis/unseen.h
 * Children with an open entry and an open reason to know that they are seen: a priority flag or two
 * current home addresses from different sources.  No power to require it exists, and none is
 * implied.
 */

/** One child.  Texts are borrowed for the call. */
typedef struct cnis_unseen {
	int64_t child_id;
	const char *child_name; /**< current name; "" when none.  Personal data */
	cnis_day last_seen;     /**< CNIS_DAY_NONE: never, as far as recorded */
	int days;               /**< since then; -1 when never */
	const char *reasons;    /**< codes, space-separated; "" when there is none.  Safeguarding
	                           kinds read "priority" for an actor without that role */
	int64_t owner_id;
	const char *owner; /**< login of who holds the open work; "" */
} cnis_unseen;

typedef cnis_status (*cnis_unseen_fn)(const cnis_unseen *row, void *payload, cnis_error *reterr);

/**
 * Walk them, never seen first, then longest unseen.
 * @param as_at  CNIS_DAY_NONE: today
 * @param all    every child with an open entry, whether or not there is a reason
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_unseen_walk(cnis_register *r, cnis_day as_at, bool all, cnis_unseen_fn fn,
                                      void *payload, cnis_error *reterr);

#endif
