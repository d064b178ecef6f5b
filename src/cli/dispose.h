#ifndef CNIS_CLI_DISPOSE_H
#define CNIS_CLI_DISPOSE_H

#include <cnis/disposal.h>

/** How many are due today and not held. @p what as in cnis_disposal_walk() */
cnis_status dispose_due(cnis_register *r, unsigned what, int64_t *ret, cnis_error *reterr);

#endif
