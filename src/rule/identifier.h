#ifndef CNIS_RULE_IDENTIFIER_H
#define CNIS_RULE_IDENTIFIER_H

#include <stdbool.h>
#include <stddef.h>

/* Shapes and check characters of standards.md 3.  `problem` is "" when valid. */
typedef struct rule_identifier {
	bool valid;
	char normalised[40];
	char problem[96];
} rule_identifier;

rule_identifier rule_upn(const char *value);
rule_identifier rule_uln(const char *value);
rule_identifier rule_nhs(const char *value);
rule_identifier rule_postcode(const char *value);
rule_identifier rule_authority_code(const char *value);
/** Where somebody lives: the code of an authority in England, or a word of the list "cross_border"
 * (rule/authority.h) for anywhere else. */
rule_identifier rule_area_code(const char *value);
rule_identifier rule_uprn(const char *value);

/** A telephone number as E.164 writes it, `+44…` for those of the United Kingdom: however it is
 * spaced, with 0, +44, 0044 or +44 (0) in front.  One without area code or country is none: it
 * could be any. */
rule_identifier rule_telephone(const char *value);

/** Name of the authority with this code, or NULL. */
const char *rule_authority_name(const char *code);

#endif
