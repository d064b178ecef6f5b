/* What must not reach whom. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/reference.h>
#include <cnis/withholding.h>

#include "cli/cli.h"
#include "cli/facts.h"
#include "cli/family.h"
#include "cli/left.h"
#include "cli/related.h"
#include "cli/siblings.h"
#include "cli/withheld.h"

/* ---- add, end -----------------------------------------------------------------------------------
 */

/* An address and a contact point by their references, the others by their word. */
static cnis_status
take_fact(cli *x, cnis_withholding_new *n)
{
	const char *text = cli_arg(x, 1);
	char kind = 0;
	int64_t id = 0;

	if (strcmp(text, "school") == 0 || strcmp(text, "location") == 0) {
		n->fact = text;
		return CNIS_OK;
	}
	if (cnis_reference_parse(text, 0, &kind, &id) != CNIS_OK ||
	    (kind != CNIS_REF_ADDRESS && kind != CNIS_REF_CONTACT_POINT))
		return cli_fail(x, CNIS_EINVAL, "fact",
		                "neither the reference of an address (%s) or of a contact point "
		                "(%s), nor school or location",
		                cli_reference(CNIS_REF_ADDRESS, 17),
		                cli_reference(CNIS_REF_CONTACT_POINT, 12));
	n->fact = kind == CNIS_REF_ADDRESS ? "address" : "contact_point";
	if (kind == CNIS_REF_ADDRESS)
		n->address_id = id;
	else
		n->contact_point_id = id;
	return CNIS_OK;
}

static cnis_status
take_from_whom(cli *x, cnis_withholding_new *n)
{
	bool outward = cli_given(x, "all-outward") || cli_given(x, "refuge");

	n->person_id = cli_ref(x, "from-person");
	n->care_of_id = cli_ref(x, "refuge");
	if (n->person_id != 0 && outward)
		return cli_fail(x, CNIS_EINVAL, "from-person",
		                "excludes --all-outward and --refuge: from all outward is from "
		                "everybody");
	if (n->person_id == 0 && !outward)
		return cli_fail(x, CNIS_EINVAL, "from-person",
		                "say from whom: --from-person PERSON, or --all-outward");
	return CNIS_OK;
}

/* Brothers and sisters live there too, as a rule. */
static bool
moves_with(const cnis_withholding_new *n)
{
	return strcmp(n->fact, "school") != 0;
}

/* The whole command for each of them it was not said of. */
static void
offer(cli *x, const cnis_withholding_new *n, const family_set *also)
{
	char again[512];
	char from[48] = "--all-outward";

	if (n->person_id != 0)
		(void)snprintf(from, sizeof(from), "--from-person %s",
		               cli_reference(CNIS_REF_PERSON, n->person_id));
	if (n->care_of_id != 0)
		(void)snprintf(from, sizeof(from), "--refuge %s",
		               cli_reference(CNIS_REF_ADDRESS, n->care_of_id));
	(void)snprintf(again, sizeof(again), "%s %s --confirmed-by -", cli_arg(x, 1), from);
	siblings_offer(x, n->child_id, SIBLINGS_ALL, also, "withhold add", again);
}

static cnis_status
run_add(cli *x)
{
	cnis_withholding_new n = { .size = sizeof(n),
		                   .confirmed_by = cli_text(x, "confirmed-by"),
		                   .times = facts_fact(x) };
	family_set also = { 0 };
	char *reason = NULL;
	int64_t id = 0;
	cnis_status st = take_from_whom(x, &n);

	if (st == CNIS_OK)
		st = take_fact(x, &n);
	if (st == CNIS_OK)
		st = cli_arg_ref(x, 0, CNIS_REF_CHILD, &n.child_id);
	if (st == CNIS_OK)
		st = family_text(x, "reason-file", "Why it is withheld", &reason);
	n.reason = reason;
	if (st == CNIS_OK)
		st = siblings_ask(x, n.child_id, SIBLINGS_ALL, moves_with(&n), &also);
	n.also = also.ids;
	n.n_also = also.n;
	if (st == CNIS_OK)
		st = cnis_withhold_add(x->r, &n, &id, &x->error);
	free(reason);
	if (st != CNIS_OK) {
		free(also.ids);
		return st;
	}
	cli_next(x, "cnis withhold list %s", cli_reference(CNIS_REF_CHILD, n.child_id));
	related_say(x, n.child_id, &n.person_id, n.person_id != 0, "cnis undo, by a manager");
	siblings_say(x, &also);
	if (n.care_of_id != 0)
		left_say(x, n.child_id, n.address_id, NULL, 0,
		         n.times.source == NULL ? "parent" : n.times.source);
	offer(x, &n, &also);
	free(also.ids);
	return cli_done(x, CNIS_REF_WITHHOLDING, id, "withheld from now on");
}

static cnis_status
run_end(cli *x)
{
	int64_t id = 0;
	char *reason = NULL;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_WITHHOLDING, &id);

	if (st == CNIS_OK)
		st = family_text(x, "reason-file", "Why it may be shown again", &reason);
	if (st == CNIS_OK)
		st = cnis_withhold_end(x->r, id, cli_day(x, "on"), reason, &x->error);
	free(reason);
	return st == CNIS_OK ? cli_done(x, CNIS_REF_WITHHOLDING, id, "withholding ended") : st;
}

/* ---- what was withheld with a move
 * ---------------------------------------------------------------
 */

static cnis_status
say(const cnis_withholding *h, void *payload, cnis_error *reterr)
{
	cli *x = payload;
	bool place = h->address_id != 0;

	(void)reterr;
	if (strcmp(h->fact, "location") == 0)
		cli_say(x, "withheld, as the whereabouts of %s are (%s)",
		        cli_reference(CNIS_REF_CHILD, h->child_id),
		        cli_reference(CNIS_REF_WITHHOLDING, h->id));
	else
		cli_say(x,
		        "%s is withheld for %s, as the one before; a manager or the role "
		        "safeguarding opens it: cnis withhold end %s",
		        place ? cli_reference(CNIS_REF_ADDRESS, h->address_id)
		              : cli_reference(CNIS_REF_CONTACT_POINT, h->contact_point_id),
		        cli_reference(CNIS_REF_CHILD, h->child_id),
		        cli_reference(CNIS_REF_WITHHOLDING, h->id));
	return CNIS_OK;
}

void
withheld_say(cli *x, int64_t address, int64_t point)
{
	cnis_error nothing = { 0 };

	(void)cnis_withhold_walk_of(x->r, address, point, say, x, &nothing);
}

/* ---- list ---------------------------------------------------------------------------------------
 */

static const out_column COLUMNS[] = {
	{ .key = "withholding", .heading = "reference", .type = OUT_TEXT },
	{ .key = "child", .heading = "child", .type = OUT_TEXT },
	{ .key = "what", .heading = "what", .type = OUT_TEXT },
	{ .key = "fact", .heading = "fact", .type = OUT_TEXT },
	{ .key = "from_person", .heading = "from whom", .type = OUT_TEXT },
	{ .key = "all_outward", .heading = "all outward", .type = OUT_BOOL },
	{ .key = "refuge", .heading = "refuge", .type = OUT_BOOL },
	{ .key = "care_of", .heading = "write to", .type = OUT_TEXT },
	{ .key = "from", .heading = "from", .type = OUT_DAY },
	{ .key = "to", .heading = "to", .type = OUT_DAY },
	{ .key = "confirmed_by", .heading = "confirmed by", .type = OUT_TEXT },
	{ .key = "reason", .heading = "reason", .type = OUT_TEXT },
	{ .key = "received", .heading = NULL, .type = OUT_DAY },
	{ .key = "source", .heading = NULL, .type = OUT_TEXT },
	{ .key = "basis", .heading = NULL, .type = OUT_TEXT },
};
static const out_spec SPEC = { .columns = COLUMNS, .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };

static cnis_status
show(const cnis_withholding *h, void *payload, cnis_error *reterr)
{
	family_listing *l = payload;
	cnis_status st = l->id == 0 ? family_see(l, h->child_id) : CNIS_OK;

	(void)reterr;
	if (st != CNIS_OK)
		return st;
	family_reference(l->w, CNIS_REF_WITHHOLDING, h->id);
	family_reference(l->w, CNIS_REF_CHILD, h->child_id);
	out_text(l->w, h->fact);
	if (h->address_id != 0)
		family_reference(l->w, CNIS_REF_ADDRESS, h->address_id);
	else
		family_reference(l->w, CNIS_REF_CONTACT_POINT, h->contact_point_id);
	family_reference(l->w, CNIS_REF_PERSON, h->person_id);
	out_bool(l->w, h->person_id == 0);
	out_bool(l->w, h->refuge);
	family_reference(l->w, CNIS_REF_ADDRESS, h->care_of_id);
	out_day(l->w, h->times.from);
	out_day(l->w, h->times.to);
	out_text(l->w, h->confirmed_by);
	out_text(l->w, h->reason);
	out_day(l->w, h->times.received);
	out_text(l->w, h->times.source);
	out_text(l->w, h->times.basis);
	return cli_row(l->x, l->w);
}

static cnis_status
walk(family_listing *l)
{
	return cnis_withhold_walk(l->x->r, l->id, l->on, cli_given(l->x, "all"), show, l,
	                          &l->x->error);
}

static cnis_status
run_list(cli *x)
{
	family_listing l = { .x = x };

	return x->n_args > 0 ? family_list(x, "withhold list", &SPEC, walk)
	                     : family_rows(&l, "withhold list", cli_given(x, "all") ? "all" : "",
	                                   &SPEC, walk);
}

/* ---- the commands -------------------------------------------------------------------------------
 */

static const cli_option ADD_OPTIONS[] = {
	{ .name = "from-person",
	  .type = CLI_REF,
	  .value = "PERSON",
	  .kind = CNIS_REF_PERSON,
	  .help = "from whom it is withheld" },
	{ .name = "all-outward", .type = CLI_FLAG, .help = "from everybody outside the authority" },
	{ .name = "refuge",
	  .type = CLI_REF,
	  .value = "ADDRESS",
	  .kind = CNIS_REF_ADDRESS,
	  .help = "the address is a refuge; write to ADDRESS, a correspondence address, instead" },
	{ .name = "confirmed-by",
	  .type = CLI_WORDS,
	  .value = "POST",
	  .help = "post or service that confirmed it; no names",
	  .required = true },
	FAMILY_FILE("reason-file", "read the reason from FILE, - for stdin"),
	FACTS_FROM,
	FACTS_SOURCE(false),
	FACTS_BASIS,
	FACTS_RECEIVED,
	{ .name = "also",
	  .type = CLI_TEXT,
	  .value = "CHILD,...",
	  .help = "siblings it is withheld for too, for the same reason" },
	CLI_OPTIONS_END,
};
static const cli_option END_OPTIONS[] = {
	FAMILY_ON("last day it is withheld; else today"),
	FAMILY_FILE("reason-file", "the reason; else asked for, or one line of stdin"),
	CLI_OPTIONS_END,
};
static const cli_option LIST_OPTIONS[] = {
	{ .name = "all", .type = CLI_FLAG, .help = "those that have ended too" },
	CLI_OPTIONS_END,
};

const cli_command CMD_WITHHOLD[] = {
	{ .name = "withhold",
	  .sub = "add",
	  .summary = "keep an address, a number, the school or the whereabouts of a child from "
	             "somebody",
	  .mode = CLI_WRITE,
	  .options = ADD_OPTIONS,
	  .synopsis = "CHILD FACT",
	  .min_args = 2,
	  .max_args = 2,
	  .examples = { "cnis withhold add C1042-9 A17-4 --from-person P56-6 --confirmed-by -",
	                "cnis withhold add C1042-9 A17-4 --refuge A20-7 --confirmed-by -" },
	  .about =
	      "FACT is the reference of an address or of a contact point of the child's family, or "
	      "the word school or location. An address or a number is withheld wherever it stands; "
	      "in notes and other texts the word withheld stands in its place, however it was "
	      "typed. "
	      "The reason is asked for, or read as one line from stdin. On a terminal each sibling "
	      "is asked about.\n\n"
	      "It moves with the family: while a home of the child, of an adult who has the care "
	      "or of a sibling is withheld, a new home is withheld in the same change from the "
	      "same people, and a new number as the one before; never from who lives there. "
	      "`withhold end` opens it.\n\n"
	      "Anybody who works with families may withhold; only a manager or the role "
	      "safeguarding "
	      "ends it.",
	  .run = run_add },
	{ .name = "withhold",
	  .sub = "end",
	  .summary = "a fact is withheld no more",
	  .mode = CLI_WRITE,
	  .options = END_OPTIONS,
	  .synopsis = "WITHHOLDING",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis withhold end L7-6", "cnis withhold end L7-6 --on 2026-11-20" },
	  .about =
	      "For a manager or the role safeguarding, who says why: that is kept in the journal "
	      "(cnis log). The row is closed and kept.",
	  .run = run_end },
	{ .name = "withhold",
	  .sub = "list",
	  .summary = "what is withheld, for a child or of all, and from whom",
	  .mode = CLI_READ,
	  .options = LIST_OPTIONS,
	  .synopsis = "[CHILD]",
	  .max_args = 1,
	  .examples = { "cnis withhold list", "cnis withhold list C1042-9 --all" },
	  .about = "Without CHILD, of every child whose record you are shown. References only, "
	           "never the fact itself. The reason is shown to managers and to "
	           "the role safeguarding.",
	  .run = run_list,
	  .list = true },
	{ .name = NULL },
};
