#ifndef CNIS_COMPLAINT_H
#define CNIS_COMPLAINT_H

#include <cnis/fact.h>

/**
 * @file cnis/complaint.h
 * A complaint about the service: of a child's family, of what arrived, or of nobody's.  It changes
 * nothing about how a family is dealt with: no list of work, priority, review or export reads it,
 * and no rule takes it.  Anybody records one; managers answer it; the officer it is about is never
 * shown it.
 */

/** One complaint.  Texts are borrowed for the call; personal data. */
typedef struct cnis_complaint {
	int64_t id, child_id; /**< child_id 0: of no child */
	const char *kind;     /**< own, ombudsman or data_protection */
	const char *about;    /**< login of the officer complained about; NULL: none */
	const char *words;    /**< what was complained of */
	cnis_day answer_due;  /**< due day of the answer */
	const char *owner;    /**< login of who answers; NULL once closed */
	cnis_day closed;      /**< CNIS_DAY_NONE while open */
	const char *outcome;  /**< code list complaint_outcome; NULL while open */
	const char *reply;    /**< what was answered; NULL while open */
	int64_t duty_id;      /**< the duty to answer */
	cnis_fact fact;       /**< no days */
	int64_t intake_id;    /**< of what arrived; 0: not */
} cnis_complaint;

typedef cnis_status (*cnis_complaint_fn)(const cnis_complaint *complaint, void *payload,
                                         cnis_error *reterr);

/** Set size; zero the rest.  Texts are borrowed for the call. */
typedef struct cnis_complaint_new {
	size_t size;
	int64_t child_id;  /**< 0: of no child */
	const char *kind;  /**< own, ombudsman or data_protection */
	const char *about; /**< login of the officer complained about; NULL: none */
	const char *owner; /**< login of who answers; NULL: a manager who is not complained about */
	const char *words; /**< what was complained of */
	cnis_fact fact;    /**< source, basis, received; no days */
	int64_t intake_id; /**< of what arrived before a child was known; 0: not */
} cnis_complaint_new;

/**
 * Record a complaint.  Opens the duties to acknowledge and to answer it, by local clocks from the
 * day it was received.
 * @param ret_id  untouched on failure
 * @retval CNIS_ENOTFOUND  no such child, intake or officer (field says which)
 * @retval CNIS_EINVAL     an unknown kind or code, no words or no source, a day in the future
 * (field)
 * @retval CNIS_EREFUSED   who is to answer is the officer complained about, or is not shown
 * complaints; or there is nobody else
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_complaint_add(cnis_register *r, const cnis_complaint_new *complaint,
                                        int64_t *ret_id, cnis_error *reterr);

/**
 * Answer a complaint: its duties are met.
 * @param on       none: today
 * @param outcome  code list complaint_outcome
 * @param reply    what was answered; needed
 * @retval CNIS_ENOTFOUND  no such complaint, or it is about the actor
 * @retval CNIS_EREFUSED   it is closed
 * @retval CNIS_EINVAL     an unknown outcome, no words, a day in the future or before it was
 * received (field)
 * @retval CNIS_EPERM      a manager answers it
 * @retval CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_complaint_close(cnis_register *r, int64_t id, cnis_day on,
                                          const char *outcome, const char *reply,
                                          cnis_error *reterr);

/**
 * Complaints open on @p as_at (none: today), but those about the reader, in order of recording.
 * @param all  closed ones too
 * @retval CNIS_EPERM  a manager reads them
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_complaint_walk(cnis_register *r, cnis_day as_at, bool all,
                                         cnis_complaint_fn fn, void *payload, cnis_error *reterr);

/**
 * One complaint.
 * @retval CNIS_ENOTFOUND  no such complaint, or it is about the reader
 * @retval CNIS_EPERM      a manager reads it
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_complaint_get(cnis_register *r, int64_t id, cnis_complaint_fn fn,
                                        void *payload, cnis_error *reterr);

#endif
