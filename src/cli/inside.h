#ifndef CNIS_CLI_INSIDE_H
#define CNIS_CLI_INSIDE_H

#include "cli/cli.h"

/* What the files of the framework share and no command may see. */
struct cli_value {
	const cli_option *option;
	char *text;     /* own */
	int64_t number; /* CLI_INT, CLI_REF, CLI_DAY, CLI_FLAG */
};

enum { CLI_ARGS_MAX = 1000 };

struct cli_inside {
	struct cli_value values[CLI_OPTIONS_MAX];
	size_t n_values;
	void *context; /* poptContext: owns the arguments */
	const char *args[CLI_ARGS_MAX];
	char words[128]; /* "duty extend", for errors */
	char path[4096];
	writer *done; /* of cli_done() */
	size_t rows;
	FILE *spool; /* rows kept for the pager; NULL: they go to stdout */
	char *page;
	size_t page_len;
	FILE *held; /* rows kept until they are noted; NULL: nothing is */
	char *kept;
	size_t kept_len;
	bool broken; /* whoever read stdout has gone */
	bool acted;  /* cli_done() said so */
	bool whole;  /* the command did all it was to do: only output is left */
	bool lost;   /* something was done, and its output could not be written */
};

/* options.c */
/** Parse everything after the command words.  @retval CNIS_EINVAL usage */
cnis_status options_parse(cli *x, int argc, const char **argv);
void options_free(cli *x);
/** May every reference that was typed be named?  @retval CNIS_EPERM */
cnis_status options_sight(cli *x);
/** Ask for the words that were given as `-`, in the order of the command line.
 * @retval CNIS_EINVAL  they stand on the command line itself, and the register is a live one */
cnis_status options_words_said(cli *x);
/** Take the command words out of @p argv: global options may stand before them. */
cnis_status options_words(cli *x, int *argc, const char **argv);

/* help.c */
void help_program(FILE *f);
void help_group(FILE *f, const char *name);
void help_command(FILE *f, const cli_command *c);
/** near ones of a mistyped word, on stderr */
void help_near(const char *name, const char *sub);

/* man.c */
cnis_status man_write(cli *x, const char *page);
cnis_status man_list(cli *x);

/* complete.c */
cnis_status complete_write(int n, const char *const *words);

/* actor.c */
cnis_status actor_login(cli *x, char *buf, size_t size);
cnis_status actor_clock(cli *x);
cnis_status register_path(cli *x);
cnis_status register_open(cli *x);

/* pager.c */
/** Where rows go: stdout, or memory until cli_release() or pager_show(). */
FILE *pager_open(cli *x);
void pager_show(cli *x);

/* output.c */
cnis_status output_finish(cli *x, cnis_status st);

/* exit.c, spell.c */
enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_NONEMPTY = 10 };
int exit_code(cnis_status st);
void exit_explain(const cli *x, cnis_status st);

/** @p field of an error as the command spells it: its option or argument; @p field itself where the
 * command has none of it, as of a form. */
const char *spell_field(const cli *x, const char *field);

#endif
