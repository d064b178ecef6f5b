#ifndef CNIS_REGISTRATION_H
#define CNIS_REGISTRATION_H

#include <cnis/entry.h>
#include <cnis/likeness.h>

/**
 * @file cnis/registration.h
 * A family in one go: children, the adults around them, addresses, reasons, provision and facts, in
 * one transaction with one journal entry.
 *
 * All texts and arrays of a form are borrowed for the call.  Fields are named in errors by their
 * path in the JSON form, e.g. `children[0].born` (see cnis/form.h for the written form).
 */
enum {
	CNIS_FORM_CHILDREN = 20,  /**< most children in one form */
	CNIS_FORM_PARENTS = 20,   /**< most adults */
	CNIS_FORM_ADDRESSES = 20, /**< most addresses */
	CNIS_FORM_LIST = 20,      /**< most members of any list of a child */
};

/** A yes, no or nothing said. */
typedef enum cnis_answer { CNIS_NOT_SAID, CNIS_YES, CNIS_NO } cnis_answer;

typedef struct cnis_form_address {
	const char *line1, *line2, *line3, *town, *county;
	const char *postcode;
	const char *uprn;
	const char *authority; /**< the authority in whose area it is, or code list cross_border;
	                          NULL: this register's own area */
	const char *kind;      /**< home, additional, previous, correspondence; NULL: home */
	cnis_day from, to; /**< from may lie before a child's birth: a child lives there from its
	                      birth at the earliest; to may not */
	const char *place; /**< code list place_kind; NULL: nobody said */
} cnis_form_address;

typedef struct cnis_form_provision {
	const char *kind;
	const char *provider_name, *provider_type;
	const char *place, *web;                 /**< one of each; several: places, webs */
	double hours_week, hours_without_parent; /**< negative: not said */
	cnis_day from;
	double hours_week_high, hours_without_parent_high; /**< 0 or negative: no range */
	const char *provider_address;
	const char *const *places, *const *webs;
	size_t n_places, n_webs;
} cnis_form_provision;

typedef struct cnis_form_flag {
	const char *kind, *authority, *significant_harm, *provision, *confirmed_by, *note, *source;
	cnis_day from, to, reviewed;
} cnis_form_flag;

/** There is none of an item of s. 436C, or it was declined: cnis/content.h. */
typedef struct cnis_form_answer {
	const char *item, *answer, *note;
} cnis_form_answer;

/** What the family chose to answer: cnis/characteristic.h. */
typedef struct cnis_form_characteristic {
	const char *kind;
	const char *answer; /**< NULL: declined must be true */
	bool declined;
	const char *given_by; /**< parent or child; NULL: who notified */
} cnis_form_characteristic;

typedef struct cnis_form_school {
	const char *name; /**< NULL: no school in the form */
	const char *urn;
	cnis_answer on_roll;   /**< is the name still on the school's roll?  Not said, with no
	                          day of removal: taken as yes */
	cnis_day left;         /**< when the name was deleted from the roll */
	cnis_day notice;       /**< the parent's written notice to the school */
	cnis_day leave;        /**< the day after which the child will not attend */
	const char *placement; /**< mainstream, special, independent_special, unit, private; NULL:
	                        * mainstream
	                        */
	const char *placed_by; /**< authority that arranged the place; NULL: none */
} cnis_form_school;

/** An order of a court about a child of the form: cnis/court_order.h. */
typedef struct cnis_form_order {
	const char *kind, *court, *case_number, *authority, *education, *limits, *source;
	cnis_day from, to;
	const int *binds, *favours; /**< which of the form's adults */
	size_t n_binds, n_favours;
} cnis_form_order;

typedef struct cnis_form_child {
	const char *full_name, *given_names, *family_name, *preferred_name;
	cnis_day born;
	const char *sex; /**< F, M, U; NULL: U */
	const char *upn, *uln, *nhs;
	const char *route; /**< NULL: home_education */
	cnis_day
	    from; /**< first day eligible on the route; none: the day the name left the roll, else
	             the day after the last day at school, else the day of the notification */
	const char *reason;
	const char *const *further_reasons;
	size_t n_further_reasons;
	const char *reason_by_school;
	const char *prior_setting;
	cnis_form_school school;
	const int *addresses; /**< which of the form's addresses; NULL: all */
	size_t n_addresses;
	const cnis_form_provision *provision;
	size_t n_provision;
	const cnis_form_flag *flags;
	size_t n_flags;
	const cnis_form_answer *answers;
	size_t n_answers;
	const cnis_form_characteristic *characteristics;
	size_t n_characteristics;
	const char
	    *held_basis; /**< of a route that is no entry (cnis/held.h): code list "held_basis" */
	cnis_day held_basis_on; /**< none: the day of the notification */
	const char *for_health; /**< on a roll and absent: yes, no, unknown */
	const cnis_form_order *orders;
	size_t n_orders;
} cnis_form_child;

/** How an adult is reached: cnis/contact_point.h. */
typedef struct cnis_form_contact_point {
	const char *kind; /**< telephone, mobile, email; NULL: telephone */
	const char *value;
	cnis_day from;
	const char *const *wishes; /**< how it may be used (cnis/contact_wish.h): preferred,
	                              no_message, no_writing */
	size_t n_wishes;
	const char *safe_times; /**< when it is safe; NULL: nothing was said */
} cnis_form_contact_point;

typedef struct cnis_form_parent {
	const char *full_name, *given_names, *family_name;
	const char *kind;           /**< parent, carer, other; NULL: parent */
	const char *relationship;   /**< NULL: parent */
	const char *responsibility; /**< yes, no, unknown; NULL: unknown */
	const char *responsibility_basis;
	const char *has_care, *educates; /**< yes, no, unknown; NULL: unknown */
	const int *children;             /**< which of the form's children; NULL: all */
	size_t n_children;
	const int *addresses; /**< which of the form's addresses; NULL: all of kind home */
	size_t n_addresses;
	int64_t person_id; /**< an adult the register has: only the relationships, and how it is
	                      reached where that is not known, are new; 0 */
	const cnis_form_contact_point *contact_points;
	size_t n_contact_points;
	const int *do_not_write_to; /**< which of the adult's addresses nothing may be written to */
	size_t n_do_not_write_to;
	const int *write_to; /**< the one letters go to first; of numbers and addresses together,
	                        one is preferred */
	size_t n_write_to;
	/** cnis/communication.h; all NULL: nothing was said, and nothing is recorded. */
	const char *language, *interpreter, *format;
	const char *responsibility_evidence; /**< cnis/relationship.h: what was seen of it; NULL:
	                                        nobody said */
	const char *contact_limits;          /**< personal data; NULL: none known */
} cnis_form_parent;

/** The whole form.  Set size. */
typedef struct cnis_form {
	size_t size;
	cnis_day notified;            /**< the authority was told; none: today */
	const char *notified_by;      /**< code list "source"; NULL: parent */
	const char *basis;            /**< NULL: see cnis_fact */
	const char *owner;            /**< login of the named officer; NULL: the actor */
	const char *batch;            /**< import or job this belongs to; NULL: none */
	bool confirmed_not_duplicate; /**< somebody looked at the likely duplicates: they are other
	                                 children, and nobody is asked about these pairs again */
	const cnis_form_child *children;
	size_t n_children;
	const cnis_form_parent *parents;
	size_t n_parents;
	const cnis_form_address *addresses;
	size_t n_addresses;
	const char *not_duplicate_reason; /**< why a child that looks the same in everything is
	                                     another: a manager says so, beside
	                                     confirmed_not_duplicate; NULL */
	const int64_t *intakes; /**< what had arrived about the family: each is closed in the same
	                           change with the outcome new_child (cnis/intake.h) */
	size_t n_intakes;
} cnis_form;

/** What the look before saving found. */
typedef enum cnis_registration_kind {
	CNIS_REGISTRATION_PROBLEM,   /**< a field is wrong: nothing can be saved */
	CNIS_REGISTRATION_DUPLICATE, /**< the same child is here: needs confirmed_not_duplicate and
	                                a manager with not_duplicate_reason */
	CNIS_REGISTRATION_LIKELY,    /**< perhaps the same child: needs confirmed_not_duplicate */
	CNIS_REGISTRATION_SIBLING,   /**< a child who lives at the same address */
	CNIS_REGISTRATION_NUMBER,    /**< a number of the child is held by one here: nothing can be
	                                saved */
	CNIS_REGISTRATION_ORDER,     /**< an order of a court about a child here binds an adult of
	                                the form, or is about one who lives at the same address:
	                                to be read; it stops nothing.  Not told of an import */
	CNIS_REGISTRATION_DIED, /**< the same child, or perhaps, has died (LOCAL.death): needs what
	                           a duplicate does */
} cnis_registration_kind;

/** One finding.  Borrowed for the call. */
typedef struct cnis_registration_note {
	cnis_registration_kind kind;
	const char *field;   /**< e.g. "children[0].born" */
	const char *rule;    /**< "" when none */
	const char *message; /**< no personal data */
	int64_t child_id;    /**< the child already here; 0 for a problem */
	const cnis_likeness
	    *likeness; /**< how alike the two are, field by field; NULL for a problem and an order
	                */
} cnis_registration_note;

typedef cnis_status (*cnis_registration_fn)(const cnis_registration_note *note, void *payload,
                                            cnis_error *reterr);

/**
 * Look before saving: every problem of the form, duplicates and siblings.  Reads only.
 * A code, an officer or an item the register has not is a wrong field too.
 * @retval CNIS_OK  looked; what was found went to @p fn
 * @retval what fn returned, when that is not CNIS_OK
 */
CNIS_API cnis_status cnis_registration_check(cnis_register *r, const cnis_form *form,
                                             cnis_registration_fn fn, void *payload,
                                             cnis_error *reterr);

/** What was saved, by position in the form; 0 where nothing was. */
typedef struct cnis_registration {
	size_t n_children, n_parents, n_addresses;
	int64_t child_id[CNIS_FORM_CHILDREN];
	int64_t entry_id[CNIS_FORM_CHILDREN];
	int64_t withdrawal_id[CNIS_FORM_CHILDREN]; /**< the notification kept for it */
	int64_t person_id[CNIS_FORM_PARENTS];
	int64_t address_id[CNIS_FORM_ADDRESSES];
	size_t n_refused; /**< children whose entry a gate refused: kept as a withdrawal.  A child
	                     with a withdrawal and no entry beyond these is a pupil until its last
	                     day there: enter it then */
	bool elsewhere[CNIS_FORM_CHILDREN]; /**< lives in another area and leaves a school: the
	                     notice is kept and nobody is entered; that authority is told */
	bool border[CNIS_FORM_CHILDREN]; /**< and it lies where the Act does not ask that anybody is
	                     told: only when they ask, or on another basis */
} cnis_registration;

/**
 * Save the family.  When a child is still on a school roll and consent is needed, the notification
 * is kept with the child and its withdrawal process, other children are entered, and the answer is
 * CNIS_EREFUSED with ret_saved filled (n_refused > 0): the one case in which a refusal leaves
 * something behind.  A child who lives elsewhere and leaves a school is kept with its withdrawal
 * and not entered: see cnis/forward.h.
 *
 * @param ret_saved  filled on CNIS_OK, and on CNIS_EREFUSED by a consent gate; else untouched
 * @retval CNIS_EINVAL    a field is wrong; the first one (cnis_registration_check() lists all)
 * @retval CNIS_EEXISTS   the same child is here, or likely, and not confirmed; or a number of the
 * child is held by one here (field "children[i]")
 * @retval CNIS_EPERM     only a manager says that a child who looks the same is another (field
 * "not_duplicate_reason")
 * @retval CNIS_EREFUSED  a child is not eligible (EA1996.436B.2), or is as like as one who has died
 * (LOCAL.death; field "children[i]"), and no manager said with a reason that it is another: nothing
 * was kept; or consent is needed, see above
 * @retval CNIS_ENOTFOUND an adult said to be here (person_id), or an intake, is not
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_registration_save(cnis_register *r, const cnis_form *form,
                                            cnis_registration *ret_saved, cnis_error *reterr);

#endif
