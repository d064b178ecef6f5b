#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/match.h>
#include <cnis/reference.h>

#include "cli/alike.h"
#include "cli/cli.h"
#include "cli/family.h"

static const out_column COLUMNS[] = {
	{ .key = "row", .heading = "row", .type = OUT_INT },
	{ .key = "line", .heading = NULL, .type = OUT_INT },
	{ .key = "verdict", .heading = "verdict", .type = OUT_TEXT, .width = 8 },
	{ .key = "child", .heading = "child", .type = OUT_TEXT, .width = 9 },
	{ .key = "row_key", .heading = "row key", .type = OUT_TEXT, .width = 16 },
	{ .key = "candidate", .heading = NULL, .type = OUT_INT },
	{ .key = "weight", .heading = "weight", .type = OUT_INT },
	{ .key = "why", .heading = "why", .type = OUT_TEXT },
	{ .key = "rule", .heading = "rule", .type = OUT_TEXT },
	{ .key = "officer", .heading = "officer", .type = OUT_TEXT },
	{ .key = "on", .heading = "on", .type = OUT_DAY },
	{ .key = "column", .heading = "column", .type = OUT_TEXT },
	{ .key = "problem", .heading = "problem", .type = OUT_TEXT },
};
static const out_spec SPEC = { .columns = COLUMNS, .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };

typedef struct shown {
	cli *x;
	writer *w;
	FILE *file; /* --out */
} shown;

/* A file is made when there is something to write, and never over another. */
static cnis_status
open_output(shown *s)
{
	const char *path = cli_text(s->x, "out");

	if (path == NULL) {
		s->w = cli_open(s->x, &SPEC);
		return s->w == NULL ? CNIS_ENOMEM : CNIS_OK;
	}
	s->file = fopen(path, "wx"); /* 0600: the program's umask */
	if (s->file == NULL)
		return cli_fail(s->x, errno == EEXIST ? CNIS_EEXISTS : CNIS_EIO, "out", "%s",
		                strerror(errno));
	s->w = out_open(s->file, cli_given(s->x, "format") ? s->x->format : OUT_CSV, &SPEC);
	return s->w == NULL ? cli_fail(s->x, CNIS_ENOMEM, "", "out of memory") : CNIS_OK;
}

static void
text_or_none(writer *w, const char *text)
{
	out_text(w, text == NULL || text[0] == '\0' ? NULL : text);
}

static cnis_status
show_row(const cnis_match_row *row, void *payload, cnis_error *err)
{
	shown *s = payload;
	char words[ALIKE_SIZE];
	cnis_status st = s->w == NULL ? open_output(s) : CNIS_OK;

	(void)err; /* the library hands back the error of x */
	if (st != CNIS_OK)
		return st;
	out_int(s->w, row->row);
	out_int(s->w, row->line);
	out_text(s->w, cnis_match_word(row->verdict));
	out_text(s->w, row->child_id == 0 ? NULL : cli_reference(CNIS_REF_CHILD, row->child_id));
	text_or_none(s->w, row->key);
	out_int(s->w, row->candidate);
	if (row->likeness == NULL) {
		out_null(s->w);
		out_null(s->w);
	} else {
		alike_words(row->likeness, true, words);
		out_int(s->w, row->likeness->weight);
		out_text(s->w, words);
	}
	out_text(s->w, row->rule);
	out_text(s->w, row->officer);
	out_day(s->w, row->on);
	text_or_none(s->w, row->column);
	text_or_none(s->w, row->problem);
	return cli_row(s->x, s->w);
}

/* What could not be written whole is taken away again. */
static cnis_status
close_output(shown *s, cnis_status st)
{
	bool mine = s->file != NULL;

	if (s->w == NULL && st == CNIS_OK)
		st = open_output(s);
	mine = mine || s->file != NULL;
	if (s->w != NULL)
		st = cli_close(s->x, s->w, st);
	if (s->file != NULL && fclose(s->file) != 0 && st == CNIS_OK)
		st = cli_fail(s->x, CNIS_EIO, "out", "%s", strerror(errno));
	if (mine && st != CNIS_OK)
		(void)remove(cli_text(s->x, "out"));
	return st;
}

static cnis_status
run_match(cli *x)
{
	const cnis_match_options o = { .size = sizeof(o),
		                       .file = cli_arg(x, 0),
		                       .map = cli_text(x, "map"),
		                       .purpose = cli_text(x, "purpose"),
		                       .questions = cli_given(x, "questions") };
	cnis_match did = { 0 };
	shown s = { .x = x };
	cnis_status st = cnis_match_run(x->r, &o, show_row, &s, &did, &x->error);

	st = close_output(&s, st);
	if (st != CNIS_OK)
		return st;
	cli_say(x,
	        "%lld rows: %lld exact, %lld decided, %lld likely, %lld none, %lld twice in the "
	        "list, %lld rejected, %lld who have died; %lld values left out",
	        (long long)did.rows, (long long)did.exact, (long long)did.decided,
	        (long long)did.likely, (long long)did.none, (long long)did.again,
	        (long long)did.rejected, (long long)did.died, (long long)did.left_out);
	if (did.likely > 0)
		cli_next(x, "cnis match review FILE, or cnis match decide ROWKEY CHILD --same, or "
		            "--not-same");
	return CNIS_OK;
}

static cnis_status
run_decide(cli *x)
{
	bool same = cli_given(x, "same");
	char *reason = NULL;
	int64_t child;
	cnis_status st = cli_arg_ref(x, 1, CNIS_REF_CHILD, &child);

	if (st == CNIS_OK && same == cli_given(x, "not-same"))
		st = cli_fail(x, CNIS_EINVAL, "", "say one of the two: --same or --not-same");
	if (st == CNIS_OK)
		st = family_text(x, "reason", NULL, &reason);
	if (st == CNIS_OK)
		st = cnis_match_decide(x->r, cli_arg(x, 0), child, same, reason, &x->error);
	free(reason);
	return st == CNIS_OK ? cli_done(x, CNIS_REF_CHILD, child,
	                                same ? "recorded: this child" : "recorded: not this child")
	                     : st;
}

static const cli_option MATCH_OPTIONS[] = {
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
	{ .name = "out",
	  .type = CLI_FILE,
	  .made = true,
	  .value = "FILE",
	  .help = "write to this new file, as CSV unless a format is given" },
	{ .name = "questions",
	  .type = CLI_FLAG,
	  .help = "only the rows a person has to look at and nobody has decided" },
	CLI_OPTIONS_END,
};

static const cli_option DECIDE_OPTIONS[] = {
	{ .name = "same", .type = CLI_FLAG, .help = "the row is this child" },
	{ .name = "not-same", .type = CLI_FLAG, .help = "the row is not this child" },
	{ .name = "reason", .type = CLI_FILE, .value = "FILE", .help = "why, - for stdin" },
	CLI_OPTIONS_END,
};

const cli_command CMD_MATCH[] = {
	{ .name = "match",
	  .summary = "compare another body's list with the register, and say why",
	  .mode = CLI_WRITE,
	  .options = MATCH_OPTIONS,
	  .synopsis = "FILE",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis match gp-list.csv --map gp.map --purpose 'missing from health list'",
	                "cnis match gp-list.csv --map gp.map --purpose 'health list' --questions "
	                "--exit-code" },
	  .about =
	      "Each row is exact, likely or none, or of a child who has died. A weight is in "
	      "tenths of a bit, ten more is twice as likely; what each field adds stands in bits "
	      "beside it. From 240 on a row is exact, unless a rule stands against it: given names "
	      "that are only alike may be twins, a "
	      "number alone settles nothing, birth dates that differ are looked at. One child is "
	      "one row: where two rows or two children are about as like, all of them are likely "
	      "and a person looks.\n\n"
	      "Nothing of the list is stored or shown; rows without a child are counted. `match "
	      "decide` keeps what an officer says of a row by a key that only this register can "
	      "make, and the next run does not ask again. The first run of a register makes the "
	      "secret for that. Who was compared for what is in the access log.\n\n"
	      "The map is written as for `import`: `born = Date of birth`, `born.format = "
	      "DD/MM/YYYY`, `sex.code.1 = M`. Needed: full_name, or given_names and family_name; "
	      "and born, or a number. Possible: row_id, former_name, sex, upn, former_upn, uln, "
	      "nhs, line1, postcode, uprn, telephone (of a parent, with its area code), "
	      "parent_name, parent2_name, school_urn. What cannot be read is left out and said; a "
	      "row without a name is rejected.",
	  .run = run_match,
	  .list = true },
	{ .name = "match",
	  .sub = "decide",
	  .summary = "say of a row of a list that it is, or is not, this child",
	  .mode = CLI_WRITE,
	  .options = DECIDE_OPTIONS,
	  .synopsis = "ROWKEY CHILD",
	  .min_args = 2,
	  .max_args = 2,
	  .examples = { "cnis match decide 3f09a1c277b04d5e C3-7 --same",
	                "cnis match decide 3f09a1c277b04d5e C3-7 --not-same --reason why.txt" },
	  .about = "The row keeps its key while its names, birth date, numbers and row_id stay as "
	           "they are. The officer, the day and the reason are kept; the row is not. `cnis "
	           "undo` takes it back, or deciding the other way.",
	  .run = run_decide },
	{ .name = NULL },
};
