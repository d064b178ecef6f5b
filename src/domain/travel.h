#ifndef CNIS_DOMAIN_TRAVEL_H
#define CNIS_DOMAIN_TRAVEL_H

#include <cnis/travel.h>

#include "domain/change.h"

/** Is the child away on @p on, and not yet overdue?  @p ret_expected: when it is expected back;
 * CNIS_DAY_NONE: it is not away. */
cnis_status travel_away(cnis_register *r, int64_t child_id, cnis_day on, cnis_day *ret_expected,
                        cnis_error *reterr);

#endif
