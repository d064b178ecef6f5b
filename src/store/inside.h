#ifndef CNIS_STORE_INSIDE_H
#define CNIS_STORE_INSIDE_H

/* What the files of this room share and no other room may see. */
#include <sqlite3.h>
#include <sys/types.h>

#include "base/hash.h"
#include "store/embed.h"
#include "store/free_text.h"
#include "store/journal.h"
#include "store/store.h"
#include "store/tables.h"

enum store_flag_writes {
	WRITES_NONE,    /* the authorizer denies every write */
	WRITES_DATA,    /* inside store_begin(): journalled tables */
	WRITES_JOURNAL, /* txn.c while it writes the entry */
	WRITES_LOCAL,   /* inside store_local_begin(): local tables */
	WRITES_ALL,     /* creating, migrating, replaying, restoring */
};

struct store_statement {
	const store_sql *sql;
	sqlite3_stmt *stmt;
	bool busy;
	enum store_flag_writes made_under; /* what the authorizer allowed when it was prepared */
};

/* Where a journalled table keeps its child: worked out once a connection. */
struct store_owner {
	int column; /* -1: not looked up yet */
	sqlite3_stmt *lookup;
};

/* Children, ascending, each once; free(id). */
typedef struct store_children {
	int64_t *id;
	size_t n, room;
} store_children;

enum { STORE_RELATED = 2 }; /* by adult, by address */

struct store {
	sqlite3 *db;
	char *path;
	store_mode mode;
	int busy_ms;
	int wal_pages; /* the -wal file is emptied when it is longer */
	pid_t pid;     /* who opened it: a connection never crosses a fork */
	int lock_fd;   /* NAME.lock; -1 when not open */
	bool locked;
	char uuid[37];
	char authority[4];
	bool demonstration;
	int schema;
	int64_t now; /* 0: the clock */
	enum store_flag_writes writes;
	bool control;       /* store_exec() is running: BEGIN and PRAGMA are ours */
	bool private_file;  /* nobody else can have it: in memory or under a name of our own */
	size_t max_changes; /* bytes of changeset in one transaction; tests make it small */
	const struct store_embedded *migrations;
	struct store_owner *owners; /* two for each row of store_tables: owner, also */
	sqlite3_stmt *related[STORE_RELATED];
	struct store_statement *statements;
	size_t n_statements, room_statements;
	/* the open transaction */
	bool in_tx, in_snapshot, local_tx;
	store_entry entry;
	int64_t seq;
	int64_t tx_now; /* at of the entry: fixed at begin, never before the head's */
	unsigned char head_hash[HASH_SIZE];
	sqlite3_session *session;
	int marks;
	struct store_kept *kept; /* keep_back.c; NULL: nothing is kept back */
	struct erasing *erased;  /* erase.c: what the open transaction erased; NULL: nothing */
	bool views;  /* tables are read through views that leave out what is kept back */
	bool whole;  /* not now: store_whole() */
	net *net;    /* free_text.c; NULL: none */
	bool netted; /* those views take out of free texts what the net holds */
	bool caught; /* what was committed last put such a thing into one */
};

/** sqlite3_errstr() and the extended code, never errmsg: it may hold values. */
cnis_status store_sql_fail(const store *s, int rc, const char *where, cnis_error *reterr);

/** A programmer's mistake, said aloud: CNIS_ESTORE. */
cnis_status store_misuse(const char *where, const char *what, cnis_error *reterr);

/** First column of the first row of fixed text, e.g. a PRAGMA; 0 when there is no row. */
cnis_status store_number(store *s, const char *sql, const char *where, int64_t *ret_value,
                         cnis_error *reterr);

/** Prepare and run fixed text without parameters (DDL, PRAGMA, BEGIN). */
cnis_status store_exec(store *s, const char *sql, const char *where, cnis_error *reterr);

/** Finalise every cached statement; needed after the schema changed under them. */
void store_forget_statements(store *s);

/** Pragmas, limits, flags, authorizer: every connection of this room passes here. */
cnis_status store_harden(store *s, cnis_error *reterr);

/* name_key.c: the SQL function the triggers of names call; every connection has it. */
int name_key_function(sqlite3 *db);

/* keep_back.c: the SQL function kept_back(); every connection has it. */
int keep_back_function(store *s);
void keep_back_free(store *s);
/* The views anew: without the rows that are kept back, with free texts through the net. */
cnis_status keep_back_views(store *s, bool kept, bool netted, cnis_error *reterr);
/* As @p text must be prepared on this connection; NULL: as it is.  free() */
cnis_status keep_back_text(const store *s, const char *text, char **ret, cnis_error *reterr);

/* free_text.c: the SQL function free_text(); every connection has it. */
int free_text_function(store *s);
/* The same of what arrived, for who is not told who told it (teller_text.c). */
int teller_text_function(store *s);
bool free_text_column(const char *table, const char *column);
bool free_text_table(const char *table);
/* Look through what a change wrote, before it is committed. */
cnis_status free_text_catch(store *s, const void *body, size_t len, cnis_error *reterr);

/* txn.c: may something begin?  @retval CNIS_EREADONLY CNIS_ESTORE */
cnis_status store_idle(const store *s, cnis_error *reterr);

/* queue.c */
cnis_status queue_enter(store *s, cnis_error *reterr);
void queue_leave(store *s);

/* guard.c */
void guard_install(store *s);

enum {
	STORE_APPLICATION_ID = 0x434e4953, /* "CNIS" */
	STORE_BACKUP_ID =
	    0x434e4942, /* "CNIB": a backup, which is only read; restore takes it off */
	STORE_MAX_CHANGES = 64 * 1024 * 1024,
};

/* place.c: f_type of the file system @p path is on, 0 when unknown.  Tests put another here. */
extern long (*store_file_system)(const char *path);

/* connect.c */
/** A closed store for @p path, NULL when memory is gone; store_close() frees it. */
store *store_new(const char *path);
/** sqlite3_open_v2 with the flags of this room; s->mode STORE_COPY adds immutable=1. */
cnis_status store_connect(store *s, int flags, cnis_error *reterr);
/* place.c */
/** What the file at @p path is, and whether its place will do for @p mode: nothing is opened.
 * @retval CNIS_ENOTFOUND there is none
 * @retval CNIS_EIO       no regular file, or unreadable, or on a network file system
 * @retval CNIS_ECORRUPT  it is empty @retval CNIS_EREADONLY  not writable, in STORE_WRITE */
cnis_status store_check_place(const char *path, store_mode mode, cnis_error *reterr);
/** @retval CNIS_EIO a network file system; the message says which */
cnis_status store_check_file_system(const char *path, cnis_error *reterr);
/** The folder of @p path in @p buf; false if it does not fit. */
bool store_folder(const char *path, char *buf, size_t size);

/* create.c: as store_create(), with a list of migrations of one's own (tests). */
cnis_status store_create_with(const char *path, const store_identity *identity,
                              const struct store_embedded *migrations, cnis_error *reterr);

/* journal.c: the two hashes of architecture.md 3.  Of the payload of an entry that erased, @p list
 * is the hash of its rows in journal_disposal; NULL: it has none. */
void journal_payload_hash(const unsigned char salt[SALT_SIZE], const char *reason, const void *body,
                          size_t len, const unsigned char *list, unsigned char ret[HASH_SIZE]);

/* A row of journal_disposal: the payload of entry of_seq has this hash since. */
typedef struct journal_listed {
	int64_t of_seq;
	unsigned char hash[HASH_SIZE];
} journal_listed;

/** Hash of the rows of journal_disposal of entry @p seq; *ret_any false when it has none. */
cnis_status journal_list_of(store *s, int64_t seq, bool *ret_any, unsigned char ret[HASH_SIZE],
                            cnis_error *reterr);

void journal_entry_hash(const char *uuid, int64_t seq, int64_t at, const char *officer,
                        const char *kind, const char *command, int64_t schema, const char *batch,
                        const char *undo_class, int64_t undoes,
                        const unsigned char payload_hash[HASH_SIZE],
                        const unsigned char prev[HASH_SIZE], unsigned char ret[HASH_SIZE]);

/* journal.c: append the entry of the open transaction after head @p seq - 1; nothing is committed.
 */
cnis_status journal_append(store *s, const store_entry *entry, int64_t seq, int64_t at, int schema,
                           const unsigned char prev[HASH_SIZE], const void *body, size_t len,
                           cnis_error *reterr);
/* journal.c: seq 0, at INT64_MIN and zeroes when the journal is empty. */
cnis_status journal_last(store *s, int64_t *ret_seq, int64_t *ret_at,
                         unsigned char ret_hash[HASH_SIZE], cnis_error *reterr);

enum { REGISTER_WORDS_SIZE = 96 };
/** Command of the first entry: it puts the row of table register under the chain (its created_at is
 * the entry's at, its uuid is in every hash). */
void journal_register_words(const char *migration, const char *authority, bool demonstration,
                            char ret[REGISTER_WORDS_SIZE]);

/* journal.c: the rows of journal_disposal of the open transaction; after journal_append(). */
cnis_status journal_append_list(store *s, int64_t seq, cnis_error *reterr);

/* erase.c: did the open transaction erase anything? */
bool erase_any(const store *s);
/* erase.c: forget what the open transaction erased. */
void erase_forget(store *s);

/* touch.c: one more; not sorted, and not twice in a row. */
cnis_status children_add(store_children *ids, int64_t id, cnis_error *reterr);
/* touch.c: is it by rows of this table that other rows touch children? */
bool touch_relates(const char *table);
/* touch.c: where a table that has an owner column has it. */
cnis_status touch_owner_column(store *s, const store_table *t, int *ret, cnis_error *reterr);

/* touch.c: the children the changes in @p body touch, asked of @p s with the changes in it. */
cnis_status touch_children(store *s, const void *body, size_t len, store_children *ids,
                           cnis_error *reterr);
/* touch.c: write journal_touch for them. */
cnis_status touch_index(store *s, int64_t seq, const void *body, size_t len, cnis_error *reterr);
void touch_forget(store *s);

/* apply.c: the only caller of changeset apply. */
/**
 * Apply @p body to @p s: tables, column counts and keys are checked before, changes counted after,
 * any conflict aborts and leaves @p s as it was.  An inverse may meet columns appended later.
 * @retval CNIS_ECORRUPT  it does not fit this register; field is the table, the message the key
 */
cnis_status store_apply(store *s, const void *body, size_t len, bool inverse, cnis_error *reterr);

/* rows.c: store_apply() with statements kept from one changeset to the next, for many of them. */
typedef struct row_writer row_writer;
/** @p s stays the caller's and outlives *ret; nobody else may write to it. */
cnis_status rows_new(store *s, row_writer **ret, cnis_error *reterr);
void rows_free(row_writer *r);
/** After the schema changed. */
void rows_forget(row_writer *r);
/** As store_apply(), which decides whatever does not fit at once. */
cnis_status rows_apply(row_writer *r, const void *body, size_t len, bool inverse,
                       cnis_error *reterr);

enum { CHANGESET_COLUMNS = 2000 }; /* most of a table */

/* slice.c: a value as a changeset writes it. */
typedef struct slice_value {
	int column;
	unsigned char bytes[9];
	size_t len;
} slice_value;

void slice_to_null(slice_value *ret);
void slice_to_empty(slice_value *ret);
void slice_to_number(slice_value *ret, int64_t number);

/* One record, valid inside the call that hands it out. */
typedef struct slice_row {
	const char *table;
	const unsigned char *pk; /* one flag a column */
	int columns;
	int op;
	const unsigned char *const *old, *const *new; /* start of each value; NULL: no such row */
} slice_row;

/** The number a value of a record is; false when it is none, or was not said. */
bool slice_number(const unsigned char *value, int64_t *ret);

/* What becomes of it: taken out, or these columns replaced (an update says nothing of them). */
typedef struct slice_verdict {
	bool cut;
	const slice_value *values;
	size_t n;
} slice_verdict;
typedef cnis_status (*slice_fn)(const slice_row *row, void *payload, slice_verdict *ret,
                                cnis_error *reterr);

/** The changeset with the records @p fn takes out or changes.
 * @param ret_body  free(); NULL when nothing is left
 * @retval CNIS_ECORRUPT  not a changeset
 * @retval CNIS_ESCHEMA   a record lacks a column that is to be replaced by a value
 * @retval what fn returned */
cnis_status slice_changes(const void *body, size_t len, slice_fn fn, void *payload, void **ret_body,
                          size_t *ret_len, cnis_error *reterr);

/** changeset.c: the bytes have the shape of a changeset from end to end. */
bool changeset_sound(const void *body, size_t len);

/* Where a walk over the bytes of a changeset is, and the table whose changes come there. */
typedef struct changeset_walk {
	const unsigned char *at, *end;
	const unsigned char *header, *pk, *table; /* a NUL ends the table's name */
	size_t columns;                           /* 0: no table yet */
} changeset_walk;

/** The header of a table ('T' is at hand); false: it is none. */
bool changeset_table(changeset_walk *w);
/** The change at hand; false: it is none.
 * @param ret_old  unless NULL: where each value of the old row begins, and where the last ends */
bool changeset_change(changeset_walk *w, int *ret_op, const unsigned char **ret_old,
                      const unsigned char **ret_new);

/* One record of a changeset, valid inside the call that hands it out. */
typedef struct change_record {
	sqlite3_changeset_iter *it;
	const char *table;
	const unsigned char *pk; /* one flag a column */
	int columns;
	int op; /* SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE */
} change_record;
typedef cnis_status (*changes_fn)(const change_record *rec, void *payload, cnis_error *reterr);

/** @retval CNIS_ECORRUPT  not a changeset */
cnis_status changes_each(const void *body, size_t len, changes_fn fn, void *payload,
                         cnis_error *reterr);
/** The value a record carries: the new row of an insert, the old row otherwise; NULL when it does
 * not carry the column. */
sqlite3_value *change_value(const change_record *rec, int column);
/** Integer key of the row; 0 when it is not a number. */
int64_t change_key(const change_record *rec);

/* Columns of the two pragmas below; the table-valued forms ask the guard for a write. */
enum { SHAPE_NAME = 1, SHAPE_PK = 5, SHAPE_PARENT = 2, SHAPE_FROM = 3 };
/** "table_info" or "foreign_key_list" of @p table; finalise *ret. */
cnis_status shape_open(store *s, const char *pragma, const char *table, sqlite3_stmt **ret,
                       cnis_error *reterr);
cnis_status shape_step(store *s, sqlite3_stmt *stmt, bool *ret_row, cnis_error *reterr);

/* journal_read.c */
bool journal_hash_read(const cursor *c, int column, unsigned char ret[HASH_SIZE]);
store_undo journal_undo_class(const char *text);

/* replay.c: a register made again from its journal. */
typedef struct replay replay;
cnis_status replay_new(const store *live, replay **ret, cnis_error *reterr);
/** Go on in @p s, inside the caller's transaction; closed with the replay, also on failure. */
cnis_status replay_over(const store *live, store *s, replay **ret, cnis_error *reterr);
void replay_free(replay *r);
/** @retval CNIS_ECORRUPT  the entry does not fit what the entries before it made */
cnis_status replay_entry(replay *r, const char *kind, int64_t schema, const void *body, size_t len,
                         cnis_error *reterr);
/** Children the last entry touched, ascending, each once. */
const int64_t *replay_touched(const replay *r, size_t *ret_n);
store *replay_store(replay *r);
/**
 * Same schema text, and in every journalled table the same rows by key, value and storage class.
 * The first difference is put into @p ret (sound, table, row_key, problem).
 */
cnis_status registers_compare(store *live, store *again, verify_result *ret, cnis_error *reterr);
/* A head somebody else keeps. */
typedef struct verify_known {
	int64_t seq;
	unsigned char hash[HASH_SIZE];
} verify_known;
/** verify.c: as store_verify() in the snapshot of @p s: entries after @p known (NULL: all) go into
 * @p again (NULL: none), and @p known has to be in the journal. */
cnis_status verify_with(store *s, unsigned what, replay *again, const verify_known *known,
                        verify_result *ret, cnis_error *reterr);
/** Put the first finding into @p ret; later ones are dropped. */
void verify_found(verify_result *ret, int64_t seq, const char *table, int64_t key, const char *fmt,
                  ...) CNIS_PRINTF(5, 6);

/* backup.c: page copy of what @p s sees now into the new file @p path (0600, synced), which says
 * of itself that it is @p application (0: whatever @p s is). */
cnis_status copy_to_file(store *s, const char *path, int application, cnis_error *reterr);
cnis_status copy_pages(store *s, sqlite3 *to, cnis_error *reterr);
/** Open the copy at @p path and verify all of it.  @retval CNIS_ECORRUPT  it does not verify */
cnis_status copy_verify(const char *path, verify_result *ret, cnis_error *reterr);
/** From errno: CNIS_EEXISTS or CNIS_EIO. */
cnis_status file_fail(const char *where, const char *what, cnis_error *reterr);
cnis_status sync_folder_of(const char *path, cnis_error *reterr);
/** Another name in the folder of @p path; free(); NULL if no memory. */
char *name_beside(const char *path, const char *prefix, const char *suffix);

/* restore.c: tests stop a restore after each of its steps; NULL otherwise. */
extern void (*restore_step)(const char *name);

/* standby.c: as restore_step. */
extern void (*standby_step)(const char *name);

/* migrate.c: run the text of one embedded migration (no ledger row, no journal entry). */
cnis_status migrate_run(store *s, int version, cnis_error *reterr);

/* migrate.c: what store_create() does after the file is there. */
cnis_status migrate_new(store *s, const store_identity *identity, const char *uuid,
                        cnis_error *reterr);

/** An empty private store in memory, hardened, without schema. */
cnis_status store_memory(store **ret, cnis_error *reterr);

#endif
