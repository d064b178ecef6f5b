#ifndef CNIS_TOLD_H
#define CNIS_TOLD_H

#include <cnis/contact_wish.h>
#include <cnis/register.h>

/**
 * @file cnis/told.h
 * What the adults of a child were told, and when: the privacy notice, the pack on rights and
 * support, the sheet of what is held.  One row for each adult: parents are told separately.
 */

/** One telling.  Texts are borrowed for the call. */
typedef struct cnis_told {
	int64_t id, child_id, person_id;
	const char *kind;     /**< code list told: privacy_notice, support_pack, what_we_hold */
	const char *version;  /**< of the notice or pack; of a sheet, the day it shows */
	const char *language; /**< ISO 639: en, cy, ...; bfi is British Sign Language */
	cnis_day on;          /**< sent or given */
	const char *method;   /**< code list contact_method */
	int64_t officer_id;
	const char *officer; /**< login: who recorded it */
	int64_t rev;
	cnis_sent_row sent;
} cnis_told;

typedef cnis_status (*cnis_told_fn)(const cnis_told *told, void *payload, cnis_error *reterr);

/** Set size; zero the rest. */
typedef struct cnis_told_new {
	size_t size;
	int64_t child_id;
	int64_t person_id; /**< related to the child, on any day */
	const char *kind;
	/** Up to 60 characters.  NULL: the one in use on the day, setting told.<kind>.version; of
	 * what_we_hold: the day. */
	const char *version;
	const char *language; /**< NULL: the adult's (cnis/communication.h), else en */
	cnis_day on;          /**< not after today, not before birth */
	const char *method;
	/** Siblings it was about too, NULL for none: the same is recorded of each. */
	const int64_t *also;
	size_t n_also;
	cnis_sent sent; /**< where it went */
} cnis_told_new;

/**
 * Record that an adult was told, of the child and of the siblings named.  One journal entry.
 * @param ret_id  receives the new id, of the child's; untouched on failure
 * @retval CNIS_ENOTFOUND  no such child or person
 * @retval CNIS_EINVAL     unknown code or language, no version and none in use, impossible day, or
 *                         a sibling who is no other child of the household today or does not know
 *                         the person (field says which); where it went is no such place of the
 * adult's (field "at"); a wish set aside though none stands against it, without a reason, or a
 * reason alone
 * @retval CNIS_EREFUSED   it is after the child's death, or on a day since letters are held until
 *                         somebody decides (cnis/hold.h); or the adult asked not to be reached so
 *                         (rule LOCAL.contact-wish)
 * @retval CNIS_EEXISTS    this version was given to the adult on that day already
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_told_add(cnis_register *r, const cnis_told_new *told, int64_t *ret_id,
                                   cnis_error *reterr);

/**
 * What was told about one child, newest first.
 * @retval CNIS_ENOTFOUND  no such child
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_told_walk(cnis_register *r, int64_t child_id, cnis_told_fn fn,
                                    void *payload, cnis_error *reterr);

/** An adult who was never sent it about a child.  Texts are borrowed for the call. */
typedef struct cnis_told_missing {
	int64_t child_id;
	int64_t person_id;       /**< 0: no such adult is recorded */
	const char *version;     /**< of the edition sent last; NULL: none was */
	cnis_day on;             /**< when; CNIS_DAY_NONE */
	const char *child_name;  /**< NULL unless asked for.  Personal data */
	const char *person_name; /**< the same */
	bool held;               /**< letters about the child wait: cnis/hold.h */
} cnis_told_missing;

typedef cnis_status (*cnis_told_missing_fn)(const cnis_told_missing *missing, void *payload,
                                            cnis_error *reterr);

/** Set size; zero the rest. */
typedef struct cnis_told_missing_query {
	size_t size;
	const char *kind;    /**< code list told */
	const char *edition; /**< "current": the one in use on the day; NULL: any */
	cnis_day as_at;      /**< none: today */
	bool with_names;     /**< fill the names (logged by the caller) */
} cnis_told_missing_query;

/**
 * Walk the adults who have the care of a child on the register or parental responsibility for it (a
 * parent or carer also where nobody said who has the care) and were never sent it about that child,
 * or not that edition; a child of whom no such adult is recorded once, without.  Not a child who
 * has died.  By child, then adult.
 * @retval CNIS_EINVAL  a query of another version, no such kind, an edition of a sheet, or none in
 * use (field "kind" or "edition")
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_told_missing_walk(cnis_register *r, const cnis_told_missing_query *query,
                                            cnis_told_missing_fn fn, void *payload,
                                            cnis_error *reterr);

typedef cnis_status (*cnis_told_person_fn)(int64_t person_id, void *payload, cnis_error *reterr);

/**
 * Parents and carers of the child today who were never given the privacy notice and of whom no
 * address, number or e-mail address is on record.  The duty to give it does not wait for them: what
 * nobody can do is not owed (UK GDPR Art. 14(5)(b)); they are still to be told once they can be.
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_told_unreached(cnis_register *r, int64_t child_id, cnis_told_person_fn fn,
                                         void *payload, cnis_error *reterr);

#endif
