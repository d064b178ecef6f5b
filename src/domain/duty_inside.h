#ifndef CNIS_DOMAIN_DUTY_INSIDE_H
#define CNIS_DOMAIN_DUTY_INSIDE_H

/* What the duty_*.c files share and nobody else needs. */
#include <cnis/reference.h>

#include "domain/duty.h"

enum { DUTY_INPUTS_SIZE = 2048, DUTY_KIND_SIZE = 64, DUTY_RULE_SIZE = 64 };

/* A duty as it is duty_kept, in memory of its own. */
typedef struct duty_kept {
	char kind[DUTY_KIND_SIZE], rule[DUTY_RULE_SIZE], inputs[DUTY_INPUTS_SIZE];
	duty_new d; /* texts point above */
	int version;
	bool open;
	int64_t extends_id;
} duty_kept;

/* Calendars a duty may count school days by, the best first. */
typedef struct duty_calendars {
	size_t n;
	char name[2][16];
} duty_calendars;

/** Of the school of @p entry_id (0: none), then of the authority; those with days of their own. */
cnis_status duty_calendars_of(cnis_register *r, int64_t entry_id, cnis_day on, duty_calendars *ret,
                              cnis_error *reterr);

/** The refusal for a duty that is not open any more. */
cnis_status duty_ended_already(cnis_error *reterr);
/** Fail with CNIS_ENOTFOUND: there is no such duty, or none that the actor is shown. */
cnis_status duty_missing(cnis_error *reterr);
/** @retval CNIS_ENOTFOUND no such duty */
cnis_status duty_read_tx(cnis_register *r, int64_t id, duty_kept *k, cnis_error *reterr);
/** Officer who has the duty now; *ret untouched when nobody has. */
cnis_status duty_now_owner(cnis_register *r, int64_t id, int64_t *ret, cnis_error *reterr);
/** @retval CNIS_EINVAL @p officer_id is no current officer */
cnis_status duty_own_tx(cnis_register *r, int64_t duty_id, int64_t child_id, int64_t officer_id,
                        cnis_day from, cnis_error *reterr);
cnis_status duty_disown_tx(cnis_register *r, int64_t id, cnis_day to, cnis_error *reterr);
cnis_status duty_insert_tx(cnis_register *r, const duty_new *d, int version, const char *reason,
                           int64_t extends_id, int64_t *ret_id, cnis_error *reterr);
cnis_status duty_end_row_tx(cnis_register *r, int64_t id, duty_state state, cnis_day on,
                            const char *event, const char *reason, cnis_error *reterr);
/** First open entry or withdrawal of the child that nobody has to do anything about; of child 0:
 * of what has arrived. */
cnis_status duty_forgotten(cnis_register *r, int64_t child_id, bool *ret,
                           char ref[CNIS_REFERENCE_SIZE], cnis_error *reterr);

#endif
