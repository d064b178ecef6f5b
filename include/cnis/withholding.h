#ifndef CNIS_WITHHOLDING_H
#define CNIS_WITHHOLDING_H

#include <cnis/fact.h>

/**
 * @file cnis/withholding.h
 * What must not reach whom: an address, a number or e-mail address, the school or the whereabouts
 * of a child, withheld from one person or from all outward.
 *
 * A withholding changes no fact.  While one holds today, whatever shows the fact says `withheld` in
 * its place, searching by it finds nobody, and no sibling or duplicate is suggested by it, whatever
 * day is asked about (domain/withheld.h has the rule).  A place or a number is withheld wherever it
 * stands, in this family and in any other.
 */

/** One withholding.  Texts are borrowed for the call. */
typedef struct cnis_withholding {
	int64_t id, child_id;
	const char *fact;         /**< address, contact_point, school or location */
	int64_t address_id;       /**< of an address; else 0 */
	int64_t contact_point_id; /**< of a contact point; else 0 */
	int64_t person_id;        /**< from whom; 0: from all outward */
	bool refuge;              /**< the address is a refuge */
	int64_t care_of_id;       /**< address to write to instead; 0: none */
	const char *confirmed_by; /**< post or service */
	const char *reason;       /**< NULL: the reader may not see it */
	cnis_fact times;          /**< when it holds, source and basis */
} cnis_withholding;

typedef cnis_status (*cnis_withholding_fn)(const cnis_withholding *withholding, void *payload,
                                           cnis_error *reterr);

/** What to withhold.  Set size; texts are borrowed. */
typedef struct cnis_withholding_new {
	size_t size;
	int64_t child_id;         /**< whose protection it is */
	const char *fact;         /**< as above */
	int64_t address_id;       /**< of the child, or of an adult of the child */
	int64_t contact_point_id; /**< of an adult of the child */
	int64_t person_id;        /**< 0: from all outward */
	int64_t care_of_id;       /**< the address is a refuge, and one writes to this address: a
	                             correspondence address of the child; 0: no refuge */
	const char *confirmed_by; /**< post or service, no names; required; 200 characters */
	const char *reason;       /**< required; 4000 characters */
	cnis_fact times;          /**< from: none is today; to is ignored: it holds until ended */
	const int64_t *also;      /**< other children of the household it is withheld for too */
	size_t n_also;
} cnis_withholding_new;

/**
 * Withhold a fact.  One journal entry.
 * @param ret_id  untouched on failure
 * @retval CNIS_ENOTFOUND  no such child, person, address or contact point, or none of this child's
 *                         family (field says which)
 * @retval CNIS_EINVAL     no such fact, a number from whoever has it, a refuge from one person
 *                         only or without a correspondence address, something missing, or a day in
 *                         the future (field says which)
 * @retval CNIS_EEXISTS    it is withheld already from the same person, or from all outward
 * @retval as for the child itself, of one in also (field "also", the child in front)
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_withhold_add(cnis_register *r, const cnis_withholding_new *n,
                                       int64_t *ret_id, cnis_error *reterr);

/**
 * The withholdings of this very row that hold today, or of the whereabouts of a child who lives
 * there: what the new home or number of a family was withheld by in the change that wrote it
 * (domain/withhold.h).
 * @param address_id  0: of the contact point
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_withhold_walk_of(cnis_register *r, int64_t address_id,
                                           int64_t contact_point_id, cnis_withholding_fn fn,
                                           void *payload, cnis_error *reterr);

/**
 * It is withheld no more: for a manager or the role safeguarding.
 * @param on      last day; none: today
 * @param reason  why it may be shown again: kept with the entry of the journal
 * @retval CNIS_ENOTFOUND  no such withholding
 * @retval CNIS_EREFUSED   it has ended already
 * @retval CNIS_EINVAL     in the future or before it began (field "on"); no reason
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_withhold_end(cnis_register *r, int64_t id, cnis_day on,
                                       const char *reason, cnis_error *reterr);

/**
 * The withholdings for a child that hold on @p as_at (none: today), in order of recording; with
 * @p all past ones too.  Without a child (0) those of every child whose record the actor is shown,
 * child by child.
 * @retval CNIS_ENOTFOUND  no such child
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_withhold_walk(cnis_register *r, int64_t child_id, cnis_day as_at,
                                        bool all, cnis_withholding_fn fn, void *payload,
                                        cnis_error *reterr);

#endif
