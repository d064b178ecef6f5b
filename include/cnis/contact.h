#ifndef CNIS_CONTACT_H
#define CNIS_CONTACT_H

#include <cnis/contact_wish.h>
#include <cnis/register.h>

/**
 * @file cnis/contact.h
 * Attempts to reach a family; those without an answer count too.  Declining a contact is recorded
 * as declined and feeds nothing.
 */

/** One attempt.  Texts are borrowed for the call. */
typedef struct cnis_contact {
	int64_t id, child_id;
	cnis_day on;
	const char *method;    /**< code list contact_method */
	const char *direction; /**< out, in */
	int64_t person_id;     /**< 0 when not known */
	const char *outcome;   /**< code list contact_outcome */
	const char *note;      /**< NULL when none; personal data */
	int64_t officer_id;
	const char *officer; /**< login */
	int64_t rev;
	const char *interpreter; /**< code list interpreter: who interpreted; NULL: nobody said */
	cnis_sent_row sent;
} cnis_contact;

typedef cnis_status (*cnis_contact_fn)(const cnis_contact *contact, void *payload,
                                       cnis_error *reterr);

/** Set size; zero the rest. */
typedef struct cnis_contact_new {
	size_t size;
	int64_t child_id;
	cnis_day on; /**< not after today, not before birth */
	const char *method;
	const char *direction; /**< NULL: out */
	int64_t person_id;
	const char *outcome;
	const char *note; /**< up to 4000 characters */
	/** Siblings it concerned too, NULL for none: the same is recorded of each, without the
	 * note, which is about the child it was written for. */
	const int64_t *also;
	size_t n_also;
	const char *interpreter; /**< code list interpreter; NULL: not said */
	cnis_sent sent;          /**< direction out: where it went, or a message was left */
} cnis_contact_new;

/**
 * Record one, of the child and of the siblings named.  One journal entry.
 * @param ret_id  receives the new id, of the child's; untouched on failure
 * @retval CNIS_ENOTFOUND  no such child or person
 * @retval CNIS_EINVAL     unknown code, impossible day, note too long, or a sibling who is no other
 *                         child of the household today or does not know the person (field says
 *                         which); where it went is no such place of the adult's (field "at"), or
 *                         is said of what came in; a wish set aside though none stands against it,
 *                         without a reason, or a reason alone
 * @retval CNIS_EREFUSED   the adult asked not to be reached so, or one of the adults did and nobody
 *                         said to whom it went (rule LOCAL.contact-wish); or we wrote after the
 *                         child's death, or while letters are held (cnis/hold.h): a call or a
 *                         visit is recorded all the same
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_contact_add(cnis_register *r, const cnis_contact_new *contact,
                                      int64_t *ret_id, cnis_error *reterr);

/**
 * Those of one child, newest first.
 * @retval CNIS_ENOTFOUND  no such child
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_contact_walk(cnis_register *r, int64_t child_id, cnis_contact_fn fn,
                                       void *payload, cnis_error *reterr);

#endif
