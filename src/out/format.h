#ifndef CNIS_OUT_FORMAT_H
#define CNIS_OUT_FORMAT_H

#include "out/writer.h"

/* What writer.c and the formats share: a row of finished texts, and how each format writes it. */

struct cell {
	char *text; /* own; NULL: no value */
	int64_t number;
};

struct writer {
	FILE *f;
	out_format format;
	out_spec spec;
	struct cell row[OUT_COLUMNS_MAX];
	size_t next; /* cell to be filled */
	size_t rows;
	cnis_status st;
	/* table */
	struct cell *page; /* PAGE rows of spec.n cells */
	size_t n_page;
	size_t width[OUT_COLUMNS_MAX];
	size_t gap; /* spaces owed before the next text: none are left at the end of a line */
	bool sized;
};

/** Release the texts of a row. */
void cells_free(struct cell *cells, size_t n);

/* escape.c */
void put_escaped(FILE *f, const char *text, bool json, bool lines);
/** Columns out_safe() will take on a terminal. */
size_t safe_width(const char *text);

/* format_table.c.  A table keeps its first rows to find the widths: flush it before the end. */
void table_add(writer *w);
void table_flush(writer *w);
void table_free(writer *w);
/** One record, a line a cell. */
void vertical_row(writer *w);

/* format_plain.c */
void plain_row(writer *w);

/* format_csv.c */
void csv_head(writer *w);
void csv_row(writer *w);

/* format_json.c */
void json_row(writer *w);

#endif
