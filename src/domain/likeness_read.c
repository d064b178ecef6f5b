/* A child as the register knows it, and how common its names are. */
#include "domain/likeness_read.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"

static const char where[] = "likeness";

enum {
	Q_NAMES,
	Q_NUMBERS,
	Q_PLACES,
	Q_PARENTS,
	Q_PHONES,
	Q_SCHOOL,
	Q_USES,
	Q_CHILDREN,
	Q_DISMISSED,
	Q_COUNT
};
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_NAMES] = { "likeness.names",
		"SELECT c.born_day, c.sex, n.kind, n.full_name, n.given_names, n.family_name,"
		" n.to_day IS NOT NULL AND n.to_day < :on FROM child c"
		" LEFT JOIN child_name n ON n.child_id = c.id WHERE c.id = :child"
		" ORDER BY n.kind <> 'legal', n.to_day IS NOT NULL, n.id DESC" },
	[Q_NUMBERS] = { "likeness.numbers",
		"SELECT kind, value, verified, to_day IS NOT NULL FROM identifier WHERE child_id = :child"
		" AND kind IN ('upn', 'former_upn', 'uln', 'nhs') ORDER BY to_day IS NOT NULL, id" },
	[Q_PLACES] = { "likeness.places",
		"SELECT a.postcode, a.uprn, a.line1,"
		" x.kind = 'previous' OR (x.to_day IS NOT NULL AND x.to_day < :on) AS past"
		" FROM child_residence x JOIN address a ON a.id = x.address_id WHERE x.child_id = :child"
		" AND x.kind <> 'correspondence' ORDER BY past, x.id DESC" },
	[Q_PARENTS] = { "likeness.parents",
		"SELECT n.full_name FROM relationship x JOIN person_name n ON n.person_id = x.person_id"
		" WHERE x.child_id = :child ORDER BY n.id DESC" },
	[Q_PHONES] = { "likeness.phones",
		"SELECT p.value_key FROM relationship x JOIN contact_point p ON p.person_id = x.person_id"
		" WHERE x.child_id = :child AND p.kind <> 'email'"
		" ORDER BY p.to_day IS NOT NULL, p.id DESC" },
	[Q_SCHOOL] = { "likeness.school",
		"SELECT school_urn FROM entry WHERE child_id = :child AND school_urn IS NOT NULL"
		" ORDER BY id DESC LIMIT 1" },
	[Q_USES] = { "likeness.uses", "SELECT uses FROM name_word WHERE word = :word" },
	[Q_CHILDREN] = { "likeness.children", "SELECT max(id) FROM child" },
	[Q_DISMISSED] = { "likeness.dismissed",
		"SELECT 1 FROM not_same WHERE child_id = :one AND other_id = :other" },
};
/* clang-format on */

/* Each row of a query about one child. */
typedef bool (*take_fn)(const cursor *c, likeness_child *to);

static cnis_status
each(cnis_register *r, int q, int64_t child_id, take_fn take, likeness_child *to, int64_t *ret_rows,
     cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = true;
	int64_t rows = 0;
	cnis_status st = stmt_open(r->st, &SQL[q], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	if (q == Q_NAMES || q == Q_PLACES)
		stmt_day(&c, ":on", store_today(r->st));
	while (st == CNIS_OK) {
		st = stmt_step(&c, &row, reterr);
		if (st != CNIS_OK || !row)
			break;
		rows++;
		if (!take(&c, to))
			st = cnis_nomem(reterr, where);
	}
	stmt_close(&c);
	if (st == CNIS_OK && ret_rows != NULL)
		*ret_rows = rows;
	return st;
}

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
	likeness_number *n = upn                        ? &to->upn
	                     : strcmp(kind, "uln") == 0 ? &to->uln
	                     : strcmp(kind, "nhs") == 0 ? &to->nhs
	                                                : NULL;

	if (n == NULL || (upn && past)) {
		if (to->former_upn[0] == '\0')
			(void)text_copy(to->former_upn, sizeof(to->former_upn), col_text(c, 1));
	} else if (!past) {
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
	(void)text_copy(to->school, sizeof(to->school), col_text(c, 0));
	return true;
}

cnis_status
likeness_read(cnis_register *r, int64_t child_id, likeness_child *ret, cnis_error *reterr)
{
	int64_t rows = 0;
	cnis_status st;

	memset(ret, 0, sizeof(*ret));
	st = each(r, Q_NAMES, child_id, take_name, ret, &rows, reterr);
	if (st == CNIS_OK && rows == 0)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, where, "child", "no such child");
	if (st == CNIS_OK)
		st = each(r, Q_NUMBERS, child_id, take_number, ret, NULL, reterr);
	if (st == CNIS_OK)
		st = each(r, Q_PLACES, child_id, take_place, ret, NULL, reterr);
	if (st == CNIS_OK)
		st = each(r, Q_PARENTS, child_id, take_parent, ret, NULL, reterr);
	if (st == CNIS_OK)
		st = each(r, Q_PHONES, child_id, take_phone, ret, NULL, reterr);
	if (st == CNIS_OK)
		st = each(r, Q_SCHOOL, child_id, take_school, ret, NULL, reterr);
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
		int *per = is_family(n, i) ? &child->family_per_100k : &child->given_per_100k;
		int64_t uses = 0;
		int here;

		if (n->whole.word[i].particle)
			continue;
		st = one_number(r, Q_USES, n->whole.word[i].text, &uses, reterr);
		here = 1 + (int)(uses * PER_100K / children);
		if (*per == LIKENESS_UNCOMMON || here < *per)
			*per = here;
	}
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
