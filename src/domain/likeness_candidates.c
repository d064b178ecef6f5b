/* Which children are worth comparing: found by keys, never by looking at all of them. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "domain/likeness_read.h"

static const char where[] = "likeness";

enum { Q_SOUND, Q_BORN, Q_NUMBER, Q_POSTCODE, Q_UPRN, Q_COUNT };
enum { PLACE = 31 }; /* the bit of a postcode; words have those below */
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_SOUND] = { "candidates.sound",
		"SELECT owner_id, born_day FROM name_key WHERE holder = 'C' AND sound = :sound"
		" AND born_day BETWEEN :from AND :to" },
	[Q_BORN] = { "candidates.born",
		"SELECT c.id, k.word FROM child c JOIN name_key k ON k.holder = 'C' AND k.owner_id = c.id"
		" WHERE c.born_day = :born" },
	[Q_NUMBER] = { "candidates.number",
		"SELECT child_id FROM identifier WHERE value = :value"
		" AND kind IN ('upn', 'former_upn', 'uln', 'nhs')" },
	[Q_POSTCODE] = { "candidates.postcode",
		"SELECT x.child_id, a.line1 FROM address a JOIN child_residence x ON x.address_id = a.id"
		" AND x.kind <> 'correspondence' WHERE a.postcode = :place" },
	[Q_UPRN] = { "candidates.uprn",
		"SELECT x.child_id FROM address a JOIN child_residence x ON x.address_id = a.id"
		" AND x.kind <> 'correspondence' WHERE a.uprn = :place" },
};
/* clang-format on */

/* A child some key led to: which words did, and whether one key is enough. */
typedef struct hit {
	int64_t id;
	uint32_t words; /* one bit a word of the name sought */
	bool enough;
} hit;

typedef struct hunt {
	cnis_register *r;
	const likeness_child *like;
	names keys;
	cnis_day swapped, from, to;
	hit *hits;
	size_t n, room;
	size_t word; /* the word sought now */
	cnis_status st;
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

/* ---- names ------------------------------------------------------------------------------------
 */

static cnis_status
by_sound(hunt *h, const char *sound)
{
	cursor c = { 0 };
	bool row = true;
	cnis_status st = stmt_open(h->r->st, &SQL[Q_SOUND], &c, h->reterr);

	if (st != CNIS_OK)
		return st;
	stmt_text(&c, ":sound", sound);
	stmt_int(&c, ":from", h->from);
	stmt_int(&c, ":to", h->to);
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

static void
by_familiar(const char *word, void *payload)
{
	hunt *h = payload;
	char sound[SOUND_SIZE];

	sound_key(word, sound);
	if (h->st == CNIS_OK)
		h->st = by_sound(h, sound);
}

static cnis_status
by_words(hunt *h)
{
	cnis_status st = CNIS_OK;

	for (h->word = 0; st == CNIS_OK && h->word < h->keys.n; h->word++) {
		st = by_sound(h, h->keys.word[h->word].sound);
		h->st = st;
		names_familiar_each(h->keys.word[h->word].text, by_familiar, h);
		st = h->st;
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

static int
by_id(const void *a, const void *b)
{
	const hit *x = a;
	const hit *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

static cnis_status
gather(hunt *h, likeness_set *ret)
{
	size_t i = 0;
	cnis_status st = CNIS_OK;

	ret->n = 0;
	if (h->n > 0)
		qsort(h->hits, h->n, sizeof(*h->hits), by_id);
	while (st == CNIS_OK && i < h->n) {
		hit all = h->hits[i];

		for (i++; i < h->n && h->hits[i].id == all.id; i++) {
			all.words |= h->hits[i].words;
			all.enough = all.enough || h->hits[i].enough;
		}
		/* two words: more than one bit */
		if (all.enough || (all.words & (all.words - 1)) != 0)
			st = likeness_set_add(ret, all.id, h->reterr);
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
likeness_candidates(cnis_register *r, const likeness_child *like, likeness_set *ret,
                    cnis_error *reterr)
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
		st = gather(&h, ret);
	free(h.hits);
	return st;
}

cnis_status
likeness_set_add(likeness_set *set, int64_t id, cnis_error *reterr)
{
	if (set->n == set->room) {
		size_t room = set->room == 0 ? 64 : set->room * 2;
		int64_t *more = mem_grow(set->id, room, sizeof(*more));

		if (more == NULL)
			return cnis_nomem(reterr, where);
		set->id = more;
		set->room = room;
	}
	set->id[set->n++] = id;
	return CNIS_OK;
}
