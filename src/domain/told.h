#ifndef CNIS_DOMAIN_TOLD_H
#define CNIS_DOMAIN_TOLD_H

#include <cnis/told.h>

#include "domain/change.h"

/** cnis_told_add() inside a change, without the siblings. */
cnis_status told_add_tx(cnis_register *r, const cnis_told_new *told, int64_t *ret_id,
                        cnis_error *reterr);

#endif
