#ifndef CNIS_MERGE_H
#define CNIS_MERGE_H

#include <cnis/register.h>

/**
 * @file cnis/merge.h
 * One child recorded twice.  A merge is a dated statement that two records are the same child: the
 * record no longer used, and the one kept.  No fact of either record changes.  What a need or a
 * safeguarding fact in one record calls for with an open entry or withdrawal in the other, a duty
 * or a decision about consent, is opened in the same change.  An unmerge leaves that, and whatever
 * was recorded in between, where it was recorded.
 *
 * While it holds, lists and counts show the child once, under the record kept; consent gates, and
 * whether there is an entry or a withdrawal already, look at all records of the child; a read of
 * one child goes over cnis_merge_records().  A write is about the record it is given: a front end
 * asks cnis_merge_kept() first.
 */

/** One merge.  Texts are borrowed for the call. */
typedef struct cnis_merge {
	int64_t id;
	int64_t child_id;   /**< the record no longer used */
	int64_t same_as_id; /**< the record kept */
	cnis_day from;      /**< first day the two count as one child */
	cnis_day to;        /**< last day; CNIS_DAY_NONE while it holds */
	const char *officer;
	const char *reason;
	const char *ended_by;   /**< login; NULL while it holds */
	const char *end_reason; /**< NULL while it holds */
	int64_t rev;
} cnis_merge;

typedef cnis_status (*cnis_merge_fn)(const cnis_merge *merge, void *payload, cnis_error *reterr);

/** Set size; zero the rest. */
typedef struct cnis_merge_new {
	size_t size;
	int64_t child_id;   /**< the record no longer used */
	int64_t same_as_id; /**< the record kept, or one merged into it already */
	const char *reason; /**< 1 to 4000 characters */
	bool certain;       /**< a manager: one child all the same, see CNIS_EREFUSED */
} cnis_merge_new;

/**
 * Say that two records are the same child, from today.
 * Officers and managers: it hides nothing and can be taken back.
 * @param ret_kept  receives the record kept; untouched on failure
 * @retval CNIS_ENOTFOUND  no such child (field "child" or "kept")
 * @retval CNIS_EINVAL     both are the same record, or there is no reason
 * @retval CNIS_EEXISTS    the record is merged already
 * @retval CNIS_EREFUSED   LOCAL.same-child: other records are merged into this one (merge the
 *                         other way round); or birth dates, a sex that both know, or verified
 *                         numbers of one kind differ, or somebody said that they are two
 *                         children, and no manager has said that it is one child all the same
 * @retval CNIS_EPERM      certain, and the actor is no manager
 * @retval CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_merge_add(cnis_register *r, const cnis_merge_new *merge,
                                    int64_t *ret_kept, cnis_error *reterr);

/**
 * Say that they are not the same child after all: from today each stands for itself again.
 * @param child_id  the record no longer used
 * @param reason    1 to 4000 characters
 * @param ret_kept  receives the record it was merged into; may be NULL
 * @retval CNIS_ENOTFOUND  no such child, or it is not merged
 * @retval CNIS_EINVAL     there is no reason
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_merge_end(cnis_register *r, int64_t child_id, const char *reason,
                                    int64_t *ret_kept, cnis_error *reterr);

/**
 * Merges, oldest first.
 * @param as_at  those that hold on this day; none: today
 * @param all    also those taken back or not yet made on that day
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_merge_walk(cnis_register *r, cnis_day as_at, bool all, cnis_merge_fn fn,
                                     void *payload, cnis_error *reterr);

/**
 * The record kept for a child on a day: @p child_id itself when it is not merged, or not known.
 * @param as_at  none: today
 */
CNIS_API cnis_status cnis_merge_kept(cnis_register *r, int64_t child_id, cnis_day as_at,
                                     int64_t *ret_kept, cnis_error *reterr);

typedef cnis_status (*cnis_merge_record_fn)(int64_t child_id, void *payload, cnis_error *reterr);

/**
 * Every record of the child that @p child_id is one of: the record kept first, then the others in
 * the order of their references.  A child who is not merged, or not known, has one.
 * @param as_at  none: today
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_merge_records(cnis_register *r, int64_t child_id, cnis_day as_at,
                                        cnis_merge_record_fn fn, void *payload, cnis_error *reterr);

/** One field of two records, as they stand today.  Texts are borrowed for the call. */
typedef struct cnis_merge_field {
	const char *field; /**< a constant: name, preferred_name, former_names, born, sex, upn, uln,
	                      nhs, home, parents, entry, last_seen */
	const char *one, *other; /**< NULL: not known; several with "; " between; personal data */
	bool same;               /**< both known and equal */
	bool doubt; /**< they differ in what makes them look like two children: the merge asks for
	               cnis_merge_new.certain.  Other records of the child kept count too */
} cnis_merge_field;

typedef cnis_status (*cnis_merge_field_fn)(const cnis_merge_field *field, void *payload,
                                           cnis_error *reterr);

/**
 * Two records side by side, what somebody looks at before saying that they are one child.
 * @retval CNIS_ENOTFOUND  no such child (field "child" or "kept")
 * @retval CNIS_EINVAL     both are the same record
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_merge_compare(cnis_register *r, int64_t one_id, int64_t other_id,
                                        cnis_merge_field_fn fn, void *payload, cnis_error *reterr);

#endif
