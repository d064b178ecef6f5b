#include <stdio.h>
#include <string.h>

#include <cnis/version.h>

#include "cli/inside.h"
#include "cli/table.h"

/*
 * Manual pages in scdoc(5), made from the command table: `cnis __man` lists the pages, `cnis __man
 * PAGE` writes one.  The build feeds them to scdoc.
 */

/* scdoc takes _ * \ and # at the start of a line for its own. */
static void
put_n(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (strchr("_*\\#<>`~[]", text[i]) != NULL)
			putchar('\\');
		putchar(text[i]);
	}
}

static void
put(const char *text)
{
	put_n(text, strlen(text));
}

static void
options(const cli_option *o, const cli_command *c)
{
	for (; o != NULL && o->type != CLI_END; o++) {
		if (c != NULL && !table_takes(c, o->name))
			continue;
		putchar('*');
		if (o->letter != 0)
			printf("-%c*, *", o->letter);
		printf("--%s*", o->name);
		if (o->value != NULL) {
			fputs(" _", stdout);
			printf("%s_", o->value);
		}
		fputs("\n\t", stdout);
		put(o->help);
		if (o->choices != NULL) {
			fputs(" (", stdout);
			put(o->choices);
			putchar(')');
		}
		if (o->type == CLI_WORDS)
			put("; with - it is asked for, or is one line of stdin");
		printf("%s\n\n", o->required ? " (required)" : "");
	}
}

static void
entry(const cli_command *c, void *payload)
{
	(void)payload;
	printf("*cnis %s%s%s*\n\t", c->name, c->sub == NULL ? "" : " ",
	       c->sub == NULL ? "" : c->sub);
	put(c->summary);
	fputs("\n\n", stdout);
}

static void
program_page(void)
{
	fputs("cnis(1)\n\n# NAME\n\ncnis - register of children not in school (England)\n\n"
	      "# SYNOPSIS\n\n*cnis* [_GLOBAL OPTIONS_] _COMMAND_ [_SUBCOMMAND_] [_OPTIONS_] "
	      "[_ARGUMENTS_]\n\n# COMMANDS\n\n",
	      stdout);
	table_each(entry, NULL);
	fputs("# GLOBAL OPTIONS\n\n", stdout);
	options(cli_globals, NULL);
	fputs("# EXIT STATUS\n\n0 done, 1 failed, 2 usage or invalid input, 3 not found, 4 refused "
	      "by a rule, 5 conflict or already exists, 6 busy, 7 schema, 8 damaged, 9 not "
	      "permitted, 10 a list that is not empty, with *--exit-code*\n\n"
	      "# ENVIRONMENT\n\n*CNIS\\_REGISTER*\n\tthe register, when *--register* is not "
	      "given\n\n"
	      "*CNIS\\_LOGIN*, *CNIS\\_NOW*\n\tact as another officer, at another time: only in a "
	      "demonstration register\n\n"
	      "*NO\\_COLOR*, *TERM*\n\thonoured\n\n"
	      "*PAGER*\n\ton a terminal, tables are shown through it\n\n"
	      "# FILES\n\n_~/.config/cnis/register_\n\tone line: the path of the register\n\n",
	      stdout);
}

/* Paragraphs; what begins with spaces is a line to copy. */
static void
about(const char *text)
{
	while (*text != '\0') {
		const char *end = strstr(text, "\n\n");
		size_t len = end == NULL ? strlen(text) : (size_t)(end - text);
		size_t lead = strspn(text, " ");

		if (lead > 0)
			printf("```\n%.*s\n```\n\n", (int)(len - lead), text + lead);
		else
			put_n(text, len);
		if (lead == 0)
			fputs("\n\n", stdout);
		text += len;
		text += strspn(text, "\n");
	}
}

static void
sub_page(const cli_command *c)
{
	if (c->sub != NULL) {
		printf("# %s %s\n\n", c->name, c->sub);
		put(c->summary);
		fputs("\n\n", stdout);
	}
	printf("*cnis %s%s%s* [_OPTIONS_]", c->name, c->sub == NULL ? "" : " ",
	       c->sub == NULL ? "" : c->sub);
	if (c->synopsis[0] != '\0') {
		putchar(' ');
		put(c->synopsis);
	}
	fputs("\n\n", stdout);
	if (c->about != NULL)
		about(c->about);
	options(c->options, NULL);
	fputs("Examples:\n\n", stdout);
	for (int i = 0; i < CLI_EXAMPLES; i++)
		if (c->examples[i] != NULL)
			printf("```\n%s\n```\n\n", c->examples[i]);
}

static const char *
first_summary(const char *name)
{
	for (const cli_group *g = cli_groups; g->title != NULL; g++)
		for (const cli_command *c = g->commands; c->name != NULL; c++)
			if (strcmp(c->name, name) == 0)
				return c->summary;
	return "";
}

cnis_status
man_write(cli *x, const char *page)
{
	const char *name = strncmp(page, "cnis-", 5) == 0 ? page + 5 : "";
	bool subs;

	if (strcmp(page, "cnis") == 0) {
		program_page();
		return CNIS_OK;
	}
	if (!table_has(name, &subs))
		return cli_fail(x, CNIS_ENOTFOUND, "", "there is no page '%s'", page);
	printf("cnis-%s(1)\n\n# NAME\n\ncnis-%s - ", name, name);
	put(first_summary(name));
	printf("\n\n%s", subs ? "" : "# SYNOPSIS\n\n");
	for (const cli_group *g = cli_groups; g->title != NULL; g++)
		for (const cli_command *c = g->commands; c->name != NULL; c++)
			if (strcmp(c->name, name) == 0)
				sub_page(c);
	fputs("# SEE ALSO\n\n*cnis*(1), which has the global options and the exit status\n",
	      stdout);
	return CNIS_OK;
}

cnis_status
man_list(cli *x)
{
	const char *before = "";

	(void)x;
	puts("cnis");
	for (const cli_group *g = cli_groups; g->title != NULL; g++)
		for (const cli_command *c = g->commands; c->name != NULL; c++) {
			if (strcmp(before, c->name) != 0)
				printf("cnis-%s\n", c->name);
			before = c->name;
		}
	return CNIS_OK;
}
