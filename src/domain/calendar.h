#ifndef CNIS_DOMAIN_CALENDAR_H
#define CNIS_DOMAIN_CALENDAR_H

#include <cnis/calendar.h>
#include <cnis/rule.h>

#include "domain/register.h"

/* A calendar as it stands, with the memory it borrows. */
typedef struct calendar_loaded {
	bool found; /* anything recorded under this name ("england" always is) */
	bool own;   /* ... and not the authority's in its place */
	cnis_rule_calendar rule;
	cnis_day *closed, *open;
} calendar_loaded;

/**
 * Load "england" (bank holidays carried by the program and those recorded), "authority" or a URN
 * (recorded days beside the bank holidays) as it stands on @p on.  The bounds of a school calendar
 * are its first and last recorded day: beyond them an answer would be a guess.
 * A URN without days of its own is answered by "authority".
 * @param ret  release with calendar_clear()
 */
cnis_status calendar_load(cnis_register *r, const char *which, cnis_day on, calendar_loaded *ret,
                          cnis_error *reterr);

/** NULL is allowed. */
void calendar_clear(calendar_loaded *c);

#endif
