#ifndef CNIS_EXCHANGE_EXPORT_H
#define CNIS_EXCHANGE_EXPORT_H

#include "domain/register.h"
#include "exchange/sink.h"

/* Exports inside a snapshot the caller holds: the nightly writes several from one. */

/** The children who are on the register on @p on: how many, and the first @p room ids. */
cnis_status export_children_ids(cnis_register *r, cnis_day on, int64_t *ids, size_t room,
                                int64_t *ret_n, cnis_error *reterr);

/** Header and rows of the register on @p on into @p s, in the order of the references. */
cnis_status export_children_rows(cnis_register *r, cnis_day on, bool with_safeguarding, sink *s,
                                 cnis_error *reterr);

enum { EXPORT_IDS = 200 }; /* up to so many children are noted one by one */

/** The purpose of a disclosure as it is kept, into *ret (free it).  @retval CNIS_EINVAL */
cnis_status export_purpose(const char *purpose, const char *where, char **ret, cnis_error *err);

/** Write the disclosure into the access log: the ids when they are at most 200, else @p filter,
 * which must recompute the set. */
cnis_status export_note(cnis_register *r, const char *command, const char *filter,
                        const int64_t *ids, int64_t n, cnis_error *reterr);

#endif
