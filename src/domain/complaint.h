#ifndef CNIS_DOMAIN_COMPLAINT_H
#define CNIS_DOMAIN_COMPLAINT_H

#include <cnis/complaint.h>

#include "domain/change.h"

/** Is this duty one that a complaint about @p officer_id calls for? */
cnis_status complaint_about(cnis_register *r, int64_t duty_id, int64_t officer_id, bool *ret,
                            cnis_error *reterr);

/** Whose is this complaint?  As record_child(): it is there for managers, and not for the officer
 * it is about. */
cnis_status complaint_child(cnis_register *r, int64_t id, int64_t *ret_child, bool *ret_there,
                            cnis_error *reterr);

/** Is what entry @p seq of the journal recorded, and no later one changed, about the actor? */
cnis_status complaint_entry_about(cnis_register *r, int64_t seq, bool *ret, cnis_error *reterr);

#endif
