/* The connection: every one of this room is made and hardened here. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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
	if (rc == SQLITE_OK)
		rc = name_key_function(s->db);
	if (rc == SQLITE_OK)
		rc = keep_back_function(s);
	if (rc == SQLITE_OK)
		rc = free_text_function(s);
	if (rc == SQLITE_OK)
		rc = teller_text_function(s);
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
