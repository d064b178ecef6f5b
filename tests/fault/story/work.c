/* The story, the work: duties, another route, an entry ended and made again, a change taken back.
 */
#include "story.h"

#include <string.h>

#include <cnis/duty.h>
#include <cnis/entry.h>
#include <cnis/journal.h>
#include <cnis/reference.h>
#include <cnis/setting.h>
#include <cnis/why.h>

LOOK(look_why, cnis_why_line)

static int64_t entry, duty, put_off;
static const char *const reasons[] = { "mental_health" };

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
duties(cnis_register *r, cnis_error *e)
{
	cnis_duty_query all = { .size = sizeof(all), .ended_too = true, .with_names = true };
	cnis_duty_query own = { .size = sizeof(own),
		                .owner = "boss",
		                .kind = "review",
		                .due_to = story_day("2028-01-01"),
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
	return cnis_duty_extend(r, duty, story_day("2029-01-10"), "the family is away", &put_off,
	                        e);
}

static cnis_status
explained(cnis_register *r, cnis_error *e)
{
	int64_t child = 0;
	cnis_status st = cnis_why(r, CNIS_REF_DUTY, duty, false, look_why, NULL, e);

	if (st == CNIS_OK)
		st = cnis_why(r, CNIS_REF_CHILD, known.family.child_id[0], true, look_why, NULL, e);
	if (st == CNIS_OK)
		st = cnis_why(r, CNIS_REF_WITHDRAWAL, known.notice, false, look_why, NULL, e);
	if (st == CNIS_OK)
		st =
		    cnis_why(r, CNIS_REF_ENTRY, known.family.entry_id[0], false, look_why, NULL, e);
	if (st == CNIS_OK)
		st = cnis_why(r, CNIS_REF_REVIEW, known.review.id, false, look_why, NULL, e);
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
		               .because = "other",
		               .entry_id = known.family.entry_id[1],
		               .route = "missing_education",
		               .on = story_day("2026-11-13") };

	return cnis_entry_change_route(r, &n, &entry, e);
}

static cnis_status
at_school(cnis_register *r, cnis_error *e)
{
	cnis_entry_end n = { .size = sizeof(n),
		             .entry_id = entry,
		             .end_reason = "registered_at_school",
		             .on = story_day("2026-11-14"),
		             .school_name = "Larkfield School",
		             .source = "school" };

	return cnis_entry_finish(r, &n, e);
}

static cnis_status
entered_again(cnis_register *r, cnis_error *e)
{
	cnis_entry_new n = { .size = sizeof(n),
		             .child_id = known.family.child_id[1],
		             .route = "home_education",
		             .reason = "lifestyle",
		             .further_reasons = reasons,
		             .n_further_reasons = 1,
		             .school_name = "Larkfield School",
		             .school_left = story_day("2026-11-16"),
		             .fact = { .from = story_day("2026-11-17"), .source = "parent" } };

	return cnis_entry_open(r, &n, &entry, e);
}

static cnis_status
look_newest(const cnis_log_entry *row, void *payload, cnis_error *reterr)
{
	(void)payload;
	(void)reterr;
	known.newest = row->seq;
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
	return cnis_undo(r, known.newest, "not yet", NULL, e);
}

const story_step story_work[] = {
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
	{ 0 },
};
