#ifndef CNIS_DOMAIN_LIKENESS_NAME_H
#define CNIS_DOMAIN_LIKENESS_NAME_H

#include "domain/likeness.h"

/* How two parts of a name stand to each other, from worst to best. */
typedef enum likeness_part {
	PART_UNKNOWN,  /* one side has none */
	PART_DIFFERS,  /* no word in common */
	PART_PARTLY,   /* some words agree, and both have others */
	PART_INITIAL,  /* one is the initial of the other */
	PART_SOUND,    /* written differently, said alike */
	PART_SLIP,     /* a slip of the keyboard apart */
	PART_FAMILIAR, /* a familiar form */
	PART_WITHIN,   /* one has all the words of the other, and more */
	PART_SAME,
} likeness_part;

typedef struct likeness_names {
	likeness_part given, family;
	bool swapped; /* one side's given names are the other's family name */
	bool former;  /* it took a former name to agree */
	bool preferred;
} likeness_names;

/** Two names. */
likeness_names likeness_name_compare(const likeness_name *a, const likeness_name *b);

#endif
