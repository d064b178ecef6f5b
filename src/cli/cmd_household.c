/* The family of one child: everybody, why they are here, and who has been spoken to when. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/household.h>
#include <cnis/reference.h>

#include "cli/cli.h"
#include "cli/court.h"
#include "cli/family.h"

typedef struct showing {
	cli *x;
	writer *w;
	int64_t asked;
	int64_t child; /* whose lines are shown */
	family_set set;
} showing;

enum { WHY_SIZE = 160 };

/* Each reason in words, a semicolon between two. */
static const char *
why_child(const showing *s, const cnis_household_child *k, char buf[WHY_SIZE])
{
	bool home = (k->why & CNIS_HOUSEHOLD_HOME) != 0;
	bool adult = (k->why & CNIS_HOUSEHOLD_ADULT) != 0;
	const char *of = cli_reference(CNIS_REF_CHILD, s->asked);

	if ((k->why & CNIS_HOUSEHOLD_ASKED) != 0)
		return k->died != CNIS_DAY_NONE ? "the child asked about; died"
		                                : "the child asked about";
	if (home && adult)
		(void)snprintf(buf, WHY_SIZE, "lives with %s at %s; shares the adult %s", of,
		               cli_reference(CNIS_REF_ADDRESS, k->address_id),
		               cli_reference(CNIS_REF_PERSON, k->person_id));
	else if (home)
		(void)snprintf(buf, WHY_SIZE, "lives with %s at %s", of,
		               cli_reference(CNIS_REF_ADDRESS, k->address_id));
	else
		(void)snprintf(buf, WHY_SIZE, "shares the adult %s with %s",
		               cli_reference(CNIS_REF_PERSON, k->person_id), of);
	if (k->died != CNIS_DAY_NONE)
		(void)snprintf(buf + strlen(buf), WHY_SIZE - strlen(buf), "; died");
	return buf;
}

static const char *
why_adult(const showing *s, const cnis_household_adult *a, char buf[WHY_SIZE])
{
	bool home = (a->why & CNIS_HOUSEHOLD_HOME) != 0;
	const char *of = cli_reference(CNIS_REF_CHILD, s->asked);

	if (!home)
		(void)snprintf(buf, WHY_SIZE, "related to %s",
		               cli_reference(CNIS_REF_CHILD, a->child_id));
	else if (a->child_id != 0)
		(void)snprintf(buf, WHY_SIZE, "related to %s; lives at a home of %s",
		               cli_reference(CNIS_REF_CHILD, a->child_id), of);
	else
		(void)snprintf(buf, WHY_SIZE, "lives at a home of %s; no relationship is recorded",
		               of);
	return buf;
}

/* ---- the rows ---------------------------------------------------------------------------------
 */

static const out_column CHILD_COLUMNS[] = {
	{ .key = "child", .heading = "child", .type = OUT_TEXT },
	{ .key = "name", .heading = "name", .type = OUT_TEXT },
	{ .key = "born", .heading = "born", .type = OUT_DAY },
	{ .key = "route", .heading = "route", .type = OUT_TEXT },
	{ .key = "last_seen", .heading = "last seen", .type = OUT_DAY },
	{ .key = "last_reached", .heading = "last answer", .type = OUT_DAY },
	{ .key = "open_duties", .heading = "duties", .type = OUT_INT },
	{ .key = "next_review", .heading = "next review", .type = OUT_DAY },
	{ .key = "why", .heading = "why here", .type = OUT_TEXT },
	{ .key = "shared_address", .heading = NULL, .type = OUT_TEXT },
	{ .key = "shared_adult", .heading = NULL, .type = OUT_TEXT },
	{ .key = "died", .heading = NULL, .type = OUT_DAY },
};
static const out_spec CHILD_SPEC = { .columns = CHILD_COLUMNS,
	                             .n = sizeof(CHILD_COLUMNS) / sizeof(CHILD_COLUMNS[0]),
	                             .record = "child",
	                             .title = "Children" };

static const out_column ADULT_COLUMNS[] = {
	{ .key = "person", .heading = "adult", .type = OUT_TEXT },
	{ .key = "name", .heading = "name", .type = OUT_TEXT },
	{ .key = "kind", .heading = "kind", .type = OUT_TEXT },
	{ .key = "child", .heading = "of", .type = OUT_TEXT },
	{ .key = "relationship", .heading = "role", .type = OUT_TEXT },
	{ .key = "responsibility", .heading = "responsibility", .type = OUT_TEXT },
	{ .key = "responsibility_basis", .heading = "basis", .type = OUT_TEXT },
	{ .key = "has_care", .heading = "care", .type = OUT_TEXT },
	{ .key = "educates", .heading = "educates", .type = OUT_TEXT },
	{ .key = "last_reached", .heading = "last answer", .type = OUT_DAY },
	{ .key = "last_method", .heading = "how", .type = OUT_TEXT },
	{ .key = "last_reached_child", .heading = "about this child", .type = OUT_DAY },
	{ .key = "why", .heading = "why here", .type = OUT_TEXT },
	{ .key = "shared_address", .heading = NULL, .type = OUT_TEXT },
	{ .key = "contact_points", .heading = "reached at", .type = OUT_TEXT },
	{ .key = "letters", .heading = "letters", .type = OUT_TEXT },
	{ .key = "language", .heading = "language", .type = OUT_TEXT },
	{ .key = "interpreter", .heading = "interpreter", .type = OUT_TEXT },
	{ .key = "format", .heading = "reads", .type = OUT_TEXT },
};
static const out_spec ADULT_SPEC = { .columns = ADULT_COLUMNS,
	                             .n = sizeof(ADULT_COLUMNS) / sizeof(ADULT_COLUMNS[0]),
	                             .record = "adult",
	                             .title = "Adults" };

/* What a court, or the parents, said: of each child that has it. */
static const out_column COURT_COLUMNS[] = {
	{ .key = "child", .heading = "of", .type = OUT_TEXT },
	{ .key = "what", .heading = "what", .type = OUT_TEXT },
	{ .key = "reference", .heading = "reference", .type = OUT_TEXT },
	{ .key = "kind", .heading = "kind", .type = OUT_TEXT },
	{ .key = "detail", .heading = "detail", .type = OUT_TEXT },
	{ .key = "from", .heading = "from", .type = OUT_DAY },
	{ .key = "to", .heading = "to", .type = OUT_DAY },
	{ .key = "source", .heading = "source", .type = OUT_TEXT },
};
static const out_spec COURT_SPEC = { .columns = COURT_COLUMNS,
	                             .n = sizeof(COURT_COLUMNS) / sizeof(COURT_COLUMNS[0]),
	                             .record = "court",
	                             .title = "Courts, contact and disagreement" };

static cnis_status
keep_child(const cnis_household_child *k, void *payload, cnis_error *reterr)
{
	showing *s = payload;

	(void)reterr;
	return family_records(s->x, k->child_id, &s->set);
}

static cnis_status
show_child(const cnis_household_child *k, void *payload, cnis_error *reterr)
{
	const showing *s = payload;
	char buf[WHY_SIZE];

	(void)reterr;
	family_reference(s->w, CNIS_REF_CHILD, k->child_id);
	out_text(s->w, k->full_name);
	out_day(s->w, k->born);
	out_text(s->w, k->route);
	out_day(s->w, k->last_seen);
	out_day(s->w, k->last_reached);
	out_int(s->w, k->duties);
	out_day(s->w, k->next_review);
	out_text(s->w, why_child(s, k, buf));
	family_reference(s->w, CNIS_REF_ADDRESS,
	                 k->why == CNIS_HOUSEHOLD_ASKED ? 0 : k->address_id);
	family_reference(s->w, CNIS_REF_PERSON, k->why == CNIS_HOUSEHOLD_ASKED ? 0 : k->person_id);
	out_day(s->w, k->died);
	return cli_row(s->x, s->w);
}

static cnis_status
show_adult(const cnis_household_adult *a, void *payload, cnis_error *reterr)
{
	const showing *s = payload;
	char buf[WHY_SIZE];

	(void)reterr;
	family_reference(s->w, CNIS_REF_PERSON, a->person_id);
	out_text(s->w, a->full_name);
	out_text(s->w, a->person_kind);
	family_reference(s->w, CNIS_REF_CHILD, a->child_id);
	out_text(s->w, a->kind);
	out_text(s->w, a->responsibility);
	out_text(s->w, a->responsibility_basis);
	out_text(s->w, a->has_care);
	out_text(s->w, a->educates);
	out_day(s->w, a->last_reached);
	out_text(s->w, a->last_method);
	out_day(s->w, a->last_reached_child);
	out_text(s->w, why_adult(s, a, buf));
	family_reference(s->w, CNIS_REF_ADDRESS, a->address_id);
	out_text(s->w, a->contact_points);
	out_text(s->w, a->letters);
	out_text(s->w, a->language);
	out_text(s->w, a->interpreter);
	out_text(s->w, a->format);
	return cli_row(s->x, s->w);
}

static cnis_status
show_court(void *payload, const char *what, char letter, int64_t id, const char *kind,
           const char *detail, const cnis_fact *fact)
{
	const showing *s = payload;

	family_reference(s->w, CNIS_REF_CHILD, s->child);
	out_text(s->w, what);
	family_reference(s->w, letter, id);
	out_text(s->w, kind);
	out_text(s->w, detail);
	out_day(s->w, fact->from);
	out_day(s->w, fact->to);
	out_text(s->w, fact->source);
	return cli_row(s->x, s->w);
}

/* ---- show -------------------------------------------------------------------------------------
 */

static cnis_status
show_courts(showing *s, cnis_day on)
{
	cnis_status st = CNIS_OK;

	s->w = cli_open(s->x, &COURT_SPEC);
	if (s->w == NULL)
		return CNIS_ENOMEM;
	for (size_t i = 0; st == CNIS_OK && i < s->set.n; i++) {
		s->child = s->set.ids[i];
		st = court_parts(s->x, s->child, on, false, show_court, s);
	}
	return cli_close(s->x, s->w, st);
}

static cnis_status
show_tables(showing *s, int64_t child, cnis_day on)
{
	cli *x = s->x;
	cnis_status st;

	s->w = cli_open(x, &CHILD_SPEC);
	if (s->w == NULL)
		return CNIS_ENOMEM;
	st = cli_close(x, s->w, cnis_household_children(x->r, child, on, show_child, s, &x->error));
	if (st != CNIS_OK)
		return st;
	s->w = cli_open(x, &ADULT_SPEC);
	if (s->w == NULL)
		return CNIS_ENOMEM;
	st = cli_close(x, s->w, cnis_household_adults(x->r, child, on, show_adult, s, &x->error));
	return st == CNIS_OK ? show_courts(s, on) : st;
}

static cnis_status
show_household(cli *x, int64_t child)
{
	showing s = { .x = x, .asked = child };
	cnis_day on = cli_as_at(x);
	cnis_status st = cnis_household_children(x->r, child, on, keep_child, &s, &x->error);

	if (st == CNIS_OK)
		st = family_note_set(x, "household show", cli_reference(CNIS_REF_CHILD, child),
		                     &s.set);
	if (st == CNIS_OK)
		st = show_tables(&s, child, on);
	free(s.set.ids);
	return st;
}

static cnis_status
run_show(cli *x)
{
	return family_held(x, CNIS_REF_CHILD, show_household);
}

const cli_command CMD_HOUSEHOLD[] = {
	{ .name = "household",
	  .sub = "show",
	  .summary = "children and adults of one family, and who was spoken to when",
	  .mode = CLI_READ,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis household show C1042-9",
	                "cnis household show C1042-9 --as-at 2026-09-01" },
	  .about =
	      "One step from the child asked about: the children who live at one of its homes on "
	      "the day, and those who share a parent or carer with it; the adults related to any "
	      "of them, and whoever else is known to live at a home of the child. `why here` says "
	      "which of these it is.\n\n"
	      "Of each adult: how letters to the home it shares are wished for (no_writing: do not "
	      "write here), the language, whether an interpreter is needed and what it reads. "
	      "Limits of contact, orders of a court and what the parents "
	      "do not agree about are shown of each child that has them.\n\n"
	      "An answer is a contact with the outcome reached, declined, arranged or "
	      "information_given; a message left or a letter without reply is none. Duties that "
	      "only some roles are told of are counted for those roles. Who looked is noted of "
	      "every child shown.",
	  .run = run_show },
	{ .name = NULL },
};
