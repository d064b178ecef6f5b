#ifndef CNIS_TESTS_DOMAIN_CONSENT_CASE_H
#define CNIS_TESTS_DOMAIN_CONSENT_CASE_H

#include <stdbool.h>

#include <cnis/consent.h>

#include "family.h"

/* What the programs about consent begin with: under the Act, a pupil of a special school where this
 * authority arranged the place, a parent, and a notice of home education.  A test that wants
 * another family puts it in their place. */

#define NOW "2026-11-20"

extern scene s;
extern cnis_error err;
extern int64_t child, w, parent;

void setup(void);
void teardown(void);

/** Is the withdrawal in that state? */
bool state_is(const char *state);

/** An application of the parent on that day; @p ret may be NULL. */
cnis_status apply(const char *on, cnis_consent_applied *ret);

/** Grant without a @p ground, else refuse on it. */
cnis_status decide(const char *on, const char *ground);

/** The same, decided by another authority. */
cnis_status decide_by(const char *on, const char *ground, const char *authority);

/** A notice by post on 18 November. */
cnis_status serve(const char *recipient, int64_t person, int64_t *ret_left);

/** What a verdict says to the one who reads it, into 160 bytes. */
cnis_status copy_test(const cnis_consent_test *t, void *payload, cnis_error *reterr);

#endif
