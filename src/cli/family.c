#include "cli/family.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/access.h>
#include <cnis/hold.h>
#include <cnis/merge.h>
#include <cnis/relationship.h>

#include "cli/evidence.h"

enum { TEXT_MAX = 65536 };

cnis_status
family_text(cli *x, const char *option, const char *question, char **ret_text)
{
	size_t len = 0;
	cnis_status st;

	*ret_text = NULL;
	if (cli_given(x, option)) {
		st = cli_read(x, cli_text(x, option), TEXT_MAX, ret_text, &len);
		if (st != CNIS_OK && strcmp(x->error.field, "file") == 0)
			(void)snprintf(x->error.field, sizeof(x->error.field), "%s", option);
		return st;
	}
	if (question == NULL)
		return CNIS_OK;
	return cli_ask(x, option, question, ret_text);
}

cnis_day
family_on(const cli *x)
{
	cnis_day on = cli_day(x, "on");

	return on == CNIS_DAY_NONE ? cnis_register_today(x->r) : on;
}

cnis_status
family_note(cli *x, const char *command, int64_t child_id)
{
	return cnis_access_note(x->r, command, "", &child_id, 1, &x->error);
}

cnis_status
family_add(cli *x, family_set *set, int64_t child_id)
{
	if (set->n == set->room) {
		size_t room = set->room == 0 ? 64 : set->room * 2;
		int64_t *more = realloc(set->ids, room * sizeof(*more));

		if (more == NULL)
			return cli_fail(x, CNIS_ENOMEM, "", "out of memory");
		set->ids = more;
		set->room = room;
	}
	set->ids[set->n++] = child_id;
	return CNIS_OK;
}

/* References of one kind with commas between. */
static cnis_status
references(cli *x, const char *option, char kind, const char *of, family_set *set)
{
	const char *text = cli_text(x, option);
	char one[32];
	cnis_status st = CNIS_OK;

	while (st == CNIS_OK && text != NULL && *text != '\0') {
		size_t len = strcspn(text, ", ");
		int64_t id = 0;

		if (len > 0) {
			(void)snprintf(one, sizeof(one), "%.*s", len < 31 ? (int)len : 31, text);
			if (cnis_reference_parse(one, kind, NULL, &id) != CNIS_OK)
				st = cli_fail(x, CNIS_EINVAL, option,
				              "not references of %s with commas between "
				              "them, e.g. %s,%s",
				              of, cli_reference(kind, 1042),
				              cli_reference(kind, 1043));
			else if (kind == CNIS_REF_CHILD)
				st = cli_kept(x, &id);
			if (st == CNIS_OK)
				st = family_add(x, set, id);
		}
		text += len;
		text += strspn(text, ", ");
	}
	return st;
}

cnis_status
family_children(cli *x, const char *option, family_set *set)
{
	return references(x, option, CNIS_REF_CHILD, "children", set);
}

cnis_status
family_people(cli *x, const char *option, family_set *set)
{
	return references(x, option, CNIS_REF_PERSON, "adults", set);
}

static int
by_number(const void *a, const void *b)
{
	int64_t one = *(const int64_t *)a, two = *(const int64_t *)b;

	return (one > two) - (one < two);
}

cnis_status
family_note_set(cli *x, const char *command, const char *filter, family_set *set)
{
	size_t kept = 0;

	if (set->n == 0)
		return CNIS_OK;
	qsort(set->ids, set->n, sizeof(set->ids[0]), by_number);
	for (size_t i = 1; i < set->n; i++)
		if (set->ids[i] != set->ids[kept])
			set->ids[++kept] = set->ids[i];
	set->n = kept + 1;
	return cnis_access_note(x->r, command, filter, set->ids, set->n, &x->error);
}

static cnis_status
keep_record(int64_t child_id, void *payload, cnis_error *reterr)
{
	family_listing *l = payload;

	(void)reterr;
	return family_add(l->x, &l->set, child_id);
}

cnis_status
family_records(cli *x, int64_t child_id, family_set *set)
{
	family_listing l = { .x = x, .set = *set };
	cnis_status st = cnis_merge_records(x->r, child_id, x->as_at, keep_record, &l, &x->error);

	*set = l.set;
	return st;
}

cnis_status
family_note_records(cli *x, const char *command, const family_set *set)
{
	return cnis_access_note(x->r, command, "", set->ids, set->n, &x->error);
}

static cnis_status
keep_related(const cnis_relationship *p, void *payload, cnis_error *reterr)
{
	family_listing *l = payload;

	(void)reterr;
	return family_see(l, p->child_id);
}

cnis_status
family_note_adult(cli *x, const char *command, int64_t person_id)
{
	family_listing l = { .x = x };
	cnis_status st =
	    cnis_person_children(x->r, person_id, cli_as_at(x), true, keep_related, &l, &x->error);

	if (st == CNIS_OK)
		st = family_note_set(x, command, cli_reference(CNIS_REF_PERSON, person_id), &l.set);
	free(l.set.ids);
	return st;
}

/* The rows of each record of the child. */
static cnis_status
each_record(family_listing *l, const family_set *records, family_walk walk)
{
	cnis_status st = CNIS_OK;

	for (size_t i = 0; st == CNIS_OK && i < records->n; i++) {
		l->id = records->ids[i];
		st = walk(l);
	}
	return st;
}

cnis_status
family_list(cli *x, const char *command, const out_spec *spec, family_walk walk)
{
	family_listing l = { .x = x, .on = cli_as_at(x) };
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_CHILD, &l.id);

	if (st == CNIS_OK)
		st = family_records(x, l.id, &l.set);
	if (st == CNIS_OK)
		st = family_note_records(x, command, &l.set);
	if (st == CNIS_OK && (l.w = cli_open(x, spec)) == NULL)
		st = CNIS_ENOMEM;
	else if (st == CNIS_OK)
		st = cli_close(x, l.w, each_record(&l, &l.set, walk));
	for (size_t i = 0; st == CNIS_OK && i < l.set.n; i++)
		evidence_below(x, evidence_kind(spec), l.set.ids[i]);
	free(l.set.ids);
	return st;
}

cnis_status
family_adult(cli *x, const char *command, const out_spec *spec, family_walk walk)
{
	family_listing l = { .x = x, .on = cli_as_at(x), .all = cli_given(x, "all") };
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_PERSON, &l.id);

	if (st == CNIS_OK)
		st = cnis_register_hold(x->r, &x->error);
	if (st != CNIS_OK)
		return st;
	st = family_note_adult(x, command, l.id);
	if (st == CNIS_OK && (l.w = cli_open(x, spec)) == NULL)
		st = CNIS_ENOMEM;
	else if (st == CNIS_OK)
		st = cli_close(x, l.w, walk(&l));
	cnis_register_let_go(x->r);
	return st;
}

cnis_status
family_end(cli *x, char kind, family_end_fn end, const char *said)
{
	int64_t id = 0;
	cnis_status st = cli_arg_ref(x, 0, kind, &id);

	if (st == CNIS_OK)
		st = end(x->r, id, cli_day(x, "on"), &x->error);
	return st == CNIS_OK ? cli_done(x, kind, id, said) : st;
}

cnis_status
family_child_or_intake(cli *x, int64_t *ret_child, int64_t *ret_intake)
{
	const char *given = cli_arg(x, 0);

	if (given == NULL)
		return CNIS_OK;
	if (given[0] == 'K' || given[0] == 'k')
		return cli_arg_ref(x, 0, CNIS_REF_INTAKE, ret_intake);
	return cli_arg_ref(x, 0, CNIS_REF_CHILD, ret_child);
}

cnis_status
family_see(family_listing *l, int64_t child_id)
{
	return family_add(l->x, &l->set, child_id);
}

/* What is wanted, of every record of a child where it is one. */
static cnis_status
wanted(family_listing *l, family_walk walk)
{
	family_set records = { 0 };
	cnis_status st;

	if (!l->child || l->id == 0)
		return walk(l);
	st = cli_kept(l->x, &l->id);
	if (st == CNIS_OK)
		st = family_records(l->x, l->id, &records);
	if (st == CNIS_OK)
		st = each_record(l, &records, walk);
	free(records.ids);
	return st;
}

/* The rows, the note, and only then the first byte. */
static cnis_status
held_rows(family_listing *l, const char *command, const char *filter, const out_spec *spec,
          family_walk walk)
{
	cli *x = l->x;
	int64_t id = l->id;
	cnis_status st = cli_hold(x);

	if (st != CNIS_OK)
		return st;
	l->w = cli_open(x, spec);
	if (l->w == NULL)
		return CNIS_ENOMEM;
	st = cli_close(x, l->w, wanted(l, walk));
	if (st == CNIS_OK)
		st = family_note_set(x, command, filter, &l->set);
	free(l->set.ids);
	if (st == CNIS_OK)
		st = cli_release(x, NULL);
	if (st == CNIS_OK && l->child)
		evidence_below(x, evidence_kind(spec), id);
	else if (st == CNIS_OK && spec->vertical)
		evidence_say(x, evidence_kind(spec), id);
	return st;
}

cnis_status
family_rows(family_listing *l, const char *command, const char *filter, const out_spec *spec,
            family_walk walk)
{
	cnis_status st = cnis_register_hold(l->x->r, &l->x->error);

	if (st != CNIS_OK)
		return st;
	l->on = cli_as_at(l->x);
	st = held_rows(l, command, filter, spec, walk);
	cnis_register_let_go(l->x->r);
	return st;
}

cnis_status
family_held(cli *x, char kind, cnis_status (*show)(cli *x, int64_t id))
{
	int64_t id = 0;
	cnis_status st = cli_arg_ref(x, 0, kind, &id);

	if (st == CNIS_OK)
		st = cnis_register_hold(x->r, &x->error);
	if (st != CNIS_OK)
		return st;
	st = show(x, id);
	cnis_register_let_go(x->r);
	return st;
}

void
family_reference(writer *w, char kind, int64_t id)
{
	out_text(w, id == 0 ? NULL : cli_reference(kind, id));
}

void
family_int(writer *w, int64_t value, int64_t none)
{
	if (value == none)
		out_null(w);
	else
		out_int(w, value);
}

const char *
family_mark(const cnis_child *child)
{
	if (child->died)
		return "died";
	return child->conflicting_address ? "conflicting_address" : NULL;
}

static cnis_status
say_held(const cnis_hold *h, void *payload, cnis_error *reterr)
{
	cli *x = payload;

	(void)reterr;
	if (h->rev == cnis_register_seq(x->r) && strcmp(h->because, "sibling_died") == 0)
		cli_say(x,
		        "a child of this household has died: letters about %s are held until "
		        "somebody decides: cnis hold end %s --kind letters",
		        cli_reference(CNIS_REF_CHILD, h->child_id),
		        cli_reference(CNIS_REF_CHILD, h->child_id));
	return CNIS_OK;
}

void
family_say_held(cli *x, int64_t child_id)
{
	cnis_error nothing = { 0 };

	(void)cnis_hold_walk(x->r, child_id, CNIS_DAY_NONE, false, say_held, x, &nothing);
}

void
family_words(writer *w, const char *text)
{
	out_text(w, text != NULL && *text != '\0' ? text : NULL);
}
