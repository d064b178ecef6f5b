/* For people: aligned columns, or one line a cell where one record is shown. */
#include "out/format.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

enum { PAGE = 200 }; /* rows kept to size a table */

static void
pad(FILE *f, size_t n)
{
	while (n-- > 0)
		putc(' ', f);
}

static bool
shown(const out_column *c)
{
	return c->heading != NULL;
}

static void
table_cell(writer *w, size_t i, const char *text)
{
	size_t width = safe_width(text);
	size_t room = w->width[i] > width ? w->width[i] - width : 0;
	bool right = w->spec.columns[i].type == OUT_INT;

	if (text[0] == '\0') {
		w->gap += room + 2;
		return;
	}
	pad(w->f, w->gap + (right ? room : 0));
	out_safe(w->f, text);
	w->gap = 2 + (right ? 0 : room);
}

static void
table_end(writer *w)
{
	w->gap = 0;
	putc('\n', w->f);
}

static void
table_row(writer *w, const struct cell *cells)
{
	for (size_t i = 0; i < w->spec.n; i++)
		if (shown(&w->spec.columns[i]))
			table_cell(w, i, cells[i].text == NULL ? "" : cells[i].text);
	table_end(w);
}

static void
table_size(writer *w)
{
	for (size_t i = 0; i < w->spec.n; i++) {
		const out_column *c = &w->spec.columns[i];

		if (!shown(c))
			continue;
		w->width[i] = text_width(c->heading);
		if (c->width > 0 && (size_t)c->width > w->width[i])
			w->width[i] = (size_t)c->width;
		for (size_t k = 0; k < w->n_page; k++) {
			const char *text = w->page[k * w->spec.n + i].text;
			size_t width = text == NULL ? 0 : safe_width(text);

			if (width > w->width[i])
				w->width[i] = width;
		}
	}
	w->sized = true;
}

static void
table_head(writer *w)
{
	if (w->spec.title != NULL)
		fprintf(w->f, "%s\n", w->spec.title);
	if (w->n_page == 0 && w->rows == 0)
		return;
	for (size_t i = 0; i < w->spec.n; i++)
		if (shown(&w->spec.columns[i]))
			table_cell(w, i, w->spec.columns[i].heading);
	table_end(w);
}

void
table_flush(writer *w)
{
	if (!w->sized) {
		table_size(w);
		table_head(w);
	}
	for (size_t k = 0; k < w->n_page; k++) {
		table_row(w, w->page + k * w->spec.n);
		cells_free(w->page + k * w->spec.n, w->spec.n);
	}
	w->n_page = 0;
}

void
table_add(writer *w)
{
	if (w->sized) {
		table_row(w, w->row);
		return;
	}
	if (w->page == NULL)
		w->page = mem_new(PAGE * w->spec.n, sizeof(struct cell));
	if (w->page == NULL) {
		w->st = CNIS_ENOMEM;
		return;
	}
	memcpy(w->page + w->n_page * w->spec.n, w->row, w->spec.n * sizeof(struct cell));
	memset(w->row, 0, sizeof(w->row));
	if (++w->n_page == PAGE)
		table_flush(w);
}

void
table_free(writer *w)
{
	if (w->page != NULL)
		cells_free(w->page, PAGE * w->spec.n);
	free(w->page);
}

void
vertical_row(writer *w)
{
	size_t widest = 0;

	for (size_t i = 0; i < w->spec.n; i++) {
		const out_column *c = &w->spec.columns[i];

		if (shown(c) && text_width(c->heading) > widest)
			widest = text_width(c->heading);
	}
	if (w->rows > 0)
		putc('\n', w->f);
	else if (w->spec.title != NULL)
		fprintf(w->f, "%s\n", w->spec.title);
	for (size_t i = 0; i < w->spec.n; i++) {
		const out_column *c = &w->spec.columns[i];
		const char *text = w->row[i].text;

		if (!shown(c) || text == NULL || text[0] == '\0')
			continue;
		fputs(c->heading, w->f);
		pad(w->f, widest - text_width(c->heading) + 2);
		out_safe(w->f, text);
		putc('\n', w->f);
	}
}
