#ifndef CNIS_IDENTIFIER_H
#define CNIS_IDENTIFIER_H

#include <cnis/fact.h>

/**
 * @file cnis/identifier.h
 * Numbers somebody gave the child.  A value never changes: the row is closed and another opened, so
 * two twins' numbers may be swapped.
 */

/** One number.  Texts are borrowed for the call; personal data. */
typedef struct cnis_identifier {
	int64_t id, child_id;
	const char *kind;  /**< upn, former_upn, uln, nhs, social_care, previous_system or other */
	const char *value; /**< normalised */
	bool verified;
	cnis_fact fact;
} cnis_identifier;

typedef cnis_status (*cnis_identifier_fn)(const cnis_identifier *identifier, void *payload,
                                          cnis_error *reterr);

/** Current numbers of a child; with @p all past ones too.  By kind, then in order of recording.
 * @retval CNIS_ENOTFOUND no such child @retval what fn returned */
CNIS_API cnis_status cnis_identifier_walk(cnis_register *r, int64_t child_id, bool all,
                                          cnis_identifier_fn fn, void *payload, cnis_error *reterr);

/**
 * Record a number.  A present UPN, ULN or NHS number of the child is closed the day before (a UPN
 * stays as former UPN).
 * @retval CNIS_ENOTFOUND  no such child
 * @retval CNIS_EINVAL     unknown kind, or the number is malformed (rule ID.upn, ID.uln, ID.nhs)
 * @retval CNIS_EEXISTS    another child has it now; close it there first
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_identifier_add(cnis_register *r, int64_t child_id, const char *kind,
                                         const char *value, bool verified, const cnis_fact *fact,
                                         int64_t *ret_id, cnis_error *reterr);

/** Close a number on @p on (none: today), its last day.
 * @retval CNIS_ENOTFOUND  no such number
 * @retval CNIS_EINVAL     @p on is in the future or before it began
 * @retval CNIS_EREFUSED   it is closed already
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change */
CNIS_API cnis_status cnis_identifier_end(cnis_register *r, int64_t id, cnis_day on,
                                         cnis_error *reterr);

#endif
