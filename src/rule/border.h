#ifndef CNIS_RULE_BORDER_H
#define CNIS_RULE_BORDER_H

#include <stdbool.h>

#include "rule/authority.h"

/* What of the Act applies where a child lives in another area, and what does not. */

/** May or must this authority give what its register holds? */
typedef enum rule_give {
	RULE_GIVE_MUST,       /* s. 436F(5): of a registered child, to England or Wales */
	RULE_GIVE_LOCAL,      /* of a child who is not registered: policy, LOCAL.forward.send */
	RULE_GIVE_ON_REQUEST, /* s. 436F(6)-(8): to Scotland or Northern Ireland, if appropriate */
	RULE_GIVE_NO_POWER,   /* nothing in the Act: on another lawful basis, or not at all */
} rule_give;

typedef struct rule_border {
	rule_give give;
	bool told_by_school; /* s. 434A(5)(b): the school tells that authority itself too */
	const char *citation;
} rule_border;

/** Of any area, another one in England included.  s. 436F(5) is about a child on the register:
 * @p registered, while s. 38 is in force. */
rule_border rule_border_of(rule_area area, bool registered);

#endif
