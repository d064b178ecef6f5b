/* What happened to the invented families since they registered, day by day. */
#include "exchange/demonstration.h"

#include <stdlib.h>
#include <string.h>

#include <cnis/address.h>
#include <cnis/contact.h>
#include <cnis/flag.h>
#include <cnis/plan.h>
#include <cnis/review.h>
#include <cnis/seen.h>
#include <cnis/travel.h>

#include "base/error.h"
#include "base/mem.h"
#include "domain/change.h"
#include "rule/clock.h"

enum { FIRST_MONTHS = 3, YEARLY_MONTHS = 12 };

typedef struct life {
	cnis_register *r;
	demo_plan *p;
	cnis_demonstration *made;
	cnis_error *err;
	dice d;
	demo_child *c;
	cnis_day registered;
	cnis_day day; /* of the event: the clock stands there */
} life;

static const char *
pick(dice *d, const char *const *words, uint32_t n)
{
	return words[dice_below(d, n)];
}

static cnis_day
day_since(dice *d, const demo_plan *p, cnis_day from)
{
	return from >= p->today ? p->today
	                        : from + (cnis_day)dice_below(d, (uint32_t)(p->today - from) + 1);
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
	if (strcmp(kind, "ehc_plan") == 0 && from + 330 < l->day)
		f.reviewed = l->day - (cnis_day)dice_below(&l->d, 300);
	if (strcmp(kind, "priority") == 0)
		f.note = "no answer to two letters";
	st = cnis_flag_add(l->r, &f, &id, l->err);
	if (st == CNIS_OK && strcmp(kind, "ehc_plan") == 0)
		l->c->ehc_id = id;
	if (st == CNIS_OK)
		++*count;
	return st;
}

/* The published needs, exactly. */
static cnis_status
needs(life *l)
{
	cnis_day since = l->c->born + 5 * 366;
	cnis_day then = l->registered - (cnis_day)dice_below(&l->d, 500);
	cnis_status st = CNIS_OK;

	if (then < since)
		then = since < l->day ? since : l->day;
	if ((l->c->needs & DEMO_EHC) != 0)
		st = add_flag(l, "ehc_plan", "send_team", then, &l->made->ehc_plans);
	if (st == CNIS_OK && (l->c->needs & DEMO_EARLY_HELP) != 0)
		st = add_flag(l, "early_help", "early_help", then, &l->made->early_help);
	if (st == CNIS_OK && (l->c->needs & DEMO_CARER) != 0)
		st = add_flag(l, "young_carer", "early_help", then, &l->made->young_carers);
	return st;
}

static cnis_status
safeguarding(life *l, int what)
{
	int64_t *n = &l->made->safeguarding;
	cnis_status st;

	if (what == DEMO_S47)
		return add_flag(l, "s47_enquiry", "social_care", l->day, n);
	if (what == DEMO_IN_NEED)
		return add_flag(l, "child_in_need", "social_care", l->day, n);
	if (what == DEMO_PRIORITY)
		return add_flag(l, "priority", "this_authority", l->day, n);
	st = add_flag(l, "s47_action", "social_care", l->day, n);
	return st == CNIS_OK ? add_flag(l, "child_protection_plan", "social_care", l->day, n) : st;
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

	demo_street(dice_next(&l->d), street);
	demo_postcode(dice_next(&l->d), postcode);
	fact.from = l->day;
	return cnis_child_move(l->r, l->c->id, "home", &place, &fact, &id, l->err);
}

static cnis_status
review(life *l)
{
	static const char *const methods[] = { "email", "post", "remote_meeting", "home_visit",
		                               "meeting" };
	static const char *const evidence[] = { "plan", "report", "work_samples",
		                                "conversation_parent report",
		                                "conversation_child work_samples" };
	cnis_review_new v = { .size = sizeof(v), .child_id = l->c->id, .reviewed = l->day };
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
	} else if (roll < 40 && l->day + 30 > l->p->today) {
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
contact(life *l)
{
	static const char *const methods[] = { "post", "email", "telephone", "text" };
	static const char *const outcomes[] = { "reached", "no_reply", "left_message",
		                                "information_given", "declined" };
	cnis_contact_new t = { .size = sizeof(t), .child_id = l->c->id, .on = l->day };
	int64_t id = 0;
	cnis_status st;

	t.method = pick(&l->d, methods, 4);
	t.outcome = pick(&l->d, outcomes, 5);
	st = cnis_contact_add(l->r, &t, &id, l->err);
	if (st == CNIS_OK)
		l->made->contacts++;
	return st;
}

static cnis_status
sighting(life *l)
{
	static const char *const places[] = { "home", "authority_office", "community",
		                              "health_setting" };
	static const char *const people[] = { "ehe_officer", "health_visitor", "social_worker",
		                              "doctor" };
	cnis_seen_new s = { .size = sizeof(s), .child_id = l->c->id };
	int64_t id = 0;
	cnis_status st;

	s.on = l->day;
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

	n.kind = pick(&l->d, kinds, 4);
	n.received = l->day;
	st = cnis_plan_receive(l->r, &n, &id, NULL, l->err);
	if (st == CNIS_OK)
		l->made->information++;
	return st;
}

/* The family tells that it goes, on the day it does. */
static cnis_status
away(life *l)
{
	cnis_travel_new n = { .size = sizeof(n), .child_id = l->c->id };
	demo_travel t = { 0 };
	int64_t id = 0;
	int year;
	cnis_status st;

	cnis_day_split(l->day, &year, NULL, NULL);
	(void)demo_season(l->p->seed, l->p->family[l->c->family].first, year, &t);
	n.expected = t.expected;
	n.fact.from = l->day;
	n.fact.source = "parent";
	st = cnis_travel_begin(l->r, &n, &id, l->err);
	if (st == CNIS_OK)
		l->made->travels++;
	return st;
}

cnis_status
demo_event_take(cnis_register *r, demo_plan *p, const demo_event *e, cnis_demonstration *made,
                cnis_error *reterr)
{
	demo_child *c = &p->child[e->child];
	life l = { .r = r, .p = p, .made = made, .err = reterr, .c = c, .day = e->day };

	l.registered = p->family[c->family].registered;
	l.d.state = p->seed + (uint64_t)e->child * UINT64_C(0xE7037ED1A0B428DB) +
	            (uint64_t)e->what * 256 + e->n;
	switch (e->what) {
	case DEMO_NEEDS:
		return needs(&l);
	case DEMO_INFORMATION:
		return information(&l);
	case DEMO_REVIEW:
		return review(&l);
	case DEMO_EHC_REVIEW:
		return cnis_flag_reviewed(r, c->ehc_id, e->day, reterr);
	case DEMO_CONTACT:
		return contact(&l);
	case DEMO_SEEN:
		return sighting(&l);
	case DEMO_MOVE:
		return other_address(&l);
	case DEMO_AWAY:
		return away(&l);
	case DEMO_BACK:
		return cnis_travel_return(r, c->id, e->day, reterr);
	default:
		return safeguarding(&l, e->what);
	}
}

/* ---- drawing -------------------------------------------------------------------------------- */

/* False when memory is gone. */
static bool
add(demo_events *v, const demo_plan *p, cnis_day day, int32_t child, int what, int n)
{
	if (day > p->today)
		return true;
	if (v->n == v->room) {
		size_t room = v->room == 0 ? 4096 : v->room * 2;
		demo_event *grown = mem_grow(v->event, room, sizeof(*grown));

		if (grown == NULL)
			return false;
		v->event = grown;
		v->room = room;
	}
	v->event[v->n++] = (demo_event){ day, child, (uint8_t)what, (uint8_t)n };
	return true;
}

/* Most reviews are done about when they are due; where one is not, the next never comes. */
static bool
add_reviews(demo_events *v, const demo_plan *p, int32_t i, cnis_day registered, dice *d)
{
	cnis_day last = CNIS_DAY_NONE;
	bool ok = true;

	for (int n = 0; ok; n++) {
		cnis_day due = rule_review_due(registered, last, FIRST_MONTHS, YEARLY_MONTHS);
		cnis_day on = due - 25 + (cnis_day)dice_below(d, 40);

		if (on <= registered || (last != CNIS_DAY_NONE && on <= last))
			on = due;
		if (on > p->today || !dice_odds(d, 930))
			break;
		ok = add(v, p, on, i, DEMO_REVIEW, n);
		last = on;
	}
	return ok;
}

static bool
add_ehc(demo_events *v, const demo_plan *p, int32_t i, cnis_day registered, dice *d)
{
	cnis_day on = registered + 60 + (cnis_day)dice_below(d, 240);
	bool ok = true;

	for (int n = 0; ok && on <= p->today && dice_odds(d, 900); n++) {
		ok = add(v, p, on, i, DEMO_EHC_REVIEW, n);
		on += 340 + (cnis_day)dice_below(d, 35);
	}
	return ok;
}

static bool
add_safeguarding(demo_events *v, const demo_plan *p, int32_t i, cnis_day registered, dice *d)
{
	static const struct {
		uint8_t what;
		uint16_t per_mille, days;
	} odds[] = { { DEMO_S47, 6, 40 },
		     { DEMO_ACTION, 6, 250 },
		     { DEMO_IN_NEED, 14, 300 },
		     { DEMO_PRIORITY, 10, 60 } };
	bool ok = true;

	for (size_t k = 0; ok && k < sizeof(odds) / sizeof(odds[0]); k++) {
		cnis_day on = p->today - (cnis_day)dice_below(d, odds[k].days);

		if (dice_odds(d, odds[k].per_mille))
			ok = add(v, p, on > registered ? on : registered, i, odds[k].what, 0);
	}
	return ok;
}

/* Brothers and sisters go together.  Of a family nobody hears of the duty stays. */
static bool
add_travel(demo_events *v, const demo_plan *p, int32_t i)
{
	const demo_family *f = &p->family[p->child[i].family];
	demo_travel t;
	int year, last;
	bool ok = true;

	cnis_day_split(f->registered, &year, NULL, NULL);
	cnis_day_split(p->today, &last, NULL, NULL);
	for (int n = 0; ok && year <= last; year++, n++) {
		if (!demo_season(p->seed, f->first, year, &t) || t.leaves <= f->registered ||
		    t.leaves > p->today)
			continue;
		ok = add(v, p, t.leaves, i, DEMO_AWAY, n) &&
		     (!t.told || add(v, p, t.back, i, DEMO_BACK, n));
	}
	return ok;
}

static bool
add_child(demo_events *v, const demo_plan *p, int32_t i)
{
	const demo_child *c = &p->child[i];
	cnis_day registered = p->family[c->family].registered;
	dice d = { p->seed + (uint64_t)i * UINT64_C(0x8EBC6AF09C88C6E3) };
	uint32_t contacts = dice_below(&d, 3);
	bool ok = add_reviews(v, p, i, registered, &d) && add_safeguarding(v, p, i, registered, &d);

	/* On the day itself when there is no later one: the counts are promised. */
	if (ok && c->needs != 0)
		ok = add(v, p, registered < p->today ? registered + 1 : p->today, i, DEMO_NEEDS, 0);
	if (ok && (c->needs & DEMO_EHC) != 0)
		ok = add_ehc(v, p, i, registered, &d);
	if (ok && dice_odds(&d, 550))
		ok = add(v, p, day_since(&d, p, registered), i, DEMO_INFORMATION, 0);
	for (uint32_t n = 0; ok && n < contacts; n++)
		ok = add(v, p, day_since(&d, p, registered), i, DEMO_CONTACT, (int)n);
	if (ok && dice_odds(&d, 620))
		ok = add(v, p, day_since(&d, p, registered), i, DEMO_SEEN, 0);
	if (ok && dice_odds(&d, 9))
		ok = add(v, p, day_since(&d, p, registered), i, DEMO_MOVE, 0);
	return ok && add_travel(v, p, i);
}

static int
by_day(const void *a, const void *b)
{
	const demo_event *x = a;
	const demo_event *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	if (x->child != y->child)
		return x->child < y->child ? -1 : 1;
	if (x->what != y->what)
		return x->what < y->what ? -1 : 1;
	return (int)x->n - (int)y->n;
}

cnis_status
demo_events_draw(const demo_plan *p, demo_events *ret, cnis_error *reterr)
{
	for (int32_t i = 0; i < p->n_children; i++)
		if (!add_child(ret, p, i))
			return cnis_nomem(reterr, "demonstration.fill");
	if (ret->n > 0)
		qsort(ret->event, ret->n, sizeof(*ret->event), by_day);
	return CNIS_OK;
}
