#ifndef CNIS_DOCUMENT_H
#define CNIS_DOCUMENT_H

#include <cnis/fact.h>
#include <cnis/register.h>

/**
 * @file cnis/document.h
 * Documents: the file itself, or where it lies in the record system; whom it is about, and the
 * facts it is evidence of.  A file is kept byte for byte as it came; it is never run, opened or
 * read.
 *
 * A document that came with an intake is shown to whoever is shown that, and no more once it was
 * sent on.
 *
 * Legal advice is shown to managers and the role safeguarding; to anybody else it answers as if it
 * were not there.  INFERENCE, local policy.
 *
 * Reading does not note who looked: a front end calls cnis_access_note() for the children a
 * document is about.
 */

enum { CNIS_DOCUMENT_SUBJECTS = 32 }; /**< children, and as many adults */

/** One document.  Texts are borrowed for the call. */
typedef struct cnis_document {
	int64_t id, child_id;       /**< child_id 0: of what arrived, intake_id */
	const char *document_class; /**< code list document_class */
	const char *wording;        /**< the class in words */
	const char *title;          /**< personal data; "" once it was disposed of */
	const char *author;         /**< personal data; NULL when not known, or of one who asked not
	                               to be named: told to the role safeguarding */
	cnis_day sent, received;    /**< CNIS_DAY_NONE: not known, or not at all */
	const char *place;          /**< where it lies in the record system; NULL: held here */
	const char *type;           /**< of the file held: pdf, png, jpeg ...; else NULL */
	int64_t bytes;              /**< of the file held, else 0 */
	const char *sha256;         /**< hexadecimal; NULL when nobody said */
	cnis_day keep_until;        /**< CNIS_DAY_NONE: as long as the record of the child */
	const char *source, *basis;
	int64_t recorded_at, rev;
	int64_t intake_id; /**< what it came with; 0: of a child from the start */
	cnis_day disposed; /**< the file and what it is were erased then, whatever day is asked */
} cnis_document;

typedef cnis_status (*cnis_document_fn)(const cnis_document *document, void *payload,
                                        cnis_error *reterr);

/** A file, as it was read.  Zero it; release with cnis_document_file_clear(). */
typedef struct cnis_document_file {
	void *bytes;
	size_t len;
	char type[8]; /**< pdf, png, jpeg ..., by the end of its name and by its first bytes */
} cnis_document_file;

/**
 * Read a file that is to be kept.  Nothing is written.
 * @retval CNIS_ENOTFOUND  no such file
 * @retval CNIS_EINVAL     a folder, a symbolic link, a pipe or device; empty; larger than setting
 *                         document.max_bytes; a type that is not kept, or content that is not of
 * the type the name says
 * @retval CNIS_ECONFLICT  it changed while it was read
 * @retval CNIS_EIO        it could not be read
 */
CNIS_API cnis_status cnis_document_file_read(cnis_register *r, const char *path,
                                             cnis_document_file *ret, cnis_error *reterr);

/** Idempotent. */
CNIS_API void cnis_document_file_clear(cnis_document_file *file);

/** A new document, of a child or of what arrived.  Set size; texts, lists and the file are
 * borrowed. */
typedef struct cnis_document_new {
	size_t size;
	int64_t child_id;
	const char *document_class;
	const char *title;
	const char *author; /**< NULL: not known */
	cnis_day sent;
	cnis_day received; /**< without this and sent: today */
	const cnis_document_file *file;
	const char *place;  /**< in place of the file */
	const char *sha256; /**< of what lies there; NULL: not known */
	cnis_day keep_until;
	const int64_t *children, *people; /**< whom it is about besides */
	size_t n_children, n_people;
	const char *link;   /**< reference of a fact it is evidence of; NULL */
	const char *source; /**< NULL: unknown */
	const char *basis;
	int64_t intake_id; /**< in place of the child: it came with this, and follows it to the
	                      children that turns out to be about */
} cnis_document_new;

/**
 * Keep a document.  One journal entry.
 * @param ret_id  untouched on failure
 * @retval CNIS_ENOTFOUND  no such child, intake, person or fact (field says which)
 * @retval CNIS_EINVAL     an unknown code, an unusable text, a wrong day, neither file nor place or
 *                         both, a file too large, or a fact of another child (field says which)
 * @retval CNIS_EEXISTS    the same file is kept for the child, or the intake, already
 * @retval CNIS_EREFUSED   what it came with was sent on; or who told that asked not to be named,
 * and the file may name them: record where it lies
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_document_add(cnis_register *r, const cnis_document_new *n,
                                       int64_t *ret_id, cnis_error *reterr);

/**
 * It is evidence of a fact: any record that has a reference.
 * @param fact  the reference, as F12-5
 * @retval CNIS_ENOTFOUND  no such document or fact (field says which)
 * @retval CNIS_EINVAL     no reference, or of a child the document is not about
 * @retval CNIS_EEXISTS    they are linked already
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_document_link(cnis_register *r, int64_t id, const char *fact,
                                        cnis_error *reterr);

/**
 * The documents about a child, in order of recording.
 * @param as_at  those sent or received by then; CNIS_DAY_NONE: today
 * @retval CNIS_ENOTFOUND  no such child
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_document_walk(cnis_register *r, int64_t child_id, cnis_day as_at,
                                        cnis_document_fn fn, void *payload, cnis_error *reterr);

/**
 * The documents that are evidence of a record, came with an intake, or are about a child, in order
 * of recording: of any record that has a reference.
 * @param kind  cnis/reference.h
 * @retval CNIS_ENOTFOUND  no such record, or none the reader is shown
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_document_of(cnis_register *r, char kind, int64_t id, cnis_document_fn fn,
                                      void *payload, cnis_error *reterr);

/** One document.  @retval CNIS_ENOTFOUND no such document @retval what fn returned */
CNIS_API cnis_status cnis_document_get(cnis_register *r, int64_t id, cnis_document_fn fn,
                                       void *payload, cnis_error *reterr);

/** A child or an adult it is about, or the fact it is evidence of: its reference. */
typedef cnis_status (*cnis_document_about_fn)(char kind, int64_t id, bool fact, void *payload,
                                              cnis_error *reterr);

/** Whom a document is about, children first, then what it is evidence of.
 * @retval CNIS_ENOTFOUND no such document @retval what fn returned */
CNIS_API cnis_status cnis_document_about(cnis_register *r, int64_t id, cnis_document_about_fn fn,
                                         void *payload, cnis_error *reterr);

/**
 * Write the file held into a new file that only its owner can read.
 * @retval CNIS_ENOTFOUND  no such document
 * @retval CNIS_EREFUSED   the file is not held here, or it was disposed of
 * @retval CNIS_EPERM      it came with what says where a family must not be found
 * @retval CNIS_EEXISTS    there is something of that name already
 * @retval CNIS_ECORRUPT   what is held is not what was received
 * @retval CNIS_EIO        it could not be written; nothing is left of it
 */
CNIS_API cnis_status cnis_document_save(cnis_register *r, int64_t id, const char *path,
                                        cnis_error *reterr);

/**
 * Is its file held here, and is anything withheld today of a child it is about, of where that child
 * lives or of how its adults are reached?  No file is ever searched: it may say what is withheld to
 * whoever is handed it.  The same for every reader.
 */
CNIS_API cnis_status cnis_document_may_say_withheld(cnis_register *r, int64_t id, bool *ret,
                                                    cnis_error *reterr);

/**
 * The file held, checked against its size and hash.
 * @param ret_bytes  free()
 * @retval CNIS_ENOTFOUND  no such document
 * @retval CNIS_EREFUSED   the file is not held here, or it was disposed of
 * @retval CNIS_EPERM      it came with what says where a family must not be found
 * @retval CNIS_ECORRUPT   what is held is not what was received
 */
CNIS_API cnis_status cnis_document_bytes(cnis_register *r, int64_t id, void **ret_bytes,
                                         size_t *ret_len, cnis_error *reterr);

#endif
