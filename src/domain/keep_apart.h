#ifndef CNIS_DOMAIN_KEEP_APART_H
#define CNIS_DOMAIN_KEEP_APART_H

#include "domain/change.h"

/*
 * The duty to decide what must not reach whom, while an order of a court keeps somebody away, or
 * limits of contact do: LOCAL.court.keep-apart.  It is met by withholding something from who is
 * bound or from all outward, or by somebody's word that nothing is to be withheld (`duty meet`).
 */

/** Does an order of this kind keep somebody away? */
bool keep_apart_protects(const char *kind);

/** An order of this kind was recorded: owed unless it is already, or the order is over.
 * @param known  day it was made or known, the later one; @p to: its last day, CNIS_DAY_NONE: none
 */
cnis_status keep_apart_owed_tx(cnis_register *r, int64_t child_id, const char *kind, cnis_day known,
                               cnis_day to, cnis_error *reterr);

/** Limits of contact are written: owed from today where they are others than @p before (NULL:
 * none), unless it is already. */
cnis_status keep_apart_limits_tx(cnis_register *r, int64_t child_id, const char *before,
                                 const char *limits, cnis_error *reterr);

/** Something is withheld from @p person_id (0: from all outward). */
cnis_status keep_apart_met_tx(cnis_register *r, int64_t child_id, int64_t person_id,
                              cnis_error *reterr);

/** An order or limits have ended: not owed once none is left. */
cnis_status keep_apart_ended_tx(cnis_register *r, int64_t child_id, const char *event,
                                cnis_error *reterr);

#endif
