/* An adult's own name and address, whichever children it is related to. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/address.h>
#include <cnis/communication.h>
#include <cnis/contact_point.h>
#include <cnis/contact_wish.h>
#include <cnis/person.h>
#include <cnis/reference.h>
#include <cnis/relationship.h>

#include "cli/cli.h"
#include "cli/evidence.h"
#include "cli/facts.h"
#include "cli/family.h"
#include "cli/withheld.h"

/* ---- show ---------------------------------------------------------------------------------------
 */

static const out_column COLUMNS[] = {
	{ .key = "what", .heading = "what", .type = OUT_TEXT },
	{ .key = "reference", .heading = "reference", .type = OUT_TEXT },
	{ .key = "kind", .heading = "kind", .type = OUT_TEXT },
	{ .key = "value", .heading = "value", .type = OUT_TEXT },
	{ .key = "from", .heading = "from", .type = OUT_DAY },
	{ .key = "to", .heading = "to", .type = OUT_DAY },
	{ .key = "source", .heading = "source", .type = OUT_TEXT },
};
static const out_spec SPEC = { .columns = COLUMNS, .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };

typedef struct listing {
	cli *x;
	writer *w;
	cnis_day on;
} listing;

static bool
holds(const listing *l, const cnis_fact *f)
{
	return (f->from == CNIS_DAY_NONE || f->from <= l->on) &&
	       (f->to == CNIS_DAY_NONE || f->to >= l->on);
}

static void
row_begins(const listing *l, const char *what, char kind, int64_t id)
{
	out_text(l->w, what);
	family_reference(l->w, kind, id);
}

static cnis_status
row_ends(const listing *l, const cnis_fact *f)
{
	out_day(l->w, f->from);
	out_day(l->w, f->to);
	out_text(l->w, f->source);
	return cli_row(l->x, l->w);
}

static cnis_status
show_name(const cnis_name_row *n, void *payload, cnis_error *reterr)
{
	const listing *l = payload;

	(void)reterr;
	if (!holds(l, &n->fact))
		return CNIS_OK;
	row_begins(l, "name", CNIS_REF_PERSON, 0);
	out_text(l->w, n->kind);
	out_text(l->w, n->full_name);
	return row_ends(l, &n->fact);
}

static cnis_status
show_home(const cnis_residence *a, void *payload, cnis_error *reterr)
{
	const listing *l = payload;
	const char *const parts[] = {
		a->line1, a->line2, a->line3, a->town, a->county, a->postcode
	};
	char line[1400] = "";
	size_t len = 0;

	(void)reterr;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (parts[i] != NULL && len < sizeof(line))
			len += (size_t)snprintf(line + len, sizeof(line) - len, "%s%s",
			                        len > 0 ? ", " : "", parts[i]);
	facts_place_words(a->place_kind, line, sizeof(line));
	row_begins(l, "address", CNIS_REF_ADDRESS, a->address_id);
	out_text(l->w, a->kind);
	out_text(l->w, line);
	return row_ends(l, &a->fact);
}

static cnis_status
show_contact_point(const cnis_contact_point *p, void *payload, cnis_error *reterr)
{
	const listing *l = payload;

	(void)reterr;
	row_begins(l, "contact_point", CNIS_REF_CONTACT_POINT, p->id);
	out_text(l->w, p->kind);
	out_text(l->w, p->value);
	return row_ends(l, &p->fact);
}

static cnis_status
show_wish(const cnis_contact_wish *w, void *payload, cnis_error *reterr)
{
	const listing *l = payload;
	char text[1000];

	(void)reterr;
	facts_wish(w, false, text, sizeof(text));
	row_begins(l, "contact_wish", CNIS_REF_CONTACT_WISH, w->id);
	out_text(l->w, w->kind);
	out_text(l->w, text);
	return row_ends(l, &w->fact);
}

static cnis_status
show_communication(const cnis_communication *m, void *payload, cnis_error *reterr)
{
	const listing *l = payload;
	char text[160];

	(void)reterr;
	facts_communication(m, text, sizeof(text));
	row_begins(l, "communication", CNIS_REF_PERSON, 0);
	out_text(l->w, m->language);
	out_text(l->w, text);
	return row_ends(l, &m->fact);
}

static cnis_status
show_child(const cnis_relationship *p, void *payload, cnis_error *reterr)
{
	const listing *l = payload;

	(void)reterr;
	row_begins(l, "child", CNIS_REF_CHILD, p->child_id);
	out_text(l->w, p->kind);
	out_text(l->w, NULL);
	return row_ends(l, &p->fact);
}

/* Whose family it is, is noted of every child of it. */
static cnis_status
show_person(cli *x, int64_t person)
{
	listing l = { .x = x, .on = cli_as_at(x) };
	cnis_status st = family_note_adult(x, "person show", person);

	if (st != CNIS_OK)
		return st;
	l.w = cli_open(x, &SPEC);
	if (l.w == NULL)
		return CNIS_ENOMEM;
	st = cnis_person_names(x->r, person, show_name, &l, &x->error);
	if (st == CNIS_OK)
		st = cnis_person_residences(x->r, person, l.on, false, show_home, &l, &x->error);
	if (st == CNIS_OK)
		st = cnis_contact_point_walk(x->r, person, l.on, false, show_contact_point, &l,
		                             &x->error);
	if (st == CNIS_OK)
		st = cnis_contact_wish_walk(x->r, person, l.on, false, show_wish, &l, &x->error);
	if (st == CNIS_OK)
		st = cnis_communication_walk(x->r, person, l.on, false, show_communication, &l,
		                             &x->error);
	if (st == CNIS_OK)
		st = cnis_person_children(x->r, person, l.on, false, show_child, &l, &x->error);
	st = cli_close(x, l.w, st);
	if (st == CNIS_OK)
		evidence_say(x, CNIS_REF_PERSON, person);
	return st;
}

static cnis_status
run_show(cli *x)
{
	return family_held(x, CNIS_REF_PERSON, show_person);
}

/* ---- name ---------------------------------------------------------------------------------------
 */

static cnis_status
run_name(cli *x)
{
	const char *kind = cli_given(x, "kind") ? cli_text(x, "kind") : "legal";
	cnis_name name = { .size = sizeof(name), .fact = facts_fact(x) };
	char *text = NULL;
	int64_t person = 0;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_PERSON, &person);

	if (st == CNIS_OK)
		st = cli_ask(x, "name", "Full name", &text);
	name.full_name = text;
	if (st == CNIS_OK)
		st = cnis_person_rename(x->r, person, kind, &name, &x->error);
	free(text);
	if (st != CNIS_OK)
		return st;
	cli_next(x, "cnis person show %s", cli_reference(CNIS_REF_PERSON, person));
	return cli_done(x, CNIS_REF_PERSON, person, "name recorded");
}

/* ---- move ---------------------------------------------------------------------------------------
 */

typedef struct moving {
	cli *x;
	family_set home, with, without; /* who lives there; who is said to move, and not to */
	family_set rivals, theirs;      /* homes another source told of, and whose each is */
	const char *source;
	int64_t child; /* who is looked at */
} moving;

static cnis_status
take_child(int64_t child_id, void *payload, cnis_error *reterr)
{
	moving *m = payload;

	(void)reterr;
	return family_add(m->x, &m->home, child_id);
}

static bool
is_in(const family_set *set, int64_t id)
{
	for (size_t i = 0; i < set->n; i++)
		if (set->ids[i] == id)
			return true;
	return false;
}

/* On a terminal each child who was not named is asked about; elsewhere the library refuses. */
static cnis_status
ask_children(cli *x, int64_t person, moving *m)
{
	char question[96];
	bool yes = false;
	cnis_status st;

	st = cnis_person_lives_with(x->r, person, CNIS_DAY_NONE, take_child, m, &x->error);
	for (size_t i = 0; st == CNIS_OK && cli_interactive(x) && i < m->home.n; i++) {
		int64_t child = m->home.ids[i];

		if (is_in(&m->with, child) || is_in(&m->without, child))
			continue;
		(void)snprintf(question, sizeof(question),
		               "%s lives with that adult: does the child move too?",
		               cli_reference(CNIS_REF_CHILD, child));
		st = cli_confirm(x, question, true, &yes);
		if (st == CNIS_OK)
			st = family_add(x, yes ? &m->with : &m->without, child);
	}
	return st;
}

static cnis_status
take_rival(const cnis_residence *a, void *payload, cnis_error *reterr)
{
	moving *m = payload;
	cnis_status st;

	(void)reterr;
	if (strcmp(a->kind, "home") != 0 || a->fact.to != CNIS_DAY_NONE ||
	    strcmp(a->fact.source, m->source) == 0)
		return CNIS_OK;
	st = family_add(m->x, &m->rivals, a->address_id);
	return st == CNIS_OK ? family_add(m->x, &m->theirs, m->child) : st;
}

/* What stands of each child who moves too, before it is written.  Whether they may move is the
 * library's to say. */
static void
look_before(cli *x, moving *m)
{
	cnis_error nothing = { 0 };

	for (size_t i = 0; m->source != NULL && i < m->with.n; i++) {
		m->child = m->with.ids[i];
		(void)cnis_child_residences(x->r, m->child, CNIS_DAY_NONE, false, take_rival, m,
		                            &nothing);
	}
}

/* As after `child move`: both stand until somebody says which. */
static void
say_rivals(cli *x, const moving *m, int64_t address)
{
	for (size_t i = 0; i < m->rivals.n; i++) {
		if (m->rivals.ids[i] == address)
			continue;
		cli_say(x, "%s of %s comes from another source and stands: the two conflict",
		        cli_reference(CNIS_REF_ADDRESS, m->rivals.ids[i]),
		        cli_reference(CNIS_REF_CHILD, m->theirs.ids[i]));
		cli_next(x, "cnis child settle %s %s",
		         cli_reference(CNIS_REF_CHILD, m->theirs.ids[i]),
		         cli_reference(CNIS_REF_ADDRESS, address));
	}
}

static void
say_moved(cli *x, int64_t person, const moving *m, const char *authority, const char *source)
{
	bool away = strcmp(authority, cnis_register_authority(x->r)) != 0;

	for (size_t i = 0; i < m->with.n; i++)
		cli_say(x, "%s moves too", cli_reference(CNIS_REF_CHILD, m->with.ids[i]));
	for (size_t i = 0; i < m->without.n; i++)
		cli_say(x, "%s stays where it is known to live",
		        cli_reference(CNIS_REF_CHILD, m->without.ids[i]));
	if (away)
		cli_say(x, "the new address lies in the area of authority %s", authority);
	if (away && m->with.n > 0)
		cli_next(x, "cnis entry end %s --reason moved_out --authority %s --source %s",
		         cli_reference(CNIS_REF_CHILD, m->with.ids[0]), authority, source);
	else if (m->with.n > 0)
		cli_next(x, "cnis child show %s", cli_reference(CNIS_REF_CHILD, m->with.ids[0]));
	else
		cli_next(x, "cnis person show %s", cli_reference(CNIS_REF_PERSON, person));
}

static cnis_status
move_to(cli *x, facts_place *p, int64_t person, moving *m)
{
	cnis_person_move_new n = {
		.size = sizeof(n), .person_id = person, .place = &p->place, .fact = facts_fact(x)
	};
	int64_t address = 0;
	cnis_status st = facts_place_fill(x, p, &n.fact);

	n.kind = p->kind;
	if (st == CNIS_OK && strcmp(p->kind, "home") == 0)
		st = ask_children(x, person, m);
	m->source = n.fact.source;
	if (st == CNIS_OK)
		look_before(x, m);
	n.with = m->with.ids;
	n.n_with = m->with.n;
	n.without = m->without.ids;
	n.n_without = m->without.n;
	if (st == CNIS_OK) {
		st = cnis_person_move(x->r, &n, &address, &x->error);
		if (st != CNIS_OK)
			facts_line(x, p->doc, FACTS_ADDRESS_PATH);
	}
	if (st != CNIS_OK)
		return st;
	say_rivals(x, m, address);
	say_moved(x, person, m, p->place.authority, n.fact.source);
	if (strcmp(p->kind, "correspondence") != 0)
		withheld_say(x, address, 0);
	return cli_done(x, CNIS_REF_ADDRESS, address, "address recorded");
}

static cnis_status
run_move(cli *x)
{
	moving m = { .x = x };
	facts_place p = { 0 };
	int64_t person = 0;
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_PERSON, &person);

	if (st == CNIS_OK)
		st = family_children(x, "with", &m.with);
	if (st == CNIS_OK)
		st = family_children(x, "without", &m.without);
	if (st == CNIS_OK)
		st = facts_place_take(x, &p);
	if (st == CNIS_OK)
		st = move_to(x, &p, person, &m);
	facts_place_clear(&p);
	free(m.rivals.ids);
	free(m.theirs.ids);
	free(m.home.ids);
	free(m.with.ids);
	free(m.without.ids);
	return st;
}

/* ---- the commands -------------------------------------------------------------------------------
 */

static const cli_option NAME_OPTIONS[] = {
	{ .name = "kind",
	  .type = CLI_CHOICE,
	  .value = "KIND",
	  .choices = "legal preferred",
	  .help = "which name; legal when left out" },
	FACTS_FROM,
	FACTS_SOURCE(false),
	FACTS_BASIS,
	FACTS_RECEIVED,
	CLI_OPTIONS_END,
};
static const cli_option MOVE_OPTIONS[] = {
	{ .name = "with", .type = CLI_TEXT, .value = "CHILD,...", .help = "children who move too" },
	{ .name = "without",
	  .type = CLI_TEXT,
	  .value = "CHILD,...",
	  .help = "children who live with the adult and stay where they are" },
	FACTS_ADDRESS,
	CLI_OPTIONS_END,
};

const cli_command CMD_PERSON[] = {
	{ .name = "person",
	  .sub = "show",
	  .summary = "names, addresses, contact points and children of one adult",
	  .mode = CLI_READ,
	  .options = NULL,
	  .synopsis = "PERSON",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis person show P55-3", "cnis person show P55-3 --as-at 2026-09-01" },
	  .about = "What holds on the day. Who looked is noted of every child of the adult.",
	  .run = run_show },
	{ .name = "person",
	  .sub = "name",
	  .summary = "give an adult another name",
	  .mode = CLI_WRITE,
	  .options = NAME_OPTIONS,
	  .synopsis = "PERSON",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis person name P55-3 --from 2026-11-01 --source parent",
	                "cnis person name P55-3 --kind preferred" },
	  .about = "The name is asked for, or read as one line from stdin. A name is closed and "
	           "another opened; the old one is kept.",
	  .run = run_name },
	{ .name = "person",
	  .sub = "move",
	  .summary = "record a new address of an adult, and of which children",
	  .mode = CLI_WRITE,
	  .options = MOVE_OPTIONS,
	  .synopsis = "PERSON",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis person move P55-3 --source parent --from 2026-11-01",
	                "cnis person move P55-3 --source parent --with C1042-9 --without C1043-2" },
	  .about =
	      "The address is asked for: first line, town, postcode, one a line on stdin when that "
	      "is no terminal; or it comes from a file. Of each child who lives with the adult it "
	      "is asked whether the child moves too; in a script --with and --without say so, and "
	      "nothing is recorded while a child is left unsaid. The adult's present home ends "
	      "the day before, whoever told of it; the children's as with `cnis child move`.",
	  .run = run_move },
	{ .name = NULL },
};
