/* Somebody covers for an officer who is away. */
#include <cnis/cover.h>
#include <cnis/reference.h>

#include "cli/cli.h"
#include "cli/family.h"

static cnis_status
run_add(cli *x)
{
	const cnis_cover_new n = { .size = sizeof(n),
		                   .officer = cli_arg(x, 0),
		                   .by = cli_text(x, "by"),
		                   .from = cli_day(x, "from"),
		                   .to = cli_day(x, "to") };
	int64_t id = 0;
	cnis_status st = cnis_cover_add(x->r, &n, &id, &x->error);

	if (st != CNIS_OK)
		return st;
	cli_say(x, "the work stays with %s and appears with %s too, in due --mine", n.officer,
	        n.by);
	cli_next(x, "cnis cover list");
	return cli_done(x, CNIS_REF_COVER, id, "cover arranged");
}

static cnis_status
run_end(cli *x)
{
	int64_t id = 0;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_COVER, &id);

	if (st == CNIS_OK)
		st = cnis_cover_end(x->r, id, cli_day(x, "on"), &x->error);
	if (st != CNIS_OK)
		return st;
	cli_next(x, "cnis cover list");
	return cli_done(x, CNIS_REF_COVER, id, "cover ended");
}

static const out_column COLUMNS[] = {
	{ .key = "cover", .heading = "cover", .type = OUT_TEXT },
	{ .key = "officer", .heading = "away", .type = OUT_TEXT },
	{ .key = "by", .heading = "covered by", .type = OUT_TEXT },
	{ .key = "from", .heading = "from", .type = OUT_DAY },
	{ .key = "to", .heading = "to", .type = OUT_DAY },
	{ .key = "open_duties", .heading = "open duties", .type = OUT_INT },
	{ .key = "set_by", .heading = "arranged by", .type = OUT_TEXT },
};
static const out_spec SPEC = { .columns = COLUMNS, .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };

struct listing {
	cli *x;
	writer *w;
};

static cnis_status
show(const cnis_cover *c, void *payload, cnis_error *reterr)
{
	const struct listing *l = payload;

	(void)reterr;
	family_reference(l->w, CNIS_REF_COVER, c->id);
	out_text(l->w, c->officer);
	out_text(l->w, c->by);
	out_day(l->w, c->from);
	out_day(l->w, c->to);
	out_int(l->w, c->duties);
	out_text(l->w, c->set_by);
	return cli_row(l->x, l->w);
}

static cnis_status
run_list(cli *x)
{
	struct listing l = { .x = x };

	l.w = cli_open(x, &SPEC);
	if (l.w == NULL)
		return CNIS_ENOMEM;
	return cli_close(
	    x, l.w, cnis_cover_walk(x->r, cli_as_at(x), cli_given(x, "all"), show, &l, &x->error));
}

static const cli_option ADD_OPTIONS[] = {
	{ .name = "by",
	  .type = CLI_TEXT,
	  .value = "LOGIN",
	  .help = "who covers",
	  .required = true },
	{ .name = "from", .type = CLI_DAY, .value = "DATE", .help = "first day (today)" },
	{ .name = "to", .type = CLI_DAY, .value = "DATE", .help = "last day", .required = true },
	CLI_OPTIONS_END,
};
static const cli_option END_OPTIONS[] = {
	{ .name = "on",
	  .type = CLI_DAY,
	  .value = "DATE",
	  .help = "last day; left out, it does not hold today any more" },
	CLI_OPTIONS_END,
};
static const cli_option LIST_OPTIONS[] = {
	{ .name = "all", .type = CLI_FLAG, .help = "also past ones" },
	CLI_OPTIONS_END,
};

const cli_command CMD_COVER[] = {
	{ .name = "cover",
	  .sub = "add",
	  .summary = "somebody covers for an officer who is away",
	  .mode = CLI_WRITE,
	  .options = ADD_OPTIONS,
	  .synopsis = "LOGIN",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis cover add jsmith --by mjones --from 2026-12-21 --to 2027-01-01",
	                "cnis cover add jsmith --by mjones --to 2026-11-27" },
	  .about =
	      "An officer arranges it for themselves, a manager for anybody. On those days the "
	      "work appears in `cnis due --mine` of both, with both names; it stays with who "
	      "is away. Refused where some of it is closed to who is to cover. Cover that does not "
	      "end is a handover: `cnis officer end`, `cnis duty "
	      "assign`.",
	  .run = run_add },
	{ .name = "cover",
	  .sub = "end",
	  .summary = "end a cover before its last day",
	  .mode = CLI_WRITE,
	  .options = END_OPTIONS,
	  .synopsis = "COVER",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis cover end Z7-6", "cnis cover end Z7-6 --on 2026-12-23" },
	  .run = run_end },
	{ .name = "cover",
	  .sub = "list",
	  .summary = "who covers for whom, now and to come",
	  .mode = CLI_READ,
	  .options = LIST_OPTIONS,
	  .synopsis = "",
	  .examples = { "cnis cover list", "cnis cover list --all --format csv" },
	  .run = run_list,
	  .list = true },
	{ .name = NULL },
};
