#ifndef CNIS_REGISTER_H
#define CNIS_REGISTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cnis/day.h>
#include <cnis/error.h>

/**
 * @file cnis/register.h
 * A register file, and who is using it.
 *
 * One ::cnis_register is for one thread at a time and never crosses a fork.  The library reads no
 * environment and knows no user: the actor is an argument.
 *
 * Reading.  Functions that hand out records call @p fn once for each, with @p payload; texts are
 * borrowed for that call.  When @p fn returns anything but CNIS_OK, the walk stops and returns it.
 *
 * Changing.  A function that changes the register makes one journal entry, or leaves everything as
 * it was.  Beside answers of its own it gives, as every change does:
 *  - CNIS_EPERM: the actor is no current officer, or has none of the roles this needs
 *  - CNIS_EREADONLY: the register was opened for reading, or as it was known at a past instant
 *  - CNIS_EBUSY: another process was writing for longer than busy_ms
 *  - CNIS_ECONFLICT: the file was replaced (restore) since it was opened
 *  - CNIS_ENOTFOUND: a record it is about is not shown to the actor (cnis/sight.h)
 *  - CNIS_ECORRUPT: afterwards an open entry or withdrawal would have no next action with an owner
 */
typedef struct cnis_register cnis_register;

/** Roles, as bits: what an officer may do. */
enum {
	CNIS_ROLE_OFFICER = 1,
	CNIS_ROLE_MANAGER = 2,
	CNIS_ROLE_SAFEGUARDING = 4, /**< sees safeguarding facts and causes */
	CNIS_ROLE_EXPORTER = 8,
	CNIS_ROLE_AUDITOR = 16,
	CNIS_ROLE_ADMINISTRATOR = 32,
	CNIS_ROLE_CUSTODIAN = 64, /**< keeps restricted records: sees them, has their duties */
};

typedef enum cnis_mode { CNIS_READ, CNIS_WRITE } cnis_mode;

/** Set size = sizeof(cnis_open_options); zero the rest. */
typedef struct cnis_open_options {
	size_t size;
	cnis_mode mode;
	const char *login;               /**< operating-system account of the actor */
	const char *demonstration_login; /**< acts instead of login in a demonstration register; a
	                                    live one ignores it; NULL */
	int64_t now; /**< instant to use as now; 0: the clock.  Only for a demonstration register */
	int64_t known_at; /**< answer with what was known at this instant; 0: now.  Reading only */
	int busy_ms;      /**< how long to wait for another writer; 0: 10 s */
	bool allow_old_schema; /**< migrate and doctor */
	bool dry_run;          /**< every change is made, checked and taken back */
	const char *command; /**< words and references for the journal, never personal data; cut at
	                        200 bytes; NULL: the kind of each change */
	bool withheld;       /**< show what is withheld (cnis/withholding.h) where the actor may see
	                        it; every look is noted as such */
} cnis_open_options;

/** Set size; what `cnis init` asks. */
typedef struct cnis_init_options {
	size_t size;
	const char *authority; /**< three-digit DfE code of a live authority */
	const char *login;  /**< the caller, who becomes its administrator, officer and manager */
	const char *name;   /**< the caller's name */
	bool demonstration; /**< invented families; the clock may be set */
	int64_t now;        /**< demonstration only; 0: the clock */
	cnis_day s37, s38, s39; /**< in-force dates of the sections; CNIS_DAY_NONE: not in force */
	bool dry_run;           /**< made, checked and taken away again */
} cnis_init_options;

/**
 * Create a register in the new file @p path (0600).  What could not be finished is removed.
 * @retval CNIS_EINVAL   no such authority, an unusable login or name (field says which), a clock
 *                       for a live register, or options of another version
 * @retval CNIS_EEXISTS  the file is there, or the access log of another register
 * @retval CNIS_EPERM CNIS_ESCHEMA  its access log cannot be made
 * @retval CNIS_EIO      folder missing, not writable, or on a network file system
 * @retval CNIS_EBUSY CNIS_EREADONLY CNIS_ECONFLICT CNIS_ECORRUPT  another program laid hands on the
 *                       new file while it was being filled
 */
CNIS_API cnis_status cnis_register_init(const char *path, const cnis_init_options *options,
                                        cnis_error *reterr);

/**
 * Open a register.
 * @param ret  release with cnis_register_close()
 * @retval CNIS_ENOTFOUND  no such file
 * @retval CNIS_EINVAL     no register: a directory, a symbolic link, another application's file;
 *                         known_at with CNIS_WRITE; a clock for a live register; no path, or
 *                         options of another version
 * @retval CNIS_EIO        cannot be read, or on a network file system
 * @retval CNIS_EREADONLY  mode is CNIS_WRITE and it cannot be written
 * @retval CNIS_ESCHEMA    newer, or older (migrate)
 * @retval CNIS_ECORRUPT   truncated or damaged
 * @retval CNIS_EPERM      the login is no current officer of this register, or asks for what is
 *                         withheld and may see it of no child
 * @retval CNIS_EBUSY      locked for too long
 */
CNIS_API cnis_status cnis_register_open(const char *path, const cnis_open_options *options,
                                        cnis_register **ret, cnis_error *reterr);

/** Close; NULL is allowed. */
CNIS_API void cnis_register_close(cnis_register *r);

/** The path it was opened by.  Borrowed until it is closed, like every text here. */
CNIS_API const char *cnis_register_path(const cnis_register *r);
CNIS_API const char *cnis_register_login(const cnis_register *r); /**< account of the actor */
/** Its three-digit code (Department for Education). */
CNIS_API const char *cnis_register_authority(const cnis_register *r);
/** Does it hold invented families only? */
CNIS_API bool cnis_register_demonstration(const cnis_register *r);
CNIS_API unsigned cnis_register_roles(const cnis_register *r); /**< of the actor, today */
CNIS_API int64_t cnis_register_now(const cnis_register *r);    /**< UTC seconds */
CNIS_API cnis_day cnis_register_today(const cnis_register *r); /**< in London */

/**
 * Until cnis_register_let_go() every read sees one state of the register, whoever writes meanwhile.
 * For reading commands only: nothing can be changed while it is held, and it is not held twice.
 * @retval CNIS_EBUSY   what may be seen has changed this moment: open it again
 * @retval CNIS_ESTORE  held already, or in a change
 */
CNIS_API cnis_status cnis_register_hold(cnis_register *r, cnis_error *reterr);
CNIS_API void cnis_register_let_go(cnis_register *r); /**< also when it is not held */

CNIS_API int64_t cnis_register_seq(
    const cnis_register
	*r); /**< journal seq of the last committed change made through this handle; 0 none */

/** Did a change made through this handle write into a text (a note, a reason) something that is
 * withheld?  It is kept as it was typed; whoever reads it finds the word `withheld` there.  Say so
 * to who typed it.  Never for what was only tried (dry_run): it would be an answer without a trace.
 */
CNIS_API bool cnis_register_wrote_withheld(const cnis_register *r);

#endif
