#ifndef CNIS_PROVISION_H
#define CNIS_PROVISION_H

#include <cnis/fact.h>

/**
 * @file cnis/provision.h
 * Who educates the child, where, and how many hours a week (s. 436C(1)(e) to (g)).
 */

/** Most places, and most web addresses, of one provision. */
enum { CNIS_PROVISION_PLACES = 20 };

/** One provision; also what to record (set size; id, child_id and fact.rev are then ignored). Texts
 * are borrowed for the call. */
typedef struct cnis_provision {
	size_t size;
	int64_t id, child_id;
	const char *kind;            /**< code list "provision_kind": parents, others, provider */
	const char *provider_name;   /**< NULL: none; required for a provider */
	const char *provider_type;   /**< NULL: not known */
	double hours_week;           /**< 0 to 168; negative: not known */
	double hours_without_parent; /**< of these without any parent actively involved; 0 to 168;
	                                negative: not known */
	cnis_fact fact;
	double
	    hours_week_high; /**< higher end of the estimate: hours_week is then the lower one; 0 or
	                        negative, recording: no range.  Read: as hours_week for a number */
	double hours_without_parent_high; /**< the same of hours_without_parent */
	const char *provider_address;     /**< its own address, s. 436C(1)(g)(i); NULL: not known */
	const char *const *places;        /**< postal addresses where it educates, (g)(iii) */
	size_t n_places;                  /**< at most ::CNIS_PROVISION_PLACES */
	const char *const *webs;          /**< websites or e-mail addresses where it is virtual */
	size_t n_webs;                    /**< at most ::CNIS_PROVISION_PLACES */
} cnis_provision;

typedef cnis_status (*cnis_provision_fn)(const cnis_provision *provision, void *payload,
                                         cnis_error *reterr);

/** Provision of a child on @p as_at (none: today); with @p all past ones too.
 * @retval CNIS_ENOTFOUND no such child @retval what fn returned */
CNIS_API cnis_status cnis_provision_walk(cnis_register *r, int64_t child_id, cnis_day as_at,
                                         bool all, cnis_provision_fn fn, void *payload,
                                         cnis_error *reterr);

/**
 * Record who educates the child, where, and for how many hours a week.
 * @retval CNIS_ENOTFOUND  no such child
 * @retval CNIS_EINVAL     unknown code, unusable text, hours out of range or a range upside down, a
 * provider without a name, too many places
 * @retval CNIS_EREFUSED   it begins after the child died: see cnis/death.h
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_provision_add(cnis_register *r, int64_t child_id,
                                        const cnis_provision *provision, int64_t *ret_id,
                                        cnis_error *reterr);

/**
 * End it on @p on (none: today), its last day.
 * @retval CNIS_ENOTFOUND  no such provision
 * @retval CNIS_EINVAL     in the future or before it began
 * @retval CNIS_EREFUSED   it has ended
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_provision_end(cnis_register *r, int64_t id, cnis_day on,
                                        cnis_error *reterr);

#endif
