/* Which children a row may be: the register goes by once, each child looks for its rows. */
#include <stdlib.h>
#include <string.h>

#include <cnis/merge.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "domain/sight.h"
#include "domain/withheld.h"
#include "exchange/match_inside.h"

static const char where[] = "match";

enum { Q_KEYS, Q_NUMBER, Q_POSTCODE, Q_UPRN, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_KEYS] = { "match.keys",
		"SELECT owner_id, born_day, word, sound FROM name_key INDEXED BY name_key_by_name"
		" WHERE holder = 'C' ORDER BY owner_id, name_id" },
	[Q_NUMBER] = { "match.number",
		"SELECT child_id FROM identifier WHERE value = :value"
		" AND kind IN ('upn', 'former_upn', 'uln', 'nhs')" },
	[Q_POSTCODE] = { "match.postcode",
		"SELECT x.child_id FROM address a JOIN child_residence x ON x.address_id = a.id"
		" AND x.kind <> 'correspondence' WHERE a.postcode = :value"
		" AND NOT " WITHHELD_ADDRESS("a.id") },
	[Q_UPRN] = { "match.uprn",
		"SELECT x.child_id FROM address a JOIN child_residence x ON x.address_id = a.id"
		" AND x.kind <> 'correspondence' WHERE a.uprn = :value"
		" AND NOT " WITHHELD_ADDRESS("a.id") },
};
/* clang-format on */

enum { CHILD_WORDS = 32 };

/* A child a number or an address of a row leads to. */
typedef struct hit {
	int64_t child_id;
	uint32_t row;
	bool number;
} hit;

/* Two sounds of a row, in one number. */
typedef struct pair {
	uint64_t key; /* 0: free */
	uint32_t row;
} pair;

typedef struct birth {
	cnis_day born;
	uint32_t row;
} birth;

typedef struct scan {
	cnis_register *r;
	match_row *rows;
	size_t n;
	birth *births; /* in their order */
	size_t n_births;
	pair *pairs; /* open addressing */
	size_t room_pairs;
	hit *hits; /* in the order of the children */
	size_t n_hits, room_hits, next_hit;
	uint32_t *seen; /* number of the last child a row was compared with */
	uint32_t child_number;
	/* the child going by */
	int64_t child_id;
	cnis_day born;
	int year, month, day;
	names_word word[CHILD_WORDS];
	size_t n_words;
	bool read; /* into *child */
	likeness_child *child, *like;
	duplicate_met *met; /* only those that are kept back, and only here; NULL: the others */
	cnis_error *reterr;
} scan;

/* ---- keys -------------------------------------------------------------------------------------
 */

static uint64_t
mix(uint64_t h, const char *text)
{
	for (; *text != '\0'; text++)
		h = (h ^ (unsigned char)*text) * UINT64_C(0x100000001B3);
	return h;
}

/* The same for both orders, never 0. */
static uint64_t
pair_key(const char *a, const char *b)
{
	bool first = strcmp(a, b) < 0;
	uint64_t h = mix(UINT64_C(0xCBF29CE484222325), first ? a : b);

	return mix((h ^ 0xFF) * UINT64_C(0x100000001B3), first ? b : a) | 1;
}

static size_t
place_of(const scan *s, uint64_t key)
{
	return (size_t)(key >> 7) & (s->room_pairs - 1);
}

static void
put_pairs(scan *s, uint32_t at)
{
	const match_row *row = &s->rows[at];
	size_t i;
	size_t k;

	for (i = 0; i < row->n_words; i++)
		for (k = i + 1; k < row->n_words; k++) {
			uint64_t key = pair_key(row->word[i].sound, row->word[k].sound);
			size_t place = place_of(s, key);

			while (s->pairs[place].key != 0)
				place = (place + 1) & (s->room_pairs - 1);
			s->pairs[place] = (pair){ key, at };
		}
}

static bool
index_pairs(scan *s)
{
	size_t n = 0;
	size_t i;

	for (i = 0; i < s->n; i++)
		n += s->rows[i].n_words * (s->rows[i].n_words + 1) / 2;
	for (s->room_pairs = 1024; s->room_pairs < n * 2;)
		s->room_pairs *= 2;
	s->pairs = mem_new(s->room_pairs, sizeof(*s->pairs));
	if (s->pairs == NULL)
		return false;
	for (i = 0; i < s->n; i++)
		put_pairs(s, (uint32_t)i);
	return true;
}

static int
by_birth(const void *a, const void *b)
{
	const birth *x = a;
	const birth *y = b;

	if (x->born != y->born)
		return x->born < y->born ? -1 : 1;
	return (x->row > y->row) - (x->row < y->row);
}

static bool
index_births(scan *s)
{
	size_t i;

	s->births = mem_new(s->n, sizeof(*s->births));
	if (s->births == NULL)
		return false;
	for (i = 0; i < s->n; i++)
		if (s->rows[i].born != CNIS_DAY_NONE)
			s->births[s->n_births++] = (birth){ s->rows[i].born, (uint32_t)i };
	qsort(s->births, s->n_births, sizeof(*s->births), by_birth);
	return true;
}

static cnis_status
put_hits(scan *s, int q, const char *value, uint32_t at)
{
	cursor c = { 0 };
	bool row = true;
	cnis_status st = value == NULL ? CNIS_OK : stmt_open(s->r->st, &SQL[q], &c, s->reterr);

	if (st != CNIS_OK || value == NULL)
		return st;
	stmt_text(&c, ":value", value);
	while ((st = stmt_step(&c, &row, s->reterr)) == CNIS_OK && row) {
		if (s->n_hits == s->room_hits) {
			size_t room = s->room_hits == 0 ? 1024 : s->room_hits * 2;
			hit *more = mem_grow(s->hits, room, sizeof(*more));

			if (more == NULL) {
				st = cnis_nomem(s->reterr, where);
				break;
			}
			s->hits = more;
			s->room_hits = room;
		}
		s->hits[s->n_hits++] = (hit){ col_int(&c, 0), at, q == Q_NUMBER };
	}
	stmt_close(&c);
	return st;
}

static int
by_child(const void *a, const void *b)
{
	const hit *x = a;
	const hit *y = b;

	if (x->child_id != y->child_id)
		return x->child_id < y->child_id ? -1 : 1;
	return (x->row > y->row) - (x->row < y->row);
}

static cnis_status
index_hits(scan *s)
{
	static const struct {
		int field, q;
	} keys[] = { { MATCH_UPN, Q_NUMBER },        { MATCH_FORMER_UPN, Q_NUMBER },
		     { MATCH_ULN, Q_NUMBER },        { MATCH_NHS, Q_NUMBER },
		     { MATCH_POSTCODE, Q_POSTCODE }, { MATCH_UPRN, Q_UPRN } };
	cnis_status st = CNIS_OK;
	size_t i;
	size_t k;

	for (i = 0; st == CNIS_OK && i < s->n; i++)
		for (k = 0; st == CNIS_OK && k < sizeof(keys) / sizeof(keys[0]); k++)
			st = put_hits(s, keys[k].q, s->rows[i].text[keys[k].field], (uint32_t)i);
	if (s->n_hits > 0)
		qsort(s->hits, s->n_hits, sizeof(*s->hits), by_child);
	return st;
}

/* ---- one row, one child -----------------------------------------------------------------------
 */

static bool
said_not_to_be(const match_row *row, int64_t child_id)
{
	size_t i;

	for (i = 0; i < row->n_not; i++)
		if (row->not_these[i] == child_id)
			return true;
	return false;
}

/* Of a child in two records the one kept is told of, whichever is alike. */
static cnis_status
keep(scan *s, match_row *row, const cnis_likeness *l)
{
	int64_t kept = s->child_id;
	cnis_status st = CNIS_OK;

	if (s->met != NULL)
		return duplicate_met_add(s->met, s->child_id, row->result->row, s->reterr);
	st = cnis_merge_kept(s->r, s->child_id, CNIS_DAY_NONE, &kept, s->reterr);
	if (st == CNIS_OK && !said_not_to_be(row, kept) && !match_keep(row->result, kept, l))
		st = cnis_nomem(s->reterr, where);
	return st;
}

static cnis_status
compare(scan *s, uint32_t at)
{
	match_row *row = &s->rows[at];
	cnis_likeness l;
	cnis_status st = CNIS_OK;

	if (s->seen[at] == s->child_number || said_not_to_be(row, s->child_id))
		return CNIS_OK;
	s->seen[at] = s->child_number;
	if (!s->read)
		st = likeness_read(s->r, s->child_id, s->child, s->reterr);
	if (st != CNIS_OK)
		return st;
	s->read = true;
	if (!match_row_likeness(row, s->like))
		return cnis_nomem(s->reterr, where);
	if (!row->asked_frequency) {
		st = likeness_frequency(s->r, s->like, s->reterr);
		row->given_per_100k = s->like->given_per_100k;
		row->family_per_100k = s->like->family_per_100k;
		row->asked_frequency = true;
	}
	if (st != CNIS_OK)
		return st;
	likeness_compare(s->like, s->child, &l);
	return l.kind == CNIS_LIKENESS_NONE ? CNIS_OK : keep(s, row, &l);
}

/* Is a word of the child one of the row's: by sound, or a slip of the keyboard away? */
static bool
word_alike(const match_row *row, const names_word *word)
{
	size_t i;

	for (i = 0; i < row->n_sounds; i++)
		if (strcmp(row->sound[i], word->sound) == 0)
			return true;
	for (i = 0; i < row->n_words; i++)
		if (names_slip(row->word[i].text, word->text))
			return true;
	return false;
}

static size_t
words_alike(const scan *s, const match_row *row, size_t enough)
{
	size_t n = 0;
	size_t i;

	for (i = 0; i < s->n_words && n < enough; i++)
		n += word_alike(row, &s->word[i]);
	return n;
}

/* Not known, the same in two parts of three, or with day and month in each other's place. */
static bool
born_near(const scan *s, const match_row *row)
{
	if (row->born == CNIS_DAY_NONE)
		return true;
	return (row->year == s->year) + (row->month == s->month) + (row->day == s->day) >= 2 ||
	       (row->year == s->year && row->month == s->day && row->day == s->month);
}

/* ---- one child --------------------------------------------------------------------------------
 */

static cnis_status
by_born(scan *s)
{
	size_t low = 0;
	size_t high = s->n_births;
	cnis_status st = CNIS_OK;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (s->births[middle].born < s->born)
			low = middle + 1;
		else
			high = middle;
	}
	for (; st == CNIS_OK && low < s->n_births && s->births[low].born == s->born; low++) {
		uint32_t at = s->births[low].row;

		if (words_alike(s, &s->rows[at], 1) > 0)
			st = compare(s, at);
	}
	return st;
}

static cnis_status
by_pairs(scan *s)
{
	cnis_status st = CNIS_OK;
	size_t i;
	size_t k;

	for (i = 0; i < s->n_words; i++)
		for (k = i + 1; k < s->n_words; k++) {
			uint64_t key = pair_key(s->word[i].sound, s->word[k].sound);
			size_t place = place_of(s, key);

			for (; st == CNIS_OK && s->pairs[place].key != 0;
			     place = (place + 1) & (s->room_pairs - 1))
				if (s->pairs[place].key == key &&
				    born_near(s, &s->rows[s->pairs[place].row]))
					st = compare(s, s->pairs[place].row);
		}
	return st;
}

static cnis_status
by_hits(scan *s)
{
	cnis_status st = CNIS_OK;

	while (s->next_hit < s->n_hits && s->hits[s->next_hit].child_id < s->child_id)
		s->next_hit++;
	for (; st == CNIS_OK && s->next_hit < s->n_hits &&
	       s->hits[s->next_hit].child_id == s->child_id;
	     s->next_hit++) {
		const hit *h = &s->hits[s->next_hit];
		const match_row *row = &s->rows[h->row];

		if (h->number || words_alike(s, row, 2) == 2 ||
		    (born_near(s, row) && words_alike(s, row, 1) == 1))
			st = compare(s, h->row);
	}
	return st;
}

static cnis_status
one_child(scan *s)
{
	cnis_status st;

	if (s->child_id == 0 || (s->met != NULL && !sight_kept_back(s->r, s->child_id)))
		return CNIS_OK;
	s->child_number++;
	s->read = false;
	if (s->born != CNIS_DAY_NONE)
		cnis_day_split(s->born, &s->year, &s->month, &s->day);
	st = by_born(s);
	if (st == CNIS_OK)
		st = by_pairs(s);
	if (st == CNIS_OK)
		st = by_hits(s);
	return st;
}

static void
next_child(scan *s, const cursor *c)
{
	s->child_id = col_int(c, 0);
	s->born = col_day(c, 1);
	s->n_words = 0;
}

/* Words stand again under each name of the child. */
static void
add_word(scan *s, const char *text, const char *sound)
{
	names_word *w;
	size_t i;

	for (i = 0; i < s->n_words; i++)
		if (strcmp(s->word[i].text, text) == 0)
			return;
	if (s->n_words == CHILD_WORDS)
		return;
	w = &s->word[s->n_words++];
	(void)text_copy(w->text, sizeof(w->text), text);
	(void)text_copy(w->sound, sizeof(w->sound), sound);
}

static cnis_status
all_children(scan *s)
{
	cursor c = { 0 };
	bool row = true;
	cnis_status st = stmt_open(s->r->st, &SQL[Q_KEYS], &c, s->reterr);

	if (st != CNIS_OK)
		return st;
	while (st == CNIS_OK && (st = stmt_step(&c, &row, s->reterr)) == CNIS_OK && row) {
		if (col_int(&c, 0) != s->child_id) {
			st = one_child(s);
			next_child(s, &c);
		}
		add_word(s, col_text(&c, 2), col_text(&c, 3));
	}
	if (st == CNIS_OK)
		st = one_child(s);
	stmt_close(&c);
	return st;
}

static cnis_status
run(cnis_register *r, match_row *rows, size_t n, duplicate_met *met, cnis_error *reterr)
{
	scan s = { .r = r, .rows = rows, .n = n, .met = met, .reterr = reterr };
	cnis_status st;

	if (n == 0)
		return CNIS_OK;
	s.seen = mem_new(n, sizeof(*s.seen));
	s.child = mem_new(1, sizeof(*s.child));
	s.like = mem_new(1, sizeof(*s.like));
	if (s.seen == NULL || s.child == NULL || s.like == NULL || !index_births(&s) ||
	    !index_pairs(&s))
		st = cnis_nomem(reterr, where);
	else
		st = index_hits(&s);
	if (st == CNIS_OK)
		st = all_children(&s);
	free(s.seen);
	free(s.child);
	free(s.like);
	free(s.births);
	free(s.pairs);
	free(s.hits);
	return st;
}

cnis_status
match_scan(cnis_register *r, match_row *rows, size_t n, cnis_error *reterr)
{
	return run(r, rows, n, NULL, reterr);
}

cnis_status
match_scan_kept(cnis_register *r, match_row *rows, size_t n, duplicate_met *met, cnis_error *reterr)
{
	bool was;
	cnis_status st;

	if (!store_keeps_back(r->st, KEEP_CHILD))
		return CNIS_OK;
	was = sight_whole(r, true);
	st = run(r, rows, n, met, reterr);
	(void)sight_whole(r, was);
	return st;
}
