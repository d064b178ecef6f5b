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

/** The form of the answers, to be released; the answers stay as they are. */
cnis_status interview_form(interview *v, json_t **ret_form);

/**
 * Forget the answers behind the fields of @p form that are wrong, so that they are asked again.
 * @param paths      of the fields, as cnis_form_read_all() and cnis_registration_check() name them
 * @param ret_again  is there one that was asked for?
 */
cnis_status interview_forget(interview *v, json_t *form, const json_t *paths, bool *ret_again);

#endif
