#ifndef CNIS_DOMAIN_CARE_H
#define CNIS_DOMAIN_CARE_H

#include <cnis/looked_after.h>

#include "domain/change.h"

/* What is asked of a child who is looked after, or about whom an order of a court holds. */

/**
 * Something began: an entry, a withdrawal, an order, the fact that the child is looked after. Opens
 * what follows while the child has an open withdrawal or entry: the social worker is told, an order
 * about the education is looked at.  Each is open once.
 */
cnis_status care_follow_tx(cnis_register *r, int64_t child_id, cnis_error *reterr);

/** The social worker was told on @p on, and the authority has not said that it agrees: while
 * something is under way the step is owed again, by somebody who settles the route. */
cnis_status care_ask_again_tx(cnis_register *r, int64_t child_id, cnis_day on, cnis_error *reterr);

/** An order or the fact that the child is looked after has ended: what nothing asks for from
 * tomorrow on ends, @p event. */
cnis_status care_ended_tx(cnis_register *r, int64_t child_id, const char *event,
                          cnis_error *reterr);

/**
 * May the child leave a school's roll, as far as being looked after goes?  Writes nothing.
 * @param notified_by  code list source: who gave notice; NULL: not known
 * @retval CNIS_EREFUSED  not on a carer's notice alone; the message tells an actor who is shown no
 * steps only that a manager settles something first
 */
cnis_status care_gate(cnis_register *r, int64_t child_id, cnis_day on, const char *notified_by,
                      const char *where, cnis_error *reterr);

/** Is the child looked after on @p on, by the facts and orders known? */
cnis_status care_looked_after(cnis_register *r, int64_t child_id, cnis_day on, bool *ret,
                              cnis_error *reterr);

/* What rule LOCAL.looked-after.notice is asked of the notice that is under way. */
typedef struct care_notice_in {
	bool asked; /* the child is looked after, and a withdrawal or an entry is open */
	bool shares, agrees;
	const char *by; /* parent, carer or other */
} care_notice_in;

cnis_status care_notice(cnis_register *r, int64_t child_id, cnis_day on, care_notice_in *ret,
                        cnis_error *reterr);

#endif
