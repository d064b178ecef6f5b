#ifndef CNIS_DOMAIN_ANSWER_H
#define CNIS_DOMAIN_ANSWER_H

#include <cnis/characteristic.h>
#include <cnis/content.h>

#include "domain/fact.h"
#include "rule/content.h"

/* Answers to a question: one holds at a time, a new one ends the one before. */

/** As fact_complete(), and from is the day received where none is given. */
cnis_status answer_complete(cnis_register *r, const char *where, const cnis_fact *in,
                            cnis_fact *ret, cnis_error *reterr);

/** @p io with a basis: as given; else that of the item once s. 38 is in force and, where the item
 * has to be switched on, it is; else given voluntarily by the family, or held under s. 436A. */
cnis_status answer_basis(cnis_register *r, const rule_content_item *item, cnis_fact *io,
                         cnis_error *reterr);

/**
 * End the answer that holds, if one does, on the day before @p from.
 * @param last   SELECT id, from_day ... WHERE child_id = :child AND ... = :what AND to_day IS NULL
 * @param close  UPDATE ... SET to_day = :to, rev = :rev WHERE id = :id
 * @retval CNIS_EINVAL  it began on @p from or later (field "from")
 */
cnis_status answer_supersede_tx(cnis_register *r, const store_sql *last, const store_sql *close,
                                int64_t child_id, const char *what, cnis_day from,
                                const char *where, cnis_error *reterr);

/* Inside a change; arguments as in the public headers.  The checks write nothing. */
cnis_status content_answer_tx(cnis_register *r, const cnis_content_answer *a, int64_t *ret_id,
                              cnis_error *reterr);
cnis_status content_answer_check(cnis_register *r, const cnis_content_answer *a,
                                 cnis_error *reterr);
cnis_status characteristic_tx(cnis_register *r, const cnis_characteristic *a, int64_t *ret_id,
                              cnis_error *reterr);
cnis_status characteristic_check(cnis_register *r, const cnis_characteristic *a,
                                 cnis_error *reterr);

#endif
