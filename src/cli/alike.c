#include "cli/alike.h"

#include <stdio.h>
#include <string.h>

static bool
is_known(const cnis_likeness_field *f)
{
	return strcmp(f->reason, "not known") != 0;
}

void
alike_words(const cnis_likeness *l, bool weights, char buf[ALIKE_SIZE])
{
	size_t len = 0;

	buf[0] = '\0';
	for (size_t i = 0; i < l->n_fields && len < ALIKE_SIZE; i++) {
		const cnis_likeness_field *f = &l->field[i];
		char weight[16] = "";

		if (!is_known(f))
			continue;
		if (weights)
			(void)snprintf(weight, sizeof(weight), " (%.1f)", f->weight / 10.0);
		len += (size_t)snprintf(buf + len, ALIKE_SIZE - len, "%s%s %s%s",
		                        len == 0 ? "" : "; ", cnis_likeness_field_words(f->field),
		                        f->reason, weight);
	}
}

void
alike_lines(const cnis_likeness *l, const char *rule, char buf[ALIKE_SIZE])
{
	size_t len = 0;

	buf[0] = '\0';
	for (size_t i = 0; i < l->n_fields && len < ALIKE_SIZE; i++) {
		const cnis_likeness_field *f = &l->field[i];

		if (is_known(f))
			len += (size_t)snprintf(
			    buf + len, ALIKE_SIZE - len, "    %-12s %s (%+.1f)\n",
			    cnis_likeness_field_words(f->field), f->reason, f->weight / 10.0);
	}
	if (rule != NULL && len < ALIKE_SIZE)
		(void)snprintf(buf + len, ALIKE_SIZE - len, "    %s\n", rule);
}

void
alike_say(const cli *x, const cnis_registration_note *n, const char *line)
{
	char lines[ALIKE_SIZE];

	cli_say(x, "%s%s: %.*s (%s, weight %+.1f)", n->field, line, (int)strcspn(n->message, ":"),
	        n->message, cnis_likeness_word(n->likeness->kind), n->likeness->weight / 10.0);
	alike_lines(n->likeness, n->likeness->rule, lines);
	if (!x->quiet)
		fputs(lines, stderr);
}
