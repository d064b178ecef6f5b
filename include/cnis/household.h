#ifndef CNIS_HOUSEHOLD_H
#define CNIS_HOUSEHOLD_H

#include <cnis/register.h>

/**
 * @file cnis/household.h
 * The family of one child on one day: its children, its adults, and who has been spoken to when.
 *
 * The rule, one step from the child asked about: a child belongs to the household when on that day
 * it lives at a home the child lives at (its home or an additional one), or shares with it an
 * adult who is a parent or a carer.  An adult belongs to it when on that day it is related to one
 * of these children, or lives at a home of the child asked about.  Everyone says why.
 *
 * A child in two records (cnis/merge.h) is one child, under the record kept, with the facts of
 * both.
 *
 * Reading does not note who looked: a front end calls cnis_access_note() for every child first.
 */

/** Why somebody is here; bits. */
enum {
	CNIS_HOUSEHOLD_ASKED = 1,   /**< the child asked about */
	CNIS_HOUSEHOLD_HOME = 2,    /**< lives at a home of that child (address_id) */
	CNIS_HOUSEHOLD_ADULT = 4,   /**< a child: shares a parent or carer with it (person_id) */
	CNIS_HOUSEHOLD_RELATED = 8, /**< an adult: related to a child of the household (child_id) */
};

/** One child.  Texts are borrowed for the call. */
typedef struct cnis_household_child {
	int64_t child_id;
	unsigned why;
	int64_t address_id;    /**< where it lives together with the child asked about; 0 */
	int64_t person_id;     /**< the first adult they share; 0 */
	const char *full_name; /**< legal name on the day; NULL when none.  Personal data */
	cnis_day born;
	const char *route;     /**< of the entry open on the day; NULL when none */
	cnis_day last_seen;    /**< CNIS_DAY_NONE: never, as far as recorded */
	cnis_day last_reached; /**< somebody answered about this child; CNIS_DAY_NONE: never */
	int64_t duties;        /**< open on the day, of those the reader is shown */
	cnis_day next_review;  /**< due day of the open duty to review; CNIS_DAY_NONE: none */
	cnis_day died;         /**< by the day; CNIS_DAY_NONE: no death is recorded */
} cnis_household_child;

/** One adult and one child of the household it is related to.  Texts are borrowed for the call. */
typedef struct cnis_household_adult {
	int64_t person_id;
	int64_t child_id; /**< 0: lives at the home, and no relationship is recorded */
	unsigned why;
	int64_t address_id;      /**< the home it shares with the child asked about; 0 */
	const char *full_name;   /**< legal name on the day; NULL when none.  Personal data */
	const char *person_kind; /**< parent, carer or other */
	const char *kind;        /**< code list relationship; NULL without a child, so the rest */
	const char *responsibility;       /**< parental responsibility: yes, no or unknown */
	const char *responsibility_basis; /**< code list; NULL when not known */
	const char *has_care;             /**< yes, no or unknown */
	const char *educates;             /**< yes, no or unknown */
	cnis_day last_reached;       /**< the adult answered, about any child of the household */
	const char *last_method;     /**< code list contact_method, then; NULL */
	cnis_day last_reached_child; /**< about this child */
	const char *contact_points;  /**< numbers and e-mail addresses, "; " between, how each may
	                                be used in brackets; NULL: none known.  Personal data */
	const char *language;        /**< ISO 639; NULL: nobody said, so the rest */
	const char *interpreter;     /**< whether one is needed: yes, no or unknown */
	const char *format;          /**< code list communication_format: what the adult can read */
	const char *letters; /**< what was asked about letters: preferred or no_writing, at the
	                        home it shares, "elsewhere: " before it of another address of the
	                        adult; "; " between; NULL: nothing */
} cnis_household_adult;

typedef cnis_status (*cnis_household_child_fn)(const cnis_household_child *child, void *payload,
                                               cnis_error *reterr);
typedef cnis_status (*cnis_household_adult_fn)(const cnis_household_adult *adult, void *payload,
                                               cnis_error *reterr);

/**
 * The children: the one asked about first, the others by reference.  A contact counts as an answer
 * when its outcome is reached, declined, arranged or information_given.
 * @param as_at  CNIS_DAY_NONE: today
 * @retval CNIS_ENOTFOUND  no such child
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_household_children(cnis_register *r, int64_t child_id, cnis_day as_at,
                                             cnis_household_child_fn fn, void *payload,
                                             cnis_error *reterr);

/**
 * The adults, by reference, one row for each child of the household they are related to.
 * @param as_at  CNIS_DAY_NONE: today
 * @retval CNIS_ENOTFOUND  no such child
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_household_adults(cnis_register *r, int64_t child_id, cnis_day as_at,
                                           cnis_household_adult_fn fn, void *payload,
                                           cnis_error *reterr);

#endif
