#ifndef CNIS_CONSENT_H
#define CNIS_CONSENT_H

#include <cnis/register.h>

/**
 * @file cnis/consent.h
 * Consent to withdraw from school: the test, the application, the decision, the notices.
 *
 * Statute (s. 434A once s. 37 is in force; S.I. 2024/208 reg. 9(2) until then) and the authority's
 * own gates are kept apart in every answer.  The ground of a verdict that rests on child protection
 * is given to an actor with the safeguarding role, and to a manager whether it is statute.  Whoever
 * holds neither role is told of no verdict on which ground it rests: leaving out one of the grounds
 * would tell it.  The rule is LOCAL.gate then, and conditions, gate and authorities are left out.
 */

/** What the gates say.  Texts are borrowed for the call, and "" when there is nothing to say. */
typedef struct cnis_consent_test {
	int64_t id; /**< 0: asked, not recorded */
	int64_t child_id, withdrawal_id;
	const char *stage; /**< notice, application, decision, deletion */
	cnis_day on;
	bool required;
	bool by_statute;  /**< the statute or the regulation requires it */
	bool advise;      /**< a gate set to advise applies */
	const char *rule; /**< the deciding rule */
	int rule_version;
	const char *conditions;  /**< "", "A", "B", "AB" */
	const char *local_gate;  /**< "", "ehc", "child-protection" */
	const char *authorities; /**< relevant authorities, space-separated; "" undetermined */
	bool ground_kept_back;   /**< the actor is told no ground of any verdict that consent is
	                            needed or advised: by_statute says nothing then */
	const char *inputs;      /**< JSON for the calculator EA1996.434A.2; "" without the role */
} cnis_consent_test;

typedef cnis_status (*cnis_consent_test_fn)(const cnis_consent_test *test, void *payload,
                                            cnis_error *reterr);

/**
 * What the verdict would be on @p on (s. 434A, S.I. 2024/208 reg. 9(2), the gates).  Nothing is
 * written; @p fn is called once.
 * @param on  CNIS_DAY_NONE: today
 * @retval CNIS_ENOTFOUND  no such child
 * @retval CNIS_EPERM      an actor who is told no ground asks about a child of whom no notice is
 * kept that is still on a roll, or for another day than today
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_consent_check(cnis_register *r, int64_t child_id, cnis_day on,
                                        cnis_consent_test_fn fn, void *payload, cnis_error *reterr);

/**
 * Every verdict kept for a withdrawal, oldest first; none when there is no such withdrawal.
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_consent_tests(cnis_register *r, int64_t withdrawal_id,
                                        cnis_consent_test_fn fn, void *payload, cnis_error *reterr);

/** An application, s. 434A(6)-(7).  Set size. */
typedef struct cnis_consent_apply_new {
	size_t size;
	int64_t withdrawal_id;
	int64_t rev;           /**< the revision shown; 0: whatever it is now */
	cnis_day applied;      /**< A0; not after today */
	const char *applicant; /**< parent, proprietor */
	int64_t person_id;     /**< the parent, who has a relationship to the child; 0: not known */
	bool parent_agrees;    /**< a proprietor applies with the parent's consent, 434A(7) */
} cnis_consent_apply_new;

/** What an application means.  Filled on success. */
typedef struct cnis_consent_applied {
	int64_t id;
	bool required;        /**< the test at the application */
	bool early;           /**< repeats a refused one within six months, 434A(12) */
	cnis_day must_decide; /**< early only: from then on the authority must decide again */
	cnis_day decide_by;   /**< the duty to decide */
	char pass_to[32];     /**< another authority is the relevant one (434A(13)) and this one has
	                         a duty to pass the application on; "" when not, or when the cause
	                         is kept from this actor */
} cnis_consent_applied;

/**
 * Record an application; the gates are tested at stage "application", the five years ending on its
 * day.  An application that repeats a refused one within six months is kept, and says so: the
 * authority need not decide again yet, but may (434A(12)).
 *
 * @retval CNIS_ENOTFOUND  no such withdrawal or person
 * @retval CNIS_EINVAL     a day in the future or before the notice; a proprietor without the
 * parent's agreement; a person who is no parent of this child (field says which)
 * @retval CNIS_EREFUSED   the pupil has left, the parent changed plan, or an application is open
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_consent_apply(cnis_register *r, const cnis_consent_apply_new *a,
                                        cnis_consent_applied *ret, cnis_error *reterr);

/** A decision: grant, or refuse on one of the two grounds of 434A(6).  No conditions.  Set size. */
typedef struct cnis_consent_decide_new {
	size_t size;
	int64_t withdrawal_id;
	int64_t rev;
	cnis_day decided;
	bool grant;
	const char
	    *ground; /**< refusal: best_interests, no_suitable_arrangements; NULL for a grant */
	const char *reasons;     /**< 1 to 4000 characters; personal data */
	const char *decided_by;  /**< authority that decided; NULL: this one */
	const char *interpreter; /**< code list interpreter; NULL: not said, which is refused where
	                            a parent or carer needs one (rule LOCAL.interpreter) */
} cnis_consent_decide_new;

/**
 * May the actor decide?  To ask before reasons are written: cnis_consent_decide() asks again.
 * @retval CNIS_OK         they may
 * @retval CNIS_ENOTFOUND  no such withdrawal
 * @retval CNIS_EPERM      a manager or the safeguarding role decides
 * @retval CNIS_EBUSY CNIS_ECORRUPT  from the register
 */
CNIS_API cnis_status cnis_consent_may_decide(cnis_register *r, int64_t withdrawal_id,
                                             cnis_error *reterr);

/**
 * Decide the open application, or record what another authority decided; the gates are tested at
 * stage "decision".  Where statute asks for consent, the relevant authority decides (434A(13)):
 * this one only when it is that, or when nobody knows which is.  Where the text does not settle it
 * (a conductor is not known, or the action is over), an authority given in so many words is
 * accepted.  Notices of another authority's decision are its own to serve.
 *
 * @param ret_id  receives the decision; untouched on failure
 * @retval CNIS_ENOTFOUND  no such withdrawal
 * @retval CNIS_EINVAL     a day in the future or before the application; a refusal without exactly
 *                         one ground; a grant with one; no reasons; no such authority
 * @retval CNIS_EREFUSED   no application is open, or consent is not needed and cannot be refused,
 *                         or another authority decides
 * @retval CNIS_EPERM      the cause is child protection: a manager or the safeguarding role decides
 *                         (local policy; the Act does not say who)
 * @retval CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_consent_decide(cnis_register *r, const cnis_consent_decide_new *d,
                                         int64_t *ret_id, cnis_error *reterr);

/** Notice of the decision to one recipient, 434A(8).  Set size. */
typedef struct cnis_consent_serve_new {
	size_t size;
	int64_t withdrawal_id;
	const char *recipient; /**< applicant, other_parent, proprietor */
	int64_t person_id;     /**< other_parent: who */
	cnis_day served;
	const char *method;       /**< code list service_method; NULL when not served */
	int64_t contact_point_id; /**< electronic, to a parent: where; 0: wherever the parent agreed
	                             to it in writing, s. 572(2) */
	const char *not_served;   /**< NULL; "exceptional": another parent is not served because
	                             exceptional circumstances apply, 434A(8)(b) */
	const char *reason; /**< not served, or served after weighing or despite a wish: why, 1 to
	                       4000 characters; personal data */
	bool considered;    /**< a manager weighed what cnis_consent_weigh() hands out, and this
	                       parent is served all the same */
	int64_t address_id; /**< by post, or left there: at which address; 0: not said */
	bool despite_wish;  /**< a manager serves it although the parent asked not to be reached so;
	                       the reason says why */
} cnis_consent_serve_new;

/** A fact to weigh before another parent is served or left out.  Texts are borrowed. */
typedef struct cnis_weigh {
	char letter;       /**< CNIS_REF_WITHHOLDING, CNIS_REF_COURT_ORDER, CNIS_REF_FLAG, or
	                      CNIS_REF_PERSON: this parent, limits of contact */
	int64_t id;        /**< of that record; 0: not told to the reader */
	const char *what;  /**< the fact withheld, the code of the order or flag, or the limits as
	                      they were given (personal data) */
	const char *words; /**< what it is to this parent */
	cnis_day from;     /**< since when; CNIS_DAY_NONE: not known, or not told */
	bool asks;         /**< a manager weighs it before this parent is served */
	bool bears;        /**< and before anything else is sent to this adult (cnis_sent) */
} cnis_weigh;

typedef cnis_status (*cnis_weigh_fn)(const cnis_weigh *fact, void *payload, cnis_error *reterr);

/**
 * What may make it exceptional circumstances, s. 434A(8)(b), that this parent is not served: what
 * is withheld from them or from everybody, limits of contact, every order of a court about the
 * child and those that bind this parent about another, and why the child comes first, as far as the
 * reader is told.  INFERENCE: the Act does not say which circumstances those are; it prompts, and
 * decides nothing.
 * @retval CNIS_ENOTFOUND  no such withdrawal
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_consent_weigh(cnis_register *r, int64_t withdrawal_id, int64_t person_id,
                                        cnis_weigh_fn fn, void *payload, cnis_error *reterr);

/**
 * The same of any child and adult.  Before something is sent to the adult a manager weighs what
 * bears on it: an order that binds them and protects somebody, of a sibling too; prohibited steps,
 * unless the order is about the education; limits of contact.  INFERENCE, local policy.
 * @retval CNIS_ENOTFOUND  no such child or person
 * @retval CNIS_EINVAL     nobody related to the child
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_weigh_of(cnis_register *r, int64_t child_id, int64_t person_id,
                                   cnis_weigh_fn fn, void *payload, cnis_error *reterr);

/**
 * Record one notice of the latest decision, or that a manager decided not to serve another parent.
 * The duty to serve is met when the parent, the proprietor and every other parent with a known
 * address have been served or settled so.
 *
 * @param ret_left  recipients still to be served; may be NULL
 * @retval CNIS_ENOTFOUND  no such withdrawal or person
 * @retval CNIS_EINVAL     a day in the future or before the decision; unknown code; no such other
 *                         parent of this child; electronic to a parent nobody named, or at
 *                         somebody else's contact point; not served although the Act leaves nobody
 *                         out, or without a reason; a wish set aside though none stands against
 *                         it; no such place of the parent's (field "at")
 * @retval CNIS_EEXISTS    that recipient has been served
 * @retval CNIS_EREFUSED   nothing has been decided, or another authority decided and serves; or
 *                         electronic to a parent who has not agreed to it in writing (rule
 *                         EA1996.572.2); or there is something to weigh first, see
 *                         cnis_consent_weigh(); or the parent asked not to be reached so (rule
 *                         LOCAL.contact-wish)
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_consent_serve(cnis_register *r, const cnis_consent_serve_new *s,
                                        int64_t *ret_left, cnis_error *reterr);

typedef cnis_status (*cnis_consent_left_fn)(const char *recipient, int64_t person_id, void *payload,
                                            cnis_error *reterr);

/**
 * Who of a latest decision is not served yet, the applicant first, then the proprietor, then each
 * other parent by reference (@p person_id; else 0).  Where nobody wrote down which parent applied,
 * one of those is the applicant.  Nothing when nothing is decided.
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_consent_left(cnis_register *r, int64_t withdrawal_id,
                                       cnis_consent_left_fn fn, void *payload, cnis_error *reterr);

/**
 * A parent refers the latest decision to the Secretary of State, 434A(10)-(11).
 * @param person_id  the parent; 0: not known
 * @retval CNIS_ENOTFOUND  no such withdrawal or person
 * @retval CNIS_EINVAL     a day in the future or before the decision
 * @retval CNIS_EREFUSED   nothing has been decided
 * @retval CNIS_EEXISTS    referred already, with no outcome yet
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_consent_refer(cnis_register *r, int64_t withdrawal_id, int64_t person_id,
                                        cnis_day referred, cnis_error *reterr);

/**
 * What the Secretary of State did: upheld, directed_grant, directed_refuse, referred_back.
 * A grant may be upheld or referred back; a refusal may also be replaced by a direction.
 * @retval CNIS_ENOTFOUND  no such withdrawal, or no reference waits for an outcome
 * @retval CNIS_EINVAL     unknown outcome, or a day in the future or before the reference
 * @retval CNIS_EREFUSED   a direction on a grant, which 434A(10) does not give
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_consent_outcome(cnis_register *r, int64_t withdrawal_id,
                                          const char *outcome, cnis_day on, cnis_error *reterr);

/** An application with what came of it.  Texts are borrowed for the call. */
typedef struct cnis_consent {
	int64_t id, child_id, withdrawal_id;
	cnis_day applied;
	const char *applicant;
	const char *state;      /**< of the withdrawal */
	cnis_day decided;       /**< CNIS_DAY_NONE while open */
	const char *decided_by; /**< authority; "" while open, or kept from this actor: always
	                           where no ground is told */
	const char *outcome;    /**< granted, refused; "" */
	const char *ground;     /**< "" */
	const char *basis;      /**< rule id as the actor may see it; "" while open */
	cnis_day decide_by;     /**< of the open duty; CNIS_DAY_NONE */
	int64_t served;         /**< notices served */
	int64_t not_served;     /**< other parents not served, 434A(8)(b) */
	cnis_day referred;      /**< CNIS_DAY_NONE */
	const char *reference;  /**< outcome of the reference; "" */
	int64_t person_id;      /**< the parent who applied, or for whom; 0: not known */
} cnis_consent;

typedef cnis_status (*cnis_consent_fn)(const cnis_consent *consent, void *payload,
                                       cnis_error *reterr);

/**
 * Applications, oldest first: of one child (0: all), those undecided only unless @p all.
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_consent_walk(cnis_register *r, int64_t child_id, bool all,
                                       cnis_consent_fn fn, void *payload, cnis_error *reterr);

/** A notice of a decision, or that another parent is not served.  Texts are borrowed. */
typedef struct cnis_consent_service {
	int64_t id, child_id, withdrawal_id;
	const char *recipient;  /**< applicant, other_parent, proprietor */
	int64_t person_id;      /**< the parent; 0: not said, the proprietor, or not shown */
	cnis_day on;            /**< served, or decided not to */
	const char *method;     /**< code list service_method; NULL when not served */
	int64_t address_id;     /**< by post, or left there: which; 0: not said */
	const char *not_served; /**< NULL; "exceptional" */
	const char *reason; /**< why not, or why all the same; NULL: none, or the reader is neither
	                       a manager nor of the role safeguarding.  Personal data */
	int64_t rev;
} cnis_consent_service;

typedef cnis_status (*cnis_consent_service_fn)(const cnis_consent_service *service, void *payload,
                                               cnis_error *reterr);

/**
 * The notices of every decision about a withdrawal, in order of recording.
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_consent_services(cnis_register *r, int64_t withdrawal_id,
                                           cnis_consent_service_fn fn, void *payload,
                                           cnis_error *reterr);

#endif
