#ifndef CNIS_CLI_ENTRY_H
#define CNIS_CLI_ENTRY_H

#include "cli/cli.h"

/* What the commands about an entry share. */

#define ENTRY_ROUTE_CODES                                                                          \
	"home_education, flexi_schooling, section_19, school_off_site, eotas, part_time_college, " \
	"unregistered_setting, missing_education"
#define ENTRY_REASON_CODES                                                                         \
	"appears_not_suitable, appears_suitable, parents_chose, school_agreed, school_arranged, "  \
	"authority_arranged, plan_decided, college_began, left_roll, setting_found, "              \
	"arrangement_ended, hours_changed, corrected, other"
#define ENTRY_BECAUSE(words)                                                                       \
	{                                                                                          \
		.name = "because", .type = CLI_TEXT, .value = "CODE",                              \
		.help = words ": " ENTRY_REASON_CODES, .required = true                            \
	}
#define ENTRY_FULL_TIME                                                                            \
	{                                                                                          \
		.name = "full-time", .type = CLI_CHOICE, .value = "ANSWER",                        \
		.choices = "yes no unknown",                                                       \
		.help = "what the authority or a school arranges, with attendance, is full-time"   \
	}

/** The entry of argument 0: itself, or the open one of a child.  @retval CNIS_ENOTFOUND */
cnis_status entry_asked(cli *x, int64_t *ret_id);

/** Name the siblings who are entered, each with the command for it; @p because the route changes.
 */
void entry_offer_siblings(cli *x, int64_t entry, const char *because, const char *command,
                          const char *options);

#endif
