#ifndef CNIS_DOMAIN_WITHHELD_TEXTS_H
#define CNIS_DOMAIN_WITHHELD_TEXTS_H

#include "base/net.h"
#include "domain/register.h"

/*
 * What is withheld, as it may stand in a text somebody wrote: put into a net (base/net.h).  Of an
 * address the postcode, the UPRN and every line that says which house it is; its town only beside
 * them.  Of a school the whole name and the URN.
 */

/** One function for each set of withheld.c: @p n numbers of addresses, contact points, or children
 * whose school is withheld. */
typedef cnis_status (*withheld_texts_fn)(cnis_register *r, const int64_t *ids, size_t n, net *to,
                                         cnis_error *reterr);

cnis_status withheld_texts_addresses(cnis_register *r, const int64_t *ids, size_t n, net *to,
                                     cnis_error *reterr);
cnis_status withheld_texts_points(cnis_register *r, const int64_t *ids, size_t n, net *to,
                                  cnis_error *reterr);
cnis_status withheld_texts_schools(cnis_register *r, const int64_t *ids, size_t n, net *to,
                                   cnis_error *reterr);

#endif
