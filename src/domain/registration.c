/* Registration: a family in one transaction.  Fields: registration_check.c; same child?
 * registration_likely.c.  The gates: domain/withdrawal.h. */
#include <cnis/registration.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/answer.h"
#include "domain/child.h"
#include "domain/death.h"
#include "domain/duplicate.h"
#include "domain/entry.h"
#include "domain/fact.h"
#include "domain/flag.h"
#include "domain/held.h"
#include "domain/intake.h"
#include "domain/officer.h"
#include "domain/people.h"
#include "domain/registration_inside.h"
#include "domain/sealed.h"
#include "domain/told.h"
#include "domain/withdrawal.h"
#include "rule/border.h"

static cnis_status
look_all(look *l, cnis_error *reterr)
{
	cnis_status st;

	st = registration_fields(l, reterr);
	if (st == CNIS_OK)
		st = registration_duplicates(l, reterr);
	return st;
}

cnis_status
cnis_registration_check(cnis_register *r, const cnis_form *form, cnis_registration_fn fn,
                        void *payload, cnis_error *reterr)
{
	look l = { .r = r, .form = form, .fn = fn, .payload = payload };
	cnis_status st = look_all(&l, reterr);

	look_clear(&l);
	return st;
}

/* ---- saving ---- */

/* One family under way. */
typedef struct family {
	cnis_register *r;
	const cnis_form *form;
	cnis_fact fact;
	int64_t owner_id;
	cnis_registration saved;
	cnis_error refused; /* by the gate, for the first child */
} family;

/* Name the child whose part of the form an inner check refused. */
static cnis_status
of_child(size_t i, cnis_status st, cnis_error *reterr)
{
	char path[REGISTRATION_PATH];

	if (st != CNIS_OK && reterr != NULL) {
		registration_spell(i, reterr->field, path);
		(void)text_copy(reterr->field, sizeof(reterr->field), path);
	}
	return st;
}

static cnis_status
save_addresses(family *f, cnis_error *reterr)
{
	cnis_status st = CNIS_OK;
	size_t i;

	for (i = 0; st == CNIS_OK && i < f->form->n_addresses; i++) {
		const cnis_place place = registration_place(&f->form->addresses[i]);

		st = address_add_tx(f->r, &place, &f->fact, &f->saved.address_id[i], reterr);
	}
	f->saved.n_addresses = f->form->n_addresses;
	return st;
}

/* @p born: of the child; none for an adult. */
static cnis_status
save_residence(family *f, int64_t child_id, cnis_day born, int64_t person_id, size_t at,
               cnis_error *reterr)
{
	const cnis_form_address *a = &f->form->addresses[at];
	const char *kind = a->kind == NULL ? "home" : a->kind;
	cnis_fact fact = f->fact;

	fact.from = fact_day(a->from);
	fact.to = fact_day(a->to);
	/* Where the family lived before, the child lives from its birth on. */
	if (born != CNIS_DAY_NONE && fact.from != CNIS_DAY_NONE && fact.from < born)
		fact.from = born;
	/* A previous address without its last day was left by the time we were told. */
	if (strcmp(kind, "previous") == 0 && fact.to == CNIS_DAY_NONE &&
	    (fact.from == CNIS_DAY_NONE || fact.from < fact.received))
		fact.to = fact.received - 1;
	return residence_add_tx(f->r, child_id, person_id, f->saved.address_id[at], kind, &fact,
	                        reterr);
}

static cnis_status
save_numbers(family *f, const cnis_form_child *child, int64_t id, cnis_error *reterr)
{
	static const char *const kinds[] = { "upn", "uln", "nhs" };
	const char *const values[] = { child->upn, child->uln, child->nhs };
	cnis_status st = CNIS_OK;
	int64_t number;
	size_t k;

	for (k = 0; st == CNIS_OK && k < sizeof(kinds) / sizeof(kinds[0]); k++) {
		if (!text_empty(values[k]))
			st = identifier_add_tx(f->r, id, kinds[k], values[k], false, &f->fact,
			                       &number, reterr);
	}
	return st;
}

static cnis_status
save_answers(family *f, const cnis_form_child *child, int64_t id, cnis_error *reterr)
{
	cnis_status st = CNIS_OK;
	int64_t row;

	for (size_t k = 0; st == CNIS_OK && k < child->n_answers; k++) {
		cnis_content_answer a = registration_answer(f->r, f->form, &child->answers[k]);

		a.child_id = id;
		st = content_answer_tx(f->r, &a, &row, reterr);
	}
	for (size_t k = 0; st == CNIS_OK && k < child->n_characteristics; k++) {
		cnis_characteristic a =
		    registration_characteristic(f->r, f->form, &child->characteristics[k]);

		a.child_id = id;
		st = characteristic_tx(f->r, &a, &row, reterr);
	}
	return st;
}

static cnis_status
save_facts(family *f, const cnis_form_child *child, int64_t id, cnis_error *reterr)
{
	cnis_status st = CNIS_OK;
	int64_t row;
	size_t k;

	for (k = 0; st == CNIS_OK && k < child->n_provision; k++) {
		registration_places at = { 0 };
		const cnis_provision p =
		    registration_provision(f->r, f->form, &child->provision[k], &at);

		st = provision_add_tx(f->r, id, &p, &row, reterr);
	}
	for (k = 0; st == CNIS_OK && k < child->n_flags; k++) {
		cnis_flag_new n = registration_flag(f->r, f->form, &child->flags[k]);

		n.child_id = id;
		st = flag_add_tx(f->r, &n, &row, reterr);
	}
	return st == CNIS_OK ? save_answers(f, child, id, reterr) : st;
}

static cnis_status
save_child(family *f, size_t i, cnis_error *reterr)
{
	const cnis_form_child *child = &f->form->children[i];
	const cnis_name name = { .size = sizeof(name),
		                 .full_name = child->full_name,
		                 .given_names = child->given_names,
		                 .family_name = child->family_name,
		                 .fact = f->fact };
	int64_t id = 0;
	size_t at;
	size_t k;
	cnis_status st;

	st = child_add_tx(f->r, &name, child->preferred_name, child->born, child->sex, &id, reterr);
	f->saved.child_id[i] = id;
	if (st == CNIS_OK)
		st = save_numbers(f, child, id, reterr);
	for (k = 0; st == CNIS_OK && registration_address(f->form, child, k, &at) != NULL; k++)
		st = save_residence(f, id, child->born, 0, at, reterr);
	if (st == CNIS_OK)
		st = save_facts(f, child, id, reterr);
	return st;
}

static cnis_status
save_relationships(family *f, const cnis_form_parent *p, int64_t person_id, cnis_error *reterr)
{
	size_t n = p->children == NULL ? f->form->n_children : p->n_children;
	cnis_status st = CNIS_OK;
	int64_t row;
	size_t k;

	for (k = 0; st == CNIS_OK && k < n; k++) {
		size_t i = p->children == NULL ? k : (size_t)p->children[k];
		const cnis_relationship_new rel = { .size = sizeof(rel),
			                            .child_id = f->saved.child_id[i],
			                            .person_id = person_id,
			                            .kind = p->relationship,
			                            .responsibility = p->responsibility,
			                            .responsibility_basis = p->responsibility_basis,
			                            .has_care = p->has_care,
			                            .educates = p->educates,
			                            .evidence = p->responsibility_evidence,
			                            .contact_limits = p->contact_limits,
			                            .fact = f->fact };

		st = relationship_add_tx(f->r, &rel, &row, reterr);
	}
	return st;
}

static cnis_status
save_parent(family *f, size_t i, cnis_error *reterr)
{
	const cnis_form_parent *p = &f->form->parents[i];
	const cnis_name name = { .size = sizeof(name),
		                 .full_name = p->full_name,
		                 .given_names = p->given_names,
		                 .family_name = p->family_name,
		                 .fact = f->fact };
	size_t n = p->addresses == NULL ? f->form->n_addresses : p->n_addresses;
	size_t k, first = p->children == NULL ? 0 : (size_t)p->children[0];
	int64_t id = p->person_id;
	cnis_status st;

	if (id == 0)
		st = person_add_tx(f->r, p->kind, &name, &id, reterr);
	else
		st = sealed_adult_tx(f->r, f->saved.child_id[first], true, &f->fact, &id, reterr);
	f->saved.person_id[i] = id;
	for (k = 0; p->person_id != id && st == CNIS_OK && k < n; k++) {
		size_t at = p->addresses == NULL ? k : (size_t)p->addresses[k];

		if (registration_resides(f->form, p, (int)at))
			st = save_residence(f, 0, CNIS_DAY_NONE, id, at, reterr);
	}
	if (st == CNIS_OK)
		st = registration_reach_save(f->r, f->form, p, id, f->saved.address_id, reterr);
	return st == CNIS_OK ? save_relationships(f, p, id, reterr) : st;
}

/* ---- entering ---- */

static cnis_status
keep_notice(family *f, size_t i, cnis_error *reterr)
{
	const cnis_form_child *child = &f->form->children[i];
	const cnis_form_school *s = &child->school;
	const cnis_withdrawal_new w = { .size = sizeof(w),
		                        .child_id = f->saved.child_id[i],
		                        .notified_by = f->fact.source,
		                        .notified = f->fact.received,
		                        .notice = fact_day(s->notice),
		                        .leave = fact_day(s->leave),
		                        .school_name = s->name,
		                        .school_urn = s->urn,
		                        .placement = s->placement,
		                        .placed_by = s->placed_by,
		                        .off_roll = !registration_on_roll(child),
		                        .deleted = fact_day(s->left),
		                        .owner_id = f->owner_id };

	return withdrawal_notify_tx(f->r, &w, &f->saved.withdrawal_id[i], reterr);
}

/* May the child be entered now?  A refusal by the gate is kept in the family, not an error. */
/* Nothing asks that the authority there is told: whoever goes on is not sent to do so. */
static cnis_status
say_border(family *f, size_t i, cnis_error *reterr)
{
	char area[AREA_SIZE] = "";
	cnis_status st =
	    area_elsewhere(f->r, f->saved.child_id[i], change_today(f->r), area, reterr);
	rule_give give = rule_border_of(rule_area_of(area), false).give;

	f->saved.border[i] = give == RULE_GIVE_ON_REQUEST || give == RULE_GIVE_NO_POWER;
	return st;
}

static cnis_status
ask_gate(family *f, size_t i, bool *ret_enter, cnis_error *reterr)
{
	const cnis_form_child *child = &f->form->children[i];
	bool on_roll = registration_on_roll(child);
	cnis_day today = change_today(f->r);
	cnis_error e = { 0 };
	cnis_status st;

	*ret_enter = true;
	if (!registration_leaves_school(child))
		return CNIS_OK;
	st = keep_notice(f, i, reterr);
	f->saved.elsewhere[i] = registration_elsewhere(f->r, f->form, child);
	*ret_enter = !f->saved.elsewhere[i];
	if (st == CNIS_OK && f->saved.elsewhere[i])
		st = say_border(f, i, reterr);
	if (st != CNIS_OK || f->saved.elsewhere[i])
		return of_child(i, st, reterr);
	st = withdrawal_gate_tx(f->r, f->saved.child_id[i], 0, today, on_roll, &e);
	if (st == CNIS_EREFUSED) {
		*ret_enter = false;
		if (f->saved.n_refused++ == 0) {
			f->refused = e;
			(void)of_child(i, st, &f->refused);
		}
		return CNIS_OK;
	}
	if (st != CNIS_OK && reterr != NULL)
		*reterr = e;
	/* Consent is not in the way, but the child is a pupil until the last day there. */
	if (st == CNIS_OK && on_roll && registration_from(f->r, f->form, child) > today)
		*ret_enter = false;
	return st;
}

static cnis_status
enter_child(family *f, size_t i, cnis_error *reterr)
{
	const cnis_form_child *child = &f->form->children[i];
	cnis_entry_new n = { .size = sizeof(n),
		             .child_id = f->saved.child_id[i],
		             .route = registration_route(child),
		             .out_of_area = registration_out_of_area(f->r, f->form, child),
		             .notified = f->fact.received,
		             .notified_by = f->fact.source,
		             .reason = child->reason,
		             .further_reasons = child->further_reasons,
		             .n_further_reasons = child->n_further_reasons,
		             .reason_by_school = child->reason_by_school,
		             .prior_setting = child->prior_setting,
		             .school_name = child->school.name,
		             .school_urn = child->school.urn,
		             .school_left = fact_day(child->school.left),
		             .owner_id = f->owner_id,
		             .fact = f->fact };
	bool enter = true;
	int64_t held = 0;
	cnis_status st;

	if (registration_holds(child)) {
		cnis_held_new h = registration_held(f->r, f->form, child);

		h.child_id = n.child_id;
		h.owner_id = f->owner_id;
		return of_child(i, held_open_tx(f->r, &h, &held, reterr), reterr);
	}
	st = ask_gate(f, i, &enter, reterr);
	if (st != CNIS_OK || !enter)
		return st;
	n.on_roll = registration_pupil(child);
	n.fact.from = registration_from(f->r, f->form, child);
	st = entry_open_tx(f->r, &n, &f->saved.entry_id[i], reterr);
	if (st == CNIS_OK && f->saved.withdrawal_id[i] != 0)
		st = withdrawal_entered_tx(f->r, f->saved.child_id[i], f->saved.entry_id[i],
		                           change_today(f->r), reterr);
	return of_child(i, st, reterr);
}

static cnis_status
save_tx(family *f, cnis_error *reterr)
{
	/* who came out of another system was told there; what a school returns is news */
	bool tells = f->form->batch == NULL || text_same(f->fact.basis, "si2024_208");
	size_t i;
	cnis_status st;

	if (f->form->owner != NULL) {
		st = officer_worker(f->r, f->form->owner, &f->owner_id, reterr);
		if (st != CNIS_OK)
			return st;
	}
	st = save_addresses(f, reterr);
	for (i = 0; st == CNIS_OK && i < f->form->n_children; i++)
		st = of_child(i, save_child(f, i, reterr), reterr);
	for (i = 0; st == CNIS_OK && i < f->form->n_parents; i++)
		st = save_parent(f, i, reterr);
	/* before anybody is entered: what an order asks follows from the entry */
	for (i = 0; st == CNIS_OK && i < f->form->n_children; i++)
		st = of_child(i, registration_save_orders(f->r, f->form, &f->saved, i, reterr),
		              reterr);
	for (i = 0; st == CNIS_OK && i < f->form->n_children; i++)
		st = enter_child(f, i, reterr);
	for (i = 0; st == CNIS_OK && tells && i < f->form->n_children; i++)
		st = told_owed_tx(f->r, f->saved.child_id[i], f->fact.source, f->fact.received,
		                  reterr);
	f->saved.n_children = f->form->n_children;
	f->saved.n_parents = f->form->n_parents;
	return st;
}

/* What stands in the way, asked inside the change so that nobody slips in between. */
static cnis_status
check_tx(look *l, cnis_error *reterr)
{
	cnis_status st = look_all(l, reterr);

	if (st != CNIS_OK)
		return st;
	if (!l->stopped)
		return look_manager_only(l, reterr);
	if (reterr != NULL)
		*reterr = l->first;
	return l->first.code;
}

static cnis_status
apart_tx(const family *f, size_t i, const id_list *others, const char *reason, cnis_error *reterr)
{
	cnis_status st = CNIS_OK;

	for (size_t k = 0; st == CNIS_OK && k < others->n; k++)
		st = not_same_add_tx(f->r, f->saved.child_id[i], others->id[k], reason, reterr);
	return st;
}

/* Somebody looked at those who are alike and saves all the same: they are other children. */
static cnis_status
keep_apart_tx(const look *l, const family *f, cnis_error *reterr)
{
	char *reason = NULL;
	size_t i;
	cnis_status st = fact_text(f->form->not_duplicate_reason, FACT_NOTE, true, "register",
	                           "not_duplicate_reason", &reason, reterr);

	for (i = 0; st == CNIS_OK && i < f->form->n_children; i++) {
		st = apart_tx(f, i, &l->likely[i], reason, reterr);
		if (st == CNIS_OK)
			st = apart_tx(f, i, &l->exact[i], reason, reterr);
	}
	free(reason);
	return st;
}

cnis_status
registration_save(cnis_register *r, const cnis_form *form, cnis_registration *ret_saved,
                  int64_t *ret_like, cnis_error *reterr)
{
	const change_spec spec = { .kind = "family.register",
		                   .command = "register",
		                   .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER,
		                   .undo = STORE_UNDOABLE,
		                   .batch = form->batch };
	family f = { .r = r, .form = form };
	look l = { .r = r, .form = form };
	cnis_status st;

	st = change_begin(r, &spec, reterr);
	if (st != CNIS_OK)
		return st;
	f.fact = registration_fact(r, form);
	st = check_tx(&l, reterr);
	if (st == CNIS_OK)
		st = save_tx(&f, reterr);
	for (size_t i = 0; st == CNIS_OK && i < form->n_intakes; i++)
		st = intake_registered_tx(r, form->intakes[i], f.saved.child_id, f.saved.n_children,
		                          reterr);
	if (st == CNIS_OK)
		st = change_heard_end(r, reterr);
	/* from here on records of others are touched */
	if (st == CNIS_OK)
		st = keep_apart_tx(&l, &f, reterr);
	for (size_t i = 0; st == CNIS_OK && i < f.saved.n_children; i++)
		st = duplicate_recorded(r, f.saved.child_id[i], reterr);
	for (size_t i = 0; st == CNIS_OK && i < f.saved.n_children; i++)
		st = death_joined_tx(r, f.saved.child_id[i], reterr);
	look_clear(&l);
	st = change_end(r, st, reterr);
	if (st == CNIS_EEXISTS)
		*ret_like = l.first_child;
	if (st != CNIS_OK)
		return st;
	*ret_saved = f.saved;
	if (f.saved.n_refused == 0)
		return CNIS_OK;
	if (reterr != NULL)
		*reterr = f.refused;
	return CNIS_EREFUSED;
}

cnis_status
cnis_registration_save(cnis_register *r, const cnis_form *form, cnis_registration *ret_saved,
                       cnis_error *reterr)
{
	int64_t like = 0;

	return registration_save(r, form, ret_saved, &like, reterr);
}
