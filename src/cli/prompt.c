#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/inside.h"

enum { LINE_MAX_BYTES = 65536 };

bool
cli_interactive(const cli *x)
{
	return !x->no_input && isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1;
}

static void
trim(char *line)
{
	size_t len = strlen(line);
	size_t start = strspn(line, " \t");

	while (len > start && strchr(" \t\r\n", line[len - 1]) != NULL)
		len--;
	memmove(line, line + start, len - start);
	line[len - start] = '\0';
}

/* Which question nobody answered, and the option that answers it, where there is one. */
static cnis_status
unanswered(cli *x, const char *field, const char *question, const char *why)
{
	const cli_option *o = x->command == NULL ? NULL : x->command->options;

	question += strspn(question, " ");
	for (; o != NULL && o->type != CLI_END; o++)
		if (o->type != CLI_FLAG && strcmp(o->name, field) == 0)
			break;
	if (o != NULL && o->type != CLI_END)
		return cli_fail(x, CNIS_EINVAL, field, "missing%s: '%.160s'; or give --%s %s", why,
		                question, o->name, o->value);
	return cli_fail(x, CNIS_EINVAL, field, "missing%s: '%.160s' is answered by a line of stdin",
	                why, question);
}

cnis_status
cli_ask(cli *x, const char *field, const char *question, char **ret_text)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t len;

	if (x->no_input && isatty(STDIN_FILENO) == 1)
		return unanswered(x, field, question, ", and --no-input forbids to ask");
	if (cli_interactive(x)) {
		fprintf(stderr, "%s: ", question);
		fflush(stderr);
	}
	len = getline(&line, &room, stdin);
	if (len < 0 || len > LINE_MAX_BYTES || strlen(line) != (size_t)len) {
		free(line);
		return len < 0 ? unanswered(x, field, question, ": the input ended")
		               : cli_fail(x, CNIS_EINVAL, field,
		                          "longer than 64 KiB, or it holds a NUL byte");
	}
	trim(line);
	*ret_text = line;
	return CNIS_OK;
}

cnis_status
cli_confirm(cli *x, const char *question, bool otherwise, bool *ret_yes)
{
	char whole[256];

	snprintf(whole, sizeof(whole), "%s [%s]", question, otherwise ? "Y/n" : "y/N");
	for (;;) {
		char *answer = NULL;
		cnis_status st = cli_ask(x, "", whole, &answer);
		char first;

		if (st != CNIS_OK || answer == NULL)
			return st;
		first = answer[0];
		free(answer);
		if (first == '\0' || strchr("yYnN", first) != NULL) {
			*ret_yes = first == '\0' ? otherwise : first == 'y' || first == 'Y';
			return CNIS_OK;
		}
		if (!cli_interactive(x))
			return cli_fail(x, CNIS_EINVAL, "", "the answer is neither yes nor no");
	}
}

static cnis_status
read_all(cli *x, FILE *f, size_t max, char **ret_text, size_t *ret_len)
{
	size_t room = 65536;
	size_t len = 0;
	char *text = malloc(room + 1);

	while (text != NULL) {
		char *bigger;

		len += fread(text + len, 1, room - len, f);
		if (len < room || len > max)
			break;
		bigger = realloc(text, room * 2 + 1);
		if (bigger == NULL) {
			free(text);
			text = NULL;
			break;
		}
		text = bigger;
		room *= 2;
	}
	if (text == NULL)
		return cli_fail(x, CNIS_ENOMEM, "", "out of memory");
	if (ferror(f) != 0 || len == 0 || len > max) {
		free(text);
		if (ferror(f) != 0)
			return cli_fail(x, CNIS_EINVAL, "file", "cannot be read: %s",
			                strerror(errno));
		return cli_fail(x, CNIS_EINVAL, "file",
		                len == 0 ? "it is empty" : "larger than this command takes");
	}
	text[len] = '\0';
	*ret_text = text;
	*ret_len = len;
	return CNIS_OK;
}

cnis_status
cli_read(cli *x, const char *path, size_t max, char **ret_text, size_t *ret_len)
{
	bool in = strcmp(path, "-") == 0;
	FILE *f = in ? stdin : fopen(path, "rb");
	cnis_status st;

	if (f == NULL)
		return cli_fail(x, errno == ENOENT ? CNIS_ENOTFOUND : CNIS_EINVAL, "file",
		                "cannot be opened: %s", strerror(errno));
	st = read_all(x, f, max, ret_text, ret_len);
	if (!in)
		fclose(f);
	return st;
}
