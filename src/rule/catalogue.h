/* The tables the catalogue is read from: law, local policy, standards.  Never one in another. */
#ifndef RULE_CATALOGUE_H
#define RULE_CATALOGUE_H

#include <cnis/rule.h>

/* Ordered by id.  A row may have more behind its rule: `step` is its size. */
typedef struct rule_table {
	const cnis_rule *rows;
	size_t n;
	size_t step;
} rule_table;

extern const rule_table rule_law;
extern const rule_table rule_contents; /* items of s. 436C, content.c */
extern const rule_table rule_local;
extern const rule_table rule_local_court; /* local policy too: courts, looked-after children */
extern const rule_table rule_local_door;  /* and: what arrives, what goes out */
extern const rule_table rule_local_hard;  /* and: the hard days */
extern const rule_table rule_local_sight; /* and: who is shown a record, how long it is kept */
extern const rule_table rule_standard;

/* Where the texts of the Education Act 1996 and of the UK GDPR are. */
#define ACT(section)     "https://www.legislation.gov.uk/ukpga/1996/56/section/" section
#define UK_GDPR(article) "https://www.legislation.gov.uk/eur/2016/679/article/" article

/* What most rows share. */
#define NO_CLOCK        .unit = "", .day_one = ""
#define ALWAYS_IN_FORCE .in_force = "", .from = CNIS_DAY_NONE, .to = CNIS_DAY_NONE

#endif
