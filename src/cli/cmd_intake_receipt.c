/* What was sent on: they confirmed it, or were asked again. */
#include <cnis/intake.h>
#include <cnis/reference.h>

#include "cli/cli.h"
#include "cli/family.h"
#include "cli/misdirected.h"

static const cli_option RECEIPT_OPTIONS[] = {
	FAMILY_ON("day they confirmed it (today)"),
	CLI_OPTIONS_END,
};
static const cli_option CHASE_OPTIONS[] = {
	FAMILY_ON("day they were asked again (today)"),
	CLI_OPTIONS_END,
};

static cnis_status
run_misdirected(cli *x)
{
	int64_t id = 0;
	cnis_status st = misdirected_run(x, CNIS_REF_INTAKE, cnis_intake_misdirected, &id);

	if (st != CNIS_OK)
		return st;
	cli_next(x, "cnis intake show %s, then: cnis intake triage",
	         cli_reference(CNIS_REF_INTAKE, id));
	return cli_done(x, CNIS_REF_INTAKE, id, "recorded as gone to the wrong place");
}

static cnis_status
run_receipt(cli *x)
{
	int64_t id = 0;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_INTAKE, &id);

	if (st == CNIS_OK)
		st = cnis_intake_receipt(x->r, id, family_on(x), &x->error);
	if (st != CNIS_OK)
		return st;
	cli_next(x, "cnis intake list --unconfirmed");
	return cli_done(x, CNIS_REF_INTAKE, id, "receipt recorded");
}

static cnis_status
run_chase(cli *x)
{
	int64_t id = 0;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_INTAKE, &id);

	if (st == CNIS_OK)
		st = cnis_intake_chase(x->r, id, family_on(x), &x->error);
	if (st != CNIS_OK)
		return st;
	cli_next(x, "cnis intake list --unconfirmed");
	return cli_done(x, CNIS_REF_INTAKE, id, "chased");
}

const cli_command CMD_INTAKE_RECEIPT[] = {
	{ .name = "intake",
	  .sub = "receipt",
	  .summary = "whoever it was sent on to confirmed that they have it",
	  .mode = CLI_WRITE,
	  .options = RECEIPT_OPTIONS,
	  .synopsis = "INTAKE",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis intake receipt K12-5", "cnis intake receipt K12-5 --on 2026-11-20" },
	  .about = "Until then it is waited for: cnis intake list --unconfirmed. Where nobody will "
	           "confirm it after all a manager waives the duty. What is disposed of is waited "
	           "for no longer.",
	  .run = run_receipt },
	{ .name = "intake",
	  .sub = "chase",
	  .summary = "whoever it was sent on to was asked again",
	  .mode = CLI_WRITE,
	  .options = CHASE_OPTIONS,
	  .synopsis = "INTAKE",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis intake chase K12-5", "cnis intake chase K12-5 --on 2026-11-20" },
	  .about = "The receipt is waited for anew from that day.",
	  .run = run_chase },
	{ .name = "intake",
	  .sub = "misdirected",
	  .summary = "it was sent on to the wrong place",
	  .mode = CLI_WRITE,
	  .options = MISDIRECTED_OPTIONS,
	  .synopsis = "INTAKE",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis intake misdirected K12-5",
	                "cnis intake misdirected K12-5 --on 2026-11-20 --reason-file how.txt" },
	  .about = "Nothing is waited for from there any more, and it is open again for whoever "
	           "says so: unless it was disposed of, what it is is said anew (intake triage). A "
	           "manager looks into it the next working day (setting incident.assess_days): "
	           "where the Commissioner must be told, UK GDPR Art. 33 gives 72 hours.",
	  .run = run_misdirected },
	{ .name = NULL },
};
