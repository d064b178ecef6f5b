/* An adult and a child. */
#include <cnis/relationship.h>

#include <stdlib.h>

#include "base/error.h"
#include "base/mem.h"
#include "domain/death.h"
#include "domain/fact.h"
#include "domain/keep_apart.h"
#include "domain/people.h"
#include "domain/sealed.h"
#include "domain/withhold.h"

enum { Q_INSERT, Q_ADD_TO, Q_CURRENT, Q_WALK, Q_CHILDREN, Q_READ, Q_CLOSE, Q_LIMITS, Q_COUNT };
/* clang-format off */
#define RELATIONSHIP_SELECT                                                                        \
	"SELECT x.id, x.child_id, x.person_id, x.kind, x.responsibility, x.responsibility_basis," \
	" x.has_care, x.educates, p.kind, n.full_name," \
	" x.from_day, x.to_day, x.source, x.basis, x.received_day, x.recorded_at, x.rev," \
	" x.evidence, x.contact_limits" \
	" FROM relationship x JOIN person p ON p.id = x.person_id" \
	" LEFT JOIN person_name n ON n.id = (SELECT id FROM person_name WHERE person_id = p.id" \
	" AND kind = 'legal' AND (from_day IS NULL OR from_day <= :on)" \
	" AND (to_day IS NULL OR to_day >= :on) ORDER BY id DESC LIMIT 1)"
static const store_sql SQL[Q_COUNT] = {
	[Q_INSERT] = { "relationship.insert",
		"INSERT INTO relationship (child_id, person_id, kind, responsibility, responsibility_basis,"
		" has_care, educates, from_day, to_day, source, basis, received_day, recorded_at, rev,"
		" evidence, contact_limits)"
		" VALUES (:child, :person, :kind, :responsibility, :responsibility_basis,"
		" :has_care, :educates, :from, :to, :source, :basis, :received, :at, :rev,"
		" :evidence, :limits)" },
	[Q_ADD_TO] = { "relationship.add_to",
		"UPDATE relationship SET kind = :kind, responsibility = :responsibility,"
		" responsibility_basis = :responsibility_basis, evidence = :evidence, has_care = :has_care,"
		" educates = :educates, contact_limits = :limits, source = :source, basis = :basis,"
		" received_day = :received, rev = :rev WHERE id = :id" },
	[Q_CURRENT] = { "relationship.current",
		"SELECT 1 FROM relationship WHERE child_id = :child AND person_id = :person"
		" AND to_day IS NULL" },
	[Q_WALK] = { "relationship.walk",
		RELATIONSHIP_SELECT
		" WHERE x.child_id = :id AND (:all OR ((x.from_day IS NULL OR x.from_day <= :on)"
		" AND (x.to_day IS NULL OR x.to_day >= :on))) ORDER BY x.id" },
	[Q_CHILDREN] = { "relationship.children",
		RELATIONSHIP_SELECT
		" WHERE x.person_id = :id AND (:all OR ((x.from_day IS NULL OR x.from_day <= :on)"
		" AND (x.to_day IS NULL OR x.to_day >= :on))) ORDER BY x.id" },
	[Q_READ] = { "relationship.read",
		"SELECT from_day, to_day, child_id FROM relationship WHERE id = :id" },
	[Q_LIMITS] = { "relationship.limits",
		"SELECT contact_limits FROM relationship WHERE child_id = :child AND person_id = :person"
		" ORDER BY id DESC LIMIT 1" },
	[Q_CLOSE] = { "relationship.close",
		"UPDATE relationship SET to_day = :to, rev = :rev WHERE id = :id" },
};
/* clang-format on */

/* Both ends are known and have no current relationship. */
static cnis_status
check_ends(cnis_register *r, const cnis_relationship_new *n, cnis_error *reterr)
{
	static const char where[] = "relationship.add";
	cursor c = { 0 };
	bool there = false;
	cnis_status st;

	st = fact_exists(r, "child", n->child_id, &there, reterr);
	if (st == CNIS_OK && !there)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, where, "child", "no such child");
	if (st == CNIS_OK)
		st = fact_exists(r, "person", n->person_id, &there, reterr);
	if (st == CNIS_OK && !there)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, where, "person", "no such person");
	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[Q_CURRENT], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", n->child_id);
	stmt_int(&c, ":person", n->person_id);
	st = stmt_step(&c, &there, reterr);
	stmt_close(&c);
	if (st == CNIS_OK && there)
		return cnis_fail(reterr, CNIS_EEXISTS, 0, where, "person",
		                 "they have a current relationship already: end it first");
	return st;
}

/* Codes and answers with what stands for "not said". */
static cnis_status
prepare(cnis_register *r, const cnis_relationship_new *n, cnis_relationship_new *ret,
        cnis_error *reterr)
{
	static const char where[] = "relationship.add";
	cnis_relationship_new x = *n;
	cnis_status st;

	if (x.kind == NULL)
		x.kind = "parent";
	st = code_check(r, "relationship", x.kind, where, "relationship", reterr);
	if (st == CNIS_OK && n->responsibility_basis != NULL)
		st = code_check(r, "responsibility_basis", n->responsibility_basis, where,
		                "responsibility_basis", reterr);
	if (st == CNIS_OK && n->evidence != NULL)
		st = code_check(r, "responsibility_evidence", n->evidence, where, "evidence",
		                reterr);
	if (st == CNIS_OK)
		st = fact_answer(n->responsibility, where, "responsibility", &x.responsibility,
		                 reterr);
	if (st == CNIS_OK)
		st = fact_answer(n->has_care, where, "has_care", &x.has_care, reterr);
	if (st == CNIS_OK)
		st = fact_answer(n->educates, where, "educates", &x.educates, reterr);
	if (st == CNIS_OK)
		st = fact_complete(r, where, &n->fact, &x.fact, reterr);
	if (st == CNIS_OK)
		*ret = x;
	return st;
}

cnis_status
relationship_check(cnis_register *r, const cnis_relationship_new *n, cnis_error *reterr)
{
	cnis_relationship_new x;
	char *limits = NULL;
	cnis_status st = prepare(r, n, &x, reterr);

	if (st == CNIS_OK)
		st = fact_text(n->contact_limits, FACT_NOTE, true, "relationship.add",
		               "contact_limits", &limits, reterr);
	free(limits);
	return st;
}

/* As it was prepared, into the row @p id; 0: a new one. */
static cnis_status
write_row(cnis_register *r, const cnis_relationship_new *x, int64_t id, cnis_error *reterr)
{
	cursor c = { 0 };
	char *limits = NULL;
	cnis_status st = fact_text(x->contact_limits, FACT_NOTE, true, "relationship.add",
	                           "contact_limits", &limits, reterr);

	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[id == 0 ? Q_INSERT : Q_ADD_TO], &c, reterr);
	if (st != CNIS_OK)
		goto out;
	stmt_text(&c, ":evidence", x->evidence);
	stmt_text(&c, ":limits", limits);
	stmt_text(&c, ":kind", x->kind);
	stmt_text(&c, ":responsibility", x->responsibility);
	stmt_text(&c, ":responsibility_basis", x->responsibility_basis);
	stmt_text(&c, ":has_care", x->has_care);
	stmt_text(&c, ":educates", x->educates);
	if (id == 0) {
		stmt_int(&c, ":child", x->child_id);
		stmt_int(&c, ":person", x->person_id);
		fact_bind(&c, r, &x->fact);
	} else {
		fact_heard(r, x->fact.source, x->fact.received);
		stmt_int(&c, ":id", id);
		stmt_text(&c, ":source", x->fact.source);
		stmt_text(&c, ":basis", x->fact.basis);
		stmt_day(&c, ":received", x->fact.received);
		stmt_int(&c, ":rev", change_rev(r));
	}
	st = stmt_run(&c, reterr);
	stmt_close(&c);
out:
	free(limits);
	return st;
}

/* Nobody said that they end: an adult who is ended and added again has them still.  @p ret owned.
 */
static cnis_status
limits_stood(cnis_register *r, const cnis_relationship_new *n, char **ret, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_LIMITS], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", n->child_id);
	stmt_int(&c, ":person", n->person_id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row && !col_null(&c, 0)) {
		*ret = mem_text(col_text(&c, 0));
		if (*ret == NULL)
			st = cnis_nomem(reterr, "relationship.add");
	}
	stmt_close(&c);
	return st;
}

cnis_status
relationship_add_tx(cnis_register *r, const cnis_relationship_new *n, int64_t *ret_id,
                    cnis_error *reterr)
{
	cnis_relationship_new x = { 0 };
	char *stood = NULL;
	cnis_status st = check_ends(r, n, reterr);

	if (st == CNIS_OK)
		st = prepare(r, n, &x, reterr);
	if (st == CNIS_OK)
		st = limits_stood(r, n, &stood, reterr);
	if (st == CNIS_OK && x.contact_limits == NULL)
		x.contact_limits = stood;
	if (st == CNIS_OK)
		st = fact_after_birth(r, n->child_id, &x.fact, "relationship.add", reterr);
	if (st == CNIS_OK)
		st = write_row(r, &x, 0, reterr);
	if (st == CNIS_OK) {
		*ret_id = store_last_id(r->st);
		st = keep_apart_limits_tx(r, x.child_id, stood, x.contact_limits, reterr);
	}
	free(stood);
	return st == CNIS_OK ? withhold_follow_child_tx(r, x.child_id, reterr) : st;
}

cnis_status
relationship_add_to_tx(cnis_register *r, const cnis_relationship_new *n, int64_t id,
                       cnis_error *reterr)
{
	cnis_relationship_new x;
	cnis_status st = prepare(r, n, &x, reterr);

	if (st == CNIS_OK)
		st = write_row(r, &x, id, reterr);
	return st == CNIS_OK ? withhold_follow_child_tx(r, n->child_id, reterr) : st;
}

cnis_status
cnis_relationship_add(cnis_register *r, const cnis_relationship_new *n, int64_t *ret_id,
                      int64_t *ret_person_id, cnis_error *reterr)
{
	const change_spec spec = { .kind = "relationship.add",
		                   .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER,
		                   .undo = STORE_UNDOABLE };
	cnis_relationship_new whole = *n;
	int64_t id = 0;
	cnis_status st;

	st = change_begin(r, &spec, reterr);
	if (st != CNIS_OK)
		return st;
	st = sealed_adult_tx(r, n->child_id, true, &n->fact, &whole.person_id, reterr);
	if (st == CNIS_OK)
		st = death_refuse_later(r, n->child_id, n->fact.from, "relationship.add", reterr);
	if (st == CNIS_OK)
		st = relationship_add_tx(r, &whole, &id, reterr);
	if (st == CNIS_OK)
		st = death_joined_tx(r, n->child_id, reterr);
	st = change_end(r, st, reterr);
	if (st != CNIS_OK)
		return st;
	*ret_id = id;
	if (ret_person_id != NULL)
		*ret_person_id = whole.person_id;
	return CNIS_OK;
}

cnis_status
cnis_relationship_add_adult(cnis_register *r, const char *person_kind, const cnis_name *name,
                            const cnis_relationship_new *n, int64_t *ret_person_id,
                            cnis_error *reterr)
{
	const change_spec spec = { .kind = "relationship.add",
		                   .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER,
		                   .undo = STORE_UNDOABLE };
	cnis_relationship_new whole = *n;
	int64_t id = 0;
	cnis_status st;

	st = change_begin(r, &spec, reterr);
	if (st != CNIS_OK)
		return st;
	st = person_add_tx(r, person_kind, name, &whole.person_id, reterr);
	if (st == CNIS_OK)
		st = death_refuse_later(r, n->child_id, n->fact.from, "relationship.add", reterr);
	if (st == CNIS_OK)
		st = relationship_add_tx(r, &whole, &id, reterr);
	st = change_end(r, st, reterr);
	if (st == CNIS_OK)
		*ret_person_id = whole.person_id;
	return st;
}

cnis_status
cnis_relationship_end(cnis_register *r, int64_t id, cnis_day on, cnis_error *reterr)
{
	return fact_end(r, "relationship.end", &SQL[Q_READ], &SQL[Q_CLOSE], id, on, reterr);
}

typedef struct walk {
	cnis_relationship_fn fn;
	void *payload;
} walk;

static cnis_status
walk_row(const cursor *c, void *payload, cnis_error *reterr)
{
	const walk *w = payload;
	const cnis_relationship x = { .id = col_int(c, 0),
		                      .child_id = col_int(c, 1),
		                      .person_id = col_int(c, 2),
		                      .kind = col_text(c, 3),
		                      .responsibility = col_text(c, 4),
		                      .responsibility_basis = col_text(c, 5),
		                      .has_care = col_text(c, 6),
		                      .educates = col_text(c, 7),
		                      .person_kind = col_text(c, 8),
		                      .person_name = col_text(c, 9),
		                      .fact = fact_of(c, 10),
		                      .evidence = col_text(c, 17),
		                      .contact_limits = col_text(c, 18) };

	return w->fn(&x, w->payload, reterr);
}

cnis_status
cnis_relationship_walk(cnis_register *r, int64_t child_id, cnis_day as_at, bool all,
                       cnis_relationship_fn fn, void *payload, cnis_error *reterr)
{
	walk w = { fn, payload };

	return fact_walk_child(r, "relationship.walk", &SQL[Q_WALK], child_id, as_at, all, walk_row,
	                       &w, reterr);
}

cnis_status
cnis_person_children(cnis_register *r, int64_t person_id, cnis_day as_at, bool all,
                     cnis_relationship_fn fn, void *payload, cnis_error *reterr)
{
	walk w = { fn, payload };

	return fact_walk_person(r, "relationship.children", &SQL[Q_CHILDREN], person_id, as_at, all,
	                        walk_row, &w, reterr);
}
