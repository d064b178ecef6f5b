#include <cnis/why.h>

#include <stdlib.h>

#include <cnis/access.h>
#include <cnis/reference.h>

#include "cli/cli.h"
#include "cli/family.h"

static const out_column COLUMNS[] = {
	{ .key = "topic", .heading = "about", .type = OUT_TEXT },
	{ .key = "why", .heading = "why", .type = OUT_TEXT },
	{ .key = "rule", .heading = "rule", .type = OUT_TEXT },
	{ .key = "kind", .heading = "kind", .type = OUT_TEXT },
	{ .key = "citation", .heading = "citation", .type = OUT_TEXT },
	{ .key = "address", .heading = "read it at", .type = OUT_TEXT },
	{ .key = "inputs", .heading = "worked out from", .type = OUT_RAW },
	{ .key = "rule_version", .heading = NULL, .type = OUT_INT },
	{ .key = "agrees", .heading = "same again", .type = OUT_BOOL },
};
static const out_spec SPEC = { .columns = COLUMNS,
	                       .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]),
	                       .vertical = true };

struct listing {
	cli *x;
	writer *w;
};

static void
text(writer *w, const char *value)
{
	out_text(w, value[0] == '\0' ? NULL : value);
}

static cnis_status
show(const cnis_why_line *line, void *payload, cnis_error *reterr)
{
	const struct listing *l = payload;

	(void)reterr;
	out_text(l->w, line->topic);
	text(l->w, line->text);
	text(l->w, line->rule);
	text(l->w, line->kind);
	text(l->w, line->citation);
	text(l->w, line->address);
	text(l->w, line->inputs);
	if (line->version == 0)
		out_null(l->w);
	else
		out_int(l->w, line->version);
	out_bool(l->w, line->agrees);
	return cli_row(l->x, l->w);
}

/* What was asked for; of a child also what stands in the records merged into this one. */
static cnis_status
tell(cli *x, char kind, int64_t id, bool family, const family_set *records)
{
	struct listing l = { .x = x, .w = cli_open(x, &SPEC) };
	cnis_status st;

	if (l.w == NULL)
		return CNIS_ENOMEM;
	st = cnis_why(x->r, kind, id, family, show, &l, &x->error);
	for (size_t i = 1; st == CNIS_OK && kind == CNIS_REF_CHILD && i < records->n; i++)
		st = cnis_why(x->r, kind, records->ids[i], family, show, &l, &x->error);
	return cli_close(x, l.w, st);
}

static cnis_status
run_why(cli *x)
{
	family_set records = { 0 };
	bool family = cli_given(x, "for-family");
	char kind = 0;
	int64_t id = 0;
	int64_t child = 0;
	cnis_status st = cnis_reference_parse(cli_arg(x, 0), 0, &kind, &id);

	if (st != CNIS_OK)
		return cli_fail(x, st, "REFERENCE",
		                "not a reference, or a slip in typing; copy it as it was shown, "
		                "e.g. D1042-9");
	if (kind == CNIS_REF_CHILD)
		st = cli_kept(x, &id);
	if (st == CNIS_OK)
		st = cnis_why_child(x->r, kind, id, &child, &x->error);
	if (st == CNIS_OK && child == 0) /* a duty of what has arrived */
		st = cnis_access_note_other(x->r, "why", cli_reference(kind, id), &x->error);
	if (st == CNIS_OK && child != 0)
		st = family_records(x, child, &records);
	if (st == CNIS_OK && child != 0)
		st = family_note_records(x, family ? "why --for-family" : "why", &records);
	if (st == CNIS_OK)
		st = tell(x, kind, id, family, &records);
	free(records.ids);
	return st;
}

static const cli_option OPTIONS[] = {
	{ .name = "for-family",
	  .type = CLI_FLAG,
	  .help = "only what can be read out to the family" },
	CLI_OPTIONS_END,
};

const cli_command CMD_WHY[] = {
	{ .name = "why",
	  .summary = "why something is due, needed or allowed, with its citation",
	  .mode = CLI_READ,
	  .options = OPTIONS,
	  .synopsis = "REFERENCE",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis why D3-7", "cnis why W12-5 --for-family" },
	  .about = "For a duty, child, withdrawal, review or entry: the rule, where it is written, "
	           "whether it is statute or local policy, the facts kept then and the arithmetic, "
	           "worked out again.",
	  .run = run_why },
	{ .name = NULL },
};
