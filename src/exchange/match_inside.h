#ifndef CNIS_EXCHANGE_MATCH_INSIDE_H
#define CNIS_EXCHANGE_MATCH_INSIDE_H

#include <cnis/match.h>

#include "base/names.h"
#include "domain/duplicate.h"
#include "domain/likeness_read.h"
#include "exchange/import_map.h"

/*
 * The list is taken in chunks that fit into memory; for each chunk the register's names go by once,
 * in the order of the children, and each child looks its own keys up among the rows.  So memory
 * depends on the chunk, not on the register, and time on both, not on their product.
 */
enum match_field {
	MATCH_ROW_ID,
	MATCH_FULL_NAME,
	MATCH_GIVEN_NAMES,
	MATCH_FAMILY_NAME,
	MATCH_FORMER_NAME,
	MATCH_BORN,
	MATCH_SEX,
	MATCH_UPN,
	MATCH_FORMER_UPN,
	MATCH_ULN,
	MATCH_NHS,
	MATCH_LINE1,
	MATCH_POSTCODE,
	MATCH_UPRN,
	MATCH_TELEPHONE,
	MATCH_PARENT_NAME,
	MATCH_PARENT2_NAME,
	MATCH_SCHOOL_URN,
	MATCH_FIELDS,
};

enum { MATCH_SECRET = 32, MATCH_CHUNK = 20000, MATCH_WORDS = 8, MATCH_SOUNDS = 16 };

extern const char *const match_names[MATCH_FIELDS + 1];

typedef struct match_candidate {
	int64_t child_id;
	cnis_likeness likeness;
} match_candidate;

/* What is known of a row when the whole list has been read. */
typedef struct match_result {
	int64_t row, line;
	uint64_t key;
	cnis_match_verdict verdict;
	const char *rule;                              /* a constant, or NULL */
	int problem_field;                             /* MATCH_FIELDS: the row as a whole */
	const char *problem;                           /* a constant, or NULL */
	match_candidate *found[CNIS_MATCH_CANDIDATES]; /* best first; owned */
	int64_t decided_id;                            /* 0: nobody said which child it is */
	cnis_day decided_on;
	char decided_by[64];
} match_result;

/* A row while its chunk is compared. */
typedef struct match_row {
	match_result *result;
	char *text[MATCH_FIELDS]; /* cleaned, numbers normalised; NULL when empty or left out */
	cnis_day born;
	int year, month, day;
	char sex;
	names_word word[MATCH_WORDS];
	size_t n_words;
	char sound[MATCH_SOUNDS][SOUND_SIZE]; /* of the words and of their familiar forms */
	size_t n_sounds;
	int64_t *not_these; /* children it was said not to be */
	size_t n_not;
	bool asked_frequency;
	int given_per_100k, family_per_100k;
} match_row;

/** @retval CNIS_EINVAL  the map lacks what every row needs (field "map") */
cnis_status match_check_map(const import_map *m, cnis_error *reterr);

/** Read one row: what cannot be read is left out and named in the result; a row without a name, or
 * that is no text, is rejected there.  Release with match_row_clear().  @retval CNIS_ENOMEM */
cnis_status match_row_read(const import_map *m, const csv_row *csv, match_row *row,
                           int64_t *ret_left, cnis_error *reterr);
void match_row_clear(match_row *row);

/** The comparison's view of a row.  @return false: no memory */
bool match_row_likeness(const match_row *row, likeness_child *ret);

/** The key of a row under a secret. */
uint64_t match_row_key(const match_row *row, const unsigned char secret[MATCH_SECRET]);

/** As people see it. @return @p ret */
const char *match_key_text(uint64_t key, char ret[CNIS_MATCH_KEY]);

/** The register's secret; a new one, not kept yet, when there is none. */
cnis_status match_secret(cnis_register *r, unsigned char ret[MATCH_SECRET], bool *ret_there,
                         cnis_error *reterr);

/** Keep the first one, in a change of its own.  @retval CNIS_ECONFLICT somebody else did */
cnis_status match_secret_keep(cnis_register *r, const unsigned char secret[MATCH_SECRET],
                              cnis_error *reterr);

/** What was decided of this row: into its result and its list of children it is not. */
cnis_status match_decided(cnis_register *r, match_row *row, cnis_error *reterr);

/** Compare the rows of a chunk with the register: candidates into their results. */
cnis_status match_scan(cnis_register *r, match_row *rows, size_t n, cnis_error *reterr);

/** The same with the records that are kept from the reader: no result holds them, their custodians
 * are told (domain/duplicate.h).  Nothing while nothing is kept back.
 * @param met  the first row each of them may be; release its rows with free() */
cnis_status match_scan_kept(cnis_register *r, match_row *rows, size_t n, duplicate_met *met,
                            cnis_error *reterr);

/** Put a candidate where it belongs among the best. @return false: no memory */
bool match_keep(match_result *result, int64_t child_id, const cnis_likeness *likeness);

/** One child, one row: set the verdicts.  @p order has room for n. */
void match_assign(match_result *const *results, size_t n, match_result **order);

/** Rows that are, or may be, a child who has died: told of so, asked about no more. */
cnis_status match_died(cnis_register *r, match_result **results, size_t n, cnis_error *reterr);

#endif
