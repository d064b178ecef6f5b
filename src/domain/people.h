#ifndef CNIS_DOMAIN_PEOPLE_H
#define CNIS_DOMAIN_PEOPLE_H

#include <cnis/address.h>
#include <cnis/child.h>
#include <cnis/identifier.h>
#include <cnis/person.h>
#include <cnis/provision.h>
#include <cnis/relationship.h>

#include "domain/change.h"

/* The people, places and numbers around a child, inside a change.  Arguments as in the public
 * headers. */
cnis_status person_add_tx(cnis_register *r, const char *kind, const cnis_name *name,
                          int64_t *ret_id, cnis_error *reterr);
cnis_status relationship_add_tx(cnis_register *r, const cnis_relationship_new *n, int64_t *ret_id,
                                cnis_error *reterr);
/** The present relationship @p id, which began that day, becomes what @p n says. */
cnis_status relationship_add_to_tx(cnis_register *r, const cnis_relationship_new *n, int64_t id,
                                   cnis_error *reterr);
cnis_status address_add_tx(cnis_register *r, const cnis_place *in, const cnis_fact *fact,
                           int64_t *ret_id, cnis_error *reterr);
/** One of @p child_id and @p person_id is 0. */
cnis_status residence_add_tx(cnis_register *r, int64_t child_id, int64_t person_id,
                             int64_t address_id, const char *kind, const cnis_fact *fact,
                             cnis_error *reterr);
/** As cnis_child_move().  @p ret_address_id: 0, or the place if it is written already; where the
 * child's home is known to be that place, the place as it was known. */
cnis_status child_move_tx(cnis_register *r, int64_t child_id, const char *kind,
                          const cnis_place *to, const cnis_fact *fact, int64_t *ret_address_id,
                          cnis_error *reterr);
/** End every present home of the child in the area, or of unknown area, in any of its records.
 * @p on: the last day there.  @retval CNIS_EINVAL in the future or before one began */
cnis_status address_leave_area_tx(cnis_register *r, int64_t child_id, cnis_day on,
                                  const char *where, cnis_error *reterr);
/** A home in the area, or of unknown area, that stands after the day @p on; 0: none. */
cnis_status address_in_area(cnis_register *r, int64_t child_id, cnis_day on, int64_t *ret_address,
                            cnis_error *reterr);
cnis_status identifier_add_tx(cnis_register *r, int64_t child_id, const char *kind,
                              const char *value, bool verified, const cnis_fact *fact,
                              int64_t *ret_id, cnis_error *reterr);
cnis_status provision_add_tx(cnis_register *r, int64_t child_id, const cnis_provision *provision,
                             int64_t *ret_id, cnis_error *reterr);

/** Would these be accepted?  What the _tx functions check of their texts and codes, without
 * writing.
 * @retval CNIS_EINVAL */
cnis_status provision_check(cnis_register *r, const cnis_provision *provision, cnis_error *reterr);
cnis_status address_check(cnis_register *r, const cnis_place *in, cnis_error *reterr);
cnis_status relationship_check(cnis_register *r, const cnis_relationship_new *n,
                               cnis_error *reterr);

/** Normalised value of an identifier of @p kind into @p buf.  @retval CNIS_EINVAL (rule ID.…) */
cnis_status identifier_normal(const char *kind, const char *value, const char *where,
                              const char *field, char buf[101], cnis_error *reterr);

#endif
