/* What lists get wrong, each at its own rate, and the list as a file. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/lists.h"

/* Letters beside one another on the keyboard. */
static char
beside(lists_dice *d, char c)
{
	static const char *const rows[] = { "qwertyuiop", "asdfghjkl", "zxcvbnm",
		                            "QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM" };
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *at = strchr(rows[i], c);

		if (c == '\0' || at == NULL)
			continue;
		if (at[1] == '\0' || (at > rows[i] && lists_chance(d, 500)))
			return at[-1];
		return at[1];
	}
	return c;
}

/* One slip: a letter left out, doubled, changed for its neighbour, or two the wrong way round.  The
 * first letter is seldom wrong (Budzinsky 1991, in Winkler 1994: errors grow towards the end). Only
 * plain letters are touched, so UTF-8 stays whole. */
static void
slip(lists_dice *d, char *name, size_t size)
{
	size_t len = strlen(name);
	size_t at = 0;
	int tries;

	for (tries = 0; tries < 20; tries++) {
		at = (size_t)lists_roll(d, (uint32_t)len);
		if (at == 0 && !lists_chance(d, 200))
			continue;
		if ((name[at] | 0x20) >= 'a' && (name[at] | 0x20) <= 'z')
			break;
	}
	if (len < 3 || tries == 20)
		return;
	switch (lists_roll(d, 4)) {
	case 0:
		memmove(name + at, name + at + 1, len - at);
		break;
	case 1:
		if (len + 1 < size)
			memmove(name + at + 1, name + at, len - at + 1);
		break;
	case 2:
		name[at] = beside(d, name[at]);
		break;
	default:
		if (at + 1 < len && (name[at + 1] | 0x20) >= 'a' && (name[at + 1] | 0x20) <= 'z') {
			char c = name[at];

			name[at] = name[at + 1];
			name[at + 1] = c;
		}
		break;
	}
}

static void
misspell(lists_dice *d, char *name, size_t size, uint32_t per_mille)
{
	if (!lists_chance(d, per_mille))
		return;
	slip(d, name, size);
	if (lists_chance(d, LISTS_MISSPELT_TWICE))
		slip(d, name, size);
}

/* What a system without accents made of a letter. */
static void
plain(char name[LISTS_NAME])
{
	static const char *const pairs[][2] = {
		{ "ö", "o" }, { "ü", "u" }, { "é", "e" }, { "á", "a" }, { "â", "a" },
		{ "ï", "i" }, { "ë", "e" }, { "ł", "l" }, { "Ł", "L" }, { "ś", "s" },
		{ "ń", "n" }, { "ó", "o" }, { "ź", "z" }, { "ą", "a" }, { "Ș", "S" },
		{ "ı", "i" }, { "Ö", "O" }, { "š", "s" }, { "č", "c" }, { "Š", "S" },
	};
	char *at = name;
	size_t len = 0;

	while (*at != '\0') {
		size_t i;

		for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
			if (strncmp(at, pairs[i][0], strlen(pairs[i][0])) == 0)
				break;
		if (i < sizeof(pairs) / sizeof(pairs[0])) {
			name[len++] = pairs[i][1][0];
			at += strlen(pairs[i][0]);
		} else {
			name[len++] = *at++;
		}
	}
	name[len] = '\0';
}

static void
wrong_digit(lists_dice *d, char *number, size_t from)
{
	size_t len = strlen(number);
	size_t at;

	if (len <= from)
		return;
	at = from + lists_roll(d, (uint32_t)(len - from));
	if (number[at] >= '0' && number[at] <= '9')
		number[at] = (char)('0' + (number[at] - '0' + 1 + (int)lists_roll(d, 9)) % 10);
}

static void
spoil_names(lists_dice *d, const lists_child *c, lists_row *row)
{
	char given[LISTS_NAME];
	char family[LISTS_NAME];
	char other[LISTS_NAME];
	char *hyphen;

	(void)snprintf(given, sizeof(given), "%s", c->given);
	(void)snprintf(family, sizeof(family), "%s", c->former[0] != '\0' ? c->former : c->family);
	if (lists_chance(d, LISTS_NICKNAME) && lists_nickname(d, given, other))
		(void)snprintf(given, sizeof(given), "%s", other);
	if (lists_chance(d, LISTS_OTHER_SPELLING) && lists_other_spelling(d, given, other))
		(void)snprintf(given, sizeof(given), "%s", other);
	if (lists_chance(d, LISTS_OTHER_SPELLING) && lists_other_spelling(d, family, other))
		(void)snprintf(family, sizeof(family), "%s", other);
	hyphen = strlen(family) > 3 ? strchr(family + 3, '-') : NULL;
	if (hyphen != NULL && lists_chance(d, LISTS_HALF_DROPPED)) {
		if (lists_chance(d, 500))
			*hyphen = '\0';
		else
			memmove(family, hyphen + 1, strlen(hyphen + 1) + 1);
	}
	if (lists_chance(d, LISTS_ACCENTS_LOST)) {
		plain(given);
		plain(family);
	}
	misspell(d, given, sizeof(given), LISTS_GIVEN_MISSPELT);
	misspell(d, family, sizeof(family), LISTS_FAMILY_MISSPELT);
	if (!lists_chance(d, LISTS_MIDDLE_DIFFERS))
		(void)snprintf(row->given, sizeof(row->given), "%s %s", given, c->middle);
	else if (lists_chance(d, 300) && (c->middle[0] & 0x80) == 0)
		(void)snprintf(row->given, sizeof(row->given), "%s %c", given, c->middle[0]);
	else
		(void)snprintf(row->given, sizeof(row->given), "%s", given);
	(void)snprintf(row->family, sizeof(row->family), "%s", family);
	if (lists_chance(d, LISTS_SWAPPED)) {
		char was[LISTS_FULL];

		memcpy(was, row->given, sizeof(was));
		memcpy(row->given, row->family, sizeof(was));
		memcpy(row->family, was, sizeof(was));
	}
}

static void
spoil_born(lists_dice *d, const lists_child *c, lists_row *row)
{
	int y = 0;
	int m = 0;
	int day = 0;

	if (lists_chance(d, LISTS_BORN_MISSING))
		return;
	cnis_day_split(c->born, &y, &m, &day);
	if (day <= 12 && lists_chance(d, LISTS_BORN_SWAPPED)) {
		int was = day;

		day = m;
		m = was;
	}
	if (lists_chance(d, LISTS_BORN_DIGIT))
		switch (lists_roll(d, 3)) {
		case 0:
			y += lists_chance(d, 500) ? 1 : -1;
			break;
		case 1:
			m = m % 12 + 1;
			break;
		default:
			day = day % 28 + 1;
			break;
		}
	if (m == 2 && day > 28)
		day = 28;
	if (day > 30 && (m == 4 || m == 6 || m == 9 || m == 11))
		day = 30;
	(void)snprintf(row->born, sizeof(row->born), "%04d-%02d-%02d", y, m, day);
}

static void
spoil_numbers(lists_dice *d, const lists *l, const lists_child *c, lists_row *row)
{
	const lists_child *twin = c->twin < 0 ? NULL : &l->child[c->twin];

	if (lists_chance(d, LISTS_UPN_GIVEN)) {
		(void)snprintf(row->upn, sizeof(row->upn), "%s",
		               twin != NULL && lists_chance(d, LISTS_UPN_OF_TWIN) ? twin->upn
		                                                                  : c->upn);
		if (lists_chance(d, LISTS_UPN_WRONG))
			wrong_digit(d, row->upn, 1);
	}
	if (lists_chance(d, LISTS_NHS_GIVEN)) {
		(void)snprintf(row->nhs, sizeof(row->nhs), "%s", c->nhs);
		if (lists_chance(d, LISTS_NHS_WRONG))
			wrong_digit(d, row->nhs, 0);
	}
}

void
lists_spoil(lists_dice *d, const lists *l, int32_t child, lists_row *row)
{
	const lists_child *c = &l->child[child];

	row->child = child;
	spoil_names(d, c, row);
	spoil_born(d, c, row);
	row->sex[0] = c->sex;
	if (lists_chance(d, LISTS_SEX_WRONG))
		row->sex[0] = c->sex == 'F' ? 'M' : 'F';
	if (lists_chance(d, LISTS_SEX_UNKNOWN))
		row->sex[0] = 'U';
	if (!lists_chance(d, LISTS_POSTCODE_MISSING)) {
		(void)snprintf(row->postcode, sizeof(row->postcode), "%s", c->postcode);
		if (lists_chance(d, LISTS_MOVED))
			lists_postcode(d, row->postcode);
		if (lists_chance(d, LISTS_POSTCODE_WRONG))
			wrong_digit(d, row->postcode, 2);
	}
	spoil_numbers(d, l, c, row);
}

bool
lists_write(const lists *l, const char *csv_path, const char *map_path)
{
	FILE *f = fopen(csv_path, "w");
	int32_t i;

	if (f == NULL)
		return false;
	(void)fprintf(f, "Forenames,Surname,Born,Sex,Postcode,UPN,NHS number\r\n");
	for (i = 0; i < l->n_rows; i++) {
		const lists_row *r = &l->row[i];

		(void)fprintf(f, "%s,%s,%s,%s,%s,%s,%s\r\n", r->given, r->family, r->born, r->sex,
		              r->postcode, r->upn, r->nhs);
	}
	if (fclose(f) != 0)
		return false;
	f = fopen(map_path, "w");
	if (f == NULL)
		return false;
	(void)fputs("given_names = Forenames\nfamily_name = Surname\nborn = Born\nsex = Sex\n"
	            "postcode = Postcode\nupn = UPN\nnhs = NHS number\n",
	            f);
	return fclose(f) == 0;
}
