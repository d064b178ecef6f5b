/*
 * Preloaded into a program under valgrind: asks again and again for an open-file-description lock
 * that another holds, instead of waiting for it in the kernel.  valgrind runs one thread at a time
 * and lets the others go on while one waits in a call it knows to wait; of F_OFD_SETLKW it does not
 * know (3.19), so the thread that has to end the wait never runs.
 */
#define _GNU_SOURCE /* F_OFD_SETLK, F_OFD_SETLKW */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <time.h>

int __fcntl(int fd, int cmd, ...);

int
fcntl(int fd, int cmd, ...)
{
	const struct timespec pause = { 0, 2000000L };
	va_list args;
	void *what;

	va_start(args, cmd);
	what = va_arg(args, void *);
	va_end(args);
	if (cmd != F_OFD_SETLKW)
		return __fcntl(fd, cmd, what);
	while (__fcntl(fd, F_OFD_SETLK, what) != 0) {
		if (errno != EAGAIN && errno != EACCES)
			return -1;
		(void)nanosleep(&pause, NULL); /* a cancellation point, as the call itself is */
	}
	return 0;
}
