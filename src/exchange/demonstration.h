#ifndef CNIS_EXCHANGE_DEMONSTRATION_H
#define CNIS_EXCHANGE_DEMONSTRATION_H

#include <cnis/day.h>
#include <cnis/demonstration.h>
#include <cnis/registration.h>

/*
 * The demonstration authority in three steps: demonstration_plan.c draws everybody in memory,
 * demonstration.c registers the families (demonstration_reach.c: where they stand and how they are
 * reached), demonstration_life.c adds what happened to them since.
 */

/* Our own generator (splitmix64): the same on every machine. */
typedef struct dice {
	uint64_t state;
} dice;

uint64_t dice_next(dice *d);
/** 0 to n - 1. */
uint32_t dice_below(dice *d, uint32_t n);
/** True @p per_mille times in a thousand. */
bool dice_odds(dice *d, uint32_t per_mille);

typedef struct demo_share {
	const char *code; /* of the list; NULL ends the table */
	int weight;
} demo_share;

/** Children on the census date, England, autumn 2022/23: by primary reason, and by year group. */
extern const demo_share demo_reasons[];
extern const demo_share demo_years[]; /* "0" is Reception */

enum { DEMO_EHC = 1, DEMO_EARLY_HELP = 2, DEMO_CARER = 4 };

typedef struct demo_child {
	cnis_day born;
	int64_t id;     /* once registered */
	int64_t ehc_id; /* of the EHC plan, once known */
	int32_t family;
	uint8_t reason; /* index of demo_reasons */
	uint8_t needs;  /* DEMO_ bits */
	bool girl;
	bool schooled;
} demo_child;

typedef struct demo_family {
	cnis_day registered;
	int32_t first, n; /* its children */
} demo_family;

typedef struct demo_plan {
	demo_child *child;
	demo_family *family; /* ordered by registered day */
	int32_t n_children, n_families;
	cnis_day earliest, today; /* days on which families register */
	uint64_t seed;
} demo_plan;

/** Draw @p n children who register from @p earliest (at most 30 months back) on.  Release with
 * demo_plan_clear().  @retval CNIS_ENOMEM */
cnis_status demo_plan_draw(int32_t n, uint64_t seed, cnis_day earliest, cnis_day today,
                           demo_plan *ret, cnis_error *reterr);
void demo_plan_clear(demo_plan *p);

/* Invented words. */
void demo_family_name(uint64_t family, char buf[64]);
const char *demo_given_name(bool girl, uint32_t n);
void demo_street(uint64_t n, char buf[64]);
void demo_postcode(uint64_t n, char buf[12]);
void demo_school(uint64_t n, bool secondary, char buf[80]);
/** A UPN of @p authority with a right check letter and an establishment number outside GIAS. */
void demo_upn(const char *authority, uint64_t n, int entry_year, char buf[14]);

/** What kind of place the home of the family is whose first child is @p first; NULL: nobody said.
 */
const char *demo_place(uint64_t seed, int32_t first);
/** The home as a place of that kind is written. */
void demo_stand(cnis_form_address *home, const char *place);

/* How a parent is reached, with the texts it borrows. */
typedef struct demo_reach {
	cnis_form_contact_point point[2];
	const char *family_name;
	char telephone[16], email[96];
} demo_reach;

/** @return how many points of @p reach are filled */
size_t demo_reached(uint64_t seed, int32_t first, bool second_parent, demo_reach *reach);

/* A season away. */
typedef struct demo_travel {
	cnis_day leaves, expected, back;
	bool told; /* the authority is told that the family is back */
} demo_travel;

/** Does the family travel, and when does it in the season that begins in @p year? */
bool demo_season(uint64_t seed, int32_t first, int year, demo_travel *ret);

/* What happens to a child after registration, in the order of a day. */
enum demo_what {
	DEMO_NEEDS,
	DEMO_S47,
	DEMO_ACTION,
	DEMO_IN_NEED,
	DEMO_PRIORITY,
	DEMO_INFORMATION,
	DEMO_REVIEW,
	DEMO_EHC_REVIEW,
	DEMO_CONTACT,
	DEMO_SEEN,
	DEMO_MOVE,
	DEMO_AWAY,
	DEMO_BACK,
};

typedef struct demo_event {
	cnis_day day;
	int32_t child;
	uint8_t what;
	uint8_t n; /* the n-th of its kind */
} demo_event;

typedef struct demo_events {
	demo_event *event; /* by day */
	size_t n, room;
} demo_events;

/** Draw the years since registration.  free(ret->event). */
cnis_status demo_events_draw(const demo_plan *p, demo_events *ret, cnis_error *reterr);

/** Let one happen, inside a change whose clock stands on its day. */
cnis_status demo_event_take(cnis_register *r, demo_plan *p, const demo_event *e,
                            cnis_demonstration *made, cnis_error *reterr);

#endif
