/* The other story, the work: an outcome not agreed, duties met, put off and waived, answers to why.
 */
#include "story.h"

#include <string.h>

#include <cnis/duty.h>
#include <cnis/entry.h>
#include <cnis/reference.h>
#include <cnis/review.h>
#include <cnis/why.h>

LOOK(look_review, cnis_review)
LOOK(look_why, cnis_why_line)

static int64_t duty;
static const char *wanted;

static cnis_status
keep_duty(const cnis_duty *d, void *payload, cnis_error *reterr)
{
	(void)payload;
	(void)reterr;
	if (strcmp(d->kind, wanted) == 0)
		duty = d->id;
	return CNIS_OK;
}

/* The newest open duty of a kind: nothing is remembered of one that is not there. */
static cnis_status
find(cnis_register *r, int64_t child, const char *kind, cnis_error *e)
{
	cnis_duty_query q = { .size = sizeof(q), .child_id = child, .kind = kind };

	wanted = kind;
	duty = 0;
	return cnis_duty_walk(r, &q, keep_duty, NULL, e);
}

static cnis_status
reviewed(cnis_register *r, cnis_error *e)
{
	cnis_review_new n = { .size = sizeof(n),
		              .child_id = known.family.child_id[0],
		              .reviewed = story_day("2026-11-11"),
		              .method = "home_visit",
		              .evidence = "plan",
		              .outcome = "appears_not_suitable",
		              .reasons = "little was shown",
		              .voice = "speech" };

	return cnis_review_record(r, &n, &known.review, e);
}

static cnis_status
not_agreed(cnis_register *r, cnis_error *e)
{
	cnis_review_done done = { 0 };

	return cnis_review_sign(r, known.review.id, 0, false, story_day("2026-11-12"), &done, e);
}

static cnis_status
waiting(cnis_register *r, cnis_error *e)
{
	cnis_status st = cnis_review_walk(r, known.family.child_id[0], true, look_review, NULL, e);

	return st == CNIS_OK ? cnis_review_get(r, known.review.id, look_review, NULL, e) : st;
}

/* ---- duties ---------------------------------------------------------------------------------- */

static cnis_status
rerouted(cnis_register *r, cnis_error *e)
{
	cnis_entry_route n = { .size = sizeof(n),
		               .because = "other",
		               .entry_id = known.family.entry_id[2],
		               .route = "missing_education",
		               .on = story_day("2026-11-12") };

	return cnis_entry_change_route(r, &n, &known.missing, e);
}

static cnis_status
review_found(cnis_register *r, cnis_error *e)
{
	return find(r, known.family.child_id[1], "review", e);
}

static cnis_status
put_off(cnis_register *r, cnis_error *e)
{
	return cnis_duty_extend(r, duty, story_day("2028-01-10"), "the family is away", NULL, e);
}

static cnis_status
owned_by_another(cnis_register *r, cnis_error *e)
{
	return cnis_duty_assign(r, duty, "dana", e);
}

static cnis_status
consider_found(cnis_register *r, cnis_error *e)
{
	return find(r, known.family.child_id[0], "consider_436h5", e);
}

static cnis_status
duty_met(cnis_register *r, cnis_error *e)
{
	return cnis_duty_meet(r, duty, story_day("2026-11-12"), "spoken to", e);
}

static cnis_status
enquiry_found(cnis_register *r, cnis_error *e)
{
	return find(r, known.family.child_id[2], "missing_enquiry", e);
}

static cnis_status
enquiry_waived(cnis_register *r, cnis_error *e)
{
	return cnis_duty_waive(r, duty, "nothing to ask", e);
}

static cnis_status
counted(cnis_register *r, cnis_error *e)
{
	cnis_duty_query past = { .size = sizeof(past),
		                 .as_at = story_day("2026-11-05"),
		                 .due_from = story_day("2026-11-01"),
		                 .due_to = story_day("2027-11-01"),
		                 .with_names = true,
		                 .limit = 50 };
	int64_t n = 0;
	cnis_status st = cnis_duty_count_children(r, &past, &n, e);

	wanted = "";
	if (st == CNIS_OK)
		st = cnis_duty_walk(r, &past, keep_duty, NULL, e);
	if (st == CNIS_OK)
		st = cnis_duty_recalc(r, false, keep_duty, NULL, NULL, e);
	return st;
}

static cnis_status
explained_to(cnis_register *r, bool for_family, cnis_error *e)
{
	const struct {
		char kind;
		int64_t id;
	} all[] = {
		{ CNIS_REF_CHILD, known.family.child_id[0] },
		{ CNIS_REF_CHILD, known.pupil.child_id[0] },
		{ CNIS_REF_ENTRY, known.family.entry_id[0] },
		{ CNIS_REF_ENTRY, known.family.entry_id[2] },
		{ CNIS_REF_WITHDRAWAL, known.notice },
		{ CNIS_REF_WITHDRAWAL, known.notice_again },
		{ CNIS_REF_REVIEW, known.review.id },
	};
	cnis_status st = CNIS_OK;
	size_t i;

	for (i = 0; st == CNIS_OK && i < sizeof(all) / sizeof(all[0]); i++) {
		int64_t child = 0;

		st = cnis_why(r, all[i].kind, all[i].id, for_family, look_why, NULL, e);
		if (st == CNIS_OK)
			st = cnis_why_child(r, all[i].kind, all[i].id, &child, e);
	}
	return st;
}

static cnis_status
explained(cnis_register *r, cnis_error *e)
{
	return explained_to(r, false, e);
}

static cnis_status
explained_to_family(cnis_register *r, cnis_error *e)
{
	return explained_to(r, true, e);
}

const story_step story_ends_work[] = {
	{ "adverse review", "boss", "2026-11-11", reviewed, W },
	{ "waiting", "boss", "2026-11-11", waiting, R },
	{ "not agreed", "dana", "2026-11-12", not_agreed, W },
	{ "another route", "boss", "2026-11-12", rerouted, W },
	{ "review found", "boss", "2026-11-12", review_found, R },
	{ "review put off", "boss", "2026-11-12", put_off, W },
	{ "review found again", "boss", "2026-11-12", review_found, R },
	{ "review handed on", "boss", "2026-11-12", owned_by_another, W },
	{ "to be considered", "boss", "2026-11-12", consider_found, R },
	{ "considered", "boss", "2026-11-12", duty_met, W },
	{ "enquiry found", "boss", "2026-11-12", enquiry_found, R },
	{ "enquiry waived", "boss", "2026-11-12", enquiry_waived, W },
	{ "counted", "boss", "2026-11-12", counted, R },
	{ "explained", "boss", "2026-11-12", explained, R },
	{ "explained to the family", "boss", "2026-11-12", explained_to_family, R },
	{ "explained without the role", "dana", "2026-11-12", explained, R },
	{ 0 },
};
