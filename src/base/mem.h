#ifndef CNIS_BASE_MEM_H
#define CNIS_BASE_MEM_H

#include <stddef.h>

/*
 * Every allocation of the library goes through here, so that the fault tests can fail the n-th one.
 * The budget is for tests only: below zero (the start) means no limit.
 */

/** Zeroed memory for @p n items of @p size bytes, or NULL.  Release with free(). */
void *mem_new(size_t n, size_t size);

/** Grow or shrink @p old to @p n items; NULL leaves @p old as it was.  Release with free(). */
void *mem_grow(void *old, size_t n, size_t size);

/** A copy of @p text, NULL for NULL or when memory is gone.  Release with free(). */
char *mem_text(const char *text);

/** The first @p len bytes of @p text with a NUL after them, or NULL.  Release with free(). */
char *mem_text_n(const char *text, size_t len);

/** Tests: fail the @p n-th allocation from now (0 is the next one); -1 never. */
void mem_fail_at(long n);

/** Tests: how many allocations were failed since mem_fail_at(). */
long mem_failures(void);

#endif
