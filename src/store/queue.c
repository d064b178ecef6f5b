/*
 * The writers' queue: an open-file-description lock on NAME.lock, taken before BEGIN.  The kernel
 * wakes those who wait, so fifty writers are served in turn instead of failing busy.  The lock dies
 * with its process.  A wait with a time-out needs a thread: F_OFD_SETLKW has none.
 */
#define _GNU_SOURCE /* F_OFD_SETLK, F_OFD_SETLKW  NOLINT(bugprone-reserved-identifier) */

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/error.h"
#include "base/mem.h"
#include "store/inside.h"

/* Everything the thread touches lives here: a cancelled thread leaves no frame of its own behind.
 */
struct wait {
	int fd;
	struct flock what;
	int result; /* 0 or an errno */
	bool done;
	pthread_mutex_t mutex;
	pthread_cond_t cond;
};

static void
whole_file(struct flock *what, short type)
{
	memset(what, 0, sizeof(*what));
	what->l_type = type;
	what->l_whence = SEEK_SET;
}

/* Never waits. */
static int
lock(int fd, short type)
{
	struct flock what;

	whole_file(&what, type);
	return fcntl(fd, F_OFD_SETLK, &what) == 0 ? 0 : errno;
}

static void *
waiter(void *payload)
{
	struct wait *w = payload;
	int result;

	do /* a cancellation point */
		result = fcntl(w->fd, F_OFD_SETLKW, &w->what) == 0 ? 0 : errno;
	while (result == EINTR);
	(void)pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, NULL);
	(void)pthread_mutex_lock(&w->mutex);
	w->result = result;
	w->done = true;
	(void)pthread_cond_signal(&w->cond);
	(void)pthread_mutex_unlock(&w->mutex);
	return NULL;
}

static struct timespec
deadline(int ms)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	t.tv_sec += ms / 1000;
	t.tv_nsec += (long)(ms % 1000) * 1000000L;
	if (t.tv_nsec >= 1000000000L) {
		t.tv_sec++;
		t.tv_nsec -= 1000000000L;
	}
	return t;
}

/* 0, ETIMEDOUT, or another errno. */
static int
wait_for(struct wait *w, int ms)
{
	pthread_t thread;
	sigset_t all, before;
	struct timespec until = deadline(ms);
	bool done;
	int rc;

	/* Signals are for the thread of the caller. */
	(void)sigfillset(&all);
	(void)pthread_sigmask(SIG_SETMASK, &all, &before);
	rc = pthread_create(&thread, NULL, waiter, w);
	(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (rc != 0)
		return rc;
	(void)pthread_mutex_lock(&w->mutex);
	while (!w->done && rc == 0)
		rc = pthread_cond_timedwait(&w->cond, &w->mutex, &until);
	done = w->done;
	(void)pthread_mutex_unlock(&w->mutex);
	if (!done)
		(void)pthread_cancel(thread);
	(void)pthread_join(thread, NULL);
	if (w->done) /* it may have been let in while we gave up */
		return w->result;
	(void)lock(w->fd, F_UNLCK); /* cancelled between the lock and its answer */
	return ETIMEDOUT;
}

static int
wait_in_turn(int fd, int ms)
{
	struct wait w;
	pthread_condattr_t attr;
	int rc;

	memset(&w, 0, sizeof(w));
	w.fd = fd;
	whole_file(&w.what, F_WRLCK);
	(void)pthread_condattr_init(&attr);
	(void)pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	(void)pthread_mutex_init(&w.mutex, NULL);
	(void)pthread_cond_init(&w.cond, &attr);
	rc = wait_for(&w, ms);
	(void)pthread_cond_destroy(&w.cond);
	(void)pthread_mutex_destroy(&w.mutex);
	(void)pthread_condattr_destroy(&attr);
	return rc;
}

static cnis_status
open_lock(store *s, cnis_error *reterr)
{
	size_t size = strlen(s->path) + sizeof(".lock");
	char *name = mem_new(size, 1);
	int fd, err;

	if (name == NULL)
		return cnis_nomem(reterr, "queue.enter");
	(void)snprintf(name, size, "%s.lock", s->path);
	fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	err = errno;
	free(name);
	if (fd < 0)
		return cnis_fail(reterr, err == EACCES || err == EROFS ? CNIS_EREADONLY : CNIS_EIO,
		                 err, "queue.enter", NULL,
		                 "the writers' lock file beside the register cannot be opened: %s",
		                 strerror(err));
	s->lock_fd = fd;
	return CNIS_OK;
}

/* A restore that made no register took its lock file away: what is locked then is nobody's. */
static bool
nameless(int fd)
{
	struct stat info;

	return fstat(fd, &info) == 0 && info.st_nlink == 0;
}

static cnis_status
lock_in_turn(store *s, cnis_error *reterr)
{
	cnis_status st = s->lock_fd < 0 ? open_lock(s, reterr) : CNIS_OK;
	int rc;

	if (st != CNIS_OK)
		return st;
	rc = lock(s->lock_fd, F_WRLCK);
	if (rc == EAGAIN || rc == EACCES)
		rc = wait_in_turn(s->lock_fd, s->busy_ms);
	if (rc == ETIMEDOUT)
		return cnis_fail(
		    reterr, CNIS_EBUSY, rc, "queue.enter", NULL,
		    "another program is writing to the register; nothing was done, try "
		    "again");
	if (rc != 0)
		return cnis_fail(reterr, CNIS_EIO, rc, "queue.enter", NULL,
		                 "the writers' lock cannot be taken: %s", strerror(rc));
	return CNIS_OK;
}

cnis_status
queue_enter(store *s, cnis_error *reterr)
{
	cnis_status st;

	if (s->private_file || s->locked)
		return CNIS_OK;
	while ((st = lock_in_turn(s, reterr)) == CNIS_OK && nameless(s->lock_fd)) {
		(void)close(s->lock_fd);
		s->lock_fd = -1;
	}
	s->locked = st == CNIS_OK;
	return st;
}

void
queue_leave(store *s)
{
	if (!s->locked)
		return;
	(void)lock(s->lock_fd, F_UNLCK);
	s->locked = false;
}
