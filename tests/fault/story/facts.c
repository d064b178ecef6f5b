/* The story, facts: flags, names, numbers, homes, people and provision. */
#include "story.h"

#include <cnis/address.h>
#include <cnis/child.h>
#include <cnis/entry.h>
#include <cnis/flag.h>
#include <cnis/identifier.h>
#include <cnis/person.h>
#include <cnis/provision.h>
#include <cnis/relationship.h>

LOOK(look_child, cnis_child)
LOOK(look_entry, cnis_entry)
LOOK(look_flag, cnis_flag)
LOOK(look_identifier, cnis_identifier)
LOOK(look_name, cnis_name_row)
LOOK(look_person, cnis_person)
LOOK(look_provision, cnis_provision)
LOOK(look_relationship, cnis_relationship)
LOOK(look_residence, cnis_residence)

static int64_t flag_plan, flag_enquiry, number, taught, tie, aunt, address;

static cnis_status
flag(cnis_register *r, const char *kind, int64_t *ret, cnis_error *e)
{
	cnis_flag_new f = { .size = sizeof(f),
		            .child_id = known.family.child_id[0],
		            .kind = kind,
		            .authority = "302",
		            .confirmed_by = "SEND team",
		            .fact = { .from = story_day("2026-10-01"), .source = "send_team" } };

	return cnis_flag_add(r, &f, ret, e);
}

static cnis_status
plan_flag(cnis_register *r, cnis_error *e)
{
	return flag(r, "ehc_plan", &flag_plan, e);
}

static cnis_status
enquiry_flag(cnis_register *r, cnis_error *e)
{
	return flag(r, "s47_enquiry", &flag_enquiry, e);
}

static cnis_status
plan_reviewed(cnis_register *r, cnis_error *e)
{
	return cnis_flag_reviewed(r, flag_plan, story_day("2026-11-09"), e);
}

static cnis_status
enquiry_ended(cnis_register *r, cnis_error *e)
{
	return cnis_flag_end(r, flag_enquiry, story_day("2026-11-10"), e);
}

static cnis_status
renamed(cnis_register *r, cnis_error *e)
{
	cnis_name n = { .size = sizeof(n),
		        .full_name = "Robin Other",
		        .fact = { .from = story_day("2026-11-09") } };

	return cnis_child_rename(r, known.family.child_id[0], "legal", &n, 0, e);
}

static cnis_status
born(cnis_register *r, cnis_error *e)
{
	return cnis_child_correct_born(r, known.family.child_id[0], story_day("2015-03-03"), 0, e);
}

static cnis_status
numbered(cnis_register *r, cnis_error *e)
{
	cnis_fact fact = { .source = "health" };

	return cnis_identifier_add(r, known.family.child_id[1], "nhs", "987 654 4322", true, &fact,
	                           &number, e);
}

static cnis_status
number_ended(cnis_register *r, cnis_error *e)
{
	return cnis_identifier_end(r, number, CNIS_DAY_NONE, e);
}

static cnis_status
moved(cnis_register *r, cnis_error *e)
{
	cnis_place p = { .size = sizeof(p),
		         .line1 = "2 Invented Row",
		         .postcode = "N2 0AB",
		         .authority = "302" };
	cnis_fact f = { .from = story_day("2026-11-09"), .source = "school" };

	return cnis_child_move(r, known.family.child_id[0], "home", &p, &f, &address, e);
}

static cnis_status
relative(cnis_register *r, cnis_error *e)
{
	cnis_name n = { .size = sizeof(n), .full_name = "Lee Example" };

	return cnis_person_add(r, "other", &n, &aunt, e);
}

static cnis_status
tied(cnis_register *r, cnis_error *e)
{
	cnis_relationship_new n = { .size = sizeof(n),
		                    .child_id = known.family.child_id[0],
		                    .person_id = aunt,
		                    .kind = "other_relative" };

	return cnis_relationship_add(r, &n, &tie, NULL, e);
}

static cnis_status
untied(cnis_register *r, cnis_error *e)
{
	return cnis_relationship_end(r, tie, CNIS_DAY_NONE, e);
}

static cnis_status
provided(cnis_register *r, cnis_error *e)
{
	cnis_provision p = {
		.size = sizeof(p), .kind = "parents", .hours_week = 20, .hours_without_parent = -1
	};

	return cnis_provision_add(r, known.family.child_id[1], &p, &taught, e);
}

static cnis_status
provision_ended(cnis_register *r, cnis_error *e)
{
	return cnis_provision_end(r, taught, CNIS_DAY_NONE, e);
}

static cnis_status
facts(cnis_register *r, cnis_error *e)
{
	int64_t child = known.family.child_id[0];
	cnis_status st = cnis_child_get(r, child, CNIS_DAY_NONE, look_child, NULL, e);

	if (st == CNIS_OK)
		st = cnis_child_names(r, child, look_name, NULL, e);
	if (st == CNIS_OK)
		st = cnis_child_residences(r, child, CNIS_DAY_NONE, true, look_residence, NULL, e);
	if (st == CNIS_OK)
		st = cnis_person_residences(r, known.family.person_id[0], CNIS_DAY_NONE, true,
		                            look_residence, NULL, e);
	if (st == CNIS_OK)
		st = cnis_child_household(r, child, CNIS_DAY_NONE, look_residence, NULL, e);
	if (st == CNIS_OK)
		st = cnis_person_get(r, aunt, look_person, NULL, e);
	if (st == CNIS_OK)
		st = cnis_entry_walk(r, child, CNIS_DAY_NONE, look_entry, NULL, e);
	if (st == CNIS_OK)
		st =
		    cnis_entry_get(r, known.family.entry_id[0], CNIS_DAY_NONE, look_entry, NULL, e);
	if (st == CNIS_OK)
		st = cnis_flag_walk(r, child, CNIS_DAY_NONE, true, look_flag, NULL, e);
	if (st == CNIS_OK)
		st = cnis_flag_get(r, flag_plan, look_flag, NULL, e);
	if (st == CNIS_OK)
		st = cnis_identifier_walk(r, child, true, look_identifier, NULL, e);
	if (st == CNIS_OK)
		st = cnis_provision_walk(r, child, CNIS_DAY_NONE, true, look_provision, NULL, e);
	if (st == CNIS_OK)
		st = cnis_relationship_walk(r, child, CNIS_DAY_NONE, true, look_relationship, NULL,
		                            e);
	return st;
}

static cnis_status
searches(cnis_register *r, cnis_error *e)
{
	const cnis_child_query q[] = {
		{ .size = sizeof(q[0]), .name = "rob oth" },
		{ .size = sizeof(q[0]), .identifier = "943 476 5919", .registered = true },
		{ .size = sizeof(q[0]), .postcode = "n20ab", .limit = 1 },
	};
	cnis_status st = CNIS_OK;
	size_t i;

	for (i = 0; st == CNIS_OK && i < sizeof(q) / sizeof(q[0]); i++)
		st = cnis_child_walk(r, &q[i], look_child, NULL, e);
	return st;
}

const story_step story_facts[] = {
	{ "plan", "boss", "2026-11-09", plan_flag, W },
	{ "enquiry", "boss", "2026-11-09", enquiry_flag, W },
	{ "plan reviewed", "boss", "2026-11-09", plan_reviewed, W },
	{ "enquiry ended", "boss", "2026-11-10", enquiry_ended, W },
	{ "renamed", "boss", "2026-11-10", renamed, W },
	{ "birth date", "boss", "2026-11-10", born, W },
	{ "number", "boss", "2026-11-10", numbered, W },
	{ "number ended", "boss", "2026-11-10", number_ended, W },
	{ "moved", "boss", "2026-11-10", moved, W },
	{ "relative", "boss", "2026-11-10", relative, W },
	{ "tied", "boss", "2026-11-10", tied, W },
	{ "facts", "boss", "2026-11-10", facts, R },
	{ "searches", "boss", "2026-11-10", searches, R },
	{ "untied", "boss", "2026-11-10", untied, W },
	{ "provided", "boss", "2026-11-10", provided, W },
	{ "provision ended", "boss", "2026-11-10", provision_ended, W },
	{ 0 },
};
