/* Registration: what the parts of a form mean, and what stands for "not said". */
#include <string.h>

#include "domain/fact.h"
#include "domain/registration_inside.h"
#include "rule/identifier.h"
#include "rule/route.h"

/* The day facts of the form reached the authority. */
static cnis_day
registration_notified(const cnis_register *r, const cnis_form *form)
{
	cnis_day d = fact_day(form->notified);

	return d == CNIS_DAY_NONE ? change_today(r) : d;
}

cnis_fact
registration_fact(const cnis_register *r, const cnis_form *form)
{
	return (cnis_fact){ .from = CNIS_DAY_NONE,
		            .to = CNIS_DAY_NONE,
		            .received = registration_notified(r, form),
		            .source = form->notified_by == NULL ? "parent" : form->notified_by,
		            .basis = form->basis };
}

const char *
registration_route(const cnis_form_child *child)
{
	return child->route == NULL ? "home_education" : child->route;
}

bool
registration_leaves_school(const cnis_form_child *child)
{
	const rule_route *route = rule_route_find(registration_route(child));

	return child->school.name != NULL && route != NULL && route->leaves_roll;
}

/*
 * A school is named and nobody said that the name is off its roll: it is taken to be on it, so that
 * the notice is kept and no gate is passed by leaving a field empty.
 */
bool
registration_on_roll(const cnis_form_child *child)
{
	const cnis_form_school *s = &child->school;

	if (s->on_roll != CNIS_NOT_SAID)
		return s->on_roll == CNIS_YES;
	return registration_leaves_school(child) && fact_day(s->left) == CNIS_DAY_NONE;
}

/* A pupil who stays one.  The school of a route that is of pupils is the child's school. */
bool
registration_pupil(const cnis_form_child *child)
{
	const cnis_form_school *s = &child->school;
	const rule_route *route = rule_route_find(registration_route(child));

	if (registration_leaves_school(child))
		return false;
	if (s->on_roll != CNIS_NOT_SAID)
		return s->on_roll == CNIS_YES;
	return s->name != NULL && route != NULL && route->of_school &&
	       fact_day(s->left) == CNIS_DAY_NONE;
}

cnis_day
registration_from(const cnis_register *r, const cnis_form *form, const cnis_form_child *child)
{
	if (fact_day(child->from) != CNIS_DAY_NONE)
		return child->from;
	if (fact_day(child->school.left) != CNIS_DAY_NONE)
		return child->school.left;
	if (fact_day(child->school.leave) != CNIS_DAY_NONE)
		return child->school.leave + 1;
	return registration_notified(r, form);
}

const cnis_form_address *
registration_address(const cnis_form *form, const cnis_form_child *child, size_t k, size_t *ret_at)
{
	size_t at = k;

	if (child->addresses != NULL) {
		if (k >= child->n_addresses)
			return NULL;
		at = (size_t)child->addresses[k];
	}
	if (at >= form->n_addresses)
		return NULL;
	if (ret_at != NULL)
		*ret_at = at;
	return &form->addresses[at];
}

cnis_place
registration_place(const cnis_form_address *a)
{
	return (cnis_place){ .size = sizeof(cnis_place),
		             .line1 = a->line1,
		             .line2 = a->line2,
		             .line3 = a->line3,
		             .town = a->town,
		             .county = a->county,
		             .postcode = a->postcode,
		             .uprn = a->uprn,
		             .authority = a->authority,
		             .place_kind = a->place };
}

/* One beside several.  More than are allowed stay more than are allowed, and are refused. */
static size_t
join(const char *one, const char *const *more, size_t n_more,
     const char *ret[CNIS_PROVISION_PLACES + 1])
{
	size_t n = 0;

	if (one != NULL)
		ret[n++] = one;
	for (size_t i = 0; i < n_more && n <= CNIS_PROVISION_PLACES; i++)
		ret[n++] = more[i];
	return n;
}

cnis_provision
registration_provision(const cnis_register *r, const cnis_form *form, const cnis_form_provision *p,
                       registration_places *at)
{
	cnis_provision x = { .size = sizeof(x),
		             .kind = p->kind,
		             .provider_name = p->provider_name,
		             .provider_type = p->provider_type,
		             .provider_address = p->provider_address,
		             .places = at->places,
		             .webs = at->webs,
		             .hours_week = p->hours_week,
		             .hours_week_high = p->hours_week_high,
		             .hours_without_parent = p->hours_without_parent,
		             .hours_without_parent_high = p->hours_without_parent_high,
		             .fact = registration_fact(r, form) };

	x.n_places = join(p->place, p->places, p->n_places, at->places);
	x.n_webs = join(p->web, p->webs, p->n_webs, at->webs);
	x.fact.from = fact_day(p->from);
	return x;
}

cnis_flag_new
registration_flag(const cnis_register *r, const cnis_form *form, const cnis_form_flag *f)
{
	cnis_flag_new x = { .size = sizeof(x),
		            .kind = f->kind,
		            .authority = f->authority,
		            .significant_harm = f->significant_harm,
		            .provision = f->provision,
		            .reviewed = fact_day(f->reviewed),
		            .confirmed_by = f->confirmed_by,
		            .note = f->note,
		            .fact = registration_fact(r, form) };

	x.fact.from = fact_day(f->from);
	x.fact.to = fact_day(f->to);
	if (f->source != NULL)
		x.fact.source = f->source;
	return x;
}

cnis_court_order_new
registration_order(const cnis_register *r, const cnis_form *form, const cnis_form_order *o)
{
	cnis_court_order_new x = { .size = sizeof(x),
		                   .kind = o->kind,
		                   .court = o->court,
		                   .case_number = o->case_number,
		                   .authority = o->authority,
		                   .education = o->education,
		                   .limits = o->limits,
		                   .fact = registration_fact(r, form) };

	x.fact.from = fact_day(o->from);
	x.fact.to = fact_day(o->to);
	x.fact.basis = "other_statute";
	if (o->source != NULL)
		x.fact.source = o->source;
	return x;
}

cnis_content_answer
registration_answer(const cnis_register *r, const cnis_form *form, const cnis_form_answer *a)
{
	return (cnis_content_answer){ .size = sizeof(cnis_content_answer),
		                      .item = a->item,
		                      .answer = a->answer,
		                      .note = a->note,
		                      .fact = registration_fact(r, form) };
}

/* Neither an answer nor declined, or both, is an empty answer, which is refused. */
cnis_characteristic
registration_characteristic(const cnis_register *r, const cnis_form *form,
                            const cnis_form_characteristic *a)
{
	cnis_characteristic x = { .size = sizeof(x),
		                  .kind = a->kind,
		                  .answer = (a->answer != NULL) == a->declined ? "" : a->answer,
		                  .fact = registration_fact(r, form) };

	if (a->given_by != NULL)
		x.fact.source = a->given_by;
	return x;
}

bool
registration_out_of_area(const cnis_register *r, const cnis_form *form,
                         const cnis_form_child *child)
{
	const cnis_form_address *a;
	rule_identifier id;
	bool elsewhere = false;
	size_t k;

	for (k = 0; (a = registration_address(form, child, k, NULL)) != NULL; k++) {
		if (a->kind != NULL && strcmp(a->kind, "home") != 0 &&
		    strcmp(a->kind, "additional") != 0)
			continue;
		id = rule_area_code(a->authority == NULL ? "" : a->authority);
		/* of a code nobody knows there is nothing to say: it is a wrong field */
		if (!id.valid || strcmp(id.normalised, store_authority(r->st)) == 0)
			return false;
		elsewhere = true;
	}
	return elsewhere; /* no home address given: the notification itself says "in the area" */
}

bool
registration_elsewhere(const cnis_register *r, const cnis_form *form, const cnis_form_child *child)
{
	return registration_leaves_school(child) && registration_out_of_area(r, form, child);
}

bool
registration_holds(const cnis_form_child *child)
{
	const rule_route *route = rule_route_find(registration_route(child));

	return route != NULL && route->held;
}

cnis_held_new
registration_held(const cnis_register *r, const cnis_form *form, const cnis_form_child *child)
{
	cnis_held_new n = { .size = sizeof(n),
		            .route = registration_route(child),
		            .basis = child->held_basis,
		            .basis_on = child->held_basis_on,
		            .school_name = child->school.name,
		            .school_urn = child->school.urn,
		            .for_health = child->for_health,
		            .fact = registration_fact(r, form) };

	n.fact.from = fact_day(child->from) == CNIS_DAY_NONE ? n.fact.received : child->from;
	return n;
}
