/* Filling a demonstration register: the families, on the days they registered. */
#include "exchange/demonstration.h"

#include <stdlib.h>
#include <string.h>

#include <cnis/registration.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "domain/change.h"
#include "domain/told.h"
#include "rule/school_age.h"

enum { MOST_CHILDREN = 1000000, BATCH = 500, CHILDREN_IN_FAMILY = 4, TOLD_WITHIN = 21 };

static const store_sql any_child_sql = { "demonstration.any", "SELECT id FROM child LIMIT 1" };
static const store_sql head_at_sql = { "demonstration.head_at",
	                               "SELECT at FROM journal ORDER BY seq DESC LIMIT 1" };

/* A family as a form, with the texts it borrows. */
typedef struct household {
	cnis_form form;
	cnis_form_child child[CHILDREN_IN_FAMILY];
	cnis_form_provision provision[CHILDREN_IN_FAMILY][2]; /* parents, a provider */
	cnis_form_parent parent[2];
	cnis_form_address address;
	demo_reach reach[2];
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

/* Of every third child it was said that there is no other home; a few families declined, or chose
 * to answer. */
static void
fill_answers(cnis_form_child *k, int number)
{
	static const cnis_form_answer said[] = {
		{ .item = "1.b.additional-address", .answer = "none" },
		{ .item = "1.f.hours-others", .answer = "declined" },
	};
	static const cnis_form_characteristic given[] = {
		{ .kind = "religion_or_belief",
		  .answer = "an invented belief",
		  .given_by = "parent" },
		{ .kind = "race", .declined = true, .given_by = "parent" },
	};

	k->answers = said;
	k->n_answers = number % 3 != 0 ? 0 : number % 9 == 0 ? 2 : 1;
	k->characteristics = given;
	k->n_characteristics = number % 20 == 0 ? 2 : 0;
}

/* Some say a range, and every seventh child has a provider too: by number, so that the dice fall as
 * they did. */
static void
fill_provision(household *h, int i, double hours, bool told, int number)
{
	static const char *const webs[] = { "https://lessons.example" };
	cnis_form_provision *taught = h->provision[i];
	bool online = number % 2 == 0;

	taught[0] = (cnis_form_provision){ .kind = "parents",
		                           .hours_week = hours,
		                           .hours_week_high = number % 3 == 0 ? hours + 5 : 0,
		                           .hours_without_parent = -1 };
	taught[1] =
	    (cnis_form_provision){ .kind = "provider",
		                   .provider_name = online ? "Invented Online School"
		                                           : "Example Tutors",
		                   .provider_type = online ? "online school" : "tutor",
		                   .provider_address = "1 Invented Row, London",
		                   .place = online ? NULL : "Example Community Hall, London",
		                   .webs = webs,
		                   .n_webs = online ? 1 : 0,
		                   .hours_week = 3,
		                   .hours_week_high = 6,
		                   .hours_without_parent = online ? 3 : -1 };
	h->child[i].provision = taught;
	fill_answers(&h->child[i], number);
	h->child[i].n_provision = !told ? 0 : number % 7 == 0 ? 2 : 1;
}

/* A twin has the name of the other: nobody would call them so. */
static bool
named_like_a_twin(const household *h, int i, cnis_day born)
{
	for (int k = 0; k < i; k++)
		if (h->child[k].born == born && strcmp(h->given[k], h->given[i]) == 0)
			return true;
	return false;
}

static void
fill_child(household *h, int i, const demo_plan *p, const demo_family *f, const char *authority,
           dice *d)
{
	static const double hours[] = { 15, 18, 20, 22.5, 25 };
	const demo_child *c = &p->child[f->first + i];
	cnis_form_child *k = &h->child[i];
	int year;

	do
		name_of(h->given[i], sizeof(h->given[i]),
		        demo_given_name(c->girl, dice_below(d, 24)),
		        demo_given_name(c->girl, dice_below(d, 24)), NULL);
	while (named_like_a_twin(h, i, c->born));
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
		demo_upn(authority, (uint64_t)f->first + (uint64_t)i, (year + 5) % 100, h->upn[i]);
		k->upn = h->upn[i];
	}
	fill_provision(h, i, hours[dice_below(d, 5)], dice_odds(d, 700), f->first + i);
}

static void
fill_parents(household *h, uint64_t seed, int32_t first, dice *d)
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
		h->reach[i].family_name = h->family_name;
		q->contact_points = h->reach[i].point;
		q->n_contact_points = demo_reached(seed, first, i > 0, &h->reach[i]);
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
	demo_stand(&h->address, demo_place(p->seed, f->first));
	h->form.size = sizeof(h->form);
	h->form.notified = f->registered - (cnis_day)dice_below(&d, 3);
	for (int32_t i = 0; i < f->n; i++) {
		fill_child(h, i, p, f, authority, &d);
		if (h->child[i].school.name != NULL)
			h->form.notified = f->registered;
	}
	fill_parents(h, p->seed, f->first, &d);
	h->form.notified_by = dice_odds(&d, 600) ? "parent" : "school";
	h->form.confirmed_not_duplicate = true;
	h->form.children = h->child;
	h->form.n_children = (size_t)f->n;
	h->form.addresses = &h->address;
	h->form.n_addresses = 1;
}

static cnis_status
begin(cnis_register *r, cnis_error *reterr)
{
	const change_spec spec = { .kind = "demonstration.fill",
		                   .command = "demonstrate",
		                   .roles = CNIS_ROLE_OFFICER,
		                   .undo = STORE_FINAL,
		                   .batch = "demonstration" };

	return change_begin(r, &spec, reterr);
}

typedef struct fill {
	cnis_register *r;
	demo_plan p;
	demo_events events;
	cnis_demonstration made;
	household home;
	int32_t family; /* next */
	size_t event;
	int64_t now; /* nothing is written as of later */
} fill;

/* Each parent is given the privacy notice with the first letter; of the last month some wait. */
static cnis_status
tell_family(fill *x, const cnis_registration *saved, cnis_day registered, cnis_error *reterr)
{
	cnis_told_new n = { .size = sizeof(n),
		            .kind = "privacy_notice",
		            .version = "1",
		            .on = registered,
		            .method = "post" };
	int64_t id = 0;
	cnis_status st = CNIS_OK;

	if (registered + TOLD_WITHIN > x->p.today)
		return CNIS_OK;
	for (size_t i = 0; st == CNIS_OK && i < saved->n_children * saved->n_parents; i++) {
		n.child_id = saved->child_id[i / saved->n_parents];
		n.person_id = saved->person_id[i % saved->n_parents];
		st = told_add_tx(x->r, &n, &id, reterr);
	}
	return st;
}

static cnis_status
register_family(fill *x, cnis_error *reterr)
{
	demo_family *f = &x->p.family[x->family];
	cnis_registration saved = { 0 };
	cnis_status st;

	fill_form(&x->home, &x->p, x->family, store_authority(x->r->st));
	st = cnis_registration_save(x->r, &x->home.form, &saved, reterr);
	for (int32_t k = 0; st == CNIS_OK && k < f->n; k++)
		x->p.child[f->first + k].id = saved.child_id[k];
	if (st == CNIS_OK)
		st = tell_family(x, &saved, f->registered, reterr);
	x->family++;
	return st;
}

/* In the afternoon of @p day; today, not later than it is. */
static int64_t
clock_of(const fill *x, cnis_day day)
{
	int64_t at = cnis_instant_end_of_day(day) - (int64_t)8 * 3600;

	return at < x->now ? at : x->now;
}

/* One transaction: what happens on one day, families first, with the clock of that day. */
static cnis_status
one_day(fill *x, cnis_error *reterr)
{
	const demo_plan *p = &x->p;
	const demo_event *events = x->events.event;
	cnis_day day = x->family < p->n_families ? p->family[x->family].registered : CNIS_DAY_NONE;
	int left = BATCH;
	cnis_status st;

	if (x->event < x->events.n && (day == CNIS_DAY_NONE || events[x->event].day < day))
		day = events[x->event].day;
	store_set_now(x->r->st, clock_of(x, day));
	st = begin(x->r, reterr);
	while (st == CNIS_OK && left > 0 && x->family < p->n_families &&
	       p->family[x->family].registered == day) {
		st = register_family(x, reterr);
		left--;
	}
	while (st == CNIS_OK && left > 0 && x->event < x->events.n && events[x->event].day == day) {
		st = demo_event_take(x->r, &x->p, &events[x->event++], &x->made, reterr);
		left--;
	}
	x->made.transactions++;
	return change_end(x->r, st, reterr);
}

static cnis_status
all_days(fill *x, cnis_demonstration_fn fn, void *payload, cnis_error *reterr)
{
	int64_t total = x->p.n_families + (int64_t)x->events.n;
	cnis_status st = CNIS_OK;

	while (st == CNIS_OK && (x->family < x->p.n_families || x->event < x->events.n)) {
		st = one_day(x, reterr);
		if (fn != NULL)
			fn((x->family + (int64_t)x->event) * x->p.n_children / total,
			   x->p.n_children, payload);
	}
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

/* Journal time never goes back, so nobody registers before the register was made. */
static cnis_status
first_day(cnis_register *r, cnis_day *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &head_at_sql, &c, reterr);

	if (st == CNIS_OK)
		st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK)
		*ret = row ? cnis_instant_day(col_int(&c, 0)) : cnis_register_today(r);
	stmt_close(&c);
	return st;
}

cnis_status
cnis_demonstration_fill(cnis_register *r, int64_t children, uint64_t seed, cnis_demonstration_fn fn,
                        void *payload, cnis_demonstration *ret, cnis_error *reterr)
{
	int64_t now = store_now(r->st);
	int32_t n = (int32_t)(children == 0 ? CNIS_DEMONSTRATION_CHILDREN : children);
	cnis_day earliest = CNIS_DAY_NONE;
	fill *x = NULL;
	cnis_status st = check(r, children, reterr);

	if (st == CNIS_OK)
		st = first_day(r, &earliest, reterr);
	if (st == CNIS_OK && (x = mem_new(1, sizeof(*x))) == NULL)
		st = cnis_nomem(reterr, "demonstration.fill");
	if (st != CNIS_OK || x == NULL)
		return st;
	x->r = r;
	x->now = now;
	st = demo_plan_draw(n, seed == 0 ? CNIS_DEMONSTRATION_SEED : seed, earliest,
	                    cnis_instant_day(now), &x->p, reterr);
	if (st == CNIS_OK)
		st = demo_events_draw(&x->p, &x->events, reterr);
	if (st == CNIS_OK)
		st = all_days(x, fn, payload, reterr);
	store_set_now(r->st, now);
	x->made.children = x->p.n_children;
	x->made.families = x->p.n_families;
	if (st == CNIS_OK && ret != NULL)
		*ret = x->made;
	demo_plan_clear(&x->p);
	free(x->events.event);
	free(x);
	return st;
}
