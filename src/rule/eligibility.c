/* Eligibility for registration, s. 436B(2) to (5). */
#include "rule/eligibility.h"

#include <stddef.h>

#include "rule/route.h"
#include "rule/school_age.h"

rule_eligibility
rule_eligibility_of(cnis_day born, cnis_day on, bool lives_in_area, bool on_roll, const char *route,
                    int school_year_month, int school_year_day)
{
	rule_school_age age = rule_school_age_of(born, school_year_month, school_year_day);
	const rule_route *known = rule_route_find(route);
	rule_eligibility e = { 0 };

	e.a = lives_in_area;
	e.b = on >= age.starts && on <= age.ends;
	if (known != NULL) {
		e.limb = rule_route_limb(route, on_roll);
		e.review = on_roll && known->review;
		e.held = known->held;
	}
	e.c = e.limb != '\0';
	e.eligible = e.a && e.b && e.c;
	return e;
}
