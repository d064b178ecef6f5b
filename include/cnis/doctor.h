#ifndef CNIS_DOCTOR_H
#define CNIS_DOCTOR_H

#include <cnis/register.h>

/**
 * @file cnis/doctor.h
 * Is this register in good health?
 */

typedef enum cnis_health { CNIS_HEALTHY, CNIS_WARNING, CNIS_UNHEALTHY } cnis_health;

/** One check.  Texts are borrowed for the call and hold no personal data. */
typedef struct cnis_check {
	const char *name; /**< stable, e.g. "duties" */
	cnis_health state;
	const char *found;  /**< what was found */
	const char *advice; /**< what to do; "" when nothing */
} cnis_check;

typedef cnis_status (*cnis_check_fn)(const cnis_check *check, void *payload, cnis_error *reterr);

/**
 * Run every check, in a fixed order: schema, files, journal, access_log, officers, duties,
 * owners, steps, ticks, disposal, restricted, policies, night, verified, calendar, name_keys.  When
 * the schema is not this program's, only the first two.
 *
 * @param r            may be opened with allow_old_schema
 * @param ret_worst    the worst state met; may be NULL
 * @retval CNIS_OK       the checks ran, whatever they found
 * @retval CNIS_ESTORE CNIS_ECORRUPT  a check could not be made
 * @retval CNIS_EPERM    the access log cannot be opened
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_doctor(cnis_register *r, cnis_check_fn fn, void *payload,
                                 cnis_health *ret_worst, cnis_error *reterr);

#endif
