#ifndef CNIS_DOMAIN_DUPLICATE_H
#define CNIS_DOMAIN_DUPLICATE_H

#include <cnis/duplicate.h>

#include "domain/change.h"

/** Record inside a change that these are two children; nothing when it is recorded already. */
cnis_status not_same_add_tx(cnis_register *r, int64_t one, int64_t other, const char *reason,
                            cnis_error *reterr);

#endif
