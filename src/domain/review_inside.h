#ifndef CNIS_DOMAIN_REVIEW_INSIDE_H
#define CNIS_DOMAIN_REVIEW_INSIDE_H

#include <cnis/review.h>

#include "domain/change.h"

/* What review.c, review_sign.c and review_duty.c share and nobody else needs. */

/* A review as the steps after it need it. */
typedef struct review_row {
	int64_t id, child_id, entry_id, officer_id;
	cnis_day reviewed, registered;
	cnis_day
	    known; /* what follows is owed from here: reviewed, but never before registration */
	bool entry_open; /* today */
	bool desk, awaiting;
	char outcome[24];
} review_row;

/**
 * Open the duty of the next review.
 * @param next  a day earlier than the yearly rule says, set by the reviewer, or by a second officer
 *              who does not agree; CNIS_DAY_NONE: none
 */
cnis_status review_next_tx(cnis_register *r, const review_row *v, cnis_day next, cnis_day opened,
                           cnis_day *ret_due, cnis_error *reterr);

/** Open a duty counted in days by the authority's own policy; see duty_local_tx(). */
cnis_status review_local_tx(cnis_register *r, const review_row *v, const char *kind,
                            const char *rule, const char *setting, const char *unit,
                            cnis_day opened, cnis_day *ret_due, cnis_error *reterr);

/** What a final outcome asks for next; most ask for nothing, and @p ret_due is left alone. */
cnis_status review_follow_tx(cnis_register *r, const review_row *v, cnis_day on, cnis_day *ret_due,
                             cnis_error *reterr);

#endif
