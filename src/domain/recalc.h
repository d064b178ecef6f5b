#ifndef CNIS_DOMAIN_RECALC_H
#define CNIS_DOMAIN_RECALC_H

#include "domain/duty.h"

/**
 * Duties an in-force date calls for that was recorded when it had passed: told, and with @p open
 * opened, with the dates they would have had.  Part of cnis_duty_recalc().
 * @param ret_n  how many
 * @retval CNIS_EPERM  @p open, and not a manager or administrator
 * @return also what @p fn returned when that is not CNIS_OK
 */
cnis_status recalc_late(cnis_register *r, bool open, cnis_duty_fn fn, void *payload, int64_t *ret_n,
                        cnis_error *reterr);

#endif
