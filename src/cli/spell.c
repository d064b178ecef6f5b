/* A wrong field as the command spells it: the name of its option or argument. */
#include <stdio.h>
#include <string.h>

#include "cli/inside.h"
#include "cli/table.h"

/* Where neither the option's name nor the name with -file says it. */
static const struct {
	const char *command, *field, *option;
} SPELT[] = {
	{ "consent apply", "applicant", "by" },
	{ "consent decide", "ground", "refuse" },
	{ "consent decide", "officer", "decided-by" },
	{ "consent serve", "recipient", "to" },
	{ "due", "officer", "owner" },
	{ "duty assign", "officer", "to" },
	{ "entry end", "end_reason", "reason" },
	{ "entry route", "route", "to" },
	{ "flag add", "reviewed_on", "reviewed" },
	{ "held decide", "officer", "by" },
	{ "officer add", "role", "roles" },
	{ "officer end", "officer", "LOGIN" },
	{ "officer role", "officer", "LOGIN" },
	{ "overdue", "officer", "owner" },
	{ "withdrawal notify", "notified", "on" },
	{ "withdrawal notify", "notified_by", "by" },
	{ "withdrawal notify", "school_name", "school" },
	{ "withdrawal notify", "school_urn", "urn" },
};

/* @p option is @p field with "-" for "_", and @p end after it. */
static bool
same(const char *option, const char *field, const char *end)
{
	for (; *field != '\0' && *option != '\0'; field++, option++)
		if (*option != (*field == '_' ? '-' : *field))
			return false;
	return *field == '\0' && strcmp(option, end) == 0;
}

const char *
spell_field(const cli *x, const char *field)
{
	static const char *const ends[] = { "", "-file" };

	if (x->command == NULL || x->command->options == NULL)
		return field;
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		for (const cli_option *o = x->command->options; o->name != NULL; o++)
			if (same(o->name, field, ends[i]))
				return o->name;
	if (strcmp(field, "roles") == 0 && strcmp(x->inside->words, "officer role") == 0)
		return cli_given(x, "add") ? "add" : "end";
	for (size_t i = 0; i < sizeof(SPELT) / sizeof(SPELT[0]); i++)
		if (strcmp(SPELT[i].field, field) == 0 &&
		    strcmp(SPELT[i].command, x->inside->words) == 0)
			return SPELT[i].option;
	return field;
}

/* ---- a command that is suggested ---------------------------------------------------------------
 */

/* The command a line begins with; NULL: none, or more than one. */
static const cli_command *
command_of(const char *line)
{
	char word[2][32] = { "", "" };
	const cli_command *c;

	if (strncmp(line, "cnis ", 5) != 0 || strpbrk(line, ",(:;") != NULL ||
	    strstr(line, " or ") != NULL)
		return NULL;
	line += 5;
	for (size_t i = 0; i < 2; i++) {
		size_t n = strcspn(line, " ");

		if (n >= sizeof(word[i]))
			return NULL;
		memcpy(word[i], line, n);
		word[i][n] = '\0';
		line += n + strspn(line + n, " ");
	}
	c = table_find(word[0], word[1]);
	return c != NULL ? c : table_find(word[0], NULL);
}

/* Is @p option among its words? */
static bool
given_in(const char *line, const char *option)
{
	size_t n = strlen(option);

	for (const char *at = strstr(line, " --"); at != NULL; at = strstr(at + 3, " --"))
		if (strncmp(at + 3, option, n) == 0 && strchr(" =", at[3 + n]) != NULL)
			return true; /* the end of the line too: strchr() finds its NUL */
	return false;
}

const char *
cli_whole(const char *line, char buf[CLI_LINE])
{
	const cli_command *c = command_of(line);
	size_t len = (size_t)snprintf(buf, CLI_LINE, "%s", line);

	if (c == NULL || c->options == NULL)
		return buf;
	for (const cli_option *o = c->options; o->type != CLI_END && len < CLI_LINE; o++)
		if (o->required && o->name != NULL && !given_in(line, o->name))
			len += (size_t)snprintf(buf + len, CLI_LINE - len, " --%s %s", o->name,
			                        o->type == CLI_WORDS ? "-" : o->value);
	return buf;
}
