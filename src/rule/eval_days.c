/* Calculators that count days and months. */
#include <string.h>

#include "rule/eval.h"

enum { MOST_DAYS = 3660, MOST_MONTHS = 120 };

static const char units[] = "calendar working school"; /* in the order of rule_unit */

/* The rule's own count, unit and first day, where the inputs do not say. */
static int
place(const char *text, const char *first, const char *second)
{
	if (strcmp(text, first) == 0)
		return 1;
	return strcmp(text, second) == 0 ? 2 : 0;
}

/* One period, worked out and said. */
static void
count(eval *e, cnis_day from, int days, rule_unit unit, bool next)
{
	static const char *const kind[] = { " calendar day", " working day", " school day" };
	const cnis_rule_calendar *calendar = unit == RULE_SCHOOL ? e->context->school
	                                                         : e->context->working;
	cnis_day due = rule_period_end(from, days, unit, next, calendar);

	if (due == CNIS_DAY_NONE)
		eval_fail(e, "from", "runs beyond the days the calendar knows");
	out_day(e, "due_on", due);
	if (days == 0) {
		why(e, "the day itself, ");
	} else {
		why_int(e, days);
		why(e, kind[unit]);
		why(e, days == 1 ? "" : "s");
		why(e, next ? " beginning with the day after " : " beginning with ");
		why_day(e, from);
		why(e, ", so by the end of ");
	}
	why_day(e, due);
}

static void
period(eval *e, bool school_optional)
{
	const cnis_rule *rule = e->v.rule;
	cnis_day from = eval_day(e, "from");
	int days = eval_int_or(e, "days", rule->count, 0, MOST_DAYS);
	rule_unit unit =
	    (rule_unit)eval_choice_or(e, "unit", units, place(rule->unit, "working", "school"));
	bool next = eval_choice_or(e, "day_one", "same next", place(rule->day_one, "next", "")) ==
	            1;
	const char *calendar = unit == RULE_SCHOOL ? eval_text(e, "calendar") : NULL;
	bool fallen_back = unit == RULE_SCHOOL && e->context->school == NULL;

	if (fallen_back && !school_optional)
		eval_fail(e, "unit", "needs a school calendar, and none is set");
	if (!fallen_back && calendar != NULL && !text_same(calendar, e->context->school_name))
		eval_fail(e, "calendar", "is not the school calendar at hand");
	count(e, from, days, fallen_back ? RULE_WORKING : unit, next);
	if (fallen_back)
		why(e, " (working days, because no school calendar is set)");
	else if (calendar != NULL) {
		why(e, " by the calendar ");
		why(e, calendar);
	}
}

void
eval_days(eval *e)
{
	if (e->v.rule->count == 0 && e->v.rule->unit[0] == '\0' && eval_text(e, "days") == NULL)
		eval_fail(e, "days", "is needed");
	period(e, false);
}

void
eval_enquiry(eval *e)
{
	period(e, true);
}

void
eval_before_start(eval *e)
{
	cnis_day starts = eval_day(e, "starts_on");
	int days = eval_int_or(e, "days", 28, 0, 366);
	cnis_day opened = eval_day(e, "opened_on");
	cnis_day before = starts - days;

	out_day(e, "due_on", before < opened ? opened : before);
	why_int(e, days);
	why(e, " days before school age starts on ");
	why_day(e, starts);
	why(e, " is ");
	why_day(e, before);
	if (before < opened) {
		why(e, "; it was recorded later, on ");
		why_day(e, opened);
	}
}

void
eval_yearly_review(eval *e)
{
	cnis_day registered = eval_day(e, "registered_on");
	cnis_day last = eval_day_or_none(e, "last_reviewed_on");
	int first = eval_int_or(e, "first_months", 3, 1, MOST_MONTHS);
	int yearly = eval_int_or(e, "yearly_months", 12, 1, MOST_MONTHS);
	cnis_day next = eval_day_or_none(e, "next_on");
	cnis_day due = rule_review_due(registered, last, first, yearly);
	bool earlier = next != CNIS_DAY_NONE && next < due;

	out_day(e, "due_on", earlier ? next : due);
	why_int(e, last == CNIS_DAY_NONE ? first : yearly);
	why(e, last == CNIS_DAY_NONE ? " months after registration on "
	                             : " months after the last review on ");
	why_day(e, last == CNIS_DAY_NONE ? registered : last);
	why(e, " is ");
	why_day(e, due);
	if (earlier) {
		why(e, "; the reviewer set an earlier date, ");
		why_day(e, next);
	}
}

void
eval_ehc_review(eval *e)
{
	cnis_day last = eval_day(e, "last_review_on");
	cnis_day due = rule_ehc_review_due(last);

	out_day(e, "due_on", due);
	why(e, "12 months beginning with ");
	why_day(e, last);
	why(e, ", so by the end of ");
	why_day(e, due);
}

/* N days beginning with a day, in a section that may not be in force. */
static void
clock_from(eval *e, cnis_day from, cnis_day due, const char *in_force)
{
	out_day(e, "due_on", due);
	why_int(e, due - from + 1);
	why(e, " days beginning with ");
	why_day(e, from);
	why(e, ", so by the end of ");
	why_day(e, due);
	eval_in_force(e, in_force, from);
}

void
eval_home_consideration(eval *e)
{
	cnis_day from = eval_day(e, "registered_on");

	clock_from(e, from, rule_home_consideration_due(from), "s38_in_force_from");
}

void
eval_settings_consideration(eval *e)
{
	cnis_day from = eval_day(e, "included_on");

	clock_from(e, from, rule_settings_consideration_due(from), "s38_in_force_from");
}

void
eval_parent_clock(eval *e)
{
	cnis_day from = eval_day(e, "event_on");

	(void)eval_choice(e, "limb", "a c e");
	clock_from(e, from, rule_parent_clock_due(from), "s38_in_force_from");
}

void
eval_preliminary_notice(eval *e)
{
	cnis_day from = eval_day(e, "appears_on");

	clock_from(e, from, rule_period_end(from, e->v.rule->count, RULE_CALENDAR, false, NULL),
	           "s39_in_force_from");
}
