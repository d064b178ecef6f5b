/* Finding a child by whatever somebody has. */
#include <cnis/find.h>

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "domain/fact.h"
#include "domain/find_terms.h"
#include "domain/same.h"
#include "rule/identifier.h"

static const char where[] = "child.find";

enum {
	Q_SOUND,
	Q_WORD_OF,
	Q_BEGINS,
	Q_WORDS,
	Q_BORN,
	Q_NUMBER,
	Q_POSTCODE,
	Q_UPRN,
	Q_CHILD,
	Q_COUNT
};
#define HOLDER                                                                                     \
	"SELECT " SAME_KEPT(                                                                       \
	    "k.owner_id",                                                                          \
	    SAME_NOW) ", k.word, n.kind = 'former' OR (n.to_day IS NOT NULL AND n.to_day < "       \
		      ":on)"                                                                       \
		      " FROM name_key k JOIN child_name n ON n.id = k.name_id WHERE k.holder = "   \
		      "'C'"                                                                        \
		      " AND k.sound = :sound"
/* whoever is found in a record merged into another is found under the one kept */
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_SOUND] = { "find.sound", HOLDER },
	[Q_WORD_OF] = { "find.word_of", HOLDER " AND k.word = :word" },
	[Q_BEGINS] = { "find.begins",
		"SELECT word, sound FROM name_word WHERE word > :word AND word < :word || char(1114111)" },
	[Q_WORDS] = { "find.words", "SELECT word, sound FROM name_word" },
	[Q_BORN] = { "find.born", "SELECT "
		SAME_KEPT("c.id", SAME_NOW) " FROM child c WHERE c.born_day = :born" },
	[Q_NUMBER] = { "find.number",
		"SELECT " SAME_KEPT("i.child_id", SAME_NOW) ", i.kind, i.to_day IS NOT NULL OR i.kind = 'former_upn' FROM identifier i"
		" WHERE value = :value" },
	[Q_POSTCODE] = { "find.postcode",
		"SELECT " SAME_KEPT("x.child_id", SAME_NOW) ", x.kind = 'previous' OR (x.to_day IS NOT NULL AND x.to_day < :on)"
		" FROM address a JOIN child_residence x ON x.address_id = a.id WHERE a.postcode = :value" },
	[Q_UPRN] = { "find.uprn",
		"SELECT " SAME_KEPT("x.child_id", SAME_NOW) ", x.kind = 'previous' OR (x.to_day IS NOT NULL AND x.to_day < :on)"
		" FROM address a JOIN child_residence x ON x.address_id = a.id WHERE a.uprn = :value" },
	[Q_CHILD] = { "find.child", "SELECT "
		SAME_KEPT("c.id", SAME_NOW) " FROM child c WHERE c.id = :child" },
};
/* clang-format on */

/* How a term was met, the better ones first; with what it is worth. */
typedef enum way {
	BY_REFERENCE,
	BY_UPN,
	BY_ULN,
	BY_NHS,
	BY_NUMBER,
	BY_FORMER_NUMBER,
	BY_BORN,
	BY_NAME,
	BY_UPRN,
	BY_FORMER_NAME,
	BY_POSTCODE,
	BY_SWAPPED,
	BY_FAMILIAR,
	BY_SOUND,
	BY_BEGINNING,
	BY_FORMER_ALIKE,
	BY_FORMER_PLACE,
	BY_SLIP,
} way;

static const struct {
	int score;
	const char *words;
} WAYS[] = {
	[BY_REFERENCE] = { 1000, "this reference" },
	[BY_UPN] = { 400, "this UPN" },
	[BY_ULN] = { 400, "this ULN" },
	[BY_NHS] = { 400, "this NHS number" },
	[BY_NUMBER] = { 300, "this number" },
	[BY_FORMER_NUMBER] = { 250, "this number, a former one" },
	[BY_BORN] = { 120, "birth date the same" },
	[BY_NAME] = { 100, "name the same" },
	[BY_UPRN] = { 90, "this UPRN" },
	[BY_FORMER_NAME] = { 85, "a former name the same" },
	[BY_POSTCODE] = { 70, "this postcode" },
	[BY_SWAPPED] = { 60, "birth date with day and month swapped" },
	[BY_FAMILIAR] = { 58, "a familiar form of the name" },
	[BY_SOUND] = { 50, "name sounds alike" },
	[BY_BEGINNING] = { 45, "name begins so" },
	[BY_FORMER_ALIKE] = { 42, "a former name alike" },
	[BY_FORMER_PLACE] = { 40, "a former address" },
	[BY_SLIP] = { 38, "name a slip in writing apart" },
};

typedef struct hit {
	int64_t id;
	unsigned short term;
	unsigned short how; /* way */
} hit;

/* A child with the best hit of each term. */
typedef struct match {
	int64_t id;
	int score, matched;
	size_t first; /* of its hits */
} match;

typedef struct search {
	cnis_register *r;
	find_terms terms;
	size_t term; /* the one sought now */
	cnis_day on;
	hit *hits;
	size_t n, room;
	match *matches;
	size_t n_matches;
	cnis_status st;
	cnis_error *reterr;
} search;

static cnis_status
add(search *s, int64_t id, way how)
{
	if (s->n == s->room) {
		size_t room = s->room == 0 ? 512 : s->room * 2;
		hit *more = mem_grow(s->hits, room, sizeof(*more));

		if (more == NULL)
			return cnis_nomem(s->reterr, where);
		s->hits = more;
		s->room = room;
	}
	s->hits[s->n++] = (hit){ id, (unsigned short)s->term, (unsigned short)how };
	return CNIS_OK;
}

static cnis_status
open_query(search *s, int q, cursor *c)
{
	return stmt_open(s->r->st, &SQL[q], c, s->reterr);
}

/* ---- names ------------------------------------------------------------------------------------
 */

/* Children with this word; all: with any word of its sound. */
static cnis_status
holders(search *s, const char *word, const char *sound, bool all, way how)
{
	cursor c = { 0 };
	bool row = true;
	cnis_status st = open_query(s, all ? Q_SOUND : Q_WORD_OF, &c);

	if (st != CNIS_OK)
		return st;
	stmt_text(&c, ":sound", sound);
	stmt_day(&c, ":on", s->on);
	if (!all)
		stmt_text(&c, ":word", word);
	while (st == CNIS_OK) {
		bool same;
		bool former;

		st = stmt_step(&c, &row, s->reterr);
		if (st != CNIS_OK || !row)
			break;
		same = all && strcmp(col_text(&c, 1), word) == 0;
		former = col_int(&c, 2) != 0;
		st = add(s, col_int(&c, 0),
		         same     ? (former ? BY_FORMER_NAME : BY_NAME)
		         : former ? BY_FORMER_ALIKE
		                  : how);
	}
	stmt_close(&c);
	return st;
}

static void
familiar(const char *word, void *payload)
{
	search *s = payload;
	char sound[SOUND_SIZE];

	sound_key(word, sound);
	if (s->st == CNIS_OK)
		s->st = holders(s, word, sound, false, BY_FAMILIAR);
}

/* Words kept in the register that begin with this one. */
static cnis_status
beginnings(search *s, const char *word)
{
	enum { LEAST = 2 };
	cursor c = { 0 };
	bool row = true;
	cnis_status st;

	if (strlen(word) < LEAST)
		return CNIS_OK;
	st = open_query(s, Q_BEGINS, &c);
	if (st != CNIS_OK)
		return st;
	stmt_text(&c, ":word", word);
	while (st == CNIS_OK) {
		st = stmt_step(&c, &row, s->reterr);
		if (st != CNIS_OK || !row)
			break;
		st = holders(s, col_text(&c, 0), col_text(&c, 1), false, BY_BEGINNING);
	}
	stmt_close(&c);
	return st;
}

/* A mistyped word: sought among the words, each of which is kept once, not among the children. */
static cnis_status
slips(search *s, const char *word)
{
	cursor c = { 0 };
	bool row = true;
	cnis_status st = open_query(s, Q_WORDS, &c);

	while (st == CNIS_OK) {
		st = stmt_step(&c, &row, s->reterr);
		if (st != CNIS_OK || !row)
			break;
		if (names_slip(word, col_text(&c, 0)))
			st = holders(s, col_text(&c, 0), col_text(&c, 1), false, BY_SLIP);
	}
	stmt_close(&c);
	return st;
}

static cnis_status
by_name(search *s, const names_word *w)
{
	size_t before = s->n;
	cnis_status st = holders(s, w->text, w->sound, true, BY_SOUND);

	s->st = st;
	if (st == CNIS_OK)
		names_familiar_each(w->text, familiar, s);
	st = s->st;
	if (st == CNIS_OK)
		st = beginnings(s, w->text);
	/* what is found as it is written was not mistyped; one who wants more writes more */
	if (st == CNIS_OK && s->n - before < 5)
		st = slips(s, w->text);
	return st;
}

/* ---- the rest ---------------------------------------------------------------------------------
 */

static cnis_status
by_born(search *s, cnis_day born, way how)
{
	cursor c = { 0 };
	bool row = true;
	cnis_status st;

	if (born == CNIS_DAY_NONE)
		return CNIS_OK;
	st = open_query(s, Q_BORN, &c);
	if (st != CNIS_OK)
		return st;
	stmt_day(&c, ":born", born);
	while (st == CNIS_OK) {
		st = stmt_step(&c, &row, s->reterr);
		if (st != CNIS_OK || !row)
			break;
		st = add(s, col_int(&c, 0), how);
	}
	stmt_close(&c);
	return st;
}

static way
number_way(const char *kind, bool former)
{
	if (former)
		return BY_FORMER_NUMBER;
	return strcmp(kind, "upn") == 0   ? BY_UPN
	       : strcmp(kind, "uln") == 0 ? BY_ULN
	       : strcmp(kind, "nhs") == 0 ? BY_NHS
	                                  : BY_NUMBER;
}

static cnis_status
by_identifier(search *s, const char *value)
{
	cursor c = { 0 };
	bool row = true;
	cnis_status st = open_query(s, Q_NUMBER, &c);

	if (st != CNIS_OK)
		return st;
	stmt_text(&c, ":value", value);
	while (st == CNIS_OK) {
		st = stmt_step(&c, &row, s->reterr);
		if (st != CNIS_OK || !row)
			break;
		st = add(s, col_int(&c, 0), number_way(col_text(&c, 1), col_int(&c, 2) != 0));
	}
	stmt_close(&c);
	return st;
}

static cnis_status
by_place(search *s, int q, const char *value, way how)
{
	cursor c = { 0 };
	bool row = true;
	cnis_status st = open_query(s, q, &c);

	if (st != CNIS_OK)
		return st;
	stmt_text(&c, ":value", value);
	stmt_day(&c, ":on", s->on);
	while (st == CNIS_OK) {
		st = stmt_step(&c, &row, s->reterr);
		if (st != CNIS_OK || !row)
			break;
		st = add(s, col_int(&c, 0), col_int(&c, 1) != 0 ? BY_FORMER_PLACE : how);
	}
	stmt_close(&c);
	return st;
}

static cnis_status
by_number(search *s, const char *value)
{
	rule_identifier uprn = rule_uprn(value);
	cnis_status st = by_identifier(s, value);

	return st == CNIS_OK && uprn.valid ? by_place(s, Q_UPRN, uprn.normalised, BY_UPRN) : st;
}

static cnis_status
by_reference(search *s, int64_t id)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = open_query(s, Q_CHILD, &c);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", id);
	st = stmt_step(&c, &row, s->reterr);
	stmt_close(&c);
	return st == CNIS_OK && row ? add(s, id, BY_REFERENCE) : st;
}

static cnis_status
by_term(search *s)
{
	const find_term *t = &s->terms.term[s->term];
	cnis_status st;

	switch (t->kind) {
	case FIND_NAME:
		return by_name(s, &t->word);
	case FIND_CHILD:
		return by_reference(s, t->id);
	case FIND_BORN:
		st = by_born(s, t->born, BY_BORN);
		return st == CNIS_OK ? by_born(s, t->swapped, BY_SWAPPED) : st;
	case FIND_NUMBER:
		return by_number(s, t->value);
	case FIND_POSTCODE:
		return by_place(s, Q_POSTCODE, t->value, BY_POSTCODE);
	}
	return CNIS_OK;
}

/* ---- the best first ---------------------------------------------------------------------------
 */

static int
in_order(const void *a, const void *b)
{
	const hit *x = a;
	const hit *y = b;

	if (x->id != y->id)
		return x->id > y->id ? 1 : -1;
	if (x->term != y->term)
		return x->term > y->term ? 1 : -1;
	return (x->how > y->how) - (x->how < y->how);
}

static int
worse(const void *a, const void *b)
{
	const match *x = a;
	const match *y = b;

	if (x->score != y->score)
		return x->score < y->score ? 1 : -1;
	return (x->id > y->id) - (x->id < y->id);
}

/* Hits of one child and one term: the first is the best.  Drop the others, count the children. */
static cnis_status
gather(search *s)
{
	size_t kept = 0;
	size_t i;
	int most = 0;

	if (s->n == 0)
		return CNIS_OK;
	qsort(s->hits, s->n, sizeof(*s->hits), in_order);
	for (i = 0; i < s->n; i++) {
		if (kept == 0 || s->hits[kept - 1].id != s->hits[i].id ||
		    s->hits[kept - 1].term != s->hits[i].term)
			s->hits[kept++] = s->hits[i];
	}
	s->n = kept;
	s->matches = mem_new(kept, sizeof(*s->matches));
	if (s->matches == NULL)
		return cnis_nomem(s->reterr, where);
	for (i = 0; i < kept; i++) {
		match *m;

		if (i == 0 || s->hits[i].id != s->hits[i - 1].id)
			s->matches[s->n_matches++] = (match){ .id = s->hits[i].id, .first = i };
		m = &s->matches[s->n_matches - 1];
		m->matched++;
		m->score += WAYS[s->hits[i].how].score;
		most = m->matched > most ? m->matched : most;
	}
	for (i = 0, kept = 0; i < s->n_matches; i++) {
		if (s->matches[i].matched == most)
			s->matches[kept++] = s->matches[i];
	}
	s->n_matches = kept;
	qsort(s->matches, s->n_matches, sizeof(*s->matches), worse);
	return CNIS_OK;
}

static cnis_status
hand_out(search *s, const cnis_find_query *q, cnis_found_fn fn, void *payload)
{
	size_t i;
	cnis_status st = CNIS_OK;

	for (i = (size_t)q->skip; st == CNIS_OK && i < s->n_matches; i++) {
		const match *m = &s->matches[i];
		char why[CNIS_FIND_TERMS * 48];
		text_buf b = text_buf_on(why, sizeof(why));
		const cnis_found found = { .child_id = m->id,
			                   .score = m->score,
			                   .why = why,
			                   .matched = m->matched,
			                   .terms = (int)s->terms.n };
		int k;

		if (q->limit != 0 && (int64_t)i >= q->skip + q->limit)
			break;
		for (k = 0; k < m->matched; k++) {
			text_add(&b, k == 0 ? "" : "; ");
			text_add(&b, WAYS[s->hits[m->first + (size_t)k].how].words);
		}
		st = fn(&found, payload, s->reterr);
	}
	return st;
}

cnis_status
cnis_find(cnis_register *r, const cnis_find_query *query, cnis_found_fn fn, void *payload,
          cnis_error *reterr)
{
	search s = { .r = r, .on = store_today(r->st), .reterr = reterr };
	char *line = NULL;
	cnis_status st;

	if (query->skip < 0 || query->limit < 0)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "limit", "cannot be negative");
	st = fact_text(query->terms, CNIS_FIND_CHARACTERS, false, where, "terms", &line, reterr);
	if (st == CNIS_OK)
		st = find_terms_read(line == NULL ? "" : line, &s.terms, reterr);
	free(line);
	for (; st == CNIS_OK && s.term < s.terms.n; s.term++)
		st = by_term(&s);
	if (st == CNIS_OK)
		st = gather(&s);
	if (st == CNIS_OK)
		st = hand_out(&s, query, fn, payload);
	free(s.hits);
	free(s.matches);
	return st;
}
