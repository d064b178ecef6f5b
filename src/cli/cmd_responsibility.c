/* Who has parental responsibility for a child, by what, and what limits there are to contact. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/court_order.h>
#include <cnis/reference.h>
#include <cnis/relationship.h>

#include "cli/cli.h"
#include "cli/facts.h"
#include "cli/family.h"
#include "cli/siblings.h"

/* ---- change -------------------------------------------------------------------------------------
 */

static cnis_status
run_change(cli *x)
{
	cnis_relationship_new n = { .size = sizeof(n),
		                    .kind = cli_text(x, "relationship"),
		                    .responsibility = cli_text(x, "responsibility"),
		                    .responsibility_basis = cli_text(x, "responsibility-basis"),
		                    .has_care = cli_text(x, "has-care"),
		                    .educates = cli_text(x, "educates"),
		                    .evidence = cli_text(x, "evidence"),
		                    .fact = facts_fact(x) };
	char *limits = NULL;
	char *reason = NULL;
	bool given = false;
	int64_t id = 0;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_CHILD, &n.child_id);

	if (st == CNIS_OK)
		st = cli_arg_ref(x, 1, CNIS_REF_PERSON, &n.person_id);
	if (st == CNIS_OK)
		st = family_text(x, "limits-file", NULL, &limits);
	given = limits != NULL;
	n.contact_limits = cli_given(x, "no-limits") ? "" : limits;
	if (st == CNIS_OK && cli_given(x, "no-limits") && limits != NULL)
		st = cli_fail(x, CNIS_EINVAL, "no-limits", "excludes --limits-file");
	if (st == CNIS_OK)
		st = family_text(x, "reason-file",
		                 cli_given(x, "no-limits")
		                     ? "Why there are no limits of contact any more"
		                     : NULL,
		                 &reason);
	n.reason = reason;
	if (st == CNIS_OK)
		st = cnis_relationship_change(x->r, &n, &id, &x->error);
	free(limits);
	free(reason);
	if (st != CNIS_OK)
		return st;
	cli_next(x, "cnis responsibility list %s", cli_reference(CNIS_REF_CHILD, n.child_id));
	if (given)
		cli_next(x,
		         "what must not reach them is decided: cnis withhold add %s location "
		         "--from-person %s --confirmed-by -, or nothing is: cnis duty list --child "
		         "%s --kind keep_apart, and meet it",
		         cli_reference(CNIS_REF_CHILD, n.child_id),
		         cli_reference(CNIS_REF_PERSON, n.person_id),
		         cli_reference(CNIS_REF_CHILD, n.child_id));
	siblings_offer(x, n.child_id, SIBLINGS_ALL, NULL, "responsibility change", "");
	return cli_done(x, CNIS_REF_PERSON, n.person_id, "responsibility recorded");
}

/* ---- list ---------------------------------------------------------------------------------------
 */

static const out_column COLUMNS[] = {
	{ .key = "who", .heading = "who", .type = OUT_TEXT },
	{ .key = "name", .heading = "name", .type = OUT_TEXT },
	{ .key = "relationship", .heading = "relationship", .type = OUT_TEXT },
	{ .key = "responsibility", .heading = "responsibility", .type = OUT_TEXT },
	{ .key = "responsibility_basis", .heading = "by", .type = OUT_TEXT },
	{ .key = "evidence", .heading = "evidence", .type = OUT_TEXT },
	{ .key = "has_care", .heading = "has care", .type = OUT_TEXT },
	{ .key = "educates", .heading = NULL, .type = OUT_TEXT },
	{ .key = "contact_limits", .heading = "limits of contact", .type = OUT_TEXT },
	{ .key = "orders", .heading = "orders", .type = OUT_TEXT },
	{ .key = "from", .heading = "from", .type = OUT_DAY },
	{ .key = "to", .heading = "to", .type = OUT_DAY },
	{ .key = "source", .heading = "source", .type = OUT_TEXT },
	{ .key = "rev", .heading = NULL, .type = OUT_INT },
};
static const out_spec SPEC = { .columns = COLUMNS, .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };

/* The orders that name an adult. */
typedef struct naming {
	int64_t person;
	char text[512];
} naming;

static void
name_order(naming *n, const cnis_court_order *o, const int64_t *ids, size_t count, const char *how)
{
	size_t len = strlen(n->text);
	char ref[CNIS_REFERENCE_SIZE];

	for (size_t i = 0; i < count; i++)
		if (ids[i] == n->person) {
			(void)snprintf(n->text + len, sizeof(n->text) - len, "%s%s %s",
			               len == 0 ? "" : ", ", how,
			               cnis_reference_format(CNIS_REF_COURT_ORDER, o->id, ref));
			return;
		}
}

static cnis_status
look_for(const cnis_court_order *o, void *payload, cnis_error *reterr)
{
	naming *n = payload;

	(void)reterr;
	name_order(n, o, o->bound, o->n_bound, "bound by");
	name_order(n, o, o->favoured, o->n_favoured, "favoured by");
	return CNIS_OK;
}

static cnis_status
show_adult(const cnis_relationship *p, void *payload, cnis_error *reterr)
{
	family_listing *l = payload;
	naming n = { .person = p->person_id };
	cnis_status st =
	    cnis_court_order_walk(l->x->r, p->child_id, l->on, false, look_for, &n, reterr);

	if (st != CNIS_OK)
		return st;
	family_reference(l->w, CNIS_REF_PERSON, p->person_id);
	out_text(l->w, p->person_name);
	out_text(l->w, p->kind);
	out_text(l->w, p->responsibility);
	out_text(l->w, p->responsibility_basis);
	out_text(l->w, p->evidence);
	out_text(l->w, p->has_care);
	out_text(l->w, p->educates);
	out_text(l->w, p->contact_limits);
	family_words(l->w, n.text);
	out_day(l->w, p->fact.from);
	out_day(l->w, p->fact.to);
	out_text(l->w, p->fact.source);
	out_int(l->w, p->fact.rev);
	return cli_row(l->x, l->w);
}

/* The authority that has responsibility by an order. */
static cnis_status
show_authority(const cnis_court_order *o, void *payload, cnis_error *reterr)
{
	family_listing *l = payload;

	(void)reterr;
	if (!o->authority_shares)
		return CNIS_OK;
	out_text(l->w, o->authority == NULL ? "authority" : o->authority);
	out_null(l->w);
	out_text(l->w, "authority");
	out_text(l->w, "yes");
	out_text(l->w, o->kind);
	out_text(l->w, "court_order");
	out_null(l->w);
	out_null(l->w);
	out_null(l->w);
	family_reference(l->w, CNIS_REF_COURT_ORDER, o->id);
	out_day(l->w, o->fact.from);
	out_day(l->w, o->fact.to);
	out_text(l->w, o->fact.source);
	out_int(l->w, o->fact.rev);
	return cli_row(l->x, l->w);
}

static cnis_status
walk(family_listing *l)
{
	bool all = cli_given(l->x, "all");
	cnis_status st =
	    cnis_relationship_walk(l->x->r, l->id, l->on, all, show_adult, l, &l->x->error);

	return st == CNIS_OK ? cnis_court_order_walk(l->x->r, l->id, l->on, all, show_authority, l,
	                                             &l->x->error)
	                     : st;
}

static cnis_status
run_list(cli *x)
{
	return family_list(x, "responsibility list", &SPEC, walk);
}

/* ---- the commands -------------------------------------------------------------------------------
 */

#define ANSWER(option, words)                                                                      \
	{                                                                                          \
		.name = (option), .type = CLI_CHOICE, .value = "ANSWER",                           \
		.choices = "yes no unknown", .help = (words)                                       \
	}

static const cli_option CHANGE_OPTIONS[] = {
	ANSWER("responsibility", "parental responsibility"),
	{ .name = "responsibility-basis",
	  .type = CLI_TEXT,
	  .value = "CODE",
	  .help = "birth_mother, married, registered, agreement, court_order, adoption ..." },
	{ .name = "evidence",
	  .type = CLI_CHOICE,
	  .value = "EVIDENCE",
	  .choices = "birth_certificate marriage_certificate court_order agreement "
	             "adoption_certificate school_record as_stated none_seen",
	  .help = "what was seen of it" },
	ANSWER("has-care", "has care of the child"),
	ANSWER("educates", "educates the child"),
	{ .name = "relationship",
	  .type = CLI_TEXT,
	  .value = "CODE",
	  .help = "mother, father, guardian, foster_carer ..." },
	FAMILY_FILE("limits-file", "read the limits of contact from FILE, - for stdin"),
	{ .name = "no-limits",
	  .type = CLI_FLAG,
	  .help = "there are no limits of contact any more" },
	FAMILY_FILE("reason-file", "why there are none, with --no-limits; else asked for"),
	{ .name = "from",
	  .type = CLI_DAY,
	  .value = "DATE",
	  .help = "first day of the change; today when left out" },
	FACTS_SOURCE(true),
	FACTS_BASIS,
	FACTS_RECEIVED,
	CLI_OPTIONS_END,
};
static const cli_option LIST_OPTIONS[] = {
	{ .name = "all", .type = CLI_FLAG, .help = "what held before, too" },
	CLI_OPTIONS_END,
};

const cli_command CMD_RESPONSIBILITY[] = {
	{ .name = "responsibility",
	  .sub = "change",
	  .summary = "responsibility, care or limits of contact of an adult change",
	  .mode = CLI_WRITE,
	  .options = CHANGE_OPTIONS,
	  .synopsis = "CHILD PERSON",
	  .min_args = 2,
	  .max_args = 2,
	  .examples = { "cnis responsibility change C1042-9 P55-3 --responsibility yes "
	                "--responsibility-basis registered --evidence birth_certificate --source "
	                "parent",
	                "cnis responsibility change C1042-9 P55-3 --limits-file - --from "
	                "2026-11-01 "
	                "--source court" },
	  .about = "What is left out stays as it is. What held until then is closed the day before "
	           "and kept, and a second change of the day adds to the first; one adult may have "
	           "responsibility for one child of a family and not "
	           "for another. The document that shows it is kept with `cnis document add`. That "
	           "there are no limits of contact any more is said by a manager or the role "
	           "safeguarding, with a reason.",
	  .run = run_change },
	{ .name = "responsibility",
	  .sub = "list",
	  .summary = "who has parental responsibility for a child, and by what",
	  .mode = CLI_READ,
	  .options = LIST_OPTIONS,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis responsibility list C1042-9",
	                "cnis responsibility list C1042-9 --as-at 2026-09-01" },
	  .about =
	      "Every adult with the basis and what was seen of it, whether they have care, the "
	      "limits of contact and the orders that bind or favour them; after them an "
	      "authority that shares responsibility by a care, interim care or placement "
	      "order.",
	  .run = run_list,
	  .list = true },
	{ .name = NULL },
};
