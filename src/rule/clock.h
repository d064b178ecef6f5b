#ifndef CNIS_RULE_CLOCK_H
#define CNIS_RULE_CLOCK_H

#include <stdbool.h>

#include <cnis/rule.h>

/* Law 0.3: "N days beginning with the day on which X" ends on X + (N-1); "beginning with the day
 * after" on X + N.  Plain days are calendar days. */
typedef enum rule_unit { RULE_CALENDAR, RULE_WORKING, RULE_SCHOOL } rule_unit;

/**
 * Last day of a period; CNIS_DAY_NONE when it runs beyond what the calendar knows.
 * 0 days is the day itself, whichever day is day 1.  A first day that does not count is passed
 * over, so day 1 is the first counted day on or after it (s. 436N(5)).
 *
 * @param calendar  not used for RULE_CALENDAR; NULL is England's bank holidays for RULE_WORKING
 *                  and no answer for RULE_SCHOOL
 */
cnis_day rule_period_end(cnis_day from, int days, rule_unit unit, bool day_one_next,
                         const cnis_rule_calendar *calendar);

/** Does @p day count in @p calendar (not a weekend, not closed, or expressly open)? */
bool rule_day_counts(cnis_day day, const cnis_rule_calendar *calendar);

cnis_day rule_home_consideration_due(cnis_day registered);   /* 436B(8): 15 days */
cnis_day rule_settings_consideration_due(cnis_day included); /* 436B(10): 15 days */
cnis_day rule_parent_clock_due(cnis_day event);              /* 436D(5)(a)(c)(e): 15 days */
cnis_day rule_review_due(cnis_day registered, cnis_day last_reviewed, int first_months,
                         int yearly_months);                /* LOCAL.review.yearly */
cnis_day rule_ehc_review_due(cnis_day last_review_or_made); /* CFA 2014 s. 44(1): 12 months */

/** Is a section in force on @p on?  CNIS_DAY_NONE means it has no in-force date. */
bool rule_in_force(cnis_day in_force_from, cnis_day on);

#endif
