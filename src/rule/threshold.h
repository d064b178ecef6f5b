#ifndef CNIS_RULE_THRESHOLD_H
#define CNIS_RULE_THRESHOLD_H

#include <stdbool.h>
#include <stdint.h>

/* An answer that may be missing.  In this order it is the choice "no yes unknown". */
typedef enum rule_answer { RULE_NO, RULE_YES, RULE_NOT_KNOWN } rule_answer;

/*
 * The prescribed amount of time, s. 436C(6): hours in a period, a share of a period, a share of the
 * time receiving education; any one of them or several together.  The register (s. 436C(1)(g)) and
 * the notice to a provider (s. 436E(1)) each have one of their own.
 *
 * Hours and shares are hundredths: 7.5 hours is 750, 20 % is 2000.  -1: not given.
 */
enum { RULE_MEASURES = 3 };

typedef struct rule_threshold {
	int64_t hours;              /* more than these in the period; -1: not prescribed */
	int64_t period_weeks;       /* how many weeks the period is */
	int64_t share_of_period;    /* more than this share of a week; -1: not prescribed */
	int64_t week_hours;         /* hours a week counts as for that share */
	int64_t share_of_education; /* more than this share of all education; -1: not prescribed */
	bool all;                   /* all that are prescribed must be exceeded, else any one */
} rule_threshold;

/* Which figure of a range counts. */
typedef enum rule_range { RULE_RANGE_LOW, RULE_RANGE_MIDDLE, RULE_RANGE_HIGH } rule_range;

/** The hours a week that count.  @p high -1: a number, not a range.  @return -1 when not known */
int64_t rule_hours_counted(int64_t low, int64_t high, rule_range range);

typedef struct rule_amount {
	bool prescribed;
	rule_answer above;                  /* no when nothing is prescribed */
	rule_answer measure[RULE_MEASURES]; /* hours, share of period, share of education */
} rule_amount;

/** Do @p hours a week, of @p total hours of education a week, exceed it?  Both may be -1. */
rule_amount rule_threshold_exceeded(const rule_threshold *t, int64_t hours, int64_t total);

#endif
