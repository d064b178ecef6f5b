/* What s. 436C asks for of one child, and what was answered. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/characteristic.h>
#include <cnis/content.h>
#include <cnis/reference.h>

#include "cli/cli.h"
#include "cli/facts.h"
#include "cli/family.h"
#include "cli/siblings.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* ---- content ------------------------------------------------------------------------------------
 */

static const out_column CONTENT_COLUMNS[] = {
	{ .key = "rule", .heading = NULL, .type = OUT_TEXT },
	{ .key = "paragraph", .heading = "paragraph", .type = OUT_TEXT },
	{ .key = "citation", .heading = NULL, .type = OUT_TEXT },
	{ .key = "item", .heading = "item", .type = OUT_TEXT },
	{ .key = "words", .heading = "what", .type = OUT_TEXT },
	{ .key = "state", .heading = "state", .type = OUT_TEXT },
	{ .key = "required", .heading = "required", .type = OUT_TEXT },
	{ .key = "in_force", .heading = "in force", .type = OUT_BOOL },
	{ .key = "basis", .heading = "basis", .type = OUT_TEXT },
	{ .key = "source", .heading = "source", .type = OUT_TEXT },
	{ .key = "from", .heading = "from", .type = OUT_DAY },
	{ .key = "received", .heading = "received", .type = OUT_DAY },
	{ .key = "detail", .heading = "detail", .type = OUT_TEXT },
};
static const out_spec CONTENT_SPEC = { .columns = CONTENT_COLUMNS,
	                               .n = COUNT(CONTENT_COLUMNS),
	                               .record = "item",
	                               .title = "What s. 436C asks for" };

static const out_column GIVEN_COLUMNS[] = {
	{ .key = "kind", .heading = "characteristic", .type = OUT_TEXT },
	{ .key = "answer", .heading = "answer", .type = OUT_TEXT },
	{ .key = "declined", .heading = "declined", .type = OUT_BOOL },
	{ .key = "basis", .heading = "basis", .type = OUT_TEXT },
	{ .key = "source", .heading = "given by", .type = OUT_TEXT },
	{ .key = "from", .heading = "from", .type = OUT_DAY },
	{ .key = "received", .heading = "received", .type = OUT_DAY },
};
static const out_spec GIVEN_SPEC = { .columns = GIVEN_COLUMNS,
	                             .n = COUNT(GIVEN_COLUMNS),
	                             .record = "characteristic",
	                             .title = "What the family chose to answer" };

typedef struct listing {
	cli *x;
	writer *w;
} listing;

/* The part of an id that names the item: what --item takes. */
static const char *
short_item(const char *rule)
{
	static const char prefix[] = "EA1996.436C.";

	return strncmp(rule, prefix, sizeof(prefix) - 1) == 0 ? rule + sizeof(prefix) - 1 : rule;
}

static cnis_status
show_item(const cnis_content *c, void *payload, cnis_error *reterr)
{
	listing *l = payload;

	(void)reterr;
	out_text(l->w, c->item);
	out_text(l->w, c->paragraph);
	out_text(l->w, c->citation);
	out_text(l->w, short_item(c->item));
	out_text(l->w, c->words);
	out_text(l->w, cnis_content_state_text(c->state));
	out_text(l->w, c->required);
	out_bool(l->w, c->in_force);
	out_text(l->w, c->basis);
	out_text(l->w, c->source);
	out_day(l->w, c->from);
	out_day(l->w, c->received);
	out_text(l->w, c->detail);
	return cli_row(l->x, l->w);
}

static cnis_status
show_given(const cnis_characteristic *c, void *payload, cnis_error *reterr)
{
	listing *l = payload;

	(void)reterr;
	out_text(l->w, c->kind);
	out_text(l->w, c->answer);
	out_bool(l->w, c->answer == NULL);
	out_text(l->w, c->fact.basis);
	out_text(l->w, c->fact.source);
	out_day(l->w, c->fact.from);
	out_day(l->w, c->fact.received);
	return cli_row(l->x, l->w);
}

/* Of one state of the register; kept in memory until it is noted who looked, and at what. */
static cnis_status
show_content(cli *x, int64_t id)
{
	bool given = cli_given(x, "characteristics");
	listing l = { .x = x };
	cnis_status st = cli_hold(x);

	if (st != CNIS_OK)
		return st;
	l.w = cli_open(x, &CONTENT_SPEC);
	if (l.w == NULL)
		return CNIS_ENOMEM;
	st = cli_close(x, l.w, cnis_content_walk(x->r, id, cli_as_at(x), show_item, &l, &x->error));
	if (st == CNIS_OK)
		st =
		    family_note(x, given ? "child content --characteristics" : "child content", id);
	if (st == CNIS_OK)
		st = cli_release(x, NULL);
	if (st != CNIS_OK || !given)
		return st;
	l.w = cli_open(x, &GIVEN_SPEC);
	if (l.w == NULL)
		return CNIS_ENOMEM;
	return cli_close(
	    x, l.w,
	    cnis_characteristic_walk(x->r, id, cli_as_at(x), false, show_given, &l, &x->error));
}

static cnis_status
run_content(cli *x)
{
	return family_held(x, CNIS_REF_CHILD, show_content);
}

/* ---- answer -------------------------------------------------------------------------------------
 */

static cnis_status
run_answer(cli *x)
{
	cnis_content_answer a = { .size = sizeof(a),
		                  .item = cli_text(x, "item"),
		                  .answer = cli_text(x, "answer"),
		                  .fact = facts_fact(x) };
	char again[80];
	char *note = NULL;
	int64_t id = 0;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_CHILD, &a.child_id);

	if (st == CNIS_OK)
		st = family_text(x, "note-file",
		                 strcmp(a.answer, "held") == 0 ? "What is held" : NULL, &note);
	a.note = note;
	if (st == CNIS_OK)
		st = cnis_content_answer_record(x->r, &a, &id, &x->error);
	free(note);
	if (st != CNIS_OK)
		return st;
	cli_next(x, "cnis child content %s", cli_reference(CNIS_REF_CHILD, a.child_id));
	/* what was said of one is not said of the other: neither the answer nor who gave it */
	(void)snprintf(again, sizeof(again), "--item %.60s", a.item);
	siblings_offer(x, a.child_id, SIBLINGS_ALL, NULL, "child answer", again);
	return cli_done(x, CNIS_REF_CHILD, a.child_id, "answer recorded");
}

/* ---- characteristic -----------------------------------------------------------------------------
 */

/* No sibling is named: each child's answer is its own and nobody has to give one, so that a row of
 * them is nothing to work through. */
static cnis_status
run_characteristic(cli *x)
{
	cnis_characteristic a = { .size = sizeof(a),
		                  .kind = cli_text(x, "kind"),
		                  .fact = facts_fact(x) };
	char *answer = NULL;
	int64_t id = 0;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_CHILD, &a.child_id);

	if (st == CNIS_OK && !cli_given(x, "declined"))
		st = cli_ask(x, "answer", "The answer, in the family's words", &answer);
	a.answer = answer;
	if (st == CNIS_OK)
		st = cnis_characteristic_record(x->r, &a, &id, &x->error);
	free(answer);
	if (st != CNIS_OK)
		return st;
	cli_next(x, "cnis child content %s", cli_reference(CNIS_REF_CHILD, a.child_id));
	return cli_done(x, CNIS_REF_CHILD, a.child_id, "answer recorded");
}

/* ---- the commands -------------------------------------------------------------------------------
 */

static const cli_option CONTENT_OPTIONS[] = {
	{ .name = "characteristics",
	  .type = CLI_FLAG,
	  .help = "also what the family answered of protected characteristics; that is noted" },
	CLI_OPTIONS_END,
};
static const cli_option ANSWER_OPTIONS[] = {
	{ .name = "item",
	  .type = CLI_TEXT,
	  .value = "ITEM",
	  .help = "which, as cnis child content names it, e.g. 1.b.additional-address",
	  .required = true },
	{ .name = "answer",
	  .type = CLI_CHOICE,
	  .value = "ANSWER",
	  .choices = "none declined not_collected held",
	  .help = "what was said; held for an item that is written down here",
	  .required = true },
	FAMILY_FILE("note-file", "what is held, or a remark"),
	FACTS_FROM,
	FACTS_SOURCE(true),
	FACTS_BASIS,
	FACTS_RECEIVED,
	CLI_OPTIONS_END,
};
static const cli_option CHARACTERISTIC_OPTIONS[] = {
	{ .name = "kind",
	  .type = CLI_CHOICE,
	  .value = "KIND",
	  .choices = "age disability gender_reassignment marriage_and_civil_partnership "
	             "pregnancy_and_maternity race religion_or_belief sex sexual_orientation",
	  .help = "which of the nine of the Equality Act 2010",
	  .required = true },
	{ .name = "declined", .type = CLI_FLAG, .help = "the family was asked and declined" },
	{ .name = "source",
	  .type = CLI_CHOICE,
	  .value = "WHO",
	  .choices = "parent child",
	  .help = "who gave the answer; parent when left out" },
	FACTS_FROM,
	FACTS_BASIS,
	FACTS_RECEIVED,
	CLI_OPTIONS_END,
};

const cli_command CMD_CONTENT[] = {
	{ .name = "child",
	  .sub = "content",
	  .summary = "every item of s. 436C: held, answered, or missing",
	  .mode = CLI_READ,
	  .options = CONTENT_OPTIONS,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis child content C1042-9",
	                "cnis child content C1042-9 --as-at 2026-09-01 --format csv" },
	  .about =
	      "One line an item, in the order of the section: held, none, declined, not_collected, "
	      "not_held, not_required; not_shown for a safeguarding fact the reader is not told "
	      "of. Whether it is required holds once s. 38 is in force; `cnis rule show` explains "
	      "each item. A parent has no duty to give what s. 436C(2) lists.",
	  .run = run_content },
	{ .name = "child",
	  .sub = "answer",
	  .summary = "record that there is none of an item, or that it was declined",
	  .mode = CLI_WRITE,
	  .options = ANSWER_OPTIONS,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis child answer C1042-9 --item 1.b.additional-address --answer none "
	                "--source parent",
	                "cnis child answer C1042-9 --item 2.k.support --answer held --source "
	                "this_authority" },
	  .about =
	      "An answer holds until another follows. What is held of support under s. 436G, "
	      "schools attended before that of the entry, "
	      "services for a child in need, other prescribed information and local items is "
	      "asked for, read as one line from stdin, or stands in the file; every other item "
	      "is a fact recorded with its own command.",
	  .run = run_answer },
	{ .name = "child",
	  .sub = "characteristic",
	  .summary = "record what the family chose to answer of a protected characteristic",
	  .mode = CLI_WRITE,
	  .options = CHARACTERISTIC_OPTIONS,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis child characteristic C1042-9 --kind religion_or_belief",
	                "cnis child characteristic C1042-9 --kind disability --declined" },
	  .about = "The answer is asked for, or read as one line from stdin. Nobody has to give "
	           "one, and declining is an answer. No list, no priority and no rule reads it; "
	           "it is shown by `cnis child content --characteristics` only.",
	  .run = run_characteristic },
	{ .name = NULL },
};
