/* Registration: every field of a form, before anything is written. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/answer.h"
#include "domain/child.h"
#include "domain/court_order.h"
#include "domain/entry_inside.h"
#include "domain/fact.h"
#include "domain/flag.h"
#include "domain/held.h"
#include "domain/name.h"
#include "domain/officer.h"
#include "domain/people.h"
#include "domain/registration_inside.h"
#include "rule/identifier.h"
#include "rule/route.h"
#include "rule/school_age.h"

static const char where[] = "register";

/* ---- checks -----------------------------------------------------------------------------------
 */

static cnis_status
text_ok(const char *in, size_t max, bool lines, const char *field, cnis_error *reterr)
{
	char *clean = NULL;
	cnis_status st;

	st = fact_text(in, max, lines, where, field, &clean, reterr);
	free(clean);
	return st;
}

static cnis_status
name_ok(const char *full, const char *given, const char *family, cnis_error *reterr)
{
	const cnis_name name = {
		.size = sizeof(name), .full_name = full, .given_names = given, .family_name = family
	};
	name_clean n = { 0 };
	cnis_status st;

	st = name_take(&name, where, &n, reterr);
	name_clear(&n);
	return st;
}

static cnis_status
one_of(const char *in, const char *const *allowed, const char *field, const char *words,
       cnis_error *reterr)
{
	size_t i;

	for (i = 0; in != NULL && allowed[i] != NULL; i++) {
		if (strcmp(in, allowed[i]) == 0)
			return CNIS_OK;
	}
	return in == NULL ? CNIS_OK
	                  : cnis_fail(reterr, CNIS_EINVAL, 0, where, field, "must be %s", words);
}

static cnis_status
number_ok(const char *kind, const char *value, cnis_error *reterr)
{
	char normal[101];

	return value == NULL ? CNIS_OK
	                     : identifier_normal(kind, value, where, kind, normal, reterr);
}

cnis_status
registration_indexes(const int *list, size_t n, size_t bound, const char *field, cnis_error *reterr)
{
	size_t i;
	size_t k;

	if (list != NULL && n > CNIS_FORM_LIST)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, field, "has more than %d members",
		                 (int)CNIS_FORM_LIST);
	for (i = 0; list != NULL && i < n; i++) {
		if (list[i] < 0 || (size_t)list[i] >= bound)
			return cnis_fail(reterr, CNIS_EINVAL, 0, where, field,
			                 "points beyond the list (counting starts at 0)");
		for (k = 0; k < i; k++) {
			if (list[k] == list[i])
				return cnis_fail(reterr, CNIS_EINVAL, 0, where, field,
				                 "names the same one twice");
		}
	}
	return CNIS_OK;
}

static cnis_status
urn_ok(const char *urn, cnis_error *reterr)
{
	if (urn != NULL && (strlen(urn) != 6 || strspn(urn, "0123456789") != 6))
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "school.urn",
		                 "a URN has six digits");
	return CNIS_OK;
}

static cnis_status
authority_ok(const char *code, const char *field, cnis_error *reterr)
{
	rule_identifier id;

	if (code == NULL)
		return CNIS_OK;
	id = rule_authority_code(code);
	return id.valid ? CNIS_OK
	                : cnis_fail(reterr, CNIS_EINVAL, 0, where, field, "%s", id.problem);
}

static cnis_status
school_name_ok(const cnis_form_school *s, cnis_error *reterr)
{
	bool more = s->urn != NULL || s->on_roll != CNIS_NOT_SAID || s->placement != NULL ||
	            s->placed_by != NULL || fact_day(s->left) != CNIS_DAY_NONE ||
	            fact_day(s->notice) != CNIS_DAY_NONE || fact_day(s->leave) != CNIS_DAY_NONE;

	if (s->name == NULL && more)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "school.name",
		                 "a school needs its name");
	if (s->on_roll == CNIS_YES && fact_day(s->left) != CNIS_DAY_NONE)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "school.left_on",
		                 "still on the roll, yet with a day of removal");
	return text_ok(s->name, FACT_NAME, false, "school.name", reterr);
}

static cnis_status
check_school(look *l, const char *prefix, const cnis_form_child *child, cnis_error *reterr)
{
	static const char *const placements[] = { "mainstream", "special", "independent_special",
		                                  "unit",       "private", NULL };
	const cnis_form_school *s = &child->school;

	JUDGE(l, prefix, school_name_ok(s, &e_));
	JUDGE(l, prefix, urn_ok(s->urn, &e_));
	JUDGE(l, prefix,
	      one_of(s->placement, placements, "school.placement",
	             "mainstream, special, independent_special, unit or private", &e_));
	JUDGE(l, prefix, authority_ok(s->placed_by, "school.placed_by", &e_));
	return CNIS_OK;
}

static cnis_status
check_route(look *l, const char *prefix, const cnis_form_child *child, cnis_error *reterr)
{
	const char *route = registration_route(child);
	const char *list = entry_reason_list(route);
	char field[REGISTRATION_PATH];
	size_t k;

	JUDGE(l, prefix, code_check(l->r, "route", route, where, "route", &e_));
	if (child->reason != NULL)
		JUDGE(l, prefix, code_check(l->r, list, child->reason, where, "reason", &e_));
	for (k = 0; k < child->n_further_reasons; k++) {
		(void)snprintf(field, sizeof(field), "further_reasons[%zu]", k);
		JUDGE(l, prefix,
		      code_check(l->r, list, child->further_reasons[k], where, field, &e_));
	}
	JUDGE(l, prefix,
	      text_ok(child->reason_by_school, FACT_NOTE, true, "reason_by_school", &e_));
	if (child->prior_setting != NULL)
		JUDGE(l, prefix,
		      code_check(l->r, "prior_setting", child->prior_setting, where,
		                 "prior_setting", &e_));
	return CNIS_OK;
}

static void
member(char at[REGISTRATION_PATH], const char *prefix, const char *list, size_t k)
{
	text_buf b = text_buf_on(at, REGISTRATION_PATH);

	text_add(&b, prefix);
	text_add(&b, list);
	text_add_int(&b, (int64_t)k);
	text_add(&b, "]");
}

/* The same asked twice would hold twice from one day. */
static cnis_status
once(const cnis_form_child *child, size_t k, bool characteristic, cnis_error *reterr)
{
	for (size_t i = 0; i < k; i++)
		if (characteristic
		        ? text_same(child->characteristics[i].kind, child->characteristics[k].kind)
		        : text_same(child->answers[i].item, child->answers[k].item))
			return cnis_fail(reterr, CNIS_EINVAL, 0, where,
			                 characteristic ? "kind" : "item", "is answered twice");
	return CNIS_OK;
}

/* The form asks who gave the answer where the fact has its source. */
static cnis_status
given_by(cnis_status st, cnis_error *err)
{
	if (st == CNIS_EINVAL && strcmp(err->field, "source") == 0)
		(void)text_copy(err->field, sizeof(err->field), "given_by");
	return st;
}

static cnis_status
check_answers(look *l, const char *prefix, const cnis_form_child *child, cnis_error *reterr)
{
	char at[REGISTRATION_PATH];

	for (size_t k = 0; k < child->n_answers; k++) {
		const cnis_content_answer a =
		    registration_answer(l->r, l->form, &child->answers[k]);

		member(at, prefix, ".answers[", k);
		JUDGE(l, at, content_answer_check(l->r, &a, &e_));
		JUDGE(l, at, once(child, k, false, &e_));
	}
	for (size_t k = 0; k < child->n_characteristics; k++) {
		const cnis_characteristic a =
		    registration_characteristic(l->r, l->form, &child->characteristics[k]);

		member(at, prefix, ".characteristics[", k);
		JUDGE(l, at, given_by(characteristic_check(l->r, &a, &e_), &e_));
		JUDGE(l, at, once(child, k, true, &e_));
	}
	return CNIS_OK;
}

static cnis_status
check_lists(look *l, const char *prefix, const cnis_form_child *child, cnis_error *reterr)
{
	char at[REGISTRATION_PATH];
	size_t k;

	JUDGE(l, prefix,
	      registration_indexes(child->addresses, child->n_addresses, l->form->n_addresses,
	                           "addresses", &e_));
	for (k = 0; k < child->n_provision; k++) {
		registration_places where_it_is = { 0 };
		const cnis_provision p =
		    registration_provision(l->r, l->form, &child->provision[k], &where_it_is);

		member(at, prefix, ".provision[", k);
		JUDGE(l, at, provision_check(l->r, &p, &e_));
	}
	for (k = 0; k < child->n_flags; k++) {
		const cnis_flag_new f = registration_flag(l->r, l->form, &child->flags[k]);

		member(at, prefix, ".flags[", k);
		JUDGE(l, at, flag_check(l->r, &f, &e_));
	}
	for (k = 0; k < child->n_orders; k++) {
		const cnis_form_order *o = &child->orders[k];
		const cnis_court_order_new n = registration_order(l->r, l->form, o);

		member(at, prefix, ".orders[", k);
		JUDGE(l, at, court_order_check(l->r, &n, &e_));
		JUDGE(l, at,
		      registration_indexes(o->binds, o->n_binds, l->form->n_parents, "binds", &e_));
		JUDGE(l, at,
		      registration_indexes(o->favours, o->n_favours, l->form->n_parents, "favours",
		                           &e_));
	}
	return check_answers(l, prefix, child, reterr);
}

static cnis_status
eligible_ok(look *l, const cnis_form_child *child, cnis_error *reterr)
{
	cnis_day today = change_today(l->r);
	child_facts facts = { .born = child->born };
	rule_school_age age;
	char limb;
	int month;
	int day;
	cnis_status st;

	st = fact_school_year(l->r, today, &month, &day, reterr);
	if (st != CNIS_OK)
		return st;
	age = rule_school_age_of(child->born, month, day);
	facts.school_age_from = age.starts;
	facts.school_age_to = age.ends;
	if (registration_holds(child)) {
		const cnis_held_new held = registration_held(l->r, l->form, child);

		if (child->school.on_roll == CNIS_NO && !rule_route_find(child->route)->before_age)
			return cnis_fail(
			    reterr, CNIS_EINVAL, 0, where, "route",
			    "a child on no school's roll is not absent from one: enter "
			    "it on the route it is on");
		return registration_held_field(
		    held_check(l->r, &held, age.starts, age.ends, reterr), reterr);
	}
	if (registration_elsewhere(l->r, l->form, child))
		return CNIS_OK;
	return entry_eligible(l->r, &facts, registration_route(child),
	                      registration_out_of_area(l->r, l->form, child),
	                      registration_pupil(child), today, &limb, reterr);
}

static cnis_status
check_child(look *l, size_t i, cnis_error *reterr)
{
	static const char *const sexes[] = { "F", "M", "U", NULL };
	const cnis_form_child *child = &l->form->children[i];
	cnis_error born = { 0 };
	char prefix[REGISTRATION_PATH];
	cnis_status st;

	(void)snprintf(prefix, sizeof(prefix), "children[%zu]", i);
	JUDGE(l, prefix, name_ok(child->full_name, child->given_names, child->family_name, &e_));
	JUDGE(l, prefix, text_ok(child->preferred_name, FACT_NAME, false, "preferred_name", &e_));
	JUDGE(l, prefix, one_of(child->sex, sexes, "sex", "F, M or U (not known)", &e_));
	JUDGE(l, prefix, number_ok("upn", child->upn, &e_));
	JUDGE(l, prefix, number_ok("uln", child->uln, &e_));
	JUDGE(l, prefix, number_ok("nhs", child->nhs, &e_));
	st = check_route(l, prefix, child, reterr);
	if (st == CNIS_OK)
		st = check_school(l, prefix, child, reterr);
	if (st == CNIS_OK)
		st = check_lists(l, prefix, child, reterr);
	if (st == CNIS_OK)
		st = registration_days(l, prefix, child, reterr);
	if (st != CNIS_OK)
		return st;
	st = child_born_check(fact_day(child->born), change_today(l->r), where, "born", &born);
	if (st != CNIS_OK)
		return look_judge(l, prefix, st, &born, reterr);
	/* of a route nobody knows there is nothing to say */
	st = code_check(l->r, "route", registration_route(child), where, "route", &born);
	if (st == CNIS_EINVAL)
		return CNIS_OK;
	if (st == CNIS_OK)
		st = eligible_ok(l, child, &born);
	return look_judge(l, prefix, st, &born, reterr);
}

/* The form has the evidence beside facts of other kinds, under a longer name. */
static cnis_status
relationship_ok(cnis_register *r, const cnis_relationship_new *n, cnis_error *reterr)
{
	cnis_status st = relationship_check(r, n, reterr);

	if (st == CNIS_EINVAL && strcmp(reterr->field, "evidence") == 0)
		(void)text_copy(reterr->field, sizeof(reterr->field), "responsibility_evidence");
	return st;
}

static cnis_status
check_parent(look *l, size_t i, cnis_error *reterr)
{
	static const char *const kinds[] = { "parent", "carer", "other", NULL };
	const cnis_form_parent *p = &l->form->parents[i];
	const cnis_relationship_new rel = { .size = sizeof(rel),
		                            .kind = p->relationship,
		                            .responsibility = p->responsibility,
		                            .responsibility_basis = p->responsibility_basis,
		                            .has_care = p->has_care,
		                            .educates = p->educates,
		                            .evidence = p->responsibility_evidence,
		                            .contact_limits = p->contact_limits };
	char prefix[REGISTRATION_PATH];

	(void)snprintf(prefix, sizeof(prefix), "parents[%zu]", i);
	JUDGE(l, prefix, name_ok(p->full_name, p->given_names, p->family_name, &e_));
	JUDGE(l, prefix, one_of(p->kind, kinds, "kind", "parent, carer or other", &e_));
	JUDGE(l, prefix, relationship_ok(l->r, &rel, &e_));
	JUDGE(
	    l, prefix,
	    registration_indexes(p->children, p->n_children, l->form->n_children, "children", &e_));
	JUDGE(l, prefix,
	      registration_indexes(p->addresses, p->n_addresses, l->form->n_addresses, "addresses",
	                           &e_));
	return registration_reach_check(l, prefix, p, reterr);
}

static cnis_status
check_address(look *l, size_t i, cnis_error *reterr)
{
	static const char *const kinds[] = { "home", "additional", "previous", "correspondence",
		                             NULL };
	const cnis_form_address *a = &l->form->addresses[i];
	const cnis_place place = registration_place(a);
	char prefix[REGISTRATION_PATH];

	(void)snprintf(prefix, sizeof(prefix), "addresses[%zu]", i);
	JUDGE(l, prefix, address_check(l->r, &place, &e_));
	JUDGE(l, prefix,
	      one_of(a->kind, kinds, "kind", "home, additional, previous or correspondence", &e_));
	return registration_address_days(l, prefix, i, reterr);
}

static cnis_status
count_ok(size_t n, size_t least, size_t most, const char *field, cnis_error *reterr)
{
	if (n < least)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, field, "at least one is needed");
	if (n > most)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, field, "more than %zu in one form",
		                 most);
	return CNIS_OK;
}

/* What holds for the whole form is told here, and set aside for what is looked at afterwards. */
static cnis_status
check_source(look *l, cnis_error *reterr)
{
	cnis_error e = { 0 };
	cnis_status st;

	st = registration_not_future(l->own.notified, change_today(l->r), "notified_on", &e);
	if (st == CNIS_EINVAL)
		l->own.notified = CNIS_DAY_NONE;
	st = look_judge(l, "", st, &e, reterr);
	if (st == CNIS_OK && l->own.notified_by != NULL) {
		st = code_check(l->r, "source", l->own.notified_by, where, "notified_by", &e);
		if (st == CNIS_EINVAL)
			l->own.notified_by = NULL;
		st = look_judge(l, "", st, &e, reterr);
	}
	if (st == CNIS_OK && l->own.basis != NULL) {
		st = code_check(l->r, "basis", l->own.basis, where, "basis", &e);
		if (st == CNIS_EINVAL)
			l->own.basis = NULL;
		st = look_judge(l, "", st, &e, reterr);
	}
	return st;
}

static cnis_status
check_whole(look *l, cnis_error *reterr)
{
	const cnis_form *form = l->form;
	cnis_error e = { 0 };
	int64_t owner;
	cnis_status st;

	JUDGE(l, "", count_ok(form->n_children, 1, CNIS_FORM_CHILDREN, "children", &e_));
	JUDGE(l, "", count_ok(form->n_parents, 0, CNIS_FORM_PARENTS, "parents", &e_));
	JUDGE(l, "", count_ok(form->n_addresses, 0, CNIS_FORM_ADDRESSES, "addresses", &e_));
	st = check_source(l, reterr);
	if (st != CNIS_OK || form->owner == NULL)
		return st;
	st = officer_worker(l->r, form->owner, &owner, &e);
	(void)text_copy(e.field, sizeof(e.field), "owner");
	return look_judge(l, "", st, &e, reterr);
}

cnis_status
registration_fields(look *l, cnis_error *reterr)
{
	const cnis_form *form = &l->own;
	size_t i;
	cnis_status st;

	l->own = *l->form;
	l->form = &l->own;
	st = check_whole(l, reterr);
	for (i = 0; st == CNIS_OK && i < form->n_children && i < CNIS_FORM_CHILDREN; i++)
		st = check_child(l, i, reterr);
	for (i = 0; st == CNIS_OK && i < form->n_parents && i < CNIS_FORM_PARENTS; i++)
		st = check_parent(l, i, reterr);
	for (i = 0; st == CNIS_OK && i < form->n_addresses && i < CNIS_FORM_ADDRESSES; i++)
		st = check_address(l, i, reterr);
	return st;
}
