/* Responsibility, limits of contact, orders and disagreement, as lines of a page. */
#include <stdio.h>
#include <string.h>

#include <cnis/consent.h>
#include <cnis/court_order.h>
#include <cnis/disagreement.h>
#include <cnis/reference.h>
#include <cnis/relationship.h>
#include <cnis/withdrawal.h>

#include "cli/court.h"

typedef struct parts {
	bool everybody;
	court_part_fn fn;
	void *payload;
} parts;

enum { TEXT = 1024 };

static void
append(char *text, const char *words)
{
	(void)strncat(text, words, TEXT - strlen(text) - 1);
}

static void
append_people(char *text, const char *how, const int64_t *ids, size_t n)
{
	char ref[CNIS_REFERENCE_SIZE];

	for (size_t i = 0; i < n; i++) {
		append(text, i > 0 ? ", " : text[0] != '\0' ? "; " : "");
		append(text, i > 0 ? "" : how);
		append(text, cnis_reference_format(CNIS_REF_PERSON, ids[i], ref));
	}
}

static cnis_status
adult(const cnis_relationship *p, void *payload, cnis_error *reterr)
{
	const parts *l = payload;
	char text[TEXT];
	cnis_status st = CNIS_OK;

	(void)reterr;
	(void)snprintf(
	    text, sizeof(text), "%s%s%s; has care: %s",
	    p->responsibility_basis == NULL ? "not said by what" : p->responsibility_basis,
	    p->evidence == NULL ? "" : ", seen: ", p->evidence == NULL ? "" : p->evidence,
	    p->has_care);
	if (l->everybody)
		st = l->fn(l->payload, "responsibility", CNIS_REF_PERSON, p->person_id,
		           p->responsibility, text, &p->fact);
	if (st == CNIS_OK && p->contact_limits != NULL)
		st = l->fn(l->payload, "limits of contact", CNIS_REF_PERSON, p->person_id, p->kind,
		           p->contact_limits, &p->fact);
	return st;
}

static cnis_status
order(const cnis_court_order *o, void *payload, cnis_error *reterr)
{
	const parts *l = payload;
	char text[TEXT] = "";

	(void)reterr;
	append_people(text, "binds ", o->bound, o->n_bound);
	append_people(text, "favours ", o->favoured, o->n_favoured);
	if (o->about_education)
		append(text, text[0] == '\0' ? "about the education" : "; about the education");
	return l->fn(l->payload, "order of a court", CNIS_REF_COURT_ORDER, o->id, o->kind,
	             text[0] == '\0' ? NULL : text, &o->fact);
}

static cnis_status
disagreement(const cnis_disagreement *d, void *payload, cnis_error *reterr)
{
	static const struct {
		const char *view, *how;
	} views[] = { { "for", "for: " },
		      { "against", "against: " },
		      { "not_said", "not said: " } };
	const parts *l = payload;
	char text[TEXT] = "";

	(void)reterr;
	for (size_t v = 0; v < sizeof(views) / sizeof(views[0]); v++) {
		int64_t ids[CNIS_DISAGREEMENT_VIEWS];
		size_t n = 0;

		for (size_t i = 0; i < d->n_views && n < CNIS_DISAGREEMENT_VIEWS; i++)
			if (strcmp(d->views[i].view, views[v].view) == 0)
				ids[n++] = d->views[i].person_id;
		append_people(text, views[v].how, ids, n);
	}
	return l->fn(l->payload, "disagreement", CNIS_REF_DISAGREEMENT, d->id, d->about,
	             text[0] == '\0' ? NULL : text, &d->fact);
}

cnis_status
court_parts(cli *x, int64_t child, cnis_day on, bool everybody, court_part_fn fn, void *payload)
{
	parts l = { everybody, fn, payload };
	cnis_status st = cnis_relationship_walk(x->r, child, on, false, adult, &l, &x->error);

	if (st == CNIS_OK)
		st = cnis_court_order_walk(x->r, child, on, false, order, &l, &x->error);
	return st == CNIS_OK
	           ? cnis_disagreement_walk(x->r, child, on, false, disagreement, &l, &x->error)
	           : st;
}

/* ---- before consent is applied for, or decided --------------------------------------------------
 */

typedef struct applying {
	int64_t withdrawal, child, applicant;
} applying;

static cnis_status
take_child(const cnis_withdrawal *w, void *payload, cnis_error *reterr)
{
	applying *a = payload;

	(void)reterr;
	a->child = w->child_id;
	return CNIS_OK;
}

static cnis_status
take_applicant(const cnis_consent *c, void *payload, cnis_error *reterr)
{
	applying *a = payload;

	(void)reterr;
	if (c->withdrawal_id == a->withdrawal)
		a->applicant = c->person_id;
	return CNIS_OK;
}

void
court_say_withdrawal(cli *x, int64_t withdrawal, int64_t applicant)
{
	applying a = { withdrawal, 0, applicant };
	cnis_error nothing = { 0 };

	if (cnis_withdrawal_get(x->r, withdrawal, take_child, &a, &nothing) != CNIS_OK)
		return;
	if (applicant == 0)
		(void)cnis_consent_walk(x->r, a.child, false, take_applicant, &a, &nothing);
	court_say_of(x, a.child, a.applicant);
}
