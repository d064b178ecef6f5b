#ifndef CNIS_DOMAIN_RECORD_H
#define CNIS_DOMAIN_RECORD_H

#include "domain/register.h"

/* Any record that has a reference. */

/**
 * Whose record is it?  One the reader is not shown answers as one that never was.
 * @param ret_child  0: a record of no child, as an address
 * @param ret_there  false: no such record
 */
cnis_status record_child(cnis_register *r, char kind, int64_t id, int64_t *ret_child,
                         bool *ret_there, cnis_error *reterr);

#endif
