/* The story, reviewing and seeing. */
#include "story.h"

#include <cnis/contact.h>
#include <cnis/home_consideration.h>
#include <cnis/plan.h>
#include <cnis/review.h>
#include <cnis/seen.h>
#include <cnis/told.h>
#include <cnis/unseen.h>

LOOK(look_contact, cnis_contact)
LOOK(look_home, cnis_home_consideration)
LOOK(look_plan, cnis_plan)
LOOK(look_review, cnis_review)
LOOK(look_seen, cnis_seen)
LOOK(look_told, cnis_told)
LOOK(look_unseen, cnis_unseen)

static cnis_status
considered(cnis_register *r, cnis_error *e)
{
	cnis_home_consideration_new h = { .size = sizeof(h),
		                          .child_id = known.family.child_id[0],
		                          .considered = story_day("2026-11-10"),
		                          .visit_asked = true };
	int64_t id = 0;

	return cnis_home_consideration_record(r, &h, &id, NULL, e);
}

static cnis_status
informed(cnis_register *r, cnis_error *e)
{
	cnis_plan_new p = { .size = sizeof(p),
		            .child_id = known.family.child_id[0],
		            .kind = "report",
		            .method = "post",
		            .person_id = known.family.person_id[0],
		            .received = story_day("2026-11-10"),
		            .note = "two pages" };
	int64_t id = 0;

	return cnis_plan_receive(r, &p, &id, NULL, e);
}

static cnis_status
reviewed_as(cnis_register *r, const char *outcome, cnis_error *e)
{
	cnis_review_new n = { .size = sizeof(n),
		              .child_id = known.family.child_id[0],
		              .reviewed = story_day("2026-11-11"),
		              .method = "home_visit",
		              .evidence = "plan work_samples",
		              .outcome = outcome,
		              .reasons = "seen and read",
		              .voice = "speech",
		              .voice_note = "likes it" };

	return cnis_review_record(r, &n, &known.review, e);
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

	return cnis_review_sign(r, known.review.id, 0, true, story_day("2026-11-12"), &done, e);
}

static cnis_status
contacted(cnis_register *r, cnis_error *e)
{
	cnis_contact_new c = { .size = sizeof(c),
		               .child_id = known.family.child_id[0],
		               .on = story_day("2026-11-11"),
		               .method = "telephone",
		               .person_id = known.family.person_id[0],
		               .outcome = "no_reply" };
	int64_t id = 0;

	return cnis_contact_add(r, &c, &id, e);
}

static cnis_status
met(cnis_register *r, cnis_error *e)
{
	cnis_seen_new n = { .size = sizeof(n),
		            .child_id = known.family.child_id[0],
		            .on = story_day("2026-11-11"),
		            .means = "in_person",
		            .place = "home",
		            .by_whom = "ehe_officer",
		            .voice = "speech" };
	int64_t id = 0;

	return cnis_seen_add(r, &n, &id, e);
}

static cnis_status
told(cnis_register *r, cnis_error *e)
{
	cnis_told_new n = { .size = sizeof(n),
		            .child_id = known.family.child_id[0],
		            .person_id = known.family.person_id[0],
		            .kind = "privacy_notice",
		            .version = "3",
		            .on = story_day("2026-11-11"),
		            .method = "post",
		            .also = known.family.child_id + 1,
		            .n_also = 1 };
	int64_t id = 0;

	return cnis_told_add(r, &n, &id, e);
}

static cnis_status
records(cnis_register *r, cnis_error *e)
{
	int64_t child = known.family.child_id[0];
	cnis_status st = cnis_plan_walk(r, child, look_plan, NULL, e);

	if (st == CNIS_OK)
		st = cnis_review_walk(r, 0, false, look_review, NULL, e);
	if (st == CNIS_OK)
		st = cnis_review_get(r, known.review.id, look_review, NULL, e);
	if (st == CNIS_OK)
		st = cnis_contact_walk(r, child, look_contact, NULL, e);
	if (st == CNIS_OK)
		st = cnis_seen_walk(r, child, look_seen, NULL, e);
	if (st == CNIS_OK)
		st = cnis_told_walk(r, child, look_told, NULL, e);
	if (st == CNIS_OK)
		st = cnis_home_consideration_walk(r, child, look_home, NULL, e);
	if (st == CNIS_OK)
		st = cnis_unseen_walk(r, CNIS_DAY_NONE, true, look_unseen, NULL, e);
	return st;
}

const story_step story_reviews[] = {
	{ "considered", "boss", "2026-11-10", considered, W },
	{ "information", "boss", "2026-11-10", informed, W },
	{ "review", "boss", "2026-11-11", reviewed, W },
	{ "contact", "boss", "2026-11-11", contacted, W },
	{ "seen", "boss", "2026-11-11", met, W },
	{ "told", "boss", "2026-11-11", told, W },
	{ "adverse review", "boss", "2026-11-11", reviewed_badly, W },
	{ "second officer", "noor", "2026-11-12", signed_off, W },
	{ "records", "boss", "2026-11-12", records, R },
	{ 0 },
};
