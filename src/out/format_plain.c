/* A line a cell, `key: value`: for people with a screen reader and for scripts. */
#include "out/format.h"

void
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
