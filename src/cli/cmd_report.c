/* Figures for managers: nobody is named. */
#include <cnis/content.h>

#include "cli/cli.h"

static const out_column COMPLETENESS_COLUMNS[] = {
	{ .key = "rule", .heading = NULL, .type = OUT_TEXT },
	{ .key = "paragraph", .heading = "paragraph", .type = OUT_TEXT },
	{ .key = "citation", .heading = NULL, .type = OUT_TEXT },
	{ .key = "words", .heading = "what", .type = OUT_TEXT },
	{ .key = "basis", .heading = NULL, .type = OUT_TEXT },
	{ .key = "in_force", .heading = "in force", .type = OUT_BOOL },
	{ .key = "children", .heading = "children", .type = OUT_INT },
	{ .key = "required", .heading = "required", .type = OUT_INT },
	{ .key = "held", .heading = "held", .type = OUT_INT },
	{ .key = "none", .heading = "none", .type = OUT_INT },
	{ .key = "declined", .heading = "declined", .type = OUT_INT },
	{ .key = "not_collected", .heading = "not collected", .type = OUT_INT },
	{ .key = "not_held", .heading = "not held", .type = OUT_INT },
	{ .key = "not_required", .heading = "not required", .type = OUT_INT },
	{ .key = "not_shown", .heading = "not shown", .type = OUT_INT },
};
static const out_spec COMPLETENESS_SPEC = {
	.columns = COMPLETENESS_COLUMNS,
	.n = sizeof(COMPLETENESS_COLUMNS) / sizeof(COMPLETENESS_COLUMNS[0]),
};

typedef struct listing {
	cli *x;
	writer *w;
} listing;

static cnis_status
show_counts(const cnis_completeness *c, void *payload, cnis_error *reterr)
{
	listing *l = payload;

	(void)reterr;
	out_text(l->w, c->item);
	out_text(l->w, c->paragraph);
	out_text(l->w, c->citation);
	out_text(l->w, c->words);
	out_text(l->w, c->basis);
	out_bool(l->w, c->in_force);
	out_int(l->w, c->children);
	out_int(l->w, c->required);
	for (int i = 0; i < CNIS_CONTENT_STATES; i++)
		out_int(l->w, c->n[i]);
	return cli_row(l->x, l->w);
}

static cnis_status
run_completeness(cli *x)
{
	listing l = { .x = x, .w = cli_open(x, &COMPLETENESS_SPEC) };

	if (l.w == NULL)
		return CNIS_ENOMEM;
	return cli_close(x, l.w,
	                 cnis_completeness_walk(x->r, cli_as_at(x), show_counts, &l, &x->error));
}

const cli_command CMD_REPORT[] = {
	{ .name = "report",
	  .sub = "completeness",
	  .summary = "of each item of s. 436C, of how many children it is held",
	  .mode = CLI_READ,
	  .options = NULL,
	  .synopsis = "",
	  .examples = { "cnis report completeness",
	                "cnis report completeness --as-at 2026-09-01 --format csv" },
	  .about = "Counts every child on the register that day once an item, in the states of "
	           "`cnis child content`. Safeguarding items are counted for the safeguarding role "
	           "only. Small numbers can point to a child: s. 436C(5) bars publishing what "
	           "identity can be deduced from.",
	  .run = run_completeness },
	{ .name = NULL },
};
