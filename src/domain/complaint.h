#ifndef CNIS_DOMAIN_COMPLAINT_H
#define CNIS_DOMAIN_COMPLAINT_H

#include <cnis/complaint.h>

#include "domain/change.h"

/** Is this duty one that a complaint about @p officer_id calls for? */
cnis_status complaint_about(cnis_register *r, int64_t duty_id, int64_t officer_id, bool *ret,
                            cnis_error *reterr);

#endif
