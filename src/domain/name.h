#ifndef CNIS_DOMAIN_NAME_H
#define CNIS_DOMAIN_NAME_H

#include <cnis/child.h>

#include "domain/change.h"

/* Names as people write them: one full name, and its parts only where somebody told them apart. */
typedef struct name_clean {
	char *full, *given, *family; /* owned; given and family may be NULL */
} name_clean;

/**
 * Clean copies of a name.  Fields in errors are "name", "given_names", "family_name".
 * @param ret  release with name_clear(); untouched on failure
 * @retval CNIS_EINVAL  empty, too long or unusable
 */
cnis_status name_take(const cnis_name *in, const char *where, name_clean *ret, cnis_error *reterr);

/** NULL is allowed. */
void name_clear(name_clean *n);

/** Does every word of @p folded_wanted begin a word of @p name (as written)?
 * @retval CNIS_ENOMEM */
cnis_status name_matches(const char *folded_wanted, const char *name, bool *ret,
                         cnis_error *reterr);

/** Bind :full :given :family. */
void name_bind(cursor *c, const name_clean *n);

#endif
