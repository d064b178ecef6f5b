#ifndef CNIS_CLI_DUTY_ROWS_H
#define CNIS_CLI_DUTY_ROWS_H

#include <cnis/duty.h>

#include "cli/cli.h"

/* A query that restricts nothing, as at the day asked for. */
cnis_duty_query duty_query(const cli *x);

/** Print the duties of @p q, with names unless --no-names was given: who is shown is noted in the
 * access log before the first row. */
cnis_status duty_rows(cli *x, cnis_duty_query *q, const char *command, const char *title);

#endif
