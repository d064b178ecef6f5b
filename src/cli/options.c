/* From the command line to checked values: the words of the command, then popt. */
#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <popt.h>

#include <cnis/reference.h>

#include "cli/inside.h"
#include "cli/table.h"

enum { OPTIONS_ALL = CLI_OPTIONS_MAX + 16, NAME_SIZE = 48 };

cnis_status
cli_fail(cli *x, cnis_status st, const char *field, const char *fmt, ...)
{
	va_list args;

	x->error.code = st;
	snprintf(x->error.where, sizeof(x->error.where), "%.31s", x->inside->words);
	snprintf(x->error.field, sizeof(x->error.field), "%s", field);
	va_start(args, fmt);
	vsnprintf(x->error.message, sizeof(x->error.message), fmt, args);
	va_end(args);
	return st;
}

/* ---- the words of the command ---------------------------------------------------------------- */

static const cli_option *
global_of(const char *arg, bool *ret_value_inside)
{
	size_t len = strcspn(arg, "=");

	*ret_value_inside = arg[len] == '=';
	for (const cli_option *o = cli_globals; o->type != CLI_END; o++) {
		if (strncmp(arg, "--", 2) == 0 && strlen(o->name) == len - 2 &&
		    strncmp(arg + 2, o->name, len - 2) == 0)
			return o;
		if (arg[0] == '-' && o->letter != 0 && arg[1] == o->letter) {
			*ret_value_inside = arg[2] != '\0';
			return o;
		}
	}
	return NULL;
}

/* Index of the next word that is no global option nor its value; argc when there is none. */
static int
next_word(int from, int argc, const char **argv)
{
	for (int i = from; i < argc; i++) {
		bool inside = false;
		const cli_option *o;

		if (strcmp(argv[i], "--") == 0)
			return argc;
		if (argv[i][0] != '-' || argv[i][1] == '\0')
			return i;
		o = global_of(argv[i], &inside);
		if (o == NULL)
			return argc;
		if (o->type != CLI_FLAG && !inside)
			i++;
	}
	return argc;
}

static void
take_out(int at, int *argc, const char **argv)
{
	for (int i = at; i < *argc; i++)
		argv[i] = argv[i + 1];
	(*argc)--;
}

/* What an error may repeat of a word that was typed: a slip in a command or an option.  Anything
 * else may be somebody's name, and errors end up in logs. */
static bool
plain_word(const char *word, char buf[32])
{
	size_t dashes = strspn(word, "-");
	size_t len = strcspn(word, "=");

	if (len <= dashes || len >= 32 ||
	    strspn(word + dashes, "abcdefghijklmnopqrstuvwxyz0123456789_-") < len - dashes)
		return false;
	snprintf(buf, 32, "%.*s", (int)len, word);
	return true;
}

static cnis_status
no_command(cli *x, const char *name)
{
	char word[32];

	if (!plain_word(name, word))
		return cli_fail(x, CNIS_EINVAL, "",
		                "there is no such command; `cnis --help` lists them");
	snprintf(x->inside->words, sizeof(x->inside->words), "%s", word);
	return cli_fail(x, CNIS_EINVAL, "", "there is no command '%s'; `cnis --help` lists them",
	                word);
}

static cnis_status
no_subcommand(cli *x, const char *name, const char *sub)
{
	char word[32];

	if (!plain_word(sub, word))
		return cli_fail(x, CNIS_EINVAL, "", "'%s' has no such subcommand", name);
	return cli_fail(x, CNIS_EINVAL, "", "'%s' has no subcommand '%s'", name, word);
}

cnis_status
options_words(cli *x, int *argc, const char **argv)
{
	int at = next_word(1, *argc, argv);
	const char *name;
	const char *sub = NULL;
	bool subs;

	if (at == *argc)
		return CNIS_OK;
	name = argv[at];
	if (!table_has(name, &subs))
		return no_command(x, name);
	snprintf(x->inside->words, sizeof(x->inside->words), "%s", name);
	take_out(at, argc, argv);
	if (subs) {
		at = next_word(at, *argc, argv);
		sub = at < *argc ? argv[at] : NULL;
		if (sub != NULL && table_find(name, sub) != NULL)
			take_out(at, argc, argv);
		else if (table_find(name, NULL) != NULL)
			sub = NULL;
		else if (sub != NULL)
			return no_subcommand(x, name, sub);
		else
			return CNIS_OK; /* `cnis duty --help`, or a subcommand is missing */
	}
	x->command = table_find(name, sub);
	if (sub != NULL)
		snprintf(x->inside->words, sizeof(x->inside->words), "%s %s", name, sub);
	return CNIS_OK;
}

/* ---- popt ------------------------------------------------------------------------------------ */

static void
to_popt(const cli_option *o, int val, struct poptOption *p)
{
	memset(p, 0, sizeof(*p));
	p->longName = o->name;
	p->shortName = o->letter;
	p->argInfo = o->type == CLI_FLAG ? POPT_ARG_NONE : POPT_ARG_STRING;
	p->val = val;
}

static cnis_status
check_value(cli *x, struct cli_value *v)
{
	const cli_option *o = v->option;
	cnis_day day;
	char *end;

	switch (o->type) {
	case CLI_FLAG:
		v->number = 1;
		return CNIS_OK;
	case CLI_DAY:
		if (cnis_day_parse(v->text, &day) != CNIS_OK)
			return cli_fail(x, CNIS_EINVAL, o->name, "%s", cnis_day_problem(v->text));
		v->number = day;
		return CNIS_OK;
	case CLI_REF:
		if (cnis_reference_parse(v->text, o->kind, NULL, &v->number) != CNIS_OK)
			return cli_fail(x, CNIS_EINVAL, o->name,
			                "not a reference of the right kind, or a slip in typing; "
			                "copy it as it was shown, e.g. %s",
			                cli_reference((char)(o->kind == 0 ? 'C' : o->kind), 1042));
		return CNIS_OK;
	case CLI_INT:
		v->number = strtoll(v->text, &end, 10);
		if (end == v->text || *end != '\0' || v->number < 0 || v->number > 1000000000)
			return cli_fail(x, CNIS_EINVAL, o->name,
			                "not a whole number from 0 to 1000000000");
		return CNIS_OK;
	case CLI_CHOICE: {
		size_t len = strlen(v->text);

		for (const char *p = o->choices; len > 0 && *p != '\0';) {
			size_t n = strcspn(p, " ");

			if (n == len && strncmp(p, v->text, n) == 0)
				return CNIS_OK;
			p += n;
			p += *p == ' ' ? 1 : 0;
		}
		return cli_fail(x, CNIS_EINVAL, o->name, "not one of: %s", o->choices);
	}
	case CLI_TEXT:
	case CLI_WORDS:
	case CLI_FILE:
		if (v->text[0] == '\0')
			return cli_fail(x, CNIS_EINVAL, o->name, "the value is empty");
		if (o->made && strcmp(v->text, "-") == 0)
			return cli_fail(x, CNIS_EINVAL, o->name, "is a file that is made: name it");
		return CNIS_OK;
	case CLI_END:
		break;
	}
	return CNIS_OK;
}

static cnis_status
keep_value(cli *x, const cli_option *o, char *text)
{
	struct cli_value *v;

	for (size_t i = 0; i < x->inside->n_values; i++)
		if (x->inside->values[i].option == o) {
			free(text);
			return cli_fail(x, CNIS_EINVAL, o->name, "given twice");
		}
	assert(x->inside->n_values < CLI_OPTIONS_MAX);
	v = &x->inside->values[x->inside->n_values++];
	v->option = o;
	v->text = text;
	return check_value(x, v);
}

static cnis_status
keep_arguments(cli *x)
{
	const char *arg;

	x->args = x->inside->args;
	while ((arg = poptGetArg(x->inside->context)) != NULL) {
		if (x->n_args == CLI_ARGS_MAX)
			return cli_fail(x, CNIS_EINVAL, "", "more than %d arguments", CLI_ARGS_MAX);
		x->inside->args[x->n_args++] = arg;
	}
	return CNIS_OK;
}

/* Inputs of a rule are named as in JSON, with underscores; typed with hyphens they are the same. */
static bool
with_hyphens(const char *name, char buf[NAME_SIZE])
{
	bool changed = false;
	size_t i;

	for (i = 0; name[i] != '\0' && i + 1 < NAME_SIZE; i++) {
		changed = changed || name[i] == '_';
		buf[i] = name[i];
		if (buf[i] == '_')
			buf[i] = '-';
	}
	buf[i] = '\0';
	return changed && name[i] == '\0';
}

static size_t
collect(const cli_command *c, const cli_option **all, struct poptOption *table,
        char spelled[][NAME_SIZE])
{
	size_t n = 0;
	size_t more;

	for (const cli_option *o = cli_globals; o->type != CLI_END; o++)
		all[n++] = o;
	for (const cli_option *o = c == NULL ? NULL : c->options; o != NULL && o->type != CLI_END;
	     o++) {
		assert(n < OPTIONS_ALL);
		all[n++] = o;
	}
	for (size_t i = 0; i < n; i++)
		to_popt(all[i], (int)i + 1, &table[i]);
	more = n;
	for (size_t i = 0; i < n; i++)
		if (with_hyphens(all[i]->name, spelled[i])) {
			to_popt(all[i], (int)i + 1, &table[more]);
			table[more].shortName = '\0';
			table[more++].longName = spelled[i];
		}
	memset(&table[more], 0, sizeof(table[more]));
	return n;
}

static bool
is_global(const cli_option *option)
{
	for (const cli_option *o = cli_globals; o->type != CLI_END; o++)
		if (o == option)
			return true;
	return false;
}

static cnis_status
check_all(cli *x)
{
	const cli_command *c = x->command;

	if (c == NULL || cli_given(x, "help") || cli_given(x, "version"))
		return CNIS_OK;
	for (size_t i = 0; i < x->inside->n_values; i++) {
		const char *name = x->inside->values[i].option->name;

		if (is_global(x->inside->values[i].option) && !table_takes(c, name))
			return cli_fail(x, CNIS_EINVAL, name, "this command does not take it");
	}
	for (const cli_option *o = c->options; o != NULL && o->type != CLI_END; o++)
		if (o->required && !cli_given(x, o->name))
			return cli_fail(x, CNIS_EINVAL, o->name, "missing: give --%s %s", o->name,
			                o->value == NULL ? "" : o->value);
	if (x->n_args < c->min_args)
		return cli_fail(x, CNIS_EINVAL, "", "missing: %s", c->synopsis);
	if (c->max_args >= 0 && x->n_args > c->max_args)
		return cli_fail(x, CNIS_EINVAL, "", "too many arguments%s%s",
		                c->max_args != 0 ? "; it takes "
		                : c->sub != NULL && strcmp(c->sub, "find") == 0
		                    ? "; what to search for is asked, or read from stdin"
		                    : "; it takes none",
		                c->max_args == 0 ? "" : c->synopsis);
	return CNIS_OK;
}

/* popt's answer to a word it could not take, without what stood behind the =. */
static cnis_status
bad_option(cli *x, int rc)
{
	const char *given = poptBadOption(x->inside->context, POPT_BADOPTION_NOALIAS);
	char word[32];
	bool plain = given != NULL && plain_word(given, word);

	if (rc == POPT_ERROR_BADOPT)
		return plain ? cli_fail(x, CNIS_EINVAL, "", "there is no option '%s'", word)
		             : cli_fail(x, CNIS_EINVAL, "", "there is no such option");
	return cli_fail(x, CNIS_EINVAL, "", "option%s%s%s: %s", plain ? " '" : "",
	                plain ? word : "", plain ? "'" : "", poptStrerror(rc));
}

cnis_status
options_parse(cli *x, int argc, const char **argv)
{
	const cli_option *all[OPTIONS_ALL];
	struct poptOption table[2 * OPTIONS_ALL + 1];
	char spelled[OPTIONS_ALL][NAME_SIZE];
	poptContext context;
	cnis_status st = CNIS_OK;
	int rc;

	collect(x->command, all, table, spelled);
	context = poptGetContext("cnis", argc, argv, table, 0);
	if (context == NULL)
		return cli_fail(x, CNIS_ENOMEM, "", "out of memory");
	x->inside->context = context;
	while (st == CNIS_OK && (rc = poptGetNextOpt(context)) > 0)
		st = keep_value(x, all[rc - 1], poptGetOptArg(context));
	if (st == CNIS_OK && rc < -1)
		st = bad_option(x, rc);
	if (st == CNIS_OK)
		st = keep_arguments(x);
	if (st == CNIS_OK)
		st = check_all(x);
	return st;
}

void
options_free(cli *x)
{
	for (size_t i = 0; i < x->inside->n_values; i++)
		free(x->inside->values[i].text);
	x->inside->n_values = 0;
	if (x->inside->context != NULL)
		poptFreeContext(x->inside->context);
	x->inside->context = NULL;
}
