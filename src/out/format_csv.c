/* RFC 4180, for spreadsheets: no text is taken for a formula. */
#include "out/format.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

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

void
csv_head(writer *w)
{
	for (size_t i = 0; i < w->spec.n; i++)
		fprintf(w->f, "%s%s", i == 0 ? "" : ",", w->spec.columns[i].key);
	fputs("\r\n", w->f);
}

void
csv_row(writer *w)
{
	for (size_t i = 0; i < w->spec.n; i++) {
		if (i > 0)
			putc(',', w->f);
		csv_cell(w, i);
	}
	fputs("\r\n", w->f);
}
