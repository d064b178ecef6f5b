#include <stdlib.h>
#include <string.h>

#include <cnis/consent.h>
#include <cnis/reference.h>
#include <cnis/rule.h>
#include <cnis/withdrawal.h>

#include "cli/cli.h"
#include "cli/court.h"
#include "cli/family.h"
#include "cli/sent.h"
#include "cli/served.h"

/* ---- check ----------------------------------------------------------------------------------- */

static const out_column CHECK_COLUMNS[] = {
	{ .key = "child", .heading = "child", .type = OUT_TEXT },
	{ .key = "on", .heading = "on", .type = OUT_DAY },
	{ .key = "required", .heading = "consent needed", .type = OUT_BOOL },
	{ .key = "advised", .heading = "advised", .type = OUT_BOOL },
	{ .key = "by_statute", .heading = "by statute", .type = OUT_BOOL },
	{ .key = "rule", .heading = "rule", .type = OUT_TEXT },
	{ .key = "citation", .heading = "basis", .type = OUT_TEXT },
	{ .key = "conditions", .heading = "conditions", .type = OUT_TEXT },
	{ .key = "local_gate", .heading = "local gate", .type = OUT_TEXT },
	{ .key = "relevant_authority", .heading = "authority", .type = OUT_LIST },
};

static cnis_status
show_check(const cnis_consent_test *t, void *payload, cnis_error *reterr)
{
	family_listing *l = payload;
	const cnis_rule *rule = cnis_rule_find(t->rule);
	cnis_status st = family_see(l, t->child_id);

	(void)reterr;
	if (st != CNIS_OK)
		return st;
	out_text(l->w, cli_reference(CNIS_REF_CHILD, t->child_id));
	out_day(l->w, t->on);
	out_bool(l->w, t->required);
	out_bool(l->w, t->advise);
	if (t->ground_kept_back)
		out_null(l->w);
	else
		out_bool(l->w, t->by_statute);
	out_text(l->w, t->rule);
	family_words(l->w, rule != NULL ? rule->citation : "local policy");
	family_words(l->w, t->conditions);
	family_words(l->w, t->local_gate);
	out_text(l->w, t->authorities);
	return cli_row(l->x, l->w);
}

static cnis_status
take_child(const cnis_withdrawal *w, void *payload, cnis_error *reterr)
{
	(void)reterr;
	*(int64_t *)payload = w->child_id;
	return CNIS_OK;
}

/* The child, or the one a withdrawal is about. */
static cnis_status
child_asked(cli *x, int64_t *ret_child)
{
	char kind = 0;
	int64_t id = 0;

	if (cnis_reference_parse(cli_arg(x, 0), 0, &kind, &id) == CNIS_OK &&
	    kind == CNIS_REF_WITHDRAWAL)
		return cnis_withdrawal_get(x->r, id, take_child, ret_child, &x->error);
	return cli_arg_ref(x, 0, CNIS_REF_CHILD, ret_child);
}

static cnis_status
check(family_listing *l)
{
	return cnis_consent_check(l->x->r, l->id, l->on, show_check, l, &l->x->error);
}

static cnis_status
run_check(cli *x)
{
	static const out_spec spec = { .columns = CHECK_COLUMNS,
		                       .n = sizeof(CHECK_COLUMNS) / sizeof(CHECK_COLUMNS[0]),
		                       .vertical = true };
	family_listing l = { .x = x };
	cnis_status st = child_asked(x, &l.id);

	if (st == CNIS_OK)
		st = family_rows(&l, "consent check", "", &spec, check);
	if (st == CNIS_OK)
		court_say(x, l.id);
	return st;
}

/* ---- apply ----------------------------------------------------------------------------------- */

static const cli_option APPLY_OPTIONS[] = {
	{ .name = "by",
	  .type = CLI_CHOICE,
	  .value = "WHO",
	  .choices = "parent proprietor",
	  .help = "who applies",
	  .required = true },
	FAMILY_PERSON("the parent who applies, or on whose behalf"),
	{ .name = "parent-agrees",
	  .type = CLI_FLAG,
	  .help = "the proprietor applies with the parent's consent, s. 434A(7)" },
	FAMILY_ON("day of the application (today)"),
	CLI_OPTIONS_END,
};

static cnis_status
run_apply(cli *x)
{
	char day[CNIS_DAY_ISO_SIZE];
	cnis_consent_apply_new a = { .size = sizeof(a),
		                     .applied = family_on(x),
		                     .applicant = cli_text(x, "by"),
		                     .person_id = cli_ref(x, "person"),
		                     .parent_agrees = cli_given(x, "parent-agrees") };
	cnis_consent_applied done = { 0 };
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_WITHDRAWAL, &a.withdrawal_id);

	if (st == CNIS_OK) {
		court_say_withdrawal(x, a.withdrawal_id, a.person_id);
		st = cnis_consent_apply(x->r, &a, &done, &x->error);
	}
	if (st != CNIS_OK)
		return st;
	if (done.early)
		cli_say(x,
		        "it repeats a refused application within six months: the authority need "
		        "not decide again before %s, but may (EA1996.434A.12)",
		        cnis_day_iso(done.must_decide, day));
	if (done.required) {
		cli_say(x, "decide by %s, and without undue delay",
		        cnis_day_iso(done.decide_by, day));
		if (done.pass_to[0] != '\0')
			cli_say(x,
			        "the relevant authority is %s, s. 434A(13): pass the application "
			        "on, and record its decision with --decided-by",
			        done.pass_to);
		cli_say(x, "a manager or the role safeguarding decides; the family's officer "
		           "prepares the application and passes it on");
		cli_next(x, "by a manager: cnis consent decide %s --grant%s%.3s",
		         cli_reference(CNIS_REF_WITHDRAWAL, a.withdrawal_id),
		         done.pass_to[0] != '\0' ? " --decided-by " : "", done.pass_to);
	} else {
		cli_say(x, "on that day no consent is needed: there is nothing to decide");
		cli_next(x, "cnis withdrawal left %s",
		         cli_reference(CNIS_REF_WITHDRAWAL, a.withdrawal_id));
	}
	return cli_done(x, CNIS_REF_WITHDRAWAL, a.withdrawal_id, "application kept");
}

/* ---- decide ---------------------------------------------------------------------------------- */

static const cli_option DECIDE_OPTIONS[] = {
	{ .name = "grant", .type = CLI_FLAG, .help = "grant consent" },
	{ .name = "refuse",
	  .type = CLI_CHOICE,
	  .value = "GROUND",
	  .choices = "best_interests no_suitable_arrangements",
	  .help = "refuse on one of the two grounds of s. 434A(6)" },
	FAMILY_FILE("reasons-file", "the reasons (asked for otherwise)"),
	{ .name = "decided-by",
	  .type = CLI_TEXT,
	  .value = "CODE",
	  .help = "the authority that decided, when it is another one, s. 434A(13)" },
	{ .name = "interpreter",
	  .type = CLI_TEXT,
	  .value = "WHO",
	  .help = "who interpreted: professional, staff, relative, child, not_needed or "
	          "nobody_spoken_with" },
	FAMILY_ON("day of the decision (today)"),
	CLI_OPTIONS_END,
};

static cnis_status
run_decide(cli *x)
{
	char *reasons = NULL;
	int64_t id = 0;
	cnis_consent_decide_new d = { .size = sizeof(d),
		                      .decided = family_on(x),
		                      .grant = cli_given(x, "grant"),
		                      .ground = cli_text(x, "refuse"),
		                      .decided_by = cli_text(x, "decided-by"),
		                      .interpreter = cli_text(x, "interpreter") };
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_WITHDRAWAL, &d.withdrawal_id);

	if (st == CNIS_OK && d.grant == cli_given(x, "refuse"))
		st = cli_fail(x, CNIS_EINVAL, "grant", "give --grant, or --refuse with its ground");
	if (st == CNIS_OK)
		st = cnis_consent_may_decide(x->r, d.withdrawal_id, &x->error);
	if (st == CNIS_OK) { /* before the reasons are written */
		court_say_withdrawal(x, d.withdrawal_id, 0);
		st = family_text(x, "reasons-file", "Reasons", &reasons);
	}
	d.reasons = reasons;
	if (st == CNIS_OK)
		st = cnis_consent_decide(x->r, &d, &id, &x->error);
	free(reasons);
	if (st != CNIS_OK)
		return st;
	if (d.decided_by == NULL)
		cli_next(x, "cnis consent serve %s --to applicant --method post",
		         cli_reference(CNIS_REF_WITHDRAWAL, d.withdrawal_id));
	else
		cli_next(x, "cnis withdrawal show %s",
		         cli_reference(CNIS_REF_WITHDRAWAL, d.withdrawal_id));
	return cli_done(x, CNIS_REF_WITHDRAWAL, d.withdrawal_id,
	                d.grant ? "consent granted" : "consent refused");
}

/* ---- serve ----------------------------------------------------------------------------------- */

static const cli_option SERVE_OPTIONS[] = {
	{ .name = "to",
	  .type = CLI_CHOICE,
	  .value = "WHO",
	  .choices = "applicant other_parent proprietor",
	  .help = "who was served",
	  .required = true },
	FAMILY_PERSON("which parent"),
	{ .name = "method",
	  .type = CLI_TEXT,
	  .value = "METHOD",
	  .help = "delivery, left_at_residence, post or electronic" },
	SENT_AT("where: electronic, a contact point (wherever the parent agreed to it in writing, "
	        "s. 572(2)); by post or left there, an address"),
	SENT_DESPITE,
	{ .name = "not-served",
	  .type = CLI_CHOICE,
	  .value = "GROUND",
	  .choices = "exceptional",
	  .help = "another parent is not served, s. 434A(8)(b); a manager decides" },
	{ .name = "considered",
	  .type = CLI_FLAG,
	  .help = "a manager weighed what is recorded, and serves this parent all the same" },
	FAMILY_FILE("reason-file", "why not, or why all the same (asked for otherwise)"),
	FAMILY_ON("day of service (today)"),
	CLI_OPTIONS_END,
};

/* Not served, or served all the same: why. */
static cnis_status
take_reason(cli *x, cnis_consent_serve_new *s, char **ret)
{
	bool decided = s->not_served != NULL || s->considered || s->despite_wish;

	if (!decided && cli_given(x, "reason-file"))
		return cli_fail(x, CNIS_EINVAL, "reason-file",
		                "goes with --not-served, --considered or --despite-wish");
	if (s->not_served != NULL && s->considered)
		return cli_fail(x, CNIS_EINVAL, "considered", "excludes --not-served");
	return decided ? family_text(x, "reason-file", "Reason", ret) : CNIS_OK;
}

static cnis_status
run_serve(cli *x)
{
	char *reason = NULL;
	int64_t left = 0;
	cnis_consent_serve_new s = { .size = sizeof(s),
		                     .recipient = cli_text(x, "to"),
		                     .person_id = cli_ref(x, "person"),
		                     .served = family_on(x),
		                     .method = cli_text(x, "method"),
		                     .not_served = cli_text(x, "not-served"),
		                     .considered = cli_given(x, "considered"),
		                     .despite_wish = cli_given(x, "despite-wish") };
	cnis_sent sent = { 0 };
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_WITHDRAWAL, &s.withdrawal_id);

	if (st == CNIS_OK && (s.method == NULL) == (s.not_served == NULL))
		st = cli_fail(x, CNIS_EINVAL, "method",
		              "give --method, or --not-served with its ground");
	if (st == CNIS_OK && s.person_id != 0 && strcmp(s.recipient, "other_parent") == 0)
		st = cnis_consent_weigh(x->r, s.withdrawal_id, s.person_id, sent_say_weigh, x,
		                        &x->error);
	if (st == CNIS_OK)
		st = take_reason(x, &s, &reason);
	if (st == CNIS_OK)
		st = sent_at(x, &sent);
	s.contact_point_id = sent.contact_point_id;
	s.address_id = sent.address_id;
	s.reason = reason;
	if (st == CNIS_OK)
		st = cnis_consent_serve(x->r, &s, &left, &x->error);
	free(reason);
	if (st != CNIS_OK)
		return st;
	if (left > 0) {
		cli_say(x, "still to be served: %lld", (long long)left);
		sent_next_served(x, s.withdrawal_id);
	} else {
		cli_say(x, "everybody the Act names has been served");
		cli_next(x, "cnis withdrawal show %s",
		         cli_reference(CNIS_REF_WITHDRAWAL, s.withdrawal_id));
	}
	return cli_done(x, CNIS_REF_WITHDRAWAL, s.withdrawal_id,
	                s.not_served == NULL ? "notice served"
	                                     : "recorded that no notice is served");
}

/* ---- refer ----------------------------------------------------------------------------------- */

static const cli_option REFER_OPTIONS[] = {
	FAMILY_PERSON("the parent who refers it"),
	{ .name = "outcome",
	  .type = CLI_CHOICE,
	  .value = "OUTCOME",
	  .choices = "upheld directed_grant directed_refuse referred_back",
	  .help = "what the Secretary of State did with the reference" },
	FAMILY_ON("day of the reference or of its outcome (today)"),
	CLI_OPTIONS_END,
};

static cnis_status
run_refer(cli *x)
{
	int64_t id = 0;
	const char *outcome = cli_text(x, "outcome");
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_WITHDRAWAL, &id);

	if (st == CNIS_OK && outcome != NULL && cli_given(x, "person"))
		st = cli_fail(x, CNIS_EINVAL, "person",
		              "belongs to the reference, not to its outcome");
	if (st == CNIS_OK && outcome != NULL)
		st = cnis_consent_outcome(x->r, id, outcome, family_on(x), &x->error);
	else if (st == CNIS_OK)
		st = cnis_consent_refer(x->r, id, cli_ref(x, "person"), family_on(x), &x->error);
	if (st != CNIS_OK)
		return st;
	if (outcome == NULL)
		cli_next(x, "cnis consent refer %s --outcome upheld",
		         cli_reference(CNIS_REF_WITHDRAWAL, id));
	else
		cli_next(x, "cnis withdrawal show %s", cli_reference(CNIS_REF_WITHDRAWAL, id));
	return cli_done(x, CNIS_REF_WITHDRAWAL, id,
	                outcome == NULL ? "reference recorded" : "outcome recorded");
}

/* ---- list ------------------------------------------------------------------------------------ */

static const cli_option LIST_OPTIONS[] = {
	FAMILY_CHILD,
	{ .name = "all", .type = CLI_FLAG, .help = "also those decided" },
	CLI_OPTIONS_END,
};

static const out_column LIST_COLUMNS[] = {
	{ .key = "withdrawal", .heading = "withdrawal", .type = OUT_TEXT },
	{ .key = "child", .heading = "child", .type = OUT_TEXT },
	{ .key = "applied_on", .heading = "applied", .type = OUT_DAY },
	{ .key = "applicant", .heading = "by", .type = OUT_TEXT },
	{ .key = "state", .heading = "state", .type = OUT_TEXT },
	{ .key = "decide_by", .heading = "decide by", .type = OUT_DAY },
	{ .key = "decided_on", .heading = "decided", .type = OUT_DAY },
	{ .key = "decided_by", .heading = "by authority", .type = OUT_TEXT },
	{ .key = "outcome", .heading = "outcome", .type = OUT_TEXT },
	{ .key = "ground", .heading = "ground", .type = OUT_TEXT },
	{ .key = "basis", .heading = "basis", .type = OUT_TEXT },
	{ .key = "served", .heading = "notices", .type = OUT_INT },
	{ .key = "referred_on", .heading = "referred", .type = OUT_DAY },
	{ .key = "reference", .heading = "Secretary of State", .type = OUT_TEXT },
	{ .key = "not_served", .heading = "not served", .type = OUT_INT },
	{ .key = "services", .heading = "to whom, how, when", .type = OUT_TEXT },
};

static cnis_status
show_row(const cnis_consent *c, void *payload, cnis_error *reterr)
{
	family_listing *l = payload;
	char served[4096] = "";
	cnis_status st;

	(void)reterr;
	if (c->applied > l->on)
		return CNIS_OK;
	st = family_see(l, c->child_id);
	if (st == CNIS_OK && c->served + c->not_served > 0)
		st = served_line(l, c->withdrawal_id, served, sizeof(served));
	if (st != CNIS_OK)
		return st;
	out_text(l->w, cli_reference(CNIS_REF_WITHDRAWAL, c->withdrawal_id));
	out_text(l->w, cli_reference(CNIS_REF_CHILD, c->child_id));
	out_day(l->w, c->applied);
	out_text(l->w, c->applicant);
	out_text(l->w, c->state);
	out_day(l->w, c->decide_by);
	out_day(l->w, c->decided);
	family_words(l->w, c->decided_by);
	family_words(l->w, c->outcome);
	family_words(l->w, c->ground);
	family_words(l->w, c->basis);
	out_int(l->w, c->served);
	out_day(l->w, c->referred);
	family_words(l->w, c->reference);
	out_int(l->w, c->not_served);
	family_words(l->w, served);
	return cli_row(l->x, l->w);
}

static cnis_status
walk(family_listing *l)
{
	return cnis_consent_walk(l->x->r, l->id, l->all, show_row, l, &l->x->error);
}

static cnis_status
run_list(cli *x)
{
	static const out_spec spec = { .columns = LIST_COLUMNS,
		                       .n = sizeof(LIST_COLUMNS) / sizeof(LIST_COLUMNS[0]) };
	const bool all = cli_given(x, "all");
	family_listing l = { .x = x, .id = cli_ref(x, "child"), .all = all, .child = true };

	return family_rows(&l, "consent list", l.all ? "--all" : "", &spec, walk);
}

const cli_command CMD_CONSENT[] = {
	{ .name = "consent",
	  .sub = "check",
	  .summary = "would this child need consent to leave the roll",
	  .mode = CLI_READ,
	  .synopsis = "CHILD|WITHDRAWAL",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis consent check C1-3", "cnis consent check C1-3 --as-at 2027-09-01" },
	  .about =
	      "Nothing is recorded.  Statute and the authority's own policy are told apart.  The "
	      "ground is shown to managers and to the safeguarding role, and child protection to "
	      "that role only; whoever holds neither is shown that consent is needed, in the same "
	      "words whatever the ground, and only where a notice is kept, for today.",
	  .run = run_check },
	{ .name = "consent",
	  .sub = "apply",
	  .summary = "record an application for consent",
	  .mode = CLI_WRITE,
	  .options = APPLY_OPTIONS,
	  .synopsis = "WITHDRAWAL",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis consent apply W1-3 --by parent",
	                "cnis consent apply W1-3 --by proprietor --parent-agrees --on 2026-11-16" },
	  .about = "The five years of s. 434A(4)(b) end on the day of the application.  Where "
	           "consent is needed the family's officer has the duty and its date: to prepare "
	           "the application and pass it on to a manager or the safeguarding role, who "
	           "decide on every ground.",
	  .run = run_apply },
	{ .name = "consent",
	  .sub = "decide",
	  .summary = "grant consent, or refuse on one of the two grounds",
	  .mode = CLI_WRITE,
	  .options = DECIDE_OPTIONS,
	  .synopsis = "WITHDRAWAL",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis consent decide W1-3 --grant",
	                "cnis consent decide W1-3 --refuse best_interests --reasons-file "
	                "reasons.txt" },
	  .about = "There is no third ground, and there are no conditions.  A manager or the "
	           "safeguarding role decides: local policy, the Act does not say who.  Where "
	           "another authority is the relevant one, it decides, and "
	           "what it decided is recorded with --decided-by.",
	  .run = run_decide },
	{ .name = "consent",
	  .sub = "serve",
	  .summary = "record notice of the decision, s. 434A(8)",
	  .mode = CLI_WRITE,
	  .options = SERVE_OPTIONS,
	  .synopsis = "WITHDRAWAL",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis consent serve W1-3 --to proprietor --method post",
	                "cnis consent serve W1-3 --to other_parent --person P2-1 --method "
	                "delivery" },
	  .about =
	      "A parent is served electronically only after agreeing to it in writing for that "
	      "number or address, s. 572(2): see `cnis e-service`. Another parent is left out only "
	      "where exceptional circumstances apply: a manager decides, with a reason, and so "
	      "where "
	      "one is served about whom there is something to weigh, which is listed first.",
	  .run = run_serve },
	{ .name = "consent",
	  .sub = "refer",
	  .summary = "a reference to the Secretary of State, and its outcome",
	  .mode = CLI_WRITE,
	  .options = REFER_OPTIONS,
	  .synopsis = "WITHDRAWAL",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis consent refer W1-3 --person P1-3",
	                "cnis consent refer W1-3 --outcome referred_back --on 2027-01-11" },
	  .run = run_refer },
	{ .name = "consent",
	  .sub = "list",
	  .summary = "applications waiting for a decision",
	  .mode = CLI_READ,
	  .options = LIST_OPTIONS,
	  .synopsis = "",
	  .examples = { "cnis consent list", "cnis consent list --all --child C1-3" },
	  .run = run_list,
	  .list = true },
	{ .name = NULL },
};
