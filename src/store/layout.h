#ifndef CNIS_STORE_LAYOUT_H
#define CNIS_STORE_LAYOUT_H

#include "store/store.h"
#include "store/tables.h"

/*
 * What the columns of a table are, asked of the open register, and its rows whole: for the full
 * export and import, which hold every column of every journalled table without naming one.  The
 * statements are made from names in the register's own schema, never from outside.
 */
enum { LAYOUT_COLUMNS = 64, LAYOUT_NAME = 48 };

typedef enum layout_type { LAYOUT_INTEGER, LAYOUT_REAL, LAYOUT_TEXT } layout_type;

typedef struct layout_column {
	char name[LAYOUT_NAME];
	layout_type type;
	bool not_null, key;
	bool yes_no;               /* CHECK (name IN (0, 1)) */
	const store_table *parent; /* what a foreign key points at; NULL: nothing */
} layout_column;

typedef struct table_layout {
	const store_table *table;
	int n;
	int owner; /* the column of table->owner; -1: none */
	int rev;   /* -1: none */
	layout_column column[LAYOUT_COLUMNS];
} table_layout;

/** @retval CNIS_ESTORE  more than LAYOUT_COLUMNS, a name that is too long, or bytes in a column */
cnis_status layout_read(store *s, const store_table *table, table_layout *ret, cnis_error *reterr);

typedef enum layout_rows {
	LAYOUT_ALL,      /* in the order of the key */
	LAYOUT_CHANGED,  /* the same, without what migrations wrote: rev is not 0 */
	LAYOUT_OF_OWNER, /* of one child, :owner, in the order of the key */
	LAYOUT_BY_KEY,   /* the one with the key :key */
	LAYOUT_INSERT,   /* for layout_write() */
	LAYOUT_REPLACE,  /* the same; a row with that key takes the new values */
	LAYOUT_COUNT,
	LAYOUT_COUNT_CHANGED,
} layout_rows;

/* A statement over a table and the text it was made of.  Zero it; layout_close() is NULL-safe. */
typedef struct layout_cursor {
	cursor c;
	store_sql sql;
	char *text;
} layout_cursor;

/** Columns come in the order of the layout. */
cnis_status layout_open(store *s, const table_layout *t, layout_rows rows, layout_cursor *ret,
                        cnis_error *reterr);
void layout_close(layout_cursor *l);

typedef struct layout_value {
	enum { LAYOUT_IS_NULL, LAYOUT_IS_INT, LAYOUT_IS_REAL, LAYOUT_IS_BYTES } is;
	int64_t number;
	double real;
	const char *bytes; /* a text; borrowed */
	size_t len;
} layout_value;

/**
 * Write one row, one value a column, inside a transaction.
 *
 * @param ret_column  which one is wrong, -1 when it cannot be said; set on failure only
 * @retval CNIS_EEXISTS    the key, or what only one row may have, is there
 * @retval CNIS_ENOTFOUND  it refers to a row that is not there
 * @retval CNIS_EINVAL     a value the schema does not allow
 */
cnis_status layout_write(store *s, const table_layout *t, layout_cursor *l,
                         const layout_value *values, int *ret_column, cnis_error *reterr);

/** The last number the table gave a row, also one that was taken back; 0: none. */
cnis_status layout_last_number(store *s, const table_layout *t, int64_t *ret, cnis_error *reterr);

/** Inside a transaction: go on counting after @p number, but never before the last row. */
cnis_status layout_count_on(store *s, const table_layout *t, int64_t number, cnis_error *reterr);

#endif
