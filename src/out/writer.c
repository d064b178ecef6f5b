#include "out/writer.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "base/mem.h"
#include "base/text.h"

enum { PAGE = 200 }; /* rows kept to size a table */

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

static void
cells_free(struct cell *cells, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		free(cells[i].text);
		cells[i].text = NULL;
	}
}

static bool
is_hidden(utf8proc_int32_t c)
{
	return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x61c || c == 0x200e || c == 0x200f ||
	       (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

/* One character at @p s; a broken byte counts as U+FFFD. */
static utf8proc_int32_t
character(const char *s, size_t *ret_len)
{
	utf8proc_int32_t c;
	utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s, -1, &c);

	if (n <= 0) {
		*ret_len = 1;
		return -1;
	}
	*ret_len = (size_t)n;
	return c;
}

/* Bytes at the start of @p s that every format writes as they are: nearly all there are. */
static size_t
ordinary(const char *s)
{
	size_t n = 0;

	while (s[n] >= 0x20 && s[n] < 0x7f && s[n] != '"' && s[n] != '\\')
		n++;
	return n;
}

static void
put_escaped(FILE *f, const char *text, bool json, bool lines)
{
	size_t len;

	for (const char *p = text; *p != '\0'; p += len) {
		utf8proc_int32_t c;

		len = ordinary(p);
		if (len > 0) {
			fwrite(p, 1, len, f);
			continue;
		}
		c = character(p, &len);
		if (c < 0)
			fputs("\xef\xbf\xbd", f);
		else if (json && (c == '"' || c == '\\'))
			fprintf(f, "\\%c", (char)c);
		else if (lines && (c == '\n' || c == '\r' || c == '\t'))
			putc((int)c, f);
		else if (c == '\n')
			fputs("\\n", f);
		else if (c == '\t')
			fputs("\\t", f);
		else if (is_hidden(c) && !json && c < 0x100)
			fprintf(f, "\\x%02x", (unsigned)c);
		else if (is_hidden(c))
			fprintf(f, "\\u%04x", (unsigned)c);
		else
			fwrite(p, 1, len, f);
	}
}

void
out_safe(FILE *f, const char *text)
{
	put_escaped(f, text, false, false);
}

/* Columns put_escaped() will take on a terminal. */
static size_t
safe_width(const char *text)
{
	size_t width = 0;
	size_t len;

	for (const char *p = text; *p != '\0'; p += len) {
		utf8proc_int32_t c;

		len = ordinary(p);
		if (len > 0) {
			width += len;
			continue;
		}
		c = character(p, &len);
		if (c < 0)
			width += 1;
		else if (c == '\n' || c == '\t')
			width += 2;
		else if (is_hidden(c))
			width += c < 0x100 ? 4 : 6;
		else
			width += (size_t)utf8proc_charwidth(c);
	}
	return width;
}

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

/* ---- table ----------------------------------------------------------------------------------- */

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

static void
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

static void
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

static void
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

		if (!shown(c) || w->row[i].text == NULL)
			continue;
		fputs(c->heading, w->f);
		pad(w->f, widest - text_width(c->heading) + 2);
		out_safe(w->f, w->row[i].text);
		putc('\n', w->f);
	}
}

/* ---- plain, csv, json ------------------------------------------------------------------------ */

static void
plain_row(writer *w)
{
	if (w->rows > 0)
		putc('\n', w->f);
	else if (w->spec.title != NULL)
		fprintf(w->f, "# %s\n", w->spec.title);
	if (w->spec.record != NULL)
		fprintf(w->f, "record: %s\n", w->spec.record);
	for (size_t i = 0; i < w->spec.n; i++) {
		fprintf(w->f, "%s:", w->spec.columns[i].key);
		if (w->row[i].text != NULL && w->row[i].text[0] != '\0') {
			putc(' ', w->f);
			out_safe(w->f, w->row[i].text);
		}
		putc('\n', w->f);
	}
}

static void
csv_cell(writer *w, size_t i)
{
	const char *text = w->row[i].text;
	out_type type = w->spec.columns[i].type;
	bool quoted;
	bool guard;

	if (text == NULL)
		return;
	/* A number is a number: only texts can be mistaken for a formula. */
	guard = (type == OUT_TEXT || type == OUT_LIST || type == OUT_RAW) && text[0] != '\0' &&
	        strchr("=+-@\t\r", text[0]) != NULL;
	quoted = strpbrk(text, ",\"\r\n") != NULL;
	if (quoted)
		putc('"', w->f);
	if (guard)
		putc('\'', w->f);
	while (quoted && strchr(text, '"') != NULL) {
		char *part = mem_text_n(text, (size_t)(strchr(text, '"') - text));

		if (part == NULL) {
			w->st = CNIS_ENOMEM;
			return;
		}
		put_escaped(w->f, part, false, true);
		fputs("\"\"", w->f);
		text += strlen(part) + 1;
		free(part);
	}
	put_escaped(w->f, text, false, true);
	if (quoted)
		putc('"', w->f);
}

static void
csv_head(writer *w)
{
	for (size_t i = 0; i < w->spec.n; i++)
		fprintf(w->f, "%s%s", i == 0 ? "" : ",", w->spec.columns[i].key);
	fputs("\r\n", w->f);
}

static void
csv_row(writer *w)
{
	for (size_t i = 0; i < w->spec.n; i++) {
		if (i > 0)
			putc(',', w->f);
		csv_cell(w, i);
	}
	fputs("\r\n", w->f);
}

static void
json_list(FILE *f, const char *text)
{
	const char *p = text;

	putc('[', f);
	while (*p != '\0') {
		size_t len = strcspn(p, " ");

		if (len > 0)
			fprintf(f, "%s\"%.*s\"", p == text ? "" : ",", (int)len, p);
		p += len;
		p += *p == ' ' ? 1 : 0;
	}
	putc(']', f);
}

static void
json_cell(writer *w, size_t i)
{
	const char *text = w->row[i].text;

	if (text == NULL) {
		fputs("null", w->f);
		return;
	}
	switch (w->spec.columns[i].type) {
	case OUT_INT:
	case OUT_RAW:
		fputs(text, w->f);
		break;
	case OUT_BOOL:
		fputs(w->row[i].number != 0 ? "true" : "false", w->f);
		break;
	case OUT_LIST:
		json_list(w->f, text);
		break;
	case OUT_TEXT:
	case OUT_DAY:
	case OUT_INSTANT:
		putc('"', w->f);
		put_escaped(w->f, text, true, false);
		putc('"', w->f);
		break;
	}
}

static void
json_row(writer *w)
{
	fprintf(w->f, "{\"schema\":%d", OUT_SCHEMA);
	if (w->spec.record != NULL)
		fprintf(w->f, ",\"record\":\"%s\"", w->spec.record);
	for (size_t i = 0; i < w->spec.n; i++) {
		fprintf(w->f, ",\"%s\":", w->spec.columns[i].key);
		json_cell(w, i);
	}
	fputs("}\n", w->f);
}

/* ---- the interface --------------------------------------------------------------------------- */

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
	if (w->page != NULL)
		cells_free(w->page, PAGE * w->spec.n);
	cells_free(w->row, w->spec.n);
	if (w->st == CNIS_OK && ferror(w->f) != 0)
		w->st = CNIS_EIO;
	st = w->st;
	free(w->page);
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
