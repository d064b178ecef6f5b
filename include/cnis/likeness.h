#ifndef CNIS_LIKENESS_H
#define CNIS_LIKENESS_H

#include <stddef.h>

#include <cnis/day.h>
#include <cnis/status.h>

/**
 * @file cnis/likeness.h
 * How alike two records of a child are, and why: what registration, `child find`, `duplicate list`
 * and matching show.
 */

/** What the comparison comes to. */
typedef enum cnis_likeness_class {
	CNIS_LIKENESS_NONE,   /**< not the same child, as far as can be told */
	CNIS_LIKENESS_LIKELY, /**< perhaps the same child: a person has to look */
	CNIS_LIKENESS_EXACT,  /**< the same child */
} cnis_likeness_class;

/** What one field says. */
typedef struct cnis_likeness_field {
	const char *field;  /**< a constant: family_name, given_names, born, sex, upn, uln, nhs,
	                       address, telephone, parents, school */
	const char *reason; /**< a constant, plain words; never a value */
	int weight;         /**< tenths of a bit; negative speaks against, 0 says nothing */
} cnis_likeness_field;

enum { CNIS_LIKENESS_FIELDS = 12 }; /**< most fields of one comparison */

/** One comparison. */
typedef struct cnis_likeness {
	cnis_likeness_class kind;
	int weight; /**< the sum, tenths of a bit */
	size_t n_fields;
	cnis_likeness_field field[CNIS_LIKENESS_FIELDS];
	const char
	    *rule; /**< a constant: why the class is not what the sum says; NULL when it is */
	const char *limit; /**< a constant: why it would not be exact whatever the sum; NULL when
	                      it would */
} cnis_likeness;

/** A field as people read it: "family name", "NHS number". */
CNIS_API const char *cnis_likeness_field_words(const char *field);

/** "exact", "likely" or "none". */
CNIS_API const char *cnis_likeness_word(cnis_likeness_class kind);

#endif
