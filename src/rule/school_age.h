#ifndef CNIS_RULE_SCHOOL_AGE_H
#define CNIS_RULE_SCHOOL_AGE_H

#include <cnis/day.h>

/* Education Act 1996 s. 8; S.I. 1998/1607; S.I. 1997/1970. */
typedef struct rule_school_age {
	cnis_day starts; /* first day of compulsory school age */
	cnis_day ends;   /* last day: the school leaving date */
} rule_school_age;

/** 1 September unless the setting `rule.school_year.starts` (MM-DD) moves it. */
enum { RULE_SCHOOL_YEAR_MONTH = 9, RULE_SCHOOL_YEAR_DAY = 1 };

rule_school_age rule_school_age_of(cnis_day born, int year_starts_month, int year_starts_day);

/** Last Friday in June of @p year. */
cnis_day rule_leaving_date(int year);

/** Anniversary; 29 February births attain an age on 1 March of a common year (INFERENCE). */
cnis_day rule_birthday(cnis_day born, int age);

/** Start year of the academic year (1 September to 31 August) that holds @p on: 2026 for "2026/27".
 */
int rule_academic_year(cnis_day on);

/** Expected year group: -2 N1, -1 N2, 0 R, 1..14; INT_MIN outside. */
int rule_year_group(cnis_day born, cnis_day on);

/** "N1" "N2" "R" "1".."14"; "" outside.  Static. */
const char *rule_year_group_text(int year_group);

#endif
