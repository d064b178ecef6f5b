#include "out/talk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static bool quiet_now;
static bool line_open;
static struct timespec last;

void
talk_quiet(bool quiet)
{
	quiet_now = quiet;
}

void
talk_line(const char *prefix, const char *fmt, va_list args)
{
	if (quiet_now)
		return;
	talk_progress_end();
	fputs(prefix, stderr);
	vfprintf(stderr, fmt, args);
	putc('\n', stderr);
}

static bool
on_terminal(void)
{
	const char *term = getenv("TERM");

	return isatty(STDERR_FILENO) == 1 && (term == NULL || strcmp(term, "dumb") != 0);
}

void
talk_progress(const char *what, int64_t done, int64_t total)
{
	struct timespec now;

	if (quiet_now || !on_terminal() || clock_gettime(CLOCK_MONOTONIC, &now) != 0)
		return;
	if (line_open && now.tv_sec == last.tv_sec && now.tv_nsec - last.tv_nsec < 100000000)
		return;
	last = now;
	line_open = true;
	if (total > 0)
		fprintf(stderr, "\r%s %lld of %lld", what, (long long)done, (long long)total);
	else
		fprintf(stderr, "\r%s %lld", what, (long long)done);
	fflush(stderr);
}

void
talk_progress_end(void)
{
	if (line_open)
		fputs("\r\033[K", stderr);
	line_open = false;
}
