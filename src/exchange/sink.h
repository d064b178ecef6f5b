#ifndef CNIS_EXCHANGE_SINK_H
#define CNIS_EXCHANGE_SINK_H

#include <cnis/day.h>
#include <cnis/export.h>

/*
 * Many rows out: one buffer, no allocation a row, no DOM.
 *
 * CSV: RFC 4180, CRLF, quotes only where needed, a header line.  Formula guard: a text that begins
 * with = + - or @ (after any apostrophes) is written with one apostrophe before it, so that a
 * spreadsheet shows it instead of running it; csv.h takes it off again.
 * JSON: one object a line.
 */
enum { SINK_BUFFER = 64 * 1024 };

typedef struct sink {
	cnis_sink_fn fn;
	void *payload;
	cnis_error *err;
	cnis_status st; /* first failure; later writes do nothing */
	bool json, first;
	int64_t rows;
	size_t len;
	char bytes[SINK_BUFFER];
} sink;

/** @p s is large: allocate it, or keep it in a struct that is. */
void sink_begin(sink *s, bool json, cnis_sink_fn fn, void *payload, cnis_error *err);

/** CSV: the names as the header line.  JSON: nothing. */
void sink_header(sink *s, const char *const *names, size_t n);

void sink_row(sink *s);
/* One cell; @p name is used by JSON and must need no escaping. */
void sink_text(sink *s, const char *name, const char *value); /* NULL: empty, or null */
void sink_int(sink *s, const char *name, int64_t value);
void sink_day(sink *s, const char *name, cnis_day value); /* CNIS_DAY_NONE: empty, or null */
void sink_bool(sink *s, const char *name, bool value);
void sink_row_end(sink *s);

/* Pieces for JSON that is not a row: the bytes as they are, and a quoted string. */
void sink_raw(sink *s, const char *text);
void sink_quoted(sink *s, const char *text);

/** Hand on what is left. @return the first failure */
cnis_status sink_end(sink *s);

#endif
