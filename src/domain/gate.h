#ifndef CNIS_DOMAIN_GATE_H
#define CNIS_DOMAIN_GATE_H

#include <cnis/consent.h>

#include "domain/change.h"
#include "domain/sight.h"
#include "rule/consent.h"

/*
 * The consent gates: facts in, verdict out, and the verdict kept.  The rules themselves are in
 * rule/consent.c; here they only get their inputs.
 */

/* What the process knows that no dated fact of the child says. */
typedef struct gate_place {
	const char *placement; /* NULL: mainstream */
	const char *placed_by; /* NULL: no authority */
	bool for_home;         /* the purpose is education otherwise than at school */
	bool not_known;        /* ... and it is not, because nobody said what for */
} gate_place;

enum { GATE_INPUTS_SIZE = 1024, GATE_AUTHORITIES_SIZE = 32 };

typedef struct gate_verdict {
	rule_consent out;
	int rule_version;
	char inputs[GATE_INPUTS_SIZE]; /* flat JSON for the calculator EA1996.434A.2 */
	char conditions[3];            /* "", "A", "B", "AB" */
	const char *local_gate;        /* "", "ehc", "child-protection"; static */
	char authorities[GATE_AUTHORITIES_SIZE];
	bool protection; /* it rests on child protection: condition B or that gate */
} gate_verdict;

/**
 * Try the gates for a pupil on a roll, with the facts and settings of @p facts_on.
 * @param on  the day of the application, where there is one: the five years end on it
 * @retval CNIS_ENOTFOUND  no such child
 */
cnis_status gate_ask(cnis_register *r, int64_t child_id, const gate_place *place, cnis_day facts_on,
                     cnis_day on, gate_verdict *ret, cnis_error *reterr);

/** Keep a verdict.  @p stage: notice, application, decision, deletion. */
cnis_status gate_keep_tx(cnis_register *r, int64_t child_id, int64_t withdrawal_id,
                         const char *stage, cnis_day on, const gate_verdict *v, cnis_error *reterr);

/** Refuse: consent is needed and was not given, in the words that fit who asks. */
cnis_status gate_refuse(const cnis_register *r, const gate_verdict *v, const char *where,
                        cnis_error *reterr);

/** Leave out of @p test what the reader is not told of its ground; how much is left. */
sight_ground gate_withhold(const cnis_register *r, cnis_consent_test *test);

/** The rule a decision rests on, as the reader may see it; "" stays "". */
const char *gate_rule_shown(const cnis_register *r, const char *rule);

#endif
