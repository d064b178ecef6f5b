#ifndef CNIS_DOMAIN_SHEET_H
#define CNIS_DOMAIN_SHEET_H

#include <cnis/sheet.h>

#include "domain/entry.h"

/** A parent of the child (s. 576) by relationship @p l with the adult @p p: responsibility or care;
 * of a parent whose responsibility nobody knows it is taken for given.  SQL. */
#define SHEET_PARENT(l, p)                                                                         \
	"(" l ".responsibility = 'yes' OR " l ".has_care = 'yes'"                                  \
	" OR (" p ".kind = 'parent' AND " l ".responsibility = 'unknown'))"

/** Sheets to the parents of a child on the register are due so many days from @p from (setting
 * sheet.days; none while it is 0). */
cnis_status sheet_owed_tx(cnis_register *r, const entry_facts *entry, cnis_day from,
                          cnis_error *reterr);

/** A sheet was given to a parent on @p on: once every parent who can be reached has one, the duty
 * is met and the next opens. */
cnis_status sheet_told_tx(cnis_register *r, int64_t child_id, cnis_day on, cnis_error *reterr);

#endif
