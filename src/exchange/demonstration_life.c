/* What has happened to the invented families since they registered: facts with past days. */
#include "exchange/demonstration.h"

#include <string.h>

#include <cnis/address.h>
#include <cnis/contact.h>
#include <cnis/flag.h>
#include <cnis/home_consideration.h>
#include <cnis/plan.h>
#include <cnis/review.h>
#include <cnis/seen.h>

#include "base/error.h"
#include "domain/change.h"
#include "rule/clock.h"

enum { BATCH_CHILDREN = 500, FIRST_MONTHS = 3, YEARLY_MONTHS = 12 };

typedef struct life {
	cnis_register *r;
	const demo_plan *p;
	cnis_demonstration *made;
	cnis_error *err;
	dice d;
	const demo_child *c;
	cnis_day registered;
} life;

static const char *
pick(dice *d, const char *const *words, uint32_t n)
{
	return words[dice_below(d, n)];
}

static cnis_day
day_since(life *l, cnis_day from)
{
	return from >= l->p->today
	           ? l->p->today
	           : from + (cnis_day)dice_below(&l->d, (uint32_t)(l->p->today - from));
}

static cnis_status
add_flag(life *l, const char *kind, const char *source, cnis_day from, int64_t *count)
{
	cnis_flag_new f = { .size = sizeof(f), .child_id = l->c->id, .kind = kind };
	int64_t id = 0;
	cnis_status st;

	f.authority = store_authority(l->r->st);
	f.confirmed_by = strcmp(source, "social_care") == 0 ? "duty team" : "SEND team";
	f.fact.from = from;
	f.fact.source = source;
	if (strcmp(kind, "s47_action") == 0)
		f.significant_harm = "yes";
	if (strcmp(kind, "ehc_plan") == 0 && from + 330 < l->p->today)
		f.reviewed = l->p->today - (cnis_day)dice_below(&l->d, 420);
	if (f.reviewed != 0 && f.reviewed <= from)
		f.reviewed = 0;
	if (strcmp(kind, "priority") == 0)
		f.note = "no answer to two letters";
	st = cnis_flag_add(l->r, &f, &id, l->err);
	if (st == CNIS_OK)
		++*count;
	return st;
}

/* The published needs exactly; safeguarding facts by odds, so that every list has something. */
static cnis_status
needs(life *l)
{
	cnis_day since = l->c->born + 6 * 365;
	cnis_day then = l->registered - (cnis_day)dice_below(&l->d, 500);
	cnis_status st = CNIS_OK;

	if (then < since)
		then = since < l->p->today ? since : l->p->today - 1;
	if ((l->c->needs & DEMO_EHC) != 0)
		st = add_flag(l, "ehc_plan", "send_team", then, &l->made->ehc_plans);
	if (st == CNIS_OK && (l->c->needs & DEMO_EARLY_HELP) != 0)
		st = add_flag(l, "early_help", "early_help", then, &l->made->early_help);
	if (st == CNIS_OK && (l->c->needs & DEMO_CARER) != 0)
		st = add_flag(l, "young_carer", "early_help", then, &l->made->young_carers);
	if (st == CNIS_OK && dice_odds(&l->d, 6)) {
		then = l->p->today - (cnis_day)dice_below(&l->d, 40) - 1;
		st = add_flag(l, "s47_enquiry", "social_care", then, &l->made->safeguarding);
	}
	if (st == CNIS_OK && dice_odds(&l->d, 6)) {
		then = l->p->today - (cnis_day)dice_below(&l->d, 250) - 1;
		st = add_flag(l, "s47_action", "social_care", then, &l->made->safeguarding);
		if (st == CNIS_OK)
			st = add_flag(l, "child_protection_plan", "social_care", then,
			              &l->made->safeguarding);
	}
	if (st == CNIS_OK && dice_odds(&l->d, 14))
		st = add_flag(l, "child_in_need", "social_care",
		              l->p->today - 1 - (cnis_day)dice_below(&l->d, 300),
		              &l->made->safeguarding);
	if (st == CNIS_OK && dice_odds(&l->d, 10))
		st = add_flag(l, "priority", "this_authority",
		              l->p->today - 1 - (cnis_day)dice_below(&l->d, 60),
		              &l->made->safeguarding);
	return st;
}

/* A second source that says the family lives elsewhere. */
static cnis_status
other_address(life *l)
{
	char street[64];
	char postcode[12];
	cnis_place place = { .size = sizeof(place), .line1 = street, .postcode = postcode };
	cnis_fact fact = { .source = "health" };
	int64_t id = 0;

	if (!dice_odds(&l->d, 9))
		return CNIS_OK;
	demo_street(dice_next(&l->d), street);
	demo_postcode(dice_next(&l->d), postcode);
	fact.from = day_since(l, l->registered);
	return cnis_child_move(l->r, l->c->id, "home", &place, &fact, &id, l->err);
}

static cnis_status
one_review(life *l, cnis_day on)
{
	static const char *const methods[] = { "email", "post", "remote_meeting", "home_visit",
		                               "meeting" };
	static const char *const evidence[] = { "plan", "report", "work_samples",
		                                "conversation_parent report",
		                                "conversation_child work_samples" };
	cnis_review_new v = { .size = sizeof(v), .child_id = l->c->id, .reviewed = on };
	cnis_review_done done;
	uint32_t roll = dice_below(&l->d, 100);
	cnis_status st;

	v.method = pick(&l->d, methods, 5);
	v.evidence = pick(&l->d, evidence, 5);
	v.voice = dice_odds(&l->d, 400) ? "speech" : "not_present";
	v.next = CNIS_DAY_NONE;
	v.outcome = "suitable";
	v.reasons = "What was sent covers reading, writing and number and fits the child.";
	if (roll < 6) {
		v.outcome = "not_assessed";
		v.reasons = "Too little had been sent to say.";
	} else if (roll < 40 && on + 30 > l->p->today) {
		/* Recent ones only: the second officer has not come to them yet. */
		v.outcome = roll < 30 ? "more_information" : "appears_not_suitable";
		v.reasons = "The account was short and said little about what is taught.";
	}
	st = cnis_review_record(l->r, &v, &done, l->err);
	if (st == CNIS_OK)
		l->made->reviews++;
	return st;
}

static cnis_status
reviews(life *l)
{
	cnis_day last = CNIS_DAY_NONE;
	cnis_status st = CNIS_OK;

	while (st == CNIS_OK) {
		cnis_day due = rule_review_due(l->registered, last, FIRST_MONTHS, YEARLY_MONTHS);
		cnis_day on = due - 25 + (cnis_day)dice_below(&l->d, 40);

		if (on <= l->registered || (last != CNIS_DAY_NONE && on <= last))
			on = due;
		if (on > l->p->today || !dice_odds(&l->d, 930))
			break;
		st = one_review(l, on);
		last = on;
	}
	return st;
}

static cnis_status
contacts(life *l)
{
	static const char *const methods[] = { "post", "email", "telephone", "text" };
	static const char *const outcomes[] = { "reached", "no_reply", "left_message",
		                                "information_given", "declined" };
	uint32_t n = dice_below(&l->d, 3);
	cnis_status st = CNIS_OK;

	for (uint32_t i = 0; i < n && st == CNIS_OK; i++) {
		cnis_contact_new t = { .size = sizeof(t), .child_id = l->c->id };
		int64_t id = 0;

		t.on = day_since(l, l->registered);
		t.method = pick(&l->d, methods, 4);
		t.outcome = pick(&l->d, outcomes, 5);
		st = cnis_contact_add(l->r, &t, &id, l->err);
		if (st == CNIS_OK)
			l->made->contacts++;
	}
	return st;
}

static cnis_status
sightings(life *l)
{
	static const char *const places[] = { "home", "authority_office", "community",
		                              "health_setting" };
	static const char *const people[] = { "ehe_officer", "health_visitor", "social_worker",
		                              "doctor" };
	cnis_seen_new s = { .size = sizeof(s), .child_id = l->c->id };
	int64_t id = 0;
	cnis_status st;

	if (!dice_odds(&l->d, 620))
		return CNIS_OK;
	s.on = day_since(l, l->registered);
	s.means = dice_odds(&l->d, 850) ? "in_person" : "on_screen";
	s.place = strcmp(s.means, "on_screen") == 0 ? "on_screen" : pick(&l->d, places, 4);
	s.by_whom = pick(&l->d, people, 4);
	s.alone = dice_odds(&l->d, 200) ? "yes" : "no";
	s.voice = dice_odds(&l->d, 600) ? "speech" : "observation";
	st = cnis_seen_add(l->r, &s, &id, l->err);
	if (st == CNIS_OK)
		l->made->seen++;
	return st;
}

static cnis_status
information(life *l)
{
	static const char *const kinds[] = { "plan", "report", "letter", "work_samples" };
	cnis_plan_new n = { .size = sizeof(n), .child_id = l->c->id, .method = "email" };
	int64_t id = 0;
	cnis_status st;

	if (!dice_odds(&l->d, 550))
		return CNIS_OK;
	n.kind = pick(&l->d, kinds, 4);
	n.received = day_since(l, l->registered);
	st = cnis_plan_receive(l->r, &n, &id, NULL, l->err);
	if (st == CNIS_OK)
		l->made->information++;
	return st;
}

static cnis_status
one_child(life *l, int32_t i)
{
	cnis_status st;

	l->c = &l->p->child[i];
	l->registered = l->p->family[l->c->family].registered;
	l->d.state = l->p->seed + (uint64_t)i * UINT64_C(0xE7037ED1A0B428DB);
	st = needs(l);
	if (st == CNIS_OK)
		st = information(l);
	if (st == CNIS_OK)
		st = reviews(l);
	if (st == CNIS_OK)
		st = contacts(l);
	if (st == CNIS_OK)
		st = sightings(l);
	if (st == CNIS_OK)
		st = other_address(l);
	return st;
}

cnis_status
demo_life(cnis_register *r, const demo_plan *p, cnis_demonstration_fn fn, void *payload,
          cnis_demonstration *ret, cnis_error *reterr)
{
	life l = { .r = r, .p = p, .made = ret, .err = reterr };
	cnis_status st = CNIS_OK;

	for (int32_t from = 0; from < p->n_children && st == CNIS_OK; from += BATCH_CHILDREN) {
		int32_t to = p->n_children - from < BATCH_CHILDREN ? p->n_children
		                                                   : from + BATCH_CHILDREN;

		st = demo_begin(r, "demonstrate events", reterr);
		for (int32_t i = from; i < to && st == CNIS_OK; i++)
			st = one_child(&l, i);
		st = change_end(r, st, reterr);
		ret->transactions++;
		if (fn != NULL)
			fn((p->n_children + to) / 2, p->n_children, payload);
	}
	return st;
}
