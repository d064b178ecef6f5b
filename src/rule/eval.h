#ifndef CNIS_RULE_EVAL_H
#define CNIS_RULE_EVAL_H

#include <stdbool.h>

#include <cnis/rule.h>

#include "base/text.h"
#include "rule/clock.h"
#include "rule/consent.h"
#include "rule/route.h"
#include "rule/threshold.h"

/*
 * One run of the calculator.  Each eval_* getter reads one input (or the context's default for it)
 * and writes down the first thing that is wrong; the rule goes on with a harmless value and the
 * driver throws the verdict away.  So a calculator is straight lines: read, ask, say.
 */
typedef struct eval {
	const cnis_rule_input *in;
	size_t n;
	const cnis_rule_context *context; /* never NULL */
	cnis_rule_verdict v;
	text_buf why; /* on v.why */
	cnis_status st;
	cnis_error *err;
} eval;

typedef void (*eval_fn)(eval *e);

/* A mistake in input `name`; the first one is kept. */
void eval_fail(eval *e, const char *name, const char *problem);

/** The text of an input; NULL when it is null or left out. */
const char *eval_text(const eval *e, const char *name);

cnis_day eval_day(eval *e, const char *name);         /* must be given */
cnis_day eval_day_or_none(eval *e, const char *name); /* CNIS_DAY_NONE when null */
bool eval_bool(eval *e, const char *name);            /* must be given */
bool eval_bool_or(eval *e, const char *name, bool otherwise);
int eval_int_or(eval *e, const char *name, int otherwise, int least, int most);
/* Hundredths of a number with at most two decimals; -1 when null. */
int64_t eval_hundredths(eval *e, const char *name, int64_t most);
/* Place of the input in the space-separated `choices`. */
int eval_choice_or(eval *e, const char *name, const char *choices, int otherwise);
int eval_choice(eval *e, const char *name, const char *choices); /* must be given */
/* The boundary of the school year, MM-DD from 1 August to 31 December; 0 0 when not given. */
void eval_school_year(eval *e, int *ret_month, int *ret_day);
/* A code of the table of routes; must be given.  NULL when it is not one. */
const rule_route *eval_route(eval *e, const char *name);
void eval_authority(eval *e, const char *name, char code[4]);
/* Space-separated codes, and `unknown`; none when null. */
void eval_authorities(eval *e, const char *name, rule_conductors *ret);

void out_day(eval *e, const char *name, cnis_day value); /* null for CNIS_DAY_NONE */
void out_bool(eval *e, const char *name, bool value);
/* null when it is not known */
void out_answer(eval *e, const char *name, rule_answer value);
void out_text(eval *e, const char *name, const char *value); /* null for NULL */
void out_list(eval *e, const char *name, const char *value);

void why(eval *e, const char *text);
void why_day(eval *e, cnis_day day);
void why_int(eval *e, int value);
void why_hundredths(eval *e, int64_t value);

/* Say whether the section of the rule is in force on `on`: input `name`, output `in_force`. */
void eval_in_force(eval *e, const char *name, cnis_day on);

/* The calculators, by file: border.c, eval_age.c, eval_days.c, eval_consent.c, eval_content.c,
 * eval_court.c, eval_id.c, eval_route.c, eval_service.c. */
void eval_school_age(eval *e);
void eval_year_group(eval *e);
void eval_eligibility(eval *e);
void eval_parent_duties(eval *e);
void eval_support(eval *e);
void eval_census(eval *e);
void eval_days(eval *e);
void eval_enquiry(eval *e);
void eval_before_start(eval *e);
void eval_yearly_review(eval *e);
void eval_ehc_review(eval *e);
void eval_home_consideration(eval *e);
void eval_settings_consideration(eval *e);
void eval_parent_clock(eval *e);
void eval_preliminary_notice(eval *e);
void eval_redecide(eval *e);
void eval_deletion(eval *e);
void eval_placed_deletion(eval *e);
void eval_consent(eval *e);
void eval_border(eval *e);
void eval_content(eval *e);
void eval_court_order(eval *e);
void eval_looked_after_notice(eval *e);
void eval_private_fostering(eval *e);
void eval_threshold(eval *e);
void eval_privacy_notice(eval *e);
void eval_contact_wish(eval *e);
void eval_interpreter(eval *e);
void eval_service(eval *e);
void eval_upn(eval *e);
void eval_uln(eval *e);
void eval_nhs(eval *e);
void eval_postcode(eval *e);
void eval_la(eval *e);
void eval_uprn(eval *e);
void eval_telephone(eval *e);

#endif
