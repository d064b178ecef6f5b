#ifndef CNIS_CLI_LEFT_H
#define CNIS_CLI_LEFT_H

#include "cli/cli.h"

/**
 * The child lives at @p address now: name every adult with the care whose homes on record are other
 * ones, each with the command that moves them; letters go to where they are on record.
 * @param old  only who lives at one of these n_old addresses; NULL: anywhere else
 * Never fails: what was to be done is done.
 */
void left_say(cli *x, int64_t child, int64_t address, const int64_t *old, size_t n_old,
              const char *source);

#endif
