#ifndef CNIS_FIND_H
#define CNIS_FIND_H

#include <cnis/register.h>

/**
 * @file cnis/find.h
 * Finding a child by whatever somebody has: one line of terms in any mixture and order.
 *
 * Reading does not note who looked: a front end calls cnis_access_note() before it shows a row.
 */

/** A child that was found.  Texts are borrowed for the call. */
typedef struct cnis_found {
	int64_t child_id;
	int score;       /**< the higher, the better; only good for comparing within one answer */
	const char *why; /**< "name the same; name sounds alike; birth date with day and month
	                    swapped": one part a term that matched, no value */
	int matched;     /**< how many terms matched */
	int terms;       /**< how many there were */
} cnis_found;

typedef cnis_status (*cnis_found_fn)(const cnis_found *found, void *payload, cnis_error *reterr);

enum {
	CNIS_FIND_CHARACTERS = 300, /**< longest line of terms */
	CNIS_FIND_TERMS = 16,       /**< most terms */
};

/** What to look for.  Set size. */
typedef struct cnis_find_query {
	size_t size;
	const char *terms; /**< personal data: from a prompt or stdin, never from a command line */
	int64_t skip;      /**< leave out so many of the best: the next page */
	int64_t limit;     /**< 0: all */
} cnis_find_query;

/**
 * Find children, the best first.  Terms are parted by spaces or commas: a reference; words of any
 * name the child has or had, in any order (the same, a familiar form, one that sounds alike, the
 * beginning of one, a slip of the keyboard apart; accents do not matter); a birth date (also found
 * with day and month swapped, and said so); a UPN, ULN, NHS number or UPRN; a postcode; a telephone
 * number or e-mail address of an adult of the child.  Those that match most of the terms are handed
 * out.
 *
 * It looks names, dates, numbers and places up by keys; it never reads all children.
 * @retval CNIS_EINVAL  no term, too many, unusable text, or a term that is none of these (field
 *                      "terms"; the message says which by its place, not what it was)
 * @retval what fn returned, when that is not CNIS_OK: the walk stops
 */
CNIS_API cnis_status cnis_find(cnis_register *r, const cnis_find_query *query, cnis_found_fn fn,
                               void *payload, cnis_error *reterr);

#endif
