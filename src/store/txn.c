/*
 * Transactions.  Everything written between store_begin() and store_commit() becomes one journal
 * entry: the changeset the session recorded, its salted hash, its link in the chain.
 */
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "store/inside.h"
#include "store/tables.h"

static const char HERE[] = "transaction";

static cnis_status
session_begin(store *s, sqlite3_session **ret, cnis_error *reterr)
{
	sqlite3_session *session = NULL;
	const store_table *t;
	int rc = sqlite3session_create(s->db, "main", &session);

	for (t = store_tables; rc == SQLITE_OK && t->name != NULL; t++)
		if (t->class == TABLE_JOURNALLED)
			rc = sqlite3session_attach(session, t->name);
	if (rc != SQLITE_OK) {
		if (session != NULL)
			sqlite3session_delete(session);
		return store_sql_fail(s, rc, HERE, reterr);
	}
	*ret = session;
	return CNIS_OK;
}

/* Forget the open transaction, whatever became of it. */
static void
settle(store *s)
{
	if (s->session != NULL)
		sqlite3session_delete(s->session);
	s->session = NULL;
	erase_forget(s);
	s->in_tx = false;
	s->local_tx = false;
	s->marks = 0;
	s->seq = 0;
	s->tx_now = 0;
	memset(&s->entry, 0, sizeof(s->entry));
	if (!s->private_file)
		s->writes = WRITES_NONE;
	queue_leave(s);
}

void
store_rollback(store *s)
{
	if (s == NULL || (!s->in_tx && !s->local_tx))
		return;
	/* SQLite may have rolled back by itself (disk full, I/O error): then this is no failure. */
	if (sqlite3_get_autocommit(s->db) == 0)
		(void)store_exec(s, "ROLLBACK", HERE, NULL);
	settle(s);
}

cnis_status
store_idle(const store *s, cnis_error *reterr)
{
	if (s->mode != STORE_WRITE)
		return cnis_fail(reterr, CNIS_EREADONLY, 0, HERE, NULL,
		                 "the register was opened for reading");
	if (s->in_tx || s->local_tx || s->in_snapshot)
		return store_misuse(HERE, "a transaction is already open", reterr);
	if (s->pid != getpid())
		return store_misuse(HERE, "the register was opened before a fork", reterr);
	return CNIS_OK;
}

/* Whoever waited while a backup was restored holds the file that was put aside. */
static cnis_status
check_in_place(store *s, cnis_error *reterr)
{
	int moved = 0;

	if (s->private_file ||
	    sqlite3_file_control(s->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved) != SQLITE_OK ||
	    moved == 0)
		return CNIS_OK;
	return cnis_fail(reterr, CNIS_ECONFLICT, 0, HERE, NULL,
	                 "the register was replaced while this command ran; nothing was written, "
	                 "run it again");
}

static cnis_status
begin_immediate(store *s, cnis_error *reterr)
{
	cnis_status st = queue_enter(s, reterr);

	if (st != CNIS_OK)
		return st;
	st = check_in_place(s, reterr);
	if (st == CNIS_OK)
		st = store_exec(s, "BEGIN IMMEDIATE", HERE, reterr);
	if (st != CNIS_OK)
		queue_leave(s);
	return st;
}

cnis_status
store_begin(store *s, const store_entry *entry, cnis_error *reterr)
{
	int64_t seq = 0, at = 0, now;
	cnis_status st = store_idle(s, reterr);

	if (st != CNIS_OK)
		return st;
	if (entry == NULL || entry->officer == NULL || entry->kind == NULL ||
	    entry->command == NULL)
		return store_misuse(HERE, "an entry needs an officer, a kind and a command",
		                    reterr);
	st = begin_immediate(s, reterr);
	if (st != CNIS_OK)
		return st;
	s->in_tx = true;
	s->caught = false;
	now = store_now(s); /* after the wait in the queue */
	st = journal_last(s, &seq, &at, s->head_hash, reterr);
	if (st == CNIS_OK && !(entry->dry_run && entry->unrecorded))
		st = session_begin(s, &s->session, reterr);
	if (st != CNIS_OK) {
		store_rollback(s);
		return st;
	}
	s->entry = *entry;
	s->seq = seq + 1;
	s->tx_now = now > at ? now : at; /* the clock may go back; the journal may not */
	s->writes = WRITES_DATA;
	return CNIS_OK;
}

int64_t
store_seq(const store *s)
{
	return s->seq;
}

bool
store_in_transaction(const store *s)
{
	return s->in_tx || s->local_tx;
}

/*
 * COMMIT.  When a sync fails, the frames of the transaction are already in the WAL: SQLite calls it
 * rolled back, yet whoever opens the register next would recover them.  Truncating the WAL settles
 * it; if that fails too, the caller is told that nobody knows.
 */
static cnis_status
commit(store *s, cnis_error *reterr)
{
	cnis_error e = { 0 };
	cnis_status st = store_exec(s, "COMMIT", HERE, &e);

	if (st == CNIS_OK)
		return CNIS_OK;
	if (reterr != NULL)
		*reterr = e;
	if ((e.sub & 0xff) != SQLITE_IOERR || s->private_file)
		return st;
	if (sqlite3_get_autocommit(s->db) == 0)
		(void)store_exec(s, "ROLLBACK", HERE, NULL);
	if (sqlite3_wal_checkpoint_v2(s->db, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) ==
	    SQLITE_OK)
		return st;
	return cnis_fail(reterr, CNIS_EIO, e.sub, HERE, NULL,
	                 "the disk failed while the change was being kept: it may or may not be "
	                 "there, look in the log before doing it again");
}

static cnis_status
write_entry(store *s, void *body, int len, cnis_error *reterr)
{
	cnis_status st;

	s->writes = WRITES_JOURNAL;
	st = journal_append(s, &s->entry, s->seq, s->tx_now, s->schema, s->head_hash, body,
	                    (size_t)len, reterr);
	if (st == CNIS_OK)
		st = touch_index(s, s->seq, body, (size_t)len, reterr);
	if (st == CNIS_OK)
		st = journal_append_list(s, s->seq, reterr);
	if (st == CNIS_OK)
		st = commit(s, reterr);
	return st;
}

cnis_status
store_commit(store *s, int64_t *ret_seq, cnis_error *reterr)
{
	void *body = NULL;
	int64_t seq = s->seq;
	int len = 0, rc;
	cnis_status st;

	if (!s->in_tx)
		return store_misuse(HERE, "no transaction is open", reterr);
	if (s->marks != 0) {
		st = store_misuse(HERE, "a mark was neither kept nor dropped", reterr);
		goto fail;
	}
	if (s->session == NULL) { /* a rehearsal */
		store_rollback(s);
		if (ret_seq != NULL)
			*ret_seq = 0;
		return CNIS_OK;
	}
	rc = sqlite3session_changeset(s->session, &len, &body);
	if (rc != SQLITE_OK) {
		st = store_sql_fail(s, rc, HERE, reterr);
		goto fail;
	}
	if ((size_t)len > s->max_changes) {
		st = cnis_refuse(reterr, "LOCAL.store.changes", HERE, NULL,
		                 "more than %zu MiB of changes in one transaction; nothing was "
		                 "written, do it in smaller parts",
		                 s->max_changes / ((size_t)1024 * 1024));
		goto fail;
	}
	if ((len == 0 && !erase_any(s)) ||
	    s->entry.dry_run) { /* nothing happened, or nothing may */
		seq = 0;
		store_rollback(s);
	} else {
		st = free_text_catch(s, body, (size_t)len, reterr);
		if (st == CNIS_OK)
			st = write_entry(s, body, len, reterr);
		if (st != CNIS_OK)
			goto fail;
		settle(s);
	}
	sqlite3_free(body);
	if (ret_seq != NULL)
		*ret_seq = seq;
	return CNIS_OK;
fail:
	sqlite3_free(body);
	store_rollback(s);
	return st;
}

cnis_status
store_mark(store *s, cnis_error *reterr)
{
	cnis_status st;

	if (!s->in_tx)
		return store_misuse(HERE, "a mark needs an open transaction", reterr);
	st = store_exec(s, "SAVEPOINT cnis_mark", HERE, reterr);
	if (st == CNIS_OK)
		s->marks++;
	return st;
}

cnis_status
store_mark_keep(store *s, cnis_error *reterr)
{
	cnis_status st;

	if (s->marks == 0)
		return store_misuse(HERE, "no mark is set", reterr);
	st = store_exec(s, "RELEASE cnis_mark", HERE, reterr);
	if (st == CNIS_OK)
		s->marks--;
	return st;
}

void
store_mark_drop(store *s)
{
	if (s->marks == 0)
		return;
	/* Only memory could fail this; the commit then finds the mark and refuses. */
	if (store_exec(s, "ROLLBACK TO cnis_mark; RELEASE cnis_mark", HERE, NULL) == CNIS_OK)
		s->marks--;
}

cnis_status
store_snapshot_begin(store *s, cnis_error *reterr)
{
	int64_t first = 0;
	cnis_status st;

	if (s->in_snapshot || s->in_tx || s->local_tx)
		return store_misuse("snapshot", "a snapshot or a transaction is already open",
		                    reterr);
	st = store_exec(s, "BEGIN", "snapshot", reterr);
	if (st != CNIS_OK)
		return st;
	s->in_snapshot = true;
	st = store_number(s, "SELECT count(*) FROM register", "snapshot", &first, reterr);
	if (st != CNIS_OK)
		store_snapshot_end(s);
	return st;
}

void
store_snapshot_end(store *s)
{
	if (s == NULL || !s->in_snapshot)
		return;
	if (sqlite3_get_autocommit(s->db) == 0)
		(void)store_exec(s, "ROLLBACK", "snapshot", NULL); /* only reads: nothing is lost */
	s->in_snapshot = false;
}

cnis_status
store_local_begin(store *s, cnis_error *reterr)
{
	cnis_status st = store_idle(s, reterr);

	if (st == CNIS_OK)
		st = begin_immediate(s, reterr);
	if (st != CNIS_OK)
		return st;
	s->local_tx = true;
	s->writes = WRITES_LOCAL;
	return CNIS_OK;
}

cnis_status
store_local_commit(store *s, cnis_error *reterr)
{
	cnis_status st;

	if (!s->local_tx)
		return store_misuse(HERE, "no local transaction is open", reterr);
	st = commit(s, reterr);
	if (st != CNIS_OK)
		store_rollback(s);
	else
		settle(s);
	return st;
}

cnis_status
store_checkpoint(store *s, cnis_error *reterr)
{
	cnis_status st = store_idle(s, reterr);
	int rc;

	if (st == CNIS_OK)
		st = queue_enter(s, reterr);
	if (st != CNIS_OK)
		return st;
	rc = sqlite3_wal_checkpoint_v2(s->db, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	queue_leave(s);
	if (rc != SQLITE_OK)
		return store_sql_fail(s, rc, "checkpoint", reterr);
	return CNIS_OK;
}
