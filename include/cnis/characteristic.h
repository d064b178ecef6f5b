#ifndef CNIS_CHARACTERISTIC_H
#define CNIS_CHARACTERISTIC_H

#include <cnis/fact.h>

/**
 * @file cnis/characteristic.h
 * Protected characteristics, s. 436C(2)(a): only answers the family chose to give.
 *
 * Nothing else reads them: no list, no priority, no rule.  Whoever shows them notes it.
 */

/** One answer; also what to record (set size; id and fact.rev are then ignored). */
typedef struct cnis_characteristic {
	size_t size;
	int64_t id, child_id;
	const char *kind; /**< code list "characteristic": the nine of the Equality Act 2010 s. 4 */
	const char *answer; /**< in the family's words, up to 200 characters; NULL: declined */
	cnis_fact fact;     /**< source: who gave it, parent or child */
} cnis_characteristic;

typedef cnis_status (*cnis_characteristic_fn)(const cnis_characteristic *row, void *payload,
                                              cnis_error *reterr);

/**
 * Record an answer, or that one was declined; an earlier answer of the kind ends the day before.
 * @param ret_id  receives the new id; untouched on failure
 * @retval CNIS_ENOTFOUND  no such child
 * @retval CNIS_EINVAL     unknown kind, unusable text, given by nobody of the family, a day that is
 *                         not after the earlier answer's (field says)
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_characteristic_record(cnis_register *r, const cnis_characteristic *answer,
                                                int64_t *ret_id, cnis_error *reterr);

/**
 * Answers of a child on @p as_at (none: today); with @p all past ones too.
 * @retval CNIS_ENOTFOUND  no such child
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_characteristic_walk(cnis_register *r, int64_t child_id, cnis_day as_at,
                                              bool all, cnis_characteristic_fn fn, void *payload,
                                              cnis_error *reterr);

#endif
