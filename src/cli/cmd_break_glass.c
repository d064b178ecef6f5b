/* Break-glass: a restricted record opened all the same. */
#include <stdlib.h>

#include <cnis/reference.h>
#include <cnis/sight.h>

#include "cli/cli.h"
#include "cli/family.h"

static cnis_status
run_open(cli *x)
{
	char closes[CNIS_INSTANT_ISO_SIZE];
	cnis_glass_new n = { .size = sizeof(n), .hours = cli_int(x, "hours", 1) };
	char *reason = NULL;
	int64_t id = 0;
	int64_t until = 0;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_CHILD, &n.child_id);

	if (st == CNIS_OK)
		st = family_text(
		    x, "reason-file",
		    "Why must you look (at least 10 characters; this is kept, and read)", &reason);
	n.reason = reason;
	if (st == CNIS_OK)
		st = cnis_glass_open(x->r, &n, &id, &until, &x->error);
	free(reason);
	if (st != CNIS_OK)
		return st;
	cli_say(x, "open to you until %s; who keeps the record is told, and a manager",
	        cnis_instant_iso(until, closes));
	cli_next(x, "cnis child show %s", cli_reference(CNIS_REF_CHILD, n.child_id));
	return cli_done(x, CNIS_REF_CHILD, n.child_id, "record opened");
}

static const out_column COLUMNS[] = {
	{ .key = "child", .heading = "child", .type = OUT_TEXT },
	{ .key = "officer", .heading = "officer", .type = OUT_TEXT },
	{ .key = "opened", .heading = "opened", .type = OUT_INSTANT },
	{ .key = "until", .heading = "until", .type = OUT_INSTANT },
	{ .key = "reason", .heading = "reason", .type = OUT_TEXT },
};
static const out_spec SPEC = { .columns = COLUMNS, .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };

typedef struct listing {
	cli *x;
	writer *w;
} listing;

static cnis_status
show(const cnis_glass *g, void *payload, cnis_error *reterr)
{
	const listing *l = payload;

	(void)reterr;
	family_reference(l->w, CNIS_REF_CHILD, g->child_id);
	out_text(l->w, g->officer);
	out_instant(l->w, g->opened);
	out_instant(l->w, g->until);
	out_text(l->w, g->reason);
	return cli_row(l->x, l->w);
}

/* References and what the officers themselves typed: nothing of a record is shown. */
static cnis_status
run_list(cli *x)
{
	listing l = { .x = x };

	l.w = cli_open(x, &SPEC);
	if (l.w == NULL)
		return CNIS_ENOMEM;
	return cli_close(x, l.w, cnis_glass_walk(x->r, show, &l, &x->error));
}

static const cli_option OPEN_OPTIONS[] = {
	{ .name = "hours", .type = CLI_INT, .value = "N", .help = "for how long; 1 when left out" },
	FAMILY_FILE("reason-file",
	            "the reason, 10 characters or more; else asked for, or one line of stdin"),
	CLI_OPTIONS_END,
};

const cli_command CMD_GLASS[] = {
	{ .name = "break-glass",
	  .sub = "open",
	  .summary = "open a restricted record for some hours, with a reason",
	  .mode = CLI_WRITE,
	  .options = OPEN_OPTIONS,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis break-glass open C1042-9 --hours 2",
	                "cnis break-glass open C1042-9 --reason-file why.txt" },
	  .about =
	      "For any officer who must act now and has the reference: the record is read, and "
	      "written to, by references of it, and stands in no list, search, export or match. "
	      "It closes by itself; every look is in the access log; the custodian of the record "
	      "has a duty to look into it (cnis access CHILD), and a manager, who is told who "
	      "opened one and not which; both end it with cnis duty meet. The reason has at least "
	      "10 characters. It is not taken back. A sealed record is never opened, nor one "
	      "of a family you declared.",
	  .run = run_open },
	{ .name = "break-glass",
	  .sub = "list",
	  .summary = "who opened which restricted record, until when and why",
	  .mode = CLI_READ,
	  .synopsis = "",
	  .examples = { "cnis break-glass list", "cnis break-glass list --format csv" },
	  .about = "One's own, and those of records one is shown. To managers the others too: who "
	           "opened one and until when, not which it was or why.",
	  .run = run_list,
	  .list = true,
	  .now_only = true },
	{ .name = NULL },
};
