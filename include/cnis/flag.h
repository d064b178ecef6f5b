#ifndef CNIS_FLAG_H
#define CNIS_FLAG_H

#include <cnis/fact.h>

/**
 * @file cnis/flag.h
 * Needs and safeguarding facts about one child, with dates, source and who confirmed them.
 *
 * Kinds come from the list flag_kind.  Any officer may add any kind.  INFERENCE: a kind marked
 * safeguarding is shown only to the role `safeguarding`; for everybody else the lists leave it out
 * and getting, changing or ending it answers as if it did not exist.  Rules and duties use every
 * fact.
 */

/** One fact.  Texts are borrowed for the call. */
typedef struct cnis_flag {
	int64_t id, child_id;
	const char *kind;
	const char *wording;          /**< of the kind */
	bool priority;                /**< opens a reason to know whether the child is seen */
	bool safeguarding;            /**< of the kind */
	const char *authority;        /**< conducts, acts or maintains; NULL when not known */
	const char *significant_harm; /**< s47(8) action: yes, no, unknown; else NULL */
	const char *provision;        /**< SEN provision code N, K or E; else NULL */
	cnis_day reviewed;            /**< EHC plan: last annual review completed */
	const char *confirmed_by;     /**< NULL: not confirmed */
	const char *note;             /**< NULL: none */
	cnis_fact fact;
} cnis_flag;

typedef cnis_status (*cnis_flag_fn)(const cnis_flag *flag, void *payload, cnis_error *reterr);

/** What to record.  Set size. */
typedef struct cnis_flag_new {
	size_t size;
	int64_t child_id;
	const char *kind;
	const char *authority;        /**< three digits; NULL: not known */
	const char *significant_harm; /**< s47_action only; NULL: unknown */
	const char *provision;        /**< sen_provision only (required): N, K or E */
	cnis_day reviewed;            /**< ehc_plan only; none: no annual review yet */
	const char *confirmed_by;     /**< post or service, never a family member; 200 characters */
	const char *note;             /**< 4000 characters */
	cnis_fact fact;               /**< from is required; to: last day, when it has ended */
} cnis_flag_new;

/**
 * Facts of a child that hold on @p as_at (none: today), by kind and day; with @p all ended ones
 * too.
 * @retval CNIS_ENOTFOUND no such child @retval what fn returned
 */
CNIS_API cnis_status cnis_flag_walk(cnis_register *r, int64_t child_id, cnis_day as_at, bool all,
                                    cnis_flag_fn fn, void *payload, cnis_error *reterr);

/**
 * One fact.
 * @retval CNIS_ENOTFOUND  no such flag, or one this actor may not see
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_flag_get(cnis_register *r, int64_t id, cnis_flag_fn fn, void *payload,
                                   cnis_error *reterr);

/**
 * Add a fact.  On a child with an open entry: an EHC plan opens the duty to see it reviewed
 * (CFA2014.44.1); an s47 enquiry, or an s47(8) action that followed a significant-harm conclusion
 * and is current or ended within five years, or a child protection plan (INFERENCE: evidence of
 * such action), opens the duty to consider s. 436H(5) with social care (LOCAL.s436h5.consider, s.
 * 39 in force) or to speak to social care (LOCAL.social-care.speak, before it).  On a child with an
 * open withdrawal from a roll the consent gates are tried again, and what follows is opened.
 *
 * @retval CNIS_ENOTFOUND  no such child
 * @retval CNIS_EINVAL     unknown code, a field that does not belong to the kind, a day missing, in
 * the future or out of order (field says which)
 * @retval CNIS_EEXISTS    the child has this fact already (same kind and authority, still holding)
 * @retval CNIS_EREFUSED   the child has died: see cnis/death.h
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_flag_add(cnis_register *r, const cnis_flag_new *n, int64_t *ret_id,
                                   cnis_error *reterr);

/**
 * The fact holds until @p on (none: today), its last day.  An EHC plan that ends ends its review
 * duty.
 * @retval CNIS_ENOTFOUND  no such flag, or one this actor may not see
 * @retval CNIS_EINVAL     @p on is in the future or before it began
 * @retval CNIS_EREFUSED   it has ended
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_flag_end(cnis_register *r, int64_t id, cnis_day on, cnis_error *reterr);

/**
 * An EHC plan's annual review was completed on @p on: the duty is met and the next one opens.
 * @retval CNIS_ENOTFOUND  no such flag
 * @retval CNIS_EINVAL     not an EHC plan, in the future, before the plan began or not later than
 * the review known
 * @retval CNIS_EREFUSED   the plan has ended
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_flag_reviewed(cnis_register *r, int64_t id, cnis_day on,
                                        cnis_error *reterr);

#endif
