/* A child as the register knows it, and how common its names are. */
#include "domain/likeness_read.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "domain/withheld.h"

static const char where[] = "likeness";

enum {
	Q_NAMES,
	Q_NUMBERS,
	Q_PLACES,
	Q_PARENTS,
	Q_PHONES,
	Q_SCHOOL,
	Q_USES,
	Q_USES_ALL,
	Q_CHILDREN,
	Q_DISMISSED,
	Q_COUNT
};
/* clang-format off */
/* Each is said of one child, and of many; the last column is the place in the list. */
#define OF_ONE(columns, tables, joined, on, order) \
	"SELECT " columns ", 0 FROM " tables " WHERE " on " = :child" joined " ORDER BY " order
#define OF_MANY(columns, tables, joined, on, order) \
	"SELECT " columns ", j.key FROM json_each(:ids) j CROSS JOIN " tables " WHERE " on \
	" = j.value" joined " ORDER BY j.key, " order
#define NAMES(of) of("c.born_day, c.sex, n.kind, n.full_name, n.given_names, n.family_name," \
	" n.to_day IS NOT NULL AND n.to_day < :on", \
	"child c LEFT JOIN child_name n ON n.child_id = c.id", "", "c.id", \
	"n.kind <> 'legal', n.to_day IS NOT NULL, n.id DESC")
#define NUMBERS(of) of("i.kind, i.value, i.verified, i.to_day IS NOT NULL", "identifier i", \
	" AND i.kind IN ('upn', 'former_upn', 'uln', 'nhs')", "i.child_id", \
	"i.to_day IS NOT NULL, i.id")
#define PLACES(of) of("a.postcode, a.uprn, a.line1," \
	" x.kind = 'previous' OR (x.to_day IS NOT NULL AND x.to_day < :on) AS past", \
	"child_residence x CROSS JOIN address a ON a.id = x.address_id", \
	" AND x.kind <> 'correspondence' AND NOT " WITHHELD_ADDRESS("a.id"), "x.child_id", "past, x.id DESC")
#define PARENTS(of) of("n.full_name", \
	"relationship x CROSS JOIN person_name n ON n.person_id = x.person_id", "", "x.child_id", \
	"n.id DESC")
#define PHONES(of) of("p.value_key", \
	"relationship x CROSS JOIN contact_point p ON p.person_id = x.person_id", \
	" AND p.kind <> 'email' AND NOT " WITHHELD_POINT("p.id"), "x.child_id", "p.to_day IS NOT NULL, p.id DESC")
#define SCHOOL(of) of("e.school_urn", "entry e", " AND e.school_urn IS NOT NULL AND NOT " WITHHELD_SCHOOL("e.child_id"), "e.child_id", \
	"e.id DESC")
static const store_sql MANY[Q_USES] = {
	[Q_NAMES] = { "likeness.names_all", NAMES(OF_MANY) },
	[Q_NUMBERS] = { "likeness.numbers_all", NUMBERS(OF_MANY) },
	[Q_PLACES] = { "likeness.places_all", PLACES(OF_MANY) },
	[Q_PARENTS] = { "likeness.parents_all", PARENTS(OF_MANY) },
	[Q_PHONES] = { "likeness.phones_all", PHONES(OF_MANY) },
	[Q_SCHOOL] = { "likeness.school_all", SCHOOL(OF_MANY) },
};
static const store_sql SQL[Q_COUNT] = {
	[Q_NAMES] = { "likeness.names", NAMES(OF_ONE) },
	[Q_NUMBERS] = { "likeness.numbers", NUMBERS(OF_ONE) },
	[Q_PLACES] = { "likeness.places", PLACES(OF_ONE) },
	[Q_PARENTS] = { "likeness.parents", PARENTS(OF_ONE) },
	[Q_PHONES] = { "likeness.phones", PHONES(OF_ONE) },
	[Q_SCHOOL] = { "likeness.school", SCHOOL(OF_ONE) " LIMIT 1" },
	[Q_USES] = { "likeness.uses", "SELECT uses FROM name_word WHERE word = :word" },
	[Q_USES_ALL] = { "likeness.uses_all",
		"SELECT j.key, w.uses FROM json_each(:words) j CROSS JOIN name_word w ON w.word = j.value"
		" WHERE j.value <> ''" },
	[Q_CHILDREN] = { "likeness.children", "SELECT max(id) FROM child" },
	[Q_DISMISSED] = { "likeness.dismissed",
		"SELECT 1 FROM not_same WHERE child_id = :one AND other_id = :other" },
};
/* clang-format on */

static bool
take_name(const cursor *c, likeness_child *to)
{
	const char *sex = col_text(c, 1);
	const char *kind = col_text(c, 2);

	to->born = col_day(c, 0);
	to->sex = 'U';
	if (sex != NULL)
		to->sex = sex[0];
	if (kind == NULL)
		return true;
	return likeness_add_name(to, col_text(c, 3), col_text(c, 4), col_text(c, 5),
	                         strcmp(kind, "preferred") == 0,
	                         strcmp(kind, "former") == 0 || col_int(c, 6) != 0);
}

static bool
take_number(const cursor *c, likeness_child *to)
{
	const char *kind = col_text(c, 0);
	bool past = col_int(c, 3) != 0;
	bool upn = strcmp(kind, "upn") == 0;
	bool uln = strcmp(kind, "uln") == 0;
	bool nhs = strcmp(kind, "nhs") == 0;

	if ((upn && past) || !(upn || uln || nhs)) {
		if (to->former_upn[0] == '\0')
			(void)text_copy(to->former_upn, sizeof(to->former_upn), col_text(c, 1));
	} else if (!past) {
		likeness_number *n = upn ? &to->upn : uln ? &to->uln : &to->nhs;

		(void)text_copy(n->value, sizeof(n->value), col_text(c, 1));
		n->verified = col_int(c, 2) != 0;
	}
	return true;
}

static bool
take_place(const cursor *c, likeness_child *to)
{
	return likeness_add_place(to, col_text(c, 0), col_text(c, 1), col_text(c, 2),
	                          col_int(c, 3) != 0);
}

static bool
take_parent(const cursor *c, likeness_child *to)
{
	return likeness_add_parent(to, col_text(c, 0));
}

static bool
take_phone(const cursor *c, likeness_child *to)
{
	likeness_add_phone(to, col_text(c, 0));
	return true;
}

static bool
take_school(const cursor *c, likeness_child *to)
{
	if (to->school[0] == '\0') /* of several the last */
		(void)text_copy(to->school, sizeof(to->school), col_text(c, 0));
	return true;
}

/* In the order in which they are read; the columns of each, after which the place stands. */
static const struct part {
	int q, columns;
	bool (*take)(const cursor *c, likeness_child *to);
} PARTS[] = {
	{ Q_NAMES, 7, take_name },     { Q_NUMBERS, 4, take_number }, { Q_PLACES, 4, take_place },
	{ Q_PARENTS, 1, take_parent }, { Q_PHONES, 1, take_phone },   { Q_SCHOOL, 1, take_school },
};
enum { N_PARTS = sizeof(PARTS) / sizeof(PARTS[0]) };

/* Who is read. */
typedef struct asked {
	const char *ids; /* a list of n in JSON; NULL: the one child */
	int64_t child_id;
	size_t n;
	likeness_child *to;
} asked;

static cnis_status
read_part(cnis_register *r, const struct part *p, const asked *of, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = true;
	size_t children = 0;
	int64_t last = -1;
	cnis_status st = stmt_open(r->st, of->ids == NULL ? &SQL[p->q] : &MANY[p->q], &c, reterr);

	if (st != CNIS_OK)
		return st;
	if (of->ids == NULL)
		stmt_int(&c, ":child", of->child_id);
	else
		stmt_text(&c, ":ids", of->ids);
	if (p->q == Q_NAMES || p->q == Q_PLACES)
		stmt_day(&c, ":on", store_today(r->st));
	while (st == CNIS_OK) {
		int64_t at;

		st = stmt_step(&c, &row, reterr);
		if (st != CNIS_OK || !row)
			break;
		at = col_int(&c, p->columns);
		children += at != last;
		last = at;
		if (!p->take(&c, &of->to[at]))
			st = cnis_nomem(reterr, where);
	}
	stmt_close(&c);
	if (st == CNIS_OK && p->q == Q_NAMES && children < of->n)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, where, "child", "no such child");
	return st;
}

static cnis_status
read_parts(cnis_register *r, const asked *of, cnis_error *reterr)
{
	cnis_status st = CNIS_OK;

	memset(of->to, 0, of->n * sizeof(*of->to));
	for (size_t i = 0; st == CNIS_OK && i < N_PARTS; i++)
		st = read_part(r, &PARTS[i], of, reterr);
	return st;
}

cnis_status
likeness_read(cnis_register *r, int64_t child_id, likeness_child *ret, cnis_error *reterr)
{
	const asked one = { .child_id = child_id, .n = 1, .to = ret };

	return read_parts(r, &one, reterr);
}

cnis_status
likeness_read_all(cnis_register *r, const int64_t *ids, size_t n, likeness_child *ret,
                  cnis_error *reterr)
{
	enum { DIGITS = 22 };
	size_t size = n * DIGITS + 3;
	char *list = mem_new(size, 1);
	text_buf b = text_buf_on(list, list == NULL ? 0 : size);
	asked all = { .ids = list, .n = n, .to = ret };
	cnis_status st;

	if (list == NULL)
		return cnis_nomem(reterr, where);
	text_add(&b, "[");
	for (size_t i = 0; i < n; i++) {
		text_add(&b, i == 0 ? "" : ",");
		text_add_int(&b, ids[i]);
	}
	text_add(&b, "]");
	st = read_parts(r, &all, reterr);
	free(list);
	return st;
}

/* ---- how common -------------------------------------------------------------------------------
 */

/* Below this many children a word that stands twice would look common. */
enum { CHILDREN_LEAST = 2000, PER_100K = 100000 };

static cnis_status
one_number(cnis_register *r, int q, const char *word, int64_t *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[q], &c, reterr);

	if (st != CNIS_OK)
		return st;
	if (word != NULL)
		stmt_text(&c, ":word", word);
	st = stmt_step(&c, &row, reterr);
	*ret = st == CNIS_OK && row ? col_int(&c, 0) : 0;
	stmt_close(&c);
	return st;
}

static bool
among(const names *set, const names_word *word)
{
	size_t i;

	for (i = 0; i < set->n; i++) {
		if (strcmp(set->word[i].text, word->text) == 0)
			return true;
	}
	return false;
}

/* Is this word of the name the family name, as somebody said or as the last word? */
static bool
is_family(const likeness_name *n, size_t i)
{
	if (n->family.n > 0)
		return among(&n->family, &n->whole.word[i]);
	return n->whole.n > 1 && i + 1 == n->whole.n;
}

/* The rarest word counts. */
static void
set_frequency(likeness_child *child, size_t word, int64_t uses, int64_t children)
{
	int *per = is_family(&child->name[0], word) ? &child->family_per_100k
	                                            : &child->given_per_100k;
	int here = 1 + (int)(uses * PER_100K / children);

	if (*per == LIKENESS_UNCOMMON || here < *per)
		*per = here;
}

cnis_status
likeness_frequency(cnis_register *r, likeness_child *child, cnis_error *reterr)
{
	const likeness_name *n = &child->name[0];
	int64_t children = 0;
	size_t i;
	cnis_status st = CNIS_OK;

	if (child->n_names > 0)
		st = one_number(r, Q_CHILDREN, NULL, &children, reterr);
	for (i = 0; st == CNIS_OK && children >= CHILDREN_LEAST && i < n->whole.n; i++) {
		int64_t uses = 0;

		if (n->whole.word[i].particle)
			continue;
		st = one_number(r, Q_USES, n->whole.word[i].text, &uses, reterr);
		set_frequency(child, i, uses, children);
	}
	return st;
}

/* Every word of the first names, as a list; one that is none in JSON is left empty. */
static void
list_words(const likeness_child *children, size_t n, text_buf *b)
{
	text_add(b, "[");
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < NAMES_WORDS; k++) {
			const names *whole = &children[i].name[0].whole;
			const char *word = children[i].n_names > 0 && k < whole->n &&
			                           !whole->word[k].particle
			                       ? whole->word[k].text
			                       : "";

			text_add(b, i + k == 0 ? "\"" : ",\"");
			text_add(b, strpbrk(word, "\"\\") != NULL ? "" : word);
			text_add(b, "\"");
		}
	}
	text_add(b, "]");
}

cnis_status
likeness_frequency_all(cnis_register *r, likeness_child *children, size_t n, cnis_error *reterr)
{
	size_t size = n * NAMES_WORDS * (NAMES_WORD_SIZE + 3) + 3;
	int64_t here = 0;
	char *words = NULL;
	text_buf b;
	cursor c = { 0 };
	bool row = true;
	cnis_status st = one_number(r, Q_CHILDREN, NULL, &here, reterr);

	if (st != CNIS_OK || here < CHILDREN_LEAST)
		return st;
	words = mem_new(size, 1);
	if (words == NULL)
		return cnis_nomem(reterr, where);
	b = text_buf_on(words, size);
	list_words(children, n, &b);
	st = stmt_open(r->st, &SQL[Q_USES_ALL], &c, reterr);
	if (st == CNIS_OK)
		stmt_text(&c, ":words", words);
	while (st == CNIS_OK) {
		size_t at;

		st = stmt_step(&c, &row, reterr);
		if (st != CNIS_OK || !row)
			break;
		at = (size_t)col_int(&c, 0);
		set_frequency(&children[at / NAMES_WORDS], at % NAMES_WORDS, col_int(&c, 1), here);
	}
	stmt_close(&c);
	free(words);
	return st;
}

cnis_status
likeness_dismissed(cnis_register *r, int64_t one, int64_t other, bool *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_DISMISSED], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":one", one);
	stmt_int(&c, ":other", other);
	st = stmt_step(&c, &row, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret = row;
	return st;
}
