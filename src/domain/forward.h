#ifndef CNIS_DOMAIN_FORWARD_H
#define CNIS_DOMAIN_FORWARD_H

#include <cnis/forward.h>

#include "domain/withdrawal.h"
#include "rule/identifier.h"

/** Nothing is left to do about the withdrawal of a child who lives elsewhere: it closes.  Of one
 * who lives here the child is still to be registered. */
cnis_status forward_settle_tx(cnis_register *r, withdrawal_row *w, cnis_day on, cnis_error *reterr);

/** May @p n be sent, as @p what, and where?
 * @param ret_right  the child lives there, or it is kept as relevant: nobody else is told by it
 * @retval CNIS_EINVAL CNIS_EREFUSED CNIS_EPERM CNIS_EEXISTS  as cnis_forward_send() */
cnis_status forward_check_send(cnis_register *r, const cnis_forward_new *n, const withdrawal_row *w,
                               const char *what, rule_identifier *ret_area, bool *ret_right,
                               cnis_error *reterr);

#endif
