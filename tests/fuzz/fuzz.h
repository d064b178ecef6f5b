#ifndef CNIS_FUZZ_FUZZ_H
#define CNIS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/error.h>

/* One input of a parser.  Built with clang and CNIS_FUZZ=ON it is a libFuzzer target; otherwise
 * replay.c hands it the files of corpus/. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What must hold whatever came in: a crash is how a fuzz target says no. */
#define FUZZ_MUST(what)                                                                            \
	do {                                                                                       \
		if (!(what))                                                                       \
			abort();                                                                   \
	} while (0)

/** The input as text with a NUL after it.  free() */
static inline char *
fuzz_text(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);

	FUZZ_MUST(text != NULL);
	if (size > 0)
		memcpy(text, data, size);
	text[size] = '\0';
	return text;
}

/** An error says what its function returned, in one line. */
static inline void
fuzz_error(cnis_status st, const cnis_error *error)
{
	if (st == CNIS_OK)
		return;
	FUZZ_MUST(error->code == st);
	FUZZ_MUST(error->message[0] != '\0');
	FUZZ_MUST(memchr(error->message, '\0', sizeof(error->message)) != NULL);
	FUZZ_MUST(strpbrk(error->message, "\r\n\x1b") == NULL);
}

#endif
