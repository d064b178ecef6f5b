#ifndef CNIS_DOMAIN_DOCUMENT_H
#define CNIS_DOMAIN_DOCUMENT_H

#include <cnis/document.h>

#include "domain/change.h"
#include "domain/intake.h"

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

/** Is a document shown to the reader?  SQL; wants :steps.  What came with an intake is shown as
 * that is, until it was sent on. */
#define DOCUMENT_SHOWN(d)                                                                          \
	"((:steps OR " d ".class <> 'legal_advice') AND (" d ".intake_id IS NULL OR EXISTS"        \
	" (SELECT 1 FROM intake shown_i WHERE shown_i.id = " d ".intake_id"                        \
	" AND shown_i.outcome IS NOT 'forwarded' AND " INTAKE_SHOWN("shown_i") ")))"

/** cnis_document_add() inside a change. */
cnis_status document_add_tx(cnis_register *r, const cnis_document_new *n, int64_t *ret_id,
                            cnis_error *reterr);

/**
 * May this be kept with the intake?
 * @param ret_hidden  who told it asked not to be named: the author is protected
 * @retval CNIS_ENOTFOUND no such intake @retval CNIS_EREFUSED sent on; a file that may name them
 */
cnis_status document_intake_check(cnis_register *r, const cnis_document_new *n, bool *ret_hidden,
                                  cnis_error *reterr);

/** What came with the intake is about this child too: each of its documents, unless it says so. */
cnis_status document_follow_tx(cnis_register *r, int64_t intake_id, int64_t child_id,
                               cnis_error *reterr);

/** A new document of an intake is about the children that is known to be about. */
cnis_status document_about_tx(cnis_register *r, int64_t id, int64_t intake_id, cnis_error *reterr);

/** The intake was sent on and is kept until @p keep: so is what came with it, unless less. */
cnis_status document_sent_on_tx(cnis_register *r, int64_t intake_id, cnis_day keep,
                                cnis_error *reterr);

/** @retval CNIS_ENOTFOUND  no such document, or none the reader is shown */
cnis_status document_there(cnis_register *r, int64_t id, cnis_error *reterr);

/** cnis_document_link() in an open change, of a document that is there. */
cnis_status document_link_tx(cnis_register *r, int64_t id, const char *fact, cnis_error *reterr);

#endif
