/* What somebody typed to find a child, term by term. */
#include "domain/find_terms.h"

#include <string.h>

#include <cnis/reference.h>

#include "base/error.h"
#include "base/text.h"
#include "rule/identifier.h"

static const char where[] = "child.find";

enum { WORDS = 48, WORD_SIZE = 100 };

/* The line in words, and how far it has been read. */
typedef struct line {
	char word[WORDS][WORD_SIZE];
	size_t n, at;
} line;

static bool
all_of(const char *text, const char *set)
{
	return text[0] != '\0' && text[strspn(text, set)] == '\0';
}

static bool
has_digit(const char *text)
{
	return strpbrk(text, "0123456789") != NULL;
}

static cnis_status
none(size_t at, const char *what, cnis_error *reterr)
{
	return cnis_fail(reterr, CNIS_EINVAL, 0, where, "terms", "word %zu of the search %s",
	                 at + 1, what);
}

static cnis_status
split(const char *text, line *ret, cnis_error *reterr)
{
	static const char gaps[] = " ,;\t";

	ret->n = 0;
	ret->at = 0;
	for (text += strspn(text, gaps); *text != '\0'; text += strspn(text, gaps)) {
		size_t len = strcspn(text, gaps);

		if (ret->n == WORDS)
			return none(WORDS, "is one too many", reterr);
		if (len >= WORD_SIZE)
			return none(ret->n, "is too long", reterr);
		memcpy(ret->word[ret->n], text, len);
		ret->word[ret->n++][len] = '\0';
		text += len;
	}
	return ret->n > 0 ? CNIS_OK
	                  : cnis_fail(reterr, CNIS_EINVAL, 0, where, "terms",
	                              "there is nothing to search for");
}

static const char *
ahead(const line *l, size_t k)
{
	return l->at + k < l->n ? l->word[l->at + k] : "";
}

static cnis_status
push(find_terms *to, const find_term *t, const line *l, cnis_error *reterr)
{
	if (to->n == CNIS_FIND_TERMS)
		return none(l->at, "is one term too many", reterr);
	to->term[to->n++] = *t;
	return CNIS_OK;
}

/* ---- dates ------------------------------------------------------------------------------------
 */

/* Three numbers: the year is the one of four digits, in front or at the end. */
static bool
three_numbers(const char *word, int ret[3], bool *ret_year_first)
{
	size_t digits[3] = { 0 };
	int part = 0;

	ret[0] = ret[1] = ret[2] = 0;
	for (; *word != '\0'; word++) {
		if (*word >= '0' && *word <= '9') {
			if (++digits[part] > 4)
				return false;
			ret[part] = ret[part] * 10 + (*word - '0');
		} else if (strchr("-/.", *word) == NULL || digits[part] == 0 || ++part > 2) {
			return false;
		}
	}
	*ret_year_first = digits[0] == 4;
	return part == 2 && digits[1] > 0 && digits[1] < 3 &&
	       ((digits[0] == 4 && digits[2] > 0 && digits[2] < 3) ||
	        (digits[0] < 3 && digits[2] == 4));
}

static void
set_born(find_term *t, int year, int month, int day)
{
	t->kind = FIND_BORN;
	t->born = cnis_day_make(year, month, day);
	t->swapped = month == day ? CNIS_DAY_NONE : cnis_day_make(year, day, month);
	if (t->born == CNIS_DAY_NONE) {
		t->born = t->swapped;
		t->swapped = CNIS_DAY_NONE;
	}
}

/* How many words of the line are a date; 0: none is. */
static size_t
take_date(const line *l, find_term *t)
{
	char text[3 * WORD_SIZE + 3];
	text_buf b = text_buf_on(text, sizeof(text));
	int n[3];
	bool year_first;
	int year;
	int month;
	int day;

	if (three_numbers(ahead(l, 0), n, &year_first)) {
		set_born(t, year_first ? n[0] : n[2], n[1], year_first ? n[2] : n[0]);
		return 1;
	}
	if (!all_of(ahead(l, 0), "0123456789") || !all_of(ahead(l, 2), "0123456789"))
		return 0;
	for (size_t k = 0; k < 3; k++) {
		text_add(&b, k == 0 ? "" : " ");
		text_add(&b, ahead(l, k));
	}
	if (cnis_day_parse(text, &t->born) != CNIS_OK)
		return 0;
	cnis_day_split(t->born, &year, &month, &day);
	set_born(t, year, month, day);
	return 3;
}

/* ---- numbers, places --------------------------------------------------------------------------
 */

/* A postcode in one word or in two. */
static size_t
take_postcode(const line *l, find_term *t)
{
	char both[2 * WORD_SIZE + 2];
	text_buf b = text_buf_on(both, sizeof(both));
	rule_identifier found = rule_postcode(ahead(l, 0));
	size_t words = 1;

	if (!found.valid && has_digit(ahead(l, 1))) {
		text_add(&b, ahead(l, 0));
		text_add(&b, " ");
		text_add(&b, ahead(l, 1));
		found = rule_postcode(both);
		words = 2;
	}
	if (!found.valid)
		return 0;
	t->kind = FIND_POSTCODE;
	(void)text_copy(t->value, sizeof(t->value), found.normalised);
	return words;
}

static const char groups[] = "0123456789()+-./";

/* Capitals and digits of a word after those that are there; false when there is no room. */
static bool
add_number(char value[40], const char *word)
{
	bool grouped = all_of(word, groups);
	size_t n = strlen(value);

	for (; *word != '\0'; word++) {
		char ch = *word;

		if (ch == '-' || (grouped && (ch < '0' || ch > '9')))
			continue;
		if (ch >= 'a' && ch <= 'z')
			ch = (char)(ch - 'a' + 'A');
		if ((ch < 'A' || ch > 'Z') && (ch < '0' || ch > '9'))
			return false;
		if (n + 1 >= 40)
			return false;
		value[n++] = ch;
		value[n] = '\0';
	}
	return true;
}

/* Is the word so far on the first of a date? */
static bool
dates(const line *l, size_t k)
{
	int n[3];
	bool year_first;

	return three_numbers(ahead(l, k), n, &year_first) ||
	       (strlen(ahead(l, k)) < 3 && ahead(l, k + 1)[0] != '\0' &&
	        !has_digit(ahead(l, k + 1)) && strlen(ahead(l, k + 2)) == 4 &&
	        all_of(ahead(l, k + 2), "0123456789"));
}

/* The number as a telephone is found by; with the 0 a spreadsheet took from it. */
static void
set_telephone(find_term *t, const char *typed)
{
	char whole[64] = "0";
	text_buf b = text_buf_on(whole, sizeof(whole));

	t->key[0] = '\0';
	if (contact_point_key(typed, t->key))
		return;
	t->key[0] = '\0';
	text_add(&b, "0");
	text_add(&b, typed);
	if (typed[0] != '0' && strlen(t->value) >= 9 && !contact_point_key(whole, t->key))
		t->key[0] = '\0';
}

/* A number in one word, or in groups of digits. */
static size_t
take_number(const line *l, find_term *t)
{
	char typed[64] = "";
	text_buf b = text_buf_on(typed, sizeof(typed));
	size_t words = 1;

	t->kind = FIND_NUMBER;
	t->value[0] = '\0';
	if (!add_number(t->value, ahead(l, 0)))
		return 0;
	text_add(&b, ahead(l, 0));
	while (all_of(ahead(l, 0), groups) && all_of(ahead(l, words), groups) && !dates(l, words)) {
		if (!add_number(t->value, ahead(l, words)))
			return 0;
		text_add(&b, ahead(l, words));
		words++;
	}
	set_telephone(t, typed);
	return t->value[0] == '\0' ? 0 : words;
}

/* ---- names ------------------------------------------------------------------------------------
 */

/* Words up to the next that holds a digit, as one name: "O Neill" is one word of it. */
static cnis_status
take_names(line *l, find_terms *to, cnis_error *reterr)
{
	char text[CNIS_FIND_CHARACTERS * 4 + 1];
	text_buf b = text_buf_on(text, sizeof(text));
	names keys = { 0 };
	size_t words = 0;
	size_t i;
	cnis_status st = CNIS_OK;

	for (; ahead(l, words)[0] != '\0' && !has_digit(ahead(l, words)) &&
	       strchr(ahead(l, words), '@') == NULL;
	     words++) {
		text_add(&b, words == 0 ? "" : " ");
		text_add(&b, ahead(l, words));
	}
	if (!names_parse(text, &keys))
		return cnis_nomem(reterr, where);
	if (keys.n == 0)
		return none(l->at, "holds no letter or digit", reterr);
	for (i = 0; st == CNIS_OK && i < keys.n; i++) {
		find_term t = { .kind = FIND_NAME, .word = keys.word[i] };
		bool alone = keys.n == 1 || (words == 1 && to->n == 0);

		if (!keys.word[i].particle || alone)
			st = push(to, &t, l, reterr);
	}
	l->at += words;
	return st;
}

/* ---- together ---------------------------------------------------------------------------------
 */

static cnis_status
take(line *l, find_terms *to, cnis_error *reterr)
{
	find_term t = { 0 };
	size_t words = 1;
	cnis_status st;

	if (strchr(ahead(l, 0), '@') != NULL) {
		t.kind = FIND_EMAIL;
		if (!contact_point_key(ahead(l, 0), t.key))
			return none(l->at, "is no e-mail address", reterr);
		l->at++;
		return push(to, &t, l, reterr);
	}
	if (!has_digit(ahead(l, 0)))
		return take_names(l, to, reterr);
	if (cnis_reference_parse(ahead(l, 0), CNIS_REF_CHILD, NULL, &t.id) == CNIS_OK)
		t.kind = FIND_CHILD;
	else
		words = take_date(l, &t);
	if (words == 0)
		words = take_postcode(l, &t);
	if (words == 0)
		words = take_number(l, &t);
	if (words == 0)
		return none(l->at, "is neither a name, a date, a number nor a postcode", reterr);
	if (t.kind == FIND_BORN && t.born == CNIS_DAY_NONE)
		return none(l->at, "is no date there is: type it as 2015-03-14 or 14 March 2015",
		            reterr);
	st = push(to, &t, l, reterr);
	l->at += words;
	return st;
}

cnis_status
find_terms_read(const char *text, find_terms *ret, cnis_error *reterr)
{
	find_terms terms = { .n = 0 };
	line l;
	cnis_status st = split(text, &l, reterr);

	while (st == CNIS_OK && l.at < l.n)
		st = take(&l, &terms, reterr);
	if (st == CNIS_OK && terms.n == 0)
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where, "terms",
		               "there is nothing to search for");
	if (st == CNIS_OK)
		*ret = terms;
	return st;
}
