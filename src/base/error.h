#ifndef CNIS_BASE_ERROR_H
#define CNIS_BASE_ERROR_H

#include <cnis/error.h>

/**
 * Fill @p err (may be NULL) and return @p code, so that a failure is one line:
 * `return cnis_fail(reterr, CNIS_EINVAL, 0, "review.record", "on", "the day is in the future");`
 * The first failure wins: callers propagate, cleanup never overwrites.  No personal data, ever.
 */
cnis_status cnis_fail(cnis_error *err, cnis_status code, int sub, const char *where,
                      const char *field, const char *fmt, ...) CNIS_PRINTF(6, 7);

/** As cnis_fail() with CNIS_EREFUSED and the id of the rule that refuses. */
cnis_status cnis_refuse(cnis_error *err, const char *rule, const char *where, const char *field,
                        const char *fmt, ...) CNIS_PRINTF(5, 6);

/** Fill @p err (may be NULL) as cnis_nomem() does. */
void error_nomem(cnis_error *err, const char *where);

/** The standard out-of-memory failure; never allocates.  Here, so that every caller and whoever
 * checks it sees that it never returns CNIS_OK. */
static inline cnis_status
cnis_nomem(cnis_error *err, const char *where)
{
	error_nomem(err, where);
	return CNIS_ENOMEM;
}

#endif
