#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cnis/reference.h>

#include "cli/inside.h"

/*
 * Who is acting, at what time, on which register.  CNIS_LOGIN and CNIS_NOW count for a
 * demonstration register only: a live one ignores the first and refuses the second.
 */
cnis_status
actor_login(cli *x, char *buf, size_t size)
{
	const struct passwd *pw;

	errno = 0;
	pw = getpwuid(geteuid());
	if (pw == NULL || pw->pw_name == NULL || pw->pw_name[0] == '\0')
		return cli_fail(x, CNIS_EPERM, "", "this user has no account name");
	snprintf(buf, size, "%s", pw->pw_name);
	return CNIS_OK;
}

cnis_status
actor_clock(cli *x)
{
	const char *text = getenv("CNIS_NOW");

	if (text == NULL || text[0] == '\0')
		return CNIS_OK;
	if (strchr(text, 'T') == NULL) {
		cnis_day day;

		/* A bare date means noon: a working moment of that day, not its last second. */
		if (cnis_day_parse(text, &day) == CNIS_OK) {
			x->now = cnis_instant_end_of_day(day) - (int64_t)12 * 3600 + 1;
			return CNIS_OK;
		}
	} else if (cnis_instant_parse(text, &x->now) == CNIS_OK) {
		return CNIS_OK;
	}
	return cli_fail(x, CNIS_EINVAL, "CNIS_NOW",
	                "neither a date nor an instant such as 2026-11-21T09:30:00Z");
}

/* The one line of ~/.config/cnis/register. */
static bool
configured(char *buf, size_t size)
{
	const char *base = getenv("XDG_CONFIG_HOME");
	const char *home = getenv("HOME");
	char path[4096];
	FILE *f;
	bool found;

	if (base != NULL && base[0] == '/')
		snprintf(path, sizeof(path), "%s/cnis/register", base);
	else if (home != NULL && home[0] == '/')
		snprintf(path, sizeof(path), "%s/.config/cnis/register", home);
	else
		return false;
	f = fopen(path, "r");
	if (f == NULL)
		return false;
	found = fgets(buf, (int)size, f) != NULL;
	fclose(f);
	if (found)
		buf[strcspn(buf, "\r\n")] = '\0';
	return found && buf[0] != '\0';
}

cnis_status
register_path(cli *x)
{
	const char *given = cli_text(x, "register");
	const char *env = getenv("CNIS_REGISTER");
	char *buf = x->inside->path;
	size_t size = sizeof(x->inside->path);

	if (given == NULL && env != NULL && env[0] != '\0')
		given = env;
	if (given == NULL && configured(buf, size))
		return CNIS_OK;
	if (given == NULL)
		given = "./register.cnis";
	if (strlen(given) >= size)
		return cli_fail(x, CNIS_EINVAL, "register", "the path is too long");
	snprintf(buf, size, "%s", given);
	return CNIS_OK;
}

const char *
cli_register_path(const cli *x)
{
	return x->inside->path;
}

/* For the journal: the command's words and what was given by reference or date, nothing else. */
static const char *
journal_words(const cli *x, char buf[201])
{
	size_t len;

	snprintf(buf, 201, "%s%s%s", x->command->name, x->command->sub == NULL ? "" : " ",
	         x->command->sub == NULL ? "" : x->command->sub);
	for (int i = 0; i < x->n_args; i++) {
		int64_t id;
		cnis_day day;

		len = strlen(buf);
		if (cnis_reference_parse(x->args[i], 0, NULL, &id) == CNIS_OK ||
		    cnis_day_parse(x->args[i], &day) == CNIS_OK)
			snprintf(buf + len, 201 - len, " %s", x->args[i]);
	}
	return buf;
}

/* `register --template` and the like answer by themselves. */
static bool
needs_no_register(const cli *x)
{
	const cli_option *o = x->command->options;

	for (; o != NULL && o->type != CLI_END; o++)
		if (o->alone && cli_given(x, o->name))
			return true;
	return x->command->mode == CLI_NONE;
}

cnis_status
register_open(cli *x)
{
	char command[201];
	cli_mode mode = x->command->mode;
	cnis_open_options options = {
		.size = sizeof(options),
		.mode = mode == CLI_WRITE || mode == CLI_MIGRATE ? CNIS_WRITE : CNIS_READ,
		.login = x->login,
		.demonstration_login = getenv("CNIS_LOGIN"),
		.now = x->now,
		.known_at = x->known_at,
		.allow_old_schema = mode == CLI_MIGRATE || mode == CLI_CHECK,
		.dry_run = x->dry_run,
		.withheld = cli_given(x, "withheld"),
		.command = journal_words(x, command),
	};
	cnis_status st;

	if (needs_no_register(x))
		return CNIS_OK;
	if (mode == CLI_OPTIONAL && access(x->inside->path, F_OK) != 0 && !cli_given(x, "register"))
		return CNIS_OK;
	st = cnis_register_open(x->inside->path, &options, &x->r, &x->error);
	if (st == CNIS_OK)
		st = options_sight(x);
	if (st == CNIS_OK && x->verbose)
		cli_say(x, "register %s, authority %s%s", x->inside->path,
		        cnis_register_authority(x->r),
		        cnis_register_demonstration(x->r) ? ", demonstration" : "");
	return st;
}

cnis_day
cli_as_at(const cli *x)
{
	if (x->as_at != CNIS_DAY_NONE)
		return x->as_at;
	return x->r != NULL ? cnis_register_today(x->r) : CNIS_DAY_NONE;
}
