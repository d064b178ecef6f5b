#ifndef CNIS_CONTACT_WISH_H
#define CNIS_CONTACT_WISH_H

#include <cnis/fact.h>
#include <cnis/register.h>

/**
 * @file cnis/contact_wish.h
 * How an adult can be reached safely: which number, e-mail address or home is preferred, at which
 * times, where no message may be left and where nothing may be written to.  Dated facts of a
 * contact point, or of an address where letters go to the adult: what is safe changes.
 */

/** One of them.  Texts are borrowed for the call. */
typedef struct cnis_contact_wish {
	int64_t id, person_id;
	int64_t contact_point_id; /**< 0: of an address */
	int64_t address_id;       /**< 0: of a contact point */
	const char *kind;         /**< code list contact_wish: preferred, safe_times, no_message,
	                             no_writing */
	const char *words;        /**< safe_times: when; NULL.  Personal data */
	cnis_fact fact;
} cnis_contact_wish;

typedef cnis_status (*cnis_contact_wish_fn)(const cnis_contact_wish *wish, void *payload,
                                            cnis_error *reterr);

/** A new one.  Set size; zero the rest. */
typedef struct cnis_contact_wish_new {
	size_t size;
	int64_t contact_point_id;      /**< a number or an e-mail address; 0: an address */
	int64_t person_id, address_id; /**< whose address, and which; 0 */
	const char *kind;
	const char *words; /**< safe_times: when, 1 to 200 characters; else NULL */
	cnis_fact fact;    /**< from: none: today; source, none: parent */
} cnis_contact_wish_new;

/**
 * Where something that goes to an adult went.  A record of it is refused where the adult asked not
 * to be reached so, by the rule LOCAL.contact-wish, unless a manager set the wish aside, and where
 * an order binds them or their contact is limited, unless a manager weighed it.  Zero:
 * nobody said where, and no wish was set aside.
 */
typedef struct cnis_sent {
	int64_t contact_point_id; /**< a number or an e-mail address of the adult; 0 */
	int64_t address_id;       /**< an address of the adult; 0 */
	bool despite_wish; /**< a manager sends it although the adult asked not to be reached so */
	bool considered;   /**< a manager weighed an order that binds the adult, or limits of
	                      contact (cnis_weigh_of()), and sends it all the same */
	const char
	    *reason; /**< why: 1 to 4000 characters, personal data; only with one of the two */
} cnis_sent;

/** The same as it was kept.  Texts are borrowed. */
typedef struct cnis_sent_row {
	int64_t contact_point_id, address_id; /**< 0: nobody said */
	int64_t wish_id;                      /**< what the adult had asked; 0: nothing */
	const char *despite; /**< why it was sent all the same, despite a wish or what was weighed;
	                        NULL.  Personal data */
} cnis_sent_row;

/**
 * Record it.  One journal entry.  What was preferred before, and other safe times of the same
 * point, end the day before.
 * @param ret_id  untouched on failure
 * @retval CNIS_ENOTFOUND  no such contact point, or the adult has no such address on the day
 * @retval CNIS_EINVAL     unknown kind, source or basis, a day in the future, words missing or too
 *                         many, a contact point that did not reach the adult on that day, or a kind
 *                         that means nothing there: no message is left by e-mail (field says which)
 * @retval CNIS_EEXISTS    it is known already
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_contact_wish_add(cnis_register *r, const cnis_contact_wish_new *n,
                                           int64_t *ret_id, cnis_error *reterr);

/**
 * It holds no more.
 * @param on  last day it holds; none: today
 * @retval CNIS_ENOTFOUND  no such record
 * @retval CNIS_EREFUSED   it has ended already
 * @retval CNIS_EINVAL     in the future or before it began (field "on")
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_contact_wish_end(cnis_register *r, int64_t id, cnis_day on,
                                           cnis_error *reterr);

/**
 * Those of an adult, in order of recording.
 * @param as_at  those that hold on it; CNIS_DAY_NONE: today
 * @param all    past ones too
 * @retval CNIS_ENOTFOUND  no such person
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_contact_wish_walk(cnis_register *r, int64_t person_id, cnis_day as_at,
                                            bool all, cnis_contact_wish_fn fn, void *payload,
                                            cnis_error *reterr);

#endif
