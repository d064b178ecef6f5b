#ifndef CNIS_DOMAIN_LIKENESS_H
#define CNIS_DOMAIN_LIKENESS_H

#include <stdbool.h>
#include <stddef.h>

#include <cnis/likeness.h>

#include "base/names.h"

/*
 * Are these two the same child?  PURE: two structs in, a weight and a reason for every field out;
 * no store, no clock, no allocation, symmetric.  Whoever compares fills the structs:
 * likeness_read.h from the register, a form or an outside list otherwise.
 *
 * How the weights were set (Fellegi and Sunter 1969): weight = log2(m / u) in tenths of a bit,
 * where m is how often the field says so for one and the same child recorded twice, u how often for
 * two different children of one authority.  Both are estimates, written beside each constant in
 * likeness.c; where the register can say how common a name is, that frequency takes the place of u.
 * The fields are not independent among brothers, sisters and twins, so a few rules stand above the
 * sum; they only ever lower a class, or ask a person:
 *   - another given name, and no number that is the same: never the same child (brothers, sisters,
 *     twins, cousins);
 *   - the same birth day, family name and home and a given name that is only alike: twins are often
 *     named so, it is asked and never settled, unless a number is the same too;
 *   - a number that is the same is never passed over, and never settles it against the names: one
 * of two twins' numbers may have been given to the other;
 *   - two different verified numbers speak against, one wrong number does not settle it alone.
 */
enum {
	/* 2^30 to 1 before the fact.  In a register of 200,000 any child has some 2^17 others to be
	 * mistaken for: 2^13 to 1 remain, one false pair in ten thousand. */
	LIKENESS_EXACT = 300,
	/* 2^17 to 1 before the fact: about even.  Below it a person would be asked more often about
	 * strangers than about the same child. */
	LIKENESS_LIKELY = 170,
};

enum {
	LIKENESS_NAMES = 8,
	LIKENESS_PARENTS = 6,
	LIKENESS_PLACES = 4,
	LIKENESS_PHONES = 4,
	LIKENESS_UNCOMMON = 0, /* how common a name is was not asked */
};

/* One name, its parts told apart where somebody did. */
typedef struct likeness_name {
	names whole;    /* all of it */
	names given;    /* n is 0 when not told apart */
	names family;   /* n is 0 when not told apart */
	bool preferred; /* goes by it; not the legal name */
	bool former;
} likeness_name;

typedef struct likeness_number {
	char value[16]; /* normalised; "" when not known */
	bool verified;
} likeness_number;

typedef struct likeness_place {
	char postcode[9]; /* normalised; "" when not known */
	char uprn[13];    /* normalised; "" when not known */
	char line1[80];   /* folded; "" when not known */
	bool past;        /* lived there once */
} likeness_place;

/* One child, as one side knows it.  Zero it: what is left out is not known. */
typedef struct likeness_child {
	likeness_name name[LIKENESS_NAMES];
	size_t n_names;
	cnis_day born; /* CNIS_DAY_NONE: not known (0 is a day!) */
	char sex;      /* F, M; 0 or U: not known */
	likeness_number upn, uln, nhs;
	char former_upn[16];
	likeness_place place[LIKENESS_PLACES];
	size_t n_places;
	char phone[LIKENESS_PHONES][20]; /* as E.164 writes it */
	size_t n_phones;
	names parent[LIKENESS_PARENTS];
	size_t n_parents;
	char school[8]; /* URN of the school attended or left; "" when not known */
	/* how many of 100,000 children bear the rarest given and family word of the first name;
	 * LIKENESS_UNCOMMON: nobody asked, an average is taken */
	int given_per_100k, family_per_100k;
} likeness_child;

/** Add a name; silently none beyond the last.  @return false: no memory */
bool likeness_add_name(likeness_child *child, const char *full, const char *given,
                       const char *family, bool preferred, bool former);

/** Add an address as recorded or typed; any text may be NULL.  @return false: no memory */
bool likeness_add_place(likeness_child *child, const char *postcode, const char *uprn,
                        const char *line1, bool past);

/** Add a parent's name.  @return false: no memory */
bool likeness_add_parent(likeness_child *child, const char *full);

/** Add a telephone number as E.164 writes it; silently none beyond the last, and no number twice.
 */
void likeness_add_phone(likeness_child *child, const char *key);

/** Are these first lines of addresses in one postcode the same house?  Folded; "" is no house. */
bool likeness_same_house(const char *a, const char *b);

/** Compare.  @p ret is filled; its texts are constants. */
void likeness_compare(const likeness_child *a, const likeness_child *b, cnis_likeness *ret);

/** What a comparison says of a field, a constant; "not known" of one it did not compare. */
const char *likeness_reason(const cnis_likeness *l, const char *field);

#endif
