#ifndef CNIS_INTAKE_H
#define CNIS_INTAKE_H

#include <cnis/document.h>
#include <cnis/register.h>

/**
 * @file cnis/intake.h
 * What arrives, however incomplete, and what became of it.  Nothing that has arrived is closed
 * without an outcome: until then somebody has a duty to say what it is.
 *
 * Days that are CNIS_DAY_NONE or zero mean "not given" in what is handed in.
 */
enum {
	CNIS_INTAKE_SUBJECTS = 20,            /**< most children one of them speaks of */
	CNIS_INTAKE_AT_ONCE = 500,            /**< most of them in one change */
	CNIS_INTAKE_FILES = 32 * 1024 * 1024, /**< most bytes of all files they came with */
	CNIS_INTAKE_BYTES = 4 * 1024 * 1024   /**< most bytes of a file of them */
};

/** A child it speaks of, as far as it says.  Texts are borrowed. */
typedef struct cnis_intake_subject {
	const char *full_name; /**< NULL: not known */
	cnis_day born;         /**< CNIS_DAY_NONE: not known */
	int age;            /**< about so many years on the day it arrived; 0 (or -1 in rows handed
	                       out) when not known */
	const char *sex;    /**< F, M or U; NULL: nobody said */
	const char *upn;    /**< one with a slip too: see cnis_intake_as_given() */
	const char *school; /**< last or present school, as it was given */
	const char *born_said; /**< what is said of it where that is no date and no number of
	                          years: "about 2015" */
} cnis_intake_subject;

/** What arrived.  Set size; texts are borrowed for the call.  Of who tells, what is said and whom
 * it is about anything may be missing, but not all of the last two. */
typedef struct cnis_intake_new {
	size_t size;
	const char *kind;    /**< code list "intake_kind" */
	const char *channel; /**< code list "intake_channel"; NULL: the usual one of the kind */
	cnis_day received;   /**< none: today */
	const char *received_time; /**< HH:MM in London; NULL: nobody noted it */
	const char *teller;        /**< named, anonymous (asked not to be named) or unknown (nobody
	                              knows who); NULL: named with a name or contact, else unknown */
	const char *source;        /**< code list "source"; NULL: unknown */
	const char *teller_name,
	    *teller_contact;   /**< of an anonymous one: for the role safeguarding */
	const char *authority; /**< another authority it came from: its code, a word of the list
	                          "cross_border", or what is known of it */
	const char *adult_name, *telephone, *email, *address, *postcode; /**< of the family */
	const char *document; /**< where a document it came with lies, in the record system */
	const char
	    *file_name; /**< of a file it came with, beside the form; not read here: see file */
	const cnis_document_file *file; /**< the file itself, kept as a document of it; NULL */
	const char *text;               /**< what it says; up to 20,000 characters */
	const char *owner;              /**< login of who is to say what it is; NULL: the actor */
	cnis_day acknowledged; /**< whoever sent it was told that it arrived; none: not yet */
	const cnis_intake_subject *subjects;
	size_t n_subjects;
} cnis_intake_new;

/**
 * Record @p n of them, in one journal entry: all or none.  Each opens the duty to say what it is
 * (LOCAL.intake.triage), counted from the day it arrived.
 * @param ret_ids  @p n numbers; they say nothing on failure
 * @param ret_wrong  which one is refused, from 0; may be NULL; untouched but on a refusal
 * @retval CNIS_EINVAL    nothing in it, no such code, an impossible or future day, too many at
 *                        once (field says which)
 * @retval CNIS_ENOTFOUND no such officer
 * @retval CNIS_EREFUSED  a file of one who asked not to be named, which may name them
 * @retval CNIS_EEXISTS   the same file twice of one of them
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_intake_add(cnis_register *r, const cnis_intake_new *all, size_t n,
                                     int64_t *ret_ids, size_t *ret_wrong, cnis_error *reterr);

/**
 * The fields whose value is none of its kind: a foreign or partial postcode, a UPN with a slip, an
 * odd telephone number or e-mail address, an authority that is not in England nor a word of the
 * list "cross_border", a birth year.  They are kept as given, without a key: nothing is searched
 * by them.
 * @param ret  names of fields, commas between; cut where @p size is too small
 * @return     how many
 */
CNIS_API size_t cnis_intake_as_given(const cnis_intake_new *n, char *ret, size_t size);

/** One of them.  Texts are borrowed for the call; NULL: not known, or not told to the reader. */
typedef struct cnis_intake {
	int64_t id, rev;
	const char *kind, *channel, *received_time, *teller, *source;
	cnis_day received, acknowledged, closed, keep_until;
	int64_t recorded_at;
	const char *teller_name, *teller_contact; /**< of an anonymous one: only to the role
	                                             safeguarding */
	const char *authority;
	const char *adult_name, *telephone, *email, *address, *postcode, *text; /**< NULL once it
	                                                                           was forwarded */
	int64_t group_id;    /**< first of those taken together as one family; 0: alone */
	const char *outcome; /**< code list "intake_outcome"; NULL: nobody has looked yet */
	int64_t duty_id;     /**< its open duty; 0: none */
	cnis_day due;        /**< of that duty */
	const char *owner;   /**< who has that duty; NULL: none */
	int n_subjects, n_children;
	const char *child_name; /**< of the first child it speaks of */
	const char *document;   /**< NULL once it was forwarded */
	cnis_day disposed; /**< what it said was erased then, whatever day is asked; none: not */
} cnis_intake;

typedef cnis_status (*cnis_intake_fn)(const cnis_intake *intake, void *payload, cnis_error *reterr);

/** Which.  Set size; zero means no restriction. */
typedef struct cnis_intake_query {
	size_t size;
	cnis_day as_at;    /**< none: today */
	bool closed_too;   /**< also those with an outcome that closed them by then */
	bool untouched;    /**< only those nobody has looked at */
	bool unconfirmed;  /**< only those sent on whose receipt is waited for; includes closed
	                      ones, which they are */
	bool past_keeping; /**< only those kept longer than was said: their last day is over and
	                      they were not disposed of; includes closed ones */
	const char *owner; /**< login of who has its duty */
	const char *kind;
	const char *outcome;
	int64_t group_id;
	int64_t child_id; /**< linked with this child */
	int64_t limit;    /**< 0: all */
	int64_t after_id; /**< page: those behind this one */
} cnis_intake_query;

/**
 * Walk them, the oldest first.  One that is about a child kept from the reader is not there.
 * @retval CNIS_EINVAL     no query, or one of another version; no such code
 * @retval CNIS_ENOTFOUND  no such officer or child
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_intake_walk(cnis_register *r, const cnis_intake_query *query,
                                      cnis_intake_fn fn, void *payload, cnis_error *reterr);

/**
 * One of them.
 * @retval CNIS_ENOTFOUND no such intake, or none the reader is shown
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_intake_get(cnis_register *r, int64_t id, cnis_intake_fn fn, void *payload,
                                     cnis_error *reterr);

typedef cnis_status (*cnis_intake_subject_fn)(const cnis_intake_subject *subject, void *payload,
                                              cnis_error *reterr);

/** The children one speaks of; none once it was forwarded.  @retval what fn returned */
CNIS_API cnis_status cnis_intake_subject_walk(cnis_register *r, int64_t id,
                                              cnis_intake_subject_fn fn, void *payload,
                                              cnis_error *reterr);

typedef cnis_status (*cnis_intake_child_fn)(int64_t child_id, void *payload, cnis_error *reterr);

/** The children on record it was about.  @retval what fn returned */
CNIS_API cnis_status cnis_intake_child_walk(cnis_register *r, int64_t id, cnis_intake_child_fn fn,
                                            void *payload, cnis_error *reterr);

/** What somebody said it is. */
typedef struct cnis_intake_outcome {
	const char *outcome, *officer, *reason, *authority;
	cnis_day on, sent, keep_until, next;
	cnis_day receipt; /**< forwarded: they confirmed that they have it; none: not, or not yet */
	cnis_day chased;  /**< forwarded: they were last asked again; none */
	bool not_expected; /**< forwarded: no receipt is to be expected, the reason says why */
} cnis_intake_outcome;

typedef cnis_status (*cnis_intake_outcome_fn)(const cnis_intake_outcome *outcome, void *payload,
                                              cnis_error *reterr);

/** Each time somebody said what it is, in order.  @retval what fn returned */
CNIS_API cnis_status cnis_intake_outcome_walk(cnis_register *r, int64_t id,
                                              cnis_intake_outcome_fn fn, void *payload,
                                              cnis_error *reterr);

/** What it is.  Set size. */
typedef struct cnis_intake_triage {
	size_t size;
	int64_t intake_id;
	const char *outcome;     /**< code list "intake_outcome" */
	const int64_t *children; /**< known_child, new_child: whom it is about; at least one */
	size_t n_children;
	const char *reason;    /**< no_action: why; more_needed: what; else may be NULL */
	const char *authority; /**< forwarded: to which, by code or, beyond England, a word of the
	                          list "cross_border"; NULL where it has none, which @p reason
	                          names then */
	cnis_day sent;         /**< forwarded: when; none: today */
	cnis_day keep_until;   /**< forwarded: last day it is kept; none: the setting
	                          intake.forwarded_keep_days */
	cnis_day next;         /**< more_needed: by when the next step is due */
	cnis_day acknowledged; /**< whoever sent it was told that it arrived; none: as it was */
	cnis_day receipt;      /**< forwarded: they have confirmed it already; none: it is waited
	                          for */
	bool not_expected; /**< forwarded: no receipt is to be expected, and why is the reason */
} cnis_intake_triage;

/**
 * Say what it is.  more_needed leaves it open with a dated next step; every other outcome closes
 * it.  Of a known child whoever has the family has it to read, where that is somebody else.  The
 * receipt of what was sent on is waited for (LOCAL.intake.receipt) by who said so, unless it has
 * come or none is to be expected.
 * @retval CNIS_ENOTFOUND no such intake or child, or none the actor is shown
 * @retval CNIS_EREFUSED  it is closed already; or new_child without a child: register it
 * @retval CNIS_EINVAL    no such outcome, something of it is missing or does not belong to it, an
 *                        impossible day (field says which)
 * @retval CNIS_EPERM     somebody else has it, who is not covered for by the actor, and the actor
 * is neither a manager nor has the role safeguarding (what waits in the queue anybody says)
 * @retval CNIS_EPERM     not a manager, and the next step lies beyond the setting intake.next_days,
 *                        more is needed for the third time, or it is kept longer than the setting
 *                        intake.forwarded_keep_days
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_intake_triage_do(cnis_register *r, const cnis_intake_triage *t,
                                           cnis_error *reterr);

/**
 * Whoever it was sent on to confirmed that they have it.
 * @param on  none: today
 * @retval CNIS_ENOTFOUND no such intake, or none the actor is shown
 * @retval CNIS_EREFUSED  it was not sent on, or the receipt is recorded already
 * @retval CNIS_EINVAL    a day in the future or before it was sent on
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_intake_receipt(cnis_register *r, int64_t id, cnis_day on,
                                         cnis_error *reterr);

/**
 * They were asked again.  The duty that waits is closed and another opened from that day, with the
 * same owner.
 * @param on  none: today
 * @retval CNIS_ENOTFOUND no such intake, or none the actor is shown
 * @retval CNIS_EREFUSED  nothing is waited for
 * @retval CNIS_EINVAL    a day in the future, or before it was sent on or last chased
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_intake_chase(cnis_register *r, int64_t id, cnis_day on,
                                       cnis_error *reterr);

/**
 * It was sent on to the wrong place.  Nothing is waited for from there, a manager looks into it
 * (data_incident), and it is open again, with who says so: unless it was disposed of.
 * @param on      it was found out; none: today
 * @param reason  how it came about: 1 to 4000 characters
 * @retval CNIS_ENOTFOUND no such intake, or none the actor is shown
 * @retval CNIS_EREFUSED  it was not sent on, or this is recorded already
 * @retval CNIS_EINVAL    a day in the future or before it was sent on; no reason
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_intake_misdirected(cnis_register *r, int64_t id, cnis_day on,
                                             const char *reason, cnis_error *reterr);

/* ---- many at once: a plan, and putting it into effect ------------------------------------------
 */

/** One row of a plan.  Texts are borrowed for the call. */
typedef struct cnis_intake_planned {
	int64_t intake_id;
	int64_t state;        /**< journal seq of its last change, with that of its duty */
	cnis_day received;    /**< proposing only */
	const char *kind;     /**< proposing only */
	const char *children; /**< names, commas between; proposing only */
	const char *postcode; /**< proposing only */
	const char *group;    /**< rows of one label are taken together; "" alone.  Proposed: the
	                         reference of the first */
	const char *why;      /**< why it is of that family; proposing only */
	const char *owner;    /**< login of who is to say what it is */
	bool acknowledge;     /**< whoever sent it is told that it arrived */
} cnis_intake_planned;

typedef cnis_status (*cnis_intake_planned_fn)(const cnis_intake_planned *row, void *payload,
                                              cnis_error *reterr);

/** Whom to share them out among.  Set size. */
typedef struct cnis_intake_sharing {
	size_t size;
	const char *team;          /**< officers of this team; NULL: of every team */
	const char *const *owners; /**< these officers instead; NULL */
	size_t n_owners;
} cnis_intake_sharing;

/**
 * Propose what is to be done with all that nobody has looked at: what is likely of one family
 * together (the same telephone number, e-mail address or home, or the same postcode with a family
 * name that is alike), and each family to the officer who has the fewest of the plan.  Nothing is
 * written.
 * @retval CNIS_ENOTFOUND  no such officer, or none in that team
 * @retval CNIS_EINVAL     more than CNIS_INTAKE_AT_ONCE of them
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_intake_propose(cnis_register *r, const cnis_intake_sharing *sharing,
                                         cnis_intake_planned_fn fn, void *payload,
                                         cnis_error *reterr);

/** What a plan did, or would do. */
typedef struct cnis_intake_applied {
	int64_t intakes, groups;                  /**< rows; families of more than one of them */
	int64_t acknowledged, allocated, grouped; /**< changed by it */
} cnis_intake_applied;

/**
 * Put a plan into effect in one journal entry.  A row that holds already is passed over, so it can
 * be run again.
 * @param acknowledged  the day the acknowledgements went out; none: today
 * @param ret_wrong     which row is refused, from 0; may be NULL
 * @retval CNIS_ECONFLICT  one of them was changed since the plan was made: make another
 * @retval CNIS_ENOTFOUND  no such intake or officer
 * @retval CNIS_EREFUSED   one of them has its outcome
 * @retval CNIS_EINVAL     one of them twice, too many, or an impossible day (field says which)
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_intake_apply(cnis_register *r, const cnis_intake_planned *rows, size_t n,
                                       cnis_day acknowledged, cnis_intake_applied *ret,
                                       size_t *ret_wrong, cnis_error *reterr);

/**
 * Write a proposal into a new file (0600) as CSV, to be read and edited.  That it was looked at is
 * noted in the access log first.
 * @retval CNIS_EEXISTS  there is a file of that name
 * @retval CNIS_EIO      it cannot be written
 * @retval CNIS_EPERM    it could not be noted
 * @retval CNIS_ENOTFOUND CNIS_EINVAL  as cnis_intake_propose()
 */
CNIS_API cnis_status cnis_intake_plan_write(cnis_register *r, const cnis_intake_sharing *sharing,
                                            const char *path, cnis_intake_applied *ret,
                                            cnis_error *reterr);

/**
 * Read such a file and put it into effect: rows may be taken out, columns but intake, state, group,
 * owner and acknowledge too.
 * @retval CNIS_ENOTFOUND  no such file
 * @retval CNIS_EINVAL     it is no plan (the message names the line)
 * @retval CNIS_ECONFLICT CNIS_EREFUSED  as cnis_intake_apply()
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_intake_plan_apply(cnis_register *r, const char *path,
                                            cnis_day acknowledged, cnis_intake_applied *ret,
                                            cnis_error *reterr);

/* ---- as JSON ----------------------------------------------------------------------------------
 */

/** Intakes that were read.  Release with cnis_intake_doc_free(). */
typedef struct cnis_intake_doc cnis_intake_doc;

/**
 * Read objects one after the other, as a web form or a mailbox gives them: each is one intake.
 * Keys are those of cnis_intake_new, but `children` for the subjects; `schema` is 1; those that
 * begin with "_" are for people and ignored.
 * @param bytes    borrowed for the call
 * @param ret_doc  untouched on failure
 * @retval CNIS_EINVAL  empty, too large, not JSON, a key twice or unknown, a wrong type, an
 *                      impossible date, more than CNIS_INTAKE_AT_ONCE (field is the path in its
 *                      object, the message names the line)
 */
CNIS_API cnis_status cnis_intake_read(const char *bytes, size_t len, cnis_intake_doc **ret_doc,
                                      cnis_error *reterr);

/** NULL is allowed. */
CNIS_API void cnis_intake_doc_free(cnis_intake_doc *doc);

/** What was read, in order; valid until the document is freed. */
CNIS_API const cnis_intake_new *cnis_intake_doc_all(const cnis_intake_doc *doc, size_t *ret_n);

/** The line (from 1) on which the i-th begins; 0 when there is no such. */
CNIS_API int cnis_intake_doc_line(const cnis_intake_doc *doc, size_t i);

#endif
