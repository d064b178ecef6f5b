/* The one table of routes, law 2.1, 2.5, 4.4 and 7.2. */
#include "rule/route.h"

#include "base/text.h"

/*
 * Readings (INFERENCE):
 *  - s. 19 and EOTAS provision of a pupil is taken as agreed by the proprietor, so limb (b);
 *  - a part-time timetable alone does not say that education elsewhere was arranged or agreed;
 *  - flexi-schooling is agreed by a school, not arranged by it, so the parents' duties stay;
 *  - a child in an unregistered setting is there by the parents' choice and on no roll: home
 *    educated at a census date, unless the education appears not suitable;
 *  - a student of a college is no registered pupil of a school, so the support duty stays.
 */
static const rule_route routes[] = {
	{ .code = "home_education",
	  .off_roll = 'a',
	  .leaves_roll = true,
	  .census = RULE_CENSUS_HOME,
	  .citation = "Education Act 1996 ss. 7, 436B(5)(a)" },
	{ .code = "flexi_schooling",
	  .off_roll = 'a',
	  .on_roll = 'b',
	  .of_school = true,
	  .citation = "Education Act 1996 s. 436B(5)(b)" },
	{ .code = "section_19",
	  .off_roll = 'a',
	  .on_roll = 'b',
	  .arranged = 'a',
	  .no_support = true,
	  .citation = "Education Act 1996 ss. 19, 436B(5)(a) and (b), 436D(6)(a)" },
	{ .code = "school_off_site",
	  .off_roll = 'a',
	  .on_roll = 'b',
	  .of_school = true,
	  .arranged = 'b',
	  .citation = "Education Act 1996 ss. 436B(5)(b), 436D(6)(b)" },
	{ .code = "eotas",
	  .off_roll = 'a',
	  .on_roll = 'b',
	  .arranged = 'c',
	  .no_support = true,
	  .citation = "Children and Families Act 2014 s. 61; Education Act 1996 s. 436D(6)(c)" },
	{ .code = "part_time_college",
	  .off_roll = 'c',
	  .on_roll = 'c',
	  .citation = "Education Act 1996 s. 436B(5)(c), (7)(d)" },
	{ .code = "unregistered_setting",
	  .off_roll = 'a',
	  .leaves_roll = true,
	  .census = RULE_CENSUS_HOME,
	  .citation = "Education Act 1996 s. 436B(5)(a)" },
	{ .code = "missing_education",
	  .off_roll = 'a',
	  .census = RULE_CENSUS_MISSING,
	  .citation = "Education Act 1996 ss. 436A, 436B(5)(a)" },
	{ .code = "part_time_timetable",
	  .off_roll = 'a',
	  .review = true,
	  .of_school = true,
	  .citation = "Education Act 1996 s. 436B(5)(b)(i)" },
	{ .code = "on_roll_absent",
	  .held = true,
	  .citation = "Education Act 1996 ss. 19, 436B(5)(b)" },
	{ .code = "approaching_school_age",
	  .held = true,
	  .before_age = true,
	  .citation = "Education Act 1996 ss. 8, 436B(4); Children and Families Act 2014 s. 23" },
};

enum { N = sizeof(routes) / sizeof(routes[0]) };

const rule_route *
rule_route_at(size_t i)
{
	return i < N ? &routes[i] : NULL;
}

const rule_route *
rule_route_find(const char *code)
{
	for (size_t i = 0; i < N; i++)
		if (text_same(routes[i].code, code))
			return &routes[i];
	return NULL;
}

char
rule_route_limb(const char *code, bool on_roll)
{
	const rule_route *route = rule_route_find(code);

	if (route == NULL)
		return '\0';
	if (on_roll)
		return route->on_roll;
	return route->off_roll;
}

bool
rule_routes_add(rule_routes *set, const char *code)
{
	const rule_route *route = rule_route_find(code);

	if (route == NULL)
		return false;
	*set |= 1U << (unsigned)(route - routes);
	return true;
}

static bool
holds(rule_routes set, size_t i)
{
	return (set >> i & 1U) != 0;
}

/* A child who is on no roll, a pupil of a school, a student of a college: what else may hold. */
static bool
fits_limb(const rule_route *route, char limb)
{
	if (limb == 'b')
		return route->on_roll == 'b' || route->of_school;
	return route->off_roll == 'a' && !route->of_school &&
	       (limb == 'a' || route->census != RULE_CENSUS_MISSING);
}

bool
rule_routes_allow(rule_routes set, char limb, const char *code, const char **ret_why)
{
	const rule_route *route = rule_route_find(code);
	const char *no = NULL;

	if (route == NULL)
		no = "there is no such route";
	else if (route->held)
		no = "it is held on another basis and is no route of an entry";
	else if (holds(set, (size_t)(route - routes)))
		no = "the child is on that route already";
	else if (!fits_limb(route, limb))
		no = limb == 'b'   ? "a registered pupil cannot be on it"
		     : limb == 'a' ? "a child on no school's roll cannot be on it"
		                   : "a student of a college cannot be on it";
	for (size_t i = 0; no == NULL && i < N; i++)
		if (holds(set, i) && ((route->census == RULE_CENSUS_MISSING &&
		                       routes[i].census == RULE_CENSUS_HOME) ||
		                      (route->census == RULE_CENSUS_HOME &&
		                       routes[i].census == RULE_CENSUS_MISSING)))
			no = "a child is home educated or missing education, not both: change the "
			     "route";
	if (ret_why != NULL)
		*ret_why = no;
	return no == NULL;
}

static bool
arranged(const rule_route *route, bool pupil)
{
	return route->arranged != '\0' && (route->arranged != 'b' || pupil);
}

bool
rule_route_arranged(const char *code, bool pupil)
{
	const rule_route *route = rule_route_find(code);

	return route != NULL && arranged(route, pupil);
}

bool
rule_routes_parent_duties(rule_routes set, bool pupil, bool full_time, char *ret_paragraph)
{
	char paragraph = '\0';

	for (size_t i = 0; full_time && i < N; i++) {
		if (!holds(set, i) || !arranged(&routes[i], pupil))
			continue;
		if (paragraph != '\0')
			paragraph = 'e';
		else
			paragraph = routes[i].arranged;
	}
	*ret_paragraph = paragraph;
	return paragraph == '\0';
}

bool
rule_routes_support(rule_routes set, bool pupil)
{
	for (size_t i = 0; i < N; i++)
		if (holds(set, i) && routes[i].no_support)
			return false;
	return !pupil;
}

rule_census
rule_routes_census(rule_routes set)
{
	rule_census all = RULE_CENSUS_NEITHER;
	bool first = true;

	for (size_t i = 0; i < N; i++) {
		if (!holds(set, i) || routes[i].held)
			continue;
		if (routes[i].census == RULE_CENSUS_MISSING)
			return RULE_CENSUS_MISSING;
		all = first                     ? routes[i].census
		      : all == routes[i].census ? all
		                                : RULE_CENSUS_NEITHER;
		first = false;
	}
	return all;
}

const char *
rule_census_text(rule_census census)
{
	static const char *const texts[] = {
		[RULE_CENSUS_NEITHER] = "neither",
		[RULE_CENSUS_HOME] = "home_educated",
		[RULE_CENSUS_MISSING] = "missing_education",
	};

	return texts[census];
}
