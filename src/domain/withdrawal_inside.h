#ifndef CNIS_DOMAIN_WITHDRAWAL_INSIDE_H
#define CNIS_DOMAIN_WITHDRAWAL_INSIDE_H

#include "domain/gate.h"
#include "domain/withdrawal.h"

/* Shared by the files of the withdrawal: withdrawal.c, withdrawal_roll.c. */

/** Try the gates for @p w, with the facts of @p on and the day of its application, if any. */
cnis_status withdrawal_ask(cnis_register *r, const withdrawal_row *w, cnis_day on,
                           gate_verdict *ret, cnis_error *reterr);

/**
 * The school removed the name.  The gates are tried once more, as for a pupil on the roll; what
 * comes out against the school stands on the process, and nothing on the family or its entry.
 */
cnis_status withdrawal_removed_tx(cnis_register *r, withdrawal_row *w, cnis_day deleted,
                                  cnis_error *reterr);

#endif
