#ifndef CNIS_NIGHTLY_H
#define CNIS_NIGHTLY_H

#include <cnis/journal.h>
#include <cnis/register.h>

/**
 * @file cnis/nightly.h
 * The night: what time alone has ended is closed, one snapshot is exported, the register is backed
 * up and proved, and everything is published whole as OUT/2026-11-21 with a manifest.
 */

/** Set size; zero the rest. */
typedef struct cnis_nightly_options {
	size_t size;
	const char *out; /**< an existing folder */
} cnis_nightly_options;

/** What the night did. */
typedef struct cnis_nightly {
	char night[CNIS_DAY_ISO_SIZE]; /**< name of the folder */
	bool resumed;  /**< an unfinished or failed run of this night was taken up */
	int64_t ended; /**< entries that school age ended */
	int64_t children, due, overdue, unseen; /**< rows of the lists */
	int64_t withheld_due, withheld_overdue; /**< open, and not in those lists: they are written
	                                           for anybody, and these would tell a cause */
	int64_t files;
	int64_t backups_removed;        /**< older than retention.backup_days */
	int64_t head;                   /**< journal seq of the snapshot */
	char head_hash[65];             /**< its hash: keep it elsewhere, it shows a cut tail */
	int64_t started, finished;      /**< UTC seconds */
	char backup[4096];              /**< path of the verified backup */
	cnis_access_state access_state; /**< of the access log, when the night began */
	char access_problem[160];       /**< "" when whole */
	char access_advice[200];        /**< what to do about it */
	int64_t disposed_forwarded, disposed_documents; /**< disposed of, setting dispose.nightly */
	int64_t disposal_held;   /**< due, and disposal is held for a child it is about */
	int64_t disposed_undone; /**< of what was taken back, as disposed_documents */
} cnis_nightly;

/** Told of each step: @p problem is NULL when it happened, else why it did not. */
typedef void (*cnis_nightly_fn)(const char *step, const char *problem, void *payload);

/**
 * Run the night of today.  Steps that do not need a failed one are still taken (a backup is made
 * though an export failed), but nothing is published unless everything happened: what was published
 * before stays.
 *
 * @param fn          may be NULL
 * @param ret_night   filled as far as it went, also on failure
 * @retval CNIS_EEXISTS    this night is published already; nothing was done
 * @retval CNIS_EBUSY      another run is writing in the folder
 * @retval CNIS_ENOTFOUND  no such folder
 * @retval CNIS_EPERM      needs the role exporter, manager or administrator; or the access log
 *                         cannot be written
 * @retval CNIS_ECORRUPT   the register or its backup does not verify
 * @retval CNIS_EIO        the disk
 * @retval CNIS_EREADONLY  the register was opened for reading
 * @retval CNIS_ECONFLICT  as every change
 */
CNIS_API cnis_status cnis_nightly_run(cnis_register *r, const cnis_nightly_options *options,
                                      cnis_nightly_fn fn, void *payload, cnis_nightly *ret_night,
                                      cnis_error *reterr);

#endif
