/* Orders of a court. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/address.h>
#include <cnis/court_order.h>
#include <cnis/reference.h>
#include <cnis/relationship.h>

#include "cli/cli.h"
#include "cli/court.h"
#include "cli/facts.h"
#include "cli/family.h"
#include "cli/related.h"
#include "cli/siblings.h"

/* ---- before a step is taken ---------------------------------------------------------------------
 */

/* Of whom the next step is asked. */
typedef struct asking {
	cli *x;
	int64_t applicant;
} asking;

static cnis_status
say_order(const cnis_court_order *o, void *payload, cnis_error *reterr)
{
	const asking *a = payload;
	bool binds = false;

	(void)reterr;
	for (size_t i = 0; i < o->n_bound; i++)
		binds = binds || (a->applicant != 0 && o->bound[i] == a->applicant);
	if (o->about_education || binds)
		cli_say(a->x,
		        "an order of a court is looked at first: %s, %s%s; it stops nothing here: "
		        "cnis order-of-court list %s",
		        cli_reference(CNIS_REF_COURT_ORDER, o->id), o->wording,
		        binds ? ", which binds who applies" : "",
		        cli_reference(CNIS_REF_CHILD, o->child_id));
	return CNIS_OK;
}

void
court_say_of(cli *x, int64_t child, int64_t applicant)
{
	asking a = { x, applicant };
	cnis_error nothing = { 0 };

	(void)cnis_court_order_walk(x->r, child, CNIS_DAY_NONE, false, say_order, &a, &nothing);
	disagreement_say(x, child);
}

void
court_say(cli *x, int64_t child)
{
	court_say_of(x, child, 0);
}

/* ---- add, end -----------------------------------------------------------------------------------
 */

static cnis_status
take_home(const cnis_residence *a, void *payload, cnis_error *reterr)
{
	int64_t *home = payload;

	(void)reterr;
	if (*home == 0 && strcmp(a->kind, "home") == 0)
		*home = a->address_id;
	return CNIS_OK;
}

/* A duty is open until somebody has decided it. */
static void
say_withhold(cli *x, const cnis_court_order_new *n)
{
	cnis_error nothing = { 0 };
	char whom[48] = "--all-outward";
	int64_t home = 0;

	(void)cnis_child_residences(x->r, n->child_id, CNIS_DAY_NONE, false, take_home, &home,
	                            &nothing);
	if (n->n_bound > 0)
		(void)snprintf(whom, sizeof(whom), "--from-person %s",
		               cli_reference(CNIS_REF_PERSON, n->bound[0]));
	cli_next(x,
	         "what must not reach whom it binds is decided: cnis withhold add %s %s %s "
	         "--confirmed-by -, or "
	         "nothing is: cnis duty list --child %s --kind keep_apart, and meet it",
	         cli_reference(CNIS_REF_CHILD, n->child_id),
	         home != 0 ? cli_reference(CNIS_REF_ADDRESS, home) : "location", whom,
	         cli_reference(CNIS_REF_CHILD, n->child_id));
}

static cnis_status
add(cli *x, cnis_court_order_new *n)
{
	char *number = NULL;
	char *limits = NULL;
	char again[160];
	char iso[CNIS_DAY_ISO_SIZE];
	int64_t id = 0;
	cnis_status st = family_text(x, "limits-file", NULL, &limits);

	if (st == CNIS_OK)
		st = facts_ask(x, "case_number", "Number of the case (empty: not known)", &number);
	n->limits = limits;
	n->case_number = number;
	if (st == CNIS_OK)
		st = cnis_court_order_add(x->r, n, &id, &x->error);
	free(number);
	free(limits);
	if (st != CNIS_OK)
		return st;
	cli_next(x, "cnis order-of-court list %s", cli_reference(CNIS_REF_CHILD, n->child_id));
	related_say(x, n->child_id, n->bound, n->n_bound, "cnis undo, by a manager");
	if (n->kind != NULL && strcmp(n->kind, "non_molestation") == 0)
		say_withhold(x, n);
	(void)snprintf(again, sizeof(again), "--kind %.40s --from %s --source %.40s", n->kind,
	               cnis_day_iso(n->fact.from, iso), n->fact.source);
	siblings_offer(x, n->child_id, SIBLINGS_ALL, NULL, "order-of-court add", again);
	return cli_done(x, CNIS_REF_COURT_ORDER, id, "order recorded");
}

static cnis_status
run_add(cli *x)
{
	cnis_court_order_new n = { .size = sizeof(n),
		                   .kind = cli_text(x, "kind"),
		                   .court = cli_text(x, "court"),
		                   .authority = cli_text(x, "authority"),
		                   .education = cli_text(x, "education"),
		                   .fact = facts_fact(x) };
	family_set bound = { 0 };
	family_set favoured = { 0 };
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_CHILD, &n.child_id);

	n.fact.to = cli_day(x, "to");
	if (st == CNIS_OK)
		st = family_people(x, "binds", &bound);
	if (st == CNIS_OK)
		st = family_people(x, "favours", &favoured);
	n.bound = bound.ids;
	n.n_bound = bound.n;
	n.favoured = favoured.ids;
	n.n_favoured = favoured.n;
	if (st == CNIS_OK)
		st = add(x, &n);
	free(bound.ids);
	free(favoured.ids);
	return st;
}

static cnis_status
run_end(cli *x)
{
	return family_end(x, CNIS_REF_COURT_ORDER, cnis_court_order_end, "order ended");
}

/* ---- list ---------------------------------------------------------------------------------------
 */

static const out_column COLUMNS[] = {
	{ .key = "order", .heading = "order", .type = OUT_TEXT },
	{ .key = "kind", .heading = NULL, .type = OUT_TEXT },
	{ .key = "wording", .heading = "what", .type = OUT_TEXT },
	{ .key = "from", .heading = "from", .type = OUT_DAY },
	{ .key = "to", .heading = "to", .type = OUT_DAY },
	{ .key = "binds", .heading = "binds", .type = OUT_TEXT },
	{ .key = "favours", .heading = "favours", .type = OUT_TEXT },
	{ .key = "about_education", .heading = "about education", .type = OUT_TEXT },
	{ .key = "limits", .heading = "limits", .type = OUT_TEXT },
	{ .key = "court", .heading = "court", .type = OUT_TEXT },
	{ .key = "case_number", .heading = NULL, .type = OUT_TEXT },
	{ .key = "authority", .heading = "authority", .type = OUT_TEXT },
	{ .key = "effect", .heading = "effect", .type = OUT_TEXT },
	{ .key = "look_first", .heading = NULL, .type = OUT_BOOL },
	{ .key = "received", .heading = NULL, .type = OUT_DAY },
	{ .key = "source", .heading = "source", .type = OUT_TEXT },
	{ .key = "basis", .heading = NULL, .type = OUT_TEXT },
	{ .key = "rev", .heading = NULL, .type = OUT_INT },
};
static const out_spec SPEC = { .columns = COLUMNS, .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };

static void
people(writer *w, const int64_t *ids, size_t n)
{
	char text[CNIS_COURT_ORDER_PERSONS * (CNIS_REFERENCE_SIZE + 2)] = "";
	char ref[CNIS_REFERENCE_SIZE];

	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			(void)strncat(text, ", ", sizeof(text) - strlen(text) - 1);
		(void)strncat(text, cnis_reference_format(CNIS_REF_PERSON, ids[i], ref),
		              sizeof(text) - strlen(text) - 1);
	}
	family_words(w, text);
}

static cnis_status
show(const cnis_court_order *o, void *payload, cnis_error *reterr)
{
	family_listing *l = payload;

	(void)reterr;
	family_reference(l->w, CNIS_REF_COURT_ORDER, o->id);
	out_text(l->w, o->kind);
	out_text(l->w, o->wording);
	out_day(l->w, o->fact.from);
	out_day(l->w, o->fact.to);
	people(l->w, o->bound, o->n_bound);
	people(l->w, o->favoured, o->n_favoured);
	out_text(l->w, o->education);
	out_text(l->w, o->limits);
	out_text(l->w, o->court);
	out_text(l->w, o->case_number);
	out_text(l->w, o->authority);
	out_text(l->w, o->effect);
	out_bool(l->w, o->about_education);
	out_day(l->w, o->fact.received);
	out_text(l->w, o->fact.source);
	out_text(l->w, o->fact.basis);
	out_int(l->w, o->fact.rev);
	return cli_row(l->x, l->w);
}

static cnis_status
walk(family_listing *l)
{
	return cnis_court_order_walk(l->x->r, l->id, l->on, cli_given(l->x, "all"), show, l,
	                             &l->x->error);
}

static cnis_status
run_list(cli *x)
{
	return family_list(x, "order-of-court list", &SPEC, walk);
}

/* ---- the commands -------------------------------------------------------------------------------
 */

static const cli_option ADD_OPTIONS[] = {
	{ .name = "kind",
	  .type = CLI_CHOICE,
	  .value = "KIND",
	  .choices = "child_arrangements prohibited_steps specific_issue non_molestation care "
	             "interim_care special_guardianship education_supervision placement wardship "
	             "other",
	  .help = "which order",
	  .required = true },
	{ .name = "from",
	  .type = CLI_DAY,
	  .value = "DATE",
	  .help = "the day it was made",
	  .required = true },
	{ .name = "to",
	  .type = CLI_DAY,
	  .value = "DATE",
	  .help = "its last day, where the order names one" },
	{ .name = "binds",
	  .type = CLI_TEXT,
	  .value = "PERSON,...",
	  .help = "adults it binds, commas between" },
	{ .name = "favours",
	  .type = CLI_TEXT,
	  .value = "PERSON,...",
	  .help = "adults in whose favour it was made, commas between" },
	{ .name = "education",
	  .type = CLI_CHOICE,
	  .value = "ANSWER",
	  .choices = "yes no unknown",
	  .help = "it says something about the education; unknown when left out" },
	{ .name = "authority",
	  .type = CLI_TEXT,
	  .value = "CODE",
	  .help = "the authority it names: of care, supervision or placement" },
	{ .name = "court", .type = CLI_WORDS, .value = "COURT", .help = "which court made it" },
	FAMILY_FILE("limits-file", "read what the order says from FILE, - for stdin"),
	FACTS_SOURCE(true),
	FACTS_BASIS,
	FACTS_RECEIVED,
	CLI_OPTIONS_END,
};
static const cli_option END_OPTIONS[] = {
	FAMILY_ON("last day; else today"),
	CLI_OPTIONS_END,
};
static const cli_option LIST_OPTIONS[] = {
	{ .name = "all", .type = CLI_FLAG, .help = "those that have ended too" },
	CLI_OPTIONS_END,
};

const cli_command CMD_ORDER_OF_COURT[] = {
	{ .name = "order-of-court",
	  .sub = "add",
	  .summary = "record an order of a court about a child",
	  .mode = CLI_WRITE,
	  .options = ADD_OPTIONS,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis order-of-court add C1042-9 --kind prohibited_steps --from 2026-10-01 "
	                "--binds P55-3 --education yes --source court",
	                "cnis order-of-court add C1042-9 --kind interim_care --from 2026-11-02 "
	                "--to "
	                "2027-05-01 --authority 302 --source social_care" },
	  .about =
	      "The number of the case is asked for, or read as one line from stdin; what the order "
	      "says, in its own words, stands in a file. Neither stands on the command line.\n\n"
	      "What such an order changes is said by `cnis rule eval CA1989.order --kind KIND`. "
	      "One "
	      "about the education opens the duty to look at it while a withdrawal or an entry is "
	      "open, and stops nothing; under a care, interim care or placement order the child is "
	      "looked after (`cnis looked-after told`). One that keeps somebody away opens the "
	      "duty to "
	      "decide what must not reach them; withholding it meets the duty, or `cnis duty meet` "
	      "where nothing is to be.\n\n"
	      "An order is shown to everybody who works with the child: it says who may decide.",
	  .run = run_add },
	{ .name = "order-of-court",
	  .sub = "end",
	  .summary = "an order was discharged or ran out",
	  .mode = CLI_WRITE,
	  .options = END_OPTIONS,
	  .synopsis = "ORDER",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis order-of-court end G12-5",
	                "cnis order-of-court end G12-5 --on 2026-11-20" },
	  .about = "The order is closed and kept. One that names its last day ends by itself, and "
	           "can be ended before it. One that keeps somebody away is ended by a manager or "
	           "the role safeguarding.",
	  .run = run_end },
	{ .name = "order-of-court",
	  .sub = "list",
	  .summary = "orders of a court about a child",
	  .mode = CLI_READ,
	  .options = LIST_OPTIONS,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis order-of-court list C1042-9",
	                "cnis order-of-court list C1042-9 --all --format json" },
	  .run = run_list,
	  .list = true },
	{ .name = NULL },
};
