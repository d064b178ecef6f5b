#ifndef CNIS_RULE_ELIGIBILITY_H
#define CNIS_RULE_ELIGIBILITY_H

#include <stdbool.h>

#include <cnis/day.h>

/* s. 436B(2)-(5): eligible for registration when A, B and C are all met. */
typedef struct rule_eligibility {
	bool eligible;
	bool a, b, c;
	char limb;   /* 'a', 'b' or 'c' of subsection (5); 0 when C is not met */
	bool review; /* a reviewed decision, not automatic (part-time timetable alone) */
	bool held;   /* a state no entry can rest on: held on another recorded basis */
} rule_eligibility;

/** @p route is a code of the list `route`; unknown codes do not meet C. */
rule_eligibility rule_eligibility_of(cnis_day born, cnis_day on, bool lives_in_area, bool on_roll,
                                     const char *route, int school_year_month, int school_year_day);

#endif
