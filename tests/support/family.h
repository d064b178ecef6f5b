#ifndef CNIS_SUPPORT_FAMILY_H
#define CNIS_SUPPORT_FAMILY_H

#include <stdbool.h>

#include "store/store.h"

/* A demonstration register written straight through the store: at least one row in every journalled
 * table, over several journal entries.  The clock moves a minute an entry. */

/** Create the register @p path and open it for writing. */
store *family_register(const char *path);

/** Run @p sql ("{rev}" is the seq of the entry) as one undoable entry; the seq. */
int64_t family_write(store *s, const char *sql);

/** As family_write() with an entry of one's own; the status, and the seq when it was committed. */
cnis_status family_try(store *s, const store_entry *entry, const char *sql, int64_t *ret_seq,
                       cnis_error *reterr);

/** Rows in every journalled table, eight entries or so. */
void family_fill(store *s);

/** Every row of every journalled table as text, with storage classes.  free(). */
char *family_dump(store *s);

/** Change the file behind the store's back: no guard, no triggers, no constraints.  "ok" or what
 * SQLite says. */
const char *family_tamper(const char *path, const char *sql);

#endif
