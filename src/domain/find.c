/* Finding a child by whatever somebody has. */
#include <cnis/find.h>

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "domain/fact.h"
#include "domain/find_inside.h"
#include "domain/same.h"
#include "domain/withheld.h"
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
	Q_REACHED,
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
		" FROM address a JOIN child_residence x ON x.address_id = a.id WHERE a.postcode = :value AND NOT " WITHHELD_ADDRESS("a.id") },
	[Q_UPRN] = { "find.uprn",
		"SELECT " SAME_KEPT("x.child_id", SAME_NOW) ", x.kind = 'previous' OR (x.to_day IS NOT NULL AND x.to_day < :on)"
		" FROM address a JOIN child_residence x ON x.address_id = a.id WHERE a.uprn = :value AND NOT " WITHHELD_ADDRESS("a.id") },
	[Q_REACHED] = { "find.reached",
		"SELECT " SAME_KEPT("x.child_id", SAME_NOW) ", (p.to_day IS NOT NULL AND p.to_day < :on)"
		" OR (x.to_day IS NOT NULL AND x.to_day < :on)"
		" FROM contact_point p JOIN relationship x ON x.person_id = p.person_id"
		" WHERE p.value_key = :value AND NOT " WITHHELD_POINT("p.id") },
	[Q_CHILD] = { "find.child", "SELECT "
		SAME_KEPT("c.id", SAME_NOW) " FROM child c WHERE c.id = :child" },
};
/* clang-format on */

static cnis_status
add(find_search *s, int64_t id, find_way how)
{
	if (s->n == s->room) {
		size_t room = s->room == 0 ? 512 : s->room * 2;
		find_hit *more = mem_grow(s->hits, room, sizeof(*more));

		if (more == NULL)
			return cnis_nomem(s->reterr, where);
		s->hits = more;
		s->room = room;
	}
	s->hits[s->n++] = (find_hit){ id, (unsigned short)s->term, (unsigned short)how };
	return CNIS_OK;
}

static cnis_status
open_query(find_search *s, int q, cursor *c)
{
	return stmt_open(s->r->st, &SQL[q], c, s->reterr);
}

/* ---- names ------------------------------------------------------------------------------------
 */

/* Children with this word; all: with any word of its sound. */
static cnis_status
holders(find_search *s, const char *word, const char *sound, bool all, find_way how)
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
		         same     ? (former ? FIND_BY_FORMER_NAME : FIND_BY_NAME)
		         : former ? FIND_BY_FORMER_ALIKE
		                  : how);
	}
	stmt_close(&c);
	return st;
}

static void
familiar(const char *word, void *payload)
{
	find_search *s = payload;
	char sound[SOUND_SIZE];

	sound_key(word, sound);
	if (s->st == CNIS_OK)
		s->st = holders(s, word, sound, false, FIND_BY_FAMILIAR);
}

/* Words kept in the register that begin with this one. */
static cnis_status
beginnings(find_search *s, const char *word)
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
		st = holders(s, col_text(&c, 0), col_text(&c, 1), false, FIND_BY_BEGINNING);
	}
	stmt_close(&c);
	return st;
}

/* A mistyped word: sought among the words, each of which is kept once, not among the children. */
static cnis_status
slips(find_search *s, const char *word)
{
	cursor c = { 0 };
	bool row = true;
	cnis_status st = open_query(s, Q_WORDS, &c);

	while (st == CNIS_OK) {
		st = stmt_step(&c, &row, s->reterr);
		if (st != CNIS_OK || !row)
			break;
		if (names_slip(word, col_text(&c, 0)))
			st = holders(s, col_text(&c, 0), col_text(&c, 1), false, FIND_BY_SLIP);
	}
	stmt_close(&c);
	return st;
}

static cnis_status
by_name(find_search *s, const names_word *w)
{
	size_t before = s->n;
	cnis_status st = holders(s, w->text, w->sound, true, FIND_BY_SOUND);

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
by_born(find_search *s, cnis_day born, find_way how)
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

static find_way
number_way(const char *kind, bool former)
{
	if (former)
		return FIND_BY_FORMER_NUMBER;
	return strcmp(kind, "upn") == 0   ? FIND_BY_UPN
	       : strcmp(kind, "uln") == 0 ? FIND_BY_ULN
	       : strcmp(kind, "nhs") == 0 ? FIND_BY_NHS
	                                  : FIND_BY_NUMBER;
}

static cnis_status
by_identifier(find_search *s, const char *value)
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
by_way(find_search *s, int q, const char *value, find_way how, find_way once)
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
		st = add(s, col_int(&c, 0), col_int(&c, 1) != 0 ? once : how);
	}
	stmt_close(&c);
	return st;
}

static cnis_status
by_place(find_search *s, int q, const char *value, find_way how)
{
	return by_way(s, q, value, how, FIND_BY_FORMER_PLACE);
}

static cnis_status
by_number(find_search *s, const char *value)
{
	rule_identifier uprn = rule_uprn(value);
	cnis_status st = by_identifier(s, value);

	return st == CNIS_OK && uprn.valid ? by_place(s, Q_UPRN, uprn.normalised, FIND_BY_UPRN)
	                                   : st;
}

/* How an adult of the child is reached, or was. */
static cnis_status
by_contact_point(find_search *s, const char *key)
{
	return key[0] == '\0' ? CNIS_OK
	                      : by_way(s, Q_REACHED, key, FIND_BY_REACHED, FIND_BY_REACHED_ONCE);
}

static cnis_status
by_reference(find_search *s, int64_t id)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = open_query(s, Q_CHILD, &c);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", id);
	st = stmt_step(&c, &row, s->reterr);
	stmt_close(&c);
	return st == CNIS_OK && row ? add(s, id, FIND_BY_REFERENCE) : st;
}

static cnis_status
by_term(find_search *s)
{
	const find_term *t = &s->terms.term[s->term];
	cnis_status st;

	switch (t->kind) {
	case FIND_NAME:
		return by_name(s, &t->word);
	case FIND_CHILD:
		return by_reference(s, t->id);
	case FIND_BORN:
		st = by_born(s, t->born, FIND_BY_BORN);
		return st == CNIS_OK ? by_born(s, t->swapped, FIND_BY_SWAPPED) : st;
	case FIND_NUMBER:
		st = by_number(s, t->value);
		return st == CNIS_OK ? by_contact_point(s, t->key) : st;
	case FIND_EMAIL:
		return by_contact_point(s, t->key);
	case FIND_POSTCODE:
		return by_place(s, Q_POSTCODE, t->value, FIND_BY_POSTCODE);
	}
	return CNIS_OK;
}

cnis_status
cnis_find(cnis_register *r, const cnis_find_query *query, cnis_found_fn fn, void *payload,
          cnis_error *reterr)
{
	find_search s = { .r = r, .on = store_today(r->st), .reterr = reterr };
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
		st = find_rank(&s);
	if (st == CNIS_OK)
		st = find_hand_out(&s, query, fn, payload);
	free(s.hits);
	free(s.matches);
	return st;
}
