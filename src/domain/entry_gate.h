#ifndef CNIS_DOMAIN_ENTRY_GATE_H
#define CNIS_DOMAIN_ENTRY_GATE_H

#include "domain/change.h"

/* A change of route that may take the child off a school's roll. */
typedef struct entry_leaving {
	int64_t child_id;
	const char *old_limb; /* of 436B(5) */
	cnis_day since;       /* first day of the old entry */
	const char *route;    /* the new one */
	bool on_roll;         /* the child stays on the roll */
} entry_leaving;

/**
 * A pupil with an entry on limb (b) or (c) of 436B(5) who goes over to limb (a) leaves a school's
 * roll: the consent gate is asked, unless a withdrawal since then says that the name is off the
 * roll.  From limb (a) it is asked where a withdrawal says that the child is on a roll.
 * @retval CNIS_EREFUSED  consent is needed first (the rule of the gate)
 */
cnis_status entry_gate_route_tx(cnis_register *r, const entry_leaving *e, cnis_error *reterr);

#endif
