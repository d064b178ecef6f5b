/* A document from a file, and into one.  The file is read twice and must not have changed: somebody
 * may still be writing it. */
#include "exchange/document_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"
#include "domain/document.h"
#include "exchange/plain_path.h"

void (*document_file_between)(void);

static const char where_read[] = "document.read";
static const char where_save[] = "document.save";

static cnis_status
io_fail(cnis_error *err, const char *where, const char *what)
{
	return cnis_fail(err, CNIS_EIO, errno, where, "file", "%s: %s", what, strerror(errno));
}

/* ---- in ---------------------------------------------------------------------------------------
 */

/* Neither a link is followed nor a pipe waited for. */
static cnis_status
open_plain(const char *path, int *ret_fd, struct stat *ret_is, cnis_error *reterr)
{
	int fd = plain_path_open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY);

	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		return cnis_fail(reterr, CNIS_ENOTFOUND, errno, where_read, "file", "no such file");
	if (fd < 0 && (errno == ELOOP || errno == ENXIO))
		return cnis_fail(reterr, CNIS_EINVAL, errno, where_read, "file",
		                 errno == ELOOP ? "is a symbolic link, or lies behind one of "
		                                  "somebody else's: name the file itself"
		                                : "is no plain file");
	if (fd < 0)
		return io_fail(reterr, where_read, "cannot be opened");
	if (fstat(fd, ret_is) != 0) {
		(void)close(fd);
		return io_fail(reterr, where_read, "cannot be looked at");
	}
	if (!S_ISREG(ret_is->st_mode)) {
		(void)close(fd);
		return cnis_fail(reterr, CNIS_EINVAL, 0, where_read, "file",
		                 S_ISDIR(ret_is->st_mode) ? "is a folder" : "is no plain file");
	}
	*ret_fd = fd;
	return CNIS_OK;
}

/* Read @p len bytes from the beginning, or what there is; hash them. */
static cnis_status
read_all(int fd, char *bytes, size_t len, size_t *ret_len, unsigned char ret_sum[HASH_SIZE],
         cnis_error *reterr)
{
	hash_state h;
	size_t at = 0;

	while (at < len) {
		ssize_t n = pread(fd, bytes + at, len - at, (off_t)at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return io_fail(reterr, where_read, "cannot be read");
		if (n == 0)
			break;
		at += (size_t)n;
	}
	hash_begin(&h);
	hash_bytes(&h, bytes, at);
	hash_end(&h, ret_sum);
	*ret_len = at;
	return CNIS_OK;
}

static bool
same_file(const struct stat *a, const struct stat *b)
{
	return a->st_size == b->st_size && a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
	       a->st_mtim.tv_nsec == b->st_mtim.tv_nsec && a->st_ctim.tv_sec == b->st_ctim.tv_sec &&
	       a->st_ctim.tv_nsec == b->st_ctim.tv_nsec;
}

static cnis_status
read_twice(int fd, const struct stat *before, char *bytes, size_t len, cnis_error *reterr)
{
	unsigned char first[HASH_SIZE] = { 0 }, second[HASH_SIZE] = { 0 };
	size_t n = 0, again = 0;
	struct stat after;
	cnis_status st = read_all(fd, bytes, len, &n, first, reterr);

	if (document_file_between != NULL)
		document_file_between();
	if (st == CNIS_OK)
		st = read_all(fd, bytes, len, &again, second, reterr);
	if (st == CNIS_OK && fstat(fd, &after) != 0)
		st = io_fail(reterr, where_read, "cannot be looked at");
	if (st == CNIS_OK && (n != len || again != len || !same_file(before, &after) ||
	                      memcmp(first, second, HASH_SIZE) != 0))
		st = cnis_fail(reterr, CNIS_ECONFLICT, 0, where_read, "file",
		               "changed while it was read; nothing was kept: try again when nobody "
		               "writes it");
	return st;
}

static cnis_status
check_size(cnis_register *r, const struct stat *is, cnis_error *reterr)
{
	int64_t most = 0;
	cnis_status st = document_most(r, &most, reterr);

	if (st == CNIS_OK && is->st_size == 0)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where_read, "file", "is empty");
	if (st == CNIS_OK && is->st_size > most)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where_read, "file",
		                 "has %lld bytes; %lld are kept at most (setting "
		                 "document.max_bytes): record where it lies instead",
		                 (long long)is->st_size, (long long)most);
	return st;
}

cnis_status
cnis_document_file_read(cnis_register *r, const char *path, cnis_document_file *ret,
                        cnis_error *reterr)
{
	cnis_document_file file = { 0 };
	struct stat is = { 0 };
	int fd = -1;
	cnis_status st = open_plain(path, &fd, &is, reterr);

	if (st != CNIS_OK)
		return st;
	st = check_size(r, &is, reterr);
	if (st == CNIS_OK) {
		file.len = (size_t)is.st_size;
		file.bytes = mem_new(file.len, 1);
		st = file.bytes == NULL ? cnis_nomem(reterr, where_read)
		                        : read_twice(fd, &is, file.bytes, file.len, reterr);
	}
	(void)close(fd);
	if (st == CNIS_OK)
		st = document_type(path, file.bytes, file.len, file.type, reterr);
	if (st != CNIS_OK) {
		cnis_document_file_clear(&file);
		return st;
	}
	*ret = file;
	return CNIS_OK;
}

void
cnis_document_file_clear(cnis_document_file *file)
{
	free(file->bytes);
	file->bytes = NULL;
	file->len = 0;
}

/* ---- out --------------------------------------------------------------------------------------
 */

static cnis_status
write_all(int fd, const char *bytes, size_t len, cnis_error *reterr)
{
	while (len > 0) {
		ssize_t n = write(fd, bytes, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return io_fail(reterr, where_save, "cannot be written");
		bytes += n;
		len -= (size_t)n;
	}
	return fsync(fd) == 0 ? CNIS_OK : io_fail(reterr, where_save, "cannot be written");
}

cnis_status
cnis_document_save(cnis_register *r, int64_t id, const char *path, cnis_error *reterr)
{
	void *bytes = NULL;
	size_t len = 0;
	int fd = -1;
	cnis_status st = cnis_document_bytes(r, id, &bytes, &len, reterr);

	if (st != CNIS_OK)
		return st;
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0 && errno == EEXIST)
		st = cnis_fail(reterr, CNIS_EEXISTS, errno, where_save, "file",
		               "there is something of that name already");
	else if (fd < 0)
		st = io_fail(reterr, where_save, "cannot be made");
	if (st == CNIS_OK) {
		st = write_all(fd, bytes, len, reterr);
		if (close(fd) != 0 && st == CNIS_OK)
			st = io_fail(reterr, where_save, "cannot be written");
		if (st != CNIS_OK)
			(void)unlink(path);
	}
	free(bytes);
	return st;
}
