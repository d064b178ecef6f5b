#ifndef CNIS_FACT_H
#define CNIS_FACT_H

#include <cnis/register.h>

/**
 * @file cnis/fact.h
 * What every fact in the register carries: when it held, when it reached us, from whom, and on
 * which legal basis.
 *
 * In every input struct of the headers that use this one, a day that is CNIS_DAY_NONE or zero means
 * "not given": no fact about a child now of school age is as old as 1970-01-01.  In rows handed out
 * a missing day is always CNIS_DAY_NONE.
 */
typedef struct cnis_fact {
	cnis_day from;      /**< first day it held; none: since before we knew */
	cnis_day to;        /**< last day it held; none: still holds */
	cnis_day received;  /**< day it reached the authority; none: today */
	const char *source; /**< code list "source"; NULL: "unknown" */
	const char
	    *basis; /**< code list "basis"; NULL: s436c1 once s. 38 is in force, else s436a */
	int64_t recorded_at; /**< UTC seconds; ignored on input */
	int64_t rev;         /**< journal seq of its last change; ignored on input */
} cnis_fact;

#endif
