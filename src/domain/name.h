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

/* name_change.c: a child's names and an adult's are kept alike. */
typedef struct name_table {
	const char *where;       /* for errors: "child.rename" */
	const char *owner;       /* parameter of the statements: ":child" */
	const store_sql *insert; /* with :kind and what name_bind() and fact_bind() bind */
	const store_sql *now;    /* id, full, given, family, from_day of the present one of :kind */
	const store_sql *close;  /* :id :to :rev */
} name_table;

/** @retval CNIS_EINVAL neither legal nor preferred (field "kind") */
cnis_status name_kind_check(const char *kind, const char *where, cnis_error *reterr);

cnis_status name_insert_tx(cnis_register *r, const name_table *t, int64_t owner_id,
                           const char *kind, const name_clean *n, const cnis_fact *fact,
                           cnis_error *reterr);

/**
 * Give another name; the present one of this kind ends the day before.
 * @retval CNIS_EINVAL   unusable, in the future, or not after the present name began
 * @retval CNIS_EEXISTS  it is the present name already
 */
cnis_status name_give_tx(cnis_register *r, const name_table *t, int64_t owner_id, const char *kind,
                         const cnis_name *name, cnis_error *reterr);

#endif
