/* The steps: every kind of flag, homes that disagree, a plan given up, an outcome not agreed,
 * duties met and waived, and the ends an entry can come to. */
#include <string.h>

#include <cnis/address.h>
#include <cnis/calendar.h>
#include <cnis/child.h>
#include <cnis/consent.h>
#include <cnis/duty.h>
#include <cnis/entry.h>
#include <cnis/flag.h>
#include <cnis/journal.h>
#include <cnis/officer.h>
#include <cnis/reference.h>
#include <cnis/registration.h>
#include <cnis/relationship.h>
#include <cnis/review.h>
#include <cnis/unseen.h>
#include <cnis/why.h>
#include <cnis/withdrawal.h>

#include "story.h"

enum { CHILDREN = 4 };

static cnis_registration family, pupil;
static int64_t notice, notice_again, flag_id, adult, at_father, duty, missing;
static cnis_review_done review;
static const char *wanted;

static cnis_day
day(const char *iso)
{
	cnis_day d = CNIS_DAY_NONE;

	(void)cnis_day_parse(iso, &d);
	return d;
}

#define LOOK(name, type)                                                                           \
	static cnis_status name(const type *row, void *payload, cnis_error *reterr)                \
	{                                                                                          \
		(void)row;                                                                         \
		(void)payload;                                                                     \
		(void)reterr;                                                                      \
		return CNIS_OK;                                                                    \
	}
LOOK(look_child, cnis_child)
LOOK(look_flag, cnis_flag)
LOOK(look_why, cnis_why_line)
LOOK(look_unseen, cnis_unseen)
LOOK(look_log, cnis_log_entry)
LOOK(look_calendar, cnis_calendar_row)
LOOK(look_withdrawal, cnis_withdrawal)
LOOK(look_review, cnis_review)

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

/* ---- setting up ------------------------------------------------------------------------------ */

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
	const cnis_calendar_day days[] = { { day("2026-09-01"), "open", NULL },
		                           { day("2026-12-21"), "closed", "winter" } };

	return cnis_calendar_add(r, "100001", days, 2, NULL, e);
}

static cnis_status
terms_shown(cnis_register *r, cnis_error *e)
{
	return cnis_calendar_walk(r, "100001", look_calendar, NULL, e);
}

static const cnis_form_address home = { .line1 = "1 Invented Row", .postcode = "N2 0AB" };

static cnis_status
registered(cnis_register *r, cnis_error *e)
{
	cnis_form_child children[CHILDREN] = {
		{ .full_name = "Ira Sample", .born = day("2015-03-02"), .reason = "lifestyle" },
		{ .full_name = "Noa Sample", .born = day("2013-03-02") },
		{ .full_name = "Uma Sample", .born = day("2014-03-02") },
		{ .full_name = "Zed Sample", .born = day("2016-05-02") },
	};
	cnis_form_parent parent = { .full_name = "Alex Sample", .relationship = "mother" };
	cnis_form form = { .size = sizeof(form),
		           .children = children,
		           .n_children = CHILDREN,
		           .parents = &parent,
		           .n_parents = 1,
		           .addresses = &home,
		           .n_addresses = 1 };

	return cnis_registration_save(r, &form, &family, e);
}

static cnis_status
pupil_known(cnis_register *r, cnis_error *e)
{
	cnis_form_child child = { .full_name = "Ash Other",
		                  .born = day("2014-02-03"),
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
	cnis_status st = cnis_registration_save(r, &form, &pupil, e);

	notice = pupil.withdrawal_id[0];
	return st;
}

/* ---- a plan given up, another refused -------------------------------------------------------- */

static cnis_status
given_up(cnis_register *r, cnis_error *e)
{
	return cnis_withdrawal_withdraw(r, notice, 0, day("2026-11-03"), e);
}

static cnis_status
notified_again(cnis_register *r, cnis_error *e)
{
	cnis_withdrawal_new w = { .size = sizeof(w),
		                  .child_id = pupil.child_id[0],
		                  .purpose = "otherwise_than_at_school",
		                  .notified_by = "parent",
		                  .notified = day("2026-11-04"),
		                  .school_name = "Fernhill School",
		                  .placement = "special",
		                  .placed_by = "302" };

	return cnis_withdrawal_notify(r, &w, &notice_again, e);
}

static cnis_status
asked(cnis_register *r, cnis_error *e)
{
	cnis_consent_apply_new a = { .size = sizeof(a),
		                     .withdrawal_id = notice_again,
		                     .applied = day("2026-11-04"),
		                     .applicant = "parent",
		                     .person_id = pupil.person_id[0] };
	cnis_consent_applied done = { 0 };

	return cnis_consent_apply(r, &a, &done, e);
}

static cnis_status
granted(cnis_register *r, cnis_error *e)
{
	cnis_consent_decide_new d = { .size = sizeof(d),
		                      .withdrawal_id = notice_again,
		                      .decided = day("2026-11-05"),
		                      .grant = true,
		                      .reasons = "suitable" };
	int64_t id = 0;

	return cnis_consent_decide(r, &d, &id, e);
}

static cnis_status
electronically(cnis_register *r, cnis_error *e)
{
	cnis_consent_serve_new s = { .size = sizeof(s),
		                     .withdrawal_id = notice_again,
		                     .recipient = "applicant",
		                     .served = day("2026-11-06"),
		                     .method = "electronic",
		                     .e_consent = day("2026-11-05") };

	return cnis_consent_serve(r, &s, NULL, e);
}

static cnis_status
left_out(cnis_register *r, cnis_error *e)
{
	cnis_consent_serve_new s = { .size = sizeof(s),
		                     .withdrawal_id = notice_again,
		                     .recipient = "other_parent",
		                     .person_id = pupil.person_id[1],
		                     .served = day("2026-11-06"),
		                     .not_served = "exceptional",
		                     .reason = "asked for by the court" };

	return cnis_consent_serve(r, &s, NULL, e);
}

static cnis_status
left_school(cnis_register *r, cnis_error *e)
{
	return cnis_withdrawal_left(r, notice_again, 0, day("2026-11-09"), e);
}

static cnis_status
notices(cnis_register *r, cnis_error *e)
{
	cnis_withdrawal_query q = { .size = sizeof(q),
		                    .as_at = day("2026-11-04"),
		                    .child_id = pupil.child_id[0],
		                    .closed_too = true,
		                    .limit = 5 };

	return cnis_withdrawal_walk(r, &q, look_withdrawal, NULL, e);
}

/* ---- flags of every kind --------------------------------------------------------------------- */

static cnis_status
flag(cnis_register *r, const char *kind, const char *harm, const char *note, cnis_error *e)
{
	cnis_flag_new f = { .size = sizeof(f),
		            .child_id = family.child_id[0],
		            .kind = kind,
		            .significant_harm = harm,
		            .provision = strcmp(kind, "sen_provision") == 0 ? "K" : NULL,
		            .note = note,
		            .fact = { .from = day("2026-11-01") } };

	return cnis_flag_add(r, &f, &flag_id, e);
}

#define FLAG(kind, harm, note)                                                                     \
	static cnis_status flag_##kind(cnis_register *r, cnis_error *e)                            \
	{                                                                                          \
		return flag(r, #kind, harm, note, e);                                              \
	}
FLAG(sen_provision, NULL, NULL)
FLAG(s47_action, "yes", NULL)
FLAG(child_protection_plan, NULL, NULL)
FLAG(child_in_need, NULL, NULL)
FLAG(looked_after, NULL, NULL)
FLAG(young_carer, NULL, NULL)
FLAG(concern, NULL, "a neighbour rang")
FLAG(priority, NULL, "not answered for a year")

static cnis_status
flag_ended(cnis_register *r, cnis_error *e)
{
	return cnis_flag_end(r, flag_id, day("2026-11-10"), e);
}

static cnis_status
flags(cnis_register *r, cnis_error *e)
{
	cnis_status st =
	    cnis_flag_walk(r, family.child_id[0], day("2026-11-05"), false, look_flag, NULL, e);

	return st == CNIS_OK ? cnis_unseen_walk(r, day("2026-11-05"), false, look_unseen, NULL, e)
	                     : st;
}

/* ---- adults and homes ------------------------------------------------------------------------ */

static cnis_status
adult_added(cnis_register *r, cnis_error *e)
{
	cnis_name n = { .size = sizeof(n), .full_name = "Lee Sample" };
	cnis_relationship_new tie = { .size = sizeof(tie),
		                      .child_id = family.child_id[0],
		                      .kind = "father",
		                      .responsibility = "yes",
		                      .responsibility_basis = "registered",
		                      .has_care = "yes" };

	return cnis_relationship_add_adult(r, "parent", &n, &tie, &adult, e);
}

static cnis_status
lives(cnis_register *r, const char *line1, const char *source, int64_t *ret, cnis_error *e)
{
	cnis_place p = {
		.size = sizeof(p), .line1 = line1, .postcode = "N2 0AB", .authority = "302"
	};
	cnis_fact f = { .from = day("2026-11-09"), .source = source };

	return cnis_child_move(r, family.child_id[1], "home", &p, &f, ret, e);
}

static cnis_status
moved_by_school(cnis_register *r, cnis_error *e)
{
	return lives(r, "7 Invented Row", "school", &at_father, e);
}

static cnis_status
settled(cnis_register *r, cnis_error *e)
{
	return cnis_child_settle(r, family.child_id[1], at_father, day("2026-11-10"), NULL, e);
}

static cnis_status
moved_away(cnis_register *r, cnis_error *e)
{
	return cnis_child_leave(r, family.child_id[1], at_father, day("2026-11-11"), e);
}

/* ---- an outcome not agreed ------------------------------------------------------------------- */

static cnis_status
reviewed(cnis_register *r, cnis_error *e)
{
	cnis_review_new n = { .size = sizeof(n),
		              .child_id = family.child_id[0],
		              .reviewed = day("2026-11-11"),
		              .method = "home_visit",
		              .evidence = "plan",
		              .outcome = "appears_not_suitable",
		              .reasons = "little was shown",
		              .voice = "speech" };

	return cnis_review_record(r, &n, &review, e);
}

static cnis_status
not_agreed(cnis_register *r, cnis_error *e)
{
	cnis_review_done done = { 0 };

	return cnis_review_sign(r, review.id, 0, false, day("2026-11-12"), &done, e);
}

static cnis_status
waiting(cnis_register *r, cnis_error *e)
{
	cnis_status st = cnis_review_walk(r, family.child_id[0], true, look_review, NULL, e);

	return st == CNIS_OK ? cnis_review_get(r, review.id, look_review, NULL, e) : st;
}

/* ---- duties ---------------------------------------------------------------------------------- */

static cnis_status
rerouted(cnis_register *r, cnis_error *e)
{
	cnis_entry_route n = { .size = sizeof(n),
		               .entry_id = family.entry_id[2],
		               .route = "missing_education",
		               .on = day("2026-11-12") };

	return cnis_entry_change_route(r, &n, &missing, e);
}

static cnis_status
review_found(cnis_register *r, cnis_error *e)
{
	return find(r, family.child_id[1], "review", e);
}

static cnis_status
put_off(cnis_register *r, cnis_error *e)
{
	return cnis_duty_extend(r, duty, day("2028-01-10"), "the family is away", NULL, e);
}

static cnis_status
owned_by_another(cnis_register *r, cnis_error *e)
{
	return cnis_duty_assign(r, duty, "dana", e);
}

static cnis_status
consider_found(cnis_register *r, cnis_error *e)
{
	return find(r, family.child_id[0], "consider_436h5", e);
}

static cnis_status
duty_met(cnis_register *r, cnis_error *e)
{
	return cnis_duty_meet(r, duty, day("2026-11-12"), "spoken to", e);
}

static cnis_status
enquiry_found(cnis_register *r, cnis_error *e)
{
	return find(r, family.child_id[2], "missing_enquiry", e);
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
		                 .as_at = day("2026-11-05"),
		                 .due_from = day("2026-11-01"),
		                 .due_to = day("2027-11-01"),
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
		{ CNIS_REF_CHILD, family.child_id[0] }, { CNIS_REF_CHILD, pupil.child_id[0] },
		{ CNIS_REF_ENTRY, family.entry_id[0] }, { CNIS_REF_ENTRY, family.entry_id[2] },
		{ CNIS_REF_WITHDRAWAL, notice },        { CNIS_REF_WITHDRAWAL, notice_again },
		{ CNIS_REF_REVIEW, review.id },
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

/* ---- the ends -------------------------------------------------------------------------------- */

static cnis_status
entry_ends(cnis_register *r, cnis_entry_end n, cnis_error *e)
{
	n.size = sizeof(n);
	n.on = day("2026-11-14");
	n.source = "parent";
	return cnis_entry_finish(r, &n, e);
}

static cnis_status
moved_out(cnis_register *r, cnis_error *e)
{
	return entry_ends(r,
	                  (cnis_entry_end){ .entry_id = family.entry_id[0],
	                                    .end_reason = "moved_out",
	                                    .authority = "303" },
	                  e);
}

static cnis_status
abroad(cnis_register *r, cnis_error *e)
{
	return entry_ends(r,
	                  (cnis_entry_end){ .entry_id = family.entry_id[1],
	                                    .end_reason = "moved_out",
	                                    .abroad = true },
	                  e);
}

static cnis_status
died(cnis_register *r, cnis_error *e)
{
	return entry_ends(
	    r,
	    (cnis_entry_end){ .entry_id = missing, .end_reason = "died", .note = "told by letter" },
	    e);
}

static cnis_status
in_error(cnis_register *r, cnis_error *e)
{
	return entry_ends(r,
	                  (cnis_entry_end){ .entry_id = family.entry_id[3],
	                                    .end_reason = "entered_in_error",
	                                    .note = "the wrong child" },
	                  e);
}

static cnis_status
looked_up(cnis_register *r, cnis_error *e)
{
	cnis_child_query q = {
		.size = sizeof(q), .as_at = day("2026-11-10"), .born = day("2015-03-02"), .limit = 2
	};
	cnis_status st = cnis_child_walk(r, &q, look_child, NULL, e);

	q = (cnis_child_query){ .size = sizeof(q), .name = "sam", .after_id = family.child_id[0] };
	if (st == CNIS_OK)
		st = cnis_child_walk(r, &q, look_child, NULL, e);
	if (st == CNIS_OK)
		st = cnis_log_walk(r, 0, 20, 5, look_log, NULL, e);
	return st;
}

static cnis_status
handed_over(cnis_register *r, cnis_error *e)
{
	return cnis_officer_end(r, "dana", "boss", NULL, e);
}

#define W .dry = true
#define R .reads = true
const story_step story_ends[] = {
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
	{ "service electronically", "boss", "2026-11-06", electronically, W },
	{ "a parent left out", "boss", "2026-11-06", left_out, W },
	{ "notices", "boss", "2026-11-06", notices, R },
	{ "left school", "boss", "2026-11-09", left_school, W },
	{ "SEN provision", "boss", "2026-11-09", flag_sen_provision, W },
	{ "action", "boss", "2026-11-09", flag_s47_action, W },
	{ "protection plan", "boss", "2026-11-09", flag_child_protection_plan, W },
	{ "child in need", "boss", "2026-11-09", flag_child_in_need, W },
	{ "looked after", "boss", "2026-11-09", flag_looked_after, W },
	{ "young carer", "boss", "2026-11-09", flag_young_carer, W },
	{ "concern", "boss", "2026-11-09", flag_concern, W },
	{ "priority", "boss", "2026-11-09", flag_priority, W },
	{ "flags", "boss", "2026-11-10", flags, R },
	{ "flag ended", "boss", "2026-11-10", flag_ended, W },
	{ "adult", "boss", "2026-11-10", adult_added, W },
	{ "homes disagree", "boss", "2026-11-10", moved_by_school, W },
	{ "settled", "boss", "2026-11-10", settled, W },
	{ "moved away", "boss", "2026-11-11", moved_away, W },
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
	{ "moved out", "boss", "2026-11-15", moved_out, W },
	{ "abroad", "boss", "2026-11-15", abroad, W },
	{ "died", "boss", "2026-11-15", died, W },
	{ "in error", "boss", "2026-11-15", in_error, W },
	{ "looked up", "boss", "2026-11-15", looked_up, R },
	{ "handed over", "boss", "2026-11-15", handed_over, W },
	{ 0 },
};
