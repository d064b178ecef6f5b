#ifndef CNIS_CLI_INTERVIEW_INSIDE_H
#define CNIS_CLI_INTERVIEW_INSIDE_H

#include "cli/interview.h"

/* What the files of the interview share. */

/* One question; kinds: t text, d date, b yes or no, h hours, perhaps a range, n telephone number,
 * @ e-mail address, r how the adult is reached first. */
typedef struct question {
	const char *key, *ask;
	char kind;
} question;

/** Ask it until it is answered; the draft is saved. */
cnis_status interview_one(interview *v, json_t *object, const question *q);

/** All of them, up to the one without a key; what was answered before is not asked again. */
cnis_status interview_all(interview *v, json_t *object, const question *q);

/* ---- interview_adult.c */

/** Who an adult is to the children, and how that adult is reached. */
cnis_status interview_adult_ask(interview *v, json_t *parent);

/* ---- interview_reach.c */

/** What is kept to when an adult is reached: only what was not answered yet. */
cnis_status interview_reach_ask(interview *v, json_t *parent);

/** Is it telephone, email or post, and is there such a way to the adult? */
bool interview_reached_by(const json_t *parent, const char *way);

/** The answers as contact points, what is asked of them, and of letters; false when memory is gone.
 */
bool interview_reach_join(json_t *form);

/** The answer behind a field of a contact point of that kind; "" when there is none. */
const char *interview_reach_key(const char *kind, const char *path);

#endif
