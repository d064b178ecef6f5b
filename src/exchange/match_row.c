/* One row of another body's list. */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "exchange/match_inside.h"
#include "rule/identifier.h"

enum { LONGEST = 200 };

const char *const match_names[MATCH_FIELDS + 1] = {
	"row_id",      "full_name",    "given_names", "family_name", "former_name",
	"born",        "sex",          "upn",         "former_upn",  "uln",
	"nhs",         "line1",        "postcode",    "uprn",        "telephone",
	"parent_name", "parent2_name", "school_urn",  NULL,
};

cnis_status
match_check_map(const import_map *m, cnis_error *reterr)
{
	if (!map_has(m, MATCH_FULL_NAME) &&
	    !(map_has(m, MATCH_GIVEN_NAMES) && map_has(m, MATCH_FAMILY_NAME)))
		return cnis_fail(reterr, CNIS_EINVAL, 0, "match.map", "map",
		                 "full_name has no column, nor given_names and family_name");
	if (!map_has(m, MATCH_BORN) && !map_has(m, MATCH_UPN) && !map_has(m, MATCH_NHS) &&
	    !map_has(m, MATCH_ULN))
		return cnis_fail(reterr, CNIS_EINVAL, 0, "match.map", "map",
		                 "born has no column, nor has any number: names alone find nobody");
	return CNIS_OK;
}

/* The first thing that is wrong is the one told. */
static void
leave_out(match_row *row, int field, const char *words, int64_t *ret_left)
{
	free(row->text[field]);
	row->text[field] = NULL;
	(*ret_left)++;
	if (row->result->problem == NULL) {
		row->result->problem = words;
		row->result->problem_field = field;
	}
}

static void
reject(match_row *row, int field, const char *words)
{
	row->result->verdict = CNIS_MATCH_REJECTED;
	row->result->problem = words;
	row->result->problem_field = field;
}

static bool
read_texts(const import_map *m, const csv_row *csv, match_row *row)
{
	int i;

	for (i = 0; i < MATCH_FIELDS; i++) {
		const char *value = map_value(m, i, csv);
		text_problem what = text_clean(value, strlen(value), LONGEST, false, &row->text[i]);

		if (what == TEXT_NO_MEMORY)
			return false;
		if (what != TEXT_FINE) {
			reject(row, i, text_problem_words(what));
			return true;
		}
		if (row->text[i][0] == '\0') {
			free(row->text[i]);
			row->text[i] = NULL;
		}
	}
	return true;
}

/* Numbers and postcodes as the register writes them. */
static bool
read_numbers(match_row *row, int64_t *ret_left)
{
	static const struct {
		int field;
		rule_identifier (*rule)(const char *value);
		const char *words;
	} kinds[] = {
		{ MATCH_UPN, rule_upn, "not a UPN: left out" },
		{ MATCH_FORMER_UPN, rule_upn, "not a UPN: left out" },
		{ MATCH_ULN, rule_uln, "not a ULN: left out" },
		{ MATCH_NHS, rule_nhs, "not an NHS number: left out" },
		{ MATCH_POSTCODE, rule_postcode, "not a postcode: left out" },
		{ MATCH_UPRN, rule_uprn, "not a UPRN: left out" },
		{ MATCH_TELEPHONE, rule_telephone,
		  "not a telephone number with its area code: left out" },
	};
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		int field = kinds[i].field;
		rule_identifier id;

		if (row->text[field] == NULL)
			continue;
		id = kinds[i].rule(row->text[field]);
		if (!id.valid) {
			leave_out(row, field, kinds[i].words, ret_left);
			continue;
		}
		free(row->text[field]);
		row->text[field] = mem_text(id.normalised);
		if (row->text[field] == NULL)
			return false;
	}
	return true;
}

static void
read_born_and_sex(const import_map *m, match_row *row, int64_t *ret_left)
{
	static const char *const words[][2] = {
		{ "F", "F" },       { "f", "F" },    { "Female", "F" }, { "female", "F" },
		{ "FEMALE", "F" },  { "M", "M" },    { "m", "M" },      { "Male", "M" },
		{ "male", "M" },    { "MALE", "M" }, { "U", "U" },      { "u", "U" },
		{ "Unknown", "U" },
	};
	const char *sex = row->text[MATCH_SEX];
	size_t i;

	row->born = CNIS_DAY_NONE;
	if (row->text[MATCH_BORN] != NULL &&
	    !map_day(m, MATCH_BORN, row->text[MATCH_BORN], &row->born))
		leave_out(row, MATCH_BORN, "not a date, or not in the form the map says: left out",
		          ret_left);
	if (row->born != CNIS_DAY_NONE)
		cnis_day_split(row->born, &row->year, &row->month, &row->day);
	row->sex = 'U';
	for (i = 0; sex != NULL && i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i][0], sex) == 0) {
			row->sex = words[i][1][0];
			return;
		}
	if (sex != NULL)
		leave_out(row, MATCH_SEX, "not F, M or U: left out; the map may translate it",
		          ret_left);
}

static void
add_sound(match_row *row, const char *sound)
{
	size_t i;

	for (i = 0; i < row->n_sounds; i++)
		if (strcmp(row->sound[i], sound) == 0)
			return;
	if (sound[0] != '\0' && row->n_sounds < MATCH_SOUNDS)
		(void)text_copy(row->sound[row->n_sounds++], SOUND_SIZE, sound);
}

static void
add_familiar(const char *word, void *payload)
{
	char sound[SOUND_SIZE];

	sound_key(word, sound);
	add_sound(payload, sound);
}

static bool
read_words(match_row *row)
{
	names keys = { .n = 0 };
	size_t i;

	if (!names_keys(row->text[MATCH_FULL_NAME], row->text[MATCH_GIVEN_NAMES],
	                row->text[MATCH_FAMILY_NAME], &keys))
		return false;
	for (i = 0; i < keys.n && row->n_words < MATCH_WORDS; i++)
		row->word[row->n_words++] = keys.word[i];
	for (i = 0; i < row->n_words; i++)
		add_sound(row, row->word[i].sound);
	for (i = 0; i < row->n_words; i++)
		names_familiar_each(row->word[i].text, add_familiar, row);
	return true;
}

cnis_status
match_row_read(const import_map *m, const csv_row *csv, match_row *row, int64_t *ret_left,
               cnis_error *reterr)
{
	if (!read_texts(m, csv, row))
		return cnis_nomem(reterr, "match.row");
	if (row->result->verdict == CNIS_MATCH_REJECTED)
		return CNIS_OK;
	if (!read_numbers(row, ret_left))
		return cnis_nomem(reterr, "match.row");
	read_born_and_sex(m, row, ret_left);
	if (!read_words(row))
		return cnis_nomem(reterr, "match.row");
	if (row->n_words == 0)
		reject(row, map_has(m, MATCH_FULL_NAME) ? MATCH_FULL_NAME : MATCH_FAMILY_NAME,
		       "the name is missing");
	return CNIS_OK;
}

void
match_row_clear(match_row *row)
{
	int i;

	for (i = 0; i < MATCH_FIELDS; i++)
		free(row->text[i]);
	free(row->not_these);
	memset(row, 0, sizeof(*row));
}

/* ---- as the comparison sees it ----------------------------------------------------------------
 */

static bool
add_names(const match_row *row, likeness_child *ret)
{
	const char *given = row->text[MATCH_GIVEN_NAMES];
	const char *family = row->text[MATCH_FAMILY_NAME];
	char both[LONGEST * 8 + 2];
	text_buf b = text_buf_on(both, sizeof(both));

	if (row->text[MATCH_FULL_NAME] != NULL) {
		text_add(&b, row->text[MATCH_FULL_NAME]);
	} else {
		text_add(&b, given == NULL ? "" : given);
		text_add(&b, given == NULL || family == NULL ? "" : " ");
		text_add(&b, family == NULL ? "" : family);
	}
	return likeness_add_name(ret, both, given, family, false, false) &&
	       (row->text[MATCH_FORMER_NAME] == NULL ||
	        likeness_add_name(ret, row->text[MATCH_FORMER_NAME], NULL, NULL, false, true));
}

bool
match_row_likeness(const match_row *row, likeness_child *ret)
{
	memset(ret, 0, sizeof(*ret));
	ret->born = row->born;
	ret->sex = row->sex;
	(void)text_copy(ret->upn.value, sizeof(ret->upn.value), row->text[MATCH_UPN]);
	(void)text_copy(ret->uln.value, sizeof(ret->uln.value), row->text[MATCH_ULN]);
	(void)text_copy(ret->nhs.value, sizeof(ret->nhs.value), row->text[MATCH_NHS]);
	(void)text_copy(ret->former_upn, sizeof(ret->former_upn), row->text[MATCH_FORMER_UPN]);
	(void)text_copy(ret->school, sizeof(ret->school), row->text[MATCH_SCHOOL_URN]);
	ret->given_per_100k = row->given_per_100k;
	ret->family_per_100k = row->family_per_100k;
	if (row->text[MATCH_TELEPHONE] != NULL)
		likeness_add_phone(ret, row->text[MATCH_TELEPHONE]);
	return add_names(row, ret) &&
	       likeness_add_place(ret, row->text[MATCH_POSTCODE], row->text[MATCH_UPRN],
	                          row->text[MATCH_LINE1], false) &&
	       (row->text[MATCH_PARENT_NAME] == NULL ||
	        likeness_add_parent(ret, row->text[MATCH_PARENT_NAME])) &&
	       (row->text[MATCH_PARENT2_NAME] == NULL ||
	        likeness_add_parent(ret, row->text[MATCH_PARENT2_NAME]));
}

/* ---- its key ----------------------------------------------------------------------------------
 */

static void
hash_text_part(crypto_generichash_state *h, const char *text)
{
	const char *t = text == NULL ? "" : text;

	/* the NUL parts one from the next */
	(void)crypto_generichash_update(h, (const unsigned char *)t, strlen(t) + 1);
}

static int
by_text(const void *a, const void *b)
{
	const names_word *x = a;
	const names_word *y = b;

	return strcmp(x->text, y->text);
}

/* The words of the name in no order: a list that swaps its columns one day is the same list. */
uint64_t
match_row_key(const match_row *row, const unsigned char secret[MATCH_SECRET])
{
	static const int fields[] = { MATCH_ROW_ID, MATCH_UPN, MATCH_ULN, MATCH_NHS };
	crypto_generichash_state h;
	unsigned char sum[crypto_generichash_BYTES_MIN];
	names_word word[MATCH_WORDS];
	char born[CNIS_DAY_ISO_SIZE] = "";
	uint64_t key = 0;
	size_t i;

	(void)crypto_generichash_init(&h, secret, MATCH_SECRET, sizeof(sum));
	hash_text_part(&h, "cnis-match-1");
	for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		hash_text_part(&h, row->text[fields[i]]);
	if (row->born != CNIS_DAY_NONE)
		(void)cnis_day_iso(row->born, born);
	hash_text_part(&h, born);
	memcpy(word, row->word, sizeof(word));
	qsort(word, row->n_words, sizeof(word[0]), by_text);
	for (i = 0; i < row->n_words; i++)
		hash_text_part(&h, word[i].text);
	(void)crypto_generichash_final(&h, sum, sizeof(sum));
	for (i = 0; i < sizeof(key); i++)
		key = key << 8 | sum[i];
	return key;
}
