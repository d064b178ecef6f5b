#ifndef CNIS_EXCHANGE_IMPORT_INSIDE_H
#define CNIS_EXCHANGE_IMPORT_INSIDE_H

#include <cnis/import.h>

#include "domain/register.h"
#include "exchange/import_row.h"
#include "exchange/sink.h"

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
	row_problem problem; /* text "" when there is nothing to say */
} row_outcome;

/**
 * Inside a change: do with one deletion what its ground asks.
 * @retval CNIS_OK  see *ret, also when the row is rejected (the caller takes its mark back then)
 * @retval anything else: the run stops
 */
cnis_status deletion_take_tx(cnis_register *r, const import_map *m, const deletion *d,
                             const char *batch, row_outcome *ret, cnis_error *reterr);

/** Write the rejected rows to @p fd as CSV: the columns of @p header without earlier cnis_ ones,
 * then cnis_row, cnis_column, cnis_rule, cnis_problem.  @p s was allocated before anything was
 * taken: rows are never kept for want of memory to name the others. */
cnis_status rejects_write(sink *s, int fd, const csv_row *header, kept_row *const *rows, size_t n,
                          cnis_error *reterr);

#endif
