/* Consent to withdraw from school: statute first, then the authority's own gates. */
#include "rule/consent.h"

#include <string.h>

#include "base/text.h"
#include "rule/clock.h"
#include "rule/school_age.h"

enum { LOOK_BACK_MONTHS = 60, REDECIDE_MONTHS = 6 };

cnis_day
rule_look_back_from(cnis_day application)
{
	return cnis_day_add_months(application, -LOOK_BACK_MONTHS) + 1;
}

cnis_day
rule_redecide_from(cnis_day previous_application)
{
	return cnis_day_add_months(previous_application, REDECIDE_MONTHS);
}

void
rule_conductors_add(rule_conductors *c, const char *code)
{
	for (size_t i = 0; i < c->n; i++)
		if (strcmp(c->code[i], code) == 0)
			return;
	if (c->n == RULE_AUTHORITIES)
		c->unknown = true;
	else
		(void)text_copy(c->code[c->n++], RULE_AUTHORITY_SIZE, code);
}

static bool
somebody(const rule_conductors *c)
{
	return c->n > 0 || c->unknown;
}

/* 434A(3): placed by an authority at a special school, or one specially organised. */
static bool
condition_a(const rule_consent_in *in)
{
	return in->placed_by[0] != '\0' &&
	       (in->placement == RULE_SPECIAL || in->placement == RULE_INDEPENDENT_SPECIAL);
}

/* 434A(4)(b): action after a conclusion of significant harm, now or in the five years. */
static bool
action_counts(const rule_consent_in *in)
{
	if (!somebody(&in->s47_action_by) || !in->significant_harm)
		return false;
	return in->s47_action_ended_on == CNIS_DAY_NONE ||
	       in->s47_action_ended_on >= rule_look_back_from(in->on);
}

/* 434A(1), (2)(a) and (b): without these nothing here applies, statute or gate. */
static bool
withdrawal_of_a_pupil(const rule_consent_in *in)
{
	rule_school_age age =
	    rule_school_age_of(in->born, in->school_year_month, in->school_year_day);

	return in->on_roll && in->for_home && in->on >= age.starts && in->on <= age.ends;
}

static void
add_authority(rule_consent *c, const char *code)
{
	for (size_t i = 0; i < c->n_authorities; i++)
		if (strcmp(c->authority[i], code) == 0)
			return;
	(void)text_copy(c->authority[c->n_authorities++], RULE_AUTHORITY_SIZE, code);
}

static void
add_conductors(rule_consent *c, const rule_conductors *by)
{
	for (size_t i = 0; i < by->n; i++)
		add_authority(c, by->code[i]);
}

/* 434A(13): where B is met, those conducting the enquiries or taking the action; else the one that
 * made the placement.  Reg. 9(2) always asks the one that made the placement. */
static void
relevant_authorities(const rule_consent_in *in, rule_consent *c)
{
	if (c->condition_b && !(c->by_statute && !c->in_force)) {
		bool action = action_counts(in);
		bool over = action && in->s47_action_ended_on != CNIS_DAY_NONE;

		add_conductors(c, &in->s47_enquiry_by);
		if (action)
			add_conductors(c, &in->s47_action_by);
		c->unsettled = in->s47_enquiry_by.unknown ||
		               (action && in->s47_action_by.unknown) ||
		               (over && !somebody(&in->s47_enquiry_by));
	} else if (c->condition_a) {
		add_authority(c, in->placed_by);
	}
}

/* The gate that decides: one that requires before one that advises, child protection first. */
static const char *
gate_rule(const rule_consent *c, const rule_consent_in *in)
{
	if (c->gate_child_protection && (!c->gate_ehc || in->gate_child_protection >= in->gate_ehc))
		return "LOCAL.gate.child-protection";
	return c->gate_ehc ? "LOCAL.gate.ehc" : NULL;
}

static void
local_gates(const rule_consent_in *in, rule_consent *c)
{
	const char *rule;

	c->gate_child_protection = in->gate_child_protection != RULE_GATE_OFF &&
	                           (c->condition_b || in->child_protection_plan);
	c->gate_ehc = in->gate_ehc != RULE_GATE_OFF && in->ehc_plan;
	rule = gate_rule(c, in);
	if (rule == NULL)
		return;
	c->rule = rule;
	c->required =
	    (c->gate_child_protection && in->gate_child_protection == RULE_GATE_REQUIRE) ||
	    (c->gate_ehc && in->gate_ehc == RULE_GATE_REQUIRE);
	c->advise = (c->gate_child_protection && in->gate_child_protection == RULE_GATE_ADVISE) ||
	            (c->gate_ehc && in->gate_ehc == RULE_GATE_ADVISE);
}

rule_consent
rule_consent_of(const rule_consent_in *in)
{
	rule_consent c = { 0 };
	bool applies = withdrawal_of_a_pupil(in);

	c.in_force = rule_in_force(in->s37_in_force_from, in->on);
	c.condition_a = condition_a(in);
	c.condition_b = somebody(&in->s47_enquiry_by) || action_counts(in);
	c.rule = c.in_force ? "EA1996.434A.2" : "SI2024-208.9.2";
	if (c.in_force)
		c.by_statute = applies && (c.condition_a || c.condition_b);
	else
		c.by_statute = applies && c.condition_a && in->placement == RULE_SPECIAL;
	c.required = c.by_statute;
	if (applies && !c.by_statute)
		local_gates(in, &c);
	relevant_authorities(in, &c);
	return c;
}
