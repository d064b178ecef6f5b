#ifndef CNIS_SETTINGS_CONSIDERATION_H
#define CNIS_SETTINGS_CONSIDERATION_H

#include <cnis/register.h>

/**
 * @file cnis/settings_consideration.h
 * The authority considered the settings it knows of where the child is educated, s. 436B(10).
 */

/** One consideration.  Texts are borrowed for the call. */
typedef struct cnis_settings_consideration {
	int64_t id, child_id, entry_id;
	cnis_day considered;
	const char *note; /**< NULL when none; personal data */
	int64_t officer_id;
	const char *officer; /**< login */
	int64_t rev;
} cnis_settings_consideration;

typedef cnis_status (*cnis_settings_consideration_fn)(const cnis_settings_consideration *row,
                                                      void *payload, cnis_error *reterr);

/** Set size; zero the rest. */
typedef struct cnis_settings_consideration_new {
	size_t size;
	int64_t child_id;
	cnis_day considered; /**< on an open entry; not after today */
	const char *note;    /**< which settings, what came of it; up to 4000 characters */
} cnis_settings_consideration_new;

/**
 * Record it; meets every open duty to consider the settings.
 * @param ret_id   receives the new id; untouched on failure
 * @param ret_met  how many duties it met: 0 before s. 38 is in force; may be NULL
 * @retval CNIS_ENOTFOUND  no such child, or no entry open on the day
 * @retval CNIS_EINVAL     a day in the future, or the note is too long (field says which)
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_settings_consideration_record(cnis_register *r,
                                                        const cnis_settings_consideration_new *row,
                                                        int64_t *ret_id, int *ret_met,
                                                        cnis_error *reterr);

/**
 * Those of one child, newest first.
 * @retval CNIS_ENOTFOUND  no such child
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_settings_consideration_walk(cnis_register *r, int64_t child_id,
                                                      cnis_settings_consideration_fn fn,
                                                      void *payload, cnis_error *reterr);

#endif
