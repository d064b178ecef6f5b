#include "cli/table.h"

#include <string.h>

/* Every command file defines one table. */
#define TABLE(name) extern const cli_command name[]

TABLE(CMD_INIT);
TABLE(CMD_CONFIG);
TABLE(CMD_OFFICER);
TABLE(CMD_CALENDAR);
TABLE(CMD_REGISTER);
TABLE(CMD_INTAKE);
TABLE(CMD_INTAKE_TRIAGE);
TABLE(CMD_INTAKE_LIST);
TABLE(CMD_INTAKE_PLAN);
TABLE(CMD_INTAKE_RECEIPT);
TABLE(CMD_CHILD);
TABLE(CMD_CHILD_FIND);
TABLE(CMD_CHILD_FACTS);
TABLE(CMD_DUPLICATE);
TABLE(CMD_CHILD_HISTORY);
TABLE(CMD_MATCH);
TABLE(CMD_MATCH_REVIEW);
TABLE(CMD_MERGE);
TABLE(CMD_CHILD_TRAVEL);
TABLE(CMD_CHILD_PEOPLE);
TABLE(CMD_CONTENT);
TABLE(CMD_PERSON);
TABLE(CMD_CONTACT_POINT);
TABLE(CMD_CONTACT_WISH);
TABLE(CMD_COMMUNICATION);
TABLE(CMD_E_SERVICE);
TABLE(CMD_HOUSEHOLD);
TABLE(CMD_WITHHOLD);
TABLE(CMD_SHEET);
TABLE(CMD_ENTRY);
TABLE(CMD_ENTRY_ROUTES);
TABLE(CMD_HELD);
TABLE(CMD_DIED);
TABLE(CMD_COVER);
TABLE(CMD_COMPLAINT);
TABLE(CMD_FLAG);
TABLE(CMD_ORDER_OF_COURT);
TABLE(CMD_RESPONSIBILITY);
TABLE(CMD_DISAGREEMENT);
TABLE(CMD_PRIVATE_FOSTERING);
TABLE(CMD_DOCUMENT);
TABLE(CMD_LOOKED_AFTER);
TABLE(CMD_WITHDRAWAL);
TABLE(CMD_CONSENT);
TABLE(CMD_FORWARD);
TABLE(CMD_RESTRICT);
TABLE(CMD_TODAY);
TABLE(CMD_CONFLICT);
TABLE(CMD_GLASS);
TABLE(CMD_IDENTITY);
TABLE(CMD_DUE);
TABLE(CMD_UNSEEN);
TABLE(CMD_DUTY);
TABLE(CMD_WHY);
TABLE(CMD_RULE);
TABLE(CMD_PLAN);
TABLE(CMD_REVIEW);
TABLE(CMD_CONTACT);
TABLE(CMD_SEEN);
TABLE(CMD_TELL);
TABLE(CMD_CONSIDER);
TABLE(CMD_REPORT);
TABLE(CMD_REPORT_ROUTES);
TABLE(CMD_EXPORT);
TABLE(CMD_IMPORT);
TABLE(CMD_FULL);
TABLE(CMD_DISPOSE);
TABLE(CMD_NIGHTLY);
TABLE(CMD_DEMO);
TABLE(CMD_LOG);
TABLE(CMD_ACCESS);
TABLE(CMD_VERIFY);
TABLE(CMD_BACKUP);
TABLE(CMD_MIGRATE);
TABLE(CMD_DOCTOR);

const cli_group cli_groups[] = {
	{ "setting up", CMD_INIT },
	{ "setting up", CMD_CONFIG },
	{ "setting up", CMD_OFFICER },
	{ "setting up", CMD_CALENDAR },
	{ "the front door", CMD_TODAY },
	{ "the front door", CMD_INTAKE },
	{ "the front door", CMD_INTAKE_TRIAGE },
	{ "the front door", CMD_INTAKE_LIST },
	{ "the front door", CMD_INTAKE_PLAN },
	{ "the front door", CMD_INTAKE_RECEIPT },
	{ "registering", CMD_REGISTER },
	{ "registering", CMD_CHILD },
	{ "registering", CMD_CHILD_FIND },
	{ "registering", CMD_CHILD_FACTS },
	{ "registering", CMD_CHILD_PEOPLE },
	{ "registering", CMD_CHILD_TRAVEL },
	{ "registering", CMD_CHILD_HISTORY },
	{ "registering", CMD_CONTENT },
	{ "registering", CMD_PERSON },
	{ "registering", CMD_CONTACT_POINT },
	{ "registering", CMD_CONTACT_WISH },
	{ "registering", CMD_COMMUNICATION },
	{ "registering", CMD_E_SERVICE },
	{ "registering", CMD_HOUSEHOLD },
	{ "registering", CMD_WITHHOLD },
	{ "registering", CMD_ENTRY },
	{ "registering", CMD_ENTRY_ROUTES },
	{ "registering", CMD_HELD },
	{ "registering", CMD_FLAG },
	{ "registering", CMD_RESPONSIBILITY },
	{ "registering", CMD_ORDER_OF_COURT },
	{ "registering", CMD_DISAGREEMENT },
	{ "registering", CMD_DOCUMENT },
	{ "registering", CMD_LOOKED_AFTER },
	{ "registering", CMD_PRIVATE_FOSTERING },
	{ "same child?", CMD_DUPLICATE },
	{ "same child?", CMD_MATCH },
	{ "same child?", CMD_MATCH_REVIEW },
	{ "same child?", CMD_MERGE },
	{ "before leaving school", CMD_WITHDRAWAL },
	{ "before leaving school", CMD_CONSENT },
	{ "before leaving school", CMD_FORWARD },
	{ "who sees what", CMD_RESTRICT },
	{ "who sees what", CMD_CONFLICT },
	{ "who sees what", CMD_GLASS },
	{ "who sees what", CMD_IDENTITY },
	{ "the work", CMD_DUE },
	{ "the work", CMD_UNSEEN },
	{ "the work", CMD_DUTY },
	{ "the work", CMD_WHY },
	{ "the work", CMD_RULE },
	{ "reviewing and seeing", CMD_PLAN },
	{ "reviewing and seeing", CMD_REVIEW },
	{ "reviewing and seeing", CMD_CONTACT },
	{ "reviewing and seeing", CMD_SEEN },
	{ "reviewing and seeing", CMD_TELL },
	{ "reviewing and seeing", CMD_CONSIDER },
	{ "the hard days", CMD_DIED },
	{ "the hard days", CMD_COVER },
	{ "the hard days", CMD_COMPLAINT },
	{ "for managers", CMD_REPORT },
	{ "for managers", CMD_REPORT_ROUTES },
	{ "for managers", CMD_DISPOSE },
	{ "in and out", CMD_EXPORT },
	{ "in and out", CMD_SHEET },
	{ "in and out", CMD_IMPORT },
	{ "in and out", CMD_FULL },
	{ "for jobs", CMD_NIGHTLY },
	{ "for jobs", CMD_DEMO },
	{ "trust", CMD_LOG },
	{ "trust", CMD_ACCESS },
	{ "trust", CMD_VERIFY },
	{ "trust", CMD_BACKUP },
	{ "trust", CMD_MIGRATE },
	{ "trust", CMD_DOCTOR },
	{ NULL, NULL },
};

const cli_option cli_globals[] = {
	{ .name = "register",
	  .letter = 'r',
	  .type = CLI_FILE,
	  .value = "FILE",
	  .help = "the register (else $CNIS_REGISTER, the configured path, ./register.cnis)" },
	{ .name = "format",
	  .type = CLI_CHOICE,
	  .value = "FORMAT",
	  .choices = "table plain csv json",
	  .help = "table (default on a terminal), plain (default elsewhere), csv or json" },
	{ .name = "as-at",
	  .type = CLI_DAY,
	  .value = "DATE",
	  .help = "answer as the facts stood on DATE" },
	{ .name = "known-at",
	  .type = CLI_TEXT,
	  .value = "INSTANT",
	  .help = "answer with what the register knew at INSTANT" },
	{ .name = "withheld",
	  .type = CLI_FLAG,
	  .help = "show what is withheld, to who may see it; it is noted that you looked" },
	{ .name = "dry-run",
	  .letter = 'n',
	  .type = CLI_FLAG,
	  .help = "say what would change, change nothing" },
	{ .name = "exit-code", .type = CLI_FLAG, .help = "exit 10 when the list is not empty" },
	{ .name = "no-input", .type = CLI_FLAG, .help = "never ask; a missing answer is an error" },
	{ .name = "no-color", .type = CLI_FLAG, .help = "no colour; there is none" },
	{ .name = "quiet",
	  .letter = 'q',
	  .type = CLI_FLAG,
	  .help = "nothing but errors on stderr" },
	{ .name = "verbose", .letter = 'v', .type = CLI_FLAG, .help = "say more on stderr" },
	{ .name = "help", .letter = 'h', .type = CLI_FLAG, .help = "show the help and stop" },
	{ .name = "version", .type = CLI_FLAG, .help = "show the version and stop" },
	CLI_OPTIONS_END,
};

void
table_each(void (*fn)(const cli_command *c, void *payload), void *payload)
{
	for (const cli_group *g = cli_groups; g->title != NULL; g++)
		for (const cli_command *c = g->commands; c->name != NULL; c++)
			fn(c, payload);
}

const cli_command *
table_find(const char *name, const char *sub)
{
	for (const cli_group *g = cli_groups; g->title != NULL; g++)
		for (const cli_command *c = g->commands; c->name != NULL; c++)
			if (strcmp(c->name, name) == 0 &&
			    ((c->sub == NULL && sub == NULL) ||
			     (c->sub != NULL && sub != NULL && strcmp(c->sub, sub) == 0)))
				return c;
	return NULL;
}

bool
table_has(const char *name, bool *ret_subs)
{
	bool found = false;

	*ret_subs = false;
	for (const cli_group *g = cli_groups; g->title != NULL; g++)
		for (const cli_command *c = g->commands; c->name != NULL; c++)
			if (strcmp(c->name, name) == 0) {
				found = true;
				*ret_subs = *ret_subs || c->sub != NULL;
			}
	return found;
}

bool
table_takes(const cli_command *c, const char *name)
{
	if (strcmp(name, "as-at") == 0 || strcmp(name, "known-at") == 0)
		return c->mode == CLI_READ && !c->now_only;
	if (strcmp(name, "withheld") == 0)
		return c->mode == CLI_READ;
	if (strcmp(name, "dry-run") == 0)
		return (c->mode == CLI_WRITE || c->mode == CLI_MIGRATE || c->writes) &&
		       !c->no_trial;
	if (strcmp(name, "exit-code") == 0)
		return c->list;
	return true;
}
