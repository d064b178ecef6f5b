#ifndef CNIS_DOMAIN_SENDING_H
#define CNIS_DOMAIN_SENDING_H

#include <cnis/contact_wish.h>

#include "domain/change.h"

/* What goes to an adult: is it what they asked for?  Everything that records such a thing asks
 * here. */

typedef struct sending {
	int64_t child_id;   /* about whom */
	int64_t person_id;  /* to whom; 0: nobody said, so to any adult of the child */
	const char *method; /* code list contact_method or service_method */
	bool message_left;
	bool held;   /* a hold of letters about the child stops it */
	bool agreed; /* electronic: only where the adult agreed to it in writing, s. 572(2) */
	cnis_day on;
	cnis_sent sent;
} sending;

/** Roles that may record it: setting a wish aside and weighing are a manager's. */
unsigned sending_roles(const cnis_sent *sent, unsigned otherwise);

/**
 * May it go there?  Asks the rule LOCAL.contact-wish about what holds on the day.
 * @param ret_wish  the wish that was set aside; 0: none
 * @retval CNIS_EINVAL    it goes to no such place of the adult's on that day (field "at"); a wish
 *                        is set aside though none stands against it (field "despite_wish")
 * @retval CNIS_EREFUSED  by the rule (field "method", "at" or "person")
 */
cnis_status sending_allowed_tx(cnis_register *r, const sending *s, const char *where,
                               int64_t *ret_wish, cnis_error *reterr);

/**
 * Did a manager weigh what bears on whatever is sent to this adult (cnis_weigh_of())?
 * @param person_id  0: nobody said to whom
 * @retval CNIS_EREFUSED  there is something, and it was not weighed (field "considered")
 * @retval CNIS_EINVAL    there is nothing, and it was
 */
cnis_status sending_weighed(cnis_register *r, int64_t child_id, int64_t person_id, bool considered,
                            const char *at, cnis_error *reterr);

/**
 * May it be recorded that it went out?  No hold of letters stops it, it went as the adult asked,
 * and what bears on it was weighed.
 * @retval as hold_sent_refuse(), sending_allowed_tx() and sending_weighed() */
cnis_status sending_check_tx(cnis_register *r, const sending *s, const char *where,
                             int64_t *ret_wish, cnis_error *reterr);

/**
 * The reason a wish is set aside for, or something is sent after weighing, cleaned.
 * @param ret  free(); NULL when none is
 * @retval CNIS_EINVAL  missing, unusable, or without despite_wish and considered (field "reason")
 */
cnis_status sending_reason(const cnis_sent *sent, const char *where, char **ret,
                           cnis_error *reterr);

/** Bind :point, :address, :wish and :despite. */
void sending_bind(cursor *c, const cnis_sent *sent, int64_t wish, const char *reason);

/** Read contact_point_id, address_id, wish_id, despite beginning at column @p i. */
cnis_sent_row sending_of(const cursor *c, int i);

/** Did the adult :person ask, on :on, that nothing is written to the address of row @p a?  SQL, in
 * brackets; needs domain/place.h. */
#define SENDING_NO_WRITING(a)                                                                      \
	"(EXISTS (SELECT 1 FROM contact_wish nw JOIN person_residence nz"                          \
	" ON nz.id = nw.residence_id JOIN address nb ON nb.id = nz.address_id WHERE nw.person_id " \
	"= :person"                                                                                \
	" AND nw.kind = 'no_writing' AND " PLACE_HOLDS("nw") " AND " PLACE_SAME("nb", a) "))"

#endif
