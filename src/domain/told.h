#ifndef CNIS_DOMAIN_TOLD_H
#define CNIS_DOMAIN_TOLD_H

#include <cnis/told.h>

#include "domain/change.h"

/** cnis_told_add() inside a change, without the siblings. */
cnis_status told_add_tx(cnis_register *r, const cnis_told_new *told, int64_t *ret_id,
                        cnis_error *reterr);

/**
 * Something about the child has reached the authority from @p source on @p received: from anybody
 * but the family it makes the privacy notice due (UK GDPR Art. 14(3)) when the change ends; in a
 * batch, row by row, at once.
 */
cnis_status told_owed_tx(cnis_register *r, int64_t child_id, const char *source, cnis_day received,
                         cnis_error *reterr);

/** The privacy notice is due since @p received, unless it was given or is due already, or nobody
 * works with the child: what is learnt of one who has left is kept, not collected. */
cnis_status told_heard_tx(cnis_register *r, int64_t child_id, cnis_day received,
                          cnis_error *reterr);

#endif
