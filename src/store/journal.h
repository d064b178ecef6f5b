#ifndef CNIS_STORE_JOURNAL_H
#define CNIS_STORE_JOURNAL_H

#include "base/hash.h"
#include "store/store.h"

/* One header row, as read.  Texts are borrowed for the call that hands them out. */
typedef struct journal_row {
	int64_t seq;
	int64_t at;
	const char *officer;
	const char *kind;
	const char *command;
	int64_t schema;
	const char *batch;
	store_undo undo;
	int64_t undoes;     /* 0 for none */
	int64_t undone_by;  /* 0 when it still stands; only in listings */
	const char *reason; /* "" for none; only in listings */
	unsigned char payload_hash[HASH_SIZE];
	unsigned char prev[HASH_SIZE];
	unsigned char hash[HASH_SIZE];
} journal_row;

typedef cnis_status (*journal_fn)(const journal_row *row, void *payload, cnis_error *reterr);

/** Walk entries newest first: of one child (0: all), at most @p limit (0: all), from @p before_seq
 * down (0: the head). */
cnis_status journal_walk(store *s, int64_t child_id, int64_t before_seq, int64_t limit,
                         journal_fn fn, void *payload, cnis_error *reterr);
/** @retval CNIS_ENOTFOUND no such entry */
cnis_status journal_get(store *s, int64_t seq, journal_fn fn, void *payload, cnis_error *reterr);
/** Seq and hash of the head. */
cnis_status journal_head(store *s, int64_t *ret_seq, unsigned char ret_hash[HASH_SIZE],
                         cnis_error *reterr);

/**
 * The entries of an import that stand, newest first: neither taken back one by one nor with an
 * undo of the whole batch.
 */
cnis_status journal_batch(store *s, const char *batch, journal_fn fn, void *payload,
                          cnis_error *reterr);

/* One batch of an import, with what was taken back of it. */
typedef struct journal_batch_row {
	const char *batch, *officer;
	int64_t first_at, last_at, first_seq, last_seq;
	int64_t entries, standing; /* journal entries; those that were not taken back */
	int64_t rows;              /* of the file, as they stand in the register */
} journal_batch_row;

typedef cnis_status (*journal_batch_fn)(const journal_batch_row *row, void *payload,
                                        cnis_error *reterr);

/** The batches of imports, newest first. */
cnis_status journal_batches(store *s, journal_batch_fn fn, void *payload, cnis_error *reterr);

/** Children an entry touched, ascending. */
typedef cnis_status (*journal_child_fn)(int64_t child_id, void *payload, cnis_error *reterr);
cnis_status journal_children(store *s, int64_t seq, journal_child_fn fn, void *payload,
                             cnis_error *reterr);

/* What verify found. */
typedef struct verify_result {
	bool sound;
	int64_t entries; /* read */
	int64_t bad_seq; /* first bad journal entry; 0 when the chain and payloads are sound */
	char table[64];  /* first differing row, when replay differs from live */
	int64_t row_key;
	char problem[200]; /* one line, no personal data */
	int64_t head_seq;
	unsigned char head_hash[HASH_SIZE];
	bool renewed; /* the standby copy was made anew, by a full replay */
} verify_result;

enum { VERIFY_CHAIN = 1, VERIFY_PAYLOADS = 2, VERIFY_REPLAY = 4, VERIFY_ALL = 7 };

/**
 * Check the journal and replay it from empty against the live tables, in one snapshot.
 * @retval CNIS_OK        the check ran; see ret->sound
 */
cnis_status store_verify(store *s, unsigned what, verify_result *ret, cnis_error *reterr);

/**
 * Inside store_begin() (entry.undoes set): apply the inverse of entry @p seq.
 * @param ret_blocker  first later entry in the way when CNIS_ECONFLICT
 * @retval CNIS_ENOTFOUND  no such entry
 * @retval CNIS_EREFUSED   the entry is final or to be compensated, or already undone
 * @retval CNIS_ECONFLICT  a later entry touches the same rows or refers to them; message lists the
 * seqs
 */
cnis_status store_undo_apply(store *s, int64_t seq, int64_t *ret_blocker, cnis_error *reterr);

/**
 * A private in-memory register as it was known at @p instant, open for reading: a clone of the
 * snapshot with inverses applied from the head back.  Close with store_close().
 * @retval CNIS_ENOTFOUND  the register did not exist yet
 */
cnis_status store_known_at(store *s, int64_t instant, store **ret, cnis_error *reterr);

#endif
