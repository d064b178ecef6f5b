#ifndef CNIS_RULE_CONTENT_H
#define CNIS_RULE_CONTENT_H

#include <stddef.h>

#include <cnis/rule.h>

#include "rule/threshold.h"

/* What a register holds of a child, s. 436C: the one table of its items. */

/* What makes an item required. */
typedef enum rule_content_when {
	CONTENT_ALWAYS,          /* of every child in the register */
	CONTENT_UNDER_A_YEAR,    /* less than 12 months at the present address, (1)(a) */
	CONTENT_LIVES_ELSEWHERE, /* the child lives at more than one address, (1)(b) */
	CONTENT_ABOVE_THRESHOLD, /* a provider above the prescribed amount of time, (1)(g) */
	CONTENT_SWITCHED_ON,     /* (2): prescribed; (3): the authority considers it appropriate */
	CONTENT_WALES,           /* never of a register in England */
} rule_content_when;

typedef struct rule_content_item {
	cnis_rule rule;        /* id, words (title), citation, setting that switches it on */
	int place;             /* in the order of the section, from 1 */
	const char *paragraph; /* e.g. "436C(1)(a)" */
	const char *basis;     /* legal basis class: code list "basis" */
	rule_content_when when;
} rule_content_item;

/** How many items there are, those for Wales included. */
size_t rule_content_count(void);
/** In the order of the section; NULL beyond the last. */
const rule_content_item *rule_content_at(size_t i);
/** NULL when it is no item's id. */
const rule_content_item *rule_content_find(const char *id);

/* What an item may turn on. */
typedef struct rule_content_in {
	cnis_day on;
	cnis_day at_address_since; /* CNIS_DAY_NONE: not known */
	rule_answer lives_elsewhere;
	rule_answer above; /* the provider: rule_threshold_exceeded() */
	bool switched_on;
} rule_content_in;

/**
 * Does s. 436C ask for the item, once s. 38 is in force?  RULE_NOT_KNOWN when what it turns on is
 * not known: nobody may take it for not asked.
 */
rule_answer rule_content_required(const rule_content_item *item, const rule_content_in *in);

#endif
