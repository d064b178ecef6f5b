#ifndef CNIS_DOMAIN_PLACE_H
#define CNIS_DOMAIN_PLACE_H

/*
 * Is it the same place?  The one rule, as SQL over two rows of address: the same row, or the same
 * postcode with the same UPRN or first line.  Of a site, a mooring, a hostel or somebody else's
 * address only the same row: one line and one postcode stand there for many families.  A fact
 * "holds" on :on with its last day included.
 */
#define PLACE_SAME(a, m)                                                                           \
	"(" a ".id = " m ".id OR (coalesce(" a ".place_kind, 'dwelling') = 'dwelling'"             \
	" AND coalesce(" m ".place_kind, 'dwelling') = 'dwelling' AND " a ".postcode = " m         \
	".postcode AND (" a ".uprn = " m ".uprn"                                                   \
	" OR lower(" a ".line1) = lower(" m ".line1))))"
#define PLACE_HOLDS(t)                                                                             \
	"(" t ".from_day IS NULL OR " t ".from_day <= :on)"                                        \
	" AND (" t ".to_day IS NULL OR " t ".to_day >= :on)"
/** Where somebody lives: one of the homes, not a letter box. */
#define PLACE_LIVES(t) t ".kind IN ('home', 'additional') AND " PLACE_HOLDS(t)

#endif
