#ifndef CNIS_TESTS_DOMAIN_DUTY_CASE_H
#define CNIS_TESTS_DOMAIN_DUTY_CASE_H

#include "domain/change.h"
#include "domain/duty.h"
#include "support.h"

/* What the programs about duties begin with: two more officers, ann and the manager mary, and ways
 * to open, end and read back a duty. */

extern scene s;
extern cnis_error err;
extern const change_spec any;

/** What keep() was last handed, and its texts. */
extern cnis_duty last;
extern char last_state[16], last_owner[64], last_name[64], last_inputs[512];

void setup(void);
void teardown(void);

/** Open one duty inside a change of its own. */
cnis_status open_one(const duty_new *d, int64_t *id);

/** A query duty from today. */
int64_t query_duty(int64_t child, int64_t entry);

/** A child with an open entry and its yearly review; @p ret_entry may be NULL. */
int64_t family(const char *born, const char *from, int64_t *ret_entry);

/** A cnis_duty_fn that keeps what it is handed and counts into the int64_t @p payload, or NULL. */
cnis_status keep(const cnis_duty *d, void *payload, cnis_error *reterr);

cnis_duty get(int64_t id);

/** A query that restricts nothing, as at today. */
cnis_duty_query everything(void);
int64_t count(const cnis_duty_query *q);

/** End one inside a change of its own. */
cnis_status end_one(int64_t id, duty_state state, cnis_day on);

#endif
