#ifndef CNIS_SUPPORT_LISTS_H
#define CNIS_SUPPORT_LISTS_H

#include <stdbool.h>
#include <stdint.h>

#include <cnis/day.h>

#include "store/store.h"

/*
 * Generated lists that know which row is which child: the children of a register, and another
 * body's list of some of them and of others, with the errors real lists have.  Written before the
 * matcher was read, from published rates where one was found; the same seed gives the same lists.
 */

/* Weights may be looked at with the first seeds; figures are given only for the second. */
enum { LISTS_TRAIN = 1000, LISTS_HELD_OUT = 9000, LISTS_SEEDS = 5 };

/*
 * How often a thing happens, per mille of the rows or children it can happen to.
 *
 * [hes]  Harron et al., BMC Med Res Methodol 17:23 (2017): of 30,000 hospital records of children
 *        and young people in England sex and birth date differ from the NHS's own in 0.11 %.
 * [mpi]  Just et al., Perspect Health Inf Manag 13 (2016), PMC4832129: of 398,939 pairs of records
 * of the same person the middle name differs in 58.30 %; where the first name differs 53.14 % are
 * misspellings, where the last name differs 33.62 %. [ons]  ONS births 2015: 16.1 of 1,000
 * maternities are of more than one child. [move] Census 2001: one in eight of the population
 * changed address within the year. [cpis] NHS Digital, CP-IS guidance (2019): social care goes live
 * when 95 % have an NHS number. Everything else is assumed: no published rate was found.
 */
enum {
	LISTS_TWINS = 16,            /* of births in a household [ons] */
	LISTS_NAME_DIFFERS = 60,     /* of given names, and of family names: assumed */
	LISTS_GIVEN_MISSPELT = 32,   /* 53.14 % of those [mpi] */
	LISTS_FAMILY_MISSPELT = 20,  /* 33.62 % of those [mpi] */
	LISTS_MISSPELT_TWICE = 200,  /* of the misspelt, a second slip: assumed */
	LISTS_SWAPPED = 10,          /* given and family name in each other's place: assumed */
	LISTS_NICKNAME = 100,        /* of names that have a short form: assumed */
	LISTS_OTHER_SPELLING = 150,  /* of names spelt several ways in Latin letters: assumed */
	LISTS_FAMILY_CHANGED = 30,   /* assumed */
	LISTS_FORMER_KNOWN = 500,    /* of those, the register knows both: assumed */
	LISTS_HALF_DROPPED = 300,    /* of double-barrelled names: assumed */
	LISTS_ACCENTS_LOST = 500,    /* of names with any: assumed */
	LISTS_MIDDLE_HELD = 600,     /* children with a middle name on the register: assumed */
	LISTS_MIDDLE_DIFFERS = 583,  /* left out, or an initial [mpi] */
	LISTS_SEX_WRONG = 1,         /* [hes] */
	LISTS_SEX_UNKNOWN = 20,      /* assumed */
	LISTS_BORN_SWAPPED = 5,      /* day for month where both are months: assumed, above [hes] */
	LISTS_BORN_DIGIT = 5,        /* assumed, above [hes] */
	LISTS_BORN_MISSING = 5,      /* assumed */
	LISTS_MOVED = 234,           /* two years apart at one in eight a year [move] */
	LISTS_POSTCODE_MISSING = 50, /* assumed */
	LISTS_POSTCODE_WRONG = 10,   /* assumed */
	LISTS_UPN_HELD = 800,        /* register: who never was at school has none; assumed */
	LISTS_UPN_GIVEN = 600,       /* list: assumed */
	LISTS_UPN_WRONG = 5,         /* a digit: assumed */
	LISTS_UPN_OF_TWIN = 20,      /* of twins, the other's number: assumed */
	LISTS_NHS_HELD = 500,        /* register: assumed, far under [cpis] */
	LISTS_NHS_GIVEN = 500,       /* list: assumed, far under [cpis] */
	LISTS_NHS_WRONG = 5,         /* a digit: assumed */
	LISTS_ON_REGISTER = 600,     /* rows of the list whose child is on the register: assumed */
	LISTS_SIBLING_OUTSIDE = 100, /* children of a registered household who are not: assumed */
	LISTS_COUSINS = 10,          /* households with a cousin of the same name: assumed */
};

enum { LISTS_NAME = 64, LISTS_FULL = 160 };

/* A child as the world has them. */
typedef struct lists_child {
	char given[LISTS_NAME], middle[LISTS_NAME], family[LISTS_NAME];
	char former[LISTS_NAME]; /* family name the register does not know by now, or "" */
	char postcode[10];
	char upn[14], nhs[11]; /* the child's own, whoever knows it */
	cnis_day born;
	char sex;
	bool middle_held, upn_held, nhs_held, former_held;
	int32_t id; /* number of its row in a register that held nobody before, or 0 */
	int32_t household;
	int32_t twin; /* index of the other one, or -1 */
} lists_child;

/* A row of the other list. */
typedef struct lists_row {
	char given[LISTS_FULL], family[LISTS_FULL];
	char born[16]; /* ISO, or "" */
	char sex[2];
	char postcode[10], upn[14], nhs[11];
	int32_t child; /* who it is: an index into the children, on the register or not */
} lists_row;

typedef struct lists {
	lists_child *child;
	int32_t n_children, room;
	lists_row *row;
	int32_t n_rows;
} lists;

/** @p registered children on the register and a list of @p rows.  lists_free(). */
lists lists_make(uint64_t seed, int32_t registered, int32_t rows);
void lists_free(lists *l);

/** Put the registered children into @p s, which holds nobody: names, birth dates, homes and
 * numbers, nothing else.  NULL, or what went wrong. */
const char *lists_fill(const lists *l, store *s);

/** Write the rows as CSV (CRLF, a heading) and the mapping file that reads it. */
bool lists_write(const lists *l, const char *csv_path, const char *map_path);

/* Pieces, for lists.c and lists_error.c only. */
typedef struct lists_dice {
	uint64_t state;
} lists_dice;

uint32_t lists_roll(lists_dice *d, uint32_t n); /* 0 to n - 1 */
bool lists_chance(lists_dice *d, uint32_t per_mille);
void lists_spoil(lists_dice *d, const lists *l, int32_t child, lists_row *row);
void lists_postcode(lists_dice *d, char postcode[10]);

/** A given name for @p sex and a family name; a family keeps to one origin. */
enum {
	LISTS_ENGLISH,
	LISTS_SOUTH_ASIAN,
	LISTS_ARABIC,
	LISTS_EAST_EUROPEAN,
	LISTS_AFRICAN,
	LISTS_EAST_ASIAN,
	LISTS_ORIGINS
};
int lists_origin(lists_dice *d);
void lists_given_name(lists_dice *d, int origin, char sex, char buf[LISTS_NAME]);
void lists_family_name(lists_dice *d, int origin, char buf[LISTS_NAME]);

/** Another way to write @p name: a short form or another spelling; false if it has none. */
bool lists_nickname(lists_dice *d, const char *name, char buf[LISTS_NAME]);
bool lists_other_spelling(lists_dice *d, const char *name, char buf[LISTS_NAME]);

#endif
