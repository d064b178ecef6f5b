#ifndef CNIS_TODAY_H
#define CNIS_TODAY_H

#include <cnis/register.h>

/**
 * @file cnis/today.h
 * The first screen: what needs somebody now.
 */

/** In the order they are handed out. */
typedef enum cnis_today_section {
	CNIS_TODAY_INTAKE,       /**< has arrived, and nobody has said what it is; oldest first */
	CNIS_TODAY_LATE,         /**< should have been done */
	CNIS_TODAY_DUE,          /**< due in the next days */
	CNIS_TODAY_SAFEGUARDING, /**< recorded since yesterday began: see cnis_today */
	CNIS_TODAY_SIGN_OFF,     /**< waits for a signature */
	CNIS_TODAY_UNALLOCATED, /**< waits in the queue for an owner; managers and administrators */
	CNIS_TODAY_NIGHT,       /**< the night failed or did not run; managers and administrators */
} cnis_today_section;

/** The word of a section, e.g. "sign-off". */
CNIS_API const char *cnis_today_word(cnis_today_section section);

/** One thing.  Texts are borrowed for the call. */
typedef struct cnis_today {
	cnis_today_section section;
	int64_t duty_id;                                                /**< 0: none */
	int64_t child_id, intake_id, withdrawal_id, review_id, flag_id; /**< 0: none */
	/**
	 * Kind of the intake, the duty or the flag; of the night its state.  Of a safeguarding fact
	 * who is not told causes reads "priority" or "no_priority", when it changed that the child
	 * comes first: domain/sight.h.
	 */
	const char *what;
	bool ended;   /**< a fact that ended */
	cnis_day day; /**< received, due, or the day the fact holds from or ended */
	int days;     /**< since then; negative: still to come */
	bool priority;
	const char *child_name; /**< NULL unless asked for.  Personal data */
	const char *owner;      /**< login; "" when none */
	const char *team;       /**< of the owner; "" when none */
	bool held;              /**< something is to be sent, and letters are held: cnis/hold.h */
	bool asks_roll; /**< a withdrawal that needs no consent: was the name removed from the roll?
	                 */
} cnis_today;

typedef cnis_status (*cnis_today_fn)(const cnis_today *item, void *payload, cnis_error *reterr);

/** Whose.  Set size; zero the rest: the actor's own, due in the next five days. */
typedef struct cnis_today_query {
	size_t size;
	const char *team; /**< of everybody in it; NULL */
	bool everybody;
	bool with_names; /**< fill child_name (logged by the caller) */
	int64_t limit;   /**< of each section; 0: all */
} cnis_today_query;

/**
 * Walk what needs somebody now.
 * @retval CNIS_EINVAL     a query of another version
 * @retval CNIS_ENOTFOUND  no current officer is in that team
 * @retval CNIS_EPERM      a team or everybody, and not a manager
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_today_walk(cnis_register *r, const cnis_today_query *query,
                                     cnis_today_fn fn, void *payload, cnis_error *reterr);

/** How much a team has, of what cnis_today_walk() shows of everybody. */
typedef struct cnis_today_team {
	const char *team;                /**< "" of officers in none.  Borrowed for the call */
	int64_t n[CNIS_TODAY_NIGHT + 1]; /**< by section; of safeguarding and the night 0 */
	int oldest;                      /**< days since the oldest intake came; 0 without one */
} cnis_today_team;

typedef cnis_status (*cnis_today_team_fn)(const cnis_today_team *team, void *payload,
                                          cnis_error *reterr);

/**
 * Walk the teams that have something, by name: counted in the register, in one statement.
 * @retval CNIS_EPERM  not a manager
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_today_teams(cnis_register *r, cnis_today_team_fn fn, void *payload,
                                      cnis_error *reterr);

#endif
