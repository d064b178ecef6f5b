/* Calculators about orders of a court, looked-after children and private fostering. */
#include "rule/court.h"
#include "rule/eval.h"

void
eval_court_order(eval *e)
{
	static const char *const answers[] = { "yes", "no", "unknown" };
	const char *kind = eval_text(e, "kind");
	const rule_court *c = kind == NULL ? NULL : rule_court_find(kind);
	int education = eval_choice_or(e, "education", "yes no unknown", 2);

	if (c == NULL) {
		eval_fail(e, "kind", "is not a kind of order this register keeps");
		return;
	}
	out_bool(e, "authority_shares_responsibility", c->authority_shares);
	out_bool(e, "looked_after", c->looked_after);
	out_bool(e, "court_consents", c->court_consents);
	out_bool(e, "about_education", rule_court_about_education(c, answers[education]));
	out_bool(e, "protects", c->protects);
	why(e, c->says);
}

void
eval_looked_after_notice(eval *e)
{
	bool looked_after = eval_bool(e, "looked_after");
	bool shares = eval_bool_or(e, "authority_shares_responsibility", false);
	bool agrees = eval_bool_or(e, "authority_agrees", false);
	rule_notice_by by = (rule_notice_by)eval_choice(e, "notice_by", "parent carer other");

	out_bool(e, "enough", rule_notice_enough(looked_after, shares, agrees, by));
	if (!looked_after)
		why(e, "the child is not looked after");
	else if (agrees)
		why(e, "the authority that looks after the child agrees");
	else if (shares)
		why(e,
		    "the authority shares parental responsibility by an order (Children Act 1989 "
		    "s. 33(3)) and has not agreed");
	else if (by == RULE_BY_PARENT)
		why(e, "a parent gave notice, and no order gives the authority parental "
		       "responsibility");
	else
		why(e, "nobody who can decide has said so: a carer's notice alone is not enough");
}

void
eval_private_fostering(eval *e)
{
	static const rule_answer answers[] = { [RULE_FOSTERED_NO] = RULE_NO,
		                               [RULE_FOSTERED_YES] = RULE_YES,
		                               [RULE_FOSTERED_UNKNOWN] = RULE_NOT_KNOWN };
	const char *words = "";
	rule_fostering f = { .born = eval_day(e, "born"),
		             .on = eval_day(e, "on"),
		             .from = eval_day(e, "from"),
		             .until = eval_day_or_none(e, "until") };

	f.carer = (rule_carer)eval_choice(e, "carer", "parent responsible relative other");
	f.disabled = eval_bool_or(e, "disabled", false);
	f.looked_after = eval_bool_or(e, "looked_after", false);
	f.with_family = eval_bool_or(e, "with_family", false);
	f.intent_known = eval_text(e, "intended") != NULL;
	f.intended = eval_bool_or(e, "intended", false);
	out_answer(e, "privately_fostered", answers[rule_private_fostering(&f, &words)]);
	why(e, words);
}
