#ifndef CNIS_DOMAIN_DOCUMENT_H
#define CNIS_DOMAIN_DOCUMENT_H

#include <cnis/document.h>

#include "domain/change.h"

/* Documents, for the rooms above: reading and writing files is exchange/document_file.c. */

enum { DOCUMENT_PART = 384 * 1024 }; /* bytes of a piece; a multiple of three */

/** The largest file kept today: setting document.max_bytes. */
cnis_status document_most(cnis_register *r, int64_t *ret, cnis_error *reterr);

/**
 * The type of a file: pdf, png, jpeg ..., by the end of its name and by its first bytes.
 * @retval CNIS_EINVAL  none that is kept, or the two do not agree (field "file")
 */
cnis_status document_type(const char *name, const void *bytes, size_t len, char ret[8],
                          cnis_error *reterr);

/**
 * The file that is held, checked against its size and hash.
 * @param ret_bytes  free()
 * @retval CNIS_ENOTFOUND no such document @retval CNIS_EREFUSED not held here
 * @retval CNIS_ECORRUPT  it is not what was received
 */
cnis_status document_bytes(cnis_register *r, int64_t id, void **ret_bytes, size_t *ret_len,
                           cnis_error *reterr);

/** Is a document of this class shown to the reader?  SQL; wants :steps. */
#define DOCUMENT_SHOWN(d) "(:steps OR " d ".class <> 'legal_advice')"

#endif
