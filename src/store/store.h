#ifndef CNIS_STORE_STORE_H
#define CNIS_STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cnis/day.h>
#include <cnis/error.h>

#include "base/id_list.h"

/*
 * The door of the store room.  Only this room names sqlite3.  One store is one connection, used by
 * one thread at a time, and never crosses a fork.
 *
 *   create.c   a new register, linked into place when it is whole
 *   open.c     open, harden, header and file-system checks before SQLite sees the file
 *   queue.c    the writers' queue: an OFD lock on NAME.lock taken before BEGIN, fair, with a
 *              time-out
 *   stmt.c     prepared statements: cached by the address of their store_sql, bound by name
 *   touch.c    which children an entry changed
 *   txn.c      begin / commit / rollback: the session, the journal entry, the touch index
 *   journal.c  hashes, chain, reading entries
 *   changeset.c the shape of a changeset
 *   apply.c    the only caller of changeset apply
 *   replay.c   replay from empty, comparing two registers, clone back to an instant (known-at)
 *   verify.c   chain + payloads + replay
 *   undo.c     inverted changesets and what stands in their way
 *   guard.c    the authorizer: writes only inside a transaction, journal only by txn.c
 *   layout.c   what the columns of a table are, and its rows whole (layout.h)
 *   tables.c   every table with its class (journalled, journal, derived, local) and owner column
 *   migrate.c  embedded migrations, their ledger
 *   backup.c   verified copies, restore
 *   erase.c    the door of erasure (erase.h); slice.c cuts changesets
 *   keep_back.c what a reader is not shown (keep_back.h)
 *   free_text.c what people wrote in words of their own (free_text.h)
 *   access.c   NAME.access, the log of who looked
 */
typedef struct store store;

typedef enum store_mode {
	STORE_READ,  /* query_only, and the authorizer denies every write */
	STORE_WRITE, /* writes only between store_begin() and store_commit() */
	STORE_COPY,  /* immutable=1: a backup, never a live register */
} store_mode;

typedef struct store_options {
	store_mode mode;
	int busy_ms;           /* how long a writer waits in the queue; 0 is the default (10 s) */
	bool allow_old_schema; /* migrate and doctor only */
	bool allow_backup;     /* to write: only restore, which replaces it */
} store_options;

/* What a new register says about itself. */
typedef struct store_identity {
	const char *authority; /* three digits */
	bool demonstration;
	const char *officer; /* login of who creates it */
	int64_t now;         /* UTC seconds */
} store_identity;

/**
 * Create @p path (0600, must not exist) with every migration applied, each as a journal entry.
 * @retval CNIS_EEXISTS   a file of that name is there
 * @retval CNIS_EIO       folder missing or not writable; a network file system (message says which)
 */
cnis_status store_create(const char *path, const store_identity *identity, cnis_error *reterr);

/** In cnis_error.sub of a failed open: what lies there never was a register. */
enum { STORE_NO_REGISTER = 9001 };

/**
 * Open a register.  Opening never migrates.
 * @retval CNIS_ENOTFOUND  no such file
 * @retval CNIS_EIO        not readable, a directory, a symbolic link, a network file system
 * @retval CNIS_EREADONLY  mode is STORE_WRITE and the file or folder cannot be written, or it is a
 *                         backup, which is only read (where: register.backup)
 * @retval CNIS_ESCHEMA    another application's file, newer, or older (run `cnis migrate`)
 * @retval CNIS_ECORRUPT   truncated, not a database, or encrypted
 * @retval CNIS_EBUSY      locked for longer than busy_ms
 */
cnis_status store_open(const char *path, const store_options *options, store **ret,
                       cnis_error *reterr);

/** NULL is allowed. An open transaction is rolled back. */
void store_close(store *s);

const char *store_path(const store *s);
const char *store_uuid(const store *s);      /* of the register */
const char *store_authority(const store *s); /* three digits */
bool store_demonstration(const store *s);
int store_schema(const store *s); /* version of the open file */

/* One place gives now: UTC seconds; inside a transaction the instant of its entry. */
int64_t store_now(const store *s);
cnis_day store_today(const store *s); /* in London */
/** Demonstration registers and copies in memory only; a live register ignores it.  0: the clock. */
void store_set_now(store *s, int64_t now);

/* ---- statements ------------------------------------------------------------------------------ */

/* A named constant; keep them in one table per file.  The address is the cache key. */
typedef struct store_sql {
	const char *name; /* noun.verb */
	const char *text; /* one statement; parameters :by_name */
} store_sql;

typedef struct cursor {
	store *s;
	void *stmt;
	const store_sql *sql;
	bool own;               /* the cached one was in use: this one is finalised on close */
	bool done;              /* the end was reached: further steps answer "no row" */
	cnis_status first;      /* first bind failure; reported by the next step */
	const char *first_name; /* the parameter it was about */
} cursor;

/** Take the cached statement (prepare it the first time).  @p c must be zeroed. */
cnis_status stmt_open(store *s, const store_sql *sql, cursor *c, cnis_error *reterr);
/** As stmt_open(), of a text made at run time: the statement is the cursor's own and goes with it.
 * @p sql outlives the cursor. */
cnis_status stmt_open_own(store *s, const store_sql *sql, cursor *c, cnis_error *reterr);
void stmt_int(cursor *c, const char *name, int64_t value);
void stmt_real(cursor *c, const char *name, double value);
void stmt_day(cursor *c, const char *name, cnis_day value); /* CNIS_DAY_NONE binds NULL */
void stmt_id(cursor *c, const char *name, int64_t value);   /* 0 binds NULL */
void stmt_text(cursor *c, const char *name,
               const char *value); /* NULL binds NULL; borrowed until reset */
void stmt_null(cursor *c, const char *name);
void stmt_blob(cursor *c, const char *name, const void *bytes, size_t len);

/** Next row.  *ret_row false at the end. */
cnis_status stmt_step(cursor *c, bool *ret_row, cnis_error *reterr);
/** Run to the end, then reset so that it can be bound and run again. */
cnis_status stmt_run(cursor *c, cnis_error *reterr);
/**
 * A question with one answer: the first column of the first row, as a number.
 * @param name   the one parameter of the statement, bound to @p value; NULL: it has none
 * @param none   the answer where there is no row, or no value in it
 */
cnis_status stmt_ask(store *s, const store_sql *sql, const char *name, int64_t value, int64_t none,
                     int64_t *ret, cnis_error *reterr);
/** The first column of every row that is left, behind what @p to has.  @p where: of a failure. */
cnis_status stmt_ids(cursor *c, id_list *to, const char *where, cnis_error *reterr);
/** Is @p word (NULL: no) one of @p list, SQL strings as they stand after IN?  None of them has a
 * quote inside. */
bool sql_lists(const char *list, const char *word);
/** Ready to bind again; bindings are cleared. */
void stmt_reset(cursor *c);
/** NULL-safe, idempotent. */
void stmt_close(cursor *c);

/* Columns of the current row; text is borrowed until the next step. */
int64_t col_int(const cursor *c, int i);
double col_real(const cursor *c, int i);
cnis_day col_day(const cursor *c, int i);     /* NULL is CNIS_DAY_NONE */
const char *col_text(const cursor *c, int i); /* NULL when NULL */
const void *col_blob(const cursor *c, int i, size_t *ret_len);
bool col_null(const cursor *c, int i);
int col_count(const cursor *c);
const char *col_name(const cursor *c, int i);

int64_t store_last_id(const store *s);
int64_t store_changes(const store *s); /* rows changed by the last statement */

/* ---- transactions ---------------------------------------------------------------------------- */

typedef enum store_undo { STORE_UNDOABLE, STORE_COMPENSATE, STORE_FINAL } store_undo;

typedef struct store_entry {
	const char *officer; /* login */
	const char *kind;    /* noun.verb */
	const char *command; /* words and references, no personal data */
	const char *batch;   /* NULL for none */
	const char *reason;  /* free text, kept in the payload; NULL for none */
	store_undo undo;
	int64_t undoes;  /* seq this takes back; 0 for none */
	bool dry_run;    /* store_commit() rolls back and answers CNIS_OK with seq 0 */
	bool unrecorded; /* with dry_run: a rehearsal of any size, whose changes nobody keeps */
} store_entry;

/**
 * Wait in the writers' queue, BEGIN IMMEDIATE, start recording the journalled tables.
 * Texts of @p entry are borrowed until the commit.
 * @retval CNIS_EBUSY      another writer held the queue for longer than busy_ms
 * @retval CNIS_EREADONLY  the store was opened for reading
 * @retval CNIS_ECONFLICT  the file was replaced (restore) since it was opened; nothing was written
 */
cnis_status store_begin(store *s, const store_entry *entry, cnis_error *reterr);

/** Seq the open transaction will have: bind it as :rev in every insert and update. */
int64_t store_seq(const store *s);

/**
 * Write the journal entry (changeset, salted payload hash, chain hash, touch index) and commit.
 * A transaction that changed nothing leaves no entry and *ret_seq is 0.
 * @param ret_seq  may be NULL
 * @retval CNIS_EREFUSED  more than 64 MiB of changes in one transaction; nothing was written
 * @retval CNIS_EIO       disk full or failing; rolled back, or, when the disk fails on and on, not
 *                        known (the message says so)
 */
cnis_status store_commit(store *s, int64_t *ret_seq, cnis_error *reterr);

/** Undo everything since store_begin(); safe at any time, keeps the caller's error. */
void store_rollback(store *s);
bool store_in_transaction(const store *s);

/* Nestable marks inside one transaction: an import keeps the good rows of a batch. */
cnis_status store_mark(store *s, cnis_error *reterr);
cnis_status store_mark_keep(store *s, cnis_error *reterr);
void store_mark_drop(store *s);

/** One snapshot for several reads (BEGIN; first read fixes it).  Nested calls are refused. */
cnis_status store_snapshot_begin(store *s, cnis_error *reterr);
void store_snapshot_end(store *s);

/* Local tables (drafts, job state): a write transaction without a journal entry. */
cnis_status store_local_begin(store *s, cnis_error *reterr);
cnis_status store_local_commit(store *s, cnis_error *reterr);

/** After the last write of a job: truncate the WAL into the register. */
cnis_status store_checkpoint(store *s, cnis_error *reterr);

#endif
