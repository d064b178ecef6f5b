/* One object a line; the keys are promised. */
#include "out/format.h"

#include <string.h>

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

void
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
