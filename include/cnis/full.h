#ifndef CNIS_FULL_H
#define CNIS_FULL_H

#include <cnis/export.h>

/**
 * @file cnis/full.h
 * The whole register out, as JSON lines, and into a new one.
 */

/** What a full export holds. */
typedef struct cnis_full {
	int64_t children;
	int64_t records; /**< lines but the first and the last */
	char sha256[65]; /**< of every line but the last, which repeats it */
} cnis_full;

/**
 * Everything the register holds, as JSON lines: for moving to another program or another register
 * (cnis_import_full()), where it gives the same bytes again.  Not part of it: the journal and the
 * access log, which prove what happened in this file, drafts, and `rev` of each row.
 *
 * One record a line, `{"schema":1,"record":"child", ...}`; the record has the name of its table
 * (schema/), the keys those of its columns.  Days are ISO dates, instants RFC 3339 in UTC,
 * references as people quote them; what is not set is left out.  Each record stands after all it
 * refers to: first what belongs to no child, then child by child, in the order of their references.
 * The first line says the format, the authority, the schema version, the register and the journal
 * entry this is the state of, and counts; the last one has the number of records and the SHA-256 of
 * all lines before, so that a cut file is noticed.  The same state gives the same bytes.
 *
 * The disclosure of all children is in the access log before the first byte leaves.
 *
 * @param purpose  as in ::cnis_export_options
 * @param ret      may be NULL
 * @retval CNIS_EINVAL     the purpose, see cnis_export_children(); or the register is open as of a
 *                         past instant
 * @retval CNIS_EPERM      the actor needs the roles exporter and safeguarding, both: an export with
 *                         parts left out would not be full; something is withheld and the
 *                         register was not opened to show it; or the access log cannot be written
 * @retval CNIS_ECONFLICT  an import into this register is not finished
 * @retval what fn returned, when that is not CNIS_OK
 */
CNIS_API cnis_status cnis_export_full(cnis_register *r, const char *purpose, cnis_sink_fn fn,
                                      void *payload, cnis_full *ret, cnis_error *reterr);

/**
 * As cnis_export_full(), into the file @p path: readable by its owner only, in clear, and there
 * only when it is whole and synced.  Until then it is `.NAME.partial` beside it.
 *
 * @param replace  a file of that name is replaced
 * @retval CNIS_EEXISTS  the file is there
 */
CNIS_API cnis_status cnis_export_full_file(cnis_register *r, const char *purpose, const char *path,
                                           bool replace, cnis_full *ret, cnis_error *reterr);

/** Called now and then while a full import runs.  @p pass 0: the rehearsal; 1: for good. */
typedef void (*cnis_import_full_fn)(int pass, int64_t line, int64_t lines, void *payload);

/** Set size; zero the rest. */
typedef struct cnis_import_full_options {
	size_t size;
	const char *file;     /**< what cnis_export_full() wrote; an ordinary file */
	bool apply;           /**< false: every step is taken and taken back */
	bool other_authority; /**< the file may be another authority's */
	bool keep_me; /**< where the file does not make the actor an administrator, the actor is
	                 kept beside the officers of the file */
	cnis_import_full_fn fn; /**< NULL */
	void *payload;
} cnis_import_full_options;

typedef struct cnis_imported {
	int64_t children, records; /**< taken in by this run */
	int64_t transactions;
	int64_t from_line; /**< 2; more when an import that was cut off went on */
	char batch[32];    /**< of the file: the same file has the same batch in the journal */
	bool applied;
	bool same; /**< an export of this register now has the bytes of the file */
} cnis_imported;

/**
 * Take in a full export, into a register that is as cnis_register_init() left it.  Ids, references,
 * uuids and the days on which things were recorded stay what they were, and so does the last number
 * each kind of record was given, so that one taken back is given to nobody else.  The settings,
 * officers and roles of the file take the place of those `init` wrote.  The journal begins anew:
 * what was known before the import is not known here.
 *
 * The whole file is read and its sum checked, then all of it is rehearsed in one transaction that
 * is taken back; only then is it written, at most 500 children a transaction, each child whole.
 * Nothing is written when anything is wrong.  An import that was cut off is finished by running it
 * again with the same file; until then nothing else may be changed.
 *
 * The journal entries are final: what came in by many of them is not taken back by one.  An import
 * that is not wanted is taken back by making the register anew.
 *
 * @param ret  filled on success
 * @retval CNIS_EINVAL     the file is cut, changed or no full export, or a record is wrong: field
 *                         names the line, the record and the key
 * @retval CNIS_ENOTFOUND  no such file
 * @retval CNIS_EEXISTS    the register is not empty, or holds the file already
 * @retval CNIS_EREFUSED   another authority; a demonstration into a live register or the other way
 *                         round; the actor would be no administrator any more
 * @retval CNIS_ESCHEMA    the file is of a newer register
 * @retval CNIS_EPERM      the actor is no administrator
 * @retval CNIS_EREADONLY CNIS_EBUSY
 */
CNIS_API cnis_status cnis_import_full(cnis_register *r, const cnis_import_full_options *options,
                                      cnis_imported *ret, cnis_error *reterr);

#endif
