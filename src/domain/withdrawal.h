#ifndef CNIS_DOMAIN_WITHDRAWAL_H
#define CNIS_DOMAIN_WITHDRAWAL_H

#include <cnis/withdrawal.h>

#include "domain/change.h"

/* What registration needs of a withdrawal, inside its own change. */

/**
 * Keep a notice, as cnis_withdrawal_notify().  With off_roll the gates are tested at the stages
 * notice and deletion and the process is in state "left": registration may enter the child at once.
 * @retval CNIS_EEXISTS  the child has an open withdrawal already
 */
cnis_status withdrawal_notify_tx(cnis_register *r, const cnis_withdrawal_new *w, int64_t *ret_id,
                                 cnis_error *reterr);

/**
 * May the child be entered on @p on?  Always when off the roll.  Still on a roll: only when the
 * gates, tried with the facts of @p on (and the placement of the open withdrawal, if any), do not
 * require consent, or it was granted.  Writes nothing.
 * @retval CNIS_EREFUSED  consent is needed first; rule and message say by which gate, and the
 * message withholds a child-protection cause from an actor without the role
 */
cnis_status withdrawal_gate_tx(cnis_register *r, int64_t child_id, cnis_day on, bool on_roll,
                               cnis_error *reterr);

/**
 * The child was entered: closes the open withdrawals of the child with the entry and ends their
 * duties, except notices still to be served and what a manager must still look at.  One whose
 * school had not reported the removal is tested at stage "deletion" first.  None open is fine.
 */
cnis_status withdrawal_entered_tx(cnis_register *r, int64_t child_id, int64_t entry_id, cnis_day on,
                                  cnis_error *reterr);

#endif
