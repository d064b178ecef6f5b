#ifndef CNIS_DOMAIN_DISPOSAL_H
#define CNIS_DOMAIN_DISPOSAL_H

#include <cnis/disposal.h>

#include "domain/change.h"

/* Disposal, for the room above and for doctor. */

/** What setting dispose.nightly says a night disposes of: CNIS_DISPOSE_...; 0: nothing. */
cnis_status disposal_of_a_night(cnis_register *r, unsigned *ret, cnis_error *reterr);

/** As cnis_disposal_run() by whoever runs the night, of every record. */
cnis_status disposal_night(cnis_register *r, unsigned what, cnis_disposal *ret, cnis_error *reterr);

/** How many are due today and not held, of every record; was everything erased cleared away? */
cnis_status disposal_overdue(cnis_register *r, int64_t *ret_forwarded, int64_t *ret_documents,
                             int64_t *ret_undone, bool *ret_settled, cnis_error *reterr);

#endif
