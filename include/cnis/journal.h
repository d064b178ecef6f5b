#ifndef CNIS_JOURNAL_H
#define CNIS_JOURNAL_H

#include <cnis/register.h>

/**
 * @file cnis/journal.h
 * What was changed, by whom; taking it back; and the proof that nothing else happened.
 */

/** One journal entry.  Texts are borrowed for the call. */
typedef struct cnis_log_entry {
	int64_t seq;
	int64_t at;          /**< UTC seconds */
	const char *officer; /**< login */
	const char *kind;    /**< noun.verb; "record.change" for what somebody else did about a fact
	                        of need or safeguarding, without the safeguarding role, or to a
	                        duty the reader is not shown */
	const char *command; /**< words and references */
	const char *batch;   /**< import or job; "" when none */
	const char *undo;    /**< "undoable", "compensate" or "final" */
	int64_t undoes;      /**< 0 for none */
	int64_t undone_by;   /**< 0 while it stands */
	const char *reason;  /**< free text; "" when none; NULL when the actor may not see it: only
	                        whoever wrote it, managers and auditors may */
} cnis_log_entry;

typedef cnis_status (*cnis_log_fn)(const cnis_log_entry *entry, void *payload, cnis_error *reterr);

/**
 * Walk the journal, newest first.  Stops with what @p fn returns when that is not CNIS_OK.
 *
 * @param child_id    only entries that touched this child; 0: all
 * @param before_seq  only entries before this one; 0: from the newest
 * @param limit       0: all
 * @retval CNIS_ECORRUPT  a row cannot be read
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_log_walk(cnis_register *r, int64_t child_id, int64_t before_seq,
                                   int64_t limit, cnis_log_fn fn, void *payload,
                                   cnis_error *reterr);

/**
 * One entry.
 * @retval CNIS_ENOTFOUND  no such entry
 * @retval CNIS_ECORRUPT   it cannot be read
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_log_get(cnis_register *r, int64_t seq, cnis_log_fn fn, void *payload,
                                  cnis_error *reterr);

typedef cnis_status (*cnis_log_child_fn)(int64_t child_id, void *payload, cnis_error *reterr);

/**
 * The children an entry touched, ascending.
 * @retval CNIS_OK  also when there are none
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_log_children(cnis_register *r, int64_t seq, cnis_log_child_fn fn,
                                       void *payload, cnis_error *reterr);

/**
 * Take one entry back: its changes are inverted in a new entry.  By the officer who made it, or by
 * a manager with a reason; what protects somebody (something withheld, an order of a court, limits
 * of contact, a restriction, a complaint) only by whoever may end it, and always with a reason. The
 * gates are asked again for every touched child who is on the register: nothing is taken back
 * without which the child could not have been entered.
 *
 * @param reason      NULL: none
 * @param ret_blocker first later entry in the way when CNIS_ECONFLICT; may be NULL
 * @retval CNIS_ENOTFOUND  no such entry
 * @retval CNIS_EREFUSED   the entry is final or to be compensated, or already taken back; or the
 * child was entered on its strength (the rule is that of the gate)
 * @retval CNIS_ECONFLICT  a later entry touches or refers to the same rows (message lists seqs)
 * @retval CNIS_EPERM      another officer's entry, and the actor is no manager; or an entry that
 * protects somebody, and the actor may not end what it says (message says who may)
 * @retval CNIS_EINVAL     another officer's entry or one that protects, and no reason was given
 * @retval CNIS_ECORRUPT   afterwards something open would have no next action
 * @retval CNIS_EREADONLY CNIS_EBUSY  as every change
 */
CNIS_API cnis_status cnis_undo(cnis_register *r, int64_t seq, const char *reason,
                               int64_t *ret_blocker, cnis_error *reterr);

/**
 * Take a whole import back, every entry of the batch that stands, in one entry or not at all.  By
 * the officer who made it, or by a manager with a reason.  The gates are asked again as in
 * cnis_undo().
 *
 * @param batch        name of the import, as in cnis_log_entry.batch
 * @param reason       NULL: none
 * @param ret_entries  how many were taken back; untouched on failure
 * @param ret_blocker  first later entry in the way when CNIS_ECONFLICT; may be NULL
 * @retval CNIS_ENOTFOUND  no import of this name stands
 * @retval CNIS_EREFUSED   as cnis_undo(); or more than 64 MiB of changes: nothing was taken back
 * @retval CNIS_ECONFLICT  a later entry touches or refers to the same rows (message lists seqs)
 * @retval CNIS_EPERM      another officer's import, and the actor is no manager
 * @retval CNIS_EINVAL     another officer's import, and no reason was given
 * @retval CNIS_ECORRUPT   afterwards something open would have no next action
 * @retval CNIS_EREADONLY CNIS_EBUSY  as every change
 */
CNIS_API cnis_status cnis_undo_batch(cnis_register *r, const char *batch, const char *reason,
                                     int64_t *ret_entries, int64_t *ret_blocker,
                                     cnis_error *reterr);

/** One import.  Texts are borrowed for the call. */
typedef struct cnis_batch {
	const char *batch;   /**< e.g. families-0123456789abcdef: kind, and hash of the file */
	const char *officer; /**< login */
	int64_t first_at, last_at;   /**< UTC seconds */
	int64_t first_seq, last_seq; /**< of the journal */
	int64_t entries;             /**< journal entries */
	int64_t standing;            /**< those that were not taken back */
	int64_t rows;                /**< rows of a spreadsheet that are in the register */
} cnis_batch;

typedef cnis_status (*cnis_batch_fn)(const cnis_batch *batch, void *payload, cnis_error *reterr);

/**
 * Walk the imports, newest first.
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_batch_walk(cnis_register *r, cnis_batch_fn fn, void *payload,
                                     cnis_error *reterr);

/** Is the access log beside the register the one it had? */
typedef enum cnis_access_state {
	CNIS_ACCESS_WHOLE,
	CNIS_ACCESS_NONE,        /**< none, and this file was never written as a register where it
	                            stands: a backup; nothing is wrong */
	CNIS_ACCESS_MISSING,     /**< it was taken away */
	CNIS_ACCESS_BEGUN_AGAIN, /**< begun for want of another, and not on record (setting
	                            access.begun) */
	CNIS_ACCESS_CUT,         /**< what the last night published of it is not in it */
} cnis_access_state;

/** "whole", "none", "missing", "begun_again", "cut".  Never NULL. */
CNIS_API const char *cnis_access_state_text(cnis_access_state state);

/** What verify found. */
typedef struct cnis_verify_result {
	bool sound;
	int64_t entries;    /**< journal entries read */
	int64_t bad_seq;    /**< first bad journal entry; 0 when chain and payloads are sound */
	char table[64];     /**< table of the first row that differs from replay; "" */
	int64_t row_key;    /**< its key */
	char problem[200];  /**< one line, no personal data; "" when sound */
	int64_t head_seq;   /**< newest entry */
	char head_hash[65]; /**< its hash, lower-case hexadecimal: hold it elsewhere, for a cut tail
	                       shows only against a head kept apart */
	int64_t access_rows;            /**< rows of the access log read */
	int64_t access_bad_seq;         /**< first bad one; 0 when sound */
	cnis_access_state access_state; /**< as far as CNIS_VERIFY_ACCESS was asked */
	char advice[200];               /**< what to do about the access log; "" */
} cnis_verify_result;

/** What to check, as bits. */
enum {
	CNIS_VERIFY_CHAIN = 1,
	CNIS_VERIFY_PAYLOADS = 2,
	CNIS_VERIFY_REPLAY = 4,
	CNIS_VERIFY_ACCESS = 8,
	CNIS_VERIFY_ALL = 15
};

/**
 * Check the journal's chain and payloads, replay it from empty and compare with the live tables,
 * and check the access log: that it is the one the register had, and its chain.  A log that is
 * missing is not begun by this.
 *
 * @param ret  also filled when something is wrong: see ret->sound
 * @retval CNIS_OK      the check ran; it says nothing about soundness
 * @retval CNIS_EPERM   the access log cannot be opened
 */
CNIS_API cnis_status cnis_verify(cnis_register *r, unsigned what, cnis_verify_result *ret,
                                 cnis_error *reterr);

#endif
