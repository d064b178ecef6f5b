/* Are these two the same child?  A weight and a reason for every field; see likeness.h. */
#include "domain/likeness.h"

#include <string.h>

#include "domain/likeness_name.h"
#include "domain/likeness_weights.h"

enum { PER_100K = 100000 };

typedef struct comparison {
	const likeness_child *a, *b;
	cnis_likeness *ret;
	likeness_names names;
	bool named, born_same, born_apart, born_near, number_same, number_apart;
} comparison;

static void
add(comparison *c, const char *field, const char *reason, int weight)
{
	if (c->ret->n_fields < CNIS_LIKENESS_FIELDS)
		c->ret->field[c->ret->n_fields++] = (cnis_likeness_field){ field, reason, weight };
	c->ret->weight += weight;
}

/* ---- names ------------------------------------------------------------------------------------
 */

/* 10 * log2(m / u) where u is known: a rare name says more than a common one. */
static int
by_frequency(int a, int b, int otherwise, double m)
{
	const double tenth = 1.0717734625362931; /* 2 ^ 0.1 */
	int per = a > b ? a : b;
	double ratio;
	int weight = 0;

	if (a == LIKENESS_UNCOMMON || b == LIKENESS_UNCOMMON)
		per = a == b ? LIKENESS_UNCOMMON : per;
	if (per == LIKENESS_UNCOMMON)
		return otherwise;
	for (ratio = m * PER_100K / per; ratio >= tenth && weight < NAMES_MOST; weight++)
		ratio /= tenth;
	return weight < NAMES_LEAST ? NAMES_LEAST : weight;
}

static int
family_weight(const comparison *c, likeness_part part)
{
	int same = by_frequency(c->a->family_per_100k, c->b->family_per_100k, FAMILY_SAME, 0.92);

	switch (part) {
	case PART_SAME:
		return same;
	case PART_WITHIN:
		return same < FAMILY_WITHIN ? same : FAMILY_WITHIN;
	case PART_FAMILIAR:
	case PART_SLIP:
		return FAMILY_SLIP;
	case PART_SOUND:
		return FAMILY_SOUND;
	case PART_INITIAL:
	case PART_PARTLY:
		return FAMILY_PARTLY;
	case PART_DIFFERS:
		return FAMILY_DIFFERS;
	case PART_UNKNOWN:
		break;
	}
	return 0;
}

static int
given_weight(const comparison *c, likeness_part part)
{
	int same = by_frequency(c->a->given_per_100k, c->b->given_per_100k, GIVEN_SAME, 0.88);

	switch (part) {
	case PART_SAME:
		return same;
	case PART_WITHIN:
		return same < GIVEN_WITHIN ? same : GIVEN_WITHIN;
	case PART_FAMILIAR:
		return GIVEN_FAMILIAR;
	case PART_SLIP:
		return GIVEN_SLIP;
	case PART_SOUND:
		return GIVEN_SOUND;
	case PART_INITIAL:
		return GIVEN_INITIAL;
	case PART_PARTLY:
		return GIVEN_PARTLY;
	case PART_DIFFERS:
		return GIVEN_DIFFERS;
	case PART_UNKNOWN:
		break;
	}
	return 0;
}

static const char *
part_words(likeness_part part)
{
	static const char *const words[] = {
		[PART_UNKNOWN] = "not known",
		[PART_DIFFERS] = "differs",
		[PART_PARTLY] = "some words are the same, others differ",
		[PART_INITIAL] = "the same initial",
		[PART_SOUND] = "sounds alike",
		[PART_SLIP] = "a slip in writing apart",
		[PART_FAMILIAR] = "a familiar form",
		[PART_WITHIN] = "one has a further name",
		[PART_SAME] = "the same",
	};

	return words[part];
}

static const char *
family_words(const likeness_names *n)
{
	if (n->swapped)
		return n->family == PART_SAME ? "the same, given and family name swapped"
		                              : "alike, given and family name swapped";
	if (n->former && n->family >= PART_SOUND)
		return n->family == PART_SAME ? "the same, a former name" : "alike, a former name";
	return part_words(n->family);
}

static const char *
given_words(const likeness_names *n)
{
	if (n->preferred && n->given >= PART_SOUND)
		return n->given == PART_SAME ? "the same, the name the child goes by"
		                             : "alike, the name the child goes by";
	return part_words(n->given);
}

static int
names_weight(const comparison *c, const likeness_names *n)
{
	return given_weight(c, n->given) + family_weight(c, n->family) +
	       (n->swapped ? NAMES_SWAPPED : 0);
}

/* Is x to be told rather than y?  Every difference counts, so that the order of names does not. */
static bool
tells_more(const comparison *c, const likeness_names *x, const likeness_names *y)
{
	const int ranks[][2] = {
		{ names_weight(c, x), names_weight(c, y) },
		{ -(x->swapped + x->former + x->preferred),
		  -(y->swapped + y->former + y->preferred) },
		{ (int)x->given, (int)y->given },
		{ (int)x->family, (int)y->family },
		{ y->swapped, x->swapped },
		{ y->former, x->former },
	};
	size_t i;

	for (i = 0; i < sizeof(ranks) / sizeof(ranks[0]); i++) {
		if (ranks[i][0] != ranks[i][1])
			return ranks[i][0] > ranks[i][1];
	}
	return false;
}

/* The best of all pairs of names. */
static void
compare_names(comparison *c)
{
	size_t i;
	size_t k;

	for (i = 0; i < c->a->n_names; i++) {
		for (k = 0; k < c->b->n_names; k++) {
			likeness_names n = likeness_name_compare(&c->a->name[i], &c->b->name[k]);

			if (!c->named || tells_more(c, &n, &c->names))
				c->names = n;
			c->named = true;
		}
	}
	if (!c->named) {
		add(c, "family_name", "not known", 0);
		add(c, "given_names", "not known", 0);
		return;
	}
	add(c, "family_name", family_words(&c->names),
	    family_weight(c, c->names.family) + (c->names.swapped ? NAMES_SWAPPED : 0));
	add(c, "given_names", given_words(&c->names), given_weight(c, c->names.given));
}

/* ---- birth, sex -------------------------------------------------------------------------------
 */

static void
compare_born(comparison *c)
{
	int y[2];
	int m[2];
	int d[2];

	if (c->a->born == CNIS_DAY_NONE || c->b->born == CNIS_DAY_NONE) {
		add(c, "born", "not known", 0);
		return;
	}
	cnis_day_split(c->a->born, &y[0], &m[0], &d[0]);
	cnis_day_split(c->b->born, &y[1], &m[1], &d[1]);
	c->born_same = c->a->born == c->b->born;
	if (c->born_same) {
		add(c, "born", "the same", BORN_SAME);
	} else if (y[0] == y[1] && m[0] == d[1] && d[0] == m[1]) {
		add(c, "born", "day and month swapped", BORN_SWAPPED);
	} else if ((y[0] == y[1]) + (m[0] == m[1]) + (d[0] == d[1]) == 2) {
		c->born_near = true;
		add(c, "born",
		    y[0] != y[1]   ? "another year, the same day and month"
		    : m[0] != m[1] ? "another month, the same year and day"
		                   : "another day, the same year and month",
		    BORN_ONE_PART);
	} else {
		c->born_apart = true;
		add(c, "born", "differs", BORN_DIFFERS);
	}
}

static void
compare_sex(comparison *c)
{
	bool told = (c->a->sex == 'F' || c->a->sex == 'M') &&
	            (c->b->sex == 'F' || c->b->sex == 'M');

	if (!told)
		add(c, "sex", "not known", 0);
	else if (c->a->sex == c->b->sex)
		add(c, "sex", "the same", SEX_SAME);
	else
		add(c, "sex", "differs", SEX_DIFFERS);
}

/* ---- numbers ----------------------------------------------------------------------------------
 */

static bool
same_text(const char *a, const char *b)
{
	return a[0] != '\0' && strcmp(a, b) == 0;
}

/* Another given name, the same family name and birth day: two children of one birth. */
static bool
as_twins(const comparison *c)
{
	return c->named && c->born_same && c->names.family >= PART_SOUND &&
	       (c->names.given == PART_DIFFERS || c->names.given == PART_PARTLY);
}

static void
compare_number(comparison *c, const char *field, const likeness_number *a, const likeness_number *b,
               int same)
{
	if (a->value[0] == '\0' || b->value[0] == '\0') {
		add(c, field, "not known", 0);
	} else if (strcmp(a->value, b->value) == 0) {
		c->number_same = true;
		if (as_twins(c))
			add(c, field, "the same, perhaps a twin's", same / 2);
		else
			add(c, field, "the same", same);
	} else if (a->verified && b->verified) {
		c->number_apart = true;
		add(c, field, "differs, both verified", NUMBER_VERIFIED_DIFFERS);
	} else {
		add(c, field, "differs", NUMBER_DIFFERS);
	}
}

static void
compare_upn(comparison *c)
{
	const likeness_child *a = c->a;
	const likeness_child *b = c->b;
	bool former = same_text(a->former_upn, b->upn.value) ||
	              same_text(a->upn.value, b->former_upn) ||
	              same_text(a->former_upn, b->former_upn);

	if (!former || same_text(a->upn.value, b->upn.value)) {
		compare_number(c, "upn", &a->upn, &b->upn, UPN_SAME);
		return;
	}
	c->number_same = true;
	add(c, "upn", "the same, a former UPN", as_twins(c) ? UPN_FORMER / 2 : UPN_FORMER);
}

/* ---- places, telephones, adults, schools ------------------------------------------------------
 */

/* "12 High St" and "12 High Street", in one postcode. */
bool
likeness_same_house(const char *a, const char *b)
{
	size_t n = strcspn(a, " ");

	if (a[0] == '\0' || b[0] == '\0')
		return false;
	return strcmp(a, b) == 0 ||
	       (a[0] >= '0' && a[0] <= '9' && n == strcspn(b, " ") && strncmp(a, b, n) == 0);
}

static int
place_weight(const likeness_place *a, const likeness_place *b)
{
	bool postcode = same_text(a->postcode, b->postcode);
	bool uprn = same_text(a->uprn, b->uprn);
	bool uprn_apart = !uprn && a->uprn[0] != '\0' && b->uprn[0] != '\0';

	if (uprn || (postcode && !uprn_apart && likeness_same_house(a->line1, b->line1)))
		return a->past || b->past ? PLACE_FORMER : PLACE_SAME;
	if (!postcode)
		return a->past || b->past ? 0 : PLACE_DIFFERS;
	if (uprn_apart || (a->line1[0] != '\0' && b->line1[0] != '\0'))
		return PLACE_OTHER_HOUSE;
	return PLACE_POSTCODE;
}

static void
compare_places(comparison *c)
{
	static const struct {
		int weight;
		const char *reason;
	} reasons[] = {
		{ PLACE_SAME, "the same" },
		{ PLACE_FORMER, "the same, a former address" },
		{ PLACE_POSTCODE, "the same postcode" },
		{ PLACE_OTHER_HOUSE, "the same postcode, another house" },
		{ 0, "not the same now; one is a former address" },
	};
	int best = PLACE_DIFFERS;
	size_t i;
	size_t k;

	if (c->a->n_places == 0 || c->b->n_places == 0) {
		add(c, "address", "not known", 0);
		return;
	}
	for (i = 0; i < c->a->n_places; i++) {
		for (k = 0; k < c->b->n_places; k++) {
			int w = place_weight(&c->a->place[i], &c->b->place[k]);

			best = w > best ? w : best;
		}
	}
	for (i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++) {
		if (reasons[i].weight == best) {
			add(c, "address", reasons[i].reason, best);
			return;
		}
	}
	add(c, "address", "differs", best);
}

static void
compare_phones(comparison *c)
{
	size_t i;
	size_t k;

	if (c->a->n_phones == 0 || c->b->n_phones == 0) {
		add(c, "telephone", "not known", 0);
		return;
	}
	for (i = 0; i < c->a->n_phones; i++) {
		for (k = 0; k < c->b->n_phones; k++) {
			if (same_text(c->a->phone[i], c->b->phone[k])) {
				add(c, "telephone", "the same", PHONE_SAME);
				return;
			}
		}
	}
	add(c, "telephone", "differs", 0);
}

static void
compare_parents(comparison *c)
{
	bool same = false;
	bool alike = false;
	size_t i;
	size_t k;

	if (c->a->n_parents == 0 || c->b->n_parents == 0) {
		add(c, "parents", "not known", 0);
		return;
	}
	for (i = 0; i < c->a->n_parents; i++) {
		for (k = 0; k < c->b->n_parents; k++) {
			const likeness_name x = { .whole = c->a->parent[i] };
			const likeness_name y = { .whole = c->b->parent[k] };
			likeness_names n = likeness_name_compare(&x, &y);

			same = same || (n.given >= PART_WITHIN && n.family >= PART_WITHIN);
			alike = alike || (n.given >= PART_SOUND && n.family >= PART_SOUND);
		}
	}
	if (same)
		add(c, "parents", "one has the same name", PARENT_SAME);
	else if (alike)
		add(c, "parents", "one has a similar name", PARENT_ALIKE);
	else
		add(c, "parents", "other names", PARENT_DIFFERS);
}

static void
compare_schools(comparison *c)
{
	if (c->a->school[0] == '\0' || c->b->school[0] == '\0')
		add(c, "school", "not known", 0);
	else if (strcmp(c->a->school, c->b->school) == 0)
		add(c, "school", "the same", SCHOOL_SAME);
	else
		add(c, "school", "differs", 0); /* children change schools */
}

/* ---- the class --------------------------------------------------------------------------------
 */

static void
at_most(cnis_likeness *l, cnis_likeness_class most, const char *rule)
{
	if (l->limit == NULL)
		l->limit = rule;
	if (l->kind > most) {
		l->kind = most;
		l->rule = rule;
	}
}

static void
judge(const comparison *c)
{
	cnis_likeness *l = c->ret;
	bool other_given = c->named && (c->names.given == PART_DIFFERS || as_twins(c));

	l->kind = l->weight >= LIKENESS_EXACT    ? CNIS_LIKENESS_EXACT
	          : l->weight >= LIKENESS_LIKELY ? CNIS_LIKENESS_LIKELY
	                                         : CNIS_LIKENESS_NONE;
	if (other_given && !c->number_same)
		at_most(l, CNIS_LIKENESS_NONE, "another given name: two children of one family");
	if (c->named && c->names.given < PART_WITHIN && c->born_apart && !c->number_same)
		at_most(l, CNIS_LIKENESS_NONE,
		        "given names that are only alike, and another birth date: two children of "
		        "one family");
	if (c->number_same && l->kind == CNIS_LIKENESS_NONE) {
		l->kind = CNIS_LIKENESS_LIKELY;
		l->rule = "a number is the same: one of the two may be wrong";
	}
	if (other_given)
		at_most(l, CNIS_LIKENESS_LIKELY, "a number alone does not settle it");
	if (!c->named || c->names.given == PART_UNKNOWN)
		at_most(l, CNIS_LIKENESS_LIKELY, "without given names nothing is settled");
	if (c->named && c->names.given < PART_WITHIN && !c->number_same)
		at_most(l, CNIS_LIKENESS_LIKELY, "given names that are only alike: perhaps twins");
	if (c->born_apart || (c->born_near && !c->number_same))
		at_most(l, CNIS_LIKENESS_LIKELY, "the birth dates differ");
	if (c->number_apart)
		at_most(l, CNIS_LIKENESS_LIKELY, "two verified numbers differ");
}

void
likeness_compare(const likeness_child *a, const likeness_child *b, cnis_likeness *ret)
{
	comparison c = { .a = a, .b = b, .ret = ret };

	*ret = (cnis_likeness){ 0 };
	compare_names(&c);
	compare_born(&c);
	compare_sex(&c);
	compare_upn(&c);
	compare_number(&c, "uln", &a->uln, &b->uln, ULN_SAME);
	compare_number(&c, "nhs", &a->nhs, &b->nhs, NHS_SAME);
	compare_places(&c);
	compare_phones(&c);
	compare_parents(&c);
	compare_schools(&c);
	judge(&c);
}

const char *
likeness_reason(const cnis_likeness *l, const char *field)
{
	for (size_t i = 0; i < l->n_fields; i++)
		if (strcmp(l->field[i].field, field) == 0)
			return l->field[i].reason;
	return "not known";
}
