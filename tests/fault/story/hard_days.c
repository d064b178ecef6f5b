/* The hard days: somebody covers, work is given back and waits for an owner, an officer leaves to
 * the queue, complaints are recorded and answered, letters are held. */
#include "story.h"

#include <cnis/complaint.h>
#include <cnis/cover.h>
#include <cnis/duty.h>
#include <cnis/hold.h>
#include <cnis/officer.h>

LOOK(look_complaint, cnis_complaint)
LOOK(look_cover, cnis_cover)
LOOK(look_hold, cnis_hold)

static int64_t duty, cover, complaint, other_complaint;

static cnis_status
joins(cnis_register *r, const char *login, unsigned roles, cnis_error *e)
{
	const cnis_officer_new o = { sizeof(o), login, "An Example", "EHE", roles };

	return cnis_officer_add(r, &o, NULL, e);
}

static cnis_status
second(cnis_register *r, cnis_error *e)
{
	return joins(r, "dana", CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER, e);
}

static cnis_status
third(cnis_register *r, cnis_error *e)
{
	return joins(r, "ed", CNIS_ROLE_OFFICER, e);
}

static cnis_status
registered(cnis_register *r, cnis_error *e)
{
	static const cnis_form_address home = { .line1 = "1 Invented Row", .postcode = "N2 0AB" };
	const cnis_form_child children[] = {
		{ .full_name = "Ash Sample", .born = story_day("2014-03-02") },
		{ .full_name = "Fern Sample", .born = story_day("2016-03-02") },
	};
	const cnis_form_parent parent = { .full_name = "Alex Sample", .relationship = "mother" };
	const cnis_form form = { .size = sizeof(form),
		                 .children = children,
		                 .n_children = 2,
		                 .parents = &parent,
		                 .n_parents = 1,
		                 .addresses = &home,
		                 .n_addresses = 1,
		                 .owner = "ed" };

	return cnis_registration_save(r, &form, &known.family, e);
}

/* ---- cover ------------------------------------------------------------------------------------
 */

static cnis_status
covered(cnis_register *r, cnis_error *e)
{
	const cnis_cover_new n = {
		.size = sizeof(n), .officer = "ed", .by = "dana", .to = story_day("2026-11-20")
	};

	return cnis_cover_add(r, &n, &cover, e);
}

static cnis_status
keep_duty(const cnis_duty *d, void *payload, cnis_error *reterr)
{
	(void)payload;
	(void)reterr;
	duty = d->id;
	return CNIS_OK;
}

static cnis_status
find(cnis_register *r, cnis_duty_query q, cnis_error *e)
{
	q.size = sizeof(q);
	q.with_names = true;
	duty = 0;
	return cnis_duty_walk(r, &q, keep_duty, NULL, e);
}

static cnis_status
covers(cnis_register *r, cnis_error *e)
{
	cnis_status st = cnis_cover_walk(r, CNIS_DAY_NONE, true, look_cover, NULL, e);

	if (st == CNIS_OK)
		st = find(r, (cnis_duty_query){ .owner = "dana", .covered_too = true }, e);
	return st;
}

static cnis_status
back_early(cnis_register *r, cnis_error *e)
{
	return cnis_cover_end(r, cover, CNIS_DAY_NONE, e);
}

/* ---- the queue --------------------------------------------------------------------------------
 */

static cnis_status
one_of_eds(cnis_register *r, cnis_error *e)
{
	return find(r, (cnis_duty_query){ .owner = "ed", .kind = "review" }, e);
}

static cnis_status
given_back(cnis_register *r, cnis_error *e)
{
	return cnis_duty_release(r, duty, e);
}

static cnis_status
waiting(cnis_register *r, cnis_error *e)
{
	return find(r, (cnis_duty_query){ .unallocated = true }, e);
}

static cnis_status
allocated(cnis_register *r, cnis_error *e)
{
	return cnis_duty_assign(r, duty, "ed", e);
}

static cnis_status
leaves(cnis_register *r, cnis_error *e)
{
	const cnis_officer_leaving n = { .size = sizeof(n), .login = "ed", .to_queue = true };

	return cnis_officer_leave(r, &n, NULL, e);
}

static cnis_status
taken(cnis_register *r, cnis_error *e)
{
	return cnis_duty_assign(r, duty, "dana", e);
}

/* ---- complaints -------------------------------------------------------------------------------
 */

static cnis_status
complained(cnis_register *r, cnis_error *e)
{
	const cnis_complaint_new n = { .size = sizeof(n),
		                       .child_id = known.family.child_id[0],
		                       .kind = "own",
		                       .about = "boss",
		                       .words = "nobody called back",
		                       .fact = { .source = "parent" } };

	return cnis_complaint_add(r, &n, &complaint, e);
}

static cnis_status
complained_of_nobody(cnis_register *r, cnis_error *e)
{
	const cnis_complaint_new n = { .size = sizeof(n),
		                       .kind = "data_protection",
		                       .owner = "dana",
		                       .words = "what is held",
		                       .fact = { .source = "other_professional",
		                                 .received = story_day("2026-11-06") } };

	return cnis_complaint_add(r, &n, &other_complaint, e);
}

static cnis_status
complaints(cnis_register *r, cnis_error *e)
{
	cnis_status st = cnis_complaint_walk(r, CNIS_DAY_NONE, true, look_complaint, NULL, e);

	if (st == CNIS_OK)
		st = cnis_complaint_get(r, other_complaint, look_complaint, NULL, e);
	return st;
}

static cnis_status
answered(cnis_register *r, cnis_error *e)
{
	return cnis_complaint_close(r, complaint, story_day("2026-11-12"), "upheld",
	                            "somebody should have", e);
}

/* ---- letters ----------------------------------------------------------------------------------
 */

static cnis_status
held_back(cnis_register *r, cnis_error *e)
{
	const cnis_hold_new n = { .size = sizeof(n),
		                  .child_id = known.family.child_id[1],
		                  .kind = "letters",
		                  .because = "family_asked" };
	int64_t id = 0;

	return cnis_hold_add(r, &n, &id, e);
}

static cnis_status
held(cnis_register *r, cnis_error *e)
{
	return cnis_hold_walk(r, known.family.child_id[1], CNIS_DAY_NONE, true, look_hold, NULL, e);
}

static cnis_status
decided(cnis_register *r, cnis_error *e)
{
	return cnis_hold_end(r, known.family.child_id[1], "letters", "they were asked", e);
}

const story_step story_hard_days[] = {
	{ "second officer", "boss", "2026-11-02", second, W },
	{ "third officer", "boss", "2026-11-02", third, W },
	{ "two children", "boss", "2026-11-02", registered, W },
	{ "covered", "boss", "2026-11-09", covered, W },
	{ "covers", "dana", "2026-11-09", covers, R },
	{ "back early", "boss", "2026-11-10", back_early, W },
	{ "one of them", "boss", "2026-11-10", one_of_eds, R },
	{ "given back", "ed", "2026-11-10", given_back, W },
	{ "waiting", "boss", "2026-11-10", waiting, R },
	{ "allocated", "boss", "2026-11-10", allocated, W },
	{ "leaves to the queue", "boss", "2026-11-11", leaves, W },
	{ "waiting again", "boss", "2026-11-11", waiting, R },
	{ "taken", "dana", "2026-11-11", taken, W },
	{ "a complaint", "boss", "2026-11-11", complained, W },
	{ "one of no family", "boss", "2026-11-11", complained_of_nobody, W },
	{ "complaints", "dana", "2026-11-11", complaints, R },
	{ "answered", "dana", "2026-11-12", answered, W },
	{ "letters held", "boss", "2026-11-12", held_back, W },
	{ "what is held", "boss", "2026-11-12", held, R },
	{ "letters decided", "dana", "2026-11-13", decided, W },
	{ 0 },
};
