/* The calculator: which rule is worked out by what. */
#include "rule/eval.h"

#include <string.h>

#include "base/error.h"
#include "rule/content.h"

static const struct {
	const char *id;
	eval_fn fn;
} calculators[] = {
	{ "CA1989.66", eval_private_fostering },
	{ "CA1989.order", eval_court_order },
	{ "CFA2014.44.1", eval_ehc_review },
	{ "DAYS.count", eval_days },
	{ "DFE.census-state", eval_census },
	{ "DFE.year-group", eval_year_group },
	{ "EA1996.434A.12", eval_redecide },
	{ "EA1996.434A.2", eval_consent },
	{ "EA1996.436B.10", eval_settings_consideration },
	{ "EA1996.436B.2", eval_eligibility },
	{ "EA1996.436B.8", eval_home_consideration },
	{ "EA1996.436C.6", eval_threshold },
	{ "EA1996.436D.5", eval_parent_clock },
	{ "EA1996.436D.6", eval_parent_duties },
	{ "EA1996.436E.1", eval_threshold },
	{ "EA1996.436F.border", eval_border },
	{ "EA1996.436G.5", eval_support },
	{ "EA1996.436H.10", eval_preliminary_notice },
	{ "EA1996.572.2", eval_service },
	{ "EA1996.8.school-age", eval_school_age },
	{ "ID.la", eval_la },
	{ "ID.nhs", eval_nhs },
	{ "ID.postcode", eval_postcode },
	{ "ID.telephone", eval_telephone },
	{ "ID.uln", eval_uln },
	{ "ID.upn", eval_upn },
	{ "ID.uprn", eval_uprn },
	{ "LOCAL.absence.review", eval_days },
	{ "LOCAL.approaching.before", eval_before_start },
	{ "LOCAL.cme.enquiry", eval_enquiry },
	{ "LOCAL.consent.await", eval_days },
	{ "LOCAL.complaint.acknowledge", eval_days },
	{ "LOCAL.complaint.data-protection", eval_days },
	{ "LOCAL.complaint.ombudsman", eval_days },
	{ "LOCAL.complaint.own", eval_days },
	{ "LOCAL.consent.check", eval_days },
	{ "LOCAL.consent.decide", eval_days },
	{ "LOCAL.consent.pass", eval_days },
	{ "LOCAL.consent.serve", eval_days },
	{ "LOCAL.contact-wish", eval_contact_wish },
	{ "LOCAL.death.letters", eval_days },
	{ "LOCAL.death.tell", eval_days },
	{ "LOCAL.duplicate.alert", eval_days },
	{ "LOCAL.data-incident", eval_days },
	{ "LOCAL.forward.receipt", eval_days },
	{ "LOCAL.forward.send", eval_days },
	{ "LOCAL.glass.review", eval_days },
	{ "LOCAL.intake.follow", eval_days },
	{ "LOCAL.intake.next", eval_days },
	{ "LOCAL.intake.receipt", eval_days },
	{ "LOCAL.intake.triage", eval_days },
	{ "LOCAL.court.check", eval_days },
	{ "LOCAL.court.keep-apart", eval_days },
	{ "LOCAL.interpreter", eval_interpreter },
	{ "LOCAL.leaver.handover", eval_days },
	{ "LOCAL.looked-after.notice", eval_looked_after_notice },
	{ "LOCAL.looked-after.tell", eval_days },
	{ "LOCAL.private-fostering.notify", eval_days },
	{ "LOCAL.query", eval_days },
	{ "LOCAL.queue.allocate", eval_days },
	{ "LOCAL.review.more-information", eval_days },
	{ "LOCAL.review.sign-off", eval_days },
	{ "LOCAL.review.unsuitable", eval_days },
	{ "LOCAL.review.yearly", eval_yearly_review },
	{ "LOCAL.s19.decide", eval_enquiry },
	{ "LOCAL.s19.review", eval_days },
	{ "LOCAL.s436h5.consider", eval_days },
	{ "LOCAL.sheet", eval_days },
	{ "LOCAL.social-care.speak", eval_days },
	{ "LOCAL.travel.return", eval_days },
	{ "LOCAL.withdrawal.manager", eval_days },
	{ "LOCAL.withdrawal.register", eval_days },
	{ "SI2024-208.9.1.f", eval_deletion },
	{ "SI2024-208.9.2", eval_placed_deletion },
	{ "UKGDPR.14.3", eval_privacy_notice },
};

static eval_fn
calculator(const char *id)
{
	for (size_t i = 0; i < sizeof(calculators) / sizeof(calculators[0]); i++)
		if (strcmp(calculators[i].id, id) == 0)
			return calculators[i].fn;
	return rule_content_find(id) == NULL ? NULL : eval_content;
}

/* Is `name` one of the space-separated `words`? */
static bool
among(const char *name, const char *words)
{
	size_t len = strlen(name);

	while (*words != '\0') {
		size_t n = strcspn(words, " ");

		if (n == len && memcmp(words, name, n) == 0)
			return true;
		words += n + strspn(words + n, " ");
	}
	return false;
}

static void
check_names(eval *e)
{
	for (size_t i = 0; i < e->n; i++) {
		if (!among(e->in[i].name, e->v.rule->inputs))
			eval_fail(e, e->in[i].name, "is no input of this rule");
		for (size_t k = 0; k < i; k++)
			if (strcmp(e->in[i].name, e->in[k].name) == 0)
				eval_fail(e, e->in[i].name, "is given twice");
	}
}

cnis_status
cnis_rule_eval(const char *id, const cnis_rule_input *in, size_t n,
               const cnis_rule_context *context, cnis_rule_verdict *ret_verdict, cnis_error *reterr)
{
	static const cnis_rule_context nothing = { 0 };
	eval e = { .in = in, .n = n, .context = context == NULL ? &nothing : context };
	eval_fn fn = calculator(id);

	e.v.rule = cnis_rule_find(id);
	e.err = reterr;
	e.why = text_buf_on(e.v.why, sizeof(e.v.why));
	if (e.v.rule == NULL)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, "rule.eval", "rule",
		                 "no rule has this id; see rule list");
	if (fn == NULL)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, "rule.eval", "rule",
		                 "this rule has no calculator; see rule show");
	check_names(&e);
	fn(&e);
	if (e.st != CNIS_OK)
		return e.st;
	*ret_verdict = e.v;
	return CNIS_OK;
}

const cnis_rule_output *
cnis_rule_verdict_get(const cnis_rule_verdict *v, const char *name)
{
	for (size_t i = 0; i < v->n; i++)
		if (strcmp(v->out[i].name, name) == 0)
			return &v->out[i];
	return NULL;
}
