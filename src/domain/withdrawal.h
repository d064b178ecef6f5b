#ifndef CNIS_DOMAIN_WITHDRAWAL_H
#define CNIS_DOMAIN_WITHDRAWAL_H

#include <cnis/withdrawal.h>

#include "domain/area.h"
#include "domain/change.h"

/* What registration needs of a withdrawal, inside its own change. */

/**
 * Keep a notice, as cnis_withdrawal_notify().  With off_roll the gates are tested at the stages
 * notice and deletion and the process is in state "left": registration may enter the child at once.
 * @retval CNIS_EEXISTS  the child has an open withdrawal already
 */
cnis_status withdrawal_notify_tx(cnis_register *r, const cnis_withdrawal_new *w, int64_t *ret_id,
                                 cnis_error *reterr);

/**
 * The withdrawal that says the child is still on a school's roll: the child's last one, open or
 * closed, which led to no entry and whose removal nobody has reported.
 * @param entry_id  0; or an entry that is there: the last one when that was opened, which may have
 * led to it
 * @param ret_id    0: none
 */
cnis_status withdrawal_on_roll(cnis_register *r, int64_t child_id, int64_t entry_id,
                               int64_t *ret_id, cnis_error *reterr);

/**
 * May the child be entered on @p on?  Always when off the roll.  Still on a roll: only when the
 * gates, tried with the facts of @p on (and the placement of withdrawal_on_roll(), if any), do not
 * require consent, or it was granted.  Writes nothing.
 * @param entry_id  as in withdrawal_on_roll()
 * @retval CNIS_EREFUSED  consent is needed first; rule and message say by which gate, and the
 * message withholds a child-protection cause from an actor without the role
 */
cnis_status withdrawal_gate_tx(cnis_register *r, int64_t child_id, int64_t entry_id, cnis_day on,
                               bool on_roll, cnis_error *reterr);

/**
 * A need or a safeguarding fact of the child was added: where the gates now say something else of
 * an open withdrawal from a roll, the verdict is kept and what follows from it is opened.
 */
cnis_status withdrawal_fact_tx(cnis_register *r, int64_t child_id, cnis_error *reterr);

/**
 * The child was entered: closes the open withdrawals of the child with the entry and ends their
 * duties, except notices still to be served and what a manager must still look at.  Nothing is
 * written of a removal that nobody reported.  None open is fine.
 * @retval CNIS_EREFUSED  the name is on the roll still, and consent is needed and not granted
 */
cnis_status withdrawal_entered_tx(cnis_register *r, int64_t child_id, int64_t entry_id, cnis_day on,
                                  cnis_error *reterr);

/**
 * Where the child lives changed: of an open withdrawal the child is to be registered here, or the
 * authority there is to be told.  None open is fine.
 */
cnis_status withdrawal_moved_tx(cnis_register *r, int64_t child_id, const char *event,
                                cnis_error *reterr);

/* ---- for the consent nouns ------------------------------------------------------------------- */

/* A withdrawal as the process needs it. */
typedef struct withdrawal_row {
	int64_t id, child_id;
	cnis_day born;
	bool for_home, on_roll;
	bool not_known; /* nobody said what for; not for home */
	cnis_day notified, leave, closed;
	char placement[24];
	char placed_by[4]; /* "" when no authority */
	char state[24];
	char elsewhere[AREA_SIZE]; /* where the child lives today; "" in this area */
	char notified_by[24];
	int64_t owner_id; /* of the duties it opens; 0: who has the family's work.  Not read */
} withdrawal_row;

/** @retval CNIS_ENOTFOUND no such withdrawal */
cnis_status withdrawal_read(cnis_register *r, int64_t id, const char *where, withdrawal_row *ret,
                            cnis_error *reterr);

/** Set the state; @p closed CNIS_DAY_NONE opens it again. */
cnis_status withdrawal_state_tx(cnis_register *r, withdrawal_row *w, const char *state,
                                cnis_day closed, cnis_error *reterr);

/** Open a locally counted duty of the process for whoever has the family's work.  A child who lives
 * elsewhere is not registered here: for "register_child" its authority is told, "tell_authority",
 * of which one is open at a time. */
cnis_status withdrawal_duty_tx(cnis_register *r, const withdrawal_row *w, const char *kind,
                               cnis_day opened, int64_t *ret_id, cnis_error *reterr);

/** End the open duties of one kind of the process. */
cnis_status withdrawal_end_tx(cnis_register *r, const withdrawal_row *w, const char *kind, bool met,
                              cnis_day on, const char *event, cnis_error *reterr);

/** A manager looks at it the same day, once for each process, when @p protection. */
cnis_status withdrawal_manager_tx(cnis_register *r, const withdrawal_row *w, bool protection,
                                  cnis_day on, cnis_error *reterr);

#endif
