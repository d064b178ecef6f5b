#ifndef CNIS_BACKUP_H
#define CNIS_BACKUP_H

#include <cnis/journal.h>

/**
 * @file cnis/backup.h
 * Verified copies, putting one back, and bringing a register up to the program's schema.
 */

/**
 * Copy the register to @p path (0600) and verify the copy by opening it.  Administrators and
 * exporters.
 * @retval CNIS_EEXISTS   @p path is there
 * @retval CNIS_EIO       it cannot be written
 * @retval CNIS_ECORRUPT  the copy does not verify; it was removed
 * @retval CNIS_EPERM     neither administrator nor exporter
 */
CNIS_API cnis_status cnis_backup(cnis_register *r, const char *path, cnis_verify_result *ret,
                                 cnis_error *reterr);

/** What a restore did. */
typedef struct cnis_restored {
	cnis_verify_result verified;
	int64_t sealed, restricted; /**< records sealed and restricted again */
	int64_t since;              /**< 0, or the instant after which what was sealed, restricted,
	                                 withheld or declared is not known: no register could be
	                                 read that knew it */
	int64_t withheld, declared; /**< facts withheld and families declared again */
	int64_t missing;            /**< more of these, about somebody or something that is not in
	                                 the backup */
} cnis_restored;

/**
 * Put the backup @p from in place of, or as, the register @p path.  The register replaced is kept
 * as `NAME.before-restore-INSTANT`.  The actor must be an administrator in the backup.
 *
 * What the register replaced has sealed, restricted or withheld since the backup was made, and what
 * families were declared, is so again before the copy gets its name, each in a change of its own;
 * so is what @p newer has.  What ended since holds again.  What is withheld from an adult the
 * backup does not have is withheld from all outward, and a refuge whose address to write to it does
 * not have is withheld without one.  Where the register replaced cannot be read, or is none, the
 * setting restore.since says from when on such decisions must be done again by hand, and
 * cnis_doctor() does until restore.answered says the same.
 *
 * @param newer    another copy of the register, made later than the backup; NULL: none
 * @param options  login, demonstration_login, now and dry_run (only check the backup) are used;
 *                 size must be set
 * @param ret      untouched on failure
 * @retval CNIS_EINVAL     a clock for a live register, options of another version, or a duty of a
 *                         record that is to be sealed again cannot end today
 * @retval CNIS_ENOTFOUND  no such backup, or no such newer copy
 * @retval CNIS_ECORRUPT   it does not verify; nothing was changed
 * @retval CNIS_ESCHEMA    it was written by a newer program, or an older one: migrate the register
 *                         it is of, not the backup
 * @retval CNIS_EBUSY      somebody has the register open
 * @retval CNIS_ECONFLICT  @p path or @p newer is another register, or @p from is one in use
 * @retval CNIS_EREADONLY  @p path or its folder may not be written
 * @retval CNIS_EEXISTS    another program puts a file in the way of the copy
 * @retval CNIS_EPERM      not an administrator
 */
CNIS_API cnis_status cnis_restore(const char *from, const char *path, const char *newer,
                                  const cnis_open_options *options, cnis_restored *ret,
                                  cnis_error *reterr);

/** Schema versions: of the register opened with allow_old_schema, and of this program. */
CNIS_API void cnis_schema(const cnis_register *r, int *ret_register, int *ret_program);

/**
 * By which way the register's keys of names were made (0: never), and by which this program makes
 * them.  Where they differ, people may be missed by a search: cnis_migrate() makes the keys anew.
 */
CNIS_API cnis_status cnis_name_keys(cnis_register *r, int *ret_register, int *ret_program,
                                    cnis_error *reterr);

/**
 * Apply every pending migration, each its own transaction and journal entry; then make the keys of
 * names anew when they are of another program or not what the names give.  Administrators.
 *
 * @param r            opened for writing with allow_old_schema
 * @param backup_path  a verified backup is made here first
 * @param ret_applied    how many; may be NULL
 * @param ret_name_keys  were the keys of names made anew?  May be NULL
 * @retval CNIS_ESCHEMA  the register is newer, or an applied migration differs from this program's
 * @retval CNIS_EEXISTS  the backup is there already
 * @retval CNIS_ECORRUPT   the list of migrations has a gap, or the backup does not verify
 * @retval CNIS_EREADONLY  the register was opened for reading
 * @retval CNIS_EBUSY      another process is writing
 * @retval CNIS_EPERM    not an administrator
 */
CNIS_API cnis_status cnis_migrate(cnis_register *r, const char *backup_path, int *ret_applied,
                                  bool *ret_name_keys, cnis_error *reterr);

#endif
