#ifndef CNIS_DOMAIN_CONTACT_H
#define CNIS_DOMAIN_CONTACT_H

#include <cnis/contact.h>

#include "domain/change.h"

/** One that was kept in another system, of one child: it has happened, and nobody's wish is asked.
 * One journal entry; @p contact without `sent` and siblings.  @retval  as cnis_contact_add() */
cnis_status contact_history(cnis_register *r, const cnis_contact_new *contact, int64_t *ret_id,
                            cnis_error *reterr);

#endif
