#include <stdio.h>

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

static cnis_status
show_row(const cnis_unseen *u, void *payload, cnis_error *reterr)
{
	family_listing *l = payload;
	cnis_status st = family_see(l, u->child_id);

	(void)reterr;
	if (st != CNIS_OK)
		return st;
	out_text(l->w, cli_reference(CNIS_REF_CHILD, u->child_id));
	family_words(l->w, u->child_name);
	out_day(l->w, u->last_seen);
	family_int(l->w, u->days, -1);
	out_text(l->w, u->reasons);
	family_words(l->w, u->owner);
	return cli_row(l->x, l->w);
}

static cnis_status
walk(family_listing *l)
{
	return cnis_unseen_walk(l->x->r, l->on, l->all, show_row, l, &l->x->error);
}

static cnis_status
run_unseen(cli *x)
{
	static const out_spec spec = { .columns = COLUMNS,
		                       .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };
	family_listing l = { .x = x, .all = cli_given(x, "all") };
	char filter[32], day[CNIS_DAY_ISO_SIZE];

	(void)snprintf(filter, sizeof(filter), "--as-at %s%s", cnis_day_iso(cli_as_at(x), day),
	               l.all ? " --all" : "");
	if (l.all)
		cli_say(x,
		        "Everyone with an open entry.  There is no power to require that a child "
		        "is seen, and not having been seen is no failing of a family.");
	return family_rows(&l, "unseen", filter, &spec, walk);
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
