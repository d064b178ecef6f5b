#ifndef CNIS_BASE_NAMES_H
#define CNIS_BASE_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/sound.h"

/*
 * Names as words that can be compared: folded (case, accents, ligatures, Cyrillic and Greek letters
 * written in Latin ones), with their sound.  Nothing here knows which word is the family name.
 */

/* Raised whenever a word or a sound comes out otherwise: `migrate` then makes name_key anew. */
enum { NAMES_ALGORITHM = 1 };

enum {
	NAMES_WORDS = 12,     /* of one name; further ones are left out */
	NAMES_WORD_SIZE = 40, /* bytes of one folded word */
	NAMES_JOINED_SIZE = 160,
	NAMES_FAMILIAR_MOST = 31, /* familiar forms of one word */
};

typedef struct names_word {
	char text[NAMES_WORD_SIZE];
	char sound[SOUND_SIZE];
	bool particle; /* de, van, al, bin ...: often left out or written as one with the next */
} names_word;

/* The words of a name in their order.  "O Neill" and "Mc Donald" are one word. */
typedef struct names {
	names_word word[NAMES_WORDS];
	size_t n;
	char joined[NAMES_JOINED_SIZE]; /* all words without spaces, particles too */
} names;

/** Take a name apart.  NULL is "".  @return false: no memory */
bool names_parse(const char *text, names *ret);

/** Add the words @p name is looked up by to a set, as names_keys() does. */
void names_add_keys(names *set, const names *name);

/** The words a name is looked up by, each once: those of the three texts (any may be NULL) without
 * particles, and a particle written as one with the word after it.  @return false: no memory */
bool names_keys(const char *full, const char *given, const char *family, names *ret);

/** Are these two folded words familiar forms of one given name (Bill, William)?  Never for two
 * equal words. */
bool names_familiar(const char *a, const char *b);

/** Every word that is a familiar form of this one, itself left out: fn is called with each. */
void names_familiar_each(const char *word, void (*fn)(const char *word, void *payload),
                         void *payload);

/** Edits (insert, drop, change, swap of neighbours) between two words, at most @p bound + 1. */
size_t names_edits(const char *a, const char *b, size_t bound);

/** One slip of the keyboard apart, two in a long word? */
bool names_slip(const char *a, const char *b);

#endif
