/* Across a border: who may be told what.  law.md 6; who is "the local authority responsible for the
 * child" (s. 434A(5)(b)) is an inference: the one in whose area the child lives. */
#include "rule/border.h"

#include "rule/eval.h"

/* clang-format off */
static const struct {
	rule_border not_on_it, on_it; /* the register */
} BORDERS[] = {
	[RULE_AREA_UNKNOWN] = { { RULE_GIVE_NO_POWER, false, NULL }, { RULE_GIVE_NO_POWER, false, NULL } },
	[RULE_AREA_ENGLAND] = { { RULE_GIVE_LOCAL, true, "s. 434A(5)(b)" },
	                        { RULE_GIVE_MUST, true, "s. 436F(5)" } },
	[RULE_AREA_WALES] = { { RULE_GIVE_LOCAL, true, "s. 434A(5)(b)" },
	                      { RULE_GIVE_MUST, true, "s. 436F(5)" } },
	[RULE_AREA_SCOTLAND] = { { RULE_GIVE_ON_REQUEST, false, "s. 436F(6) to (8)" },
	                         { RULE_GIVE_ON_REQUEST, false, "s. 436F(6) to (8)" } },
	[RULE_AREA_NORTHERN_IRELAND] = { { RULE_GIVE_ON_REQUEST, false, "s. 436F(6) to (8)" },
	                                 { RULE_GIVE_ON_REQUEST, false, "s. 436F(6) to (8)" } },
	[RULE_AREA_CROWN_DEPENDENCY] = { { RULE_GIVE_NO_POWER, false, NULL }, { RULE_GIVE_NO_POWER, false, NULL } },
	[RULE_AREA_ABROAD] = { { RULE_GIVE_NO_POWER, false, NULL }, { RULE_GIVE_NO_POWER, false, NULL } },
};
/* clang-format on */

rule_border
rule_border_of(rule_area area, bool registered)
{
	return registered ? BORDERS[area].on_it : BORDERS[area].not_on_it;
}

void
eval_border(eval *e)
{
	static const char *const give[] = { [RULE_GIVE_MUST] = "must",
		                            [RULE_GIVE_LOCAL] = "local",
		                            [RULE_GIVE_ON_REQUEST] = "on_request",
		                            [RULE_GIVE_NO_POWER] = "no_power" };
	static const char *const told[] = {
		[RULE_GIVE_MUST] = "what the register holds under s. 436C(1) and (2) is given to "
				   "the authority there, s. 436F(5)",
		[RULE_GIVE_LOCAL] = "the child is not on the register, so s. 436F(5) asks nothing; "
				    "that the authority there is told what arrived is this "
				    "authority's own policy (LOCAL.forward.send), inferred from s. "
				    "434A(5)(b)",
		[RULE_GIVE_ON_REQUEST] = "what the register holds may be given to the authority "
					 "there when it asks and it is appropriate, s. 436F(6) to "
					 "(8); nothing asks for more",
		[RULE_GIVE_NO_POWER] = "nothing in the Act lets this authority give what the "
				       "register holds: only another lawful basis does",
	};
	rule_area area =
	    (rule_area)(RULE_AREA_ENGLAND + eval_choice(e, "area", "england " RULE_AREA_WORDS));
	rule_border b = rule_border_of(area, eval_bool_or(e, "registered", false));

	out_text(e, "information", give[b.give]);
	out_bool(e, "told_by_school", b.told_by_school);
	out_bool(e, "eligible_here", false);
	out_bool(e, "local_gates", false);
	why(e, "the child lives in another area, so condition A of s. 436B(3) is not met here; ");
	why(e, told[b.give]);
	why(e, b.told_by_school
	           ? "; a school that is told of a withdrawal tells that authority too, "
	             "s. 434A(5)(b)"
	           : "; s. 434A(5)(b) names no authority there");
	why(e, "; whether consent is needed turns on the school and on who acts, s. 434A(2), not "
	       "on where the child lives; this authority's own gates are for children who live "
	       "here");
	eval_in_force(e, "s38_in_force_from", eval_day(e, "on"));
}
