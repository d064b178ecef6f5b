#ifndef CNIS_CLI_INTERVIEW_H
#define CNIS_CLI_INTERVIEW_H

#include <jansson.h>

#include "cli/cli.h"

/* The registration of a family asked step by step: answers become the form a file would hold. */
typedef struct interview {
	cli *x;
	json_t *form;
	int64_t draft_id; /* 0: none yet */
} interview;

/** Ask what @p v's form does not answer yet; the draft is saved after every answer. */
cnis_status interview_ask(interview *v);

#endif
