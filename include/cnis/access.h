#ifndef CNIS_ACCESS_H
#define CNIS_ACCESS_H

#include <cnis/register.h>

/**
 * @file cnis/access.h
 * Who looked at what.  A separate file, NAME.access, with its own chain.
 */

/**
 * Note that the actor is about to be shown @p n children; every read of a child's data goes through
 * here, before the first byte is shown.  Up to 200 ids become one row each; above that one row
 * keeps @p filter, @p n and the journal seq that recompute the set.
 *
 * @param command    command words and references, no personal data
 * @param filter     the options that recompute the set; NULL or "" for none
 * @param child_ids  may be NULL when @p n is 0, then nothing is noted, or above 200, then only
 *                   @p n counts
 * @retval CNIS_ENOTFOUND  one of them is not shown to the reader (cnis/sight.h): nothing was noted
 * @retval CNIS_EPERM   it could not be recorded: show nothing
 */
CNIS_API cnis_status cnis_access_note(cnis_register *r, const char *command, const char *filter,
                                      const int64_t *child_ids, size_t n, cnis_error *reterr);

/**
 * The same of what is no child's, or not yet: @p filter says which, by reference.
 * @retval CNIS_EPERM  it could not be recorded; show nothing
 */
CNIS_API cnis_status cnis_access_note_other(cnis_register *r, const char *command,
                                            const char *filter, cnis_error *reterr);

/** One row of the log.  Texts are borrowed for the call. */
typedef struct cnis_access_row {
	int64_t seq;
	int64_t at;          /**< UTC seconds */
	const char *officer; /**< login */
	const char *command;
	int64_t child_id;   /**< 0: more than 200 children, see filter */
	const char *filter; /**< "" when none */
	int64_t rows;       /**< children shown */
	int64_t head;       /**< journal seq they were read at */
} cnis_access_row;

typedef cnis_status (*cnis_access_fn)(const cnis_access_row *row, void *payload,
                                      cnis_error *reterr);

/**
 * Walk the log, newest first.  Auditors, managers and administrators see all of it; a custodian
 * that of a restricted record they keep; others their own rows only.
 *
 * @param child_ids  of these children, in one walk: the records of a child, see
 *                   cnis_merge_records(); may be NULL when @p n is 0
 * @param n          0: of any child
 * @param login      NULL: of any officer
 * @param limit      rows in all; 0: all
 * @retval CNIS_ENOTFOUND  @p login was never an officer of the register and is not in the log
 * @retval CNIS_EPERM  the rows of others were asked for without the role, or the log cannot be
 *                     opened
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_access_walk(cnis_register *r, const int64_t *child_ids, size_t n,
                                      const char *login, int64_t limit, cnis_access_fn fn,
                                      void *payload, cnis_error *reterr);

#endif
