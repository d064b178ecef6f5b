/* The duties a withdrawal opens and ends, all counted by local policy. */
#include <string.h>

#include "base/flat.h"
#include "base/text.h"
#include "domain/duty.h"
#include "domain/officer.h"
#include "domain/process.h"
#include "domain/setting.h"
#include "domain/withdrawal_inside.h"

enum { Q_MANAGER_EVER };
/* clang-format off */
static const store_sql SQL[] = {
	[Q_MANAGER_EVER] = { "withdrawal.manager_ever",
		"SELECT 1 FROM duty WHERE withdrawal_id = :id AND kind = 'manager_withdrawal' LIMIT 1" },
};
/* clang-format on */

static const struct {
	const char *kind, *rule, *setting, *unit;
} DUTIES[] = {
	{ "await_receipt", "LOCAL.forward.receipt", "forward.receipt_days", "working" },
	{ "consent_check", "LOCAL.consent.check", "consent.check_days", "working" },
	{ "consent_decide", "LOCAL.consent.decide", "consent.decide_days", "working" },
	{ "consent_serve", "LOCAL.consent.serve", "consent.serve_days", "working" },
	{ "manager_withdrawal", "LOCAL.withdrawal.manager", "withdrawal.manager_days", "calendar" },
	{ "register_child", "LOCAL.withdrawal.register", "withdrawal.register_days", "working" },
	{ "tell_authority", "LOCAL.forward.send", "forward.send_days", "working" },
};

/*
 * The days to register a child run from the day the pupil stops attending when that is still to
 * come: the duty is open now, but nothing can be done before.
 */
static cnis_status
open_from(cnis_register *r, const withdrawal_row *w, size_t i, cnis_day opened, int64_t owner,
          int64_t *ret_id, cnis_error *reterr)
{
	char inputs[256];
	text_buf b = text_buf_on(inputs, sizeof inputs);
	int64_t days = 0;
	cnis_status st = setting_int(r, DUTIES[i].setting, opened, &days, reterr);
	duty_new d = { .kind = DUTIES[i].kind,
		       .rule = DUTIES[i].rule,
		       .inputs = inputs,
		       .child_id = w->child_id,
		       .withdrawal_id = w->id,
		       .opened = opened,
		       .due = CNIS_DAY_NONE,
		       .lapse = CNIS_DAY_NONE,
		       .owner_id = owner };

	if (st != CNIS_OK)
		return st;
	flat_begin(&b);
	flat_add_day(&b, "from", w->leave);
	flat_add_int(&b, "days", days);
	flat_add(&b, "unit", DUTIES[i].unit);
	flat_add(&b, "day_one", "next");
	flat_end(&b);
	return duty_open_tx(r, &d, ret_id, reterr);
}

static cnis_status
open_for(cnis_register *r, const withdrawal_row *w, const char *kind, cnis_day opened,
         int64_t owner, int64_t *ret_id, cnis_error *reterr)
{
	int64_t id = 0;
	size_t i = 0;

	if (!ret_id)
		ret_id = &id;
	while (strcmp(DUTIES[i].kind, kind) != 0)
		i++;
	if (strcmp(kind, "register_child") == 0 && w->leave != CNIS_DAY_NONE && w->leave > opened)
		return open_from(r, w, i, opened, owner, ret_id, reterr);
	return duty_local_tx(r,
	                     &(duty_local){ .kind = kind,
	                                    .rule = DUTIES[i].rule,
	                                    .setting = DUTIES[i].setting,
	                                    .unit = DUTIES[i].unit,
	                                    .child_id = w->child_id,
	                                    .withdrawal_id = w->id,
	                                    .opened = opened,
	                                    .owner_id = owner },
	                     ret_id, reterr);
}

cnis_status
withdrawal_duty_tx(cnis_register *r, const withdrawal_row *w, const char *kind, cnis_day opened,
                   int64_t *ret_id, cnis_error *reterr)
{
	bool tell = strcmp(kind, "tell_authority") == 0, open = false;
	int64_t owner = 0, entry = 0;
	cnis_status st = duty_owner_tx(r, w->child_id, &owner, reterr);

	if (w->owner_id != 0)
		owner = w->owner_id;

	if (strcmp(kind, "register_child") == 0 && w->elsewhere[0] != '\0') {
		kind = "tell_authority";
		tell = true;
	}
	/* the entry that would meet it is there: what is open is whether the roll was left */
	if (st == CNIS_OK && strcmp(kind, "register_child") == 0)
		st = withdrawal_home_entry(r, w->child_id, &entry, reterr);
	if (st == CNIS_OK && entry != 0) {
		kind = "consent_check";
		tell = true;
	}
	if (st == CNIS_OK && tell)
		st = process_duty_open(r, w->id, kind, &open, reterr);
	return st == CNIS_OK && !open ? open_for(r, w, kind, opened, owner, ret_id, reterr) : st;
}

cnis_status
withdrawal_end_tx(cnis_register *r, const withdrawal_row *w, const char *kind, bool met,
                  cnis_day on, const char *event, cnis_error *reterr)
{
	duty_state state = met ? DUTY_MET : DUTY_SUPERSEDED;
	cnis_status st = duty_end_all_tx(r, &(duty_which){ .kind = kind, .withdrawal_id = w->id },
	                                 state, on, event, NULL, reterr);

	/* nobody passes on or waits for what is decided, or what nobody has to decide any more */
	if (st == CNIS_OK && strcmp(kind, "consent_decide") == 0)
		st = duty_end_all_tx(
		    r, &(duty_which){ .kind = "consent_pass", .withdrawal_id = w->id }, state, on,
		    event, NULL, reterr);
	if (st == CNIS_OK && strcmp(kind, "consent_decide") == 0)
		st = duty_end_all_tx(
		    r, &(duty_which){ .kind = "await_authority", .withdrawal_id = w->id }, state,
		    on, event, NULL, reterr);
	return st;
}

cnis_status
withdrawal_manager_tx(cnis_register *r, const withdrawal_row *w, bool protection, cnis_day on,
                      cnis_error *reterr)
{
	int64_t before = 0, manager = 0;
	cnis_status st;

	if (!protection)
		return CNIS_OK;
	st = stmt_ask(r->st, &SQL[Q_MANAGER_EVER], ":id", w->id, 0, &before, reterr);
	if (st == CNIS_OK && before == 0) {
		st = officer_manager(r, &manager, reterr);
		if (st == CNIS_OK)
			st = open_for(r, w, "manager_withdrawal", on, manager, NULL, reterr);
	}
	return st;
}
