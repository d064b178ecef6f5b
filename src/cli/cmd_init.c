#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

/* 37=2026-11-20,38=...: dates of the sections. */
static cnis_status
read_in_force(cli *x, cnis_init_options *o)
{
	const char *text = cli_text(x, "in-force");
	char one[64];

	while (text != NULL && *text != '\0') {
		size_t n = strcspn(text, ",");
		cnis_day day;

		snprintf(one, sizeof(one), "%.*s", (int)n, text);
		if (n >= sizeof(one) || n < 4 || one[2] != '=' ||
		    cnis_day_parse(one + 3, &day) != CNIS_OK)
			return cli_fail(x, CNIS_EINVAL, "in-force",
			                "not of the form 37=DATE,38=DATE,39=DATE");
		if (strncmp(one, "37", 2) == 0 && o->s37 == CNIS_DAY_NONE)
			o->s37 = day;
		else if (strncmp(one, "38", 2) == 0 && o->s38 == CNIS_DAY_NONE)
			o->s38 = day;
		else if (strncmp(one, "39", 2) == 0 && o->s39 == CNIS_DAY_NONE)
			o->s39 = day;
		else
			return cli_fail(x, CNIS_EINVAL, "in-force",
			                "only sections 37, 38 and 39, each once");
		text += n;
		text += *text == ',' ? 1 : 0;
	}
	return CNIS_OK;
}

static cnis_status
run_init(cli *x)
{
	const char *as = getenv("CNIS_LOGIN");
	cnis_init_options o = {
		.size = sizeof(o),
		.authority = cli_text(x, "authority"),
		.login = x->login,
		.name = x->login,
		.demonstration = cli_given(x, "demonstration"),
		.now = x->now,
		.dry_run = x->dry_run,
		.s37 = CNIS_DAY_NONE,
		.s38 = CNIS_DAY_NONE,
		.s39 = CNIS_DAY_NONE,
	};
	cnis_status st = read_in_force(x, &o);

	if (st != CNIS_OK)
		return st;
	if (o.demonstration && as != NULL && as[0] != '\0')
		o.login = o.name = as;
	st = cnis_register_init(cli_register_path(x), &o, &x->error);
	if (st != CNIS_OK)
		return st;
	cli_say(x, "%s: a %sregister of authority %s; %s is its administrator, officer and manager",
	        cli_register_path(x), o.demonstration ? "demonstration " : "", o.authority,
	        o.login);
	cli_next(x, "cnis config list    (the in-force dates and the local clocks)");
	return cli_done(x, 0, 0, "register created");
}

static const cli_option OPTIONS[] = {
	{ .name = "authority",
	  .type = CLI_TEXT,
	  .value = "CODE",
	  .help = "three-digit code of the local authority",
	  .required = true },
	{ .name = "in-force",
	  .type = CLI_TEXT,
	  .value = "LIST",
	  .help = "dates sections 37, 38 and 39 of the 2026 Act come into force: 37=DATE,38=DATE" },
	{ .name = "demonstration",
	  .type = CLI_FLAG,
	  .help = "invented families only; CNIS_LOGIN and CNIS_NOW are honoured" },
	CLI_OPTIONS_END,
};

const cli_command CMD_INIT[] = {
	{ .name = "init",
	  .summary = "make a new register for one authority",
	  .mode = CLI_NONE,
	  .options = OPTIONS,
	  .synopsis = "",
	  .examples = { "cnis init --authority 302 -r barnet.cnis",
	                "cnis init --authority 302 --in-force 38=2027-04-01 -r barnet.cnis" },
	  .about = "The caller becomes administrator, officer and manager. Sections without a date "
	           "are not in force, and no duty under them opens. A register marked as a "
	           "demonstration holds invented families for ever: the mark cannot be taken away.",
	  .run = run_init,
	  .writes = true },
	{ .name = NULL },
};
