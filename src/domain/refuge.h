#ifndef CNIS_DOMAIN_REFUGE_H
#define CNIS_DOMAIN_REFUGE_H

#include "domain/place.h"
#include "domain/same.h"

/*
 * Letters to an adult while a child lives in a refuge, as SQL; binds :child, :person and :on.  The
 * other adult is often who the family fled from, and the register learns late who has moved where:
 * so nothing goes to a place another adult of the child lives at, and who lives in the refuge is
 * written to at the address to write to instead.  INFERENCE, local policy.
 */

/* clang-format off */
/** In front of a statement: the refuges of this child, or of another this adult has the care of;
 * is the adult in it on record, has the adult the care, and where all others of these children live. */
#define REFUGE_WITH \
	"WITH kin (id) AS " SAME_CHILD(SAME_NOW) "," \
	" cared (id) AS (SELECT rc.child_id FROM relationship rc WHERE rc.person_id = :person" \
	"  AND rc.has_care = 'yes' AND " PLACE_HOLDS("rc") ")," \
	" fled (child_id, care_of_id, cares, inside) AS (SELECT h.child_id, h.care_of_id," \
	"  h.child_id IN cared OR EXISTS (SELECT 1 FROM kin WHERE id IN cared)," \
	"  EXISTS (SELECT 1 FROM person_residence rz JOIN address ra ON ra.id = rz.address_id" \
	"   JOIN address rm ON rm.id = h.address_id WHERE rz.person_id = :person" \
	"   AND " PLACE_LIVES("rz") " AND " PLACE_SAME("ra", "rm") ")" \
	"  FROM withholding h WHERE h.refuge AND " PLACE_HOLDS("h") \
	"  AND (h.child_id IN kin OR h.child_id IN cared))," \
	" others (id) AS (SELECT sz.address_id FROM relationship rs" \
	"  JOIN person_residence sz ON sz.person_id = rs.person_id WHERE EXISTS (SELECT 1 FROM fled)" \
	"  AND rs.person_id <> :person AND (rs.child_id IN kin OR rs.child_id IN (SELECT child_id FROM fled))" \
	"  AND " PLACE_HOLDS("rs") " AND " PLACE_LIVES("sz") ") "
/** While there is a refuge: another adult lives at the address of row @p m. */
#define REFUGE_SHARED(m) \
	"EXISTS (SELECT 1 FROM others ro JOIN address sa ON sa.id = ro.id WHERE " PLACE_SAME("sa", m) ")"
/* clang-format on */

#endif
