#ifndef CNIS_BASE_TEXT_H
#define CNIS_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cnis/day.h>

/** Copy @p src (NULL is "") into @p dst, cut at a whole UTF-8 character if it does not fit; false
 * if it was cut. */
bool text_copy(char *dst, size_t size, const char *src);

/** Both NULL, or equal. */
bool text_same(const char *a, const char *b);

/** NULL or "". */
bool text_empty(const char *text);

/*
 * A sentence under construction in a buffer the caller owns: no allocation and no stdio, so the
 * pure rule room may use it.  Overflow keeps whole characters and sets `cut`.
 */
typedef struct text_buf {
	char *bytes;
	size_t size;
	size_t len;
	bool cut;
} text_buf;

text_buf text_buf_on(char *bytes, size_t size);
void text_add(text_buf *b, const char *text);
void text_add_int(text_buf *b, int64_t value);
void text_add_day(text_buf *b, cnis_day day); /* ISO; "none" for CNIS_DAY_NONE */

/** Strict decimal integer, whole text, optional leading '-'; false if it is anything else or
 * overflows. */
bool text_int(const char *text, int64_t *ret_value);

/** A number of at least 0 with at most two decimals ("12", "7.5", "0.25"), whole text, in
 * hundredths; false if it is anything else or beyond nine digits. */
bool text_hundredths(const char *text, int64_t *ret_value);

/** The same back, without needless zeros: 750 is "7.5". */
void text_add_hundredths(text_buf *b, int64_t value);

/* What is wrong with a text a person or a file gave us. */
typedef enum text_problem {
	TEXT_FINE,
	TEXT_NOT_UTF8,
	TEXT_CONTROL,  /* a control character (tab and newline too unless multi-line is allowed) */
	TEXT_BIDI,     /* a character that changes the direction of what follows */
	TEXT_TOO_LONG, /* more than max characters */
	TEXT_NO_MEMORY,
} text_problem;

/**
 * Check and normalise one input text: valid UTF-8, no control or bidirectional override characters,
 * at most @p max_chars characters, trimmed, NFC.
 *
 * @param multiline  newlines and tabs are allowed
 * @param ret_text   new text, release with free(); untouched unless TEXT_FINE is returned
 */
text_problem text_clean(const char *in, size_t len, size_t max_chars, bool multiline,
                        char **ret_text);

/** A short English phrase for @p problem, for error messages. */
const char *text_problem_words(text_problem problem);

/** Terminal columns of @p text (UTF-8): wide characters count 2, combining ones 0. */
size_t text_width(const char *text);

/** Case-folded, accents and punctuation removed, ligatures and Greek and Cyrillic letters spelt in
 * plain Latin ones, spaces squeezed: for comparing names; "" for what is not UTF-8.  free(); NULL
 * if no memory. */
char *text_fold(const char *text);

#endif
