#ifndef CNIS_TESTS_DOMAIN_WITHDRAWAL_CASE_H
#define CNIS_TESTS_DOMAIN_WITHDRAWAL_CASE_H

#include <stdbool.h>

#include "family.h"

/* What the programs about withdrawals begin with. */

#define NOW "2026-11-20"

extern scene s;
extern cnis_error err;

void under_the_act(void);
void teardown(void);

/** What the gate says of a child on a roll, or off it. */
cnis_status gate(int64_t child, bool on_roll);

/** What a withdrawal hears of an entry. */
void entered(int64_t child, int64_t entry);

/** One column of a withdrawal. */
int64_t field(int64_t id, const char *column);
bool state_is(int64_t id, const char *state);

#endif
