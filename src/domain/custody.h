#ifndef CNIS_DOMAIN_CUSTODY_H
#define CNIS_DOMAIN_CUSTODY_H

#include "domain/change.h"

/* Who works with a record that not everybody is shown. */

/** Who has a duty of @p child_id when @p officer_id was to: the custodian of a restricted record, a
 * manager where the officer declared the family, else the officer. */
cnis_status custody_owner_tx(cnis_register *r, int64_t child_id, int64_t officer_id,
                             int64_t *ret_officer_id, cnis_error *reterr);

/** Every open duty of the child, in all its records, goes to @p to; only those of @p from where
 * that is not 0. */
cnis_status custody_hand_tx(cnis_register *r, int64_t child_id, int64_t from, int64_t to,
                            int64_t *ret_n, cnis_error *reterr);

/** A current officer with @p role and the fewest open duties, not @p but and nobody who declared
 * the family of @p child_id (0: whoever); the actor when they will do.  0: there is none. */
cnis_status custody_someone(cnis_register *r, const char *role, int64_t but, int64_t child_id,
                            int64_t *ret_officer_id, cnis_error *reterr);

/** The officer leaves, or is custodian no more: another one takes each restricted record.
 * @retval CNIS_EREFUSED  there is no other custodian */
cnis_status custody_leave_tx(cnis_register *r, int64_t officer_id, cnis_error *reterr);

/** Has the officer declared the family of the child? */
cnis_status custody_declared(cnis_register *r, int64_t officer_id, int64_t child_id, bool *ret,
                             cnis_error *reterr);

#endif
