#ifndef CNIS_RULE_SETTINGS_H
#define CNIS_RULE_SETTINGS_H

#include <cnis/register.h>
#include <cnis/rule.h>

/**
 * @file cnis/rule_settings.h
 * What one register makes of a rule: its settings and calendars, as the calculator takes them.
 */

/** The context of one rule, with the memory it borrows. */
typedef struct cnis_rule_settings cnis_rule_settings;

/**
 * Read what rule @p id falls back to on @p on (CNIS_DAY_NONE: today): in-force dates, gates, the
 * school year, the local number of days or months, and the calendars.
 *
 * @param calendar  whose school days: a URN; NULL: the authority's.  A school without a calendar of
 *                  its own takes the authority's.
 * @param ret  release with cnis_rule_settings_free(); untouched on failure
 * @retval CNIS_ENOTFOUND  no such rule
 */
CNIS_API cnis_status cnis_rule_settings_load(cnis_register *r, const char *id, const char *calendar,
                                             cnis_day on, cnis_rule_settings **ret,
                                             cnis_error *reterr);

/** Borrowed from @p s; NULL for NULL, which cnis_rule_eval() takes as nothing given. */
CNIS_API const cnis_rule_context *cnis_rule_settings_context(const cnis_rule_settings *s);

/** NULL is allowed. */
CNIS_API void cnis_rule_settings_free(cnis_rule_settings *s);

#endif
