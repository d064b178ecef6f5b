/* Why consent is needed or not: each test of the gates, in words that fit who asks. */
#include <string.h>

#include "base/text.h"
#include "domain/duty.h"
#include "domain/gate.h"
#include "domain/sight.h"
#include "domain/why_inside.h"
#include "domain/withdrawal_inside.h"

/* clang-format off */
enum { Q_TESTS };
static const store_sql sql[] = {
	[Q_TESTS] = { "why.tests",
		"SELECT t.id, t.child_id, t.stage, t.on_day, t.rule, t.rule_version, t.inputs, t.required,"
		" t.conditions, t.local_gate FROM consent_test t WHERE t.withdrawal_id = :id"
		" AND t.id = (SELECT max(u.id) FROM consent_test u WHERE u.withdrawal_id = t.withdrawal_id"
		"  AND u.stage = t.stage AND " SIGHT_TEST("u") ") ORDER BY t.id" },
};
/* clang-format on */

/* A verdict as it was kept. */
typedef struct kept {
	const char *stage;
	cnis_day on;
	bool required, local;
} kept;

/* What is said to whoever is not told the ground.  @p law: but whether it is statute or policy. */
static cnis_status
tell_neutral(const why_telling *t, const kept *k, bool law, cnis_error *reterr)
{
	char text[WHY_SENTENCE];
	text_buf b = text_buf_on(text, sizeof(text));
	cnis_why_line line = { .topic = "consent",
		               .text = text,
		               .rule = "",
		               .kind = "",
		               .citation = "",
		               .address = "",
		               .inputs = "",
		               .agrees = true };

	text_add(&b, "at the ");
	text_add(&b, k->stage);
	text_add(&b, " on ");
	text_add_day(&b, k->on);
	text_add(&b, k->required ? ", the authority's consent is needed before the name can be "
	                           "removed"
	                         : ", no consent of the authority is needed");
	if (k->required && law) {
		line.kind = k->local ? "local policy" : "statute";
		line.citation = k->local ? "this authority's own policy, not a statute"
		                         : "Education Act 1996 s. 434A; S.I. 2024/208 reg. 9";
	} else if (k->required)
		line.citation = t->family ? "Education Act 1996 s. 434A, S.I. 2024/208 reg. 9 or "
		                            "this authority's own policy; the authority says which"
		                          : "Education Act 1996 s. 434A, S.I. 2024/208 reg. 9 or "
		                            "this authority's own policy; a manager is told which";
	return t->fn(&line, t->payload, reterr);
}

static cnis_status
tell_test(const why_telling *t, const cursor *c, cnis_error *reterr)
{
	cnis_consent_test test = { .rule = col_text(c, 4),
		                   .inputs = col_text(c, 6),
		                   .conditions = col_text(c, 8),
		                   .local_gate = col_text(c, 9),
		                   .authorities = "" };
	const kept k = { .stage = col_text(c, 2),
		         .on = col_day(c, 3),
		         .required = col_int(c, 7) != 0,
		         .local = strncmp(col_text(c, 4), "LOCAL.", 6) == 0 };
	char text[WHY_SENTENCE];
	text_buf b = text_buf_on(text, sizeof(text));
	sight_ground told = gate_withhold(t->r, &test);
	cnis_rule_verdict v;
	const cnis_rule_output *out;
	cnis_status st;

	/* whether it is statute or policy is for the family to know, once somebody who may tells */
	if (told != SIGHT_ALL || t->family)
		return tell_neutral(t, &k, told != SIGHT_NO_GROUND, reterr);
	st = duty_eval(t->r, "EA1996.434A.2", col_text(c, 6), k.on, &v, reterr);
	if (st != CNIS_OK)
		return st;
	/* a safeguarding fact that decided nothing is one all the same */
	if (!sight_causes(t->r) && why_names_a_cause(v.why))
		return tell_neutral(t, &k, true, reterr);
	text_add(&b, "at the ");
	text_add(&b, k.stage);
	text_add(&b, ": ");
	text_add(&b, v.why);
	out = cnis_rule_verdict_get(&v, "required");
	return why_tell(t, "consent", text, cnis_rule_find(col_text(c, 4)), test.inputs,
	                out != NULL && (strcmp(out->text, "true") == 0) == k.required, reterr);
}

/* A grant by policy where statute asks since: what becomes of it is policy too, and is said so. */
static cnis_status
tell_grant(const why_telling *t, int64_t withdrawal_id, cnis_error *reterr)
{
	withdrawal_row w = { 0 };
	withdrawal_grant grant = WITHDRAWAL_NOT_GRANTED;
	gate_verdict v;
	cnis_status st = withdrawal_read(t->r, withdrawal_id, "why", &w, reterr);

	if (st == CNIS_OK)
		st = withdrawal_granted(t->r, &w, store_today(t->r->st), &v, &grant, reterr);
	if (st != CNIS_OK ||
	    (grant != WITHDRAWAL_GRANT_STANDS && grant != WITHDRAWAL_GRANT_PASSED) || t->family ||
	    sight_ground_of(t->r, v.protection) != SIGHT_ALL)
		return st;
	return why_tell(t, "consent",
	                grant == WITHDRAWAL_GRANT_STANDS
	                    ? "consent was granted under this authority's own gate, and statute "
	                      "asks for consent since: by local policy the earlier grant stands"
	                    : "consent was granted under this authority's own gate, and statute "
	                      "asks for consent since: by local policy the earlier grant does not "
	                      "count, and consent is applied for anew",
	                cnis_rule_find("LOCAL.gate.earlier-grant"), "", true, reterr);
}

cnis_status
why_tell_tests(const why_telling *t, int64_t withdrawal_id, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(t->r->st, &sql[Q_TESTS], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", withdrawal_id);
	stmt_int(&c, ":steps", sight_steps(t->r));
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		st = tell_test(t, &c, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st == CNIS_OK ? tell_grant(t, withdrawal_id, reterr) : st;
}
