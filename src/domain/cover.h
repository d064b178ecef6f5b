#ifndef CNIS_DOMAIN_COVER_H
#define CNIS_DOMAIN_COVER_H

#include <cnis/cover.h>

#include "domain/change.h"

/** An officer leaves: what they covered, and who covered for them, ends the day before. */
cnis_status cover_leave_tx(cnis_register *r, int64_t officer_id, cnis_error *reterr);

#endif
