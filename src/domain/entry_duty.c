/* The duties that open with an entry. */
#include "base/flat.h"
#include "domain/duty.h"
#include "domain/entry_inside.h"
#include "domain/setting.h"

enum { Q_HOME, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_HOME] = { "entry_duty.home",
		"SELECT 1 FROM child_residence WHERE child_id = :child AND kind = 'home'"
		" AND (to_day IS NULL OR to_day >= :on) LIMIT 1" },
};
/* clang-format on */

static cnis_status
open_review(cnis_register *r, const opening *o, cnis_error *reterr)
{
	char inputs[512];
	text_buf b = text_buf_on(inputs, sizeof(inputs));
	int64_t first;
	int64_t yearly;
	int64_t id;
	duty_new d = { 0 };
	cnis_status st;

	st = setting_int(r, "review.first_months", o->on, &first, reterr);
	if (st == CNIS_OK)
		st = setting_int(r, "review.yearly_months", o->on, &yearly, reterr);
	if (st != CNIS_OK)
		return st;
	flat_begin(&b);
	flat_add_day(&b, "registered_on", o->on);
	flat_add(&b, "last_reviewed_on", NULL);
	flat_add_int(&b, "first_months", first);
	flat_add_int(&b, "yearly_months", yearly);
	flat_add(&b, "next_on", NULL);
	flat_end(&b);
	d.kind = "review";
	d.rule = "LOCAL.review.yearly";
	d.inputs = inputs;
	d.child_id = o->facts.child_id;
	d.entry_id = o->facts.id;
	d.opened = o->on;
	d.due = CNIS_DAY_NONE;
	d.lapse = o->facts.school_age_to;
	d.owner_id = o->facts.owner_id;
	return duty_open_tx(r, &d, &id, reterr);
}

static cnis_status
open_enquiry(cnis_register *r, const opening *o, cnis_error *reterr)
{
	const duty_local d = { .kind = "missing_enquiry",
		               .rule = "LOCAL.cme.enquiry",
		               .setting = "cme.enquiry_days",
		               .unit = "school",
		               .child_id = o->facts.child_id,
		               .entry_id = o->facts.id,
		               .opened = o->on,
		               .owner_id = o->facts.owner_id };
	int64_t id;

	return duty_local_tx(r, &d, &id, reterr);
}

cnis_status
entry_route_duty_tx(cnis_register *r, const opening *o, cnis_error *reterr)
{
	return entry_missing(o->route) ? open_enquiry(r, o, reterr) : open_review(r, o, reterr);
}

void
entry_home_inputs(cnis_day registered, char buf[ENTRY_HOME_INPUTS])
{
	text_buf b = text_buf_on(buf, ENTRY_HOME_INPUTS);

	flat_begin(&b);
	flat_add_day(&b, "registered_on", registered);
	flat_end(&b);
}

cnis_status
entry_home_duty_tx(cnis_register *r, const opening *o, cnis_error *reterr)
{
	char inputs[ENTRY_HOME_INPUTS];
	duty_new d = { 0 };
	bool act = false;
	int64_t id;
	cnis_status st;

	st = setting_in_force(r, 38, o->facts.registered, &act, reterr);
	if (st != CNIS_OK || !act)
		return st;
	entry_home_inputs(o->facts.registered, inputs);
	d.kind = "home_consideration";
	d.rule = "EA1996.436B.8";
	d.inputs = inputs;
	d.child_id = o->facts.child_id;
	d.entry_id = o->facts.id;
	d.opened = o->facts.registered;
	d.due = CNIS_DAY_NONE;
	d.lapse = o->facts.school_age_to;
	d.owner_id = o->facts.owner_id;
	return duty_open_tx(r, &d, &id, reterr);
}

cnis_status
entry_address_duty_tx(cnis_register *r, const opening *o, cnis_error *reterr)
{
	const duty_local d = { .kind = "address_query",
		               .rule = "LOCAL.query",
		               .setting = "query.days",
		               .unit = "working",
		               .child_id = o->facts.child_id,
		               .entry_id = o->facts.id,
		               .opened = o->on,
		               .owner_id = o->facts.owner_id };
	cursor c = { 0 };
	bool home = false;
	int64_t id;
	cnis_status st = stmt_open(r->st, &SQL[Q_HOME], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", o->facts.child_id);
	stmt_int(&c, ":on", o->on);
	st = stmt_step(&c, &home, reterr);
	stmt_close(&c);
	return st != CNIS_OK || home ? st : duty_local_tx(r, &d, &id, reterr);
}
