#include <stdio.h>
#include <string.h>

#include <cnis/export.h>

#include "cli/cli.h"

static cnis_status
to_stdout(const void *bytes, size_t len, void *payload, cnis_error *err)
{
	if (fwrite(bytes, 1, len, stdout) == len)
		return CNIS_OK;
	(void)err; /* the library hands back the error of x */
	return cli_output_failed(payload);
}

static cnis_status
run_children(cli *x)
{
	const cnis_export_options o = {
		.size = sizeof(o),
		.purpose = cli_text(x, "purpose"),
		.format = x->format == OUT_JSON ? CNIS_EXPORT_JSON : CNIS_EXPORT_CSV,
		.as_at = cli_as_at(x),
		.with_safeguarding = cli_given(x, "safeguarding"),
	};
	int64_t rows = 0;
	cnis_status st = cnis_export_children(x->r, &o, to_stdout, x, &rows, &x->error);

	if (st == CNIS_OK && fflush(stdout) != 0)
		st = cli_output_failed(x);
	if (st == CNIS_OK)
		cli_say(x, "%lld children exported; the disclosure is in the access log",
		        (long long)rows);
	return st;
}

static const cli_option CHILDREN[] = {
	{ .name = "purpose",
	  .type = CLI_TEXT,
	  .value = "TEXT",
	  .help = "what it is for, without names; kept in the access log",
	  .required = true },
	{ .name = "safeguarding",
	  .type = CLI_FLAG,
	  .help = "add the facts of need and safeguarding (needs that role)" },
	CLI_OPTIONS_END,
};

const cli_command CMD_EXPORT[] = {
	{ .name = "export",
	  .sub = "children",
	  .summary = "the current register, one row a child",
	  .mode = CLI_READ,
	  .options = CHILDREN,
	  .synopsis = "",
	  .examples = { "cnis export children --purpose 'autumn census' > children.csv",
	                "cnis export children --purpose 'board report' --as-at 2026-09-01 "
	                "--format json" },
	  .about = "CSV, or with --format json one object a line; always to standard output. "
	           "The columns are the least that is useful: reference, name, birth date, sex, "
	           "year group, postcode, route, first day, day of registration, reason.\n\n"
	           "An export is a disclosure: who, when, what for and which children are in the "
	           "access log before the first byte leaves. What is withheld (`cnis withhold`) is "
	           "written as the word `withheld`, unless --withheld is given by a manager or the "
	           "role safeguarding. In CSV a text that a spreadsheet "
	           "would take for a formula gets an apostrophe in front.",
	  .run = run_children },
	{ .name = NULL },
};
