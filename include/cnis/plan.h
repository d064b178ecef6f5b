#ifndef CNIS_PLAN_H
#define CNIS_PLAN_H

#include <cnis/register.h>

/**
 * @file cnis/plan.h
 * Information about the education that a family gave.  A plan is one kind of it; no form of it can
 * be demanded, and none is worth more than another here.
 */

/** One piece of information.  Texts are borrowed for the call. */
typedef struct cnis_plan {
	int64_t id, child_id, entry_id;
	const char *kind;   /**< code list information_kind */
	const char *method; /**< code list contact_method */
	int64_t person_id;  /**< who gave it; 0 when not known */
	cnis_day received;
	const char *note; /**< NULL when none; personal data */
	int64_t rev;
} cnis_plan;

typedef cnis_status (*cnis_plan_fn)(const cnis_plan *plan, void *payload, cnis_error *reterr);

/** Set size; zero the rest. */
typedef struct cnis_plan_new {
	size_t size;
	int64_t child_id;
	const char *kind, *method;
	int64_t person_id;
	cnis_day received; /**< not after today, not before birth */
	const char *note;  /**< up to 4000 characters */
	/** Siblings it concerns too, NULL for none: the same is recorded of each, without the note,
	 * which is about the child it was written for. */
	const int64_t *also;
	size_t n_also;
} cnis_plan_new;

/**
 * Record information received, of the child and of the siblings named.  It meets an open duty to
 * ask for more information.  One journal entry.  What came before the child was registered, as
 * s. 436D(1) expects, keeps its day and stands with the entry that followed; it meets no duty.
 * @param ret_id   receives the new id, of the child's; untouched on failure
 * @param ret_met  how many such duties it met; may be NULL
 * @retval CNIS_ENOTFOUND  no such child or person, or no entry open on the day or begun later
 * @retval CNIS_EINVAL     unknown code, impossible day, note too long, or a sibling who is no other
 *                         child of the household today or does not know the person (field says
 *                         which)
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_plan_receive(cnis_register *r, const cnis_plan_new *plan, int64_t *ret_id,
                                       int *ret_met, cnis_error *reterr);

/**
 * Those of one child, newest first.
 * @retval CNIS_ENOTFOUND  no such child
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_plan_walk(cnis_register *r, int64_t child_id, cnis_plan_fn fn,
                                    void *payload, cnis_error *reterr);

#endif
