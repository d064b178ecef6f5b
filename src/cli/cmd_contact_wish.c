/* How an adult can be reached safely. */
#include <stdlib.h>
#include <string.h>

#include <cnis/contact_wish.h>
#include <cnis/reference.h>

#include "cli/cli.h"
#include "cli/facts.h"
#include "cli/family.h"

/* A contact point, or an adult whose address --at names. */
static cnis_status
whose(cli *x, cnis_contact_wish_new *n)
{
	n->address_id = cli_ref(x, "at");
	if (n->address_id != 0)
		return cli_arg_ref(x, 0, CNIS_REF_PERSON, &n->person_id);
	return cli_arg_ref(x, 0, CNIS_REF_CONTACT_POINT, &n->contact_point_id);
}

static cnis_status
run_add(cli *x)
{
	cnis_contact_wish_new n = { .size = sizeof(n),
		                    .kind = cli_text(x, "kind"),
		                    .fact = facts_fact(x) };
	char *words = NULL;
	int64_t id = 0;
	cnis_status st = whose(x, &n);

	if (st == CNIS_OK && strcmp(n.kind, "safe_times") == 0)
		st = cli_ask(x, "words", "When is it safe", &words);
	n.words = words;
	if (st == CNIS_OK)
		st = cnis_contact_wish_add(x->r, &n, &id, &x->error);
	free(words);
	if (st != CNIS_OK)
		return st;
	cli_next(x, "cnis contact-wish list %s",
	         n.person_id != 0 ? cli_reference(CNIS_REF_PERSON, n.person_id) : "PERSON");
	return cli_done(x, CNIS_REF_CONTACT_WISH, id, "recorded");
}

static cnis_status
run_end(cli *x)
{
	return family_end(x, CNIS_REF_CONTACT_WISH, cnis_contact_wish_end, "ended");
}

static const out_column COLUMNS[] = {
	{ .key = "contact_wish", .heading = "reference", .type = OUT_TEXT },
	{ .key = "person", .heading = "adult", .type = OUT_TEXT },
	{ .key = "of", .heading = "of", .type = OUT_TEXT },
	{ .key = "kind", .heading = "what", .type = OUT_TEXT },
	{ .key = "words", .heading = "when", .type = OUT_TEXT },
	{ .key = "from", .heading = "from", .type = OUT_DAY },
	{ .key = "to", .heading = "to", .type = OUT_DAY },
	{ .key = "received", .heading = NULL, .type = OUT_DAY },
	{ .key = "source", .heading = "source", .type = OUT_TEXT },
	{ .key = "basis", .heading = NULL, .type = OUT_TEXT },
};

static cnis_status
show(const cnis_contact_wish *w, void *payload, cnis_error *reterr)
{
	const family_listing *l = payload;

	(void)reterr;
	family_reference(l->w, CNIS_REF_CONTACT_WISH, w->id);
	family_reference(l->w, CNIS_REF_PERSON, w->person_id);
	if (w->contact_point_id != 0)
		family_reference(l->w, CNIS_REF_CONTACT_POINT, w->contact_point_id);
	else
		family_reference(l->w, CNIS_REF_ADDRESS, w->address_id);
	out_text(l->w, w->kind);
	out_text(l->w, w->words);
	out_day(l->w, w->fact.from);
	out_day(l->w, w->fact.to);
	out_day(l->w, w->fact.received);
	out_text(l->w, w->fact.source);
	out_text(l->w, w->fact.basis);
	return cli_row(l->x, l->w);
}

static cnis_status
walk(family_listing *l)
{
	return cnis_contact_wish_walk(l->x->r, l->id, l->on, l->all, show, l, &l->x->error);
}

static cnis_status
run_list(cli *x)
{
	static const out_spec spec = { .columns = COLUMNS,
		                       .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };

	return family_adult(x, "contact-wish list", &spec, walk);
}

static const cli_option ADD_OPTIONS[] = {
	{ .name = "kind",
	  .type = CLI_CHOICE,
	  .value = "KIND",
	  .choices = "preferred safe_times no_message no_writing",
	  .help = "what is to be kept to",
	  .required = true },
	{ .name = "at",
	  .type = CLI_REF,
	  .value = "ADDRESS",
	  .help = "of letters to this address of the adult",
	  .kind = CNIS_REF_ADDRESS },
	FACTS_FROM,
	FACTS_SOURCE(false),
	FACTS_BASIS,
	FACTS_RECEIVED,
	CLI_OPTIONS_END,
};
static const cli_option END_OPTIONS[] = {
	FAMILY_ON("last day it holds; else today"),
	CLI_OPTIONS_END,
};
static const cli_option LIST_OPTIONS[] = {
	{ .name = "all", .type = CLI_FLAG, .help = "those that have ended too" },
	CLI_OPTIONS_END,
};

const cli_command CMD_CONTACT_WISH[] = {
	{ .name = "contact-wish",
	  .sub = "add",
	  .summary = "record how an adult can be reached safely: where, when, and where not",
	  .mode = CLI_WRITE,
	  .options = ADD_OPTIONS,
	  .synopsis = "POINT|PERSON",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis contact-wish add N12-5 --kind no_message",
	                "cnis contact-wish add P55-3 --at A7-6 --kind no_writing" },
	  .about =
	      "Of a number or an e-mail address; or, with --at, of letters to an address of the "
	      "adult. One is preferred at a time: what was preferred before ends. Safe times are "
	      "asked for, or read as one line from stdin.\n\n"
	      "What goes out against it is refused by `cnis tell add`, `cnis contact add` and "
	      "`cnis "
	      "consent serve` (rule LOCAL.contact-wish); safe times are for whoever telephones. "
	      "Shown wherever the number or address is: `cnis contact-point list`, `cnis person "
	      "show`, `cnis household show`.",
	  .run = run_add },
	{ .name = "contact-wish",
	  .sub = "end",
	  .summary = "it need not be kept to any more",
	  .mode = CLI_WRITE,
	  .options = END_OPTIONS,
	  .synopsis = "WISH",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis contact-wish end B12-5",
	                "cnis contact-wish end B12-5 --on 2026-10-31" },
	  .run = run_end },
	{ .name = "contact-wish",
	  .sub = "list",
	  .summary = "how one adult can be reached safely",
	  .mode = CLI_READ,
	  .options = LIST_OPTIONS,
	  .synopsis = "PERSON",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis contact-wish list P55-3", "cnis contact-wish list P55-3 --all" },
	  .run = run_list,
	  .list = true },
	{ .name = NULL },
};
