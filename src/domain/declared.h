#ifndef CNIS_DOMAIN_DECLARED_H
#define CNIS_DOMAIN_DECLARED_H

#include "domain/place.h"

/*
 * The family of a declared conflict of interest, as SQL: those whose numbers @p base selects as
 * `id`, who shares an adult with one of them, whenever that was, and who lives today where one of
 * them lives (household.c).  Nobody is found by a place that is withheld: that a record closes
 * would tell who lives there.  Wants :on.  Read from the tables themselves: the views leave out
 * what is asked for here.
 */

/* clang-format off */
#define DECLARED_OPEN_PLACE(x) \
	" AND NOT EXISTS (SELECT 1 FROM main.withholding h WHERE " PLACE_HOLDS("h") \
	"  AND (h.address_id = " x ".address_id OR (h.child_id = " x ".child_id AND h.fact = 'location')))"
#define DECLARED_FAMILY(base) \
	"SELECT b.id FROM (" base ") b" \
	" UNION SELECT o.child_id FROM (" base ") b" \
	" JOIN main.relationship m ON m.child_id = b.id" \
	" JOIN main.relationship o ON o.person_id = m.person_id" \
	" UNION SELECT y.child_id FROM (" base ") b" \
	" JOIN main.child_residence x ON x.child_id = b.id AND " PLACE_LIVES("x") \
	" JOIN main.address m ON m.id = x.address_id" \
	" JOIN main.address a ON " PLACE_SAME("a", "m") \
	" JOIN main.child_residence y ON y.address_id = a.id AND " PLACE_LIVES("y") \
	" WHERE 1" DECLARED_OPEN_PLACE("x") DECLARED_OPEN_PLACE("y")

/** Those @p base selects as `id` or first column, and every record of the same children. */
#define DECLARED_RECORDS(base) \
	"WITH RECURSIVE hidden (id) AS (" base \
	" UNION SELECT CASE a.child_id WHEN hidden.id THEN a.same_as_id ELSE a.child_id END" \
	" FROM hidden JOIN main.child_alias a ON a.child_id = hidden.id OR a.same_as_id = hidden.id" \
	" WHERE a.to_day IS NULL) SELECT id FROM hidden"
/* clang-format on */

#endif
