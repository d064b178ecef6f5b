#ifndef CNIS_DOMAIN_REGISTRATION_H
#define CNIS_DOMAIN_REGISTRATION_H

#include <cnis/registration.h>

/* What those who register many families ask beyond the public header. */

/**
 * As cnis_registration_save().
 * @param ret_like  on CNIS_EEXISTS the child here already whom the refusal tells of; 0: of none
 */
cnis_status registration_save(cnis_register *r, const cnis_form *form, cnis_registration *ret_saved,
                              int64_t *ret_like, cnis_error *reterr);

/** Is the child held on another basis, and entered on no route? */
bool registration_holds(const cnis_form_child *child);

#endif
