/* Registration: is this child here already, and who lives at the same address? */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/reference.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/death.h"
#include "domain/fact.h"
#include "domain/registration_inside.h"

/* One child of the form, against everybody here who may be it. */
typedef struct search {
	look *l;
	size_t i;
	likeness_child like;
	likeness_child other;
	id_list candidates;
	bool died; /* the other */
} search;

/* ---- what is said -----------------------------------------------------------------------------
 */

/* "; family name the same; birth date day and month swapped": what is known, no value. */
static void
add_fields(text_buf *b, const cnis_likeness *l)
{
	bool first = true;
	size_t i;

	for (i = 0; i < l->n_fields; i++) {
		if (strcmp(l->field[i].reason, "not known") == 0)
			continue;
		text_add(b, first ? ": " : "; ");
		text_add(b, cnis_likeness_field_words(l->field[i].field));
		text_add(b, " ");
		text_add(b, l->field[i].reason);
		first = false;
	}
}

static cnis_status
tell(search *s, cnis_registration_kind kind, int64_t id, const cnis_likeness *likeness,
     cnis_error *reterr)
{
	static const char *const leads[] = {
		[CNIS_REGISTRATION_PROBLEM] = "",
		[CNIS_REGISTRATION_DUPLICATE] = "this child is here as ",
		[CNIS_REGISTRATION_LIKELY] = "perhaps the same child as ",
		[CNIS_REGISTRATION_SIBLING] = "lives with ",
		[CNIS_REGISTRATION_NUMBER] = "a number of this child is held by ",
		[CNIS_REGISTRATION_ORDER] = "",
		[CNIS_REGISTRATION_DIED] = "perhaps a child who has died, ",
	};
	char ref[CNIS_REFERENCE_SIZE];
	char message[sizeof(reterr->message)];
	text_buf b = text_buf_on(message, sizeof(message));

	if (kind == CNIS_REGISTRATION_NUMBER && s->died)
		text_add(&b, "the child with a number of this one has died, ");
	else
		text_add(
		    &b,
		    leads[kind == CNIS_REGISTRATION_NUMBER && likeness->kind == CNIS_LIKENESS_EXACT
		              ? CNIS_REGISTRATION_DUPLICATE
		              : kind]);
	text_add(&b, cnis_reference_format(CNIS_REF_CHILD, id, ref));
	if (kind == CNIS_REGISTRATION_SIBLING)
		text_add(&b, ": the same address");
	else
		add_fields(&b, likeness);
	return look_child(s->l, kind, s->i, id, message, likeness, reterr);
}

/* ---- one child --------------------------------------------------------------------------------
 */

static bool
same(const cnis_likeness *l, const char *field)
{
	return strcmp(likeness_reason(l, field), "the same") == 0;
}

static bool
same_number(const likeness_number *a, const likeness_number *b)
{
	return a->value[0] != '\0' && strcmp(a->value, b->value) == 0;
}

static cnis_status
died(search *s, int64_t id, cnis_error *reterr)
{
	cnis_day day = CNIS_DAY_NONE;
	cnis_status st = death_day(s->l->r, id, &day, reterr);

	s->died = day != CNIS_DAY_NONE;
	return st;
}

/* Duties and letters to the parents of a child who has died are worse than one question more: that
 * it is another child a manager says, however unlike; nobody else lives with one who died. */
static cnis_status
judge_dead(search *s, int64_t id, const cnis_likeness *l, cnis_error *reterr)
{
	cnis_status st;

	if (l->kind == CNIS_LIKENESS_NONE)
		return CNIS_OK;
	st = id_list_add(&s->l->exact[s->i], id, "register", reterr);
	return st == CNIS_OK ? tell(s, CNIS_REGISTRATION_DIED, id, l, reterr) : st;
}

static cnis_status
judge(search *s, int64_t id, cnis_error *reterr)
{
	cnis_likeness l;
	bool number;
	cnis_status st = likeness_read(s->l->r, id, &s->other, reterr);

	if (st != CNIS_OK)
		return st;
	likeness_compare(&s->like, &s->other, &l);
	/* two children never hold one number at a time: it cannot be saved, whoever is right */
	number = same_number(&s->like.upn, &s->other.upn) ||
	         same_number(&s->like.uln, &s->other.uln) ||
	         same_number(&s->like.nhs, &s->other.nhs);
	st = died(s, id, reterr);
	if (st != CNIS_OK)
		return st;
	if (number)
		return tell(s, CNIS_REGISTRATION_NUMBER, id, &l, reterr);
	if (s->died)
		return judge_dead(s, id, &l, reterr);
	if (l.kind == CNIS_LIKENESS_EXACT) {
		st = id_list_add(&s->l->exact[s->i], id, "register", reterr);
		return st == CNIS_OK ? tell(s, CNIS_REGISTRATION_DUPLICATE, id, &l, reterr) : st;
	}
	if (l.kind == CNIS_LIKENESS_LIKELY) {
		st = id_list_add(&s->l->likely[s->i], id, "register", reterr);
		return st == CNIS_OK ? tell(s, CNIS_REGISTRATION_LIKELY, id, &l, reterr) : st;
	}
	if (!same(&l, "address"))
		return CNIS_OK;
	st = tell(s, CNIS_REGISTRATION_SIBLING, id, &l, reterr);
	return st == CNIS_OK ? registration_orders_of(s->l, s->i, id, reterr) : st;
}

/* A child given twice in one form. */
static cnis_status
within_form(search *s, cnis_error *reterr)
{
	char prefix[REGISTRATION_PATH];
	cnis_status st = CNIS_OK;
	size_t k;

	(void)snprintf(prefix, sizeof(prefix), "children[%zu]", s->i);
	for (k = 0; st == CNIS_OK && k < s->i; k++) {
		cnis_error e = { 0 };
		cnis_likeness l;

		st = registration_likeness(s->l->form, k, &s->other, reterr);
		if (st != CNIS_OK)
			break;
		likeness_compare(&s->like, &s->other, &l);
		if (l.kind == CNIS_LIKENESS_EXACT || same_number(&s->like.upn, &s->other.upn) ||
		    same_number(&s->like.uln, &s->other.uln) ||
		    same_number(&s->like.nhs, &s->other.nhs) ||
		    (same(&l, "family_name") && same(&l, "given_names") && same(&l, "born"))) {
			cnis_status found = cnis_fail(&e, CNIS_EINVAL, 0, "register", "",
			                              "is children[%zu] of this form again", k);

			st = look_judge(s->l, prefix, found, &e, reterr);
		}
	}
	return st;
}

static cnis_status
search_child(search *s, cnis_error *reterr)
{
	size_t k;
	cnis_status st = registration_likeness(s->l->form, s->i, &s->like, reterr);

	if (st != CNIS_OK || s->like.n_names == 0) /* the fields said so */
		return st;
	st = within_form(s, reterr);
	if (st == CNIS_OK)
		st = likeness_frequency(s->l->r, &s->like, reterr);
	if (st == CNIS_OK)
		st = likeness_candidates(s->l->r, &s->like, &s->candidates, reterr);
	for (k = 0; st == CNIS_OK && k < s->candidates.n; k++)
		st = judge(s, s->candidates.id[k], reterr);
	return st;
}

cnis_status
registration_duplicates(look *l, cnis_error *reterr)
{
	search s = { .l = l };
	cnis_status st = CNIS_OK;

	for (; st == CNIS_OK && s.i < l->form->n_children && s.i < CNIS_FORM_CHILDREN; s.i++) {
		const cnis_form_child *child = &l->form->children[s.i];

		if (fact_day(child->born) == CNIS_DAY_NONE || text_empty(child->full_name))
			continue;
		st = search_child(&s, reterr);
	}
	free(s.candidates.id);
	return st == CNIS_OK ? registration_orders(l, reterr) : st;
}

void
look_clear(look *l)
{
	size_t i;

	for (i = 0; i < CNIS_FORM_CHILDREN; i++) {
		free(l->likely[i].id);
		free(l->exact[i].id);
	}
}
