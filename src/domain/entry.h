#ifndef CNIS_DOMAIN_ENTRY_H
#define CNIS_DOMAIN_ENTRY_H

#include <cnis/entry.h>

#include "domain/change.h"

/* Entries inside a change. */

/** Open an entry with its duties.  The consent gate is asked by the caller (withdrawal_gate_tx). */
cnis_status entry_open_tx(cnis_register *r, const cnis_entry_new *n, int64_t *ret_id,
                          cnis_error *reterr);

/** What others ask of an entry. */
typedef struct entry_facts {
	int64_t id, child_id, owner_id;
	cnis_day from, to, registered, school_age_to;
	bool missing_education;
	int64_t rev;
} entry_facts;

/** The entry of @p child_id open on @p on; *ret_found false when there is none. */
cnis_status entry_of_child(cnis_register *r, int64_t child_id, cnis_day on, entry_facts *ret,
                           bool *ret_found, cnis_error *reterr);

/** @retval CNIS_ENOTFOUND */
cnis_status entry_facts_get(cnis_register *r, int64_t id, entry_facts *ret, cnis_error *reterr);

#endif
