#ifndef CNIS_DOMAIN_FLAG_INSIDE_H
#define CNIS_DOMAIN_FLAG_INSIDE_H

#include "domain/flag.h"

/* Shared by flag.c, flag_read.c and flag_duty.c. */

/** May the actor know of a fact of a kind that is @p safeguarding or not? */
bool flag_may_see(const cnis_register *r, bool safeguarding);

/** Open the duty that one fact calls for on an open entry; most call for none. */
cnis_status flag_duty_tx(cnis_register *r, int64_t flag_id, const entry_facts *entry, cnis_day on,
                         cnis_error *reterr);

enum { FLAG_INPUTS = 128 };

/**
 * Inputs of the duty to consider s. 436H(5) because of a fact.
 * @param ret_from  the day it counts from; CNIS_DAY_NONE, and @p buf untouched, when the fact calls
 * for nothing on @p on
 */
cnis_status flag_436h5_inputs(cnis_register *r, int64_t flag_id, const entry_facts *entry,
                              cnis_day on, cnis_day *ret_from, char buf[FLAG_INPUTS],
                              cnis_error *reterr);

/** The annual review was done on @p on: the duty is met, the next one opens. */
cnis_status flag_plan_reviewed_tx(cnis_register *r, int64_t flag_id, int64_t child_id, cnis_day on,
                                  cnis_error *reterr);

/** The plan ended: nothing is left to review. */
cnis_status flag_plan_ended_tx(cnis_register *r, int64_t flag_id, cnis_day on, cnis_error *reterr);

#endif
