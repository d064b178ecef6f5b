#ifndef CNIS_COURT_ORDER_H
#define CNIS_COURT_ORDER_H

#include <cnis/fact.h>
#include <cnis/register.h>

/**
 * @file cnis/court_order.h
 * Orders of a court about a child, as dated facts: who is bound, in whose favour, until when, and
 * what the order says in its own words.
 *
 * An order is told to everybody who works with the child: it says who may decide, and acting
 * against it is unlawful.  INFERENCE, local policy; src/domain/README.md.
 *
 * Reading does not note who looked: a front end calls cnis_access_note().
 */

enum { CNIS_COURT_ORDER_PERSONS = 16 }; /**< bound, and as many favoured */

/** One order.  Texts and lists are borrowed for the call. */
typedef struct cnis_court_order {
	int64_t id, child_id;
	const char *kind;        /**< code list court_order */
	const char *wording;     /**< the kind in words */
	const char *court;       /**< NULL when not known */
	const char *case_number; /**< personal data; NULL when not known */
	const char *authority;   /**< three digits: the authority it names; NULL */
	const char *education;   /**< it is about the education: yes, no or unknown */
	const char *limits;      /**< in its own words; personal data; NULL */
	const int64_t *bound, *favoured;
	size_t n_bound, n_favoured;
	cnis_fact fact;     /**< from: the day it was made; to: its last day, which may lie ahead */
	const char *effect; /**< what such an order changes, with its section (rule CA1989.order) */
	bool about_education;  /**< to be looked at before the education is decided about */
	bool authority_shares; /**< the authority it names has parental responsibility too */
	bool protects;         /**< somebody from somebody: what must not reach whom it binds? */
} cnis_court_order;

typedef cnis_status (*cnis_court_order_fn)(const cnis_court_order *order, void *payload,
                                           cnis_error *reterr);

/** A new order.  Set size; texts and lists are borrowed. */
typedef struct cnis_court_order_new {
	size_t size;
	int64_t child_id;
	const char *kind;
	const char *court, *case_number, *limits;
	const char *authority;
	const char *education; /**< NULL: unknown */
	const int64_t *bound, *favoured;
	size_t n_bound, n_favoured;
	cnis_fact fact; /**< from is needed; basis NULL: other_statute */
} cnis_court_order_new;

/**
 * Record an order.  One journal entry.
 * @param ret_id  untouched on failure
 * @retval CNIS_ENOTFOUND  no such child or person (field says which)
 * @retval CNIS_EINVAL     an unknown code, an unusable text, no first day, a first day in the
 * future or before birth, or more than CNIS_COURT_ORDER_PERSONS (field says which)
 * @retval CNIS_EREFUSED   made after the child died: see cnis/death.h
 * @retval CNIS_EEXISTS    the same order of the same day is here already (which is said)
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_court_order_add(cnis_register *r, const cnis_court_order_new *n,
                                          int64_t *ret_id, cnis_error *reterr);

/**
 * The order was discharged, or ran out.
 * @param on  last day; none: today
 * @retval CNIS_ENOTFOUND  no such order
 * @retval CNIS_EREFUSED   it has ended already
 * @retval CNIS_EINVAL     in the future or before it was made (field "on")
 * @retval CNIS_EPERM      also: it keeps somebody away, and the actor is neither manager nor
 * safeguarding
 * @retval CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_court_order_end(cnis_register *r, int64_t id, cnis_day on,
                                          cnis_error *reterr);

/**
 * The orders of a child, in order of the day they were made.
 * @param as_at  those that hold on it; CNIS_DAY_NONE: today
 * @param all    past ones too
 * @retval CNIS_ENOTFOUND  no such child
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_court_order_walk(cnis_register *r, int64_t child_id, cnis_day as_at,
                                           bool all, cnis_court_order_fn fn, void *payload,
                                           cnis_error *reterr);

/** One order.  @retval CNIS_ENOTFOUND no such order @retval what fn returned */
CNIS_API cnis_status cnis_court_order_get(cnis_register *r, int64_t id, cnis_court_order_fn fn,
                                          void *payload, cnis_error *reterr);

#endif
