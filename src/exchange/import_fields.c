/* The fields of each kind of row, and the shape of a row. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "domain/communication.h"
#include "domain/contact_point.h"
#include "domain/fact.h"
#include "domain/people.h"
#include "exchange/import_sheet.h"
#include "rule/identifier.h"

/* clang-format off */
#define CHILD_FIELDS                                                                               \
	{ "key", SHEET_TEXT, NULL, false, "previous_system" },                                     \
	{ "family", SHEET_TEXT, NULL, false, NULL },                                               \
	{ "full_name", SHEET_TEXT, NULL, false, NULL },                                            \
	{ "given_names", SHEET_TEXT, NULL, false, NULL },                                          \
	{ "family_name", SHEET_TEXT, NULL, false, NULL },                                          \
	{ "preferred_name", SHEET_TEXT, NULL, false, NULL },                                       \
	{ "born", SHEET_DAY, NULL, true, NULL },                                                   \
	{ "sex", SHEET_WORD, "F M U", false, NULL },                                               \
	{ "upn", SHEET_NUMBER, "upn", false, NULL },                                               \
	{ "uln", SHEET_NUMBER, "uln", false, NULL },                                               \
	{ "nhs", SHEET_NUMBER, "nhs", false, NULL },                                               \
	{ "route", SHEET_CODE, "route", false, NULL },                                             \
	{ "from", SHEET_DAY, NULL, false, NULL },                                                  \
	{ "received", SHEET_DAY, NULL, false, "notified_on" },                                     \
	{ "reason", SHEET_CODE, NULL, false, NULL },                                               \
	{ "prior_setting", SHEET_CODE, "prior_setting", false, NULL },                             \
	{ "school_name", SHEET_TEXT, NULL, false, "name" },                                        \
	{ "school_urn", SHEET_NUMBER, "urn", false, "urn" },                                       \
	{ "school_left", SHEET_DAY, NULL, false, "left_on" },                                      \
	{ "on_roll", SHEET_WORD, "yes no", false, NULL },                                          \
	{ "source", SHEET_CODE, "source", false, "notified_by" },                                  \
	{ "owner", SHEET_TEXT, NULL, false, NULL }
#define PLACE_FIELDS                                                                               \
	{ "line1", SHEET_TEXT, NULL, false, NULL },                                                \
	{ "line2", SHEET_TEXT, NULL, false, NULL },                                                \
	{ "line3", SHEET_TEXT, NULL, false, NULL },                                                \
	{ "town", SHEET_TEXT, NULL, false, NULL },                                                 \
	{ "county", SHEET_TEXT, NULL, false, NULL },                                               \
	{ "postcode", SHEET_NUMBER, "postcode", false, NULL },                                     \
	{ "uprn", SHEET_NUMBER, "uprn", false, NULL },                                             \
	{ "authority", SHEET_NUMBER, "authority", false, NULL }
#define REACHED_FIELDS(of)                                                                         \
	{ of "telephone", SHEET_NUMBER, "telephone", false, NULL },                                \
	{ of "mobile", SHEET_NUMBER, "telephone", false, NULL },                                   \
	{ of "email", SHEET_NUMBER, "email", false, NULL },                                        \
	{ of "preferred", SHEET_WORD, "telephone mobile email post", false, NULL },                \
	{ of "not_by", SHEET_WORDS, "message text email post", false, NULL },                      \
	{ of "safe_times", SHEET_TEXT, NULL, false, NULL },                                        \
	{ of "language", SHEET_NUMBER, "language", false, NULL },                                          \
	{ of "interpreter", SHEET_WORD, "yes no unknown", false, NULL },                           \
	{ of "format", SHEET_CODE, "communication_format", false, NULL }
#define PARENT_FIELDS(n)                                                                           \
	{ "parent" n "_key", SHEET_TEXT, NULL, false, NULL },                                      \
	{ "parent" n "_name", SHEET_TEXT, NULL, false, NULL },                                     \
	{ "parent" n "_given_names", SHEET_TEXT, NULL, false, NULL },                              \
	{ "parent" n "_family_name", SHEET_TEXT, NULL, false, NULL },                              \
	{ "parent" n "_relationship", SHEET_CODE, "relationship", false, NULL },                   \
	{ "parent" n "_responsibility", SHEET_WORD, "yes no unknown", false, NULL },               \
	{ "parent" n "_responsibility_basis", SHEET_CODE, "responsibility_basis", false, NULL },   \
	{ "parent" n "_responsibility_evidence", SHEET_CODE, "responsibility_evidence", false, NULL }, \
	{ "parent" n "_has_care", SHEET_WORD, "yes no unknown", false, NULL },                     \
	{ "parent" n "_contact_limits", SHEET_LONG, NULL, false, NULL },                           \
	REACHED_FIELDS("parent" n "_")
#define END { NULL, SHEET_TEXT, NULL, false, NULL }

static const sheet_field FAMILIES[] = {
	CHILD_FIELDS, PLACE_FIELDS, PARENT_FIELDS("1"), PARENT_FIELDS("2"), END
};
static const sheet_field CHILDREN[] = { CHILD_FIELDS, END };

static const sheet_field PEOPLE[] = {
	{ "key", SHEET_TEXT, NULL, false, NULL },
	{ "family", SHEET_TEXT, NULL, false, NULL },
	{ "person", SHEET_TEXT, NULL, false, NULL },
	{ "full_name", SHEET_TEXT, NULL, false, NULL },
	{ "given_names", SHEET_TEXT, NULL, false, NULL },
	{ "family_name", SHEET_TEXT, NULL, false, NULL },
	{ "kind", SHEET_WORD, "parent carer other", false, NULL },
	{ "relationship", SHEET_CODE, "relationship", false, NULL },
	{ "responsibility", SHEET_WORD, "yes no unknown", false, NULL },
	{ "responsibility_basis", SHEET_CODE, "responsibility_basis", false, NULL },
	{ "responsibility_evidence", SHEET_CODE, "responsibility_evidence", false, "evidence" },
	{ "contact_limits", SHEET_LONG, NULL, false, NULL },
	{ "has_care", SHEET_WORD, "yes no unknown", false, NULL },
	{ "educates", SHEET_WORD, "yes no unknown", false, NULL },
	{ "received", SHEET_DAY, NULL, false, NULL },
	{ "source", SHEET_CODE, "source", false, NULL },
	PLACE_FIELDS, REACHED_FIELDS(""), END
};
static const sheet_field ADDRESSES[] = {
	{ "key", SHEET_TEXT, NULL, false, NULL },
	{ "family", SHEET_TEXT, NULL, false, NULL },
	{ "person", SHEET_TEXT, NULL, false, NULL },
	{ "kind", SHEET_WORD, "home additional previous correspondence", false, NULL },
	{ "from", SHEET_DAY, NULL, false, NULL },
	{ "to", SHEET_DAY, NULL, false, NULL },
	{ "received", SHEET_DAY, NULL, false, NULL },
	{ "source", SHEET_CODE, "source", false, NULL },
	PLACE_FIELDS, END
};
static const sheet_field NEEDS[] = {
	{ "key", SHEET_TEXT, NULL, true, NULL },
	{ "kind", SHEET_CODE, NULL, true, NULL },
	{ "from", SHEET_DAY, NULL, true, NULL },
	{ "to", SHEET_DAY, NULL, false, NULL },
	{ "authority", SHEET_NUMBER, "authority", false, NULL },
	{ "significant_harm", SHEET_WORD, "yes no unknown", false, NULL },
	{ "provision", SHEET_CODE, NULL, false, NULL },
	{ "reviewed", SHEET_DAY, NULL, false, "reviewed_on" },
	{ "confirmed_by", SHEET_TEXT, NULL, false, NULL },
	{ "note", SHEET_LONG, NULL, false, NULL },
	{ "received", SHEET_DAY, NULL, false, NULL },
	{ "source", SHEET_CODE, "source", false, NULL }, END
};
static const sheet_field REVIEWS[] = {
	{ "key", SHEET_TEXT, NULL, true, "child" },
	{ "on", SHEET_DAY, NULL, true, NULL },
	{ "outcome", SHEET_WORD, "suitable more_information appears_not_suitable not_assessed", true, NULL },
	{ "reasons", SHEET_LONG, NULL, true, NULL },
	{ "reviewer", SHEET_TEXT, NULL, false, NULL },
	{ "method", SHEET_CODE, "review_method", false, NULL },
	{ "evidence", SHEET_CODE, NULL, false, NULL },
	{ "voice", SHEET_CODE, "voice", false, NULL },
	{ "voice_note", SHEET_LONG, NULL, false, NULL },
	{ "next", SHEET_LATER, NULL, false, NULL }, END
};
static const sheet_field CONTACTS[] = {
	{ "key", SHEET_TEXT, NULL, true, "child" },
	{ "on", SHEET_DAY, NULL, true, NULL },
	{ "method", SHEET_CODE, "contact_method", true, NULL },
	{ "outcome", SHEET_CODE, "contact_outcome", true, NULL },
	{ "direction", SHEET_WORD, "out in", false, NULL },
	{ "person", SHEET_TEXT, NULL, false, NULL },
	{ "note", SHEET_LONG, NULL, false, NULL },
	{ "by", SHEET_TEXT, NULL, false, NULL }, END
};

const sheet_kind sheet_kinds[] = {
	[CNIS_IMPORT_FAMILIES] = { "families", "import families", "import.families", FAMILIES,
		family_check_map, family_take },
	[CNIS_IMPORT_CHILDREN] = { "children", "import children", "import.children", CHILDREN,
		family_check_map, family_take },
	[CNIS_IMPORT_PEOPLE] = { "people", "import people", "import.people", PEOPLE,
		people_check_map, people_take },
	[CNIS_IMPORT_ADDRESSES] = { "addresses", "import addresses", "import.addresses", ADDRESSES,
		addresses_check_map, addresses_take },
	[CNIS_IMPORT_NEEDS] = { "needs", "import needs", "import.needs", NEEDS, NULL, needs_take },
	[CNIS_IMPORT_REVIEWS] = { "reviews", "import reviews", "import.reviews", REVIEWS, NULL,
		reviews_take },
	[CNIS_IMPORT_CONTACTS] = { "contacts", "import contacts", "import.contacts", CONTACTS, NULL,
		contacts_take },
};
/* clang-format on */

void
sheet_names(const sheet_kind *k, const char *names[MAP_FIELDS])
{
	int i;

	for (i = 0; i < MAP_FIELDS - 1 && k->field[i].name != NULL; i++)
		names[i] = k->field[i].name;
	names[i] = NULL;
}

cnis_status
sheet_check_map(const sheet_kind *k, const import_map *m, cnis_error *reterr)
{
	for (int i = 0; k->field[i].name != NULL; i++)
		if (k->field[i].needed && !map_has(m, i))
			return cnis_fail(reterr, CNIS_EINVAL, 0, "import.map", "map",
			                 "the field %s has no column", k->field[i].name);
	return k->check_map == NULL ? CNIS_OK : k->check_map(m, reterr);
}

cnis_status
sheet_reject(sheet_take *t, int field, sheet_problem wrong, const char *rule, const char *words)
{
	t->rejected = true;
	t->wrong = wrong;
	(void)text_copy(t->problem.column, sizeof(t->problem.column),
	                field < 0 ? "" : map_column(t->map, field));
	(void)text_copy(t->problem.rule, sizeof(t->problem.rule), rule);
	(void)text_copy(t->problem.text, sizeof(t->problem.text), words);
	return CNIS_OK;
}

const char *
sheet_whole_name(const char *full, const char *given, const char *family, char both[SHEET_NAME])
{
	text_buf b = text_buf_on(both, SHEET_NAME);

	if (full != NULL)
		return full;
	if (given == NULL || family == NULL)
		return NULL;
	text_add(&b, given);
	text_add(&b, " ");
	text_add(&b, family);
	return both;
}

void
sheet_assume(sheet_take *t, sheet_assumption a)
{
	t->assumed |= (uint64_t)1 << a;
}

const char *
sheet_source(sheet_take *t, int field)
{
	if (t->text[field] != NULL)
		return t->text[field];
	sheet_assume(t, ASSUMED_SOURCE);
	return "this_authority";
}

cnis_day
sheet_received(sheet_take *t, int field)
{
	if (t->day[field] == CNIS_DAY_NONE)
		sheet_assume(t, ASSUMED_RECEIVED);
	return t->day[field];
}

/* Which field the domain means: the last word of its path. */
static int
field_of(const sheet_take *t, const char *path)
{
	const char *dot = strrchr(path, '.');
	const char *name = dot == NULL ? path : dot + 1;

	for (int i = 0; t->kind->field[i].name != NULL; i++) {
		const sheet_field *f = &t->kind->field[i];

		if (strcmp(f->says == NULL ? f->name : f->says, name) == 0)
			return i;
	}
	return -1;
}

static sheet_problem
refused_by(const char *rule)
{
	if (strncmp(rule, "EA1996.436B", 11) == 0 || strcmp(rule, "EA1996.8.school-age") == 0)
		return WRONG_AGE;
	/* there is no column for the basis on which a child is held before school age */
	return strcmp(rule, "LOCAL.approaching.basis") == 0 ? WRONG_MISSING : WRONG_CONSENT;
}

static sheet_problem
wrong_of(const sheet_take *t, int field, cnis_status st, const char *rule)
{
	sheet_type type = field < 0 ? SHEET_TEXT : t->kind->field[field].type;

	if (st == CNIS_EREFUSED)
		return refused_by(rule);
	if (st == CNIS_EEXISTS)
		return t->kind->take == family_take ? WRONG_LIKELY : WRONG_HERE;
	if (type == SHEET_DAY || type == SHEET_LATER)
		return WRONG_DAY;
	if (type == SHEET_CODE || type == SHEET_WORD || type == SHEET_WORDS)
		return WRONG_CODE;
	return strncmp(rule, "ID.", 3) == 0 ? WRONG_NUMBER : WRONG_VALUE;
}

cnis_status
sheet_answer(sheet_take *t, cnis_status st)
{
	cnis_error e = *t->err;
	int field;

	if (st != CNIS_EINVAL && st != CNIS_EEXISTS && st != CNIS_EREFUSED && st != CNIS_ENOTFOUND)
		return st;
	memset(t->err, 0, sizeof(*t->err));
	field = field_of(t, e.field);
	return sheet_reject(t, field, wrong_of(t, field, st, e.rule), e.rule, e.message);
}

/* ---- shape ----------------------------------------------------------------------------------- */

static cnis_status
read_text(sheet_take *t, int i, const csv_row *row)
{
	const sheet_field *f = &t->kind->field[i];
	map_from from;
	const char *value = map_value_from(t->map, i, row, &from);
	text_problem p = text_clean(value, strlen(value), f->type == SHEET_LONG ? 4000 : 200,
	                            f->type == SHEET_LONG, &t->text[i]);

	if (p == TEXT_NO_MEMORY)
		return cnis_nomem(t->err, "import.rows");
	if (p != TEXT_FINE)
		return sheet_reject(t, i, WRONG_TEXT, "", text_problem_words(p));
	if (t->text[i][0] == '\0') {
		free(t->text[i]);
		t->text[i] = NULL;
	}
	if (from == MAP_DEFAULT)
		t->given[i] = GIVEN_BY_DEFAULT;
	if (from == MAP_CONSTANT)
		t->given[i] = GIVEN_BY_CONSTANT;
	if (t->text[i] == NULL && f->needed)
		return sheet_reject(t, i, WRONG_MISSING, "", "the value is missing");
	return CNIS_OK;
}

static bool
one_word(const char *list, const char *word)
{
	size_t n = strlen(word);

	for (const char *at = list; (at = strstr(at, word)) != NULL; at++)
		if ((at == list || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0'))
			return true;
	return false;
}

bool
sheet_says(const char *text, const char *word)
{
	return text != NULL && one_word(text, word);
}

static bool
words_of(const char *list, const char *text)
{
	char word[32];

	while (*text != '\0') {
		size_t n = strcspn(text, " ");

		if (n >= sizeof(word))
			return false;
		memcpy(word, text, n);
		word[n] = '\0';
		if (n > 0 && !one_word(list, word))
			return false;
		text += n;
		text += strspn(text, " ");
	}
	return true;
}

/* A number as the register writes it; the same number is then the same row. */
static cnis_status
read_number(sheet_take *t, int i)
{
	const char *kind = t->kind->field[i].list;
	const char *in = t->text[i];
	char key[CONTACT_POINT_KEY];
	char rule[16] = "ID.";
	char *normal;
	rule_identifier id;
	cnis_error e = { 0 };

	if (strcmp(kind, "urn") == 0)
		return strlen(in) == 6 && strspn(in, "0123456789") == 6
		           ? CNIS_OK
		           : sheet_reject(t, i, WRONG_NUMBER, "", "a URN has six digits");
	if (strcmp(kind, "language") == 0)
		return communication_language(in, "import.rows", &e) == CNIS_OK
		           ? CNIS_OK
		           : sheet_reject(t, i, WRONG_CODE, "", e.message);
	if (strcmp(kind, "email") == 0)
		return strchr(in, '@') != NULL && contact_point_key(in, key)
		           ? CNIS_OK
		           : sheet_reject(t, i, WRONG_VALUE, "", "not an e-mail address");
	id = strcmp(kind, "upn") == 0         ? rule_upn(in)
	     : strcmp(kind, "uln") == 0       ? rule_uln(in)
	     : strcmp(kind, "nhs") == 0       ? rule_nhs(in)
	     : strcmp(kind, "postcode") == 0  ? rule_postcode(in)
	     : strcmp(kind, "uprn") == 0      ? rule_uprn(in)
	     : strcmp(kind, "telephone") == 0 ? rule_telephone(in)
	                                      : rule_authority_code(in);
	(void)text_copy(rule + 3, sizeof(rule) - 3, strcmp(kind, "authority") == 0 ? "la" : kind);
	if (!id.valid)
		return sheet_reject(t, i, WRONG_NUMBER, rule, id.problem);
	if (strcmp(kind, "telephone") == 0)
		return CNIS_OK; /* kept as it was given */
	normal = mem_text(id.normalised);
	if (normal == NULL)
		return cnis_nomem(t->err, "import.rows");
	free(t->text[i]);
	t->text[i] = normal;
	return CNIS_OK;
}

static cnis_status
check_code(sheet_take *t, int i)
{
	const sheet_field *f = &t->kind->field[i];
	cnis_status st;

	if (f->list == NULL)
		return CNIS_OK;
	st = code_check(t->r, f->list, t->text[i], "import.rows", f->name, t->err);
	if (st != CNIS_EINVAL)
		return st;
	(void)sheet_reject(t, i, WRONG_CODE, "", t->err->message);
	memset(t->err, 0, sizeof(*t->err));
	return CNIS_OK;
}

static cnis_status
read_day(sheet_take *t, int i)
{
	if (!map_day(t->map, i, t->text[i], &t->day[i]))
		return sheet_reject(t, i, WRONG_DAY, "",
		                    "not a date, or not in the form of the column");
	if (t->kind->field[i].type == SHEET_DAY && t->day[i] > change_today(t->r))
		return sheet_reject(t, i, WRONG_DAY, "", "the day lies in the future");
	return CNIS_OK;
}

static cnis_status
read_value(sheet_take *t, int i)
{
	const sheet_field *f = &t->kind->field[i];
	char words[160];
	text_buf b = text_buf_on(words, sizeof(words));

	switch (f->type) {
	case SHEET_DAY:
	case SHEET_LATER:
		return read_day(t, i);
	case SHEET_NUMBER:
		return read_number(t, i);
	case SHEET_CODE:
		return check_code(t, i);
	case SHEET_WORDS:
		if (words_of(f->list, t->text[i]))
			return CNIS_OK;
		text_add(&b, "not words of ");
		text_add(&b, f->list);
		text_add(&b, " with spaces between: translate the code in the map");
		return sheet_reject(t, i, WRONG_CODE, "", words);
	case SHEET_WORD:
		if (one_word(f->list, t->text[i]))
			return CNIS_OK;
		text_add(&b, "not one of ");
		text_add(&b, f->list);
		text_add(&b, ": translate the code in the map");
		return sheet_reject(t, i, WRONG_CODE, "", words);
	case SHEET_TEXT:
	case SHEET_LONG:
		break;
	}
	return CNIS_OK;
}

cnis_status
sheet_read(sheet_take *t, const csv_row *row)
{
	cnis_status st = CNIS_OK;

	for (int i = 0; st == CNIS_OK && !t->rejected && t->kind->field[i].name != NULL; i++) {
		t->day[i] = CNIS_DAY_NONE;
		if (!map_has(t->map, i) && t->map->field[i].otherwise == NULL)
			continue;
		st = read_text(t, i, row);
		if (st == CNIS_OK && !t->rejected && t->text[i] != NULL)
			st = read_value(t, i);
	}
	return st;
}

void
sheet_clear(sheet_take *t)
{
	for (int i = 0; i < MAP_FIELDS; i++) {
		free(t->text[i]);
		t->text[i] = NULL;
	}
}
