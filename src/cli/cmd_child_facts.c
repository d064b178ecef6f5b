/* Where a child lives and which numbers it has, after registration. */
#include <stdlib.h>
#include <string.h>

#include <cnis/address.h>
#include <cnis/identifier.h>
#include <cnis/reference.h>

#include "cli/cli.h"
#include "cli/facts.h"
#include "cli/family.h"
#include "cli/left.h"
#include "cli/withheld.h"

/* ---- move ---------------------------------------------------------------------------------------
 */

/* What stood before: the home that ends, homes of other sources, who else lives there. */
typedef struct before {
	cli *x;
	const char *source;
	bool home; /* a child's other addresses may lie anywhere */
	int64_t ends;
	int64_t ours; /* another home in this area, which stays */
	family_set rivals, siblings;
	family_set homes; /* all of them, where adults may stay behind */
} before;

static cnis_status
take_home(const cnis_residence *a, void *payload, cnis_error *reterr)
{
	before *b = payload;

	(void)reterr;
	if (a->fact.to == CNIS_DAY_NONE && strcmp(a->kind, "additional") == 0 &&
	    (a->authority == NULL || strcmp(a->authority, cnis_register_authority(b->x->r)) == 0))
		b->ours = a->address_id;
	if (strcmp(a->kind, "home") != 0 || a->fact.to != CNIS_DAY_NONE)
		return CNIS_OK;
	if (family_add(b->x, &b->homes, a->address_id) != CNIS_OK)
		return CNIS_ENOMEM;
	if (strcmp(a->fact.source, b->source) != 0)
		return family_add(b->x, &b->rivals, a->address_id);
	if (b->ends == 0)
		b->ends = a->address_id;
	return CNIS_OK;
}

static cnis_status
take_sibling(const cnis_residence *a, void *payload, cnis_error *reterr)
{
	before *b = payload;

	(void)reterr;
	return family_add(b->x, &b->siblings, a->child_id);
}

static cnis_status
look_before(cli *x, int64_t child, before *b)
{
	cnis_status st;

	st = cnis_child_residences(x->r, child, CNIS_DAY_NONE, false, take_home, b, &x->error);
	if (st == CNIS_OK)
		st = cnis_child_household(x->r, child, CNIS_DAY_NONE, take_sibling, b, &x->error);
	return st;
}

/* Siblings first: they are the likeliest to be forgotten; a conflict and another area weigh more.
 */
static void
say_moved(cli *x, int64_t child, int64_t address, const char *authority, const before *b)
{
	bool away = b->home && strcmp(authority, cnis_register_authority(x->r)) != 0;
	bool conflict = false;
	size_t i;

	if (b->ends != 0)
		cli_say(x, "%s ends the day before", cli_reference(CNIS_REF_ADDRESS, b->ends));
	for (i = 0; i < b->siblings.n; i++)
		cli_say(x,
		        "%s shares the old address: has that child moved too? cnis child move %s "
		        "--source %s",
		        cli_reference(CNIS_REF_CHILD, b->siblings.ids[i]),
		        cli_reference(CNIS_REF_CHILD, b->siblings.ids[i]), b->source);
	for (i = 0; i < b->rivals.n; i++) {
		bool same = b->rivals.ids[i] == address;

		cli_say(x,
		        same ? "%s is known from another source: confirmed"
		             : "%s comes from another source and stands: the two conflict",
		        cli_reference(CNIS_REF_ADDRESS, b->rivals.ids[i]));
		conflict = conflict || !same;
	}
	if (away && b->ours != 0) {
		cli_say(x,
		        "the new address lies in the area of authority %s; %s in this one stays a "
		        "home, and condition A is met by any (s. 436B(3))",
		        authority, cli_reference(CNIS_REF_ADDRESS, b->ours));
		cli_next(x, "if not: cnis child address end %s %s",
		         cli_reference(CNIS_REF_CHILD, child),
		         cli_reference(CNIS_REF_ADDRESS, b->ours));
	} else if (away) {
		cli_say(x, "the new address lies in the area of authority %s", authority);
		cli_next(x, "cnis entry end %s --reason moved_out --authority %s --source %s",
		         cli_reference(CNIS_REF_CHILD, child), authority, b->source);
	} else if (conflict) {
		cli_next(x, "cnis child settle %s %s", cli_reference(CNIS_REF_CHILD, child),
		         cli_reference(CNIS_REF_ADDRESS, address));
	} else if (b->siblings.n > 0) {
		cli_next(x, "cnis child move %s --source %s",
		         cli_reference(CNIS_REF_CHILD, b->siblings.ids[0]), b->source);
	} else {
		cli_next(x, "cnis child show %s", cli_reference(CNIS_REF_CHILD, child));
	}
}

static cnis_status
move_to(cli *x, int64_t child, facts_place *p)
{
	cnis_fact fact = facts_fact(x);
	before b = { .x = x, .source = fact.source };
	int64_t address = 0;
	cnis_status st = facts_place_fill(x, p, &fact);

	b.home = st == CNIS_OK && strcmp(p->kind, "home") == 0;
	if (b.home)
		st = look_before(x, child, &b);
	if (st == CNIS_OK) {
		st = cnis_child_move(x->r, child, p->kind, &p->place, &fact, &address, &x->error);
		if (st != CNIS_OK)
			facts_line(x, p->doc, FACTS_ADDRESS_PATH);
	}
	if (st == CNIS_OK) {
		say_moved(x, child, address, p->place.authority, &b);
		if (b.homes.n > 0)
			left_say(x, child, address, b.homes.ids, b.homes.n, fact.source);
		family_say_held(x, child);
	}
	if (st == CNIS_OK && strcmp(p->kind, "correspondence") != 0)
		withheld_say(x, address, 0);
	free(b.homes.ids);
	free(b.rivals.ids);
	free(b.siblings.ids);
	return st == CNIS_OK ? cli_done(x, CNIS_REF_ADDRESS, address, "address recorded") : st;
}

static cnis_status
run_move(cli *x)
{
	facts_place p = { 0 };
	int64_t child = 0;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_CHILD, &child);

	if (st == CNIS_OK)
		st = facts_place_take(x, &p);
	if (st == CNIS_OK)
		st = move_to(x, child, &p);
	facts_place_clear(&p);
	return st;
}

/* ---- address end, settle ------------------------------------------------------------------------
 */

static cnis_status
run_address(cli *x)
{
	int64_t child = 0, address = 0;
	cnis_status st;

	if (strcmp(cli_arg(x, 0), "end") != 0)
		return cli_fail(x, CNIS_EINVAL, "",
		                "say end before the child; a new address is `cnis child move`");
	st = cli_arg_ref(x, 1, CNIS_REF_CHILD, &child);
	if (st == CNIS_OK)
		st = cli_arg_ref(x, 2, CNIS_REF_ADDRESS, &address);
	if (st == CNIS_OK)
		st = cnis_child_leave(x->r, child, address, cli_day(x, "on"), &x->error);
	if (st != CNIS_OK)
		return st;
	cli_next(x, "cnis child show %s", cli_reference(CNIS_REF_CHILD, child));
	return cli_done(x, CNIS_REF_ADDRESS, address, "address ended");
}

static cnis_status
run_settle(cli *x)
{
	int64_t child = 0, address = 0;
	int closed = 0;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_CHILD, &child);

	if (st == CNIS_OK)
		st = cli_arg_ref(x, 1, CNIS_REF_ADDRESS, &address);
	if (st == CNIS_OK)
		st = cnis_child_settle(x->r, child, address, cli_day(x, "on"), &closed, &x->error);
	if (st != CNIS_OK)
		return st;
	cli_say(x, "%s stands, %d other home%s ended", cli_reference(CNIS_REF_ADDRESS, address),
	        closed, closed == 1 ? "" : "s");
	cli_next(x, "cnis child show %s", cli_reference(CNIS_REF_CHILD, child));
	return cli_done(x, CNIS_REF_ADDRESS, address, "address settled");
}

/* ---- number -------------------------------------------------------------------------------------
 */

/* The one value of the file; its kind is the key it stands under. */
static cnis_status
number_from_file(cli *x, const cnis_form_doc *doc, const char **kind, const char **value)
{
	const cnis_form *form = cnis_form_doc_form(doc);
	const cnis_form_child *c = form->children;
	int n;

	if (form->n_children != 1)
		return cli_fail(x, CNIS_EINVAL, "file", "must hold one object");
	n = (c->upn != NULL) + (c->uln != NULL) + (c->nhs != NULL);
	if (n != 1)
		return cli_fail(x, CNIS_EINVAL, "file", "must hold one of upn, uln and nhs");
	*value = c->upn != NULL ? c->upn : c->uln != NULL ? c->uln : c->nhs;
	if (*kind == NULL)
		*kind = c->upn != NULL ? "upn" : c->uln != NULL ? "uln" : "nhs";
	else if (strcmp(*kind, c->upn != NULL ? "upn" : c->uln != NULL ? "uln" : "nhs") != 0)
		return cli_fail(x, CNIS_EINVAL, "kind", "the file holds another kind of number");
	return CNIS_OK;
}

static cnis_status
number_add(cli *x, int64_t child)
{
	const cnis_fact fact = facts_fact(x);
	const char *kind = cli_text(x, "kind");
	const char *value = NULL;
	cnis_form_doc *doc = NULL;
	char *typed = NULL;
	int64_t id = 0;
	cnis_status st;

	st = facts_file(x, "{\"children\": [", "]}", "children[0]", &doc);
	if (st == CNIS_OK && doc != NULL)
		st = number_from_file(x, doc, &kind, &value);
	else if (st == CNIS_OK && kind == NULL)
		st = cli_fail(x, CNIS_EINVAL, "kind", "which kind of number?");
	else if (st == CNIS_OK)
		st = facts_ask(x, kind, "Number", &typed);
	if (st == CNIS_OK)
		st = cnis_identifier_add(x->r, child, kind, typed != NULL ? typed : value,
		                         cli_given(x, "verified"), &fact, &id, &x->error);
	if (st == CNIS_OK)
		st = cli_done(x, CNIS_REF_CHILD, child, "number recorded");
	free(typed);
	cnis_form_doc_free(doc);
	return st;
}

typedef struct numbers {
	const char *kind, *value; /* value NULL: any */
	int64_t id;
	int n;
} numbers;

static cnis_status
count_number(const cnis_identifier *i, void *payload, cnis_error *reterr)
{
	numbers *n = payload;

	(void)reterr;
	if (strcmp(i->kind, n->kind) == 0 &&
	    (n->value == NULL || strcmp(i->value, n->value) == 0)) {
		n->id = i->id;
		n->n++;
	}
	return CNIS_OK;
}

/* In any record of the child. */
static cnis_status
count_numbers(cli *x, int64_t child, numbers *n)
{
	family_set records = { 0 };
	cnis_status st = family_records(x, child, &records);

	for (size_t i = 0; st == CNIS_OK && i < records.n; i++)
		st = cnis_identifier_walk(x->r, records.ids[i], false, count_number, n, &x->error);
	free(records.ids);
	return st;
}

/* Of several numbers of one kind the value is asked for: it is no argument. */
static cnis_status
number_end(cli *x, int64_t child)
{
	numbers n = { .kind = cli_text(x, "kind") };
	char *typed = NULL;
	cnis_status st;

	if (n.kind == NULL)
		return cli_fail(x, CNIS_EINVAL, "kind", "which kind of number?");
	st = count_numbers(x, child, &n);
	if (st == CNIS_OK && n.n > 1) {
		st = facts_ask(x, n.kind, "Which number (the child has several of this kind)",
		               &typed);
		n.value = typed != NULL ? typed : "";
		n.n = 0;
		if (st == CNIS_OK)
			st = count_numbers(x, child, &n);
	}
	if (st == CNIS_OK && n.n == 0)
		st = cli_fail(x, CNIS_ENOTFOUND, n.kind, "the child has no such number now");
	if (st == CNIS_OK)
		st = cnis_identifier_end(x->r, n.id, cli_day(x, "on"), &x->error);
	free(typed);
	return st == CNIS_OK ? cli_done(x, CNIS_REF_CHILD, child, "number ended") : st;
}

static cnis_status
run_number(cli *x)
{
	int64_t child = 0;
	bool add = false;
	cnis_status st = facts_verb(x, 2, 2, "kind on", &add, &child);

	if (st == CNIS_OK)
		st = add ? number_add(x, child) : number_end(x, child);
	if (st == CNIS_OK)
		cli_next(x, "cnis child show %s", cli_reference(CNIS_REF_CHILD, child));
	return st;
}

/* ---- the commands -------------------------------------------------------------------------------
 */

static const cli_option MOVE_OPTIONS[] = {
	FACTS_ADDRESS,
	CLI_OPTIONS_END,
};
static const cli_option ADDRESS_OPTIONS[] = {
	FAMILY_ON("last day there (yesterday)"),
	CLI_OPTIONS_END,
};
static const cli_option SETTLE_OPTIONS[] = {
	FAMILY_ON("last day of the others (yesterday)"),
	CLI_OPTIONS_END,
};
static const cli_option NUMBER_OPTIONS[] = {
	{ .name = "kind",
	  .type = CLI_CHOICE,
	  .value = "KIND",
	  .choices = "upn former_upn uln nhs social_care previous_system other",
	  .help = "kind of number" },
	{ .name = "verified", .type = CLI_FLAG, .help = "checked with who gave the number" },
	FACTS_FROM,
	FAMILY_ON("end: last day it held (today)"),
	FACTS_SOURCE(false),
	FACTS_BASIS,
	FACTS_RECEIVED,
	FACTS_FILE("JSON object with one of upn, uln and nhs, - for stdin"),
	CLI_OPTIONS_END,
};

const cli_command CMD_CHILD_FACTS[] = {
	{ .name = "child",
	  .sub = "move",
	  .summary = "record a new address of a child",
	  .mode = CLI_WRITE,
	  .options = MOVE_OPTIONS,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis child move C1042-9 --source parent --from 2026-11-01",
	                "cnis child move C1042-9 --source school --file address.json" },
	  .about = "The address is asked for: first line, town, postcode, one a line on stdin when "
	           "that is no terminal; or it comes from a file. A home the same source told of "
	           "before ends the day before; one from another source stands, and the two are "
	           "in conflict until `cnis child settle`. Children who share the old address are "
	           "named. A home in another authority's area does not end the entry by itself.",
	  .run = run_move },
	{ .name = "child",
	  .sub = "settle",
	  .summary = "say which of two conflicting homes stands",
	  .mode = CLI_WRITE,
	  .options = SETTLE_OPTIONS,
	  .synopsis = "CHILD ADDRESS",
	  .min_args = 2,
	  .max_args = 2,
	  .examples = { "cnis child settle C1042-9 A77-1",
	                "cnis child settle C1042-9 A77-1 --on 2026-10-31" },
	  .about = "ADDRESS stands; present homes from other sources end. A home that began today "
	           "ends today and is in conflict until tomorrow.",
	  .run = run_settle },
	{ .name = "child",
	  .sub = "address",
	  .summary = "a child no longer lives at an address",
	  .mode = CLI_WRITE,
	  .options = ADDRESS_OPTIONS,
	  .synopsis = "end CHILD ADDRESS",
	  .min_args = 3,
	  .max_args = 3,
	  .examples = { "cnis child address end C1042-9 A77-1",
	                "cnis child address end C1042-9 A77-1 --on 2026-10-31" },
	  .about = "The references stand in `cnis child show`. Nothing takes its place: a new "
	           "address is `cnis child move`.",
	  .run = run_address },
	{ .name = "child",
	  .sub = "number",
	  .summary = "add or end a number of a child: UPN, ULN, NHS number",
	  .mode = CLI_WRITE,
	  .options = NUMBER_OPTIONS,
	  .synopsis = "add|end CHILD",
	  .min_args = 2,
	  .max_args = 2,
	  .examples = { "cnis child number add C1042-9 --kind upn --source school",
	                "cnis child number end C1042-9 --kind nhs --on 2026-10-31" },
	  .about = "The number is asked for, or read as one line from stdin. A present UPN, ULN or "
	           "NHS number is closed by a new one; a UPN is remembered as former UPN. To end "
	           "one of several numbers of a kind, its value is asked for.",
	  .run = run_number },
	{ .name = NULL },
};
