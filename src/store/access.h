#ifndef CNIS_STORE_ACCESS_H
#define CNIS_STORE_ACCESS_H

#include "base/hash.h"
#include "store/store.h"

typedef struct access_log access_log;

/* In cnis_error.sub of a failed open: the log names another register. */
enum { ACCESS_OF_ANOTHER = 9002 };

/**
 * Open NAME.access beside the register; where there is none, one is begun (0600), and says so for
 * ever: see access_begun().
 * @retval CNIS_EPERM  it cannot be written
 */
cnis_status access_open(store *s, access_log **ret, cnis_error *reterr);

/** The log a register begins with, made by whoever makes the register.  @retval CNIS_EPERM  it
 * cannot be written, or the one that is there is another register's */
cnis_status access_make(store *s, cnis_error *reterr);

/** Is there anything where the log of the register at @p path stands?  Nothing is opened. */
cnis_status access_there(const char *path, bool *ret_there, cnis_error *reterr);

/** Was this file written as a register where it stands?  A backup was not, and has no log. */
cnis_status access_expected(const store *s, bool *ret_expected, cnis_error *reterr);
void access_close(access_log *a);

enum { ACCESS_NAMED = 200 }; /* children a look names one by one */

/**
 * Record that @p officer is about to be shown @p n children.  Up to 200 ids: one row each, in one
 * transaction; above that one row with @p filter, @p n and the journal head.  Committed and synced
 * on return: only then may anything be shown.
 * @retval CNIS_EPERM  it could not be recorded; show nothing
 */
cnis_status access_record(access_log *a, int64_t now, const char *officer, const char *command,
                          const char *filter, const int64_t *child_ids, size_t n, int64_t head,
                          cnis_error *reterr);

typedef struct access_row {
	int64_t seq, at, child_id, rows, head;
	const char *officer, *command, *filter;
} access_row;
typedef cnis_status (*access_fn)(const access_row *row, void *payload, cnis_error *reterr);

/** Newest first; of the @p n children together (0: of all), of one officer (NULL: all), at most @p
 * limit (0: all). */
cnis_status access_walk(access_log *a, const int64_t *child_ids, size_t n, const char *officer,
                        int64_t limit, access_fn fn, void *payload, cnis_error *reterr);

/** *ret_at: when it was begun for want of another; 0: it is the one the register began with. */
cnis_status access_begun(access_log *a, int64_t *ret_at, cnis_error *reterr);

/** Newest row, to be kept elsewhere; 0 when there is none.  @retval CNIS_ECORRUPT  it is damaged */
cnis_status access_head(access_log *a, int64_t *ret_seq, char ret_hash[2 * HASH_SIZE + 1],
                        cnis_error *reterr);

/** Is row @p seq still the one that had @p hash (hexadecimal)? */
cnis_status access_holds(access_log *a, int64_t seq, const char *hash, bool *ret_holds,
                         cnis_error *reterr);

/** Chain of the access log. *ret_bad_seq 0 when sound. */
cnis_status access_verify(access_log *a, int64_t *ret_rows, int64_t *ret_bad_seq,
                          cnis_error *reterr);

#endif
