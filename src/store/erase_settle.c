/*
 * What is left of an erasure beside the rows: the standby copy, which still is the register as it
 * was; pages, in which SQLite leaves copies of cells it moved (secure_delete clears what is
 * deleted, not what was moved before: of 3.40.1 about one text in a hundred stayed, most of them in
 * indexes, until the file was written anew); the write-ahead log.  A row of table job says that an
 * erasure is settled; without it, it is done again.
 */
#include <stdlib.h>
#include <sys/stat.h>

#include "base/error.h"
#include "store/backup.h"
#include "store/erase.h"
#include "store/inside.h"

static const char WHERE[] = "store.erase";

enum { Q_LAST, Q_SETTLED, Q_DONE, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_LAST] = { "erase.last", "SELECT max(seq) FROM journal_disposal" },
	[Q_SETTLED] = { "erase.settled",
		"SELECT max(CAST(name AS INTEGER)) FROM job WHERE kind = 'disposal' AND state = 'done'" },
	[Q_DONE] = { "erase.done",
		"INSERT INTO job (kind, name, state, started_at, ended_at, detail)"
		" VALUES ('disposal', CAST(:seq AS TEXT), 'done', :at, :at, '{}')" },
};
/* clang-format on */

static cnis_status
last_unsettled(store *s, int64_t *ret_seq, cnis_error *reterr)
{
	int64_t last = 0;
	int64_t settled = 0;
	cnis_status st = stmt_ask(s, &SQL[Q_LAST], NULL, 0, 0, &last, reterr);

	if (st == CNIS_OK && last != 0)
		st = stmt_ask(s, &SQL[Q_SETTLED], NULL, 0, 0, &settled, reterr);
	if (st == CNIS_OK)
		*ret_seq = last > settled ? last : 0;
	return st;
}

cnis_status
store_erase_unsettled(store *s, bool *ret, cnis_error *reterr)
{
	int64_t seq = 0;
	cnis_status st = last_unsettled(s, &seq, reterr);

	if (st == CNIS_OK)
		*ret = seq != 0;
	return st;
}

/* The standby still is the register as it was: it does not compare any more, and so is made anew,
 * by a full replay.  First it is asked for the head it knows, as every night. */
static cnis_status
renew_standby(store *s, cnis_error *reterr)
{
	char *path = store_standby_path(s->path);
	verify_result found = { .sound = true };
	struct stat info;
	cnis_status st = path == NULL ? cnis_nomem(reterr, WHERE) : CNIS_OK;

	if (st == CNIS_OK && lstat(path, &info) == 0)
		st = store_standby_advance(s, path, &found, reterr);
	free(path);
	if (st == CNIS_OK && !found.sound)
		st = cnis_fail(reterr, CNIS_ECORRUPT, 0, WHERE, NULL, "%s", found.problem);
	return st;
}

static cnis_status
vacuum(store *b, cnis_error *reterr)
{
	cnis_status st;
	int rc;

	b->writes = WRITES_ALL;
	st = store_exec(b, "VACUUM", WHERE, reterr);
	if (st != CNIS_OK)
		return st;
	rc = sqlite3_wal_checkpoint_v2(b->db, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	if ((rc & 0xff) == SQLITE_BUSY)
		return cnis_fail(reterr, CNIS_EBUSY, rc, WHERE, NULL,
		                 "it is erased, but somebody is reading the register and keeps "
		                 "traces of it in its log: run dispose again");
	return rc == SQLITE_OK ? CNIS_OK : store_sql_fail(b, rc, WHERE, reterr);
}

/* By a connection of its own: where something is kept back from the reader, views of theirs have
 * the names of tables (keep_back.c), and VACUUM would make its indexes on them.  Temporary pages
 * stay in memory (store_harden), so nothing is written beside the register. */
static cnis_status
write_anew(const store *s, cnis_error *reterr)
{
	store *b = store_new(s->path);
	cnis_status st;

	if (b == NULL)
		return cnis_nomem(reterr, WHERE);
	b->mode = STORE_WRITE;
	b->busy_ms = s->busy_ms;
	st = store_connect(b, SQLITE_OPEN_READWRITE, reterr);
	if (st == CNIS_OK)
		st = store_harden(b, reterr);
	if (st == CNIS_OK)
		st = vacuum(b, reterr);
	store_close(b);
	return st;
}

static cnis_status
note_settled(store *s, int64_t seq, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = store_local_begin(s, reterr);

	if (st != CNIS_OK)
		return st;
	st = stmt_open(s, &SQL[Q_DONE], &c, reterr);
	if (st == CNIS_OK) {
		stmt_int(&c, ":seq", seq);
		stmt_int(&c, ":at", store_now(s));
		st = stmt_run(&c, reterr);
	}
	stmt_close(&c);
	if (st == CNIS_OK)
		return store_local_commit(s, reterr);
	store_rollback(s);
	return st;
}

cnis_status
store_erase_settle(store *s, cnis_error *reterr)
{
	int64_t seq = 0;
	cnis_status st = store_idle(s, reterr);

	if (st == CNIS_OK)
		st = last_unsettled(s, &seq, reterr);
	if (st != CNIS_OK || seq == 0)
		return st;
	st = renew_standby(s, reterr);
	if (st == CNIS_OK)
		st = queue_enter(s, reterr);
	if (st != CNIS_OK)
		return st;
	st = write_anew(s, reterr);
	queue_leave(s);
	return st == CNIS_OK ? note_settled(s, seq, reterr) : st;
}
