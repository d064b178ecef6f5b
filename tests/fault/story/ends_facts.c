/* The other story, facts: every kind of flag, an adult, homes that disagree. */
#include "story.h"

#include <string.h>

#include <cnis/address.h>
#include <cnis/flag.h>
#include <cnis/relationship.h>
#include <cnis/unseen.h>

LOOK(look_flag, cnis_flag)
LOOK(look_unseen, cnis_unseen)

static int64_t flag_id, adult, at_father;

static cnis_status
flag(cnis_register *r, const char *kind, const char *harm, const char *note, cnis_error *e)
{
	cnis_flag_new f = { .size = sizeof(f),
		            .child_id = known.family.child_id[0],
		            .kind = kind,
		            .significant_harm = harm,
		            .provision = strcmp(kind, "sen_provision") == 0 ? "K" : NULL,
		            .note = note,
		            .fact = { .from = story_day("2026-11-01") } };

	return cnis_flag_add(r, &f, &flag_id, e);
}

#define FLAG(kind, harm, note)                                                                     \
	static cnis_status flag_##kind(cnis_register *r, cnis_error *e)                            \
	{                                                                                          \
		return flag(r, #kind, harm, note, e);                                              \
	}
FLAG(sen_provision, NULL, NULL)
FLAG(s47_action, "yes", NULL)
FLAG(child_protection_plan, NULL, NULL)
FLAG(child_in_need, NULL, NULL)
FLAG(looked_after, NULL, NULL)
FLAG(young_carer, NULL, NULL)
FLAG(concern, NULL, "a neighbour rang")
FLAG(priority, NULL, "not answered for a year")

static cnis_status
flag_ended(cnis_register *r, cnis_error *e)
{
	return cnis_flag_end(r, flag_id, story_day("2026-11-10"), e);
}

static cnis_status
flags(cnis_register *r, cnis_error *e)
{
	cnis_status st = cnis_flag_walk(r, known.family.child_id[0], story_day("2026-11-05"), false,
	                                look_flag, NULL, e);

	return st == CNIS_OK
	           ? cnis_unseen_walk(r, story_day("2026-11-05"), false, look_unseen, NULL, e)
	           : st;
}

/* ---- adults and homes ------------------------------------------------------------------------ */

static cnis_status
adult_added(cnis_register *r, cnis_error *e)
{
	cnis_name n = { .size = sizeof(n), .full_name = "Lee Sample" };
	cnis_relationship_new tie = { .size = sizeof(tie),
		                      .child_id = known.family.child_id[0],
		                      .kind = "father",
		                      .responsibility = "yes",
		                      .responsibility_basis = "registered",
		                      .has_care = "yes" };

	return cnis_relationship_add_adult(r, "parent", &n, &tie, &adult, e);
}

static cnis_status
lives(cnis_register *r, const char *line1, const char *source, int64_t *ret, cnis_error *e)
{
	cnis_place p = {
		.size = sizeof(p), .line1 = line1, .postcode = "N2 0AB", .authority = "302"
	};
	cnis_fact f = { .from = story_day("2026-11-09"), .source = source };

	return cnis_child_move(r, known.family.child_id[1], "home", &p, &f, ret, e);
}

static cnis_status
moved_by_school(cnis_register *r, cnis_error *e)
{
	return lives(r, "7 Invented Row", "school", &at_father, e);
}

static cnis_status
settled(cnis_register *r, cnis_error *e)
{
	return cnis_child_settle(r, known.family.child_id[1], at_father, story_day("2026-11-10"),
	                         NULL, e);
}

static cnis_status
moved_away(cnis_register *r, cnis_error *e)
{
	return cnis_child_leave(r, known.family.child_id[1], at_father, story_day("2026-11-11"), e);
}

const story_step story_ends_facts[] = {
	{ "SEN provision", "boss", "2026-11-09", flag_sen_provision, W },
	{ "action", "boss", "2026-11-09", flag_s47_action, W },
	{ "protection plan", "boss", "2026-11-09", flag_child_protection_plan, W },
	{ "child in need", "boss", "2026-11-09", flag_child_in_need, W },
	{ "looked after", "boss", "2026-11-09", flag_looked_after, W },
	{ "young carer", "boss", "2026-11-09", flag_young_carer, W },
	{ "concern", "boss", "2026-11-09", flag_concern, W },
	{ "priority", "boss", "2026-11-09", flag_priority, W },
	{ "flags", "boss", "2026-11-10", flags, R },
	{ "flag ended", "boss", "2026-11-10", flag_ended, W },
	{ "adult", "boss", "2026-11-10", adult_added, W },
	{ "homes disagree", "boss", "2026-11-10", moved_by_school, W },
	{ "settled", "boss", "2026-11-10", settled, W },
	{ "moved away", "boss", "2026-11-11", moved_away, W },
	{ 0 },
};
