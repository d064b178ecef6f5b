#ifndef CNIS_IMPORT_H
#define CNIS_IMPORT_H

#include <cnis/register.h>

/**
 * @file cnis/import.h
 * A school's deletion return (S.I. 2024/208 reg. 13(4)): one row a pupil whose name left the roll.
 *
 * What a row means follows from its ground of deletion:
 *  - reg. 9(1)(f), the parent told the school in writing: the withdrawal is kept and the child is
 *    entered as home educated.  When the day of the parent's notice is missing, a query is opened.
 *  - any other ground without a destination: the child is entered as missing education, with the
 *    duty to enquire.
 *  - anything else: nothing is kept; the row is counted.
 *  - a child with an open entry: a removal nobody reported before is kept; where the entry is of a
 *    pupil still on a roll (436B(5)(b) or (c)), a query asks what the child's education is now.
 *
 * The columns are named by a map, one line each:
 *
 *     # a comment
 *     born = Date of birth            field = column of the file
 *     born.format = DD/MM/YYYY        how its dates are written (D, M, Y and separators)
 *     school_name := Larkfield School a constant instead of a column
 *     ground.code.EHE = 9.1.f         a code of the file = ours
 *     sex.default = U                 where the cell is empty
 *     encoding = windows-1252         of the file, when it is not UTF-8; never guessed
 *     only = Type: Pupil              rows with another value in that column are passed over
 *
 * Fields: full_name (or given_names and family_name), born, ground, deleted and school_name are
 * needed; upn, sex, line1, line2, line3, town, postcode, parent_name, parent2_name, notice, leave,
 * destination, placement, placed_by, reason, school_urn and home_authority may be given.  The last
 * is the code of the authority in whose area the home is, or of the list cross_border: of a child
 * who lives elsewhere the notice is kept and the authority there is told (cnis/forward.h).  A
 * ground is the letter of reg. 9(1), as `9(1)(f)`, `9.1.f` or `f`, or `nothing`: keep nothing.
 */

typedef enum cnis_import_verdict {
	CNIS_IMPORT_HOME,      /**< entered as home educated */
	CNIS_IMPORT_MISSING,   /**< entered as missing education */
	CNIS_IMPORT_NOTHING,   /**< nothing is kept */
	CNIS_IMPORT_ALREADY,   /**< this deletion, or an open entry of the child, is here already */
	CNIS_IMPORT_REJECTED,  /**< the row is wrong, or a person must look at it */
	CNIS_IMPORT_REMOVAL,   /**< the child has an open entry: the removal is kept beside it */
	CNIS_IMPORT_ELSEWHERE, /**< lives in another area: kept, and to be told there */
} cnis_import_verdict;

/** "home education", "missing education", "nothing kept", "already here", "rejected",
 * "removal kept", "lives elsewhere: to be told there". */
CNIS_API const char *cnis_import_verdict_text(cnis_import_verdict verdict);

/** What came, or would come, of one row.  Texts are borrowed for the call. */
typedef struct cnis_import_row {
	int64_t row;  /**< from 1, without the header */
	int64_t line; /**< of the file on which it starts */
	cnis_import_verdict verdict;
	bool query;                 /**< somebody asks: the parent's written notice is missing, or
	                               the child was entered as a pupil still on a roll */
	int64_t child_id, entry_id; /**< 0: none, or a dry run */
	const char *column;         /**< rejected: column of the file; "" */
	const char *rule;           /**< "" when none */
	const char *problem;        /**< why; "" when there is nothing to say.  No personal data */
} cnis_import_row;

typedef cnis_status (*cnis_import_fn)(const cnis_import_row *row, void *payload,
                                      cnis_error *reterr);

/** Set size; zero the rest. */
typedef struct cnis_import_options {
	size_t size;
	const char *file;    /**< the return, CSV */
	const char *map;     /**< the map */
	const char *rejects; /**< where rows that could not be taken are written, with what is
	                        wrong, ready to be corrected and fed again; must not exist.  NULL:
	                        one wrong row stops everything */
	bool apply;          /**< false: every step is taken and taken back */
} cnis_import_options;

typedef struct cnis_import {
	int64_t rows, home, missing, nothing, already, rejected, queries;
	int64_t transactions;
	char batch[32]; /**< of the file: the same file has the same batch in the journal */
	int64_t removals;
	int64_t elsewhere;
} cnis_import;

/**
 * Read the whole file, then take it in, at most 500 rows a transaction.  Repeating is harmless: a
 * deletion that is here already is passed over, so an interrupted run is finished by running it
 * again.
 *
 * @param fn   told of every row, in order; may be NULL
 * @param ret  filled on success, and with the counts when a wrong row stopped it
 * @retval CNIS_EINVAL     the map or the file is not usable, or a row is wrong and no rejects file
 *                         was named: nothing was written (field names the line and the column)
 * @retval CNIS_ENOTFOUND  no such file or map
 * @retval CNIS_EEXISTS    the rejects file is there
 * @retval what fn returned, when that is not CNIS_OK: the open transaction is taken back
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECONFLICT CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_import_deletions(cnis_register *r, const cnis_import_options *options,
                                           cnis_import_fn fn, void *payload, cnis_import *ret,
                                           cnis_error *reterr);

/* ---- spreadsheets of an authority that moves in ---------------------------------------------- */

/** What the rows of a spreadsheet are. */
typedef enum cnis_import_kind {
	CNIS_IMPORT_FAMILIES,  /**< a row a child, with its parents and its home across */
	CNIS_IMPORT_CHILDREN,  /**< a row a child */
	CNIS_IMPORT_PEOPLE,    /**< a row an adult, by the number of a child or of the family */
	CNIS_IMPORT_ADDRESSES, /**< a row a place, of a child, a family or an adult */
	CNIS_IMPORT_NEEDS,     /**< a row a need or a safeguarding fact of a child */
	CNIS_IMPORT_REVIEWS,   /**< a row a review of the education */
	CNIS_IMPORT_CONTACTS,  /**< a row an attempt to reach a family */
} cnis_import_kind;

/** One line of the report: a kind of problem, or an assumption that was made. */
typedef struct cnis_import_note {
	const char *section; /**< "problem" or "assumption" */
	const char *words;   /**< no personal data */
	const char *field;   /**< of the map; "" */
	int64_t rows;        /**< how many it concerns */
	int64_t line;        /**< of the file, of the first */
} cnis_import_note;

typedef cnis_status (*cnis_import_note_fn)(const cnis_import_note *note, void *payload,
                                           cnis_error *reterr);

typedef struct cnis_import_done {
	int64_t rows, taken, already, passed_over, rejected, transactions;
	char batch[40]; /**< of the file: the same file has the same batch in the journal */
	int64_t line;   /**< of the first rejected row; 0 */
} cnis_import_done;

/**
 * Take in the rows of a spreadsheet; see the manual page for the fields of each kind.  The file is
 * read twice: first all of it is looked at, so that a column whose dates cannot be told, or a cell
 * that cannot be read, stops the run before anything is written.  Rows then go in by at most 500 a
 * transaction.  What a row said is remembered in the register by a hash: a row that is in is passed
 * over, so an interrupted run is finished by running it again.  Nothing is guessed: what a row
 * leaves open is taken as documented and counted as an assumption.
 *
 * @param fn   told of every kind of problem, then of every assumption; may be NULL
 * @param ret  filled on success, and with the counts when a wrong row stopped it
 * @retval CNIS_EINVAL     the map or the file is not usable, or a row is wrong and no rejects file
 *                         was named: nothing was written (field names the line and the column)
 * @retval CNIS_ENOTFOUND  no such file or map
 * @retval CNIS_EEXISTS    the rejects file is there
 * @retval CNIS_ECONFLICT  the file changed while it was read; or as every change
 * @retval CNIS_EREFUSED   what a row calls for may not be opened of the child (cnis/death.h)
 * @retval what fn returned
 * @retval CNIS_EPERM CNIS_EREADONLY CNIS_EBUSY CNIS_ECORRUPT  as every change
 */
CNIS_API cnis_status cnis_import_rows(cnis_register *r, cnis_import_kind kind,
                                      const cnis_import_options *options, cnis_import_note_fn fn,
                                      void *payload, cnis_import_done *ret, cnis_error *reterr);

#endif
