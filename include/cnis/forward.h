#ifndef CNIS_FORWARD_H
#define CNIS_FORWARD_H

#include <cnis/register.h>

/**
 * @file cnis/forward.h
 * What goes to another authority about a withdrawal, and what is waited for from there.
 *
 * A school tells the authority of the school's area and the one responsible for the child (s.
 * 434A(5)); a deletion return goes to one of them (S.I. 2024/208 reg. 13(4)).  A child who lives
 * elsewhere is no entry here: the notice is kept as a withdrawal, and the duty "tell_authority" is
 * met by telling the authority there.  What is sent is waited for until it is confirmed, and an
 * application until it is decided; silence is chased.  Who may be told across a border:
 * EA1996.436F.border.
 */

/** Something sent.  Set size; zero the rest. */
typedef struct cnis_forward_new {
	size_t size;
	int64_t withdrawal_id;
	int64_t rev;      /**< the revision shown; 0: whatever it is now */
	const char *what; /**< notice, decision, deletion: NULL: as the withdrawal stands; or
	                     application: passed on to the authority that decides it */
	const char *area; /**< code of an authority or of the list cross_border; NULL: where the
	                     child lives */
	const char *body; /**< who was written to, where no code names it; NULL */
	cnis_day sent;
	const char *method; /**< code list contact_method */
	cnis_day requested; /**< they asked for it, s. 436F(6); CNIS_DAY_NONE */
	const char *basis;  /**< code list basis: another lawful basis than the Act; NULL */
	bool elsewhere;     /**< to an area where the child does not live and which is not
	                       recorded as the relevant authority: a manager says why */
	bool again;         /**< the same goes there again, though it is waited for: says why */
	const char *reason; /**< with either: 1 to 4000 characters; personal data; else NULL */
} cnis_forward_new;

/**
 * Record that it was sent.  Meets the duty to tell or to pass on and opens the one that waits for
 * the receipt, or for the decision.  Final: it has left the building.
 *
 * INFERENCE: the authority responsible for the child (s. 434A(5)(b)) is the one where it lives.
 * Besides that one, the authority that placed the child and, to managers and the role safeguarding,
 * those kept as relevant (s. 434A(13)) may be written to; an application goes to a relevant one.
 *
 * @param ret_id  untouched on failure
 * @retval CNIS_ENOTFOUND  no such withdrawal
 * @retval CNIS_EINVAL     an unknown code, this authority itself, a day in the future or before the
 * notice, a reason missing or without use (field says which)
 * @retval CNIS_EEXISTS    the same went there and is waited for, and it is not said to go again
 * @retval CNIS_EREFUSED   the child lives here; no application waits; it is not the area where the
 * child lives nor of a relevant authority; or nothing lets this authority tell that area, or of a
 * child who lives where it does (EA1996.436F.border)
 * @retval CNIS_EPERM      elsewhere is for a manager to say; an application is passed on by a
 * manager or the role safeguarding; where the child lives is withheld from who sends it
 * @retval CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_forward_send(cnis_register *r, const cnis_forward_new *n, int64_t *ret_id,
                                       cnis_error *reterr);

/**
 * It was decided not to tell where the child lives: nothing in the Act asks for it there.
 * @param reason   1 to 4000 characters; personal data
 * @param ret_id   untouched on failure
 * @retval CNIS_ENOTFOUND  no such withdrawal
 * @retval CNIS_EINVAL     no reason, or a day in the future or before the notice
 * @retval CNIS_EREFUSED   nobody is to be told, or the child lives in England or Wales
 * (EA1996.436F.border)
 * @retval CNIS_EPERM      also: where the child lives is withheld from who decides it
 * @retval CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_forward_none(cnis_register *r, int64_t withdrawal_id, cnis_day on,
                                       const char *reason, int64_t *ret_id, cnis_error *reterr);

/**
 * They confirmed that they have it.
 * @param taken_over  they go on with the case themselves: what is still open here ends
 * @retval CNIS_ENOTFOUND  no such record
 * @retval CNIS_EINVAL     a day in the future or before it was sent; an application is not taken
 * over but decided
 * @retval CNIS_EREFUSED   it was not sent, or confirmed before; or taken over, and the child lives
 * here
 * @retval CNIS_EPERM      also: taken over, and where the child lives is withheld from who says so
 * @retval CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_forward_receipt(cnis_register *r, int64_t id, cnis_day on,
                                          bool taken_over, cnis_error *reterr);

/**
 * They were asked again.  The duty that waits is closed and another opened from that day.
 * @retval CNIS_ENOTFOUND  no such record
 * @retval CNIS_EINVAL     a day in the future, or before it was sent or last chased
 * @retval CNIS_EREFUSED   nothing is waited for
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_forward_chase(cnis_register *r, int64_t id, cnis_day on,
                                        cnis_error *reterr);

/**
 * It went to the wrong place.  Nothing is waited for from there, who it is for is still to be told,
 * and a manager has the duty to look into it as a personal data breach (LOCAL.data-incident).
 * @param reason  how that came about: 1 to 4000 characters; personal data
 * @retval CNIS_ENOTFOUND  no such record
 * @retval CNIS_EINVAL     no reason, or a day in the future or before it was sent
 * @retval CNIS_EREFUSED   it was not sent, or that is recorded already
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_forward_misdirected(cnis_register *r, int64_t id, cnis_day on,
                                              const char *reason, cnis_error *reterr);

/** One of them.  Texts are borrowed for the call. */
typedef struct cnis_forward {
	int64_t id, child_id, withdrawal_id;
	const char *what;
	const char *area;
	const char *body;   /**< NULL */
	cnis_day sent;      /**< or decided not to */
	const char *method; /**< NULL: not sent */
	cnis_day requested, chased, receipt;
	const char *basis;  /**< NULL */
	const char *reason; /**< NULL; personal data */
	bool taken_over;
	bool waiting;        /**< for the receipt, or for the decision */
	const char *officer; /**< login */
	int64_t rev;
	cnis_day misdirected;        /**< found out then to have gone to the wrong place; none */
	const char *misdirected_why; /**< NULL; personal data */
} cnis_forward;

typedef cnis_status (*cnis_forward_fn)(const cnis_forward *forward, void *payload,
                                       cnis_error *reterr);

/**
 * Those sent by @p as_at (none: today), oldest first.  Applications, whose being passed on tells
 * that statute asks for consent, are for managers and the role safeguarding.
 * @param child_id  0: of all
 * @param all       those too of which nothing is waited for
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_forward_walk(cnis_register *r, int64_t child_id, cnis_day as_at, bool all,
                                       cnis_forward_fn fn, void *payload, cnis_error *reterr);

/**
 * One of them.
 * @retval CNIS_ENOTFOUND  no such record, or none for the actor
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_forward_get(cnis_register *r, int64_t id, cnis_forward_fn fn,
                                      void *payload, cnis_error *reterr);

#endif
