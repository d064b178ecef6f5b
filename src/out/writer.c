/* The interface: cells are taken in, checked against their column, and handed to the format. */
#include "out/writer.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "out/format.h"

void
cells_free(struct cell *cells, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		free(cells[i].text);
		cells[i].text = NULL;
	}
}

writer *
out_open(FILE *f, out_format format, const out_spec *spec)
{
	writer *w = mem_new(1, sizeof(*w));

	assert(spec->n > 0 && spec->n <= OUT_COLUMNS_MAX);
	if (w == NULL)
		return NULL;
	w->f = f;
	w->format = format;
	w->spec = *spec;
	if (format == OUT_CSV)
		csv_head(w);
	return w;
}

static void
put_cell(writer *w, char *text, int64_t number)
{
	assert(w->next < w->spec.n);
	w->row[w->next].text = text;
	w->row[w->next].number = number;
	w->next++;
}

static void
put_copy(writer *w, const char *text, int64_t number)
{
	char *copy = mem_text(text);

	if (copy == NULL)
		w->st = CNIS_ENOMEM;
	put_cell(w, copy, number);
}

void
out_text(writer *w, const char *text)
{
	if (text == NULL) {
		out_null(w);
		return;
	}
	assert(w->spec.columns[w->next].type == OUT_TEXT ||
	       w->spec.columns[w->next].type == OUT_LIST ||
	       w->spec.columns[w->next].type == OUT_RAW);
	put_copy(w, text, 0);
}

void
out_int(writer *w, int64_t value)
{
	char bytes[24];
	text_buf b = text_buf_on(bytes, sizeof(bytes));

	assert(w->spec.columns[w->next].type == OUT_INT);
	text_add_int(&b, value);
	put_copy(w, bytes, value);
}

void
out_day(writer *w, cnis_day day)
{
	char iso[CNIS_DAY_ISO_SIZE];

	if (day == CNIS_DAY_NONE) {
		out_null(w);
		return;
	}
	assert(w->spec.columns[w->next].type == OUT_DAY);
	put_copy(w, cnis_day_iso(day, iso), day);
}

void
out_instant(writer *w, int64_t at)
{
	char iso[CNIS_INSTANT_ISO_SIZE];

	if (at == 0) {
		out_null(w);
		return;
	}
	assert(w->spec.columns[w->next].type == OUT_INSTANT);
	put_copy(w, cnis_instant_iso(at, iso), at);
}

void
out_bool(writer *w, bool value)
{
	const char *yes = w->format == OUT_CSV ? "true" : "yes";
	const char *no = w->format == OUT_CSV ? "false" : "no";

	assert(w->spec.columns[w->next].type == OUT_BOOL);
	put_copy(w, value ? yes : no, value);
}

void
out_null(writer *w)
{
	put_cell(w, NULL, 0);
}

cnis_status
out_row(writer *w)
{
	assert(w->next == w->spec.n);
	if (w->st == CNIS_OK) {
		switch (w->format) {
		case OUT_TABLE:
			if (w->spec.vertical)
				vertical_row(w);
			else
				table_add(w);
			break;
		case OUT_PLAIN:
			plain_row(w);
			break;
		case OUT_CSV:
			csv_row(w);
			break;
		case OUT_JSON:
			json_row(w);
			break;
		}
	}
	w->rows++;
	w->next = 0;
	cells_free(w->row, w->spec.n);
	if (w->st == CNIS_OK && ferror(w->f) != 0)
		w->st = CNIS_EIO;
	return w->st;
}

void
out_redirect(writer *w, FILE *f)
{
	w->f = f;
}

size_t
out_rows(const writer *w)
{
	return w->rows;
}

cnis_status
out_close(writer *w)
{
	cnis_status st;

	if (w == NULL)
		return CNIS_OK;
	if (w->st == CNIS_OK && w->format == OUT_TABLE && !w->spec.vertical)
		table_flush(w);
	cells_free(w->row, w->spec.n);
	if (w->st == CNIS_OK && ferror(w->f) != 0)
		w->st = CNIS_EIO;
	st = w->st;
	table_free(w);
	free(w);
	return st;
}

bool
out_format_parse(const char *text, out_format *ret)
{
	static const char *const names[] = { "table", "plain", "csv", "json" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(text, names[i]) == 0) {
			*ret = (out_format)i;
			return true;
		}
	return false;
}
