#ifndef CNIS_HISTORY_H
#define CNIS_HISTORY_H

#include <cnis/fact.h>

/**
 * @file cnis/history.h
 * What a child was called, where it lived and which adults were around it, past and present
 * (s. 436C(1)(a) to (c)).
 *
 * Reading does not note who looked: a front end calls cnis_access_note() before it shows a row.
 */

/** One fact.  Texts are borrowed for the call; personal data. */
typedef struct cnis_history {
	const char *what; /**< name, address or adult */
	int64_t id;       /**< of the address or the adult; 0 for a name */
	const char *kind; /**< of the name or residence; of an adult the relationship */
	const char
	    *detail; /**< the name, the address in one line, or the adult's name on the day */
	/** An address: the previous one.  "yes" while less than 12 months passed at the present
	 * home, so that s. 436C(1)(a) asks for it; "unknown" when it is not known since when the
	 * child lives there; else NULL.  Of a child in two records the homes in both count. */
	const char *previous;
	cnis_fact fact;
} cnis_history;

typedef cnis_status (*cnis_history_fn)(const cnis_history *row, void *payload, cnis_error *reterr);

/**
 * Names, then addresses, then adults; each in the order of their first days.  What began after
 * @p as_at is left out, and what ended after it still holds.
 * @param as_at  CNIS_DAY_NONE: today
 * @retval CNIS_ENOTFOUND  no such child
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_child_history(cnis_register *r, int64_t child_id, cnis_day as_at,
                                        cnis_history_fn fn, void *payload, cnis_error *reterr);

#endif
