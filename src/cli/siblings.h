#ifndef CNIS_CLI_SIBLINGS_H
#define CNIS_CLI_SIBLINGS_H

#include "cli/family.h"

/*
 * The other children of the family, named at every step of one child.  That somebody was reached or
 * that information came may be recorded of them in the same go; suitability, voice and being seen
 * never: for those each child has its own command.
 */

#define SIBLINGS_ALSO                                                                              \
	{                                                                                          \
		.name = "also", .type = CLI_TEXT, .value = "CHILD,...",                            \
		.help = "siblings it concerned too; the note is not copied"                        \
	}

/* Which of them a step can concern. */
typedef enum siblings_which { SIBLINGS_ALL, SIBLINGS_ENTERED, SIBLINGS_NOT_ENTERED } siblings_which;

/**
 * Those of option --also.  On a terminal, without that option, each sibling with an open entry or
 * without is asked about; an empty answer is @p as_a_rule.
 */
cnis_status siblings_ask(cli *x, int64_t child, siblings_which which, bool as_a_rule,
                         family_set *also);

/** Say of whom it was recorded too. */
void siblings_say(const cli *x, const family_set *also);

/**
 * Name the siblings that are not in @p but (may be NULL), each with the command for it: @p command
 * and the words before and after its reference.  Never fails: what was to be done is done.
 */
void siblings_offer(cli *x, int64_t child, siblings_which which, const family_set *but,
                    const char *command, const char *options);

/** The other living children of the household today, as far as the reader is shown them, by
 * reference; free(set->ids). */
cnis_status siblings_find(cli *x, int64_t child, siblings_which which, family_set *set);

#endif
