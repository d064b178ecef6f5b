#ifndef CNIS_DOMAIN_DUTY_H
#define CNIS_DOMAIN_DUTY_H

#include <cnis/duty.h>
#include <cnis/rule.h>

#include "domain/change.h"

/* Opening and ending duties, inside a change.  Public reading and managing is in cnis/duty.h. */

/** Kinds of duty about an entry or a withdrawal that go on when compulsory school age ends: a list
 * of SQL strings, in brackets.  What becomes of every kind, and why: the table in README.md. */
#define DUTY_OUTLIVES "('speak_social_care', 'manager_withdrawal')"

typedef struct duty_new {
	const char *kind;   /* code list duty_kind */
	const char *rule;   /* rule id; its version is taken from the catalogue */
	const char *inputs; /* JSON object, flat, text values: cnis_rule_eval() with it gives due_on
	                       again */
	int64_t child_id;   /* 0: of what has arrived and is nobody's yet, intake_id, or of a
	                       complaint about no family, complaint_id */
	int64_t entry_id, withdrawal_id, review_id, flag_id, intake_id, complaint_id; /* 0: none */
	cnis_day opened;
	cnis_day due;     /* CNIS_DAY_NONE: worked out by the rule from `inputs` */
	cnis_day lapse;   /* CNIS_DAY_NONE: the child's last day of compulsory school age when an
	                     entry or a withdrawal is given and it is none of DUTY_OUTLIVES, else
	                     never */
	int64_t owner_id; /* officer; 0: the actor */
} duty_new;

cnis_status duty_open_tx(cnis_register *r, const duty_new *d, int64_t *ret_id, cnis_error *reterr);

/*
 * Days of a duty.  opened: the first day it was owed, which is the day of what calls for it, but
 * never before the authority was told (received_day) nor, for what follows from an entry, before
 * the child was registered; how late it was typed moves nothing.  ended: the day of what met it; a
 * list of a day stands at the end of that day, so what ended on it is gone.  Settings are read as
 * they hold on the day opened.
 *
 * A duty counted in days by the authority's own policy.  The number of days is read from
 * `setting` on the day it is opened and counted from the day after; `unit` is "calendar",
 * "working" or "school": the school days of the entry's school, else of the authority (without a
 * calendar that reaches so far: working days; the inputs say which).
 */
typedef struct duty_local {
	const char *kind;    /* code list duty_kind */
	const char *rule;    /* e.g. "LOCAL.review.sign-off" */
	const char *setting; /* e.g. "review.sign_off_days" */
	const char *unit;
	int64_t child_id; /* 0: as in duty_new */
	int64_t entry_id, withdrawal_id, review_id, flag_id, intake_id, complaint_id; /* 0: none */
	cnis_day opened;
	int64_t owner_id; /* officer; 0: the actor */
} duty_local;

/** Open it.  @retval CNIS_EINVAL the day counted lies outside the calendar; see also
 * duty_open_tx() */
cnis_status duty_local_tx(cnis_register *r, const duty_local *d, int64_t *ret_id,
                          cnis_error *reterr);

/** Personal data went to the wrong place: what a manager has to do about it from @p on
 * (LOCAL.data-incident).  Whoever opens it says of what it is. */
cnis_status duty_incident(cnis_register *r, cnis_day on, duty_local *ret, cnis_error *reterr);

/**
 * Ask @p rule with @p inputs, with the calendars of this register as they stand on @p on and its
 * settings as they hold on that day where an input is left out.
 * @retval CNIS_EINVAL  @p inputs is not one flat object; see also cnis_rule_eval()
 */
cnis_status duty_eval(cnis_register *r, const char *rule, const char *inputs, cnis_day on,
                      cnis_rule_verdict *ret, cnis_error *reterr);

typedef enum duty_state { DUTY_MET, DUTY_WAIVED, DUTY_SUPERSEDED } duty_state;

/** End one duty.  @p on is the day it happened; never before the day it was opened. */
cnis_status duty_end_tx(cnis_register *r, int64_t id, duty_state state, cnis_day on,
                        const char *event, const char *reason, cnis_error *reterr);

/* Which open duties: any field that is not zero / NULL must match. */
typedef struct duty_which {
	const char *kind;
	int64_t child_id, entry_id, withdrawal_id, review_id, flag_id, intake_id, complaint_id;
	bool died;            /* only what ends with the child's death: none of DEATH_OUTLIVED_BY */
	bool school_age_over; /* only what ends with school age: none of DUTY_OUTLIVES */
} duty_which;

/** End all that match; none is fine. */
cnis_status duty_end_all_tx(cnis_register *r, const duty_which *which, duty_state state,
                            cnis_day on, const char *event, int *ret_n, cnis_error *reterr);

/** The birth date was corrected: open duties that lapse with school age lapse on @p lapse now. */
cnis_status duty_lapse_tx(cnis_register *r, int64_t child_id, cnis_day lapse, cnis_error *reterr);

/** Owner of the newest open duty of the entry, or the entry's owner, or the actor. */
cnis_status duty_owner_tx(cnis_register *r, int64_t child_id, int64_t *ret_officer_id,
                          cnis_error *reterr);

/**
 * The invariant: every open entry and every open withdrawal of @p child_id has an open duty with a
 * current owner; of child 0: so has all that has arrived and is not closed.
 * @retval CNIS_ECORRUPT  it does not hold (message names the reference)
 */
cnis_status duty_invariant_tx(cnis_register *r, int64_t child_id, cnis_error *reterr);

#endif
