/* How an adult is reached. */
#include <stdlib.h>

#include <cnis/contact_point.h>
#include <cnis/reference.h>

#include "cli/cli.h"
#include "cli/facts.h"
#include "cli/family.h"
#include "cli/withheld.h"

/* ---- add, end -----------------------------------------------------------------------------------
 */

static cnis_status
run_add(cli *x)
{
	cnis_contact_point_new n = { .size = sizeof(n),
		                     .kind = cli_text(x, "kind"),
		                     .fact = facts_fact(x) };
	char *value = NULL;
	int64_t id = 0;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_PERSON, &n.person_id);

	if (st == CNIS_OK)
		st = cli_ask(x, "value", "Number with its area code, or e-mail address", &value);
	n.value = value;
	if (st == CNIS_OK)
		st = cnis_contact_point_add(x->r, &n, &id, &x->error);
	free(value);
	if (st != CNIS_OK)
		return st;
	withheld_say(x, 0, id);
	cli_next(x, "cnis contact-point list %s", cli_reference(CNIS_REF_PERSON, n.person_id));
	return cli_done(x, CNIS_REF_CONTACT_POINT, id, "contact point recorded");
}

static cnis_status
run_end(cli *x)
{
	return family_end(x, CNIS_REF_CONTACT_POINT, cnis_contact_point_end, "contact point ended");
}

/* ---- list ---------------------------------------------------------------------------------------
 */

static const out_column COLUMNS[] = {
	{ .key = "contact_point", .heading = "reference", .type = OUT_TEXT },
	{ .key = "person", .heading = "adult", .type = OUT_TEXT },
	{ .key = "kind", .heading = "kind", .type = OUT_TEXT },
	{ .key = "value", .heading = "value", .type = OUT_TEXT },
	{ .key = "normalised", .heading = NULL, .type = OUT_TEXT },
	{ .key = "from", .heading = "from", .type = OUT_DAY },
	{ .key = "to", .heading = "to", .type = OUT_DAY },
	{ .key = "received", .heading = NULL, .type = OUT_DAY },
	{ .key = "source", .heading = "source", .type = OUT_TEXT },
	{ .key = "basis", .heading = NULL, .type = OUT_TEXT },
	{ .key = "wishes", .heading = "how to use it", .type = OUT_TEXT },
};
static const out_spec SPEC = { .columns = COLUMNS, .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };

static cnis_status
show(const cnis_contact_point *p, void *payload, cnis_error *reterr)
{
	const family_listing *l = payload;

	(void)reterr;
	family_reference(l->w, CNIS_REF_CONTACT_POINT, p->id);
	family_reference(l->w, CNIS_REF_PERSON, p->person_id);
	out_text(l->w, p->kind);
	out_text(l->w, p->value);
	out_text(l->w, p->key);
	out_day(l->w, p->fact.from);
	out_day(l->w, p->fact.to);
	out_day(l->w, p->fact.received);
	out_text(l->w, p->fact.source);
	out_text(l->w, p->fact.basis);
	out_text(l->w, p->wishes);
	return cli_row(l->x, l->w);
}

static cnis_status
walk(family_listing *l)
{
	return cnis_contact_point_walk(l->x->r, l->id, l->on, l->all, show, l, &l->x->error);
}

static cnis_status
run_list(cli *x)
{
	return family_adult(x, "contact-point list", &SPEC, walk);
}

/* ---- the commands -------------------------------------------------------------------------------
 */

static const cli_option ADD_OPTIONS[] = {
	{ .name = "kind",
	  .type = CLI_CHOICE,
	  .value = "KIND",
	  .choices = "telephone mobile email",
	  .help = "what it is; telephone when left out" },
	FACTS_FROM,
	FACTS_SOURCE(false),
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

const cli_command CMD_CONTACT_POINT[] = {
	{ .name = "contact-point",
	  .sub = "add",
	  .summary = "record a telephone number or an e-mail address of an adult",
	  .mode = CLI_WRITE,
	  .options = ADD_OPTIONS,
	  .synopsis = "PERSON",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis contact-point add P55-3 --kind mobile --source parent",
	                "cnis contact-point add P55-3 --kind email --from 2026-11-01" },
	  .about =
	      "The number or address is asked for, or read as one line from stdin: it never stands "
	      "on the command line. A number is kept as it was given, and found however it is "
	      "spaced, with 0 or +44 in front; without its area code it is refused.\n\n"
	      "Without --basis it counts as given voluntarily; from the source school, as part of "
	      "the return of S.I. 2024/208 reg. 13.",
	  .run = run_add },
	{ .name = "contact-point",
	  .sub = "end",
	  .summary = "an adult is reached there no more",
	  .mode = CLI_WRITE,
	  .options = END_OPTIONS,
	  .synopsis = "POINT",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis contact-point end N12-5",
	                "cnis contact-point end N12-5 --on 2026-10-31" },
	  .about = "The row is closed and kept: `cnis child find` still finds by it.",
	  .run = run_end },
	{ .name = "contact-point",
	  .sub = "list",
	  .summary = "how an adult is reached",
	  .mode = CLI_READ,
	  .options = LIST_OPTIONS,
	  .synopsis = "PERSON",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis contact-point list P55-3", "cnis contact-point list P55-3 --all" },
	  .about = "What holds on the day. Who looked is noted of every child of the adult.",
	  .run = run_list,
	  .list = true },
	{ .name = NULL },
};
