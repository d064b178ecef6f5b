#ifndef CNIS_DOMAIN_HELD_H
#define CNIS_DOMAIN_HELD_H

#include <cnis/held.h>

#include "domain/change.h"

/* Kinds of duties a held record opens: a list of SQL strings, in brackets. */
#define HELD_DUTIES                                                                                \
	"('absence_review', 'section_19_decide', 'section_19_review', 'approaching_start')"

/** What can be said of one before the child is kept: route, basis, texts, days and, by
 * @p school_age_from and @p school_age_to, age.  Statuses as cnis_held_open(). */
cnis_status held_check(cnis_register *r, const cnis_held_new *n, cnis_day school_age_from,
                       cnis_day school_age_to, cnis_error *reterr);

cnis_status held_open_tx(cnis_register *r, const cnis_held_new *n, int64_t *ret_id,
                         cnis_error *reterr);

/** The child is on the register from @p on: what was held ends the day before. */
cnis_status held_entered_tx(cnis_register *r, int64_t child_id, cnis_day on, cnis_error *reterr);

#endif
