#include "support/oom.h"

#include <stdlib.h>

#include <sqlite3.h>

static sqlite3_mem_methods real;
static long budget = -1, hits;

static int
refused(void)
{
	if (budget < 0 || budget-- > 0)
		return 0;
	hits++; /* budget is -1 now: only this one */
	return 1;
}

static void *
counted_malloc(int n)
{
	return refused() ? NULL : real.xMalloc(n);
}

static void *
counted_realloc(void *old, int n)
{
	return refused() ? NULL : real.xRealloc(old, n);
}

void
oom_install(void)
{
	sqlite3_mem_methods counted;

	if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real) != SQLITE_OK)
		abort();
	counted = real;
	counted.xMalloc = counted_malloc;
	counted.xRealloc = counted_realloc;
	/* without lookaside: else small allocations never come here */
	if (sqlite3_config(SQLITE_CONFIG_MALLOC, &counted) != SQLITE_OK ||
	    sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0) != SQLITE_OK ||
	    sqlite3_initialize() != SQLITE_OK)
		abort();
}

void
oom_fail_at(long n)
{
	budget = n;
	hits = 0;
}

long
oom_hits(void)
{
	return hits;
}
