/*
 * Creating a register.  It is built under a name of its own and linked into place when it is whole,
 * so that a crash never leaves half a register and nothing is ever overwritten.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <uuid/uuid.h>

#include "base/error.h"
#include "base/mem.h"
#include "store/inside.h"

static const char HERE[] = "register.create";

static bool
there(const char *path, const char *suffix)
{
	struct stat info;
	char name[4096];
	int n = snprintf(name, sizeof(name), "%s%s", path, suffix);

	return n > 0 && (size_t)n < sizeof(name) && lstat(name, &info) == 0;
}

static cnis_status
check_target(const char *path, const char *folder, cnis_error *reterr)
{
	struct stat info;

	if (there(path, ""))
		return cnis_fail(reterr, CNIS_EEXISTS, EEXIST, HERE, NULL,
		                 "a file of that name exists already");
	/* SQLite would take the changes of a register that is gone for those of the new one. */
	if (there(path, "-wal") || there(path, "-journal"))
		return cnis_fail(reterr, CNIS_EEXISTS, EEXIST, HERE, NULL,
		                 "a -wal or -journal file of an earlier register lies beside that "
		                 "name: move it away");
	if (stat(folder, &info) != 0)
		return cnis_fail(reterr, CNIS_EIO, errno, HERE, NULL,
		                 "the folder cannot be reached: %s", strerror(errno));
	if (!S_ISDIR(info.st_mode))
		return cnis_fail(reterr, CNIS_EIO, ENOTDIR, HERE, NULL,
		                 "the folder is not a directory");
	if (faccessat(AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) != 0)
		return cnis_fail(reterr, CNIS_EIO, errno, HERE, NULL,
		                 "the folder cannot be written: %s", strerror(errno));
	return store_check_file_system(folder, reterr);
}

static void
remove_parts(const char *name)
{
	static const char *const SUFFIX[] = { "-journal", "-wal", "-shm", "" };
	char part[4200];
	size_t i;

	for (i = 0; i < sizeof(SUFFIX) / sizeof(SUFFIX[0]); i++) {
		(void)snprintf(part, sizeof(part), "%s%s", name, SUFFIX[i]);
		(void)unlink(part);
	}
}

/* Fill the empty file @p name. */
static cnis_status
build(const char *name, const store_identity *identity, const struct store_embedded *migrations,
      cnis_error *reterr)
{
	char sql[64], uuid[37];
	uuid_t id;
	store *s = store_new(name);
	cnis_status st;

	if (s == NULL)
		return cnis_nomem(reterr, HERE);
	s->mode = STORE_WRITE;
	s->private_file = true;
	s->migrations = migrations;
	s->now = identity->now;
	uuid_generate_random(id);
	uuid_unparse_lower(id, uuid);
	(void)snprintf(sql, sizeof(sql), "PRAGMA application_id = %d", STORE_APPLICATION_ID);
	st = store_connect(s, SQLITE_OPEN_READWRITE, reterr);
	if (st == CNIS_OK)
		st = store_harden(s, reterr);
	if (st == CNIS_OK)
		st = store_exec(s, sql, HERE, reterr);
	if (st == CNIS_OK)
		st = migrate_new(s, identity, uuid, reterr);
	if (st == CNIS_OK)
		st = store_exec(s, "PRAGMA journal_mode = WAL", HERE, reterr);
	if (st == CNIS_OK) /* the last to close: leave one file, not three */
		(void)sqlite3_db_config(s->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
	store_close(s);
	return st;
}

static cnis_status
sync_folder(const char *folder, cnis_error *reterr)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int err = 0;

	if (fd < 0 || fsync(fd) != 0)
		err = errno;
	if (fd >= 0)
		(void)close(fd);
	if (err != 0)
		return cnis_fail(reterr, CNIS_EIO, err, HERE, NULL,
		                 "the folder cannot be synced: %s", strerror(err));
	return CNIS_OK;
}

static cnis_status
put_in_place(const char *name, const char *path, const char *folder, cnis_error *reterr)
{
	/* link, not rename: a file that appeared meanwhile is never replaced */
	if (link(name, path) != 0) {
		if (errno == EEXIST)
			return cnis_fail(reterr, CNIS_EEXISTS, errno, HERE, NULL,
			                 "a file of that name exists already");
		return cnis_fail(reterr, CNIS_EIO, errno, HERE, NULL,
		                 "the register cannot be put in place: %s", strerror(errno));
	}
	return sync_folder(folder, reterr);
}

cnis_status
store_create_with(const char *path, const store_identity *identity,
                  const struct store_embedded *migrations, cnis_error *reterr)
{
	char folder[4096], name[4160], mark[37];
	const char *base;
	uuid_t id;
	int fd, n;
	cnis_status st;

	if (path == NULL || path[0] == '\0' || !store_folder(path, folder, sizeof(folder)))
		return cnis_fail(reterr, CNIS_EIO, ENAMETOOLONG, HERE, NULL,
		                 "the path of the register is missing or too long");
	if (identity->authority == NULL || strlen(identity->authority) != 3)
		return cnis_fail(reterr, CNIS_EINVAL, 0, HERE, "authority",
		                 "an authority is named by three digits");
	if (identity->officer == NULL)
		return store_misuse(HERE, "a register is created by somebody", reterr);
	st = check_target(path, folder, reterr);
	if (st != CNIS_OK)
		return st;
	uuid_generate_random(id);
	uuid_unparse_lower(id, mark);
	base = strrchr(path, '/') == NULL ? path : strrchr(path, '/') + 1;
	n = snprintf(name, sizeof(name), "%s/.%s.new-%.8s", folder, base, mark);
	if (n < 0 || (size_t)n >= sizeof(name))
		return cnis_fail(reterr, CNIS_EIO, ENAMETOOLONG, HERE, NULL,
		                 "the path of the register is too long");
	fd = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return cnis_fail(reterr, CNIS_EIO, errno, HERE, NULL,
		                 "the register cannot be created: %s", strerror(errno));
	(void)close(fd); /* nobody has it open yet */
	st = build(name, identity, migrations, reterr);
	if (st == CNIS_OK)
		st = put_in_place(name, path, folder, reterr);
	remove_parts(name);
	return st;
}

cnis_status
store_create(const char *path, const store_identity *identity, cnis_error *reterr)
{
	return store_create_with(path, identity, store_migrations, reterr);
}
