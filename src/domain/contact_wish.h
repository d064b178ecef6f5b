#ifndef CNIS_DOMAIN_CONTACT_WISH_H
#define CNIS_DOMAIN_CONTACT_WISH_H

#include <cnis/contact_wish.h>

#include "domain/change.h"

/** Inside a change; arguments as in the public header. */
cnis_status contact_wish_add_tx(cnis_register *r, const cnis_contact_wish_new *n, int64_t *ret_id,
                                cnis_error *reterr);

/**
 * Would this wish about a place be accepted?
 * @param of     telephone, mobile, email or address
 * @param words  of safe times
 * @retval CNIS_EINVAL  no such wish, or it means nothing there (field "kind"), or its words are
 *                      missing, unusable or too many (field "words")
 */
cnis_status contact_wish_check(cnis_register *r, const char *kind, const char *of,
                               const char *words, cnis_error *reterr);

/** What holds on :on of the contact point @p point, an expression: `preferred; no_message`, safe
 * times with their words; NULL when nothing is known.  SQL, in brackets. */
#define CONTACT_WISHES(point)                                                                      \
	"(SELECT group_concat(w.kind || coalesce(': ' || w.words, ''), '; ') FROM contact_wish w"  \
	" WHERE w.contact_point_id = " point                                                       \
	" AND w.from_day <= :on AND ifnull(w.to_day, :on) >= :on)"

#endif
