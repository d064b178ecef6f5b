/* What went to the wrong place. */
#include "cli/misdirected.h"

#include <stdlib.h>

#include "cli/family.h"

const cli_option MISDIRECTED_OPTIONS[] = {
	FAMILY_ON("day it was found out (today)"),
	FAMILY_FILE("reason-file", "how it came about (asked for otherwise)"),
	CLI_OPTIONS_END,
};

cnis_status
misdirected_run(cli *x, char letter, misdirected_fn record, int64_t *ret_id)
{
	char *reason = NULL;
	cnis_status st = cli_arg_ref(x, 0, letter, ret_id);

	if (st == CNIS_OK)
		st = family_text(x, "reason-file", "How did it come about?", &reason);
	if (st == CNIS_OK)
		st = record(x->r, *ret_id, family_on(x), reason, &x->error);
	free(reason);
	if (st == CNIS_OK)
		cli_say(x, "a manager looks into it: ask for it back, or that it is destroyed");
	return st;
}
