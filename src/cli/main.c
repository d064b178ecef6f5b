#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cnis/version.h>

#include "cli/inside.h"
#include "cli/table.h"
#include "out/talk.h"

/* Files of the register are for its group of officers to open by policy, not by accident; a core
 * dump would hold children's names. */
static void
harden_process(void)
{
	const struct rlimit none = { 0, 0 };
	struct sigaction ignore = { .sa_handler = SIG_IGN };

	umask(077);
	setrlimit(RLIMIT_CORE, &none);
	sigemptyset(&ignore.sa_mask);
	sigaction(SIGPIPE, &ignore, NULL); /* a write then answers EPIPE */
}

static cnis_status
read_globals(cli *x)
{
	const char *format = cli_text(x, "format");
	const char *known = cli_text(x, "known-at");

	x->format = isatty(STDOUT_FILENO) == 1 ? OUT_TABLE : OUT_PLAIN;
	if (format != NULL)
		out_format_parse(format, &x->format);
	x->as_at = cli_day(x, "as-at");
	x->dry_run = cli_given(x, "dry-run");
	x->quiet = cli_given(x, "quiet");
	x->verbose = cli_given(x, "verbose");
	x->no_input = cli_given(x, "no-input") || isatty(STDIN_FILENO) != 1;
	talk_quiet(x->quiet);
	if (known != NULL && cnis_instant_parse(known, &x->known_at) != CNIS_OK)
		return cli_fail(x, CNIS_EINVAL, "known-at",
		                "neither a date nor an instant such as 2026-11-21T09:30:00Z");
	return CNIS_OK;
}

static cnis_status
run_command(cli *x)
{
	static char login[64];
	cnis_status st = read_globals(x);

	if (st == CNIS_OK)
		st = actor_login(x, login, sizeof(login));
	x->login = login;
	if (st == CNIS_OK)
		st = actor_clock(x);
	if (st == CNIS_OK)
		st = register_path(x);
	if (st == CNIS_OK)
		st = register_open(x);
	if (st == CNIS_OK)
		st = options_words_said(x);
	if (st == CNIS_OK)
		st = x->command->run(x);
	st = output_finish(x, st);
	if (x->r != NULL && cnis_register_wrote_withheld(x->r))
		cli_say(
		    x,
		    "warning: a text of yours says something that is withheld (an address, a "
		    "number, a school); it is kept as typed, and shows the word `withheld` in its "
		    "place; if it need not say it, take it back (cnis undo %lld) and type it "
		    "without",
		    (long long)cnis_register_seq(x->r));
	if (st == CNIS_OK && x->dry_run)
		cli_say(x, "dry run: nothing was changed");
	cnis_register_close(x->r);
	x->r = NULL;
	pager_show(x);
	return st;
}

/* Words that are no commands: what the build and the shell ask of the program. */
static bool
hidden(cli *x, int argc, const char **argv, cnis_status *ret_st)
{
	if (argc < 2)
		return false;
	if (strcmp(argv[1], "__man") == 0)
		*ret_st = argc > 2 ? man_write(x, argv[2]) : man_list(x);
	else if (strcmp(argv[1], "__complete") == 0)
		*ret_st = complete_write(argc - 2, argv + 2);
	else
		return false;
	*ret_st = output_finish(x, *ret_st);
	return true;
}

static cnis_status
dispatch(cli *x, int argc, const char **argv)
{
	char name[128];
	cnis_status st;

	if (hidden(x, argc, argv, &st))
		return st;
	if (argc > 1 && strcmp(argv[1], "help") == 0) { /* `cnis help duty list`: its --help */
		for (int i = 1; i + 1 < argc; i++)
			argv[i] = argv[i + 1];
		argv[argc - 1] = "--help";
	}
	st = options_words(x, &argc, argv);
	if (st != CNIS_OK)
		return st;
	snprintf(name, sizeof(name), "%s", x->inside->words);
	st = options_parse(x, argc, argv);
	if (st != CNIS_OK)
		return st;
	if (cli_given(x, "version")) {
		printf("cnis %s\n", cnis_version());
	} else if (cli_given(x, "help")) {
		if (x->command != NULL)
			help_command(stdout, x->command);
		else if (name[0] != '\0')
			help_group(stdout, name);
		else
			help_program(stdout);
	} else if (x->command != NULL) {
		return run_command(x);
	} else if (x->n_args > 0) {
		return cli_fail(x, CNIS_EINVAL, "", "the command comes first");
	} else {
		return cli_fail(x, CNIS_EINVAL, "", "%s",
		                name[0] == '\0' ? "no command; `cnis --help` lists them"
		                                : "a subcommand is missing");
	}
	return output_finish(x, CNIS_OK);
}

static void
help_after(const cli *x)
{
	char name[128];
	char *space;
	bool subs;

	if (x->command != NULL || x->inside->words[0] == '\0')
		return;
	snprintf(name, sizeof(name), "%s", x->inside->words);
	space = strchr(name, ' ');
	if (space != NULL)
		*space = '\0';
	help_near(name, table_has(name, &subs) ? "" : NULL);
}

int
main(int argc, char **argv)
{
	struct cli_inside inside = { 0 };
	cli x = { .inside = &inside, .as_at = CNIS_DAY_NONE };
	const char **words = calloc((size_t)argc + 1, sizeof(*words));
	cnis_status st;
	int code;

	harden_process();
	if (words == NULL) {
		fputs("cnis: out of memory\n", stderr);
		return EXIT_FAILED;
	}
	for (int i = 0; i < argc; i++)
		words[i] = argv[i];
	st = dispatch(&x, argc, words);
	code = exit_code(st);
	if (inside.broken) {
		code = EXIT_DONE; /* the reader has seen enough */
	} else if (st != CNIS_OK) {
		exit_explain(&x, st);
		help_after(&x);
	} else if (x.command != NULL && cli_given(&x, "exit-code") && inside.rows > 0) {
		code = EXIT_NONEMPTY;
	}
	options_free(&x);
	free(words);
	return code;
}
