#ifndef CNIS_FORM_H
#define CNIS_FORM_H

#include <cnis/registration.h>

/**
 * @file cnis/form.h
 * The registration form as JSON: what a council's online notification produces, what `register
 * --template` prints, and what a draft keeps.
 *
 * Text is UTF-8 without control or direction-changing characters; it is trimmed and normalised
 * (NFC). Unknown and duplicate keys are errors; keys that begin with "_" are for people and are
 * ignored, and so is a byte order mark at the beginning.
 */

/** Most bytes a form may have. */
enum { CNIS_FORM_BYTES = 1024 * 1024 };

/** A form that was read.  Release with cnis_form_doc_free(). */
typedef struct cnis_form_doc cnis_form_doc;

/**
 * Read a form.
 * @param bytes    borrowed for the call
 * @param ret_doc  untouched on failure
 * @retval CNIS_EINVAL  empty, too large, not UTF-8, not JSON, a key twice or unknown, a wrong type,
 * an impossible date, unusable text (field is the path, the message names the line)
 */
CNIS_API cnis_status cnis_form_read(const char *bytes, size_t len, cnis_form_doc **ret_doc,
                                    cnis_error *reterr);

/** A field that cannot be read.  @p problem holds no word of what it held. */
typedef cnis_status (*cnis_form_wrong_fn)(const char *path, int line, const char *problem,
                                          void *payload, cnis_error *reterr);

/**
 * Read a form for somebody who will correct it: every field that cannot be read goes to @p fn, and
 * the document holds the rest.  Such a document is to be looked at (cnis_registration_check()), not
 * saved: ask cnis_form_doc_wrong() first.
 * @param fn       may be NULL
 * @param ret_doc  untouched on failure
 * @retval CNIS_OK      read, perhaps without some of its fields
 * @retval CNIS_EINVAL  nothing of it can be read: empty, too large, not UTF-8, not JSON, a key
 * twice, or more than 200 wrong fields (field is the path where known, the message names the line)
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_form_read_all(const char *bytes, size_t len, cnis_form_wrong_fn fn,
                                        void *payload, cnis_form_doc **ret_doc, cnis_error *reterr);

/** Could this field, or what is around it, not be read?  @p path NULL: any field at all. */
CNIS_API bool cnis_form_doc_wrong(const cnis_form_doc *doc, const char *path);

/** NULL is allowed. */
CNIS_API void cnis_form_doc_free(cnis_form_doc *doc);

/** The form; valid until the document is freed. */
CNIS_API const cnis_form *cnis_form_doc_form(const cnis_form_doc *doc);

/** The line (from 1) on which the field with this path stands; 0 when it is not there. */
CNIS_API int cnis_form_doc_line(const cnis_form_doc *doc, const char *path);

/** Called with a piece of text. */
typedef cnis_status (*cnis_form_text_fn)(const char *text, void *payload, cnis_error *reterr);

/**
 * The empty form with a word of help for every key, in pieces: JSON that cnis_form_read() accepts
 * once it is filled in.
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_form_template(cnis_form_text_fn fn, void *payload, cnis_error *reterr);

/** A draft: an interrupted registration of one officer.  Texts are borrowed for the call. */
typedef struct cnis_draft {
	int64_t id;
	const char *login;
	int64_t started_at, saved_at; /**< UTC seconds */
	const char *form;             /**< JSON, perhaps unfinished; personal data */
} cnis_draft;

typedef cnis_status (*cnis_draft_fn)(const cnis_draft *draft, void *payload, cnis_error *reterr);

/**
 * The actor's drafts, newest first.
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_draft_walk(cnis_register *r, cnis_draft_fn fn, void *payload,
                                     cnis_error *reterr);

/**
 * Keep a draft: not journalled, not exported, seen by its officer only.
 * @param form   JSON text of at most ::CNIS_FORM_BYTES; need not be complete
 * @param io_id  0 makes a new one and receives its number
 * @retval CNIS_EINVAL     too long
 * @retval CNIS_ENOTFOUND  no such draft of this officer
 * @retval CNIS_EREADONLY  the register was opened for reading
 * @retval CNIS_EBUSY CNIS_ECONFLICT  as every change
 */
CNIS_API cnis_status cnis_draft_save(cnis_register *r, const char *form, int64_t *io_id,
                                     cnis_error *reterr);

/**
 * Drop a draft.
 * @retval CNIS_ENOTFOUND  no such draft of this officer
 * @retval CNIS_EREADONLY  the register was opened for reading
 * @retval CNIS_EBUSY CNIS_ECONFLICT  as every change
 */
CNIS_API cnis_status cnis_draft_drop(cnis_register *r, int64_t id, cnis_error *reterr);

#endif
