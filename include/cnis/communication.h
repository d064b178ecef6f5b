#ifndef CNIS_COMMUNICATION_H
#define CNIS_COMMUNICATION_H

#include <cnis/fact.h>
#include <cnis/register.h>

/**
 * @file cnis/communication.h
 * How an adult is spoken with and written to: the language, whether an interpreter is needed (of
 * British Sign Language too), the format that can be read.  A dated fact; one holds at a time.
 *
 * Where a decision is made, a relative or a child never interprets (rule LOCAL.interpreter): who
 * interpreted is recorded with the contact, the review and the decision on consent.
 */

/** One of them.  Texts are borrowed for the call. */
typedef struct cnis_communication {
	int64_t id, person_id;
	const char *language;    /**< ISO 639: en, cy, pl ...; bfi is British Sign Language */
	const char *interpreter; /**< needed: yes, no or unknown */
	const char *format;      /**< code list communication_format: standard, large_print, ... */
	cnis_fact fact;
} cnis_communication;

typedef cnis_status (*cnis_communication_fn)(const cnis_communication *communication, void *payload,
                                             cnis_error *reterr);

/** A new one.  Set size; zero the rest. */
typedef struct cnis_communication_new {
	size_t size;
	int64_t person_id;
	const char *language;    /**< NULL: en */
	const char *interpreter; /**< NULL: unknown */
	const char *format;      /**< NULL: standard */
	cnis_fact fact;          /**< from: none: today; source, none: parent */
} cnis_communication_new;

/**
 * Record it; what held before ends the day before, and what is said twice of one day is corrected:
 * what is NULL then stays as it was.  One journal entry.
 * @param ret_id  untouched on failure
 * @retval CNIS_ENOTFOUND  no such person
 * @retval CNIS_EINVAL     no language of ISO 639, unknown format, answer, source or basis, a day in
 *                         the future, or one before the day since which another holds, or of
 *                         that day nothing that changes (field says which)
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_communication_set(cnis_register *r, const cnis_communication_new *n,
                                            int64_t *ret_id, cnis_error *reterr);

/**
 * Those of an adult, in order of recording.
 * @param as_at  the one that holds on it; CNIS_DAY_NONE: today
 * @param all    past ones too
 * @retval CNIS_ENOTFOUND  no such person
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_communication_walk(cnis_register *r, int64_t person_id, cnis_day as_at,
                                             bool all, cnis_communication_fn fn, void *payload,
                                             cnis_error *reterr);

#endif
