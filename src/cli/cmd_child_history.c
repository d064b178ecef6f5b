/* What a child was called, where it lived and with whom: past and present. */
#include <string.h>

#include <cnis/history.h>
#include <cnis/reference.h>

#include "cli/cli.h"
#include "cli/family.h"

static const out_column COLUMNS[] = {
	{ .key = "what", .heading = "what", .type = OUT_TEXT },
	{ .key = "reference", .heading = "reference", .type = OUT_TEXT },
	{ .key = "kind", .heading = "kind", .type = OUT_TEXT },
	{ .key = "detail", .heading = "detail", .type = OUT_TEXT },
	{ .key = "from", .heading = "from", .type = OUT_DAY },
	{ .key = "to", .heading = "to", .type = OUT_DAY },
	{ .key = "source", .heading = "source", .type = OUT_TEXT },
	{ .key = "basis", .heading = NULL, .type = OUT_TEXT },
	{ .key = "received", .heading = NULL, .type = OUT_DAY },
	{ .key = "recorded", .heading = "recorded", .type = OUT_INSTANT },
	{ .key = "previous", .heading = "previous", .type = OUT_TEXT },
	{ .key = "child", .heading = NULL, .type = OUT_TEXT },
	{ .key = "rev", .heading = NULL, .type = OUT_INT },
};

static cnis_status
show_row(const cnis_history *h, void *payload, cnis_error *reterr)
{
	const family_listing *l = payload;

	(void)reterr;
	out_text(l->w, h->what);
	family_reference(l->w, strcmp(h->what, "address") == 0 ? CNIS_REF_ADDRESS : CNIS_REF_PERSON,
	                 h->id);
	out_text(l->w, h->kind);
	out_text(l->w, h->detail);
	out_day(l->w, h->fact.from);
	out_day(l->w, h->fact.to);
	out_text(l->w, h->fact.source);
	out_text(l->w, h->fact.basis);
	out_day(l->w, h->fact.received);
	out_instant(l->w, h->fact.recorded_at);
	out_text(l->w, h->previous);
	family_reference(l->w, CNIS_REF_CHILD, l->id);
	out_int(l->w, h->fact.rev);
	return cli_row(l->x, l->w);
}

static cnis_status
walk(family_listing *l)
{
	return cnis_child_history(l->x->r, l->id, l->on, show_row, l, &l->x->error);
}

static cnis_status
run_history(cli *x)
{
	static const out_spec spec = { .columns = COLUMNS,
		                       .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };

	return family_list(x, "child history", &spec, walk);
}

const cli_command CMD_CHILD_HISTORY[] = {
	{ .name = "child",
	  .sub = "history",
	  .summary = "names, addresses and adults of a child, past and present",
	  .mode = CLI_READ,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis child history C1042-9",
	                "cnis child history C1042-9 --known-at 2026-10-01" },
	  .about =
	      "Each with its first and last day, who said so and when it was recorded. "
	      "`previous` stands beside the address before the present one: yes while the "
	      "child has lived at the present one for less than 12 months, when s. 436C(1)(a) "
	      "asks for it; unknown when it is not known since when the child lives there. Of "
	      "a child in two records the rows of both, first of the record kept; `child` says "
	      "in which each stands.",
	  .run = run_history,
	  .list = true },
	{ .name = NULL },
};
