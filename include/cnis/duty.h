#ifndef CNIS_DUTY_H
#define CNIS_DUTY_H

#include <cnis/register.h>

/**
 * @file cnis/duty.h
 * What must happen, by when, and whose it is.
 */

/** One duty, with what a list shows.  Texts are borrowed for the call. */
typedef struct cnis_duty {
	int64_t id;
	int64_t child_id; /**< 0: of what has arrived and is nobody's yet, intake_id, or of a
	                     complaint about no family, complaint_id */
	int64_t entry_id, withdrawal_id, review_id, flag_id; /**< 0 when none */
	const char *kind;
	const char *rule;
	int rule_version;
	const char *inputs; /**< JSON object */
	cnis_day opened, due, lapse, ended;
	const char *state;  /**< open, met, waived, superseded */
	const char *reason; /**< NULL when none */
	int64_t extends_id;
	int64_t owner_id;       /**< 0 when none */
	const char *owner;      /**< login; "" when none */
	const char *child_name; /**< current name; NULL unless asked for.  Personal data */
	int priority;           /**< 1: the child has an open reason */
	int days_late;          /**< at the day asked for; negative: days left */
	int64_t rev;
	cnis_day would_be_due; /**< cnis_duty_recalc(): the day it would move to; else CNIS_DAY_NONE
	                        */
	int64_t intake_id;     /**< 0 when none */
	bool unallocated;      /**< waits in the queue: the owner keeps it for somebody */
	const char *cover;     /**< login of who covers for the owner that day; NULL: nobody */
	int64_t complaint_id;  /**< 0 when none */
	bool held;             /**< something is to be sent, and letters are held: cnis/hold.h */
} cnis_duty;

typedef cnis_status (*cnis_duty_fn)(const cnis_duty *duty, void *payload, cnis_error *reterr);

/** What to list.  Set size; zero means no restriction. */
typedef struct cnis_duty_query {
	size_t size;
	cnis_day as_at;    /**< CNIS_DAY_NONE: today */
	cnis_day due_from; /**< due on or after; CNIS_DAY_NONE */
	cnis_day due_to;   /**< due on or before; CNIS_DAY_NONE */
	int64_t child_id;
	const char *owner;  /**< login */
	const char *kind;   /**< code list duty_kind; NULL: any */
	bool ended_too;     /**< also those met, waived or superseded by as_at */
	bool with_names;    /**< fill child_name (logged by the caller) */
	int64_t limit;      /**< 0: all */
	cnis_day after_due; /**< page: only after this (due, id) */
	int64_t after_id;
	bool unallocated; /**< only what waits in the queue for an owner */
	bool covered_too; /**< with owner: also the work they cover that day (cnis/cover.h) */
} cnis_duty_query;

/**
 * Walk the duties open at query->as_at, by due day then id.  A duty past its lapse day is not open.
 * @retval CNIS_ENOTFOUND  no such officer
 * @retval CNIS_EINVAL     no query, or one of another version; no such kind
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_duty_walk(cnis_register *r, const cnis_duty_query *query, cnis_duty_fn fn,
                                    void *payload, cnis_error *reterr);

/**
 * How many different children cnis_duty_walk() would name for the same query, without reading more
 * than that.
 * @retval CNIS_ENOTFOUND  no such officer
 * @retval CNIS_EINVAL     no query, or one of another version; no such kind
 */
CNIS_API cnis_status cnis_duty_count_children(cnis_register *r, const cnis_duty_query *query,
                                              int64_t *ret_n, cnis_error *reterr);

/**
 * One duty.
 * @retval CNIS_ENOTFOUND no such duty, or a step somebody else takes for a cause the actor is not
 *                        told: that it is there would tell it
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_duty_get(cnis_register *r, int64_t id, cnis_duty_fn fn, void *payload,
                                   cnis_error *reterr);

/**
 * Put a duty into the queue of what waits for an owner: whoever keeps the queue has it (setting
 * queue.keeper, else a manager; another one, where the keeper declared the family), with the duty
 * `allocate` by the next working day, until cnis_duty_assign() gives it to somebody.
 * @retval CNIS_ENOTFOUND  no such duty
 * @retval CNIS_EREFUSED   ended, or one that does not wait: a step that not everybody is shown, the
 * allocation itself, or nobody is left to whom it is not closed
 * @retval CNIS_EINVAL     the days counted lie outside the calendar
 * @retval CNIS_EPERM      another officer's, and not a manager
 * @retval CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_duty_release(cnis_register *r, int64_t id, cnis_error *reterr);

/**
 * Give it to another officer from today.
 * @retval CNIS_EINVAL    that account has no role to do the work with
 * @retval CNIS_ENOTFOUND duty or officer
 * @retval CNIS_EREFUSED  it has ended
 * @retval CNIS_EPERM     the actor may not
 * @retval CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_duty_assign(cnis_register *r, int64_t id, const char *login,
                                      cnis_error *reterr);

/**
 * Put off a local duty to @p to, once by an officer, further by a manager.  The row is closed as
 * superseded and another opened; the new date stands until it is due again.
 * @param ret_id  the duty with the new date
 * @retval CNIS_ENOTFOUND no such duty
 * @retval CNIS_EREFUSED  a statutory date (rule says which), a second extension by an officer, or
 * ended
 * @retval CNIS_EINVAL    not later than the present date, or no reason
 * @retval CNIS_EPERM     neither officer nor manager
 * @retval CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_duty_extend(cnis_register *r, int64_t id, cnis_day to, const char *reason,
                                      int64_t *ret_id, cnis_error *reterr);

/**
 * It was done: for duties that no other record meets (the word with social care, 436H(5), the
 * enquiry, the next step after a review, a query, the manager's look).
 * @param on    day it was done; CNIS_DAY_NONE: today
 * @param done  what was done
 * @retval CNIS_ENOTFOUND no such duty
 * @retval CNIS_EINVAL    @p on before the duty was opened or in the future, or @p done is missing
 * @retval CNIS_EREFUSED  ended, met by a record of its own (the message says which), the last open
 * duty of an open entry or withdrawal, or looking into a break-glass of the actor's own
 * @retval CNIS_EPERM     the manager's look, and not a manager; of a custodian without another
 * role, none of theirs
 * @retval CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change */
CNIS_API cnis_status cnis_duty_meet(cnis_register *r, int64_t id, cnis_day on, const char *done,
                                    cnis_error *reterr);

/**
 * A manager decides it need not be done.
 * @retval CNIS_ENOTFOUND no such duty
 * @retval CNIS_EPERM     not a manager
 * @retval CNIS_EINVAL    no reason
 * @retval CNIS_EREFUSED  ended, or the last open duty of an open entry
 * @retval CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_duty_waive(cnis_register *r, int64_t id, const char *reason,
                                     cnis_error *reterr);

/**
 * Write the closing events that time alone has brought about up to @p on (school age ended), dated
 * the right day.  Idempotent; at most 500 children a transaction.  Custodians are told of whom a
 * restricted record may be the same child as (LOCAL.duplicate.alert).
 * @param ret_ended  entries ended; may be NULL
 * @retval CNIS_EINVAL    @p on has not come
 * @retval CNIS_EPERM CNIS_ENOTFOUND CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as
 * every change */
CNIS_API cnis_status cnis_tick(cnis_register *r, cnis_day on, int64_t *ret_ended,
                               cnis_error *reterr);

/**
 * Duties whose due date a changed setting or calendar would move, to @p fn (may be NULL).  With
 * @p apply they are closed and reopened, at most 500 a transaction; else only counted.  Then those
 * that an in-force date calls for which was recorded when it had passed (id 0, no due date yet:
 * would_be_due): with @p apply they are opened.
 * @param ret_n  how many; may be NULL
 * @retval CNIS_EINVAL     a calendar ends before a count does
 * @retval CNIS_EREFUSED   @p apply, and a duty ended meanwhile: run it again
 * @retval CNIS_ENOTFOUND  @p apply, and a duty was taken back meanwhile: run it again
 * @retval CNIS_EPERM      @p apply, and not a manager or administrator
 * @retval CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change, @p apply only
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_duty_recalc(cnis_register *r, bool apply, cnis_duty_fn fn, void *payload,
                                      int64_t *ret_n, cnis_error *reterr);

#endif
