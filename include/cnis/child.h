#ifndef CNIS_CHILD_H
#define CNIS_CHILD_H

#include <cnis/fact.h>

/**
 * @file cnis/child.h
 * Children: who they are and what they are called.
 *
 * Reading does not note who looked: a front end calls cnis_access_note() before it shows a row.
 */

/** One child with the names that hold on the day asked for.  Texts are borrowed for the call. */
typedef struct cnis_child {
	int64_t id;
	const char *uuid;
	const char *full_name;      /**< legal name; personal data */
	const char *given_names;    /**< NULL when not told apart */
	const char *family_name;    /**< NULL when not told apart */
	const char *preferred_name; /**< NULL when none */
	cnis_day born;
	const char *sex;          /**< F, M or U (not known) */
	cnis_day school_age_from; /**< first day of compulsory school age (EA1996.8) */
	cnis_day school_age_to;   /**< last day of compulsory school age */
	char year_group[4];       /**< expected on the day asked for: N1 N2 R 1..14, "" outside */
	cnis_day last_seen;       /**< CNIS_DAY_NONE: never */
	cnis_day last_review;     /**< final reviews only; CNIS_DAY_NONE: none */
	int64_t entry_id;         /**< entry open on that day; 0: none */
	const char *route;        /**< of that entry; NULL when none */
	cnis_fact fact;           /**< of the child row; fact.rev is what an edit passes back */
	bool conflicting_address; /**< two sources give different homes: see cnis_child_settle() */
	bool died;                /**< by that day: see cnis/death.h */
} cnis_child;

typedef cnis_status (*cnis_child_fn)(const cnis_child *child, void *payload, cnis_error *reterr);

/** Which children.  Set size; what is zero or NULL does not restrict.  All that is given must hold.
 */
typedef struct cnis_child_query {
	size_t size;
	cnis_day as_at;   /**< none: today */
	bool registered;  /**< only children with an entry open on as_at */
	const char *name; /**< every word of it must begin a word of one of the child's names */
	cnis_day born;    /**< exact birth date */
	const char *identifier; /**< a UPN, ULN, NHS or other number as typed */
	const char *postcode;   /**< of an address the child lives at on as_at */
	int64_t after_id;       /**< page: only after this child */
	int64_t limit;          /**< 0: all */
} cnis_child_query;

/**
 * One child.
 * @param as_at  the day asked for; none: today
 * @retval CNIS_ENOTFOUND  no such child
 * @retval what fn returned, when that is not CNIS_OK
 */
CNIS_API cnis_status cnis_child_get(cnis_register *r, int64_t id, cnis_day as_at, cnis_child_fn fn,
                                    void *payload, cnis_error *reterr);

/**
 * Walk children in the order of their references.
 * @retval CNIS_EINVAL  name, identifier or postcode is not usable (field says which)
 * @retval what fn returned, when that is not CNIS_OK: the walk stops
 */
CNIS_API cnis_status cnis_child_walk(cnis_register *r, const cnis_child_query *query,
                                     cnis_child_fn fn, void *payload, cnis_error *reterr);

/** A name to record.  Set size. */
typedef struct cnis_name {
	size_t size;
	const char *full_name;   /**< 1 to 200 characters, as the person writes it */
	const char *given_names; /**< NULL: not told apart */
	const char *family_name; /**< NULL: not told apart */
	cnis_fact fact;          /**< from: the first day of the name, none: today */
} cnis_name;

/** One name of a child or an adult.  Texts are borrowed for the call. */
typedef struct cnis_name_row {
	int64_t id;
	const char *kind; /**< legal, preferred or former */
	const char *full_name, *given_names, *family_name;
	cnis_fact fact;
} cnis_name_row;

typedef cnis_status (*cnis_name_fn)(const cnis_name_row *name, void *payload, cnis_error *reterr);

/**
 * All names of a child, past ones too, in order of recording.
 * @retval CNIS_ENOTFOUND  no such child
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_child_names(cnis_register *r, int64_t child_id, cnis_name_fn fn,
                                      void *payload, cnis_error *reterr);

/**
 * Give a child another name.  The present one is closed the day before; nothing is overwritten.
 * @param kind  "legal" or "preferred"
 * @param rev   fact.rev of the child as it was shown; 0: do not check
 * @retval CNIS_ENOTFOUND  no such child
 * @retval CNIS_EINVAL     a text is empty, too long or unusable, or the day is in the future or
 * before the present name began (field says which)
 * @retval CNIS_ECONFLICT  the child changed since it was read
 * @retval CNIS_EEXISTS    it is the present name already
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_child_rename(cnis_register *r, int64_t child_id, const char *kind,
                                       const cnis_name *name, int64_t rev, cnis_error *reterr);

/**
 * Correct the birth date.  School age is worked out again (EA1996.8); duties already opened keep
 * their due dates but lapse with the new school age.
 * @retval CNIS_ENOTFOUND  no such child
 * @retval CNIS_EINVAL     in the future or more than 25 years ago (field "born")
 * @retval CNIS_EREFUSED   the child has an open entry and would not be of school age
 *                         (EA1996.436B.2): end the entry as entered in error first
 * @retval CNIS_ECONFLICT  the child changed since it was read
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_child_correct_born(cnis_register *r, int64_t child_id, cnis_day born,
                                             int64_t rev, cnis_error *reterr);

#endif
