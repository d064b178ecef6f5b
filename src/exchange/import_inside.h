#ifndef CNIS_EXCHANGE_IMPORT_INSIDE_H
#define CNIS_EXCHANGE_IMPORT_INSIDE_H

#include <cnis/import.h>

#include "domain/register.h"
#include "exchange/import_row.h"

/* A row as it was read, kept until the whole file has been. */
typedef struct kept_row {
	csv_row row;          /* cells and texts live in the same block as this */
	bool again;           /* the same deletion stands further up in the file */
	row_problem *problem; /* NULL: the shape is right */
} kept_row;

/* What happened to one row. */
typedef struct row_outcome {
	cnis_import_verdict verdict;
	bool query;
	int64_t child_id, entry_id;
	int64_t told;        /* a child here already, of whom this tells */
	row_problem problem; /* text "" when there is nothing to say */
} row_outcome;

/**
 * Inside a change: do with one deletion what its ground asks.
 * @retval CNIS_OK  see *ret, also when the row is rejected (the caller takes its mark back then)
 * @retval anything else: the run stops
 */
cnis_status deletion_take_tx(cnis_register *r, const import_map *m, const deletion *d,
                             const char *batch, row_outcome *ret, cnis_error *reterr);

enum { TOLD_MOST = 500 }; /* rows of a batch: each tells of one child at most */

/* Children here already whom the answers to the rows of one batch tell of. */
typedef struct told_of {
	int64_t id[TOLD_MOST];
	size_t n;
} told_of;

/** Each child once; 0 is nobody. */
void told_add(told_of *t, int64_t child_id);
/** Note them in the access log as @p command, and forget them: before anybody is shown the answers,
 * in a rehearsal too.  @retval CNIS_EPERM  they could not be noted: show nothing */
cnis_status told_note(told_of *t, cnis_register *r, const char *command, cnis_error *reterr);

/*
 * The file of the rows that could not be taken: the columns of the header without earlier cnis_
 * ones, then cnis_row, cnis_column, cnis_rule, cnis_problem (and cnis_kind).  It is written beside
 * its place and appears there when it is whole; an interrupted run leaves only NAME.partial, which
 * the next one writes anew.  All memory is taken by rejects_open(): rows are never kept for want of
 * memory to name the others.
 */
typedef struct rejects rejects;

/** @p kinds: with the column cnis_kind.
 * @retval CNIS_EEXISTS the file is there @retval CNIS_EIO it cannot be made */
cnis_status rejects_open(const char *path, bool kinds, rejects **ret, cnis_error *reterr);
void rejects_header(rejects *rj, const csv_row *header);
void rejects_row(rejects *rj, const csv_row *row, const row_problem *problem, const char *kind);
/** Put it in its place, or throw it away.  Releases @p rj; NULL is allowed. */
cnis_status rejects_close(rejects *rj, bool keep, cnis_error *reterr);

#endif
