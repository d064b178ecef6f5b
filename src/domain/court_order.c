/* Orders of a court about a child. */
#include "domain/court_order.h"

#include <stdlib.h>

#include <cnis/reference.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/care.h"
#include "domain/death.h"
#include "domain/fact.h"
#include "domain/keep_apart.h"
#include "domain/same.h"
#include "domain/sight.h"
#include "rule/court.h"
#include "rule/identifier.h"

/* clang-format off */
#define ORDER_SELECT \
	"SELECT o.id, o.child_id, o.kind, k.wording, o.court, o.case_number, o.authority, o.education," \
	" o.limits, o.from_day, o.to_day, o.source, o.basis, o.received_day, o.recorded_at, o.rev" \
	" FROM court_order o JOIN code k ON k.list = 'court_order' AND k.code = o.kind"
#define HOLDS "o.from_day <= :on AND (o.to_day IS NULL OR o.to_day >= :on)"
enum { Q_INSERT, Q_PERSON, Q_SAME, Q_READ, Q_CLOSE, Q_WALK, Q_GET, Q_PERSONS, Q_HOLDS, Q_COUNT };
static const store_sql SQL[Q_COUNT] = {
	[Q_INSERT] = { "court_order.insert",
		"INSERT INTO court_order (child_id, kind, court, case_number, authority, education, limits,"
		" from_day, to_day, source, basis, received_day, recorded_at, rev)"
		" VALUES (:child, :kind, :court, :case, :authority, :education, :limits,"
		" :from, :to, :source, :basis, :received, :at, :rev)" },
	[Q_PERSON] = { "court_order.person",
		"INSERT INTO court_order_person (child_id, order_id, person_id, stands, rev)"
		" VALUES (:child, :order, :person, :stands, :rev)" },
	[Q_SAME] = { "court_order.same",
		/* without a number in common, of the same day: whom both bind, or one does not say */
		"SELECT o.id FROM court_order o WHERE o.child_id = :child AND o.kind = :kind"
		" AND o.from_day = :from AND (o.case_number = :case"
		" OR (o.case_number IS NULL OR :case IS NULL) AND (:n = 0"
		"  OR NOT EXISTS (SELECT 1 FROM court_order_person p WHERE p.order_id = o.id AND p.stands = 'bound')"
		"  OR :n = (SELECT count(*) FROM court_order_person p WHERE p.order_id = o.id"
		"   AND p.stands = 'bound' AND instr(:bound, ',' || p.person_id || ','))"
		"   AND :n = (SELECT count(*) FROM court_order_person p WHERE p.order_id = o.id"
		"   AND p.stands = 'bound'))) ORDER BY o.id LIMIT 1" },
	[Q_READ] = { "court_order.read",
		"SELECT from_day, to_day, child_id, kind FROM court_order WHERE id = :id" },
	[Q_CLOSE] = { "court_order.close",
		"UPDATE court_order SET to_day = :to, rev = :rev WHERE id = :id" },
	[Q_WALK] = { "court_order.walk", ORDER_SELECT
		" WHERE o.child_id = :id AND (:all OR (" HOLDS ")) ORDER BY o.from_day, o.id" },
	[Q_GET] = { "court_order.get", ORDER_SELECT " WHERE o.id = :id" },
	[Q_PERSONS] = { "court_order.persons",
		"SELECT person_id FROM court_order_person WHERE order_id = :id AND stands = :stands"
		" ORDER BY id" },
	[Q_HOLDS] = { "court_order.holds",
		"SELECT o.id FROM court_order o WHERE o.child_id IN " SAME_CHILD(SAME_HOLDS) " AND " HOLDS
		" AND (:kinds IS NULL OR instr(' ' || :kinds || ' ', ' ' || o.kind || ' '))"
		" AND (:bound IS NULL OR EXISTS (SELECT 1 FROM court_order_person p"
		"  WHERE p.order_id = o.id AND p.stands = 'bound' AND p.person_id = :bound))"
		" ORDER BY o.from_day DESC, o.id DESC LIMIT 1" },
};
/* clang-format on */

static const char where_add[] = "court_order.add";

/* ---- adding -----------------------------------------------------------------------------------
 */

/* An order as it will be written; the texts are owned. */
typedef struct writing {
	cnis_fact fact;
	rule_identifier authority;
	const char *education;
	char *court, *number, *limits;
} writing;

static void
writing_clear(writing *w)
{
	free(w->court);
	free(w->number);
	free(w->limits);
}

static cnis_status
check_people(cnis_register *r, const int64_t *ids, size_t n, const char *field, cnis_error *reterr)
{
	bool there = true;
	cnis_status st = CNIS_OK;

	if (n > CNIS_COURT_ORDER_PERSONS)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where_add, field,
		                 "more people than one order is about: %d at most",
		                 CNIS_COURT_ORDER_PERSONS);
	for (size_t i = 0; st == CNIS_OK && there && i < n; i++)
		st = fact_exists(r, "person", ids[i], &there, reterr);
	if (st == CNIS_OK && !there)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, where_add, field, "no such person");
	for (size_t i = 0; st == CNIS_OK && i < n; i++)
		for (size_t k = 0; k < i; k++)
			if (ids[i] == ids[k])
				return cnis_fail(reterr, CNIS_EINVAL, 0, where_add, field,
				                 "names somebody twice");
	return st;
}

static cnis_status
check_days(cnis_register *r, const cnis_court_order_new *n, cnis_fact *ret, cnis_error *reterr)
{
	cnis_fact fact = n->fact;
	cnis_status st;

	if (fact.basis == NULL)
		fact.basis = "other_statute";
	st = fact_complete(r, where_add, &fact, ret, reterr);
	if (st == CNIS_OK && ret->from == CNIS_DAY_NONE)
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where_add, "from",
		               "the day the order was made is needed");
	if (st == CNIS_OK && ret->from > change_today(r))
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where_add, "from",
		               "the day lies in the future");
	if (st == CNIS_OK && n->child_id != 0)
		st = fact_after_birth(r, n->child_id, ret, where_add, reterr);
	return st == CNIS_OK && n->child_id != 0
	           ? death_refuse_later(r, n->child_id, ret->from, where_add, reterr)
	           : st;
}

static cnis_status
prepare(cnis_register *r, const cnis_court_order_new *n, writing *w, cnis_error *reterr)
{
	cnis_status st = code_check(r, "court_order", n->kind, where_add, "kind", reterr);

	if (st == CNIS_OK)
		st = check_days(r, n, &w->fact, reterr);
	if (st == CNIS_OK)
		st = fact_answer(n->education, where_add, "education", &w->education, reterr);
	if (st == CNIS_OK && !text_empty(n->authority)) {
		w->authority = rule_authority_code(n->authority);
		if (!w->authority.valid)
			st = cnis_fail(reterr, CNIS_EINVAL, 0, where_add, "authority", "%s",
			               w->authority.problem);
	}
	if (st == CNIS_OK)
		st = fact_text(n->court, FACT_NAME, false, where_add, "court", &w->court, reterr);
	if (st == CNIS_OK)
		st = fact_text(n->case_number, FACT_SHORT, false, where_add, "case_number",
		               &w->number, reterr);
	if (st == CNIS_OK)
		st = fact_text(n->limits, FACT_NOTE, true, where_add, "limits", &w->limits, reterr);
	if (st == CNIS_OK)
		st = check_people(r, n->bound, n->n_bound, "bound", reterr);
	if (st == CNIS_OK)
		st = check_people(r, n->favoured, n->n_favoured, "favoured", reterr);
	return st;
}

cnis_status
court_order_check(cnis_register *r, const cnis_court_order_new *n, cnis_error *reterr)
{
	writing w = { 0 };
	cnis_court_order_new alone = *n;
	cnis_status st;

	alone.n_bound = alone.n_favoured = 0;
	st = prepare(r, &alone, &w, reterr);
	writing_clear(&w);
	return st;
}

static cnis_status
check_new(cnis_register *r, const cnis_court_order_new *n, const writing *w, cnis_error *reterr)
{
	char bound[FACT_IDS_SIZE];
	char ref[CNIS_REFERENCE_SIZE];
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_SAME], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", n->child_id);
	stmt_text(&c, ":kind", n->kind);
	stmt_day(&c, ":from", w->fact.from);
	stmt_text(&c, ":case", w->number);
	stmt_int(&c, ":n", (int64_t)n->n_bound);
	stmt_text(&c, ":bound", fact_ids(n->bound, n->n_bound, bound));
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row)
		st = cnis_fail(reterr, CNIS_EEXISTS, 0, where_add, "kind",
		               "this order is here already: %s, of the same kind and day; where it "
		               "is another one, give its case number",
		               cnis_reference_format(CNIS_REF_COURT_ORDER, col_int(&c, 0), ref));
	stmt_close(&c);
	return st;
}

static cnis_status
insert(cnis_register *r, const cnis_court_order_new *n, const writing *w, int64_t *ret_id,
       cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_INSERT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", n->child_id);
	stmt_text(&c, ":kind", n->kind);
	stmt_text(&c, ":court", w->court);
	stmt_text(&c, ":case", w->number);
	stmt_text(&c, ":authority", w->authority.valid ? w->authority.normalised : NULL);
	stmt_text(&c, ":education", w->education);
	stmt_text(&c, ":limits", w->limits);
	fact_bind(&c, r, &w->fact);
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret_id = store_last_id(r->st);
	return st;
}

static cnis_status
insert_people(cnis_register *r, int64_t child_id, int64_t id, const char *stands,
              const int64_t *people, size_t n, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_PERSON], &c, reterr);

	for (size_t i = 0; st == CNIS_OK && i < n; i++) {
		stmt_int(&c, ":child", child_id);
		stmt_int(&c, ":order", id);
		stmt_int(&c, ":person", people[i]);
		stmt_text(&c, ":stands", stands);
		stmt_int(&c, ":rev", change_rev(r));
		st = stmt_run(&c, reterr);
	}
	stmt_close(&c);
	return st;
}

/* The day from which the authority could act on it. */
static cnis_day
known(const cnis_fact *fact)
{
	return fact->received != CNIS_DAY_NONE && fact->received > fact->from ? fact->received
	                                                                      : fact->from;
}

cnis_status
court_order_add_tx(cnis_register *r, const cnis_court_order_new *n, int64_t *ret_id,
                   cnis_error *reterr)
{
	writing w = { 0 };
	bool there = false;
	int64_t id = 0;
	cnis_status st = fact_exists(r, "child", n->child_id, &there, reterr);

	if (st == CNIS_OK && !there)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, where_add, "child", "no such child");
	if (st == CNIS_OK)
		st = prepare(r, n, &w, reterr);
	if (st == CNIS_OK)
		st = check_new(r, n, &w, reterr);
	if (st == CNIS_OK)
		st = insert(r, n, &w, &id, reterr);
	if (st == CNIS_OK)
		st = insert_people(r, n->child_id, id, "bound", n->bound, n->n_bound, reterr);
	if (st == CNIS_OK)
		st = insert_people(r, n->child_id, id, "favoured", n->favoured, n->n_favoured,
		                   reterr);
	if (st == CNIS_OK)
		st = care_follow_tx(r, n->child_id, reterr);
	if (st == CNIS_OK)
		st = keep_apart_owed_tx(r, n->child_id, n->kind, known(&w.fact), w.fact.to, reterr);
	if (st == CNIS_OK)
		st = change_touch(r, n->child_id, reterr);
	writing_clear(&w);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}

cnis_status
cnis_court_order_add(cnis_register *r, const cnis_court_order_new *n, int64_t *ret_id,
                     cnis_error *reterr)
{
	int64_t id = 0;
	cnis_status st = change_begin_about(r, where_add, "order-of-court add", CNIS_REF_CHILD,
	                                    n->child_id, reterr);

	if (st != CNIS_OK)
		return st;
	st = change_end(r, court_order_add_tx(r, n, &id, reterr), reterr);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}

/* ---- ending -----------------------------------------------------------------------------------
 */

/* One that names its last day may be discharged before it. */
static cnis_status
check_end(cnis_register *r, int64_t id, cnis_day on, int64_t *ret_child, cnis_error *reterr)
{
	static const char where[] = "court_order.end";
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_READ], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && !row)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, where, "order", "no such order");
	else if (st == CNIS_OK && !col_null(&c, 1) && col_day(&c, 1) < change_today(r))
		st = cnis_fail(reterr, CNIS_EREFUSED, 0, where, "order", "it has ended already");
	else if (st == CNIS_OK && on > change_today(r))
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where, "on", "the day lies in the future");
	else if (st == CNIS_OK && on < col_day(&c, 0))
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where, "on",
		               "the day lies before the order was made");
	else if (st == CNIS_OK && keep_apart_protects(col_text(&c, 3)) && !sight_steps(r))
		st = cnis_fail(reterr, CNIS_EPERM, 0, where, "role",
		               "an order that keeps somebody away is ended by a manager or the "
		               "role safeguarding");
	if (st == CNIS_OK)
		*ret_child = col_int(&c, 2);
	stmt_close(&c);
	return st;
}

static cnis_status
end_tx(cnis_register *r, int64_t id, cnis_day on, cnis_error *reterr)
{
	cursor c = { 0 };
	int64_t child_id = 0;
	cnis_status st;

	if (on == CNIS_DAY_NONE)
		on = change_today(r);
	st = check_end(r, id, on, &child_id, reterr);
	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[Q_CLOSE], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_day(&c, ":to", on);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		st = care_ended_tx(r, child_id, "court_order.end", reterr);
	if (st == CNIS_OK)
		st = keep_apart_ended_tx(r, child_id, "court_order.end", reterr);
	return st == CNIS_OK ? change_touch(r, child_id, reterr) : st;
}

cnis_status
cnis_court_order_end(cnis_register *r, int64_t id, cnis_day on, cnis_error *reterr)
{
	cnis_status st = change_begin_about(r, "court_order.end", "order-of-court end",
	                                    CNIS_REF_COURT_ORDER, id, reterr);

	return st == CNIS_OK ? change_end(r, end_tx(r, id, fact_day(on), reterr), reterr) : st;
}

/* ---- reading ----------------------------------------------------------------------------------
 */

typedef struct walk {
	cnis_register *r;
	cnis_court_order_fn fn;
	void *payload;
} walk;

static cnis_status
people_of(cnis_register *r, int64_t id, const char *stands, int64_t ret[CNIS_COURT_ORDER_PERSONS],
          size_t *ret_n, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	size_t n = 0;
	cnis_status st = stmt_open(r->st, &SQL[Q_PERSONS], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_text(&c, ":stands", stands);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row && n < CNIS_COURT_ORDER_PERSONS)
		ret[n++] = col_int(&c, 0);
	stmt_close(&c);
	*ret_n = n;
	return st;
}

static cnis_status
walk_row(const cursor *c, void *payload, cnis_error *reterr)
{
	const walk *w = payload;
	int64_t bound[CNIS_COURT_ORDER_PERSONS], favoured[CNIS_COURT_ORDER_PERSONS];
	cnis_court_order o = { .id = col_int(c, 0),
		               .child_id = col_int(c, 1),
		               .kind = col_text(c, 2),
		               .wording = col_text(c, 3),
		               .court = col_text(c, 4),
		               .case_number = col_text(c, 5),
		               .authority = col_text(c, 6),
		               .education = col_text(c, 7),
		               .limits = col_text(c, 8),
		               .bound = bound,
		               .favoured = favoured,
		               .fact = fact_of(c, 9) };
	const rule_court *rule = rule_court_find(o.kind);
	cnis_status st = people_of(w->r, o.id, "bound", bound, &o.n_bound, reterr);

	if (rule != NULL) {
		o.effect = rule->says;
		o.about_education = rule_court_about_education(rule, o.education);
		o.authority_shares = rule->authority_shares;
		o.protects = rule->protects;
	}
	if (st == CNIS_OK)
		st = people_of(w->r, o.id, "favoured", favoured, &o.n_favoured, reterr);
	return st == CNIS_OK ? w->fn(&o, w->payload, reterr) : st;
}

cnis_status
cnis_court_order_walk(cnis_register *r, int64_t child_id, cnis_day as_at, bool all,
                      cnis_court_order_fn fn, void *payload, cnis_error *reterr)
{
	walk w = { r, fn, payload };

	return fact_walk_child(r, "court_order.walk", &SQL[Q_WALK], child_id, as_at, all, walk_row,
	                       &w, reterr);
}

cnis_status
cnis_court_order_get(cnis_register *r, int64_t id, cnis_court_order_fn fn, void *payload,
                     cnis_error *reterr)
{
	walk w = { r, fn, payload };
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_GET], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && !row)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, "court_order.get", "order",
		               "no such order");
	if (st == CNIS_OK)
		st = walk_row(&c, &w, reterr);
	stmt_close(&c);
	return st;
}

cnis_status
court_order_holds(cnis_register *r, int64_t child_id, cnis_day on, const char *kinds, int64_t bound,
                  int64_t *ret_id, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_HOLDS], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_int(&c, ":on", on);
	stmt_text(&c, ":kinds", kinds);
	stmt_id(&c, ":bound", bound);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK)
		*ret_id = row ? col_int(&c, 0) : 0;
	stmt_close(&c);
	return st;
}
