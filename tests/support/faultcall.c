/* Fails the n-th call the library makes of the system, of SQLite, or for memory. */
#include "support/faultcall.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <jansson.h>
#include <sqlite3.h>

#include "base/mem.h"

static fault_call armed;
static int code;
static long budget = -1, hits;
static char last[200];

static bool
refused(fault_call kind, const char *what)
{
	if (armed != kind || budget < 0 || budget-- > 0)
		return false;
	hits++; /* budget is -1 now: only this one */
	(void)snprintf(last, sizeof(last), "%s", what);
	if (kind == CALL_FILE)
		errno = code;
	return true;
}

static void *
json_memory(size_t n)
{
	return refused(CALL_JSON, "json") ? NULL : malloc(n);
}

void
faultcall_install(void)
{
	json_set_alloc_funcs(json_memory, free);
}

void
faultcall_arm(fault_call kind, int with, long n)
{
	armed = kind;
	code = with;
	hits = 0;
	last[0] = '\0';
	budget = kind == CALL_MEMORY ? -1 : n;
	mem_fail_at(kind == CALL_MEMORY ? n : -1);
}

long
faultcall_disarm(void)
{
	long failed = armed == CALL_MEMORY ? mem_failures() : hits;

	budget = -1;
	mem_fail_at(-1);
	return failed;
}

const char *
faultcall_last(void)
{
	return last;
}

/* ---- the system ------------------------------------------------------------------------------ */

/* A call that answers @p failing when it is its turn. */
#define CALL(kind, type, failing, name, params, args)                                              \
	type __real_##name params;                                                                 \
	type __wrap_##name params;                                                                 \
	type __wrap_##name params                                                                  \
	{                                                                                          \
		return refused(kind, #name) ? (failing) : __real_##name args;                      \
	}

/* clang-format off */
#define SYSTEM(name, params, args) CALL(CALL_FILE, int, -1, name, params, args)
SYSTEM(close, (int fd), (fd))
SYSTEM(fsync, (int fd), (fd))
SYSTEM(flock, (int fd, int what), (fd, what))
SYSTEM(rename, (const char *from, const char *to), (from, to))
SYSTEM(renameat, (int from_fd, const char *from, int to_fd, const char *to), (from_fd, from, to_fd, to))
SYSTEM(link, (const char *from, const char *to), (from, to))
SYSTEM(unlink, (const char *path), (path))
SYSTEM(unlinkat, (int fd, const char *path, int flags), (fd, path, flags))
SYSTEM(mkdirat, (int fd, const char *path, mode_t mode), (fd, path, mode))
SYSTEM(stat, (const char *path, struct stat *info), (path, info))
SYSTEM(lstat, (const char *path, struct stat *info), (path, info))
SYSTEM(fstat, (int fd, struct stat *info), (fd, info))
SYSTEM(fstatat, (int fd, const char *path, struct stat *info, int flags), (fd, path, info, flags))
SYSTEM(faccessat, (int fd, const char *path, int mode, int flags), (fd, path, mode, flags))
CALL(CALL_FILE, ssize_t, -1, read, (int fd, void *buf, size_t n), (fd, buf, n))
CALL(CALL_FILE, ssize_t, -1, write, (int fd, const void *buf, size_t n), (fd, buf, n))
CALL(CALL_FILE, DIR *, NULL, opendir, (const char *path), (path))
CALL(CALL_FILE, DIR *, NULL, fdopendir, (int fd), (fd))
/* clang-format on */

int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);
int
__wrap_open(const char *path, int flags, ...)
{
	va_list more;
	mode_t mode = 0;

	va_start(more, flags);
	if ((flags & O_CREAT) != 0)
		mode = va_arg(more, mode_t);
	va_end(more);
	return refused(CALL_FILE, "open") ? -1 : __real_open(path, flags, mode);
}

int __real_openat(int fd, const char *path, int flags, ...);
int __wrap_openat(int fd, const char *path, int flags, ...);
int
__wrap_openat(int fd, const char *path, int flags, ...)
{
	va_list more;
	mode_t mode = 0;

	va_start(more, flags);
	if ((flags & O_CREAT) != 0)
		mode = va_arg(more, mode_t);
	va_end(more);
	return refused(CALL_FILE, "openat") ? -1 : __real_openat(fd, path, flags, mode);
}

/* The library asks it for locks only. */
int __real_fcntl(int fd, int what, ...);
int __wrap_fcntl(int fd, int what, ...);
int
__wrap_fcntl(int fd, int what, ...)
{
	va_list more;
	void *lock;

	va_start(more, what);
	lock = va_arg(more, void *);
	va_end(more);
	return refused(CALL_FILE, "fcntl") ? -1 : __real_fcntl(fd, what, lock);
}

/* ---- SQLite ---------------------------------------------------------------------------------- */

/* Taking back is not failed: what a failed ROLLBACK leaves, closing takes back. */
int __real_sqlite3_step(sqlite3_stmt *stmt);
int __wrap_sqlite3_step(sqlite3_stmt *stmt);
int
__wrap_sqlite3_step(sqlite3_stmt *stmt)
{
	const char *text = sqlite3_sql(stmt);

	if (strncmp(text, "ROLLBACK", 8) == 0 || !refused(CALL_SQLITE, text))
		return __real_sqlite3_step(stmt);
	return code;
}

/* clang-format off */
/* A record of changes is read in memory: nothing else can be missing for it. */
#define CHANGES(name, params, args) CALL(CALL_SQLITE, int, SQLITE_NOMEM, sqlite3changeset##name, params, args)
#define SQLITE(name, params, args) CALL(CALL_SQLITE, int, code, sqlite3##name, params, args)
SQLITE(_bind_int64, (sqlite3_stmt *stmt, int i, sqlite3_int64 value), (stmt, i, value))
SQLITE(_bind_null, (sqlite3_stmt *stmt, int i), (stmt, i))
SQLITE(_bind_double, (sqlite3_stmt *stmt, int i, double value), (stmt, i, value))
SQLITE(_bind_value, (sqlite3_stmt *stmt, int i, const sqlite3_value *value), (stmt, i, value))
SQLITE(_bind_text, (sqlite3_stmt *stmt, int i, const char *text, int n, sqlite3_destructor_type gone), (stmt, i, text, n, gone))
SQLITE(_bind_blob64, (sqlite3_stmt *stmt, int i, const void *bytes, sqlite3_uint64 n, sqlite3_destructor_type gone), (stmt, i, bytes, n, gone))
SQLITE(_exec, (sqlite3 *db, const char *text, sqlite3_callback fn, void *payload, char **message), (db, text, fn, payload, message))
SQLITE(_backup_step, (sqlite3_backup *b, int pages), (b, pages))
SQLITE(_wal_checkpoint_v2, (sqlite3 *db, const char *name, int mode, int *log, int *done), (db, name, mode, log, done))
SQLITE(session_create, (sqlite3 *db, const char *name, sqlite3_session **ret), (db, name, ret))
SQLITE(session_attach, (sqlite3_session *s, const char *table), (s, table))
SQLITE(session_changeset, (sqlite3_session *s, int *n, void **ret), (s, n, ret))
CHANGES(_start, (sqlite3_changeset_iter **ret, int n, void *bytes), (ret, n, bytes))
CHANGES(_next, (sqlite3_changeset_iter *i), (i))
CHANGES(_op, (sqlite3_changeset_iter *i, const char **table, int *n, int *op, int *indirect), (i, table, n, op, indirect))
CHANGES(_pk, (sqlite3_changeset_iter *i, unsigned char **pk, int *n), (i, pk, n))
CHANGES(_new, (sqlite3_changeset_iter *i, int column, sqlite3_value **ret), (i, column, ret))
CHANGES(_old, (sqlite3_changeset_iter *i, int column, sqlite3_value **ret), (i, column, ret))
CHANGES(_invert, (int n, const void *in, int *ret_n, void **ret), (n, in, ret_n, ret))
CALL(CALL_SQLITE, sqlite3_backup *, NULL, sqlite3_backup_init, (sqlite3 *to, const char *to_name, sqlite3 *from, const char *from_name), (to, to_name, from, from_name))
/* clang-format on */

int __real_sqlite3_prepare_v2(sqlite3 *db, const char *text, int n, sqlite3_stmt **ret,
                              const char **tail);
int __wrap_sqlite3_prepare_v2(sqlite3 *db, const char *text, int n, sqlite3_stmt **ret,
                              const char **tail);
int
__wrap_sqlite3_prepare_v2(sqlite3 *db, const char *text, int n, sqlite3_stmt **ret,
                          const char **tail)
{
	if (!refused(CALL_SQLITE, text))
		return __real_sqlite3_prepare_v2(db, text, n, ret, tail);
	*ret = NULL;
	return code;
}

int __real_sqlite3_prepare_v3(sqlite3 *db, const char *text, int n, unsigned flags,
                              sqlite3_stmt **ret, const char **tail);
int __wrap_sqlite3_prepare_v3(sqlite3 *db, const char *text, int n, unsigned flags,
                              sqlite3_stmt **ret, const char **tail);
int
__wrap_sqlite3_prepare_v3(sqlite3 *db, const char *text, int n, unsigned flags, sqlite3_stmt **ret,
                          const char **tail)
{
	if (!refused(CALL_SQLITE, text))
		return __real_sqlite3_prepare_v3(db, text, n, flags, ret, tail);
	*ret = NULL;
	return code;
}

int __real_sqlite3_open_v2(const char *path, sqlite3 **ret, int flags, const char *vfs);
int __wrap_sqlite3_open_v2(const char *path, sqlite3 **ret, int flags, const char *vfs);
int
__wrap_sqlite3_open_v2(const char *path, sqlite3 **ret, int flags, const char *vfs)
{
	if (!refused(CALL_SQLITE, "sqlite3_open_v2"))
		return __real_sqlite3_open_v2(path, ret, flags, vfs);
	*ret = NULL;
	return code;
}

char *__real_sqlite3_str_finish(sqlite3_str *s);
char *__wrap_sqlite3_str_finish(sqlite3_str *s);
char *
__wrap_sqlite3_str_finish(sqlite3_str *s)
{
	char *text = __real_sqlite3_str_finish(s);

	if (!refused(CALL_SQLITE, "sqlite3_str_finish"))
		return text;
	sqlite3_free(text);
	return NULL;
}

char *__wrap_sqlite3_mprintf(const char *format, ...);
char *
__wrap_sqlite3_mprintf(const char *format, ...)
{
	va_list more;
	char *text;

	va_start(more, format);
	text = refused(CALL_SQLITE, "sqlite3_mprintf") ? NULL : sqlite3_vmprintf(format, more);
	va_end(more);
	return text;
}

/* The library sets switches only: a number and where to say what it is now. */
int __real_sqlite3_db_config(sqlite3 *db, int what, ...);
int __wrap_sqlite3_db_config(sqlite3 *db, int what, ...);
int
__wrap_sqlite3_db_config(sqlite3 *db, int what, ...)
{
	va_list more;
	int value;
	int *now;

	va_start(more, what);
	value = va_arg(more, int);
	now = va_arg(more, int *);
	va_end(more);
	return refused(CALL_SQLITE, "sqlite3_db_config")
	           ? code
	           : __real_sqlite3_db_config(db, what, value, now);
}
