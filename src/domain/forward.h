#ifndef CNIS_DOMAIN_FORWARD_H
#define CNIS_DOMAIN_FORWARD_H

#include <cnis/forward.h>

#include "domain/withdrawal.h"

/** Nothing is left to do about the withdrawal of a child who lives elsewhere: it closes.  Of one
 * who lives here the child is still to be registered. */
cnis_status forward_settle_tx(cnis_register *r, withdrawal_row *w, cnis_day on, cnis_error *reterr);

#endif
