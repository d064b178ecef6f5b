#ifndef CNIS_CLI_RELATED_H
#define CNIS_CLI_RELATED_H

#include "cli/cli.h"

/** Say which of these @p n adults nobody recorded as related to the child, and what then.
 * @param slip  what puts it right if it was a slip */
void related_say(cli *x, int64_t child_id, const int64_t *people, size_t n, const char *slip);

#endif
