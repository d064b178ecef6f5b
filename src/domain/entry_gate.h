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
	int64_t entry_id;     /* the entry it made; 0: it is about to be made */
	cnis_day on;          /* the day it is recorded: facts and settings of it */
} entry_leaving;

/**
 * A pupil with an entry on limb (b) or (c) of 436B(5) who goes over to limb (a) leaves a school's
 * roll: the consent gate is asked, unless a withdrawal since then says that the name is off the
 * roll.  From limb (a) it is asked where a withdrawal says that the child is on a roll.
 * @retval CNIS_EREFUSED  consent is needed first (the rule of the gate)
 */
cnis_status entry_gate_route_tx(cnis_register *r, const entry_leaving *e, cnis_error *reterr);

/**
 * Ask again what was asked when the open entry of the child, and the entries it came from by a
 * change of route, were opened: with the facts and settings of those days as the register has them
 * now.  Writes nothing.
 * @retval CNIS_EREFUSED  the gates would not have let one of them be opened
 */
cnis_status entry_gate_again(cnis_register *r, int64_t child_id, cnis_error *reterr);

#endif
