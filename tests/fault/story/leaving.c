/* The story, before leaving school: an application, its refusal, a reference, and the removal. */
#include "story.h"

#include <cnis/consent.h>
#include <cnis/withdrawal.h>

LOOK(look_consent, cnis_consent)
LOOK(look_test, cnis_consent_test)
LOOK(look_withdrawal, cnis_withdrawal)

static cnis_status
consent_asked(cnis_register *r, cnis_error *e)
{
	cnis_withdrawal_query q = { .size = sizeof(q), .closed_too = true };
	cnis_status st =
	    cnis_consent_check(r, known.pupil.child_id[0], CNIS_DAY_NONE, look_test, NULL, e);

	if (st == CNIS_OK)
		st = cnis_consent_tests(r, known.notice, look_test, NULL, e);
	if (st == CNIS_OK)
		st = cnis_consent_walk(r, 0, true, look_consent, NULL, e);
	if (st == CNIS_OK)
		st = cnis_withdrawal_walk(r, &q, look_withdrawal, NULL, e);
	if (st == CNIS_OK)
		st = cnis_withdrawal_get(r, known.notice, look_withdrawal, NULL, e);
	return st;
}

static cnis_status
applied(cnis_register *r, cnis_error *e)
{
	cnis_consent_apply_new a = { .size = sizeof(a),
		                     .withdrawal_id = known.notice,
		                     .applied = story_day("2026-11-04"),
		                     .applicant = "parent",
		                     .person_id = known.pupil.person_id[0] };
	cnis_consent_applied done = { 0 };

	return cnis_consent_apply(r, &a, &done, e);
}

static cnis_status
refused(cnis_register *r, cnis_error *e)
{
	cnis_consent_decide_new d = { .size = sizeof(d),
		                      .withdrawal_id = known.notice,
		                      .decided = story_day("2026-11-05"),
		                      .ground = "no_suitable_arrangements",
		                      .reasons = "nothing has been arranged yet" };
	int64_t id = 0;

	return cnis_consent_decide(r, &d, &id, e);
}

static cnis_status
serve(cnis_register *r, const char *recipient, int64_t person, cnis_error *e)
{
	cnis_consent_serve_new s = { .size = sizeof(s),
		                     .withdrawal_id = known.notice,
		                     .recipient = recipient,
		                     .person_id = person,
		                     .served = story_day("2026-11-06"),
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
	return serve(r, "other_parent", known.pupil.person_id[1], e);
}

static cnis_status
referred(cnis_register *r, cnis_error *e)
{
	return cnis_consent_refer(r, known.notice, known.pupil.person_id[0],
	                          story_day("2026-11-07"), e);
}

static cnis_status
directed(cnis_register *r, cnis_error *e)
{
	return cnis_consent_outcome(r, known.notice, "directed_grant", story_day("2026-11-08"), e);
}

static cnis_status
left_school(cnis_register *r, cnis_error *e)
{
	return cnis_withdrawal_left(r, known.notice, 0, story_day("2026-11-09"), e);
}

const story_step story_leaving[] = {
	{ "application", "boss", "2026-11-04", applied, W },
	{ "refusal", "noor", "2026-11-05", refused, W },
	{ "service", "boss", "2026-11-06", served_applicant, W },
	{ "service on the school", "boss", "2026-11-06", served_school, W },
	{ "service on the other parent", "boss", "2026-11-06", served_other, W },
	{ "reference", "boss", "2026-11-07", referred, W },
	{ "direction", "boss", "2026-11-08", directed, W },
	{ "consent asked", "boss", "2026-11-08", consent_asked, R },
	{ "left school", "boss", "2026-11-09", left_school, W },
	{ 0 },
};
