#ifndef CNIS_CLI_DUTY_ROWS_H
#define CNIS_CLI_DUTY_ROWS_H

#include <cnis/duty.h>
#include <cnis/reference.h>

#include "cli/cli.h"

/* The options duty_rows() reads by itself, but for --limit, which its caller does. */
#define DUTY_PAGE                                                                                  \
	{ .name = "limit", .type = CLI_INT, .value = "N", .help = "at most N rows" },              \
	    { .name = "after",                                                                     \
	      .type = CLI_REF,                                                                     \
	      .value = "DUTY",                                                                     \
	      .kind = CNIS_REF_DUTY,                                                               \
	      .help = "go on after this one, the last of the page before" },                       \
	{                                                                                          \
		.name = "no-names", .type = CLI_FLAG,                                              \
		.help = "references only; nothing is noted in the access log"                      \
	}

/* A query that restricts nothing, as at the day asked for. */
cnis_duty_query duty_query(const cli *x);

/** Print the duties of @p q, with names unless --no-names was given: who is shown is noted in the
 * access log before the first row. */
cnis_status duty_rows(cli *x, cnis_duty_query *q, const char *command, const char *title);

#endif
