#ifndef CNIS_DOMAIN_CONTACT_POINT_H
#define CNIS_DOMAIN_CONTACT_POINT_H

#include <cnis/contact_point.h>

#include "domain/change.h"

enum { CONTACT_POINT_KEY = 201 };

/** Inside a change; arguments as in the public header. */
cnis_status contact_point_add_tx(cnis_register *r, const cnis_contact_point_new *n, int64_t *ret_id,
                                 cnis_error *reterr);

/** Would kind and value be accepted?  @retval CNIS_EINVAL */
cnis_status contact_point_check(cnis_register *r, const char *kind, const char *value,
                                cnis_error *reterr);

/** What a value is found by: an e-mail address when there is an @ in it, a telephone number
 * otherwise.  @return false: neither */
bool contact_point_key(const char *value, char ret[CONTACT_POINT_KEY]);

/** The one this adult has with the key of @p value now, as far as the actor is shown it; 0: none.
 */
cnis_status contact_point_known(cnis_register *r, int64_t person_id, const char *value,
                                int64_t *ret, cnis_error *reterr);

#endif
