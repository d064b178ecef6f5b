#ifndef CNIS_DOMAIN_FIND_TERMS_H
#define CNIS_DOMAIN_FIND_TERMS_H

#include <cnis/find.h>

#include "base/names.h"
#include "domain/contact_point.h"

/* A line somebody typed, taken apart: what each term is.  Pure. */
typedef enum find_kind {
	FIND_NAME,
	FIND_CHILD,
	FIND_BORN,
	FIND_NUMBER,
	FIND_POSTCODE,
	FIND_EMAIL
} find_kind;

typedef struct find_term {
	find_kind kind;
	names_word word;  /* FIND_NAME */
	int64_t id;       /* FIND_CHILD */
	cnis_day born;    /* FIND_BORN */
	cnis_day swapped; /* FIND_BORN: day and month the other way; CNIS_DAY_NONE: no such day */
	char value[40];   /* FIND_NUMBER: capitals and digits; FIND_POSTCODE: normalised */
	char key[CONTACT_POINT_KEY]; /* FIND_NUMBER, as a telephone number, "" when it is none;
	                                FIND_EMAIL */
} find_term;

typedef struct find_terms {
	find_term term[CNIS_FIND_TERMS];
	size_t n;
} find_terms;

/** @p text is clean UTF-8 of at most CNIS_FIND_CHARACTERS characters.
 * @retval CNIS_EINVAL  nothing to search for, too many terms, or one that is none (its place) */
cnis_status find_terms_read(const char *text, find_terms *ret, cnis_error *reterr);

#endif
