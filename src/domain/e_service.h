#ifndef CNIS_DOMAIN_E_SERVICE_H
#define CNIS_DOMAIN_E_SERVICE_H

#include <cnis/e_service.h>

#include "domain/change.h"

/**
 * May a notice under @p section be served on this adult electronically on @p served?
 * @param contact_point_id  where; 0: wherever the adult agreed to it
 * @param ret_id            the agreement it rests on; 0 where none is needed (s. 572(4))
 * @retval CNIS_EINVAL      that contact point is not the adult's (field "at"), or who the adult is
 *                          is not known (field "person")
 * @retval CNIS_EREFUSED    there is no agreement in writing: rule EA1996.572.2
 */
cnis_status e_service_allowed_tx(cnis_register *r, const char *section, int64_t person_id,
                                 int64_t contact_point_id, cnis_day served, const char *where,
                                 int64_t *ret_id, cnis_error *reterr);

#endif
