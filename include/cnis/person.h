#ifndef CNIS_PERSON_H
#define CNIS_PERSON_H

#include <cnis/address.h>
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

/**
 * One adult.
 * @retval CNIS_ENOTFOUND  no such person
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_person_get(cnis_register *r, int64_t id, cnis_person_fn fn, void *payload,
                                     cnis_error *reterr);

/**
 * Record an adult.  One journal entry.
 * @param kind    parent, carer or other
 * @param name    borrowed
 * @param ret_id  untouched on failure
 * @retval CNIS_EINVAL  unknown kind, or a text is empty, too long or unusable (field says which)
 * @retval CNIS_EPERM CNIS_ENOTFOUND CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as
 * every change
 */
CNIS_API cnis_status cnis_person_add(cnis_register *r, const char *kind, const cnis_name *name,
                                     int64_t *ret_id, cnis_error *reterr);

/**
 * All names of an adult, past ones too, in order of recording.
 * @retval CNIS_ENOTFOUND  no such person
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_person_names(cnis_register *r, int64_t person_id, cnis_name_fn fn,
                                       void *payload, cnis_error *reterr);

/**
 * Give an adult another name.  The present one is closed the day before; nothing is overwritten.
 * @param kind  "legal" or "preferred"
 * @retval CNIS_ENOTFOUND  no such person
 * @retval CNIS_EINVAL     a text is empty, too long or unusable, or the day is in the future or
 * before the present name began (field says which)
 * @retval CNIS_EEXISTS    it is the present name already
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_person_rename(cnis_register *r, int64_t person_id, const char *kind,
                                        const cnis_name *name, cnis_error *reterr);

typedef cnis_status (*cnis_person_child_fn)(int64_t child_id, void *payload, cnis_error *reterr);

/**
 * The children who live with an adult on @p as_at (none: today): related to the adult and at one of
 * its addresses (the same place, the same UPRN, or the same postcode and first line).  Of an adult
 * without a known address: every child it is not said to have no care of.  By child.
 * @retval CNIS_ENOTFOUND  no such person @retval what fn returned
 */
CNIS_API cnis_status cnis_person_lives_with(cnis_register *r, int64_t person_id, cnis_day as_at,
                                            cnis_person_child_fn fn, void *payload,
                                            cnis_error *reterr);

/** An adult's new address.  Set size; all borrowed. */
typedef struct cnis_person_move_new {
	size_t size;
	int64_t person_id;
	const char *kind; /**< home, additional or correspondence; NULL: home */
	const cnis_place *place;
	cnis_fact fact;      /**< from: none: today */
	const int64_t *with; /**< n_with children who move too (kind home only) */
	size_t n_with;
	const int64_t *without; /**< n_without children who stay where they are */
	size_t n_without;
} cnis_person_move_new;

/**
 * Record where an adult lives, and say of each child who lives with it whether it moves too: none
 * is moved, and none is left behind, unsaid.  One journal entry.  The adult's present homes are
 * closed the day before, whoever told of them; a child's as in cnis_child_move().
 * @retval CNIS_ENOTFOUND  no such person
 * @retval CNIS_EINVAL     a child is left unsaid, said twice, or does not live with the adult
 *                         (field with or without); unknown kind, code or postcode, over-long text,
 *                         or a day in the future or before a present home began
 * @retval CNIS_EREFUSED  the child has died and a withdrawal is open, or what the family it joins
 * calls for may not be opened: see cnis/death.h
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_person_move(cnis_register *r, const cnis_person_move_new *n,
                                      int64_t *ret_address_id, cnis_error *reterr);

#endif
