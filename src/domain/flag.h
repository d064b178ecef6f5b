#ifndef CNIS_DOMAIN_FLAG_H
#define CNIS_DOMAIN_FLAG_H

#include <cnis/flag.h>

#include "domain/change.h"
#include "domain/entry.h"

/* Facts of need and safeguarding inside a change. */
cnis_status flag_add_tx(cnis_register *r, const cnis_flag_new *n, int64_t *ret_id,
                        cnis_error *reterr);

/** Would it be accepted?  Without writing, and without looking at the child.  @retval CNIS_EINVAL
 */
cnis_status flag_check(cnis_register *r, const cnis_flag_new *n, cnis_error *reterr);

/** Open the duties that facts already here call for, when an entry opens. */
cnis_status flag_entry_opened_tx(cnis_register *r, const entry_facts *entry, cnis_day on,
                                 cnis_error *reterr);

/** Two records are the same child from now on, @p child_id one of them: open the duties that facts
 * in one call for with an open entry in another. */
cnis_status flag_same_child_tx(cnis_register *r, int64_t child_id, cnis_error *reterr);

/** An entry has ended with its duties: what facts call for stays with another entry of the same
 * child that is still open. */
cnis_status flag_entry_ended_tx(cnis_register *r, int64_t entry_id, int64_t child_id,
                                cnis_error *reterr);

#endif
