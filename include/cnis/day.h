#ifndef CNIS_DAY_H
#define CNIS_DAY_H

#include <stdbool.h>
#include <stdint.h>

#include <cnis/status.h>

/**
 * @file cnis/day.h
 * Days and instants.
 *
 * A ::cnis_day counts civil days from 1970-01-01 and has no time zone.  An instant is UTC seconds
 * from the same start.  "Today" in this register is always the day in London, by the rule of
 * S.I. 2002/262 (summer time from the last Sunday of March to the last Sunday of October, 01:00
 * UTC), whatever the TZ of the process.  Years 1600 to 2999 are supported.  All functions are pure.
 */
typedef int32_t cnis_day;

/** No day given.  Sorts before every real day. */
#define CNIS_DAY_NONE INT32_MIN

/** Bytes needed for cnis_day_iso(), with the closing NUL. */
#define CNIS_DAY_ISO_SIZE 11

/** Bytes needed for cnis_instant_iso(), with the closing NUL ("2026-11-21T22:10:00Z"). */
#define CNIS_INSTANT_ISO_SIZE 21

/** The day of a civil date; CNIS_DAY_NONE when there is no such date. */
CNIS_API cnis_day cnis_day_make(int year, int month, int day);

/** Split @p d.  Any pointer may be NULL.  @p d must not be CNIS_DAY_NONE. */
CNIS_API void cnis_day_split(cnis_day d, int *ret_year, int *ret_month, int *ret_day);

/** Monday is 1, Sunday is 7. */
CNIS_API int cnis_day_weekday(cnis_day d);

/** @p months later; a day that does not exist becomes the last of its month (31 Jan + 1 = 28 Feb).
 */
CNIS_API cnis_day cnis_day_add_months(cnis_day d, int months);

/**
 * Read a date a person typed: `2026-11-21`, `21/11/2026`, `21 Nov 2026`, `21 November 2026`.
 * Two-digit years, impossible dates and month-first dates are not accepted, nor is a date that
 * would be another one with the month first: `04/05/2026`, but `4/4/2026` is only one day.
 *
 * @param text     may be NULL
 * @param ret_day  the day; untouched on failure
 * @retval CNIS_EINVAL  not a date, not one of these forms, or ambiguous: cnis_day_problem()
 */
CNIS_API cnis_status cnis_day_parse(const char *text, cnis_day *ret_day);

/** What to say of a text that cnis_day_parse() refused, and how to type it.  Static, never NULL. */
CNIS_API const char *cnis_day_problem(const char *text);

/** Write `2026-11-21` into @p buf and return it; CNIS_DAY_NONE gives "". */
CNIS_API char *cnis_day_iso(cnis_day d, char buf[CNIS_DAY_ISO_SIZE]);

/** The day in London at @p instant. */
CNIS_API cnis_day cnis_instant_day(int64_t instant);

/** The last second of @p d in London, as an instant. */
CNIS_API int64_t cnis_instant_end_of_day(cnis_day d);

/** Write `2026-11-21T22:10:00Z` into @p buf and return it. */
CNIS_API char *cnis_instant_iso(int64_t instant, char buf[CNIS_INSTANT_ISO_SIZE]);

/**
 * Read `2026-11-21T22:10:00Z`, or a bare date in any form of cnis_day_parse(), which means the end
 * of that day in London.
 *
 * @retval CNIS_EINVAL  neither
 */
CNIS_API cnis_status cnis_instant_parse(const char *text, int64_t *ret_instant);

#endif
