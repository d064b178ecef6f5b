/* A child away for a time and expected back. */
#include <stdio.h>

#include <cnis/reference.h>
#include <cnis/travel.h>

#include "cli/cli.h"
#include "cli/facts.h"
#include "cli/family.h"
#include "cli/siblings.h"

static cnis_status
run_travel(cli *x)
{
	cnis_travel_new n = { .size = sizeof(n),
		              .expected = cli_day(x, "expected-return"),
		              .fact = facts_fact(x) };
	char iso[CNIS_DAY_ISO_SIZE], again[64];
	int64_t id = 0;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_CHILD, &n.child_id);

	if (st == CNIS_OK)
		st = cnis_travel_begin(x->r, &n, &id, &x->error);
	if (st != CNIS_OK)
		return st;
	cli_say(x, "route and homes stay as they are: being away is no missing education");
	cli_next(x, "when the family is back: cnis child returned %s",
	         cli_reference(CNIS_REF_CHILD, n.child_id));
	(void)snprintf(again, sizeof(again), "--expected-return %s --source %s",
	               cnis_day_iso(n.expected, iso), n.fact.source);
	siblings_offer(x, n.child_id, SIBLINGS_ENTERED, NULL, "child travel", again);
	return cli_done(x, CNIS_REF_CHILD, n.child_id, "time away recorded");
}

static cnis_status
run_returned(cli *x)
{
	int64_t child = 0;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_CHILD, &child);

	if (st == CNIS_OK)
		st = cnis_travel_return(x->r, child, cli_day(x, "on"), &x->error);
	if (st != CNIS_OK)
		return st;
	cli_next(x, "cnis child show %s", cli_reference(CNIS_REF_CHILD, child));
	siblings_offer(x, child, SIBLINGS_ENTERED, NULL, "child returned", "");
	return cli_done(x, CNIS_REF_CHILD, child, "return recorded");
}

static const cli_option TRAVEL_OPTIONS[] = {
	{ .name = "from",
	  .type = CLI_DAY,
	  .value = "DATE",
	  .help = "first day away (today); may lie ahead" },
	{ .name = "expected-return",
	  .type = CLI_DAY,
	  .value = "DATE",
	  .help = "first day the family expects to be back",
	  .required = true },
	FACTS_SOURCE(true),
	FACTS_BASIS,
	FACTS_RECEIVED,
	CLI_OPTIONS_END,
};
static const cli_option RETURNED_OPTIONS[] = {
	FAMILY_ON("first day back (today)"),
	CLI_OPTIONS_END,
};

const cli_command CMD_CHILD_TRAVEL[] = {
	{ .name = "child",
	  .sub = "travel",
	  .summary = "record that a child is away for a time and expected back",
	  .mode = CLI_WRITE,
	  .options = TRAVEL_OPTIONS,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis child travel C1042-9 --expected-return 2027-03-01 --source parent",
	                "cnis child travel C1042-9 --from 2026-12-01 --expected-return 2027-03-01 "
	                "--source parent" },
	  .about =
	      "Seasonal travel for example. It is neither a move nor missing education: route and "
	      "homes stay, and nobody enquires before the day. Some working days after it (setting "
	      "travel.return_days) somebody is to find out whether the child is back. A family "
	      "that "
	      "stays longer: the same command again, with the new day.",
	  .run = run_travel },
	{ .name = "child",
	  .sub = "returned",
	  .summary = "say that a child who was away is back",
	  .mode = CLI_WRITE,
	  .options = RETURNED_OPTIONS,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis child returned C1042-9",
	                "cnis child returned C1042-9 --on 2027-02-27" },
	  .run = run_returned },
	{ .name = NULL },
};
