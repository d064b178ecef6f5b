#ifndef CNIS_SEEN_H
#define CNIS_SEEN_H

#include <cnis/register.h>

/**
 * @file cnis/seen.h
 * A child was seen.  Its own fact: never inferred from a letter, a report or a review.
 */

/** One sighting.  Texts are borrowed for the call. */
typedef struct cnis_seen {
	int64_t id, child_id;
	cnis_day on;
	const char *means;   /**< in_person, on_screen */
	const char *place;   /**< code list seen_place */
	const char *by_whom; /**< code list professional */
	const char *alone;   /**< yes, no, unknown */
	const char *voice;   /**< code list voice */
	const char *note;    /**< NULL when none; personal data */
	const char *source;  /**< code list source */
	int64_t officer_id;
	const char *officer; /**< login of who recorded it */
	int64_t rev;
} cnis_seen;

typedef cnis_status (*cnis_seen_fn)(const cnis_seen *seen, void *payload, cnis_error *reterr);

/** Set size; zero the rest. */
typedef struct cnis_seen_new {
	size_t size;
	int64_t child_id;
	cnis_day on; /**< not after today, not before birth */
	const char *means, *place, *by_whom;
	const char *alone; /**< NULL: unknown */
	const char *voice;
	const char *note;   /**< up to 4000 characters */
	const char *source; /**< NULL: this_authority */
} cnis_seen_new;

/**
 * Record it.
 * @param ret_id  receives the new id; untouched on failure
 * @retval CNIS_ENOTFOUND  no such child
 * @retval CNIS_EINVAL     unknown code, a day in the future or before birth, on screen at a place
 * that is not "on_screen" (field says which)
 * @retval CNIS_EREFUSED   the child has died: see cnis/death.h
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_seen_add(cnis_register *r, const cnis_seen_new *seen, int64_t *ret_id,
                                   cnis_error *reterr);

/**
 * Those of one child, newest first.
 * @retval CNIS_ENOTFOUND  no such child
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_seen_walk(cnis_register *r, int64_t child_id, cnis_seen_fn fn,
                                    void *payload, cnis_error *reterr);

#endif
