#ifndef CNIS_STORE_MIGRATE_H
#define CNIS_STORE_MIGRATE_H

#include "store/store.h"

/** Version this program writes: the number of the last embedded migration. */
int migrate_newest(void);

/**
 * Apply every pending migration, each its own transaction and journal entry (kind schema.migrate).
 * The ledger is read again under the write lock, so two processes may race.
 * @param backup_path  a verified backup is made here first; NULL only for a new register
 * @param ret_applied  how many; may be NULL
 * @retval CNIS_ESCHEMA  an applied migration's SHA-256 differs from the embedded one, or the file
 * is newer
 */
cnis_status store_migrate(store *s, const char *officer, const char *backup_path, int *ret_applied,
                          cnis_error *reterr);

#endif
