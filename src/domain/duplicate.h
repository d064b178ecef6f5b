#ifndef CNIS_DOMAIN_DUPLICATE_H
#define CNIS_DOMAIN_DUPLICATE_H

#include <cnis/duplicate.h>

#include "domain/change.h"

/** Record inside a change that these are two children; nothing when it is recorded already. */
cnis_status not_same_add_tx(cnis_register *r, int64_t one, int64_t other, const char *reason,
                            cnis_error *reterr);

/** The record just made may be one that is kept from who made it: its custodian is told so by a
 * duty (LOCAL.duplicate.alert), and nobody else is.  Asks nothing where nothing is kept back. */
cnis_status duplicate_alert_tx(cnis_register *r, int64_t child_id, cnis_error *reterr);

#endif
