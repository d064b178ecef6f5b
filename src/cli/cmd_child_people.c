/* The adults around a child and who educates it, after registration. */
#include <stdlib.h>
#include <string.h>

#include <cnis/provision.h>
#include <cnis/reference.h>
#include <cnis/relationship.h>

#include "cli/cli.h"
#include "cli/court.h"
#include "cli/facts.h"
#include "cli/family.h"
#include "cli/siblings.h"

/* ---- adult --------------------------------------------------------------------------------------
 */

static const char PARENT_PATH[] = "parents[0]";

/* What the options say; the file fills in what they leave open. */
typedef struct adult {
	const char *person_kind;
	cnis_name name;
	cnis_relationship_new with;
	cnis_form_doc *doc; /* whose texts they then are */
	char *asked;
} adult;

static void
fill(const char **slot, const char *text)
{
	if (*slot == NULL)
		*slot = text;
}

static cnis_status
adult_from_file(cli *x, adult *a)
{
	const cnis_form *form = cnis_form_doc_form(a->doc);
	const cnis_form_parent *p = form->parents;

	if (form->n_parents != 1)
		return cli_fail(x, CNIS_EINVAL, "file", "must hold one adult, filled in");
	if (p->children != NULL || p->addresses != NULL)
		return cli_fail(x, CNIS_EINVAL, p->children != NULL ? "children" : "addresses",
		                "positions in lists mean something in a whole form only");
	if (p->n_contact_points > 0)
		return cli_fail(x, CNIS_EINVAL, "contact_points",
		                "stand in a whole form; of an adult by itself `cnis contact-point "
		                "add` records them");
	if (p->do_not_write_to != NULL || p->write_to != NULL || p->language != NULL ||
	    p->interpreter != NULL || p->format != NULL)
		return cli_fail(x, CNIS_EINVAL, "file",
		                "letters and language stand in a whole form; of an adult by itself "
		                "`cnis contact-wish add` and `cnis communication set` record them");
	a->name.full_name = p->full_name;
	a->name.given_names = p->given_names;
	a->name.family_name = p->family_name;
	fill(&a->person_kind, p->kind);
	fill(&a->with.kind, p->relationship);
	fill(&a->with.responsibility, p->responsibility);
	fill(&a->with.responsibility_basis, p->responsibility_basis);
	fill(&a->with.has_care, p->has_care);
	fill(&a->with.educates, p->educates);
	fill(&a->with.evidence, p->responsibility_evidence);
	fill(&a->with.contact_limits, p->contact_limits);
	return CNIS_OK;
}

/* An adult the register does not know yet: the name is asked for, or stands in the file. */
static cnis_status
adult_new(cli *x, adult *a, int64_t *ret_person)
{
	cnis_status st;

	st = facts_file(x, "{\"parents\": [", "]}", PARENT_PATH, &a->doc);
	if (st == CNIS_OK && a->doc != NULL)
		st = adult_from_file(x, a);
	else if (st == CNIS_OK)
		st = facts_ask(x, "name", "Full name", &a->asked);
	if (a->asked != NULL)
		a->name.full_name = a->asked;
	if (st == CNIS_OK && a->name.full_name == NULL)
		st = cli_fail(x, CNIS_EINVAL, "name", "a name is needed");
	if (st == CNIS_OK) {
		st = cnis_relationship_add_adult(x->r, a->person_kind, &a->name, &a->with,
		                                 ret_person, &x->error);
		if (st != CNIS_OK)
			facts_line(x, a->doc, PARENT_PATH);
	}
	return st;
}

static cnis_status
adult_add(cli *x, int64_t child)
{
	const cnis_fact fact = facts_fact(x);
	adult a = { .person_kind = cli_text(x, "kind"),
		    .name = { .size = sizeof(a.name), .fact = fact },
		    .with = { .size = sizeof(a.with),
		              .child_id = child,
		              .person_id = cli_ref(x, "person"),
		              .kind = cli_text(x, "relationship"),
		              .responsibility = cli_text(x, "responsibility"),
		              .responsibility_basis = cli_text(x, "responsibility-basis"),
		              .has_care = cli_text(x, "has-care"),
		              .educates = cli_text(x, "educates"),
		              .fact = fact } };
	int64_t id = 0;
	int64_t person = a.with.person_id;
	cnis_status st;

	a.name.fact.from = CNIS_DAY_NONE; /* the first day of the relationship, not of the name */
	if (person == 0)
		st = adult_new(x, &a, &person);
	else if (cli_given(x, "file") || a.person_kind != NULL)
		st = cli_fail(x, CNIS_EINVAL, "person",
		              "the register knows that adult: leave out --file and --kind");
	else
		st = cnis_relationship_add(x->r, &a.with, &id, &person, &x->error);
	if (st == CNIS_OK && a.with.person_id == 0) { /* one record of the adult for all of them */
		char again[96];

		(void)snprintf(again, sizeof(again), "--person %s%s%s",
		               cli_reference(CNIS_REF_PERSON, person),
		               a.with.kind == NULL ? "" : " --relationship ",
		               a.with.kind == NULL ? "" : a.with.kind);
		siblings_offer(x, child, SIBLINGS_ALL, NULL, "child adult add", again);
	}
	if (st == CNIS_OK) {
		fostering_ask(x, child, person, a.with.kind, a.with.has_care,
		              a.with.responsibility);
		family_say_held(x, child);
	}
	free(a.asked);
	cnis_form_doc_free(a.doc);
	return st == CNIS_OK ? cli_done(x, CNIS_REF_PERSON, person, "adult recorded") : st;
}

typedef struct search {
	int64_t person;
	const char *kind, *name;
	int64_t id;
	int n;
} search;

static cnis_status
match_adult(const cnis_relationship *p, void *payload, cnis_error *reterr)
{
	search *s = payload;

	(void)reterr;
	if (p->person_id == s->person && p->fact.to == CNIS_DAY_NONE) {
		s->id = p->id;
		s->n++;
	}
	return CNIS_OK;
}

static cnis_status
adult_end(cli *x, int64_t child)
{
	search s = { 0 };
	family_set records = { 0 };
	cnis_status st = cli_arg_ref(x, 2, CNIS_REF_PERSON, &s.person);

	if (st == CNIS_OK)
		st = family_records(x, child, &records);
	/* in the first record of the child that has it */
	for (size_t i = 0; st == CNIS_OK && s.n == 0 && i < records.n; i++)
		st = cnis_relationship_walk(x->r, records.ids[i], CNIS_DAY_NONE, true, match_adult,
		                            &s, &x->error);
	free(records.ids);
	if (st == CNIS_OK && s.n == 0)
		st = cli_fail(x, CNIS_ENOTFOUND, "person",
		              "that adult has no present relationship to the child");
	if (st == CNIS_OK)
		st = cnis_relationship_end(x->r, s.id, cli_day(x, "on"), &x->error);
	return st == CNIS_OK ? cli_done(x, CNIS_REF_PERSON, s.person, "relationship ended") : st;
}

static cnis_status
run_adult(cli *x)
{
	int64_t child = 0;
	bool add = false;
	cnis_status st = facts_verb(x, 2, 3, "on", &add, &child);

	if (st == CNIS_OK)
		st = add ? adult_add(x, child) : adult_end(x, child);
	if (st == CNIS_OK)
		cli_next(x, "cnis child show %s", cli_reference(CNIS_REF_CHILD, child));
	return st;
}

/* ---- provision ----------------------------------------------------------------------------------
 */

static const char PROVISION_PATH[] = "children[0].provision[0]";

static cnis_status
hours_of(cli *x, const char *option, double *low, double *high)
{
	const char *text = cli_text(x, option);

	if (text != NULL && !facts_hours(text, low, high))
		return cli_fail(x, CNIS_EINVAL, option,
		                "not hours from 0 to 168: a number, or a range such as 10-15");
	return CNIS_OK;
}

/* Where it is: the one place and the further ones of the form in one list. */
typedef struct places {
	const char *places[CNIS_PROVISION_PLACES + 1], *webs[CNIS_PROVISION_PLACES + 1];
} places;

static size_t
places_of(const char *one, const char *const *more, size_t n_more,
          const char *ret[CNIS_PROVISION_PLACES + 1])
{
	size_t n = 0;

	if (one != NULL)
		ret[n++] = one;
	for (size_t i = 0; i < n_more && n <= CNIS_PROVISION_PLACES; i++)
		ret[n++] = more[i];
	return n;
}

static cnis_status
provision_from_file(cli *x, const cnis_form_doc *doc, cnis_provision *p, places *at)
{
	const cnis_form *form = cnis_form_doc_form(doc);
	const cnis_form_provision *f;

	if (form->n_children != 1 || form->children[0].n_provision != 1)
		return cli_fail(x, CNIS_EINVAL, "file", "must hold one provision, filled in");
	f = form->children[0].provision;
	fill(&p->kind, f->kind);
	p->provider_name = f->provider_name;
	p->provider_type = f->provider_type;
	p->provider_address = f->provider_address;
	p->n_places = places_of(f->place, f->places, f->n_places, at->places);
	p->n_webs = places_of(f->web, f->webs, f->n_webs, at->webs);
	p->places = at->places;
	p->webs = at->webs;
	if (p->hours_week < 0) {
		p->hours_week = f->hours_week;
		p->hours_week_high = f->hours_week_high;
	}
	if (p->hours_without_parent < 0) {
		p->hours_without_parent = f->hours_without_parent;
		p->hours_without_parent_high = f->hours_without_parent_high;
	}
	if (p->fact.from == CNIS_DAY_NONE)
		p->fact.from = f->from;
	return CNIS_OK;
}

static cnis_status
provision_add(cli *x, int64_t child)
{
	cnis_provision p = { .size = sizeof(p),
		             .kind = cli_text(x, "kind"),
		             .hours_week = -1.0,
		             .hours_week_high = -1.0,
		             .hours_without_parent = -1.0,
		             .hours_without_parent_high = -1.0,
		             .fact = facts_fact(x) };
	places at = { 0 };
	cnis_form_doc *doc = NULL;
	char *name = NULL;
	char *place = NULL;
	int64_t id = 0;
	cnis_status st = hours_of(x, "hours-week", &p.hours_week, &p.hours_week_high);

	if (st == CNIS_OK)
		st = hours_of(x, "hours-without-parent", &p.hours_without_parent,
		              &p.hours_without_parent_high);
	if (st == CNIS_OK)
		st = facts_file(x, "{\"children\": [{\"provision\": [", "]}]}", PROVISION_PATH,
		                &doc);
	if (st == CNIS_OK && doc != NULL)
		st = provision_from_file(x, doc, &p, &at);
	if (st == CNIS_OK && p.kind == NULL)
		st = cli_fail(x, CNIS_EINVAL, "kind", "who educates: parents, others or provider?");
	else if (st == CNIS_OK && doc == NULL && strcmp(p.kind, "parents") != 0) {
		st = facts_ask(x, "provider_name", "Name of the provider or person", &name);
		if (st == CNIS_OK)
			st = facts_ask(x, "place", "Where (empty: not known)", &place);
		p.provider_name = name;
		at.places[0] = place;
		p.places = at.places;
		p.n_places = place == NULL ? 0 : 1;
	}
	if (st == CNIS_OK) {
		st = cnis_provision_add(x->r, child, &p, &id, &x->error);
		if (st != CNIS_OK)
			facts_line(x, doc, PROVISION_PATH);
	}
	if (st == CNIS_OK) {
		char again[48];

		(void)snprintf(again, sizeof(again), "--kind %s", p.kind);
		siblings_offer(x, child, SIBLINGS_ENTERED, NULL, "child provision add", again);
	}
	free(name);
	free(place);
	cnis_form_doc_free(doc);
	return st == CNIS_OK ? cli_done(x, CNIS_REF_CHILD, child, "provision recorded") : st;
}

static cnis_status
match_provision(const cnis_provision *p, void *payload, cnis_error *reterr)
{
	search *s = payload;

	(void)reterr;
	if (p->fact.to != CNIS_DAY_NONE || (s->kind != NULL && strcmp(s->kind, p->kind) != 0) ||
	    (s->name != NULL &&
	     (p->provider_name == NULL || strcmp(s->name, p->provider_name) != 0)))
		return CNIS_OK;
	s->id = p->id;
	s->n++;
	return CNIS_OK;
}

/* A provision has no reference of its own: of several the provider's name is asked for. */
static cnis_status
provision_end(cli *x, int64_t child)
{
	search s = { .kind = cli_text(x, "kind") };
	char *name = NULL;
	cnis_status st;

	st = cnis_provision_walk(x->r, child, CNIS_DAY_NONE, true, match_provision, &s, &x->error);
	if (st == CNIS_OK && s.n > 1) {
		st = facts_ask(x, "provider_name", "Name of the provider (there are several)",
		               &name);
		s.name = name != NULL ? name : "";
		s.n = 0;
		if (st == CNIS_OK)
			st = cnis_provision_walk(x->r, child, CNIS_DAY_NONE, true, match_provision,
			                         &s, &x->error);
	}
	if (st == CNIS_OK && s.n == 0)
		st =
		    cli_fail(x, CNIS_ENOTFOUND, "provision", "the child has no such provision now");
	if (st == CNIS_OK && s.n > 1)
		st = cli_fail(x, CNIS_ECONFLICT, "provision",
		              "several are the same: say --kind, or undo one of them");
	if (st == CNIS_OK)
		st = cnis_provision_end(x->r, s.id, cli_day(x, "on"), &x->error);
	free(name);
	return st == CNIS_OK ? cli_done(x, CNIS_REF_CHILD, child, "provision ended") : st;
}

static cnis_status
run_provision(cli *x)
{
	int64_t child = 0;
	bool add = false;
	cnis_status st = facts_verb(x, 2, 2, "kind on", &add, &child);

	if (st == CNIS_OK)
		st = add ? provision_add(x, child) : provision_end(x, child);
	if (st == CNIS_OK)
		cli_next(x, "cnis child show %s", cli_reference(CNIS_REF_CHILD, child));
	return st;
}

/* ---- the commands -------------------------------------------------------------------------------
 */

static const cli_option ADULT_OPTIONS[] = {
	{ .name = "person",
	  .type = CLI_REF,
	  .value = "PERSON",
	  .help = "an adult the register knows, of a sibling for example",
	  .kind = CNIS_REF_PERSON },
	{ .name = "kind",
	  .type = CLI_CHOICE,
	  .value = "KIND",
	  .choices = "parent carer other",
	  .help = "what a new adult is; parent when left out" },
	{ .name = "relationship",
	  .type = CLI_TEXT,
	  .value = "CODE",
	  .help = "mother, father, parent (when left out), guardian, grandparent ..." },
	{ .name = "responsibility",
	  .type = CLI_CHOICE,
	  .value = "ANSWER",
	  .choices = "yes no unknown",
	  .help = "parental responsibility; unknown when left out" },
	{ .name = "responsibility-basis",
	  .type = CLI_TEXT,
	  .value = "CODE",
	  .help = "birth_mother, married, registered, court_order ..." },
	{ .name = "has-care",
	  .type = CLI_CHOICE,
	  .value = "ANSWER",
	  .choices = "yes no unknown",
	  .help = "has care of the child; unknown when left out" },
	{ .name = "educates",
	  .type = CLI_CHOICE,
	  .value = "ANSWER",
	  .choices = "yes no unknown",
	  .help = "educates the child; unknown when left out" },
	FACTS_FROM,
	FAMILY_ON("end: last day of the relationship (today)"),
	FACTS_SOURCE(false),
	FACTS_BASIS,
	FACTS_RECEIVED,
	FACTS_FILE("the adult as in the register form: one JSON object, - for stdin"),
	CLI_OPTIONS_END,
};
static const cli_option PROVISION_OPTIONS[] = {
	{ .name = "kind",
	  .type = CLI_CHOICE,
	  .value = "KIND",
	  .choices = "parents others provider",
	  .help = "who educates" },
	{ .name = "hours-week",
	  .type = CLI_TEXT,
	  .value = "HOURS",
	  .help = "hours a week: a number, or a range such as 10-15" },
	{ .name = "hours-without-parent",
	  .type = CLI_TEXT,
	  .value = "HOURS",
	  .help = "of these without any parent actively involved, written the same way" },
	FACTS_FROM,
	FAMILY_ON("end: last day it held (today)"),
	FACTS_SOURCE(false),
	FACTS_BASIS,
	FACTS_RECEIVED,
	FACTS_FILE("the provision as in the register form: one JSON object, - for stdin"),
	CLI_OPTIONS_END,
};

const cli_command CMD_CHILD_PEOPLE[] = {
	{ .name = "child",
	  .sub = "adult",
	  .summary = "add or end a parent or carer of a child",
	  .mode = CLI_WRITE,
	  .options = ADULT_OPTIONS,
	  .synopsis = "add|end CHILD [PERSON]",
	  .min_args = 2,
	  .max_args = 3,
	  .examples = { "cnis child adult add C1042-9 --relationship father --source parent",
	                "cnis child adult end C1042-9 P55-3 --on 2026-10-31" },
	  .about = "The name of a new adult is asked for, read as one line from stdin, or stands "
	           "in a file; --person takes one the register knows. Adult and relationship are "
	           "one change. Responsibility, care and limits of contact change with `cnis "
	           "responsibility change`; an adult's own "
	           "name and address change with `cnis person name` and `cnis person move`.",
	  .run = run_adult },
	{ .name = "child",
	  .sub = "provision",
	  .summary = "add or end who educates a child, where and how much",
	  .mode = CLI_WRITE,
	  .options = PROVISION_OPTIONS,
	  .synopsis = "add|end CHILD",
	  .min_args = 2,
	  .max_args = 2,
	  .examples = { "cnis child provision add C1042-9 --kind provider --hours-week 10-12.5",
	                "cnis child provision end C1042-9 --kind provider --on 2026-10-31" },
	  .about = "The name of the provider and the place are asked for, one a line on stdin when "
	           "that is no terminal; for parents nothing is asked. To end one of several, the "
	           "provider's name is asked for.",
	  .run = run_provision },
	{ .name = NULL },
};
