#ifndef CNIS_EXCHANGE_FULL_H
#define CNIS_EXCHANGE_FULL_H

#include <jansson.h>

#include <cnis/full.h>

#include "base/hash.h"
#include "domain/register.h"
#include "store/layout.h"

/*
 * The whole register as JSON lines, out and in again.
 *
 *   full_shape.c   what a record holds: THE description.  Everything else asks it
 *   full_export.c  out
 *   full_read.c    the file, line by line: header, trailer, sum
 *   full_value.c   one line into the values of one row
 *   full_codes.c   the code lists, while it runs
 *   full_arrive.c  the register it comes into: new, and whose officers
 *   full_import.c  in: look at the file, rehearse all of it, then take it in by batches
 *
 * A record has the name of its table and its keys have the names of the columns, which the schema
 * rules never let change.  So a new table or column travels without a line here, unless its name
 * does not say what it holds.
 */

enum { FULL_FORMAT = 1 };

/* How a value is written. */
typedef enum full_kind {
	FULL_TEXT,
	FULL_NUMBER,
	FULL_REAL,
	FULL_DAY,       /* 2026-11-21 */
	FULL_INSTANT,   /* 2026-11-21T09:00:00Z */
	FULL_YES_NO,    /* true, false */
	FULL_REFERENCE, /* C1042-9 */
	FULL_LEFT_OUT,  /* said where, and why, in full_left_out[] */
} full_kind;

/* Where in the file the records of a table stand: each reference points backwards. */
typedef enum full_place {
	FULL_LIST,     /* code lists: what a migration did not write; a row that is there is changed
	                */
	FULL_SHARED,   /* what belongs to no child */
	FULL_OF_CHILD, /* child by child, all of it together */
	FULL_AFTER,    /* what refers to more than one child, or to what is one's; before it, each
	                  row of the third kind that happens to refer to what is another child's */
} full_place;

enum { FULL_LISTS = 3 };

/* A column whose values are codes: of one of these lists. */
typedef struct full_coded {
	const char *table; /* NULL: every table */
	const char *column;
	const char *list[FULL_LISTS];
} full_coded;

typedef struct full_record {
	table_layout layout;
	full_kind kind[LAYOUT_COLUMNS];
	const full_coded *coded[LAYOUT_COLUMNS]; /* NULL: no code */
	char letter[LAYOUT_COLUMNS];             /* FULL_REFERENCE: CNIS_REF_... */
	/* the record of what belongs to a child too, and is referred to; -1: none such */
	int within[LAYOUT_COLUMNS];
	full_place place;
	bool numbered; /* its id is one that is never given again */
	bool of_init;  /* `init` writes rows of it, which an import replaces */
} full_record;

typedef struct full_shape {
	full_record *record; /* in the order of store_tables */
	size_t n;
} full_shape;

typedef struct full_exception {
	const char *table; /* NULL: every table */
	const char *column, *why;
} full_exception;

/** What does not travel, and why.  Ends with a row whose column is NULL. */
extern const full_exception full_left_out[];

/** Release with full_shape_clear(). */
cnis_status full_shape_read(cnis_register *r, full_shape *ret, cnis_error *reterr);
void full_shape_clear(full_shape *shape);
const full_record *full_record_find(const full_shape *shape, const char *name);
/** Does the name, or the description, say what column @p i holds?  For the lint. */
bool full_column_said(const full_record *record, int i);

/* ---- what the file is an export of ----------------------------------------------------------- */

/* The register and the last entry of its journal: these records are that state and no other.  A
 * register that took an export in whole, and was not changed since, is still that state. */
typedef struct full_origin {
	char uuid[37];
	int64_t seq;
} full_origin;

enum { FULL_COMMAND = 160, FULL_BATCH = 24 };

/* How far an import came, kept in the words of its journal entries. */
typedef struct full_progress {
	full_origin of;
	bool exact; /* nothing was kept or changed beside the file */
	int64_t line, lines;
} full_progress;

/** "import full of UUID at SEQ, line N of M" */
void full_progress_write(const full_progress *p, char buf[FULL_COMMAND]);
/** False when the command is none of these. */
bool full_progress_read(const char *command, full_progress *ret);

/** What this register is now.  @retval CNIS_ECONFLICT  an import of it is not finished */
cnis_status full_origin_now(cnis_register *r, full_origin *ret, cnis_error *reterr);

/* ---- out ------------------------------------------------------------------------------------- */

typedef struct full_sums {
	int64_t children, records;
	char sha256[HASH_SIZE * 2 + 1]; /* of every line but the last */
} full_sums;

/** Write all of it, inside a snapshot the caller holds. */
cnis_status full_write(cnis_register *r, const full_shape *shape, cnis_sink_fn fn, void *payload,
                       full_sums *ret, cnis_error *reterr);

/* ---- in -------------------------------------------------------------------------------------- */

enum { FULL_LINE = 4 * 1024 * 1024 }; /* bytes */

/* The file, read line by line and hashed on the way. */
typedef struct full_file {
	int fd;
	char *bytes;
	size_t at, len, room; /* what lies in bytes: from at to len */
	bool ended;
	int64_t line;      /* number of the line handed out last, from 1 */
	hash_state hash;   /* of all lines handed out */
	hash_state before; /* of all but the last */
} full_file;

/** Zero @p ret; full_file_close() is safe on it then.  Field of an error: "file". */
cnis_status full_file_open(const char *path, full_file *ret, cnis_error *reterr);
void full_file_close(full_file *f);
cnis_status full_file_rewind(full_file *f, cnis_error *reterr);
/** The next line, without its end and with a NUL instead, good until the next call; NULL at the
 * end of the file.  @retval CNIS_EINVAL  too long, or the last one has no end */
cnis_status full_file_line(full_file *f, char **ret, size_t *ret_len, cnis_error *reterr);
/** Hexadecimal SHA-256 of @p h, which stays as it is. */
void full_file_sum(const hash_state *h, char ret[HASH_SIZE * 2 + 1]);

/** CNIS_EINVAL with "line N, record.key" as the field; @p record and @p key may be NULL. */
cnis_status full_wrong(cnis_error *err, int64_t line, const char *record, const char *key,
                       const char *words);

/* What the first and the last line say, once they are found to be true of the lines between. */
typedef struct full_head {
	char authority[4];
	bool demonstration;
	int64_t format, schema;
	full_origin of;
	int64_t *count; /* of each record, by place in the shape; -1: not said.  free() */
	int64_t lines;
	char sha256[HASH_SIZE * 2 + 1];
} full_head;

/** Read the whole file once.  @retval CNIS_EINVAL  cut, changed, or no full export */
cnis_status full_head_read(full_file *f, const full_shape *shape, full_head *ret,
                           cnis_error *reterr);

/* Every code of every list.  Zero it first. */
typedef struct full_codes {
	char **key;
	size_t n, room;
} full_codes;

cnis_status full_codes_read(cnis_register *r, full_codes *ret, cnis_error *reterr);
void full_codes_clear(full_codes *codes);
/** Has one of the lists this code of @p len bytes? */
bool full_codes_have(const full_codes *codes, const char *const lists[FULL_LISTS], const char *code,
                     size_t len);

/* One line, read. */
typedef struct full_line {
	int64_t number;
	json_t *json;              /* what the values borrow from */
	const full_record *record; /* NULL: a last_number */
	const full_record *of;     /* last_number: of which */
	int64_t last;
	layout_value value[LAYOUT_COLUMNS];
} full_line;

/** The values of one line; keys left out are NULL and `rev` is @p rev.  Release with
 * full_line_clear(), also after a failure. */
cnis_status full_line_read(const full_shape *shape, char *text, size_t len, int64_t number,
                           int64_t rev, full_line *ret, cnis_error *reterr);
void full_line_clear(full_line *l);

/** One line as an object with "schema" and "record"; json_decref() it.  @retval CNIS_EINVAL */
cnis_status full_json(const char *text, size_t len, int64_t number, json_t **ret,
                      cnis_error *reterr);

#endif
