#ifndef CNIS_RULE_AUTHORITY_H
#define CNIS_RULE_AUTHORITY_H

#include <stdbool.h>

/* Authority codes: what is live today, and what an old number may still carry.  The name of a
 * code is rule_authority_name() in rule/identifier.h. */
typedef enum rule_authority_state {
	RULE_AUTHORITY_UNKNOWN,
	RULE_AUTHORITY_LIVE,
	RULE_AUTHORITY_CLOSED, /* replaced; old facts may still name it */
} rule_authority_state;

rule_authority_state rule_authority_state_of(const char *code);

/* On which side of which border somebody lives: what of the Act applies there, rule/border.h. */
typedef enum rule_area {
	RULE_AREA_UNKNOWN,
	RULE_AREA_ENGLAND,
	RULE_AREA_WALES,
	RULE_AREA_SCOTLAND,
	RULE_AREA_NORTHERN_IRELAND,
	RULE_AREA_CROWN_DEPENDENCY,
	RULE_AREA_ABROAD,
} rule_area;

/** The words of those but England: the code list "cross_border", spaces between. */
#define RULE_AREA_WORDS "wales scotland northern_ireland crown_dependency abroad"

/** Of the code of an authority in England, live or not, or of one of RULE_AREA_WORDS. */
rule_area rule_area_of(const char *code);

/** May characters 2 to 4 of a unique pupil number be @p code?  Wales and the pseudo-authorities
 * too: an authority of record need not be in England. */
bool rule_upn_authority(const char *code);

#endif
