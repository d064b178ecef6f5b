#include <stdio.h>
#include <string.h>

#include "cli/inside.h"
#include "cli/table.h"

/*
 * `cnis __complete WORD...`: what may stand in place of the last word, one a line.  The shell
 * script in completion/ filters by what was typed.
 */
static const cli_option *
find_option(const cli_option *o, const char *word)
{
	for (; o != NULL && o->type != CLI_END; o++)
		if ((strncmp(word, "--", 2) == 0 && strcmp(word + 2, o->name) == 0) ||
		    (o->letter != 0 && word[0] == '-' && word[1] == o->letter && word[2] == '\0'))
			return o;
	return NULL;
}

static void
list_options(const cli_command *c)
{
	for (const cli_option *o = c->options; o != NULL && o->type != CLI_END; o++)
		printf("--%s\n", o->name);
	for (const cli_option *o = cli_globals; o->type != CLI_END; o++)
		if (table_takes(c, o->name))
			printf("--%s\n", o->name);
}

static void
list_choices(const char *choices)
{
	while (*choices != '\0') {
		size_t n = strcspn(choices, " ");

		printf("%.*s\n", (int)n, choices);
		choices += n;
		choices += *choices == ' ' ? 1 : 0;
	}
}

static void
list_words(const char *name)
{
	const char *before = "";

	for (const cli_group *g = cli_groups; g->title != NULL; g++)
		for (const cli_command *c = g->commands; c->name != NULL; c++) {
			if (name == NULL && strcmp(before, c->name) != 0)
				puts(c->name);
			else if (name != NULL && strcmp(name, c->name) == 0 && c->sub != NULL)
				puts(c->sub);
			before = c->name;
		}
}

cnis_status
complete_write(int n, const char *const *words)
{
	const char *name = NULL;
	const char *sub = NULL;
	const cli_command *c;
	const cli_option *o = NULL;
	bool subs = false;

	for (int i = 0; i + 1 < n; i++) {
		if (words[i][0] == '-')
			continue;
		if (i > 0 && (o = find_option(cli_globals, words[i - 1])) != NULL &&
		    o->type != CLI_FLAG)
			continue;
		if (name == NULL)
			name = words[i];
		else if (sub == NULL)
			sub = words[i];
	}
	if (name == NULL || !table_has(name, &subs)) {
		list_words(NULL);
		return CNIS_OK;
	}
	c = table_find(name, subs ? sub : NULL);
	if (c == NULL) /* `consider C1-3` beside `consider settings` */
		c = table_find(name, NULL);
	if (c == NULL || (subs && sub == NULL))
		list_words(name);
	if (c == NULL)
		return CNIS_OK;
	o = n < 2 ? NULL : find_option(c->options, words[n - 2]);
	if (o == NULL && n >= 2)
		o = find_option(cli_globals, words[n - 2]);
	if (o != NULL && o->choices != NULL)
		list_choices(o->choices);
	else if (o == NULL || o->type == CLI_FLAG)
		list_options(c);
	return CNIS_OK;
}
