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

/**
 * Write how an adult of a form is reached: numbers and e-mail addresses, what is asked of them and
 * of letters, language. What is known of an adult who is here is not said twice.
 * @param address_id  of the form's addresses */
cnis_status registration_reach_save(cnis_register *r, const cnis_form *form,
                                    const cnis_form_parent *p, int64_t person_id,
                                    const int64_t *address_id, cnis_error *reterr);

/** Is the child held on another basis, and entered on no route? */
bool registration_holds(const cnis_form_child *child);

#endif
