/* Many that arrived at once: a plan to be read and edited, and putting it into effect. */
#include <stdlib.h>
#include <string.h>

#include <cnis/intake.h>

#include "cli/cli.h"
#include "cli/family.h"

static const out_column COLUMNS[] = {
	{ .key = "done", .heading = "done", .type = OUT_TEXT },
	{ .key = "intakes", .heading = "intakes", .type = OUT_INT },
	{ .key = "families", .heading = "families of several", .type = OUT_INT },
	{ .key = "acknowledged", .heading = "acknowledged", .type = OUT_INT },
	{ .key = "allocated", .heading = "given to somebody else", .type = OUT_INT },
	{ .key = "grouped", .heading = "put together", .type = OUT_INT },
	{ .key = "seq", .heading = NULL, .type = OUT_INT },
	{ .key = "dry_run", .heading = NULL, .type = OUT_BOOL },
};
static const out_spec SPEC = { .columns = COLUMNS,
	                       .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]),
	                       .vertical = true };

static cnis_status
show(cli *x, const char *done, const cnis_intake_applied *did, bool written)
{
	writer *w = cli_open(x, &SPEC);

	if (w == NULL)
		return CNIS_ENOMEM;
	out_text(w, done);
	out_int(w, did->intakes);
	out_int(w, did->groups);
	out_int(w, did->acknowledged);
	if (written) {
		out_int(w, did->allocated);
		out_int(w, did->grouped);
		family_int(w, x->dry_run ? 0 : cnis_register_seq(x->r), 0);
		out_bool(w, x->dry_run);
	} else
		for (int i = 0; i < 4; i++)
			out_null(w);
	return cli_close(x, w, cli_row(x, w));
}

/* ---- plan ---------------------------------------------------------------------------------------
 */

enum { MOST_OWNERS = 100 };

/* The logins of --owners, commas between; @p text is cut into them. */
static cnis_status
take_owners(cli *x, char *text, const char *owners[MOST_OWNERS], size_t *ret_n)
{
	size_t n = 0;

	for (char *rest = text, *one; (one = strtok_r(rest, ", ", &rest)) != NULL;) {
		if (n == MOST_OWNERS)
			return cli_fail(x, CNIS_EINVAL, "owners", "more than 100 officers");
		owners[n++] = one;
	}
	if (n == 0)
		return cli_fail(x, CNIS_EINVAL, "owners", "logins of officers with commas between");
	*ret_n = n;
	return CNIS_OK;
}

static cnis_status
run_plan(cli *x)
{
	const char *owners[MOST_OWNERS];
	cnis_intake_sharing sharing = { .size = sizeof(sharing),
		                        .team = cli_text(x, "team"),
		                        .owners = owners };
	cnis_intake_applied did = { 0 };
	char *text = NULL;
	cnis_status st = CNIS_OK;

	if (cli_given(x, "team") && cli_given(x, "owners"))
		return cli_fail(x, CNIS_EINVAL, "owners",
		                "--team and --owners exclude one another");
	if (cli_given(x, "owners")) {
		text = strdup(cli_text(x, "owners"));
		st = text == NULL ? cli_fail(x, CNIS_ENOMEM, "", "out of memory")
		                  : take_owners(x, text, owners, &sharing.n_owners);
	}
	if (st == CNIS_OK)
		st = cnis_intake_plan_write(x->r, &sharing, cli_text(x, "out"), &did, &x->error);
	free(text);
	if (st != CNIS_OK)
		return st;
	cli_say(x,
	        "read it and change what is not right: group, owner, acknowledge; take out rows");
	cli_next(x, "cnis intake apply %s", cli_text(x, "out"));
	return show(x, "plan written, nothing changed", &did, false);
}

/* ---- apply --------------------------------------------------------------------------------------
 */

static cnis_status
run_apply(cli *x)
{
	cnis_intake_applied did = { 0 };
	cnis_status st = cnis_intake_plan_apply(x->r, cli_arg(x, 0), cli_day(x, "acknowledged"),
	                                        &did, &x->error);

	if (st != CNIS_OK)
		return st;
	cli_next(x, "cnis intake list --mine --untouched");
	return show(x,
	            did.acknowledged + did.allocated + did.grouped == 0 ? "it was so already"
	                                                                : "plan put into effect",
	            &did, true);
}

static const cli_option PLAN_OPTIONS[] = {
	{ .name = "out",
	  .type = CLI_FILE,
	  .made = true,
	  .value = "FILE",
	  .help = "where to write it; there must be none of that name",
	  .required = true },
	{ .name = "team",
	  .type = CLI_TEXT,
	  .value = "TEAM",
	  .help = "share out among the officers of this team; every officer" },
	{ .name = "owners",
	  .type = CLI_TEXT,
	  .value = "LOGIN,...",
	  .help = "share out among these officers instead" },
	CLI_OPTIONS_END,
};
static const cli_option APPLY_OPTIONS[] = {
	{ .name = "acknowledged",
	  .type = CLI_DAY,
	  .value = "DATE",
	  .help = "day the acknowledgements went out; today" },
	CLI_OPTIONS_END,
};

const cli_command CMD_INTAKE_PLAN[] = {
	{ .name = "intake",
	  .sub = "plan",
	  .summary = "propose who has what nobody has looked at, families together",
	  .mode = CLI_READ,
	  .now_only = true,
	  .options = PLAN_OPTIONS,
	  .synopsis = "",
	  .examples = { "cnis intake plan --out monday.csv --team EHE",
	                "cnis intake plan --out monday.csv --owners ann,jsmith" },
	  .about =
	      "Writes a CSV file to be read and edited, and changes nothing. Rows with the same "
	      "telephone number, e-mail address or home, or the same postcode and a family name "
	      "that is alike, are likely of one family: they have one group, and one officer. "
	      "Each family goes to whoever has the fewest of the plan by then. At most 500 at "
	      "once.",
	  .run = run_plan },
	{ .name = "intake",
	  .sub = "apply",
	  .summary = "put such a plan into effect: acknowledge, share out, put together",
	  .mode = CLI_WRITE,
	  .options = APPLY_OPTIONS,
	  .synopsis = "PLAN",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis intake apply monday.csv --dry-run",
	                "cnis intake apply monday.csv --acknowledged 2026-09-07" },
	  .about =
	      "All of it in one journal entry, or nothing: where one of them was changed since "
	      "the plan was made (exit 5), make another. What holds already is passed over, so it "
	      "can be run again. Rows taken out of the file are left as they are; rows of one "
	      "label in the column group are taken together; acknowledge is yes or no.",
	  .run = run_apply },
	{ .name = NULL },
};
