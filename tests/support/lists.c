/* Households, the register made of some of them, and the list made of some of those and of others.
 */
#include "support/lists.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Families with one, two, three and four children: assumed. */
static const int SIZES[] = { 430, 400, 130, 40 };

enum { MOST_CHILDREN = 5, POSTCODE_AREAS = 18 };

uint32_t
lists_roll(lists_dice *d, uint32_t n)
{
	uint64_t z = (d->state += 0x9e3779b97f4a7c15u);

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return (uint32_t)(((z ^ (z >> 31)) >> 32) * n >> 32);
}

bool
lists_chance(lists_dice *d, uint32_t per_mille)
{
	return lists_roll(d, 1000) < per_mille;
}

/* QZ is no postcode area; the inward letters leave out C I K M O V (BS 7666). */
void
lists_postcode(lists_dice *d, char postcode[10])
{
	static const char letters[] = "ABDEFGHJLNPQRSTUWXYZ";

	(void)snprintf(postcode, 10, "QZ%u %u%c%c", 1 + lists_roll(d, POSTCODE_AREAS),
	               lists_roll(d, 10), letters[lists_roll(d, 20)], letters[lists_roll(d, 20)]);
}

/* Authority 302, an establishment number no school has, the year of entry and a serial number; the
 * check letter of standards.md 3.1. */
static void
number_upn(int32_t n, char upn[14])
{
	static const char letters[] = "ABCDEFGHJKLMNPQRTUVWXYZ";
	char digits[16];
	uint32_t sum = 0;
	uint32_t i;

	(void)snprintf(digits, sizeof(digits), "302%04d%05d", 9000 + n / 100000 % 1000, n % 100000);
	for (i = 0; i < 12; i++)
		sum += (uint32_t)(digits[i] - '0') * (i + 2);
	(void)snprintf(upn, 14, "%c%.12s", letters[sum % 23], digits);
}

/* Test numbers start with 9; those that would need check digit 10 are left out (standards.md 3.3).
 */
static void
number_nhs(int32_t n, char nhs[11])
{
	uint32_t at = (uint32_t)n * 11;
	uint32_t check = 10;

	while (check == 10) {
		uint32_t sum = 0;
		uint32_t i;
		char digits[16];

		(void)snprintf(digits, sizeof(digits), "9%08u", at % 100000000u);
		for (i = 0; i < 9; i++)
			sum += (uint32_t)(digits[i] - '0') * (10 - i);
		check = 11 - sum % 11;
		check = check == 11 ? 0 : check;
		(void)snprintf(nhs, 11, "%.9s%u", digits, check % 10);
		at++;
	}
}

static lists_child *
add(lists *l)
{
	lists_child *c;

	if (l->n_children == l->room) {
		int32_t room = l->room == 0 ? 1024 : l->room * 2;
		lists_child *more = realloc(l->child, (size_t)room * sizeof(*more));

		if (more == NULL)
			abort();
		l->child = more;
		l->room = room;
	}
	c = &l->child[l->n_children++];
	memset(c, 0, sizeof(*c));
	c->twin = -1;
	return c;
}

/* Births of sixteen years up to 31 August 2022, on the register's day those of school age and the
 * youngest to come. */
static cnis_day
birthday(lists_dice *d)
{
	return cnis_day_make(2010, 9, 1) + (cnis_day)lists_roll(d, 12 * 365);
}

static void
name_child(lists_dice *d, lists_child *c, int origin, const char *family)
{
	c->sex = lists_chance(d, 512) ? 'M' : 'F';
	lists_given_name(d, origin, c->sex, c->given);
	lists_given_name(d, lists_chance(d, 800) ? origin : LISTS_ENGLISH, c->sex, c->middle);
	(void)snprintf(c->family, sizeof(c->family), "%s", family);
	c->middle_held = lists_chance(d, LISTS_MIDDLE_HELD);
	c->upn_held = lists_chance(d, LISTS_UPN_HELD);
	c->nhs_held = lists_chance(d, LISTS_NHS_HELD);
}

/* Brothers and sisters have different given names. */
static bool
named_so(const lists *l, int32_t first, int32_t end, const char *given)
{
	int32_t i;

	for (i = first; i < end; i++)
		if (strcmp(l->child[i].given, given) == 0)
			return true;
	return false;
}

static int32_t
household(lists_dice *d, lists *l, int32_t number)
{
	char family[LISTS_NAME];
	char postcode[10];
	int origin = lists_origin(d);
	int at = (int)lists_roll(d, 1000);
	int32_t first = l->n_children;
	int32_t births = 1;
	int32_t i;

	while (at >= SIZES[births - 1])
		at -= SIZES[births++ - 1];
	lists_family_name(d, origin, family);
	lists_postcode(d, postcode);
	for (i = 0; i < births; i++) {
		cnis_day born = birthday(d);
		int32_t babies = lists_chance(d, LISTS_TWINS) ? 2 : 1;
		int32_t k;

		for (k = 0; k < babies; k++) {
			int32_t index = l->n_children;
			lists_child *c = add(l);

			do
				name_child(d, c, origin, family);
			while (named_so(l, first, index, c->given));
			if (k == 1 &&
			    lists_chance(d, 670)) /* two in three pairs are alike: assumed */
				c->sex = l->child[index - 1].sex;
			(void)snprintf(c->postcode, sizeof(c->postcode), "%s", postcode);
			c->born = born;
			c->household = number;
			number_upn(index, c->upn);
			number_nhs(index, c->nhs);
			if (k == 1) {
				c->twin = index - 1;
				l->child[index - 1].twin = index;
			}
		}
	}
	return first;
}

/* Another family of that name near by, with a child named after the same grandparent. */
static void
cousins(lists_dice *d, lists *l, int32_t first, int32_t number)
{
	lists_child like = l->child[first];
	int32_t index = l->n_children;
	lists_child *c = add(l);

	*c = like;
	c->id = 0;
	c->twin = -1;
	c->born += (cnis_day)lists_roll(d, 900) - 450;
	c->household = number;
	lists_given_name(d, LISTS_ENGLISH, c->sex, c->middle);
	lists_postcode(d, c->postcode);
	number_upn(index, c->upn);
	number_nhs(index, c->nhs);
}

static void
surname_changed(lists_dice *d, lists *l, int32_t from)
{
	int32_t i;

	for (i = from; i < l->n_children; i++)
		if (lists_chance(d, LISTS_FAMILY_CHANGED)) {
			lists_child *c = &l->child[i];

			(void)snprintf(c->former, sizeof(c->former), "%s", c->family);
			lists_family_name(d, lists_origin(d), c->family);
			c->former_held = lists_chance(d, LISTS_FORMER_KNOWN);
		}
}

/* Households one after the other; those up to the wanted number are registered but for a few of
 * their children, those behind are strangers to the register. */
static void
populate(lists_dice *d, lists *l, int32_t registered, int32_t strangers)
{
	int32_t id = 0;
	int32_t n = 0;
	int32_t outside = 0;

	while (id < registered || outside < strangers) {
		int32_t first = household(d, l, n++);
		int32_t i;

		if (lists_chance(d, LISTS_COUSINS))
			cousins(d, l, first, n++);
		surname_changed(d, l, first);
		for (i = first; i < l->n_children; i++) {
			if (id < registered && !lists_chance(d, LISTS_SIBLING_OUTSIDE))
				l->child[i].id = ++id;
			else
				outside++;
		}
	}
}

lists
lists_make(uint64_t seed, int32_t registered, int32_t rows)
{
	lists l = { 0 };
	lists_dice d = { seed * 0x2545f4914f6cdd1du + 1 };
	bool *taken;
	int32_t i;

	populate(&d, &l, registered, rows);
	l.row = calloc((size_t)(rows > 0 ? rows : 1), sizeof(*l.row));
	taken = calloc((size_t)l.n_children, sizeof(*taken));
	if (l.row == NULL || taken == NULL)
		abort();
	while (l.n_rows < rows) {
		bool known = lists_chance(&d, LISTS_ON_REGISTER);
		int32_t tries = 0;

		do {
			i = (int32_t)lists_roll(&d, (uint32_t)l.n_children);
			if (!known && l.child[i].id != 0 && lists_chance(&d, 900))
				i = l.n_children - 1 - (int32_t)lists_roll(&d, (uint32_t)rows);
		} while ((taken[i] || (l.child[i].id != 0) != known) && ++tries < 100000);
		if (taken[i])
			break;
		taken[i] = true;
		lists_spoil(&d, &l, i, &l.row[l.n_rows++]);
	}
	free(taken);
	return l;
}

void
lists_free(lists *l)
{
	free(l->child);
	free(l->row);
	memset(l, 0, sizeof(*l));
}
