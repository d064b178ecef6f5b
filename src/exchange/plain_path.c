/* Opening a file somebody named, without being led elsewhere. */
#define _GNU_SOURCE /* O_PATH  NOLINT(bugprone-reserved-identifier) */
#include "exchange/plain_path.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LONGEST = 4096, LINKS = 40 };

/* Where the walk stands: a folder that is open, and what is left of the path. */
typedef struct walk {
	int folder;
	int links;
	char rest[LONGEST];
} walk;

static bool
enter(walk *w, int folder)
{
	if (w->folder >= 0)
		(void)close(w->folder);
	w->folder = folder;
	return folder >= 0;
}

/* The next part of the path; false: there is none. */
static bool
next(walk *w, char part[LONGEST], bool *ret_last)
{
	size_t skip = strspn(w->rest, "/");
	size_t len = strcspn(w->rest + skip, "/");
	size_t after = skip + len + strspn(w->rest + skip + len, "/");

	if (len == 0)
		return false;
	memcpy(part, w->rest + skip, len);
	part[len] = '\0';
	*ret_last = w->rest[after] == '\0';
	memmove(w->rest, w->rest + after, strlen(w->rest + after) + 1);
	return true;
}

/* A link on the way is followed where it is the reader's own, or the machine's. */
static bool
follow(walk *w, int link, const struct stat *is)
{
	char target[LONGEST], whole[2 * LONGEST];
	ssize_t n;

	if ((is->st_uid != 0 && is->st_uid != geteuid()) || ++w->links > LINKS) {
		errno = ELOOP;
		return false;
	}
	n = readlinkat(link, "", target, sizeof(target) - 1);
	if (n < 0)
		return false;
	target[n] = '\0';
	if (snprintf(whole, sizeof(whole), "%s/%s", target, w->rest) >= LONGEST) {
		errno = ENAMETOOLONG;
		return false;
	}
	memcpy(w->rest, whole, strlen(whole) + 1);
	return target[0] != '/' || enter(w, open("/", O_PATH | O_DIRECTORY | O_CLOEXEC));
}

static bool
step(walk *w, const char *part)
{
	struct stat is;
	int fd = openat(w->folder, part, O_PATH | O_NOFOLLOW | O_CLOEXEC);
	bool ok;

	if (fd < 0)
		return false;
	ok = fstat(fd, &is) == 0;
	if (ok && S_ISLNK(is.st_mode)) {
		int saved;

		ok = follow(w, fd, &is);
		saved = errno;
		(void)close(fd);
		errno = saved;
		return ok;
	}
	if (ok)
		return enter(w, fd);
	(void)close(fd);
	return false;
}

int
plain_path_open(const char *path, int flags)
{
	walk w = { .folder = -1 };
	char part[LONGEST];
	bool last = false;
	int fd = -1;
	int saved;

	if (strlen(path) >= sizeof(w.rest)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	memcpy(w.rest, path, strlen(path) + 1);
	if (!enter(&w, open(path[0] == '/' ? "/" : ".", O_PATH | O_DIRECTORY | O_CLOEXEC)))
		return -1;
	errno = ENOENT;
	while (next(&w, part, &last)) {
		if (last) {
			fd = openat(w.folder, part, flags | O_NOFOLLOW | O_CLOEXEC);
			break;
		}
		if (!step(&w, part))
			break;
	}
	saved = errno;
	(void)close(w.folder);
	errno = saved;
	return fd;
}
