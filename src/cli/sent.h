#ifndef CNIS_CLI_SENT_H
#define CNIS_CLI_SENT_H

#include <cnis/consent.h>
#include <cnis/contact_wish.h>
#include <cnis/reference.h>

#include "cli/family.h"

/* Where something went, and why all the same: options of whatever records that an adult was sent
 * something. */

#define SENT_AT(words)                                                                             \
	{                                                                                          \
		.name = "at", .type = CLI_REF, .value = "PLACE", .help = (words)                   \
	}
#define SENT_DESPITE                                                                               \
	{                                                                                          \
		.name = "despite-wish", .type = CLI_FLAG,                                          \
		.help = "a manager sends it although the adult asked not to be reached so"         \
	}

#define SENT_CONSIDERED                                                                            \
	{                                                                                          \
		.name = "considered", .type = CLI_FLAG,                                            \
		.help = "a manager weighed an order that binds the adult, or limits of contact"    \
	}

/** Name what is to be weighed before something goes to an adult; @p x is the command line. */
cnis_status sent_say_weigh(const cnis_weigh *w, void *x, cnis_error *reterr);

/** It was refused because something is to be weighed first: list it.  Hands @p st back. */
cnis_status sent_refused(cli *x, cnis_status st, int64_t child, int64_t person);

/** Say the next command: who of the decision of a withdrawal is still to be served. */
void sent_next_served(cli *x, int64_t withdrawal);

/**
 * Options "at", "considered" and "despite-wish"; of the latter two the reason, from the file of
 * option "reason-file" or asked for.
 * @param ret_reason  free(); NULL when there is none
 * @retval CNIS_EINVAL  "at" is neither a contact point nor an address
 */
cnis_status sent_take(cli *x, cnis_sent *ret, char **ret_reason);

/** Option "at" alone. */
cnis_status sent_at(cli *x, cnis_sent *ret);

/* The columns sent_cells() fills. */
#define SENT_COLUMNS                                                                               \
	{ .key = "at", .heading = NULL, .type = OUT_TEXT },                                        \
	    { .key = "despite_wish", .heading = "despite", .type = OUT_TEXT },                     \
	{                                                                                          \
		.key = "reason", .heading = NULL, .type = OUT_TEXT                                 \
	}

void sent_cells(writer *w, const cnis_sent_row *sent);

#endif
