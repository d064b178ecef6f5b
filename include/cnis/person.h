#ifndef CNIS_PERSON_H
#define CNIS_PERSON_H

#include <cnis/child.h>

/**
 * @file cnis/person.h
 * Adults around a child: parents (s. 576: anyone with parental responsibility or care), carers,
 * others.
 */

/** One adult.  Texts are borrowed for the call. */
typedef struct cnis_person {
	int64_t id;
	const char *uuid;
	const char *kind;        /**< parent, carer or other */
	const char *full_name;   /**< current legal name; personal data */
	const char *given_names; /**< NULL when not told apart */
	const char *family_name; /**< NULL when not told apart */
	cnis_fact fact;
} cnis_person;

typedef cnis_status (*cnis_person_fn)(const cnis_person *person, void *payload, cnis_error *reterr);

/** @retval CNIS_ENOTFOUND no such person @retval what fn returned */
CNIS_API cnis_status cnis_person_get(cnis_register *r, int64_t id, cnis_person_fn fn, void *payload,
                                     cnis_error *reterr);

/**
 * Record an adult.  One journal entry.
 * @param kind    parent, carer or other
 * @param name    borrowed
 * @param ret_id  untouched on failure
 * @retval CNIS_EINVAL  unknown kind, or a text is empty, too long or unusable (field says which)
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY  see change_begin
 */
CNIS_API cnis_status cnis_person_add(cnis_register *r, const char *kind, const cnis_name *name,
                                     int64_t *ret_id, cnis_error *reterr);

#endif
