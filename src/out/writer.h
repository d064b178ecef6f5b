#ifndef CNIS_OUT_WRITER_H
#define CNIS_OUT_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cnis/day.h>

/*
 * Rows for people and for machines, one interface: a command says what the columns are and hands
 * over cells in their order; it never knows the format.
 *
 *   table  aligned columns with headings.  The first 200 rows are kept to find the widths, the
 *          rest stream; a longer cell later pushes its row aside, nothing is cut
 *   plain  `key: value` a line, a blank line between records, no boxes, no colour
 *   csv    RFC 4180: CRLF, a header row of keys, quotes where needed.  A text that a spreadsheet
 *          would take for a formula (it starts with = + - @ tab or CR) gets a ' in front
 *   json   one object a line; "schema":1 first; keys are promised
 *
 * No value: empty in table, plain and csv, null in json.  Control and bidirectional characters
 * reach no terminal: they are written as \x1b, \u202e (csv keeps line breaks inside quotes).
 */
enum { OUT_SCHEMA = 1, OUT_COLUMNS_MAX = 64 };

typedef enum out_format { OUT_TABLE, OUT_PLAIN, OUT_CSV, OUT_JSON } out_format;

typedef enum out_type {
	OUT_TEXT,
	OUT_INT,     /* aligned right in a table */
	OUT_DAY,     /* ISO */
	OUT_INSTANT, /* UTC seconds in, ISO out */
	OUT_BOOL,    /* yes/no for people, true/false for machines */
	OUT_LIST,    /* space-separated codes; an array in json, [] when empty */
	OUT_RAW,     /* a JSON value, written as it is in json and as text elsewhere */
} out_type;

typedef struct out_column {
	const char *key;     /* snake_case, stable: csv header, json key, plain label */
	const char *heading; /* for people; NULL: only machines see this column */
	out_type type;
	int width; /* least width in a table; 0: as wide as the heading */
} out_column;

typedef struct out_spec {
	const out_column *columns; /* borrowed until out_close() */
	size_t n;
	const char *record; /* json key "record" where one command writes several kinds; NULL: none
	                     */
	const char *title;  /* heading above a table, or NULL */
	bool vertical; /* in a table: one `Heading  value` line a cell, for showing one record */
} out_spec;

typedef struct writer writer;

/** Start writing rows to @p f.  NULL when memory is gone.  Release with out_close(). */
writer *out_open(FILE *f, out_format format, const out_spec *spec);

/* The next cell of the row.  A cell of another type than its column is a programming mistake. */
void out_text(writer *w, const char *text); /* NULL: no value */
void out_int(writer *w, int64_t value);
void out_day(writer *w, cnis_day day);   /* CNIS_DAY_NONE: no value */
void out_instant(writer *w, int64_t at); /* 0: no value */
void out_bool(writer *w, bool value);
void out_null(writer *w);

/**
 * End the row.
 * @retval CNIS_EIO     the output cannot be written (or its reader has gone): stop
 * @retval CNIS_ENOMEM
 */
cnis_status out_row(writer *w);

/** What is written from now on goes to @p f. */
void out_redirect(writer *w, FILE *f);

/** Rows so far. */
size_t out_rows(const writer *w);

/** Write what is left and release; NULL is allowed.  Same answers as out_row(). */
cnis_status out_close(writer *w);

/** "table", "plain", "csv" or "json". */
bool out_format_parse(const char *text, out_format *ret);

/** Write @p text with control and bidirectional characters made visible. */
void out_safe(FILE *f, const char *text);

#endif
