/* The steps: an officer, a family, a notice, a decision, reviews, a move, the lists, an end. */
#include "story.h"

#include <stdio.h>
#include <string.h>

#include <cnis/access.h>
#include <cnis/address.h>
#include <cnis/calendar.h>
#include <cnis/child.h>
#include <cnis/consent.h>
#include <cnis/contact.h>
#include <cnis/doctor.h>
#include <cnis/duty.h>
#include <cnis/entry.h>
#include <cnis/export.h>
#include <cnis/flag.h>
#include <cnis/home_consideration.h>
#include <cnis/identifier.h>
#include <cnis/import.h>
#include <cnis/journal.h>
#include <cnis/nightly.h>
#include <cnis/officer.h>
#include <cnis/person.h>
#include <cnis/plan.h>
#include <cnis/provision.h>
#include <cnis/reference.h>
#include <cnis/registration.h>
#include <cnis/relationship.h>
#include <cnis/review.h>
#include <cnis/rule_settings.h>
#include <cnis/seen.h>
#include <cnis/setting.h>
#include <cnis/unseen.h>
#include <cnis/why.h>
#include <cnis/withdrawal.h>

const char *story_folder;

static cnis_registration family, special;
static int64_t notice, flag_plan, flag_enquiry, number, taught, tie, aunt, address, entry, duty,
    put_off;
static int64_t newest;
static cnis_review_done review;

static cnis_day
day(const char *iso)
{
	cnis_day d = CNIS_DAY_NONE;

	(void)cnis_day_parse(iso, &d);
	return d;
}

/* Walks look at every row and say nothing. */
#define LOOK(name, type)                                                                           \
	static cnis_status name(const type *row, void *payload, cnis_error *reterr)                \
	{                                                                                          \
		(void)row;                                                                         \
		(void)payload;                                                                     \
		(void)reterr;                                                                      \
		return CNIS_OK;                                                                    \
	}
LOOK(look_child, cnis_child)
LOOK(look_name, cnis_name_row)
LOOK(look_residence, cnis_residence)
LOOK(look_entry, cnis_entry)
LOOK(look_flag, cnis_flag)
LOOK(look_identifier, cnis_identifier)
LOOK(look_provision, cnis_provision)
LOOK(look_relationship, cnis_relationship)
LOOK(look_person, cnis_person)
LOOK(look_note, cnis_registration_note)
LOOK(look_test, cnis_consent_test)
LOOK(look_consent, cnis_consent)
LOOK(look_withdrawal, cnis_withdrawal)
LOOK(look_plan, cnis_plan)
LOOK(look_review, cnis_review)
LOOK(look_contact, cnis_contact)
LOOK(look_seen, cnis_seen)
LOOK(look_home, cnis_home_consideration)
LOOK(look_unseen, cnis_unseen)
LOOK(look_why, cnis_why_line)
LOOK(look_log, cnis_log_entry)
LOOK(look_access, cnis_access_row)
LOOK(look_check, cnis_check)
LOOK(look_officer, cnis_officer)
LOOK(look_calendar, cnis_calendar_row)

/* The first open duty of a kind is remembered. */
static const char *kind_wanted;

static cnis_status
look_duty(const cnis_duty *d, void *payload, cnis_error *reterr)
{
	(void)payload;
	(void)reterr;
	if (kind_wanted != NULL && strcmp(d->kind, kind_wanted) == 0)
		duty = d->id;
	return CNIS_OK;
}

static cnis_status
look_bytes(const void *bytes, size_t len, void *payload, cnis_error *reterr)
{
	(void)bytes;
	(void)len;
	(void)payload;
	(void)reterr;
	return CNIS_OK;
}

static cnis_status
look_id(int64_t id, void *payload, cnis_error *reterr)
{
	(void)id;
	(void)payload;
	(void)reterr;
	return CNIS_OK;
}

/* ---- setting up ------------------------------------------------------------------------------ */

static cnis_status
officer(cnis_register *r, cnis_error *e)
{
	cnis_officer_new o = { sizeof(o), "dana", "Dana Example", "EHE",
		               CNIS_ROLE_OFFICER | CNIS_ROLE_SAFEGUARDING };

	return cnis_officer_add(r, &o, NULL, e);
}

static cnis_status
manager(cnis_register *r, cnis_error *e)
{
	cnis_officer_new o = { sizeof(o), "noor", "Noor Example", NULL, CNIS_ROLE_OFFICER };

	return cnis_officer_add(r, &o, NULL, e);
}

static cnis_status
role(cnis_register *r, cnis_error *e)
{
	return cnis_officer_role(r, "noor", CNIS_ROLE_MANAGER, true, e);
}

static cnis_status
safeguarding(cnis_register *r, cnis_error *e)
{
	return cnis_officer_role(r, "boss", CNIS_ROLE_SAFEGUARDING, true, e);
}

static cnis_status
setting(cnis_register *r, cnis_error *e)
{
	return cnis_setting_set(r, "review.first_months", "4", CNIS_DAY_NONE, e);
}

static cnis_status
holiday(cnis_register *r, cnis_error *e)
{
	const cnis_calendar_day days[] = { { day("2026-09-01"), "closed", "training" },
		                           { day("2026-12-21"), "closed", NULL },
		                           { day("2027-07-30"), "closed", "summer" } };

	return cnis_calendar_add(r, "authority", days, 3, NULL, e);
}

static cnis_status
lists(cnis_register *r, cnis_error *e)
{
	char value[201];
	cnis_rule_settings *loaded = NULL;
	cnis_status st = cnis_officer_walk(r, true, look_officer, NULL, e);

	if (st == CNIS_OK)
		st = cnis_calendar_walk(r, NULL, look_calendar, NULL, e);
	if (st == CNIS_OK)
		st = cnis_setting_get(r, "review.first_months", CNIS_DAY_NONE, value, NULL, e);
	if (st == CNIS_OK)
		st = cnis_rule_settings_load(r, "LOCAL.review.yearly", NULL, CNIS_DAY_NONE, &loaded,
		                             e);
	cnis_rule_settings_free(loaded);
	return st;
}

/* ---- registering ----------------------------------------------------------------------------- */

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
		                         .born = day("2015-03-02"),
		                         .sex = "F",
		                         .nhs = "943 476 5919",
		                         .reason = "mental_health",
		                         .further_reasons = reasons + 1,
		                         .n_further_reasons = 1,
		                         .provision = &provision,
		                         .n_provision = 1,
		                         .flags = &help,
		                         .n_flags = 1 };
	children[1] = (cnis_form_child){ .full_name = "Kit Sample", .born = day("2013-06-09") };
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

	return cnis_registration_save(r, &form, &family, e);
}

static cnis_status
look_before(cnis_register *r, cnis_error *e)
{
	cnis_form_child children[2];
	cnis_form_parent parents[2];
	cnis_form form = form_of(children, parents);

	children[0].full_name = "Robyn Sample";
	children[1].born = day("2016-01-01");
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
		                         .born = day("2014-02-03"),
		                         .school = { .name = "Fernhill School",
		                                     .on_roll = CNIS_YES,
		                                     .placement = "special",
		                                     .placed_by = "302" } };
	parents[0].full_name = "Sam Other";
	parents[1].full_name = "Chris Other";
	form.confirmed_not_duplicate = true;
	st = cnis_registration_save(r, &form, &special, e);
	notice = special.withdrawal_id[0];
	return st;
}

/* ---- before leaving school ------------------------------------------------------------------- */

static cnis_status
consent_asked(cnis_register *r, cnis_error *e)
{
	cnis_withdrawal_query q = { .size = sizeof(q), .closed_too = true };
	cnis_status st =
	    cnis_consent_check(r, special.child_id[0], CNIS_DAY_NONE, look_test, NULL, e);

	if (st == CNIS_OK)
		st = cnis_consent_tests(r, notice, look_test, NULL, e);
	if (st == CNIS_OK)
		st = cnis_consent_walk(r, 0, true, look_consent, NULL, e);
	if (st == CNIS_OK)
		st = cnis_withdrawal_walk(r, &q, look_withdrawal, NULL, e);
	if (st == CNIS_OK)
		st = cnis_withdrawal_get(r, notice, look_withdrawal, NULL, e);
	return st;
}

static cnis_status
applied(cnis_register *r, cnis_error *e)
{
	cnis_consent_apply_new a = { .size = sizeof(a),
		                     .withdrawal_id = notice,
		                     .applied = day("2026-11-04"),
		                     .applicant = "parent",
		                     .person_id = special.person_id[0] };
	cnis_consent_applied done = { 0 };

	return cnis_consent_apply(r, &a, &done, e);
}

static cnis_status
refused(cnis_register *r, cnis_error *e)
{
	cnis_consent_decide_new d = { .size = sizeof(d),
		                      .withdrawal_id = notice,
		                      .decided = day("2026-11-05"),
		                      .ground = "no_suitable_arrangements",
		                      .reasons = "nothing has been arranged yet" };
	int64_t id = 0;

	return cnis_consent_decide(r, &d, &id, e);
}

static cnis_status
serve(cnis_register *r, const char *recipient, int64_t person, cnis_error *e)
{
	cnis_consent_serve_new s = { .size = sizeof(s),
		                     .withdrawal_id = notice,
		                     .recipient = recipient,
		                     .person_id = person,
		                     .served = day("2026-11-06"),
		                     .method = "post" };

	return cnis_consent_serve(r, &s, NULL, e);
}

static cnis_status
served_applicant(cnis_register *r, cnis_error *e)
{
	return serve(r, "applicant", 0, e);
}

static cnis_status
served_school(cnis_register *r, cnis_error *e)
{
	return serve(r, "proprietor", 0, e);
}

static cnis_status
served_other(cnis_register *r, cnis_error *e)
{
	return serve(r, "other_parent", special.person_id[1], e);
}

static cnis_status
referred(cnis_register *r, cnis_error *e)
{
	return cnis_consent_refer(r, notice, special.person_id[0], day("2026-11-07"), e);
}

static cnis_status
directed(cnis_register *r, cnis_error *e)
{
	return cnis_consent_outcome(r, notice, "directed_grant", day("2026-11-08"), e);
}

static cnis_status
left_school(cnis_register *r, cnis_error *e)
{
	return cnis_withdrawal_left(r, notice, 0, day("2026-11-09"), e);
}

/* ---- facts ----------------------------------------------------------------------------------- */

static cnis_status
flag(cnis_register *r, const char *kind, int64_t *ret, cnis_error *e)
{
	cnis_flag_new f = { .size = sizeof(f),
		            .child_id = family.child_id[0],
		            .kind = kind,
		            .authority = "302",
		            .confirmed_by = "SEND team",
		            .fact = { .from = day("2026-10-01"), .source = "send_team" } };

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
	return cnis_flag_reviewed(r, flag_plan, day("2026-11-09"), e);
}

static cnis_status
enquiry_ended(cnis_register *r, cnis_error *e)
{
	return cnis_flag_end(r, flag_enquiry, day("2026-11-10"), e);
}

static cnis_status
renamed(cnis_register *r, cnis_error *e)
{
	cnis_name n = { .size = sizeof(n),
		        .full_name = "Robin Other",
		        .fact = { .from = day("2026-11-09") } };

	return cnis_child_rename(r, family.child_id[0], "legal", &n, 0, e);
}

static cnis_status
born(cnis_register *r, cnis_error *e)
{
	return cnis_child_correct_born(r, family.child_id[0], day("2015-03-03"), 0, e);
}

static cnis_status
numbered(cnis_register *r, cnis_error *e)
{
	cnis_fact fact = { .source = "health" };

	return cnis_identifier_add(r, family.child_id[1], "nhs", "987 654 4322", true, &fact,
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
	cnis_fact f = { .from = day("2026-11-09"), .source = "school" };

	return cnis_child_move(r, family.child_id[0], "home", &p, &f, &address, e);
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
		                    .child_id = family.child_id[0],
		                    .person_id = aunt,
		                    .kind = "other_relative" };

	return cnis_relationship_add(r, &n, &tie, e);
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

	return cnis_provision_add(r, family.child_id[1], &p, &taught, e);
}

static cnis_status
provision_ended(cnis_register *r, cnis_error *e)
{
	return cnis_provision_end(r, taught, CNIS_DAY_NONE, e);
}

static cnis_status
facts(cnis_register *r, cnis_error *e)
{
	int64_t child = family.child_id[0];
	cnis_status st = cnis_child_get(r, child, CNIS_DAY_NONE, look_child, NULL, e);

	if (st == CNIS_OK)
		st = cnis_child_names(r, child, look_name, NULL, e);
	if (st == CNIS_OK)
		st = cnis_child_residences(r, child, CNIS_DAY_NONE, true, look_residence, NULL, e);
	if (st == CNIS_OK)
		st = cnis_person_residences(r, family.person_id[0], CNIS_DAY_NONE, true,
		                            look_residence, NULL, e);
	if (st == CNIS_OK)
		st = cnis_child_household(r, child, CNIS_DAY_NONE, look_residence, NULL, e);
	if (st == CNIS_OK)
		st = cnis_person_get(r, aunt, look_person, NULL, e);
	if (st == CNIS_OK)
		st = cnis_entry_walk(r, child, CNIS_DAY_NONE, look_entry, NULL, e);
	if (st == CNIS_OK)
		st = cnis_entry_get(r, family.entry_id[0], CNIS_DAY_NONE, look_entry, NULL, e);
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

/* ---- reviewing and seeing -------------------------------------------------------------------- */

static cnis_status
considered(cnis_register *r, cnis_error *e)
{
	cnis_home_consideration_new h = { .size = sizeof(h),
		                          .child_id = family.child_id[0],
		                          .considered = day("2026-11-10"),
		                          .visit_asked = true };
	int64_t id = 0;

	return cnis_home_consideration_record(r, &h, &id, NULL, e);
}

static cnis_status
informed(cnis_register *r, cnis_error *e)
{
	cnis_plan_new p = { .size = sizeof(p),
		            .child_id = family.child_id[0],
		            .kind = "report",
		            .method = "post",
		            .person_id = family.person_id[0],
		            .received = day("2026-11-10"),
		            .note = "two pages" };
	int64_t id = 0;

	return cnis_plan_receive(r, &p, &id, NULL, e);
}

static cnis_status
reviewed_as(cnis_register *r, const char *outcome, cnis_error *e)
{
	cnis_review_new n = { .size = sizeof(n),
		              .child_id = family.child_id[0],
		              .reviewed = day("2026-11-11"),
		              .method = "home_visit",
		              .evidence = "plan work_samples",
		              .outcome = outcome,
		              .reasons = "seen and read",
		              .voice = "speech",
		              .voice_note = "likes it" };

	return cnis_review_record(r, &n, &review, e);
}

static cnis_status
reviewed(cnis_register *r, cnis_error *e)
{
	return reviewed_as(r, "more_information", e);
}

static cnis_status
reviewed_badly(cnis_register *r, cnis_error *e)
{
	return reviewed_as(r, "appears_not_suitable", e);
}

static cnis_status
signed_off(cnis_register *r, cnis_error *e)
{
	cnis_review_done done = { 0 };

	return cnis_review_sign(r, review.id, 0, true, day("2026-11-12"), &done, e);
}

static cnis_status
contacted(cnis_register *r, cnis_error *e)
{
	cnis_contact_new c = { .size = sizeof(c),
		               .child_id = family.child_id[0],
		               .on = day("2026-11-11"),
		               .method = "telephone",
		               .person_id = family.person_id[0],
		               .outcome = "no_reply" };
	int64_t id = 0;

	return cnis_contact_add(r, &c, &id, e);
}

static cnis_status
met(cnis_register *r, cnis_error *e)
{
	cnis_seen_new n = { .size = sizeof(n),
		            .child_id = family.child_id[0],
		            .on = day("2026-11-11"),
		            .means = "in_person",
		            .place = "home",
		            .by_whom = "ehe_officer",
		            .voice = "speech" };
	int64_t id = 0;

	return cnis_seen_add(r, &n, &id, e);
}

static cnis_status
records(cnis_register *r, cnis_error *e)
{
	int64_t child = family.child_id[0];
	cnis_status st = cnis_plan_walk(r, child, look_plan, NULL, e);

	if (st == CNIS_OK)
		st = cnis_review_walk(r, 0, false, look_review, NULL, e);
	if (st == CNIS_OK)
		st = cnis_review_get(r, review.id, look_review, NULL, e);
	if (st == CNIS_OK)
		st = cnis_contact_walk(r, child, look_contact, NULL, e);
	if (st == CNIS_OK)
		st = cnis_seen_walk(r, child, look_seen, NULL, e);
	if (st == CNIS_OK)
		st = cnis_home_consideration_walk(r, child, look_home, NULL, e);
	if (st == CNIS_OK)
		st = cnis_unseen_walk(r, CNIS_DAY_NONE, true, look_unseen, NULL, e);
	return st;
}

/* ---- the work -------------------------------------------------------------------------------- */

static cnis_status
duties(cnis_register *r, cnis_error *e)
{
	cnis_duty_query all = { .size = sizeof(all), .ended_too = true, .with_names = true };
	cnis_duty_query own = { .size = sizeof(own),
		                .owner = "boss",
		                .kind = "review",
		                .due_to = day("2028-01-01"),
		                .limit = 3 };
	cnis_status st;

	kind_wanted = NULL;
	st = cnis_duty_walk(r, &all, look_duty, NULL, e);
	kind_wanted = "review";
	if (st == CNIS_OK)
		st = cnis_duty_walk(r, &own, look_duty, NULL, e);
	if (st == CNIS_OK)
		st = cnis_duty_get(r, duty, look_duty, NULL, e);
	return st;
}

static cnis_status
assigned(cnis_register *r, cnis_error *e)
{
	return cnis_duty_assign(r, duty, "dana", e);
}

static cnis_status
extended(cnis_register *r, cnis_error *e)
{
	return cnis_duty_extend(r, duty, day("2029-01-10"), "the family is away", &put_off, e);
}

static cnis_status
explained(cnis_register *r, cnis_error *e)
{
	int64_t child = 0;
	cnis_status st = cnis_why(r, CNIS_REF_DUTY, duty, false, look_why, NULL, e);

	if (st == CNIS_OK)
		st = cnis_why(r, CNIS_REF_CHILD, family.child_id[0], true, look_why, NULL, e);
	if (st == CNIS_OK)
		st = cnis_why(r, CNIS_REF_WITHDRAWAL, notice, false, look_why, NULL, e);
	if (st == CNIS_OK)
		st = cnis_why(r, CNIS_REF_ENTRY, family.entry_id[0], false, look_why, NULL, e);
	if (st == CNIS_OK)
		st = cnis_why(r, CNIS_REF_REVIEW, review.id, false, look_why, NULL, e);
	if (st == CNIS_OK)
		st = cnis_why_child(r, CNIS_REF_DUTY, duty, &child, e);
	return st;
}

static cnis_status
later_reviews(cnis_register *r, cnis_error *e)
{
	return cnis_setting_set(r, "review.first_months", "6", CNIS_DAY_NONE, e);
}

static cnis_status
recalculated(cnis_register *r, cnis_error *e)
{
	return cnis_duty_recalc(r, true, look_duty, NULL, NULL, e);
}

static cnis_status
rerouted(cnis_register *r, cnis_error *e)
{
	cnis_entry_route n = { .size = sizeof(n),
		               .entry_id = family.entry_id[1],
		               .route = "missing_education",
		               .on = day("2026-11-13") };

	return cnis_entry_change_route(r, &n, &entry, e);
}

static cnis_status
at_school(cnis_register *r, cnis_error *e)
{
	cnis_entry_end n = { .size = sizeof(n),
		             .entry_id = entry,
		             .end_reason = "registered_at_school",
		             .on = day("2026-11-14"),
		             .school_name = "Larkfield School",
		             .source = "school" };

	return cnis_entry_finish(r, &n, e);
}

static cnis_status
entered_again(cnis_register *r, cnis_error *e)
{
	cnis_entry_new n = { .size = sizeof(n),
		             .child_id = family.child_id[1],
		             .route = "home_education",
		             .reason = "lifestyle",
		             .further_reasons = reasons,
		             .n_further_reasons = 1,
		             .school_name = "Larkfield School",
		             .school_left = day("2026-11-16"),
		             .fact = { .from = day("2026-11-17"), .source = "parent" } };

	return cnis_entry_open(r, &n, &entry, e);
}

static cnis_status
look_newest(const cnis_log_entry *row, void *payload, cnis_error *reterr)
{
	(void)payload;
	(void)reterr;
	newest = row->seq;
	return CNIS_OK;
}

static cnis_status
newest_change(cnis_register *r, cnis_error *e)
{
	return cnis_log_walk(r, 0, 0, 1, look_newest, NULL, e);
}

static cnis_status
taken_back(cnis_register *r, cnis_error *e)
{
	return cnis_undo(r, newest, "not yet", NULL, e);
}

/* ---- in and out, and the proof --------------------------------------------------------------- */

static cnis_status
exported(cnis_register *r, cnis_error *e)
{
	cnis_export_options o = { .size = sizeof(o),
		                  .purpose = "a test of failures",
		                  .with_safeguarding = true };
	cnis_status st = cnis_export_children(r, &o, look_bytes, NULL, NULL, e);

	o.format = CNIS_EXPORT_JSON;
	return st == CNIS_OK ? cnis_export_children(r, &o, look_bytes, NULL, NULL, e) : st;
}

static cnis_status
imported(cnis_register *r, cnis_error *e)
{
	char file[512], map[512];
	cnis_import_options o = { .size = sizeof(o), .file = file, .map = map, .apply = true };
	cnis_import done = { 0 };
	FILE *f;

	(void)snprintf(file, sizeof(file), "%s/return.csv", story_folder);
	(void)snprintf(map, sizeof(map), "%s/return.map", story_folder);
	f = fopen(map, "w");
	(void)fputs("full_name = name\nborn = born\nground = why\ndeleted = left\n"
	            "notice = letter\nschool_name := Larkfield School\n",
	            f);
	(void)fclose(f);
	f = fopen(file, "w");
	(void)fputs(
	    "name,born,why,left,letter\nPat Newcomer,2014-05-06,f,2026-11-10,2026-11-01\n"
	    "Val Newcomer,2013-05-06,f,2026-11-10,\nMax Newcomer,2012-05-06,a,2026-11-10,\n",
	    f);
	(void)fclose(f);
	return cnis_import_deletions(r, &o, NULL, NULL, &done, e);
}

static cnis_status
logs(cnis_register *r, cnis_error *e)
{
	cnis_status st = cnis_log_walk(r, family.child_id[0], 0, 0, look_log, NULL, e);

	if (st == CNIS_OK)
		st = cnis_log_get(r, newest, look_log, NULL, e);
	if (st == CNIS_OK)
		st = cnis_log_children(r, newest, look_id, NULL, e);
	if (st == CNIS_OK) /* few: it grows while this is tried again and again */
		st = cnis_access_walk(r, 0, NULL, 3, look_access, NULL, e);
	return st;
}

static cnis_status
noted(cnis_register *r, cnis_error *e)
{
	return cnis_access_note(r, "child show", NULL, family.child_id, 2, e);
}

static cnis_status
examined(cnis_register *r, cnis_error *e)
{
	return cnis_doctor(r, look_check, NULL, NULL, e);
}

static cnis_status
night(cnis_register *r, cnis_error *e)
{
	cnis_nightly_options o = { .size = sizeof(o), .out = story_folder };
	cnis_nightly n = { 0 };

	return cnis_nightly_run(r, &o, NULL, NULL, &n, e);
}

static cnis_status
grown_up(cnis_register *r, cnis_error *e)
{
	return cnis_tick(r, day("2033-07-01"), NULL, e);
}

static cnis_status
officer_left(cnis_register *r, cnis_error *e)
{
	return cnis_officer_end(r, "dana", "boss", NULL, e);
}

#define W .dry = true
#define R .reads = true
const story_step story[] = {
	{ "officer", "boss", "2026-11-02", officer, W },
	{ "manager", "boss", "2026-11-02", manager, W },
	{ "role", "boss", "2026-11-02", role, W },
	{ "safeguarding role", "boss", "2026-11-02", safeguarding, W },
	{ "setting", "boss", "2026-11-02", setting, W },
	{ "calendar", "boss", "2026-11-02", holiday, W },
	{ "lists", "boss", "2026-11-02", lists, R },
	{ "registration", "boss", "2026-11-02", registration, W },
	{ "look before", "boss", "2026-11-02", look_before, R },
	{ "special school", "boss", "2026-11-02", from_special_school, CNIS_EREFUSED, W },
	{ "application", "boss", "2026-11-04", applied, W },
	{ "refusal", "noor", "2026-11-05", refused, W },
	{ "service", "boss", "2026-11-06", served_applicant, W },
	{ "service on the school", "boss", "2026-11-06", served_school, W },
	{ "service on the other parent", "boss", "2026-11-06", served_other, W },
	{ "reference", "boss", "2026-11-07", referred, W },
	{ "direction", "boss", "2026-11-08", directed, W },
	{ "consent asked", "boss", "2026-11-08", consent_asked, R },
	{ "left school", "boss", "2026-11-09", left_school, W },
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
	{ "considered", "boss", "2026-11-10", considered, W },
	{ "information", "boss", "2026-11-10", informed, W },
	{ "review", "boss", "2026-11-11", reviewed, W },
	{ "contact", "boss", "2026-11-11", contacted, W },
	{ "seen", "boss", "2026-11-11", met, W },
	{ "adverse review", "boss", "2026-11-11", reviewed_badly, W },
	{ "second officer", "noor", "2026-11-12", signed_off, W },
	{ "records", "boss", "2026-11-12", records, R },
	{ "duties", "boss", "2026-11-12", duties, R },
	{ "assigned", "boss", "2026-11-12", assigned, W },
	{ "extended", "boss", "2026-11-12", extended, W },
	{ "explained", "boss", "2026-11-12", explained, R },
	{ "later reviews", "boss", "2026-11-12", later_reviews, W },
	{ "recalculated", "boss", "2026-11-12", recalculated, W },
	{ "another route", "boss", "2026-11-13", rerouted, W },
	{ "at school", "boss", "2026-11-14", at_school, W },
	{ "entered again", "boss", "2026-11-18", entered_again, W },
	{ "newest change", "boss", "2026-11-18", newest_change, R },
	{ "taken back", "boss", "2026-11-18", taken_back, W },
	{ "exported", "boss", "2026-11-18", exported, R },
	{ "noted", "boss", "2026-11-18", noted, R },
	{ "logs", "boss", "2026-11-18", logs, R },
	{ "imported", "boss", "2026-11-18", imported, W },
	{ "examined", "boss", "2026-11-18", examined, R },
	{ "night", "boss", "2026-11-18", night, .stride = 31 },
	{ "grown up", "boss", "2033-07-02", grown_up, W },
	{ "officer left", "boss", "2033-07-02", officer_left, W },
	{ 0 },
};
