#ifndef CNIS_CLI_MISDIRECTED_H
#define CNIS_CLI_MISDIRECTED_H

#include "cli/cli.h"

/* What went to the wrong place, of the commands that send something on. */

extern const cli_option MISDIRECTED_OPTIONS[];

typedef cnis_status (*misdirected_fn)(cnis_register *r, int64_t id, cnis_day on, const char *reason,
                                      cnis_error *reterr);

/** Take the reference (CNIS_REF_...) and how it came about, record it, and say who looks into it.
 */
cnis_status misdirected_run(cli *x, char letter, misdirected_fn record, int64_t *ret_id);

#endif
