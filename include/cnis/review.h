#ifndef CNIS_REVIEW_H
#define CNIS_REVIEW_H

#include <cnis/register.h>

/**
 * @file cnis/review.h
 * Reviews of the education (the authority's own policy, LOCAL.review.yearly).
 *
 * A review without any meeting is a desk review and always says so.  An adverse outcome (setting
 * review.adverse) is not final until a second officer has signed.
 */

/** One review.  Texts are borrowed for the call. */
typedef struct cnis_review {
	int64_t id, child_id, entry_id;
	cnis_day reviewed;
	const char *method;  /**< code list review_method */
	bool desk;           /**< nobody met the family or the child */
	const char *outcome; /**< suitable, more_information, appears_not_suitable, not_assessed */
	const char *reasons; /**< personal data */
	const char *voice;   /**< code list voice */
	const char *voice_note; /**< NULL when none; personal data */
	const char *evidence;   /**< space-separated codes of the list evidence */
	cnis_day next;          /**< CNIS_DAY_NONE */
	int64_t officer_id;
	const char *officer; /**< login */
	const char *state;   /**< awaiting_second_officer, final */
	int64_t signed_by;   /**< 0 */
	const char *signer;  /**< login; "" */
	cnis_day signed_on;
	const char *signed_agrees; /**< yes, no; "" */
	int64_t rev;
	const char *interpreter; /**< code list interpreter: who interpreted; NULL: nobody said */
} cnis_review;

typedef cnis_status (*cnis_review_fn)(const cnis_review *review, void *payload, cnis_error *reterr);

/** Set size; zero the rest. */
typedef struct cnis_review_new {
	size_t size;
	int64_t child_id;
	cnis_day reviewed; /**< on an open entry; not after today */
	const char *method;
	const char *evidence; /**< at least one code, space- or comma-separated, none twice */
	const char *outcome;
	const char *reasons; /**< 1 to 4000 characters */
	const char *voice;
	const char *voice_note; /**< NULL for none; up to 4000 characters */
	cnis_day next; /**< an earlier next review; CNIS_DAY_NONE: as the yearly rule says */
	bool earlier;  /**< written in a previous system: final, as it was there; it opens the next
	                  review and nothing else, and may say not_recorded of method, evidence
	                  and voice.  For imports */
	const char *interpreter; /**< code list interpreter; NULL: not said, which is refused where
	                            a parent or carer needs one (rule LOCAL.interpreter) */
} cnis_review_new;

/** What came of recording or signing.  Filled on success. */
typedef struct cnis_review_done {
	int64_t id;
	int64_t child_id;
	bool desk;
	bool awaiting;        /**< a second officer must sign */
	cnis_day sign_by;     /**< awaiting only */
	cnis_day next_review; /**< the duty opened */
	cnis_day follow_up;   /**< more information, or the next step; CNIS_DAY_NONE */
} cnis_review_done;

/**
 * Record a review.  It meets the open duty to review and opens the next one.
 * @retval CNIS_ENOTFOUND  no such child, or no entry open on the day
 * @retval CNIS_EINVAL     unknown code, no evidence, no reasons, a day in the future, a next day
 * not after the review (field says which)
 * @retval CNIS_EREFUSED   the child has died: see cnis/death.h
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_review_record(cnis_register *r, const cnis_review_new *review,
                                        cnis_review_done *ret, cnis_error *reterr);

/**
 * A second officer signs.  Agreement makes the outcome final and opens what follows from it.
 * Disagreement ends the matter too, but the outcome does not stand (signed_agrees is "no") and the
 * education is to be reviewed again within review.sign_off_days.
 *
 * @param rev  the revision shown; 0: whatever it is now
 * @retval CNIS_ENOTFOUND  no such review
 * @retval CNIS_EINVAL     @p on is in the future or before the review
 * @retval CNIS_EREFUSED   the same officer (LOCAL.review.second-officer), or no signature is
 * awaited
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_review_sign(cnis_register *r, int64_t id, int64_t rev, bool agrees,
                                      cnis_day on, cnis_review_done *ret, cnis_error *reterr);

/**
 * One review.
 * @retval CNIS_ENOTFOUND  no such review
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_review_get(cnis_register *r, int64_t id, cnis_review_fn fn, void *payload,
                                     cnis_error *reterr);

/**
 * Newest first: of one child (0: all), those awaiting a signature only when @p awaiting.
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_review_walk(cnis_register *r, int64_t child_id, bool awaiting,
                                      cnis_review_fn fn, void *payload, cnis_error *reterr);

#endif
