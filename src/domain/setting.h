#ifndef CNIS_DOMAIN_SETTING_H
#define CNIS_DOMAIN_SETTING_H

#include <cnis/setting.h>

#include "domain/register.h"

/* Settings as they stood on a day; inside or outside a change. */

/** The value into @p buf (cut never: values are at most 200 bytes); the default when unset. */
cnis_status setting_text(cnis_register *r, const char *name, cnis_day on, char buf[201],
                         cnis_error *reterr);
cnis_status setting_int(cnis_register *r, const char *name, cnis_day on, int64_t *ret,
                        cnis_error *reterr);
/** CNIS_DAY_NONE when unset: a section without an in-force date is not in force. */
cnis_status setting_day(cnis_register *r, const char *name, cnis_day on, cnis_day *ret,
                        cnis_error *reterr);

/** Write one value from @p from on inside an open change (CNIS_DAY_NONE: today; an in-force date
 * that has passed holds from that date).  As cnis_setting_set(), without the check of who asks. */
cnis_status setting_set_tx(cnis_register *r, const char *name, const char *value, cnis_day from,
                           cnis_error *reterr);

/** Is section 37, 38 or 39 of the 2026 Act in force here on @p on? */
cnis_status setting_in_force(cnis_register *r, int section, cnis_day on, bool *ret,
                             cnis_error *reterr);

#endif
