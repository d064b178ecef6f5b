/*
 * Preloaded into the program: its allocation number NOMEM_AT (from 0) fails, and the file
 * NOMEM_MARK is made.  Only what the program's own code asks for counts; its libraries have their
 * own tests.
 */
#define _GNU_SOURCE /* RTLD_NEXT, dl_iterate_phdr */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *old, size_t size);

static uintptr_t code_from, code_to;
static long left = -1;
static int leaving;

static int
find_code(struct dl_phdr_info *info, size_t size, void *payload)
{
	(void)size;
	(void)payload;
	for (int i = 0; i < info->dlpi_phnum; i++)
		if (info->dlpi_phdr[i].p_type == PT_LOAD &&
		    (info->dlpi_phdr[i].p_flags & PF_X) != 0) {
			code_from = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
			code_to = code_from + info->dlpi_phdr[i].p_memsz;
		}
	return 1; /* the first object is the program */
}

__attribute__((constructor)) static void
arm(void)
{
	const char *at = getenv("NOMEM_AT");

	dl_iterate_phdr(find_code, NULL);
	left = at == NULL ? -1 : strtol(at, NULL, 10);
}

/* What is written when the program has ended (counters of coverage, say) is not its work. */
static void
leave(void)
{
	left = -1;
}

static int
refused(const void *caller)
{
	const char *mark = getenv("NOMEM_MARK");

	if (left < 0 || (uintptr_t)caller < code_from || (uintptr_t)caller >= code_to)
		return 0;
	if (!leaving) {
		leaving = 1;
		atexit(leave);
	}
	if (left-- > 0)
		return 0;
	if (mark != NULL)
		close(open(mark, O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
	errno = ENOMEM;
	return 1;
}

void *
malloc(size_t size)
{
	return refused(__builtin_return_address(0)) ? NULL : __libc_malloc(size);
}

void *
calloc(size_t n, size_t size)
{
	return refused(__builtin_return_address(0)) ? NULL : __libc_calloc(n, size);
}

void *
realloc(void *old, size_t size)
{
	return refused(__builtin_return_address(0)) ? NULL : __libc_realloc(old, size);
}

char *
strdup(const char *text)
{
	size_t size = strlen(text) + 1;
	char *copy = refused(__builtin_return_address(0)) ? NULL : __libc_malloc(size);

	return copy == NULL ? NULL : memcpy(copy, text, size);
}

FILE *
open_memstream(char **bytes, size_t *size)
{
	FILE *(*real)(char **, size_t *);
	void *found;

	if (refused(__builtin_return_address(0)))
		return NULL;
	found = dlsym(RTLD_NEXT, "open_memstream");
	memcpy(&real, &found, sizeof(real));
	return real(bytes, size);
}
