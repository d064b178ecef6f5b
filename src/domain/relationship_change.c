/* Responsibility, care or limits of contact change: the row that held is closed, another opened. */
#include <cnis/relationship.h>

#include <stdlib.h>

#include <cnis/reference.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "domain/fact.h"
#include "domain/keep_apart.h"
#include "domain/people.h"
#include "domain/sight.h"

enum { Q_CURRENT, Q_CLOSE, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_CURRENT] = { "relationship.present",
		"SELECT id, from_day, kind, responsibility, responsibility_basis, evidence, has_care, educates,"
		" contact_limits FROM relationship WHERE child_id = :child AND person_id = :person"
		" AND to_day IS NULL ORDER BY id DESC LIMIT 1" },
	[Q_CLOSE] = { "relationship.change",
		"UPDATE relationship SET to_day = :to, rev = :rev WHERE id = :id" },
};
/* clang-format on */

static const char where[] = "relationship.change";

enum { TEXTS = 7, LIMITS = 6 };

/* The row that holds; its texts are owned. */
typedef struct present {
	int64_t id;
	cnis_day from;
	char *text[TEXTS]; /* in the order of the statement, from kind */
} present;

static void
present_clear(present *p)
{
	for (int i = 0; i < TEXTS; i++)
		free(p->text[i]);
}

static cnis_status
keep_row(const cursor *c, present *p, cnis_error *reterr)
{
	p->id = col_int(c, 0);
	p->from = col_day(c, 1);
	for (int i = 0; i < TEXTS; i++) {
		const char *text = col_text(c, 2 + i);

		p->text[i] = text == NULL ? NULL : mem_text(text);
		if (text != NULL && p->text[i] == NULL)
			return cnis_nomem(reterr, where);
	}
	return CNIS_OK;
}

static cnis_status
read_present(cnis_register *r, const cnis_relationship_new *n, present *p, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_CURRENT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", n->child_id);
	stmt_int(&c, ":person", n->person_id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && !row)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, where, "person",
		               "that adult has no present relationship to the child");
	if (st == CNIS_OK)
		st = keep_row(&c, p, reterr);
	stmt_close(&c);
	return st;
}

static cnis_status
close_present(cnis_register *r, const present *p, cnis_day on, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st;

	if (on > change_today(r))
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "from",
		                 "the day lies in the future");
	if (p->from != CNIS_DAY_NONE && on < p->from)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "from",
		                 "what holds began later: a change has that day or a later one, a "
		                 "slip is taken back (cnis undo)");
	st = stmt_open(r->st, &SQL[Q_CLOSE], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", p->id);
	stmt_day(&c, ":to", on - 1);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

static const char *
or_present(const char *said, const char *held)
{
	return said != NULL ? said : held;
}

static bool
says_nothing(const cnis_relationship_new *n)
{
	return n->kind == NULL && n->responsibility == NULL && n->responsibility_basis == NULL &&
	       n->evidence == NULL && n->has_care == NULL && n->educates == NULL &&
	       n->contact_limits == NULL;
}

/* Whoever may show what is withheld says that limits of contact end, and why. */
static cnis_status
check_limits_end(cnis_register *r, const cnis_relationship_new *n, const present *p,
                 cnis_error *reterr)
{
	char *limits = NULL;
	cnis_status st = CNIS_OK;

	if (n->contact_limits == NULL || text_empty(p->text[LIMITS]))
		return CNIS_OK;
	st =
	    fact_text(n->contact_limits, FACT_NOTE, true, where, "contact_limits", &limits, reterr);
	if (st == CNIS_OK && limits == NULL && !sight_steps(r))
		st = cnis_fail(reterr, CNIS_EPERM, 0, where, "contact_limits",
		               "that there are no limits of contact any more is said by a manager "
		               "or the role safeguarding");
	else if (st == CNIS_OK && limits == NULL && text_empty(n->reason))
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where, "reason",
		               "say why there are no limits of contact any more");
	free(limits);
	return st;
}

static cnis_status
change_relation_tx(cnis_register *r, const cnis_relationship_new *n, int64_t *ret_id,
                   cnis_error *reterr)
{
	cnis_relationship_new x = *n;
	present p = { 0 };
	cnis_status st = read_present(r, n, &p, reterr);

	x.fact.from = fact_day(n->fact.from);
	if (x.fact.from == CNIS_DAY_NONE)
		x.fact.from = change_today(r);
	x.fact.to = CNIS_DAY_NONE;
	x.kind = or_present(n->kind, p.text[0]);
	x.responsibility = or_present(n->responsibility, p.text[1]);
	x.responsibility_basis = or_present(n->responsibility_basis, p.text[2]);
	x.evidence = or_present(n->evidence, p.text[3]);
	x.has_care = or_present(n->has_care, p.text[4]);
	x.educates = or_present(n->educates, p.text[5]);
	x.contact_limits = or_present(n->contact_limits, p.text[LIMITS]);
	if (st == CNIS_OK && says_nothing(n))
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where, "responsibility",
		               "nothing changes: say what does");
	if (st == CNIS_OK)
		st = relationship_check(r, &x, reterr);
	if (st == CNIS_OK)
		st = check_limits_end(r, n, &p, reterr);
	if (st == CNIS_OK && p.from != CNIS_DAY_NONE && p.from == x.fact.from) {
		/* another change of the day the row began */
		st = relationship_add_to_tx(r, &x, p.id, reterr);
		*ret_id = p.id;
		if (st == CNIS_OK)
			st = keep_apart_limits_tx(r, x.child_id, p.text[LIMITS], x.contact_limits,
			                          reterr);
	} else if (st == CNIS_OK) {
		st = close_present(r, &p, x.fact.from, reterr);
		if (st == CNIS_OK)
			st = relationship_add_tx(r, &x, ret_id, reterr);
	}
	if (st == CNIS_OK && n->contact_limits != NULL && !text_empty(p.text[LIMITS]))
		st = keep_apart_ended_tx(r, n->child_id, where, reterr);
	if (st == CNIS_OK)
		st = change_touch(r, n->child_id, reterr);
	present_clear(&p);
	return st;
}

cnis_status
cnis_relationship_change(cnis_register *r, const cnis_relationship_new *n, int64_t *ret_id,
                         cnis_error *reterr)
{
	change_spec spec = { .kind = where,
		             .command = "responsibility change",
		             .letter = CNIS_REF_CHILD,
		             .id = n->child_id,
		             .roles = CNIS_ROLE_OFFICER | SIGHT_ROLES,
		             .undo = STORE_UNDOABLE };
	char *reason = NULL;
	int64_t id = 0;
	cnis_status st = fact_text(n->reason, FACT_NOTE, true, where, "reason", &reason, reterr);

	spec.reason = reason;
	if (st == CNIS_OK)
		st = change_begin(r, &spec, reterr);
	if (st == CNIS_OK) {
		cnis_relationship_new x = *n;

		x.reason = reason;
		st = change_end(r, change_relation_tx(r, &x, &id, reterr), reterr);
	}
	free(reason);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}
