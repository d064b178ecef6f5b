#ifndef CNIS_ONE_WORD_H
#define CNIS_ONE_WORD_H

#include <cnis/register.h>

/**
 * @file cnis/one_word.h
 * What is known of a child from one person alone.  Shown before a review of a child with an open
 * reason; it decides nothing, and says nothing about whether it is true.
 */

/** One person, and what only that person told.  Texts are borrowed for the call. */
typedef struct cnis_one_word {
	const char *source; /**< code list source: parent or public */
	int64_t person_id;  /**< the adult; 0: it is not recorded which */
	const char *facts;  /**< space-separated: name born address adults provision entry need
	                       information contact */
} cnis_one_word;

typedef cnis_status (*cnis_one_word_fn)(const cnis_one_word *row, void *payload,
                                        cnis_error *reterr);

/**
 * Is there an open reason, as on the list of the unseen: a priority flag, or two homes from two
 * sources?
 * @param as_at  CNIS_DAY_NONE: today
 * @retval CNIS_ENOTFOUND  no such child
 */
CNIS_API cnis_status cnis_one_word_asked(cnis_register *r, int64_t child_id, cnis_day as_at,
                                         bool *ret_asked, cnis_error *reterr);

/**
 * Each person on whose word alone something rests: of all that holds on @p as_at, those kinds of
 * fact that nobody but a parent, or a member of the public, has told.  Where only one parent or
 * carer is related to the child, "parent" is that adult; information and contacts say with whom.
 * Safeguarding facts are left out for readers who are not told of them.
 * @param as_at  CNIS_DAY_NONE: today
 * @retval CNIS_ENOTFOUND  no such child
 * @retval what fn returned
 */
CNIS_API cnis_status cnis_one_word_walk(cnis_register *r, int64_t child_id, cnis_day as_at,
                                        cnis_one_word_fn fn, void *payload, cnis_error *reterr);

#endif
