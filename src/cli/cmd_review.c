#include <stdlib.h>

#include <cnis/one_word.h>
#include <cnis/reference.h>
#include <cnis/review.h>

#include "cli/cli.h"
#include "cli/family.h"
#include "cli/siblings.h"

/* ---- record ---------------------------------------------------------------------------------- */

static const cli_option RECORD_OPTIONS[] = {
	{ .name = "method",
	  .type = CLI_TEXT,
	  .value = "METHOD",
	  .help = "post, email, report, remote_meeting, meeting, home_visit or other_visit",
	  .required = true },
	{ .name = "evidence",
	  .type = CLI_TEXT,
	  .value = "CODES",
	  .help = "what was looked at, commas between: plan, report, work_samples, ... or "
	          "nothing_sent",
	  .required = true },
	{ .name = "outcome",
	  .type = CLI_CHOICE,
	  .value = "OUTCOME",
	  .choices = "suitable more_information appears_not_suitable not_assessed",
	  .help = "what the review found (asked for on a terminal)" },
	{ .name = "voice",
	  .type = CLI_TEXT,
	  .value = "VOICE",
	  .help = "how the child was heard: speech, sign, symbols, drawing, observation, advocate, "
	          "not_offered, chose_not_to or not_present",
	  .required = true },
	FAMILY_ON("day of the review (today)"),
	{ .name = "next",
	  .type = CLI_DAY,
	  .value = "DATE",
	  .help = "next review, when earlier than the yearly one" },
	{ .name = "interpreter",
	  .type = CLI_TEXT,
	  .value = "WHO",
	  .help = "who interpreted: professional, staff, relative, child, not_needed or "
	          "nobody_spoken_with" },
	FAMILY_FILE("reasons-file", "the reasons (asked for otherwise)"),
	FAMILY_FILE("voice-file", "what the child said or showed"),
	CLI_OPTIONS_END,
};

static void
say_what_follows(const cli *x, const cnis_review_done *done)
{
	char day[CNIS_DAY_ISO_SIZE];

	if (done->follow_up != CNIS_DAY_NONE)
		cli_say(x, "what follows from it is due by %s", cnis_day_iso(done->follow_up, day));
	if (done->next_review != CNIS_DAY_NONE)
		cli_say(x, "next review due by %s", cnis_day_iso(done->next_review, day));
}

static cnis_status
say_word(const cnis_one_word *w, void *payload, cnis_error *reterr)
{
	const cli *x = payload;
	bool known = w->person_id != 0;

	(void)reterr;
	cli_say(x, "rests on the word of one person (%s%s%s): %s", w->source, known ? ", " : "",
	        known ? cli_reference(CNIS_REF_PERSON, w->person_id) : "", w->facts);
	return CNIS_OK;
}

/* Before the outcome: of a child with an open reason, what nobody but one person has told. */
static cnis_status
tell_words(cli *x, int64_t child, cnis_day on)
{
	bool asked = false;
	cnis_status st = cnis_one_word_asked(x->r, child, on, &asked, &x->error);

	return st == CNIS_OK && asked ? cnis_one_word_walk(x->r, child, on, say_word, x, &x->error)
	                              : st;
}

static cnis_status
take_outcome(cli *x, char **ret)
{
	if (cli_given(x, "outcome"))
		return CNIS_OK;
	if (!cli_interactive(x))
		return cli_fail(x, CNIS_EINVAL, "outcome", "missing: --outcome OUTCOME");
	return cli_ask(x, "outcome",
	               "Outcome (suitable, more_information, appears_not_suitable, not_assessed)",
	               ret);
}

static cnis_status
run_record(cli *x)
{
	char *reasons = NULL, *voice = NULL, *outcome = NULL;
	char day[CNIS_DAY_ISO_SIZE];
	cnis_review_new n = { .size = sizeof(n),
		              .reviewed = family_on(x),
		              .method = cli_text(x, "method"),
		              .evidence = cli_text(x, "evidence"),
		              .outcome = cli_text(x, "outcome"),
		              .voice = cli_text(x, "voice"),
		              .next = cli_day(x, "next"),
		              .interpreter = cli_text(x, "interpreter") };
	cnis_review_done done = { 0 };
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_CHILD, &n.child_id);

	if (st == CNIS_OK)
		st = tell_words(x, n.child_id, n.reviewed);
	if (st == CNIS_OK)
		st = take_outcome(x, &outcome);
	if (outcome != NULL)
		n.outcome = outcome;
	if (st == CNIS_OK)
		st = family_text(x, "voice-file", NULL, &voice);
	if (st == CNIS_OK)
		st = family_text(x, "reasons-file", "Reasons", &reasons);
	n.reasons = reasons;
	n.voice_note = voice;
	if (st == CNIS_OK)
		st = cnis_review_record(x->r, &n, &done, &x->error);
	free(reasons);
	free(voice);
	free(outcome);
	if (st != CNIS_OK)
		return st;
	if (done.desk)
		cli_say(x, "a desk review: nobody met the family or the child");
	say_what_follows(x, &done);
	if (done.awaiting) {
		cli_say(x, "not final until a second officer has signed, by %s",
		        cnis_day_iso(done.sign_by, day));
		cli_next(x, "cnis review sign %s --agree", cli_reference(CNIS_REF_REVIEW, done.id));
	} else {
		cli_next(x, "cnis duty list --child %s",
		         cli_reference(CNIS_REF_CHILD, done.child_id));
	}
	siblings_offer(x, done.child_id, SIBLINGS_ENTERED, NULL, "review record", "");
	return cli_done(x, CNIS_REF_REVIEW, done.id,
	                done.awaiting ? "review recorded, awaiting a second officer"
	                              : "review recorded");
}

/* ---- sign ------------------------------------------------------------------------------------ */

static const cli_option SIGN_OPTIONS[] = {
	{ .name = "agree", .type = CLI_FLAG, .help = "the outcome stands" },
	{ .name = "disagree", .type = CLI_FLAG, .help = "it does not: review again" },
	FAMILY_ON("day of the signature (today)"),
	CLI_OPTIONS_END,
};

static cnis_status
run_sign(cli *x)
{
	int64_t id = 0;
	bool agree = cli_given(x, "agree");
	cnis_review_done done = { 0 };
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_REVIEW, &id);

	if (st == CNIS_OK && agree == cli_given(x, "disagree"))
		st = cli_fail(x, CNIS_EINVAL, "agree", "give --agree or --disagree");
	if (st == CNIS_OK)
		st = cnis_review_sign(x->r, id, 0, agree, family_on(x), &done, &x->error);
	if (st != CNIS_OK)
		return st;
	say_what_follows(x, &done);
	cli_next(x, "cnis duty list --child %s", cli_reference(CNIS_REF_CHILD, done.child_id));
	return cli_done(x, CNIS_REF_REVIEW, id,
	                agree ? "signed: the outcome stands" : "signed: to be reviewed again");
}

/* ---- list ------------------------------------------------------------------------------------ */

static const cli_option LIST_OPTIONS[] = {
	FAMILY_CHILD,
	{ .name = "awaiting", .type = CLI_FLAG, .help = "only those waiting for a signature" },
	CLI_OPTIONS_END,
};

static const out_column COLUMNS[] = {
	{ .key = "review", .heading = "review", .type = OUT_TEXT },
	{ .key = "child", .heading = "child", .type = OUT_TEXT },
	{ .key = "on", .heading = "on", .type = OUT_DAY },
	{ .key = "method", .heading = "how", .type = OUT_TEXT },
	{ .key = "desk", .heading = "desk", .type = OUT_BOOL },
	{ .key = "evidence", .heading = "looked at", .type = OUT_LIST },
	{ .key = "outcome", .heading = "outcome", .type = OUT_TEXT },
	{ .key = "state", .heading = "state", .type = OUT_TEXT },
	{ .key = "officer", .heading = "officer", .type = OUT_TEXT },
	{ .key = "signed_by", .heading = "signed by", .type = OUT_TEXT },
	{ .key = "signed_on", .heading = "signed", .type = OUT_DAY },
	{ .key = "signed_agrees", .heading = "agrees", .type = OUT_TEXT },
	{ .key = "next_on", .heading = "next", .type = OUT_DAY },
	{ .key = "voice", .heading = NULL, .type = OUT_TEXT },
	{ .key = "entry", .heading = NULL, .type = OUT_TEXT },
	{ .key = "rev", .heading = NULL, .type = OUT_INT },
};

static cnis_status
show_row(const cnis_review *v, void *payload, cnis_error *reterr)
{
	family_listing *l = payload;
	cnis_status st;

	(void)reterr;
	if (v->reviewed > l->on)
		return CNIS_OK;
	st = family_see(l, v->child_id);
	if (st != CNIS_OK)
		return st;
	out_text(l->w, cli_reference(CNIS_REF_REVIEW, v->id));
	out_text(l->w, cli_reference(CNIS_REF_CHILD, v->child_id));
	out_day(l->w, v->reviewed);
	out_text(l->w, v->method);
	out_bool(l->w, v->desk);
	out_text(l->w, v->evidence);
	out_text(l->w, v->outcome);
	out_text(l->w, v->state);
	out_text(l->w, v->officer);
	family_words(l->w, v->signer);
	out_day(l->w, v->signed_on);
	family_words(l->w, v->signed_agrees);
	out_day(l->w, v->next);
	out_text(l->w, v->voice);
	out_text(l->w, cli_reference(CNIS_REF_ENTRY, v->entry_id));
	out_int(l->w, v->rev);
	return cli_row(l->x, l->w);
}

static cnis_status
walk(family_listing *l)
{
	return cnis_review_walk(l->x->r, l->id, l->all, show_row, l, &l->x->error);
}

static cnis_status
run_list(cli *x)
{
	static const out_spec spec = { .columns = COLUMNS,
		                       .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };
	bool awaiting = cli_given(x, "awaiting");
	family_listing l = { .x = x, .id = cli_ref(x, "child"), .all = awaiting, .child = true };

	return family_rows(&l, "review list", awaiting ? "--awaiting" : "", &spec, walk);
}

/* ---- show ------------------------------------------------------------------------------------ */

static const out_column SHOW_COLUMNS[] = {
	{ .key = "review", .heading = "review", .type = OUT_TEXT },
	{ .key = "child", .heading = "child", .type = OUT_TEXT },
	{ .key = "on", .heading = "on", .type = OUT_DAY },
	{ .key = "method", .heading = "how", .type = OUT_TEXT },
	{ .key = "desk", .heading = "desk review", .type = OUT_BOOL },
	{ .key = "evidence", .heading = "looked at", .type = OUT_LIST },
	{ .key = "outcome", .heading = "outcome", .type = OUT_TEXT },
	{ .key = "reasons", .heading = "reasons", .type = OUT_TEXT },
	{ .key = "voice", .heading = "child's voice", .type = OUT_TEXT },
	{ .key = "voice_note", .heading = "what the child said or showed", .type = OUT_TEXT },
	{ .key = "state", .heading = "state", .type = OUT_TEXT },
	{ .key = "officer", .heading = "officer", .type = OUT_TEXT },
	{ .key = "signed_by", .heading = "signed by", .type = OUT_TEXT },
	{ .key = "signed_on", .heading = "signed", .type = OUT_DAY },
	{ .key = "signed_agrees", .heading = "agrees", .type = OUT_TEXT },
	{ .key = "next_on", .heading = "next", .type = OUT_DAY },
	{ .key = "interpreter", .heading = "interpreted by", .type = OUT_TEXT },
};

static cnis_status
show_one(const cnis_review *v, void *payload, cnis_error *reterr)
{
	family_listing *l = payload;
	cnis_status st = family_see(l, v->child_id);

	(void)reterr;
	if (st != CNIS_OK)
		return st;
	out_text(l->w, cli_reference(CNIS_REF_REVIEW, v->id));
	out_text(l->w, cli_reference(CNIS_REF_CHILD, v->child_id));
	out_day(l->w, v->reviewed);
	out_text(l->w, v->method);
	out_bool(l->w, v->desk);
	out_text(l->w, v->evidence);
	out_text(l->w, v->outcome);
	out_text(l->w, v->reasons);
	out_text(l->w, v->voice);
	out_text(l->w, v->voice_note);
	out_text(l->w, v->state);
	out_text(l->w, v->officer);
	family_words(l->w, v->signer);
	out_day(l->w, v->signed_on);
	family_words(l->w, v->signed_agrees);
	out_day(l->w, v->next);
	out_text(l->w, v->interpreter);
	return cli_row(l->x, l->w);
}

static cnis_status
get(family_listing *l)
{
	return cnis_review_get(l->x->r, l->id, show_one, l, &l->x->error);
}

static cnis_status
run_show(cli *x)
{
	static const out_spec spec = { .columns = SHOW_COLUMNS,
		                       .n = sizeof(SHOW_COLUMNS) / sizeof(SHOW_COLUMNS[0]),
		                       .vertical = true };
	family_listing l = { .x = x };
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_REVIEW, &l.id);

	return st == CNIS_OK ? family_rows(&l, "review show", "", &spec, get) : st;
}

const cli_command CMD_REVIEW[] = {
	{ .name = "review",
	  .sub = "record",
	  .summary = "record a review of the education",
	  .mode = CLI_WRITE,
	  .options = RECORD_OPTIONS,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis review record C1-3 --method meeting --evidence plan,work_samples "
	                "--outcome suitable --voice speech",
	                "cnis review record C1-3 --method post --evidence report --outcome "
	                "more_information --voice not_offered --reasons-file reasons.txt" },
	  .about =
	      "By post, e-mail or report it is a desk review and says so.  An outcome named in "
	      "the setting review.adverse is not final until a second officer has signed.\n\n"
	      "The siblings are named: each has a review of its own. Outcome and voice are never "
	      "copied from one child to another.\n\n"
	      "Of a child with an open reason (see `cnis unseen`) what rests on one person's word "
	      "is listed first, also by a dry run: the kinds of fact that nobody but one parent, "
	      "or "
	      "a member of the public, has told. It decides nothing.",
	  .run = run_record },
	{ .name = "review",
	  .sub = "sign",
	  .summary = "sign a review as the second officer",
	  .mode = CLI_WRITE,
	  .options = SIGN_OPTIONS,
	  .synopsis = "REVIEW",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis review sign R1-3 --agree", "cnis review sign R1-3 --disagree" },
	  .run = run_sign },
	{ .name = "review",
	  .sub = "list",
	  .summary = "reviews, newest first",
	  .mode = CLI_READ,
	  .options = LIST_OPTIONS,
	  .synopsis = "",
	  .examples = { "cnis review list --child C1-3", "cnis review list --awaiting" },
	  .run = run_list,
	  .list = true },
	{ .name = "review",
	  .sub = "show",
	  .summary = "one review with its reasons and the child's voice",
	  .mode = CLI_READ,
	  .synopsis = "REVIEW",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis review show R1-3", "cnis review show R1-3 --format plain" },
	  .run = run_show },
	{ .name = NULL },
};
