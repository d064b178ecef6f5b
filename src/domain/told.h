#ifndef CNIS_DOMAIN_TOLD_H
#define CNIS_DOMAIN_TOLD_H

#include <cnis/told.h>

#include "domain/change.h"

/** cnis_told_add() inside a change, without the siblings. */
cnis_status told_add_tx(cnis_register *r, const cnis_told_new *told, int64_t *ret_id,
                        cnis_error *reterr);

/**
 * Something about the child has reached the authority from @p source on @p received: from anybody
 * but the family it makes the privacy notice due (UK GDPR Art. 14(3)), unless the notice was given
 * or is due already.
 */
cnis_status told_owed_tx(cnis_register *r, int64_t child_id, const char *source, cnis_day received,
                         cnis_error *reterr);

#endif
