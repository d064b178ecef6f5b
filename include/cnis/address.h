#ifndef CNIS_ADDRESS_H
#define CNIS_ADDRESS_H

#include <cnis/fact.h>

/**
 * @file cnis/address.h
 * Places, and who lives there when.  A move closes one residence and opens another.
 */

/** A place with the residence that led to it.  Texts are borrowed for the call; personal data. */
typedef struct cnis_residence {
	int64_t id;         /**< of the residence */
	int64_t address_id; /**< of the place */
	int64_t child_id;   /**< 0 when an adult's */
	int64_t person_id;  /**< 0 when a child's */
	const char *kind;   /**< home, additional, previous or correspondence */
	const char *line1, *line2, *line3, *town, *county, *postcode,
	    *uprn; /**< NULL when none; of a place that is withheld line1 is "withheld", and nothing
	              else is said (cnis/withholding.h) */
	const char *authority;  /**< three digits, or code list cross_border; NULL when not known */
	cnis_fact fact;         /**< of the residence */
	const char *place_kind; /**< code list: dwelling, site, mooring, temporary, care_of,
	                           no_fixed_abode; NULL: nobody said */
} cnis_residence;

typedef cnis_status (*cnis_residence_fn)(const cnis_residence *residence, void *payload,
                                         cnis_error *reterr);

/** A place to record.  Set size. */
typedef struct cnis_place {
	size_t size;
	const char *line1, *line2, *line3, *town, *county; /**< NULL: none; 200 characters each */
	const char *postcode;                              /**< any spacing; NULL: none */
	const char *uprn;                                  /**< NULL: none */
	const char *authority;  /**< three-digit code of the area, or code list cross_border for a
	                           place outside England; NULL: not known */
	const char *place_kind; /**< code list place_kind; NULL: nobody said.  no_fixed_abode has an
	                           authority and nothing else, and may be a home (436B(3)) */
} cnis_place;

/** Residences of a child that hold on @p as_at (none: today), homes first; with @p all past ones
 * too.
 * @retval CNIS_ENOTFOUND no such child @retval what fn returned */
CNIS_API cnis_status cnis_child_residences(cnis_register *r, int64_t child_id, cnis_day as_at,
                                           bool all, cnis_residence_fn fn, void *payload,
                                           cnis_error *reterr);

/** The same of an adult.  @retval CNIS_ENOTFOUND no such person @retval what fn returned */
CNIS_API cnis_status cnis_person_residences(cnis_register *r, int64_t person_id, cnis_day as_at,
                                            bool all, cnis_residence_fn fn, void *payload,
                                            cnis_error *reterr);

/** Other children who live at an address of this child on @p as_at: siblings, as a rule.  By child.
 * The residence handed out is theirs.  @retval CNIS_ENOTFOUND no such child @retval what fn
 * returned */
CNIS_API cnis_status cnis_child_household(cnis_register *r, int64_t child_id, cnis_day as_at,
                                          cnis_residence_fn fn, void *payload, cnis_error *reterr);

/**
 * Record where a child lives from fact->from on (none: today).  A present home from the same source
 * is closed the day before; one from another source stands, and the two are then in conflict: a
 * reason to find out (see unseen).  A home that a source tells of and another told of before, by
 * UPRN or by postcode and first line, is the same address: confirmed, not in conflict.
 * @param kind  home, additional or correspondence
 * @retval CNIS_ENOTFOUND  no such child
 * @retval CNIS_EINVAL     unknown kind, code or postcode, over-long text, or a day in the future or
 *                         before the present home began (field says which)
 * @retval CNIS_EREFUSED  it begins after the child died: see cnis/death.h
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_child_move(cnis_register *r, int64_t child_id, const char *kind,
                                     const cnis_place *place, const cnis_fact *fact,
                                     int64_t *ret_address_id, cnis_error *reterr);

/**
 * A child no longer lives at an address, and nothing takes its place.
 * @param on  its last day there; none: yesterday (today when it began today)
 * @retval CNIS_ENOTFOUND  no such child, or not a present address of this child (field says which)
 * @retval CNIS_EINVAL     @p on is in the future or before it began
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_child_leave(cnis_register *r, int64_t child_id, int64_t address_id,
                                      cnis_day on, cnis_error *reterr);

/**
 * Sources gave different homes (see cnis_child_move()) and somebody found out which is right: it
 * stands, the present homes from other sources are closed.  One journal entry.
 * @param address_id  the one that stands
 * @param on          last day of the others; none: yesterday (today for what began today)
 * @param ret_closed  how many were closed; may be NULL; untouched on failure
 * @retval CNIS_ENOTFOUND  no such child
 * @retval CNIS_EREFUSED   not a present home of the child, or no other source contradicts it
 * @retval CNIS_EINVAL     @p on is in the future or before one of the others began
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_child_settle(cnis_register *r, int64_t child_id, int64_t address_id,
                                       cnis_day on, int *ret_closed, cnis_error *reterr);

#endif
