/* What facts call for while a child is on the register: the EHC review, the word with social care.
 */
#include <string.h>

#include "base/flat.h"
#include "base/text.h"
#include "domain/duty.h"
#include "domain/flag_inside.h"
#include "domain/officer.h"
#include "domain/same.h"
#include "domain/setting.h"

enum { LOOK_BACK_MONTHS = 60 }; /* 436H(5)(a)(ii): five years ending with the day */

enum { Q_FACT, Q_OF_CHILD, Q_OF_OTHERS, Q_OF_ENDED, Q_ASKED, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_FACT] = { "flag_duty.fact",
		"SELECT kind, from_day, to_day, significant_harm, reviewed_day, received_day,"
		" authority FROM flag"
		" WHERE id = :id" },
	[Q_OF_CHILD] = { "flag_duty.of_child", "SELECT id FROM flag WHERE child_id IN "
		SAME_CHILD(SAME_NOW) " ORDER BY id" },
	/* A fact in one record and an open entry in another, one of them :child.  What social care was
	 * asked about while this entry was open is not asked again. */
	[Q_OF_OTHERS] = { "flag_duty.of_others",
		"SELECT f.id, e.id, f.recorded_at FROM flag f JOIN entry e ON e.child_id <> f.child_id"
		" JOIN child c ON c.id = e.child_id"
		" WHERE (f.child_id = :child OR e.child_id = :child)"
		" AND f.child_id IN " SAME_CHILD(SAME_NOW) " AND e.child_id IN " SAME_CHILD(SAME_NOW)
		" AND e.to_day IS NULL AND c.school_age_to >= :on AND (f.kind = 'ehc_plan' OR NOT EXISTS"
		" (SELECT 1 FROM duty d WHERE d.flag_id = f.id AND d.state <> 'superseded'"
		"  AND (d.entry_id = e.id OR d.opened_day >= e.registered_day)))"
		" ORDER BY f.id, e.id" },
	[Q_OF_ENDED] = { "flag_duty.of_ended",
		"SELECT f.id, e.id, f.recorded_at FROM flag f JOIN entry e ON e.id ="
		" (SELECT x.id FROM entry x JOIN child c ON c.id = x.child_id"
		"  WHERE x.child_id IN " SAME_CHILD(SAME_NOW) " AND x.id <> :entry"
		"  AND x.to_day IS NULL AND c.school_age_to >= :on ORDER BY x.id LIMIT 1)"
		" WHERE f.id IN (SELECT flag_id FROM duty WHERE entry_id = :entry"
		"  AND state = 'superseded' AND rev = :rev) ORDER BY f.id" },
	/* One duty for one fact, and one word with social care at a time. */
	[Q_ASKED] = { "flag_duty.asked",
		"SELECT 1 FROM duty WHERE child_id IN " SAME_CHILD(SAME_NOW)
		" AND kind = :kind AND state = 'open'"
		" AND (:flag IS NULL OR flag_id = :flag)" },
};
/* clang-format on */

typedef struct fact {
	bool ehc_plan, s47;
	cnis_day from, to, reviewed;
	cnis_day received;
} fact;

/* s. 47 enquiries being conducted, or action that followed a significant-harm conclusion, now or in
 * the five years ending with the day.  INFERENCE: a child protection plan is evidence of such
 * action. */
static bool
calls_for_social_care(const cursor *c, cnis_day on)
{
	const char *kind = col_text(c, 0);
	cnis_day to = col_day(c, 2);
	bool holds = to == CNIS_DAY_NONE || to >= on;
	bool within = holds || to > cnis_day_add_months(on, -LOOK_BACK_MONTHS);

	if (col_day(c, 1) > on)
		return false;
	if (strcmp(kind, "s47_enquiry") == 0)
		return holds;
	if (strcmp(kind, "s47_action") == 0)
		return within && col_text(c, 3) != NULL && strcmp(col_text(c, 3), "yes") == 0;
	return within && strcmp(kind, "child_protection_plan") == 0;
}

/* A plan is one that holds on @p on; social care is asked about what held on @p judged. */
static cnis_status
read_fact(cnis_register *r, int64_t flag_id, cnis_day on, cnis_day judged, fact *ret,
          cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st;

	st = stmt_open(r->st, &SQL[Q_FACT], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", flag_id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row) {
		ret->from = col_day(&c, 1);
		ret->to = col_day(&c, 2);
		ret->reviewed = col_day(&c, 4);
		ret->received = col_day(&c, 5);
		/* the authority that maintains the plan reviews it, CFA 2014 s. 44(1) */
		ret->ehc_plan = strcmp(col_text(&c, 0), "ehc_plan") == 0 &&
		                (ret->to == CNIS_DAY_NONE || ret->to >= on) &&
		                (text_empty(col_text(&c, 6)) ||
		                 strcmp(col_text(&c, 6), store_authority(r->st)) == 0);
		ret->s47 = calls_for_social_care(&c, judged);
	}
	stmt_close(&c);
	return st;
}

static cnis_status
asked_already(cnis_register *r, int64_t child_id, const char *kind, int64_t flag_id, bool *ret,
              cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st;

	st = stmt_open(r->st, &SQL[Q_ASKED], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_text(&c, ":kind", kind);
	stmt_id(&c, ":flag", flag_id);
	st = stmt_step(&c, ret, reterr);
	stmt_close(&c);
	return st;
}

static cnis_status
open_plan_review(cnis_register *r, int64_t flag_id, const entry_facts *entry, cnis_day last,
                 cnis_day opened, cnis_error *reterr)
{
	char inputs[64];
	text_buf b = text_buf_on(inputs, sizeof(inputs));
	duty_new d = { 0 };
	bool there = false;
	int64_t id;
	cnis_status st;

	st = asked_already(r, entry->child_id, "ehc_review", flag_id, &there, reterr);
	if (st != CNIS_OK || there)
		return st;
	flat_begin(&b);
	flat_add_day(&b, "last_review_on", last);
	flat_end(&b);
	d.kind = "ehc_review";
	d.rule = "CFA2014.44.1";
	d.inputs = inputs;
	d.child_id = entry->child_id;
	d.entry_id = entry->id;
	d.flag_id = flag_id;
	d.opened = opened;
	d.due = CNIS_DAY_NONE;
	d.lapse = entry->school_age_to;
	st = duty_owner_tx(r, entry->child_id, &d.owner_id, reterr);
	return st == CNIS_OK ? duty_open_tx(r, &d, &id, reterr) : st;
}

/* Day one is the day itself, as it is for the notice of 436H(10)(b). */
static cnis_status
inputs_436h5(cnis_register *r, cnis_day on, char buf[FLAG_INPUTS], cnis_error *reterr)
{
	text_buf b = text_buf_on(buf, FLAG_INPUTS);
	int64_t days;
	cnis_status st = setting_int(r, "s436h5.consider_days", on, &days, reterr);

	if (st != CNIS_OK)
		return st;
	flat_begin(&b);
	flat_add_day(&b, "from", on);
	flat_add_int(&b, "days", days);
	flat_add(&b, "unit", "calendar");
	flat_add(&b, "day_one", "same");
	flat_end(&b);
	return CNIS_OK;
}

static cnis_status
open_436h5(cnis_register *r, int64_t flag_id, const entry_facts *entry, cnis_day on,
           int64_t owner_id, cnis_error *reterr)
{
	char inputs[FLAG_INPUTS];
	duty_new d = { 0 };
	int64_t id;
	cnis_status st = inputs_436h5(r, on, inputs, reterr);

	if (st != CNIS_OK)
		return st;
	d.kind = "consider_436h5";
	d.rule = "LOCAL.s436h5.consider";
	d.inputs = inputs;
	d.child_id = entry->child_id;
	d.entry_id = entry->id;
	d.flag_id = flag_id;
	d.opened = on;
	d.due = CNIS_DAY_NONE;
	d.lapse = entry->school_age_to;
	d.owner_id = owner_id;
	return duty_open_tx(r, &d, &id, reterr);
}

static cnis_status
open_speak(cnis_register *r, int64_t flag_id, const entry_facts *entry, cnis_day on,
           int64_t owner_id, cnis_error *reterr)
{
	const duty_local d = { .kind = "speak_social_care",
		               .rule = "LOCAL.social-care.speak",
		               .setting = "social_care.speak_days",
		               .unit = "working",
		               .child_id = entry->child_id,
		               .entry_id = entry->id,
		               .flag_id = flag_id,
		               .opened = on,
		               .owner_id = owner_id };
	int64_t id;

	return duty_local_tx(r, &d, &id, reterr);
}

static cnis_status
open_social_care(cnis_register *r, int64_t flag_id, const entry_facts *entry, cnis_day on,
                 cnis_error *reterr)
{
	bool act = false;
	bool there = false;
	int64_t owner_id = 0;
	cnis_status st;

	st = setting_in_force(r, 39, on, &act, reterr);
	if (st == CNIS_OK)
		st = asked_already(r, entry->child_id, act ? "consider_436h5" : "speak_social_care",
		                   0, &there, reterr);
	if (st != CNIS_OK || there)
		return st;
	st = duty_owner_tx(r, entry->child_id, &owner_id, reterr);
	if (st == CNIS_OK)
		st = officer_for_step(r, owner_id, 0, &owner_id, reterr);
	if (st != CNIS_OK)
		return st;
	return act ? open_436h5(r, flag_id, entry, on, owner_id, reterr)
	           : open_speak(r, flag_id, entry, on, owner_id, reterr);
}

/* The first day on which the authority owed anything: the fact held, we were told, the child was
 * registered.  A fact typed in late does not give later days. */
static cnis_day
owed_since(const fact *f, const entry_facts *entry)
{
	cnis_day since = f->from > f->received ? f->from : f->received;

	return entry->registered > since ? entry->registered : since;
}

cnis_status
flag_436h5_inputs(cnis_register *r, int64_t flag_id, const entry_facts *entry, cnis_day on,
                  cnis_day *ret_from, char buf[FLAG_INPUTS], cnis_error *reterr)
{
	fact f = { 0 };
	cnis_status st = read_fact(r, flag_id, on, on, &f, reterr);

	*ret_from = CNIS_DAY_NONE;
	if (st != CNIS_OK || !f.s47)
		return st;
	*ret_from = owed_since(&f, entry);
	return inputs_436h5(r, *ret_from, buf, reterr);
}

static cnis_status
open_called_for(cnis_register *r, int64_t flag_id, const entry_facts *entry, cnis_day on,
                cnis_day judged, cnis_error *reterr)
{
	fact f = { 0 };
	cnis_status st = read_fact(r, flag_id, on, judged, &f, reterr);

	if (st == CNIS_OK && f.ehc_plan)
		st = open_plan_review(r, flag_id, entry,
		                      f.reviewed == CNIS_DAY_NONE ? f.from : f.reviewed,
		                      owed_since(&f, entry), reterr);
	if (st == CNIS_OK && f.s47)
		st = open_social_care(r, flag_id, entry, owed_since(&f, entry), reterr);
	return st;
}

cnis_status
flag_duty_tx(cnis_register *r, int64_t flag_id, const entry_facts *entry, cnis_day on,
             cnis_error *reterr)
{
	return open_called_for(r, flag_id, entry, on, on, reterr);
}

/* As it would be in one record: the word with social care was called for on the day when both the
 * fact and the entry had been recorded, and an enquiry that ended since does not take it back. */
static cnis_status
open_rows(cnis_register *r, cursor *c, cnis_error *reterr)
{
	entry_facts entry;
	bool row = false;
	cnis_day judged;
	cnis_status st;

	while ((st = stmt_step(c, &row, reterr)) == CNIS_OK && row) {
		st = entry_facts_get(r, col_int(c, 1), &entry, reterr);
		if (st != CNIS_OK)
			break;
		judged = cnis_instant_day(col_int(c, 2));
		if (judged < entry.registered)
			judged = entry.registered;
		st = open_called_for(r, col_int(c, 0), &entry, change_today(r), judged, reterr);
		if (st != CNIS_OK)
			break;
	}
	return st;
}

cnis_status
flag_same_child_tx(cnis_register *r, int64_t child_id, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_OF_OTHERS], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_day(&c, ":on", change_today(r));
	st = open_rows(r, &c, reterr);
	stmt_close(&c);
	return st;
}

cnis_status
flag_entry_ended_tx(cnis_register *r, int64_t entry_id, int64_t child_id, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_OF_ENDED], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_int(&c, ":entry", entry_id);
	stmt_day(&c, ":on", change_today(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = open_rows(r, &c, reterr);
	stmt_close(&c);
	return st;
}

cnis_status
flag_entry_opened_tx(cnis_register *r, const entry_facts *entry, cnis_day on, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = true;
	cnis_status st;

	st = stmt_open(r->st, &SQL[Q_OF_CHILD], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", entry->child_id);
	while (st == CNIS_OK) {
		st = stmt_step(&c, &row, reterr);
		if (st != CNIS_OK || !row)
			break;
		st = flag_duty_tx(r, col_int(&c, 0), entry, on, reterr);
	}
	stmt_close(&c);
	return st;
}

cnis_status
flag_plan_reviewed_tx(cnis_register *r, int64_t flag_id, int64_t child_id, cnis_day on,
                      cnis_error *reterr)
{
	const duty_which which = { .kind = "ehc_review", .flag_id = flag_id };
	entry_facts entry;
	fact f = { 0 };
	cnis_day since;
	bool open = false;
	int n = 0;
	cnis_status st;

	st = duty_end_all_tx(r, &which, DUTY_MET, on, "flag.reviewed", &n, reterr);
	if (st == CNIS_OK)
		st = entry_of_child(r, child_id, change_today(r), &entry, &open, reterr);
	if (st == CNIS_OK && open)
		st = read_fact(r, flag_id, change_today(r), change_today(r), &f, reterr);
	if (st != CNIS_OK || !open || !f.ehc_plan)
		return st;
	since = owed_since(&f, &entry);
	return open_plan_review(r, flag_id, &entry, on, on < since ? since : on, reterr);
}

cnis_status
flag_plan_ended_tx(cnis_register *r, int64_t flag_id, cnis_day on, cnis_error *reterr)
{
	const duty_which which = { .kind = "ehc_review", .flag_id = flag_id };
	int n = 0;

	return duty_end_all_tx(r, &which, DUTY_SUPERSEDED, on, "flag.end", &n, reterr);
}
