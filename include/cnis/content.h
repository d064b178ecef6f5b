#ifndef CNIS_CONTENT_H
#define CNIS_CONTENT_H

#include <cnis/fact.h>

/**
 * @file cnis/content.h
 * What s. 436C asks the register to hold, item by item: held, answered with nothing, or missing.
 *
 * Every item is a rule of the catalogue (cnis/rule.h) named `EA1996.436C.…`.  Most are facts with a
 * place of their own; what the family said there is none of, declined or was not asked is an answer
 * here.
 */

/** How an item stands for one child. */
typedef enum cnis_content_state {
	CNIS_CONTENT_HELD,
	CNIS_CONTENT_NONE,          /**< there is none, and somebody said so */
	CNIS_CONTENT_DECLINED,      /**< asked, and not given */
	CNIS_CONTENT_NOT_COLLECTED, /**< the authority does not ask for it */
	CNIS_CONTENT_NOT_HELD,      /**< nothing is known, and nobody has said why */
	CNIS_CONTENT_NOT_REQUIRED,  /**< nothing is known, and s. 436C does not ask for it */
	CNIS_CONTENT_NOT_SHOWN,     /**< a safeguarding fact: whether there is one is not said */
} cnis_content_state;

enum { CNIS_CONTENT_STATES = CNIS_CONTENT_NOT_SHOWN + 1 };

/** "held", "none", "declined", "not_collected", "not_held", "not_required",
 * "not_shown". */
CNIS_API const char *cnis_content_state_text(cnis_content_state state);

/** One item of one child.  Texts are borrowed for the call; NULL where there is none. */
typedef struct cnis_content {
	const char *item;      /**< rule id */
	const char *paragraph; /**< e.g. "436C(1)(a)" */
	const char *citation, *words;
	const char *basis; /**< legal basis class: of the fact or answer, else of the item */
	cnis_content_state state;
	const char *required; /**< "yes", "no" or "unknown", once s. 38 is in force */
	bool in_force;        /**< s. 38, on that day */
	const char *source;
	cnis_day from, received; /**< CNIS_DAY_NONE: not known */
	const char *detail;      /**< what is held of an item without a table of its own */
} cnis_content;

typedef cnis_status (*cnis_content_fn)(const cnis_content *row, void *payload, cnis_error *reterr);

/**
 * Every item of s. 436C for one child on @p as_at (none: today), in the order of the section.
 * Safeguarding facts are told to the safeguarding role only; protected characteristics are not
 * among the details, see cnis/characteristic.h.
 * @retval CNIS_ENOTFOUND  no such child
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_content_walk(cnis_register *r, int64_t child_id, cnis_day as_at,
                                       cnis_content_fn fn, void *payload, cnis_error *reterr);

/** One item of all children on the register.  Texts are static. */
typedef struct cnis_completeness {
	const char *item, *paragraph, *citation, *words, *basis;
	bool in_force;
	int64_t children; /**< on the register that day */
	int64_t required; /**< of these s. 436C asks for it, or may ask for it */
	int64_t n[CNIS_CONTENT_STATES];
} cnis_completeness;

typedef cnis_status (*cnis_completeness_fn)(const cnis_completeness *row, void *payload,
                                            cnis_error *reterr);

/**
 * Count every item over all children on the register on @p as_at (none: today).  Reads each table
 * once, whatever the number of children; nobody is named.
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_completeness_walk(cnis_register *r, cnis_day as_at,
                                            cnis_completeness_fn fn, void *payload,
                                            cnis_error *reterr);

/** What somebody said of an item.  Set size. */
typedef struct cnis_content_answer {
	size_t size;
	int64_t child_id;
	const char *item;   /**< rule id, or what follows "EA1996.436C." in it */
	const char *answer; /**< "none", "declined", "not_collected"; "held" for an item that has no
	                       table of its own, with the note that says what */
	const char *note;   /**< up to 4000 characters; personal data */
	cnis_fact fact;     /**< from: the day it was said; none: the day received */
} cnis_content_answer;

/**
 * Record it; an earlier answer to the same item ends the day before.
 * @param ret_id  receives the new id; untouched on failure
 * @retval CNIS_ENOTFOUND  no such child, or no such item in England
 * @retval CNIS_EINVAL     an answer the item does not take, a note that is missing or unusable, an
 *                         unknown code, a day that is not after the earlier answer's (field says)
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_content_answer_record(cnis_register *r, const cnis_content_answer *answer,
                                                int64_t *ret_id, cnis_error *reterr);

#endif
