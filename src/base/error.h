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

/** The standard out-of-memory failure; never allocates. */
cnis_status cnis_nomem(cnis_error *err, const char *where);

#endif
