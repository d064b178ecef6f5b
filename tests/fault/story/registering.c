/* The story, registering: a family, and a pupil of a special school. */
#include "story.h"

LOOK(look_note, cnis_registration_note)

static const char *const reasons[] = { "mental_health", "lifestyle" };
static const cnis_form_provision provision = { .kind = "provider",
	                                       .provider_name = "Larkfield Tutors",
	                                       .hours_week = 12.5,
	                                       .hours_without_parent = 6 };
static const cnis_form_flag help = { .kind = "early_help", .from = 20500 };
static const cnis_form_address home = { .line1 = "1 Invented Row", .postcode = "N2 0AB" };

static cnis_form
form_of(cnis_form_child children[2], cnis_form_parent parents[2])
{
	children[0] = (cnis_form_child){ .full_name = "Robin Sample",
		                         .given_names = "Robin",
		                         .family_name = "Sample",
		                         .preferred_name = "Rob",
		                         .born = story_day("2015-03-02"),
		                         .sex = "F",
		                         .nhs = "943 476 5919",
		                         .reason = "mental_health",
		                         .further_reasons = reasons + 1,
		                         .n_further_reasons = 1,
		                         .provision = &provision,
		                         .n_provision = 1,
		                         .flags = &help,
		                         .n_flags = 1 };
	children[1] =
	    (cnis_form_child){ .full_name = "Kit Sample", .born = story_day("2013-06-09") };
	parents[0] = (cnis_form_parent){ .full_name = "Alex Sample",
		                         .relationship = "mother",
		                         .responsibility = "yes",
		                         .responsibility_basis = "birth_mother" };
	parents[1] = (cnis_form_parent){ .full_name = "Jo Sample", .relationship = "father" };
	return (cnis_form){ .size = sizeof(cnis_form),
		            .children = children,
		            .n_children = 2,
		            .parents = parents,
		            .n_parents = 2,
		            .addresses = &home,
		            .n_addresses = 1 };
}

static cnis_status
registration(cnis_register *r, cnis_error *e)
{
	cnis_form_child children[2];
	cnis_form_parent parents[2];
	cnis_form form = form_of(children, parents);

	return cnis_registration_save(r, &form, &known.family, e);
}

static cnis_status
look_before(cnis_register *r, cnis_error *e)
{
	cnis_form_child children[2];
	cnis_form_parent parents[2];
	cnis_form form = form_of(children, parents);

	children[0].full_name = "Robyn Sample";
	children[1].born = story_day("2016-01-01");
	return cnis_registration_check(r, &form, look_note, NULL, e);
}

static cnis_status
from_special_school(cnis_register *r, cnis_error *e)
{
	cnis_form_child children[2];
	cnis_form_parent parents[2];
	cnis_form form = form_of(children, parents);
	cnis_status st;

	form.n_children = 1;
	children[0] = (cnis_form_child){ .full_name = "Ash Sample",
		                         .born = story_day("2014-02-03"),
		                         .school = { .name = "Fernhill School",
		                                     .on_roll = CNIS_YES,
		                                     .placement = "special",
		                                     .placed_by = "302" } };
	parents[0].full_name = "Sam Other";
	parents[1].full_name = "Chris Other";
	form.confirmed_not_duplicate = true;
	st = cnis_registration_save(r, &form, &known.pupil, e);
	known.notice = known.pupil.withdrawal_id[0];
	return st;
}

const story_step story_registering[] = {
	{ "registration", "boss", "2026-11-02", registration, W },
	{ "look before", "boss", "2026-11-02", look_before, R },
	{ "special school", "boss", "2026-11-02", from_special_school, CNIS_EREFUSED, W },
	{ 0 },
};
