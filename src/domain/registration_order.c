/* Registration: an order of a court about a child here, to be read before this family is decided
 * about.  It stops nothing: INFERENCE, local policy (README.md). */
#include <stdio.h>

#include <cnis/reference.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/court_order.h"
#include "domain/registration_inside.h"
#include "rule/court.h"

enum { Q_ANY, Q_PERSON, Q_NAMED, Q_CHILD, Q_COUNT };
/* clang-format off */
#define ORDER "SELECT DISTINCT o.id, o.child_id, o.kind, o.education FROM "
#define BINDS "court_order_person p JOIN court_order o ON o.id = p.order_id AND p.stands = 'bound'"
#define HOLDS " AND o.from_day <= :on AND (o.to_day IS NULL OR o.to_day >= :on) ORDER BY o.id"
#define WORD(what) "name_key('" what "', :full, :given, :family, 0)"
static const store_sql SQL[Q_COUNT] = {
	[Q_ANY] = { "registration.orders", "SELECT EXISTS (SELECT 1 FROM court_order)" },
	[Q_PERSON] = { "registration.orders_bind",
		ORDER BINDS " WHERE p.person_id = :person" HOLDS },
	/* a name they go by now is the same in every word */
	[Q_NAMED] = { "registration.orders_name",
		ORDER "name_key k JOIN person_name n ON n.id = k.name_id AND (n.to_day IS NULL OR n.to_day >= :on)"
		" JOIN " BINDS " AND p.person_id = k.owner_id WHERE k.holder = 'P' AND k.place = 0"
		" AND k.sound = " WORD("sound") " AND k.word = " WORD("word")
		" AND name_key('all', n.full_name, n.given_names, n.family_name, 0) = " WORD("all") HOLDS },
	[Q_CHILD] = { "registration.orders_child",
		ORDER BINDS " WHERE o.child_id = :child" HOLDS },
};
/* clang-format on */

/* What is to be read, once a form. */
typedef struct found {
	const char *field, *who;
} found;

static bool
told(look *l, int64_t id)
{
	for (size_t i = 0; i < l->n_orders; i++)
		if (l->orders[i] == id)
			return true;
	if (l->n_orders == sizeof(l->orders) / sizeof(l->orders[0]))
		return true;
	l->orders[l->n_orders++] = id;
	return false;
}

static cnis_status
tell(look *l, const found *f, const cursor *c, cnis_error *reterr)
{
	const rule_court *rule = rule_court_find(col_text(c, 2));
	bool education = rule != NULL && rule_court_about_education(rule, col_text(c, 3));
	bool protects = rule != NULL && rule->protects;
	char order[CNIS_REFERENCE_SIZE], child[CNIS_REFERENCE_SIZE];
	char message[sizeof(reterr->message)];
	text_buf b = text_buf_on(message, sizeof(message));
	cnis_registration_note note = { .kind = CNIS_REGISTRATION_ORDER,
		                        .field = f->field,
		                        .rule = "",
		                        .message = message,
		                        .child_id = col_int(c, 1) };

	if (told(l, col_int(c, 0)))
		return CNIS_OK;
	text_add(&b, f->who);
	text_add(&b, " order of a court ");
	text_add(&b, cnis_reference_format(CNIS_REF_COURT_ORDER, col_int(c, 0), order));
	text_add(&b, " (");
	text_add(&b, col_text(c, 2));
	text_add(&b, ") about ");
	text_add(&b, cnis_reference_format(CNIS_REF_CHILD, col_int(c, 1), child));
	text_add(&b, ": read whether it is about this child too");
	text_add(&b, education ? ", and who may decide about the education" : "");
	text_add(&b, protects ? ", and what must not reach whom it binds" : "");
	text_add(&b, " (cnis order-of-court list ");
	text_add(&b, child);
	text_add(&b, "); it stops nothing");
	return l->fn(&note, l->payload, reterr);
}

static cnis_status
each(look *l, cursor *c, const found *f, cnis_error *reterr)
{
	bool row = false;
	cnis_status st;

	stmt_day(c, ":on", change_today(l->r));
	while ((st = stmt_step(c, &row, reterr)) == CNIS_OK && row) {
		st = tell(l, f, c, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(c);
	return st;
}

/* Is there anybody to tell, and anything to tell of? */
static cnis_status
wanted(const look *l, bool *ret, cnis_error *reterr)
{
	int64_t any = 0;
	cnis_status st = CNIS_OK;

	if (l->fn != NULL && l->form->batch == NULL)
		st = stmt_ask(l->r->st, &SQL[Q_ANY], NULL, 0, 0, &any, reterr);
	*ret = any != 0;
	return st;
}

cnis_status
registration_orders(look *l, cnis_error *reterr)
{
	bool any = false;
	cnis_status st = wanted(l, &any, reterr);

	for (size_t i = 0; st == CNIS_OK && any && i < l->form->n_parents; i++) {
		const cnis_form_parent *p = &l->form->parents[i];
		char field[REGISTRATION_PATH];
		const found f = { field, p->person_id != 0
			                     ? "this adult is bound by the"
			                     : "an adult of this name is bound by the" };
		cursor c = { 0 };

		if (p->person_id == 0 && text_empty(p->full_name))
			continue;
		(void)snprintf(field, sizeof(field), "parents[%zu]", i);
		st = stmt_open(l->r->st, &SQL[p->person_id != 0 ? Q_PERSON : Q_NAMED], &c, reterr);
		if (st != CNIS_OK)
			break;
		if (p->person_id != 0)
			stmt_int(&c, ":person", p->person_id);
		else {
			stmt_text(&c, ":full", p->full_name);
			stmt_text(&c, ":given", p->given_names);
			stmt_text(&c, ":family", p->family_name);
		}
		st = each(l, &c, &f, reterr);
	}
	return st;
}

cnis_status
registration_orders_of(look *l, size_t i, int64_t sibling, cnis_error *reterr)
{
	char field[REGISTRATION_PATH];
	const found f = { field, "a child at the same address has the" };
	bool any = false;
	cursor c = { 0 };
	cnis_status st = wanted(l, &any, reterr);

	if (st != CNIS_OK || !any)
		return st;
	(void)snprintf(field, sizeof(field), "children[%zu]", i);
	st = stmt_open(l->r->st, &SQL[Q_CHILD], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", sibling);
	return each(l, &c, &f, reterr);
}

/* ---- with the form ----------------------------------------------------------------------------
 */

static cnis_status
save_order(cnis_register *r, const cnis_form *form, const cnis_registration *saved, size_t i,
           const cnis_form_order *o, cnis_error *reterr)
{
	int64_t bound[CNIS_FORM_LIST], favoured[CNIS_FORM_LIST], id = 0;
	cnis_court_order_new n = registration_order(r, form, o);

	for (size_t k = 0; k < o->n_binds; k++)
		bound[k] = saved->person_id[o->binds[k]];
	for (size_t k = 0; k < o->n_favours; k++)
		favoured[k] = saved->person_id[o->favours[k]];
	n.child_id = saved->child_id[i];
	n.bound = bound;
	n.n_bound = o->n_binds;
	n.favoured = favoured;
	n.n_favoured = o->n_favours;
	return court_order_add_tx(r, &n, &id, reterr);
}

cnis_status
registration_save_orders(cnis_register *r, const cnis_form *form, const cnis_registration *saved,
                         size_t i, cnis_error *reterr)
{
	cnis_status st = CNIS_OK;

	for (size_t k = 0; st == CNIS_OK && k < form->children[i].n_orders; k++)
		st = save_order(r, form, saved, i, &form->children[i].orders[k], reterr);
	return st;
}
