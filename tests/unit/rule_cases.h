#ifndef CNIS_TEST_RULE_CASES_H
#define CNIS_TEST_RULE_CASES_H

#include <stddef.h>

/* Cases of the calculator, one row a case; inputs and outputs as "name=value;name=value".  An input
 * without "=" is null. */
typedef struct rule_case {
	const char *id, *in;
	const char *out; /* "!field" for a refusal of that input, "?" for no such rule */
	const char *why; /* a part of the sentence, or NULL */
} rule_case;

typedef struct rule_cases {
	const rule_case *row;
	size_t n;
} rule_cases;

extern const rule_cases rule_cases_act;   /* the Education Act 1996 */
extern const rule_cases rule_cases_law;   /* other statutes, counting days, published standards */
extern const rule_cases rule_cases_local; /* local policy */

#endif
