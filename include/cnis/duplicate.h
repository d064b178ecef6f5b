#ifndef CNIS_DUPLICATE_H
#define CNIS_DUPLICATE_H

#include <stdbool.h>

#include <cnis/likeness.h>
#include <cnis/register.h>

/**
 * @file cnis/duplicate.h
 * Pairs of children in the register who may be one child, and what somebody said about them.
 *
 * Reading does not note who looked: a front end calls cnis_access_note() before it shows a row.
 */

/** One pair.  Texts are borrowed for the call. */
typedef struct cnis_duplicate {
	int64_t child_id, other_id;    /**< child_id is the lower */
	const cnis_likeness *likeness; /**< as the two records stand now */
	const char *officer;           /**< login of who said that they are two; NULL: nobody did */
	cnis_day on;                   /**< when; CNIS_DAY_NONE: nobody did */
	const char *reason;            /**< why; NULL when none was given */
} cnis_duplicate;

typedef cnis_status (*cnis_duplicate_fn)(const cnis_duplicate *pair, void *payload,
                                         cnis_error *reterr);

/** Which pairs.  Set size. */
typedef struct cnis_duplicate_query {
	size_t size;
	bool dismissed;   /**< those somebody said are two children, in place of those nobody did */
	int64_t child_id; /**< only pairs with this child; 0: all */
	int64_t limit;    /**< 0: all */
	int64_t skip;     /**< page: leave out the first so many */
} cnis_duplicate_query;

/**
 * Pairs that are exact or likely and that nobody has said to be two children: exact ones first,
 * then by weight.  Or, with `dismissed`, those somebody did, in the order of the children.
 * The register goes by in parts: with a limit no more is kept in memory than that many pairs.
 * @retval CNIS_EINVAL     a negative limit or skip
 * @retval CNIS_ENOTFOUND  a child of a pair has gone since the walk began
 * @retval what fn returned, when that is not CNIS_OK: the walk stops
 */
CNIS_API cnis_status cnis_duplicate_walk(cnis_register *r, const cnis_duplicate_query *query,
                                         cnis_duplicate_fn fn, void *payload, cnis_error *reterr);

/**
 * Say that two records are two children: neither registration nor cnis_duplicate_walk() asks about
 * this pair again.  Officer and day are kept.
 * @param reason  why, 1 to 4000 characters
 * @retval CNIS_ENOTFOUND  no such child (field "child" or "other")
 * @retval CNIS_EINVAL     one child named twice (field "other"), or no usable reason
 * @retval CNIS_EEXISTS    it is recorded already, or the two are merged
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_duplicate_dismiss(cnis_register *r, int64_t one, int64_t other,
                                            const char *reason, cnis_error *reterr);

#endif
