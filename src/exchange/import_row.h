#ifndef CNIS_EXCHANGE_IMPORT_ROW_H
#define CNIS_EXCHANGE_IMPORT_ROW_H

#include "exchange/import_map.h"

/* One row of a deletion return, checked for shape: nothing here knows the register. */
enum deletion_field {
	DEL_FULL_NAME,
	DEL_GIVEN_NAMES,
	DEL_FAMILY_NAME,
	DEL_BORN,
	DEL_GROUND,
	DEL_DELETED,
	DEL_SCHOOL_NAME,
	DEL_UPN,
	DEL_SEX,
	DEL_LINE1,
	DEL_LINE2,
	DEL_LINE3,
	DEL_TOWN,
	DEL_POSTCODE,
	DEL_PARENT_NAME,
	DEL_PARENT2_NAME,
	DEL_NOTICE,
	DEL_LEAVE,
	DEL_DESTINATION,
	DEL_PLACEMENT,
	DEL_PLACED_BY,
	DEL_REASON,
	DEL_SCHOOL_URN,
	DEL_HOME_AUTHORITY,
	DEL_FIELDS,
};

extern const char *const deletion_names[DEL_FIELDS + 1];

typedef struct deletion {
	char *text[DEL_FIELDS]; /* cleaned; NULL when empty */
	char *name;             /* full name, put together when need be */
	cnis_day born, deleted, notice, leave;
	char ground; /* letter of reg. 9(1); 0: nothing is to be kept */
} deletion;

/* Why a row cannot be taken.  Never a value of the row. */
typedef struct row_problem {
	char column[80];
	char rule[64];
	char text[320]; /* as long as the message of an error, which says "..." where it stops */
} row_problem;

/** @retval CNIS_EINVAL  the map lacks a field every row needs (field "map") */
cnis_status deletion_check_map(const import_map *m, cnis_error *reterr);

/**
 * Read one row.  Release with deletion_clear(), whatever the answer.
 * @retval CNIS_EINVAL  the row is wrong, *ret_problem says why
 * @retval CNIS_ENOMEM
 */
cnis_status deletion_read(const import_map *m, const csv_row *row, cnis_day today, deletion *ret,
                          row_problem *ret_problem);
void deletion_clear(deletion *d);

#endif
