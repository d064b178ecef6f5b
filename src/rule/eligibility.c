/* Eligibility for registration, and on which routes a parent's duties apply. */
#include "rule/eligibility.h"

#include <stddef.h>

#include "base/text.h"
#include "rule/school_age.h"

/* How a child who is on a school's roll may still meet condition C, by route (law 2.1, 2.5). */
typedef enum on_roll_limb { NONE, ARRANGED, COLLEGE, REVIEWED } on_roll_limb;

static const struct route {
	const char *code;
	on_roll_limb on_roll;
	bool arranged; /* s. 436D(6): by the authority or a school, so no parent's duties */
} routes[] = {
	{ "home_education", NONE, false },
	{ "flexi_schooling", ARRANGED, false },
	{ "section_19", ARRANGED, true },
	{ "school_off_site", ARRANGED, true },
	{ "eotas", ARRANGED, true },
	{ "part_time_college", COLLEGE, false },
	{ "unregistered_setting", NONE, false },
	{ "missing_education", NONE, false },
	/* Alone it does not say that education elsewhere was arranged or agreed (INFERENCE 2.1). */
	{ "part_time_timetable", REVIEWED, false },
};

static const struct route *
find(const char *code)
{
	for (size_t i = 0; i < sizeof(routes) / sizeof(routes[0]); i++)
		if (text_same(routes[i].code, code))
			return &routes[i];
	return NULL;
}

char
rule_limb_of(const char *code, bool on_roll)
{
	const struct route *route = find(code);

	if (route == NULL)
		return '\0';
	if (route->on_roll == COLLEGE)
		return 'c';
	if (!on_roll)
		return 'a';
	return route->on_roll == ARRANGED ? 'b' : '\0';
}

rule_eligibility
rule_eligibility_of(cnis_day born, cnis_day on, bool lives_in_area, bool on_roll, const char *route,
                    int school_year_month, int school_year_day)
{
	rule_school_age age = rule_school_age_of(born, school_year_month, school_year_day);
	const struct route *known = find(route);
	rule_eligibility e = { 0 };

	e.a = lives_in_area;
	e.b = on >= age.starts && on <= age.ends;
	if (known != NULL) {
		e.limb = rule_limb_of(route, on_roll);
		e.review = on_roll && known->on_roll == REVIEWED;
	}
	e.c = e.limb != '\0';
	e.eligible = e.a && e.b && e.c;
	return e;
}

bool
rule_parent_duties_apply(const char *route, bool full_time)
{
	const struct route *known = find(route);

	return !(full_time && known != NULL && known->arranged);
}
