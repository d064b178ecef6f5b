/* The whole register, homes: a family away and back, an adult who moves with some of the children,
 * the household. */
#include "story.h"

#include <cnis/household.h>
#include <cnis/person.h>
#include <cnis/travel.h>

LOOK(look_adult, cnis_household_adult)
LOOK(look_child, cnis_household_child)
LOOK(look_name, cnis_name_row)
LOOK(look_travel, cnis_travel)

static int64_t id;

static cnis_status
look_id(int64_t child_id, void *payload, cnis_error *reterr)
{
	(void)child_id;
	(void)payload;
	(void)reterr;
	return CNIS_OK;
}

static cnis_status
away(cnis_register *r, const char *from, const char *expected, cnis_error *e)
{
	cnis_travel_new n = { .size = sizeof(n),
		              .child_id = known.family.child_id[1],
		              .expected = story_day(expected),
		              .fact = { .from = story_day(from), .source = "parent" } };

	return cnis_travel_begin(r, &n, &id, e);
}

static cnis_status
left(cnis_register *r, cnis_error *e)
{
	return away(r, "2026-11-05", "2026-11-20", e);
}

static cnis_status
stays_longer(cnis_register *r, cnis_error *e)
{
	return away(r, "2026-11-09", "2026-12-01", e);
}

static cnis_status
back(cnis_register *r, cnis_error *e)
{
	return cnis_travel_return(r, known.family.child_id[1], story_day("2026-11-10"), e);
}

static cnis_status
father_renamed(cnis_register *r, cnis_error *e)
{
	cnis_name n = { .size = sizeof(n),
		        .full_name = "Jo Other",
		        .fact = { .from = story_day("2026-11-09") } };

	return cnis_person_rename(r, known.family.person_id[1], "legal", &n, e);
}

static cnis_status
father_moves(cnis_register *r, cnis_error *e)
{
	cnis_place p = { .size = sizeof(p),
		         .line1 = "5 Invented Row",
		         .postcode = "N2 0AE",
		         .authority = "302" };
	cnis_person_move_new n = { .size = sizeof(n),
		                   .person_id = known.family.person_id[1],
		                   .place = &p,
		                   .with = known.family.child_id + 1,
		                   .n_with = 1,
		                   .fact = { .from = story_day("2026-11-10"),
		                             .source = "parent" } };
	const int64_t stay[] = { known.family.child_id[0], known.family.child_id[2],
		                 known.family.child_id[3] };

	n.without = stay;
	n.n_without = 3;
	return cnis_person_move(r, &n, &id, e);
}

static cnis_status
household(cnis_register *r, cnis_error *e)
{
	int64_t child = known.family.child_id[0];
	cnis_status st = cnis_household_children(r, child, CNIS_DAY_NONE, look_child, NULL, e);

	if (st == CNIS_OK)
		st = cnis_household_adults(r, child, CNIS_DAY_NONE, look_adult, NULL, e);
	if (st == CNIS_OK)
		st = cnis_person_names(r, known.family.person_id[1], look_name, NULL, e);
	if (st == CNIS_OK)
		st = cnis_person_lives_with(r, known.family.person_id[0], CNIS_DAY_NONE, look_id,
		                            NULL, e);
	if (st == CNIS_OK)
		st = cnis_travel_walk(r, known.family.child_id[1], CNIS_DAY_NONE, true, look_travel,
		                      NULL, e);
	return st;
}

const story_step story_whole_homes[] = {
	{ "away", "boss", "2026-11-06", left, W },
	{ "away for longer", "boss", "2026-11-09", stays_longer, W },
	{ "back", "boss", "2026-11-10", back, W },
	{ "father renamed", "boss", "2026-11-10", father_renamed, W },
	{ "father moves with one", "boss", "2026-11-10", father_moves, W },
	{ "household", "boss", "2026-11-10", household, R },
	{ 0 },
};
