/* The other story, setting up: four children, and a pupil whose plan is given up and made again. */
#include "story.h"

#include <cnis/calendar.h>
#include <cnis/communication.h>
#include <cnis/consent.h>
#include <cnis/contact_point.h>
#include <cnis/contact_wish.h>
#include <cnis/e_service.h>
#include <cnis/officer.h>
#include <cnis/withdrawal.h>

LOOK(look_calendar, cnis_calendar_row)
LOOK(look_communication, cnis_communication)
LOOK(look_contact_wish, cnis_contact_wish)
LOOK(look_e_service, cnis_e_service)
LOOK(look_withdrawal, cnis_withdrawal)

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
role_taken(cnis_register *r, cnis_error *e)
{
	return cnis_officer_role(r, "dana", CNIS_ROLE_OFFICER, false, e);
}

static cnis_status
role_given(cnis_register *r, cnis_error *e)
{
	return cnis_officer_role(r, "dana", CNIS_ROLE_OFFICER, true, e);
}

static cnis_status
terms(cnis_register *r, cnis_error *e)
{
	const cnis_calendar_day days[] = { { story_day("2026-09-01"), "open", NULL },
		                           { story_day("2026-12-21"), "closed", "winter" } };

	return cnis_calendar_add(r, "100001", days, 2, NULL, e);
}

static cnis_status
terms_shown(cnis_register *r, cnis_error *e)
{
	return cnis_calendar_walk(r, "100001", look_calendar, NULL, e);
}

enum { CHILDREN = 4 };

static const cnis_form_address home = { .line1 = "1 Invented Row", .postcode = "N2 0AB" };

static cnis_status
registered(cnis_register *r, cnis_error *e)
{
	cnis_form_child children[CHILDREN] = {
		{ .full_name = "Ira Sample",
		  .born = story_day("2015-03-02"),
		  .reason = "lifestyle" },
		{ .full_name = "Noa Sample", .born = story_day("2013-03-02") },
		{ .full_name = "Uma Sample", .born = story_day("2014-03-02") },
		{ .full_name = "Zed Sample", .born = story_day("2016-05-02") },
	};
	cnis_form_parent parent = { .full_name = "Alex Sample", .relationship = "mother" };
	cnis_form form = { .size = sizeof(form),
		           .children = children,
		           .n_children = CHILDREN,
		           .parents = &parent,
		           .n_parents = 1,
		           .addresses = &home,
		           .n_addresses = 1 };

	return cnis_registration_save(r, &form, &known.family, e);
}

static cnis_status
pupil_known(cnis_register *r, cnis_error *e)
{
	cnis_form_child child = { .full_name = "Ash Other",
		                  .born = story_day("2014-02-03"),
		                  .school = { .name = "Fernhill School",
		                              .on_roll = CNIS_YES,
		                              .placement = "special",
		                              .placed_by = "302" } };
	cnis_form_parent parents[] = { { .full_name = "Sam Other", .relationship = "mother" },
		                       { .full_name = "Chris Other", .relationship = "father" } };
	cnis_form form = { .size = sizeof(form),
		           .children = &child,
		           .n_children = 1,
		           .parents = parents,
		           .n_parents = 2,
		           .addresses = &home,
		           .n_addresses = 1,
		           .confirmed_not_duplicate = true };
	cnis_status st = cnis_registration_save(r, &form, &known.pupil, e);

	known.notice = known.pupil.withdrawal_id[0];
	return st;
}

/* ---- a plan given up, another refused -------------------------------------------------------- */

static cnis_status
given_up(cnis_register *r, cnis_error *e)
{
	return cnis_withdrawal_withdraw(r, known.notice, 0, story_day("2026-11-03"), e);
}

static cnis_status
notified_again(cnis_register *r, cnis_error *e)
{
	cnis_withdrawal_new w = { .size = sizeof(w),
		                  .child_id = known.pupil.child_id[0],
		                  .purpose = "otherwise_than_at_school",
		                  .notified_by = "parent",
		                  .notified = story_day("2026-11-04"),
		                  .school_name = "Fernhill School",
		                  .placement = "special",
		                  .placed_by = "302" };

	return cnis_withdrawal_notify(r, &w, &known.notice_again, e);
}

static cnis_status
asked(cnis_register *r, cnis_error *e)
{
	cnis_consent_apply_new a = { .size = sizeof(a),
		                     .withdrawal_id = known.notice_again,
		                     .applied = story_day("2026-11-04"),
		                     .applicant = "parent",
		                     .person_id = known.pupil.person_id[0] };
	cnis_consent_applied done = { 0 };

	return cnis_consent_apply(r, &a, &done, e);
}

static cnis_status
granted(cnis_register *r, cnis_error *e)
{
	cnis_consent_decide_new d = { .size = sizeof(d),
		                      .withdrawal_id = known.notice_again,
		                      .decided = story_day("2026-11-05"),
		                      .grant = true,
		                      .reasons = "suitable" };
	int64_t id = 0;

	return cnis_consent_decide(r, &d, &id, e);
}

static int64_t email;

static cnis_status
reached(cnis_register *r, cnis_error *e)
{
	cnis_contact_point_new p = { .size = sizeof(p),
		                     .person_id = known.pupil.person_id[0],
		                     .kind = "email",
		                     .value = "somebody@home.example",
		                     .fact = { .from = story_day("2026-11-01"),
		                               .source = "parent" } };

	return cnis_contact_point_add(r, &p, &email, e);
}

static cnis_status
agreed(cnis_register *r, cnis_error *e)
{
	cnis_e_service_new n = { .size = sizeof(n),
		                 .contact_point_id = email,
		                 .fact.from = story_day("2026-11-05") };
	int64_t id = 0;

	return cnis_e_service_add(r, &n, &id, e);
}

static cnis_status
wished(cnis_register *r, cnis_error *e)
{
	cnis_contact_wish_new n = { .size = sizeof(n),
		                    .contact_point_id = email,
		                    .kind = "safe_times",
		                    .words = "before three",
		                    .fact.from = story_day("2026-11-05") };
	int64_t id = 0;

	return cnis_contact_wish_add(r, &n, &id, e);
}

static cnis_status
wishes(cnis_register *r, cnis_error *e)
{
	return cnis_contact_wish_walk(r, known.pupil.person_id[0], CNIS_DAY_NONE, true,
	                              look_contact_wish, NULL, e);
}

static cnis_status
spoken_with(cnis_register *r, cnis_error *e)
{
	cnis_communication_new n = { .size = sizeof(n),
		                     .person_id = known.pupil.person_id[0],
		                     .language = "cy",
		                     .interpreter = "no",
		                     .fact.from = story_day("2026-11-05") };
	int64_t id = 0;

	return cnis_communication_set(r, &n, &id, e);
}

static cnis_status
languages(cnis_register *r, cnis_error *e)
{
	return cnis_communication_walk(r, known.pupil.person_id[0], CNIS_DAY_NONE, true,
	                               look_communication, NULL, e);
}

static cnis_status
agreements(cnis_register *r, cnis_error *e)
{
	return cnis_e_service_walk(r, known.pupil.person_id[0], CNIS_DAY_NONE, true, look_e_service,
	                           NULL, e);
}

static cnis_status
electronically(cnis_register *r, cnis_error *e)
{
	cnis_consent_serve_new s = { .size = sizeof(s),
		                     .withdrawal_id = known.notice_again,
		                     .recipient = "applicant",
		                     .served = story_day("2026-11-06"),
		                     .method = "electronic" };

	return cnis_consent_serve(r, &s, NULL, e);
}

static cnis_status
left_out(cnis_register *r, cnis_error *e)
{
	cnis_consent_serve_new s = { .size = sizeof(s),
		                     .withdrawal_id = known.notice_again,
		                     .recipient = "other_parent",
		                     .person_id = known.pupil.person_id[1],
		                     .served = story_day("2026-11-06"),
		                     .not_served = "exceptional",
		                     .reason = "asked for by the court" };

	return cnis_consent_serve(r, &s, NULL, e);
}

static cnis_status
left_school(cnis_register *r, cnis_error *e)
{
	return cnis_withdrawal_left(r, known.notice_again, 0, story_day("2026-11-09"), e);
}

static cnis_status
notices(cnis_register *r, cnis_error *e)
{
	cnis_withdrawal_query q = { .size = sizeof(q),
		                    .as_at = story_day("2026-11-04"),
		                    .child_id = known.pupil.child_id[0],
		                    .closed_too = true,
		                    .limit = 5 };

	return cnis_withdrawal_walk(r, &q, look_withdrawal, NULL, e);
}

const story_step story_ends_start[] = {
	{ "second officer", "boss", "2026-11-02", second, W },
	{ "safeguarding role", "boss", "2026-11-02", safeguarding, W },
	{ "role taken away", "boss", "2026-11-02", role_taken, W },
	{ "role given", "boss", "2026-11-02", role_given, W },
	{ "terms of a school", "boss", "2026-11-02", terms, W },
	{ "terms shown", "boss", "2026-11-02", terms_shown, R },
	{ "four children", "boss", "2026-11-02", registered, W },
	{ "a pupil", "boss", "2026-11-02", pupil_known, CNIS_EREFUSED, W },
	{ "plan given up", "boss", "2026-11-03", given_up, W },
	{ "notified again", "boss", "2026-11-04", notified_again, W },
	{ "application", "boss", "2026-11-04", asked, W },
	{ "grant", "dana", "2026-11-05", granted, W },
	{ "an e-mail address", "boss", "2026-11-05", reached, W },
	{ "service agreed to", "boss", "2026-11-05", agreed, W },
	{ "safe times", "boss", "2026-11-05", wished, W },
	{ "wishes", "boss", "2026-11-05", wishes, R },
	{ "language", "boss", "2026-11-05", spoken_with, W },
	{ "languages", "boss", "2026-11-05", languages, R },
	{ "agreements", "boss", "2026-11-05", agreements, R },
	{ "service electronically", "boss", "2026-11-06", electronically, W },
	{ "a parent left out", "boss", "2026-11-06", left_out, W },
	{ "notices", "boss", "2026-11-06", notices, R },
	{ "left school", "boss", "2026-11-09", left_school, W },
	{ 0 },
};
