/* Periods of days, and the clocks of the duties that are not plain arithmetic. */
#include "rule/clock.h"

#include "rule/school_age.h"

enum { PARENT_DAYS = 15, HOME_DAYS = 15, SETTINGS_DAYS = 15, SATURDAY = 6 };

static bool
listed(cnis_day day, const cnis_day *days, size_t n)
{
	size_t low = 0;
	size_t high = n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (days[middle] < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low < n && days[low] == day;
}

bool
rule_day_counts(cnis_day day, const cnis_rule_calendar *calendar)
{
	if (listed(day, calendar->open, calendar->n_open))
		return true;
	return cnis_day_weekday(day) < SATURDAY &&
	       !listed(day, calendar->closed, calendar->n_closed);
}

/* Walk to the days-th day that counts, from `at` itself on. */
static cnis_day
nth_counted(cnis_day at, int days, const cnis_rule_calendar *calendar)
{
	for (;; at++) {
		if (at < calendar->known_from || at > calendar->known_to)
			return CNIS_DAY_NONE;
		if (rule_day_counts(at, calendar) && --days == 0)
			return at;
	}
}

cnis_day
rule_period_end(cnis_day from, int days, rule_unit unit, bool day_one_next,
                const cnis_rule_calendar *calendar)
{
	cnis_day first = day_one_next ? from + 1 : from;

	if (days <= 0)
		return from;
	if (unit == RULE_CALENDAR)
		return first + (days - 1);
	if (calendar == NULL && unit == RULE_WORKING)
		calendar = cnis_rule_england();
	if (calendar == NULL)
		return CNIS_DAY_NONE;
	return nth_counted(first, days, calendar);
}

cnis_day
rule_home_consideration_due(cnis_day registered)
{
	return registered + (HOME_DAYS - 1);
}

cnis_day
rule_settings_consideration_due(cnis_day included)
{
	return included + (SETTINGS_DAYS - 1);
}

cnis_day
rule_parent_clock_due(cnis_day event)
{
	return event + (PARENT_DAYS - 1);
}

cnis_day
rule_review_due(cnis_day registered, cnis_day last_reviewed, int first_months, int yearly_months)
{
	if (last_reviewed == CNIS_DAY_NONE)
		return cnis_day_add_months(registered, first_months);
	return cnis_day_add_months(last_reviewed, yearly_months);
}

cnis_day
rule_ehc_review_due(cnis_day last_review_or_made)
{
	/* "12 months starting with the date": to the end of the day before its anniversary. */
	return rule_birthday(last_review_or_made, 1) - 1;
}

bool
rule_in_force(cnis_day in_force_from, cnis_day on)
{
	return in_force_from != CNIS_DAY_NONE && in_force_from <= on;
}
