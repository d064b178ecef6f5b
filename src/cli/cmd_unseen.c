#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/reference.h>
#include <cnis/unseen.h>

#include "cli/cli.h"
#include "cli/family.h"

static const cli_option OPTIONS[] = {
	{ .name = "all",
	  .type = CLI_FLAG,
	  .help = "every child with an open entry, whether or not there is a reason" },
	CLI_OPTIONS_END,
};

static const out_column COLUMNS[] = {
	{ .key = "child", .heading = "child", .type = OUT_TEXT },
	{ .key = "name", .heading = "name", .type = OUT_TEXT },
	{ .key = "last_seen_on", .heading = "last seen", .type = OUT_DAY },
	{ .key = "days_unseen", .heading = "days", .type = OUT_INT },
	{ .key = "reasons", .heading = "reasons", .type = OUT_LIST },
	{ .key = "owner", .heading = "owner", .type = OUT_TEXT },
};

struct listing {
	cli *x;
	writer *w;
	family_set set;
};

static cnis_status
collect(const cnis_unseen *u, void *payload, cnis_error *reterr)
{
	struct listing *l = payload;

	(void)reterr;
	return family_add(l->x, &l->set, u->child_id);
}

static cnis_status
show_row(const cnis_unseen *u, void *payload, cnis_error *reterr)
{
	struct listing *l = payload;

	(void)reterr;
	out_text(l->w, cli_reference(CNIS_REF_CHILD, u->child_id));
	family_words(l->w, u->child_name);
	out_day(l->w, u->last_seen);
	family_int(l->w, u->days, -1);
	out_text(l->w, u->reasons);
	family_words(l->w, u->owner);
	return cli_row(l->x, l->w);
}

static cnis_status
run_unseen(cli *x)
{
	static const out_spec spec = { .columns = COLUMNS,
		                       .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };
	struct listing l = { .x = x };
	cnis_day on = cli_as_at(x);
	bool all = cli_given(x, "all");
	char filter[32], day[CNIS_DAY_ISO_SIZE];
	cnis_status st = cnis_unseen_walk(x->r, on, all, collect, &l, &x->error);

	(void)snprintf(filter, sizeof(filter), "--as-at %s%s", cnis_day_iso(on, day),
	               all ? " --all" : "");
	if (st == CNIS_OK)
		st = family_note_set(x, "unseen", filter, &l.set);
	free(l.set.ids);
	if (st != CNIS_OK)
		return st;
	if (all)
		cli_say(x,
		        "Everyone with an open entry.  There is no power to require that a child "
		        "is seen, and not having been seen is no failing of a family.");
	l.w = cli_open(x, &spec);
	if (l.w == NULL)
		return CNIS_ENOMEM;
	return cli_close(x, l.w, cnis_unseen_walk(x->r, on, all, show_row, &l, &x->error));
}

const cli_command CMD_UNSEEN[] = {
	{ .name = "unseen",
	  .summary = "children with an open reason to know that they are seen",
	  .mode = CLI_READ,
	  .options = OPTIONS,
	  .synopsis = "",
	  .examples = { "cnis unseen", "cnis unseen --all --format csv" },
	  .about =
	      "Never seen first, then longest ago.  A reason is a priority flag, a concern not "
	      "yet answered, or two current home addresses from different sources; one that "
	      "rests on child protection reads 'priority' without the safeguarding role.  No "
	      "power to require that a child is seen exists, and none is implied.",
	  .run = run_unseen,
	  .list = true },
	{ .name = NULL },
};
