/* measure N COMMAND...: run it N times with stdout thrown away; the least wall and CPU milliseconds
 * and the largest resident KiB, on one line. */
#define _DEFAULT_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double
ms(struct timeval t)
{
	return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

static int
once(char *const *command, double *ret_wall, double *ret_cpu, long *ret_rss)
{
	struct timespec from;
	struct timespec to;
	struct rusage use;
	int status = 0;
	pid_t child;

	(void)clock_gettime(CLOCK_MONOTONIC, &from);
	child = fork();
	if (child < 0)
		return -1;
	if (child == 0) {
		int fd = open("/dev/null", O_WRONLY | O_CLOEXEC);

		if (fd < 0 || dup2(fd, STDOUT_FILENO) < 0)
			_exit(126);
		(void)execvp(command[0], command);
		_exit(127);
	}
	if (wait4(child, &status, 0, &use) != child)
		return -1;
	(void)clock_gettime(CLOCK_MONOTONIC, &to);
	*ret_wall = (double)(to.tv_sec - from.tv_sec) * 1e3 +
	            (double)(to.tv_nsec - from.tv_nsec) / 1e6;
	*ret_cpu = ms(use.ru_utime) + ms(use.ru_stime);
	*ret_rss = use.ru_maxrss;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int
main(int argc, char **argv)
{
	double wall = 1e18;
	double cpu = 1e18;
	long rss = 0;

	if (argc < 3)
		return 2;
	for (long n = strtol(argv[1], NULL, 10); n > 0; n--) {
		double w = 0;
		double c = 0;
		long r = 0;
		int code = once(argv + 2, &w, &c, &r);

		if (code != 0) {
			(void)fprintf(stderr, "measure: %s ended with %d\n", argv[2], code);
			return 1;
		}
		wall = w < wall ? w : wall;
		cpu = c < cpu ? c : cpu;
		rss = r > rss ? r : rss;
	}
	(void)printf("%.2f %.2f %ld\n", wall, cpu, rss);
	return 0;
}
