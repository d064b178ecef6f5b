#ifndef CNIS_CLI_CLI_H
#define CNIS_CLI_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cnis/register.h>

#include "out/writer.h"

/*
 * What a command file sees.  A command is one row of a table: its words, what it needs of the
 * register, its options, its examples and a function.  Parsing, help, the manual page and
 * completion all come from that row.  README.md in this folder is the recipe.
 */

/* What main() does before the function runs. */
typedef enum cli_mode {
	CLI_NONE,     /* no register */
	CLI_OPTIONAL, /* opened for reading when there is one; else x->r is NULL */
	CLI_READ,     /* takes --as-at and --known-at; cannot write */
	CLI_WRITE,    /* takes --dry-run */
	CLI_CHECK,    /* opened for reading, an older schema is allowed */
	CLI_MIGRATE,  /* opened for writing, an older schema is allowed */
} cli_mode;

typedef enum cli_type {
	CLI_END,
	CLI_FLAG,
	CLI_TEXT,   /* words that are not personal data: codes, logins, a purpose */
	CLI_WORDS,  /* free text that may say something of a family: `-`, and it is asked for, or is
	               one line of stdin.  On the command line itself, which everybody on the machine
	               can read, in a demonstration register only */
	CLI_CHOICE, /* one of `choices` */
	CLI_INT,    /* not negative */
	CLI_DAY,
	CLI_REF,  /* a reference of kind `kind` (0: any) */
	CLI_FILE, /* a file name; `-` is stdin */
} cli_type;

typedef struct cli_option {
	const char *name; /* long name, without the dashes */
	char letter;      /* 0: none */
	cli_type type;
	const char *value;   /* what stands for the value in the help, e.g. "DATE"; NULL for a flag
	                      */
	const char *help;    /* one line, lower case, no full stop */
	const char *choices; /* CLI_CHOICE: space-separated */
	char kind;           /* CLI_REF: CNIS_REF_... */
	bool required;
	bool alone; /* given, the command needs no register */
	bool made;  /* CLI_FILE: a new file, and nothing else: `-` is none */
} cli_option;

#define CLI_OPTIONS_END                                                                            \
	{                                                                                          \
		.type = CLI_END                                                                    \
	}

enum { CLI_OPTIONS_MAX = 96, CLI_EXAMPLES = 2 };

typedef struct cli cli;

typedef struct cli_command {
	const char *name;    /* "duty"; NULL ends a table */
	const char *sub;     /* "extend"; NULL when the command has no subcommands */
	const char *summary; /* one line, lower case, no full stop */
	cli_mode mode;
	const cli_option *options; /* ends with CLI_OPTIONS_END; NULL: none */
	const char *synopsis;      /* of the arguments, e.g. "DUTY"; "" for none */
	int min_args;
	int max_args;                       /* -1: any number */
	const char *examples[CLI_EXAMPLES]; /* whole command lines, "cnis duty extend D3-7 ..." */
	const char *about; /* more for the manual: sentences, paragraphs parted by a blank line; one
	                      that begins with spaces is a line to copy; NULL */
	cnis_status (*run)(cli *x);
	bool list;     /* the answer is a list: takes --exit-code */
	bool now_only; /* answers about the file as it is: neither --as-at nor --known-at */
	bool writes;   /* CLI_NONE: takes --dry-run all the same */
	bool no_trial; /* writes, and cannot be tried out: takes no --dry-run */
} cli_command;

/* One run of the program. */
struct cli {
	const cli_command *command;
	cnis_register *r; /* as the mode says */
	cnis_error error; /* pass &x->error to the library; main() shows it */
	out_format format;
	cnis_day as_at;   /* --as-at; CNIS_DAY_NONE when not given */
	int64_t known_at; /* --known-at; 0 */
	bool dry_run, no_input, quiet, verbose;
	const char *login;
	int64_t now; /* CNIS_NOW; 0: the clock */
	const char *const *args;
	int n_args;
	struct cli_inside *inside;
};

/* ---- what was given; @p name must be one of the command's options --------------------------- */

bool cli_given(const cli *x, const char *name);
const char *cli_text(const cli *x, const char *name); /* NULL when not given; any type */
int64_t cli_int(const cli *x, const char *name, int64_t otherwise);
cnis_day cli_day(const cli *x, const char *name); /* CNIS_DAY_NONE when not given */
int64_t cli_ref(const cli *x, const char *name);  /* id; 0 when not given */

/* The day to answer for: --as-at, or today in the register. */
cnis_day cli_as_at(const cli *x);

/* Argument @p i (from 0).  @retval CNIS_EINVAL with a message that says what is wrong.  The
 * reference of a child's record that is no longer used (see merge) gives the record kept, and says
 * so. */
cnis_status cli_arg_ref(cli *x, int i, char kind, int64_t *ret_id);
cnis_status cli_arg_day(cli *x, int i, cnis_day *ret_day);
cnis_status cli_arg_int(cli *x, int i, int64_t *ret);
const char *cli_arg(const cli *x, int i); /* NULL when there are fewer */

/* The same of an option; 0 when not given. */
cnis_status cli_ref_child(cli *x, const char *name, int64_t *ret_id);
/* The same of a child's id that came another way. */
cnis_status cli_kept(cli *x, int64_t *id);
/* A child's record as it was typed, merged or not. */
cnis_status cli_arg_record(cli *x, int i, int64_t *ret_id);

/** Fill x->error.  @p field may be "".  Returns @p st. */
cnis_status cli_fail(cli *x, cnis_status st, const char *field, const char *fmt, ...)
    CNIS_PRINTF(4, 5);

/* ---- input that does not belong on a command line ------------------------------------------- */

/**
 * Read a whole file, or stdin for "-".  Release with free().
 * @retval CNIS_EINVAL  a directory, empty, or more than @p max bytes
 * @retval CNIS_ENOTFOUND
 */
cnis_status cli_read(cli *x, const char *path, size_t max, char **ret_text, size_t *ret_len);

/**
 * Ask on the terminal for one line: names, search terms, free text.  When stdin is not a terminal
 * one line is read from it without asking.  Trimmed; "" when the answer was empty.
 * @retval CNIS_EINVAL  --no-input, or the end of the input: field @p field is missing
 */
cnis_status cli_ask(cli *x, const char *field, const char *question, char **ret_text);

/** Yes or no; @p otherwise when the answer is empty.  Same answers. */
cnis_status cli_confirm(cli *x, const char *question, bool otherwise, bool *ret_yes);

/** May we ask? */
bool cli_interactive(const cli *x);

/* ---- output --------------------------------------------------------------------------------- */

/**
 * A writer on stdout in the format asked for.  End with cli_close().  Returns NULL with x->error
 * set when memory is gone.  Several one after the other are fine (show commands).
 */
writer *cli_open(cli *x, const out_spec *spec);
/** out_close(), unless @p st is already a failure (it is kept).  Counts the rows for --exit-code.
 */
cnis_status cli_close(cli *x, writer *w, cnis_status st);
/** stdout could not be written (errno says why): the command has failed; a closed pipe is silent.
 * What was recorded before stands, and is said with its journal entry. */
cnis_status cli_output_failed(cli *x);

/**
 * What a write did: one row on stdout (reference, done, seq, dry_run).
 * @param kind  CNIS_REF_...; 0 when there is no reference
 * @param done  e.g. "flag added"
 */
cnis_status cli_done(cli *x, char kind, int64_t id, const char *done);

/** A line to the person, on stderr; no personal data. */
void cli_say(const cli *x, const char *fmt, ...) CNIS_PRINTF(2, 3);
enum { CLI_LINE = 512 };
/** @p line, a command, with a placeholder for each option it needs and has not: what is suggested
 * says what is still to be filled in.  What is no single command is left as it is.
 * @return @p buf */
const char *cli_whole(const char *line, char buf[CLI_LINE]);
/** The most likely next command: `next: cnis ...`, as cli_whole() has it. */
void cli_next(const cli *x, const char *fmt, ...) CNIS_PRINTF(2, 3);

/** The path of the register in use, whether it is open or not. */
const char *cli_register_path(const cli *x);

/** The reference as text, in one of four rotating buffers: good until the fourth call after. */
const char *cli_reference(char kind, int64_t id);

/**
 * Keep in memory what is written from now on, until cli_release(): rows are read once, noted in
 * the access log, and only then shown.  What is still held when the command ends is thrown away.
 */
cnis_status cli_hold(cli *x);
/** Let it out.  @p w: the writer that is open, which goes on; or NULL. */
cnis_status cli_release(cli *x, writer *w);

/** A library callback that writes rows may end with this: stops the walk when stdout has failed.
 */
cnis_status cli_row(cli *x, writer *w);

#endif
