/* Allocation with one door, so that tests can close it. */
#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static long budget = -1;
static long failures;

static int
refused(void)
{
	if (budget < 0)
		return 0;
	if (budget > 0) {
		budget--;
		return 0;
	}
	failures++;
	return 1;
}

void
mem_fail_at(long n)
{
	budget = n;
	failures = 0;
}

long
mem_failures(void)
{
	return failures;
}

void *
mem_new(size_t n, size_t size)
{
	return refused() ? NULL : calloc(n == 0 ? 1 : n, size == 0 ? 1 : size);
}

void *
mem_grow(void *old, size_t n, size_t size)
{
	if (size != 0 && n > SIZE_MAX / size)
		return NULL;
	if (refused())
		return NULL;
	return realloc(old, n * size == 0 ? 1 : n * size);
}

char *
mem_text(const char *text)
{
	return text == NULL ? NULL : mem_text_n(text, strlen(text));
}

char *
mem_text_n(const char *text, size_t len)
{
	char *copy = mem_new(len + 1, 1);

	if (copy != NULL)
		memcpy(copy, text, len);
	return copy;
}
