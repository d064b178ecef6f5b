#ifndef CNIS_ERROR_H
#define CNIS_ERROR_H

#include <cnis/status.h>

/**
 * @file cnis/error.h
 * What went wrong, in a form the caller can show.
 *
 * A plain struct without pointers: nothing to free, and it can be filled when memory is gone.
 * Initialise with `= { 0 }`.  Success never touches it.  It never holds personal data: no name,
 * address, birth date, identifier or bound value.
 */
typedef struct cnis_error {
	cnis_status code; /**< same value the function returned */
	int sub;          /**< SQLite extended code or errno; 0 when neither */
	char where[32];   /**< operation, e.g. "visit.record" */
	char field[64]; /**< offending field as the caller named it, e.g. "children[0].born"; or ""
	                 */
	char rule[64];  /**< rule id for CNIS_EREFUSED, or "" */
	char message[320]; /**< one line, lower case, no full stop: what failed and what to do */
} cnis_error;

#endif
