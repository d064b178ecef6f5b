#ifndef CNIS_HELD_H
#define CNIS_HELD_H

#include <cnis/fact.h>

/**
 * @file cnis/held.h
 * Children who are not eligible under s. 436B and are held on another recorded basis: on a school's
 * roll and absent, or approaching school age.  Not an entry, and never counted as one.  A child has
 * at most one such record at a time; opening an entry closes it.
 */

/** What opens one.  Set size. */
typedef struct cnis_held_new {
	size_t size;
	int64_t child_id;
	const char *route; /**< code list "route": on_roll_absent or approaching_school_age */
	const char *basis; /**< code list "held_basis"; needed for a child approaching school age */
	cnis_day basis_on; /**< day of the notice, agreement or concern; none: fact.received */
	const char *school_name, *school_urn; /**< on_roll_absent: the name is required */
	const char *for_health;               /**< on_roll_absent: yes, no; NULL: unknown */
	int64_t owner_id;                     /**< 0: the actor */
	cnis_fact fact;                       /**< from: since when, none: today */
} cnis_held_new;

/**
 * Hold a child.  A duty opens with it: on a roll and absent for health, the authority's own
 * section 19 decision (LOCAL.s19.decide); else absent, to ask again (LOCAL.absence.review);
 * approaching school age, to settle what happens before it starts (LOCAL.approaching.before).
 *
 * @retval CNIS_ENOTFOUND  no such child or officer
 * @retval CNIS_EINVAL     an unknown code or unusable text, no school, a day in the future
 * @retval CNIS_EEXISTS    the child is held already
 * @retval CNIS_EREFUSED   no recorded basis (LOCAL.approaching.basis), not of the age
 * (EA1996.8.school-age), or on the register already (EA1996.436B.2)
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_held_open(cnis_register *r, const cnis_held_new *n, int64_t *ret_id,
                                    cnis_error *reterr);

/** The authority's own decision under s. 19 of the Education Act 1996.  Set size. */
typedef struct cnis_section_19_new {
	size_t size;
	int64_t held_id;
	cnis_day decided;      /**< none: today */
	const char *outcome;   /**< "arrange" or "not_needed" */
	const char *by;        /**< login of who decided; NULL: the actor */
	const char *provision; /**< what is arranged; needed for "arrange" */
	const char *reasons;   /**< needed for "not_needed" */
	cnis_day review;       /**< when it is looked at again; required */
} cnis_section_19_new;

/**
 * Record it.  Meets the open decision or review and opens the next review.
 * @retval CNIS_ENOTFOUND  no such record or officer
 * @retval CNIS_EINVAL     something needed is missing, a day in the future or before the absence,
 * a review that is not after the decision (field says which)
 * @retval CNIS_EREFUSED   the record has ended, or is not an absence for health (LOCAL.s19.decide)
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_held_decide(cnis_register *r, const cnis_section_19_new *n,
                                      int64_t *ret_id, cnis_error *reterr);

/**
 * An absence was asked after on @p on (none: today); the next time is @p next.
 * @retval CNIS_ENOTFOUND  no such record
 * @retval CNIS_EINVAL     @p next is missing or not after @p on, or @p on lies in the future
 * @retval CNIS_EREFUSED   the record has ended, is no absence, or awaits the section 19 decision
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_held_review(cnis_register *r, int64_t id, cnis_day on, cnis_day next,
                                      cnis_error *reterr);

/**
 * End it.
 * @param reason  code list "held_end"
 * @param on      last day; none: today
 * @retval CNIS_ENOTFOUND  no such record
 * @retval CNIS_EINVAL     an unknown reason, or one that others write; a day in the future or
 * before it began
 * @retval CNIS_EREFUSED   it has ended
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_held_end(cnis_register *r, int64_t id, const char *reason, cnis_day on,
                                   cnis_error *reterr);

/** One record, with the newest section 19 decision.  Texts are borrowed for the call. */
typedef struct cnis_held {
	int64_t id, child_id;
	const char *route;
	const char *basis; /**< NULL: none recorded, or safeguarding and not for the reader */
	cnis_day basis_on;
	const char *school_name, *school_urn;
	const char *for_health; /**< yes, no, unknown */
	const char *end_reason; /**< NULL while it holds */
	const char *owner;      /**< login */
	cnis_day starts;        /**< compulsory school age of the child */
	cnis_day decided;       /**< section 19: none: not decided */
	const char *outcome;    /**< "arrange", "not_needed"; NULL */
	const char *decided_by; /**< login */
	const char *provision, *reasons;
	cnis_day review;
	cnis_fact fact;
} cnis_held;

typedef cnis_status (*cnis_held_fn)(const cnis_held *held, void *payload, cnis_error *reterr);

/**
 * Records of a child, or of all children (@p child_id 0), in the order they were made.
 * @param all  those that do not hold on @p as_at (none: today) too
 * @retval CNIS_ENOTFOUND no such child @retval what fn returned
 */
CNIS_API cnis_status cnis_held_walk(cnis_register *r, int64_t child_id, cnis_day as_at, bool all,
                                    cnis_held_fn fn, void *payload, cnis_error *reterr);

#endif
