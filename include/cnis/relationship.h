#ifndef CNIS_RELATIONSHIP_H
#define CNIS_RELATIONSHIP_H

#include <cnis/person.h>

/**
 * @file cnis/relationship.h
 * An adult and a child: what they are to each other, parental responsibility, care, who educates.
 */

/** One relationship with the adult's current name.  Texts are borrowed for the call. */
typedef struct cnis_relationship {
	int64_t id, child_id, person_id;
	const char *kind;                 /**< code list "relationship" */
	const char *responsibility;       /**< parental responsibility: yes, no or unknown */
	const char *responsibility_basis; /**< code list; NULL when not known */
	const char *has_care;             /**< yes, no or unknown */
	const char *educates;             /**< yes, no or unknown: 436C(1)(d) */
	const char *person_kind;          /**< parent, carer or other */
	const char *person_name;          /**< personal data */
	cnis_fact fact;
	const char *evidence;       /**< code list responsibility_evidence; NULL when nobody said */
	const char *contact_limits; /**< personal data; NULL: none known */
} cnis_relationship;

typedef cnis_status (*cnis_relationship_fn)(const cnis_relationship *relationship, void *payload,
                                            cnis_error *reterr);

/** Adults of a child on @p as_at (none: today); with @p all past ones too.  In order of recording.
 * @retval CNIS_ENOTFOUND no such child @retval what fn returned */
CNIS_API cnis_status cnis_relationship_walk(cnis_register *r, int64_t child_id, cnis_day as_at,
                                            bool all, cnis_relationship_fn fn, void *payload,
                                            cnis_error *reterr);

/** The same of an adult: its children, in order of recording.
 * @retval CNIS_ENOTFOUND no such person @retval what fn returned */
CNIS_API cnis_status cnis_person_children(cnis_register *r, int64_t person_id, cnis_day as_at,
                                          bool all, cnis_relationship_fn fn, void *payload,
                                          cnis_error *reterr);

/** What to record.  Set size. */
typedef struct cnis_relationship_new {
	size_t size;
	int64_t child_id, person_id;
	const char *kind;
	const char *responsibility;       /**< NULL: unknown */
	const char *responsibility_basis; /**< NULL: not known */
	const char *has_care;             /**< NULL: unknown */
	const char *educates;             /**< NULL: unknown */
	cnis_fact fact;
	const char *evidence;       /**< NULL: nobody said */
	const char *contact_limits; /**< NULL or "": none known */
	const char *reason;         /**< of a change: why limits of contact end; else NULL */
} cnis_relationship_new;

/**
 * Record what an adult and a child, both known to the register, are to each other.  Where limits of
 * contact stood when they last were, those stand again unless others are given.
 * @param ret_person_id  whose record it became; may be NULL.  Not the one given where that is an
 *                       adult's of a sealed record too: then a record of the same name, of this
 *                       child's own, so that nothing stands between the two (cnis/sight.h)
 * @retval CNIS_ENOTFOUND  no such child or person (field says which)
 * @retval CNIS_EINVAL     an unknown code (field says which)
 * @retval CNIS_EEXISTS    they have a current relationship already
 * @retval CNIS_EREFUSED   it begins after the child died, or what the family it joins calls for may
 *                         not be opened: cnis/death.h
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_relationship_add(cnis_register *r, const cnis_relationship_new *n,
                                           int64_t *ret_id, int64_t *ret_person_id,
                                           cnis_error *reterr);

/**
 * Record an adult the register does not know yet, with the relationship.  One journal entry.
 * @param person_kind    parent, carer or other; NULL: parent
 * @param n              person_id is ignored
 * @param ret_person_id  untouched on failure
 * @retval CNIS_ENOTFOUND  no such child
 * @retval CNIS_EINVAL     an unknown code or unusable text (field says which)
 * @retval CNIS_EREFUSED   it begins after the child died: see cnis/death.h
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_relationship_add_adult(cnis_register *r, const char *person_kind,
                                                 const cnis_name *name,
                                                 const cnis_relationship_new *n,
                                                 int64_t *ret_person_id, cnis_error *reterr);

/**
 * Responsibility, care or limits of contact change: what held is closed the day before and kept; a
 * second change of the same day adds to the first.
 * @param n       what is NULL stays as it is; contact_limits "": there are none any more, which a
 *                manager or the role safeguarding says, with a reason (kept in the journal);
 * fact.from is the first day of the change, none: today
 * @param ret_id  the relationship from then on; untouched on failure
 * @retval CNIS_ENOTFOUND  the two have no present relationship
 * @retval CNIS_EINVAL     an unknown code, an unusable text, nothing that changes, or a day in
 *                         the future or before the first day of what holds (field says which);
 *                         limits that end without a reason
 * @retval CNIS_EREFUSED   limits of contact ask what must not reach the adult, and the child has
 * died
 * @retval CNIS_EPERM      also: limits that end, and the actor is neither manager nor safeguarding
 * @retval CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_relationship_change(cnis_register *r, const cnis_relationship_new *n,
                                              int64_t *ret_id, cnis_error *reterr);

/**
 * End it on @p on (none: today), its last day.
 * @retval CNIS_ENOTFOUND  no such relationship
 * @retval CNIS_EINVAL     in the future or before it began
 * @retval CNIS_EREFUSED   it has ended
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_relationship_end(cnis_register *r, int64_t id, cnis_day on,
                                           cnis_error *reterr);

#endif
