/* Filling a demonstration register: the families, on the days they registered. */
#include "exchange/demonstration.h"

#include <stdlib.h>
#include <string.h>

#include <cnis/registration.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "domain/change.h"
#include "rule/school_age.h"

enum { MOST_CHILDREN = 1000000, BATCH_FAMILIES = 500, CHILDREN_IN_FAMILY = 4 };

static const store_sql any_child_sql = { "demonstration.any", "SELECT id FROM child LIMIT 1" };

/* A family as a form, with the texts it borrows. */
typedef struct household {
	cnis_form form;
	cnis_form_child child[CHILDREN_IN_FAMILY];
	cnis_form_provision provision[CHILDREN_IN_FAMILY];
	cnis_form_parent parent[2];
	cnis_form_address address;
	char family_name[64], street[64], postcode[12];
	char child_name[CHILDREN_IN_FAMILY][160], given[CHILDREN_IN_FAMILY][96];
	char parent_name[2][128];
	char school[CHILDREN_IN_FAMILY][80];
	char upn[CHILDREN_IN_FAMILY][14];
} household;

static void
name_of(char *buf, size_t size, const char *first, const char *second, const char *last)
{
	text_buf b = text_buf_on(buf, size);

	text_add(&b, first);
	if (second != NULL) {
		text_add(&b, " ");
		text_add(&b, second);
	}
	if (last != NULL) {
		text_add(&b, " ");
		text_add(&b, last);
	}
}

static void
schooling(household *h, int i, const demo_child *c, const demo_family *f, dice *d)
{
	cnis_form_child *k = &h->child[i];
	rule_school_age age =
	    rule_school_age_of(c->born, RULE_SCHOOL_YEAR_MONTH, RULE_SCHOOL_YEAR_DAY);
	bool secondary = rule_year_group(c->born, f->registered) >= 7;
	cnis_day left = f->registered - 3 - (cnis_day)dice_below(d, 18);

	k->from = f->registered;
	if (!c->schooled) {
		k->prior_setting = "no_prior_establishment";
		return;
	}
	demo_school(dice_next(d), secondary, h->school[i]);
	k->school.name = h->school[i];
	k->school.on_roll = CNIS_NO;
	k->school.left = left;
	k->school.notice = left - 1 - (cnis_day)dice_below(d, 10);
	k->school.leave = left;
	k->prior_setting = secondary ? "academy" : "local_authority_maintained";
	k->from = left + 1 > age.starts ? left + 1 : age.starts;
}

static void
fill_child(household *h, int i, const demo_plan *p, const demo_family *f, const char *authority,
           dice *d)
{
	static const double hours[] = { 15, 18, 20, 22.5, 25 };
	const demo_child *c = &p->child[f->first + i];
	cnis_form_child *k = &h->child[i];
	int year;

	name_of(h->given[i], sizeof(h->given[i]), demo_given_name(c->girl, dice_below(d, 24)),
	        demo_given_name(c->girl, dice_below(d, 24)), NULL);
	name_of(h->child_name[i], sizeof(h->child_name[i]), h->given[i], NULL, h->family_name);
	k->full_name = h->child_name[i];
	k->given_names = h->given[i];
	k->family_name = h->family_name;
	k->born = c->born;
	k->sex = c->girl ? "F" : "M";
	k->reason = demo_reasons[c->reason].code;
	schooling(h, i, c, f, d);
	if (c->schooled) {
		cnis_day_split(c->born, &year, NULL, NULL);
		demo_upn(authority, (uint64_t)(f->first + i), (year + 5) % 100, h->upn[i]);
		k->upn = h->upn[i];
	}
	h->provision[i] = (cnis_form_provision){ .kind = "parents",
		                                 .hours_week = hours[dice_below(d, 5)],
		                                 .hours_without_parent = -1 };
	k->provision = &h->provision[i];
	k->n_provision = dice_odds(d, 700) ? 1 : 0;
}

static void
fill_parents(household *h, dice *d)
{
	size_t n = dice_odds(d, 720) ? 2 : 1;

	for (size_t i = 0; i < n; i++) {
		cnis_form_parent *q = &h->parent[i];

		name_of(h->parent_name[i], sizeof(h->parent_name[i]),
		        demo_given_name(i == 0, dice_below(d, 24)), NULL, h->family_name);
		q->full_name = h->parent_name[i];
		q->family_name = h->family_name;
		q->relationship = i == 0 ? "mother" : "father";
		q->responsibility = i == 0 || dice_odds(d, 900) ? "yes" : "unknown";
		q->responsibility_basis = i == 0 ? "birth_mother" : NULL;
		q->has_care = "yes";
		q->educates = i == 0 || dice_odds(d, 300) ? "yes" : "no";
	}
	h->form.parents = h->parent;
	h->form.n_parents = n;
}

static void
fill_form(household *h, const demo_plan *p, int32_t at, const char *authority)
{
	const demo_family *f = &p->family[at];
	/* From the family's first child, not its place in the order of registration. */
	dice d = { p->seed ^ ((uint64_t)f->first * UINT64_C(0xA0761D6478BD642F)) };

	memset(h, 0, sizeof(*h));
	demo_family_name(dice_next(&d), h->family_name);
	demo_street(dice_next(&d), h->street);
	demo_postcode(dice_next(&d), h->postcode);
	h->address =
	    (cnis_form_address){ .line1 = h->street,
		                 .town = "Netherwick",
		                 .postcode = h->postcode,
		                 .authority = authority,
		                 .kind = "home",
		                 .from = f->registered - 400 - (cnis_day)dice_below(&d, 2000) };
	h->form.size = sizeof(h->form);
	h->form.notified = f->registered - (cnis_day)dice_below(&d, 3);
	for (int32_t i = 0; i < f->n; i++) {
		fill_child(h, i, p, f, authority, &d);
		if (h->child[i].school.name != NULL)
			h->form.notified = f->registered;
	}
	fill_parents(h, &d);
	h->form.notified_by = dice_odds(&d, 600) ? "parent" : "school";
	h->form.confirmed_not_duplicate = true;
	h->form.children = h->child;
	h->form.n_children = (size_t)f->n;
	h->form.addresses = &h->address;
	h->form.n_addresses = 1;
}

cnis_status
demo_begin(cnis_register *r, const char *what, cnis_error *reterr)
{
	const change_spec spec = { .kind = "demonstration.fill",
		                   .command = what,
		                   .roles = CNIS_ROLE_OFFICER,
		                   .undo = STORE_FINAL,
		                   .batch = "demonstration" };

	return change_begin(r, &spec, reterr);
}

/* Families of one day, at most BATCH_FAMILIES: one transaction with the clock of that day. */
static cnis_status
register_batch(cnis_register *r, demo_plan *p, int32_t from, int32_t to, household *h,
               cnis_error *reterr)
{
	cnis_status st;

	store_set_now(r->st, cnis_instant_end_of_day(p->family[from].registered) - 8 * 3600);
	st = demo_begin(r, "demonstrate families", reterr);
	for (int32_t i = from; i < to && st == CNIS_OK; i++) {
		cnis_registration saved = { 0 };

		fill_form(h, p, i, store_authority(r->st));
		st = cnis_registration_save(r, &h->form, &saved, reterr);
		for (int32_t k = 0; st == CNIS_OK && k < p->family[i].n; k++)
			p->child[p->family[i].first + k].id = saved.child_id[k];
	}
	return change_end(r, st, reterr);
}

static cnis_status
register_all(cnis_register *r, demo_plan *p, cnis_demonstration_fn fn, void *payload,
             cnis_demonstration *ret, cnis_error *reterr)
{
	household *h = mem_new(1, sizeof(*h));
	int64_t done = 0;
	cnis_status st = h == NULL ? cnis_nomem(reterr, "demonstration.fill") : CNIS_OK;

	for (int32_t from = 0; from < p->n_families && st == CNIS_OK;) {
		int32_t to = from;

		while (to < p->n_families && to - from < BATCH_FAMILIES &&
		       p->family[to].registered == p->family[from].registered)
			done += p->family[to++].n;
		st = register_batch(r, p, from, to, h, reterr);
		from = to;
		ret->transactions++;
		if (fn != NULL)
			fn(done / 2, p->n_children, payload);
	}
	free(h);
	return st;
}

static cnis_status
check(cnis_register *r, int64_t children, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st;

	if (!store_demonstration(r->st))
		return cnis_fail(reterr, CNIS_EREFUSED, 0, "demonstration.fill", "",
		                 "only a demonstration register takes invented families: "
		                 "cnis init --demonstration");
	if (children < 0 || children > MOST_CHILDREN)
		return cnis_fail(reterr, CNIS_EINVAL, 0, "demonstration.fill", "children",
		                 "from 1 to %d", MOST_CHILDREN);
	st = stmt_open(r->st, &any_child_sql, &c, reterr);
	if (st == CNIS_OK)
		st = stmt_step(&c, &row, reterr);
	stmt_close(&c);
	if (st == CNIS_OK && row)
		return cnis_fail(reterr, CNIS_EEXISTS, 0, "demonstration.fill", "",
		                 "there are children in this register already");
	return st;
}

cnis_status
cnis_demonstration_fill(cnis_register *r, int64_t children, uint64_t seed, cnis_demonstration_fn fn,
                        void *payload, cnis_demonstration *ret, cnis_error *reterr)
{
	cnis_demonstration made = { 0 };
	demo_plan p = { 0 };
	int64_t now = store_now(r->st);
	int32_t n = (int32_t)(children == 0 ? CNIS_DEMONSTRATION_CHILDREN : children);
	cnis_status st = check(r, children, reterr);

	if (st == CNIS_OK)
		st = demo_plan_draw(n, seed == 0 ? CNIS_DEMONSTRATION_SEED : seed,
		                    cnis_instant_day(now), &p, reterr);
	if (st == CNIS_OK)
		st = register_all(r, &p, fn, payload, &made, reterr);
	store_set_now(r->st, now);
	if (st == CNIS_OK)
		st = demo_life(r, &p, fn, payload, &made, reterr);
	made.children = p.n_children;
	made.families = p.n_families;
	demo_plan_clear(&p);
	if (st == CNIS_OK && ret != NULL)
		*ret = made;
	return st;
}
