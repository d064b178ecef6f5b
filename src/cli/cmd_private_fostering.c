/* Private fostering: recorded, told to the team, ended. */
#include <string.h>

#include <cnis/flag.h>
#include <cnis/private_fostering.h>
#include <cnis/reference.h>
#include <cnis/relationship.h>

#include "cli/cli.h"
#include "cli/court.h"
#include "cli/facts.h"
#include "cli/family.h"
#include "cli/siblings.h"

/* ---- asked where somebody else has the care -----------------------------------------------------
 */

void
fostering_ask(const cli *x, int64_t child, int64_t person, const char *kind, const char *has_care,
              const char *responsibility)
{
	static const char *const kinds[] = { "kinship_carer", "other_relative", "other",
		                             "unknown" };

	if (kind == NULL || has_care == NULL || strcmp(has_care, "yes") != 0 ||
	    (responsibility != NULL && strcmp(responsibility, "yes") == 0))
		return;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(kind, kinds[i]) == 0)
			cli_next(
			    x, "cnis private-fostering add %s %s, where it is for 28 days or more",
			    cli_reference(CNIS_REF_CHILD, child),
			    cli_reference(CNIS_REF_PERSON, person));
}

static bool
looked_after(const cnis_form_child *c)
{
	for (size_t i = 0; i < c->n_flags; i++)
		if (c->flags[i].kind != NULL && strcmp(c->flags[i].kind, "looked_after") == 0)
			return true;
	return false;
}

static bool
carer_of(const cnis_form_parent *p, int child)
{
	if (p->children == NULL)
		return true;
	for (size_t i = 0; i < p->n_children; i++)
		if (p->children[i] == child)
			return true;
	return false;
}

void
fostering_ask_form(const cli *x, const cnis_form *form, const cnis_registration *saved)
{
	for (size_t c = 0; c < saved->n_children && c < form->n_children; c++) {
		if (looked_after(&form->children[c]))
			continue;
		for (size_t i = 0; i < saved->n_parents && i < form->n_parents; i++) {
			const cnis_form_parent *p = &form->parents[i];

			if (!carer_of(p, (int)c))
				continue;
			fostering_ask(x, saved->child_id[c], saved->person_id[i], p->relationship,
			              p->has_care, p->responsibility);
			if (p->relationship != NULL && strcmp(p->relationship, "foster_carer") == 0)
				cli_next(x,
				         "where the child is looked after: cnis flag add %s --kind "
				         "looked_after; where privately fostered: cnis "
				         "private-fostering add %s %s",
				         cli_reference(CNIS_REF_CHILD, saved->child_id[c]),
				         cli_reference(CNIS_REF_CHILD, saved->child_id[c]),
				         cli_reference(CNIS_REF_PERSON, saved->person_id[i]));
		}
	}
}

/* Whom there is nothing to ask of any more. */
enum { KNOWN = 16 };
typedef struct settled {
	const cli *x;
	bool looked_after;
	int64_t person[KNOWN];
	size_t n;
} settled;

static cnis_status
see_arrangement(const cnis_private_fostering *f, void *payload, cnis_error *reterr)
{
	settled *s = payload;

	(void)reterr;
	if (s->n < KNOWN)
		s->person[s->n++] = f->person_id;
	return CNIS_OK;
}

static cnis_status
see_flag(const cnis_flag *f, void *payload, cnis_error *reterr)
{
	settled *s = payload;

	(void)reterr;
	s->looked_after = s->looked_after || strcmp(f->kind, "looked_after") == 0;
	return CNIS_OK;
}

static cnis_status
ask_of(const cnis_relationship *p, void *payload, cnis_error *reterr)
{
	const settled *s = payload;

	(void)reterr;
	for (size_t i = 0; i < s->n; i++)
		if (s->person[i] == p->person_id)
			return CNIS_OK;
	fostering_ask(s->x, p->child_id, p->person_id, p->kind, p->has_care, p->responsibility);
	return CNIS_OK;
}

void
fostering_ask_child(cli *x, int64_t child)
{
	settled s = { .x = x };
	cnis_error nothing = { 0 };
	cnis_status st = cnis_private_fostering_walk(x->r, child, CNIS_DAY_NONE, false,
	                                             see_arrangement, &s, &nothing);

	if (st == CNIS_OK)
		st = cnis_flag_walk(x->r, child, CNIS_DAY_NONE, false, see_flag, &s, &nothing);
	if (st == CNIS_OK && !s.looked_after)
		(void)cnis_relationship_walk(x->r, child, CNIS_DAY_NONE, false, ask_of, &s,
		                             &nothing);
}

static cnis_status
run_add(cli *x)
{
	cnis_private_fostering_new n = { .size = sizeof(n),
		                         .carer = cli_text(x, "carer"),
		                         .intended = cli_text(x, "intended"),
		                         .disabled = cli_text(x, "disabled"),
		                         .with_family = cli_text(x, "with-family"),
		                         .until = cli_day(x, "until"),
		                         .fact = facts_fact(x) };
	int64_t id = 0;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_CHILD, &n.child_id);

	if (st == CNIS_OK)
		st = cli_arg_ref(x, 1, CNIS_REF_PERSON, &n.person_id);
	if (st == CNIS_OK)
		st = cnis_private_fostering_add(x->r, &n, &id, &x->error);
	if (st != CNIS_OK)
		return st;
	cli_next(x, "cnis private-fostering list %s", cli_reference(CNIS_REF_CHILD, n.child_id));
	siblings_offer(x, n.child_id, SIBLINGS_ALL, NULL, "private-fostering add", "");
	return cli_done(x, CNIS_REF_PRIVATE_FOSTERING, id, "arrangement recorded");
}

static cnis_status
run_told(cli *x)
{
	int64_t id = 0;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_PRIVATE_FOSTERING, &id);

	if (st == CNIS_OK)
		st = cnis_private_fostering_told(x->r, id, cli_day(x, "on"), cli_text(x, "to"),
		                                 &x->error);
	return st == CNIS_OK ? cli_done(x, CNIS_REF_PRIVATE_FOSTERING, id, "team told") : st;
}

static cnis_status
run_end(cli *x)
{
	return family_end(x, CNIS_REF_PRIVATE_FOSTERING, cnis_private_fostering_end,
	                  "arrangement ended");
}

/* ---- list ---------------------------------------------------------------------------------------
 */

static const out_column COLUMNS[] = {
	{ .key = "arrangement", .heading = "reference", .type = OUT_TEXT },
	{ .key = "person", .heading = "with", .type = OUT_TEXT },
	{ .key = "carer", .heading = "who is", .type = OUT_TEXT },
	{ .key = "from", .heading = "from", .type = OUT_DAY },
	{ .key = "until", .heading = "planned until", .type = OUT_DAY },
	{ .key = "to", .heading = "to", .type = OUT_DAY },
	{ .key = "intended", .heading = "28 days intended", .type = OUT_TEXT },
	{ .key = "privately_fostered", .heading = "privately fostered", .type = OUT_TEXT },
	{ .key = "why", .heading = "why", .type = OUT_TEXT },
	{ .key = "told", .heading = "team told", .type = OUT_DAY },
	{ .key = "told_to", .heading = NULL, .type = OUT_TEXT },
	{ .key = "disabled", .heading = NULL, .type = OUT_TEXT },
	{ .key = "with_family", .heading = NULL, .type = OUT_TEXT },
	{ .key = "source", .heading = "source", .type = OUT_TEXT },
	{ .key = "rev", .heading = NULL, .type = OUT_INT },
};
static const out_spec SPEC = { .columns = COLUMNS, .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };

static cnis_status
show(const cnis_private_fostering *f, void *payload, cnis_error *reterr)
{
	family_listing *l = payload;

	(void)reterr;
	family_reference(l->w, CNIS_REF_PRIVATE_FOSTERING, f->id);
	family_reference(l->w, CNIS_REF_PERSON, f->person_id);
	out_text(l->w, f->carer);
	out_day(l->w, f->fact.from);
	out_day(l->w, f->until);
	out_day(l->w, f->fact.to);
	out_text(l->w, f->intended);
	out_text(l->w, f->fostered);
	out_text(l->w, f->why);
	out_day(l->w, f->notified);
	out_text(l->w, f->notified_to);
	out_text(l->w, f->disabled);
	out_text(l->w, f->with_family);
	out_text(l->w, f->fact.source);
	out_int(l->w, f->fact.rev);
	return cli_row(l->x, l->w);
}

static cnis_status
walk(family_listing *l)
{
	return cnis_private_fostering_walk(l->x->r, l->id, l->on, cli_given(l->x, "all"), show, l,
	                                   &l->x->error);
}

static cnis_status
run_list(cli *x)
{
	return family_list(x, "private-fostering list", &SPEC, walk);
}

/* ---- the commands -------------------------------------------------------------------------------
 */

#define ANSWER(option, words)                                                                      \
	{                                                                                          \
		.name = (option), .type = CLI_CHOICE, .value = "ANSWER",                           \
		.choices = "yes no unknown", .help = (words)                                       \
	}

static const cli_option ADD_OPTIONS[] = {
	{ .name = "carer",
	  .type = CLI_CHOICE,
	  .value = "WHO",
	  .choices = "parent responsible relative other",
	  .help = "what they are to the child (s. 66); as the relationship says when left out" },
	{ .name = "from",
	  .type = CLI_DAY,
	  .value = "DATE",
	  .help = "first day of the care; may lie ahead",
	  .required = true },
	{ .name = "until", .type = CLI_DAY, .value = "DATE", .help = "last day as it is planned" },
	ANSWER("intended", "28 days or more are intended; unknown when left out"),
	ANSWER("disabled", "the child is disabled: under 18 then, else under 16"),
	ANSWER("with-family", "a parent, or who is responsible, lives there too"),
	FACTS_SOURCE(true),
	FACTS_BASIS,
	FACTS_RECEIVED,
	CLI_OPTIONS_END,
};
static const cli_option TOLD_OPTIONS[] = {
	FAMILY_ON("the day they were told; else today"),
	{ .name = "to",
	  .type = CLI_WORDS,
	  .value = "POST",
	  .help = "post or service that was told; no names" },
	CLI_OPTIONS_END,
};
static const cli_option END_OPTIONS[] = {
	FAMILY_ON("last day; else today"),
	CLI_OPTIONS_END,
};
static const cli_option LIST_OPTIONS[] = {
	{ .name = "all", .type = CLI_FLAG, .help = "those that have ended too" },
	CLI_OPTIONS_END,
};

const cli_command CMD_PRIVATE_FOSTERING[] = {
	{ .name = "private-fostering",
	  .sub = "add",
	  .summary = "a child is, or is about to be, cared for by somebody else",
	  .mode = CLI_WRITE,
	  .options = ADD_OPTIONS,
	  .synopsis = "CHILD PERSON",
	  .min_args = 2,
	  .max_args = 2,
	  .examples = { "cnis private-fostering add C1042-9 P55-3 --from 2026-11-01 --intended yes "
	                "--source school",
	                "cnis private-fostering add C1042-9 P55-3 --from 2026-11-01 --until "
	                "2026-11-20 --source parent" },
	  .about =
	      "Rule CA1989.66 says whether it is private fostering: by nobody who is parent, "
	      "responsible or close relative, for 28 days or more or so intended. Where it is, or "
	      "nobody knows, the duty to tell the team opens at once; where it is only too short, "
	      "the duty is due on the 28th day.",
	  .run = run_add },
	{ .name = "private-fostering",
	  .sub = "told",
	  .summary = "the team for private fostering was told",
	  .mode = CLI_WRITE,
	  .options = TOLD_OPTIONS,
	  .synopsis = "ARRANGEMENT",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis private-fostering told V12-5",
	                "cnis private-fostering told V12-5 --on 2026-11-20 --to -" },
	  .run = run_told },
	{ .name = "private-fostering",
	  .sub = "end",
	  .summary = "the care by somebody else is over",
	  .mode = CLI_WRITE,
	  .options = END_OPTIONS,
	  .synopsis = "ARRANGEMENT",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis private-fostering end V12-5",
	                "cnis private-fostering end V12-5 --on 2026-11-20" },
	  .run = run_end },
	{ .name = "private-fostering",
	  .sub = "list",
	  .summary = "care by somebody else, and whether it is private fostering",
	  .mode = CLI_READ,
	  .options = LIST_OPTIONS,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis private-fostering list C1042-9",
	                "cnis private-fostering list C1042-9 --all --format json" },
	  .run = run_list,
	  .list = true },
	{ .name = NULL },
};
