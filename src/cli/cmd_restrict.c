/* Restricted records: shown to custodians only. */
#include <stdlib.h>

#include <cnis/reference.h>
#include <cnis/sight.h>

#include "cli/cli.h"
#include "cli/family.h"
#include "cli/siblings.h"

/*
 * Who is no custodian can ask for the household no more: it was asked before, so it says no more
 * than they were shown.
 */
static void
say_household(cli *x, const cnis_restriction_new *n, const family_set *siblings)
{
	if ((cnis_register_roles(x->r) & CNIS_ROLE_CUSTODIAN) != 0) {
		cli_next(x, "cnis household show %s, for brothers, sisters and adults",
		         cli_reference(CNIS_REF_CHILD, n->child_id));
		return;
	}
	cli_say(x, "from now on a custodian sees the record, and you do not");
	for (size_t i = 0; i < siblings->n; i++)
		cli_next(x, "also for %s, of the same family? cnis restrict add %s --kind %s",
		         cli_reference(CNIS_REF_CHILD, siblings->ids[i]),
		         cli_reference(CNIS_REF_CHILD, siblings->ids[i]), n->kind);
	if (siblings->n == 0)
		cli_next(x, "cnis today");
}

static cnis_status
run_add(cli *x)
{
	cnis_restriction_new n = { .size = sizeof(n),
		                   .kind = cli_text(x, "kind"),
		                   .custodian = cli_text(x, "custodian") };
	char *reason = NULL;
	int64_t id = 0;
	cnis_restriction_did did = { 0 };
	family_set siblings = { 0 };
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_CHILD, &n.child_id);

	if (st == CNIS_OK)
		st = family_text(x, "reason-file", "Why is the record restricted", &reason);
	n.reason = reason;
	if (st == CNIS_OK && siblings_find(x, n.child_id, SIBLINGS_ALL, &siblings) != CNIS_OK) {
		siblings.n = 0; /* the command itself says why */
		x->error = (cnis_error){ 0 };
	}
	if (st == CNIS_OK)
		st = cnis_restriction_add(x->r, &n, &id, &did, &x->error);
	free(reason);
	if (st != CNIS_OK) {
		free(siblings.ids);
		return st;
	}
	cli_say(x, "%lld open duties are the custodian's now", (long long)did.duties);
	if (did.documents > 0)
		cli_say(x,
		        "%lld document%s about other children too: kept back from their officers "
		        "as well",
		        (long long)did.documents, did.documents == 1 ? " is" : "s are");
	say_household(x, &n, &siblings);
	free(siblings.ids);
	return cli_done(x, CNIS_REF_RESTRICTION, id, "record restricted");
}

static cnis_status
run_end(cli *x)
{
	char *reason = NULL;
	int64_t id = 0;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_RESTRICTION, &id);

	if (st == CNIS_OK)
		st = family_text(x, "reason-file", "Why does it end", &reason);
	if (st == CNIS_OK)
		st = cnis_restriction_end(x->r, id, reason, &x->error);
	free(reason);
	if (st != CNIS_OK)
		return st;
	cli_next(x, "cnis duty list --mine, and cnis duty assign, to hand the work on");
	return cli_done(x, CNIS_REF_RESTRICTION, id, "restriction ended");
}

/* ---- list ---------------------------------------------------------------------------------------
 */

static const out_column COLUMNS[] = {
	{ .key = "restriction", .heading = "reference", .type = OUT_TEXT },
	{ .key = "child", .heading = "child", .type = OUT_TEXT },
	{ .key = "kind", .heading = "kind", .type = OUT_TEXT },
	{ .key = "from", .heading = "from", .type = OUT_DAY },
	{ .key = "to", .heading = "to", .type = OUT_DAY },
	{ .key = "custodian", .heading = "custodian", .type = OUT_TEXT },
	{ .key = "officer", .heading = "decided by", .type = OUT_TEXT },
	{ .key = "reason", .heading = "reason", .type = OUT_TEXT },
	{ .key = "end_reason", .heading = NULL, .type = OUT_TEXT },
};
static const out_spec SPEC = { .columns = COLUMNS, .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };

static cnis_status
show(const cnis_restriction *r, void *payload, cnis_error *reterr)
{
	family_listing *l = payload;
	cnis_status st = family_see(l, r->child_id);

	(void)reterr;
	if (st != CNIS_OK)
		return st;
	family_reference(l->w, CNIS_REF_RESTRICTION, r->id);
	family_reference(l->w, CNIS_REF_CHILD, r->child_id);
	out_text(l->w, r->kind);
	out_day(l->w, r->from);
	out_day(l->w, r->to);
	out_text(l->w, r->custodian);
	out_text(l->w, r->officer);
	out_text(l->w, r->reason);
	out_text(l->w, r->end_reason);
	return cli_row(l->x, l->w);
}

static cnis_status
walk(family_listing *l)
{
	return cnis_restriction_walk(l->x->r, l->all, show, l, &l->x->error);
}

static cnis_status
run_list(cli *x)
{
	family_listing l = { .x = x, .all = cli_given(x, "all") };

	return family_rows(&l, "restrict list", "", &SPEC, walk);
}

/* ---- the commands -------------------------------------------------------------------------------
 */

static const cli_option ADD_OPTIONS[] = {
	{ .name = "kind",
	  .type = CLI_CHOICE,
	  .value = "KIND",
	  .choices = "protection staff_family",
	  .required = true,
	  .help = "why in one word" },
	{ .name = "custodian",
	  .type = CLI_TEXT,
	  .value = "LOGIN",
	  .help =
	      "who keeps it, manager or safeguarding too; else you, or whoever has fewest duties" },
	FAMILY_FILE("reason-file", "the reason; else asked for, or one line of stdin"),
	CLI_OPTIONS_END,
};
static const cli_option END_OPTIONS[] = {
	FAMILY_FILE("reason-file", "the reason; else asked for, or one line of stdin"),
	CLI_OPTIONS_END,
};
static const cli_option LIST_OPTIONS[] = {
	{ .name = "all", .type = CLI_FLAG, .help = "those that have ended too" },
	CLI_OPTIONS_END,
};

const cli_command CMD_RESTRICT[] = {
	{ .name = "restrict",
	  .sub = "add",
	  .summary = "keep a child's record from everybody but custodians",
	  .mode = CLI_WRITE,
	  .options = ADD_OPTIONS,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis restrict add C1042-9 --kind protection --reason-file why.txt",
	                "cnis restrict add C1042-9 --kind staff_family --custodian jsmith" },
	  .about =
	      "For managers and custodians. To everybody else the record is from now on as if it "
	      "were not there: a reference of it answers that there is none, no list, search, "
	      "export, match or warning of duplicates holds it. It counts in returns and in the "
	      "numbers of reports. Adults and addresses nobody else has go with it, and every "
	      "document "
	      "and intake about it, whoever else it is about; brothers and sisters do not: "
	      "restrict "
	      "their records too.\n\n"
	      "All its open duties go to the custodian, and so does every later one: the custodian "
	      "has the role manager or safeguarding too, or would not be shown all of them. A "
	      "manager who "
	      "is no custodian sees it no more either.",
	  .run = run_add },
	{ .name = "restrict",
	  .sub = "end",
	  .summary = "let everybody see a restricted record again",
	  .mode = CLI_WRITE,
	  .options = END_OPTIONS,
	  .synopsis = "RESTRICTION",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis restrict end X3-7", "cnis restrict end X3-7 --reason-file why.txt" },
	  .about = "For custodians. The duties stay with the custodian until they are handed on.",
	  .run = run_end },
	{ .name = "restrict",
	  .sub = "list",
	  .summary = "the restricted records, and who keeps them",
	  .mode = CLI_READ,
	  .options = LIST_OPTIONS,
	  .synopsis = "",
	  .examples = { "cnis restrict list", "cnis restrict list --all" },
	  .about = "Whoever is no custodian is shown none.",
	  .run = run_list,
	  .list = true,
	  .now_only = true },
	{ .name = NULL },
};
