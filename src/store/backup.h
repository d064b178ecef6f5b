#ifndef CNIS_STORE_BACKUP_H
#define CNIS_STORE_BACKUP_H

#include "store/journal.h"

/**
 * Copy the register as the open snapshot sees it (or one of its own) to @p path: 0600, page by page
 * under a temporary name beside it, synced, opened, verified, and only then given its name.  The
 * copy's head is returned.  The copy says in its header that it is a backup: it opens for reading
 * only, until restore puts it in place.
 * @retval CNIS_EEXISTS   @p path is there
 * @retval CNIS_ECORRUPT  the copy does not verify; it is removed
 * @retval CNIS_EIO       it could not be written
 */
cnis_status store_backup(store *s, const char *path, verify_result *ret, cnis_error *reterr);

/**
 * Put the backup at @p from in place of (or as) the register at @p path: copy under a new name,
 * verify, then replace under the exclusive writers' lock with old -wal/-shm removed, folder synced.
 * A crash leaves the old register or the new one, whole.  A damaged register may be replaced.
 * The register replaced is kept as `NAME.before-restore-INSTANT`; its standby copy is removed.
 * @retval CNIS_ENOTFOUND  no such backup
 * @retval CNIS_ECORRUPT   the backup does not verify; nothing was changed
 * @retval CNIS_EBUSY      somebody has the register open, even for reading
 * @retval CNIS_ECONFLICT  @p path is another register (different uuid), or @p from is in use itself
 * @retval CNIS_ESCHEMA    @p path is not a register, or newer than this program
 * @retval CNIS_EIO        the folder cannot be written
 */
cnis_status store_restore(const char *from, const char *path, verify_result *ret,
                          cnis_error *reterr);

/* What a restore writes into the copy before it gets its name. */
typedef struct restore_filling {
	/** @param old  the register to be replaced, held for nobody else; NULL: there is none, or
	 *              it cannot be read
	 *  @param ret_wrote  something was written: the copy is verified again */
	cnis_status (*fill)(const char *copy, store *old, void *payload, bool *ret_wrote,
	                    cnis_error *reterr);
	void *payload;
} restore_filling;

/** store_restore(), with that; what fill answers when it fails, and nothing is replaced. */
cnis_status store_restore_filled(const char *from, const char *path, const restore_filling *filling,
                                 verify_result *ret, cnis_error *reterr);

/**
 * The local standby: a register made from the journal alone, kept in `NAME.standby` (0600), so that
 * the nightly proof replays only the entries since the last one.  In one snapshot: chain and
 * payloads of all entries, the head the standby knew still among them, the new entries replayed
 * into it, then schema and every journalled row compared with the register.
 *
 * Where a replay or a row differs, or the standby is missing, damaged or of another register, a
 * full replay decides: the standby is made anew (ret->renewed), or the register is at fault and
 * named, and the standby stays as it was.  Each call is one transaction: after a crash the standby
 * stands where it stood before.
 * @param path  of the standby, store_standby_path()
 * @retval CNIS_OK     the check ran; see ret->sound
 * @retval CNIS_EBUSY  another run is advancing it
 * @retval CNIS_EIO    it cannot be read or written, or something else has its name
 */
cnis_status store_standby_advance(store *s, const char *path, verify_result *ret,
                                  cnis_error *reterr);

/** A full verify; when it is sound the standby is made anew from it. */
cnis_status store_standby_renew(store *s, const char *path, verify_result *ret, cnis_error *reterr);

/** `NAME.standby` for the register at @p path; free(); NULL if no memory. */
char *store_standby_path(const char *path);

#endif
