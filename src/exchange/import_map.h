#ifndef CNIS_EXCHANGE_IMPORT_MAP_H
#define CNIS_EXCHANGE_IMPORT_MAP_H

#include "exchange/csv.h"

#include <cnis/day.h>
#include <stdbool.h>

/* Which column of a file is which field; the written form is in cnis/import.h. */
enum { MAP_FIELDS = 80, MAP_CODES = 512 };

typedef struct map_field {
	char *column;    /* name of the column; NULL: not mapped */
	char *constant;  /* instead of a column */
	char *otherwise; /* where the cell is empty; NULL: nothing */
	char *format;    /* of a date; NULL: as people type dates */
	int index;       /* of the column in the file; -1 */
	int line;        /* of the map */
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
	bool windows_1252;           /* encoding = windows-1252 */
	char *only_column, *only_is; /* only = COLUMN: VALUE; NULL: every row */
	int only_index, only_line;
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

enum { MAP_PLACE = 64 }; /* as the field of an error */

/** "line 3, column Born": how errors name a place in a file.  @p column: "" when it is the line. */
const char *map_place(int64_t line, const char *column, char buf[MAP_PLACE]);

/** A place where the reader of the file failed, by the name of its column, as those of rejected
 * rows are; left as a number when the map does not name it, or it is none. */
void map_name_place(const import_map *m, const csv_place *place, cnis_error *err);

/** The value of a field in a row: the cell or the constant, "" when there is none; codes are
 * translated. */
const char *map_value(const import_map *m, int field, const csv_row *row);

/** As map_value(), and where the value came from: MAP_DEFAULT when the cell was empty. */
typedef enum map_from { MAP_NOWHERE, MAP_CELL, MAP_CONSTANT, MAP_DEFAULT } map_from;
const char *map_value_from(const import_map *m, int field, const csv_row *row, map_from *ret);

/** Is the row one of those the map is for? */
bool map_wants(const import_map *m, const csv_row *row);

/** Has the field a column or a constant? */
bool map_has(const import_map *m, int field);

/** Read a date in the field's format; false when it is none. */
bool map_day(const import_map *m, int field, const char *text, cnis_day *ret);

/** Name of the column a field comes from, or of the field. */
const char *map_column(const import_map *m, int field);

#endif
