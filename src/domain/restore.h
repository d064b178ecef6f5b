#ifndef CNIS_DOMAIN_RESTORE_H
#define CNIS_DOMAIN_RESTORE_H

#include <cnis/journal.h>

#include "store/journal.h"

/** What verifying found, as it is shown (trust.c). */
void trust_result(const verify_result *v, cnis_verify_result *ret);

#endif
