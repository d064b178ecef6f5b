/* The other story, the ends an entry can come to. */
#include "story.h"

#include <cnis/child.h>
#include <cnis/death.h>
#include <cnis/entry.h>
#include <cnis/journal.h>
#include <cnis/officer.h>

LOOK(look_child, cnis_child)
LOOK(look_log, cnis_log_entry)

static cnis_status
entry_ends(cnis_register *r, cnis_entry_end n, cnis_error *e)
{
	n.size = sizeof(n);
	n.on = story_day("2026-11-14");
	n.source = "parent";
	return cnis_entry_finish(r, &n, e);
}

static cnis_status
moved_out(cnis_register *r, cnis_error *e)
{
	return entry_ends(r,
	                  (cnis_entry_end){ .entry_id = known.family.entry_id[0],
	                                    .end_reason = "moved_out",
	                                    .authority = "303",
	                                    .end_homes = true },
	                  e);
}

static cnis_status
abroad(cnis_register *r, cnis_error *e)
{
	return entry_ends(r,
	                  (cnis_entry_end){ .entry_id = known.family.entry_id[1],
	                                    .end_reason = "moved_out",
	                                    .abroad = true,
	                                    .end_homes = true },
	                  e);
}

static cnis_status
died(cnis_register *r, cnis_error *e)
{
	const cnis_death_new n = { .size = sizeof(n),
		                   .child_id = known.family.child_id[2],
		                   .died = story_day("2026-11-14"),
		                   .fact = { .source = "health" } };

	return cnis_death_record(r, &n, NULL, e);
}

static cnis_status
in_error(cnis_register *r, cnis_error *e)
{
	return entry_ends(r,
	                  (cnis_entry_end){ .entry_id = known.family.entry_id[3],
	                                    .end_reason = "entered_in_error",
	                                    .note = "the wrong child" },
	                  e);
}

static cnis_status
looked_up(cnis_register *r, cnis_error *e)
{
	cnis_child_query q = { .size = sizeof(q),
		               .as_at = story_day("2026-11-10"),
		               .born = story_day("2015-03-02"),
		               .limit = 2 };
	cnis_status st = cnis_child_walk(r, &q, look_child, NULL, e);

	q = (cnis_child_query){ .size = sizeof(q),
		                .name = "sam",
		                .after_id = known.family.child_id[0] };
	if (st == CNIS_OK)
		st = cnis_child_walk(r, &q, look_child, NULL, e);
	if (st == CNIS_OK)
		st = cnis_log_walk(r, 0, 20, 5, look_log, NULL, e);
	return st;
}

static cnis_status
handed_over(cnis_register *r, cnis_error *e)
{
	return cnis_officer_end(r, "dana", "boss", NULL, e);
}

const story_step story_ends_last[] = {
	{ "moved out", "boss", "2026-11-15", moved_out, W },
	{ "abroad", "boss", "2026-11-15", abroad, W },
	{ "died", "boss", "2026-11-15", died, W },
	{ "in error", "boss", "2026-11-15", in_error, W },
	{ "looked up", "boss", "2026-11-15", looked_up, R },
	{ "handed over", "boss", "2026-11-15", handed_over, W },
	{ 0 },
};
