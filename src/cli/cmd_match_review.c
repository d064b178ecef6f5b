/* The rows of a list a person has to look at, one after the other. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/child.h>
#include <cnis/match.h>
#include <cnis/reference.h>

#include "cli/alike.h"
#include "cli/cli.h"

/* A row and a child it may be, kept while the list is compared. */
typedef struct pair {
	int64_t row, line, child;
	char key[CNIS_MATCH_KEY];
	int weight;
	const char *answer; /* NULL: not asked */
	int64_t seq;
	char *why; /* a line for each field */
} pair;

typedef struct session {
	cli *x;
	pair *pairs;
	size_t n, room;
	size_t left; /* not asked, or put off */
} session;

/* ---- what is asked about ------------------------------------------------------------------------
 */

static cnis_status
keep(const cnis_match_row *row, void *payload, cnis_error *err)
{
	session *s = payload;
	char words[ALIKE_SIZE];
	pair *p;

	(void)err; /* the library hands back the error of x */
	if (row->child_id == 0 || row->likeness == NULL)
		return CNIS_OK;
	if (s->n == s->room) {
		size_t room = s->room == 0 ? 64 : s->room * 2;
		pair *more = realloc(s->pairs, room * sizeof(*more));

		if (more == NULL)
			return cli_fail(s->x, CNIS_ENOMEM, "", "out of memory");
		s->pairs = more;
		s->room = room;
	}
	p = &s->pairs[s->n];
	*p = (pair){ .row = row->row,
		     .line = row->line,
		     .child = row->child_id,
		     .weight = row->likeness->weight };
	(void)snprintf(p->key, sizeof(p->key), "%s", row->key);
	alike_lines(row->likeness, row->rule, words);
	p->why = strdup(words);
	if (p->why == NULL)
		return cli_fail(s->x, CNIS_ENOMEM, "", "out of memory");
	s->n++;
	return CNIS_OK;
}

/* ---- asking -------------------------------------------------------------------------------------
 */

/* Who it is, to the person at the terminal and nowhere else. */
static cnis_status
show_child(const cnis_child *child, void *payload, cnis_error *reterr)
{
	char born[CNIS_DAY_ISO_SIZE];

	(void)payload;
	(void)reterr;
	fprintf(stderr, "    %s, born %s\n", child->full_name == NULL ? "" : child->full_name,
	        cnis_day_iso(child->born, born));
	return CNIS_OK;
}

static cnis_status
say_pair(const session *s, size_t i)
{
	const pair *p = &s->pairs[i];
	cli *x = s->x;
	cnis_status st = CNIS_OK;

	cli_say(x, "%zu of %zu: row %lld (line %lld), perhaps %s, weight %+.1f", i + 1, s->n,
	        (long long)p->row, (long long)p->line, cli_reference(CNIS_REF_CHILD, p->child),
	        p->weight / 10.0);
	if (cli_interactive(x))
		st = cnis_child_get(x->r, p->child, CNIS_DAY_NONE, show_child, NULL, &x->error);
	if (!x->quiet)
		fputs(p->why, stderr);
	return st;
}

/* One of s, n, l and q, and what was written after it.  Where the input ends the session does. */
static cnis_status
ask(cli *x, char *ret_answer, char **ret_line)
{
	for (;;) {
		char *line = NULL;
		cnis_status st = cli_ask(
		    x, "answer",
		    "same (s), not the same (n), later (l), stop (q); a reason may follow", &line);

		if (st != CNIS_OK && feof(stdin) != 0) {
			memset(&x->error, 0, sizeof(x->error));
			*ret_answer = 'q';
			return CNIS_OK;
		}
		if (st != CNIS_OK)
			return st;
		if (line[0] != '\0' && strchr("snlq", line[0]) != NULL &&
		    (line[1] == '\0' || line[1] == ' ')) {
			*ret_answer = line[0];
			*ret_line = line;
			return CNIS_OK;
		}
		free(line);
		if (!cli_interactive(x))
			return cli_fail(x, CNIS_EINVAL, "answer", "is none of s, n, l and q");
	}
}

/* What somebody else said meanwhile stands. */
static cnis_status
decide(session *s, pair *p, bool same, const char *reason)
{
	cli *x = s->x;
	cnis_status st = cnis_match_decide(x->r, p->key, p->child, same,
	                                   reason[0] == '\0' ? NULL : reason, &x->error);

	if (st == CNIS_EEXISTS) {
		cli_say(x, "not recorded: %s", x->error.message);
		memset(&x->error, 0, sizeof(x->error));
		return CNIS_OK;
	}
	if (st != CNIS_OK)
		return st;
	p->answer = same ? "same" : "not_same";
	p->seq = cnis_register_seq(x->r);
	return CNIS_OK;
}

static bool
is_settled(const session *s, size_t i)
{
	for (size_t k = i; k > 0 && s->pairs[k - 1].row == s->pairs[i].row; k--)
		if (s->pairs[k - 1].answer != NULL && strcmp(s->pairs[k - 1].answer, "same") == 0)
			return true;
	return false;
}

static cnis_status
ask_all(session *s)
{
	cnis_status st = CNIS_OK;
	char answer = 'l';

	for (size_t i = 0; st == CNIS_OK && i < s->n; i++) {
		char *line = NULL;

		if (is_settled(s, i))
			continue;
		if (answer != 'q') {
			st = say_pair(s, i);
			if (st == CNIS_OK)
				st = ask(s->x, &answer, &line);
		}
		if (st == CNIS_OK && line != NULL && (answer == 's' || answer == 'n'))
			st =
			    decide(s, &s->pairs[i], answer == 's', line[1] == '\0' ? "" : line + 2);
		s->left += answer == 'l' || answer == 'q';
		free(line);
	}
	return st;
}

/* ---- what was said ------------------------------------------------------------------------------
 */

static const out_column COLUMNS[] = {
	{ .key = "row", .heading = "row", .type = OUT_INT },
	{ .key = "row_key", .heading = "row key", .type = OUT_TEXT, .width = 16 },
	{ .key = "child", .heading = "child", .type = OUT_TEXT, .width = 9 },
	{ .key = "answer", .heading = "answer", .type = OUT_TEXT },
	{ .key = "seq", .heading = "entry", .type = OUT_INT },
	{ .key = "dry_run", .heading = NULL, .type = OUT_BOOL },
};
static const out_spec SPEC = { .columns = COLUMNS, .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };

static cnis_status
tell(const session *s)
{
	writer *w = cli_open(s->x, &SPEC);
	cnis_status st = CNIS_OK;

	if (w == NULL)
		return CNIS_ENOMEM;
	for (size_t i = 0; st == CNIS_OK && i < s->n; i++) {
		const pair *p = &s->pairs[i];

		if (p->answer == NULL)
			continue;
		out_int(w, p->row);
		out_text(w, p->key);
		out_text(w, cli_reference(CNIS_REF_CHILD, p->child));
		out_text(w, p->answer);
		out_int(w, p->seq);
		out_bool(w, s->x->dry_run);
		st = cli_row(s->x, w);
	}
	return cli_close(s->x, w, st);
}

static cnis_status
review(session *s)
{
	cli *x = s->x;
	const cnis_match_options o = { .size = sizeof(o),
		                       .file = cli_arg(x, 0),
		                       .map = cli_text(x, "map"),
		                       .purpose = cli_text(x, "purpose"),
		                       .command = "match review",
		                       .questions = true };
	cnis_match did = { 0 };
	cnis_status st = cnis_match_run(x->r, &o, keep, s, &did, &x->error);
	cnis_status told;

	if (st == CNIS_OK && s->n > 0 && s->pairs[0].key[0] == '\0')
		st = cli_fail(x, CNIS_EREFUSED, "dry-run",
		              "no list was ever matched here: a row has no key yet");
	if (st != CNIS_OK)
		return st;
	st = ask_all(s);
	told = tell(s); /* what was said before a failure is kept, and told */
	if (st == CNIS_OK)
		st = told;
	if (st == CNIS_OK && s->n == 0)
		cli_say(x, "nothing to look at: %lld rows", (long long)did.rows);
	if (st == CNIS_OK && s->left > 0) {
		cli_say(x, "%zu left: the next review begins with them", s->left);
		cli_next(x, "cnis match review FILE --map MAP --purpose TEXT");
	}
	return st;
}

static cnis_status
run_review(cli *x)
{
	session s = { .x = x };
	cnis_status st = review(&s);

	for (size_t i = 0; i < s.n; i++)
		free(s.pairs[i].why);
	free(s.pairs);
	return st;
}

static const cli_option OPTIONS[] = {
	{ .name = "map",
	  .type = CLI_FILE,
	  .value = "MAP",
	  .help = "which column is which field",
	  .required = true },
	{ .name = "purpose",
	  .type = CLI_TEXT,
	  .value = "TEXT",
	  .help = "what it is for, without names; kept in the access log",
	  .required = true },
	CLI_OPTIONS_END,
};

const cli_command CMD_MATCH_REVIEW[] = {
	{ .name = "match",
	  .sub = "review",
	  .summary = "look at the likely rows of a list, one after the other, and decide",
	  .mode = CLI_WRITE,
	  .options = OPTIONS,
	  .synopsis = "FILE",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis match review gp-list.csv --map gp.map --purpose 'health list'",
	                "cnis match review gp-list.csv --map gp.map --purpose 'health list' "
	                "<answers" },
	  .about =
	      "Compares the list as `cnis match` does, and asks of each likely row and child, with "
	      "what speaks for it and against it field by field: s, the same; n, not the same; l, "
	      "later; q, stop. A reason may follow the letter. In a script one answer a line on "
	      "stdin; where the input ends the session does.\n\n"
	      "Each answer is recorded as `cnis match decide` records it, before the next "
	      "question: "
	      "an interrupted session loses nothing, and the next asks only what is left. A row "
	      "that was said to be one child is not asked about another. The list is read on the "
	      "screen beside it by row and line: nothing of it is shown or kept here.",
	  .run = run_review },
	{ .name = NULL },
};
