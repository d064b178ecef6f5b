/* What is withheld, as it may stand in a text. */
#include "domain/withheld_texts.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"

enum { Q_ADDRESS, Q_POINT, Q_SCHOOL, Q_COUNT };
/* clang-format off */
/* Of the tables themselves (main): a record the reader is not shown at all still hides its places. */
static const store_sql SQL[Q_COUNT] = {
	[Q_ADDRESS] = { "withheld.text_address",
		"SELECT line1, line2, line3, town, county, postcode, uprn FROM main.address WHERE id = :id" },
	[Q_POINT] = { "withheld.text_point",
		"SELECT value_key, kind = 'email' FROM main.contact_point WHERE id = :id" },
	[Q_SCHOOL] = { "withheld.text_school",
		"SELECT school_name, school_urn FROM main.entry WHERE child_id = :id"
		" UNION SELECT end_school_name, end_school_urn FROM main.entry WHERE child_id = :id"
		" UNION SELECT school_name, school_urn FROM main.withdrawal WHERE child_id = :id"
		" UNION SELECT school_name, school_urn FROM main.held WHERE child_id = :id"
		" UNION SELECT provider_name, NULL FROM main.provision WHERE child_id = :id"
		"  AND kind = 'provider'"
		" UNION SELECT place, NULL FROM main.destination WHERE child_id = :id" },
};
/* clang-format on */

enum { LINES = 3, TOWN = 3, COUNTY = 4, POSTCODE = 5, UPRN = 6 };
enum { NUMBER_LEAST = 6 }; /* digits: anything shorter may be a year */

/* ---- an address ------------------------------------------------------------------------------ */

/* A line that says which part of a house, not which house; and one that is a house by name. */
static const char *const PARTS[] = { "apartment", "apt",  "block", "flat",
	                             "floor",     "room", "suite", "unit" };
static const char *const HOUSES[] = { "barn",  "building",  "cottage", "court",
	                              "farm",  "farmhouse", "flats",   "hall",
	                              "home",  "hostel",    "hotel",   "house",
	                              "lodge", "mews",      "refuge",  "vicarage" };

static bool
one_of(const char *word, size_t len, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strlen(words[i]) == len && strncmp(words[i], word, len) == 0)
			return true;
	return false;
}
#define ONE_OF(word, len, words) one_of(word, len, words, sizeof(words) / sizeof((words)[0]))

typedef struct line {
	bool number;  /* a word of it has a digit */
	size_t words; /* that say more than which part of a house */
	size_t n;     /* words in all */
	bool house;   /* the last one is a kind of house */
} line;

/* @p folded: small letters, one space between two words. */
static line
read_line(const char *folded)
{
	line l = { 0 };

	for (const char *at = folded; *at != '\0';) {
		size_t len = strcspn(at, " ");
		size_t digits = 0;

		for (size_t i = 0; i < len; i++)
			digits += at[i] >= '0' && at[i] <= '9' ? 1 : 0;
		l.number = l.number || digits > 0;
		l.words += digits == 0 && len > 1 && !ONE_OF(at, len, PARTS) ? 1 : 0;
		l.house = ONE_OF(at, len, HOUSES);
		l.n++;
		at += len + (at[len] == ' ' ? 1 : 0);
	}
	return l;
}

/* Enough by itself, or only beside what is: a place of many houses. */
static net_kind
kind_of_line(const line *l, bool first)
{
	if (l->number)
		return l->words > 0 ? NET_WORDS : NET_BESIDE;
	return l->n > 1 && (first || l->house) ? NET_WORDS : NET_BESIDE;
}

/* "17" on a line of its own, and the street on the next. */
static cnis_status
add_both(net *to, const char *number, const char *street, cnis_error *reterr)
{
	size_t len = strlen(number) + strlen(street) + 2;
	char *both = mem_new(len, 1);
	text_buf b;
	cnis_status st;

	if (both == NULL)
		return cnis_nomem(reterr, "withheld.texts");
	b = text_buf_on(both, len);
	text_add(&b, number);
	text_add(&b, " ");
	text_add(&b, street);
	st = net_add(to, NET_WORDS, both, reterr);
	free(both);
	return st;
}

static cnis_status
add_line(const cursor *c, int i, net *to, cnis_error *reterr)
{
	const char *text = col_text(c, i);
	const char *next = i + 1 < LINES ? col_text(c, i + 1) : NULL;
	char *folded;
	line l;
	cnis_status st;

	if (text_empty(text))
		return CNIS_OK;
	folded = text_fold(text);
	if (folded == NULL)
		return cnis_nomem(reterr, "withheld.texts");
	l = read_line(folded);
	free(folded);
	st = net_add(to, kind_of_line(&l, i == 0), text, reterr);
	if (st == CNIS_OK && l.number && l.words == 0 && next != NULL && next[0] != '\0')
		st = add_both(to, text, next, reterr);
	return st;
}

/* A number that stands alone. */
static cnis_status
add_number(net *to, const char *number, cnis_error *reterr)
{
	return text_empty(number) || strlen(number) < NUMBER_LEAST
	           ? CNIS_OK
	           : net_add(to, NET_WORDS, number, reterr);
}

static cnis_status
add_address(const cursor *c, net *to, cnis_error *reterr)
{
	cnis_status st = net_add(to, NET_WORDS, col_text(c, POSTCODE), reterr);

	for (int i = 0; st == CNIS_OK && i < LINES; i++)
		st = add_line(c, i, to, reterr);
	if (st == CNIS_OK)
		st = net_add(to, NET_BESIDE, col_text(c, TOWN), reterr);
	if (st == CNIS_OK)
		st = net_add(to, NET_BESIDE, col_text(c, COUNTY), reterr);
	return st == CNIS_OK ? add_number(to, col_text(c, UPRN), reterr) : st;
}

/* ---- the others ------------------------------------------------------------------------------ */

static cnis_status
add_point(const cursor *c, net *to, cnis_error *reterr)
{
	return net_add(to, col_int(c, 1) != 0 ? NET_EMAIL : NET_NUMBER, col_text(c, 0), reterr);
}

/* A name of one word is a word of the language as often as not. */
static cnis_status
add_school(const cursor *c, net *to, cnis_error *reterr)
{
	const char *name = col_text(c, 0);
	cnis_status st = CNIS_OK;

	if (name != NULL && strchr(name, ' ') != NULL)
		st = net_add(to, NET_WORDS, name, reterr);
	return st == CNIS_OK ? add_number(to, col_text(c, 1), reterr) : st;
}

static cnis_status
each(cnis_register *r, int query, const int64_t *ids, size_t n,
     cnis_status (*put)(const cursor *, net *, cnis_error *), net *to, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = n == 0 ? CNIS_OK : stmt_open(r->file, &SQL[query], &c, reterr);

	for (size_t i = 0; st == CNIS_OK && i < n; i++) {
		bool row = true;

		stmt_int(&c, ":id", ids[i]);
		while (st == CNIS_OK && (st = stmt_step(&c, &row, reterr)) == CNIS_OK && row)
			st = put(&c, to, reterr);
		stmt_reset(&c);
	}
	stmt_close(&c);
	return st;
}

cnis_status
withheld_texts_addresses(cnis_register *r, const int64_t *ids, size_t n, net *to,
                         cnis_error *reterr)
{
	return each(r, Q_ADDRESS, ids, n, add_address, to, reterr);
}

cnis_status
withheld_texts_points(cnis_register *r, const int64_t *ids, size_t n, net *to, cnis_error *reterr)
{
	return each(r, Q_POINT, ids, n, add_point, to, reterr);
}

cnis_status
withheld_texts_schools(cnis_register *r, const int64_t *ids, size_t n, net *to, cnis_error *reterr)
{
	return each(r, Q_SCHOOL, ids, n, add_school, to, reterr);
}
