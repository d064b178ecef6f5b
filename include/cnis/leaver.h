#ifndef CNIS_LEAVER_H
#define CNIS_LEAVER_H

#include <cnis/fact.h>

/**
 * @file cnis/leaver.h
 * Leaving compulsory school age: who will, who did, where they go, and who has what is still open.
 */

/** Where a leaver goes.  Set size. */
typedef struct cnis_destination_new {
	size_t size;
	int64_t child_id;
	const char *kind;  /**< code list "destination" */
	const char *place; /**< name of the school, college or employer; NULL: not said */
	cnis_day said;     /**< day it was said; none: today */
	cnis_fact fact;    /**< source: required; days are ignored */
} cnis_destination_new;

/**
 * Record it; what was recorded before stays as history.
 * @retval CNIS_ENOTFOUND  no such child
 * @retval CNIS_EINVAL     an unknown code, unusable text, no source, a day in the future
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_destination_add(cnis_register *r, const cnis_destination_new *n,
                                          int64_t *ret_id, cnis_error *reterr);

/** One leaver.  Texts are borrowed for the call. */
typedef struct cnis_leaver {
	int64_t child_id;
	const char *child_name;          /**< "" when none.  Personal data */
	cnis_day leaves;                 /**< last day of compulsory school age */
	const char *route;               /**< of the entry on that day, or on the day asked for */
	const char *destination, *place; /**< NULL: not recorded */
	cnis_day said;
	const char *destination_source;
	bool ehc_plan;         /**< maintained on the last day, or the day asked for */
	const char *provision; /**< SEN provision code; NULL: none recorded */
	int64_t open;          /**< duties open on the day that are shown to the reader */
	int64_t unowned;       /**< of those, without a current owner */
	const char *handover;  /**< after leaving: "open" or "done"; NULL: not written yet */
	const char *owner; /**< login of the named owner of the hand-over, else of the open work */
} cnis_leaver;

typedef cnis_status (*cnis_leaver_fn)(const cnis_leaver *leaver, void *payload, cnis_error *reterr);

/**
 * Children on the register whose compulsory school age ends in one academic year (1 September to 31
 * August), in the order in which they leave.
 * @param year  its first calendar year; 0: that of @p as_at
 * @param left  those for whom it ended before @p as_at (none: today); else those still of the age
 * @retval CNIS_EINVAL  @p year is no sensible year (field year) @retval what fn returned
 */
CNIS_API cnis_status cnis_leaver_walk(cnis_register *r, int year, cnis_day as_at, bool left,
                                      cnis_leaver_fn fn, void *payload, cnis_error *reterr);

#endif
