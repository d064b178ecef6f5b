#ifndef CNIS_DOMAIN_HOUSEHOLD_H
#define CNIS_DOMAIN_HOUSEHOLD_H

#include <cnis/household.h>

#include "domain/change.h"

/*
 * What is recorded of one child and of its siblings in one go.  Only that somebody was reached or
 * that information came may be: suitability, the child's voice and being seen are each child's own.
 */

/** Are these other children of the household today, none twice?
 * @retval CNIS_EINVAL one is not (field "also") */
cnis_status household_check(cnis_register *r, int64_t child_id, const int64_t *also, size_t n,
                            const char *where, cnis_error *reterr);

/** Say of which sibling it failed: @p st with the reference in front of the message, field "also".
 */
cnis_status household_failed(cnis_status st, int64_t child_id, const char *where,
                             cnis_error *reterr);

#endif
