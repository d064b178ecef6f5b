#ifndef CNIS_DOMAIN_ENTRY_GATE_H
#define CNIS_DOMAIN_ENTRY_GATE_H

#include "domain/change.h"

/**
 * A pupil with an entry on limb (b) or (c) of 436B(5) who goes over to home education leaves a
 * school's roll: the consent gate is asked, unless a withdrawal since @p since says that the name
 * is off the roll.
 * @retval CNIS_EREFUSED  consent is needed first (the rule of the gate)
 */
cnis_status entry_gate_route_tx(cnis_register *r, int64_t child_id, const char *old_limb,
                                cnis_day since, const char *route, cnis_error *reterr);

#endif
