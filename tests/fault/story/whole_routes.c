/* The whole register, routes: one beside the entry, and the two that are no entry. */
#include "story.h"

#include <cnis/census.h>
#include <cnis/entry.h>
#include <cnis/held.h>
#include <cnis/leaver.h>

LOOK(look_further, cnis_entry_further)
LOOK(look_leaver, cnis_leaver)

static int64_t id, absent, young;

static cnis_status
look_held(const cnis_held *h, void *payload, cnis_error *reterr)
{
	(void)payload;
	(void)reterr;
	if (h->child_id == known.family.child_id[2])
		absent = h->id;
	if (h->child_id == known.family.child_id[3])
		young = h->id;
	return CNIS_OK;
}

static cnis_status
found(cnis_register *r, cnis_error *e)
{
	cnis_status st = cnis_held_walk(r, 0, CNIS_DAY_NONE, true, look_held, NULL, e);

	return st == CNIS_OK ? cnis_held_walk(r, known.family.child_id[2], CNIS_DAY_NONE, false,
	                                      look_held, NULL, e)
	                     : st;
}

static cnis_status
decided(cnis_register *r, cnis_error *e)
{
	cnis_section_19_new n = { .size = sizeof(n),
		                  .held_id = absent,
		                  .outcome = "arrange",
		                  .by = "dana",
		                  .provision = "tuition, ten hours a week",
		                  .review = story_day("2026-12-10") };

	return cnis_held_decide(r, &n, &id, e);
}

static cnis_status
attends(cnis_register *r, cnis_error *e)
{
	return cnis_held_end(r, absent, "attends", story_day("2026-11-11"), e);
}

static cnis_status
absent_again(cnis_register *r, cnis_error *e)
{
	cnis_held_new n = { .size = sizeof(n),
		            .child_id = known.family.child_id[2],
		            .route = "on_roll_absent",
		            .school_name = "Fernhill School",
		            .for_health = "no",
		            .fact = { .from = story_day("2026-11-12"), .source = "school" } };

	return cnis_held_open(r, &n, &absent, e);
}

static cnis_status
asked_after(cnis_register *r, cnis_error *e)
{
	return cnis_held_review(r, absent, CNIS_DAY_NONE, story_day("2026-12-01"), e);
}

static cnis_status
no_basis_any_more(cnis_register *r, cnis_error *e)
{
	return cnis_held_end(r, young, "basis_ended", CNIS_DAY_NONE, e);
}

static cnis_status
left_the_roll(cnis_register *r, cnis_error *e)
{
	cnis_entry_new n = { .size = sizeof(n),
		             .child_id = known.family.child_id[2],
		             .route = "home_education",
		             .school_name = "Fernhill School",
		             .school_left = story_day("2026-11-13"),
		             .fact = { .from = story_day("2026-11-14"), .source = "parent" } };

	return cnis_entry_open(r, &n, &id, e);
}

static cnis_status
also(cnis_register *r, cnis_error *e)
{
	cnis_entry_further n = { .size = sizeof(n),
		                 .entry_id = known.family.entry_id[1],
		                 .route = "section_19",
		                 .full_time = "no",
		                 .because = "authority_arranged",
		                 .fact = { .from = story_day("2026-11-11"),
		                           .source = "this_authority" } };

	return cnis_entry_also(r, &n, &id, e);
}

static cnis_status
no_longer_also(cnis_register *r, cnis_error *e)
{
	return cnis_entry_also_end(r, known.family.entry_id[1], "section_19",
	                           story_day("2026-11-14"), "arrangement_ended", e);
}

static cnis_status
going_to_college(cnis_register *r, cnis_error *e)
{
	cnis_destination_new n = { .size = sizeof(n),
		                   .child_id = known.family.child_id[1],
		                   .kind = "college",
		                   .place = "Invented College",
		                   .fact = { .source = "parent" } };

	return cnis_destination_add(r, &n, &id, e);
}

static cnis_status
standing(cnis_register *r, cnis_error *e)
{
	cnis_entry_standing s = { 0 };
	cnis_census c = { 0 };
	int64_t child = known.family.child_id[1];
	cnis_status st = cnis_entry_standing_get(r, child, CNIS_DAY_NONE, &s, e);

	if (st == CNIS_OK)
		st = cnis_entry_further_walk(r, child, look_further, NULL, e);
	if (st == CNIS_OK)
		st = cnis_census_count(r, CNIS_DAY_NONE, &c, e);
	if (st == CNIS_OK)
		st = cnis_leaver_walk(r, 2028, CNIS_DAY_NONE, false, look_leaver, NULL, e);
	return st;
}

const story_step story_whole_routes[] = {
	{ "held found", "boss", "2026-11-11", found, R },
	{ "section 19 decided", "boss", "2026-11-11", decided, W },
	{ "attends", "boss", "2026-11-11", attends, W },
	{ "absent again", "boss", "2026-11-12", absent_again, W },
	{ "asked after", "boss", "2026-11-12", asked_after, W },
	{ "no basis any more", "boss", "2026-11-12", no_basis_any_more, W },
	{ "a further route", "boss", "2026-11-12", also, W },
	{ "going to college", "boss", "2026-11-12", going_to_college, W },
	{ "standing", "boss", "2026-11-12", standing, R },
	{ "left the roll", "boss", "2026-11-15", left_the_roll, W },
	{ "a further route no longer", "boss", "2026-11-15", no_longer_also, W },
	{ 0 },
};
