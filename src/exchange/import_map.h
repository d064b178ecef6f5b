#ifndef CNIS_EXCHANGE_IMPORT_MAP_H
#define CNIS_EXCHANGE_IMPORT_MAP_H

#include "exchange/csv.h"

#include <cnis/day.h>
#include <stdbool.h>

/* Which column of a file is which field; the written form is in cnis/import.h. */
enum { MAP_FIELDS = 32, MAP_CODES = 64 };

typedef struct map_field {
	char *column;   /* name of the column; NULL: not mapped */
	char *constant; /* instead of a column */
	char *format;   /* of a date; NULL: as people type dates */
	int index;      /* of the column in the file; -1 */
	int line;       /* of the map */
} map_field;

typedef struct map_code {
	int field;
	char *theirs, *ours;
} map_code;

typedef struct import_map {
	const char *const *names; /* of the fields, ends with NULL */
	map_field field[MAP_FIELDS];
	map_code code[MAP_CODES];
	size_t n_codes;
} import_map;

/**
 * Read a map for these fields.  Release with map_clear(), also after a failure.
 * @retval CNIS_EINVAL  a line is wrong: an unknown field, a field or a column named twice (field of
 *                      the error is the line)
 */
cnis_status map_read(const char *path, const char *const *names, import_map *ret,
                     cnis_error *reterr);
void map_clear(import_map *m);

/** Find the columns in the header.  @retval CNIS_EINVAL a column that is not there, or there twice
 */
cnis_status map_bind(import_map *m, const csv_row *header, cnis_error *reterr);

/** The value of a field in a row: the cell or the constant, "" when there is none; codes are
 * translated. */
const char *map_value(const import_map *m, int field, const csv_row *row);

/** Read a date in the field's format; false when it is none. */
bool map_day(const import_map *m, int field, const char *text, cnis_day *ret);

/** Name of the column a field comes from, or of the field. */
const char *map_column(const import_map *m, int field);

#endif
