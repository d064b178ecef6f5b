/* The whole register, children of other areas: kept, told of, waited for; and the first screen. */
#include "story.h"

#include <cnis/address.h>
#include <cnis/forward.h>
#include <cnis/today.h>

LOOK(look_forward, cnis_forward)
LOOK(look_today, cnis_today)

static int64_t notice[3];
static int64_t message[3];

static cnis_status
kept(cnis_register *r, cnis_error *e)
{
	const cnis_form_address at[] = {
		{ .line1 = "1 Far Row", .postcode = "DA1 1AA", .authority = "303" },
		{ .line1 = "2 Far Row", .authority = "abroad" },
		{ .line1 = "3 Far Row", .postcode = "DA1 1AB", .authority = "wales" },
	};
	static const int where[][1] = { { 0 }, { 1 }, { 2 } };
	const cnis_form_school school = { .name = "Hill School", .left = story_day("2026-11-16") };
	const cnis_form_child children[] = {
		{ .full_name = "Ada Far",
		  .born = story_day("2014-05-05"),
		  .school = school,
		  .addresses = where[0],
		  .n_addresses = 1 },
		{ .full_name = "Zoe Away",
		  .born = story_day("2013-06-06"),
		  .school = school,
		  .addresses = where[1],
		  .n_addresses = 1 },
		{ .full_name = "Max Beyond",
		  .born = story_day("2012-07-07"),
		  .school = school,
		  .addresses = where[2],
		  .n_addresses = 1 },
	};
	const cnis_form form = { .size = sizeof(form),
		                 .notified_by = "school",
		                 .confirmed_not_duplicate = true,
		                 .children = children,
		                 .n_children = 3,
		                 .addresses = at,
		                 .n_addresses = 3 };
	cnis_registration saved = { 0 };
	cnis_status st = cnis_registration_save(r, &form, &saved, e);

	for (int i = 0; st == CNIS_OK && i < 3; i++)
		notice[i] = saved.withdrawal_id[i];
	if (st == CNIS_OK)
		known.pupil.child_id[1] = saved.child_id[2];
	return st;
}

static cnis_status
first_screen(cnis_register *r, cnis_error *e)
{
	cnis_today_query q = { .size = sizeof(q), .with_names = true };
	cnis_status st = cnis_today_walk(r, &q, look_today, NULL, e);

	q.everybody = true;
	q.limit = 5;
	return st == CNIS_OK ? cnis_today_walk(r, &q, look_today, NULL, e) : st;
}

static cnis_status
told(cnis_register *r, cnis_error *e)
{
	const cnis_forward_new n = { .size = sizeof(n),
		                     .withdrawal_id = notice[0],
		                     .body = "Admissions and inclusion",
		                     .sent = story_day("2026-11-18"),
		                     .method = "email" };

	return cnis_forward_send(r, &n, &message[0], e);
}

static cnis_status
nobody_told(cnis_register *r, cnis_error *e)
{
	return cnis_forward_none(r, notice[1], story_day("2026-11-18"), "Nobody asked.",
	                         &message[1], e);
}

static cnis_status
moved_in(cnis_register *r, cnis_error *e)
{
	const cnis_place to = { .size = sizeof(to), .line1 = "4 Near Row", .postcode = "N2 0AH" };
	const cnis_fact fact = { .source = "school", .from = story_day("2026-11-17") };
	int64_t address = 0;

	return cnis_child_move(r, known.pupil.child_id[1], "home", &to, &fact, &address, e);
}

static cnis_status
listed(cnis_register *r, cnis_error *e)
{
	cnis_status st = cnis_forward_walk(r, 0, CNIS_DAY_NONE, true, look_forward, NULL, e);

	return st == CNIS_OK ? cnis_forward_get(r, message[0], look_forward, NULL, e) : st;
}

static cnis_status
chased(cnis_register *r, cnis_error *e)
{
	return cnis_forward_chase(r, message[0], story_day("2026-11-18"), e);
}

static cnis_status
confirmed(cnis_register *r, cnis_error *e)
{
	return cnis_forward_receipt(r, message[0], story_day("2026-11-18"), true, e);
}

static cnis_status
sent_wrong(cnis_register *r, cnis_error *e)
{
	const cnis_forward_new n = { .size = sizeof(n),
		                     .withdrawal_id = notice[0],
		                     .area = "304",
		                     .sent = story_day("2026-11-18"),
		                     .method = "email",
		                     .elsewhere = true,
		                     .reason = "They teach the child." };

	return cnis_forward_send(r, &n, &message[2], e);
}

static cnis_status
wrong_place(cnis_register *r, cnis_error *e)
{
	return cnis_forward_misdirected(r, message[2], story_day("2026-11-18"), "A wrong line.", e);
}

const story_step story_whole_forward[] = {
	{ "kept", "boss", "2026-11-18", kept, W },
	{ "the first screen", "boss", "2026-11-18", first_screen, R },
	{ "told", "boss", "2026-11-18", told, W },
	{ "nobody told", "boss", "2026-11-18", nobody_told, W },
	{ "moved in", "boss", "2026-11-18", moved_in, W },
	{ "listed", "boss", "2026-11-18", listed, R },
	{ "chased", "boss", "2026-11-18", chased, W },
	{ "sent where it does not live", "boss", "2026-11-18", sent_wrong, W },
	{ "the wrong place", "boss", "2026-11-18", wrong_place, W },
	{ "confirmed", "boss", "2026-11-18", confirmed, W },
	{ 0 },
};
