/*
 * measure N COMMAND... :: COMMAND...: run the two by turns, once unmeasured and then N times, with
 * stdout thrown away.  On one line for each of them: the median of wall and of CPU milliseconds and
 * the largest resident KiB.
 */
#define _DEFAULT_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 101 };

typedef struct side {
	char **command;
	double wall[MOST];
	double cpu[MOST];
	long rss;
} side;

static double
ms(struct timeval t)
{
	return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

static int
once(side *s, long i)
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
		(void)execvp(s->command[0], s->command);
		_exit(127);
	}
	if (wait4(child, &status, 0, &use) != child)
		return -1;
	(void)clock_gettime(CLOCK_MONOTONIC, &to);
	s->wall[i] = (double)(to.tv_sec - from.tv_sec) * 1e3 +
	             (double)(to.tv_nsec - from.tv_nsec) / 1e6;
	s->cpu[i] = ms(use.ru_utime) + ms(use.ru_stime);
	s->rss = use.ru_maxrss > s->rss ? use.ru_maxrss : s->rss;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return (x > y) - (x < y);
}

static double
median(double *of, long n)
{
	qsort(of, (size_t)n, sizeof(*of), by_size);
	return (of[n / 2] + of[(n - 1) / 2]) / 2;
}

int
main(int argc, char **argv)
{
	static side sides[2];
	long n = argc > 3 ? strtol(argv[1], NULL, 10) : 0;

	if (n < 1 || n > MOST)
		return 2;
	sides[0].command = argv + 2;
	for (int i = 3; i < argc - 1; i++)
		if (strcmp(argv[i], "::") == 0) {
			argv[i] = NULL;
			sides[1].command = argv + i + 1;
		}
	if (sides[1].command == NULL)
		return 2;
	for (long i = -1; i < n; i++)
		for (int k = 0; k < 2; k++) {
			int code = once(&sides[k], i < 0 ? 0 : i);

			if (code != 0) {
				(void)fprintf(stderr, "measure: %s ended with %d\n",
				              sides[k].command[0], code);
				return 1;
			}
		}
	for (int k = 0; k < 2; k++)
		(void)printf("%.2f %.2f %ld%s", median(sides[k].wall, n), median(sides[k].cpu, n),
		             sides[k].rss, k == 0 ? " " : "\n");
	return 0;
}
