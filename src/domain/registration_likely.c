/* Registration: is this child here already, and who lives at the same address? */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/reference.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "domain/fact.h"
#include "domain/people.h"
#include "domain/registration_inside.h"
#include "rule/identifier.h"

enum { Q_NUMBER, Q_BORN, Q_POSTCODE, Q_UPRN, Q_LIVES, Q_COUNT };
#define NEIGHBOUR                                                                                  \
	"SELECT c.id, c.born_day, n.full_name, n.given_names, n.family_name, a.line1, a.uprn"      \
	" FROM address a JOIN child_residence x ON x.address_id = a.id"                            \
	" AND (x.to_day IS NULL OR x.to_day >= :on) AND x.kind IN ('home', 'additional')"          \
	" JOIN child c ON c.id = x.child_id"                                                       \
	" JOIN child_name n ON n.child_id = c.id AND n.kind = 'legal' AND n.to_day IS NULL"
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_NUMBER] = { "likely.number",
		"SELECT child_id FROM identifier WHERE kind = :kind AND value = :value"
		" AND to_day IS NULL AND kind IN ('upn', 'uln', 'nhs')" },
	[Q_BORN] = { "likely.born",
		"SELECT c.id, c.born_day, n.full_name FROM child c JOIN child_name n ON n.child_id = c.id"
		" WHERE c.born_day IN (:born, :swapped) ORDER BY c.id, n.id" },
	[Q_POSTCODE] = { "likely.postcode", NEIGHBOUR " WHERE a.postcode = :place ORDER BY c.id" },
	[Q_UPRN] = { "likely.uprn", NEIGHBOUR " WHERE a.uprn = :place ORDER BY c.id" },
	[Q_LIVES] = { "likely.lives",
		"SELECT 1 FROM child_residence x JOIN address a ON a.id = x.address_id"
		" WHERE x.child_id = :child AND a.postcode = :postcode"
		" AND (x.to_day IS NULL OR x.to_day >= :on)" },
};
/* clang-format on */

enum { SEEN_MAX = 64, DISTANCE_MAX = 2, WORD_MAX = 200 };

/* One child of the form, against everybody here. */
typedef struct search {
	look *l;
	size_t i;
	const cnis_form_child *child;
	char *folded; /* whole name */
	int64_t seen[SEEN_MAX];
	size_t n_seen;
} search;

static bool
seen_already(search *s, int64_t id)
{
	size_t k;

	for (k = 0; k < s->n_seen; k++) {
		if (s->seen[k] == id)
			return true;
	}
	if (s->n_seen < SEEN_MAX)
		s->seen[s->n_seen++] = id;
	return false;
}

/* ---- names ------------------------------------------------------------------------------------
 */

/* Edits (insert, drop, change, swap of neighbours) between two folded names; at most bound + 1. */
static size_t
distance(const char *a, const char *b, size_t bound)
{
	size_t la = strlen(a);
	size_t lb = strlen(b);
	size_t rows[3][WORD_MAX + 1];
	size_t i;
	size_t j;

	if (la > WORD_MAX || lb > WORD_MAX || (la > lb ? la - lb : lb - la) > bound)
		return bound + 1;
	for (j = 0; j <= lb; j++)
		rows[0][j] = j;
	for (i = 1; i <= la; i++) {
		size_t *now = rows[i % 3];
		const size_t *before = rows[(i - 1) % 3];
		const size_t *earlier = rows[(i + 1) % 3];

		now[0] = i;
		for (j = 1; j <= lb; j++) {
			size_t best = before[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);

			if (before[j] + 1 < best)
				best = before[j] + 1;
			if (now[j - 1] + 1 < best)
				best = now[j - 1] + 1;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
			    earlier[j - 2] + 1 < best)
				best = earlier[j - 2] + 1;
			now[j] = best;
		}
	}
	return rows[la % 3][lb];
}

/* Is every word of a among the words of b? */
static bool
words_within(const char *a, const char *b)
{
	while (*a != '\0') {
		size_t len = strcspn(a, " ");
		const char *at = b;
		bool found = false;

		while (!found && *at != '\0') {
			size_t n = strcspn(at, " ");

			found = n == len && strncmp(a, at, len) == 0;
			at += n;
			at += *at == ' ' ? 1 : 0;
		}
		if (!found)
			return false;
		a += len;
		a += *a == ' ' ? 1 : 0;
	}
	return true;
}

static bool
similar(const char *a, const char *b)
{
	return words_within(a, b) || words_within(b, a) ||
	       distance(a, b, DISTANCE_MAX) <= DISTANCE_MAX;
}

/* Family name where it was told apart, else the last word; folded, free(). */
static char *
family_of(const char *full, const char *family)
{
	char *folded = text_fold(family != NULL ? family : full);
	const char *last;
	char *copy;

	if (folded == NULL || family != NULL)
		return folded;
	last = strrchr(folded, ' ');
	copy = mem_text(last == NULL ? folded : last + 1);
	free(folded);
	return copy;
}

/* Same family name and the same first letter of the given names? */
static cnis_status
same_initials(const cnis_form_child *child, const cursor *c, bool *ret, cnis_error *reterr)
{
	const char *full = col_text(c, 2);
	const char *given = col_text(c, 3);
	const char *family = col_text(c, 4);
	char *family_a = family_of(child->full_name, child->family_name);
	char *family_b = family_of(full, family);
	char *given_a =
	    text_fold(child->given_names != NULL ? child->given_names : child->full_name);
	char *given_b = text_fold(given != NULL ? given : full);
	bool told = family_a != NULL && family_b != NULL && given_a != NULL && given_b != NULL;

	if (told)
		*ret = strcmp(family_a, family_b) == 0 && given_a[0] == given_b[0];
	free(family_a);
	free(family_b);
	free(given_a);
	free(given_b);
	return told ? CNIS_OK : cnis_nomem(reterr, "register");
}

/* ---- the three ways to be the same child ------------------------------------------------------
 */

static cnis_status
tell(search *s, cnis_registration_kind kind, int64_t id, const char *why, cnis_error *reterr)
{
	static const char *const leads[] = {
		[CNIS_REGISTRATION_PROBLEM] = "",
		[CNIS_REGISTRATION_DUPLICATE] = "this child is here as",
		[CNIS_REGISTRATION_LIKELY] = "perhaps the same child as",
		[CNIS_REGISTRATION_SIBLING] = "lives with",
	};
	char ref[CNIS_REFERENCE_SIZE];
	char message[256];

	if (seen_already(s, id))
		return CNIS_OK;
	(void)snprintf(message, sizeof(message), "%s %s: %s", leads[kind],
	               cnis_reference_format(CNIS_REF_CHILD, id, ref), why);
	return look_child(s->l, kind, s->i, id, message, reterr);
}

static cnis_status
by_number(search *s, const char *kind, const char *value, cnis_error *reterr)
{
	char normal[101];
	char why[64];
	cursor c = { 0 };
	int64_t id = 0;
	bool row = false;
	cnis_status st;

	if (value == NULL ||
	    identifier_normal(kind, value, "register", kind, normal, NULL) != CNIS_OK)
		return CNIS_OK;
	st = stmt_open(s->l->r->st, &SQL[Q_NUMBER], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_text(&c, ":kind", kind);
	stmt_text(&c, ":value", normal);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row)
		id = col_int(&c, 0);
	stmt_close(&c);
	if (st != CNIS_OK || id == 0)
		return st;
	(void)snprintf(why, sizeof(why), "the same %s",
	               strcmp(kind, "upn") == 0   ? "UPN"
	               : strcmp(kind, "uln") == 0 ? "ULN"
	                                          : "NHS number");
	return tell(s, CNIS_REGISTRATION_DUPLICATE, id, why, reterr);
}

/* Does that child live at a postcode this one has in the form? */
static cnis_status
lives_there(search *s, int64_t id, bool *ret, cnis_error *reterr)
{
	const cnis_form_address *a;
	bool found = false;
	size_t k;
	cnis_status st = CNIS_OK;

	for (k = 0; st == CNIS_OK && !found &&
	            (a = registration_address(s->l->form, s->child, k, NULL)) != NULL;
	     k++) {
		rule_identifier postcode = rule_postcode(a->postcode == NULL ? "" : a->postcode);
		cursor c = { 0 };

		if (!postcode.valid)
			continue;
		st = stmt_open(s->l->r->st, &SQL[Q_LIVES], &c, reterr);
		if (st != CNIS_OK)
			return st;
		stmt_int(&c, ":child", id);
		stmt_text(&c, ":postcode", postcode.normalised);
		stmt_day(&c, ":on", change_today(s->l->r));
		st = stmt_step(&c, &found, reterr);
		stmt_close(&c);
	}
	if (st == CNIS_OK)
		*ret = found;
	return st;
}

/* Day and month the other way round, where that is a date. */
static cnis_day
swapped(cnis_day born)
{
	int year;
	int month;
	int day;

	cnis_day_split(born, &year, &month, &day);
	return day > 12 ? CNIS_DAY_NONE : cnis_day_make(year, day, month);
}

static cnis_status
judge_born(search *s, int64_t id, bool same_day, const char *name, cnis_error *reterr)
{
	char *other = text_fold(name);
	bool near = false;
	bool same;
	cnis_status st = CNIS_OK;

	if (other == NULL)
		return cnis_nomem(reterr, "register");
	same = strcmp(s->folded, other) == 0;
	if (same && same_day)
		st = lives_there(s, id, &near, reterr);
	if (st == CNIS_OK && same && same_day && near)
		st = tell(s, CNIS_REGISTRATION_DUPLICATE, id,
		          "the same name, birth date and postcode", reterr);
	else if (st == CNIS_OK && same_day && similar(s->folded, other))
		st = tell(s, CNIS_REGISTRATION_LIKELY, id, "the same birth date and a similar name",
		          reterr);
	else if (st == CNIS_OK && same && !same_day)
		st = tell(s, CNIS_REGISTRATION_LIKELY, id,
		          "the same name, and the birth date with day and month swapped", reterr);
	free(other);
	return st;
}

static cnis_status
by_birth(search *s, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = true;
	cnis_status st;

	st = stmt_open(s->l->r->st, &SQL[Q_BORN], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_day(&c, ":born", s->child->born);
	stmt_day(&c, ":swapped", swapped(s->child->born));
	while (st == CNIS_OK) {
		st = stmt_step(&c, &row, reterr);
		if (st != CNIS_OK || !row)
			break;
		st = judge_born(s, col_int(&c, 0), col_day(&c, 1) == s->child->born,
		                col_text(&c, 2), reterr);
	}
	stmt_close(&c);
	return st;
}

static cnis_status
same_line(const char *a, const char *b, bool *ret, cnis_error *reterr)
{
	char *x = text_fold(a == NULL ? "" : a);
	char *y = text_fold(b == NULL ? "" : b);
	bool told = x != NULL && y != NULL;

	if (told)
		*ret = x[0] != '\0' && strcmp(x, y) == 0;
	free(x);
	free(y);
	return told ? CNIS_OK : cnis_nomem(reterr, "register");
}

static cnis_status
judge_neighbour(search *s, const cursor *c, const cnis_form_address *a, cnis_error *reterr)
{
	int64_t id = col_int(c, 0);
	bool same = false;
	cnis_status st = same_initials(s->child, c, &same, reterr);

	if (st == CNIS_OK && same)
		return tell(s, CNIS_REGISTRATION_LIKELY, id,
		            "the same family name, initial and address area", reterr);
	if (st == CNIS_OK)
		st = same_line(a->line1, col_text(c, 5), &same, reterr);
	same = same || (a->uprn != NULL && text_same(a->uprn, col_text(c, 6)));
	if (st == CNIS_OK && same)
		st = tell(s, CNIS_REGISTRATION_SIBLING, id, "the same address", reterr);
	return st;
}

static cnis_status
by_place(search *s, const cnis_form_address *a, cnis_error *reterr)
{
	rule_identifier postcode = rule_postcode(a->postcode == NULL ? "" : a->postcode);
	rule_identifier uprn = rule_uprn(a->uprn == NULL ? "" : a->uprn);
	cursor c = { 0 };
	bool row = true;
	cnis_status st;

	if (!postcode.valid && !uprn.valid)
		return CNIS_OK;
	st = stmt_open(s->l->r->st, &SQL[postcode.valid ? Q_POSTCODE : Q_UPRN], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_text(&c, ":place", postcode.valid ? postcode.normalised : uprn.normalised);
	stmt_day(&c, ":on", change_today(s->l->r));
	while (st == CNIS_OK) {
		st = stmt_step(&c, &row, reterr);
		if (st != CNIS_OK || !row)
			break;
		st = judge_neighbour(s, &c, a, reterr);
	}
	stmt_close(&c);
	return st;
}

/* ---- the whole form ---------------------------------------------------------------------------
 */

/* A child given twice in one form. */
static cnis_status
within_form(search *s, cnis_error *reterr)
{
	char prefix[REGISTRATION_PATH];
	cnis_status st = CNIS_OK;
	size_t k;

	(void)snprintf(prefix, sizeof(prefix), "children[%zu]", s->i);
	for (k = 0; st == CNIS_OK && k < s->i; k++) {
		const cnis_form_child *other = &s->l->form->children[k];
		char *folded = text_fold(other->full_name == NULL ? "" : other->full_name);
		cnis_error e = { 0 };
		bool number = (s->child->upn != NULL && text_same(s->child->upn, other->upn)) ||
		              (s->child->uln != NULL && text_same(s->child->uln, other->uln)) ||
		              (s->child->nhs != NULL && text_same(s->child->nhs, other->nhs));

		if (folded == NULL)
			return cnis_nomem(reterr, "register");
		if (number || (other->born == s->child->born && strcmp(folded, s->folded) == 0)) {
			cnis_status found = cnis_fail(&e, CNIS_EINVAL, 0, "register", "",
			                              "is children[%zu] of this form again", k);

			st = look_judge(s->l, prefix, found, &e, reterr);
		}
		free(folded);
	}
	return st;
}

static cnis_status
search_child(search *s, cnis_error *reterr)
{
	const cnis_form_address *a;
	size_t k;
	cnis_status st;

	st = within_form(s, reterr);
	if (st == CNIS_OK)
		st = by_number(s, "upn", s->child->upn, reterr);
	if (st == CNIS_OK)
		st = by_number(s, "uln", s->child->uln, reterr);
	if (st == CNIS_OK)
		st = by_number(s, "nhs", s->child->nhs, reterr);
	if (st == CNIS_OK)
		st = by_birth(s, reterr);
	for (k = 0;
	     st == CNIS_OK && (a = registration_address(s->l->form, s->child, k, NULL)) != NULL;
	     k++) {
		if (a->kind == NULL || strcmp(a->kind, "home") == 0 ||
		    strcmp(a->kind, "additional") == 0)
			st = by_place(s, a, reterr);
	}
	return st;
}

cnis_status
registration_duplicates(look *l, cnis_error *reterr)
{
	size_t i;
	cnis_status st = CNIS_OK;

	for (i = 0; st == CNIS_OK && i < l->form->n_children && i < CNIS_FORM_CHILDREN; i++) {
		search s = { .l = l, .i = i, .child = &l->form->children[i] };

		if (fact_day(s.child->born) == CNIS_DAY_NONE || text_empty(s.child->full_name))
			continue;
		s.folded = text_fold(s.child->full_name);
		if (s.folded == NULL)
			return cnis_nomem(reterr, "register");
		if (s.folded[0] != '\0') /* else the fields said so */
			st = search_child(&s, reterr);
		free(s.folded);
	}
	return st;
}
