#ifndef CNIS_STORE_UNDONE_H
#define CNIS_STORE_UNDONE_H

#include "store/store.h"

/* Rows that were taken back: they are in no table any more, and the journal still says what they
 * held.  An undo is not undone, and a number that was given is never given again, so such a row
 * does not come back. */

enum { UNDONE_COLUMNS = 4 }; /* most that are asked for */

typedef struct store_undone {
	int64_t at; /* instant it was taken back */
	int64_t key;
	int64_t value[UNDONE_COLUMNS]; /* of the columns asked for, in their order */
	bool there[UNDONE_COLUMNS];    /* false: NULL, or no number */
} store_undone;

typedef cnis_status (*store_undone_fn)(const store_undone *row, void *payload, cnis_error *reterr);

/**
 * Walk the rows of @p table that an undo of an entry took away and that are not there now.  Reads
 * the payload of every undo.
 * @param columns  @p n of the table, of numbers
 * @retval CNIS_ECORRUPT  a payload that is no changeset
 * @retval CNIS_ESTORE    no such column
 * @retval what fn returned
 */
cnis_status store_undone_walk(store *s, const char *table, const char *const *columns, size_t n,
                              store_undone_fn fn, void *payload, cnis_error *reterr);

#endif
