#ifndef CNIS_CLI_COURT_H
#define CNIS_CLI_COURT_H

#include "cli/cli.h"

/** Name the orders of a court that are looked at before the education of the child is decided
 * about.  Never fails: what was to be done is done. */
void court_say(cli *x, int64_t child);

/** The same of a disagreement between parents about the education; court_say() does it too. */
void disagreement_say(cli *x, int64_t child);

#endif
