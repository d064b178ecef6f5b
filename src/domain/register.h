#ifndef CNIS_DOMAIN_REGISTER_H
#define CNIS_DOMAIN_REGISTER_H

#include <cnis/register.h>

#include "store/access.h"
#include "store/store.h"

/* The register as the domain sees it. */
struct cnis_register {
	store *st;
	access_log *access; /* opened at the first read of a child */
	char login[64];
	int64_t officer_id; /* 0: not an officer (init, migrate) */
	unsigned roles;
	bool dry_run;
	bool clone; /* known-at: a private copy */
	int64_t last_seq;
	char path[4096];
};

#endif
