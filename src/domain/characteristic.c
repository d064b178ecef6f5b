/* Protected characteristics, as the family chose to answer; no other file reads the answers. */
#include <cnis/characteristic.h>

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/answer.h"

enum { Q_LAST, Q_CLOSE, Q_INSERT, Q_WALK, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_LAST] = { "characteristic.last",
		"SELECT id, from_day FROM protected_characteristic WHERE child_id = :child"
		" AND kind = :what AND to_day IS NULL ORDER BY id DESC LIMIT 1" },
	[Q_CLOSE] = { "characteristic.close",
		"UPDATE protected_characteristic SET to_day = :to, rev = :rev WHERE id = :id" },
	[Q_INSERT] = { "characteristic.insert",
		"INSERT INTO protected_characteristic (child_id, kind, answer,"
		" from_day, to_day, source, basis, received_day, recorded_at, rev)"
		" VALUES (:child, :kind, :answer,"
		" :from, :to, :source, :basis, :received, :at, :rev)" },
	[Q_WALK] = { "characteristic.walk",
		"SELECT id, child_id, kind, answer,"
		" from_day, to_day, source, basis, received_day, recorded_at, rev"
		" FROM protected_characteristic WHERE child_id = :id"
		" AND (:all OR ((from_day IS NULL OR from_day <= :on)"
		" AND (to_day IS NULL OR to_day >= :on))) ORDER BY id" },
};
/* clang-format on */

static const char where[] = "characteristic.record";

/* Checked and ready to be written; *ret_answer is the caller's to free, whatever the answer. */
static cnis_status
prepare(cnis_register *r, const cnis_characteristic *a, cnis_fact *ret_fact, char **ret_answer,
        cnis_error *reterr)
{
	cnis_fact fact = a->fact;
	cnis_status st = code_check(r, "characteristic", a->kind, where, "kind", reterr);

	if (fact.source == NULL)
		fact.source = "parent";
	if (st == CNIS_OK && !text_same(fact.source, "parent") && !text_same(fact.source, "child"))
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where, "source",
		               "only an answer of the parent or the child is kept");
	if (st == CNIS_OK)
		st = answer_basis(r, rule_content_find("EA1996.436C.2.a.protected-characteristics"),
		                  &fact, reterr);
	if (st == CNIS_OK)
		st = answer_complete(r, where, &fact, ret_fact, reterr);
	if (st == CNIS_OK)
		st = fact_text(a->answer, FACT_NAME, false, where, "answer", ret_answer, reterr);
	if (st == CNIS_OK && a->answer != NULL && *ret_answer == NULL)
		st = cnis_fail(
		    reterr, CNIS_EINVAL, 0, where, "answer",
		    "is empty: give the answer, or say that it was declined, and not both");
	return st;
}

cnis_status
characteristic_check(cnis_register *r, const cnis_characteristic *a, cnis_error *reterr)
{
	cnis_fact fact;
	char *answer = NULL;
	cnis_status st = prepare(r, a, &fact, &answer, reterr);

	free(answer);
	return st;
}

static cnis_status
insert(cnis_register *r, const cnis_characteristic *a, const char *answer, const cnis_fact *fact,
       int64_t *ret_id, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_INSERT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", a->child_id);
	stmt_text(&c, ":kind", a->kind);
	stmt_text(&c, ":answer", answer);
	fact_bind(&c, r, fact);
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret_id = store_last_id(r->st);
	return st;
}

cnis_status
characteristic_tx(cnis_register *r, const cnis_characteristic *a, int64_t *ret_id,
                  cnis_error *reterr)
{
	cnis_fact fact;
	char *answer = NULL;
	bool there = false;
	cnis_status st = fact_exists(r, "child", a->child_id, &there, reterr);

	if (st == CNIS_OK && !there)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, where, "child", "no such child");
	if (st == CNIS_OK)
		st = prepare(r, a, &fact, &answer, reterr);
	if (st == CNIS_OK)
		st = fact_after_birth(r, a->child_id, &fact, where, reterr);
	if (st == CNIS_OK)
		st = answer_supersede_tx(r, &SQL[Q_LAST], &SQL[Q_CLOSE], a->child_id, a->kind,
		                         fact.from, where, reterr);
	if (st == CNIS_OK)
		st = insert(r, a, answer, &fact, ret_id, reterr);
	if (st == CNIS_OK)
		st = change_touch(r, a->child_id, reterr);
	free(answer);
	return st;
}

cnis_status
cnis_characteristic_record(cnis_register *r, const cnis_characteristic *answer, int64_t *ret_id,
                           cnis_error *reterr)
{
	const change_spec spec = { .kind = where,
		                   .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER,
		                   .undo = STORE_UNDOABLE };
	int64_t id = 0;
	cnis_status st = change_begin(r, &spec, reterr);

	if (st != CNIS_OK)
		return st;
	st = characteristic_tx(r, answer, &id, reterr);
	st = change_end(r, st, reterr);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}

typedef struct walk {
	cnis_characteristic_fn fn;
	void *payload;
} walk;

static cnis_status
walk_row(const cursor *c, void *payload, cnis_error *reterr)
{
	const walk *w = payload;
	const cnis_characteristic row = { .size = sizeof(row),
		                          .id = col_int(c, 0),
		                          .child_id = col_int(c, 1),
		                          .kind = col_text(c, 2),
		                          .answer = col_text(c, 3),
		                          .fact = fact_of(c, 4) };

	return w->fn(&row, w->payload, reterr);
}

cnis_status
cnis_characteristic_walk(cnis_register *r, int64_t child_id, cnis_day as_at, bool all,
                         cnis_characteristic_fn fn, void *payload, cnis_error *reterr)
{
	walk w = { fn, payload };

	return fact_walk_child(r, "characteristic.walk", &SQL[Q_WALK], child_id, as_at, all,
	                       walk_row, &w, reterr);
}
