/*
 * Verified copies.  A backup is a page copy of one snapshot (VACUUM INTO cannot run inside one),
 * written under a name of its own, verified by opening it, then linked into place: never over
 * anything, never half.
 */
#include "store/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/mem.h"
#include "store/inside.h"

#define WHERE "store.backup"

cnis_status
copy_pages(store *s, sqlite3 *to, cnis_error *reterr)
{
	sqlite3_backup *b = sqlite3_backup_init(to, "main", s->db, "main");
	int rc;
	int end;

	if (b == NULL)
		return store_sql_fail(s, sqlite3_extended_errcode(to), WHERE, reterr);
	rc = sqlite3_backup_step(b, -1);
	end = sqlite3_backup_finish(b);
	if (rc != SQLITE_DONE)
		return store_sql_fail(s, rc, WHERE, reterr);
	return end == SQLITE_OK ? CNIS_OK : store_sql_fail(s, end, WHERE, reterr);
}

cnis_status
file_fail(const char *where, const char *what, cnis_error *reterr)
{
	int err = errno;
	cnis_status st = err == EEXIST ? CNIS_EEXISTS : CNIS_EIO;

	return cnis_fail(reterr, st, err, where, NULL, "%s: %s", what, strerror(err));
}

static cnis_status
create_private(const char *path, cnis_error *reterr)
{
	int fd = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0600);

	if (fd < 0)
		return file_fail(WHERE, "the copy cannot be created", reterr);
	(void)close(fd);
	return CNIS_OK;
}

static cnis_status
sync_path(const char *path, int flags, cnis_error *reterr)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | flags);
	int rc;

	if (fd < 0)
		return file_fail(WHERE, "the copy cannot be opened again", reterr);
	rc = fsync(fd);
	if (rc != 0)
		(void)file_fail(WHERE, "the copy cannot be written to disk", reterr);
	(void)close(fd);
	return rc == 0 ? CNIS_OK : CNIS_EIO;
}

cnis_status
sync_folder_of(const char *path, cnis_error *reterr)
{
	const char *slash = strrchr(path, '/');
	char *folder;
	cnis_status st;

	if (slash == NULL)
		return sync_path(".", 0, reterr);
	folder = mem_text_n(path, slash == path ? 1 : (size_t)(slash - path));
	if (folder == NULL)
		return cnis_nomem(reterr, WHERE);
	st = sync_path(folder, 0, reterr);
	free(folder);
	return st;
}

/* In the header, by hand: the copy is closed and nobody else's, and SQLite would begin a log. */
static cnis_status
mark(const char *path, int application, cnis_error *reterr)
{
	enum { AT = 68 }; /* of the application id in the header of the file, big-endian */
	const unsigned char id[4] = { (unsigned char)((unsigned)application >> 24),
		                      (unsigned char)((unsigned)application >> 16),
		                      (unsigned char)((unsigned)application >> 8),
		                      (unsigned char)application };
	int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
	ssize_t n;

	if (fd < 0)
		return file_fail(WHERE, "the copy cannot be opened again", reterr);
	n = pwrite(fd, id, sizeof(id), AT);
	if (n != (ssize_t)sizeof(id))
		(void)file_fail(WHERE, "the copy cannot be marked as what it is", reterr);
	(void)close(fd);
	return n == (ssize_t)sizeof(id) ? CNIS_OK : CNIS_EIO;
}

cnis_status
copy_to_file(store *s, const char *path, int application, cnis_error *reterr)
{
	sqlite3 *to = NULL;
	cnis_status st = create_private(path, reterr);
	int rc;

	if (st != CNIS_OK)
		return st;
	/* No journal: a copy that fails is thrown away, never repaired. */
	rc = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(to, "PRAGMA journal_mode = OFF", NULL, NULL, NULL);
	st = rc == SQLITE_OK ? copy_pages(s, to, reterr) : store_sql_fail(NULL, rc, WHERE, reterr);
	(void)sqlite3_close(to);
	if (st == CNIS_OK && application != 0)
		st = mark(path, application, reterr);
	if (st == CNIS_OK)
		st = sync_path(path, O_NOFOLLOW, reterr);
	if (st != CNIS_OK)
		(void)unlink(path);
	return st;
}

cnis_status
copy_verify(const char *path, verify_result *ret, cnis_error *reterr)
{
	const store_options options = { .mode = STORE_COPY, .allow_old_schema = true };
	verify_result found = { 0 };
	store *copy = NULL;
	cnis_status st = store_open(path, &options, &copy, reterr);

	if (st == CNIS_OK)
		st = store_verify(copy, VERIFY_ALL, &found, reterr);
	store_close(copy);
	if (st != CNIS_OK)
		return st;
	if (!found.sound)
		return cnis_fail(reterr, CNIS_ECORRUPT, 0, WHERE, NULL,
		                 "the copy does not verify: %s", found.problem);
	*ret = found;
	return CNIS_OK;
}

char *
name_beside(const char *path, const char *prefix, const char *suffix)
{
	const char *slash = strrchr(path, '/');
	size_t folder = slash == NULL ? 0 : (size_t)(slash - path) + 1;
	size_t size = strlen(path) + strlen(prefix) + strlen(suffix) + 1;
	char *name = mem_new(size, 1);

	if (name != NULL)
		(void)snprintf(name, size, "%.*s%s%s%s", (int)folder, path, prefix, path + folder,
		               suffix);
	return name;
}

static cnis_status
publish(const char *partial, const char *path, cnis_error *reterr)
{
	if (link(partial, path) != 0)
		return file_fail(WHERE, "the copy cannot be given its name", reterr);
	(void)unlink(partial);
	return sync_folder_of(path, reterr);
}

static cnis_status
copy_snapshot(store *s, const char *path, cnis_error *reterr)
{
	bool own_snapshot = !s->in_snapshot;
	cnis_status st = own_snapshot ? store_snapshot_begin(s, reterr) : CNIS_OK;

	if (st == CNIS_OK)
		st = copy_to_file(s, path, STORE_BACKUP_ID, reterr);
	if (own_snapshot)
		store_snapshot_end(s);
	return st;
}

cnis_status
store_backup(store *s, const char *path, verify_result *ret, cnis_error *reterr)
{
	verify_result found = { 0 };
	struct stat there;
	char suffix[32];
	char *partial;
	cnis_status st;

	if (s->in_tx || s->local_tx)
		return store_misuse(WHERE, "a backup inside a transaction", reterr);
	if (lstat(path, &there) == 0)
		return cnis_fail(reterr, CNIS_EEXISTS, EEXIST, WHERE, NULL,
		                 "a file of that name is there already");
	(void)snprintf(suffix, sizeof(suffix), ".partial-%ld", (long)getpid());
	partial = name_beside(path, ".", suffix);
	if (partial == NULL)
		return cnis_nomem(reterr, WHERE);
	(void)unlink(partial); /* of a process of that number that was cut off */
	st = copy_snapshot(s, partial, reterr);
	if (st == CNIS_OK) {
		st = copy_verify(partial, &found, reterr);
		if (st == CNIS_OK)
			st = publish(partial, path, reterr);
		if (st != CNIS_OK)
			(void)unlink(partial);
	}
	free(partial);
	if (st == CNIS_OK)
		*ret = found;
	return st;
}
