#include <stdio.h>
#include <string.h>

#include "cli/inside.h"
#include "cli/table.h"

static void
words(FILE *f, const cli_command *c)
{
	fprintf(f, "%s%s%s", c->name, c->sub == NULL ? "" : " ", c->sub == NULL ? "" : c->sub);
}

static void
row(FILE *f, const cli_command *c)
{
	int len = (int)strlen(c->name) + (c->sub == NULL ? 0 : (int)strlen(c->sub) + 1);

	fputs("  ", f);
	words(f, c);
	fprintf(f, "%*s%s\n", len < 22 ? 24 - len : 2, "", c->summary);
}

void
help_program(FILE *f)
{
	const char *title = "";

	fputs("examples:\n"
	      "  cnis init --authority 302 -r barnet.cnis\n"
	      "  cnis due --mine -r barnet.cnis\n\n"
	      "usage: cnis [GLOBAL OPTIONS] COMMAND [SUBCOMMAND] [OPTIONS] [ARGUMENTS]\n",
	      f);
	for (const cli_group *g = cli_groups; g->title != NULL; g++) {
		if (strcmp(title, g->title) != 0)
			fprintf(f, "\n%s\n", g->title);
		title = g->title;
		for (const cli_command *c = g->commands; c->name != NULL; c++)
			row(f, c);
	}
	fputs("\n`cnis COMMAND --help`, or `cnis help COMMAND`, shows its options; `man cnis` the "
	      "rest.\n",
	      f);
}

void
help_group(FILE *f, const char *name)
{
	fputs("examples:\n", f);
	for (const cli_group *g = cli_groups; g->title != NULL; g++)
		for (const cli_command *c = g->commands; c->name != NULL; c++)
			if (strcmp(c->name, name) == 0)
				fprintf(f, "  %s\n", c->examples[0]);
	fprintf(f, "\nusage: cnis %s SUBCOMMAND [OPTIONS] [ARGUMENTS]\n\nsubcommands:\n", name);
	for (const cli_group *g = cli_groups; g->title != NULL; g++)
		for (const cli_command *c = g->commands; c->name != NULL; c++)
			if (strcmp(c->name, name) == 0)
				row(f, c);
}

static void
option(FILE *f, const cli_option *o)
{
	char left[80];

	snprintf(left, sizeof(left), "%s%c%s--%s%s%s", o->letter == 0 ? "   " : "-",
	         o->letter == 0 ? ' ' : o->letter, o->letter == 0 ? "" : ", ", o->name,
	         o->value == NULL ? "" : " ", o->value == NULL ? "" : o->value);
	fprintf(f, "  %-28s  %s", left, o->help);
	if (o->choices != NULL && strstr(o->help, ",") == NULL)
		fprintf(f, " (%s)", o->choices);
	if (o->type == CLI_WORDS)
		fputs("; - asks for it", f);
	fprintf(f, "%s\n", o->required ? " (required)" : "");
}

enum { WIDTH = 78 };

/* One paragraph of @p len bytes, its lines filled. */
static void
fill_lines(FILE *f, const char *text, size_t len)
{
	size_t column = 0;
	size_t i = 0;

	while (i < len) {
		size_t word = strcspn(text + i, " ");

		if (word > len - i)
			word = len - i;
		if (column > 0 && column + 1 + word > WIDTH) {
			fputc('\n', f);
			column = 0;
		} else if (column > 0) {
			fputc(' ', f);
			column++;
		}
		fprintf(f, "%.*s", (int)word, text + i);
		column += word;
		i += word;
		i += strspn(text + i, " ");
	}
	fputc('\n', f);
}

/* What begins with spaces is a line to copy and stays as it is. */
static void
about(FILE *f, const char *text)
{
	while (*text != '\0') {
		const char *end = strstr(text, "\n\n");
		size_t len = end == NULL ? strlen(text) : (size_t)(end - text);

		fputc('\n', f);
		if (*text == ' ')
			fprintf(f, "%.*s\n", (int)len, text);
		else
			fill_lines(f, text, len);
		text += len;
		text += strspn(text, "\n");
	}
}

void
help_command(FILE *f, const cli_command *c)
{
	fputs("examples:\n", f);
	for (int i = 0; i < CLI_EXAMPLES; i++)
		if (c->examples[i] != NULL)
			fprintf(f, "  %s\n", c->examples[i]);
	fputs("\nusage: cnis ", f);
	words(f, c);
	fprintf(f, " [OPTIONS]%s%s\n\n%s\n", c->synopsis[0] == '\0' ? "" : " ", c->synopsis,
	        c->summary);
	if (c->options != NULL && c->options[0].type != CLI_END)
		fputs("\noptions:\n", f);
	for (const cli_option *o = c->options; o != NULL && o->type != CLI_END; o++)
		option(f, o);
	fputs("\nglobal options:\n", f);
	for (const cli_option *o = cli_globals; o->type != CLI_END; o++)
		if (table_takes(c, o->name))
			option(f, o);
	if (c->about != NULL)
		about(f, c->about);
}

/* Edits between two words, at most @p limit + 1: enough to tell a slip from another word. */
static size_t
distance(const char *a, const char *b)
{
	size_t row_now[32];
	size_t n = strlen(b);

	if (n >= 31 || strlen(a) >= 31)
		return 31;
	for (size_t j = 0; j <= n; j++)
		row_now[j] = j;
	for (size_t i = 1; a[i - 1] != '\0'; i++) {
		size_t corner = row_now[0];

		row_now[0] = i;
		for (size_t j = 1; j <= n; j++) {
			size_t old = row_now[j];
			size_t best = corner + (a[i - 1] == b[j - 1] ? 0 : 1);

			best = old + 1 < best ? old + 1 : best;
			best = row_now[j - 1] + 1 < best ? row_now[j - 1] + 1 : best;
			row_now[j] = best;
			corner = old;
		}
	}
	return row_now[n];
}

static bool
near(const char *typed, const char *word)
{
	return strncmp(typed, word, strlen(typed)) == 0 ||
	       distance(typed, word) <= (strlen(typed) > 4 ? 2 : 1);
}

void
help_near(const char *name, const char *sub)
{
	const char *before = "";

	for (const cli_group *g = cli_groups; g->title != NULL; g++)
		for (const cli_command *c = g->commands; c->name != NULL; c++) {
			if (sub != NULL && strcmp(name, c->name) == 0)
				fprintf(stderr, "  cnis %s %s\n", c->name, c->sub);
			else if (sub == NULL && strcmp(before, c->name) != 0 && near(name, c->name))
				fprintf(stderr, "  did you mean: cnis %s\n", c->name);
			before = c->name;
		}
}
