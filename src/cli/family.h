#ifndef CNIS_CLI_FAMILY_H
#define CNIS_CLI_FAMILY_H

#include "cli/cli.h"

/* What the commands about families share: free text in, and who was looked at. */

/**
 * Free text from the file of option @p option (`-` is stdin).  Without that option: asked for, or
 * read as one line from stdin, when @p question is not NULL; else none.
 * @param ret_text  free(); NULL when there is none
 */
cnis_status family_text(cli *x, const char *option, const char *question, char **ret_text);

/** The day of option "on", or today. */
cnis_day family_on(const cli *x);

/** Note that one child is about to be shown. */
cnis_status family_note(cli *x, const char *command, int64_t child_id);

/** Children about to be shown by a list; zero it, release with free(ids). */
typedef struct family_set {
	int64_t *ids;
	size_t n, room;
} family_set;

/** @retval CNIS_ENOMEM with x->error set */
cnis_status family_add(cli *x, family_set *set, int64_t child_id);

/** Note them, each once. */
cnis_status family_note_set(cli *x, const char *command, const char *filter, family_set *set);

/** A list of one child's records under way: what happened after `on` is left out. */
typedef struct family_listing {
	cli *x;
	writer *w;
	cnis_day on;
} family_listing;

typedef cnis_status (*family_walk)(cnis_register *r, int64_t child_id, family_listing *l,
                                   cnis_error *reterr);

/** `NOUN list CHILD`: note who is looked at as @p command, then write what @p walk hands out. */
cnis_status family_list(cli *x, const char *command, const out_spec *spec, family_walk walk);

/** A reference cell, or no value for 0. */
void family_reference(writer *w, char kind, int64_t id);

/** A number cell, or no value for @p none. */
void family_int(writer *w, int64_t value, int64_t none);

/** A text cell, or no value for "". */
void family_words(writer *w, const char *text);

#endif
