#ifndef CNIS_CLI_TABLE_H
#define CNIS_CLI_TABLE_H

#include "cli/cli.h"

/* The one table of commands: groups in the order of the help. */
typedef struct cli_group {
	const char *title; /* heading in the help */
	const cli_command *commands;
} cli_group;

extern const cli_group cli_groups[]; /* ends with a NULL title */
extern const cli_option cli_globals[];

/** The command of these words; NULL when there is none.  @p sub may be NULL. */
const cli_command *table_find(const char *name, const char *sub);

/** Does any command have this first word?  With subcommands? */
bool table_has(const char *name, bool *ret_subs);

/** Call @p fn for each command in the order of the help. */
void table_each(void (*fn)(const cli_command *c, void *payload), void *payload);

/** Does @p c take the global option @p name? */
bool table_takes(const cli_command *c, const char *name);

#endif
