#include <stdlib.h>

#include <cnis/access.h>
#include <cnis/reference.h>

#include "cli/cli.h"
#include "cli/family.h"

static const out_column COLUMNS[] = {
	{ .key = "seq", .heading = "seq", .type = OUT_INT },
	{ .key = "at", .heading = "at", .type = OUT_INSTANT },
	{ .key = "officer", .heading = "officer", .type = OUT_TEXT },
	{ .key = "command", .heading = "command", .type = OUT_TEXT },
	{ .key = "child", .heading = "child", .type = OUT_TEXT },
	{ .key = "rows", .heading = "children", .type = OUT_INT },
	{ .key = "filter", .heading = "which", .type = OUT_TEXT },
	{ .key = "head", .heading = NULL, .type = OUT_INT },
};
static const out_spec SPEC = { .columns = COLUMNS, .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };

struct listing {
	cli *x;
	writer *w;
};

/* Not before the login is known to be one: a refusal is not an empty list. */
static bool
begin(struct listing *l)
{
	if (l->w == NULL)
		l->w = cli_open(l->x, &SPEC);
	return l->w != NULL;
}

static cnis_status
show(const cnis_access_row *row, void *payload, cnis_error *reterr)
{
	struct listing *l = payload;

	(void)reterr;
	if (!begin(l))
		return CNIS_ENOMEM;
	out_int(l->w, row->seq);
	out_instant(l->w, row->at);
	out_text(l->w, row->officer);
	out_text(l->w, row->command);
	out_text(l->w, row->child_id == 0 ? NULL : cli_reference(CNIS_REF_CHILD, row->child_id));
	out_int(l->w, row->rows);
	out_text(l->w, row->filter);
	out_int(l->w, row->head);
	return cli_row(l->x, l->w);
}

static cnis_status
run_access(cli *x)
{
	struct listing l = { .x = x };
	family_set records = { 0 };
	int64_t child = 0;
	int64_t limit = cli_given(x, "all") ? 0 : cli_int(x, "limit", 50);
	cnis_status st = CNIS_OK;

	if (cli_given(x, "all") && cli_given(x, "limit"))
		return cli_fail(x, CNIS_EINVAL, "limit", "--all and --limit exclude one another");
	if (x->n_args > 0)
		st = cli_arg_ref(x, 0, CNIS_REF_CHILD, &child);
	if (st != CNIS_OK)
		return st;
	if (child != 0)
		st = family_records(x, child, &records);
	if (st == CNIS_OK)
		st = cnis_access_walk(x->r, records.ids, records.n, cli_text(x, "officer"), limit,
		                      show, &l, &x->error);
	free(records.ids);
	if (st == CNIS_OK && !begin(&l))
		st = CNIS_ENOMEM;
	return cli_close(x, l.w, st);
}

static const cli_option OPTIONS[] = {
	{ .name = "officer",
	  .type = CLI_TEXT,
	  .value = "LOGIN",
	  .help = "only what this officer looked at" },
	{ .name = "limit", .type = CLI_INT, .value = "N", .help = "at most N rows; 50" },
	{ .name = "all", .type = CLI_FLAG, .help = "every row" },
	CLI_OPTIONS_END,
};

const cli_command CMD_ACCESS[] = {
	{ .name = "access",
	  .summary = "who looked at whom, newest first",
	  .mode = CLI_READ,
	  .options = OPTIONS,
	  .synopsis = "[CHILD]",
	  .max_args = 1,
	  .examples = { "cnis access C1042-9", "cnis access --officer jsmith --limit 20" },
	  .about =
	      "For auditors, managers and administrators; a custodian sees who looked at a record "
	      "they keep, everybody their own rows. "
	      "A command that showed more than 200 children is one row, with the options "
	      "that find them again. A login that was never an officer's and never looked is "
	      "not found: it is a slip in typing.",
	  .run = run_access,
	  .list = true,
	  .now_only = true },
	{ .name = NULL },
};
