#ifndef CNIS_CLI_FAMILY_H
#define CNIS_CLI_FAMILY_H

#include <cnis/child.h>
#include <cnis/reference.h>

#include "cli/cli.h"

/* What the commands about families share: options, free text in, and who was looked at. */

#define FAMILY_ON(words)                                                                           \
	{                                                                                          \
		.name = "on", .type = CLI_DAY, .value = "DATE", .help = (words)                    \
	}
#define FAMILY_PERSON(words)                                                                       \
	{                                                                                          \
		.name = "person", .type = CLI_REF, .value = "PERSON", .help = (words),             \
		.kind = CNIS_REF_PERSON                                                            \
	}
#define FAMILY_CHILD                                                                               \
	{                                                                                          \
		.name = "child", .type = CLI_REF, .value = "CHILD", .help = "of this child only",  \
		.kind = CNIS_REF_CHILD                                                             \
	}
#define FAMILY_FILE(option, words)                                                                 \
	{                                                                                          \
		.name = (option), .type = CLI_FILE, .value = "FILE", .help = (words)               \
	}

/**
 * Free text from the file of option @p option (`-` is stdin).  Without that option: asked for, or
 * read as one line from stdin, when @p question is not NULL; else none.
 * @param ret_text  free(); NULL when there is none
 */
cnis_status family_text(cli *x, const char *option, const char *question, char **ret_text);

/** The day of option "on", or today. */
cnis_day family_on(const cli *x);

/** Note that one record is about to be shown. */
cnis_status family_note(cli *x, const char *command, int64_t child_id);

/** Children about to be shown by a list; zero it, release with free(ids). */
typedef struct family_set {
	int64_t *ids;
	size_t n, room;
} family_set;

/** @retval CNIS_ENOMEM with x->error set */
cnis_status family_add(cli *x, family_set *set, int64_t child_id);

/** The references of option @p option, commas between; none without it.  @retval CNIS_EINVAL */
cnis_status family_children(cli *x, const char *option, family_set *set);

/** The same of adults. */
cnis_status family_people(cli *x, const char *option, family_set *set);

/** Add every record of a child (see merge), the one kept first; also on failure free(set->ids). */
cnis_status family_records(cli *x, int64_t child_id, family_set *set);
/** Note that they are about to be shown. */
cnis_status family_note_records(cli *x, const char *command, const family_set *set);

/** Note them, each once. */
cnis_status family_note_set(cli *x, const char *command, const char *filter, family_set *set);

/** What an adult has is about to be shown: note every child it is or was related to. */
cnis_status family_note_adult(cli *x, const char *command, int64_t person_id);

/**
 * A list, or one record, under way.  What is wanted stands in it for the walk: a child, a record or
 * 0, and whether everything is wanted; what happened after `on` is left out.
 */
typedef struct family_listing {
	cli *x;
	writer *w;
	cnis_day on;
	int64_t id;
	bool all;
	bool child; /* id is a child's: the rows of every record of the child */
	family_set set;
} family_listing;

typedef cnis_status (*family_walk)(family_listing *l);

/** `NOUN list CHILD`: over every record of the child, note who is looked at as @p command, then
 * write what @p walk hands out. */
cnis_status family_list(cli *x, const char *command, const out_spec *spec, family_walk walk);

/** `NOUN list PERSON`, with `--all` or not: note every child of the adult as @p command, then write
 * what @p walk hands out; of one state of the register. */
cnis_status family_adult(cli *x, const char *command, const out_spec *spec, family_walk walk);

/** What closes a dated record by its number; on none: today. */
typedef cnis_status (*family_end_fn)(cnis_register *r, int64_t id, cnis_day on, cnis_error *reterr);

/** `NOUN end RECORD --on DATE`: @p end of argument 0, a record of kind @p kind; then say @p said.
 */
cnis_status family_end(cli *x, char kind, family_end_fn end, const char *said);

/** Argument 0: a child, or what arrived; where there is none both stay as they are. */
cnis_status family_child_or_intake(cli *x, int64_t *ret_child, int64_t *ret_intake);

/**
 * What shows children nobody has named yet: the rows are read once, of one state of the register,
 * and kept in memory until the children family_see() was told of are noted, each once.
 * @param l       with `x` and what is wanted; the rest zero
 * @param filter  what recomputes the set, for the access log
 */
cnis_status family_rows(family_listing *l, const char *command, const char *filter,
                        const out_spec *spec, family_walk walk);

/**
 * `NOUN show RECORD`: argument 0 is a record of kind @p kind; what @p show reads of it is one state
 * of the register.
 */
cnis_status family_held(cli *x, char kind, cnis_status (*show)(cli *x, int64_t id));

/** A row of that child is about to be written. */
cnis_status family_see(family_listing *l, int64_t child_id);

/** A reference cell, or no value for 0. */
void family_reference(writer *w, char kind, int64_t id);

/** A number cell, or no value for @p none. */
void family_int(writer *w, int64_t value, int64_t none);

/** What stands out about a child: that it has died, or what somebody should find out, in the word
 * `unseen` uses for it; or NULL. */
const char *family_mark(const cnis_child *child);

/** Say, after a change, whether it held the letters about the child, because one of the household
 * has died. */
void family_say_held(cli *x, int64_t child_id);

/** A text cell, or no value for "". */
void family_words(writer *w, const char *text);

#endif
