/* Agreements in writing to electronic service. */
#include <cnis/e_service.h>
#include <cnis/reference.h>

#include "cli/cli.h"
#include "cli/facts.h"
#include "cli/family.h"

static cnis_status
run_add(cli *x)
{
	cnis_e_service_new n = { .size = sizeof(n), .fact = facts_fact(x) };
	int64_t id = 0;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_CONTACT_POINT, &n.contact_point_id);

	if (st == CNIS_OK)
		st = cnis_e_service_add(x->r, &n, &id, &x->error);
	return st == CNIS_OK ? cli_done(x, CNIS_REF_E_SERVICE, id, "agreement recorded") : st;
}

static cnis_status
run_end(cli *x)
{
	return family_end(x, CNIS_REF_E_SERVICE, cnis_e_service_end, "agreement ended");
}

static const out_column COLUMNS[] = {
	{ .key = "e_service", .heading = "reference", .type = OUT_TEXT },
	{ .key = "person", .heading = "adult", .type = OUT_TEXT },
	{ .key = "contact_point", .heading = "at", .type = OUT_TEXT },
	{ .key = "kind", .heading = "kind", .type = OUT_TEXT },
	{ .key = "from", .heading = "agreed", .type = OUT_DAY },
	{ .key = "to", .heading = "until", .type = OUT_DAY },
	{ .key = "reached_until", .heading = "reached until", .type = OUT_DAY },
	{ .key = "received", .heading = NULL, .type = OUT_DAY },
	{ .key = "source", .heading = "source", .type = OUT_TEXT },
	{ .key = "basis", .heading = NULL, .type = OUT_TEXT },
};

static cnis_status
show(const cnis_e_service *a, void *payload, cnis_error *reterr)
{
	const family_listing *l = payload;

	(void)reterr;
	family_reference(l->w, CNIS_REF_E_SERVICE, a->id);
	family_reference(l->w, CNIS_REF_PERSON, a->person_id);
	family_reference(l->w, CNIS_REF_CONTACT_POINT, a->contact_point_id);
	out_text(l->w, a->kind);
	out_day(l->w, a->fact.from);
	out_day(l->w, a->fact.to);
	out_day(l->w, a->reached_until);
	out_day(l->w, a->fact.received);
	out_text(l->w, a->fact.source);
	out_text(l->w, a->fact.basis);
	return cli_row(l->x, l->w);
}

static cnis_status
walk(family_listing *l)
{
	return cnis_e_service_walk(l->x->r, l->id, l->on, l->all, show, l, &l->x->error);
}

static cnis_status
run_list(cli *x)
{
	static const out_spec spec = { .columns = COLUMNS,
		                       .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };

	return family_adult(x, "e-service list", &spec, walk);
}

static const cli_option ADD_OPTIONS[] = {
	{ .name = "from",
	  .type = CLI_DAY,
	  .value = "DATE",
	  .help = "day of the agreement in writing (today)" },
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

const cli_command CMD_E_SERVICE[] = {
	{ .name = "e-service",
	  .sub = "add",
	  .summary = "record that an adult agreed in writing to be served notices there",
	  .mode = CLI_WRITE,
	  .options = ADD_OPTIONS,
	  .synopsis = "POINT",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis e-service add N12-5", "cnis e-service add N12-5 --from 2026-11-01" },
	  .about =
	      "A parent is served with a notice by e-mail or text only after agreeing to it in "
	      "writing, for the number or address the agreement names: Education Act 1996 "
	      "s. 572(2), rule EA1996.572.2. Notices under ss. 436H to 436P need no agreement "
	      "(s. 572(4)). What was recorded in conversation is no agreement in writing.",
	  .run = run_add },
	{ .name = "e-service",
	  .sub = "end",
	  .summary = "an adult agrees no more to be served notices there",
	  .mode = CLI_WRITE,
	  .options = END_OPTIONS,
	  .synopsis = "AGREEMENT",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis e-service end U12-5", "cnis e-service end U12-5 --on 2026-10-31" },
	  .about = "Notices served before stay served.",
	  .run = run_end },
	{ .name = "e-service",
	  .sub = "list",
	  .summary = "where an adult agreed to be served notices",
	  .mode = CLI_READ,
	  .options = LIST_OPTIONS,
	  .synopsis = "PERSON",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis e-service list P55-3", "cnis e-service list P55-3 --all" },
	  .about = "By the reference of the number or address: `cnis contact-point list` shows it.",
	  .run = run_list,
	  .list = true },
	{ .name = NULL },
};
