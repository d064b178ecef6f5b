#ifndef CNIS_STORE_BACKUP_H
#define CNIS_STORE_BACKUP_H

#include "store/journal.h"

/**
 * Copy the register to @p path (0600, must not exist; VACUUM INTO under a temporary name, synced,
 * renamed), open the copy, verify it.  The copy's head is returned.
 * @retval CNIS_EEXISTS   @p path is there
 * @retval CNIS_ECORRUPT  the copy does not verify; it is removed
 */
cnis_status store_backup(store *s, const char *path, verify_result *ret, cnis_error *reterr);

/**
 * Put the backup at @p from in place of (or as) the register at @p path: copy under a new name,
 * verify, then replace under the exclusive writers' lock with old -wal/-shm removed, folder synced.
 * The register replaced is kept as `NAME.before-restore-INSTANT`.
 * @retval CNIS_ENOTFOUND  no such backup
 * @retval CNIS_ECORRUPT   the backup does not verify; nothing was changed
 * @retval CNIS_EBUSY      somebody has the register open for writing
 * @retval CNIS_ECONFLICT  @p path is another register (different uuid)
 */
cnis_status store_restore(const char *from, const char *path, verify_result *ret,
                          cnis_error *reterr);

#endif
