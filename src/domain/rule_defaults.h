#ifndef CNIS_DOMAIN_RULE_DEFAULTS_H
#define CNIS_DOMAIN_RULE_DEFAULTS_H

#include <cnis/rule.h>

#include "domain/register.h"

/* The settings of a register under the names the calculator gives its inputs. */
enum { RULE_DEFAULTS = 22, RULE_DEFAULT_SIZE = 201 };

/* Points into itself: not to be copied. */
typedef struct rule_defaults {
	size_t n;
	cnis_rule_input in[RULE_DEFAULTS];
	char value[RULE_DEFAULTS][RULE_DEFAULT_SIZE];
} rule_defaults;

/** Those @p rule takes, as they hold on @p on; one that is unset is left out. */
cnis_status rule_defaults_load(cnis_register *r, const cnis_rule *rule, cnis_day on,
                               rule_defaults *ret, cnis_error *reterr);

#endif
