/* The hard days, who sees what: a fact withheld, the sheet that leaves it out, a restricted record
 * opened all the same, a declared family. */
#include "story.h"

#include <cnis/officer.h>
#include <cnis/sheet.h>
#include <cnis/sight.h>
#include <cnis/withholding.h>

LOOK(look_declaration, cnis_declaration)
LOOK(look_glass, cnis_glass)
LOOK(look_line, cnis_sheet_line)
LOOK(look_restriction, cnis_restriction)
LOOK(look_withheld, cnis_withholding)

static int64_t withheld, restriction;

static cnis_status
custodian(cnis_register *r, cnis_error *e)
{
	return cnis_officer_role(r, "boss", CNIS_ROLE_CUSTODIAN, true, e);
}

static cnis_status
kept_from_all(cnis_register *r, cnis_error *e)
{
	const cnis_withholding_new n = { .size = sizeof(n),
		                         .child_id = known.family.child_id[0],
		                         .fact = "location",
		                         .confirmed_by = "social care",
		                         .reason = "they must not know" };

	return cnis_withhold_add(r, &n, &withheld, e);
}

static cnis_status
what_is_withheld(cnis_register *r, cnis_error *e)
{
	int64_t child = known.family.child_id[0];
	cnis_status st = cnis_withhold_walk(r, child, CNIS_DAY_NONE, true, look_withheld, NULL, e);

	if (st == CNIS_OK)
		st =
		    cnis_sheet_walk(r, child, known.family.person_id[0], false, look_line, NULL, e);
	return st;
}

static cnis_status
withheld_no_more(cnis_register *r, cnis_error *e)
{
	return cnis_withhold_end(r, withheld, story_day("2026-11-16"), "They moved.", e);
}

static cnis_status
restricted(cnis_register *r, cnis_error *e)
{
	const cnis_restriction_new n = { .size = sizeof(n),
		                         .child_id = known.family.child_id[0],
		                         .kind = "protection",
		                         .reason = "a threat" };

	return cnis_restriction_add(r, &n, &restriction, NULL, e);
}

static cnis_status
opened(cnis_register *r, cnis_error *e)
{
	const cnis_glass_new n = { .size = sizeof(n),
		                   .child_id = known.family.child_id[0],
		                   .hours = 1,
		                   .reason = "the police are on the telephone" };
	int64_t id = 0, until = 0;

	return cnis_glass_open(r, &n, &id, &until, e);
}

static cnis_status
who_looked(cnis_register *r, cnis_error *e)
{
	cnis_status st = cnis_restriction_walk(r, true, look_restriction, NULL, e);

	if (st == CNIS_OK)
		st = cnis_glass_walk(r, look_glass, NULL, e);
	return st;
}

static cnis_status
lifted(cnis_register *r, cnis_error *e)
{
	return cnis_restriction_end(r, restriction, "it has passed", e);
}

static cnis_status
declared(cnis_register *r, cnis_error *e)
{
	cnis_conflict_did did = { 0 };

	return cnis_conflict_declare(r, known.family.child_id[1], "neighbours", &did, e);
}

static cnis_status
declarations(cnis_register *r, cnis_error *e)
{
	return cnis_conflict_walk(r, true, look_declaration, NULL, e);
}

static cnis_status
settled(cnis_register *r, cnis_error *e)
{
	return cnis_conflict_end(r, known.family.child_id[1], "dana", "they have moved", e);
}

const story_step story_hard_sight[] = {
	{ "a custodian", "boss", "2026-11-16", custodian, W },
	/* what this handle shows after the end of these two is read anew then, as well as can be */
	{ "withheld", "boss", "2026-11-16", kept_from_all, .stride = 1 },
	{ "what is withheld", "dana", "2026-11-16", what_is_withheld, R },
	{ "withheld no more", "dana", "2026-11-16", withheld_no_more, .stride = 1 },
	{ "restricted", "boss", "2026-11-17", restricted, W },
	{ "opened all the same", "dana", "2026-11-17", opened, W },
	{ "who looked", "boss", "2026-11-17", who_looked, R },
	{ "lifted", "boss", "2026-11-18", lifted, W },
	{ "declared", "dana", "2026-11-18", declared, W },
	{ "declarations", "boss", "2026-11-18", declarations, R },
	{ "settled", "boss", "2026-11-18", settled, W },
	{ 0 },
};
