#include <stdlib.h>

#include <cnis/home_consideration.h>
#include <cnis/reference.h>
#include <cnis/settings_consideration.h>

#include "cli/cli.h"
#include "cli/family.h"
#include "cli/siblings.h"

static const cli_option CONSIDER_OPTIONS[] = {
	{ .name = "visit-asked",
	  .type = CLI_FLAG,
	  .help = "the parent was asked to allow a visit, which is the authority's choice" },
	FAMILY_ON("day it was considered (today)"),
	FAMILY_FILE("note-file", "what was considered, and what came of it"),
	CLI_OPTIONS_END,
};

static cnis_status
run_consider(cli *x)
{
	char *note = NULL;
	int64_t id = 0;
	int met = 0;
	cnis_home_consideration_new n = { .size = sizeof(n),
		                          .considered = family_on(x),
		                          .visit_asked = cli_given(x, "visit-asked") };
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_CHILD, &n.child_id);

	if (st == CNIS_OK)
		st = family_text(x, "note-file", NULL, &note);
	n.note = note;
	if (st == CNIS_OK)
		st = cnis_home_consideration_record(x->r, &n, &id, &met, &x->error);
	free(note);
	if (st != CNIS_OK)
		return st;
	cli_say(x, met > 0 ? "the duty of s. 436B(8) is met"
	                   : "no duty to consider was open; the consideration is kept");
	cli_next(x, "cnis child show %s", cli_reference(CNIS_REF_CHILD, n.child_id));
	siblings_offer(x, n.child_id, SIBLINGS_ENTERED, NULL, "consider", "");
	return cli_done(x, CNIS_REF_CHILD, n.child_id, "home considered");
}

static const cli_option SETTINGS_OPTIONS[] = {
	FAMILY_ON("day they were considered (today)"),
	FAMILY_FILE("note-file", "which settings, and what came of it"),
	CLI_OPTIONS_END,
};

static cnis_status
run_settings(cli *x)
{
	char *note = NULL;
	int64_t id = 0;
	int met = 0;
	cnis_settings_consideration_new n = { .size = sizeof(n), .considered = family_on(x) };
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_CHILD, &n.child_id);

	if (st == CNIS_OK)
		st = family_text(x, "note-file", NULL, &note);
	n.note = note;
	if (st == CNIS_OK)
		st = cnis_settings_consideration_record(x->r, &n, &id, &met, &x->error);
	free(note);
	if (st != CNIS_OK)
		return st;
	cli_say(x, met > 0
	               ? "the duty of s. 436B(10) is met"
	               : "no duty to consider the settings was open; the consideration is kept");
	cli_next(x, "cnis child content %s", cli_reference(CNIS_REF_CHILD, n.child_id));
	siblings_offer(x, n.child_id, SIBLINGS_ENTERED, NULL, "consider settings", "");
	return cli_done(x, CNIS_REF_CHILD, n.child_id, "settings considered");
}

const cli_command CMD_CONSIDER[] = {
	{ .name = "consider",
	  .summary = "record that the authority considered where a child lives",
	  .mode = CLI_WRITE,
	  .options = CONSIDER_OPTIONS,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis consider C1-3", "cnis consider C1-3 --visit-asked --on 2026-11-16" },
	  .about =
	      "Section 436B(8): within 15 days beginning with the day of registration.  Asking "
	      "for a visit is not needed, and nobody has to allow one.",
	  .run = run_consider },
	{ .name = "consider",
	  .sub = "settings",
	  .summary = "record that the authority considered the settings where a child is educated",
	  .mode = CLI_WRITE,
	  .options = SETTINGS_OPTIONS,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis consider settings C1-3",
	                "cnis consider settings C1-3 --note-file note.txt --on 2026-11-16" },
	  .about = "Section 436B(10): within 15 days beginning with the day information about a "
	           "provider is included in the register.",
	  .run = run_settings },
	{ .name = NULL },
};
