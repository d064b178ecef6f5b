#ifndef CNIS_CALENDAR_H
#define CNIS_CALENDAR_H

#include <cnis/register.h>

/**
 * @file cnis/calendar.h
 * Days that count and days that do not, beyond weekends: bank holidays added to those carried by
 * the program ("england"), the authority's school holidays ("authority"), one school's ("123456",
 * its URN).
 */

/** One recorded day.  Texts are borrowed for the call. */
typedef struct cnis_calendar_row {
	int64_t id;
	const char *calendar;
	cnis_day day;
	const char *kind;  /**< "open" or "closed" */
	const char *title; /**< "" when none */
	int64_t rev;
} cnis_calendar_row;

typedef cnis_status (*cnis_calendar_fn)(const cnis_calendar_row *row, void *payload,
                                        cnis_error *reterr);

/**
 * Walk the recorded days of @p calendar (NULL: all), by calendar and day.
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_calendar_walk(cnis_register *r, const char *calendar, cnis_calendar_fn fn,
                                        void *payload, cnis_error *reterr);

/** A day to record. */
typedef struct cnis_calendar_day {
	cnis_day day;
	const char *kind;  /**< "open" or "closed" */
	const char *title; /**< NULL when none */
} cnis_calendar_day;

/**
 * Record days, all or none.  A day recorded before is replaced.  Duties do not move: see
 * cnis_duty_recalc().
 * @param calendar  "england", "authority" or a six-digit URN
 * @param ret_n     rows written (days that were the same are left alone); may be NULL
 * @retval CNIS_EINVAL  calendar, day, kind or title (field says which)
 * @retval CNIS_EREFUSED  so many days that the change exceeds 64 MiB; record them in parts
 * @retval CNIS_EPERM   neither manager nor administrator
 * @retval CNIS_ENOTFOUND CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_calendar_add(cnis_register *r, const char *calendar,
                                       const cnis_calendar_day *days, size_t n, int64_t *ret_n,
                                       cnis_error *reterr);

#endif
