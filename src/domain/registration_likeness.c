/* A child of a form, as a comparison takes it. */
#include "base/error.h"
#include "base/text.h"
#include "domain/fact.h"
#include "domain/people.h"
#include "domain/registration_inside.h"
#include "rule/identifier.h"

static void
take_number(const char *kind, const char *value, likeness_number *to)
{
	char normal[101];

	if (value != NULL &&
	    identifier_normal(kind, value, "register", kind, normal, NULL) == CNIS_OK)
		(void)text_copy(to->value, sizeof(to->value), normal);
}

static bool
take_places(const cnis_form *form, const cnis_form_child *child, likeness_child *to)
{
	const cnis_form_address *a;
	bool told = true;
	size_t k;

	for (k = 0; told && (a = registration_address(form, child, k, NULL)) != NULL; k++) {
		rule_identifier postcode = rule_postcode(a->postcode == NULL ? "" : a->postcode);
		rule_identifier uprn = rule_uprn(a->uprn == NULL ? "" : a->uprn);

		if (text_same(a->kind, "correspondence"))
			continue;
		told = likeness_add_place(to, postcode.valid ? postcode.normalised : NULL,
		                          uprn.valid ? uprn.normalised : NULL, a->line1,
		                          text_same(a->kind, "previous"));
	}
	return told;
}

static bool
parent_of(const cnis_form_parent *p, size_t i)
{
	size_t k;

	for (k = 0; p->children != NULL && k < p->n_children; k++) {
		if (p->children[k] >= 0 && (size_t)p->children[k] == i)
			return true;
	}
	return p->children == NULL;
}

static void
take_phones(const cnis_form_parent *p, likeness_child *to)
{
	for (size_t k = 0; k < p->n_contact_points; k++) {
		const cnis_form_contact_point *t = &p->contact_points[k];
		rule_identifier number = rule_telephone(t->value);

		if (!text_same(t->kind, "email") && number.valid)
			likeness_add_phone(to, number.normalised);
	}
}

cnis_status
registration_likeness(const cnis_form *form, size_t i, likeness_child *ret, cnis_error *reterr)
{
	const cnis_form_child *child = &form->children[i];
	bool told;
	size_t k;

	*ret = (likeness_child){ .born = fact_day(child->born), .sex = 'U' };
	if (child->sex != NULL)
		ret->sex = child->sex[0];
	told = likeness_add_name(ret, child->full_name, child->given_names, child->family_name,
	                         false, false) &&
	       likeness_add_name(ret, child->preferred_name, NULL, NULL, true, false) &&
	       take_places(form, child, ret);
	for (k = 0; told && k < form->n_parents; k++) {
		if (!parent_of(&form->parents[k], i))
			continue;
		told = likeness_add_parent(ret, form->parents[k].full_name);
		take_phones(&form->parents[k], ret);
	}
	take_number("upn", child->upn, &ret->upn);
	take_number("uln", child->uln, &ret->uln);
	take_number("nhs", child->nhs, &ret->nhs);
	if (child->school.urn != NULL)
		(void)text_copy(ret->school, sizeof(ret->school), child->school.urn);
	return told ? CNIS_OK : cnis_nomem(reterr, "register");
}
