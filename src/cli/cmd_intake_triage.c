/* What has arrived: somebody says what it is. */
#include <stdlib.h>
#include <string.h>

#include <cnis/death.h>
#include <cnis/intake.h>
#include <cnis/reference.h>

#include "cli/cli.h"
#include "cli/court.h"
#include "cli/family.h"

static void
say_of_child(cli *x, int64_t child_id)
{
	cnis_day died = CNIS_DAY_NONE;
	char iso[CNIS_DAY_ISO_SIZE];
	cnis_error nothing = { 0 };

	if (cnis_death_day(x->r, child_id, CNIS_DAY_NONE, &died, NULL, &nothing) == CNIS_OK &&
	    died != CNIS_DAY_NONE)
		cli_say(x, "%s died on %s: whoever sent this is to be told",
		        cli_reference(CNIS_REF_CHILD, child_id), cnis_day_iso(died, iso));
	else
		fostering_ask_child(x, child_id);
}

static cnis_status
run_triage(cli *x)
{
	cnis_intake_triage t = { .size = sizeof(t),
		                 .outcome = cli_text(x, "outcome"),
		                 .authority = cli_text(x, "authority"),
		                 .sent = cli_day(x, "sent"),
		                 .keep_until = cli_day(x, "keep-until"),
		                 .next = cli_day(x, "next"),
		                 .acknowledged = cli_day(x, "acknowledged"),
		                 .receipt = cli_day(x, "receipt"),
		                 .not_expected = cli_given(x, "not-expected") };
	bool waits = strcmp(t.outcome, "forwarded") == 0 && !t.not_expected &&
	             !cli_given(x, "receipt");
	bool why = t.not_expected || strcmp(t.outcome, "no_action") == 0 ||
	           strcmp(t.outcome, "more_needed") == 0;
	family_set children = { 0 };
	char *reason = NULL;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_INTAKE, &t.intake_id);

	if (st == CNIS_OK)
		st = family_children(x, "child", &children);
	if (st == CNIS_OK)
		st = family_text(x, "reason-file",
		                 !why             ? NULL
		                 : t.not_expected ? "Why is no receipt to be expected?"
		                 : strcmp(t.outcome, "more_needed") == 0
		                     ? "What is needed?"
		                     : "Why is nothing to be done?",
		                 &reason);
	t.children = children.ids;
	t.n_children = children.n;
	t.reason = reason;
	if (st == CNIS_OK)
		st = cnis_intake_triage_do(x->r, &t, &x->error);
	free(reason);
	if (st != CNIS_OK && strcmp(t.outcome, "new_child") == 0 && children.n == 0)
		cli_next(x, "cnis register --from FORM.json --intake %s",
		         cli_reference(CNIS_REF_INTAKE, t.intake_id));
	for (size_t i = 0; st == CNIS_OK && i < children.n; i++)
		say_of_child(x, children.ids[i]);
	free(children.ids);
	if (st != CNIS_OK)
		return st;
	if (waits)
		cli_next(x, "cnis intake receipt %s", cli_reference(CNIS_REF_INTAKE, t.intake_id));
	else
		cli_next(x, "cnis intake list --mine");
	return cli_done(x, CNIS_REF_INTAKE, t.intake_id,
	                strcmp(t.outcome, "more_needed") == 0 ? "open, with a next step"
	                                                      : "closed with its outcome");
}

static const cli_option TRIAGE_OPTIONS[] = {
	{ .name = "outcome",
	  .type = CLI_CHOICE,
	  .value = "OUTCOME",
	  .choices = "known_child new_child forwarded more_needed no_action",
	  .help = "what it is",
	  .required = true },
	{ .name = "child",
	  .type = CLI_TEXT,
	  .value = "CHILD,...",
	  .help = "known or new child: whom it is about" },
	{ .name = "authority",
	  .type = CLI_TEXT,
	  .value = "CODE",
	  .help =
	      "forwarded: to which authority; beyond England wales, scotland, northern_ireland, "
	      "crown_dependency, abroad" },
	{ .name = "sent", .type = CLI_DAY, .value = "DATE", .help = "forwarded: when; today" },
	{ .name = "keep-until",
	  .type = CLI_DAY,
	  .value = "DATE",
	  .help = "forwarded: last day it is kept; the setting intake.forwarded_keep_days" },
	{ .name = "next",
	  .type = CLI_DAY,
	  .value = "DATE",
	  .help = "more needed: by when the next step is due" },
	{ .name = "acknowledged",
	  .type = CLI_DAY,
	  .value = "DATE",
	  .help = "day whoever sent it was told that it arrived" },
	{ .name = "receipt",
	  .type = CLI_DAY,
	  .value = "DATE",
	  .help = "forwarded: day they confirmed that they have it" },
	{ .name = "not-expected",
	  .type = CLI_FLAG,
	  .help = "forwarded: no receipt is to be expected; asks why" },
	FAMILY_FILE("reason-file", "read the reason, or what is needed, from FILE, - for stdin"),
	CLI_OPTIONS_END,
};

const cli_command CMD_INTAKE_TRIAGE[] = {
	{ .name = "intake",
	  .sub = "triage",
	  .summary = "say what it is: nothing is closed without an outcome",
	  .mode = CLI_WRITE,
	  .options = TRIAGE_OPTIONS,
	  .synopsis = "INTAKE",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis intake triage K12-5 --outcome known_child --child C1042-9",
	                "cnis intake triage K12-5 --outcome forwarded --authority 301" },
	  .about =
	      "Who has it says so, who covers for them, a manager or the role safeguarding; of "
	      "what waits in the queue anybody. cnis register --intake settles it whoever has "
	      "it.\n\n"
	      "known_child: about a child on record; whoever has the family has it to read. "
	      "new_child: a child recorded because of it; cnis register --intake does both. "
	      "forwarded: not ours; kept for a while, its words shown no more, and its receipt "
	      "waited for (setting intake.receipt_days) unless it has come or, for a reason, none "
	      "is to be expected. more_needed: stays "
	      "open with a dated next step, at most the setting intake.next_days (10 working days) "
	      "ahead and at most twice; beyond that a manager says so, as of keeping what was sent "
	      "on longer than the setting intake.forwarded_keep_days. no_action: nothing is to be "
	      "done, and why. The reason is asked for, or read from stdin.",
	  .run = run_triage },
	{ .name = NULL },
};
