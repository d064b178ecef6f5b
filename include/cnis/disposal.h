#ifndef CNIS_DISPOSAL_H
#define CNIS_DISPOSAL_H

#include <cnis/register.h>

/**
 * @file cnis/disposal.h
 * What is not kept any longer.  Disposing erases: what is disposed of is in no byte of the register
 * any more, its journal included, nor in its standby copy; backups made before expire (setting
 * retention.backup_days).  That there was something, its days and what became of it stay.
 *
 * Three kinds, each by its own rule: what was not ours and was sent on, with what came with it
 * (LOCAL.dispose.forwarded), and documents (LOCAL.dispose.document), when the last day they are
 * kept is past; and what arrived and documents that were taken back as a whole
 * (LOCAL.dispose.undone), which only the journal has, some days later (setting dispose.undone_days)
 * or on the last day they were to be kept, whichever is first.  None while disposal is held
 * (cnis/hold.h) for a child it is about.
 */

/** What to dispose of. */
enum {
	CNIS_DISPOSE_FORWARDED = 1,
	CNIS_DISPOSE_DOCUMENTS = 2,
	CNIS_DISPOSE_UNDONE = 4,
	CNIS_DISPOSE_ALL = 7
};

/** One that is due.  Texts are borrowed for the call. */
typedef struct cnis_disposal_due {
	char letter; /**< of its reference: CNIS_REF_INTAKE or CNIS_REF_DOCUMENT */
	int64_t id;
	const char *rule;    /**< id */
	cnis_day keep_until; /**< the last day it was to be kept */
	bool held;           /**< disposal is held for a child it is about */
	int64_t held_for;    /**< that child; 0: not held, or the reader is not shown the child */
	const char *because; /**< code list hold_reason; NULL as held_for */
	unsigned what;       /**< which of CNIS_DISPOSE_... */
} cnis_disposal_due;

typedef cnis_status (*cnis_disposal_fn)(const cnis_disposal_due *due, void *payload,
                                        cnis_error *reterr);

/**
 * What is due on @p as_at (none: today) and was not disposed of, by rule and then the oldest first.
 * @param what  any of CNIS_DISPOSE_...
 * @retval CNIS_ECORRUPT  the journal cannot be read: run cnis_verify()
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_disposal_walk(cnis_register *r, unsigned what, cnis_day as_at,
                                        cnis_disposal_fn fn, void *payload, cnis_error *reterr);

/** What a disposal did, or would do. */
typedef struct cnis_disposal {
	int64_t forwarded, documents; /**< disposed of */
	int64_t held;                 /**< due, and held */
	int64_t cut, blanked;         /**< rows taken out; rows of which columns were */
	int64_t entries; /**< journal entries written anew, one that was twice counts so */
	bool settled;    /**< pages, log and standby copy are clear of it; false in a dry run */
	int64_t undone;  /**< of what was taken back */
} cnis_disposal;

/**
 * Dispose of all that is due and not held, as far as the actor is shown it.  A final journal entry
 * for each rule and 500 of them.  Where nothing is due nothing is written, but what an earlier
 * disposal that was cut short left in the file is cleared away.
 * @param ret  filled as far as it went, also on failure
 * @retval CNIS_EPERM    needs the role manager
 * @retval CNIS_EBUSY    as every change; or it is erased, and somebody who reads keeps traces of it
 *                       in the log: run it again (entries is then not 0)
 * @retval CNIS_ECORRUPT the register does not verify
 * @retval CNIS_EINVAL CNIS_EREFUSED CNIS_EREADONLY CNIS_ECONFLICT CNIS_ENOTFOUND  as every change
 */
CNIS_API cnis_status cnis_disposal_run(cnis_register *r, unsigned what, cnis_disposal *ret,
                                       cnis_error *reterr);

#endif
