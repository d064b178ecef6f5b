#ifndef CNIS_DOMAIN_DUPLICATE_H
#define CNIS_DOMAIN_DUPLICATE_H

#include <cnis/duplicate.h>

#include "domain/change.h"

/** Record inside a change that these are two children; nothing when it is recorded already. */
cnis_status not_same_add_tx(cnis_register *r, int64_t one, int64_t other, const char *reason,
                            cnis_error *reterr);

/** The record just made may be one that is kept from who made it: after the change its custodian
 * is told so by a duty (LOCAL.duplicate.alert), in a change of its own: the one that made it reads
 * as any other.  Keeps nothing where nothing is kept back.  @retval CNIS_ENOMEM */
cnis_status duplicate_recorded(cnis_register *r, int64_t child_id, cnis_error *reterr);

/** That change, of those it recorded.  What was recorded stands whatever becomes of it;
 * who recorded it is not told of a failure either. */
void duplicate_alert(cnis_register *r, const id_list *recorded);

/** One such duty, in a change that reads everything: @p other_id may be @p kept_id. */
cnis_status duplicate_alert_tx(cnis_register *r, int64_t kept_id, int64_t other_id,
                               cnis_error *reterr);

/** By the night: what became alike, and what was restricted, since it was recorded; once of each
 * pair.  @retval CNIS_EBUSY and the like  as every change */
cnis_status duplicate_alert_night(cnis_register *r, cnis_error *reterr);

/** After a registration was taken back: the duties of the records that are gone end, in a change of
 * its own.  Nobody is told of a failure, which the next night makes good. */
void duplicate_alert_over(cnis_register *r);

/* Records kept from the actor that rows of another body's list may be. */
typedef struct duplicate_met {
	struct {
		int64_t child_id, row; /* the first row */
	} * row;
	size_t n, room;
} duplicate_met;

/** @retval CNIS_ENOMEM */
cnis_status duplicate_met_add(duplicate_met *m, int64_t child_id, int64_t row, cnis_error *reterr);

/** Their custodians are told by a duty, in a change of its own that nobody else is shown; not again
 * while the duty of the list before is open.  Sealed records, and those only a declaration keeps
 * back: nobody.  Nothing when there is none. */
cnis_status duplicate_met_alert(cnis_register *r, const duplicate_met *m, cnis_error *reterr);

#endif
