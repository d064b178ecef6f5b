/* Which children are worth comparing: found by keys, never by looking at all of them. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "domain/likeness_read.h"
#include "domain/same.h"
#include "domain/withheld.h"

static const char where[] = "likeness";

enum { Q_SOUND, Q_COMMON, Q_WORDS, Q_BORN, Q_NUMBER, Q_POSTCODE, Q_UPRN, Q_COUNT };
enum { PLACE = 31 };  /* the bit of a postcode; words have those below */
enum { COMMON = 64 }; /* a word of so many children is a common one */
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_SOUND] = { "candidates.sound",
		"SELECT owner_id, born_day FROM name_key WHERE holder = 'C' AND sound = :sound"
		" AND born_day BETWEEN :from AND :to" },
	[Q_COMMON] = { "candidates.common",
		"SELECT count(*) FROM (SELECT 1 FROM name_key WHERE holder = 'C' AND sound = :sound"
		" AND born_day BETWEEN :from AND :to LIMIT :most)" },
	[Q_WORDS] = { "candidates.words",
		"SELECT sound FROM name_key INDEXED BY name_key_by_name"
		" WHERE holder = 'C' AND owner_id = :child" },
	[Q_BORN] = { "candidates.born",
		"SELECT owner_id, word FROM name_key WHERE holder = 'C' AND born_day = :born" },
	[Q_NUMBER] = { "candidates.number",
		"SELECT child_id FROM identifier WHERE value = :value"
		" AND kind IN ('upn', 'former_upn', 'uln', 'nhs')" },
	[Q_POSTCODE] = { "candidates.postcode",
		"SELECT x.child_id, a.line1 FROM address a JOIN child_residence x ON x.address_id = a.id"
		" AND x.kind <> 'correspondence' WHERE a.postcode = :place"
		" AND NOT " WITHHELD_ADDRESS("a.id") },
	[Q_UPRN] = { "candidates.uprn",
		"SELECT x.child_id FROM address a JOIN child_residence x ON x.address_id = a.id"
		" AND x.kind <> 'correspondence' WHERE a.uprn = :place"
		" AND NOT " WITHHELD_ADDRESS("a.id") },
};
/* clang-format on */

/* A child some key led to: which words did, and whether one key is enough. */
typedef struct hit {
	int64_t id;
	uint32_t words; /* one bit a word of the name sought */
	bool enough;
} hit;

/* How a word and its familiar forms sound. */
typedef struct sounds {
	char key[NAMES_FAMILIAR_MOST + 1][SOUND_SIZE];
	size_t n;
} sounds;

typedef struct hunt {
	cnis_register *r;
	const likeness_child *like;
	names keys;
	sounds sounds[NAMES_WORDS];
	size_t common; /* the word not walked through; NAMES_WORDS: none */
	cnis_day swapped, from, to;
	hit *hits;
	size_t n, room;
	size_t word; /* the word sought now */
	cnis_error *reterr;
} hunt;

static cnis_status
found(hunt *h, int64_t id, bool enough)
{
	uint32_t bit = (uint32_t)1 << h->word;

	if (h->n == h->room) {
		size_t room = h->room == 0 ? 256 : h->room * 2;
		hit *more = mem_grow(h->hits, room, sizeof(*more));

		if (more == NULL)
			return cnis_nomem(h->reterr, where);
		h->hits = more;
		h->room = room;
	}
	h->hits[h->n++] = (hit){ id, bit, enough };
	return CNIS_OK;
}

static int
by_id(const void *a, const void *b)
{
	const hit *x = a;
	const hit *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

static void
sort_hits(hunt *h)
{
	if (h->n > 0)
		qsort(h->hits, h->n, sizeof(*h->hits), by_id);
}

/* ---- names ------------------------------------------------------------------------------------
 */

static cnis_status
by_sound(hunt *h, const char *sound, cnis_day from, cnis_day to)
{
	cursor c = { 0 };
	bool row = true;
	cnis_status st = stmt_open(h->r->st, &SQL[Q_SOUND], &c, h->reterr);

	if (st != CNIS_OK)
		return st;
	stmt_text(&c, ":sound", sound);
	stmt_int(&c, ":from", from);
	stmt_int(&c, ":to", to);
	while (st == CNIS_OK) {
		cnis_day born;

		st = stmt_step(&c, &row, h->reterr);
		if (st != CNIS_OK || !row)
			break;
		born = col_day(&c, 1);
		st = found(h, col_int(&c, 0),
		           h->keys.n == 1 || (h->like->born != CNIS_DAY_NONE &&
		                              (born == h->like->born || born == h->swapped)));
	}
	stmt_close(&c);
	return st;
}

/* How many children have this word, as far as COMMON. */
static cnis_status
count_word(hunt *h, const sounds *w, int64_t *ret)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = CNIS_OK;

	*ret = 0;
	for (size_t i = 0; st == CNIS_OK && i < w->n && *ret < COMMON; i++) {
		st = stmt_open(h->r->st, &SQL[Q_COMMON], &c, h->reterr);
		if (st != CNIS_OK)
			break;
		stmt_text(&c, ":sound", w->key[i]);
		stmt_int(&c, ":from", h->from);
		stmt_int(&c, ":to", h->to);
		stmt_int(&c, ":most", COMMON);
		st = stmt_step(&c, &row, h->reterr);
		if (st == CNIS_OK && row)
			*ret += col_int(&c, 0);
		stmt_close(&c);
	}
	return st;
}

static void
add_sound(const char *word, void *payload)
{
	sounds *w = payload;

	char key[SOUND_SIZE];

	sound_key(word, key);
	for (size_t i = 0; i < w->n; i++)
		if (strcmp(w->key[i], key) == 0)
			return;
	if (w->n < sizeof(w->key) / sizeof(w->key[0]))
		(void)text_copy(w->key[w->n++], SOUND_SIZE, key);
}

static void
word_sounds(const names_word *word, sounds *ret)
{
	ret->n = 1;
	(void)text_copy(ret->key[0], sizeof(ret->key[0]), word->sound);
	names_familiar_each(word->text, add_sound, ret);
}

/* A word that thousands share is not walked through where a rare one stands beside it: whoever has
 * two words of the name has one of the others.  by_common() asks for it afterwards. */
static cnis_status
choose_common(hunt *h)
{
	int64_t most = 0;
	int64_t others = 0;
	cnis_status st = CNIS_OK;

	h->common = NAMES_WORDS;
	for (size_t i = 0; st == CNIS_OK && h->keys.n > 1 && i < h->keys.n; i++) {
		int64_t n = 0;

		st = count_word(h, &h->sounds[i], &n);
		if (n >= COMMON && n > most) {
			others += most;
			most = n;
			h->common = i;
		} else {
			others += n;
		}
	}
	if (others >= COMMON)
		h->common = NAMES_WORDS;
	return st;
}

static cnis_status
by_word(hunt *h, const sounds *w)
{
	cnis_status st = CNIS_OK;

	for (size_t i = 0; st == CNIS_OK && i < w->n; i++) {
		if (h->word != h->common) {
			st = by_sound(h, w->key[i], h->from, h->to);
			continue;
		}
		if (h->like->born != CNIS_DAY_NONE)
			st = by_sound(h, w->key[i], h->like->born, h->like->born);
		if (st == CNIS_OK && h->swapped != CNIS_DAY_NONE)
			st = by_sound(h, w->key[i], h->swapped, h->swapped);
	}
	return st;
}

static cnis_status
by_words(hunt *h)
{
	cnis_status st;

	for (size_t i = 0; i < h->keys.n; i++)
		word_sounds(&h->keys.word[i], &h->sounds[i]);
	st = choose_common(h);
	for (h->word = 0; st == CNIS_OK && h->word < h->keys.n; h->word++)
		st = by_word(h, &h->sounds[h->word]);
	h->word = 0;
	return st;
}

/* Has this child the common word? */
static cnis_status
ask_common(hunt *h, int64_t id)
{
	const sounds *w = &h->sounds[h->common];
	cursor c = { 0 };
	bool row = true;
	bool has = false;
	cnis_status st = stmt_open(h->r->st, &SQL[Q_WORDS], &c, h->reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", id);
	while (st == CNIS_OK && !has && (st = stmt_step(&c, &row, h->reterr)) == CNIS_OK && row) {
		const char *sound = col_text(&c, 0);

		for (size_t i = 0; !has && i < w->n; i++)
			has = strcmp(w->key[i], sound == NULL ? "" : sound) == 0;
	}
	stmt_close(&c);
	return st == CNIS_OK && has ? found(h, id, false) : st;
}

static cnis_status
by_common(hunt *h)
{
	size_t n = h->n;
	cnis_status st = CNIS_OK;

	if (h->common >= h->keys.n)
		return CNIS_OK;
	sort_hits(h);
	h->word = h->common;
	for (size_t i = 0; st == CNIS_OK && i < n; i++) {
		if (!h->hits[i].enough && (i == 0 || h->hits[i - 1].id != h->hits[i].id))
			st = ask_common(h, h->hits[i].id);
	}
	h->word = 0;
	return st;
}

/* On one birth day few are born: a slip of the keyboard is found word by word. */
static cnis_status
by_born(hunt *h)
{
	cursor c = { 0 };
	bool row = true;
	cnis_status st;

	if (h->like->born == CNIS_DAY_NONE)
		return CNIS_OK;
	st = stmt_open(h->r->st, &SQL[Q_BORN], &c, h->reterr);
	if (st != CNIS_OK)
		return st;
	stmt_day(&c, ":born", h->like->born);
	while (st == CNIS_OK) {
		size_t i;

		st = stmt_step(&c, &row, h->reterr);
		if (st != CNIS_OK || !row)
			break;
		for (i = 0; st == CNIS_OK && i < h->keys.n; i++) {
			if (names_slip(h->keys.word[i].text, col_text(&c, 1)))
				st = found(h, col_int(&c, 0), true);
		}
	}
	stmt_close(&c);
	return st;
}

/* ---- numbers and places -----------------------------------------------------------------------
 */

static cnis_status
by_value(hunt *h, int q, const char *parameter, const char *value)
{
	cursor c = { 0 };
	bool row = true;
	cnis_status st;

	if (value[0] == '\0')
		return CNIS_OK;
	st = stmt_open(h->r->st, &SQL[q], &c, h->reterr);
	if (st != CNIS_OK)
		return st;
	stmt_text(&c, parameter, value);
	while (st == CNIS_OK) {
		st = stmt_step(&c, &row, h->reterr);
		if (st != CNIS_OK || !row)
			break;
		st = found(h, col_int(&c, 0), true);
	}
	stmt_close(&c);
	return st;
}

/* A postcode may be a tower block: who lives in another house of it needs a word of the name too.
 */
static cnis_status
by_postcode(hunt *h, const likeness_place *place)
{
	cursor c = { 0 };
	bool row = true;
	cnis_status st;

	if (place->postcode[0] == '\0')
		return CNIS_OK;
	st = stmt_open(h->r->st, &SQL[Q_POSTCODE], &c, h->reterr);
	if (st != CNIS_OK)
		return st;
	stmt_text(&c, ":place", place->postcode);
	h->word = PLACE;
	while (st == CNIS_OK) {
		const char *line1;
		char *folded;

		st = stmt_step(&c, &row, h->reterr);
		if (st != CNIS_OK || !row)
			break;
		line1 = col_text(&c, 1);
		folded = text_fold(line1 == NULL ? "" : line1);
		if (folded == NULL)
			st = cnis_nomem(h->reterr, where);
		else
			st = found(h, col_int(&c, 0),
			           place->line1[0] == '\0' || folded[0] == '\0' ||
			               likeness_same_house(place->line1, folded));
		free(folded);
	}
	stmt_close(&c);
	return st;
}

static cnis_status
by_numbers_and_places(hunt *h)
{
	const likeness_child *like = h->like;
	const char *const numbers[] = { like->upn.value, like->uln.value, like->nhs.value,
		                        like->former_upn };
	size_t i;
	cnis_status st = CNIS_OK;

	for (i = 0; st == CNIS_OK && i < sizeof(numbers) / sizeof(numbers[0]); i++)
		st = by_value(h, Q_NUMBER, ":value", numbers[i]);
	for (i = 0; st == CNIS_OK && i < like->n_places; i++) {
		st = by_postcode(h, &like->place[i]);
		if (st == CNIS_OK)
			st = by_value(h, Q_UPRN, ":place", like->place[i].uprn);
	}
	return st;
}

/* ---- together ---------------------------------------------------------------------------------
 */

static cnis_status
gather(hunt *h, id_list *ret)
{
	size_t i = 0;
	cnis_status st = CNIS_OK;

	ret->n = 0;
	sort_hits(h);
	while (st == CNIS_OK && i < h->n) {
		hit all = h->hits[i];

		for (i++; i < h->n && h->hits[i].id == all.id; i++) {
			all.words |= h->hits[i].words;
			all.enough = all.enough || h->hits[i].enough;
		}
		/* two words: more than one bit */
		if (!all.enough && (all.words & (all.words - 1)) == 0)
			continue;
		st = id_list_add(ret, all.id, where, h->reterr);
	}
	return st;
}

/* The years around a birth day, and the day with its month swapped. */
static void
set_days(hunt *h)
{
	int year;
	int month;
	int day;

	h->from = INT32_MIN + 1;
	h->to = INT32_MAX;
	h->swapped = CNIS_DAY_NONE;
	if (h->like->born == CNIS_DAY_NONE)
		return;
	cnis_day_split(h->like->born, &year, &month, &day);
	h->from = cnis_day_make(year - 1, 1, 1);
	h->to = cnis_day_make(year + 1, 12, 31);
	h->swapped = day > 12 ? CNIS_DAY_NONE : cnis_day_make(year, day, month);
}

cnis_status
likeness_candidates(cnis_register *r, const likeness_child *like, id_list *ret, cnis_error *reterr)
{
	hunt h = { .r = r, .like = like, .reterr = reterr };
	size_t i;
	cnis_status st;

	set_days(&h);
	for (i = 0; i < like->n_names; i++)
		names_add_keys(&h.keys, &like->name[i].whole);
	st = by_words(&h);
	if (st == CNIS_OK)
		st = by_born(&h);
	if (st == CNIS_OK)
		st = by_numbers_and_places(&h);
	if (st == CNIS_OK)
		st = by_common(&h);
	if (st == CNIS_OK)
		st = gather(&h, ret);
	free(h.hits);
	return st;
}
