#ifndef CNIS_COVER_H
#define CNIS_COVER_H

#include <cnis/register.h>

/**
 * @file cnis/cover.h
 * Temporary cover: on some days an officer's work also appears with somebody else.  It stays the
 * officer's; both are named.
 */

/** One cover.  Texts are borrowed for the call. */
typedef struct cnis_cover {
	int64_t id;
	const char *officer; /**< login of who is away */
	const char *by;      /**< login of who covers */
	cnis_day from, to;   /**< first and last day; to before from: called off before it began */
	const char *set_by;  /**< login of who arranged it */
	int64_t duties;      /**< open duties of the officer that the reader is shown */
	int64_t rev;
} cnis_cover;

typedef cnis_status (*cnis_cover_fn)(const cnis_cover *cover, void *payload, cnis_error *reterr);

/** Set size.  Texts are borrowed for the call. */
typedef struct cnis_cover_new {
	size_t size;
	const char *officer; /**< login of who is away */
	const char *by;      /**< login of who covers */
	cnis_day from;       /**< none: today */
	cnis_day to;         /**< last day; needed */
} cnis_cover_new;

/**
 * Arrange cover: an officer for themselves, a manager for anybody.
 * @param ret_id  untouched on failure
 * @retval CNIS_ENOTFOUND  no such current officer (field says which)
 * @retval CNIS_EINVAL     the days are past, upside down or missing, or both are the same (field)
 * @retval CNIS_EEXISTS    somebody covers on one of these days already
 * @retval CNIS_EREFUSED   who covers is away then, or has no role to do the work with; who is away
 * covers for somebody then; a step or restricted records that not everybody is shown would be
 * covered by somebody who is not; or duties are closed to who is to cover: they declared the
 * family, or the complaint is about them
 * @retval CNIS_EPERM      for another officer, and not a manager
 * @retval CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_cover_add(cnis_register *r, const cnis_cover_new *cover, int64_t *ret_id,
                                    cnis_error *reterr);

/**
 * End a cover: @p on (none: yesterday, so that it does not hold today) is its last day.
 * @retval CNIS_ENOTFOUND  no such cover
 * @retval CNIS_EINVAL     not before its last day, or a day that is past but yesterday (field "on")
 * @retval CNIS_EPERM      neither of the two, and not a manager
 * @retval CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_cover_end(cnis_register *r, int64_t id, cnis_day on, cnis_error *reterr);

/**
 * Covers that hold on @p as_at (none: today) or are to come, by first day.
 * @param all  past ones too
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_cover_walk(cnis_register *r, cnis_day as_at, bool all, cnis_cover_fn fn,
                                     void *payload, cnis_error *reterr);

#endif
