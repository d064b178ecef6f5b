/* Folders are published whole. */
#include "exchange/publish.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"

enum { PUBLISH_FILES = 64 };

struct publish {
	int dir_fd;     /* DIR */
	int lock_fd;    /* DIR/.cnis.lock */
	int partial_fd; /* DIR/.NAME.partial */
	int file_fd;    /* the file being written */
	char name[64];
	char partial[80];
	hash_state hash;
	publish_file file[PUBLISH_FILES];
	size_t n;
};

void (*publish_step)(const char *step);

static void
step(const char *what)
{
	if (publish_step != NULL)
		publish_step(what);
}

static cnis_status
io_fail(cnis_error *err, const char *what)
{
	int e = errno;

	return cnis_fail(err, e == ENOENT ? CNIS_ENOTFOUND : CNIS_EIO, e, "publish", "out",
	                 "%s: %s", what, strerror(e));
}

/* A folder of plain files: ours holds nothing else. */
static cnis_status
clear_folder(int dir_fd, const char *name, cnis_error *err)
{
	int fd = openat(dir_fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *e;
	cnis_status st = CNIS_OK;

	if (d == NULL) {
		st = io_fail(err, "the unfinished folder cannot be read");
		if (fd >= 0)
			(void)close(fd);
		return st;
	}
	while (st == CNIS_OK && (e = readdir(d)) != NULL)
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0 &&
		    unlinkat(fd, e->d_name, 0) != 0)
			st = io_fail(err, "the unfinished folder cannot be cleared");
	(void)closedir(d);
	if (st == CNIS_OK && unlinkat(dir_fd, name, AT_REMOVEDIR) != 0)
		st = io_fail(err, "the unfinished folder cannot be removed");
	return st;
}

static cnis_status
take_lock(publish *p, cnis_error *err)
{
	p->lock_fd =
	    openat(p->dir_fd, ".cnis.lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (p->lock_fd < 0)
		return io_fail(err, "the folder cannot be written");
	if (flock(p->lock_fd, LOCK_EX | LOCK_NB) == 0)
		return CNIS_OK;
	if (errno == EWOULDBLOCK)
		return cnis_fail(err, CNIS_EBUSY, 0, "publish", "out",
		                 "another run is writing in this folder");
	return io_fail(err, "the folder cannot be locked");
}

static cnis_status
make_partial(publish *p, bool *ret_resumed, cnis_error *err)
{
	struct stat sb;
	cnis_status st;

	if (fstatat(p->dir_fd, p->name, &sb, AT_SYMLINK_NOFOLLOW) == 0)
		return cnis_fail(err, CNIS_EEXISTS, 0, "publish", "out", "%s is already published",
		                 p->name);
	if (fstatat(p->dir_fd, p->partial, &sb, AT_SYMLINK_NOFOLLOW) == 0) {
		step("clear");
		st = clear_folder(p->dir_fd, p->partial, err);
		if (st != CNIS_OK)
			return st;
		*ret_resumed = true;
	}
	step("mkdir");
	if (mkdirat(p->dir_fd, p->partial, 0700) != 0)
		return io_fail(err, "the folder cannot be made");
	p->partial_fd = openat(p->dir_fd, p->partial, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return p->partial_fd < 0 ? io_fail(err, "the folder cannot be opened") : CNIS_OK;
}

cnis_status
publish_begin(const char *dir, const char *name, publish **ret, bool *ret_resumed,
              cnis_error *reterr)
{
	publish *p = mem_new(1, sizeof(*p));
	bool resumed = false;
	cnis_status st = CNIS_OK;

	if (p == NULL)
		return cnis_nomem(reterr, "publish");
	p->lock_fd = p->partial_fd = p->file_fd = -1;
	(void)text_copy(p->name, sizeof(p->name), name);
	(void)snprintf(p->partial, sizeof(p->partial), ".%s.partial", p->name);
	p->dir_fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (p->dir_fd < 0)
		st = io_fail(reterr, "the output folder cannot be opened");
	if (st == CNIS_OK)
		st = take_lock(p, reterr);
	if (st == CNIS_OK)
		st = make_partial(p, &resumed, reterr);
	if (st != CNIS_OK) {
		publish_close(p);
		return st;
	}
	if (ret_resumed != NULL)
		*ret_resumed = resumed;
	*ret = p;
	return CNIS_OK;
}

cnis_status
publish_file_begin(publish *p, const char *name, cnis_error *reterr)
{
	publish_file *f = &p->file[p->n];

	if (p->n == PUBLISH_FILES || p->file_fd >= 0 || !text_copy(f->name, sizeof(f->name), name))
		return cnis_fail(reterr, CNIS_EINVAL, 0, "publish", name,
		                 "one file at a time, at most %d", PUBLISH_FILES);
	step(name);
	p->file_fd = openat(p->partial_fd, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (p->file_fd < 0)
		return io_fail(reterr, name);
	f->bytes = 0;
	hash_begin(&p->hash);
	return CNIS_OK;
}

static cnis_status
write_all(int fd, const void *bytes, size_t len, cnis_error *err)
{
	const char *at = bytes;

	while (len > 0) {
		ssize_t n = write(fd, at, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return io_fail(err, "writing failed");
		at += n;
		len -= (size_t)n;
	}
	return CNIS_OK;
}

cnis_status
publish_write(const void *bytes, size_t len, void *payload, cnis_error *reterr)
{
	publish *p = payload;
	cnis_status st = write_all(p->file_fd, bytes, len, reterr);

	if (st == CNIS_OK) {
		hash_bytes(&p->hash, bytes, len);
		p->file[p->n].bytes += (int64_t)len;
	}
	return st;
}

cnis_status
publish_file_end(publish *p, int64_t rows, cnis_error *reterr)
{
	unsigned char sum[HASH_SIZE];
	publish_file *f = &p->file[p->n];
	int fd = p->file_fd;
	int bad;

	step("file sync");
	bad = fsync(fd);
	p->file_fd = -1;
	if (bad != 0) {
		cnis_status st = io_fail(reterr, f->name);

		(void)close(fd);
		return st;
	}
	if (close(fd) != 0)
		return io_fail(reterr, f->name);
	hash_end(&p->hash, sum);
	(void)hash_hex(sum, f->sha256);
	f->rows = rows;
	p->n++;
	return CNIS_OK;
}

size_t
publish_count(const publish *p)
{
	return p->n;
}

const publish_file *
publish_at(const publish *p, size_t i)
{
	return i < p->n ? &p->file[i] : NULL;
}

cnis_status
publish_commit(publish *p, cnis_error *reterr)
{
	struct stat sb;

	step("folder sync");
	if (fsync(p->partial_fd) != 0)
		return io_fail(reterr, "the folder cannot be synced");
	/* Under the lock nobody of ours can have made it; rename() would replace an empty one. */
	if (fstatat(p->dir_fd, p->name, &sb, AT_SYMLINK_NOFOLLOW) == 0)
		return cnis_fail(reterr, CNIS_EEXISTS, 0, "publish", "out",
		                 "%s is already published", p->name);
	step("rename");
	if (renameat(p->dir_fd, p->partial, p->dir_fd, p->name) != 0)
		return io_fail(reterr, "the folder cannot be renamed");
	step("parent sync");
	if (fsync(p->dir_fd) != 0)
		return io_fail(reterr, "the output folder cannot be synced");
	step("done");
	return CNIS_OK;
}

cnis_status
publish_replace(const char *dir, const char *name, const char *text, cnis_error *reterr)
{
	char temp[80];
	int dir_fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int fd = -1;
	cnis_status st = CNIS_OK;

	if (dir_fd < 0)
		return io_fail(reterr, "the output folder cannot be opened");
	(void)snprintf(temp, sizeof(temp), ".%s.new", name);
	fd = openat(dir_fd, temp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		st = io_fail(reterr, name);
	if (st == CNIS_OK)
		st = write_all(fd, text, strlen(text), reterr);
	if (st == CNIS_OK && fsync(fd) != 0)
		st = io_fail(reterr, name);
	if (st == CNIS_OK && renameat(dir_fd, temp, dir_fd, name) != 0)
		st = io_fail(reterr, name);
	if (st == CNIS_OK && fsync(dir_fd) != 0)
		st = io_fail(reterr, name);
	if (fd >= 0)
		(void)close(fd);
	(void)close(dir_fd);
	return st;
}

void
publish_close(publish *p)
{
	if (p == NULL)
		return;
	if (p->file_fd >= 0)
		(void)close(p->file_fd);
	if (p->partial_fd >= 0)
		(void)close(p->partial_fd);
	if (p->lock_fd >= 0)
		(void)close(p->lock_fd);
	if (p->dir_fd >= 0)
		(void)close(p->dir_fd);
	free(p);
}
