#ifndef CNIS_DOMAIN_COMMUNICATION_H
#define CNIS_DOMAIN_COMMUNICATION_H

#include <cnis/communication.h>

#include "domain/change.h"

/** @retval CNIS_EINVAL  not two or three small letters, which is what ISO 639 looks like (field
 * "language") */
cnis_status communication_language(const char *code, const char *where, cnis_error *reterr);

/** Inside a change; arguments as in the public header. */
cnis_status communication_set_tx(cnis_register *r, const cnis_communication_new *given,
                                 int64_t *ret_id, cnis_error *reterr);

/** Are language, interpreter and format what may be recorded?  @retval CNIS_EINVAL  (field) */
cnis_status communication_check(cnis_register *r, const cnis_communication_new *n,
                                cnis_error *reterr);

/** Is just this what holds of the adult now? */
cnis_status communication_known(cnis_register *r, const cnis_communication_new *n, bool *ret,
                                cnis_error *reterr);

/** The language of an adult on a day into @p ret; "en" when nobody said. */
cnis_status communication_of(cnis_register *r, int64_t person_id, cnis_day on, char ret[4],
                             cnis_error *reterr);

/** @retval CNIS_EINVAL  @p code is none of the list `interpreter` (field); NULL is fine */
cnis_status communication_interpreter(cnis_register *r, const char *code, const char *where,
                                      cnis_error *reterr);

/**
 * May a decision about the child rest on what was said through this interpreter (NULL: nobody
 * said)?  Asks whether a parent or carer of the child needs one on @p on.
 * @retval CNIS_EINVAL    no code of the list (field "interpreter")
 * @retval CNIS_EREFUSED  a relative or a child, or none although one is needed: LOCAL.interpreter
 */
cnis_status communication_decision_tx(cnis_register *r, int64_t child_id, const char *interpreter,
                                      cnis_day on, const char *where, cnis_error *reterr);

#endif
