/* Parents who do not agree: what each of them says. */
#include <stdlib.h>
#include <string.h>

#include <cnis/disagreement.h>
#include <cnis/reference.h>

#include "cli/cli.h"
#include "cli/court.h"
#include "cli/facts.h"
#include "cli/family.h"
#include "cli/siblings.h"

static cnis_status
say_one(const cnis_disagreement *d, void *payload, cnis_error *reterr)
{
	cli *x = payload;

	(void)reterr;
	if (strcmp(d->about, "home_education") == 0 || strcmp(d->about, "school") == 0)
		cli_say(x,
		        "the parents are recorded as not agreeing: %s; it stops nothing: cnis "
		        "disagreement list %s",
		        cli_reference(CNIS_REF_DISAGREEMENT, d->id),
		        cli_reference(CNIS_REF_CHILD, d->child_id));
	return CNIS_OK;
}

void
disagreement_say(cli *x, int64_t child)
{
	cnis_error nothing = { 0 };

	(void)cnis_disagreement_walk(x->r, child, CNIS_DAY_NONE, false, say_one, x, &nothing);
}

/* ---- add, end -----------------------------------------------------------------------------------
 */

/* Those of one option say the same. */
static cnis_status
take(cli *x, const char *option, const char *view, cnis_disagreement_view *views, size_t *n)
{
	family_set set = { 0 };
	cnis_status st = family_people(x, option, &set);

	for (size_t i = 0; st == CNIS_OK && i < set.n; i++) {
		if (*n == CNIS_DISAGREEMENT_VIEWS)
			st = cli_fail(x, CNIS_EINVAL, option, "names more than %d adults",
			              CNIS_DISAGREEMENT_VIEWS);
		else
			views[(*n)++] = (cnis_disagreement_view){ set.ids[i], view };
	}
	free(set.ids);
	return st;
}

static cnis_status
run_add(cli *x)
{
	cnis_disagreement_view views[CNIS_DISAGREEMENT_VIEWS];
	cnis_disagreement_new n = { .size = sizeof(n),
		                    .about = cli_text(x, "about"),
		                    .views = views,
		                    .fact = facts_fact(x) };
	char *note = NULL;
	int64_t id = 0;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_CHILD, &n.child_id);

	if (st == CNIS_OK)
		st = take(x, "for", "for", views, &n.n_views);
	if (st == CNIS_OK)
		st = take(x, "against", "against", views, &n.n_views);
	if (st == CNIS_OK)
		st = take(x, "not-said", "not_said", views, &n.n_views);
	if (st == CNIS_OK)
		st = family_text(x, "note-file", NULL, &note);
	n.note = note;
	if (st == CNIS_OK)
		st = cnis_disagreement_add(x->r, &n, &id, &x->error);
	free(note);
	if (st != CNIS_OK)
		return st;
	cli_next(x, "cnis disagreement list %s", cli_reference(CNIS_REF_CHILD, n.child_id));
	siblings_offer(x, n.child_id, SIBLINGS_ALL, NULL, "disagreement add",
	               "--for PERSON --against PERSON --source SOURCE");
	return cli_done(x, CNIS_REF_DISAGREEMENT, id, "disagreement recorded");
}

static cnis_status
run_end(cli *x)
{
	return family_end(x, CNIS_REF_DISAGREEMENT, cnis_disagreement_end, "disagreement ended");
}

/* ---- list ---------------------------------------------------------------------------------------
 */

static const out_column COLUMNS[] = {
	{ .key = "disagreement", .heading = "reference", .type = OUT_TEXT },
	{ .key = "about", .heading = NULL, .type = OUT_TEXT },
	{ .key = "wording", .heading = "about", .type = OUT_TEXT },
	{ .key = "for", .heading = "for", .type = OUT_TEXT },
	{ .key = "against", .heading = "against", .type = OUT_TEXT },
	{ .key = "not_said", .heading = "has not said", .type = OUT_TEXT },
	{ .key = "from", .heading = "from", .type = OUT_DAY },
	{ .key = "to", .heading = "to", .type = OUT_DAY },
	{ .key = "note", .heading = "note", .type = OUT_TEXT },
	{ .key = "source", .heading = "source", .type = OUT_TEXT },
	{ .key = "rev", .heading = NULL, .type = OUT_INT },
};
static const out_spec SPEC = { .columns = COLUMNS, .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };

static void
say_same(writer *w, const cnis_disagreement *d, const char *view)
{
	char text[CNIS_DISAGREEMENT_VIEWS * (CNIS_REFERENCE_SIZE + 2)] = "";
	char ref[CNIS_REFERENCE_SIZE];

	for (size_t i = 0; i < d->n_views; i++) {
		if (strcmp(d->views[i].view, view) != 0)
			continue;
		if (text[0] != '\0')
			(void)strncat(text, ", ", sizeof(text) - strlen(text) - 1);
		(void)strncat(text,
		              cnis_reference_format(CNIS_REF_PERSON, d->views[i].person_id, ref),
		              sizeof(text) - strlen(text) - 1);
	}
	family_words(w, text);
}

static cnis_status
show(const cnis_disagreement *d, void *payload, cnis_error *reterr)
{
	family_listing *l = payload;

	(void)reterr;
	family_reference(l->w, CNIS_REF_DISAGREEMENT, d->id);
	out_text(l->w, d->about);
	out_text(l->w, d->wording);
	say_same(l->w, d, "for");
	say_same(l->w, d, "against");
	say_same(l->w, d, "not_said");
	out_day(l->w, d->fact.from);
	out_day(l->w, d->fact.to);
	out_text(l->w, d->note);
	out_text(l->w, d->fact.source);
	out_int(l->w, d->fact.rev);
	return cli_row(l->x, l->w);
}

static cnis_status
walk(family_listing *l)
{
	return cnis_disagreement_walk(l->x->r, l->id, l->on, cli_given(l->x, "all"), show, l,
	                              &l->x->error);
}

static cnis_status
run_list(cli *x)
{
	return family_list(x, "disagreement list", &SPEC, walk);
}

/* ---- the commands -------------------------------------------------------------------------------
 */

#define ADULTS(option, words)                                                                      \
	{                                                                                          \
		.name = (option), .type = CLI_TEXT, .value = "PERSON,...", .help = (words)         \
	}

static const cli_option ADD_OPTIONS[] = {
	{ .name = "about",
	  .type = CLI_CHOICE,
	  .value = "WHAT",
	  .choices = "home_education school contact where_the_child_lives other",
	  .help = "what they do not agree about; home_education when left out" },
	ADULTS("for", "adults who are for it, commas between"),
	ADULTS("against", "adults who are against it"),
	ADULTS("not-said", "adults who have not said"),
	FACTS_FROM,
	FAMILY_FILE("note-file", "read a note from FILE, - for stdin"),
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

const cli_command CMD_DISAGREEMENT[] = {
	{ .name = "disagreement",
	  .sub = "add",
	  .summary = "record that the parents do not agree, and what each says",
	  .mode = CLI_WRITE,
	  .options = ADD_OPTIONS,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis disagreement add C1042-9 --for P55-3 --against P12-5 --source parent",
	                "cnis disagreement add C1042-9 --about school --for P55-3 --not-said P12-5 "
	                "--source school" },
	  .about = "Without a judgement: it keeps nobody off the register, opens no duty and is no "
	           "input of any rule. Whoever registers the child or takes a notice is told that "
	           "it stands. Where a court has decided, that is an order "
	           "(`cnis order-of-court add`).",
	  .run = run_add },
	{ .name = "disagreement",
	  .sub = "end",
	  .summary = "they agree now, or it is settled",
	  .mode = CLI_WRITE,
	  .options = END_OPTIONS,
	  .synopsis = "DISAGREEMENT",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis disagreement end M12-5",
	                "cnis disagreement end M12-5 --on 2026-11-20" },
	  .run = run_end },
	{ .name = "disagreement",
	  .sub = "list",
	  .summary = "what parents do not agree about",
	  .mode = CLI_READ,
	  .options = LIST_OPTIONS,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis disagreement list C1042-9", "cnis disagreement list C1042-9 --all" },
	  .run = run_list,
	  .list = true },
	{ .name = NULL },
};
