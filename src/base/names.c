/* Names as words that can be compared. */
#include "base/names.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* Words that stand between names: not a name of their own, and often left out. */
static const char *const PARTICLES[] = {
	"a",   "ab",    "af",  "al",  "am", "an",  "ap",    "as",  "at",  "bin", "bint",
	"d",   "da",    "dal", "das", "de", "del", "della", "den", "der", "des", "di",
	"do",  "dos",   "du",  "e",   "ed", "el",  "ferch", "ibn", "la",  "le",  "les",
	"lo",  "los",   "of",  "san", "st", "ten", "ter",   "the", "ud",  "ul",  "ur",
	"van", "vande", "vom", "von", "y",  "zu",  "zur",
};

/* Beginnings that are written apart by some: they belong to the word after them. */
static const char *const BEGINNINGS[] = { "fitz", "m", "mac", "mc", "o" };

static bool
among(const char *word, const char *const *list, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (strcmp(word, list[i]) == 0)
			return true;
	}
	return false;
}

static bool
particle(const char *word)
{
	return among(word, PARTICLES, sizeof(PARTICLES) / sizeof(PARTICLES[0]));
}

/* Add a word unless it is there or the set is full. */
static void
names_add(names *set, const names_word *word)
{
	size_t i;

	for (i = 0; i < set->n; i++) {
		if (strcmp(set->word[i].text, word->text) == 0)
			return;
	}
	if (set->n < NAMES_WORDS)
		set->word[set->n++] = *word;
}

/* A word of len bytes with what was kept for its front; alone says that nothing follows it. */
static void
take_word(names *ret, char held[NAMES_WORD_SIZE], const char *from, size_t len, bool alone)
{
	names_word w = { 0 };
	text_buf whole = text_buf_on(w.text, sizeof(w.text));
	char piece[NAMES_WORD_SIZE];

	if (len >= sizeof(piece))
		len = sizeof(piece) - 1;
	memcpy(piece, from, len);
	piece[len] = '\0';
	if (!alone && held[0] == '\0' &&
	    among(piece, BEGINNINGS, sizeof(BEGINNINGS) / sizeof(BEGINNINGS[0]))) {
		memcpy(held, piece, sizeof(piece));
		return;
	}
	text_add(&whole, held);
	text_add(&whole, piece);
	held[0] = '\0';
	w.particle = particle(w.text);
	sound_key(w.text, w.sound);
	if (ret->n < NAMES_WORDS)
		ret->word[ret->n++] = w;
}

bool
names_parse(const char *text, names *ret)
{
	char held[NAMES_WORD_SIZE] = "";
	text_buf joined;
	char *folded = text_fold(text == NULL ? "" : text);
	const char *at = folded;
	size_t i;

	if (folded == NULL)
		return false;
	*ret = (names){ 0 };
	while (*at != '\0') {
		size_t len = strcspn(at, " ");

		take_word(ret, held, at, len, at[len] == '\0');
		at += len;
		at += *at == ' ' ? 1 : 0;
	}
	free(folded);
	joined = text_buf_on(ret->joined, sizeof(ret->joined));
	for (i = 0; i < ret->n; i++)
		text_add(&joined, ret->word[i].text);
	return true;
}

/* Particles in front of a word, as one word with it. */
static void
add_joined(names *set, const names *name, size_t first, size_t last)
{
	names_word w = { 0 };
	text_buf b = text_buf_on(w.text, sizeof(w.text));
	size_t i;

	for (i = first; i <= last; i++)
		text_add(&b, name->word[i].text);
	sound_key(w.text, w.sound);
	names_add(set, &w);
}

void
names_add_keys(names *set, const names *name)
{
	size_t first = 0;
	size_t before = set->n;
	size_t i;

	for (i = 0; i < name->n; i++) {
		if (name->word[i].particle)
			continue;
		names_add(set, &name->word[i]);
		if (first < i)
			add_joined(set, name, first, i);
		first = i + 1;
	}
	for (i = 0; set->n == before && i < name->n; i++)
		names_add(set, &name->word[i]); /* nothing but particles: they are the name */
}

bool
names_keys(const char *full, const char *given, const char *family, names *ret)
{
	const char *const texts[] = { full, given, family };
	names set = { 0 };
	names one;
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		if (texts[i] == NULL)
			continue;
		if (!names_parse(texts[i], &one))
			return false;
		names_add_keys(&set, &one);
	}
	*ret = set;
	return true;
}

/* ---- slips of the keyboard ---------------------------------------------------------------------
 */

size_t
names_edits(const char *a, const char *b, size_t bound)
{
	enum { MOST = NAMES_JOINED_SIZE };
	size_t la = strlen(a);
	size_t lb = strlen(b);
	unsigned char rows[3][MOST + 1];
	size_t i;
	size_t j;

	if (la > MOST || lb > MOST || (la > lb ? la - lb : lb - la) > bound)
		return bound + 1;
	for (j = 0; j <= lb; j++)
		rows[0][j] = (unsigned char)j;
	for (i = 1; i <= la; i++) {
		unsigned char *now = rows[i % 3];
		const unsigned char *before = rows[(i - 1) % 3];
		const unsigned char *earlier = rows[(i + 1) % 3];
		unsigned least = (unsigned)i;

		now[0] = (unsigned char)i;
		for (j = 1; j <= lb; j++) {
			unsigned best = before[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U);

			if (before[j] + 1U < best)
				best = before[j] + 1U;
			if (now[j - 1] + 1U < best)
				best = now[j - 1] + 1U;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
			    earlier[j - 2] + 1U < best)
				best = earlier[j - 2] + 1U;
			now[j] = (unsigned char)best;
			least = best < least ? best : least;
		}
		/* a swap of neighbours reaches back two rows, but for the price of one */
		if (least > bound + 1)
			return bound + 1;
	}
	return rows[la % 3][lb] > bound ? bound + 1 : rows[la % 3][lb];
}

bool
names_slip(const char *a, const char *b)
{
	enum { SHORT = 4, LONG = 8 };
	size_t la = strlen(a);
	size_t lb = strlen(b);
	size_t least = la < lb ? la : lb;
	size_t allowed = least >= LONG ? 2 : least >= SHORT ? 1 : 0;

	return names_edits(a, b, allowed) <= allowed;
}
