#ifndef CNIS_DOMAIN_ACCESS_STATE_H
#define CNIS_DOMAIN_ACCESS_STATE_H

#include <cnis/journal.h>

#include "domain/register.h"

/* Is the access log beside the register still the one it had?  The register knows two things of
 * it: that one was made with it, and the newest row as the last night published it. */
typedef struct access_finding {
	cnis_access_state state;
	char problem[160]; /* "" when whole */
	char advice[200];  /* what to do; "" when whole */
	int64_t known_seq; /* newest row a night has published; 0: none */
	char known_hash[2 * HASH_SIZE + 1];
} access_finding;

/**
 * Ask, without making a log where there is none.
 * @retval CNIS_EPERM  there is one and it cannot be opened
 */
cnis_status access_examine(cnis_register *r, access_finding *ret, cnis_error *reterr);

/**
 * The access log's part of cnis_verify(): @p out is told what was found.
 * @retval CNIS_EPERM  there is one and it cannot be opened
 */
cnis_status access_prove(cnis_register *r, cnis_verify_result *out, cnis_error *reterr);

#endif
