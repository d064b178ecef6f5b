#ifndef CNIS_TESTS_DOMAIN_MERGE_CASE_H
#define CNIS_TESTS_DOMAIN_MERGE_CASE_H

#include "family.h"

#define TODAY    "2026-11-21"
#define TOMORROW "2026-11-22"

/* Two records of one child, and a third child born a day later. */
extern scene s;
extern cnis_error err;
extern int64_t old, kept, third;

void merge_setup(void);
void merge_teardown(void);

/* The record @p one is no longer used. */
cnis_status merge(int64_t one, int64_t other, bool different);
void merged(int64_t one, int64_t other);
void unmerged(int64_t one);

cnis_status enter(int64_t child, bool on_roll);
/* A verified UPN, "A" or "B". */
void number(int64_t child, const char *value);
/* The newest entry of the journal. */
int64_t last(void);

#endif
