#ifndef CNIS_DOMAIN_SETTINGS_DUTY_H
#define CNIS_DOMAIN_SETTINGS_DUTY_H

#include "domain/entry.h"

/* 436B(10): information about a provider was included, so the settings are to be considered. */

enum { SETTINGS_DUTY_INPUTS = 64 };

/** The inputs of that duty. */
void settings_duty_inputs(cnis_day included, char buf[SETTINGS_DUTY_INPUTS]);

/** Is it called for, of a provider (0: any the child has) included on @p included: is s. 38 in
 * force that day, and is the provider not known to be within the prescribed amount of time? */
cnis_status settings_duty_called_for(cnis_register *r, int64_t child_id, int64_t provision_id,
                                     cnis_day included, bool *ret, cnis_error *reterr);

/** Open it where it is called for; one a day is enough. */
cnis_status settings_duty_tx(cnis_register *r, const entry_facts *entry, int64_t provision_id,
                             cnis_day included, cnis_error *reterr);

/** A provider was recorded today: the same for the entry that is open, if one is. */
cnis_status settings_provider_included_tx(cnis_register *r, int64_t child_id, int64_t provision_id,
                                          cnis_error *reterr);

#endif
