#ifndef CNIS_SETTING_H
#define CNIS_SETTING_H

#include <cnis/register.h>

/**
 * @file cnis/setting.h
 * Settings: what the law leaves open and what the authority decides.  Dated and journalled.
 */

/** A setting the program knows.  Texts are static. */
typedef struct cnis_setting {
	const char *name;          /**< e.g. "law.s37.in_force_from" */
	const char *type;          /**< "day", "days", "months", "bytes", "hours", "choice", "text",
	                              "day-of-year",	  "number" (at most two decimals) */
	const char *default_value; /**< "" means unset */
	const char *choices;       /**< space-separated, for "choice"; "" */
	const char *why;           /**< what it decides, and the section or INFERENCE behind it */
} cnis_setting;

/** How many settings there are. */
CNIS_API size_t cnis_setting_count(void);
/** Ordered by name; NULL beyond the last. */
CNIS_API const cnis_setting *cnis_setting_at(size_t i);
/** NULL when there is no such setting. */
CNIS_API const cnis_setting *cnis_setting_find(const char *name);

/**
 * The value on @p on.
 * @param buf           receives it; the default when unset; "" when that is unset too
 * @param ret_from      first day of the value; CNIS_DAY_NONE when it is the default; may be NULL
 * @retval CNIS_ENOTFOUND  no such setting
 */
CNIS_API cnis_status cnis_setting_get(cnis_register *r, const char *name, cnis_day on,
                                      char buf[201], cnis_day *ret_from, cnis_error *reterr);

/**
 * Set it from @p from on (CNIS_DAY_NONE: today).  The older row is closed the day before.  Duties
 * do not move: see cnis_duty_recalc().  Administrator only; final.
 * @retval CNIS_ENOTFOUND  no such setting
 * @retval CNIS_EINVAL     not a value of its type, or earlier than the present row
 * @retval CNIS_EPERM      not an administrator
 * @retval CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_setting_set(cnis_register *r, const char *name, const char *value,
                                      cnis_day from, cnis_error *reterr);

#endif
