#ifndef CNIS_DOMAIN_RESTORE_H
#define CNIS_DOMAIN_RESTORE_H

#include <cnis/journal.h>

#include "domain/register.h"
#include "store/journal.h"

/** What verifying found, as it is shown (trust.c). */
void trust_result(const verify_result *v, cnis_verify_result *ret);

/** How many were withheld and declared again; and how many could not be: the child, the place, the
 * number or the officer is not in the copy. */
typedef struct hidden_again {
	int64_t withheld, declared, missing;
} hidden_again;

/** What the register @p from withholds, and which families are declared in it, holds in the copy
 * @p r too: each that it does not have in a change of its own (restore_hidden.c). */
cnis_status restore_hidden(cnis_register *r, store *from, hidden_again *did, cnis_error *reterr);

#endif
