#ifndef CNIS_DISAGREEMENT_H
#define CNIS_DISAGREEMENT_H

#include <cnis/fact.h>
#include <cnis/register.h>

/**
 * @file cnis/disagreement.h
 * Parents who do not agree, recorded as what each of them says.  It is no judgement: it keeps
 * nobody off the register, opens no duty, and is an input of no rule.
 *
 * Reading does not note who looked: a front end calls cnis_access_note().
 */

enum { CNIS_DISAGREEMENT_VIEWS = 16 };

/** What one adult says. */
typedef struct cnis_disagreement_view {
	int64_t person_id;
	const char *view; /**< for, against or not_said */
} cnis_disagreement_view;

/** One disagreement.  Texts and lists are borrowed for the call. */
typedef struct cnis_disagreement {
	int64_t id, child_id;
	const char *about;   /**< code list disagreement */
	const char *wording; /**< the same in words */
	const char *note;    /**< personal data; NULL */
	const cnis_disagreement_view *views;
	size_t n_views;
	cnis_fact fact;
} cnis_disagreement;

typedef cnis_status (*cnis_disagreement_fn)(const cnis_disagreement *disagreement, void *payload,
                                            cnis_error *reterr);

/** A new one.  Set size; texts and lists are borrowed. */
typedef struct cnis_disagreement_new {
	size_t size;
	int64_t child_id;
	const char *about; /**< NULL: home_education */
	const char *note;
	const cnis_disagreement_view *views; /**< of two adults at least */
	size_t n_views;
	cnis_fact fact; /**< from: none: today; basis NULL: voluntary */
} cnis_disagreement_new;

/**
 * Record it.  One journal entry.
 * @param ret_id  untouched on failure
 * @retval CNIS_ENOTFOUND  no such child or person (field says which)
 * @retval CNIS_EINVAL     an unknown code, an unusable text, a wrong day, fewer than two adults,
 * one named twice, or somebody who is nothing to the child (field says which)
 * @retval CNIS_EEXISTS    one about the same, between the same adults, holds already (which is
 * said)
 * @retval CNIS_EREFUSED   it begins after the child died: see cnis/death.h
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_disagreement_add(cnis_register *r, const cnis_disagreement_new *n,
                                           int64_t *ret_id, cnis_error *reterr);

/**
 * They agree now, or it is settled.
 * @param on  last day; none: today
 * @retval CNIS_ENOTFOUND  no such disagreement
 * @retval CNIS_EREFUSED   it has ended already
 * @retval CNIS_EINVAL     in the future or before it began (field "on")
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_disagreement_end(cnis_register *r, int64_t id, cnis_day on,
                                           cnis_error *reterr);

/**
 * Those of a child, in order of their first day.
 * @param as_at  those that stand on it; CNIS_DAY_NONE: today
 * @param all    past ones too
 * @retval CNIS_ENOTFOUND  no such child
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_disagreement_walk(cnis_register *r, int64_t child_id, cnis_day as_at,
                                            bool all, cnis_disagreement_fn fn, void *payload,
                                            cnis_error *reterr);

#endif
