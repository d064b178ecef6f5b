/* What follows from a review: the next one, and what its outcome asks for. */
#include <string.h>

#include "base/flat.h"
#include "domain/duty.h"
#include "domain/process.h"
#include "domain/review_inside.h"
#include "domain/setting.h"

cnis_status
review_next_tx(cnis_register *r, const review_row *v, cnis_day next, cnis_day opened,
               cnis_day *ret_due, cnis_error *reterr)
{
	char inputs[256];
	text_buf b = text_buf_on(inputs, sizeof inputs);
	int64_t first = 0, yearly = 0, id = 0;
	duty_new d = { .kind = "review",
		       .rule = "LOCAL.review.yearly",
		       .inputs = inputs,
		       .child_id = v->child_id,
		       .entry_id = v->entry_id,
		       .opened = opened,
		       .due = CNIS_DAY_NONE,
		       .lapse = CNIS_DAY_NONE };
	cnis_status st = setting_int(r, "review.first_months", opened, &first, reterr);

	if (st == CNIS_OK)
		st = setting_int(r, "review.yearly_months", opened, &yearly, reterr);
	if (st == CNIS_OK)
		st = duty_owner_tx(r, v->child_id, &d.owner_id, reterr);
	if (st != CNIS_OK)
		return st;
	flat_begin(&b);
	flat_add_day(&b, "registered_on", v->registered);
	flat_add_day(&b, "last_reviewed_on", v->reviewed);
	flat_add_int(&b, "first_months", first);
	flat_add_int(&b, "yearly_months", yearly);
	flat_add_day(&b, "next_on", next);
	flat_end(&b);
	st = duty_open_tx(r, &d, &id, reterr);
	return st == CNIS_OK ? process_duty_due(r, id, ret_due, reterr) : st;
}

cnis_status
review_local_tx(cnis_register *r, const review_row *v, const char *kind, const char *rule,
                const char *setting, const char *unit, cnis_day opened, cnis_day *ret_due,
                cnis_error *reterr)
{
	duty_local d = { .kind = kind,
		         .rule = rule,
		         .setting = setting,
		         .unit = unit,
		         .child_id = v->child_id,
		         .entry_id = v->entry_id,
		         .review_id = v->id,
		         .opened = opened };
	int64_t id = 0;
	cnis_status st = duty_owner_tx(r, v->child_id, &d.owner_id, reterr);

	if (st == CNIS_OK)
		st = duty_local_tx(r, &d, &id, reterr);
	return st == CNIS_OK ? process_duty_due(r, id, ret_due, reterr) : st;
}

cnis_status
review_follow_tx(cnis_register *r, const review_row *v, cnis_day on, cnis_day *ret_due,
                 cnis_error *reterr)
{
	if (!v->entry_open)
		return CNIS_OK;
	if (strcmp(v->outcome, "more_information") == 0)
		return review_local_tx(r, v, "more_information", "LOCAL.review.more-information",
		                       "review.more_information_days", "calendar", on, ret_due,
		                       reterr);
	if (strcmp(v->outcome, "appears_not_suitable") == 0)
		return review_local_tx(r, v, "unsuitable_next_step", "LOCAL.review.unsuitable",
		                       "review.unsuitable_days", "working", on, ret_due, reterr);
	return CNIS_OK;
}
