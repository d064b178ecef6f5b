/*
 * Opening a register.  A live register is never open()ed by hand: closing such a descriptor would
 * drop SQLite's own POSIX locks.  What lstat() and statfs() can say is asked before SQLite sees the
 * file (place.c); what needs bytes is asked through SQLite.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/error.h"
#include "store/inside.h"
#include "store/migrate.h"

static const char HERE[] = "register.open";

/* A first read went wrong: say what that means for somebody who only wanted to open a file. */
static cnis_status
explain(int sub, cnis_status st, cnis_error *reterr)
{
	int primary = sub & 0xff;

	if (primary == SQLITE_NOTADB)
		return cnis_fail(reterr, CNIS_ECORRUPT, STORE_NO_REGISTER, HERE, NULL,
		                 "the file is not a register, or it is encrypted");
	if (primary == SQLITE_CORRUPT)
		return cnis_fail(reterr, CNIS_ECORRUPT, sub, HERE, NULL,
		                 "the register is truncated or damaged: restore a backup");
	if (primary == SQLITE_CANTOPEN || primary == SQLITE_READONLY)
		return cnis_fail(reterr, CNIS_EIO, sub, HERE, NULL,
		                 "the register cannot be read: its folder is read-only and the "
		                 "-shm file beside it cannot be made");
	return st;
}

/* The pragmas are the first to read the file. */
static cnis_status
first_harden(store *s, cnis_error *reterr)
{
	cnis_error e = { 0 };
	cnis_status st = store_harden(s, &e);

	if (st == CNIS_OK)
		return CNIS_OK;
	if (reterr != NULL)
		*reterr = e;
	return explain(e.sub, st, reterr);
}

static cnis_status
first_number(store *s, const char *sql, int64_t *ret, cnis_error *reterr)
{
	cnis_error e = { 0 };
	cnis_status st = store_number(s, sql, HERE, ret, &e);

	if (st == CNIS_OK)
		return CNIS_OK;
	if (reterr != NULL)
		*reterr = e;
	return explain(e.sub, st, reterr);
}

/* A page is written whole: a file that ends inside one has been cut. */
static cnis_status
check_length(store *s, cnis_error *reterr)
{
	struct stat info;
	int64_t page = 0;
	cnis_status st = first_number(s, "PRAGMA page_size", &page, reterr);

	if (st != CNIS_OK)
		return st;
	if (lstat(s->path, &info) != 0)
		return cnis_fail(reterr, CNIS_EIO, errno, HERE, NULL,
		                 "the register cannot be read: %s", strerror(errno));
	if (page <= 0 || info.st_size % page != 0)
		return explain(SQLITE_CORRUPT, CNIS_ECORRUPT, reterr);
	return CNIS_OK;
}

/* Is it a register, or a backup that may be opened like this? */
static cnis_status
check_application(const store *s, int64_t application, bool allow_backup, cnis_error *reterr)
{
	if (application != STORE_APPLICATION_ID && application != STORE_BACKUP_ID)
		return cnis_fail(reterr, CNIS_ESCHEMA, STORE_NO_REGISTER, HERE, NULL,
		                 "the file belongs to another application: it is no register");
	if (application == STORE_BACKUP_ID && s->mode == STORE_WRITE && !allow_backup)
		return cnis_fail(reterr, CNIS_EREADONLY, 0, "register.backup", NULL,
		                 "this is a backup: it is kept as it was made, and only read");
	return CNIS_OK;
}

static cnis_status
check_schema(store *s, const store_options *options, cnis_error *reterr)
{
	bool allow_old = options != NULL && options->allow_old_schema;
	int64_t application = 0, version = 0;
	cnis_status st = first_number(s, "PRAGMA application_id", &application, reterr);

	if (st == CNIS_OK)
		st = first_number(s, "PRAGMA user_version", &version, reterr);
	if (st == CNIS_OK)
		st = check_length(s, reterr);
	if (st != CNIS_OK)
		return st;
	st = check_application(s, application, options != NULL && options->allow_backup, reterr);
	if (st != CNIS_OK)
		return st;
	if (version > migrate_newest())
		return cnis_fail(reterr, CNIS_ESCHEMA, 0, HERE, NULL,
		                 "the register is newer (version %lld) than this program (version "
		                 "%d): install a newer program",
		                 (long long)version, migrate_newest());
	if (version < migrate_newest() && !allow_old)
		return cnis_fail(reterr, CNIS_ESCHEMA, 0, HERE, NULL,
		                 "the register is older (version %lld) than this program (version "
		                 "%d): run cnis migrate",
		                 (long long)version, migrate_newest());
	s->schema = (int)version;
	return CNIS_OK;
}

static cnis_status
read_identity(store *s, cnis_error *reterr)
{
	static const store_sql IDENTITY = { "register.identity",
		                            "SELECT uuid, authority, demonstration FROM register" };
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(s, &IDENTITY, &c, reterr);

	if (st == CNIS_OK)
		st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && (!row || col_null(&c, 0) || col_null(&c, 1)))
		st = cnis_fail(reterr, CNIS_ECORRUPT, 0, HERE, NULL,
		               "the register does not say which register it is");
	if (st == CNIS_OK) {
		(void)snprintf(s->uuid, sizeof(s->uuid), "%s", col_text(&c, 0));
		(void)snprintf(s->authority, sizeof(s->authority), "%s", col_text(&c, 1));
		s->demonstration = col_int(&c, 2) != 0;
	}
	stmt_close(&c);
	return st;
}

cnis_status
store_open(const char *path, const store_options *options, store **ret, cnis_error *reterr)
{
	store_mode mode = options == NULL ? STORE_READ : options->mode;
	store *s;
	cnis_status st;

	if (path == NULL || path[0] == '\0')
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, HERE, NULL, "no register was named");
	st = store_check_place(path, mode, reterr);
	if (st != CNIS_OK)
		return st;
	s = store_new(path);
	if (s == NULL)
		return cnis_nomem(reterr, HERE);
	s->mode = mode;
	if (options != NULL && options->busy_ms > 0)
		s->busy_ms = options->busy_ms;
	st = store_connect(s, mode == STORE_COPY ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE,
	                   reterr);
	if (st == CNIS_OK)
		st = first_harden(s, reterr);
	if (st == CNIS_OK)
		st = check_schema(s, options, reterr);
	if (st == CNIS_OK && mode != STORE_WRITE)
		st = store_exec(s, "PRAGMA query_only = ON", HERE, reterr);
	if (st == CNIS_OK && mode == STORE_WRITE) /* a restore that was cut off left it otherwise */
		st = store_exec(s, "PRAGMA journal_mode = WAL", HERE, reterr);
	if (st == CNIS_OK)
		st = read_identity(s, reterr);
	if (st != CNIS_OK) {
		store_close(s);
		return st;
	}
	*ret = s;
	return CNIS_OK;
}

cnis_status
store_memory(store **ret, cnis_error *reterr)
{
	store *s = store_new("memory");
	cnis_status st;

	if (s == NULL)
		return cnis_nomem(reterr, HERE);
	(void)snprintf(s->path, strlen(s->path) + 1, ":memory:"); /* "./memory" is as long */
	s->mode = STORE_WRITE;
	s->private_file = true;
	s->writes = WRITES_ALL;
	st = store_connect(s, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY,
	                   reterr);
	if (st == CNIS_OK)
		st = store_harden(s, reterr);
	if (st != CNIS_OK) {
		store_close(s);
		return st;
	}
	*ret = s;
	return CNIS_OK;
}

void
store_close(store *s)
{
	if (s == NULL)
		return;
	store_rollback(s);
	store_snapshot_end(s);
	store_forget_statements(s);
	free(s->statements);
	(void)sqlite3_close_v2(s->db);
	keep_back_free(s);
	queue_leave(s);
	if (s->lock_fd >= 0)
		(void)close(s->lock_fd);
	free(s->path);
	free(s);
}

const char *
store_path(const store *s)
{
	return s->path;
}

const char *
store_uuid(const store *s)
{
	return s->uuid;
}

const char *
store_authority(const store *s)
{
	return s->authority;
}

bool
store_demonstration(const store *s)
{
	return s->demonstration;
}

int
store_schema(const store *s)
{
	return s->schema;
}

int64_t
store_now(const store *s)
{
	struct timespec t;

	if (s->in_tx && s->tx_now != 0)
		return s->tx_now; /* one instant for the whole entry */
	if (s->now != 0)
		return s->now;
	(void)clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec;
}

cnis_day
store_today(const store *s)
{
	return cnis_instant_day(store_now(s));
}

void
store_set_now(store *s, int64_t now)
{
	/* A live register knows only the real clock; a copy in memory may stand at any instant. */
	if (s->demonstration || s->private_file)
		s->now = now;
}
