/* The story, setting up: officers, a setting, a calendar. */
#include "story.h"

#include <cnis/calendar.h>
#include <cnis/officer.h>
#include <cnis/rule_settings.h>
#include <cnis/setting.h>

LOOK(look_calendar, cnis_calendar_row)
LOOK(look_officer, cnis_officer)

static cnis_status
officer(cnis_register *r, cnis_error *e)
{
	cnis_officer_new o = { sizeof(o), "dana", "Dana Example", "EHE",
		               CNIS_ROLE_OFFICER | CNIS_ROLE_SAFEGUARDING };

	return cnis_officer_add(r, &o, NULL, e);
}

static cnis_status
manager(cnis_register *r, cnis_error *e)
{
	cnis_officer_new o = { sizeof(o), "noor", "Noor Example", NULL, CNIS_ROLE_OFFICER };

	return cnis_officer_add(r, &o, NULL, e);
}

static cnis_status
role(cnis_register *r, cnis_error *e)
{
	return cnis_officer_role(r, "noor", CNIS_ROLE_MANAGER, true, e);
}

static cnis_status
safeguarding(cnis_register *r, cnis_error *e)
{
	return cnis_officer_role(r, "boss", CNIS_ROLE_SAFEGUARDING, true, e);
}

static cnis_status
setting(cnis_register *r, cnis_error *e)
{
	return cnis_setting_set(r, "review.first_months", "4", CNIS_DAY_NONE, e);
}

static cnis_status
holiday(cnis_register *r, cnis_error *e)
{
	const cnis_calendar_day days[] = { { story_day("2026-09-01"), "closed", "training" },
		                           { story_day("2026-12-21"), "closed", NULL },
		                           { story_day("2027-07-30"), "closed", "summer" } };

	return cnis_calendar_add(r, "authority", days, 3, NULL, e);
}

static cnis_status
lists(cnis_register *r, cnis_error *e)
{
	char value[201];
	cnis_rule_settings *loaded = NULL;
	cnis_status st = cnis_officer_walk(r, true, look_officer, NULL, e);

	if (st == CNIS_OK)
		st = cnis_calendar_walk(r, NULL, look_calendar, NULL, e);
	if (st == CNIS_OK)
		st = cnis_setting_get(r, "review.first_months", CNIS_DAY_NONE, value, NULL, e);
	if (st == CNIS_OK)
		st = cnis_rule_settings_load(r, "LOCAL.review.yearly", NULL, CNIS_DAY_NONE, &loaded,
		                             e);
	cnis_rule_settings_free(loaded);
	return st;
}

const story_step story_setting_up[] = {
	{ "officer", "boss", "2026-11-02", officer, W },
	{ "manager", "boss", "2026-11-02", manager, W },
	{ "role", "boss", "2026-11-02", role, W },
	{ "safeguarding role", "boss", "2026-11-02", safeguarding, W },
	{ "setting", "boss", "2026-11-02", setting, W },
	{ "calendar", "boss", "2026-11-02", holiday, W },
	{ "lists", "boss", "2026-11-02", lists, R },
	{ 0 },
};
