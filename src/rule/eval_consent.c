/* Calculators about leaving a school's roll. */
#include <string.h>

#include "rule/consent.h"
#include "rule/eval.h"

static const char placements[] = "mainstream special independent_special unit private";

static void
read_inputs(eval *e, rule_consent_in *in)
{
	static const char gates[] = "off advise require";

	in->born = eval_day(e, "born");
	in->on = eval_day(e, "on");
	in->on_roll = eval_bool_or(e, "on_roll", true);
	in->for_home =
	    eval_choice_or(e, "purpose", "otherwise_than_at_school other_school not_known", 0) == 0;
	in->placement = (rule_placement)eval_choice_or(e, "placement", placements, RULE_MAINSTREAM);
	eval_authority(e, "placed_by", in->placed_by);
	eval_authorities(e, "s47_enquiry_by", &in->s47_enquiry_by);
	eval_authorities(e, "s47_action_by", &in->s47_action_by);
	in->s47_action_ended_on = eval_day_or_none(e, "s47_action_ended_on");
	in->significant_harm = eval_bool_or(e, "significant_harm", false);
	in->ehc_plan = eval_bool_or(e, "ehc_plan", false);
	in->child_protection_plan = eval_bool_or(e, "child_protection_plan", false);
	in->s37_in_force_from = eval_day_or_none(e, "s37_in_force_from");
	in->gate_ehc = (rule_gate)eval_choice_or(e, "gate_ehc", gates, RULE_GATE_REQUIRE);
	in->gate_child_protection =
	    (rule_gate)eval_choice_or(e, "gate_child_protection", gates, RULE_GATE_REQUIRE);
	eval_school_year(e, &in->school_year_month, &in->school_year_day);
}

static const char *
local_gate(const rule_consent *c)
{
	if (strcmp(c->rule, "LOCAL.gate.child-protection") == 0)
		return "child-protection";
	return strcmp(c->rule, "LOCAL.gate.ehc") == 0 ? "ehc" : NULL;
}

/* Which conditions, with the arithmetic of the five years. */
static void
why_conditions(eval *e, const rule_consent_in *in, const rule_consent *c)
{
	if (c->condition_a)
		why(e, "; condition A is met: placed by an authority at a special school");
	if (c->condition_b)
		why(e, c->unsettled ? "; condition B is met; which authority decides is not settled"
		                    : "; condition B is met");
	if (in->s47_action_ended_on != CNIS_DAY_NONE) {
		why(e, "; the five years ending with ");
		why_day(e, in->on);
		why(e, " began on ");
		why_day(e, rule_look_back_from(in->on));
		why(e, " and s. 47(8) action ended on ");
		why_day(e, in->s47_action_ended_on);
	}
	if (in->ehc_plan)
		why(e, "; an EHC plan alone is no statutory ground");
}

static const char *
conclusion(const rule_consent *c, const char *gate)
{
	if (c->by_statute)
		return c->in_force ? "consent is required by the Education Act 1996 s. 434A"
		                   : "consent of the placing authority is required by S.I. "
		                     "2024/208 reg. 9(2)";
	if (c->required)
		return "consent is required by the authority's own policy, not by statute";
	return gate == NULL ? "consent is not required"
	                    : "consent is not required; the authority's own policy advises "
	                      "asking for it";
}

static void
why_not_a_relevant_child(eval *e, const rule_consent_in *in)
{
	if (!in->on_roll)
		why(e, "; the child is on no school's roll");
	if (!in->for_home)
		why(e, "; the child moves to another school");
}

void
eval_consent(eval *e)
{
	rule_consent_in in = { 0 };
	rule_consent c;
	const char *gate;
	char list[2 * RULE_AUTHORITIES * RULE_AUTHORITY_SIZE + 1] = "";
	text_buf b = text_buf_on(list, sizeof(list));

	read_inputs(e, &in);
	c = rule_consent_of(&in);
	gate = local_gate(&c);
	for (size_t i = 0; i < c.n_authorities; i++) {
		text_add(&b, i == 0 ? "" : " ");
		text_add(&b, c.authority[i]);
	}
	out_bool(e, "required", c.required);
	out_bool(e, "in_force", c.in_force);
	out_list(e, "conditions",
	         c.condition_a ? (c.condition_b ? "A B" : "A") : (c.condition_b ? "B" : ""));
	out_text(e, "local_gate", gate);
	out_list(e, "relevant_authority", list);
	out_bool(e, "by_statute", c.by_statute);
	out_bool(e, "advised", c.advise);
	out_text(e, "decided_by", c.rule);
	why(e, conclusion(&c, gate));
	why(e, c.in_force ? "; s. 37 of the 2026 Act is in force on "
	                  : "; s. 37 of the 2026 Act is not in force on ");
	why_day(e, in.on);
	why_not_a_relevant_child(e, &in);
	why_conditions(e, &in, &c);
}

void
eval_redecide(eval *e)
{
	cnis_day previous = eval_day(e, "previous_application_on");
	bool refused = eval_bool(e, "refused");
	cnis_day on = eval_day(e, "on");
	cnis_day from = rule_redecide_from(previous);

	out_bool(e, "must_decide", !refused || on >= from);
	out_day(e, "from_on", refused ? from : CNIS_DAY_NONE);
	if (refused) {
		why(e, "six months after the application of ");
		why_day(e, previous);
		why(e, " is ");
		why_day(e, from);
		why(e, on >= from ? ", which has come: the authority must decide"
		                  : ", which has not come: the authority may decide, and need not");
	} else {
		why(e, "no application was refused, so the authority must decide");
	}
	eval_in_force(e, "s37_in_force_from", on);
}

void
eval_deletion(eval *e)
{
	bool notice = eval_bool(e, "written_notice");
	cnis_day leaves = eval_day(e, "leaves_on");
	bool order = eval_bool_or(e, "order_names_school", false);
	cnis_day on = eval_day(e, "on");
	bool passed = on > leaves;

	out_bool(e, "deletes", notice && passed && !order);
	why(e, notice ? "a parent told the proprietor in writing"
	              : "no parent has told the proprietor in writing");
	why(e, "; the last day of attending, ");
	why_day(e, leaves);
	why(e, passed ? ", has passed" : ", has not passed");
	why(e, order ? "; a school attendance order names the school"
	             : "; no school attendance order names the school");
}

void
eval_placed_deletion(eval *e)
{
	rule_placement placement = (rule_placement)eval_choice(e, "placement", placements);
	static const char grounds[] = "f d e k o a b c g h i j l m n";
	int ground = eval_choice_or(e, "ground", grounds, 0);
	bool outside = ground >= 1 && ground <= 4; /* reg. 9(2) leaves (d), (e), (k) and (o) out */
	char by[RULE_AUTHORITY_SIZE];
	bool placed;

	eval_authority(e, "placed_by", by);
	placed = placement == RULE_SPECIAL && by[0] != '\0';
	out_bool(e, "required", placed && !outside);
	out_list(e, "relevant_authority", placed ? by : "");
	why(e, placed ? "an authority placed the child at a special school"
	              : "no authority placed the child at a special school");
	why(e, outside ? "; deletion on this ground is outside reg. 9(2)"
	               : "; deletion on this ground is not outside reg. 9(2)");
}
