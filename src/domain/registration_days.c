/* Registration: which days of a form can be, and which fields its routes have. */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/child.h"
#include "domain/fact.h"
#include "domain/registration_inside.h"
#include "rule/route.h"

static const char where[] = "register";

enum { LEAVE_MONTHS = 24 }; /* a last day at school is not further ahead */

cnis_status
registration_not_future(cnis_day day, cnis_day today, const char *field, cnis_error *reterr)
{
	if (fact_day(day) != CNIS_DAY_NONE && day > today)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, field,
		                 "the day lies in the future");
	return CNIS_OK;
}

static cnis_status
born_ok(cnis_day day, cnis_day born, const char *field, cnis_error *reterr)
{
	return fact_day_after_birth(day, born, where, field, reterr);
}

/* The birth date, or none where it is itself wrong. */
static cnis_day
born_of(const look *l, const cnis_form_child *child)
{
	cnis_day born = fact_day(child->born);

	return child_born_check(born, change_today(l->r), where, "born", NULL) == CNIS_OK
	           ? born
	           : CNIS_DAY_NONE;
}

/* ---- of a child -------------------------------------------------------------------------------
 */

static cnis_status
school_days(look *l, const char *prefix, const cnis_form_child *child, cnis_error *reterr)
{
	const cnis_form_school *s = &child->school;
	cnis_day today = change_today(l->r);
	cnis_day born = born_of(l, child);
	cnis_day furthest =
	    cnis_day_add_months(registration_fact(l->r, l->form).received, LEAVE_MONTHS);
	bool leaves_now = !registration_on_roll(child) && fact_day(child->from) == CNIS_DAY_NONE &&
	                  fact_day(s->left) == CNIS_DAY_NONE;

	JUDGE(l, prefix, registration_not_future(s->left, today, "school.left_on", &e_));
	JUDGE(l, prefix, born_ok(s->left, born, "school.left_on", &e_));
	JUDGE(l, prefix, registration_not_future(s->notice, today, "school.notice_on", &e_));
	JUDGE(l, prefix, born_ok(s->notice, born, "school.notice_on", &e_));
	JUDGE(l, prefix, born_ok(s->leave, born, "school.leave_on", &e_));
	if (fact_day(s->leave) == CNIS_DAY_NONE)
		return CNIS_OK;
	JUDGE(l, prefix,
	      s->leave > furthest ? cnis_fail(&e_, CNIS_EINVAL, 0, where, "school.leave_on",
	                                      "lies more than two years after the notification")
	                          : CNIS_OK);
	if (leaves_now && s->leave >= today && s->leave <= furthest) /* from the day after */
		JUDGE(l, prefix,
		      cnis_fail(&e_, CNIS_EINVAL, 0, where, "school.leave_on",
		                "off the roll, yet at school until today or later"));
	return CNIS_OK;
}

/* Nor what only an entry has: a record of a child who is held has no reason of the family. */
static cnis_status
held_fields(look *l, const char *prefix, const cnis_form_child *child, cnis_error *reterr)
{
	static const char words[] =
	    "belongs to a child who is entered, not held: leave it out, or "
	    "give the route the child is on; it is asked again at the entry";
	const struct {
		const char *field;
		bool given;
	} fields[] = { { "reason", child->reason != NULL },
		       { "further_reasons", child->n_further_reasons > 0 },
		       { "reason_by_school", child->reason_by_school != NULL },
		       { "prior_setting", child->prior_setting != NULL } };

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (fields[i].given)
			JUDGE(l, prefix,
			      cnis_fail(&e_, CNIS_EINVAL, 0, where, fields[i].field, "%s", words));
	return CNIS_OK;
}

/* What only a record of a child who is held has is not left out in silence. */
static cnis_status
route_fields(look *l, const char *prefix, const cnis_form_child *child, cnis_error *reterr)
{
	static const char words[] = "belongs to a child who is held, not entered: leave it out, or "
				    "give the route on_roll_absent or approaching_school_age";
	const rule_route *route = rule_route_find(registration_route(child));

	if (route == NULL)
		return CNIS_OK;
	if (route->held)
		return held_fields(l, prefix, child, reterr);
	if (child->held_basis != NULL)
		JUDGE(l, prefix, cnis_fail(&e_, CNIS_EINVAL, 0, where, "held_basis", "%s", words));
	if (fact_day(child->held_basis_on) != CNIS_DAY_NONE)
		JUDGE(l, prefix,
		      cnis_fail(&e_, CNIS_EINVAL, 0, where, "held_basis_on", "%s", words));
	if (child->for_health != NULL)
		JUDGE(l, prefix, cnis_fail(&e_, CNIS_EINVAL, 0, where, "for_health", "%s", words));
	return CNIS_OK;
}

/* @p ret is "LISTk].FIELD", as "provision[0].from". */
static const char *
member_field(char ret[REGISTRATION_PATH], const char *list, size_t k, const char *field)
{
	text_buf b = text_buf_on(ret, REGISTRATION_PATH);

	text_add(&b, list);
	text_add_int(&b, (int64_t)k);
	text_add(&b, "].");
	text_add(&b, field);
	return ret;
}

cnis_status
registration_days(look *l, const char *prefix, const cnis_form_child *child, cnis_error *reterr)
{
	cnis_day today = change_today(l->r);
	cnis_day born = born_of(l, child);
	char field[REGISTRATION_PATH];
	cnis_status st;

	if (!registration_on_roll(child))
		JUDGE(l, prefix, registration_not_future(child->from, today, "from", &e_));
	JUDGE(l, prefix, born_ok(child->from, born, "from", &e_));
	JUDGE(l, prefix, born_ok(child->held_basis_on, born, "held_basis_on", &e_));
	for (size_t k = 0; k < child->n_provision; k++)
		JUDGE(l, prefix,
		      born_ok(child->provision[k].from, born,
		              member_field(field, "provision[", k, "from"), &e_));
	for (size_t k = 0; k < child->n_orders; k++)
		JUDGE(l, prefix,
		      born_ok(child->orders[k].from, born,
		              member_field(field, "orders[", k, "from"), &e_));
	for (size_t k = 0; k < child->n_flags; k++) {
		JUDGE(l, prefix,
		      born_ok(child->flags[k].from, born, member_field(field, "flags[", k, "from"),
		              &e_));
		JUDGE(
		    l, prefix,
		    born_ok(child->flags[k].to, born, member_field(field, "flags[", k, "to"), &e_));
		JUDGE(l, prefix,
		      born_ok(child->flags[k].reviewed, born,
		              member_field(field, "flags[", k, "reviewed_on"), &e_));
	}
	JUDGE(l, "", born_ok(l->form->notified, born, "notified_on", &e_));
	st = school_days(l, prefix, child, reterr);
	return st == CNIS_OK ? route_fields(l, prefix, child, reterr) : st;
}

/* ---- of an address ----------------------------------------------------------------------------
 */

/* The family may have lived there before a child was born, but not left before. */
static cnis_status
left_before_birth(const look *l, size_t i, cnis_error *reterr)
{
	const cnis_form_address *a = &l->form->addresses[i];
	size_t at;

	for (size_t k = 0; k < l->form->n_children && k < CNIS_FORM_CHILDREN; k++) {
		const cnis_form_child *child = &l->form->children[k];
		cnis_day born = born_of(l, child);

		for (size_t n = 0; registration_address(l->form, child, n, &at) != NULL; n++) {
			if (at == i && fact_day(a->to) != CNIS_DAY_NONE && born != CNIS_DAY_NONE &&
			    a->to < born)
				return cnis_fail(reterr, CNIS_EINVAL, 0, where, "to",
				                 "the family left before children[%zu] was born: "
				                 "give that child its own list of addresses",
				                 k);
		}
	}
	return CNIS_OK;
}

cnis_status
registration_address_days(look *l, const char *prefix, size_t i, cnis_error *reterr)
{
	const cnis_form_address *a = &l->form->addresses[i];
	cnis_day today = change_today(l->r);
	bool both = fact_day(a->from) != CNIS_DAY_NONE && fact_day(a->to) != CNIS_DAY_NONE;

	JUDGE(l, prefix, registration_not_future(a->from, today, "from", &e_));
	JUDGE(l, prefix, registration_not_future(a->to, today, "to", &e_));
	JUDGE(l, prefix,
	      both && a->to < a->from ? cnis_fail(&e_, CNIS_EINVAL, 0, where, "to",
	                                          "the last day lies before the first")
	                              : CNIS_OK);
	JUDGE(l, prefix, left_before_birth(l, i, &e_));
	return CNIS_OK;
}

/* ---- names ------------------------------------------------------------------------------------
 */

cnis_status
registration_held_field(cnis_status st, cnis_error *err)
{
	static const char *const spelt[][2] = { { "basis", "held_basis" },
		                                { "basis_on", "held_basis_on" },
		                                { "school", "school.name" } };

	for (size_t i = 0; st != CNIS_OK && i < sizeof(spelt) / sizeof(spelt[0]); i++) {
		if (strcmp(err->field, spelt[i][0]) == 0) {
			(void)text_copy(err->field, sizeof(err->field), spelt[i][1]);
			break;
		}
	}
	return st;
}

void
registration_spell(size_t i, const char *inner, char ret[REGISTRATION_PATH])
{
	static const struct {
		const char *inner, *form;
		bool whole; /* of the form, not of the child */
	} spelt[] = {
		{ "notified", "notified_on", true },
		{ "received", "notified_on", true },
		{ "notified_by", "notified_by", true },
		{ "source", "notified_by", true },
		{ "basis", "basis", true },
		{ "owner", "owner", true },
		{ "notice", "school.notice_on", false },
		{ "leave", "school.leave_on", false },
		{ "deleted", "school.left_on", false },
		{ "left", "school.left_on", false },
		{ "placement", "school.placement", false },
		{ "placed_by", "school.placed_by", false },
		{ "school_urn", "school.urn", false },
		{ "urn", "school.urn", false },
		{ "school_name", "school.name", false },
		{ "school", "school.name", false },
		{ "child", "", false },
		{ "withdrawal", "", false },
	};
	const char *name = inner;
	bool whole = false;

	for (size_t k = 0; k < sizeof(spelt) / sizeof(spelt[0]); k++) {
		if (strcmp(spelt[k].inner, inner) == 0) {
			name = spelt[k].form;
			whole = spelt[k].whole;
			break;
		}
	}
	if (whole)
		(void)text_copy(ret, REGISTRATION_PATH, name);
	else
		(void)snprintf(ret, REGISTRATION_PATH, "children[%zu]%s%.40s", i,
		               name[0] == '\0' ? "" : ".", name);
}
