/* Calculators that turn on age: school age, year group, eligibility. */
#include "rule/eligibility.h"
#include "rule/eval.h"
#include "rule/school_age.h"

#include <limits.h>
#include <string.h>

void
eval_school_age(eval *e)
{
	cnis_day born = eval_day(e, "born");
	cnis_day sixteen = rule_birthday(born, 16);
	rule_school_age age;
	int month;
	int day;

	eval_school_year(e, &month, &day);
	age = rule_school_age_of(born, month, day);
	out_day(e, "starts_on", age.starts);
	out_day(e, "ends_on", age.ends);
	why(e, "five on ");
	why_day(e, rule_birthday(born, 5));
	why(e, ", so from the prescribed day ");
	why_day(e, age.starts);
	why(e, "; sixteen on ");
	why_day(e, sixteen);
	if (sixteen > age.ends)
		why(e, ", after the school leaving date but before the next school year (s. "
		       "8(3)(a)), so to the end of ");
	else if (sixteen == age.ends)
		why(e, ", the school leaving date itself (s. 8(3)(b)), so to the end of ");
	else
		why(e, ", so to the end of the next school leaving date (s. 8(3)(c)), ");
	why_day(e, age.ends);
}

void
eval_year_group(eval *e)
{
	cnis_day born = eval_day(e, "born");
	cnis_day on = eval_day(e, "on");
	int year = rule_academic_year(on);
	int group = rule_year_group(born, on);
	char academic[16];
	text_buf b = text_buf_on(academic, sizeof(academic));

	text_add_int(&b, year);
	text_add(&b, (year + 1) % 100 < 10 ? "/0" : "/");
	text_add_int(&b, (year + 1) % 100);
	out_text(e, "year_group", group == INT_MIN ? NULL : rule_year_group_text(group));
	out_text(e, "academic_year", academic);
	why(e, "Reception is the academic year in which a child becomes five, ");
	why_int(e, rule_academic_year(born) + 5);
	why(e, "; the academic year of ");
	why_day(e, on);
	why(e, " is ");
	why(e, academic);
	if (group == INT_MIN)
		why(e, ", outside nursery to year 14");
}

static const char *
limb_words(rule_eligibility el)
{
	switch (el.limb) {
	case 'a':
		return "not on the roll of a relevant school (5)(a)";
	case 'b':
		return "on a roll, educated elsewhere as the school arranged or agreed (5)(b)";
	case 'c':
		return "part-time at college (5)(c)";
	default:
		break;
	}
	if (el.held)
		return "no route of an entry: held on another recorded basis";
	return el.review ? "a part-time timetable alone is a decision for an officer (INFERENCE)"
	                 : "on the roll of a relevant school, which has agreed no education "
	                   "elsewhere";
}

void
eval_eligibility(eval *e)
{
	cnis_day born = eval_day(e, "born");
	cnis_day on = eval_day(e, "on");
	const char *area = eval_text(e, "lives_in_area");
	bool unknown = area != NULL && strcmp(area, "unknown") == 0;
	bool in_area = !unknown && eval_bool(e, "lives_in_area");
	bool on_roll = eval_bool(e, "on_roll");
	rule_eligibility el;
	char conditions[8];
	text_buf b = text_buf_on(conditions, sizeof(conditions));
	char limb[2] = { 0 };
	int month;
	int day;

	(void)eval_route(e, "route");
	eval_school_year(e, &month, &day);
	el = rule_eligibility_of(born, on, in_area, on_roll, eval_text(e, "route"), month, day);
	limb[0] = el.limb;
	text_add(&b, el.a ? "A" : "");
	text_add(&b, el.b ? " B" : "");
	text_add(&b, el.c ? " C" : "");
	if (unknown && el.b && el.c)
		out_text(e, "eligible", NULL);
	else
		out_bool(e, "eligible", el.eligible);
	out_list(e, "conditions", conditions[0] == ' ' ? conditions + 1 : conditions);
	out_text(e, "limb", el.c ? limb : NULL);
	out_bool(e, "review", el.review);
	why(e, unknown ? "A not known, nothing says where the child lives; "
	       : el.a  ? "A met, lives in the area; "
	               : "A not met, does not live in the area; ");
	why(e, el.b ? "B met, of compulsory school age; "
	            : "B not met, not of compulsory school age; ");
	why(e, el.c ? "C met, " : "C not met, ");
	why(e, limb_words(el));
	eval_in_force(e, "s38_in_force_from", on);
}
