#ifndef CNIS_STORE_TABLES_H
#define CNIS_STORE_TABLES_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Every table of the register and what it is.  The schema lint compares this list with
 * sqlite_schema: a table nobody classified is an error.
 */
typedef enum table_class {
	TABLE_JOURNALLED, /* recorded by the session; replay must equal it */
	TABLE_JOURNAL,    /* the journal itself, register, schema_migration */
	TABLE_DERIVED,    /* rebuilt from the others */
	TABLE_LOCAL,      /* drafts, job state */
} table_class;

typedef struct store_table {
	const char *name;
	table_class class;
	const char *owner; /* column holding the child's id ("id" for child); NULL: no single child
	                      owns a row */
} store_table;

/** Ends with a row whose name is NULL. */
extern const store_table store_tables[];

/** How many there are. */
size_t store_table_count(void);

/** NULL when there is no such table. */
const store_table *store_table_find(const char *name);

#endif
