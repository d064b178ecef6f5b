#ifndef CNIS_EXCHANGE_PUBLISH_H
#define CNIS_EXCHANGE_PUBLISH_H

#include <cnis/export.h>

#include "base/hash.h"

/*
 * Folders are published whole.  Everything is written in DIR/.NAME.partial, each file synced, then
 * the folder; a rename makes it DIR/NAME, and DIR is synced.  A reader sees all of it or none, and
 * a run that dies leaves what was published before untouched.
 *
 * One writer a folder: DIR/.cnis.lock is held from begin to the end.
 */
typedef struct publish publish;

/* What one file of the folder turned out to be; kept for the manifest. */
typedef struct publish_file {
	char name[64];
	int64_t rows, bytes;
	char sha256[HASH_SIZE * 2 + 1];
} publish_file;

/**
 * Take the lock and start DIR/.NAME.partial afresh (what an earlier run left there is removed).
 * @param ret_resumed  an unfinished run was found; may be NULL
 * @retval CNIS_EEXISTS    DIR/NAME is already published
 * @retval CNIS_EBUSY      somebody else is writing in DIR
 * @retval CNIS_ENOTFOUND  no such folder
 * @retval CNIS_EIO        it cannot be written
 */
cnis_status publish_begin(const char *dir, const char *name, publish **ret, bool *ret_resumed,
                          cnis_error *reterr);

/** Create a file (0600) and make it the one publish_write() writes. */
cnis_status publish_file_begin(publish *p, const char *name, cnis_error *reterr);
/** A cnis_sink_fn: @p payload is the publish. */
cnis_status publish_write(const void *bytes, size_t len, void *payload, cnis_error *reterr);
/** Sync and close it, and note its rows, bytes and SHA-256. */
cnis_status publish_file_end(publish *p, int64_t rows, cnis_error *reterr);

size_t publish_count(const publish *p);
const publish_file *publish_at(const publish *p, size_t i);

/** Sync the folder, rename, sync the parent. */
cnis_status publish_commit(publish *p, cnis_error *reterr);

/** Replace DIR/NAME (one small file) whole: write beside it, sync, rename, sync the parent. */
cnis_status publish_replace(const char *dir, const char *name, const char *text,
                            cnis_error *reterr);

/** Let go of the lock and the memory.  What was not committed stays as .NAME.partial, for the next
 * run to clear.  NULL is allowed. */
void publish_close(publish *p);

/** Tests: called before each step that changes the disk. */
extern void (*publish_step)(const char *step);

#endif
