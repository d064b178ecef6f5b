/* The register's settings and calendars under the names the calculator gives its inputs. */
#include <cnis/rule_settings.h>

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "domain/calendar.h"
#include "domain/rule_defaults.h"
#include "domain/setting.h"

static const struct {
	const char *input, *setting;
	const char *rule; /* of this rule only; NULL: of every one that takes the input */
} named[] = {
	{ "s37_in_force_from", "law.s37.in_force_from", NULL },
	{ "s38_in_force_from", "law.s38.in_force_from", NULL },
	{ "s39_in_force_from", "law.s39.in_force_from", NULL },
	{ "gate_ehc", "gate.ehc", NULL },
	{ "gate_child_protection", "gate.child_protection", NULL },
	{ "school_year_starts", "rule.school_year.starts", NULL },
	{ "first_months", "review.first_months", NULL },
	{ "yearly_months", "review.yearly_months", NULL },
	{ "range", "estimate.range", NULL },
	{ "threshold_hours", "threshold.436c.hours", "EA1996.436C.6" },
	{ "period_weeks", "threshold.436c.period_weeks", "EA1996.436C.6" },
	{ "share_of_period", "threshold.436c.share_of_period", "EA1996.436C.6" },
	{ "week_hours", "threshold.436c.week_hours", "EA1996.436C.6" },
	{ "share_of_education", "threshold.436c.share_of_education", "EA1996.436C.6" },
	{ "combine", "threshold.436c.combine", "EA1996.436C.6" },
	{ "threshold_hours", "threshold.436e.hours", "EA1996.436E.1" },
	{ "period_weeks", "threshold.436e.period_weeks", "EA1996.436E.1" },
	{ "share_of_period", "threshold.436e.share_of_period", "EA1996.436E.1" },
	{ "week_hours", "threshold.436e.week_hours", "EA1996.436E.1" },
	{ "share_of_education", "threshold.436e.share_of_education", "EA1996.436E.1" },
	{ "combine", "threshold.436e.combine", "EA1996.436E.1" },
};

enum { NAMED = sizeof(named) / sizeof(named[0]) };
_Static_assert(NAMED + 1 == RULE_DEFAULTS, "one place for each setting, and one for its own");

struct cnis_rule_settings {
	rule_defaults defaults;
	calendar_loaded working, school;
	cnis_rule_context context;
};

static bool
takes(const cnis_rule *rule, const char *input)
{
	const char *words = rule->inputs;
	size_t len = strlen(input);

	while (*words != '\0') {
		size_t n = strcspn(words, " ");

		if (n == len && memcmp(words, input, n) == 0)
			return true;
		words += n + strspn(words + n, " ");
	}
	return false;
}

/* One more default; a setting that is unset gives none. */
static cnis_status
add(cnis_register *r, const char *input, const char *setting, cnis_day on, rule_defaults *d,
    cnis_error *reterr)
{
	size_t n = d->n;
	cnis_status st = setting_text(r, setting, on, d->value[n], reterr);

	if (st == CNIS_OK && d->value[n][0] != '\0') {
		d->in[n].name = input;
		d->in[n].text = d->value[n];
		d->n++;
	}
	return st;
}

cnis_status
rule_defaults_load(cnis_register *r, const cnis_rule *rule, cnis_day on, rule_defaults *ret,
                   cnis_error *reterr)
{
	cnis_status st = CNIS_OK;

	ret->n = 0;
	for (size_t i = 0; i < NAMED && st == CNIS_OK; i++)
		if (takes(rule, named[i].input) &&
		    (named[i].rule == NULL || strcmp(named[i].rule, rule->id) == 0))
			st = add(r, named[i].input, named[i].setting, on, ret, reterr);
	/* A locally counted rule: its setting is the number of days; an item of s. 436C(2) or (3):
	 * whether it is prescribed. */
	if (st == CNIS_OK && takes(rule, "days") && rule->setting[0] != '\0')
		st = add(r, "days", rule->setting, on, ret, reterr);
	if (st == CNIS_OK && takes(rule, "prescribed"))
		st = add(r, "prescribed", rule->setting, on, ret, reterr);
	return st;
}

cnis_status
cnis_rule_settings_load(cnis_register *r, const char *id, const char *calendar, cnis_day on,
                        cnis_rule_settings **ret, cnis_error *reterr)
{
	const cnis_rule *rule = cnis_rule_find(id);
	cnis_rule_settings *s;
	cnis_status st;

	if (rule == NULL)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, "rule.eval", "rule",
		                 "no rule has this id; see rule list");
	s = mem_new(1, sizeof(*s));
	if (s == NULL)
		return cnis_nomem(reterr, "rule.eval");
	if (on == CNIS_DAY_NONE)
		on = cnis_register_today(r);
	st = rule_defaults_load(r, rule, on, &s->defaults, reterr);
	s->context.defaults = s->defaults.in;
	s->context.n_defaults = s->defaults.n;
	if (st == CNIS_OK)
		st = calendar_load(r, "england", on, &s->working, reterr);
	if (st == CNIS_OK)
		st = calendar_load(r, calendar == NULL ? "authority" : calendar, on, &s->school,
		                   reterr);
	s->context.school_name = s->school.own ? calendar : NULL;
	if (s->context.school_name == NULL)
		s->context.school_name = "authority";
	s->context.working = &s->working.rule;
	s->context.school = s->school.found ? &s->school.rule : NULL;
	if (st == CNIS_OK)
		*ret = s;
	else
		cnis_rule_settings_free(s);
	return st;
}

const cnis_rule_context *
cnis_rule_settings_context(const cnis_rule_settings *s)
{
	return s == NULL ? NULL : &s->context;
}

void
cnis_rule_settings_free(cnis_rule_settings *s)
{
	if (s == NULL)
		return;
	calendar_clear(&s->working);
	calendar_clear(&s->school);
	free(s);
}
