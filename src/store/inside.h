#ifndef CNIS_STORE_INSIDE_H
#define CNIS_STORE_INSIDE_H

/* What the files of this room share and no other room may see. */
#include <sqlite3.h>

#include "base/hash.h"
#include "store/store.h"

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
};

struct store {
	sqlite3 *db;
	char *path;
	store_mode mode;
	int busy_ms;
	int lock_fd; /* NAME.lock; -1 when not open */
	bool locked;
	char uuid[37];
	char authority[4];
	bool demonstration;
	int schema;
	int64_t now; /* 0: the clock */
	enum store_flag_writes writes;
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
};

/** sqlite3_errstr() and the extended code, never errmsg: it may hold values. */
cnis_status store_sql_fail(const store *s, int rc, const char *where, cnis_error *reterr);

/** Prepare and run fixed text without parameters (DDL, PRAGMA, BEGIN). */
cnis_status store_exec(store *s, const char *sql, const char *where, cnis_error *reterr);

/** Pragmas, limits, flags, authorizer: every connection of this room passes here. */
cnis_status store_harden(store *s, cnis_error *reterr);

/* queue.c */
cnis_status queue_enter(store *s, cnis_error *reterr);
void queue_leave(store *s);

/* guard.c */
void guard_install(store *s);

/* tables.c / txn.c: attach every journalled table to a session, in a fixed order. */
cnis_status session_begin(store *s, sqlite3_session **ret, cnis_error *reterr);

/* journal.c: the two hashes of architecture.md 3. */
void journal_payload_hash(const unsigned char salt[SALT_SIZE], const char *reason, const void *body,
                          size_t len, unsigned char ret[HASH_SIZE]);
void journal_entry_hash(const char *uuid, int64_t seq, int64_t at, const char *officer,
                        const char *kind, const char *command, int64_t schema, const char *batch,
                        const char *undo_class, int64_t undoes,
                        const unsigned char payload_hash[HASH_SIZE],
                        const unsigned char prev[HASH_SIZE], unsigned char ret[HASH_SIZE]);

/* apply.c: the only caller of changeset apply. */
/**
 * Apply @p body to @p s: tables, column counts and keys are checked before, changes counted after,
 * any conflict aborts and leaves @p s as it was.
 * @retval CNIS_ECORRUPT  it does not fit this register; *ret_table and *ret_key say where
 */
cnis_status store_apply(store *s, const void *body, size_t len, bool inverse, cnis_error *reterr);

/* migrate.c: run the text of one embedded migration (no ledger row, no journal entry). */
cnis_status migrate_run(store *s, int version, cnis_error *reterr);

/** An empty private store in memory, hardened, without schema. */
cnis_status store_memory(store **ret, cnis_error *reterr);

#endif
