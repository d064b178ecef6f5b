#ifndef CNIS_DOMAIN_AREA_H
#define CNIS_DOMAIN_AREA_H

#include "domain/register.h"

/* In whose area a child lives, s. 436B(3): any home here is enough, and a home of unknown area
 * counts as ours. */

enum { AREA_SIZE = 24 };

/**
 * The area of a child whose homes on @p on all lie elsewhere: the code of an authority or of the
 * list cross_border, that of the newest home; "" when the child lives here, or nobody knows where.
 */
cnis_status area_elsewhere(cnis_register *r, int64_t child_id, cnis_day on,
                           char ret_area[AREA_SIZE], cnis_error *reterr);

/** Does the child have a home in that area on @p on? */
cnis_status area_lives_in(cnis_register *r, int64_t child_id, cnis_day on, const char *area,
                          bool *ret, cnis_error *reterr);

#endif
