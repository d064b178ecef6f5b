#ifndef CNIS_CLI_WITHHELD_H
#define CNIS_CLI_WITHHELD_H

#include "cli/cli.h"

/** Say that the new address or contact point (the other 0) is withheld, as the one before was, and
 * who opens it.  Never fails: what was to be done is done. */
void withheld_say(cli *x, int64_t address, int64_t point);

#endif
