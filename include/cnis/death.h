#ifndef CNIS_DEATH_H
#define CNIS_DEATH_H

#include <cnis/fact.h>

/**
 * @file cnis/death.h
 * A child has died.  One step stops everything about the child; what the family is written about
 * its other children waits for a person.  No cause is asked for or kept.
 */

/** Set size; zero the rest. */
typedef struct cnis_death_new {
	size_t size;
	int64_t child_id;
	cnis_day died;  /**< needed */
	cnis_fact fact; /**< source (needed), basis, received; no days */
} cnis_death_new;

/** What it did. */
typedef struct cnis_death_done {
	int64_t duties;  /**< stopped */
	int64_t told;    /**< officers who have a duty to stop what they arranged */
	int64_t letters; /**< children of the family whose letters are held */
} cnis_death_done;

/**
 * Record that a child has died.  In one change, of every record of the child: open duties end
 * (superseded, event `child.died`), the entry, what is held and open withdrawals end; whoever had
 * one of the duties gets the duty `death_told`; letters about the other children of the family are
 * held, each with the duty `letters_decide`; and the records are held from disposal.  Whoever is
 * registered into the family, moves to it or is related to its adults while letters are held, or
 * while nobody decided about any, is held like the others.
 * @param ret_done  may be NULL; untouched on failure
 * @retval CNIS_ENOTFOUND  no such child
 * @retval CNIS_EEXISTS    it is recorded already
 * @retval CNIS_EINVAL     no day, in the future or before the birth; no source or an unknown code
 * (field)
 * @retval CNIS_EPERM      a manager records it
 * @retval CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_death_record(cnis_register *r, const cnis_death_new *death,
                                       cnis_death_done *ret_done, cnis_error *reterr);

/**
 * When the child died, by @p as_at (none: today).
 * @param ret_died    CNIS_DAY_NONE when no death is recorded
 * @param ret_source  who said so, 64 bytes; "" when none.  May be NULL
 */
CNIS_API cnis_status cnis_death_day(cnis_register *r, int64_t child_id, cnis_day as_at,
                                    cnis_day *ret_died, char ret_source[64], cnis_error *reterr);

#endif
