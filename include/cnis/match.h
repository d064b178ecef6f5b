#ifndef CNIS_MATCH_H
#define CNIS_MATCH_H

#include <stdbool.h>
#include <stdint.h>

#include <cnis/likeness.h>
#include <cnis/register.h>

/**
 * @file cnis/match.h
 * Another body's list compared with the register: which of its rows are children here.
 *
 * The columns are named by a map, as for an import (cnis/import.h).  Fields: full_name (or
 * given_names and family_name) is needed, and born or a number is what makes an answer possible;
 * row_id (their own number of the row), former_name, born, sex, upn, former_upn, uln, nhs, line1,
 * postcode, uprn, telephone (of a parent, with its area code), parent_name, parent2_name and
 * school_urn may be given.
 *
 * Nothing of the list is stored.  A decision of an officer is kept with a key made of the row by a
 * secret of this register: the same row is known again, and nobody can read from the key whose it
 * is.  A row keeps its key while its names, birth date, numbers and row_id stay as they are.
 */

/** What is said of a row. */
typedef enum cnis_match_verdict {
	CNIS_MATCH_NONE,     /**< no child here is like it */
	CNIS_MATCH_LIKELY,   /**< perhaps this child: a person has to look */
	CNIS_MATCH_EXACT,    /**< this child */
	CNIS_MATCH_DECIDED,  /**< somebody said that it is this child */
	CNIS_MATCH_AGAIN,    /**< the same row stands further up in the list */
	CNIS_MATCH_REJECTED, /**< the row is wrong */
	CNIS_MATCH_DIED,     /**< a child who has died: nothing is to decide */
} cnis_match_verdict;

/** "none", "likely", "exact", "decided", "again", "rejected" or "died". */
CNIS_API const char *cnis_match_word(cnis_match_verdict verdict);

enum {
	CNIS_MATCH_KEY = 17,       /**< bytes of a key with its NUL */
	CNIS_MATCH_CANDIDATES = 3, /**< most children told of one row */
};

/** One row and one child it may be.  Never a value of the row.  Texts are borrowed for the call. */
typedef struct cnis_match_row {
	int64_t row;  /**< from 1, without the header */
	int64_t line; /**< of the file on which it starts */
	cnis_match_verdict verdict;
	const char *key;  /**< for cnis_match_decide(); "" where nothing is to decide */
	int64_t child_id; /**< 0: none */
	int candidate;    /**< 1 for the best, 2 and 3 for others as likely; 0: none */
	const cnis_likeness *likeness; /**< NULL: none, or decided */
	const char *rule;              /**< why it is not what the comparison says; NULL */
	const char *officer;           /**< decided: login of who said so; NULL */
	cnis_day on;                   /**< decided: when; CNIS_DAY_NONE */
	const char *column;            /**< column of the file that is wrong or left out; "" */
	const char *problem;           /**< what is wrong with it, or ""; no personal data */
} cnis_match_row;

typedef cnis_status (*cnis_match_fn)(const cnis_match_row *row, void *payload, cnis_error *reterr);

/** Set size; zero the rest. */
typedef struct cnis_match_options {
	size_t size;
	const char *file;    /**< the list, CSV */
	const char *map;     /**< the map */
	const char *purpose; /**< what it is for, 3 to 200 characters; kept in the access log */
	const char *command; /**< words of the command for the access log; NULL: "match" */
	bool questions;      /**< tell only of the rows a person has to look at */
} cnis_match_options;

/** Rows counted. */
typedef struct cnis_match {
	int64_t rows, exact, likely, none, decided, again, rejected, died;
	int64_t left_out; /**< values that could not be read and were not used */
	int64_t children; /**< different children told of */
} cnis_match;

/**
 * Compare a list with the register.  Of a child in two records the one kept is told of.  Each child
 * is said to be one row at most: where two claim it,
 * the better one is exact if it leads clearly, and the rest is asked.  The first time a register
 * does this it makes its secret, in a change of its own.
 *
 * A row that may be a restricted record is answered as if that record were not there, and its
 * custodian is told by a duty, in a change nobody else is shown (cnis/sight.h).
 *
 * Who was told of is in the access log before fn is called the first time.
 *
 * @param fn   told of every row, in order; may be NULL
 * @param ret  untouched on failure
 * @retval CNIS_EINVAL     the map, the file or the purpose is not usable (field says where)
 * @retval CNIS_ENOTFOUND  no such file or map
 * @retval CNIS_EPERM      neither officer nor manager; or the access log cannot be written
 * @retval CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 * @retval what fn returned, when that is not CNIS_OK
 */
CNIS_API cnis_status cnis_match_run(cnis_register *r, const cnis_match_options *options,
                                    cnis_match_fn fn, void *payload, cnis_match *ret,
                                    cnis_error *reterr);

/**
 * Say of the row with this key that it is, or is not, this child: it is not asked again.
 * A decision is taken back by cnis_undo() or by deciding the other way.
 *
 * @param reason  up to 4000 characters; may be NULL
 * @retval CNIS_EINVAL     not a key (field "key"), or the reason is not usable
 * @retval CNIS_ENOTFOUND  no such child
 * @retval CNIS_EEXISTS    said before; or the row was said to be another child
 * @retval CNIS_EREFUSED   no list was ever matched here: there is no such key
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_match_decide(cnis_register *r, const char *key, int64_t child_id,
                                       bool same, const char *reason, cnis_error *reterr);

#endif
