#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/address.h>
#include <cnis/child.h>
#include <cnis/communication.h>
#include <cnis/contact_wish.h>
#include <cnis/death.h>
#include <cnis/duty.h>
#include <cnis/entry.h>
#include <cnis/flag.h>
#include <cnis/identifier.h>
#include <cnis/provision.h>
#include <cnis/reference.h>
#include <cnis/relationship.h>
#include <cnis/travel.h>

#include "cli/cli.h"
#include "cli/court.h"
#include "cli/evidence.h"
#include "cli/facts.h"
#include "cli/family.h"

typedef struct listing {
	cli *x;
	writer *w;
	bool conflict; /* of the child shown */
} listing;

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* ---- show ---------------------------------------------------------------------------------------
 */

static const out_column CHILD_COLUMNS[] = {
	{ .key = "child", .heading = "Child", .type = OUT_TEXT },
	{ .key = "name", .heading = "Name", .type = OUT_TEXT },
	{ .key = "given_names", .heading = NULL, .type = OUT_TEXT },
	{ .key = "family_name", .heading = NULL, .type = OUT_TEXT },
	{ .key = "preferred_name", .heading = "Goes by", .type = OUT_TEXT },
	{ .key = "born", .heading = "Born", .type = OUT_DAY },
	{ .key = "sex", .heading = "Sex", .type = OUT_TEXT },
	{ .key = "year_group", .heading = "Year group", .type = OUT_TEXT },
	{ .key = "school_age_from", .heading = "School age from", .type = OUT_DAY },
	{ .key = "school_age_to", .heading = "School age to", .type = OUT_DAY },
	{ .key = "last_seen", .heading = "Last seen", .type = OUT_DAY },
	{ .key = "last_review", .heading = "Last review", .type = OUT_DAY },
	{ .key = "mark", .heading = "Mark", .type = OUT_TEXT },
	{ .key = "rev", .heading = NULL, .type = OUT_INT },
};
static const out_spec CHILD_SPEC = {
	.columns = CHILD_COLUMNS, .n = COUNT(CHILD_COLUMNS), .record = "child", .vertical = true
};

static cnis_status
show_child(const cnis_child *c, void *payload, cnis_error *reterr)
{
	listing *l = payload;

	(void)reterr;
	l->conflict = c->conflicting_address;
	family_reference(l->w, CNIS_REF_CHILD, c->id);
	out_text(l->w, c->full_name);
	out_text(l->w, c->given_names);
	out_text(l->w, c->family_name);
	out_text(l->w, c->preferred_name);
	out_day(l->w, c->born);
	out_text(l->w, c->sex);
	family_words(l->w, c->year_group);
	out_day(l->w, c->school_age_from);
	out_day(l->w, c->school_age_to);
	out_day(l->w, c->last_seen);
	out_day(l->w, c->last_review);
	out_text(l->w, family_mark(c));
	out_int(l->w, c->fact.rev);
	return cli_row(l->x, l->w);
}

/* Every other part of the page is a short list: what it is, its words, its days. */
static const out_column PART_COLUMNS[] = {
	{ .key = "what", .heading = "what", .type = OUT_TEXT },
	{ .key = "reference", .heading = "reference", .type = OUT_TEXT },
	{ .key = "kind", .heading = "kind", .type = OUT_TEXT },
	{ .key = "detail", .heading = "detail", .type = OUT_TEXT },
	{ .key = "from", .heading = "from", .type = OUT_DAY },
	{ .key = "to", .heading = "to", .type = OUT_DAY },
	{ .key = "source", .heading = "source", .type = OUT_TEXT },
};
static const out_spec PART_SPEC = { .columns = PART_COLUMNS,
	                            .n = COUNT(PART_COLUMNS),
	                            .record = "part",
	                            .title = "What is known" };

static cnis_status
part(listing *l, const char *what, char letter, int64_t id, const char *kind, const char *detail,
     const cnis_fact *fact)
{
	out_text(l->w, what);
	family_reference(l->w, letter, letter == 0 ? 0 : id);
	out_text(l->w, kind);
	out_text(l->w, detail);
	out_day(l->w, fact->from);
	out_day(l->w, fact->to);
	out_text(l->w, fact->source);
	return cli_row(l->x, l->w);
}

static cnis_status
show_residence(const cnis_residence *a, void *payload, cnis_error *reterr)
{
	const char *const lines[] = {
		a->line1, a->line2, a->line3, a->town, a->county, a->postcode
	};
	char text[1400] = "";
	size_t len = 0;
	size_t i;

	(void)reterr;
	for (i = 0; i < COUNT(lines); i++) {
		size_t n = lines[i] == NULL ? 0 : strlen(lines[i]);

		if (n == 0 || len + n + 3 > sizeof(text))
			continue;
		(void)snprintf(text + len, sizeof(text) - len, "%s%s", len > 0 ? ", " : "",
		               lines[i]);
		len = strlen(text);
	}
	facts_place_words(a->place_kind, text, sizeof(text));
	return part(payload, "address", CNIS_REF_ADDRESS, a->address_id, a->kind, text, &a->fact);
}

static cnis_status
show_wish(const cnis_contact_wish *w, void *payload, cnis_error *reterr)
{
	char text[1000];

	(void)reterr;
	facts_wish(w, true, text, sizeof(text));
	return part(payload, "contact_wish", CNIS_REF_CONTACT_WISH, w->id, w->kind, text, &w->fact);
}

static cnis_status
show_communication(const cnis_communication *m, void *payload, cnis_error *reterr)
{
	char text[160];

	(void)reterr;
	facts_communication(m, text, sizeof(text));
	return part(payload, "communication", CNIS_REF_PERSON, m->person_id, m->language, text,
	            &m->fact);
}

/* With what was asked about reaching the adult, and how it is spoken with and written to. */
static cnis_status
show_parent(const cnis_relationship *p, void *payload, cnis_error *reterr)
{
	listing *l = payload;
	cli *x = l->x;
	cnis_day on = cli_as_at(x);
	cnis_status st =
	    part(l, "adult", CNIS_REF_PERSON, p->person_id, p->kind, p->person_name, &p->fact);

	if (st == CNIS_OK)
		st = cnis_contact_wish_walk(x->r, p->person_id, on, false, show_wish, l, reterr);
	return st == CNIS_OK ? cnis_communication_walk(x->r, p->person_id, on, false,
	                                               show_communication, l, reterr)
	                     : st;
}

static cnis_status
show_number(const cnis_identifier *n, void *payload, cnis_error *reterr)
{
	(void)reterr;
	return part(payload, "number", 0, 0, n->kind, n->value, &n->fact);
}

static cnis_status
show_provision(const cnis_provision *p, void *payload, cnis_error *reterr)
{
	char text[2000];

	(void)reterr;
	facts_provision(p, text, sizeof(text));
	return part(payload, "provision", 0, 0, p->kind, text[0] == '\0' ? NULL : text, &p->fact);
}

static cnis_status
show_entry(const cnis_entry *e, void *payload, cnis_error *reterr)
{
	(void)reterr;
	return part(payload, "entry", CNIS_REF_ENTRY, e->id, e->route,
	            e->end_reason != NULL ? e->end_reason : e->reason, &e->fact);
}

static cnis_status
show_flag(const cnis_flag *f, void *payload, cnis_error *reterr)
{
	(void)reterr;
	return part(payload, "flag", CNIS_REF_FLAG, f->id, f->kind, f->wording, &f->fact);
}

/* A duty's days are when it was opened and when it is due. */
static cnis_status
show_duty(const cnis_duty *d, void *payload, cnis_error *reterr)
{
	const cnis_fact days = { .from = d->opened, .to = d->due, .source = d->owner };

	(void)reterr;
	return part(payload, "duty (opened, due, owner)", CNIS_REF_DUTY, d->id, d->kind, d->rule,
	            &days);
}

static cnis_status
show_travel(const cnis_travel *t, void *payload, cnis_error *reterr)
{
	const cnis_fact days = { .from = t->fact.from,
		                 .to = t->expected,
		                 .source = t->fact.source };

	(void)reterr;
	return part(payload, "travel (from, expected back)", 0, 0, t->away ? "away" : "announced",
	            NULL, &days);
}

static cnis_status
show_court(void *payload, const char *what, char letter, int64_t id, const char *kind,
           const char *detail, const cnis_fact *fact)
{
	return part(payload, what, letter, id, kind, detail, fact);
}

/* What stands in one record of the child. */
static cnis_status
show_record(listing *l, int64_t id, cnis_day on)
{
	cli *x = l->x;
	cnis_status st = cnis_child_residences(x->r, id, on, false, show_residence, l, &x->error);

	if (st == CNIS_OK)
		st = cnis_travel_walk(x->r, id, on, false, show_travel, l, &x->error);
	if (st == CNIS_OK)
		st = cnis_relationship_walk(x->r, id, on, false, show_parent, l, &x->error);
	if (st == CNIS_OK)
		st = court_parts(x, id, on, true, show_court, l);
	if (st == CNIS_OK)
		st = cnis_identifier_walk(x->r, id, false, show_number, l, &x->error);
	if (st == CNIS_OK)
		st = cnis_provision_walk(x->r, id, on, false, show_provision, l, &x->error);
	if (st == CNIS_OK)
		st = cnis_entry_walk(x->r, id, on, show_entry, l, &x->error);
	return st == CNIS_OK ? cnis_flag_walk(x->r, id, on, false, show_flag, l, &x->error) : st;
}

/* That it died stands before everything else that is known. */
static cnis_status
show_death(listing *l, int64_t id, cnis_day on)
{
	char source[64] = "";
	cnis_fact fact = { .from = CNIS_DAY_NONE, .to = CNIS_DAY_NONE, .source = source };
	cnis_status st = cnis_death_day(l->x->r, id, on, &fact.from, source, &l->x->error);

	return st == CNIS_OK && fact.from != CNIS_DAY_NONE
	           ? part(l, "died", 0, 0, NULL, NULL, &fact)
	           : st;
}

/* A record merged into the one shown: its reference and name, before what stands in it. */
static cnis_status
show_other(const cnis_child *c, void *payload, cnis_error *reterr)
{
	(void)reterr;
	return part(payload, "also recorded as", CNIS_REF_CHILD, c->id, NULL, c->full_name,
	            &c->fact);
}

static cnis_status
show_parts(cli *x, const family_set *records)
{
	listing l = { .x = x };
	cnis_day on = cli_as_at(x);
	const cnis_duty_query q = { .size = sizeof(q),
		                    .as_at = on,
		                    .due_from = CNIS_DAY_NONE,
		                    .due_to = CNIS_DAY_NONE,
		                    .child_id = records->ids[0],
		                    .after_due = CNIS_DAY_NONE };
	cnis_status st;

	l.w = cli_open(x, &PART_SPEC);
	if (l.w == NULL)
		return CNIS_ENOMEM;
	st = show_death(&l, records->ids[0], on);
	for (size_t i = 0; st == CNIS_OK && i < records->n; i++) {
		if (i > 0)
			st = cnis_child_get(x->r, records->ids[i], on, show_other, &l, &x->error);
		if (st == CNIS_OK)
			st = show_record(&l, records->ids[i], on);
	}
	if (st == CNIS_OK) /* of all records */
		st = cnis_duty_walk(x->r, &q, show_duty, &l, &x->error);
	return cli_close(x, l.w, st);
}

/* The page of one state: the child's own lines are kept until they are noted. */
static cnis_status
show_page(cli *x, const family_set *records)
{
	listing l = { .x = x };
	int64_t id = records->ids[0];
	cnis_status st = cli_hold(x);

	if (st != CNIS_OK)
		return st;
	l.w = cli_open(x, &CHILD_SPEC);
	if (l.w == NULL)
		return CNIS_ENOMEM;
	st = cnis_child_get(x->r, id, cli_as_at(x), show_child, &l, &x->error);
	st = cli_close(x, l.w, st);
	if (st == CNIS_OK) /* known at all?  Only then is there something to note */
		st = family_note_records(x, "child show", records);
	if (st == CNIS_OK)
		st = cli_release(x, NULL);
	if (st == CNIS_OK)
		st = show_parts(x, records);
	if (st == CNIS_OK && l.conflict)
		cli_next(x, "cnis child settle %s ADDRESS", cli_reference(CNIS_REF_CHILD, id));
	return st;
}

static cnis_status
show_all(cli *x, int64_t id)
{
	family_set records = { 0 };
	cnis_status st = family_records(x, id, &records);

	if (st == CNIS_OK)
		st = show_page(x, &records);
	if (st == CNIS_OK)
		evidence_say(x, CNIS_REF_CHILD, id);
	free(records.ids);
	return st;
}

static cnis_status
run_show(cli *x)
{
	return family_held(x, CNIS_REF_CHILD, show_all);
}

/* ---- edit ---------------------------------------------------------------------------------------
 */

static cnis_status
edit_name(cli *x, int64_t id, const char *kind)
{
	cnis_name name = { .size = sizeof(name),
		           .fact = { .from = cli_day(x, "from"),
		                     .to = CNIS_DAY_NONE,
		                     .source = cli_text(x, "source") } };
	char *text = NULL;
	cnis_status st;

	st = cli_ask(x, "name", "Full name", &text);
	name.full_name = text;
	if (st == CNIS_OK)
		st = cnis_child_rename(x->r, id, kind, &name, 0, &x->error);
	free(text);
	return st;
}

static cnis_status
edit_born(cli *x, int64_t id)
{
	char *text = NULL;
	cnis_day born = CNIS_DAY_NONE;
	cnis_status st;

	st = cli_ask(x, "born", "Birth date", &text);
	if (st == CNIS_OK && cnis_day_parse(text, &born) != CNIS_OK)
		st = cli_fail(x, CNIS_EINVAL, "born", "%s", cnis_day_problem(text));
	if (st == CNIS_OK)
		st = cnis_child_correct_born(x->r, id, born, 0, &x->error);
	free(text);
	return st;
}

static cnis_status
run_edit(cli *x)
{
	const char *field = cli_text(x, "field");
	int64_t id;
	cnis_status st;

	st = cli_arg_ref(x, 0, CNIS_REF_CHILD, &id);
	if (st == CNIS_OK && strcmp(field, "born") == 0)
		st = edit_born(x, id);
	else if (st == CNIS_OK)
		st = edit_name(x, id, strcmp(field, "name") == 0 ? "legal" : "preferred");
	return st == CNIS_OK ? cli_done(x, CNIS_REF_CHILD, id, "child edited") : st;
}

static const cli_option EDIT_OPTIONS[] = {
	{ .name = "field",
	  .type = CLI_CHOICE,
	  .value = "FIELD",
	  .choices = "name preferred_name born",
	  .help = "what to change; the new value is asked for",
	  .required = true },
	{ .name = "from", .type = CLI_DAY, .value = "DATE", .help = "first day of a new name" },
	{ .name = "source", .type = CLI_TEXT, .value = "SOURCE", .help = "who said so" },
	CLI_OPTIONS_END,
};

const cli_command CMD_CHILD[] = {
	{ .name = "child",
	  .sub = "show",
	  .summary = "everything current about one child",
	  .mode = CLI_READ,
	  .options = NULL,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis child show C1042-9", "cnis child show C1042-9 --as-at 2026-09-01" },
	  .about =
	      "Safeguarding facts are shown to the safeguarding role only. Who looked is noted.",
	  .run = run_show },
	{ .name = "child",
	  .sub = "edit",
	  .summary = "give a child another name, or correct the birth date",
	  .mode = CLI_WRITE,
	  .options = EDIT_OPTIONS,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis child edit C1042-9 --field name --from 2026-11-01",
	                "cnis child edit C1042-9 --field born" },
	  .about = "A name is closed and another opened; the old one is kept. With another birth "
	           "date school age is worked out again.",
	  .run = run_edit },
	{ .name = NULL },
};
