#include "rule/court.h"

#include <stddef.h>
#include <string.h>

enum { FOSTERING_DAYS = 28, YEAR = 12, AGE = 16, AGE_DISABLED = 18 };

static const rule_court ORDERS[] = {
	{ .kind = "child_arrangements",
	  .says =
	      "with whom the child lives and spends time (Children Act 1989 s. 8); whoever the "
	      "child is to live with has parental responsibility while it is in force (s. 12(2))",
	  .education = RULE_COURT_IF_YES },
	{ .kind = "prohibited_steps",
	  .says = "a step that is not taken without the court's consent (Children Act 1989 s. 8)",
	  .education = RULE_COURT_UNLESS_NO },
	{ .kind = "specific_issue",
	  .says =
	      "a question about parental responsibility, answered by the court (Children Act 1989 "
	      "s. 8)",
	  .education = RULE_COURT_UNLESS_NO },
	{ .kind = "non_molestation",
	  .says = "somebody keeps away from another (Family Law Act 1996 s. 42)",
	  .protects = true,
	  .education = RULE_COURT_IF_YES },
	{ .kind = "care",
	  .says = "the authority has parental responsibility beside the parents, and may limit how "
	          "they meet theirs (Children Act 1989 s. 33(3))",
	  .authority_shares = true,
	  .looked_after = true,
	  .education = RULE_COURT_ALWAYS },
	{ .kind = "interim_care",
	  .says =
	      "the authority has parental responsibility beside the parents while it is in force "
	      "(Children Act 1989 ss. 31(11), 33(3) and 38)",
	  .authority_shares = true,
	  .looked_after = true,
	  .education = RULE_COURT_ALWAYS },
	{ .kind = "special_guardianship",
	  .says = "the special guardian meets parental responsibility to the exclusion of others "
	          "(Children Act 1989 s. 14C(1))",
	  .education = RULE_COURT_ALWAYS },
	{ .kind = "education_supervision",
	  .says =
	      "a supervisor's directions take the place of the duties under ss. 7 and 444 of the "
	      "Education Act 1996, and s. 437 (s. 436I, once Sch. 2 to the Children's Wellbeing "
	      "and Schools Act 2026 is in force) does not apply (Children Act 1989 s. 36, Sch. 3 "
	      "para. 13)",
	  .education = RULE_COURT_ALWAYS },
	{ .kind = "placement",
	  .says =
	      "the authority has parental responsibility, and decides how far parents meet theirs "
	      "(Adoption and Children Act 2002 ss. 21 and 25)",
	  .authority_shares = true,
	  .looked_after = true,
	  .education = RULE_COURT_ALWAYS },
	{ .kind = "wardship",
	  .says = "no important step is taken without the court (Senior Courts Act 1981 s. 41)",
	  .court_consents = true,
	  .education = RULE_COURT_ALWAYS },
	{ .kind = "other", .says = "what the order itself says", .education = RULE_COURT_IF_YES },
};

const rule_court *
rule_court_find(const char *kind)
{
	for (size_t i = 0; i < sizeof(ORDERS) / sizeof(ORDERS[0]); i++)
		if (strcmp(ORDERS[i].kind, kind) == 0)
			return &ORDERS[i];
	return NULL;
}

bool
rule_court_about_education(const rule_court *c, const char *education)
{
	if (c->education == RULE_COURT_ALWAYS)
		return true;
	return c->education == RULE_COURT_UNLESS_NO ? strcmp(education, "no") != 0
	                                            : strcmp(education, "yes") == 0;
}

bool
rule_notice_enough(bool looked_after, bool shares, bool agrees, rule_notice_by by)
{
	return !looked_after || agrees || (!shares && by == RULE_BY_PARENT);
}

/* Until when a child can be: the day before that birthday is the last. */
static bool
too_old(const rule_fostering *f)
{
	return f->on >= cnis_day_add_months(f->born, (f->disabled ? AGE_DISABLED : AGE) * YEAR);
}

static bool
long_enough(const rule_fostering *f)
{
	return f->on - f->from + 1 >= FOSTERING_DAYS ||
	       (f->until != CNIS_DAY_NONE && f->until - f->from + 1 >= FOSTERING_DAYS);
}

rule_fostered
rule_private_fostering(const rule_fostering *f, const char **ret_why)
{
	static const char *const family[] = {
		[RULE_CARER_PARENT] = "a parent has the care: s. 66(1)(a)(i)",
		[RULE_CARER_RESPONSIBLE] =
		    "who has the care has parental responsibility: s. 66(1)(a)(ii)",
		[RULE_CARER_RELATIVE] = "a relative of s. 105(1) has the care: s. 66(1)(a)(iii)",
	};
	bool short_known = f->intent_known || f->until != CNIS_DAY_NONE;

	*ret_why = "28 days or more, or intended: s. 66(2)";
	if (f->carer != RULE_CARER_OTHER)
		*ret_why = family[f->carer];
	else if (f->looked_after)
		*ret_why = "a child looked after by an authority is not: Sch. 8 para. 1";
	else if (f->with_family)
		*ret_why = "a parent, or who is responsible, lives there too: Sch. 8 para. 2(1)(a)";
	else if (too_old(f))
		*ret_why = "too old: under 16, or under 18 where disabled, s. 66(1)(a) and (4)";
	else if (long_enough(f) || (f->intent_known && f->intended))
		return RULE_FOSTERED_YES;
	else if (!short_known) {
		*ret_why = "for how long is not known: ask";
		return RULE_FOSTERED_UNKNOWN;
	} else
		*ret_why = "less than 28 days, and no longer is intended: s. 66(2)";
	return RULE_FOSTERED_NO;
}
