#ifndef CNIS_DOMAIN_LEAVER_H
#define CNIS_DOMAIN_LEAVER_H

#include <cnis/leaver.h>

#include "domain/change.h"

/** For each entry of the children @p low to @p high that this change ended with school age: a duty
 * with a named owner to hand over what is open. */
cnis_status leaver_handover_tx(cnis_register *r, int64_t low, int64_t high, cnis_error *reterr);

/** For each s. 436H(5) consideration of those children that this change ended with school age: the
 * word with social care that still is to be had, of the day after. */
cnis_status leaver_words_tx(cnis_register *r, int64_t low, int64_t high, cnis_error *reterr);

#endif
