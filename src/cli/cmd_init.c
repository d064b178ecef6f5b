#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

/* What the account says the person is called: the first part of its GECOS field, "" when it says
 * nothing.  An & stands for the login there, so such a field says no more than the login. */
static void
account_name(char *buf, size_t size)
{
	const struct passwd *pw = getpwuid(geteuid());
	const char *gecos = pw == NULL || pw->pw_gecos == NULL ? "" : pw->pw_gecos;
	size_t len = strcspn(gecos, ",");

	buf[0] = '\0';
	if (len < size && memchr(gecos, '&', len) == NULL)
		snprintf(buf, size, "%.*s", (int)len, gecos);
}

/* Given, or asked on a terminal, or what the account says, or the login. */
static cnis_status
caller_name(cli *x, const char *fallback, char **ret_name)
{
	const char *given = cli_text(x, "name");
	char question[256];
	cnis_status st = CNIS_OK;

	*ret_name = NULL;
	if (given == NULL && cli_interactive(x)) {
		snprintf(question, sizeof(question), "Your name, as others will read it [%.200s]",
		         fallback);
		st = cli_ask(x, "name", question, ret_name);
	}
	if (st != CNIS_OK || (*ret_name != NULL && (*ret_name)[0] != '\0'))
		return st;
	free(*ret_name);
	*ret_name = strdup(given != NULL ? given : fallback);
	return *ret_name != NULL ? CNIS_OK : cli_fail(x, CNIS_ENOMEM, "", "out of memory");
}

static cnis_status
run_init(cli *x)
{
	const char *as = getenv("CNIS_LOGIN");
	char account[200];
	char *name = NULL;
	cnis_init_options o = {
		.size = sizeof(o),
		.authority = cli_text(x, "authority"),
		.login = x->login,
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
	account_name(account, sizeof(account));
	if (o.demonstration && as != NULL && as[0] != '\0') {
		o.login = as; /* of an account there may never have been */
		account[0] = '\0';
	}
	st = caller_name(x, account[0] != '\0' ? account : o.login, &name);
	o.name = name;
	if (st == CNIS_OK)
		st = cnis_register_init(cli_register_path(x), &o, &x->error);
	free(name);
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
	{ .name = "name",
	  .type = CLI_TEXT,
	  .value = "NAME",
	  .help =
	      "your own name, as others will read it (asked on a terminal; else the account's)" },
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
	  .about =
	      "The caller becomes administrator, officer and manager, under the name given with "
	      "--name, or asked for on a terminal; without either it is the name in the "
	      "account's entry of the password file, and the login where that is empty. Sections "
	      "without a date "
	      "are not in force, and no duty under them opens. A register marked as a "
	      "demonstration holds invented families for ever: the mark cannot be taken away.",
	  .run = run_init,
	  .writes = true },
	{ .name = NULL },
};
