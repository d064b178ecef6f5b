#ifndef CNIS_DOMAIN_COURT_ORDER_H
#define CNIS_DOMAIN_COURT_ORDER_H

#include <cnis/court_order.h>

#include "domain/change.h"

/* Orders of a court, for whoever asks before a step is taken. */

/** May it be written, whomever it is about?  Who is bound is not looked at, nor the day of birth.
 * @retval CNIS_EINVAL  as cnis_court_order_add() */
cnis_status court_order_check(cnis_register *r, const cnis_court_order_new *n, cnis_error *reterr);

/** cnis_court_order_add() inside a change. */
cnis_status court_order_add_tx(cnis_register *r, const cnis_court_order_new *n, int64_t *ret_id,
                               cnis_error *reterr);

/**
 * Does an order hold on @p on, in any record of the child?
 * @param kinds    codes of the list court_order with spaces between; NULL: any
 * @param bound    only one that binds this person; 0: whomever it binds
 * @param ret_id   the newest such order; 0: none
 */
cnis_status court_order_holds(cnis_register *r, int64_t child_id, cnis_day on, const char *kinds,
                              int64_t bound, int64_t *ret_id, cnis_error *reterr);

#endif
