/* A wrong field as the command spells it: the name of its option or argument. */
#include <string.h>

#include "cli/inside.h"

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
