#ifndef CNIS_EXCHANGE_CSV_H
#define CNIS_EXCHANGE_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cnis/error.h>

/*
 * Reading CSV as schools and councils send it: RFC 4180, with a byte order mark, CRLF or LF, quotes
 * and newlines inside quotes.  Bytes must be UTF-8; Windows-1252 and UTF-16 are recognised and
 * refused with a hint, because guessing would write a wrong name into a legal register.  A caller
 * who was told that a file is Windows-1252 says so in the limits; a file that is UTF-8 all the same
 * is then refused too.
 *
 * A leading apostrophe before = + - or @ is the formula guard of sink.h and is taken off again.
 */
typedef struct csv_cell {
	const char *text; /* NUL-terminated; may hold newlines */
	size_t len;
} csv_cell;

typedef struct csv_row {
	int64_t number; /* 0 is the header */
	int64_t line;   /* of the file, from 1, on which the row starts */
	size_t n;
	const csv_cell *cell;
} csv_row;

/** Cells are borrowed for the call. */
typedef cnis_status (*csv_row_fn)(const csv_row *row, void *payload, cnis_error *reterr);

typedef struct csv_limits {
	size_t file;       /* bytes */
	size_t cell;       /* bytes */
	size_t columns;    /* in a row */
	bool windows_1252; /* the bytes are that, because somebody said so */
} csv_limits;

/** A place in a file, both counted from 1. */
typedef struct csv_place {
	int64_t line;
	size_t column;
} csv_place;

/** 32 MiB, 4 KiB, 256. */
extern const csv_limits csv_usual;

/**
 * Read a whole file.  Rows are handed on as they are read: look before you write.
 *
 * @param limits     NULL: csv_usual
 * @param ret_place  filled where the field of the error is a place the reader found; NULL
 * @retval CNIS_ENOTFOUND  no such file
 * @retval CNIS_EINVAL     a directory, empty, too large, not in the encoding, a stray quote, a cell
 * too long; field says the line and the column
 * @retval CNIS_EIO        it cannot be read
 */
cnis_status csv_read_file(const char *path, const csv_limits *limits, csv_row_fn fn, void *payload,
                          csv_place *ret_place, cnis_error *reterr);

/** As csv_read_file(), of bytes in memory. */
cnis_status csv_read_bytes(const char *bytes, size_t len, const csv_limits *limits, csv_row_fn fn,
                           void *payload, cnis_error *reterr);

/** Open for reading what must be an ordinary file: see csv_read_file() for the answers.  @p what
 * is the field of the error.  Close *ret_fd. */
cnis_status csv_open(const char *path, size_t max_bytes, const char *what, int *ret_fd,
                     cnis_error *reterr);

#endif
