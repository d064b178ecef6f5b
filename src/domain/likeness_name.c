/* Two names: which part is which, and how they stand to each other. */
#include "domain/likeness_name.h"

#include <string.h>

/* Some words of a name, in order; borrowed. */
typedef struct words {
	const names_word *word[NAMES_WORDS];
	size_t n;
} words;

static void
push(words *to, const names_word *word)
{
	if (to->n < NAMES_WORDS)
		to->word[to->n++] = word;
}

static words
words_of(const names *n)
{
	words w = { .n = 0 };
	size_t i;

	for (i = 0; i < n->n; i++)
		push(&w, &n->word[i]);
	return w;
}

/* Without particles, unless there is nothing else. */
static words
bare(const words *all)
{
	words w = { .n = 0 };
	size_t i;

	for (i = 0; i < all->n; i++) {
		if (!all->word[i]->particle)
			push(&w, all->word[i]);
	}
	return w.n == 0 ? *all : w;
}

/* ---- two words --------------------------------------------------------------------------------
 */

static bool
initial(const char *a, const char *b)
{
	return (a[1] == '\0' || b[1] == '\0') && a[0] == b[0];
}

static bool
said_alike(const names_word *a, const names_word *b)
{
	/* one sign says too little by itself: May, Mia, Mo */
	return strcmp(a->sound, b->sound) == 0 &&
	       (strlen(a->sound) > 1 || names_edits(a->text, b->text, 1) <= 1);
}

static likeness_part
word_part(const names_word *a, const names_word *b, bool given)
{
	if (strcmp(a->text, b->text) == 0)
		return PART_SAME;
	if (initial(a->text, b->text))
		return PART_INITIAL;
	if (given && names_familiar(a->text, b->text))
		return PART_FAMILIAR;
	if (names_slip(a->text, b->text))
		return PART_SLIP;
	return said_alike(a, b) ? PART_SOUND : PART_DIFFERS;
}

/* ---- two parts --------------------------------------------------------------------------------
 */

/* Every word of the smaller with the best one left in the larger. */
static likeness_part
pair_words(const words *small, const words *large, bool given)
{
	bool used[NAMES_WORDS] = { false };
	likeness_part worst = PART_SAME;
	likeness_part best = PART_DIFFERS;
	bool letters = false; /* an initial stands for a word */
	size_t i;

	for (i = 0; i < small->n; i++) {
		likeness_part found = PART_UNKNOWN;
		size_t at = 0;
		size_t k;

		for (k = 0; k < large->n; k++) {
			likeness_part p = word_part(small->word[i], large->word[k], given);

			if (!used[k] && p > found) {
				found = p;
				at = k;
			}
		}
		used[at] = true;
		best = found > best ? found : best;
		if (found == PART_INITIAL)
			letters = true;
		else
			worst = found < worst ? found : worst;
	}
	if (best == PART_INITIAL)
		return PART_INITIAL;
	if (worst == PART_DIFFERS)
		return best > PART_INITIAL ? PART_PARTLY : PART_DIFFERS;
	if (worst == PART_SAME)
		return small->n == large->n && !letters ? PART_SAME : PART_WITHIN;
	return worst;
}

static bool
joined_same(const words *a, const words *b)
{
	char x[NAMES_JOINED_SIZE * 3] = "";
	char y[NAMES_JOINED_SIZE * 3] = "";
	size_t i;
	size_t at = 0;

	for (i = 0; i < a->n && at + NAMES_WORD_SIZE < sizeof(x); i++) {
		memcpy(x + at, a->word[i]->text, strlen(a->word[i]->text) + 1);
		at += strlen(a->word[i]->text);
	}
	for (at = 0, i = 0; i < b->n && at + NAMES_WORD_SIZE < sizeof(y); i++) {
		memcpy(y + at, b->word[i]->text, strlen(b->word[i]->text) + 1);
		at += strlen(b->word[i]->text);
	}
	return strcmp(x, y) == 0;
}

static likeness_part
compare_words(const words *a, const words *b, bool given)
{
	words x = bare(a);
	words y = bare(b);
	likeness_part one;
	likeness_part other;

	if (a->n == 0 || b->n == 0)
		return PART_UNKNOWN;
	if (joined_same(a, b) || joined_same(&x, &y))
		return PART_SAME;
	if (x.n != y.n)
		return x.n < y.n ? pair_words(&x, &y, given) : pair_words(&y, &x, given);
	one = pair_words(&x, &y, given);
	other = pair_words(&y, &x, given);
	return one > other ? one : other;
}

/* ---- which word is the family name ------------------------------------------------------------
 */

typedef struct parts {
	words given, family;
} parts;

static bool
holds(const names *set, const names_word *word, likeness_part least)
{
	size_t i;

	for (i = 0; i < set->n; i++) {
		if (word_part(&set->word[i], word, false) >= least)
			return true;
	}
	return false;
}

/* Words of the whole name that are among, or not among, some others. */
static words
whole_with(const likeness_name *n, const names *others, bool among, likeness_part least)
{
	words w = { .n = 0 };
	size_t i;

	for (i = 0; i < n->whole.n; i++) {
		if (holds(others, &n->whole.word[i], least) == among)
			push(&w, &n->whole.word[i]);
	}
	return w;
}

/* The last word with the particles before it. */
static parts
guess(const likeness_name *n)
{
	parts p = { .given = { .n = 0 } };
	size_t first = n->whole.n == 0 ? 0 : n->whole.n - 1;
	size_t i;

	while (first > 1 && n->whole.word[first - 1].particle)
		first--;
	for (i = 0; i < n->whole.n; i++)
		push(i < first || first == 0 ? &p.given : &p.family, &n->whole.word[i]);
	return p;
}

/* As somebody told them apart; else after the other side, where it was told apart; else a guess. */
static parts
parts_of(const likeness_name *n, const likeness_name *other)
{
	parts p = { .given = words_of(&n->given), .family = words_of(&n->family) };

	if (p.given.n > 0 && p.family.n > 0)
		return p;
	if (p.family.n > 0) {
		p.given = whole_with(n, &n->family, false, PART_SAME);
		return p;
	}
	if (p.given.n > 0) {
		p.family = whole_with(n, &n->given, false, PART_SAME);
		return p;
	}
	if (other->family.n > 0) {
		p.family = whole_with(n, &other->family, true, PART_SOUND);
		p.given = whole_with(n, &other->family, false, PART_SOUND);
		if (p.family.n > 0 && p.given.n > 0)
			return p;
	}
	return guess(n);
}

likeness_names
likeness_name_compare(const likeness_name *a, const likeness_name *b)
{
	parts x = parts_of(a, b);
	parts y = parts_of(b, a);
	likeness_names straight = { .given = compare_words(&x.given, &y.given, true),
		                    .family = compare_words(&x.family, &y.family, false),
		                    .former = a->former || b->former,
		                    .preferred = a->preferred || b->preferred };
	likeness_names crossed = straight;
	words all_a = words_of(&a->whole);
	words all_b = words_of(&b->whole);

	if (straight.given >= PART_WITHIN && straight.family >= PART_WITHIN)
		return straight;
	crossed.swapped = true;
	/* the same words in another order, whatever they are */
	if (all_a.n > 1 && all_a.n == all_b.n && pair_words(&all_a, &all_b, false) == PART_SAME) {
		crossed.given = PART_SAME;
		crossed.family = PART_SAME;
		return crossed;
	}
	crossed.given = compare_words(&x.given, &y.family, true);
	crossed.family = compare_words(&x.family, &y.given, true);
	/* which of the two is the given name nobody knows: the better one, on both sides */
	if (crossed.given < crossed.family) {
		likeness_part better = crossed.family;

		crossed.family = crossed.given;
		crossed.given = better;
	}
	return crossed.family >= PART_SOUND && crossed.family > straight.family &&
	               crossed.given > straight.given
	           ? crossed
	           : straight;
}
