#ifndef CNIS_WITHDRAWAL_H
#define CNIS_WITHDRAWAL_H

#include <cnis/register.h>

/**
 * @file cnis/withdrawal.h
 * A school or a parent tells the authority that a child is to leave a school's roll (s. 434A(5)).
 *
 * The notice is always kept.  What a gate may stop is only the entry of a child who is still on the
 * roll as lawfully withdrawn; see cnis/consent.h.  A child whose name the school has already
 * removed is entered at once, whatever the gates say.
 */

/** One withdrawal.  Texts are borrowed for the call. */
typedef struct cnis_withdrawal {
	int64_t id, child_id;
	const char *purpose;     /**< otherwise_than_at_school, other_school, not_known */
	const char *notified_by; /**< code list source */
	cnis_day notified;       /**< the notice reached the authority */
	cnis_day notice;         /**< the parent's written notice to the school; CNIS_DAY_NONE */
	cnis_day leave;          /**< day after which the pupil will not attend; CNIS_DAY_NONE */
	const char *school_name;
	const char *school_urn; /**< NULL when not known */
	const char *placement;  /**< mainstream, special, independent_special, unit, private */
	const char *placed_by; /**< authority code; NULL when no authority arranged the placement */
	bool on_roll;          /**< false: the school has removed the name */
	cnis_day deleted;      /**< when; CNIS_DAY_NONE */
	bool deletion_without_consent; /**< the school's act; nothing is held against the family */
	const char *state; /**< consent_not_needed, consent_needed, applied, granted, refused,
	                      withdrawn, left */
	cnis_day closed;   /**< CNIS_DAY_NONE while open */
	int64_t entry_id;  /**< the entry it led to; 0 */
	int64_t tests;     /**< verdicts kept so far */
	int64_t rev;
} cnis_withdrawal;

typedef cnis_status (*cnis_withdrawal_fn)(const cnis_withdrawal *w, void *payload,
                                          cnis_error *reterr);

/** A notice as it came.  Set size; zero the rest (a day of zero is not given). */
typedef struct cnis_withdrawal_new {
	size_t size;
	int64_t child_id;
	const char *purpose;     /**< NULL: otherwise_than_at_school */
	const char *notified_by; /**< school, parent, ... (code list source) */
	cnis_day notified;       /**< not after today */
	cnis_day notice, leave;
	const char *school_name;
	const char *school_urn; /**< NULL; six digits */
	const char *placement;  /**< NULL: mainstream */
	const char *placed_by;  /**< NULL; three-digit authority code */
	bool off_roll;          /**< the school has already removed the name */
	cnis_day deleted;       /**< off_roll only: when; CNIS_DAY_NONE: the notified day */
	int64_t owner_id; /**< who has its duties; 0: who has the family's work, or the actor */
} cnis_withdrawal_new;

/**
 * Keep a notice, test the gates at stage "notice" and open the duties that follow.
 *
 * @param ret_id  receives the withdrawal; untouched on failure
 * @retval CNIS_ENOTFOUND  no such child
 * @retval CNIS_EINVAL     a day in the future, an unknown code, no school name (field says which)
 * @retval CNIS_EEXISTS    the child has an open withdrawal already
 * @retval CNIS_EREFUSED   the child has died: see cnis/death.h
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_withdrawal_notify(cnis_register *r, const cnis_withdrawal_new *w,
                                            int64_t *ret_id, cnis_error *reterr);

/**
 * The school says it has removed the name from the roll.  The gates are tested again at stage
 * "deletion"; when consent was needed and not granted, the process says so of the school.
 *
 * @param rev      the revision shown; 0: whatever it is now
 * @param deleted  not after today, not before birth
 * @retval CNIS_ENOTFOUND  no such withdrawal
 * @retval CNIS_EINVAL     @p deleted is in the future or before birth
 * @retval CNIS_EREFUSED   the name was removed before, or the parent changed plan and it is closed
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_withdrawal_left(cnis_register *r, int64_t id, int64_t rev,
                                          cnis_day deleted, cnis_error *reterr);

/**
 * The parent changed plan: the child stays at the school.  Closes the process and its duties.
 * @retval CNIS_ENOTFOUND  no such withdrawal
 * @retval CNIS_EINVAL     @p on is in the future or before the notice
 * @retval CNIS_EREFUSED   it is closed, or the name is off the roll
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_withdrawal_withdraw(cnis_register *r, int64_t id, int64_t rev,
                                              cnis_day on, cnis_error *reterr);

/**
 * One withdrawal.
 * @retval CNIS_ENOTFOUND  no such withdrawal
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_withdrawal_get(cnis_register *r, int64_t id, cnis_withdrawal_fn fn,
                                         void *payload, cnis_error *reterr);

/** What to list.  Set size; zero means no restriction. */
typedef struct cnis_withdrawal_query {
	size_t size;
	cnis_day as_at; /**< notified by then; none: today */
	int64_t child_id;
	bool closed_too; /**< also those closed by then */
	int64_t limit;   /**< 0: all */
} cnis_withdrawal_query;

/**
 * Withdrawals, oldest notice first.
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_withdrawal_walk(cnis_register *r, const cnis_withdrawal_query *query,
                                          cnis_withdrawal_fn fn, void *payload, cnis_error *reterr);

#endif
