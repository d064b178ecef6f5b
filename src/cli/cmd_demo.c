#include <cnis/demonstration.h>

#include "cli/cli.h"
#include "out/talk.h"

static const out_column COLUMNS[] = {
	{ .key = "families", .heading = "families", .type = OUT_INT },
	{ .key = "children", .heading = "home-educated children", .type = OUT_INT },
	{ .key = "ehc_plans", .heading = "with an EHC plan", .type = OUT_INT },
	{ .key = "early_help", .heading = "known to early help", .type = OUT_INT },
	{ .key = "young_carers", .heading = "young carers", .type = OUT_INT },
	{ .key = "reviews", .heading = "reviews", .type = OUT_INT },
	{ .key = "information", .heading = "information received", .type = OUT_INT },
	{ .key = "contacts", .heading = "contacts", .type = OUT_INT },
	{ .key = "seen", .heading = "seen", .type = OUT_INT },
	{ .key = "travels", .heading = "times away", .type = OUT_INT },
	{ .key = "transactions", .heading = "transactions", .type = OUT_INT },
};
static const out_spec SPEC = { .columns = COLUMNS,
	                       .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]),
	                       .vertical = true };

static void
progress(int64_t done, int64_t total, void *payload)
{
	(void)payload;
	talk_progress("children", done, total);
}

static cnis_status
run_demonstrate(cli *x)
{
	cnis_demonstration d = { 0 };
	cnis_status st;
	writer *w;

	st = cnis_demonstration_fill(x->r, cli_int(x, "children", 0),
	                             (uint64_t)cli_int(x, "seed", 0), progress, NULL, &d,
	                             &x->error);
	if (st != CNIS_OK)
		return st;
	w = cli_open(x, &SPEC);
	if (w == NULL)
		return CNIS_ENOMEM;
	out_int(w, d.families);
	out_int(w, d.children);
	out_int(w, d.ehc_plans);
	out_int(w, d.early_help);
	out_int(w, d.young_carers);
	out_int(w, d.reviews);
	out_int(w, d.information);
	out_int(w, d.contacts);
	out_int(w, d.seen);
	out_int(w, d.travels);
	out_int(w, d.transactions);
	cli_say(x, "invented families in the published proportions; nobody in them exists");
	cli_next(x, "cnis overdue");
	return cli_close(x, w, cli_row(x, w));
}

static const cli_option OPTIONS[] = {
	{ .name = "children",
	  .type = CLI_INT,
	  .value = "N",
	  .help = "how many children; default 447" },
	{ .name = "seed", .type = CLI_INT, .value = "N", .help = "another set of families" },
	CLI_OPTIONS_END,
};

const cli_command CMD_DEMO[] = {
	{ .name = "demonstrate",
	  .summary = "fill a demonstration register with invented families",
	  .mode = CLI_WRITE,
	  .options = OPTIONS,
	  .synopsis = "",
	  .examples = { "cnis demonstrate", "cnis demonstrate --children 5000 --seed 7" },
	  .about =
	      "Only a register made with `cnis init --demonstration` and still without children. "
	      "The shape is that of one authority: 447 home-educated children, 27 with an EHC "
	      "plan, "
	      "70 known to early help, 2 young carers; reasons and year groups in the proportions "
	      "of England, autumn 2022/23 (DfE, Open Government Licence), the latest census with "
	      "every breakdown. Names, streets and postcodes are invented, UPNs carry numbers no "
	      "school has. Of places that are no house, seasonal travel, telephones and e-mail "
	      "addresses nothing is published: their shares are invented, and the numbers are "
	      "nobody's. The same seed, number and day give the same families.\n\n"
	      "Days in force of the 2026 Act are those given to `cnis init`; for England none has "
	      "been appointed yet, so any such day is an assumption.",
	  .run = run_demonstrate,
	  .no_trial = true },
	{ .name = NULL },
};
