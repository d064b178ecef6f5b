/* Sealing an identity: adoption. */
#include <stdlib.h>
#include <string.h>

#include <cnis/reference.h>
#include <cnis/sight.h>

#include "cli/cli.h"

/* For good: whoever does it types the reference again. */
static cnis_status
confirm(cli *x, int64_t child)
{
	char *typed = NULL;
	int64_t again = 0;
	cnis_status st = cli_ask(
	    x, "confirm",
	    "Type the reference again: the record is shown to nobody any more, for good", &typed);

	if (st == CNIS_OK &&
	    (cnis_reference_parse(typed, CNIS_REF_CHILD, NULL, &again) != CNIS_OK ||
	     again != child))
		st = cli_fail(x, CNIS_EINVAL, "confirm", "not that reference: nothing was changed");
	free(typed);
	return st;
}

static cnis_status
run_seal(cli *x)
{
	int64_t child = 0;
	int64_t duties = 0;
	int64_t shared = 0;
	int64_t arrived = 0;
	cnis_status st = cli_arg_record(x, 0, &child);

	if (st == CNIS_OK)
		st = confirm(x, child);
	if (st == CNIS_OK)
		st = cnis_identity_seal(x->r, child, &duties, &shared, &arrived, &x->error);
	if (st != CNIS_OK)
		return st;
	cli_say(x, "%lld open duties ended", (long long)duties);
	if (arrived > 0)
		cli_say(x, "what arrived and names this child, %lld in all, goes with the record",
		        (long long)arrived);
	if (shared > 0)
		cli_say(
		    x,
		    "%lld other records share an adult, an address or a paper with it and stay; "
		    "a paper, or what arrived, that is about both is shown to nobody any "
		    "more; is one of them the child's under the new name, take that "
		    "registration back (cnis undo) and register again",
		    (long long)shared);
	cli_next(x,
	         "cnis register, for the child under the new name, with nothing of the old record");
	return cli_done(x, 0, 0, "identity sealed");
}

const cli_command CMD_IDENTITY[] = {
	{ .name = "identity",
	  .sub = "seal",
	  .summary = "adoption: show the record of the former identity to nobody, for good",
	  .mode = CLI_WRITE,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis identity seal C1042-9", "cnis identity seal C1042-9 --dry-run" },
	  .about =
	      "For who is manager and custodian. The reference is typed again, or read as one line "
	      "from stdin. Entries, duties and links of the record end; from then on no command "
	      "shows it to anybody, no role does, no break-glass opens it, and undo does not take "
	      "it back. Refused while an order of a court holds or a withdrawal is open, and "
	      "while another record may be of the same child: merge it, or say that it is of "
	      "another, first; and while something that arrived and names the child is still to be "
	      "dealt with: cnis intake triage. What arrived, is dealt with and names the child is "
	      "shown to nobody any more either, unless it is kept as about another child of that "
	      "name; nor is a document that is about this child and another.\n\n"
	      "The child is then registered under the new name as any other child: nothing of the "
	      "old record is named, found, suggested or compared. Carers who adopt and have other "
	      "children: these stay on the records of the adults the old record has; the new child "
	      "is given records of its own of them (register, child adult add --person, import), "
	      "with the name only, and the household is one by the place. What reads families by "
	      "the adults they share (conflict declare) does not reach from one to the other: "
	      "declare both.\n\nBackups made before it hold the "
	      "old record until they expire (setting retention.backup_days); `cnis restore` of one "
	      "seals it again.",
	  .run = run_seal },
	{ .name = NULL },
};
