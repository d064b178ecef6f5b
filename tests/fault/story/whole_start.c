/* The whole register, setting up: a family of four, of whom two are held without an entry, and the
 * eldest registered again under another spelling. */
#include "story.h"

#include <cnis/officer.h>

static cnis_status
second(cnis_register *r, cnis_error *e)
{
	cnis_officer_new o = { sizeof(o), "dana", "Dana Example", "EHE",
		               CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER };

	return cnis_officer_add(r, &o, NULL, e);
}

static cnis_status
safeguarding(cnis_register *r, cnis_error *e)
{
	return cnis_officer_role(r, "boss", CNIS_ROLE_SAFEGUARDING, true, e);
}

static cnis_status
exporter(cnis_register *r, cnis_error *e)
{
	return cnis_officer_role(r, "boss", CNIS_ROLE_EXPORTER, true, e);
}

static const cnis_form_address homes[] = {
	{ .line1 = "1 Invented Row", .postcode = "N2 0AB", .from = 20000 },
	{ .line1 = "9 Former Lane", .postcode = "N2 0AF", .kind = "previous", .to = 19999 },
};
static const char *const places[] = { "3 Invented Hall, N2 0AD", "4 Invented Hall, N2 0AD" };
static const cnis_form_provision tutor = { .kind = "provider",
	                                   .provider_name = "Larkfield Tutors",
	                                   .provider_address = "2 Invented Row",
	                                   .places = places,
	                                   .n_places = 2,
	                                   .hours_week = 6,
	                                   .hours_week_high = 9,
	                                   .hours_without_parent = 2,
	                                   .hours_without_parent_high = 3 };
static const cnis_form_answer declined = { .item = "1.e.hours-parents", .answer = "declined" };
static const cnis_form_characteristic belief = { .kind = "religion_or_belief",
	                                         .answer = "an invented belief",
	                                         .given_by = "parent" };

enum { ELDEST, SECOND, ABSENT, YOUNG, CHILDREN };

static cnis_form_child
eldest(const char *name)
{
	return (cnis_form_child){ .full_name = name,
		                  .given_names = "Catherine",
		                  .preferred_name = "Kate",
		                  .born = story_day("2015-03-02"),
		                  .sex = "F",
		                  .nhs = "943 476 5919",
		                  .provision = &tutor,
		                  .n_provision = 1,
		                  .answers = &declined,
		                  .n_answers = 1,
		                  .characteristics = &belief,
		                  .n_characteristics = 1 };
}

static cnis_status
registered(cnis_register *r, cnis_error *e)
{
	cnis_form_child children[CHILDREN] = {
		[ELDEST] = eldest("Catherine Sample"),
		[SECOND] = { .full_name = "Noa Sample", .born = story_day("2013-03-02") },
		[ABSENT] = { .full_name = "Uma Sample",
		             .born = story_day("2014-03-02"),
		             .route = "on_roll_absent",
		             .for_health = "yes",
		             .school = { .name = "Fernhill School", .on_roll = CNIS_YES } },
		[YOUNG] = { .full_name = "Zed Sample",
		            .born = story_day("2023-05-02"),
		            .route = "approaching_school_age",
		            .held_basis = "parents_agree" },
	};
	cnis_form_parent parents[] = { { .full_name = "Alex Sample", .relationship = "mother" },
		                       { .full_name = "Jo Sample", .relationship = "father" } };
	cnis_form form = { .size = sizeof(form),
		           .children = children,
		           .n_children = CHILDREN,
		           .parents = parents,
		           .n_parents = 2,
		           .addresses = homes,
		           .n_addresses = 2 };

	return cnis_registration_save(r, &form, &known.family, e);
}

/* The same girl, told by her father: the officer takes her for another. */
static cnis_status
registered_again(cnis_register *r, cnis_error *e)
{
	cnis_form_child child = { .full_name = "Katherine Sampel",
		                  .born = story_day("2015-02-03"),
		                  .sex = "F" };
	cnis_form_parent parent = { .full_name = "Jo Sample", .relationship = "father" };
	cnis_form form = { .size = sizeof(form),
		           .children = &child,
		           .n_children = 1,
		           .parents = &parent,
		           .n_parents = 1,
		           .addresses = homes,
		           .n_addresses = 1,
		           .confirmed_not_duplicate = true };

	return cnis_registration_save(r, &form, &known.pupil, e);
}

const story_step story_whole_start[] = {
	{ "second officer", "boss", "2026-11-02", second, W },
	{ "safeguarding role", "boss", "2026-11-02", safeguarding, W },
	{ "exporter role", "boss", "2026-11-02", exporter, W },
	{ "four children", "boss", "2026-11-02", registered, W },
	{ "one again", "boss", "2026-11-03", registered_again, W },
	{ 0 },
};
