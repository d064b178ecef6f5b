#ifndef CNIS_DOMAIN_DUTY_QUEUE_H
#define CNIS_DOMAIN_DUTY_QUEUE_H

#include "domain/change.h"

/*
 * Work that waits for an owner.  It is never without one: whoever keeps the queue has it, marked as
 * waiting, and a duty `allocate` for each child (or intake) until it is given to somebody.
 */

/** Who keeps the queue: the setting queue.keeper, else a manager; not @p but, who is leaving. */
cnis_status queue_keeper(cnis_register *r, int64_t but, int64_t *ret_id, cnis_error *reterr);

/** Does this duty wait for an owner? */
cnis_status queue_waits(cnis_register *r, int64_t duty_id, bool *ret, cnis_error *reterr);

/** Put it there: @p keeper has it until it is given to somebody. */
cnis_status queue_put_tx(cnis_register *r, int64_t duty_id, int64_t child_id, int64_t keeper,
                         cnis_error *reterr);

/** Open the duty `allocate` for everything in the queue that has none. */
cnis_status queue_allocate_tx(cnis_register *r, cnis_error *reterr);

/** A duty was given to somebody or ended: whose `allocate` has nothing left to do is met. */
cnis_status queue_settle_tx(cnis_register *r, int64_t duty_id, cnis_error *reterr);

#endif
