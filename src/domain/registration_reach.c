/* Registration: how an adult is reached, what they asked about it, and in which language. */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/communication.h"
#include "domain/contact_point.h"
#include "domain/contact_wish.h"
#include "domain/fact.h"
#include "domain/place.h"
#include "domain/registration_inside.h"

/* clang-format off */
/* the address of the form, or the row of the same place the adult is known to live at */
static const store_sql HOME = { "registration.home",
	"SELECT max(x.address_id) FROM address m JOIN address a ON " PLACE_SAME("a", "m")
	" JOIN person_residence x ON x.address_id = a.id WHERE m.id = :address"
	" AND x.person_id = :person AND x.kind <> 'previous' AND x.to_day IS NULL" };
/* clang-format on */

static const char where[] = "register";

#define CONTRARY "preferred, and yet nothing may be written there"

static const char *
kind_of(const cnis_form_contact_point *t)
{
	return t->kind == NULL ? "telephone" : t->kind;
}

/* ---- before anything is written -------------------------------------------------------------- */

/* What the form calls the field of a wish. */
static cnis_status
called(cnis_status st, const char *field, cnis_error *err)
{
	if (st == CNIS_EINVAL)
		(void)text_copy(err->field, sizeof(err->field), field);
	return st;
}

static cnis_status
wish_ok(cnis_register *r, const cnis_form_contact_point *t, size_t k, cnis_error *reterr)
{
	const char *kind = t->wishes[k];

	for (size_t i = 0; i < k; i++)
		if (text_same(t->wishes[i], kind))
			return cnis_fail(reterr, CNIS_EINVAL, 0, where, "wishes", "is said twice");
	if (text_same(kind, "safe_times"))
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "wishes",
		                 "say when it is safe in the field safe_times");
	for (size_t i = 0; i < t->n_wishes; i++)
		if (text_same(kind, "preferred") && text_same(t->wishes[i], "no_writing") &&
		    text_same(t->kind, "email"))
			return cnis_fail(reterr, CNIS_EINVAL, 0, where, "wishes", CONTRARY);
	return contact_wish_check(r, kind, kind_of(t), NULL, reterr);
}

static cnis_status
check_point(look *l, const char *prefix, const cnis_form_contact_point *t, cnis_error *reterr)
{
	char field[32];

	JUDGE(l, prefix, contact_point_check(l->r, t->kind, t->value, &e_));
	JUDGE(l, prefix, registration_not_future(t->from, change_today(l->r), "from", &e_));
	for (size_t k = 0; k < t->n_wishes; k++) {
		(void)snprintf(field, sizeof(field), "wishes[%zu]", k);
		JUDGE(l, prefix, called(wish_ok(l->r, t, k, &e_), field, &e_));
	}
	if (t->safe_times != NULL)
		JUDGE(l, prefix,
		      called(contact_wish_check(l->r, "safe_times", kind_of(t), t->safe_times, &e_),
		             "safe_times", &e_));
	return CNIS_OK;
}

/*
 * Does an adult of whom no address is given live in the children's homes?  INFERENCE, local policy:
 * not without the care, and not while nobody said who has it but of another adult; where they live
 * is then not known.  A home told to a parent who does not live there cannot be taken back.
 */
static bool
lives_there(const cnis_form *form, const cnis_form_parent *p)
{
	if (text_same(p->has_care, "yes") || text_same(p->has_care, "no"))
		return p->has_care[0] == 'y';
	for (size_t i = 0; i < form->n_parents; i++)
		if (text_same(form->parents[i].has_care, "yes"))
			return false;
	return true;
}

bool
registration_resides(const cnis_form *form, const cnis_form_parent *p, int at)
{
	const char *kind = form->addresses[at].kind;

	if (p->addresses == NULL)
		return lives_there(form, p) && (kind == NULL || strcmp(kind, "home") == 0);
	for (size_t k = 0; k < p->n_addresses; k++)
		if (p->addresses[k] == at)
			return true;
	return false;
}

static cnis_status
letters_ok(const look *l, const cnis_form_parent *p, const int *list, size_t n, const char *field,
           cnis_error *reterr)
{
	cnis_status st = registration_indexes(list, n, l->form->n_addresses, field, reterr);

	for (size_t k = 0; st == CNIS_OK && k < n; k++)
		if (!registration_resides(l->form, p, list[k]) ||
		    text_same(l->form->addresses[list[k]].kind, "previous"))
			st = cnis_fail(reterr, CNIS_EINVAL, 0, where, field,
			               "not a present address of this adult");
	return st;
}

/* One is preferred, of numbers, e-mail addresses and homes together. */
static cnis_status
one_preferred(const cnis_form_parent *p, cnis_error *reterr)
{
	size_t n = p->n_write_to;
	bool point = false;

	for (size_t i = 0; i < p->n_write_to; i++)
		for (size_t k = 0; k < p->n_do_not_write_to; k++)
			if (p->write_to[i] == p->do_not_write_to[k])
				return cnis_fail(reterr, CNIS_EINVAL, 0, where, "write_to",
				                 CONTRARY);
	for (size_t i = 0; i < p->n_contact_points; i++)
		for (size_t k = 0; k < p->contact_points[i].n_wishes; k++)
			if (text_same(p->contact_points[i].wishes[k], "preferred")) {
				point = true;
				n++;
			}
	return n <= 1
	           ? CNIS_OK
	           : cnis_fail(reterr, CNIS_EINVAL, 0, where, point ? "contact_points" : "write_to",
	                       "one number or address is preferred, not several");
}

static cnis_communication_new
communication_new(const cnis_form_parent *p, int64_t person_id)
{
	return (cnis_communication_new){ .size = sizeof(cnis_communication_new),
		                         .person_id = person_id,
		                         .language = p->language,
		                         .interpreter = p->interpreter,
		                         .format = p->format };
}

/* Is anything said of language, interpreter or format? */
static bool
says_how(const cnis_form_parent *p)
{
	return p->language != NULL || p->interpreter != NULL || p->format != NULL;
}

cnis_status
registration_reach_check(look *l, const char *prefix, const cnis_form_parent *p, cnis_error *reterr)
{
	const cnis_communication_new m = communication_new(p, 0);
	char at[REGISTRATION_PATH];
	cnis_status st = CNIS_OK;

	for (size_t k = 0; st == CNIS_OK && k < p->n_contact_points; k++) {
		(void)snprintf(at, sizeof(at), "%.20s.contact_points[%zu]", prefix, k);
		st = check_point(l, at, &p->contact_points[k], reterr);
	}
	if (st != CNIS_OK)
		return st;
	JUDGE(l, prefix,
	      letters_ok(l, p, p->do_not_write_to, p->n_do_not_write_to, "do_not_write_to", &e_));
	JUDGE(l, prefix, letters_ok(l, p, p->write_to, p->n_write_to, "write_to", &e_));
	JUDGE(l, prefix, one_preferred(p, &e_));
	if (says_how(p))
		JUDGE(l, prefix, communication_check(l->r, &m, &e_));
	return CNIS_OK;
}

/* ---- writing -----------------------------------------------------------------------------------
 */

typedef struct writing {
	cnis_register *r;
	cnis_fact told; /* what an adult asked: since the day it was told */
	int64_t person_id;
	cnis_error *err;
} writing;

static cnis_status
home_of(writing *w, int64_t address_id, int64_t *ret)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(w->r->st, &HOME, &c, w->err);

	*ret = 0;
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":person", w->person_id);
	stmt_int(&c, ":address", address_id);
	st = stmt_step(&c, &row, w->err);
	if (st == CNIS_OK && row)
		*ret = col_int(&c, 0);
	stmt_close(&c);
	return st;
}

/* Since it was told, or since the place is the adult's. */
static cnis_status
save_wish(writing *w, const cnis_contact_wish_new *wish, cnis_day since)
{
	cnis_contact_wish_new n = *wish;
	cnis_error e = { 0 };
	int64_t id;
	cnis_status st;

	n.size = sizeof(n);
	n.fact = w->told;
	if (fact_day(since) != CNIS_DAY_NONE && since > n.fact.from)
		n.fact.from = since;
	st = contact_wish_add_tx(w->r, &n, &id, &e);
	if (st == CNIS_EEXISTS)
		return CNIS_OK;
	if (st != CNIS_OK && w->err != NULL)
		*w->err = e;
	return st;
}

static cnis_status
save_point(writing *w, const cnis_form_contact_point *t, const char *basis)
{
	cnis_contact_point_new n = { .size = sizeof(n),
		                     .person_id = w->person_id,
		                     .kind = t->kind,
		                     .value = t->value,
		                     .fact = w->told };
	cnis_contact_wish_new wish = { 0 };
	cnis_status st;

	n.fact.from = fact_day(t->from);
	n.fact.basis = basis;
	st = contact_point_known(w->r, w->person_id, t->value, &wish.contact_point_id, w->err);
	if (st == CNIS_OK && wish.contact_point_id == 0)
		st = contact_point_add_tx(w->r, &n, &wish.contact_point_id, w->err);
	for (size_t k = 0; st == CNIS_OK && k < t->n_wishes; k++) {
		wish.kind = t->wishes[k];
		st = save_wish(w, &wish, t->from);
	}
	if (st == CNIS_OK && t->safe_times != NULL) {
		wish.kind = "safe_times";
		wish.words = t->safe_times;
		st = save_wish(w, &wish, t->from);
	}
	return st;
}

static cnis_status
save_letters(writing *w, const char *kind, const int *list, size_t n, const cnis_form *form,
             const int64_t *address_id)
{
	cnis_contact_wish_new wish = { .person_id = w->person_id, .kind = kind };
	cnis_status st = CNIS_OK;

	for (size_t k = 0; st == CNIS_OK && k < n; k++) {
		st = home_of(w, address_id[list[k]], &wish.address_id);
		if (st == CNIS_OK)
			st = save_wish(w, &wish, form->addresses[list[k]].from);
	}
	return st;
}

static cnis_status
save_communication(writing *w, const cnis_form_parent *p)
{
	cnis_communication_new m = communication_new(p, w->person_id);
	bool known = false;
	int64_t id;
	cnis_status st;

	if (!says_how(p))
		return CNIS_OK;
	m.fact = w->told;
	st = communication_known(w->r, &m, &known, w->err);
	return st == CNIS_OK && !known ? communication_set_tx(w->r, &m, &id, w->err) : st;
}

cnis_status
registration_reach_save(cnis_register *r, const cnis_form *form, const cnis_form_parent *p,
                        int64_t person_id, const int64_t *address_id, cnis_error *reterr)
{
	writing w = {
		.r = r, .told = registration_fact(r, form), .person_id = person_id, .err = reterr
	};
	cnis_status st = CNIS_OK;

	w.told.from = w.told.received;
	w.told.basis = NULL;
	for (size_t k = 0; st == CNIS_OK && k < p->n_contact_points; k++)
		st = save_point(&w, &p->contact_points[k], form->basis);
	if (st == CNIS_OK)
		st = save_letters(&w, "no_writing", p->do_not_write_to, p->n_do_not_write_to, form,
		                  address_id);
	if (st == CNIS_OK)
		st = save_letters(&w, "preferred", p->write_to, p->n_write_to, form, address_id);
	return st == CNIS_OK ? save_communication(&w, p) : st;
}
