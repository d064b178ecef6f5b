#ifndef CNIS_STORE_ACCESS_H
#define CNIS_STORE_ACCESS_H

#include "store/store.h"

typedef struct access_log access_log;

/* In cnis_error.sub of a failed open: the log names another register. */
enum { ACCESS_OF_ANOTHER = 9002 };

/** Open (or create, 0600) NAME.access beside the register.  @retval CNIS_EPERM it cannot be written
 */
cnis_status access_open(store *s, access_log **ret, cnis_error *reterr);
void access_close(access_log *a);

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

/** Newest first; of one child (0: all), of one officer (NULL: all), at most @p limit (0: all). */
cnis_status access_walk(access_log *a, int64_t child_id, const char *officer, int64_t limit,
                        access_fn fn, void *payload, cnis_error *reterr);

/** Chain of the access log. *ret_bad_seq 0 when sound. */
cnis_status access_verify(access_log *a, int64_t *ret_rows, int64_t *ret_bad_seq,
                          cnis_error *reterr);

#endif
