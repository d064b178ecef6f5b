/* What a command asks of its options and arguments once they are parsed (options.c). */
#include <stdlib.h>
#include <string.h>

#include <cnis/merge.h>
#include <cnis/reference.h>
#include <cnis/sight.h>

#include "cli/inside.h"

enum { NAME_SIZE = 48 };

static const struct cli_value *
options_value(const cli *x, const char *name)
{
	for (size_t i = 0; i < x->inside->n_values; i++)
		if (strcmp(x->inside->values[i].option->name, name) == 0)
			return &x->inside->values[i];
	return NULL;
}

bool
cli_given(const cli *x, const char *name)
{
	return options_value(x, name) != NULL;
}

const char *
cli_text(const cli *x, const char *name)
{
	const struct cli_value *v = options_value(x, name);

	return v == NULL ? NULL : v->text;
}

int64_t
cli_int(const cli *x, const char *name, int64_t otherwise)
{
	const struct cli_value *v = options_value(x, name);

	return v == NULL ? otherwise : v->number;
}

cnis_day
cli_day(const cli *x, const char *name)
{
	const struct cli_value *v = options_value(x, name);

	return v == NULL ? CNIS_DAY_NONE : (cnis_day)v->number;
}

int64_t
cli_ref(const cli *x, const char *name)
{
	return cli_int(x, name, 0);
}

const char *
cli_arg(const cli *x, int i)
{
	return i < x->n_args ? x->args[i] : NULL;
}

/* The name of argument @p i as the help has it: the word of that number in the synopsis. */
static const char *
arg_name(const cli *x, int i, char buf[NAME_SIZE])
{
	const char *p = x->command->synopsis;
	size_t n = 0;

	for (; i > 0 && *p != '\0'; i--) {
		p += strcspn(p, " ");
		p += strspn(p, " ");
	}
	p += strspn(p, "[");
	while (n + 1 < NAME_SIZE && p[n] != '\0' && strchr(" []", p[n]) == NULL) {
		buf[n] = p[n];
		n++;
	}
	buf[n] = '\0';
	return buf;
}

static cnis_status
arg_ref(cli *x, int i, char kind, int64_t *ret_id)
{
	char name[NAME_SIZE];

	if (cnis_reference_parse(cli_arg(x, i), kind, NULL, ret_id) == CNIS_OK)
		return CNIS_OK;
	return cli_fail(x, CNIS_EINVAL, arg_name(x, i, name),
	                "not a reference of the right kind, or a slip in typing; copy it as it was "
	                "shown, e.g. %s",
	                cli_reference((char)(kind == 0 ? 'C' : kind), 1042));
}

cnis_status
cli_kept(cli *x, int64_t *id)
{
	int64_t kept = *id;
	cnis_status st;

	if (x->r == NULL || *id == 0)
		return CNIS_OK;
	st = cnis_merge_kept(x->r, *id, x->as_at, &kept, &x->error);
	if (st == CNIS_OK && kept != *id)
		cli_say(x, "%s is the same child as %s", cli_reference(CNIS_REF_CHILD, *id),
		        cli_reference(CNIS_REF_CHILD, kept));
	if (st == CNIS_OK)
		*id = kept;
	return st;
}

/* Every reference in one word, or several with commas between. */
static cnis_status
may_name(cli *x, const char *text)
{
	char one[CNIS_REFERENCE_SIZE];
	cnis_status st = CNIS_OK;

	while (st == CNIS_OK && text != NULL && *text != '\0') {
		size_t len = strcspn(text, ", ");
		char kind = '\0';
		int64_t id = 0;

		if (len > 0 && len < sizeof(one)) {
			memcpy(one, text, len);
			one[len] = '\0';
			if (cnis_reference_parse(one, 0, &kind, &id) == CNIS_OK)
				st = cnis_sight_reference(x->r, kind, id, &x->error);
		}
		text += len;
		text += strspn(text, ", ");
	}
	return st;
}

static cnis_status
say_words(cli *x, struct cli_value *v)
{
	const char *name = v->option->name;
	char *line = NULL;
	cnis_status st;

	if (strcmp(v->text, "-") != 0)
		return x->r == NULL || cnis_register_demonstration(x->r)
		           ? CNIS_OK
		           : cli_fail(
				 x, CNIS_EINVAL, name,
				 "is not typed on the command line, which everybody on this "
				 "machine can read: give --%s - and it is asked for, or is one "
				 "line of stdin",
				 name);
	st = cli_ask(x, name, v->option->help, &line);
	if (st == CNIS_OK && line[0] == '\0')
		st = cli_fail(x, CNIS_EINVAL, name, "nothing was said");
	if (st != CNIS_OK) {
		free(line);
		return st;
	}
	free(v->text);
	v->text = line;
	return CNIS_OK;
}

cnis_status
options_words_said(cli *x)
{
	cnis_status st = CNIS_OK;

	for (size_t i = 0; st == CNIS_OK && i < x->inside->n_values; i++)
		if (x->inside->values[i].option->type == CLI_WORDS)
			st = say_words(x, &x->inside->values[i]);
	return st;
}

cnis_status
options_sight(cli *x)
{
	cnis_status st = CNIS_OK;

	for (int i = 0; st == CNIS_OK && i < x->n_args; i++)
		st = may_name(x, x->args[i]);
	for (size_t i = 0; st == CNIS_OK && i < x->inside->n_values; i++) {
		const cli_option *o = x->inside->values[i].option;

		/* words that happen to hold a reference name nobody */
		if (o->type == CLI_REF || (o->type == CLI_TEXT && strcmp(o->value, "TEXT") != 0))
			st = may_name(x, x->inside->values[i].text);
	}
	return st;
}

cnis_status
cli_ref_child(cli *x, const char *name, int64_t *ret_id)
{
	*ret_id = cli_ref(x, name);
	return cli_kept(x, ret_id);
}

cnis_status
cli_arg_record(cli *x, int i, int64_t *ret_id)
{
	return arg_ref(x, i, CNIS_REF_CHILD, ret_id);
}

cnis_status
cli_arg_ref(cli *x, int i, char kind, int64_t *ret_id)
{
	cnis_status st = arg_ref(x, i, kind, ret_id);

	return st == CNIS_OK && kind == CNIS_REF_CHILD ? cli_kept(x, ret_id) : st;
}

cnis_status
cli_arg_day(cli *x, int i, cnis_day *ret_day)
{
	char name[NAME_SIZE];

	if (cnis_day_parse(cli_arg(x, i), ret_day) == CNIS_OK)
		return CNIS_OK;
	return cli_fail(x, CNIS_EINVAL, arg_name(x, i, name), "%s",
	                cnis_day_problem(cli_arg(x, i)));
}

cnis_status
cli_arg_int(cli *x, int i, int64_t *ret)
{
	const char *text = cli_arg(x, i);
	char name[NAME_SIZE];
	char *end;
	long long value;

	if (text != NULL && text[0] >= '0' && text[0] <= '9' && strlen(text) < 16) {
		value = strtoll(text, &end, 10);
		if (*end == '\0') {
			*ret = value;
			return CNIS_OK;
		}
	}
	return cli_fail(x, CNIS_EINVAL, arg_name(x, i, name), "not a whole number");
}

const char *
cli_reference(char kind, int64_t id)
{
	static char bufs[4][CNIS_REFERENCE_SIZE];
	static unsigned next;

	next = (next + 1) % 4;
	return cnis_reference_format(kind, id, bufs[next]);
}
