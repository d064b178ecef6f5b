/*
 * Opening and creating a register.  A live register is never open()ed by hand: closing such a
 * descriptor would drop SQLite's own POSIX locks.  What lstat() and statfs() can say is asked
 * before SQLite sees the file; what needs bytes is asked through SQLite.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

#include "base/error.h"
#include "base/mem.h"
#include "store/inside.h"
#include "store/migrate.h"

static const char HERE[] = "register.open";

enum {
	BUSY_MS = 10000,
	WAL_PAGES = 500,
	MAX_VALUE = 128 * 1024 * 1024, /* one journal body, with room for its row */
};

/* File systems on which the locks or the shared memory of SQLite cannot be relied on. */
static const struct {
	long type;
	const char *name;
} NETWORK[] = {
	{ 0x6969, "NFS" },       { 0x517b, "SMB" },        { 0xfe534d42L, "SMB2" },
	{ 0xff534d42L, "CIFS" }, { 0x5346414f, "AFS" },    { 0x6b414653, "AFS" },
	{ 0x73757245, "Coda" },  { 0x564c, "NCP" },        { 0x01021997, "9P" },
	{ 0x00c36400, "Ceph" },  { 0x0bd00bd0, "Lustre" }, { 0x01161970, "GFS2" },
	{ 0x7461636f, "OCFS2" }, { 0x65735546, "FUSE" }, /* sshfs and its like; which one cannot be
	                                                    told from here */
};

static long
ask_file_system(const char *path)
{
	struct statfs fs;

	return statfs(path, &fs) == 0 ? (long)fs.f_type : 0;
}

long (*store_file_system)(const char *path) = ask_file_system;

cnis_status
store_check_file_system(const char *path, cnis_error *reterr)
{
	unsigned long type = (unsigned long)store_file_system(path) & 0xffffffffUL;
	size_t i;

	for (i = 0; i < sizeof(NETWORK) / sizeof(NETWORK[0]); i++)
		if ((unsigned long)NETWORK[i].type == type)
			return cnis_fail(
			    reterr, CNIS_EIO, 0, HERE, NULL,
			    "the register is on a network file system (%s), which does "
			    "not keep file locks safely: move it to a local disk",
			    NETWORK[i].name);
	return CNIS_OK;
}

bool
store_folder(const char *path, char *buf, size_t size)
{
	const char *slash = strrchr(path, '/');
	size_t len;

	if (slash == NULL)
		path = ".";
	len = slash == NULL || slash == path ? 1 : (size_t)(slash - path);
	if (len >= size)
		return false;
	memcpy(buf, path, len);
	buf[len] = '\0';
	return true;
}

/* Where the file is, what it is: nothing is opened. */
static cnis_status
check_place(const char *path, const struct stat *info, store_mode mode, cnis_error *reterr)
{
	char folder[4096];

	if (S_ISLNK(info->st_mode))
		return cnis_fail(reterr, CNIS_EIO, STORE_NO_REGISTER, HERE, NULL,
		                 "the register is a symbolic link: name the file itself");
	if (S_ISDIR(info->st_mode))
		return cnis_fail(reterr, CNIS_EIO, STORE_NO_REGISTER, HERE, NULL,
		                 "the register is a directory: name the file in it");
	if (!S_ISREG(info->st_mode))
		return cnis_fail(reterr, CNIS_EIO, STORE_NO_REGISTER, HERE, NULL,
		                 "the register is not a regular file");
	if (!store_folder(path, folder, sizeof(folder)))
		return cnis_fail(reterr, CNIS_EIO, ENAMETOOLONG, HERE, NULL,
		                 "the path of the register is too long");
	if (faccessat(AT_FDCWD, path, R_OK, AT_EACCESS) != 0)
		return cnis_fail(reterr, CNIS_EIO, errno, HERE, NULL,
		                 "the register cannot be read: %s", strerror(errno));
	if (info->st_size == 0)
		return cnis_fail(reterr, CNIS_ECORRUPT, 0, HERE, NULL,
		                 "the file is empty: it is no register");
	if (mode == STORE_COPY)
		return CNIS_OK;
	if (mode == STORE_WRITE && faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) != 0)
		return cnis_fail(reterr, CNIS_EREADONLY, errno, HERE, NULL,
		                 "the register is read-only: %s", strerror(errno));
	if (mode == STORE_WRITE && faccessat(AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) != 0)
		return cnis_fail(reterr, CNIS_EREADONLY, errno, HERE, NULL,
		                 "the folder of the register is read-only: %s", strerror(errno));
	return store_check_file_system(path, reterr);
}

/* A name SQLite cannot take for a URI or for ":memory:". */
static char *
plain_name(const char *path)
{
	size_t size = strlen(path) + 3;
	char *name = mem_new(size, 1);

	if (name != NULL)
		(void)snprintf(name, size, "%s%s", path[0] == '/' ? "" : "./", path);
	return name;
}

static char *
immutable_name(const char *path)
{
	static const char HEX[] = "0123456789abcdef";
	static const char TAIL[] = "?immutable=1&mode=ro";
	char *name = mem_new(strlen(path) * 3 + 16 + sizeof(TAIL), 1);
	char *p = name;

	if (name == NULL)
		return NULL;
	p += snprintf(p, 6, "file:");
	for (; *path != '\0'; path++) {
		unsigned char b = (unsigned char)*path;

		if ((b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') ||
		    b == '/' || b == '.' || b == '-' || b == '_') {
			*p++ = (char)b;
			continue;
		}
		*p++ = '%';
		*p++ = HEX[b >> 4];
		*p++ = HEX[b & 15];
	}
	memcpy(p, TAIL, sizeof(TAIL));
	return name;
}

store *
store_new(const char *path)
{
	store *s = mem_new(1, sizeof(*s));

	if (s == NULL)
		return NULL;
	s->lock_fd = -1;
	s->pid = getpid();
	s->busy_ms = BUSY_MS;
	s->wal_pages = WAL_PAGES;
	s->max_changes = STORE_MAX_CHANGES;
	s->migrations = store_migrations;
	s->path = plain_name(path);
	if (s->path == NULL) {
		free(s);
		return NULL;
	}
	return s;
}

cnis_status
store_connect(store *s, int flags, cnis_error *reterr)
{
	char *uri = NULL;
	int rc;

	if (sodium_init() < 0)
		return cnis_fail(reterr, CNIS_EIO, 0, HERE, NULL, "no source of randomness");
	if (s->mode == STORE_COPY) {
		uri = immutable_name(s->path);
		if (uri == NULL)
			return cnis_nomem(reterr, HERE);
		flags |= SQLITE_OPEN_URI;
	}
	rc = sqlite3_open_v2(uri == NULL ? s->path : uri, &s->db,
	                     flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
	free(uri);
	return rc == SQLITE_OK ? CNIS_OK : store_sql_fail(s, rc, HERE, reterr);
}

static void
set_limits(sqlite3 *db)
{
	(void)sqlite3_limit(db, SQLITE_LIMIT_LENGTH, MAX_VALUE);
	(void)sqlite3_limit(db, SQLITE_LIMIT_SQL_LENGTH, 1024 * 1024);
	(void)sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 1); /* VACUUM INTO needs one */
	(void)sqlite3_limit(db, SQLITE_LIMIT_EXPR_DEPTH, 200);
	(void)sqlite3_limit(db, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000);
	(void)sqlite3_limit(db, SQLITE_LIMIT_VARIABLE_NUMBER, 200);
	(void)sqlite3_limit(db, SQLITE_LIMIT_TRIGGER_DEPTH, 10);
	(void)sqlite3_limit(db, SQLITE_LIMIT_WORKER_THREADS, 0);
}

/*
 * After a commit.  Whoever opens the file first reads the whole -wal file, and does not know how
 * much of it is in the register already: SQLite's own checkpoint would leave it to grow from
 * command to command.  So it is emptied, unless somebody is reading, in which case the next one
 * does it.
 */
static int
empty_wal(void *payload, sqlite3 *db, const char *schema, int pages)
{
	const store *s = payload;

	if (pages < s->wal_pages)
		return SQLITE_OK;
	(void)sqlite3_busy_timeout(db, 0); /* nobody waits for a reader */
	(void)sqlite3_wal_checkpoint_v2(db, schema, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	(void)sqlite3_busy_timeout(db, s->busy_ms);
	return SQLITE_OK; /* the change is kept, whatever became of this */
}

cnis_status
store_harden(store *s, cnis_error *reterr)
{
	static const struct {
		int option, value;
	} CONFIG[] = {
		{ SQLITE_DBCONFIG_DEFENSIVE, 1 },
		{ SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
		{ SQLITE_DBCONFIG_DQS_DML, 0 },
		{ SQLITE_DBCONFIG_DQS_DDL, 0 },
		{ SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
		{ SQLITE_DBCONFIG_ENABLE_FKEY, 1 },
		{ SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1 }, /* two syncs a write, not five */
	};
	size_t i;
	int rc = SQLITE_OK;

	for (i = 0; rc == SQLITE_OK && i < sizeof(CONFIG) / sizeof(CONFIG[0]); i++)
		rc = sqlite3_db_config(s->db, CONFIG[i].option, CONFIG[i].value, NULL);
	if (rc != SQLITE_OK)
		return store_sql_fail(s, rc, HERE, reterr);
	set_limits(s->db);
	(void)sqlite3_busy_timeout(s->db, s->busy_ms);
	(void)sqlite3_wal_hook(s->db, empty_wal, s);
	guard_install(s);
	return store_exec(s,
	                  "PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0;"
	                  " PRAGMA synchronous = FULL; PRAGMA cell_size_check = ON;"
	                  " PRAGMA secure_delete = ON",
	                  HERE, reterr);
}

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

static cnis_status
check_schema(store *s, bool allow_old, cnis_error *reterr)
{
	int64_t application = 0, version = 0;
	cnis_status st = first_number(s, "PRAGMA application_id", &application, reterr);

	if (st == CNIS_OK)
		st = first_number(s, "PRAGMA user_version", &version, reterr);
	if (st == CNIS_OK)
		st = check_length(s, reterr);
	if (st != CNIS_OK)
		return st;
	if (application != STORE_APPLICATION_ID)
		return cnis_fail(reterr, CNIS_ESCHEMA, STORE_NO_REGISTER, HERE, NULL,
		                 "the file belongs to another application: it is no register");
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
	struct stat info;
	store *s;
	cnis_status st;

	if (path == NULL || path[0] == '\0')
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, HERE, NULL, "no register was named");
	if (lstat(path, &info) != 0) {
		if (errno == ENOENT || errno == ENOTDIR)
			return cnis_fail(reterr, CNIS_ENOTFOUND, errno, HERE, NULL,
			                 "there is no register of that name");
		return cnis_fail(reterr, CNIS_EIO, errno, HERE, NULL,
		                 "the register cannot be reached: %s", strerror(errno));
	}
	st = check_place(path, &info, mode, reterr);
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
		st = check_schema(s, options != NULL && options->allow_old_schema, reterr);
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
