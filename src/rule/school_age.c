/* Compulsory school age, birthdays, academic years and expected year groups. */
#include "rule/school_age.h"

#include <limits.h>
#include <stddef.h>

enum { AGE_STARTS = 5, AGE_ENDS = 16, FRIDAY = 5, OLDEST_GROUP = 14, YOUNGEST_GROUP = -2 };

cnis_day
rule_birthday(cnis_day born, int age)
{
	int year;
	int month;
	int day;
	cnis_day birthday;

	cnis_day_split(born, &year, &month, &day);
	birthday = cnis_day_make(year + age, month, day);
	/* Only 29 February has no anniversary in a common year: 1 March (INFERENCE, law 9). */
	return birthday == CNIS_DAY_NONE ? cnis_day_make(year + age, 3, 1) : birthday;
}

cnis_day
rule_leaving_date(int year)
{
	cnis_day last = cnis_day_make(year, 6, 30);

	return last - (cnis_day_weekday(last) + 7 - FRIDAY) % 7;
}

/* Section 8(2): on a prescribed day if the fifth birthday is one, else from the next. */
static cnis_day
first_day(cnis_day fifth)
{
	int year;

	cnis_day_split(fifth, &year, NULL, NULL);
	if (fifth <= cnis_day_make(year, 3, 31))
		return cnis_day_make(year, 3, 31);
	if (fifth <= cnis_day_make(year, 8, 31))
		return cnis_day_make(year, 8, 31);
	return cnis_day_make(year, 12, 31);
}

/* Section 8(3): (b) and (c) are the next leaving date on or after 16; (a) goes back to the one
 * just passed when 16 is reached before the next school year begins. */
static cnis_day
last_day(cnis_day sixteenth, int starts_month, int starts_day)
{
	int year;

	cnis_day_split(sixteenth, &year, NULL, NULL);
	if (sixteenth <= rule_leaving_date(year) ||
	    sixteenth < cnis_day_make(year, starts_month, starts_day))
		return rule_leaving_date(year);
	return rule_leaving_date(year + 1);
}

rule_school_age
rule_school_age_of(cnis_day born, int year_starts_month, int year_starts_day)
{
	rule_school_age age;

	if (year_starts_month == 0) {
		year_starts_month = RULE_SCHOOL_YEAR_MONTH;
		year_starts_day = RULE_SCHOOL_YEAR_DAY;
	}
	age.starts = first_day(rule_birthday(born, AGE_STARTS));
	age.ends = last_day(rule_birthday(born, AGE_ENDS), year_starts_month, year_starts_day);
	return age;
}

int
rule_academic_year(cnis_day on)
{
	int year;
	int month;

	cnis_day_split(on, &year, &month, NULL);
	return month >= RULE_SCHOOL_YEAR_MONTH ? year : year - 1;
}

int
rule_year_group(cnis_day born, cnis_day on)
{
	/* Reception is the academic year in which a child becomes five. */
	int group = rule_academic_year(on) - rule_academic_year(born) - AGE_STARTS;

	return group < YOUNGEST_GROUP || group > OLDEST_GROUP ? INT_MIN : group;
}

const char *
rule_year_group_text(int year_group)
{
	static const char *const text[] = { "N1", "N2", "R", "1",  "2",  "3",  "4",  "5", "6",
		                            "7",  "8",  "9", "10", "11", "12", "13", "14" };

	if (year_group < YOUNGEST_GROUP || year_group > OLDEST_GROUP)
		return "";
	return text[year_group - YOUNGEST_GROUP];
}
