#ifndef CNIS_STORE_ERASE_H
#define CNIS_STORE_ERASE_H

#include "store/store.h"

/*
 * The only door through which anything is ever taken out of the journal (architecture.md 3,
 * Erasure).  A row is cut, with every record of it in every payload, or columns of it are set to
 * the same value in the register and in every payload, as if they had never held another.  What an
 * update said of such a column is no longer said.  Each payload that spoke of a row gets a fresh
 * salt, loses its free text, and its new hash is listed (journal_disposal) under the payload hash
 * of the entry that erases.
 */

/* What a column says from now on, for whatever instant it is asked. */
typedef enum erase_to { ERASE_NULL, ERASE_EMPTY, ERASE_NUMBER } erase_to;

typedef struct erase_column {
	const char *name;
	erase_to to;
	int64_t number; /* ERASE_NUMBER: a mark, of a column that no command writes */
} erase_column;

/* Rows of one journalled table.  Those that were taken back are rows too. */
typedef struct erase_subject {
	const char *table;
	const char *by; /* a column of numbers that never changes; NULL: the key of the table */
	int64_t value;
	const erase_column *columns; /* NULL: the rows are cut */
	size_t n_columns;
} erase_subject;

/* What an erasure came to. */
typedef struct erase_counts {
	int64_t cut, blanked; /* rows */
	int64_t entries;      /* journal entries whose payload was written anew */
} erase_counts;

/**
 * Inside store_begin() of a final entry, before anything was written in it: erase.  What is written
 * after it in the same transaction is recorded as ever; the free text of the entry becomes the rule
 * and the counts.  Committed and taken back with the transaction; then store_erase_settle().
 *
 * @param rule  id of the rule it is done by; must stand until the commit
 * @retval CNIS_EREFUSED  a row that is not cut refers to one that is
 * @retval CNIS_ESTORE    not the first thing of a final entry, no such table or column, or one row
 *                        named twice
 * @retval CNIS_ESCHEMA   a number for a column that came after the row
 * @retval CNIS_ECORRUPT  a payload that is no changeset
 */
cnis_status store_erase(store *s, const char *rule, const erase_subject *subjects, size_t n,
                        erase_counts *ret, cnis_error *reterr);

/** Was anything erased of which traces may lie in the pages, the log or the standby copy? */
cnis_status store_erase_unsettled(store *s, bool *ret, cnis_error *reterr);

/**
 * After the commit, outside of any transaction: make the standby copy anew, where there is one
 * (that replays the whole journal, and so proves it), write every page of the file anew (what
 * SQLite moved about leaves copies that secure_delete does not reach), empty the log.  Does nothing
 * where nothing is left to do, so it is called whenever in doubt.
 * @retval CNIS_EBUSY      somebody reads what is to go; call again
 * @retval CNIS_EREADONLY  the store was opened for reading
 * @retval CNIS_ECORRUPT   the register does not verify
 * @retval CNIS_EIO        the disk is full or failing; call again
 */
cnis_status store_erase_settle(store *s, cnis_error *reterr);

#endif
