#ifndef CNIS_HOLD_H
#define CNIS_HOLD_H

#include <cnis/fact.h>

/**
 * @file cnis/hold.h
 * What is kept from happening until a person decides: that records are disposed of, or that letters
 * about a child go out.
 */

/** One hold.  Texts are borrowed for the call. */
typedef struct cnis_hold {
	int64_t id, child_id;
	const char *kind;     /**< disposal or letters */
	const char *because;  /**< code list hold_reason */
	const char *note;     /**< NULL when none.  Personal data */
	cnis_day from, to;    /**< to: last day; CNIS_DAY_NONE while it holds */
	const char *officer;  /**< login of who set it */
	const char *ended_by; /**< login; NULL while it holds */
	const char *decided;  /**< what was decided; NULL when nothing.  Personal data */
	int64_t rev;
} cnis_hold;

typedef cnis_status (*cnis_hold_fn)(const cnis_hold *hold, void *payload, cnis_error *reterr);

/** Set size; zero the rest.  Texts are borrowed for the call. */
typedef struct cnis_hold_new {
	size_t size;
	int64_t child_id;
	const char *kind;    /**< disposal or letters */
	const char *because; /**< code list hold_reason */
	const char *note;    /**< needed for `other` */
} cnis_hold_new;

/**
 * Hold something back from today.  Letters held open the duty `letters_decide`.
 * @retval CNIS_ENOTFOUND  no such child
 * @retval CNIS_EEXISTS    it is held already
 * @retval CNIS_EREFUSED   letters, and the child has died: nothing is sent anyway
 * @retval CNIS_EINVAL     an unknown kind or reason, or `other` without a note (field)
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_hold_add(cnis_register *r, const cnis_hold_new *hold, int64_t *ret_id,
                                   cnis_error *reterr);

/**
 * End a hold from today: of letters that means that they go out again, and meets the duty.
 * @param decided  what was decided and why; needed
 * @retval CNIS_ENOTFOUND  no such child, or nothing of this kind is held (field says which)
 * @retval CNIS_EINVAL     no words, or an unknown kind (field)
 * @retval CNIS_EPERM      a hold on disposal is ended by a manager
 * @retval CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_hold_end(cnis_register *r, int64_t child_id, const char *kind,
                                   const char *decided, cnis_error *reterr);

/**
 * Holds on @p as_at (none: today), in order of recording.
 * @param child_id  0: of every child
 * @param all       those that have ended too
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_hold_walk(cnis_register *r, int64_t child_id, cnis_day as_at, bool all,
                                    cnis_hold_fn fn, void *payload, cnis_error *reterr);

#endif
