#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/inside.h"

/*
 * $PAGER, when a person reads tables on a terminal and has asked for one.  Rows are kept in memory
 * and handed over after the register is closed: nothing of it is held while a person reads, and no
 * connection crosses the fork.
 */
FILE *
pager_open(cli *x)
{
	const char *pager = getenv("PAGER");

	if (x->inside->held != NULL)
		return x->inside->held;
	if (x->inside->spool != NULL)
		return x->inside->spool;
	if (pager == NULL || pager[0] == '\0' || isatty(STDOUT_FILENO) != 1 ||
	    (x->format != OUT_TABLE && x->format != OUT_PLAIN))
		return stdout;
	x->inside->spool = open_memstream(&x->inside->page, &x->inside->page_len);
	return x->inside->spool != NULL ? x->inside->spool : stdout;
}

static void
show(const char *bytes, size_t len)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };
	struct sigaction old;
	FILE *f;

	sigemptyset(&ignore.sa_mask);
	f = popen(getenv("PAGER"), "w"); /* NOLINT(cert-env33-c): the person's own choice */
	if (f == NULL) {
		fwrite(bytes, 1, len, stdout);
		return;
	}
	sigaction(SIGINT, &ignore, &old); /* Ctrl-C is for the pager */
	fwrite(bytes, 1, len, f);
	pclose(f);
	sigaction(SIGINT, &old, NULL);
}

void
pager_show(cli *x)
{
	if (x->inside->spool == NULL)
		return;
	if (fclose(x->inside->spool) == 0 && x->inside->page_len > 0)
		show(x->inside->page, x->inside->page_len);
	free(x->inside->page);
	x->inside->spool = NULL;
	x->inside->page = NULL;
}
