#ifndef CNIS_DOMAIN_CHILD_H
#define CNIS_DOMAIN_CHILD_H

#include <cnis/child.h>

#include "domain/change.h"

/* Children inside a change. */

/** A child with the legal name; @p sex NULL is U. */
cnis_status child_add_tx(cnis_register *r, const cnis_name *name, const char *preferred,
                         cnis_day born, const char *sex, int64_t *ret_id, cnis_error *reterr);

/** What rules ask of a child.  @retval CNIS_ENOTFOUND */
typedef struct child_facts {
	cnis_day born, school_age_from, school_age_to;
	int64_t rev;
} child_facts;
cnis_status child_facts_get(cnis_register *r, int64_t id, child_facts *ret, cnis_error *reterr);

/** @retval CNIS_EINVAL  born in the future or more than 25 years before today */
cnis_status child_born_check(cnis_day born, cnis_day today, const char *where, const char *field,
                             cnis_error *reterr);

#endif
