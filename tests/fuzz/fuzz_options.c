/*
 * The command line: one word a line, as argv.  It is parsed, and explained when it is wrong, by the
 * program's own functions; no command runs and no register is opened.  Nothing that was typed may
 * be said again but a slip in a command's or an option's own word, so a word with a capital letter
 * in a place of its own, "Zz", may never come back, nor may a byte a terminal would obey.
 */
#include <stdio.h>

#include "cli/inside.h"
#include "fuzz/fuzz.h"

enum { WORDS = 64 };

/* What main() does between its words and the command. */
static cnis_status
parse(cli *x, int argc, const char **argv)
{
	cnis_status st = options_words(x, &argc, argv);

	return st == CNIS_OK ? options_parse(x, argc, argv) : st;
}

static void
check_parsed(const cli *x)
{
	FUZZ_MUST(x->n_args >= 0 && x->n_args <= WORDS);
	for (int i = 0; i < x->n_args; i++)
		FUZZ_MUST(cli_arg(x, i) != NULL);
	FUZZ_MUST(cli_arg(x, x->n_args) == NULL);
	if (x->command == NULL || cli_given(x, "help") || cli_given(x, "version"))
		return;
	FUZZ_MUST(x->n_args >= x->command->min_args);
	for (const cli_option *o = x->command->options; o != NULL && o->type != CLI_END; o++) {
		FUZZ_MUST(!o->required || cli_given(x, o->name));
		FUZZ_MUST(o->type != CLI_INT || cli_int(x, o->name, 0) >= 0);
		FUZZ_MUST(o->type != CLI_REF || !cli_given(x, o->name) || cli_ref(x, o->name) > 0);
	}
}

/* What goes to stderr, as it would stand in a log. */
static void
check_said(const cli *x, cnis_status st)
{
	char *said = NULL;
	size_t len = 0;
	FILE *real = stderr;
	FILE *kept = open_memstream(&said, &len);

	FUZZ_MUST(kept != NULL);
	stderr = kept;
	exit_explain(x, st);
	if (x->command == NULL)
		help_near(x->inside->words, NULL);
	stderr = real;
	FUZZ_MUST(fclose(kept) == 0);
	FUZZ_MUST(strstr(said, "Zz") == NULL);
	for (size_t i = 0; i < len; i++)
		FUZZ_MUST(said[i] == '\n' || (said[i] >= 0x20 && said[i] < 0x7f));
	free(said);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cli_inside *inside = calloc(1, sizeof(*inside));
	cli x = { .inside = inside, .as_at = CNIS_DAY_NONE };
	char *text = fuzz_text(data, size);
	const char *argv[WORDS + 2] = { "cnis" };
	int argc = 1;
	cnis_status st;

	FUZZ_MUST(inside != NULL);
	for (char *p = text; *p != '\0' && argc <= WORDS;) {
		char *end = p + strcspn(p, "\n");

		argv[argc++] = p;
		p = *end == '\0' ? end : end + 1;
		*end = '\0';
	}
	st = parse(&x, argc, argv);
	FUZZ_MUST(st == CNIS_OK || exit_code(st) == 2);
	fuzz_error(st, &x.error);
	if (st == CNIS_OK)
		check_parsed(&x);
	else
		check_said(&x, st);
	options_free(&x);
	free(inside);
	free(text);
	return 0;
}
