#ifndef CNIS_DOMAIN_UNDO_MAY_H
#define CNIS_DOMAIN_UNDO_MAY_H

#include "domain/register.h"
#include "store/journal.h"

/**
 * May the actor take this entry back?  Whoever made it may, and a manager with a reason.  Of what
 * protects somebody only who may end it, and always with a reason: INFERENCE, local policy; to hide
 * is easily done, to show again is looked at twice.
 * @param reason  NULL: none
 * @retval CNIS_EPERM   somebody else may; the message says who
 * @retval CNIS_EINVAL  a reason is needed
 */
cnis_status undo_may(cnis_register *r, const journal_row *entry, const char *reason,
                     cnis_error *reterr);

#endif
