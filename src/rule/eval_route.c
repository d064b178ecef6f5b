/* Calculators that turn on the routes a child is on: parents' duties, support, census state. */
#include "rule/eval.h"
#include "rule/route.h"

#include <string.h>

#include "base/error.h"

enum { CODE_SIZE = 32, CODES_SIZE = 320 };

static void
fail(eval *e, const char *name)
{
	char codes[CODES_SIZE];
	text_buf b = text_buf_on(codes, sizeof(codes));

	for (size_t i = 0; rule_route_at(i) != NULL; i++) {
		text_add(&b, i == 0 ? "" : " ");
		text_add(&b, rule_route_at(i)->code);
	}
	if (e->st == CNIS_OK)
		e->st = cnis_fail(e->err, CNIS_EINVAL, 0, "rule.eval", name,
		                  "%s must be one of: %s", name, codes);
}

const rule_route *
eval_route(eval *e, const char *name)
{
	const char *text = eval_text(e, name);
	const rule_route *route = rule_route_find(text);

	if (text == NULL)
		eval_fail(e, name, "is needed");
	else if (route == NULL)
		fail(e, name);
	return route;
}

/* Space-separated routes, all that hold on the day; none when null. */
static rule_routes
eval_routes(eval *e, const char *name)
{
	const char *at = eval_text(e, name);
	rule_routes set = 0;

	if (at == NULL)
		return set;
	for (at += strspn(at, " "); *at != '\0'; at += strspn(at, " ")) {
		size_t n = strcspn(at, " ");
		char code[CODE_SIZE] = "";

		if (n < sizeof(code))
			memcpy(code, at, n);
		if (!rule_routes_add(&set, code))
			fail(e, name);
		at += n;
	}
	return set;
}

void
eval_parent_duties(eval *e)
{
	static const char *const by[] = { ['a'] = "by section 19 arrangements, (6)(a)",
		                          ['b'] = "as the school arranged, (6)(b)",
		                          ['c'] = "by EOTAS arrangements, (6)(c)",
		                          ['e'] = "by several such arrangements, (6)(e)" };
	rule_routes set = eval_routes(e, "routes");
	char paragraph[2] = { 0 };
	bool apply = rule_routes_parent_duties(set, eval_bool(e, "on_roll"),
	                                       eval_bool_or(e, "full_time", false), paragraph);

	out_bool(e, "parent_duties", apply);
	out_text(e, "paragraph", apply ? NULL : paragraph);
	if (apply)
		why(e, "the parents' duties apply: nothing says that the child receives full-time "
		       "education arranged by the authority or a school");
	else {
		why(e, "the parents' duties do not apply: the child is educated full-time ");
		why(e, by[(unsigned char)paragraph[0]]);
	}
	eval_in_force(e, "s38_in_force_from", eval_day(e, "on"));
}

void
eval_support(eval *e)
{
	rule_routes set = eval_routes(e, "routes");
	bool pupil = eval_bool(e, "on_roll");
	bool apply = rule_routes_support(set, pupil);

	out_bool(e, "support", apply);
	why(e, apply ? "the support duty applies: no registered pupil, and no authority must "
	               "arrange the education"
	       : pupil
	           ? "the support duty does not apply: a registered pupil at a relevant school"
	           : "the support duty does not apply: an authority must arrange the education");
	eval_in_force(e, "s38_in_force_from", eval_day(e, "on"));
}

void
eval_census(eval *e)
{
	rule_census census = rule_routes_census(eval_routes(e, "routes"));

	if (eval_text(e, "routes") == NULL) /* a child on no route is "" */
		eval_fail(e, "routes", "is needed");
	out_text(e, "state", rule_census_text(census));
	why(e, census == RULE_CENSUS_HOME      ? "home educated: every route that holds is home "
	                                         "education"
	       : census == RULE_CENSUS_MISSING ? "missing education: a route that holds says so"
	                                       : "neither: no route that holds is home education "
	                                         "alone, and none is missing education");
}
