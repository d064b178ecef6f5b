#ifndef CNIS_DOMAIN_CONTACT_WISH_H
#define CNIS_DOMAIN_CONTACT_WISH_H

#include <cnis/contact_wish.h>

/** What holds on :on of the contact point @p point, an expression: `preferred; no_message`, safe
 * times with their words; NULL when nothing is known.  SQL, in brackets. */
#define CONTACT_WISHES(point)                                                                      \
	"(SELECT group_concat(w.kind || coalesce(': ' || w.words, ''), '; ') FROM contact_wish w"  \
	" WHERE w.contact_point_id = " point                                                       \
	" AND w.from_day <= :on AND ifnull(w.to_day, :on) >= :on)"

#endif
