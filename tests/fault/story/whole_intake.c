/* The whole register, what arrives: recorded, looked at, shared out, and said what it is. */
#include "story.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cnis/intake.h>

LOOK(look_intake, cnis_intake)
LOOK(look_subject, cnis_intake_subject)
LOOK(look_outcome, cnis_intake_outcome)

static cnis_status
look_child(int64_t child_id, void *payload, cnis_error *reterr)
{
	(void)child_id;
	(void)payload;
	(void)reterr;
	return CNIS_OK;
}

static const char post[] =
    "{\"kind\":\"school_form\",\"source\":\"school\",\"teller_name\":\"A. Head\",\"text\":\"Not "
    "returned.\",\"telephone\":\"020 7946 0018\",\"children\":[{\"full_name\":\"Older "
    "Ash\",\"age\":9}]}"
    "{\"kind\":\"school_form\",\"address\":\"5 Row\",\"postcode\":\"N2 0AB\",\"telephone\":\"+44 "
    "20 "
    "7946 0018\",\"children\":[{\"full_name\":\"Younger "
    "Ash\",\"born\":\"2016-01-01\",\"upn\":null}]}"
    "{\"kind\":\"neighbour\",\"teller\":\"anonymous\",\"teller_name\":\"Mrs "
    "Hush\",\"email\":\"a@b.example\","
    "\"adult_name\":\"Una Ash\",\"document\":\"EDRM 7\"}"
    "{\"kind\":\"walk_in\",\"text\":\"Wants to teach at home.\"}";
static int64_t arrived[4];
static char plan[512];

static cnis_status
recorded(cnis_register *r, cnis_error *e)
{
	cnis_intake_doc *doc = NULL;
	const cnis_intake_new *all;
	size_t n = 0;
	cnis_status st = cnis_intake_read(post, strlen(post), &doc, e);

	if (st != CNIS_OK)
		return st;
	all = cnis_intake_doc_all(doc, &n);
	st = cnis_intake_add(r, all, n, arrived, NULL, e);
	cnis_intake_doc_free(doc);
	return st;
}

static cnis_status
looked_at(cnis_register *r, cnis_error *e)
{
	const cnis_intake_query q = {
		.size = sizeof(q), .closed_too = true, .owner = "boss", .kind = "neighbour"
	};
	cnis_status st = cnis_intake_walk(r, &q, look_intake, NULL, e);

	for (int i = 0; st == CNIS_OK && i < 4; i++) {
		st = cnis_intake_get(r, arrived[i], look_intake, NULL, e);
		if (st == CNIS_OK)
			st = cnis_intake_subject_walk(r, arrived[i], look_subject, NULL, e);
		if (st == CNIS_OK)
			st = cnis_intake_child_walk(r, arrived[i], look_child, NULL, e);
		if (st == CNIS_OK)
			st = cnis_intake_outcome_walk(r, arrived[i], look_outcome, NULL, e);
	}
	return st;
}

static cnis_status
proposed(cnis_register *r, cnis_error *e)
{
	static const char *const owners[] = { "dana" };
	const cnis_intake_sharing among = { sizeof(among), NULL, owners, 1 };
	cnis_intake_applied did = { 0 };

	(void)unlink(plan);
	return cnis_intake_plan_write(r, &among, plan, &did, e);
}

static cnis_status
proposed_to_all(cnis_register *r, cnis_error *e)
{
	const cnis_intake_sharing among = { sizeof(among), NULL, NULL, 0 };
	cnis_intake_applied did = { 0 };

	(void)snprintf(plan, sizeof(plan), "%s/plan.csv", story_folder);
	(void)unlink(plan);
	return cnis_intake_plan_write(r, &among, plan, &did, e);
}

static cnis_status
shared_out(cnis_register *r, cnis_error *e)
{
	cnis_intake_applied did = { 0 };

	return cnis_intake_plan_apply(r, plan, CNIS_DAY_NONE, &did, e);
}

static cnis_intake_triage
saying(int i, const char *outcome)
{
	return (cnis_intake_triage){ .size = sizeof(cnis_intake_triage),
		                     .intake_id = arrived[i],
		                     .outcome = outcome };
}

static cnis_status
more_needed(cnis_register *r, cnis_error *e)
{
	cnis_intake_triage t = saying(2, "more_needed");

	t.reason = "Which house is it?";
	t.next = story_day("2026-11-25");
	return cnis_intake_triage_do(r, &t, e);
}

static cnis_status
known_child(cnis_register *r, cnis_error *e)
{
	cnis_intake_triage t = saying(2, "known_child");

	t.children = known.family.child_id;
	t.n_children = 1;
	return cnis_intake_triage_do(r, &t, e);
}

static cnis_status
sent_on(cnis_register *r, cnis_error *e)
{
	cnis_intake_triage t = saying(3, "forwarded");

	t.authority = "301";
	t.acknowledged = story_day("2026-11-18");
	t.keep_until = story_day("2026-11-18");
	return cnis_intake_triage_do(r, &t, e);
}

static cnis_status
asked_again(cnis_register *r, cnis_error *e)
{
	return cnis_intake_chase(r, arrived[3], CNIS_DAY_NONE, e);
}

static cnis_status
confirmed(cnis_register *r, cnis_error *e)
{
	return cnis_intake_receipt(r, arrived[3], CNIS_DAY_NONE, e);
}

static cnis_status
registered(cnis_register *r, cnis_error *e)
{
	const cnis_form_child children[] = {
		{ .full_name = "Older Ash", .born = story_day("2014-05-05") },
		{ .full_name = "Younger Ash", .born = story_day("2016-01-01") },
	};
	const cnis_form form = { .size = sizeof(form),
		                 .children = children,
		                 .n_children = 2,
		                 .intakes = arrived,
		                 .n_intakes = 2 };
	cnis_registration saved = { 0 };

	return cnis_registration_save(r, &form, &saved, e);
}

const story_step story_whole_intake[] = {
	{ "arrived", "boss", "2026-11-18", recorded, W },
	{ "looked at", "boss", "2026-11-18", looked_at, R },
	{ "proposed to all", "boss", "2026-11-18", proposed_to_all, R },
	{ "proposed", "boss", "2026-11-18", proposed, R },
	{ "shared out", "boss", "2026-11-18", shared_out, W },
	{ "more needed", "boss", "2026-11-18", more_needed, W },
	{ "about a known child", "dana", "2026-11-18", known_child, W },
	{ "sent on", "boss", "2026-11-18", sent_on, W },
	{ "asked again", "boss", "2026-11-18", asked_again, W },
	{ "confirmed", "boss", "2026-11-18", confirmed, W },
	{ "about new children", "boss", "2026-11-18", registered, W },
	{ "looked at again", "boss", "2026-11-18", looked_at, R },
	{ 0 },
};
