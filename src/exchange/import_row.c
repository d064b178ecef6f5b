/* One row of a deletion return: its shape. */
#include "exchange/import_row.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "rule/identifier.h"
#include "rule/school_age.h"

enum { LONGEST = 200, OLDEST_YEARS = 25 };

const char *const deletion_names[DEL_FIELDS + 1] = {
	"full_name",   "given_names", "family_name", "born",         "ground",     "deleted",
	"school_name", "upn",         "sex",         "line1",        "line2",      "line3",
	"town",        "postcode",    "parent_name", "parent2_name", "notice",     "leave",
	"destination", "placement",   "placed_by",   "reason",       "school_urn", "home_authority",
	NULL,
};

cnis_status
deletion_check_map(const import_map *m, cnis_error *reterr)
{
	static const int needed[] = { DEL_BORN, DEL_GROUND, DEL_DELETED, DEL_SCHOOL_NAME };

	for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
		if (!map_has(m, needed[i]))
			return cnis_fail(reterr, CNIS_EINVAL, 0, "import.map", "map",
			                 "the field %s has no column", deletion_names[needed[i]]);
	if (!map_has(m, DEL_FULL_NAME) &&
	    !(map_has(m, DEL_GIVEN_NAMES) && map_has(m, DEL_FAMILY_NAME)))
		return cnis_fail(reterr, CNIS_EINVAL, 0, "import.map", "map",
		                 "full_name has no column, nor given_names and family_name");
	return CNIS_OK;
}

static cnis_status
bad(const import_map *m, int field, const char *rule, const char *words, row_problem *p)
{
	(void)text_copy(p->column, sizeof(p->column), map_column(m, field));
	(void)text_copy(p->rule, sizeof(p->rule), rule);
	(void)text_copy(p->text, sizeof(p->text), words);
	return CNIS_EINVAL;
}

static cnis_status
read_texts(const import_map *m, const csv_row *row, deletion *d, row_problem *p)
{
	for (int i = 0; i < DEL_FIELDS; i++) {
		const char *value = map_value(m, i, row);
		text_problem what = text_clean(value, strlen(value), LONGEST, false, &d->text[i]);

		if (what == TEXT_NO_MEMORY)
			return CNIS_ENOMEM;
		if (what != TEXT_FINE)
			return bad(m, i, "", text_problem_words(what), p);
		if (d->text[i][0] == '\0') {
			free(d->text[i]);
			d->text[i] = NULL;
		}
	}
	return CNIS_OK;
}

static cnis_status
read_day(const import_map *m, int field, const deletion *d, bool needed, cnis_day today,
         cnis_day *ret, row_problem *p)
{
	*ret = CNIS_DAY_NONE;
	if (d->text[field] == NULL)
		return needed ? bad(m, field, "", "the day is missing", p) : CNIS_OK;
	if (!map_day(m, field, d->text[field], ret))
		return bad(m, field, "", "not a date, or not in the form the map says", p);
	if (*ret > today)
		return bad(m, field, "", "the day lies in the future", p);
	return CNIS_OK;
}

static cnis_status
read_days(const import_map *m, deletion *d, cnis_day today, row_problem *p)
{
	cnis_status st = read_day(m, DEL_BORN, d, true, today, &d->born, p);

	if (st == CNIS_OK && rule_birthday(d->born, OLDEST_YEARS) < today)
		st = bad(m, DEL_BORN, "", "the birth date is more than 25 years ago", p);
	if (st == CNIS_OK)
		st = read_day(m, DEL_DELETED, d, true, today, &d->deleted, p);
	if (st == CNIS_OK && d->deleted < d->born)
		st = bad(m, DEL_DELETED, "", "the day lies before the birth date", p);
	if (st == CNIS_OK)
		st = read_day(m, DEL_NOTICE, d, false, today, &d->notice, p);
	if (st == CNIS_OK && d->notice != CNIS_DAY_NONE && d->notice < d->born)
		st = bad(m, DEL_NOTICE, "", "the day lies before the birth date", p);
	if (st == CNIS_OK)
		st = read_day(m, DEL_LEAVE, d, false, today, &d->leave, p);
	if (st == CNIS_OK && d->leave != CNIS_DAY_NONE && d->leave < d->born)
		st = bad(m, DEL_LEAVE, "", "the day lies before the birth date", p);
	return st;
}

/* Reg. 9(1) has its grounds from (a) on; people write 9(1)(f), 9.1.f, 9(1)f or f. */
static cnis_status
read_ground(const import_map *m, deletion *d, row_problem *p)
{
	const char *in = d->text[DEL_GROUND];
	char key[8] = "";
	size_t n = 0;

	if (in == NULL)
		return bad(m, DEL_GROUND, "SI2024-208.13.4", "the ground of deletion is missing",
		           p);
	if (strcmp(in, "nothing") == 0) {
		d->ground = 0;
		return CNIS_OK;
	}
	for (; *in != '\0'; in++) {
		char c = *in;

		if (c >= 'A' && c <= 'Z')
			c = (char)(c + ('a' - 'A'));

		if (strchr("(). ", c) != NULL)
			continue;
		if (n + 1 == sizeof(key))
			break;
		key[n++] = c;
	}
	if (n == 3 && key[0] == '9' && key[1] == '1') {
		key[0] = key[2];
		n = 1;
	}
	if (*in != '\0' || n != 1 || key[0] < 'a' || key[0] > 'p')
		return bad(m, DEL_GROUND, "SI2024-208.13.4",
		           "not a ground of reg. 9(1): translate the code in the map", p);
	d->ground = key[0];
	return CNIS_OK;
}

static cnis_status
normal(const import_map *m, int field, deletion *d, rule_identifier id, const char *rule,
       row_problem *p)
{
	char *text;

	if (!id.valid)
		return bad(m, field, rule, id.problem, p);
	text = mem_text(id.normalised);
	if (text == NULL)
		return CNIS_ENOMEM;
	free(d->text[field]);
	d->text[field] = text;
	return CNIS_OK;
}

static cnis_status
read_codes(const import_map *m, deletion *d, row_problem *p)
{
	static const char *const placements[] = { "mainstream", "special", "independent_special",
		                                  "unit", "private" };
	const char *sex = d->text[DEL_SEX];
	const char *placement = d->text[DEL_PLACEMENT];
	cnis_status st = CNIS_OK;
	bool known = placement == NULL;

	if (d->text[DEL_UPN] != NULL)
		st = normal(m, DEL_UPN, d, rule_upn(d->text[DEL_UPN]), "ID.upn", p);
	if (st == CNIS_OK && d->text[DEL_POSTCODE] != NULL)
		st = normal(m, DEL_POSTCODE, d, rule_postcode(d->text[DEL_POSTCODE]), "ID.postcode",
		            p);
	if (st == CNIS_OK && d->text[DEL_PLACED_BY] != NULL)
		st = normal(m, DEL_PLACED_BY, d, rule_authority_code(d->text[DEL_PLACED_BY]),
		            "ID.la", p);
	if (st == CNIS_OK && d->text[DEL_HOME_AUTHORITY] != NULL)
		st = normal(m, DEL_HOME_AUTHORITY, d, rule_area_code(d->text[DEL_HOME_AUTHORITY]),
		            "ID.la", p);
	if (st == CNIS_OK && d->text[DEL_HOME_AUTHORITY] != NULL && d->text[DEL_LINE1] == NULL &&
	    d->text[DEL_POSTCODE] == NULL)
		st = bad(m, DEL_HOME_AUTHORITY, "",
		         "says in whose area the home is, and there is no address", p);
	if (st == CNIS_OK && sex != NULL && strcmp(sex, "F") != 0 && strcmp(sex, "M") != 0 &&
	    strcmp(sex, "U") != 0)
		st = bad(m, DEL_SEX, "", "not F, M or U: translate the code in the map", p);
	for (size_t i = 0; !known && i < sizeof(placements) / sizeof(placements[0]); i++)
		known = strcmp(placements[i], placement) == 0;
	if (st == CNIS_OK && !known)
		st = bad(m, DEL_PLACEMENT, "",
		         "not one of mainstream, special, independent_special, unit, private", p);
	if (st == CNIS_OK && d->text[DEL_SCHOOL_NAME] == NULL)
		st = bad(m, DEL_SCHOOL_NAME, "", "the name of the school is missing", p);
	if (st == CNIS_OK && d->text[DEL_SCHOOL_URN] != NULL &&
	    (strlen(d->text[DEL_SCHOOL_URN]) != 6 ||
	     strspn(d->text[DEL_SCHOOL_URN], "0123456789") != 6))
		st = bad(m, DEL_SCHOOL_URN, "", "a URN has six digits", p);
	return st;
}

static cnis_status
read_name(const import_map *m, deletion *d, row_problem *p)
{
	char both[LONGEST * 8 + 2];
	text_buf b = text_buf_on(both, sizeof(both));

	if (d->text[DEL_FULL_NAME] != NULL) {
		text_add(&b, d->text[DEL_FULL_NAME]);
	} else if (d->text[DEL_GIVEN_NAMES] != NULL && d->text[DEL_FAMILY_NAME] != NULL) {
		text_add(&b, d->text[DEL_GIVEN_NAMES]);
		text_add(&b, " ");
		text_add(&b, d->text[DEL_FAMILY_NAME]);
	} else {
		return bad(m, map_has(m, DEL_FULL_NAME) ? DEL_FULL_NAME : DEL_FAMILY_NAME, "",
		           "the name is missing", p);
	}
	d->name = mem_text(both);
	return d->name == NULL ? CNIS_ENOMEM : CNIS_OK;
}

cnis_status
deletion_read(const import_map *m, const csv_row *row, cnis_day today, deletion *ret,
              row_problem *ret_problem)
{
	cnis_status st;

	memset(ret, 0, sizeof(*ret));
	memset(ret_problem, 0, sizeof(*ret_problem));
	st = read_texts(m, row, ret, ret_problem);
	if (st == CNIS_OK)
		st = read_name(m, ret, ret_problem);
	if (st == CNIS_OK)
		st = read_days(m, ret, today, ret_problem);
	if (st == CNIS_OK)
		st = read_ground(m, ret, ret_problem);
	if (st == CNIS_OK)
		st = read_codes(m, ret, ret_problem);
	return st;
}

void
deletion_clear(deletion *d)
{
	for (int i = 0; i < DEL_FIELDS; i++) {
		free(d->text[i]);
		d->text[i] = NULL;
	}
	free(d->name);
	d->name = NULL;
}
