/* Calculators of identifiers. */
#include "rule/eval.h"
#include "rule/identifier.h"

static void
say(eval *e, rule_identifier id)
{
	if (eval_text(e, "value") == NULL)
		eval_fail(e, "value", "is needed");
	out_bool(e, "valid", id.valid);
	out_text(e, "normalised", id.valid ? id.normalised : NULL);
	out_text(e, "problem", id.valid ? NULL : id.problem);
	why(e, id.valid ? "its shape and its check characters are right" : id.problem);
}

void
eval_upn(eval *e)
{
	say(e, rule_upn(eval_text(e, "value")));
}

void
eval_uln(eval *e)
{
	say(e, rule_uln(eval_text(e, "value")));
}

void
eval_nhs(eval *e)
{
	say(e, rule_nhs(eval_text(e, "value")));
}

void
eval_postcode(eval *e)
{
	say(e, rule_postcode(eval_text(e, "value")));
}

void
eval_la(eval *e)
{
	say(e, rule_authority_code(eval_text(e, "value")));
}

void
eval_uprn(eval *e)
{
	say(e, rule_uprn(eval_text(e, "value")));
}

void
eval_telephone(eval *e)
{
	say(e, rule_telephone(eval_text(e, "value")));
}
